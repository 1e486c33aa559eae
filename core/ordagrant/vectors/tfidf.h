#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "ordagrant/counts/matrix.h"

// Room: vectors. Counts in, TF-IDF and latent dimensions out.
// Above it: counts. Below it: clusters.

namespace ordagrant::vectors {

struct TfidfOptions {
  bool sublinear = false;  // 1 + ln(count) in place of the count
};

// Weighs counts: each by its term's idf = 1 + ln((1 + n) / (1 + df)), n documents of which df have the term, and
// then every row to length 1. A row without terms stays without.
//
//   const Tfidf tfidf(counts);
//   tfidf.weigh(counts);      // in place
//
// The formula is that of scikit-learn's TfidfVectorizer as it comes. Immutable; may be used from many threads.
class Tfidf {
 public:
  explicit Tfidf(const counts::Matrix& counts, TfidfOptions options = {});
  // The weights that another one had, by term.
  explicit Tfidf(std::vector<double> idf, TfidfOptions options = {}) : options_(options), idf_(std::move(idf)) {}

  // Requires: the columns are those that the weights were made from.
  void weigh(counts::Matrix& counts) const;

  const TfidfOptions& options() const noexcept { return options_; }
  // By term.
  const std::vector<double>& idf() const noexcept { return idf_; }

 private:
  TfidfOptions options_;
  std::vector<double> idf_;
};

}  // namespace ordagrant::vectors
