#include "ordagrant/batch/internal/token_rows.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "ordagrant/base/not_one_of.h"
#include "ordagrant/forms/stemmer.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::batch::internal {

namespace {

using tokens::Token;
using tokens::TokenKind;

constexpr std::int32_t kNull = -1;
constexpr std::int32_t kUnknown = -2;
constexpr std::uint32_t kNoWord = ~std::uint32_t{0};

// With the space behind it; in running text it is more.
constexpr std::size_t kBytesOfAToken = 6;

// In the order of their values, which are their codes.
constexpr std::array<TokenKind, 5> kKinds{TokenKind::word, TokenKind::number, TokenKind::mark, TokenKind::reference,
                                          TokenKind::address};

std::int32_t code_of(std::string_view text, tokens::Vocabulary& texts) {
  return static_cast<std::int32_t>(texts.add(text));
}

void add_categories(const tokens::Vocabulary& texts, Column* column) {
  if (column == nullptr) return;
  for (std::uint32_t id = 0; id < texts.size(); ++id) column->add_category(texts.form(id));
}

WordMemory& memory_of(const Stretch& stretch) { return stretch.memories().words[&stretch.engines()]; }

// The parts of a word with + between them; empty if it is no compound.
std::string parts_of(const forms::Compounds& compounds, std::string_view word) {
  std::string joined;
  if (word.ends_with('-')) return joined;  // a suspended one
  const std::vector<forms::CompoundPart> parts = compounds.split(word);
  if (parts.size() > 1)
    for (const forms::CompoundPart& part : parts) joined.append(joined.empty() ? "" : "+").append(part.span.of(word));
  return joined;
}

}  // namespace

std::vector<Field> token_fields(const std::vector<std::string>& asked) {
  const std::vector<Field> all{{"id", Type::category},   {"sentence", Type::integer}, {"start", Type::integer},
                               {"end", Type::integer},   {"text", Type::text},        {"kind", Type::category},
                               {"norm", Type::category}, {"stem", Type::category},    {"lemma", Type::category},
                               {"parts", Type::category}};
  for (const std::string& name : asked)
    if (std::none_of(all.begin(), all.end(), [&](const Field& field) { return field.name == name; })) {
      std::vector<std::string> names;
      names.reserve(all.size());
      for (const Field& field : all) names.push_back(field.name);
      throw not_one_of("column", name, names);
    }
  std::vector<Field> fields;
  std::copy_if(all.begin(), all.end(), std::back_inserter(fields), [&](const Field& field) {
    return asked.empty() || std::find(asked.begin(), asked.end(), field.name) != asked.end();
  });
  return fields;
}

TokenRows::TokenRows(const TokenOptions& options, std::size_t bytes, Columns& columns)
    : options_(options), columns_(columns) {
  for (const Field& field : token_fields(options.columns)) columns_[field.name].reserve(bytes / kBytesOfAToken, bytes);
  need_norms_ = columns_.find("norm") != nullptr || columns_.find("stem") != nullptr ||
                columns_.find("lemma") != nullptr || columns_.find("parts") != nullptr;
  if (Column* const kind = columns_.find("kind"); kind != nullptr)
    for (const TokenKind one : kKinds) kind->add_category(tokens::name(one));
}

void TokenRows::add(std::string_view id, std::int64_t sentences_before, Stretch& stretch, text::Positions& positions) {
  add_places(id, sentences_before, stretch, positions);
  if (need_norms_) add_norms(stretch);
  columns_.end_rows();
}

// Words in lower case, and what is made of them.
void TokenRows::add_norms(Stretch& stretch) {
  tokens_ = norms_.add(stretch.text(), stretch.tokens());
  if (Column* const norm = columns_.find("norm"); norm != nullptr) {
    std::transform(tokens_.ids.begin(), tokens_.ids.end(), rows_.begin(),
                   [](std::uint32_t one) { return static_cast<std::int32_t>(one); });
    norm->append_codes(rows_);
  }
  Codes& codes = codes_[std::string(stretch.language())];
  if (columns_.find("stem") != nullptr) add_stems(stretch, codes);
  if (stretch.has_lexicon()) {
    if (columns_.find("lemma") != nullptr) add_lemmas(stretch, codes);
    if (columns_.find("parts") != nullptr) add_parts(stretch, codes);
    return;
  }
  std::fill(rows_.begin(), rows_.end(), kNull);
  for (const char* const unknown : {"lemma", "parts"})
    if (Column* const column = columns_.find(unknown); column != nullptr) column->append_codes(rows_);
}

void TokenRows::add_places(std::string_view id, std::int64_t sentences_before, const Stretch& stretch,
                           text::Positions& positions) {
  const std::vector<Token>& tokens = stretch.tokens();
  const std::size_t count = tokens.size();
  if (Column* const column = columns_.find("id"); column != nullptr) column->append_code(code_of(id, ids_), count);
  if (Column* const sentence = columns_.find("sentence"); sentence != nullptr) {
    numbers_.resize(count);
    const std::vector<std::uint32_t>& begins = stretch.sentences();
    for (std::size_t i = 0; i < begins.size(); ++i) {
      const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : count;
      std::fill(numbers_.begin() + begins[i], numbers_.begin() + static_cast<std::ptrdiff_t>(end),
                sentences_before + static_cast<std::int64_t>(i));
    }
    sentence->append(numbers_);
  }

  spans_.resize(count);
  for (std::size_t i = 0; i < count; ++i) spans_[i] = stretch.to_source(tokens[i].span);
  Column* const start = columns_.find("start");
  Column* const end = columns_.find("end");
  if (start != nullptr || end != nullptr) {
    std::vector<std::int64_t> ends(count);
    numbers_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      numbers_[i] = positions.character(spans_[i].begin);
      ends[i] = positions.character(spans_[i].end);
    }
    if (start != nullptr) start->append(numbers_);
    if (end != nullptr) end->append(ends);
  }
  if (Column* const text = columns_.find("text"); text != nullptr) text->append(stretch.source(), spans_);

  rows_.resize(count);
  if (Column* const kind = columns_.find("kind"); kind != nullptr) {
    std::transform(tokens.begin(), tokens.end(), rows_.begin(),
                   [](const Token& token) { return static_cast<std::int32_t>(token.kind); });
    kind->append_codes(rows_);
  }
}

void TokenRows::add_stems(Stretch& stretch, Codes& codes) {
  const forms::Stemmer stemmer(stretch.language());
  codes.stems.resize(norms_.size(), kUnknown);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    std::int32_t& code = codes.stems[tokens_.ids[i]];
    if (tokens_.kinds[i] != TokenKind::word) {
      rows_[i] = kNull;
      continue;
    }
    if (code == kUnknown) code = code_of(stemmer.stem(norms_.form(tokens_.ids[i])), stems_);
    rows_[i] = code;
  }
  columns_["stem"].append_codes(rows_);
}

// The lemmatiser's number of a word.
std::uint32_t TokenRows::word(const Stretch& stretch, Codes& codes, std::uint32_t norm) {
  codes.words.resize(norms_.size(), kNoWord);
  std::uint32_t& number = codes.words[norm];
  if (number == kNoWord)
    number = stretch.engines().word_forms().lemmatiser.number(norms_.form(norm), memory_of(stretch).lemmas);
  return number;
}

// A suspended form has the lemma and the parts of the word that it stands for; what is no word is its own lemma.
void TokenRows::add_lemmas(Stretch& stretch, Codes& codes) {
  // Only what is a word of its own is asked about.
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] = tokens_.kinds[i] == TokenKind::word ? kUnknown : kNull;
  for (const forms::Ellipsis& ellipsis : stretch.ellipses())
    for (std::size_t i = 0; i + 1 < ellipsis.tokens.size(); ++i) rows_[ellipsis.tokens[i]] = kNull;
  if (options_.lemma_of)
    ask_other_lemmas(stretch, codes);
  else
    ask_lemmas(stretch, codes);
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (tokens_.kinds[i] != TokenKind::word)
      rows_[i] = code_of(ByteSpan{tokens_.begins[i], tokens_.ends[i]}.of(stretch.text()), lemmas_);
  restore_lemmas(stretch);
  columns_["lemma"].append_codes(rows_);
}

void TokenRows::ask_lemmas(Stretch& stretch, Codes& codes) {
  const forms::Lemmatiser& lemmatiser = stretch.engines().word_forms().lemmatiser;
  forms::Lemmatiser::Memory& memory = memory_of(stretch).lemmas;
  std::vector<forms::SentenceWord> words;
  std::vector<std::uint32_t> found;
  for (std::size_t sentence = 0; sentence < stretch.sentences().size(); ++sentence) {
    const std::size_t begin = stretch.sentences()[sentence];
    const std::size_t end =
        sentence + 1 < stretch.sentences().size() ? stretch.sentences()[sentence + 1] : rows_.size();
    words.clear();
    for (std::size_t i = begin; i < end; ++i)
      words.push_back({word(stretch, codes, tokens_.ids[i]),
                       text::is_upper(text::character_at(stretch.text(), tokens_.begins[i]).code)});
    lemmatiser.of_sentence(words, memory, found);
    codes.lemmas.resize(memory.lemmas(), kUnknown);
    for (std::size_t i = begin; i < end; ++i) {
      if (rows_[i] == kNull) continue;
      std::int32_t& code = codes.lemmas[found[i - begin]];
      if (code == kUnknown) code = code_of(memory.lemma(found[i - begin]).text(), lemmas_);
      rows_[i] = code;
    }
  }
}

void TokenRows::ask_other_lemmas(const Stretch& stretch, Codes& codes) {
  codes.other_lemmas.resize(norms_.size(), kUnknown);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i] == kNull) continue;
    std::int32_t& code = codes.other_lemmas[tokens_.ids[i]];
    if (code == kUnknown) code = code_of(other_lemma(stretch, std::string(norms_.form(tokens_.ids[i]))), lemmas_);
    rows_[i] = code;
  }
}

// The lemma that another lemmatiser gives, asked for once.
const std::string& TokenRows::other_lemma(const Stretch& stretch, const std::string& word) const {
  const auto [known, is_new] = memory_of(stretch).others.try_emplace(word);
  if (is_new) known->second = options_.lemma_of(stretch.language(), word);
  return known->second;
}

// The whole word's lemma says what becomes of the shared part: "f\u00F6r-" of "f\u00F6r- och nackdelar" is
// "f\u00F6rdel", though "f\u00F6rdelar" alone might be a verb.
void TokenRows::restore_lemmas(Stretch& stretch) {
  for (const forms::Ellipsis& ellipsis : stretch.ellipses()) {
    const std::string whole = text::lower(ellipsis.words.back());
    const std::string lemma(lemmas_.form(static_cast<std::uint32_t>(rows_[ellipsis.tokens.back()])));
    const bool keeps_beginning = lemma.size() > ellipsis.shared && whole.starts_with(lemma.substr(0, ellipsis.shared));
    for (std::size_t i = 0; i + 1 < ellipsis.words.size(); ++i) {
      const std::string word = text::lower(ellipsis.words[i]);
      const std::size_t own = word.size() - std::min(word.size(), whole.size() - ellipsis.shared);
      std::string restored;
      if (keeps_beginning && word.substr(own) == whole.substr(ellipsis.shared))
        restored = word.substr(0, own) + lemma.substr(ellipsis.shared);
      else if (options_.lemma_of)
        restored = other_lemma(stretch, word);
      else
        restored = stretch.engines().word_forms().lemmatiser.of(word).text();
      rows_[ellipsis.tokens[i]] = code_of(restored, lemmas_);
    }
  }
}

void TokenRows::add_parts(Stretch& stretch, Codes& codes) {
  WordMemory& memory = memory_of(stretch);
  codes.parts.resize(norms_.size(), kUnknown);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i] = kNull;
    if (tokens_.kinds[i] != TokenKind::word) continue;
    const std::uint32_t norm = tokens_.ids[i];
    if (codes.parts[norm] == kUnknown) {
      const std::uint32_t number = word(stretch, codes, norm);
      memory.parts.resize(memory.lemmas.words());
      memory.parts_known.resize(memory.lemmas.words());
      if (!memory.parts_known[number]) {
        memory.parts_known[number] = true;
        memory.parts[number] = parts_of(stretch.engines().word_forms().compounds, norms_.form(norm));
      }
      const std::string& parts = memory.parts[number];
      codes.parts[norm] = parts.empty() ? kNull : code_of(parts, parts_);
    }
    rows_[i] = codes.parts[norm];
  }
  for (const forms::Ellipsis& ellipsis : stretch.ellipses())
    for (std::size_t i = 0; i + 1 < ellipsis.words.size(); ++i)
      if (const std::string parts = parts_of(stretch.engines().word_forms().compounds, text::lower(ellipsis.words[i]));
          !parts.empty())
        rows_[ellipsis.tokens[i]] = code_of(parts, parts_);
  columns_["parts"].append_codes(rows_);
}

void TokenRows::finish() {
  add_categories(ids_, columns_.find("id"));
  add_categories(norms_, columns_.find("norm"));
  add_categories(stems_, columns_.find("stem"));
  add_categories(lemmas_, columns_.find("lemma"));
  add_categories(parts_, columns_.find("parts"));
}

}  // namespace ordagrant::batch::internal
