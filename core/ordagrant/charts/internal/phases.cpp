#include "ordagrant/charts/internal/phases.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "ordagrant/base/error.h"

namespace ordagrant::charts::internal {

namespace {

bool is_gap(const Point& point) { return std::isnan(point.value); }

// How far two numbers may lie apart and still be one: rounding must not put a value on a side of a mean that it equals.
double tolerance(std::span<const Point> points) {
  constexpr double kRounding = 1e-13;  // of the largest number; a double has 2e-16
  double largest = 0;
  for (const Point& point : points)
    if (!is_gap(point)) largest = std::max(largest, std::abs(point.value));
  return kRounding * largest;
}

bool beyond(const Point& point, const Limits& limits, double same) {
  return point.value > limits.upper + same || point.value < limits.lower - same;
}

// +1 above, -1 below, 0 on neither side; a comparison with kNone is false, and so a gap is on no side.
int side(double value, double above, double below) {
  return static_cast<int>(value > above) - static_cast<int>(value < below);
}

// Marks points of equal side in a row, if they are as many as it takes.
void mark_runs(std::span<const int> sides, std::size_t run, std::span<Point> points) {
  for (std::size_t begin = 0, end = 0; begin < sides.size(); begin = end) {
    for (end = begin + 1; end < sides.size() && sides[end] == sides[begin];) ++end;
    if (sides[begin] == 0 || end - begin < run) continue;
    for (Point& point : points.subspan(begin, end - begin)) point.signals.add(Signal::eight_in_a_row);
  }
}

// Marks the points near a limit in every window without a gap that has enough of them.
void mark_near(std::span<const int> near, const ChartOptions& options, std::span<Point> points) {
  for (std::size_t begin = 0; begin + options.near_of <= points.size(); ++begin) {
    const std::span<Point> window = points.subspan(begin, options.near_of);
    if (std::ranges::any_of(window, is_gap)) continue;
    const std::span<const int> sides = near.subspan(begin, options.near_of);
    for (const int limit : {-1, 1}) {
      if (std::cmp_less(std::ranges::count(sides, limit), options.near)) continue;
      for (std::size_t at = 0; at < window.size(); ++at)
        if (sides[at] == limit) window[at].signals.add(Signal::three_of_four);
    }
  }
}

void mark(std::span<const Limits> computed, const ChartOptions& options, std::span<Point> points) {
  const double same = tolerance(points);
  std::vector<int> sides;
  std::vector<int> near;
  for (std::size_t at = 0; at < points.size(); ++at) {
    Point& point = points[at];
    const auto [lower, upper] = computed[at];
    if (beyond(point, computed[at], same)) point.signals.add(Signal::outside);
    sides.push_back(side(point.value, point.mean + same, point.mean - same));
    near.push_back(side(point.value, (point.mean + upper) / 2 + same, (point.mean + lower) / 2 - same));
  }
  mark_runs(sides, options.run, points);
  mark_near(near, options, points);
  for (std::size_t at = 1; at < points.size(); ++at) {
    if (points[at].moving_range > points[at].range_limit + same && !points[at].signals.has(Signal::outside) &&
        !points[at - 1].signals.has(Signal::outside))
      points[at].signals.add(Signal::range);
  }
}

}  // namespace

std::vector<Phase> phases_of(std::size_t points, std::span<const std::size_t> changes) {
  std::vector<Phase> phases(1);
  for (const std::size_t change : changes) {
    if (change <= phases.back().begin || change >= points)
      throw RequestError("change at point " + std::to_string(change) + " is not after " +
                         std::to_string(phases.back().begin) + " and before " + std::to_string(points));
    phases.back().end = change;
    phases.push_back({.begin = change});
  }
  phases.back().end = points;
  return phases;
}

void put_values(std::span<const double> values, Chart& chart) {
  chart.points.resize(values.size());
  for (Phase& phase : chart.phases) {
    for (std::size_t at = phase.begin; at < phase.end; ++at) {
      if (std::isinf(values[at])) throw RequestError("value number " + std::to_string(at) + " is infinite");
      chart.points[at].value = values[at];
      if (at > phase.begin) chart.points[at].moving_range = std::abs(values[at] - values[at - 1]);
      if (!std::isnan(values[at])) ++phase.values;
    }
  }
}

void put_limits(std::span<const Limits> computed, const ChartOptions& options, Chart& chart) {
  for (std::size_t at = 0; at < chart.points.size(); ++at) {
    Point& point = chart.points[at];
    point.lower = computed[at].lower;
    point.upper = computed[at].upper;
    // Comparisons with kNone are false, so what is none stays none.
    if (options.least && point.lower < *options.least) point.lower = *options.least;
    if (options.greatest && point.upper > *options.greatest) point.upper = *options.greatest;
  }
  const std::span<Point> points(chart.points);
  for (const Phase& phase : chart.phases) {
    const std::size_t size = phase.end - phase.begin;
    mark(computed.subspan(phase.begin, size), options, points.subspan(phase.begin, size));
  }
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  double lost = 0;
  std::size_t count = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    const double next = sum + value;
    lost += std::abs(sum) >= std::abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
    ++count;
  }
  return count == 0 ? kNone : (sum + lost) / static_cast<double>(count);
}

}  // namespace ordagrant::charts::internal
