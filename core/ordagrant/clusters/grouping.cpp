#include "ordagrant/clusters/grouping.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/base/seeded_random.h"
#include "ordagrant/clusters/internal/collection.h"
#include "ordagrant/clusters/internal/description.h"
#include "ordagrant/clusters/internal/space.h"
#include "ordagrant/clusters/internal/stability.h"
#include "ordagrant/clusters/nmf.h"
#include "ordagrant/clusters/spherical_kmeans.h"
#include "ordagrant/vectors/lsa.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::clusters {

namespace {

using internal::Collection;
using internal::Space;
using Items = std::vector<std::uint32_t>;

// Twice as many latent dimensions as clusters, and no fewer than so many: of public questions and arguments, more
// made worse clusters and fewer mixed them.
constexpr std::uint32_t kLeastDimensions = 12;
constexpr std::uint32_t kMostDimensions = 100;

constexpr std::uint32_t kStarts = 10;
constexpr std::size_t kManyStarts = 2'000;  // texts up to which there are so many
constexpr std::uint32_t kRounds = 10;       // in which clusters are mended by all that texts are compared by
constexpr std::size_t kTried = 4'000;       // texts on which numbers of clusters are tried
constexpr std::size_t kBlock = 4096;        // texts that a thread puts with the nearest at once

std::uint32_t dimensions_for(std::uint32_t clusters) {
  return std::clamp(2 * clusters, kLeastDimensions, kMostDimensions);
}

// The first columns of the rows, each row of length 1.
vectors::Dense leading(const vectors::Dense& rows, std::size_t columns) {
  vectors::Dense some(rows.rows(), std::min(columns, rows.columns()));
  for (std::size_t row = 0; row < rows.rows(); ++row)
    std::copy_n(rows.row(row).begin(), some.columns(), some.row(row).begin());
  vectors::normalise(some);
  return some;
}

// The embedded rows of the texts that speak for items, in steps.
vectors::Dense rows_of(const vectors::Dense& embedded, const Collection& collection) {
  vectors::Dense rows(collection.size(), embedded.columns());
  for (std::uint32_t item = 0; item < rows.rows(); ++item) {
    const auto from = embedded.row(collection.first(item));
    std::copy(from.begin(), from.end(), rows.row(item).begin());
  }
  vectors::normalise(rows);
  for (std::size_t item = 0; item < rows.rows(); ++item)
    for (float& value : rows.row(item)) value = std::round(value * kEmbeddedSteps) / kEmbeddedSteps;
  vectors::normalise(rows);
  return rows;
}

vectors::Dense some_of(const vectors::Dense& rows, const Items& items) {
  vectors::Dense some(items.size(), rows.columns());
  for (std::size_t i = 0; i < items.size(); ++i)
    std::copy_n(rows.row(items[i]).begin(), rows.stride(), some.row(i).begin());
  return some;
}

void check(std::span<const Text> texts, const GroupingOptions& options) {
  if (options.resamples == 0) throw RequestError("resamples 0 is not a number from 1 up");
  if (options.fitted == 0) throw RequestError("fitted 0 is not a number from 1 up");
  if (options.embedded == nullptr) return;
  if (options.method == Method::nmf) throw RequestError("embedded texts have no topics: method nmf is for words");
  if (options.embedded->rows() != texts.size())
    throw RequestError("embedded rows are " + std::to_string(options.embedded->rows()) + ", texts " +
                       std::to_string(texts.size()));
  for (std::size_t row = 0; row < texts.size(); ++row)
    for (const float value : options.embedded->row(row))
      if (!std::isfinite(value))
        throw RequestError("embedded row " + std::to_string(row) + " has a number that is not finite");
}

// The numbers of clusters that are tried: each a quarter more than the one before.
std::vector<std::uint32_t> numbers_to_try(std::size_t items) {
  const std::size_t most = std::min<std::size_t>(50, items / 5);
  std::vector<std::uint32_t> numbers;
  // Two groups are mostly two manners of writing, or two languages; that they come again says little.
  for (std::uint32_t number = 3; number <= most; number += std::max(1U, number / 4)) numbers.push_back(number);
  if (numbers.empty()) numbers.push_back(1);
  return numbers;
}

// Clusters of the fitted items.
struct Fitted {
  Items clusters;
  vectors::Dense centres;  // in the space
};

// Spherical k-means in the space itself, from clusters that are nearly good.
Fitted mended(const counts::Matrix& rows, Items clusters, std::uint32_t count, unsigned threads) {
  std::vector<float> closeness;
  vectors::Dense centres = internal::centres_of(rows, clusters, count);
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Items moved = internal::nearest(rows, centres, threads, closeness);
    std::vector<bool> taken(count, false);
    for (const std::uint32_t cluster : moved) taken[cluster] = true;
    if (moved == clusters || std::find(taken.begin(), taken.end(), false) != taken.end()) break;
    clusters = std::move(moved);
    centres = internal::centres_of(rows, clusters, count);
  }
  return {std::move(clusters), std::move(centres)};
}

}  // namespace

Reliability reliability_of(double stability, const ReliabilityOptions& options) noexcept {
  if (stability < options.trusted) return Reliability::unreliable;
  return stability < options.stable ? Reliability::doubtful : Reliability::reliable;
}

Grouping group(std::span<const Text> texts, const GroupingOptions& options) {
  check(texts, options);
  const Collection collection(texts, options.threads);
  Grouping grouping;
  grouping.clusters.assign(texts.size(), Grouping::kNone);
  grouping.closeness.assign(texts.size(), 0);
  grouping.same_as.resize(texts.size());
  std::iota(grouping.same_as.begin(), grouping.same_as.end(), 0U);
  grouping.different = static_cast<std::uint32_t>(collection.size());
  if (collection.size() == 0) return grouping;

  const Items fitted = collection.sample(options.fitted, options.seed);
  grouping.fitted = static_cast<std::uint32_t>(fitted.size());
  const Space space(collection, fitted);
  const counts::Matrix rows = space.rows(fitted);
  const std::vector<std::uint32_t> tried =
      options.clusters > 0
          ? std::vector{std::min<std::uint32_t>(options.clusters, static_cast<std::uint32_t>(fitted.size()))}
          : numbers_to_try(fitted.size());
  const vectors::Dense embedded =
      options.embedded == nullptr ? vectors::Dense() : rows_of(*options.embedded, collection);
  const vectors::Dense places =
      options.embedded == nullptr
          ? vectors::Lsa(rows,
                         {.dimensions = dimensions_for(tried.back()), .seed = options.seed, .threads = options.threads})
                .transform(rows, options.threads)
          : some_of(embedded, fitted);
  const auto places_for = [&](const vectors::Dense& at, std::uint32_t number) {
    return options.embedded == nullptr ? leading(at, dimensions_for(number)) : at;
  };
  const internal::StabilityOptions stability{
      .resamples = options.resamples, .seed = options.seed, .threads = options.threads};
  const auto parted = [&](const vectors::Dense& at, std::uint32_t number) {
    const KMeansOptions kmeans{.clusters = number,
                               .starts = at.rows() <= kManyStarts ? kStarts : 2,
                               .seed = options.seed,
                               .threads = options.threads};
    return spherical_kmeans(places_for(at, number), kmeans);
  };
  std::uint32_t count = tried.front();
  if (tried.size() > 1) {
    const Items sample = collection.sample(std::min<std::size_t>(fitted.size(), kTried), options.seed);
    const counts::Matrix some = space.rows(sample);
    Items among;
    for (const std::uint32_t item : sample)
      among.push_back(
          static_cast<std::uint32_t>(std::lower_bound(fitted.begin(), fitted.end(), item) - fitted.begin()));
    const vectors::Dense at = some_of(places, among);
    double most = -1;
    for (const std::uint32_t number : tried) {
      Items clusters = parted(at, number).clusters;
      if (options.embedded == nullptr) clusters = mended(some, std::move(clusters), number, options.threads).clusters;
      const double now =
          internal::recurring(internal::stabilities(places_for(at, number), clusters, number, stability));
      if (now <= most) continue;
      most = now;
      count = number;
    }
  }

  Items clusters(collection.size());
  std::vector<float> closeness(collection.size());
  if (options.embedded != nullptr) {
    clusters = clusters::nearest(embedded, parted(places, count).centres, options.threads, &closeness);
  } else {
    const auto by_blocks = [&](const auto& clusters_of) {
      vectors::for_each_block(collection.size(), kBlock, options.threads, [&](std::size_t begin, std::size_t end) {
        Items block(end - begin);
        std::iota(block.begin(), block.end(), static_cast<std::uint32_t>(begin));
        clusters_of(space.rows(block), begin);
      });
    };
    const auto put_with = [&](const vectors::Dense& centres, bool moved) {
      by_blocks([&](const counts::Matrix& block, std::size_t begin) {
        const vectors::Dense cosines = internal::cosines(block, centres, 1);
        for (std::size_t i = 0; i < block.rows(); ++i) {
          const auto own = cosines.row(i).first(cosines.columns());
          std::uint32_t& cluster = clusters[begin + i];
          if (moved) cluster = static_cast<std::uint32_t>(std::max_element(own.begin(), own.end()) - own.begin());
          closeness[begin + i] = own[cluster];
        }
      });
    };
    if (options.method == Method::nmf) {
      const Nmf nmf(rows, {.topics = count, .seed = options.seed, .threads = options.threads});
      by_blocks([&](const counts::Matrix& block, std::size_t begin) {
        const Items found = internal::strongest(nmf.transform(block));
        std::copy(found.begin(), found.end(), clusters.begin() + static_cast<std::ptrdiff_t>(begin));
      });
      Items of_topics(fitted.size());
      for (std::size_t i = 0; i < fitted.size(); ++i) of_topics[i] = clusters[fitted[i]];
      put_with(internal::centres_of(rows, of_topics, count), false);
    } else {
      put_with(mended(rows, parted(places, count).clusters, count, options.threads).centres, true);
    }
  }

  // The largest cluster first; of clusters of a size, that with the first item.
  std::vector<std::uint32_t> sizes(count, 0);
  Items first(count, internal::kNone);
  for (std::uint32_t item = 0; item < clusters.size(); ++item) {
    sizes[clusters[item]] += collection.texts(item);
    first[clusters[item]] = std::min(first[clusters[item]], item);
  }
  Items order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : first[a] < first[b];
  });
  while (sizes[order.back()] == 0) order.pop_back();
  Items number(count, 0);
  for (std::uint32_t i = 0; i < order.size(); ++i) number[order[i]] = i;

  Items of_fitted(fitted.size());
  for (std::size_t i = 0; i < fitted.size(); ++i) of_fitted[i] = number[clusters[fitted[i]]];
  for (std::uint32_t& cluster : clusters) cluster = number[cluster];

  const auto telling = internal::telling_words(collection, fitted, of_fitted, order.size());
  const auto made = static_cast<std::uint32_t>(order.size());
  const std::vector<double> stabilities =
      options.method == Method::nmf ? internal::stabilities_of_topics(rows, of_fitted, made, stability)
                                    : internal::stabilities(places_for(places, count), of_fitted, made, stability);
  const auto exemplars = internal::exemplars(collection, fitted, of_fitted, closeness, telling);
  for (std::uint32_t cluster = 0; cluster < order.size(); ++cluster)
    grouping.found.push_back({.words = telling[cluster].words,
                              .exemplars = exemplars[cluster],
                              .texts = sizes[order[cluster]],
                              .stability = stabilities[cluster]});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::uint32_t item = collection.items()[i];
    if (item == internal::kNone) continue;
    grouping.clusters[i] = static_cast<std::int32_t>(clusters[item]);
    grouping.closeness[i] = closeness[item];
    grouping.same_as[i] = collection.first(item);
  }
  return grouping;
}

}  // namespace ordagrant::clusters
