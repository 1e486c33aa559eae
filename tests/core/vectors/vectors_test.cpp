#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/counts/counter.h"
#include "ordagrant/vectors/internal/eigen.h"
#include "ordagrant/vectors/kernels.h"
#include "ordagrant/vectors/lsa.h"
#include "ordagrant/vectors/tfidf.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::vectors {
namespace {

using counts::Matrix;

// Rows of a few of `columns` terms, from a seed.
Matrix random_rows(std::size_t rows, std::uint32_t columns, std::size_t terms, std::uint32_t seed) {
  std::mt19937 engine(seed);
  Matrix matrix;
  matrix.columns = columns;
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < terms; ++i) found.push_back(static_cast<std::uint32_t>(engine() % columns));
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (const std::uint32_t term : found) {
      matrix.terms.push_back(term);
      matrix.values.push_back(static_cast<double>(1 + engine() % 3));
    }
    matrix.begins.push_back(matrix.terms.size());
  }
  return matrix;
}

TEST(Tfidf, WeighsByTheFormula) {
  counts::Counter counter;
  Matrix matrix = counter.fit(std::vector<std::string_view>{"tillit kontroll kontroll", "tillit", ""});
  const Tfidf tfidf(matrix);
  const double kontroll = 1 + std::log(4.0 / 2.0);
  const double tillit = 1 + std::log(4.0 / 3.0);
  EXPECT_NEAR(tfidf.idf()[0], kontroll, 1e-15);
  EXPECT_NEAR(tfidf.idf()[1], tillit, 1e-15);
  tfidf.weigh(matrix);
  EXPECT_NEAR(matrix.values[0], 2 * kontroll / std::hypot(2 * kontroll, tillit), 1e-15);
  EXPECT_NEAR(matrix.values[2], 1, 1e-15);
}

TEST(Tfidf, WeighsByTheWeightsOfAnother) {
  counts::Counter counter;
  Matrix matrix = counter.fit(std::vector<std::string_view>{"tillit kontroll kontroll", "tillit", ""});
  Matrix again = matrix;
  const Tfidf tfidf(matrix);
  tfidf.weigh(matrix);
  Tfidf(tfidf.idf()).weigh(again);
  EXPECT_EQ(again.values, matrix.values);
}

TEST(Kernels, GiveWhatPlainLoopsGive) {
  std::mt19937 engine(2);
  const auto numbers = [&](std::size_t size) {
    std::vector<float> made(size);
    for (float& value : made) value = static_cast<float>(engine() % 2001) / 1000 - 1;
    return made;
  };
  for (const std::size_t size : {8U, 16U, 40U, 104U}) {
    const auto a = numbers(size);
    auto b = numbers(size);
    float lanes[8] = {};
    for (std::size_t i = 0; i < size; ++i) lanes[i % 8] += a[i] * b[i];
    float sum = 0;
    for (const float lane : lanes) sum += lane;
    EXPECT_EQ(kernels::inner(a.data(), b.data(), size), sum);

    const auto matrix = numbers(size * size);
    std::vector<float> product(size);
    kernels::times(a.data(), size, matrix.data(), size, product.data(), size);
    for (std::size_t j = 0; j < size; ++j) {
      float expected = 0;
      for (std::size_t i = 0; i < size; ++i) expected += matrix[i * size + j] * a[i];
      EXPECT_EQ(product[j], expected);
    }

    const std::vector<std::uint32_t> rows{3, 0, 3, 7};
    kernels::gather(product.data(), matrix.data(), size, size, rows.data(), a.data(), rows.size());
    for (std::size_t j = 0; j < size; ++j) {
      float expected = 0;
      for (std::size_t i = 0; i < rows.size(); ++i) expected += matrix[rows[i] * size + j] * a[i];
      EXPECT_EQ(product[j], expected);
    }

    std::vector<double> squares(size * size);
    kernels::add_squares(squares.data(), matrix.data(), size, size);
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = i; j < size; ++j) {
        double expected = 0;
        for (std::size_t row = 0; row < size; ++row)
          expected += static_cast<double>(matrix[row * size + j]) * static_cast<double>(matrix[row * size + i]);
        EXPECT_EQ(squares[i * size + j], expected);
      }

    auto scaled = b;
    for (std::size_t i = 0; i < size; ++i) scaled[i] += a[i] * 0.3F;
    kernels::add_scaled(b.data(), a.data(), 0.3F, size);
    EXPECT_EQ(b, scaled);
  }
}

TEST(Threads, EveryThingIsWorkedOnOnceAndErrorsComeOut) {
  for (const unsigned threads : {1U, 3U}) {
    std::vector<int> seen(1000, 0);
    for_each_block(seen.size(), 7, threads, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) ++seen[i];
    });
    EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), 1000);
    EXPECT_THROW(for_each_block(10, 1, threads, [](std::size_t, std::size_t) { throw RequestError("no"); }),
                 RequestError);
  }
}

TEST(EigenSystem, TakesASymmetricMatrixApart) {
  std::mt19937 engine(3);
  const std::size_t size = 24;
  std::vector<double> matrix(size * size);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = i; j < size; ++j)
      matrix[i * size + j] = matrix[j * size + i] = static_cast<double>(engine() % 1000) / 500 - 1;
  const internal::EigenSystem system = internal::eigen_system(matrix, size);
  EXPECT_TRUE(std::is_sorted(system.values.rbegin(), system.values.rend()));
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t value = 0; value < size; ++value) {
      double product = 0;
      for (std::size_t j = 0; j < size; ++j) product += matrix[i * size + j] * system.vectors[j * size + value];
      EXPECT_NEAR(product, system.values[value] * system.vectors[i * size + value], 1e-12);
    }
}

// All singular values, from the inner products of the rows.
std::vector<double> exact_values(const Matrix& matrix) {
  const std::size_t rows = matrix.rows();
  std::vector<double> products(rows * rows, 0.0);
  std::vector<double> dense(rows * matrix.columns, 0.0);
  for (std::size_t row = 0; row < rows; ++row)
    for (auto at = matrix.begins[row]; at < matrix.begins[row + 1]; ++at)
      dense[row * matrix.columns + matrix.terms[at]] = matrix.values[at];
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < rows; ++j)
      for (std::size_t k = 0; k < matrix.columns; ++k)
        products[i * rows + j] += dense[i * matrix.columns + k] * dense[j * matrix.columns + k];
  std::vector<double> values = internal::eigen_system(products, rows).values;
  for (double& value : values) value = std::sqrt(std::max(0.0, value));
  return values;
}

TEST(Lsa, FindsTheLargestSingularValuesAndKeepsWhatTheyHold) {
  Matrix matrix = random_rows(120, 400, 20, 4);
  Tfidf(matrix).weigh(matrix);
  const Lsa lsa(matrix, {.dimensions = 30, .iterations = 12});
  const std::vector<double> exact = exact_values(matrix);
  ASSERT_EQ(lsa.dimensions(), 30U);
  for (std::size_t i = 0; i < 20; ++i) EXPECT_NEAR(lsa.singular_values()[i], exact[i], 0.01 * exact[i]) << i;
  const Dense places = lsa.transform(matrix);
  for (std::size_t d = 0; d < 30; ++d) {
    double squares = 0;
    for (std::size_t row = 0; row < places.rows(); ++row) squares += places.row(row)[d] * places.row(row)[d];
    EXPECT_NEAR(std::sqrt(squares), lsa.singular_values()[d], 1e-3);
  }
}

TEST(Lsa, OfAllDimensionsKeepsEveryDistance) {
  Matrix matrix = random_rows(12, 40, 9, 5);
  Tfidf(matrix).weigh(matrix);
  const Lsa lsa(matrix, {.dimensions = 50});
  EXPECT_LE(lsa.dimensions(), 12U);
  const Dense places = lsa.transform(matrix);
  for (std::size_t i = 0; i < 12; ++i) {
    const auto row = places.row(i);
    EXPECT_NEAR(kernels::inner(row.data(), row.data(), row.size()), 1, 1e-5);
  }
}

TEST(Lsa, GivesTheSameBitsForAnyNumberOfThreads) {
  Matrix matrix = random_rows(900, 500, 12, 6);
  Tfidf(matrix).weigh(matrix);
  const Lsa one(matrix, {.dimensions = 40, .threads = 1});
  const Lsa three(matrix, {.dimensions = 40, .threads = 3});
  EXPECT_EQ(one.singular_values(), three.singular_values());
  const Dense a = one.transform(matrix, 1);
  const Dense b = three.transform(matrix, 3);
  for (std::size_t row = 0; row < a.rows(); ++row) ASSERT_TRUE(std::ranges::equal(a.row(row), b.row(row)));
}

TEST(Lsa, EqualRowsEmptyRowsAndNoRowsAreLegal) {
  Matrix equal;
  equal.columns = 30;
  for (int row = 0; row < 20; ++row) {
    equal.terms.insert(equal.terms.end(), {1, 2, 3});
    equal.values.insert(equal.values.end(), {0.6, 0.0, 0.8});
    equal.begins.push_back(equal.terms.size());
  }
  equal.begins.push_back(equal.terms.size());
  const Lsa lsa(equal, {.dimensions = 10});
  EXPECT_EQ(lsa.dimensions(), 1U);
  EXPECT_NEAR(lsa.singular_values()[0], std::sqrt(20.0), 1e-4);
  EXPECT_EQ(lsa.transform(equal).row(20)[0], 0);
  EXPECT_EQ(Lsa(Matrix{}, {}).dimensions(), 0U);
  EXPECT_THROW(Lsa(equal, {.dimensions = 0}), RequestError);
  EXPECT_THROW(Lsa(equal, {.dimensions = 5000}), RequestError);
}

}  // namespace
}  // namespace ordagrant::vectors
