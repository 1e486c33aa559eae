#include "ordagrant/base/dispersion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace ordagrant {
namespace {

using Parts = std::vector<std::pair<std::uint64_t, std::uint64_t>>;  // things and words

std::optional<Dispersion> spread(const Parts& parts) {
  std::uint64_t count = 0;
  std::uint64_t words = 0;
  for (const auto& [things, size] : parts) {
    count += things;
    words += size;
  }
  DispersionSum sum(count, words);
  for (const auto& [things, size] : parts) sum.add(things, size);
  return sum.result();
}

TEST(Dispersion, IsThatOfTheWorkedExamples) {
  const auto in_one = spread({{8, 50}, {0, 50}, {0, 50}, {0, 50}});
  EXPECT_DOUBLE_EQ(in_one->dp, 0.75);
  EXPECT_DOUBLE_EQ(in_one->dp_norm, 1);
  const auto even = spread({{2, 50}, {2, 50}, {2, 50}, {2, 50}});
  EXPECT_EQ(even->dp, 0);
  EXPECT_EQ(even->dp_norm, 0);
}

TEST(Dispersion, OfNothingOrOverOnePartIsNone) {
  EXPECT_FALSE(spread({{0, 50}, {0, 50}}));
  EXPECT_FALSE(spread({{8, 50}}));
  EXPECT_FALSE(spread({{8, 50}, {0, 0}}));
  EXPECT_FALSE(spread({}));
}

TEST(Dispersion, IsTheFormulaWhateverTheOrder) {
  std::mt19937 engine(1);
  for (int round = 0; round < 200; ++round) {
    Parts parts(2 + engine() % 9);
    for (auto& [things, size] : parts) {
      size = 1 + engine() % 1000;
      things = engine() % 20;
    }
    parts.front().first += 1;
    double count = 0;
    double words = 0;
    double least = 1e9;
    for (const auto& [things, size] : parts) {
      count += static_cast<double>(things);
      words += static_cast<double>(size);
      least = std::min(least, static_cast<double>(size));
    }
    double dp = 0;
    for (const auto& [things, size] : parts)
      dp += std::abs(static_cast<double>(things) / count - static_cast<double>(size) / words) / 2;
    const auto found = spread(parts);
    EXPECT_NEAR(found->dp, dp, 1e-12);
    EXPECT_NEAR(found->dp_norm, dp / (1 - least / words), 1e-12);
    EXPECT_LE(found->dp_norm, 1 + 1e-12);
    DispersionSum empty_at_once(static_cast<std::uint64_t>(count), static_cast<std::uint64_t>(words));
    std::uint64_t empty_words = 0;
    std::uint64_t empty_parts = 0;
    for (const auto& [things, size] : parts) {
      if (things > 0) empty_at_once.add(things, size);
      empty_words += things == 0 ? size : 0;
      empty_parts += things == 0 ? 1 : 0;
    }
    empty_at_once.add_empty(empty_words, empty_parts, static_cast<std::uint64_t>(least));
    EXPECT_EQ(empty_at_once.result()->dp_norm, found->dp_norm);
    std::reverse(parts.begin(), parts.end());
    EXPECT_EQ(spread(parts)->dp, found->dp);
  }
}

}  // namespace
}  // namespace ordagrant
