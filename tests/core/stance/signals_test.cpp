#include "ordagrant/stance/signals.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>

#include "ordagrant/stance/frames.h"

namespace ordagrant::stance {
namespace {

using lexicon::Entry;
using lexicon::Pole;
using lexicon::Tier;

Entry entry(Pole pole, std::string category, Tier tier = Tier::core) {
  Entry made;
  made.pole = pole;
  made.category = std::move(category);
  made.tier = tier;
  return made;
}

using Told = std::map<std::string, int>;

Told told(const Signals& signals) {
  Told found;
  for (std::size_t signal = 0; signal < kSignals; ++signal)
    if (signals[signal] > 0) found[std::string(signal_name(signal))] = static_cast<int>(signals[signal]);
  return found;
}

Told of_hit(const Entry& hit, Sense sense = {}) {
  Signals signals{};
  add_hit(hit, sense, signals);
  return told(signals);
}

Told of_frame(const Entry& frame, Sense sense = {}) {
  Signals signals{};
  add_frame(frame, sense, signals);
  return told(signals);
}

// What a reader may rely on -------------------------------------------------

TEST(Signals, TellPoleAndCategoryOfAnAffirmedHit) {
  EXPECT_EQ(of_hit(entry(Pole::npm, "market")), (Told{{"npm", 10}, {"npm_market", 10}}));
  EXPECT_EQ(of_hit(entry(Pole::trust, "discretion", Tier::peripheral)), (Told{{"trust", 3}, {"trust_discretion", 3}}));
  EXPECT_EQ(of_hit(entry(Pole::npm, "a_category_of_the_user")), (Told{{"npm", 10}}));
}

TEST(Signals, TellWhatIsSaidOfAHit) {
  const Entry npm = entry(Pole::npm, "control");
  EXPECT_EQ(of_hit(npm, {.polarity = Polarity::reversed}), (Told{{"npm_reversed", 10}}));
  EXPECT_EQ(of_hit(npm, {.polarity = Polarity::reversed, .missed = true}), (Told{{"npm_missed", 10}}));
  EXPECT_EQ(of_hit(npm, {.attitude = Attitude::criticises}), (Told{{"npm_criticised", 10}}));
  EXPECT_EQ(of_hit(npm, {.attitude = Attitude::describes}), (Told{{"npm_described", 10}}));
  EXPECT_EQ(of_hit(npm, {.voice = Voice::quoted}), (Told{{"npm_quoted", 10}}));
  EXPECT_EQ(of_hit(npm, {.in_domain = false}), (Told{{"npm_outside", 10}}));
  EXPECT_EQ(of_hit(npm, {.polarity = Polarity::reversed, .voice = Voice::quoted, .attitude = Attitude::criticises}),
            (Told{{"npm_reversed", 10}}));
}

TEST(Signals, TakeNeedlessWorkForWhatItIsSaidAgainst) {
  EXPECT_EQ(of_hit(entry(Pole::trust, "fewer_controls"), {.polarity = Polarity::reversed}), (Told{{"needless", 10}}));
}

TEST(Signals, TellOfTheOtherPolesCritiqueAndNamesAlone) {
  EXPECT_EQ(of_hit(entry(Pole::critique, "critique")), (Told{{"critique", 10}}));
  EXPECT_EQ(of_hit(entry(Pole::critique, "critique", Tier::peripheral)), (Told{{"critique", 3}}));
  EXPECT_EQ(of_hit(entry(Pole::critique, "critique"), {.polarity = Polarity::reversed}), Told{});
  EXPECT_EQ(of_hit(entry(Pole::meta, "name_npm")), (Told{{"about", 10}}));
  EXPECT_EQ(of_hit(entry(Pole::meta, "name")), Told{});
  EXPECT_EQ(of_hit(entry(Pole::role, "customer")), Told{});
  EXPECT_EQ(of_hit(entry(Pole::npm, "control", Tier::statutory)), (Told{{"statutory", 10}}));
}

TEST(Signals, TellWhatIsSaidOfAFrame) {
  EXPECT_EQ(of_frame(entry(Pole::trust, "know")), (Told{{"know", 10}}));
  EXPECT_EQ(of_frame(entry(Pole::trust, "know"), {.voice = Voice::quoted}), (Told{{"know", 10}}));
  EXPECT_EQ(of_frame(entry(Pole::trust, "know"), {.polarity = Polarity::reversed}),
            (Told{{"frame_trust_reversed", 10}}));
  EXPECT_EQ(of_frame(entry(Pole::trust, "know"), {.polarity = Polarity::reversed, .missed = true}),
            (Told{{"know", 10}}));
  EXPECT_EQ(of_frame(entry(Pole::npm, "save"), {.attitude = Attitude::criticises}),
            (Told{{"frame_npm_criticised", 10}}));
  EXPECT_EQ(of_frame(entry(Pole::none, "formal"), {.polarity = Polarity::reversed}), (Told{{"formal", 10}}));
}

TEST(Signals, TellOfQuestions) {
  Signals signals{};
  add_question(signals);
  EXPECT_EQ(told(signals), (Told{{"question", 10}}));
}

// What must hold for every signal -------------------------------------------------

TEST(EverySignal, IsFoundByItsName) {
  std::set<std::string_view> names;
  for (std::size_t signal = 0; signal < kSignals; ++signal) {
    EXPECT_TRUE(names.insert(signal_name(signal)).second) << signal_name(signal);
    EXPECT_EQ(signal_of(signal_name(signal)), signal);
  }
  EXPECT_FALSE(signal_of("no_signal"));
}

TEST(EverySignal, StandsForEveryKindOfFrame) {
  for (const Entry& frame : FrameReader::entries())
    EXPECT_EQ(of_frame(frame), (Told{{frame.category, frame.tier == lexicon::Tier::core ? 10 : 3}}));
}

}  // namespace
}  // namespace ordagrant::stance
