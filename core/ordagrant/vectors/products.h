#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ordagrant/counts/matrix.h"
#include "ordagrant/vectors/dense.h"

// Room: vectors. Counts in, TF-IDF and latent dimensions out.
// Above it: counts. Below it: clusters.

// What decompositions multiply. Every number is added up in an order that the data gives: the bits depend on neither
// the number of threads nor the processor.

namespace ordagrant::vectors {

// A sparse matrix with values as short as those of the dense ones that it is multiplied with.
struct Sparse {
  std::vector<std::uint64_t> begins{0};
  std::vector<std::uint32_t> columns;
  std::vector<float> values;

  std::size_t rows() const noexcept { return begins.size() - 1; }
};

Sparse shortened(const counts::Matrix& matrix);

// Requires: no column is `columns` or more.
Sparse transposed(const Sparse& from, std::size_t columns);

// The product of a sparse matrix and a dense one, which has a row for each of its columns.
Dense product(const Sparse& sparse, const Dense& dense, unsigned threads);

// The inner products of all columns: stride * stride numbers. Requires: dense.stride() <= 4096.
std::vector<double> squares(const Dense& dense, unsigned threads);

}  // namespace ordagrant::vectors
