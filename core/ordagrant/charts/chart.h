#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

// Room: charts. Numbers over time in, limits and signals out.
// Above it: base. No room is below it.

namespace ordagrant::charts {

// What stands for a value that is not there: of a gap, of the first moving range, of limits that nothing gives.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Why a point is more than the noise of the others.
enum class Signal : std::uint8_t {
  outside,         // beyond a limit
  eight_in_a_row,  // one of eight points or more in a row on one side of the mean
  three_of_four,   // one of three of four successive points that are nearer the same limit than the mean
  range,           // the moving range is above its limit, and neither of its two points is outside
};

// "outside", "eight_in_a_row", "three_of_four", "range".
std::string_view name(Signal signal);

// Which signals a point is.
class Signals {
 public:
  constexpr void add(Signal signal) noexcept { bits_ = static_cast<std::uint8_t>(bits_ | bit(signal)); }
  constexpr bool has(Signal signal) const noexcept { return (bits_ & bit(signal)) != 0; }
  constexpr bool any() const noexcept { return bits_ != 0; }

  friend constexpr bool operator==(Signals, Signals) = default;

 private:
  static constexpr unsigned bit(Signal signal) noexcept { return 1U << static_cast<unsigned>(signal); }

  std::uint8_t bits_ = 0;
};

// All in the unit of the values, kNone where there is none.
struct Point {
  double value = kNone;
  double moving_range = kNone;  // the distance from the value before; none after a gap and at a change
  double mean = kNone;
  double lower = kNone;
  double upper = kNone;
  double range_limit = kNone;
  Signals signals;
};

// A stretch of points with limits of its own: from one marked change to the next.
struct Phase {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t values = 0;         // points that are no gaps
  double mean = kNone;            // of no value at all: none
  double mean_range = kNone;      // of shares: none, since each has limits of its own
  double computed_lower = kNone;  // the lower limit before `least` holds it back; of shares: none
};

struct Chart {
  std::vector<Point> points;
  std::vector<Phase> phases;
};

// The constants of Wheeler and Chambers, Understanding Statistical Process Control (1992), and Wheeler, Understanding
// Variation (2000).
struct ChartOptions {
  double limit_factor = 2.66;   // natural limits: mean +- so many mean moving ranges
  double range_factor = 3.268;  // range limit: so many mean moving ranges
  std::size_t run = 8;          // points in a row on one side of the mean
  std::size_t near = 3;         // points nearer a limit than the mean,
  std::size_t near_of = 4;      // of so many in a row
  // What no value can be below or above: a limit beyond it is drawn there. What is nearer a limit than the mean is
  // judged by the limit as it was computed.
  std::optional<double> least = std::nullopt;
  std::optional<double> greatest = std::nullopt;
};

// The XmR chart of single values: natural limits mean +- 2.66 mR, range limit 3.268 mR, where mR is the mean of the
// moving ranges.
//
//   const Chart chart = xmr(std::vector<double>{45, 52, 48, 50});
//
// `values` are in the order of time, kNone for a gap. Nothing goes on over a gap: no moving range, no run. `changes`
// are the points, from 0, that begin a phase; means, limits and runs are those of a phase. A phase of one value has no
// limits. Throws RequestError for a value that is infinite, and for changes that are not in order or not within the
// points (the first begins a phase anyway).
Chart xmr(std::span<const double> values, std::span<const std::size_t> changes = {}, const ChartOptions& options = {});

// The p' chart of shares (Laney, "Improved control charts for attributes", Quality Engineering 14 (4), 2002): limits
// that follow the size of each sample and the variation between samples, so that large samples are not all signals.
//
// A point's value is counts[i] / sizes[i], and the limits lie within [0, 1]. A gap has kNone or 0 for its size. Else as
// xmr(); range limits there are none, since ranges of unequal samples have none in common. Throws RequestError also
// for lists of unequal length, a count below 0 and one above its size.
Chart p_prime(std::span<const double> counts, std::span<const double> sizes, std::span<const std::size_t> changes = {},
              const ChartOptions& options = {});

}  // namespace ordagrant::charts
