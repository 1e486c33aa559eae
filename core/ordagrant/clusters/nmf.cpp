#include "ordagrant/clusters/nmf.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/vectors/kernels.h"
#include "ordagrant/vectors/lsa.h"
#include "ordagrant/vectors/products.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::clusters {

namespace {

using vectors::Dense;
using vectors::Sparse;

constexpr std::uint32_t kMostTopics = 4'000;  // with Lsa's further directions no more than the kernels take
constexpr std::size_t kBlock = 256;           // rows that a thread takes at once
constexpr std::uint32_t kRounds = 50;         // in which the weights of further documents are found

// The inner products as the rows that a factor is multiplied with.
Dense squares_of(const Dense& factor, unsigned threads) {
  const std::vector<double> squares = vectors::squares(factor, threads);
  Dense rows(factor.stride(), factor.stride());
  for (std::size_t row = 0; row < rows.rows(); ++row)
    for (std::size_t column = 0; column < rows.columns(); ++column)
      rows.row(row)[column] = static_cast<float>(squares[row * factor.stride() + column]);
  return rows;
}

// Makes |matrix - factor * other'| smaller by each number of the factor in turn. `products` is matrix * other, and
// `squares` other' * other. A row depends on no other row.
void improve(Dense& factor, const Dense& products, const Dense& squares, std::uint32_t rounds, unsigned threads) {
  vectors::for_each_block(factor.rows(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = factor.row(i);
      for (std::uint32_t round = 0; round < rounds; ++round) {
        bool moved = false;
        for (std::size_t topic = 0; topic < factor.columns(); ++topic) {
          const float square = squares.row(topic)[topic];
          if (square <= 0) continue;
          const float gap =
              products.row(i)[topic] - vectors::kernels::inner(row.data(), squares.row(topic).data(), factor.stride());
          const float now = std::max(0.0F, row[topic] + gap / square);
          moved = moved || now != row[topic];
          row[topic] = now;
        }
        if (!moved) break;
      }
    }
  });
}

double inner(const Dense& a, const Dense& b) {
  double sum = 0;
  for (std::size_t row = 0; row < a.rows(); ++row)
    for (std::size_t column = 0; column < a.columns(); ++column)
      sum += static_cast<double>(a.row(row)[column]) * static_cast<double>(b.row(row)[column]);
  return sum;
}

// The lengths of the positive and the negative part of a column.
std::pair<double, double> parts_of(const Dense& dense, std::size_t column) {
  double positive = 0;
  double negative = 0;
  for (std::size_t row = 0; row < dense.rows(); ++row) {
    const double value = dense.row(row)[column];
    (value > 0 ? positive : negative) += value * value;
  }
  return {std::sqrt(positive), std::sqrt(negative)};
}

// One part of a column, times a scale; what is zero then becomes `empty`.
void fill(Dense& into, std::size_t topic, const Dense& from, bool positive, double scale, float empty) {
  for (std::size_t row = 0; row < from.rows(); ++row) {
    const float value = positive ? from.row(row)[topic] : -from.row(row)[topic];
    const float made = static_cast<float>(std::max(0.0F, value) * scale);
    into.row(row)[topic] = made > 0 ? made : empty;
  }
}

struct Factors {
  Dense weights;  // a row a document
  Dense topics;   // a row a term
};

Factors first_factors(const counts::Matrix& weighted, const NmfOptions& options) {
  const vectors::Lsa lsa(weighted, {.dimensions = options.topics, .seed = options.seed, .threads = options.threads});
  const Dense left = lsa.transform(weighted, options.threads);  // of the length of the singular values
  double sum = 0;
  for (const double value : weighted.values) sum += value;
  const double numbers = std::max(1.0, static_cast<double>(weighted.rows()) * weighted.columns);
  const auto mean = static_cast<float>(sum / numbers);
  Factors factors{Dense(weighted.rows(), options.topics), Dense(weighted.columns, options.topics)};
  for (std::size_t topic = 0; topic < options.topics; ++topic) {
    // Beyond the rank there is nothing to begin with but the mean, a little more of each document by itself.
    if (topic >= lsa.dimensions()) {
      for (std::size_t row = 0; row < weighted.rows(); ++row)
        factors.weights.row(row)[topic] = row % options.topics == topic ? 2 * mean : mean;
      for (std::size_t row = 0; row < weighted.columns; ++row) factors.topics.row(row)[topic] = mean;
      continue;
    }
    const auto [left_positive, left_negative] = parts_of(left, topic);
    const auto [right_positive, right_negative] = parts_of(lsa.components(), topic);
    const bool positive = left_positive * right_positive >= left_negative * right_negative;
    const double of_left = positive ? left_positive : left_negative;
    const double of_right = positive ? right_positive : right_negative;
    const double scale = std::sqrt(of_left * of_right);
    fill(factors.weights, topic, left, positive, of_left > 0 ? scale / of_left : 0, mean);
    fill(factors.topics, topic, lsa.components(), positive, of_right > 0 ? scale / of_right : 0, mean);
  }
  return factors;
}

}  // namespace

Nmf::Nmf(const counts::Matrix& weighted, const NmfOptions& options) {
  if (options.topics == 0 || options.topics > kMostTopics)
    throw RequestError("topics " + std::to_string(options.topics) + " is not a number from 1 to " +
                       std::to_string(kMostTopics));
  Factors factors = first_factors(weighted, options);
  const Sparse documents = vectors::shortened(weighted);
  const Sparse terms = vectors::transposed(documents, weighted.columns);
  double all = 0;
  for (const float value : documents.values) all += static_cast<double>(value) * static_cast<double>(value);

  double before = all;
  double left = all;
  for (std::uint32_t iteration = 0; iteration < options.iterations && all > 0; ++iteration) {
    improve(factors.weights, vectors::product(documents, factors.topics, options.threads),
            squares_of(factors.topics, options.threads), 1, options.threads);
    const Dense products = vectors::product(terms, factors.weights, options.threads);
    const Dense of_weights = squares_of(factors.weights, options.threads);
    improve(factors.topics, products, of_weights, 1, options.threads);
    left = std::max(0.0, all - 2 * inner(factors.topics, products) +
                             inner(squares_of(factors.topics, options.threads), of_weights));
    if (iteration > 0 && before - left <= options.tolerance * before) break;
    before = left;
  }
  error_ = std::sqrt(left);
  topics_ = std::move(factors.topics);
  for (std::size_t topic = 0; topic < topics_.columns(); ++topic) {
    const double length = parts_of(topics_, topic).first;
    for (std::size_t row = 0; row < topics_.rows() && length > 0; ++row)
      topics_.row(row)[topic] = static_cast<float>(topics_.row(row)[topic] / length);
  }
}

Dense Nmf::transform(const counts::Matrix& weighted, unsigned threads) const {
  Dense weights(weighted.rows(), topics_.columns());
  improve(weights, vectors::product(vectors::shortened(weighted), topics_, threads), squares_of(topics_, threads),
          kRounds, threads);
  return weights;
}

}  // namespace ordagrant::clusters
