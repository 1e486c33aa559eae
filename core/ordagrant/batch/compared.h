#pragma once

#include <cstddef>
#include <vector>

#include "ordagrant/stance/scorer.h"
#include "ordagrant/stance/tally.h"

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: stance, passages. No room is below it.

namespace ordagrant::batch {

// The rates that are shown: those of the categories of the further lexicon that was asked for, or of the entries' own.
inline const std::vector<double>& rates_of(const stance::Score& score) {
  return score.places.empty() ? score.categories : score.places;
}

// Documents that scores are compared with: what they have between them, and the rates of each. Filled by
// Kernel::compare(), in parts, so that they are never in memory whole; what is asked of it does not depend on their
// order.
class Compared {
 public:
  // Adds a document with words. Requires: all tallies and categories are of one kernel.
  void add(const stance::Tally& tally, const std::vector<stance::Category>& categories);

  std::size_t documents() const noexcept { return documents_; }
  const stance::Tally& together() const noexcept { return together_; }

  // How many documents have a lower rate. Requires: rate < 2 + the number of categories.
  std::size_t below(std::size_t rate, double value) const;

  // The rates: these two, and then that of each category.
  static constexpr std::size_t kNpm = 0;
  static constexpr std::size_t kTrust = 1;
  static constexpr std::size_t kCategories = 2;

 private:
  std::size_t documents_ = 0;
  stance::Tally together_;
  std::vector<std::vector<double>> rates_;  // of the documents, by rate
};

}  // namespace ordagrant::batch
