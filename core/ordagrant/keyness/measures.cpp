#include "ordagrant/keyness/measures.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "ordagrant/base/elementary.h"

namespace ordagrant::keyness {

namespace {

constexpr double kNormal = 1.95996398454005423552;  // the 97.5th percentile of the normal distribution

double of(std::uint64_t count) { return static_cast<double>(count); }

// The numbers of the chances, the smallest chance first.
std::vector<std::size_t> ascending(std::span<const double> chances) {
  std::vector<std::size_t> order(chances.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return chances[a] < chances[b]; });
  return order;
}

}  // namespace

double g2(const Cells& cells) {
  const double both = of(cells.target) + of(cells.reference);
  const double words = of(cells.target_words) + of(cells.reference_words);
  const auto part = [&](std::uint64_t count, std::uint64_t size) {
    return count == 0 ? 0.0 : of(count) * logarithm(of(count) * words / (of(size) * both));
  };
  // Rounding can leave less than nothing of two equal frequencies.
  return std::max(0.0, 2.0 * (part(cells.target, cells.target_words) + part(cells.reference, cells.reference_words)));
}

double chance_of(double g2) { return two_sided_tail(std::sqrt(g2)); }

double simple_maths(const Cells& cells, double smoothing) {
  constexpr double kMillion = 1e6;
  return (of(cells.target) * kMillion / of(cells.target_words) + smoothing) /
         (of(cells.reference) * kMillion / of(cells.reference_words) + smoothing);
}

LogRatio log_ratio(const Cells& cells) {
  const double target = cells.target == 0 ? 0.5 : of(cells.target);
  const double reference = cells.reference == 0 ? 0.5 : of(cells.reference);
  const double value =
      logarithm(target * of(cells.reference_words) / (reference * of(cells.target_words))) / std::numbers::ln2;
  const double variance = 1 / target - 1 / of(cells.target_words) + 1 / reference - 1 / of(cells.reference_words);
  const double spread = kNormal * std::sqrt(std::max(0.0, variance)) / std::numbers::ln2;
  return {value, value - spread, value + spread};
}

double weighted_log_odds(const Cells& cells, double prior_words) {
  const double share = (of(cells.target) + of(cells.reference)) / (of(cells.target_words) + of(cells.reference_words));
  const double prior = share * prior_words;
  const double target = of(cells.target) + prior;
  const double reference = of(cells.reference) + prior;
  const double target_others = of(cells.target_words) + prior_words - target;
  const double reference_others = of(cells.reference_words) + prior_words - reference;
  // Where there is but one word, nothing can be more frequent.
  if (target_others <= 0 || reference_others <= 0) return 0;
  return logarithm(target * reference_others / (reference * target_others)) / std::sqrt(1 / target + 1 / reference);
}

std::vector<double> holm(std::span<const double> chances) {
  std::vector<double> corrected(chances.size());
  double least = 0;
  std::size_t left = chances.size();
  for (const std::size_t test : ascending(chances)) {
    least = std::max(least, std::min(1.0, of(left--) * chances[test]));
    corrected[test] = least;
  }
  return corrected;
}

std::vector<double> benjamini_hochberg(std::span<const double> chances) {
  std::vector<double> corrected(chances.size());
  const std::vector<std::size_t> order = ascending(chances);
  double most = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    most = std::min(most, of(chances.size()) / of(rank) * chances[order[rank - 1]]);
    corrected[order[rank - 1]] = most;
  }
  return corrected;
}

}  // namespace ordagrant::keyness
