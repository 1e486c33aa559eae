#include "ordagrant/keyness/measures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace ordagrant::keyness {
namespace {

// The lemma "shard" in two large corpora (Kilgarriff's example), and a word in two small ones.
constexpr Cells kShard{35, 263, 112'289'776, 1'559'716'979};
constexpr Cells kFew{68, 2, 9'880, 10'086};

TEST(Measures, AreThoseOfTheWorkedExamples) {
  EXPECT_NEAR(simple_maths(kShard, 1), 1.1224, 0.00005);
  EXPECT_NEAR(g2(kFew), 80.25, 0.005);
  EXPECT_NEAR(log_ratio(kFew).value, 5.12, 0.005);
}

TEST(Measures, OfEqualFrequenciesSayThatThereIsNoDifference) {
  const Cells equal{30, 60, 1'000, 2'000};
  EXPECT_NEAR(g2(equal), 0, 1e-12);
  EXPECT_GE(g2(equal), 0);
  EXPECT_NEAR(log_ratio(equal).value, 0, 1e-15);
  EXPECT_NEAR(weighted_log_odds(equal, 500), 0, 1e-15);
  EXPECT_DOUBLE_EQ(simple_maths(equal, 100), 1);
  EXPECT_DOUBLE_EQ(chance_of(0), 1);
}

TEST(Measures, OfSidesChangedTurnRound) {
  std::mt19937 engine(1);
  for (int round = 0; round < 300; ++round) {
    const Cells cells{engine() % 50, 1 + engine() % 50, 1'000 + engine() % 9'000, 1'000 + engine() % 90'000};
    const Cells turned{cells.reference, cells.target, cells.reference_words, cells.target_words};
    EXPECT_NEAR(g2(cells), g2(turned), 1e-9);
    EXPECT_NEAR(log_ratio(cells).value, -log_ratio(turned).value, 1e-12);
    EXPECT_NEAR(log_ratio(cells).low, -log_ratio(turned).high, 1e-12);
    EXPECT_NEAR(weighted_log_odds(cells, 1'000), -weighted_log_odds(turned, 1'000), 1e-12);
    EXPECT_NEAR(simple_maths(cells, 1) * simple_maths(turned, 1), 1, 1e-12);
    EXPECT_LT(log_ratio(cells).low, log_ratio(cells).value);
  }
}

TEST(Measures, AWordOfOneSideHasFiniteOnes) {
  const Cells one_side{12, 0, 1'000, 1'000};
  EXPECT_NEAR(g2(one_side), 2 * 12 * std::log(2), 1e-12);
  EXPECT_NEAR(log_ratio(one_side).value, std::log2(24), 1e-12);
  EXPECT_GT(weighted_log_odds(one_side, 1'000), 2);
}

TEST(Measures, ALargerPriorBringsTheLogOddsNearerToNothing) {
  double before = weighted_log_odds(kFew, 1);
  for (const double prior : {1e3, 1e4, 1e5, 1e6}) {
    const double z = weighted_log_odds(kFew, prior);
    EXPECT_GT(z, 0);
    if (prior > 1e3) {
      EXPECT_LT(z, before);
    }
    before = z;
  }
}

TEST(Measures, OfTheOnlyWordThereIsAreNoDifference) {
  const Cells only{10, 20, 10, 20};
  EXPECT_EQ(weighted_log_odds(only, 10), 0);
  EXPECT_EQ(log_ratio(only).low, log_ratio(only).high);
}

TEST(Measures, CorrectedChancesAreThoseOfTheDefinitions) {
  const std::vector<double> chances{0.01, 0.04, 0.03, 0.005};
  const std::vector<double> by_holm = holm(chances);
  const std::vector<double> by_bh = benjamini_hochberg(chances);
  const std::vector<double> expected_holm{0.03, 0.06, 0.06, 0.02};
  const std::vector<double> expected_bh{0.02, 0.04, 0.04, 0.02};
  for (std::size_t i = 0; i < chances.size(); ++i) {
    EXPECT_NEAR(by_holm[i], expected_holm[i], 1e-15);
    EXPECT_NEAR(by_bh[i], expected_bh[i], 1e-15);
  }
  EXPECT_TRUE(holm({}).empty());
  EXPECT_EQ(holm(std::vector{0.9, 0.8}), (std::vector{1.0, 1.0}));
}

TEST(Measures, CorrectionKeepsTheOrderAndNeverMakesAChanceSmaller) {
  std::mt19937 engine(2);
  std::vector<double> chances(200);
  for (double& chance : chances) chance = static_cast<double>(engine() % 1000) / 1000;
  std::sort(chances.begin(), chances.end());
  const std::vector<double> by_holm = holm(chances);
  const std::vector<double> by_bh = benjamini_hochberg(chances);
  for (std::size_t i = 0; i < chances.size(); ++i) {
    EXPECT_GE(by_bh[i], chances[i]);
    EXPECT_GE(by_holm[i], by_bh[i]);
    EXPECT_LE(by_holm[i], 1);
    if (i > 0) {
      EXPECT_GE(by_holm[i], by_holm[i - 1]);
    }
    if (i > 0) {
      EXPECT_GE(by_bh[i], by_bh[i - 1]);
    }
  }
}

}  // namespace
}  // namespace ordagrant::keyness
