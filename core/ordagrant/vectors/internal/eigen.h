#pragma once

#include <cstddef>
#include <vector>

// Room: vectors. Counts in, TF-IDF and latent dimensions out.

namespace ordagrant::vectors::internal {

struct EigenSystem {
  std::vector<double> values;  // in descending order
  std::vector<double>
      vectors;  // column i belongs to values[i]; size * size, row by row; its largest element is positive
};

// Of a symmetric matrix, row by row, by Jacobi's rotations: slower than a library's, with the same bits
// everywhere. O(size^3), some ten times over.
EigenSystem eigen_system(std::vector<double> matrix, std::size_t size);

}  // namespace ordagrant::vectors::internal
