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

// The steps of group(), in their order.
class Grouper {
 public:
  // Keeps what it is given. Requires: there is a text in the collection.
  Grouper(const Collection& collection, const GroupingOptions& options)
      : collection_(collection),
        options_(options),
        stability_{.resamples = options.resamples, .seed = options.seed, .threads = options.threads},
        fitted_(collection.sample(options.fitted, options.seed)),
        space_(collection, fitted_),
        rows_(space_.rows(fitted_)),
        tried_(options.clusters > 0
                   ? std::vector{std::min(options.clusters, static_cast<std::uint32_t>(fitted_.size()))}
                   : numbers_to_try(fitted_.size())) {
    if (options.embedded != nullptr) {
      embedded_ = rows_of(*options.embedded, collection);
      places_ = some_of(embedded_, fitted_);
    } else {
      const vectors::Lsa lsa(
          rows_, {.dimensions = dimensions_for(tried_.back()), .seed = options.seed, .threads = options.threads});
      places_ = lsa.transform(rows_, options.threads);
    }
  }

  void group(Grouping& grouping) {
    grouping.fitted = static_cast<std::uint32_t>(fitted_.size());
    const std::uint32_t count = best_count();
    put(count);
    number_by_size(count);
    describe(grouping, count);
  }

  std::uint32_t cluster(std::uint32_t item) const { return clusters_[item]; }
  float closeness(std::uint32_t item) const { return closeness_[item]; }

 private:
  vectors::Dense places_for(const vectors::Dense& at, std::uint32_t number) const {
    return options_.embedded == nullptr ? leading(at, dimensions_for(number)) : at;
  }

  KMeans parted(const vectors::Dense& at, std::uint32_t number) const {
    const KMeansOptions kmeans{.clusters = number,
                               .starts = at.rows() <= kManyStarts ? kStarts : 2,
                               .seed = options_.seed,
                               .threads = options_.threads};
    return spherical_kmeans(places_for(at, number), kmeans);
  }

  // The number of clusters whose clusters come again best.
  std::uint32_t best_count() const {
    if (tried_.size() == 1) return tried_.front();
    const Items sample = collection_.sample(std::min<std::size_t>(fitted_.size(), kTried), options_.seed);
    const counts::Matrix some = space_.rows(sample);
    Items among;
    for (const std::uint32_t item : sample)
      among.push_back(
          static_cast<std::uint32_t>(std::lower_bound(fitted_.begin(), fitted_.end(), item) - fitted_.begin()));
    const vectors::Dense at = some_of(places_, among);
    std::uint32_t count = tried_.front();
    double most = -1;
    for (const std::uint32_t number : tried_) {
      Items clusters = parted(at, number).clusters;
      if (options_.embedded == nullptr) clusters = mended(some, std::move(clusters), number, options_.threads).clusters;
      const double now =
          internal::recurring(internal::stabilities(places_for(at, number), clusters, number, stability_));
      if (now <= most) continue;
      most = now;
      count = number;
    }
    return count;
  }

  // Puts every item in a cluster, also those that were not fitted.
  void put(std::uint32_t count) {
    clusters_.resize(collection_.size());
    closeness_.resize(collection_.size());
    if (options_.embedded != nullptr) {
      clusters_ = nearest(embedded_, parted(places_, count).centres, options_.threads, &closeness_);
    } else if (options_.method == Method::nmf) {
      const Nmf nmf(rows_, {.topics = count, .seed = options_.seed, .threads = options_.threads});
      by_blocks([&](const counts::Matrix& block, std::size_t begin) {
        const Items found = internal::strongest(nmf.transform(block));
        std::copy(found.begin(), found.end(), clusters_.begin() + static_cast<std::ptrdiff_t>(begin));
      });
      put_with(internal::centres_of(rows_, of_fitted(), count), false);
    } else {
      put_with(mended(rows_, parted(places_, count).clusters, count, options_.threads).centres, true);
    }
  }

  // Calls work(rows, begin) for blocks of the items.
  template <typename Work>
  void by_blocks(Work work) const {
    vectors::for_each_block(collection_.size(), kBlock, options_.threads, [&](std::size_t begin, std::size_t end) {
      Items block(end - begin);
      std::iota(block.begin(), block.end(), static_cast<std::uint32_t>(begin));
      work(space_.rows(block), begin);
    });
  }

  // How close each item is to the centre of its cluster; `moved`: which is made the nearest one.
  void put_with(const vectors::Dense& centres, bool moved) {
    by_blocks([&](const counts::Matrix& block, std::size_t begin) {
      const vectors::Dense cosines = internal::cosines(block, centres, 1);
      for (std::size_t i = 0; i < block.rows(); ++i) {
        const auto own = cosines.row(i).first(cosines.columns());
        std::uint32_t& cluster = clusters_[begin + i];
        if (moved) cluster = static_cast<std::uint32_t>(std::max_element(own.begin(), own.end()) - own.begin());
        closeness_[begin + i] = own[cluster];
      }
    });
  }

  Items of_fitted() const {
    Items of(fitted_.size());
    for (std::size_t i = 0; i < fitted_.size(); ++i) of[i] = clusters_[fitted_[i]];
    return of;
  }

  // The largest cluster first; of clusters of a size, that with the first item. Empty ones have no number.
  void number_by_size(std::uint32_t count) {
    std::vector<std::uint32_t> sizes(count, 0);
    Items first(count, internal::kNone);
    for (std::uint32_t item = 0; item < clusters_.size(); ++item) {
      sizes[clusters_[item]] += collection_.texts(item);
      first[clusters_[item]] = std::min(first[clusters_[item]], item);
    }
    Items order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : first[a] < first[b];
    });
    while (sizes[order.back()] == 0) order.pop_back();
    Items number(count, 0);
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      number[order[i]] = i;
      sizes_.push_back(sizes[order[i]]);
    }
    for (std::uint32_t& cluster : clusters_) cluster = number[cluster];
  }

  void describe(Grouping& grouping, std::uint32_t count) const {
    const Items of = of_fitted();
    const auto telling = internal::telling_words(collection_, fitted_, of, sizes_.size());
    const auto made = static_cast<std::uint32_t>(sizes_.size());
    const std::vector<double> stabilities =
        options_.method == Method::nmf ? internal::stabilities_of_topics(rows_, of, made, stability_)
                                       : internal::stabilities(places_for(places_, count), of, made, stability_);
    const auto exemplars = internal::exemplars(collection_, fitted_, of, closeness_, telling);
    for (std::uint32_t cluster = 0; cluster < made; ++cluster)
      grouping.found.push_back({.words = telling[cluster].words,
                                .exemplars = exemplars[cluster],
                                .texts = sizes_[cluster],
                                .stability = stabilities[cluster]});
  }

  const Collection& collection_;
  const GroupingOptions& options_;
  internal::StabilityOptions stability_;
  Items fitted_;
  Space space_;
  counts::Matrix rows_;               // of the fitted items
  std::vector<std::uint32_t> tried_;  // numbers of clusters
  vectors::Dense embedded_;           // of all items, where a caller gave them
  vectors::Dense places_;             // of the fitted items: latent, or embedded
  Items clusters_;                    // of all items
  std::vector<float> closeness_;
  std::vector<std::uint32_t> sizes_;  // texts of each cluster
};

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

  Grouper grouper(collection, options);
  grouper.group(grouping);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::uint32_t item = collection.items()[i];
    if (item == internal::kNone) continue;
    grouping.clusters[i] = static_cast<std::int32_t>(grouper.cluster(item));
    grouping.closeness[i] = grouper.closeness(item);
    grouping.same_as[i] = collection.first(item);
  }
  return grouping;
}

}  // namespace ordagrant::clusters
