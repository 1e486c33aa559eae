#include "ordagrant/clusters/spherical_kmeans.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "ordagrant/base/seeded_random.h"
#include "ordagrant/vectors/kernels.h"
#include "ordagrant/vectors/lsa.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::clusters {

namespace {

using vectors::Dense;

constexpr std::size_t kBlock = 512;  // rows that a thread takes at once

// First centres are each the best of so many, one for each lane.
constexpr std::size_t kCandidates = 8;

// What rounding can make of a distance: bounds closer than this are looked at again.
constexpr float kSlack = 2e-3F;

// A start ends when so small a part of the rows changes its cluster.
constexpr std::size_t kSettled = 10000;

// The distance of two vectors of length 1, by their cosine.
float distance(float cosine) { return std::sqrt(std::max(0.0F, 2 - 2 * cosine)); }

Dense transposed(const Dense& from) {
  Dense to(from.columns(), from.rows());
  for (std::size_t row = 0; row < from.rows(); ++row)
    for (std::size_t column = 0; column < from.columns(); ++column) to.row(column)[row] = from.row(row)[column];
  return to;
}

// The two centres with the largest cosines.
struct Nearest {
  std::uint32_t cluster = 0;
  float best = -2;
  float second = -2;
};

Nearest nearest_of(std::span<const float> cosines) {
  Nearest found;
  for (std::size_t j = 0; j < cosines.size(); ++j) {
    if (cosines[j] > found.best) {
      found.second = found.best;
      found.best = cosines[j];
      found.cluster = static_cast<std::uint32_t>(j);
    } else if (cosines[j] > found.second) {
      found.second = cosines[j];
    }
  }
  return found;
}

// Centres far apart: each is drawn with a probability that grows with the square of its distance from those before.
Dense first_centres(const Dense& rows, std::size_t clusters, SeededRandom& random, unsigned threads) {
  const std::size_t size = rows.rows();
  Dense centres(clusters, rows.columns());
  std::vector<float> far(size, 4.0F);  // squared distance from the nearest centre
  std::vector<double> up_to(size);
  Dense candidates(kCandidates, rows.columns());
  std::vector<float> closer(size * kCandidates);
  for (std::size_t centre = 0; centre < clusters; ++centre) {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i) up_to[i] = sum += far[i];
    for (std::size_t c = 0; c < kCandidates; ++c) {
      constexpr double kUnit = 1.0 / (std::uint64_t{1} << 53U);
      const double drawn = static_cast<double>(random.next() >> 11U) * kUnit * sum;
      const auto place = std::upper_bound(up_to.begin(), up_to.end(), drawn) - up_to.begin();
      const auto from = rows.row(std::min(static_cast<std::size_t>(place), size - 1));
      std::copy(from.begin(), from.end(), candidates.row(c).begin());
    }
    const Dense columns = transposed(candidates);
    vectors::for_each_block(size, kBlock, threads, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        float* cosines = &closer[i * kCandidates];
        vectors::kernels::times(rows.row(i).data(), rows.columns(), columns.row(0).data(), kCandidates, cosines,
                                kCandidates);
        for (std::size_t c = 0; c < kCandidates; ++c) cosines[c] = std::min(far[i], std::max(0.0F, 2 - 2 * cosines[c]));
      }
    });
    double left[kCandidates] = {};
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t c = 0; c < kCandidates; ++c) left[c] += closer[i * kCandidates + c];
    const auto best = static_cast<std::size_t>(std::min_element(left, left + kCandidates) - left);
    for (std::size_t i = 0; i < size; ++i) far[i] = closer[i * kCandidates + best];
    const auto from = candidates.row(best);
    std::copy(from.begin(), from.end(), centres.row(centre).begin());
  }
  return centres;
}

// One start. What is known of the distances of a row to its own centre and to the others saves most cosines once the
// centres move little (Hamerly, "Making k-means even faster", SDM 2010).
class Start {
 public:
  Start(const Dense& rows, const KMeansOptions& options, SeededRandom& random)
      : rows_(rows),
        options_(options),
        centres_(first_centres(rows, options.clusters, random, options.threads)),
        clusters_(rows.rows()),
        cosines_(rows.rows()),
        above_(rows.rows()),
        below_(rows.rows()) {
    look_at_all();
    for (std::uint32_t iteration = 0; iteration < options.iterations; ++iteration) {
      move_centres();
      if (assign() <= rows.rows() / kSettled) break;
    }
    look_at_all();
  }

  KMeans result() && {
    double closeness = 0;
    for (const float cosine : cosines_) closeness += cosine;
    return {std::move(centres_), std::move(clusters_), closeness};
  }

 private:
  void look_at_all() {
    const Dense columns = transposed(centres_);
    vectors::for_each_block(rows_.rows(), kBlock, options_.threads, [&](std::size_t begin, std::size_t end) {
      std::vector<float> cosines(columns.stride());
      for (std::size_t i = begin; i < end; ++i) look_at(i, columns, cosines);
    });
  }

  void look_at(std::size_t row, const Dense& columns, std::vector<float>& cosines) {
    vectors::kernels::times(rows_.row(row).data(), rows_.columns(), columns.row(0).data(), columns.stride(),
                            cosines.data(), columns.stride());
    const Nearest found = nearest_of(std::span(cosines).first(columns.columns()));
    clusters_[row] = found.cluster;
    cosines_[row] = found.best;
    above_[row] = distance(found.best);
    below_[row] = distance(found.second);
  }

  void move_centres() {
    Dense moved(centres_.rows(), centres_.columns());
    std::vector<std::uint32_t> sizes(centres_.rows());
    for (std::size_t i = 0; i < rows_.rows(); ++i) {
      ++sizes[clusters_[i]];
      vectors::kernels::add_scaled(moved.row(clusters_[i]).data(), rows_.row(i).data(), 1, rows_.stride());
    }
    vectors::normalise(moved);
    for (std::size_t j = 0; j < sizes.size(); ++j)
      if (sizes[j] == 0) begin_anew(j, moved, sizes);
    moved_.resize(centres_.rows());
    for (std::size_t j = 0; j < moved_.size(); ++j)
      moved_[j] =
          distance(vectors::kernels::inner(centres_.row(j).data(), moved.row(j).data(), moved.stride())) + kSlack / 8;
    centres_ = std::move(moved);
  }

  // An empty cluster takes the row that is farthest from its centre.
  void begin_anew(std::size_t cluster, Dense& moved, std::vector<std::uint32_t>& sizes) {
    std::size_t farthest = 0;
    for (std::size_t i = 1; i < rows_.rows(); ++i)
      if (above_[i] > above_[farthest]) farthest = i;
    --sizes[clusters_[farthest]];
    ++sizes[cluster];
    clusters_[farthest] = static_cast<std::uint32_t>(cluster);
    above_[farthest] = 0;
    below_[farthest] = 0;
    const auto from = rows_.row(farthest);
    std::copy(from.begin(), from.end(), moved.row(cluster).begin());
  }

  // Gives every row its nearest centre; returns how many changed.
  std::size_t assign() {
    const float most_moved = *std::max_element(moved_.begin(), moved_.end());
    const Dense columns = transposed(centres_);
    std::vector<std::size_t> changed((rows_.rows() + kBlock - 1) / kBlock);
    vectors::for_each_block(rows_.rows(), kBlock, options_.threads, [&](std::size_t begin, std::size_t end) {
      std::vector<float> cosines(columns.stride());
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t before = clusters_[i];
        above_[i] += moved_[before];
        below_[i] -= most_moved;
        if (above_[i] + kSlack < below_[i]) continue;
        above_[i] = distance(vectors::kernels::inner(rows_.row(i).data(), centres_.row(before).data(), rows_.stride()));
        if (above_[i] + kSlack < below_[i]) continue;
        look_at(i, columns, cosines);
        if (clusters_[i] != before) ++changed[begin / kBlock];
      }
    });
    std::size_t all = 0;
    for (const std::size_t count : changed) all += count;
    return all;
  }

  const Dense& rows_;
  const KMeansOptions& options_;
  Dense centres_;
  std::vector<std::uint32_t> clusters_;
  std::vector<float> cosines_;  // with the own centre, when all were looked at last
  std::vector<float> above_;    // no farther from the own centre
  std::vector<float> below_;    // no nearer to another
  std::vector<float> moved_;    // how far each centre went
};

}  // namespace

KMeans spherical_kmeans(const Dense& rows, const KMeansOptions& options) {
  SeededRandom random(options.seed);
  KMeans best;
  best.closeness = -1.0 - static_cast<double>(rows.rows());
  for (std::uint32_t start = 0; start < options.starts; ++start) {
    KMeans made = Start(rows, options, random).result();
    if (made.closeness > best.closeness) best = std::move(made);
  }
  return best;
}

std::vector<std::uint32_t> nearest(const Dense& rows, const Dense& centres, unsigned threads,
                                   std::vector<float>* closeness) {
  std::vector<std::uint32_t> clusters(rows.rows());
  if (closeness != nullptr) closeness->resize(rows.rows());
  const Dense columns = transposed(centres);
  vectors::for_each_block(rows.rows(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
    std::vector<float> cosines(columns.stride());
    for (std::size_t i = begin; i < end; ++i) {
      vectors::kernels::times(rows.row(i).data(), rows.columns(), columns.row(0).data(), columns.stride(),
                              cosines.data(), columns.stride());
      const Nearest found = nearest_of(std::span(cosines).first(columns.columns()));
      clusters[i] = found.cluster;
      if (closeness != nullptr) (*closeness)[i] = found.best;
    }
  });
  return clusters;
}

}  // namespace ordagrant::clusters
