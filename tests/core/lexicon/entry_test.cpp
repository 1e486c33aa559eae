#include "ordagrant/lexicon/entry.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace ordagrant::lexicon
