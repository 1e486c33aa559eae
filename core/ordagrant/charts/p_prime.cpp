#include <cmath>
#include <string>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/charts/chart.h"
#include "ordagrant/charts/internal/phases.h"

namespace ordagrant::charts {

namespace {

// Laney 2002: three standard deviations, one of which is the mean moving range over 1.128.
constexpr double kDeviations = 3;
constexpr double kRangeOfDeviation = 1.128;

void require_samples(std::span<const double> counts, std::span<const double> sizes) {
  if (counts.size() != sizes.size())
    throw RequestError(std::to_string(counts.size()) + " counts do not go with " + std::to_string(sizes.size()) +
                       " sizes");
  for (std::size_t at = 0; at < counts.size(); ++at) {
    const std::string sample = "sample number " + std::to_string(at);
    if (counts[at] < 0 || sizes[at] < 0) throw RequestError(sample + " is below 0");
    if (counts[at] > sizes[at]) throw RequestError(sample + " has a count above its size");
    if (std::isinf(sizes[at])) throw RequestError(sample + " is infinite");
  }
}

}  // namespace

Chart p_prime(std::span<const double> counts, std::span<const double> sizes, std::span<const std::size_t> changes,
              const ChartOptions& options) {
  require_samples(counts, sizes);
  std::vector<double> shares;
  shares.reserve(counts.size());
  for (std::size_t at = 0; at < counts.size(); ++at) shares.push_back(sizes[at] > 0 ? counts[at] / sizes[at] : kNone);

  Chart chart{.points = {}, .phases = internal::phases_of(shares.size(), changes)};
  internal::put_values(shares, chart);
  std::vector<internal::Limits> computed(shares.size());
  std::vector<double> distances;  // between neighbours, in standard deviations of a sample of their size
  for (Phase& phase : chart.phases) {
    double count = 0;
    double size = 0;
    for (std::size_t at = phase.begin; at < phase.end; ++at) {
      if (std::isnan(shares[at])) continue;
      count += counts[at];
      size += sizes[at];
    }
    if (size > 0) phase.mean = count / size;
    const auto deviation = [&](std::size_t at) { return std::sqrt(phase.mean * (1 - phase.mean) / sizes[at]); };
    distances.clear();
    for (std::size_t at = phase.begin + 1; at < phase.end; ++at) {
      const double here = shares[at] - phase.mean;
      const double before = shares[at - 1] - phase.mean;
      // Where the mean is 0 or 1 all shares are it, and their distance is 0.
      const bool varies = phase.mean > 0 && phase.mean < 1;
      distances.push_back(varies ? std::abs(here / deviation(at) - before / deviation(at - 1))
                                 : std::abs(here - before));
    }
    const double between = internal::mean_of(distances) / kRangeOfDeviation;
    for (std::size_t at = phase.begin; at < phase.end; ++at) {
      chart.points[at].mean = phase.mean;
      if (std::isnan(shares[at])) continue;
      const double reach = kDeviations * deviation(at) * between;
      computed[at] = {.lower = phase.mean - reach, .upper = phase.mean + reach};
    }
  }
  ChartOptions within = options;
  within.least = 0;
  within.greatest = 1;
  internal::put_limits(computed, within, chart);
  return chart;
}

}  // namespace ordagrant::charts
