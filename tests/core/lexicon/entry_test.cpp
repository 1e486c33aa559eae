#include "ordagrant/lexicon/entry.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace ordagrant::lexicon {
namespace {

TEST(Entry, NamesWhatItSays) {
  EXPECT_EQ(name(Pole::npm), "npm");
  EXPECT_EQ(name(Pole::trust), "trust");
  EXPECT_EQ(name(Pole::critique), "critique");
  EXPECT_EQ(name(Pole::meta), "meta");
  EXPECT_EQ(name(Pole::role), "role");
  EXPECT_EQ(name(Pole::failure), "failure");
  EXPECT_EQ(name(Pole::value), "value");
  EXPECT_EQ(name(Pole::theme), "theme");
  EXPECT_EQ(name(Pole::none), "none");
  EXPECT_EQ(name(Kind::lemma), "lemma");
  EXPECT_EQ(name(Kind::stem), "stem");
  EXPECT_EQ(name(Kind::phrase), "phrase");
  EXPECT_EQ(name(Tier::core), "core");
  EXPECT_EQ(name(Tier::peripheral), "peripheral");
  EXPECT_EQ(name(Tier::context), "context");
  EXPECT_EQ(name(Tier::statutory), "statutory");
  EXPECT_EQ(name(Compound::no), "no");
  EXPECT_EQ(name(Compound::modifier), "modifier");
  EXPECT_EQ(name(Compound::head), "head");
  EXPECT_EQ(name(Compound::either), "either");
}

TEST(Entry, WeighsByItsTier) {
  EXPECT_DOUBLE_EQ(weight(Tier::core), 1.0);
  EXPECT_DOUBLE_EQ(weight(Tier::peripheral), 0.3);
  EXPECT_DOUBLE_EQ(weight(Tier::context), 0.3);
  EXPECT_DOUBLE_EQ(weight(Tier::statutory), 0.0);
  for (const Tier tier : {Tier::core, Tier::peripheral, Tier::context, Tier::statutory})
    EXPECT_DOUBLE_EQ(tenths(tier) / 10.0, weight(tier)) << name(tier);
}

Entry entry(Pole pole, std::string term, std::vector<std::string> tags) {
  Entry made;
  made.pole = pole;
  made.term = std::move(term);
  made.tags = std::move(tags);
  return made;
}

TEST(Placed, GivesThoseThatHaveATagTheirPlace) {
  const std::vector<Entry> found =
      placed({entry(Pole::npm, "one", {"frame:left", "frames:right"}), entry(Pole::trust, "two", {"frames:right"})},
             "frame", Pole::critique);
  ASSERT_EQ(found.size(), 2U);
  ASSERT_TRUE(found[0].place.has_value());
  EXPECT_EQ(found[0].place->pole, Pole::critique);
  EXPECT_EQ(found[0].place->category, "left");
  EXPECT_EQ(found[0].pole, Pole::npm) << "what an entry is by itself stays";
  EXPECT_FALSE(found[1].place.has_value()) << "frame is not frames";
}

TEST(Placed, LeavesOutThemesOfOtherLexiconsAlone) {
  const std::vector<Entry> found =
      placed({entry(Pole::theme, "one", {"other:id"}), entry(Pole::theme, "two", {"frame:id"}),
              entry(Pole::none, "trap", {}), entry(Pole::npm, "three", {})},
             "frame", Pole::theme);
  std::vector<std::string> terms;
  for (const Entry& one : found) terms.push_back(one.term);
  EXPECT_EQ(terms, (std::vector<std::string>{"two", "trap", "three"}));
}

}  // namespace
}  // namespace ordagrant::lexicon
