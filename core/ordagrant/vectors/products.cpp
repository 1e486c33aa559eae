#include "ordagrant/vectors/products.h"

#include <algorithm>

#include "ordagrant/vectors/kernels.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::vectors {

namespace {

constexpr std::size_t kBlock = 256;  // rows that a thread takes at once

}  // namespace

Sparse shortened(const counts::Matrix& matrix) {
  Sparse sparse{.begins = matrix.begins, .columns = matrix.terms, .values = {}};
  sparse.values.reserve(matrix.values.size());
  for (const double value : matrix.values) sparse.values.push_back(static_cast<float>(value));
  return sparse;
}

Sparse transposed(const Sparse& from, std::size_t columns) {
  Sparse to;
  to.begins.assign(columns + 1, 0);
  for (const std::uint32_t column : from.columns) ++to.begins[column + 1];
  for (std::size_t column = 0; column < columns; ++column) to.begins[column + 1] += to.begins[column];
  std::vector<std::uint64_t> next(to.begins.begin(), to.begins.end() - 1);
  to.columns.resize(from.columns.size());
  to.values.resize(from.values.size());
  for (std::size_t row = 0; row < from.rows(); ++row) {
    for (std::uint64_t at = from.begins[row]; at < from.begins[row + 1]; ++at) {
      const std::uint64_t place = next[from.columns[at]]++;
      to.columns[place] = static_cast<std::uint32_t>(row);
      to.values[place] = from.values[at];
    }
  }
  return to;
}

Dense product(const Sparse& sparse, const Dense& dense, unsigned threads) {
  Dense into(sparse.rows(), dense.columns());
  if (dense.rows() == 0 || dense.stride() == 0) return into;
  for_each_block(sparse.rows(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const std::uint64_t first = sparse.begins[row];
      kernels::gather(into.row(row).data(), dense.row(0).data(), dense.stride(), dense.stride(),
                      sparse.columns.data() + first, sparse.values.data() + first, sparse.begins[row + 1] - first);
    }
  });
  return into;
}

// Rows are added up in blocks, and these in order.
std::vector<double> squares(const Dense& dense, unsigned threads) {
  const std::size_t size = dense.stride();
  constexpr std::size_t kMostBlocks = 64;  // whose sums are kept until all are there
  const std::size_t block = std::max(kBlock, (dense.rows() + kMostBlocks - 1) / kMostBlocks);
  std::vector<std::vector<double>> sums((dense.rows() + block - 1) / block);
  for_each_block(dense.rows(), block, threads, [&](std::size_t begin, std::size_t end) {
    std::vector<double>& sum = sums[begin / block];
    sum.assign(size * size, 0.0);
    constexpr std::size_t kInCache = 32;
    for (std::size_t row = begin; row < end; row += kInCache)
      kernels::add_squares(sum.data(), dense.row(row).data(), std::min(kInCache, end - row), size);
  });
  std::vector<double> total(size * size, 0.0);
  for (const std::vector<double>& sum : sums)
    for (std::size_t i = 0; i < total.size(); ++i) total[i] += sum[i];
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < i; ++j) total[i * size + j] = total[j * size + i];
  return total;
}

}  // namespace ordagrant::vectors
