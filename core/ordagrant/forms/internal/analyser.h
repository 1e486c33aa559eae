#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/forms/internal/inflection.h"
#include "ordagrant/forms/internal/part_hashes.h"

// Room: forms. Words read backwards by the paradigms; see forms/lemmatiser.h.

namespace ordagrant::forms::internal {

// Scores from which a paradigm is taken before, and after, a compound is looked for; and without any support.
inline constexpr int kSure = 15;
inline constexpr int kEnough = 10;
inline constexpr int kLeast = -5;

// A paradigm that a word may be a form of.
struct Analysis {
  static constexpr std::uint16_t kNone = 0xFFFF;

  std::uint16_t paradigm = kNone;
  std::uint8_t stem = 0;  // bytes of the word before the ending
  std::int8_t score = 0;

  bool is_one() const { return paradigm != kNone; }
};

// The best one, and behind it the best one of another class of words, if that is sure. The first is none if no
// paradigm fits, and so may be the second.
using Analyses = std::array<Analysis, 2>;

// Weighs paradigms by which other forms of a word are words of the language. What is in words.tsv is weighed
// when an analyser is made. Never changes once made.
class Analyser {
 public:
  // `inflection` must live as long. Throws RequestError if `language` is not shipped.
  Analyser(std::string_view language, const Inflection& inflection);

  // Of the part of the word that begins at `begin`; stems are counted from the word's first byte.
  Analyses analyse(std::string_view word, const PartHashes& hashes, std::size_t begin) const;

 private:
  class Frequencies;

  // Whether a word of words.tsv may begin with this stem; if not, no form of it is one.
  bool may_be_stem(std::uint64_t stem) const noexcept { return stems_[stem_bit(stem)]; }
  static std::size_t stem_bit(std::uint64_t stem) noexcept;

  Analyses weigh(std::string_view word, const PartHashes& hashes, std::size_t begin) const;
  int evidence(Frequencies& frequencies, std::uint64_t word, std::size_t ending_size, const Slot& slot) const;
  bool ends_well(std::string_view stem, std::string_view ending) const;

  const Inflection& inflection_;
  std::vector<bool> stems_;      // a bit for some stems each
  std::vector<Analyses> known_;  // by Inflection::place
};

}  // namespace ordagrant::forms::internal
