#include "ordagrant/charts/chart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/base/seeded_random.h"

namespace ordagrant::charts {
namespace {

using Values = std::vector<double>;

const Values kLetters{45, 52, 48, 50, 47, 55, 49, 51, 46, 53};
const Values kDays{61, 74, 120, 35, 88, 142, 57, 96, 110, 70, 48, 133};
const Values kDaysAfter{12, 15, 9, 14, 11, 13, 10, 16, 12, 8};

Values joined(Values first, const Values& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// The numbers of the points that are a signal.
std::vector<std::size_t> signals(const Chart& chart, Signal signal) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < chart.points.size(); ++at)
    if (chart.points[at].signals.has(signal)) found.push_back(at);
  return found;
}

bool any_signal(const Chart& chart) {
  return std::ranges::any_of(chart.points, [](const Point& point) { return point.signals.any(); });
}

using Places = std::vector<std::size_t>;

// What a reader may rely on -------------------------------------------------

TEST(Xmr, GivesNaturalLimitsAndARangeLimit) {
  const Chart chart = xmr(kLetters);
  ASSERT_EQ(chart.points.size(), 10U);
  ASSERT_EQ(chart.phases.size(), 1U);
  EXPECT_NEAR(chart.phases[0].mean, 49.6, 1e-12);
  EXPECT_NEAR(chart.phases[0].mean_range, 4.889, 0.0005);
  for (const Point& point : chart.points) {
    EXPECT_NEAR(point.mean, 49.6, 1e-12);
    EXPECT_NEAR(point.lower, 36.60, 0.005);
    EXPECT_NEAR(point.upper, 62.60, 0.005);
    EXPECT_NEAR(point.range_limit, 15.98, 0.005);
  }
  EXPECT_TRUE(std::isnan(chart.points[0].moving_range));
  EXPECT_EQ(chart.points[1].moving_range, 7);
  EXPECT_FALSE(any_signal(chart));
}

TEST(Xmr, HoldsALimitBackToWhereValuesCanBe) {
  const Chart chart = xmr(kDays, {}, {.least = 0});
  EXPECT_NEAR(chart.phases[0].mean, 86.17, 0.005);
  EXPECT_NEAR(chart.phases[0].mean_range, 48.73, 0.005);
  EXPECT_NEAR(chart.phases[0].computed_lower, -43.45, 0.005);
  EXPECT_EQ(chart.points[0].lower, 0);
  EXPECT_NEAR(chart.points[0].upper, 215.78, 0.005);
  EXPECT_FALSE(any_signal(chart));
}

TEST(Xmr, BeginsAnewAtAMarkedChange) {
  const Chart chart = xmr(joined(kDays, kDaysAfter), Places{12}, {.least = 0});
  ASSERT_EQ(chart.phases.size(), 2U);
  EXPECT_NEAR(chart.points[11].upper, 215.78, 0.005);
  EXPECT_TRUE(std::isnan(chart.points[12].moving_range));
  EXPECT_NEAR(chart.points[12].mean, 12.0, 1e-12);
  EXPECT_NEAR(chart.points[21].lower, 1.36, 0.005);
  EXPECT_NEAR(chart.points[21].upper, 22.64, 0.005);
  EXPECT_FALSE(any_signal(chart));
  EXPECT_TRUE(any_signal(xmr(joined(kDays, kDaysAfter))));
}

TEST(Xmr, SeesAPointOutsideTheLimits) {
  Values values = joined(kLetters, kLetters);
  values[7] = 95;
  const Chart chart = xmr(values);
  EXPECT_EQ(signals(chart, Signal::outside), (Places{7}));
  // Both ranges beside it are above their limit, which the point outside says already.
  EXPECT_GT(chart.points[8].moving_range, chart.points[8].range_limit);
  EXPECT_EQ(signals(chart, Signal::range), (Places{}));
}

TEST(Xmr, SeesARangeThatNoPointOutsideExplains) {
  const Chart wide =
      xmr(Values{0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, -1.5, 2.5, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0});
  EXPECT_EQ(signals(wide, Signal::outside), (Places{}));
  EXPECT_EQ(signals(wide, Signal::range), (Places{16}));
}

TEST(Xmr, SeesEightInARowAndNotSeven) {
  EXPECT_EQ(signals(xmr(Values{9, 1, 9, 1, 6, 7, 6, 7, 6, 7, 6, 7, 1, 2, 1, 2}), Signal::eight_in_a_row),
            (Places{4, 5, 6, 7, 8, 9, 10, 11}));
  EXPECT_EQ(signals(xmr(Values{1, 9, 1, 9, 1, 7, 6, 7, 6, 7, 6, 7, 1, 2, 1, 2, 9}), Signal::eight_in_a_row),
            (Places{}));
}

TEST(Xmr, TakesAValueOnTheMeanForNeitherSide) {
  const Chart on = xmr(Values{6, 6, 6, 6, 5, 6, 6, 6, 6, 4, 4, 4, 4, 5, 4, 4, 4, 4});
  ASSERT_EQ(on.phases[0].mean, 5);
  EXPECT_EQ(signals(on, Signal::eight_in_a_row), (Places{}));
}

TEST(Xmr, SeesThreeOfFourNearerALimitThanTheMean) {
  const Chart chart = xmr(Values{11, 14, 11, 14, 11, 14, 11, 14, 11, 14, 11, 14, 18, 18,
                                 14, 18, 11, 14, 11, 14, 11, 14, 11, 14, 11, 14, 11, 14});
  EXPECT_EQ(signals(chart, Signal::outside), (Places{}));
  EXPECT_EQ(signals(chart, Signal::three_of_four), (Places{12, 13, 15}));
  // Two above and two below are not three of four on one side.
  EXPECT_EQ(signals(xmr(Values{10, 11, 10, 11, 10, 18, 18, 3, 3, 10, 11, 10, 11}), Signal::three_of_four), (Places{}));
}

TEST(Xmr, JudgesNearnessByTheLimitAsComputed) {
  // The lower limit is far below 0, so small values are not near it, though they are near 0.
  const Values values{1, 2, 1, 90, 2, 40, 80, 1, 70, 60, 2, 3, 1, 50};
  const Chart chart = xmr(values, {}, {.least = 0});
  ASSERT_LT(chart.phases[0].computed_lower, 0);
  EXPECT_EQ(signals(chart, Signal::three_of_four), (Places{}));
}

TEST(Xmr, GoesOverNoGap) {
  const Chart chart = xmr(Values{5, 6, kNone, 9, 10});
  EXPECT_TRUE(std::isnan(chart.points[2].value));
  EXPECT_TRUE(std::isnan(chart.points[2].moving_range));
  EXPECT_TRUE(std::isnan(chart.points[3].moving_range));
  EXPECT_EQ(chart.points[4].moving_range, 1);
  EXPECT_EQ(chart.phases[0].values, 4U);
  EXPECT_NEAR(chart.phases[0].mean, 7.5, 1e-12);
  EXPECT_NEAR(chart.phases[0].mean_range, 1, 1e-12);

  Values run{9, 1, 9, 1, 6, 7, 6, 7, 6, 7, 6, 7, 1, 2, 1, 2};
  ASSERT_FALSE(signals(xmr(run), Signal::eight_in_a_row).empty());
  run.insert(run.begin() + 8, kNone);
  EXPECT_EQ(signals(xmr(run), Signal::eight_in_a_row), (Places{}));

  Values near{11, 14, 11, 14, 11, 14, 11, 14, 11, 14, 11, 14, 18, 18, 14, 18, 11, 14, 11, 14, 11, 14, 11, 14};
  ASSERT_EQ(signals(xmr(near), Signal::three_of_four), (Places{12, 13, 15}));
  near[14] = kNone;
  EXPECT_EQ(signals(xmr(near), Signal::three_of_four), (Places{}));
}

TEST(Xmr, HasNoLimitsForOneValue) {
  const Chart chart = xmr(Values{7});
  EXPECT_EQ(chart.points[0].mean, 7);
  EXPECT_TRUE(std::isnan(chart.points[0].lower));
  EXPECT_TRUE(std::isnan(chart.points[0].range_limit));
  EXPECT_FALSE(any_signal(chart));
  EXPECT_TRUE(xmr(Values{}).points.empty());
  EXPECT_TRUE(std::isnan(xmr(Values{kNone, kNone}).phases[0].mean));
}

TEST(Xmr, FindsNoSignalInEqualValues) {
  for (const double value : {0.0, 0.1, 7.0, 1e15 / 3}) {
    const Chart chart = xmr(Values(40, value));
    EXPECT_FALSE(any_signal(chart)) << value;
    EXPECT_NEAR(chart.points[0].upper, value, 1e-12 * value);
  }
}

TEST(Xmr, PutsAValueOnNoSideOfAMeanThatItEqualsButForRounding) {
  std::size_t rounded = 0;
  for (int tenths = 1; tenths < 100; ++tenths) {
    const double mean = tenths / 10.0;
    Values values(9, mean);
    for (const double value : {mean - 0.3, mean + 0.3, mean - 0.7, mean + 0.7}) values.push_back(value);
    const Chart chart = xmr(values);
    rounded += chart.phases[0].mean != mean ? 1 : 0;
    EXPECT_EQ(signals(chart, Signal::eight_in_a_row), (Places{})) << mean;
  }
  EXPECT_GT(rounded, 0U);
}

TEST(Xmr, RefusesChangesThatBeginNoPhase) {
  for (const Places& changes : {Places{0}, Places{10}, Places{4, 4}, Places{5, 4}})
    EXPECT_THROW(xmr(kLetters, changes), RequestError);
  EXPECT_THROW(xmr(Values{}, Places{0}), RequestError);
  EXPECT_THROW(xmr(Values{1, std::numeric_limits<double>::infinity()}), RequestError);
}

TEST(PPrime, GivesTheLimitsOfLaney) {
  // By hand: mean 45 / 150 = 0.3; standard deviations of 50: 0.064807; z = -1.5430, 1.5430, 0; distances 3.0861 and
  // 1.5430, their mean over 1.128 is 2.0519; so the limits are 0.3 +- 3 * 0.064807 * 2.0519.
  const Chart chart = p_prime(Values{10, 20, 15}, Values{50, 50, 50});
  EXPECT_NEAR(chart.points[0].value, 0.2, 1e-12);
  EXPECT_NEAR(chart.points[1].moving_range, 0.2, 1e-12);
  EXPECT_NEAR(chart.phases[0].mean, 0.3, 1e-12);
  EXPECT_EQ(chart.points[0].lower, 0);
  EXPECT_NEAR(chart.points[0].upper, 0.3 + 3 * 0.0648074 * 2.0519, 0.0002);
  EXPECT_TRUE(std::isnan(chart.points[0].range_limit));
}

TEST(PPrime, IsWiderForASmallerSample) {
  const Chart chart = p_prime(Values{30, 3, 33, 28}, Values{100, 10, 100, 100});
  EXPECT_GT(chart.points[1].upper, chart.points[0].upper);
  EXPECT_LT(chart.points[1].lower, chart.points[0].lower);
  EXPECT_EQ(chart.points[0].upper, chart.points[2].upper);
}

TEST(PPrime, HasAGapWhereThereIsNoSample) {
  const Chart chart = p_prime(Values{10, 0, 12, kNone, 9}, Values{50, 0, 50, 50, kNone});
  for (const std::size_t gap : {1U, 3U, 4U}) {
    EXPECT_TRUE(std::isnan(chart.points[gap].value));
    EXPECT_TRUE(std::isnan(chart.points[gap].upper));
  }
  EXPECT_EQ(chart.phases[0].values, 2U);
  EXPECT_NEAR(chart.phases[0].mean, 0.22, 1e-12);
}

TEST(PPrime, FindsNoSignalWhereAllOrNoneOfASampleCount) {
  EXPECT_FALSE(any_signal(p_prime(Values{0, 0, 0, 0, 0, 0, 0, 0, 0}, Values{5, 9, 5, 9, 5, 9, 5, 9, 5})));
  EXPECT_FALSE(any_signal(p_prime(Values{5, 9, 5, 9, 5, 9, 5, 9, 5}, Values{5, 9, 5, 9, 5, 9, 5, 9, 5})));
}

TEST(PPrime, RefusesWhatIsNoSample) {
  EXPECT_THROW(p_prime(Values{1}, Values{1, 2}), RequestError);
  EXPECT_THROW(p_prime(Values{3}, Values{2}), RequestError);
  EXPECT_THROW(p_prime(Values{-1}, Values{2}), RequestError);
}

// What must hold for every series ---------------------------------------------

Values series(std::uint64_t seed, std::size_t size) {
  SeededRandom random(seed);
  Values values;
  for (std::size_t at = 0; at < size; ++at)
    values.push_back(random.below(12) == 0 ? kNone : static_cast<double>(random.below(40)) / 4);
  return values;
}

void expect_near(double one, double other, double within) {
  if (std::isnan(other))
    EXPECT_TRUE(std::isnan(one));
  else
    EXPECT_NEAR(one, other, within);
}

// The chart of `factor` x value + `shift` is that of the values, so turned; a factor below 0 puts it upside down.
void expect_turned(const Chart& chart, const Chart& turned, double factor, double shift) {
  const double within = 1e-9 * std::max(1.0, std::abs(factor) + std::abs(shift));
  ASSERT_EQ(chart.points.size(), turned.points.size());
  for (std::size_t at = 0; at < chart.points.size(); ++at) {
    const Point& one = chart.points[at];
    const Point& other = turned.points[at];
    expect_near(other.mean, factor * one.mean + shift, within);
    expect_near(other.upper, factor * (factor > 0 ? one.upper : one.lower) + shift, within);
    expect_near(other.lower, factor * (factor > 0 ? one.lower : one.upper) + shift, within);
    expect_near(other.moving_range, std::abs(factor) * one.moving_range, within);
    expect_near(other.range_limit, std::abs(factor) * one.range_limit, within);
    EXPECT_EQ(other.signals, one.signals) << at;
  }
}

TEST(Xmr, IsTurnedWithItsValues) {
  std::size_t with_signals = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Values values = series(seed, 5 + seed % 40);
    const Places changes = seed % 3 == 0 ? Places{3} : Places{};
    const Chart chart = xmr(values, changes);
    with_signals += any_signal(chart) ? 1 : 0;
    for (const double factor : {0.25, 3.0, -1.0, -8.0}) {
      for (const double shift : {0.0, 1000.0, -17.5}) {
        Values turned;
        for (const double value : values) turned.push_back(factor * value + shift);
        expect_turned(chart, xmr(turned, changes), factor, shift);
      }
    }
  }
  EXPECT_GT(with_signals, 30U);
  EXPECT_LT(with_signals, 270U);
}

TEST(Xmr, JudgesEachPhaseByItself) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Values first = series(seed, 12);
    const Values second = series(seed + 1000, 15);
    const Chart both = xmr(joined(first, second), Places{12});
    std::vector<Point> apart = xmr(first).points;
    const std::vector<Point> after = xmr(second).points;
    apart.insert(apart.end(), after.begin(), after.end());
    for (std::size_t at = 0; at < apart.size(); ++at) {
      expect_near(both.points[at].mean, apart[at].mean, 0);
      expect_near(both.points[at].upper, apart[at].upper, 0);
      expect_near(both.points[at].moving_range, apart[at].moving_range, 0);
      EXPECT_EQ(both.points[at].signals, apart[at].signals);
    }
  }
}

TEST(PPrime, IsTheXmrChartWhereSamplesAreEqual) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SeededRandom random(seed);
    Values counts;
    Values shares;
    for (int at = 0; at < 30; ++at) {
      counts.push_back(20.0 + random.below(21));
      shares.push_back(counts.back() / 100);
    }
    const Chart p = p_prime(counts, Values(30, 100));
    const Chart x = xmr(shares, {}, {.limit_factor = 3 / 1.128});
    for (std::size_t at = 0; at < 30; ++at) {
      EXPECT_NEAR(p.points[at].mean, x.points[at].mean, 1e-12);
      EXPECT_NEAR(p.points[at].upper, x.points[at].upper, 1e-12);
      EXPECT_NEAR(p.points[at].lower, x.points[at].lower, 1e-12);
      EXPECT_EQ(p.points[at].signals.has(Signal::outside), x.points[at].signals.has(Signal::outside));
    }
  }
}

TEST(PPrime, ShowsTheSameSharesUpsideDownForWhatDoesNotCount) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SeededRandom random(seed);
    Values counts;
    Values others;
    Values sizes;
    for (int at = 0; at < 25; ++at) {
      sizes.push_back(random.below(8) == 0 ? 0 : 10.0 + random.below(90));
      counts.push_back(sizes.back() > 0 ? random.below(static_cast<std::uint32_t>(sizes.back())) : 0.0);
      others.push_back(sizes.back() - counts.back());
    }
    const Chart one = p_prime(counts, sizes);
    const Chart other = p_prime(others, sizes);
    for (std::size_t at = 0; at < sizes.size(); ++at) {
      expect_near(other.points[at].upper, 1 - one.points[at].lower, 1e-9);
      expect_near(other.points[at].mean, 1 - one.points[at].mean, 1e-9);
      EXPECT_EQ(other.points[at].signals, one.points[at].signals);
    }
  }
}

}  // namespace
}  // namespace ordagrant::charts
