#include "ordagrant/stance/scorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "nasty.h"

namespace ordagrant::stance {
namespace {

using lexicon::Pole;

const std::vector<Category>& categories() {
  static const std::vector<Category> made{
      {Pole::npm, "control"}, {Pole::npm, "goals"}, {Pole::trust, "dialogue"}, {Pole::role, "customer"}};
  return made;
}

// A text of one sentence with so many core hits of each pole.
Tally tally_of(std::uint32_t words, std::uint32_t npm, std::uint32_t trust) {
  Tally tally;
  tally.words = words;
  tally.npm_hits = npm;
  tally.trust_hits = trust;
  tally.tenths = {0, std::uint64_t{10} * npm, std::uint64_t{10} * trust, 0};
  tally.samples[{words, 10 * npm, 10 * trust}] = 1;
  return tally;
}

Score score_of(const Tally& tally, ScorerOptions options = {}) { return Scorer(options).score(tally, categories()); }

// What a reader may rely on -------------------------------------------------

TEST(Scorer, GivesWeightedHitsPerThousandWords) {
  // Three core hits and a peripheral one in 500 words: (3 + 0.3) / 500 * 1000.
  Tally tally = tally_of(500, 3, 0);
  tally.npm_hits = 4;
  tally.tenths = {3, 30, 0, 20};
  const Score score = score_of(tally);
  EXPECT_DOUBLE_EQ(score.npm, 6.6);
  EXPECT_DOUBLE_EQ(score.trust, 0.0);
  ASSERT_EQ(score.categories.size(), 4U);
  EXPECT_DOUBLE_EQ(score.categories[0], 0.6);
  EXPECT_DOUBLE_EQ(score.categories[1], 6.0);
  EXPECT_DOUBLE_EQ(score.categories[2], 0.0);
  EXPECT_DOUBLE_EQ(score.categories[3], 4.0);  // a role has a rate and belongs to no pole
}

TEST(Scorer, HasNothingToSayWithoutWords) {
  Tally tally;
  tally.tenths.resize(categories().size());
  const Score score = score_of(tally);
  EXPECT_EQ(score.npm, 0.0);
  EXPECT_EQ(score.trust, 0.0);
  EXPECT_FALSE(score.npm_interval || score.trust_interval || score.balance || score.balance_interval);
  EXPECT_EQ(score.decision.label, Label::none);
  EXPECT_EQ(score.categories, (std::vector<double>{0, 0, 0, 0}));
}

TEST(Scorer, BalancesThePoles) {
  EXPECT_DOUBLE_EQ(score_of(tally_of(1000, 6, 0)).balance.value(), -1.0);
  EXPECT_DOUBLE_EQ(score_of(tally_of(1000, 0, 6)).balance.value(), 1.0);
  EXPECT_DOUBLE_EQ(score_of(tally_of(1000, 2, 6)).balance.value(), 0.5);
}

TEST(Scorer, WithholdsABalanceOfTooFewHits) {
  EXPECT_FALSE(score_of(tally_of(1000, 2, 2)).balance);
  EXPECT_TRUE(score_of(tally_of(1000, 2, 3)).balance);
  EXPECT_TRUE(score_of(tally_of(1000, 1, 0), {.balance_hits = 1}).balance);
}

TEST(Scorer, WithholdsTheBalanceOfATextThatNamesNpm) {
  Tally tally = tally_of(1000, 10, 10);
  tally.about = 2;
  EXPECT_TRUE(score_of(tally).balance);
  tally.about = 3;
  EXPECT_FALSE(score_of(tally).balance);
  EXPECT_FALSE(score_of(tally).balance_interval);
  EXPECT_TRUE(score_of(tally, {.about_per_thousand = 3.0}).balance);
}

TEST(Scorer, DecidesByTheSignals) {
  Tally tally = tally_of(40, 0, 0);
  EXPECT_EQ(score_of(tally).decision.label, Label::none);
  tally.signals[signal_of("know").value()] = 20;
  const Score score = score_of(tally);
  EXPECT_EQ(score.decision.label, Label::trust);
  EXPECT_GT(score.decision.p_trust, score.decision.p_npm);
  EXPECT_DOUBLE_EQ(score.trust, 0.0);  // the rates are left alone
  EXPECT_FALSE(score.balance);         // and so is the balance that is withheld
}

TEST(Scorer, LeavesIntervalsOutWithoutResamples) {
  const Score score = score_of(tally_of(1000, 10, 10), {.resamples = 0});
  EXPECT_FALSE(score.npm_interval || score.trust_interval || score.balance_interval);
  EXPECT_TRUE(score.balance);
}

TEST(Scorer, GivesOneSentenceAnIntervalWithoutWidth) {
  const Score score = score_of(tally_of(1000, 6, 2));
  ASSERT_TRUE(score.npm_interval && score.trust_interval && score.balance_interval);
  EXPECT_DOUBLE_EQ(score.npm_interval->low, score.npm);
  EXPECT_DOUBLE_EQ(score.npm_interval->high, score.npm);
  EXPECT_DOUBLE_EQ(score.balance_interval->low, *score.balance);
}

// 400 sentences of ten words, one in four with a hit.
Tally many_sentences() {
  Tally tally = tally_of(4000, 100, 0);
  tally.samples.clear();
  tally.samples[{10, 10, 0}] = 100;
  tally.samples[{10, 0, 0}] = 300;
  return tally;
}

TEST(Scorer, DrawsAnIntervalAsWideAsTheTextbookSays) {
  // 1.96 standard errors of a share of 1 in 4 among 400, per 1,000 words: sqrt(.25 * .75 / 400) / 10 * 1000.
  const Score score = score_of(many_sentences(), {.resamples = 4000});
  const double half = 1.96 * std::sqrt(0.25 * 0.75 / 400) * 100;
  ASSERT_TRUE(score.npm_interval);
  EXPECT_NEAR(score.npm_interval->low, 25.0 - half, half * 0.15);
  EXPECT_NEAR(score.npm_interval->high, 25.0 + half, half * 0.15);
}

TEST(Scorer, DrawsTheSameFromTheSameSeed) {
  const Score first = score_of(many_sentences(), {.resamples = 200, .seed = 7});
  const Score again = score_of(many_sentences(), {.resamples = 200, .seed = 7});
  const Score other = score_of(many_sentences(), {.resamples = 200, .seed = 8});
  EXPECT_EQ(first.npm_interval->low, again.npm_interval->low);
  EXPECT_EQ(first.npm_interval->high, again.npm_interval->high);
  EXPECT_TRUE(first.npm_interval->low != other.npm_interval->low ||
              first.npm_interval->high != other.npm_interval->high);
}

// What must hold for every tally -------------------------------------------------

TEST(EveryScore, IsWithinItsBounds) {
  Nasty nasty(161);
  for (int trial = 0; trial < 300; ++trial) {
    Tally tally;
    tally.tenths.resize(categories().size());
    double lowest = 1e9;
    double highest = 0;
    for (std::size_t sentence = nasty.below(12); sentence > 0; --sentence) {
      const Sample sample{static_cast<std::uint32_t>(nasty.below(20)), static_cast<std::uint32_t>(nasty.below(4) * 10),
                          static_cast<std::uint32_t>(nasty.below(3) * 3)};
      tally.words += sample.words;
      tally.tenths[1] += sample.npm;
      tally.tenths[2] += sample.trust;
      tally.npm_hits += sample.npm / 10;
      tally.trust_hits += sample.trust / 3;
      ++tally.samples[sample];
      if (sample.words == 0 && sample.npm == 0) continue;
      const double rate = sample.words == 0 ? 1e9 : sample.npm * 100.0 / sample.words;
      lowest = std::min(lowest, rate);
      highest = std::max(highest, rate);
    }
    tally.critique = nasty.below(3);
    tally.about = nasty.below(2);
    const Score score = score_of(tally, {.resamples = 100, .seed = static_cast<std::uint64_t>(trial)});
    ASSERT_GE(score.npm, 0);
    ASSERT_TRUE(std::isfinite(score.npm) && std::isfinite(score.trust));
    ASSERT_EQ(score.npm_interval.has_value(), tally.words > 0);
    if (score.npm_interval) {
      ASSERT_LE(score.npm_interval->low, score.npm_interval->high);
      ASSERT_GE(score.npm_interval->low, lowest - 1e-9);
      ASSERT_LE(score.npm_interval->high, highest + 1e-9);
    }
    if (score.balance) {
      ASSERT_GE(*score.balance, -1.0);
      ASSERT_LE(*score.balance, 1.0);
    }
    if (score.balance_interval) {
      ASSERT_TRUE(score.balance);
      ASSERT_GE(score.balance_interval->low, -1.0);
      ASSERT_LE(score.balance_interval->low, score.balance_interval->high);
      ASSERT_LE(score.balance_interval->high, 1.0);
    }
    ASSERT_EQ(score.categories.size(), categories().size());
  }
}

}  // namespace
}  // namespace ordagrant::stance
