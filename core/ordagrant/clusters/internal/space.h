#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/clusters/internal/collection.h"
#include "ordagrant/counts/matrix.h"
#include "ordagrant/vectors/dense.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.

namespace ordagrant::clusters::internal {

// What texts are compared by: TF-IDF of the grams of their words and, with half their weight, of lemmas and parts of
// compounds. A gram weighs less the more roots it stands in: "ning" is no matter. The most common words of the language
// are left out, but of a text that has no others. Immutable.
class Space {
 public:
  // The space of these items.
  Space(const Collection& collection, std::span<const std::uint32_t> fitted);

  // The rows of some items, each of length 1, or without terms.
  counts::Matrix rows(std::span<const std::uint32_t> items) const;

  std::size_t columns() const noexcept { return weight_.size(); }

 private:
  counts::Matrix count(std::span<const std::uint32_t> items) const;

  const Collection& collection_;
  std::vector<std::uint32_t> column_;  // of a feature; kNone: not in the space
  std::vector<double> weight_;         // of a column
  std::vector<bool> is_gram_;          // the columns' kind
};

// The centre that each row has the largest cosine with, of centres in the space: a row a column of the space, a
// column a centre. Rows without terms get 0 and a cosine of 0.
std::vector<std::uint32_t> nearest(const counts::Matrix& rows, const vectors::Dense& centres, unsigned threads,
                                   std::vector<float>& closeness);

// The cosines of each row with each centre, a row a row.
vectors::Dense cosines(const counts::Matrix& rows, const vectors::Dense& centres, unsigned threads);

// The means of the rows of each cluster, of length 1, as nearest() takes them.
vectors::Dense centres_of(const counts::Matrix& rows, std::span<const std::uint32_t> clusters, std::size_t count);

}  // namespace ordagrant::clusters::internal
