#include "ordagrant/vectors/lsa.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "ordagrant/base/error.h"
#include "ordagrant/base/seeded_random.h"
#include "ordagrant/vectors/internal/eigen.h"
#include "ordagrant/vectors/kernels.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::vectors {

namespace {

constexpr std::size_t kMostDimensions = 4096;  // of kernels::add_squares

constexpr std::size_t kBlock = 256;  // rows that a thread takes at once

// A column whose length beside those before it is a millionth of its own is nothing but rounding.
constexpr double kDependent = 1e-12;  // its square

// A sparse matrix with values as short as those of the dense ones that it is multiplied with.
struct Sparse {
  std::vector<std::uint64_t> begins{0};
  std::vector<std::uint32_t> columns;
  std::vector<float> values;

  std::size_t rows() const noexcept { return begins.size() - 1; }
};

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

// The product of a sparse matrix and a dense one.
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

// The inner products of all columns: stride * stride numbers. Rows are added up in blocks, and these in order.
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

// Every row times a matrix of stride() rows. Below its diagonal a triangular one is zero and is left out.
void multiply(Dense& dense, const Dense& matrix, bool triangular, unsigned threads) {
  constexpr std::size_t kColumns = 32;
  for_each_block(dense.rows(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
    std::vector<float> made(dense.stride());
    for (std::size_t row = begin; row < end; ++row) {
      float* values = dense.row(row).data();
      for (std::size_t at = 0; at < dense.stride(); at += kColumns) {
        const std::size_t columns = std::min(kColumns, dense.stride() - at);
        const std::size_t rows = triangular ? at + columns : dense.stride();
        kernels::times(values, rows, matrix.row(0).data() + at, matrix.stride(), made.data() + at, columns);
      }
      std::copy(made.begin(), made.end(), values);
    }
  });
}

// Makes the columns orthonormal, by Cholesky's factor of their inner products; those that depend on others become zero.
void orthonormalise(Dense& dense, unsigned threads) {
  const std::size_t size = dense.stride();
  std::vector<double> factor = squares(dense, threads);  // becomes upper triangular
  std::vector<double> diagonal(size);
  for (std::size_t i = 0; i < size; ++i) {
    double* row = &factor[i * size];
    const double before = row[i];
    for (std::size_t k = 0; k < i; ++k) {
      const double* above = &factor[k * size];
      for (std::size_t j = i; j < size; ++j) row[j] -= above[i] * above[j];
    }
    diagonal[i] = row[i] > kDependent * before && row[i] > std::numeric_limits<float>::min() ? std::sqrt(row[i]) : 0;
    for (std::size_t j = i; j < size; ++j) row[j] = diagonal[i] > 0 ? row[j] / diagonal[i] : 0;
  }
  // Its inverse, column by column from below.
  Dense inverse(size, size);
  std::vector<double> column(size);
  for (std::size_t j = 0; j < size; ++j) {
    if (diagonal[j] == 0) continue;
    std::fill(column.begin(), column.end(), 0.0);
    column[j] = 1 / diagonal[j];
    for (std::size_t i = j; i-- > 0;) {
      double sum = 0;
      for (std::size_t k = i + 1; k <= j; ++k) sum -= factor[i * size + k] * column[k];
      column[i] = diagonal[i] > 0 ? sum / diagonal[i] : 0;
    }
    for (std::size_t i = 0; i <= j; ++i) inverse.row(i)[j] = static_cast<float>(column[i]);
  }
  multiply(dense, inverse, true, threads);
}

// Numbers from -1 to 1.
Dense random_directions(std::size_t rows, std::size_t columns, std::uint64_t seed) {
  Dense directions(rows, columns);
  SeededRandom random(seed);
  constexpr float kStep = 1.0F / (1U << 23U);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column)
      directions.row(row)[column] = static_cast<float>(random.next() >> 40U) * kStep - 1.0F;
  return directions;
}

}  // namespace

Lsa::Lsa(const counts::Matrix& weighted, const LsaOptions& options) {
  if (options.dimensions == 0) throw RequestError("dimensions 0 is not a number from 1 up");
  if (std::uint64_t{options.dimensions} + options.further > kMostDimensions)
    throw RequestError("dimensions " + std::to_string(options.dimensions) + " and " + std::to_string(options.further) +
                       " further ones are more than " + std::to_string(kMostDimensions));
  const std::size_t least = std::min<std::size_t>(weighted.rows(), weighted.columns);
  const std::size_t tried = std::min(least, std::size_t{options.dimensions} + options.further);
  components_ = Dense(weighted.columns, 0);
  if (tried == 0) return;

  const Sparse documents = shortened(weighted);
  const Sparse terms = transposed(documents, weighted.columns);
  Dense basis = product(documents, random_directions(weighted.columns, tried, options.seed), options.threads);
  for (std::uint32_t iteration = 0; iteration < options.iterations; ++iteration) {
    orthonormalise(basis, options.threads);
    basis = product(documents, product(terms, basis, options.threads), options.threads);
  }
  orthonormalise(basis, options.threads);
  orthonormalise(basis, options.threads);  // what rounding left of the first time

  Dense seen = product(terms, basis, options.threads);
  const internal::EigenSystem system = internal::eigen_system(squares(seen, options.threads), seen.stride());
  const double least_value = system.values.front() * kDependent;
  for (std::size_t i = 0; i < std::min<std::size_t>(tried, options.dimensions); ++i)
    if (system.values[i] > least_value) singular_values_.push_back(std::sqrt(system.values[i]));

  Dense turned(seen.stride(), seen.stride());
  for (std::size_t row = 0; row < seen.stride(); ++row)
    for (std::size_t column = 0; column < singular_values_.size(); ++column)
      turned.row(row)[column] =
          static_cast<float>(system.vectors[row * seen.stride() + column] / singular_values_[column]);
  multiply(seen, turned, false, options.threads);
  components_ = Dense(weighted.columns, singular_values_.size());
  for (std::size_t row = 0; row < components_.rows(); ++row)
    std::copy_n(seen.row(row).begin(), components_.columns(), components_.row(row).begin());
}

Dense Lsa::transform(const counts::Matrix& weighted, unsigned threads) const {
  return product(shortened(weighted), components_, threads);
}

void normalise(Dense& rows) {
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const auto values = rows.row(row);
    const float square = kernels::inner(values.data(), values.data(), values.size());
    if (square <= 0) continue;
    const float length = std::sqrt(square);
    for (float& value : values) value /= length;
  }
}

}  // namespace ordagrant::vectors
