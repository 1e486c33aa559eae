#include "ordagrant/stance/decider.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"

namespace ordagrant::stance {
namespace {

constexpr std::string_view kWeights =
    "ordagrant orientation\t1\n"
    "# Round numbers.\n"
    "words\t100000\n"
    "half\t1000\n"
    "least\t500\n"
    "both\t600\n"
    "apart\t100\n"
    "bias\t-1000\t-1000\n"
    "npm\t2000\t-1000\n"
    "know\t-1000\t2000\n"
    "elsewhere\t-4000\t-4000\n";

const Decider& decider() {
  static const Decider made = Decider::parse(kWeights);
  return made;
}

Signals of(const std::vector<std::pair<std::string_view, std::uint64_t>>& counts) {
  Signals signals{};
  for (const auto& [name, count] : counts) signals[signal_of(name).value()] = 10 * count;
  return signals;
}

// What a reader may rely on -------------------------------------------------

TEST(Decider, AddsUpWhatTheSignalsSay) {
  // One of a kind is worth 1 * (1 + 1) / (1 + 1) = 1: log-odds -1 + 2 and -1 - 1, and 1 / (1 + e^-1) = 0.7311.
  const Decision found = decider().decide(of({{"npm", 1}}), 40);
  EXPECT_DOUBLE_EQ(found.p_npm, 0.7311);
  EXPECT_DOUBLE_EQ(found.p_trust, 0.1192);
  EXPECT_EQ(found.label, Label::npm);
  EXPECT_EQ(decider().decide(of({{"know", 1}}), 40).label, Label::trust);
}

TEST(Decider, SaysNoneOfTooLittle) {
  EXPECT_EQ(decider().decide({}, 40).label, Label::none);
  EXPECT_EQ(decider().decide(of({{"npm", 1}}), 0).label, Label::none);
  EXPECT_DOUBLE_EQ(decider().decide({}, 0).p_npm, 0.0);
}

TEST(Decider, SaysMixedOfTwoThatAreNearEachOther) {
  const Decider close =
      Decider::parse(std::string(kWeights) + "rely\t3000\t3100\ndecide\t3000\t5000\nneed\t1200\t1300\n");
  EXPECT_EQ(close.decide(of({{"rely", 1}}), 40).label, Label::mixed);
  EXPECT_EQ(close.decide(of({{"decide", 1}}), 40).label, Label::trust);
  EXPECT_EQ(close.decide(of({{"need", 1}}), 40).label, Label::trust);  // too little of either for both
}

TEST(Decider, TakesRatesOfLongUnitsAndCountsOfShortOnes) {
  const Decision one = decider().decide(of({{"npm", 1}}), 100);
  EXPECT_EQ(decider().decide(of({{"npm", 1}}), 10).p_npm, one.p_npm);
  // Sixteen times as long, eight times as much: the three-quarter power.
  EXPECT_EQ(decider().decide(of({{"npm", 8}}), 1600).p_npm, one.p_npm);
  EXPECT_LT(decider().decide(of({{"npm", 1}}), 5000).p_npm, one.p_npm);
}

TEST(Decider, SaysNothingOfATextAboutAnotherField) {
  EXPECT_EQ(decider().decide(of({{"npm", 1}, {"elsewhere", 3}}), 40).label, Label::none);
  // Where public services are named as often, they are what it is about.
  EXPECT_EQ(decider().decide(of({{"npm", 1}, {"elsewhere", 3}, {"service", 3}}), 40).label, Label::npm);
}

TEST(Decider, NamesNoPoleThatNothingSpeaksFor) {
  const Decider likely =
      Decider::parse(std::string(kWeights) + "evidence\t300\nservice\t3000\t3000\nrely\t-100\t400\n");
  EXPECT_GT(likely.decide(of({{"service", 2}}), 40).p_trust, 0.5);
  EXPECT_EQ(likely.decide(of({{"service", 2}}), 40).label, Label::none);
  EXPECT_EQ(likely.decide(of({{"service", 2}, {"rely", 1}}), 40).label, Label::trust);
  // In a longer text one such turn of phrase is too little.
  EXPECT_EQ(likely.decide(of({{"service", 200}, {"rely", 1}}), 4000).label, Label::none);
}

TEST(Decider, GivesItsReasons) {
  const std::vector<Reason> reasons = decider().reasons(of({{"npm", 3}, {"know", 1}}), 40);
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(signal_name(reasons[0].signal), "npm");
  EXPECT_DOUBLE_EQ(reasons[0].count, 3.0);
  EXPECT_DOUBLE_EQ(reasons[0].amount, 1.5);  // 3 * 2 / 4
  EXPECT_DOUBLE_EQ(reasons[0].push.npm, 3.0);
  EXPECT_DOUBLE_EQ(reasons[0].push.trust, -1.5);
}

TEST(Decider, RefusesAFileThatBreaksItsFormat) {
  for (const std::string broken : {"", "ordagrant orientation\t2\n", "ordagrant orientation\t1\nno_signal\t1\t2\n",
                                   "ordagrant orientation\t1\nnpm\t1\n", "ordagrant orientation\t1\nnpm\t1\tx\n"})
    EXPECT_THROW(Decider::parse(broken), RequestError) << broken;
}

TEST(Decider, HasWeightsThatWereTrained) {
  // A hit of either pole, a frame of either and criticised npm push as they must.
  const auto label = [](std::string_view name) {
    return Decider::shipped().decide(of({{name, 2}, {"service", 1}}), 40).label;
  };
  EXPECT_EQ(label("npm"), Label::npm);
  EXPECT_EQ(label("save"), Label::npm);
  EXPECT_EQ(label("target"), Label::npm);
  EXPECT_EQ(label("trust_quoted"), Label::trust);
  EXPECT_EQ(label("know"), Label::trust);
  EXPECT_EQ(label("learning"), Label::trust);
  EXPECT_EQ(label("npm_criticised"), Label::trust);
  EXPECT_EQ(label("burden"), Label::trust);
  EXPECT_EQ(label("agenda"), Label::none);
}

TEST(Decider, NamesItsLabels) {
  EXPECT_EQ(name(Label::npm), "npm");
  EXPECT_EQ(name(Label::trust), "trust");
  EXPECT_EQ(name(Label::mixed), "mixed");
  EXPECT_EQ(name(Label::none), "none");
}

// What must hold for every unit -------------------------------------------------

TEST(EveryDecision, IsMadeOfItsReasons) {
  Nasty nasty(191);
  for (int round = 0; round < 500; ++round) {
    Signals signals{};
    for (std::size_t count = nasty.below(12); count > 0; --count) signals[nasty.below(kSignals)] += nasty.below(40);
    const std::uint64_t words = 1 + nasty.below(400);
    const Decision found = Decider::shipped().decide(signals, words);
    EXPECT_GE(found.p_npm, 0.0);
    EXPECT_LE(found.p_npm, 1.0);
    EXPECT_GE(found.p_trust, 0.0);
    EXPECT_LE(found.p_trust, 1.0);
    EXPECT_TRUE(found.label != Label::npm || found.p_npm >= found.p_trust);
    EXPECT_TRUE(found.label != Label::trust || found.p_trust >= found.p_npm);
    std::size_t there = 0;
    for (const std::uint64_t tenths : signals) there += tenths > 0 ? 1 : 0;
    EXPECT_EQ(Decider::shipped().reasons(signals, words).size(), there);
  }
}

}  // namespace
}  // namespace ordagrant::stance
