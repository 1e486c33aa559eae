#include "ordagrant/base/elementary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace ordagrant {
namespace {

TEST(Elementary, TheLogarithmIsThatOfTheLibraryToTheLastDigits) {
  std::mt19937_64 engine(1);
  for (int i = 0; i < 100'000; ++i) {
    const double value =
        std::ldexp(1.0 + static_cast<double>(engine() >> 12U) * 0x1p-52, static_cast<int>(engine() % 80) - 40);
    ASSERT_NEAR(logarithm(value), std::log(value), 1e-15 * std::max(1.0, std::abs(std::log(value)))) << value;
  }
  EXPECT_EQ(logarithm(1), 0);
}

TEST(Elementary, TheExponentialIsNearThatOfTheLibrary) {
  for (int i = -2000; i <= 2000; ++i) EXPECT_NEAR(exponential(i / 97.0) / std::exp(i / 97.0), 1.0, 4e-15) << i;
  EXPECT_EQ(exponential(0), 1.0);
}

TEST(Elementary, TheTailIsThatOfTheNormalDistribution) {
  EXPECT_EQ(two_sided_tail(0), 1.0);
  for (int i = 1; i <= 3700; ++i) {
    const double x = i / 100.0;
    EXPECT_NEAR(two_sided_tail(x) / std::erfc(x / std::sqrt(2.0)), 1.0, 5e-13) << x;
    EXPECT_LT(two_sided_tail(x), two_sided_tail(x - 0.01));
  }
  EXPECT_EQ(two_sided_tail(40), 0);
}

}  // namespace
}  // namespace ordagrant
