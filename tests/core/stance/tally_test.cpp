#include "ordagrant/stance/tally.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "nasty.h"

namespace ordagrant::stance {
namespace {

using lexicon::Entry;
using lexicon::Pole;
using lexicon::Tier;

Entry entry(Pole pole, std::string category, Tier tier = Tier::core) {
  Entry made;
  made.language = "sv";
  made.pole = pole;
  made.category = std::move(category);
  made.term = "mål";
  made.tier = tier;
  return made;
}

const std::vector<Entry>& entries() {
  static const std::vector<Entry> made{entry(Pole::trust, "dialogue"),
                                       entry(Pole::npm, "goals"),
                                       entry(Pole::npm, "control", Tier::peripheral),
                                       entry(Pole::npm, "goals"),
                                       entry(Pole::role, "customer"),
                                       entry(Pole::critique, "burden"),
                                       entry(Pole::meta, "name_npm"),
                                       entry(Pole::meta, "name"),
                                       entry(Pole::none, "trap"),
                                       entry(Pole::failure, "no_answer"),
                                       entry(Pole::npm, "goals", Tier::statutory),
                                       entry(Pole::npm, "goals", Tier::context)};
  return made;
}

// What a reader may rely on -------------------------------------------------

TEST(Counter, HasTheCategoriesOfPolesWithARate) {
  EXPECT_EQ(Counter(entries()).categories(),
            (std::vector<Category>{
                {Pole::npm, "control"}, {Pole::npm, "goals"}, {Pole::trust, "dialogue"}, {Pole::role, "customer"}}));
  EXPECT_TRUE(Counter({}).categories().empty());
}

TEST(Counter, CountsAHitByPoleAndTier) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  counter.count(entry(Pole::npm, "goals"), {}, tally, sample);
  counter.count(entry(Pole::npm, "control", Tier::peripheral), {}, tally, sample);
  counter.count(entry(Pole::npm, "goals", Tier::context), {}, tally, sample);
  counter.count(entry(Pole::trust, "dialogue"), {}, tally, sample);
  EXPECT_EQ(tally.npm_hits, 3U);
  EXPECT_EQ(tally.trust_hits, 1U);
  EXPECT_EQ(tally.tenths, (std::vector<std::uint64_t>{3, 13, 10, 0}));
  EXPECT_EQ(sample, (Sample{.words = 0, .npm = 16, .trust = 10}));
}

// Entries of their own poles in a further lexicon whose pole is `pole`.
std::uint64_t placed_tenths(Pole own, Pole pole, Sense sense) {
  Entry one = entry(own, "mine");
  one.place = Entry::Place{pole, "id"};
  const std::vector<Entry> all{one};
  const Counter counter(all);
  EXPECT_EQ(counter.places(), (std::vector<Category>{{pole, "id"}}));
  Tally tally = counter.empty();
  Sample sample;
  counter.count(one, sense, tally, sample);
  return tally.placed.at(0);
}

TEST(Counter, CountsThePlacesOfAPoleThatIsMeantAsItsOwnRateDoes) {
  for (const Pole pole : {Pole::npm, Pole::trust})
    for (const Pole own : {Pole::npm, Pole::theme}) {
      EXPECT_EQ(placed_tenths(own, pole, {}), 10U);
      EXPECT_EQ(placed_tenths(own, pole, {.polarity = Polarity::reversed}), 0U);
      EXPECT_EQ(placed_tenths(own, pole, {.voice = Voice::quoted}), 0U);
      EXPECT_EQ(placed_tenths(own, pole, {.voice = Voice::reported}), 10U);
      EXPECT_EQ(placed_tenths(own, pole, {.attitude = Attitude::criticises}), 0U);
      EXPECT_EQ(placed_tenths(own, pole, {.attitude = Attitude::describes}), 0U);
      EXPECT_EQ(placed_tenths(own, pole, {.in_domain = false}), 0U);
    }
}

TEST(Counter, CountsAsCritiqueWhatACriticSays) {
  // A word of critics, unless it is taken back; a word of a pole, if it is taken back or criticised.
  EXPECT_EQ(placed_tenths(Pole::critique, Pole::critique, {}), 10U);
  EXPECT_EQ(placed_tenths(Pole::theme, Pole::critique, {.attitude = Attitude::describes}), 10U);
  EXPECT_EQ(placed_tenths(Pole::critique, Pole::critique, {.polarity = Polarity::reversed}), 0U);
  EXPECT_EQ(placed_tenths(Pole::critique, Pole::critique, {.in_domain = false}), 0U);
  for (const Pole own : {Pole::npm, Pole::trust}) {
    EXPECT_EQ(placed_tenths(own, Pole::critique, {}), 0U);
    EXPECT_EQ(placed_tenths(own, Pole::critique, {.polarity = Polarity::reversed}), 10U);
    EXPECT_EQ(placed_tenths(own, Pole::critique, {.attitude = Attitude::criticises}), 10U);
    EXPECT_EQ(placed_tenths(own, Pole::critique, {.voice = Voice::quoted, .attitude = Attitude::criticises}), 0U);
  }
}

TEST(Counter, CountsARoleOrAThemeWhereItIsNamed) {
  for (const Pole pole : {Pole::role, Pole::theme}) {
    EXPECT_EQ(placed_tenths(Pole::npm, pole, {}), 10U);
    EXPECT_EQ(placed_tenths(Pole::npm, pole, {.polarity = Polarity::reversed, .attitude = Attitude::criticises}), 10U);
    EXPECT_EQ(placed_tenths(Pole::npm, pole, {.voice = Voice::quoted}), 0U);
  }
}

TEST(Counter, CountsTheOwnCategoryWhateverThePlace) {
  Entry one = entry(Pole::npm, "goals");
  one.place = Entry::Place{Pole::theme, "id"};
  const std::vector<Entry> all{one, entry(Pole::trust, "dialogue")};
  const Counter counter(all);
  Tally tally = counter.empty();
  Sample sample;
  for (const Entry& each : all) counter.count(each, {}, tally, sample);
  EXPECT_EQ(tally.tenths, (std::vector<std::uint64_t>{10, 10}));
  EXPECT_EQ(tally.placed, (std::vector<std::uint64_t>{10}));
  Tally sum = counter.empty();
  sum.add(tally);
  sum.add(tally);
  EXPECT_EQ(sum.placed, (std::vector<std::uint64_t>{20}));
}

TEST(Counter, CountsAStatutoryHitInNothingElse) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  counter.count(entry(Pole::npm, "goals", Tier::statutory), {}, tally, sample);
  EXPECT_EQ(tally.statutory, 1U);
  EXPECT_EQ(tally.npm_hits, 0U);
  EXPECT_EQ(tally.tenths, (std::vector<std::uint64_t>{0, 0, 0, 0}));
  EXPECT_EQ(sample, Sample{});
}

TEST(Counter, CountsAReversedHitApart) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  counter.count(entry(Pole::npm, "control", Tier::peripheral), {Polarity::reversed, Voice::own}, tally, sample);
  counter.count(entry(Pole::trust, "dialogue"), {Polarity::reversed, Voice::own}, tally, sample);
  EXPECT_EQ(tally.npm_hits + tally.trust_hits, 0U);
  EXPECT_EQ(tally.npm_reversed, 1U);
  EXPECT_EQ(tally.trust_reversed, 1U);
  EXPECT_EQ(sample, Sample{});
}

TEST(Counter, CountsACriticisedOrDescribedHitApart) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  const auto count = [&](Pole pole, const char* category, Tier tier, Sense sense) {
    counter.count(entry(pole, category, tier), sense, tally, sample);
  };
  count(Pole::npm, "control", Tier::peripheral, {.attitude = Attitude::criticises});
  count(Pole::trust, "dialogue", Tier::core, {.attitude = Attitude::criticises});
  count(Pole::npm, "goals", Tier::core, {.attitude = Attitude::describes});
  EXPECT_EQ(tally.npm_hits + tally.trust_hits, 0U);
  EXPECT_EQ(tally.npm_criticised, 1U);
  EXPECT_EQ(tally.trust_criticised, 1U);
  EXPECT_EQ(tally.described, 1U);
  EXPECT_EQ(sample, Sample{});
  // Reversed comes first, and quoted before it.
  count(Pole::npm, "goals", Tier::core, {.polarity = Polarity::reversed, .attitude = Attitude::criticises});
  count(Pole::npm, "goals", Tier::core, {.voice = Voice::quoted, .attitude = Attitude::criticises});
  EXPECT_EQ(tally.npm_criticised, 1U);
  EXPECT_EQ(tally.npm_reversed, 1U);
  EXPECT_EQ(tally.quoted, 1U);
}

TEST(Counter, CountsAQuotedHitApartAndAReportedOneInTheRate) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  counter.count(entry(Pole::npm, "goals"), {Polarity::affirmed, Voice::quoted}, tally, sample);
  counter.count(entry(Pole::trust, "dialogue"), {Polarity::affirmed, Voice::reported}, tally, sample);
  EXPECT_EQ(tally.quoted, 1U);
  EXPECT_EQ(tally.npm_hits, 0U);
  EXPECT_EQ(tally.reported, 1U);
  EXPECT_EQ(tally.trust_hits, 1U);
}

TEST(Counter, CountsANameOfNpmThatIsTurnedDownAsCritique) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  counter.count(entry(Pole::meta, "name_npm"), {}, tally, sample);
  EXPECT_EQ(tally.critique, 0U);
  counter.count(entry(Pole::meta, "name_npm"), {.polarity = Polarity::reversed}, tally, sample);
  counter.count(entry(Pole::meta, "name_npm"), {.attitude = Attitude::criticises}, tally, sample);
  counter.count(entry(Pole::meta, "name_npm"), {.voice = Voice::quoted, .attitude = Attitude::criticises}, tally,
                sample);
  EXPECT_EQ(tally.critique, 2U);
  EXPECT_EQ(tally.about, 4U);
}

TEST(Counter, CountsAFrameInNoRate) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Counter::count_frame(entry(Pole::trust, "know"), {}, tally);
  Counter::count_frame(entry(Pole::critique, "burden"), {}, tally);
  Counter::count_frame(entry(Pole::critique, "burden"), {.polarity = Polarity::reversed}, tally);
  Counter::count_frame(entry(Pole::critique, "burden"), {.voice = Voice::quoted}, tally);
  EXPECT_EQ(tally.critique, 1U);
  EXPECT_EQ(tally.trust_hits, 0U);
  EXPECT_EQ(tally.signals[signal_of("know").value()], 10U);
  EXPECT_EQ(tally.signals[signal_of("burden").value()], 30U);
}

TEST(Counter, CountsCritiqueAndNamesInNoRate) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  for (const Entry& counted :
       {entry(Pole::critique, "burden"), entry(Pole::meta, "name_npm"), entry(Pole::meta, "name"),
        entry(Pole::failure, "no_answer"), entry(Pole::value, "apply"), entry(Pole::none, "trap")})
    counter.count(counted, {}, tally, sample);
  EXPECT_EQ(tally.critique, 1U);
  EXPECT_EQ(tally.about, 1U);  // a name of New Public Management alone
  EXPECT_EQ(tally.npm_hits + tally.trust_hits + tally.quoted + tally.reported + tally.statutory, 0U);
  EXPECT_EQ(tally.tenths, (std::vector<std::uint64_t>{0, 0, 0, 0}));
  EXPECT_EQ(sample, Sample{});
}

TEST(Counter, CountsNoCritiqueThatIsReversedOrQuoted) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  counter.count(entry(Pole::critique, "burden"), {Polarity::reversed, Voice::own}, tally, sample);
  counter.count(entry(Pole::critique, "burden"), {Polarity::affirmed, Voice::quoted}, tally, sample);
  EXPECT_EQ(tally.critique, 0U);
  counter.count(entry(Pole::critique, "burden"), {Polarity::affirmed, Voice::reported}, tally, sample);
  EXPECT_EQ(tally.critique, 1U);
}

TEST(Counter, GivesARoleARateAndNoPole) {
  const Counter counter(entries());
  Tally tally = counter.empty();
  Sample sample;
  counter.count(entry(Pole::role, "customer"), {Polarity::reversed, Voice::own}, tally, sample);  // wanted or not
  counter.count(entry(Pole::role, "customer"), {Polarity::affirmed, Voice::quoted}, tally, sample);
  EXPECT_EQ(tally.tenths, (std::vector<std::uint64_t>{0, 0, 0, 10}));
  EXPECT_EQ(tally.npm_hits + tally.trust_hits, 0U);
  EXPECT_EQ(sample, Sample{});
}

// What must hold for every tally -------------------------------------------------

// One word a hit, a sentence of its own for every third.
Tally tally_of(const Counter& counter, const std::vector<std::pair<std::size_t, Sense>>& hits) {
  Tally tally = counter.empty();
  for (const auto& [number, sense] : hits) {
    Sample sample{.words = static_cast<std::uint32_t>(number % 3), .npm = 0, .trust = 0};
    counter.count(entries()[number], sense, tally, sample);
    tally.words += sample.words;
    ++tally.samples[sample];
  }
  return tally;
}

bool equal(const Tally& a, const Tally& b) {
  return a.words == b.words && a.npm_hits == b.npm_hits && a.trust_hits == b.trust_hits &&
         a.npm_reversed == b.npm_reversed && a.trust_reversed == b.trust_reversed && a.signals == b.signals &&
         a.npm_criticised == b.npm_criticised && a.trust_criticised == b.trust_criticised &&
         a.described == b.described && a.quoted == b.quoted && a.reported == b.reported && a.critique == b.critique &&
         a.about == b.about && a.statutory == b.statutory && a.tenths == b.tenths && a.samples == b.samples;
}

TEST(EveryTally, IsTheSumOfItsPartsInAnyOrder) {
  Nasty nasty(151);
  const Counter counter(entries());
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<std::pair<std::size_t, Sense>> first;
    std::vector<std::pair<std::size_t, Sense>> second;
    for (std::size_t hit = nasty.below(30); hit > 0; --hit)
      (nasty.below(2) == 0 ? first : second)
          .emplace_back(nasty.below(entries().size()),
                        Sense{static_cast<Polarity>(nasty.below(2)), static_cast<Voice>(nasty.below(3)),
                              static_cast<Attitude>(nasty.below(3))});
    Tally forwards = tally_of(counter, first);
    forwards.add(tally_of(counter, second));
    Tally backwards = tally_of(counter, second);
    backwards.add(tally_of(counter, first));
    std::vector<std::pair<std::size_t, Sense>> both = first;
    both.insert(both.end(), second.begin(), second.end());
    ASSERT_TRUE(equal(forwards, backwards));
    ASSERT_TRUE(equal(forwards, tally_of(counter, both)));
  }
}

}  // namespace
}  // namespace ordagrant::stance
