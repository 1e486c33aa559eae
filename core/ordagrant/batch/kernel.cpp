#include "ordagrant/batch/kernel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "ordagrant/forms/stemmer.h"
#include "ordagrant/language/identifier.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/positions.h"
#include "ordagrant/text/reading.h"
#include "ordagrant/tokens/sentencer.h"

namespace ordagrant::batch {

namespace {

using tokens::Token;
using tokens::TokenKind;

// Documents are worked off in blocks of about this size, whatever the number of threads.
constexpr std::size_t kBlockBytes = 1U << 20U;

// How much of the text stands to the left and right of a hit.
constexpr std::uint32_t kContextBytes = 80;

std::vector<Field> texts(std::initializer_list<const char*> names) {
  std::vector<Field> fields;
  for (const char* name : names) fields.push_back({name, Type::text});
  return fields;
}

const std::vector<Field>& text_fields() {
  static const std::vector<Field> fields{{"id", Type::text},       {"lang", Type::text},   {"encoding", Type::text},
                                         {"pages", Type::integer}, {"pages_read", Type::integer},
                                         {"status", Type::text},   {"text", Type::text}};
  return fields;
}

const std::vector<Field>& token_fields() {
  static const std::vector<Field> fields{
      {"id", Type::text},   {"sentence", Type::integer}, {"start", Type::integer}, {"end", Type::integer},
      {"text", Type::text}, {"kind", Type::text},        {"norm", Type::text},     {"stem", Type::text},
      {"lemma", Type::text}, {"parts", Type::text}};
  return fields;
}

const std::vector<Field>& hit_fields() {
  static const std::vector<Field> fields{
      {"id", Type::text},        {"lang", Type::text},      {"start", Type::integer},    {"end", Type::integer},
      {"byte_start", Type::integer}, {"byte_end", Type::integer}, {"line", Type::integer}, {"page", Type::integer},
      {"text", Type::text},      {"canonical", Type::text}, {"term", Type::text},        {"pole", Type::text},
      {"category", Type::text},  {"tier", Type::text},      {"weight", Type::real},      {"polarity", Type::text},
      {"voice", Type::text},     {"attitude", Type::text},  {"speaker", Type::text},     {"number", Type::text},
      {"date", Type::text},      {"sentence", Type::integer}, {"passage", Type::integer}, {"left", Type::text},
      {"right", Type::text}};
  return fields;
}

std::string rate_name(const stance::Category& category) {
  return std::string(lexicon::name(category.pole)) + "_" + category.name;
}

std::vector<Field> score_fields(const stance::Scorer& scorer) {
  std::vector<Field> fields = texts({"id", "lang", "status"});
  const auto add = [&](Type type, std::initializer_list<const char*> names) {
    for (const char* name : names) fields.push_back({name, type});
  };
  add(Type::integer, {"words"});
  add(Type::real, {"npm", "trust", "npm_low", "npm_high", "trust_low", "trust_high"});
  add(Type::integer, {"npm_hits", "trust_hits", "npm_reversed", "trust_reversed", "npm_criticised", "trust_criticised",
                      "quoted", "reported", "critique", "about", "statutory"});
  add(Type::real, {"balance", "balance_low", "balance_high"});
  add(Type::text, {"label"});
  add(Type::real, {"p_npm", "p_trust"});
  for (const stance::Category& category : scorer.categories()) fields.push_back({rate_name(category), Type::real});
  return fields;
}

// The text around tokens [begin, end): whole tokens, as many as fit.
ByteSpan left_of(std::span<const Token> tokens, std::uint32_t begin) {
  const std::uint32_t until = tokens[begin].span.begin;
  std::uint32_t first = begin;
  while (first > 0 && until - tokens[first - 1].span.begin <= kContextBytes) --first;
  return {tokens[first].span.begin, until};
}

ByteSpan right_of(std::span<const Token> tokens, std::uint32_t end) {
  const std::uint32_t from = tokens[end - 1].span.end;
  std::uint32_t last = end;
  while (last < tokens.size() && tokens[last].span.end - from <= kContextBytes) ++last;
  return {from, tokens[last - 1].span.end};
}

}  // namespace

struct Kernel::Engines {
  tokens::Tokeniser tokeniser;
  std::optional<lexicon::Matcher> matcher;  // none where the language has no lexicon
};

struct Kernel::Read {
  text::Reading reading;
  std::string_view language;
  const Engines* engines;
  std::vector<Token> tokens;
  std::vector<std::uint32_t> sentences;

  std::string_view surface(const Token& token) const { return token.span.of(reading.text()); }
};

Kernel::Kernel(KernelOptions options) : threads_(options.threads), scorer_(options.entries) {
  if (threads_ == 0) threads_ = std::max(1U, std::thread::hardware_concurrency());
  const std::string undetermined(language::kUndetermined);
  engines_.emplace(undetermined, Engines{tokens::Tokeniser({.language = undetermined}), std::nullopt});
  for (const std::string& language : language::shipped())
    engines_.emplace(language, Engines{tokens::Tokeniser({.language = language}),
                                       lexicon::Matcher(language, options.entries)});
}

Kernel::~Kernel() = default;
Kernel::Kernel(Kernel&&) noexcept = default;
Kernel& Kernel::operator=(Kernel&&) noexcept = default;

Kernel::Read Kernel::read(const Document& document) const {
  Read read{text::Reading(document.source), document.language, nullptr, {}, {}};
  if (read.language == kAuto) read.language = language::identify(read.reading.text()).code;
  auto engines = engines_.find(read.language);
  if (engines == engines_.end()) engines = engines_.find(language::kUndetermined);
  read.engines = &engines->second;
  read.tokens = read.engines->tokeniser.tokenise(read.reading.text());
  read.sentences = tokens::sentences(read.reading.text(), read.tokens);
  return read;
}

void Kernel::text_rows(const Document& document, Columns& rows) const {
  const text::Reading reading(document.source);
  const bool judged = document.language != kAuto;
  rows["id"].add(document.id);
  rows["lang"].add(judged ? document.language : language::identify(reading.text()).code);
  rows["encoding"].add(document.encoding);
  rows["status"].add(document.status);
  rows["text"].add(reading.text());
  rows.end_row();
}

void Kernel::token_rows(const Document& document, Columns& rows) const {
  const Read found = read(document);
  std::vector<std::string> norms;
  norms.reserve(found.tokens.size());
  for (const Token& token : found.tokens) norms.push_back(text::lower(found.surface(token)));
  const std::vector<std::string> stems = forms::stems(found.language, norms);

  Column& id = rows["id"];
  Column& sentence = rows["sentence"];
  Column& start = rows["start"];
  Column& end = rows["end"];
  Column& text = rows["text"];
  Column& kind = rows["kind"];
  Column& norm = rows["norm"];
  Column& stem = rows["stem"];
  text::Positions positions(document.source);
  std::size_t next_sentence = 0;
  for (std::size_t i = 0; i < found.tokens.size(); ++i) {
    const Token& token = found.tokens[i];
    while (next_sentence < found.sentences.size() && found.sentences[next_sentence] <= i) ++next_sentence;
    const ByteSpan span = found.reading.to_source(token.span);
    id.add(document.id);
    sentence.add(static_cast<std::int64_t>(next_sentence) - 1);
    start.add(std::int64_t{positions.character(span.begin)});
    end.add(std::int64_t{positions.character(span.end)});
    text.add(span.of(document.source));
    kind.add(tokens::name(token.kind));
    norm.add(norms[i]);
    if (token.kind == TokenKind::word) stem.add(stems[i]);
    rows.end_row();
  }
}

void Kernel::hit_rows(const Document& document, Columns& rows) const {
  const Read found = read(document);
  if (!found.engines->matcher) return;
  const lexicon::Matcher& matcher = *found.engines->matcher;
  text::Positions positions(document.source);
  for (const lexicon::Match& match : matcher.match(found.reading.text(), found.tokens, found.sentences)) {
    const lexicon::Entry& entry = matcher.entries()[match.entry];
    const ByteSpan span = found.reading.to_source(match.span);
    const std::string_view surface = span.of(document.source);
    const std::string_view canonical = match.span.of(found.reading.text());
    rows["id"].add(document.id);
    rows["lang"].add(found.language);
    rows["start"].add(std::int64_t{positions.character(span.begin)});
    rows["line"].add(std::int64_t{positions.line(span.begin)});
    rows["end"].add(std::int64_t{positions.character(span.end)});
    rows["byte_start"].add(std::int64_t{span.begin});
    rows["byte_end"].add(std::int64_t{span.end});
    rows["text"].add(surface);
    if (canonical != surface) rows["canonical"].add(canonical);
    rows["term"].add(entry.term);
    rows["pole"].add(lexicon::name(entry.pole));
    rows["category"].add(entry.category);
    rows["tier"].add(lexicon::name(entry.tier));
    rows["weight"].add(lexicon::weight(entry.tier));
    rows["sentence"].add(std::int64_t{match.sentence});
    rows["left"].add(found.reading.to_source(left_of(found.tokens, match.token_begin)).of(document.source));
    rows["right"].add(found.reading.to_source(right_of(found.tokens, match.token_end)).of(document.source));
    rows.end_row();
  }
}

void Kernel::score_rows(const Document& document, Columns& rows) const {
  rows["id"].add(document.id);
  rows["status"].add(document.status);
  if (document.status == "ok") {
    const Read found = read(document);
    stance::Tally tally = scorer_.empty_tally();
    tally.words = static_cast<std::uint64_t>(std::count_if(
        found.tokens.begin(), found.tokens.end(), [](const Token& token) { return token.kind == TokenKind::word; }));
    rows["lang"].add(found.language);
    rows["words"].add(static_cast<std::int64_t>(tally.words));
    if (found.engines->matcher) {
      const lexicon::Matcher& matcher = *found.engines->matcher;
      for (const lexicon::Match& match : matcher.match(found.reading.text(), found.tokens, found.sentences))
        scorer_.count(matcher.entries()[match.entry], tally);
      const stance::Score score = scorer_.score(tally);
      rows["npm"].add(score.npm);
      rows["trust"].add(score.trust);
      rows["npm_hits"].add(static_cast<std::int64_t>(score.npm_hits));
      rows["trust_hits"].add(static_cast<std::int64_t>(score.trust_hits));
      rows["statutory"].add(static_cast<std::int64_t>(score.statutory));
      for (std::size_t category = 0; category < score.categories.size(); ++category)
        rows[rate_name(scorer_.categories()[category])].add(score.categories[category]);
    }
  }
  rows.end_row();
}

Table Kernel::run(std::span<const Document> documents, const std::vector<Field>& fields,
                  void (Kernel::*rows_of)(const Document&, Columns&) const) const {
  std::vector<std::size_t> blocks{0};  // where each block of documents begins, and the end
  std::size_t bytes = 0;
  for (std::size_t document = 0; document < documents.size(); ++document) {
    bytes += documents[document].source.size();
    if (bytes < kBlockBytes && document + 1 < documents.size()) continue;
    blocks.push_back(document + 1);
    bytes = 0;
  }
  if (documents.empty()) blocks.push_back(0);

  Table table(blocks.size() - 1, Columns(fields));
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto work = [&] {
    for (std::size_t block = next++; block < table.size(); block = next++) {
      try {
        for (std::size_t document = blocks[block]; document < blocks[block + 1]; ++document)
          (this->*rows_of)(documents[document], table[block]);
      } catch (...) {
        const std::lock_guard lock(failing);
        if (!failure) failure = std::current_exception();
      }
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned thread = 1; thread < threads_ && thread < table.size(); ++thread) helpers.emplace_back(work);
  work();
  helpers.clear();  // waits for them
  if (failure) std::rethrow_exception(failure);
  return table;
}

Table Kernel::text(std::span<const Document> documents) const { return run(documents, text_fields(), &Kernel::text_rows); }

Table Kernel::tokens(std::span<const Document> documents) const {
  return run(documents, token_fields(), &Kernel::token_rows);
}

Table Kernel::hits(std::span<const Document> documents) const { return run(documents, hit_fields(), &Kernel::hit_rows); }

Table Kernel::score(std::span<const Document> documents) const {
  return run(documents, score_fields(scorer_), &Kernel::score_rows);
}

Table Kernel::lexicon() const {
  Table table{Columns(
      texts({"lang", "pole", "category", "term", "kind", "pos", "tier", "compound", "case", "source", "note"}))};
  Columns& rows = table.front();
  for (const auto& [language, engines] : engines_) {
    if (!engines.matcher) continue;
    for (const lexicon::Entry& entry : engines.matcher->entries()) {
      std::string pos;
      for (const std::string& tag : entry.pos) pos += (pos.empty() ? "" : " ") + tag;
      rows["lang"].add(entry.language);
      rows["pole"].add(lexicon::name(entry.pole));
      rows["category"].add(entry.category);
      rows["term"].add(entry.term);
      rows["kind"].add(lexicon::name(entry.kind));
      rows["pos"].add(pos);
      rows["tier"].add(lexicon::name(entry.tier));
      rows["compound"].add(lexicon::name(entry.compound));
      if (entry.exact_case) rows["case"].add("exact");
      if (!entry.source.empty()) rows["source"].add(entry.source);
      if (!entry.note.empty()) rows["note"].add(entry.note);
      rows.end_row();
    }
  }
  return table;
}

}  // namespace ordagrant::batch
