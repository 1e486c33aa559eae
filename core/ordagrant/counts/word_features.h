#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/counts/matrix.h"
#include "ordagrant/tokens/token.h"
#include "ordagrant/tokens/vocabulary.h"

// Room: counts. Texts in, a vocabulary and a document-term matrix out.
// Above it: forms. Below it: vectors.

namespace ordagrant::counts {

// What a word is compared by.
enum class FeatureKind : std::uint8_t {
  lemma,  // "skola" of "skolorna"
  part,   // "skol", "skjuts" of "skolskjutsen", the last one as a lemma, without linking letters
  gram,   // three to five characters of the word between two spaces: " sk", "skol", "ola "
};

// Words of texts in several languages, numbered, and what each is compared by. A word of one language is
// another word than the same letters in another language, but they share their features.
//
//   WordFeatures words;
//   const std::vector<std::uint32_t> ids = words.of("Skolskjutsen kom inte.", "sv");
//   words.features(ids[0], FeatureKind::gram);   // numbers of " sk", "sko", ...
//
// What a word has is found once, when it is first met, so the time of a text hardly depends on the kinds.
// Numbers depend on the order of the texts. Used by one thread at a time; the const members by many.
class WordFeatures {
 public:
  WordFeatures();
  ~WordFeatures();
  WordFeatures(WordFeatures&&) noexcept;
  WordFeatures& operator=(WordFeatures&&) noexcept;

  // The words of a text in their order; numbers, marks, references and addresses are none. The language is
  // shipped or any other `code`, of which neither lemmas nor parts are known. Requires: the text is in
  // Normalization Form C and not longer than kMaxTextBytes. Throws RequestError for 4 GiB of words.
  std::vector<std::uint32_t> of(std::string_view text, std::string_view code);

  // The same by tokens that were made from the text.
  std::vector<std::uint32_t> of(std::string_view text, std::span<const tokens::Token> tokens, std::string_view code);

  std::size_t words() const noexcept { return known_.size(); }
  // Requires, here and below: word < words(). Views end with the next call of of().
  std::string_view form(std::uint32_t word) const;
  std::string_view lemma(std::uint32_t word) const;
  // One of the most common words of its language ("och", "har") or of what is written to an authority ("hej",
  // "ringer"), by words.tsv and common_words.txt: it says little about what a text is about.
  bool is_common(std::uint32_t word) const { return known_[word].common; }
  // One of these by its form, while its lemma is none: "ska", whose lemma is spelled as the school is, "skola". The
  // lemma says nothing about what a text is about either.
  bool is_common_by_form_alone(std::uint32_t word) const { return known_[word].common_by_form_alone; }

  // Numbers below features(), in the order of the word; one that comes twice in a word stands there twice.
  std::span<const std::uint32_t> features(std::uint32_t word, FeatureKind kind) const;
  std::size_t features() const noexcept { return names_.size(); }
  // A feature as a text: its kind's first letter, a colon and what it is. Sorting by it is an order that
  // does not depend on the texts.
  std::string_view feature(std::uint32_t number) const { return names_.form(number); }

 private:
  struct Language;  // what is known of a language, and its words
  struct Known {
    const Language* language = nullptr;
    std::uint32_t form = 0;   // in the language's vocabulary
    std::uint32_t lemma = 0;  // its feature
    std::uint32_t parts = 0;  // where in features_ each kind begins
    std::uint32_t grams = 0;
    std::uint32_t end = 0;
    bool common = false;
    bool common_by_form_alone = false;
  };

  Language& language(std::string_view code);
  void learn(Language& known, std::uint32_t form);

  std::map<std::string, std::unique_ptr<Language>, std::less<>> languages_;
  std::vector<Known> known_;
  std::vector<std::uint32_t> features_;
  tokens::Vocabulary names_;
};

}  // namespace ordagrant::counts
