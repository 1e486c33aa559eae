#include "ordagrant/clusters/nmf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <random>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/vectors/lsa.h"

namespace ordagrant::clusters {
namespace {

using Table = std::vector<std::vector<double>>;

counts::Matrix matrix_of(const Table& table) {
  counts::Matrix matrix;
  matrix.columns = static_cast<std::uint32_t>(table.front().size());
  for (const auto& row : table) {
    for (std::uint32_t column = 0; column < row.size(); ++column) {
      if (row[column] == 0) continue;
      matrix.terms.push_back(column);
      matrix.values.push_back(row[column]);
    }
    matrix.begins.push_back(matrix.terms.size());
  }
  return matrix;
}

// Documents about `topics` matters, each with words of its own and some that all share.
Table documents(std::size_t rows, std::size_t topics, unsigned seed) {
  std::mt19937 engine(seed);
  Table table(rows, std::vector<double>(topics * 5 + 4, 0.0));
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t word = 0; word < 3; ++word) table[row][row % topics * 5 + engine() % 5] += 1;
    table[row][topics * 5 + engine() % 4] += 0.5;
  }
  return table;
}

double error_of(const Table& table, const Table& weights, const Table& topics) {
  double sum = 0;
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (std::size_t column = 0; column < table.front().size(); ++column) {
      double made = 0;
      for (std::size_t topic = 0; topic < topics.front().size(); ++topic)
        made += weights[row][topic] * topics[column][topic];
      sum += (table[row][column] - made) * (table[row][column] - made);
    }
  }
  return std::sqrt(sum);
}

// The slow twin: Lee and Seung's rule of multiplication in double precision, the best of several starts by chance.
double slow_error(const Table& table, std::size_t topics) {
  double best = -1;
  for (unsigned start = 0; start < 5; ++start) {
    std::mt19937 engine(start);
    const auto random = [&](std::size_t rows) {
      Table made(rows, std::vector<double>(topics));
      for (auto& row : made)
        for (double& value : row) value = 0.1 + static_cast<double>(engine() % 1000) / 1000;
      return made;
    };
    Table weights = random(table.size());
    Table words = random(table.front().size());
    const auto step = [&](Table& factor, const Table& other, bool by_row) {
      for (std::size_t i = 0; i < factor.size(); ++i) {
        const std::vector<double> before = factor[i];
        for (std::size_t topic = 0; topic < topics; ++topic) {
          double wanted = 0;
          double made = 0;
          for (std::size_t j = 0; j < other.size(); ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < topics; ++k) sum += before[k] * other[j][k];
            wanted += (by_row ? table[i][j] : table[j][i]) * other[j][topic];
            made += sum * other[j][topic];
          }
          factor[i][topic] = before[topic] * wanted / std::max(made, 1e-12);
        }
      }
    };
    for (int iteration = 0; iteration < 300; ++iteration) {
      step(weights, words, true);
      step(words, weights, false);
    }
    const double error = error_of(table, weights, words);
    if (best < 0 || error < best) best = error;
  }
  return best;
}

Table rows_of(const vectors::Dense& dense) {
  Table rows;
  for (std::size_t row = 0; row < dense.rows(); ++row) {
    const auto values = dense.row(row).first(dense.columns());
    rows.emplace_back(values.begin(), values.end());
  }
  return rows;
}

bool same_bits(const vectors::Dense& a, const vectors::Dense& b) {
  for (std::size_t row = 0; row < a.rows(); ++row)
    if (std::memcmp(a.row(row).data(), b.row(row).data(), a.stride() * sizeof(float)) != 0) return false;
  return a.rows() == b.rows() && a.columns() == b.columns();
}

TEST(Nmf, FindsTheMattersOfDocuments) {
  const auto table = documents(60, 3, 1);
  const counts::Matrix matrix = matrix_of(table);
  const Nmf nmf(matrix, {.topics = 3});
  const Table weights = rows_of(nmf.transform(matrix));
  const auto strongest = [&](std::size_t row) {
    return std::max_element(weights[row].begin(), weights[row].end()) - weights[row].begin();
  };
  for (std::size_t row = 3; row < table.size(); ++row) EXPECT_EQ(strongest(row), strongest(row % 3)) << row;
}

TEST(Nmf, LeavesNoMoreThanTheSlowTwin) {
  for (const std::size_t topics : {2U, 3U, 5U}) {
    const auto table = documents(40, 3, 2);
    const counts::Matrix matrix = matrix_of(table);
    const Nmf nmf(matrix, {.topics = static_cast<std::uint32_t>(topics)});
    EXPECT_LE(nmf.error(), 1.01 * slow_error(table, topics)) << topics;
    const double left = error_of(table, rows_of(nmf.transform(matrix)), rows_of(nmf.topics()));
    EXPECT_NEAR(nmf.error(), left, 0.01 * left) << "the error is that of what it gives";
  }
}

TEST(Nmf, IsNowhereNegativeAndTheSameBitsForAnyNumberOfThreads) {
  const counts::Matrix matrix = matrix_of(documents(700, 6, 3));
  const Nmf one(matrix, {.topics = 9, .threads = 1});
  const Nmf three(matrix, {.topics = 9, .threads = 3});
  EXPECT_TRUE(same_bits(one.topics(), three.topics()));
  EXPECT_TRUE(same_bits(one.transform(matrix, 1), three.transform(matrix, 3)));
  EXPECT_EQ(one.error(), three.error());
  for (const auto& rows : {rows_of(one.topics()), rows_of(one.transform(matrix))})
    for (const auto& row : rows)
      for (const double value : row) EXPECT_GE(value, 0);
}

TEST(Nmf, WeightsOfADocumentDependOnNoOtherDocument) {
  const auto table = documents(50, 3, 4);
  const Nmf nmf(matrix_of(table), {.topics = 3});
  const Table together = rows_of(nmf.transform(matrix_of(table)));
  for (std::size_t row = 0; row < table.size(); ++row)
    EXPECT_EQ(rows_of(nmf.transform(matrix_of({table[row]}))).front(), together[row]) << row;
}

TEST(Nmf, MoreTopicsThanThereIsToTellAndNothingAtAllAreLegal) {
  const Table equal(4, std::vector<double>{1, 0, 2});
  EXPECT_NEAR(Nmf(matrix_of(equal), {.topics = 6}).error(), 0, 1e-2);
  const Nmf nothing(matrix_of(Table(3, std::vector<double>{0, 0})), {.topics = 2});
  EXPECT_EQ(nothing.error(), 0);
  EXPECT_EQ(Nmf(counts::Matrix{}, {.topics = 2}).transform(counts::Matrix{}).rows(), 0U);
  EXPECT_THROW(Nmf(counts::Matrix{}, {.topics = 0}), RequestError);
}

}  // namespace
}  // namespace ordagrant::clusters
