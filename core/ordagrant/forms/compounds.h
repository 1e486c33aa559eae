#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: forms. Tokens in, the forms we count by out: lower case, stem, lemma, inflected forms.
// Above it: tokens. Below it: lexicon, counts, demand.

namespace ordagrant::forms {

// A part of a word. Its last `link` bytes only join it to the next part: "s" of "verksamhets-", the
// hyphen of "IT-system".
struct CompoundPart {
  ByteSpan span;  // in the word; the parts of a word lie side by side and cover it
  std::uint32_t link = 0;

  friend bool operator==(const CompoundPart&, const CompoundPart&) = default;
};

// A word and how often it stands in the texts of a user.
using WordCount = std::pair<std::string, std::uint64_t>;

// Takes compounds apart. Words are in Normalization Form C, in either case.
//
//   const Compounds compounds("sv");
//   compounds.split("verksamhetsplan");         // verksamhets, plan; link 1, 0
//   compounds.split("arbetsmarknadspolitik");   // arbetsmarknads, politik
//   compounds.split("IT-systemen");             // IT-, systemen; link 1, 0
//   compounds.split("ansvaret");                // ansvaret
//
// A word is cut into parts that are words, as few and as common ones as can be; a compound that is a
// common word by itself stays whole within a longer one. One part may be unknown, a name or a rare
// word, if what stands beside it speaks for a compound. Prefixes and suffixes are no parts. What the
// parts are is written in compound_parts.tsv and words.tsv (core/ordagrant/language/data/README.md).
//
// Immutable; may be used from many threads at once.
class Compounds {
 public:
  // `counts`, if given, are words of the user's own texts, in lower case; those that stand there three times
  // or more may be parts as well, and are rather whole than made of a part that is not known.
  // Throws RequestError if `language` is not shipped, or its table breaks its own format.
  explicit Compounds(std::string_view language, std::span<const WordCount> counts = {});
  ~Compounds();
  Compounds(Compounds&&) noexcept;
  Compounds& operator=(Compounds&&) noexcept;

  // At least one part; a word that is no compound, is too long for one or has no letters is its only
  // part. Any bytes will do. Requires: word.size() <= kMaxTextBytes.
  std::vector<CompoundPart> split(std::string_view word) const;

  // The same into a vector that is kept between calls: its content is replaced.
  void split(std::string_view word, std::vector<CompoundPart>& into) const;

 private:
  struct Tables;

  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::forms
