#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// Room: counts. Texts in, a vocabulary and a document-term matrix out.
// Above it: forms. Below it: vectors.

namespace ordagrant::counts {

// A document-term matrix, row by row (CSR): row i is terms[begins[i]] up to terms[begins[i + 1]], in
// ascending order, with its values beside it.
struct Matrix {
  std::uint32_t columns = 0;
  std::vector<std::uint64_t> begins{0};
  std::vector<std::uint32_t> terms;
  std::vector<double> values;

  std::size_t rows() const noexcept { return begins.size() - 1; }
};

}  // namespace ordagrant::counts
