#include "ordagrant/clusters/grouping.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/base/seeded_random.h"
#include "ordagrant/clusters/internal/collection.h"
#include "ordagrant/clusters/internal/description.h"
#include "ordagrant/clusters/internal/space.h"
#include "ordagrant/clusters/internal/stability.h"
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
constexpr std::size_t kExemplars = 3;
constexpr std::size_t kBlock = 4096;  // texts that a thread puts with the nearest at once

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

Grouping group(std::span<const Text> texts, const GroupingOptions& options) {
  if (options.resamples == 0) throw RequestError("resamples 0 is not a number from 1 up");
  if (options.fitted == 0) throw RequestError("fitted 0 is not a number from 1 up");
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
  const vectors::Lsa lsa(
      rows, {.dimensions = dimensions_for(tried.back()), .seed = options.seed, .threads = options.threads});
  const vectors::Dense places = lsa.transform(rows, options.threads);
  const internal::StabilityOptions stability{
      .resamples = options.resamples, .seed = options.seed, .threads = options.threads};
  const auto divided = [&](const counts::Matrix& some, const vectors::Dense& at, std::uint32_t number) {
    const KMeansOptions kmeans{.clusters = number,
                               .starts = some.rows() <= kManyStarts ? kStarts : 2,
                               .seed = options.seed,
                               .threads = options.threads};
    return mended(some, spherical_kmeans(leading(at, dimensions_for(number)), kmeans).clusters, number,
                  options.threads);
  };
  std::uint32_t count = tried.front();
  if (tried.size() > 1) {
    const counts::Matrix some =
        space.rows(collection.sample(std::min<std::size_t>(fitted.size(), kTried), options.seed));
    const vectors::Dense at = lsa.transform(some, options.threads);
    double most = -1;
    for (const std::uint32_t number : tried) {
      const Items clusters = divided(some, at, number).clusters;
      const double now =
          internal::recurring(internal::stabilities(leading(at, dimensions_for(number)), clusters, number, stability));
      if (now <= most) continue;
      most = now;
      count = number;
    }
  }
  const Fitted made = divided(rows, places, count);

  // The largest cluster first; of clusters of a size, that with the first item.
  Items clusters(collection.size());
  std::vector<float> closeness(collection.size());
  vectors::for_each_block(collection.size(), kBlock, options.threads, [&](std::size_t begin, std::size_t end) {
    Items block(end - begin);
    std::iota(block.begin(), block.end(), static_cast<std::uint32_t>(begin));
    std::vector<float> cosines;
    const Items found = internal::nearest(space.rows(block), made.centres, 1, cosines);
    std::copy(found.begin(), found.end(), clusters.begin() + static_cast<std::ptrdiff_t>(begin));
    std::copy(cosines.begin(), cosines.end(), closeness.begin() + static_cast<std::ptrdiff_t>(begin));
  });
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

  const auto words = internal::telling_words(collection, fitted, of_fitted, order.size());
  const std::vector<double> stabilities = internal::stabilities(leading(places, dimensions_for(count)), of_fitted,
                                                                static_cast<std::uint32_t>(order.size()), stability);
  std::vector<Items> nearest(order.size());
  for (const std::uint32_t item : fitted) nearest[clusters[item]].push_back(item);
  for (std::uint32_t cluster = 0; cluster < order.size(); ++cluster) {
    Cluster& found = grouping.found.emplace_back();
    found.words = words[cluster];
    found.texts = sizes[order[cluster]];
    found.stability = stabilities[cluster];
    Items& items = nearest[cluster];
    const auto kept = static_cast<std::ptrdiff_t>(std::min(items.size(), kExemplars));
    std::partial_sort(items.begin(), items.begin() + kept, items.end(), [&](std::uint32_t a, std::uint32_t b) {
      return closeness[a] != closeness[b] ? closeness[a] > closeness[b] : a < b;
    });
    for (std::ptrdiff_t i = 0; i < kept; ++i)
      found.exemplars.push_back(collection.first(items[static_cast<std::size_t>(i)]));
  }
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
