#include "ordagrant/counts/word_features.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "ordagrant/forms/compounds.h"
#include "ordagrant/forms/lemmatiser.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::counts {

namespace {

// Characters of a gram.
constexpr std::size_t kLeastGram = 3;
constexpr std::size_t kMostGram = 5;

// The classes of words.tsv whose words are common. With the next class the words of public life would go too ("elever",
// "beslut").
constexpr char kLeastCommon = '7';

// A word that is longer is an address or damage; its grams would outnumber a text's.
constexpr std::size_t kLongestWord = 100;  // characters

using Words = std::unordered_set<std::string_view>;

Words common_words(std::string_view language) {
  Words common;
  for (const std::string_view line : language::lines(language, "words.tsv")) {
    const auto cells = language::cells(line);
    if (cells.size() != 2 || cells[0].size() != 1 || cells[0][0] < kLeastCommon || cells[0][0] > '9') continue;
    for (const std::string_view word : language::cells(cells[1], ' ')) common.insert(word);
  }
  for (const std::string_view line : language::lines(language, "common_words.txt"))
    for (const std::string_view word : language::cells(line, ' ')) common.insert(word);
  return common;
}

// The places of the characters of a text, and its end.
void characters_of(std::string_view text, std::vector<std::size_t>& begins) {
  begins.clear();
  for (std::size_t at = 0; at < text.size(); at += text::character_at(text, at).size) begins.push_back(at);
  begins.push_back(text.size());
}

}  // namespace

struct WordFeatures::Language {
  explicit Language(const std::string& code) : tokeniser({.language = shipped(code) ? code : "und"}) {
    if (!shipped(code)) return;
    lemmatiser.emplace(code);
    compounds.emplace(code);
    common = common_words(code);
  }

  static bool shipped(std::string_view code) {
    const auto& all = language::shipped();
    return std::find(all.begin(), all.end(), code) != all.end();
  }

  tokens::Tokeniser tokeniser;
  std::optional<forms::Lemmatiser> lemmatiser;
  std::optional<forms::Compounds> compounds;
  Words common;
  tokens::Vocabulary forms;
  std::vector<std::uint32_t> words;  // the number of each form
};

WordFeatures::WordFeatures() = default;
WordFeatures::~WordFeatures() = default;
WordFeatures::WordFeatures(WordFeatures&&) noexcept = default;
WordFeatures& WordFeatures::operator=(WordFeatures&&) noexcept = default;

WordFeatures::Language& WordFeatures::language(std::string_view code) {
  const auto found = languages_.find(code);
  if (found != languages_.end()) return *found->second;
  const std::string name(code);
  return *languages_.emplace(name, std::make_unique<Language>(name)).first->second;
}

std::vector<std::uint32_t> WordFeatures::of(std::string_view text, std::string_view code) {
  return of(text, language(code).tokeniser.tokenise(text), code);
}

std::vector<std::uint32_t> WordFeatures::of(std::string_view text, std::span<const tokens::Token> tokens,
                                            std::string_view code) {
  Language& known = language(code);
  std::vector<tokens::Token> words;
  for (const tokens::Token& token : tokens)
    if (token.kind == tokens::TokenKind::word) words.push_back(token);
  const tokens::TokenColumns columns = known.forms.add(text, words);
  while (known.words.size() < known.forms.size()) learn(known, static_cast<std::uint32_t>(known.words.size()));
  std::vector<std::uint32_t> numbers(columns.ids.size());
  std::transform(columns.ids.begin(), columns.ids.end(), numbers.begin(), [&](auto id) { return known.words[id]; });
  return numbers;
}

void WordFeatures::learn(Language& known, std::uint32_t form) {
  const std::string word(known.forms.form(form));
  const auto number_of = [&](char kind, std::string_view what) {
    return names_.add(std::string{kind, ':'}.append(what));
  };
  std::string lemma = word;
  if (known.lemmatiser) lemma = known.lemmatiser->of(word).text();
  Known entry{.language = &known, .form = form};
  const bool has_common_lemma = known.common.contains(lemma);
  entry.common = known.common.contains(word) || has_common_lemma;
  entry.common_by_form_alone = entry.common && !has_common_lemma;
  entry.lemma = static_cast<std::uint32_t>(features_.size());
  features_.push_back(number_of('l', lemma));

  entry.parts = static_cast<std::uint32_t>(features_.size());
  if (known.compounds) {
    const std::vector<forms::CompoundPart> parts = known.compounds->split(word);
    for (std::size_t i = 0; parts.size() > 1 && i < parts.size(); ++i) {
      const std::string_view part = ByteSpan{parts[i].span.begin, parts[i].span.end - parts[i].link}.of(word);
      // The lemma of a compound begins with its first parts, if they stay as they are.
      const bool is_head = i + 1 == parts.size() && lemma.size() > parts[i].span.begin &&
                           lemma.compare(0, parts[i].span.begin, word, 0, parts[i].span.begin) == 0;
      features_.push_back(number_of('p', is_head ? std::string_view(lemma).substr(parts[i].span.begin) : part));
    }
  }

  entry.grams = static_cast<std::uint32_t>(features_.size());
  const std::string spaced = ' ' + word + ' ';
  std::vector<std::size_t> at;
  characters_of(spaced, at);
  const std::size_t characters = std::min(at.size() - 1, kLongestWord);
  for (std::size_t size = kLeastGram; size <= kMostGram; ++size) {
    if (characters < size) {
      // A word that is shorter than the gram is one by itself, once.
      if (size == kLeastGram) features_.push_back(number_of('g', spaced));
      break;
    }
    for (std::size_t i = 0; i + size <= characters; ++i)
      features_.push_back(number_of('g', std::string_view(spaced).substr(at[i], at[i + size] - at[i])));
  }
  entry.end = static_cast<std::uint32_t>(features_.size());

  known.words.push_back(static_cast<std::uint32_t>(known_.size()));
  known_.push_back(entry);
}

std::string_view WordFeatures::form(std::uint32_t word) const {
  return known_[word].language->forms.form(known_[word].form);
}

std::string_view WordFeatures::lemma(std::uint32_t word) const {
  return names_.form(features_[known_[word].lemma]).substr(2);
}

std::span<const std::uint32_t> WordFeatures::features(std::uint32_t word, FeatureKind kind) const {
  const Known& known = known_[word];
  const std::span<const std::uint32_t> all(features_);
  switch (kind) {
    case FeatureKind::lemma:
      return all.subspan(known.lemma, known.parts - known.lemma);
    case FeatureKind::part:
      return all.subspan(known.parts, known.grams - known.parts);
    case FeatureKind::gram:
      break;
  }
  return all.subspan(known.grams, known.end - known.grams);
}

}  // namespace ordagrant::counts
