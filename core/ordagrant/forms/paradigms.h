#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

// Room: forms. Tokens in, the forms we count by out: lower case, stem, lemma, inflected forms.
// Above it: tokens. Below it: lexicon, counts, demand.

namespace ordagrant::forms {

// The inflection of a language, from its table paradigms.tsv.
//
//   const Paradigms paradigms("sv");
//   paradigms.inflect("tillit", "noun");    // tillit, tillits, tilliten, tillitens
//   paradigms.modifiers("tillit");          // tillit, tillits: how the word begins a compound
//
// The row of the part of speech with the longest ending that the word ends in decides; each of
// its forms stands in the place of that ending.
//
// Immutable; may be used from many threads at once.
class Paradigms {
 public:
  // Throws RequestError if `language` is not shipped, or its table breaks its own format.
  explicit Paradigms(std::string_view language);

  // All forms of a lemma, without repeats, the lemma among them. `pos` is a part of speech of
  // the table or "=", the word as it stands. Throws RequestError on another one.
  std::vector<std::string> inflect(std::string_view lemma, std::string_view pos) const;

  std::vector<std::string> modifiers(std::string_view lemma) const;

  // "=" and the parts of speech of the table that a lemma can have, sorted.
  const std::vector<std::string>& parts_of_speech() const noexcept { return parts_of_speech_; }

 private:
  using Rows = std::map<std::string, std::vector<std::string>, std::less<>>;  // ending -> forms

  static std::vector<std::string> forms(std::string_view lemma, const Rows& rows);

  std::map<std::string, Rows, std::less<>> rows_;  // part of speech -> its rows
  std::vector<std::string> parts_of_speech_;
};

}  // namespace ordagrant::forms
