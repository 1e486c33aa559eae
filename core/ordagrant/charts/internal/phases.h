#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ordagrant/charts/chart.h"

// Room: charts. What charts of values and of shares have in common; see charts/chart.h.

namespace ordagrant::charts::internal {

// The phases of so many points. Throws RequestError as xmr() says.
std::vector<Phase> phases_of(std::size_t points, std::span<const std::size_t> changes);

// Fills in value and moving range of the points, and the number of values of the phases. Throws RequestError for a
// value that is infinite.
void put_values(std::span<const double> values, Chart& chart);

// The limits of a point as they were computed.
struct Limits {
  double lower = kNone;
  double upper = kNone;
};

// Fills in the limits of the points, held back to where values can be, and the signals. Requires: values, means and
// range limits are there; `computed` are limits of all points, none where a point has none.
void put_limits(std::span<const Limits> computed, const ChartOptions& options, Chart& chart);

// The mean of what is no kNone, in the order of the list with the rounding errors carried along (Neumaier 1974); kNone
// of nothing.
double mean_of(std::span<const double> values);

}  // namespace ordagrant::charts::internal
