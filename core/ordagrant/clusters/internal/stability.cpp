#include "ordagrant/clusters/internal/stability.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "ordagrant/base/seeded_random.h"
#include "ordagrant/clusters/grouping.h"
#include "ordagrant/clusters/nmf.h"
#include "ordagrant/clusters/spherical_kmeans.h"

namespace ordagrant::clusters::internal {

namespace {

using vectors::Dense;
using Items = std::vector<std::uint32_t>;

constexpr std::uint32_t kMostRows = 4'000;

// What is below says nothing for a number of clusters.
constexpr double kTrusted = ReliabilityOptions{}.trusted;

// Of the topics of a resample: which is strongest is settled long before the numbers are.
constexpr std::uint32_t kIterations = 40;
constexpr double kTolerance = 1e-4;

Dense some_of(const Dense& rows, const Items& which) {
  Dense some(which.size(), rows.columns());
  for (std::size_t i = 0; i < which.size(); ++i) {
    const auto from = rows.row(which[i]);
    std::copy(from.begin(), from.end(), some.row(i).begin());
  }
  return some;
}

// `size` of the numbers below `of`, ascending.
Items drawn(std::uint32_t of, std::uint32_t size, SeededRandom& random) {
  Items all(of);
  std::iota(all.begin(), all.end(), 0U);
  for (std::uint32_t i = 0; i < size; ++i) std::swap(all[i], all[i + random.below(of - i)]);
  all.resize(size);
  std::sort(all.begin(), all.end());
  return all;
}

counts::Matrix some_of(const counts::Matrix& rows, const Items& which) {
  counts::Matrix some;
  some.columns = rows.columns;
  for (const std::uint32_t row : which) {
    const auto begin = static_cast<std::ptrdiff_t>(rows.begins[row]);
    const auto end = static_cast<std::ptrdiff_t>(rows.begins[row + 1]);
    some.terms.insert(some.terms.end(), rows.terms.begin() + begin, rows.terms.begin() + end);
    some.values.insert(some.values.end(), rows.values.begin() + begin, rows.values.begin() + end);
    some.begins.push_back(some.terms.size());
  }
  return some;
}

// The rows that are looked at.
Items looked_at(std::size_t rows, std::uint64_t seed) {
  SeededRandom random(seed ^ 0x6C6F6F6BU);
  const auto size = static_cast<std::uint32_t>(rows);
  return drawn(size, std::min(size, kMostRows), random);
}

// Two thirds of the rows, and no fewer than clusters.
Items two_thirds(std::size_t rows, std::uint32_t clusters, SeededRandom& random) {
  const auto size = static_cast<std::uint32_t>(rows);
  return drawn(size, std::max(std::min(size, clusters), (2 * size + 2) / 3), random);
}

// The clusters of all rows, made from two thirds of them.
Items resampled(const Dense& rows, std::uint32_t clusters, unsigned threads, SeededRandom& random) {
  const Items some = two_thirds(rows.rows(), clusters, random);
  const KMeans made =
      spherical_kmeans(some_of(rows, some), {.clusters = std::min(clusters, static_cast<std::uint32_t>(some.size())),
                                             .starts = 1,
                                             .iterations = 50,
                                             .seed = random.next(),
                                             .threads = threads});
  return nearest(rows, made.centres, threads);
}

Items resampled(const counts::Matrix& rows, std::uint32_t clusters, unsigned threads, SeededRandom& random) {
  const Items some = two_thirds(rows.rows(), clusters, random);
  const Nmf made(some_of(rows, some), {.topics = clusters,
                                       .iterations = kIterations,
                                       .tolerance = kTolerance,
                                       .seed = random.next(),
                                       .threads = threads});
  return strongest(made.transform(rows, threads));
}

// How many rows each pair of clusters has in common; a row of the table a cluster of `a`.
std::vector<double> in_common(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::size_t count) {
  std::vector<double> table(count * count, 0.0);
  for (std::size_t i = 0; i < a.size(); ++i) ++table[a[i] * count + b[i]];
  return table;
}

template <typename Rows>
std::vector<double> stabilities_in(const Rows& rows, std::span<const std::uint32_t> clusters, std::uint32_t count,
                                   const StabilityOptions& options) {
  const Items looked = looked_at(rows.rows(), options.seed);
  const Rows some = some_of(rows, looked);
  Items before(looked.size());
  std::vector<double> sizes(count, 0.0);
  for (std::size_t i = 0; i < looked.size(); ++i) ++sizes[before[i] = clusters[looked[i]]];
  SeededRandom random(options.seed);
  std::vector<double> sums(count, 0.0);
  for (std::uint32_t resample = 0; resample < options.resamples; ++resample) {
    const Items now = resampled(some, count, options.threads, random);
    const std::vector<double> table = in_common(before, now, count);
    std::vector<double> sizes_now(count, 0.0);
    for (const std::uint32_t cluster : now) ++sizes_now[cluster];
    for (std::uint32_t i = 0; i < count; ++i) {
      double most = 0;
      for (std::uint32_t j = 0; j < count; ++j) {
        const double both = table[i * count + j];
        if (both > 0) most = std::max(most, both / (sizes[i] + sizes_now[j] - both));
      }
      sums[i] += most;
    }
  }
  for (double& sum : sums) sum /= options.resamples;
  return sums;
}

}  // namespace

std::vector<double> stabilities(const Dense& rows, std::span<const std::uint32_t> clusters, std::uint32_t count,
                                const StabilityOptions& options) {
  return stabilities_in(rows, clusters, count, options);
}

std::vector<double> stabilities_of_topics(const counts::Matrix& rows, std::span<const std::uint32_t> clusters,
                                          std::uint32_t count, const StabilityOptions& options) {
  return stabilities_in(rows, clusters, count, options);
}

Items strongest(const Dense& weights) {
  Items topics(weights.rows(), 0);
  for (std::size_t row = 0; row < weights.rows(); ++row) {
    const auto own = weights.row(row).first(weights.columns());
    topics[row] = static_cast<std::uint32_t>(std::max_element(own.begin(), own.end()) - own.begin());
  }
  return topics;
}

double recurring(std::span<const double> stabilities) {
  double sum = 0;
  for (const double stability : stabilities) sum += std::max(0.0, stability - kTrusted);
  return sum;
}

}  // namespace ordagrant::clusters::internal
