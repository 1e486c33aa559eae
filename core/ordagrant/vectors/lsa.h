#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "ordagrant/counts/matrix.h"
#include "ordagrant/vectors/dense.h"

// Room: vectors. Counts in, TF-IDF and latent dimensions out.
// Above it: counts. Below it: clusters.

namespace ordagrant::vectors {

struct LsaOptions {
  std::uint32_t dimensions = 100;
  // More directions than are kept, and how often they are pulled towards those of most variance: Halko, Martinsson
  // and Tropp, "Finding structure with randomness" (SIAM Review 2011), sections 4.4 and 4.5.
  std::uint32_t further = 10;
  std::uint32_t iterations = 5;
  std::uint64_t seed = 0;
  unsigned threads = 1;  // 0: as many as the machine has; changes no bit of the result
};

// Latent dimensions of weighted documents, by a randomised singular value decomposition.
//
//   const Lsa lsa(weighted, {.dimensions = 100});
//   const Dense places = lsa.transform(weighted);    // a row a document, as long as it was
//
// The first d of more dimensions are those of d. Numbers are given to about six digits, which is what `float` has.
// The same bits on every machine; another order of rows changes the last ones. Immutable.
class Lsa {
 public:
  // Throws RequestError if `options.dimensions` is zero, or with the further ones above 4096.
  explicit Lsa(const counts::Matrix& weighted, const LsaOptions& options = {});
  // What another one had found. Requires: the components have a column for each of the values.
  Lsa(std::vector<double> singular_values, Dense components)
      : singular_values_(std::move(singular_values)), components_(std::move(components)) {}

  // As many as were asked for, or fewer: no more than the rank of the documents.
  std::size_t dimensions() const noexcept { return singular_values_.size(); }
  // In descending order.
  const std::vector<double>& singular_values() const noexcept { return singular_values_; }
  // A row a term, a column a dimension; columns have length 1.
  const Dense& components() const noexcept { return components_; }

  // Requires: the columns are those of the documents it was made from.
  Dense transform(const counts::Matrix& weighted, unsigned threads = 1) const;

 private:
  std::vector<double> singular_values_;
  Dense components_;
};

// Every row to length 1; a row of zeros stays.
void normalise(Dense& rows);

}  // namespace ordagrant::vectors
