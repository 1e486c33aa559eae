#pragma once

#include <string_view>

// Room: forms. Tokens in, the forms we count by out: lower case, stem, lemma, inflected forms.
// Above it: tokens. Below it: lexicon, counts, demand.

namespace ordagrant::forms {

// The stem of a word, by the algorithms that M. F. Porter and others describe on snowballstem.org:
// Swedish and Danish as they stand in Snowball 3.1.1.
//
//   const Stemmer stemmer("sv");
//   stemmer.stem("medborgarnas");  // "medborg"
//   stemmer.stem("beslutets");     // "beslut"
//   stemmer.stem("identitet");     // "identitet": -et is a part of the word
//
// Endings are taken off and nothing is put in their place, so a stem is a beginning of its word.
// The algorithms are written out here because a linked library knows those of its own version, and
// a stem must be the same on every machine.
//
// Immutable; may be used from many threads at once.
class Stemmer {
 public:
  // "sv" or "da". In any other language a word is its own stem.
  explicit Stemmer(std::string_view language) noexcept;

  // Of a word in lower case: a view of the word itself, empty only if the word is. Any bytes are legal; the
  // time is linear in their number.
  std::string_view stem(std::string_view lower_word) const noexcept { return algorithm_(lower_word); }

 private:
  std::string_view (*algorithm_)(std::string_view) noexcept;
};

}  // namespace ordagrant::forms
