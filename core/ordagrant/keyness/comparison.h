#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/base/dispersion.h"
#include "ordagrant/keyness/measures.h"
#include "ordagrant/tokens/vocabulary.h"

// Room: keyness. Counts of two sides in, what is typical of each out.
// Above it: tokens. No room is below it.

namespace ordagrant::keyness {

struct ComparisonOptions {
  // Occurrences per million words that are added on both sides (Kilgarriff's own default).
  double smoothing = 1;
};

enum class Side : std::uint8_t { target, reference };

// A word and how it differs between the sides.
struct KeyWord {
  std::string_view word;  // lives as long as the comparison, until the next add()
  std::uint64_t target = 0;
  std::uint64_t reference = 0;
  double g2 = 0;
  LogRatio log_ratio;
  double z = 0;  // of the weighted log-odds; its prior has as many words as the smaller side
  double simple_maths = 0;
  // None where the word does not stand on the side, or the side has one part.
  std::optional<Dispersion> target_dispersion;
  std::optional<Dispersion> reference_dispersion;
  double p_holm = 1;
  double p_bh = 1;
};

// The words of two sides against each other. A side is made of parts, its documents.
//
//   Comparison comparison;
//   comparison.begin_part(Side::target, 4);   // a part of four words
//   comparison.add("tillit", 2);
//   ...
//   comparison.words()[0].word                // what is most typical of the target
//
// The result does not depend on the order of the parts nor on that of their words. One thread at a time.
class Comparison {
 public:
  explicit Comparison(ComparisonOptions options = {}) : options_(options) {}

  // Throws RequestError when a side has more than 2^31 words.
  void begin_part(Side side, std::uint64_t words);
  // Counts a word in the part that was begun last; a word once a part. Requires: there is one; count is at most the
  // part's number of words.
  void add(std::string_view word, std::uint64_t count);

  std::uint64_t size(Side side) const noexcept { return sides_[static_cast<std::size_t>(side)].words; }

  // Does each side have words? Else words() is empty: there is nothing to compare.
  bool is_whole() const noexcept { return size(Side::target) > 0 && size(Side::reference) > 0; }

  // Every word of either side, the most typical of the target (by z) first and of the reference last; words with the
  // same z in the order of their bytes.
  std::vector<KeyWord> words() const;

 private:
  // How often a word stands in a part.
  struct Place {
    std::uint32_t part;
    std::uint64_t count;
  };
  struct Counted {
    std::uint64_t words = 0;
    std::vector<std::uint64_t> parts;         // how many words each has
    std::vector<std::vector<Place>> of_word;  // by the word's number
  };

  static std::uint64_t count(const Counted& side, std::size_t word);
  static std::optional<Dispersion> dispersion(const Counted& side, std::size_t word, std::uint64_t least);

  ComparisonOptions options_;
  tokens::Vocabulary vocabulary_;
  Counted sides_[2];
  Side part_of_ = Side::target;
};

}  // namespace ordagrant::keyness
