#include "ordagrant/lexicon/search.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/forms/lemmatiser.h"
#include "ordagrant/forms/paradigms.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/lexicon/internal/string_table.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::lexicon {

namespace {

using tokens::Token;

Match match_of(std::uint32_t term, std::uint32_t sentence, std::uint32_t begin, std::uint32_t end,
               std::span<const Token> tokens) {
  return {term, sentence, begin, end, {tokens[begin].span.begin, tokens[end - 1].span.end}};
}

// A word of a term: which term, and which of its words.
struct Step {
  std::uint32_t term = 0;
  std::uint32_t number = 0;

  friend bool operator==(Step, Step) = default;
};

// A word with stars.
struct Pattern {
  std::string text;  // in lower case, without the stars
  bool open_before = false;
  bool open_behind = false;
  Step step;

  bool fits(std::string_view folded) const {
    if (open_before && open_behind) return folded.find(text) != std::string_view::npos;
    return open_before ? folded.ends_with(text) : folded.starts_with(text);
  }
};

bool shipped(std::string_view language) {
  const std::vector<std::string>& all = language::shipped();
  return std::find(all.begin(), all.end(), language) != all.end();
}

// The part of speech whose paradigm gives the forms of a lemma that this rule was found by: "noun_er" is a noun, a
// participle an adjective. A word of the closed classes has none; one that no rule knows is a noun, as new words are.
std::string_view part_of_speech(std::string_view rule) {
  const std::string_view begins = rule.substr(0, rule.find('_'));
  if (begins.empty()) return "noun";
  if (begins == "part") return "adj";
  return begins == "noun" || begins == "adj" || begins == "verb" ? begins : "=";
}

// All forms of a word, it among them, in lower case.
class Inflection {
 public:
  explicit Inflection(std::string_view language) : paradigms_(language), lemmatiser_(language) {}

  std::vector<std::string> of(const std::string& folded) const {
    std::vector<std::string> forms{folded};
    const forms::Lemma lemma = lemmatiser_.of(folded);
    for (const std::string& form : paradigms_.inflect(lemma.text(), part_of_speech(lemma.rule)))
      forms.push_back(text::lower(form));
    std::sort(forms.begin(), forms.end());
    forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    return forms;
  }

 private:
  forms::Paradigms paradigms_;
  forms::Lemmatiser lemmatiser_;
};

[[noreturn]] void refuse(const std::string& term, const std::string& why) {
  throw RequestError("term '" + term + "' " + why);
}

}  // namespace

struct Search::Tables {
  std::unordered_map<std::string, std::vector<Step>> words;
  std::vector<Pattern> patterns;
  std::vector<std::uint32_t> steps;  // how many each term has

  void add(const std::string& term, std::uint32_t number, const tokens::Tokeniser& tokeniser,
           const Inflection* inflection);
  void add_word(std::string_view word, bool open_before, bool open_behind, Step step, const Inflection* inflection);
  std::vector<Step> steps_of(std::string_view surface) const;
};

void Search::Tables::add_word(std::string_view word, bool open_before, bool open_behind, Step step,
                              const Inflection* inflection) {
  const std::string folded = text::lower(word);
  const std::vector<std::string> forms =
      inflection != nullptr && !open_behind ? inflection->of(folded) : std::vector{folded};
  for (const std::string& form : forms) {
    if (open_before || open_behind)
      patterns.push_back({form, open_before, open_behind, step});
    else
      words[form].push_back(step);
  }
}

void Search::Tables::add(const std::string& term, std::uint32_t number, const tokens::Tokeniser& tokeniser,
                         const Inflection* inflection) {
  std::uint32_t count = 0;
  const auto next = [&] { return Step{number, count++}; };
  // SOU 2018:47 is one token with its space, and stays as it is.
  const bool is_one = term.find('*') == std::string::npos && tokeniser.tokenise(term).size() == 1;
  const std::vector<std::string_view> written =
      is_one ? std::vector<std::string_view>{term} : language::cells(term, ' ');
  for (std::string_view word : written) {
    const bool open_before = word.starts_with('*');
    if (open_before) word.remove_prefix(1);
    const bool open_behind = word.ends_with('*');
    if (open_behind) word.remove_suffix(1);
    if (word.find('*') != std::string_view::npos) refuse(term, "has a star inside a word: it may begin or end one");
    // One word can be several tokens, with a slash in it.
    const std::vector<Token> parts = tokeniser.tokenise(word);
    if (parts.empty()) {
      if (open_before || open_behind) refuse(term, "has a star without a word");
      continue;
    }
    for (const Token& part : parts)
      add_word(part.span.of(word), open_before && &part == &parts.front(), open_behind && &part == &parts.back(),
               next(), part.kind == tokens::TokenKind::word ? inflection : nullptr);
  }
  if (count == 0) refuse(term, "has no words");
  steps.push_back(count);
}

// What a word of a text can be, in the order of the terms.
std::vector<Step> Search::Tables::steps_of(std::string_view surface) const {
  const std::string folded = text::lower(surface);
  std::vector<Step> found;
  if (const auto known = words.find(folded); known != words.end()) found = known->second;
  for (const Pattern& pattern : patterns)
    if (pattern.fits(folded) && std::find(found.begin(), found.end(), pattern.step) == found.end())
      found.push_back(pattern.step);
  return found;
}

Search::Search(std::string_view language, std::span<const std::string> terms, SearchOptions options)
    : exact_(options.exact) {
  std::optional<Inflection> inflection;
  if (shipped(language) && !exact_) inflection.emplace(language);
  const tokens::Tokeniser tokeniser({.language = std::string(language)});
  auto tables = std::make_unique<Tables>();
  for (const std::string& term : terms) {
    tables->add(term, static_cast<std::uint32_t>(entries_.size()), tokeniser, inflection ? &*inflection : nullptr);
    Entry& entry = entries_.emplace_back();
    entry.language = language;
    entry.pole = Pole::meta;
    entry.term = term;
  }
  tables_ = std::move(tables);
}

Search::~Search() = default;
Search::Search(Search&&) noexcept = default;
Search& Search::operator=(Search&&) noexcept = default;

std::vector<Match> Search::find(std::string_view text, std::span<const Token> tokens,
                                std::span<const std::uint32_t> sentences,
                                std::span<const forms::Ellipsis> ellipses) const {
  std::vector<Match> found = find_as_written(text, tokens, sentences);
  if (!exact_) add_restored(tokens, sentences, ellipses, found);
  std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
    return std::tuple(a.token_begin, a.token_end, a.entry) < std::tuple(b.token_begin, b.token_end, b.entry);
  });
  return found;
}

std::vector<Match> Search::find_as_written(std::string_view text, std::span<const Token> tokens,
                                           std::span<const std::uint32_t> sentences) const {
  internal::StringTable surfaces;
  std::vector<std::vector<Step>> known;  // by the number of the surface
  std::vector<std::uint32_t> numbers;    // of the tokens
  numbers.reserve(tokens.size());
  for (const Token& token : tokens) {
    const std::string_view surface = token.span.of(text);
    numbers.push_back(surfaces.add(surface));
    if (numbers.back() == known.size()) known.push_back(tables_->steps_of(surface));
  }
  const auto has = [&](std::uint32_t token, Step step) {
    const std::vector<Step>& steps = known[numbers[token]];
    return std::find(steps.begin(), steps.end(), step) != steps.end();
  };

  std::vector<Match> found;
  for (std::uint32_t sentence = 0; sentence < sentences.size(); ++sentence) {
    const auto end =
        sentence + 1 < sentences.size() ? sentences[sentence + 1] : static_cast<std::uint32_t>(tokens.size());
    for (std::uint32_t token = sentences[sentence]; token < end; ++token)
      for (const Step first : known[numbers[token]]) {
        const std::uint32_t length = tables_->steps[first.term];
        if (first.number != 0 || end - token < length) continue;
        std::uint32_t step = 1;
        while (step < length && has(token + step, {first.term, step})) ++step;
        if (step == length) found.push_back(match_of(first.term, sentence, token, token + length, tokens));
      }
  }
  return found;
}

// By the words of suspended compounds, as restored. What a term has found of such words as they stand is the same
// place, and gives way.
void Search::add_restored(std::span<const Token> tokens, std::span<const std::uint32_t> sentences,
                          std::span<const forms::Ellipsis> ellipses, std::vector<Match>& found) const {
  for (const forms::Ellipsis& ellipsis : ellipses) {
    const auto next = std::upper_bound(sentences.begin(), sentences.end(), ellipsis.begin);
    if (next != sentences.end() && *next < ellipsis.end) continue;
    std::set<std::uint32_t> terms;
    for (const std::string& word : ellipsis.words)
      for (const Step step : tables_->steps_of(word))
        if (tables_->steps[step.term] == 1) terms.insert(step.term);
    for (const std::uint32_t term : terms) {
      std::erase_if(found, [&](const Match& match) {
        return match.entry == term && match.token_begin >= ellipsis.begin && match.token_end <= ellipsis.end;
      });
      const auto sentence = static_cast<std::uint32_t>(next - sentences.begin() - 1);
      found.push_back(match_of(term, sentence, ellipsis.begin, ellipsis.end, tokens));
    }
  }
}

}  // namespace ordagrant::lexicon
