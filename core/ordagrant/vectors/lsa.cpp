#include "ordagrant/vectors/lsa.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "ordagrant/base/error.h"
#include "ordagrant/base/seeded_random.h"
#include "ordagrant/vectors/internal/eigen.h"
#include "ordagrant/vectors/kernels.h"
#include "ordagrant/vectors/products.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::vectors {

namespace {

constexpr std::size_t kMostDimensions = 4096;  // of kernels::add_squares

constexpr std::size_t kBlock = 256;  // rows that a thread takes at once

// A column whose length beside those before it is a millionth of its own is nothing but rounding.
constexpr double kDependent = 1e-12;  // its square

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
