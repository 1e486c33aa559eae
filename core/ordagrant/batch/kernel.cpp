#include "ordagrant/batch/kernel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/batch/internal/token_rows.h"
#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/language/identifier.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/passages/paragraphs.h"
#include "ordagrant/passages/quotations.h"
#include "ordagrant/stance/context.h"
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
  static const std::vector<Field> fields{
      {"id", Type::text},       {"lang", Type::text},          {"encoding", Type::text},
      {"pages", Type::integer}, {"pages_read", Type::integer}, {"status", Type::text},
      {"text", Type::text}};
  return fields;
}

const std::vector<Field>& repair_fields() {
  static const std::vector<Field> fields{{"id", Type::text},   {"start", Type::integer}, {"end", Type::integer},
                                         {"kind", Type::text}, {"before", Type::text},   {"after", Type::text}};
  return fields;
}

const std::vector<Field>& language_fields() {
  static const std::vector<Field> fields{
      {"id", Type::text}, {"lang", Type::text}, {"confidence", Type::real}, {"status", Type::text}};
  return fields;
}

// Of passages also where they stand.
const std::vector<Field>& passage_language_fields() {
  static const std::vector<Field> fields = [] {
    std::vector<Field> made = language_fields();
    made.push_back({"start", Type::integer});
    made.push_back({"end", Type::integer});
    return made;
  }();
  return fields;
}

// Those of the verb that are asked for; all, if none is.
std::vector<Field> token_fields(const std::vector<std::string>& asked) {
  const std::vector<Field> all{{"id", Type::category},   {"sentence", Type::integer}, {"start", Type::integer},
                               {"end", Type::integer},   {"text", Type::text},        {"kind", Type::category},
                               {"norm", Type::category}, {"stem", Type::category},    {"lemma", Type::category},
                               {"parts", Type::category}};
  const auto is_asked = [&](const Field& field) {
    return asked.empty() || std::find(asked.begin(), asked.end(), field.name) != asked.end();
  };
  for (const std::string& name : asked)
    if (std::none_of(all.begin(), all.end(), [&](const Field& field) { return field.name == name; })) {
      std::string names;
      for (const Field& field : all) names += (names.empty() ? "" : ", ") + field.name;
      throw RequestError("column '" + name + "' is not one of: " + names);
    }
  std::vector<Field> fields;
  std::copy_if(all.begin(), all.end(), std::back_inserter(fields), is_asked);
  return fields;
}

const std::vector<Field>& hit_fields() {
  static const std::vector<Field> fields{
      {"id", Type::text},          {"lang", Type::text},          {"start", Type::integer},
      {"end", Type::integer},      {"byte_start", Type::integer}, {"byte_end", Type::integer},
      {"line", Type::integer},     {"page", Type::integer},       {"text", Type::text},
      {"canonical", Type::text},   {"term", Type::text},          {"pole", Type::text},
      {"category", Type::text},    {"tier", Type::text},          {"weight", Type::real},
      {"polarity", Type::text},    {"voice", Type::text},         {"attitude", Type::text},
      {"speaker", Type::text},     {"number", Type::text},        {"date", Type::text},
      {"sentence", Type::integer}, {"passage", Type::integer},    {"left", Type::text},
      {"right", Type::text}};
  return fields;
}

std::string rate_name(const stance::Category& category) {
  return std::string(lexicon::name(category.pole)) + "_" + category.name;
}

// Was there text to read? All of it, or some of its pages.
bool has_text(std::string_view status) { return status == "ok" || status == "partial"; }

// The category of pole meta whose terms are names, of firms, bodies and methods; they say nothing of steering.
constexpr std::string_view kName = "name";

bool shown(const lexicon::Entry& entry, const HitOptions& options) {
  if (!options.names && entry.pole == lexicon::Pole::meta && entry.category == kName) return false;
  return options.poles.empty() ||
         std::find(options.poles.begin(), options.poles.end(), entry.pole) != options.poles.end();
}

// Where the stretch that begins at `begin` ends: where a paragraph does, if one ends in its last part, else a
// line, a word or at least a character.
std::size_t stretch_end(std::string_view text, std::size_t begin) {
  constexpr std::size_t kStretchBytes = 8U << 20U;
  if (text.size() - begin <= kStretchBytes) return text.size();
  const std::string_view last = text.substr(begin + kStretchBytes / 2, kStretchBytes / 2);
  for (const std::string_view gap : {"\n\n", "\n", " "})
    if (const std::size_t at = last.rfind(gap); at != std::string_view::npos)
      return begin + kStretchBytes / 2 + at + gap.size();
  std::size_t end = begin + kStretchBytes;
  while (end > begin + 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return end;
}

std::optional<std::string_view> further_of(const Document& document, std::string_view name) {
  for (const auto& [column, value] : document.further)
    if (column == name) return value;
  return std::nullopt;
}

// What a text is in is asked of its opening, with its letters mended but not yet its words: for that the
// language must be known.
language::Verdict verdict_on(const Document& document, text::RepairKinds repairs) {
  constexpr std::size_t kOpeningBytes = 1U << 15U;
  const std::size_t begin = std::min(document.source.find_first_not_of(" \t\r\n\f"), document.source.size());
  text::RepairKinds letters;
  for (const text::RepairKind kind : {text::RepairKind::mojibake, text::RepairKind::decomposed,
                                      text::RepairKind::ligature, text::RepairKind::soft_hyphen})
    if (repairs.has(kind)) letters.add(kind);
  return language::identify(text::Reading(document.source.substr(begin, kOpeningBytes), {.kinds = letters}).text());
}

// Blocks of documents of about the same size, whatever the number of threads; one, if there are none.
std::vector<std::span<const Document>> blocks_of(std::span<const Document> documents) {
  std::vector<std::span<const Document>> blocks;
  std::size_t begin = 0;
  std::size_t bytes = 0;
  for (std::size_t document = 0; document < documents.size(); ++document) {
    bytes += documents[document].source.size();
    if (bytes < kBlockBytes && document + 1 < documents.size()) continue;
    blocks.push_back(documents.subspan(begin, document + 1 - begin));
    begin = document + 1;
    bytes = 0;
  }
  if (blocks.empty()) blocks.emplace_back();
  return blocks;
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

Unit unit_of(std::string_view name) {
  constexpr std::array<std::string_view, 4> kUnits{"document", "passage", "sentence", "group"};
  const auto found = std::find(kUnits.begin(), kUnits.end(), name);
  if (found == kUnits.end())
    throw RequestError("unit '" + std::string(name) + "' is not one of: document, passage, sentence, group");
  return static_cast<Unit>(found - kUnits.begin());
}

struct Kernel::Engines {
  tokens::Tokeniser tokeniser;
  // None where the language has no lexicon.
  std::optional<lexicon::Matcher> matcher;
  std::optional<stance::Context> context;
  std::optional<forms::EllipsisFinder> ellipses;
  // Made when it is first asked for; by one of the threads.
  std::unique_ptr<std::once_flag> forms_once = std::make_unique<std::once_flag>();
  mutable std::unique_ptr<const internal::WordForms> forms = nullptr;

  const internal::WordForms* word_forms(std::string_view language) const {
    if (!matcher) return nullptr;
    std::call_once(*forms_once, [&] { forms = std::make_unique<const internal::WordForms>(language); });
    return forms.get();
  }
};

struct Kernel::Memories {
  std::map<const Engines*, lexicon::Matcher::Memory> matches;
  std::map<const Engines*, internal::WordMemory> words;
};

struct Kernel::Read {
  const text::Reading& reading;
  std::string_view text;  // of the reading, from byte `base` on
  std::uint32_t base;
  std::string_view language;
  const Engines* engines;
  std::vector<Token> tokens;
  std::vector<std::uint32_t> sentences;
  std::vector<forms::Ellipsis> ellipses;
  std::vector<lexicon::Match> matches;
  std::vector<stance::Sense> senses;  // of the matches

  // The match as it reads: with suspended compounds restored, if it begins and ends with them.
  std::string canonical(const lexicon::Match& match) const {
    const auto ellipsis =
        std::lower_bound(ellipses.begin(), ellipses.end(), match.token_begin,
                         [](const forms::Ellipsis& e, std::uint32_t token) { return e.begin < token; });
    if (ellipsis == ellipses.end() || ellipsis->begin != match.token_begin || ellipsis->end != match.token_end)
      return std::string(match.span.of(text));
    std::string joined;
    for (const std::string& word : ellipsis->words) joined += (joined.empty() ? "" : " + ") + word;
    return joined;
  }

  std::string_view surface(const Token& token) const { return token.span.of(text); }
  ByteSpan to_source(ByteSpan span) const { return reading.to_source({base + span.begin, base + span.end}); }
};

struct Kernel::Scored {
  std::string id;
  std::string language;  // empty: several, or none
  std::string status;
  bool has_lexicon = false;
  stance::Tally tally;
};

// Adds a unit to the group of its id. A group of documents that were all read is ok, one of some partial; its
// language is the one that all of them have.
void Kernel::merge(const Scored& unit, std::map<std::string, Scored>& groups) {
  const auto [group, is_new] = groups.try_emplace(unit.id, unit);
  if (is_new) return;
  Scored& sum = group->second;
  const bool had_text = has_text(sum.status);
  if (sum.status != unit.status) sum.status = had_text || has_text(unit.status) ? "partial" : "empty";
  if (!had_text) sum.language = unit.language;
  if (!has_text(unit.status)) return;
  // Words that no lexicon read would only dilute the rates of those that one did.
  if (had_text && sum.has_lexicon != unit.has_lexicon) {
    sum.status = "partial";
    if (sum.has_lexicon) return;
    sum.tally = unit.tally;
    sum.language = unit.language;
    sum.has_lexicon = true;
    return;
  }
  if (sum.language != unit.language) sum.language.clear();
  sum.has_lexicon = unit.has_lexicon;
  sum.tally.add(unit.tally);
}

Kernel::Kernel(KernelOptions options)
    : threads_(options.threads), repairs_(options.repairs), counter_(options.entries) {
  if (threads_ == 0) threads_ = std::max(1U, std::thread::hardware_concurrency());
  const std::string undetermined(language::kUndetermined);
  engines_.emplace(undetermined,
                   Engines{tokens::Tokeniser({.language = undetermined}), std::nullopt, std::nullopt, std::nullopt});
  for (const std::string& language : language::shipped())
    engines_.emplace(language,
                     Engines{tokens::Tokeniser({.language = language}), lexicon::Matcher(language, options.entries),
                             stance::Context(language), forms::EllipsisFinder(language)});
}

Kernel::~Kernel() = default;
Kernel::Kernel(Kernel&&) noexcept = default;
Kernel& Kernel::operator=(Kernel&&) noexcept = default;

std::string_view Kernel::language_of(const Document& document) const {
  return document.language == kAuto ? verdict_on(document, repairs_).code : document.language;
}

text::Reading Kernel::reading_of(const Document& document, std::string_view language) const {
  return text::Reading(document.source, {.knowledge = language::knowledge(language), .kinds = repairs_});
}

// Calls work(read) for the stretches of a document in their order, tokenised. Only one of many megabytes has more
// than one: what is known of its tokens would take twenty times its bytes.
template <typename Work>
void Kernel::each_stretch(const Document& document, Work work) const {
  const std::string_view language = language_of(document);
  const text::Reading reading = reading_of(document, language);
  auto engines = engines_.find(language);
  if (engines == engines_.end()) engines = engines_.find(language::kUndetermined);
  const std::string_view text = reading.text();
  std::size_t begin = 0;
  do {
    const std::size_t end = stretch_end(text, begin);
    Read read{reading,
              text.substr(begin, end - begin),
              static_cast<std::uint32_t>(begin),
              language,
              &engines->second,
              {},
              {},
              {},
              {},
              {}};
    read.tokens = read.engines->tokeniser.tokenise(read.text);
    read.sentences = tokens::sentences(read.text, read.tokens);
    work(read);
    begin = end;
  } while (begin < text.size());
}

void Kernel::find_hits(Read& read, Memories& memories) {
  if (!read.engines->matcher) return;
  const std::string_view text = read.text;
  read.ellipses = read.engines->ellipses->find(text, read.tokens);
  read.matches =
      read.engines->matcher->match(text, read.tokens, read.sentences, read.ellipses, memories.matches[read.engines]);
  const auto quotations = passages::quotations(text, read.tokens, read.sentences);
  read.senses = read.engines->context->read(text, read.tokens, read.sentences, quotations, read.matches,
                                            read.engines->matcher->entries());
}

void Kernel::text_rows(const Document& document, Columns& rows) const {
  const std::string_view language = language_of(document);
  const text::Reading reading = reading_of(document, language);
  rows["id"].add(document.id);
  rows["lang"].add(language);
  rows["encoding"].add(document.encoding);
  if (document.pages >= 0) rows["pages"].add(document.pages);
  if (document.pages_read >= 0) rows["pages_read"].add(document.pages_read);
  rows["status"].add(document.status);
  rows["text"].add(reading.text());
  rows.end_rows();
}

void Kernel::repair_rows(const Document& document, Columns& rows) const {
  const text::Reading reading = reading_of(document, language_of(document));
  text::Positions positions(document.source);
  for (const text::Edit& repair : reading.repairs()) {
    rows["id"].add(document.id);
    rows["start"].add(std::int64_t{positions.character(repair.span.begin)});
    rows["end"].add(std::int64_t{positions.character(repair.span.end)});
    rows["kind"].add(text::name(repair.kind));
    rows["before"].add(repair.span.of(document.source));
    rows["after"].add(repair.replacement);
    rows.end_rows();
  }
}

void Kernel::language_rows(const Document& document, Unit by, Columns& rows) const {
  const auto begin_row = [&](const std::string& id, const language::Verdict& verdict) {
    rows["id"].add(id);
    rows["lang"].add(verdict.code);
    rows["confidence"].add(verdict.confidence);
    rows["status"].add(document.status);
  };
  if (by != Unit::passage || !has_text(document.status)) {
    begin_row(std::string(document.id), verdict_on(document, repairs_));
    rows.end_rows();
    return;
  }
  text::Positions positions(document.source);
  std::size_t passage = 0;
  each_stretch(document, [&](const Read& read) {
    const std::vector<std::uint32_t> starts = passages::paragraphs(read.text, read.tokens);
    std::vector<ByteSpan> spans;
    for (std::size_t start = 0; start < starts.size(); ++start) {
      const std::size_t end = start + 1 < starts.size() ? starts[start + 1] : read.tokens.size();
      spans.push_back({read.tokens[starts[start]].span.begin, read.tokens[end - 1].span.end});
    }
    const std::vector<language::Verdict> verdicts = language::identify(read.text, spans);
    for (std::size_t i = 0; i < spans.size(); ++i) {
      begin_row(std::string(document.id) + "#" + std::to_string(passage++), verdicts[i]);
      const ByteSpan span = read.to_source(spans[i]);
      rows["start"].add(std::int64_t{positions.character(span.begin)});
      rows["end"].add(std::int64_t{positions.character(span.end)});
      rows.end_rows();
    }
  });
}

void Kernel::token_rows(const Document& document, Memories& memories, internal::TokenRows& rows) const {
  text::Positions positions(document.source);
  std::int64_t sentences = 0;  // of the stretches before
  each_stretch(document, [&](const Read& read) {
    rows.add({.id = document.id,
              .language = read.language,
              .reading = &read.reading,
              .text = read.text,
              .base = read.base,
              .tokens = &read.tokens,
              .sentences = &read.sentences,
              .sentences_before = sentences,
              .forms = rows.need_forms() ? read.engines->word_forms(read.language) : nullptr,
              .memory = &memories.words[read.engines]},
             positions);
    sentences += static_cast<std::int64_t>(read.sentences.size());
  });
}

void Kernel::hit_rows(const Document& document, const HitOptions& options, Memories& memories, Columns& rows) const {
  text::Positions positions(document.source);
  std::int64_t sentences_before = 0;  // in the stretches before
  std::int64_t paragraphs_before = 0;
  each_stretch(document, [&](Read& found) {
    find_hits(found, memories);
    const std::vector<std::uint32_t> paragraphs = passages::paragraphs(found.text, found.tokens);
    for (std::size_t hit = 0; hit < found.matches.size(); ++hit) {
      const lexicon::Match& match = found.matches[hit];
      const lexicon::Entry& entry = found.engines->matcher->entries()[match.entry];
      if (!shown(entry, options)) continue;
      const ByteSpan span = found.to_source(match.span);
      const std::string_view surface = span.of(document.source);
      const std::string canonical = found.canonical(match);
      rows["id"].add(document.id);
      rows["lang"].add(found.language);
      rows["start"].add(std::int64_t{positions.character(span.begin)});
      rows["line"].add(std::int64_t{positions.line(span.begin)});
      if (document.pages >= 0) rows["page"].add(std::int64_t{positions.page(span.begin)});
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
      rows["polarity"].add(stance::name(found.senses[hit].polarity));
      rows["voice"].add(stance::name(found.senses[hit].voice));
      rows["sentence"].add(sentences_before + match.sentence);
      rows["passage"].add(paragraphs_before +
                          std::upper_bound(paragraphs.begin(), paragraphs.end(), match.token_begin) -
                          paragraphs.begin() - 1);
      // What a repair took out beside the hit is part of what stands there.
      const ByteSpan left{found.to_source(left_of(found.tokens, match.token_begin)).begin, span.begin};
      const ByteSpan right{span.end, found.to_source(right_of(found.tokens, match.token_end)).end};
      rows["left"].add(left.of(document.source));
      rows["right"].add(right.of(document.source));
      rows.end_rows();
    }
    sentences_before += static_cast<std::int64_t>(found.sentences.size());
    paragraphs_before += static_cast<std::int64_t>(paragraphs.size());
  });
}

std::vector<Kernel::Scored> Kernel::tallies(const Document& document, Unit by, Memories& memories) const {
  const std::string id(by == Unit::group ? document.group : document.id);
  if (!has_text(document.status)) return {{id, "", std::string(document.status), false, counter_.empty()}};

  const bool whole = by == Unit::document || by == Unit::group;  // the document is one unit
  std::vector<Scored> units;
  each_stretch(document, [&](Read& found) {
    find_hits(found, memories);
    // The units of the stretch by their first token: parts that begin at a sentence.
    std::vector<std::uint32_t> starts;
    if (by == Unit::sentence) starts = found.sentences;
    if (by == Unit::passage) starts = passages::paragraphs(found.text, found.tokens);
    if (starts.empty()) starts.push_back(0);

    std::size_t unit = whole && !units.empty() ? 0 : units.size();
    const std::size_t first = unit;
    while (units.size() < first + starts.size())
      units.push_back({whole ? id : id + "#" + std::to_string(units.size()), std::string(found.language),
                       std::string(document.status), found.engines->matcher.has_value(), counter_.empty()});
    std::size_t match = 0;
    for (std::size_t sentence = 0; sentence < found.sentences.size(); ++sentence) {
      const std::uint32_t begin = found.sentences[sentence];
      const std::size_t end =
          sentence + 1 < found.sentences.size() ? found.sentences[sentence + 1] : found.tokens.size();
      while (unit - first + 1 < starts.size() && starts[unit - first + 1] <= begin) ++unit;
      stance::Tally& tally = units[unit].tally;
      stance::Sample sample;
      for (std::size_t token = begin; token < end; ++token)
        if (found.tokens[token].kind == TokenKind::word) ++sample.words;
      for (; match < found.matches.size() && found.matches[match].sentence == sentence; ++match)
        counter_.count(found.engines->matcher->entries()[found.matches[match].entry], found.senses[match], tally,
                       sample);
      tally.words += sample.words;
      ++tally.samples[sample];
    }
  });
  return units;
}

std::vector<Field> Kernel::score_fields() const {
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
  for (const stance::Category& category : counter_.categories()) fields.push_back({rate_name(category), Type::real});
  return fields;
}

void Kernel::score_row(const Scored& unit, const stance::Scorer& scorer, Columns& row) const {
  row["id"].add(unit.id);
  if (!unit.language.empty()) row["lang"].add(unit.language);
  row["status"].add(unit.status);
  if (has_text(unit.status)) {
    const auto count = [&](const char* column, std::uint64_t value) {
      row[column].add(static_cast<std::int64_t>(value));
    };
    count("words", unit.tally.words);
    if (!unit.has_lexicon) row["label"].add(stance::name(stance::Label::none));
    if (unit.has_lexicon) {
      count("npm_hits", unit.tally.npm_hits);
      count("trust_hits", unit.tally.trust_hits);
      count("npm_reversed", unit.tally.npm_reversed);
      count("trust_reversed", unit.tally.trust_reversed);
      count("quoted", unit.tally.quoted);
      count("reported", unit.tally.reported);
      count("critique", unit.tally.critique);
      count("about", unit.tally.about);
      count("statutory", unit.tally.statutory);
      const stance::Score score = scorer.score(unit.tally, counter_.categories());
      row["npm"].add(score.npm);
      row["trust"].add(score.trust);
      const auto interval = [&](const char* low, const char* high, const std::optional<stance::Interval>& found) {
        if (!found) return;
        row[low].add(found->low);
        row[high].add(found->high);
      };
      interval("npm_low", "npm_high", score.npm_interval);
      interval("trust_low", "trust_high", score.trust_interval);
      if (score.balance) row["balance"].add(*score.balance);
      interval("balance_low", "balance_high", score.balance_interval);
      row["label"].add(stance::name(score.label));
      for (std::size_t category = 0; category < score.categories.size(); ++category)
        row[rate_name(counter_.categories()[category])].add(score.categories[category]);
    }
  }
  row.end_rows();
}

// Calls work(block, memories) for every one of so many blocks, on as many threads as there are. No result depends on
// what a thread remembers.
template <typename Work>
void Kernel::each_block(std::size_t blocks, Work work) const {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto run = [&] {
    Memories memories;
    for (std::size_t block = next++; block < blocks; block = next++) {
      try {
        for (auto& [engines, words] : memories.words) words.keep_small();
        work(block, memories);
      } catch (...) {
        const std::lock_guard lock(failing);
        if (!failure) failure = std::current_exception();
      }
    }
  };
  std::vector<std::jthread> others;
  for (unsigned thread = 1; thread < threads_ && thread < blocks; ++thread) others.emplace_back(run);
  run();
  others.clear();  // waits for them
  if (failure) std::rethrow_exception(failure);
}

// The rows of every block: block_rows(documents, begin, memories, columns) is to call begin(document) before it adds
// those of a document.
template <typename BlockRows>
Table Kernel::blocks(std::span<const Document> documents, const std::vector<Field>& fields,
                     BlockRows block_rows) const {
  const std::vector<std::span<const Document>> blocks = blocks_of(documents);
  std::vector<Field> all = fields;
  for (const Document& document : documents)
    for (const auto& [name, value] : document.further) {
      const auto same = [&column = name](const Field& field) { return field.name == column; };
      if (std::any_of(fields.begin(), fields.end(), same))
        throw RequestError("column '" + std::string(name) + "' cannot be given to documents: the rows have one");
      if (std::none_of(all.begin(), all.end(), same)) all.push_back({std::string(name), Type::text});
    }
  Table table(blocks.size(), Columns(all));
  each_block(blocks.size(), [&](std::size_t block, Memories& memories) {
    const auto begin = [&](const Document& document) {
      for (std::size_t field = fields.size(); field < all.size(); ++field)
        table[block].fill(all[field].name, further_of(document, all[field].name));
    };
    block_rows(blocks[block], begin, memories, table[block]);
  });
  return table;
}

template <typename RowsOf>
Table Kernel::rows(std::span<const Document> documents, const std::vector<Field>& fields, RowsOf rows_of) const {
  return blocks(documents, fields,
                [&](std::span<const Document> block, auto begin, Memories& memories, Columns& columns) {
                  for (const Document& document : block) {
                    begin(document);
                    rows_of(document, memories, columns);
                  }
                });
}

Table Kernel::text(std::span<const Document> documents) const {
  return rows(documents, text_fields(),
              [this](const Document& document, Memories&, Columns& table) { text_rows(document, table); });
}

Table Kernel::repairs(std::span<const Document> documents) const {
  return rows(documents, repair_fields(),
              [this](const Document& document, Memories&, Columns& table) { repair_rows(document, table); });
}

Table Kernel::language(std::span<const Document> documents, Unit by) const {
  return rows(documents, by == Unit::passage ? passage_language_fields() : language_fields(),
              [&](const Document& document, Memories&, Columns& table) { language_rows(document, by, table); });
}

Table Kernel::tokens(std::span<const Document> documents, const TokenOptions& options) const {
  return blocks(documents, token_fields(options.columns),
                [&](std::span<const Document> block, auto begin, Memories& memories, Columns& columns) {
                  std::size_t bytes = 0;
                  for (const Document& document : block) bytes += document.source.size();
                  internal::TokenRows rows(options, bytes, columns);
                  for (const Document& document : block) {
                    begin(document);
                    token_rows(document, memories, rows);
                  }
                  rows.finish();
                });
}

Table Kernel::hits(std::span<const Document> documents, const HitOptions& options) const {
  return rows(documents, hit_fields(), [&](const Document& document, Memories& memories, Columns& table) {
    hit_rows(document, options, memories, table);
  });
}

Table Kernel::score(std::span<const Document> documents, const ScoreOptions& options) const {
  const stance::Scorer scorer(options.scorer);
  if (options.by != Unit::group)
    return rows(documents, score_fields(), [&](const Document& document, Memories& memories, Columns& table) {
      for (const Scored& unit : tallies(document, options.by, memories)) score_row(unit, scorer, table);
    });

  const std::vector<std::span<const Document>> blocks = blocks_of(documents);
  std::vector<std::map<std::string, Scored>> found(blocks.size());
  each_block(blocks.size(), [&](std::size_t block, Memories& memories) {
    for (const Document& document : blocks[block])
      for (const Scored& unit : tallies(document, Unit::group, memories)) merge(unit, found[block]);
  });
  std::map<std::string, Scored> groups;
  for (const auto& part : found)
    for (const auto& [name, unit] : part) merge(unit, groups);
  Table table(1, Columns(score_fields()));
  for (const auto& [name, unit] : groups) score_row(unit, scorer, table.front());
  return table;
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
      rows.end_rows();
    }
  }
  return table;
}

}  // namespace ordagrant::batch
