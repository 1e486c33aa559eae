#include <vector>

#include "ordagrant/charts/chart.h"
#include "ordagrant/charts/internal/phases.h"

namespace ordagrant::charts {

Chart xmr(std::span<const double> values, std::span<const std::size_t> changes, const ChartOptions& options) {
  Chart chart{.points = {}, .phases = internal::phases_of(values.size(), changes)};
  internal::put_values(values, chart);
  std::vector<internal::Limits> computed(values.size());
  std::vector<double> ranges;
  for (Phase& phase : chart.phases) {
    ranges.clear();
    for (std::size_t at = phase.begin; at < phase.end; ++at) ranges.push_back(chart.points[at].moving_range);
    phase.mean = internal::mean_of(values.subspan(phase.begin, phase.end - phase.begin));
    phase.mean_range = internal::mean_of(ranges);
    const double reach = options.limit_factor * phase.mean_range;
    phase.computed_lower = phase.mean - reach;
    for (std::size_t at = phase.begin; at < phase.end; ++at) {
      computed[at] = {.lower = phase.computed_lower, .upper = phase.mean + reach};
      chart.points[at].mean = phase.mean;
      chart.points[at].range_limit = options.range_factor * phase.mean_range;
    }
  }
  internal::put_limits(computed, options, chart);
  return chart;
}

}  // namespace ordagrant::charts
