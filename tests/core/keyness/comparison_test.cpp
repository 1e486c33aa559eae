#include "ordagrant/keyness/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "ordagrant/base/error.h"

namespace ordagrant::keyness {
namespace {

struct Part {
  Side side;
  std::uint64_t words;
  std::map<std::string, std::uint64_t> counts;
};

Comparison compared(const std::vector<Part>& parts) {
  Comparison comparison;
  for (const Part& part : parts) {
    comparison.begin_part(part.side, part.words);
    for (const auto& [word, count] : part.counts) comparison.add(word, count);
  }
  return comparison;
}

TEST(Comparison, PutsFirstWhatIsTypicalOfTheTargetAndLastWhatIsOfTheReference) {
  const Comparison comparison = compared({{Side::target, 100, {{"tillit", 9}, {"och", 20}}},
                                          {Side::target, 50, {{"tillit", 1}, {"och", 10}}},
                                          {Side::reference, 300, {{"kontroll", 30}, {"och", 60}}}});
  const std::vector<KeyWord> words = comparison.words();
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].word, "tillit");
  EXPECT_EQ(words[0].target, 10U);
  EXPECT_EQ(words[0].reference, 0U);
  EXPECT_EQ(words[1].word, "och");
  EXPECT_NEAR(words[1].z, 0, 1e-15);
  EXPECT_EQ(words[2].word, "kontroll");
  EXPECT_LT(words[2].z, 0);
  EXPECT_NEAR(words[0].target_dispersion->dp, 9.0 / 10 - 100.0 / 150, 1e-15);
  EXPECT_NEAR(words[1].target_dispersion->dp, 0, 1e-15);
}

TEST(Comparison, SaysNothingOfDispersionWhereThereIsNone) {
  const Comparison comparison = compared({{Side::target, 10, {{"tillit", 2}}},
                                          {Side::reference, 10, {{"och", 1}}},
                                          {Side::reference, 10, {}},
                                          {Side::reference, 0, {}}});
  const std::vector<KeyWord> words = comparison.words();
  EXPECT_FALSE(words[0].target_dispersion);     // one part
  EXPECT_FALSE(words[0].reference_dispersion);  // not there
  EXPECT_NEAR(words[1].reference_dispersion->dp_norm, 1, 1e-15);
}

TEST(Comparison, WithoutWordsOnASideIsNone) {
  EXPECT_TRUE(compared({{Side::target, 10, {{"tillit", 2}}}}).words().empty());
  EXPECT_TRUE(compared({{Side::target, 10, {{"tillit", 2}}}, {Side::reference, 0, {}}}).words().empty());
  EXPECT_TRUE(Comparison().words().empty());
}

TEST(Comparison, DoesNotDependOnTheOrderOfTheParts) {
  std::mt19937 engine(3);
  std::vector<Part> parts;
  for (int i = 0; i < 40; ++i) {
    Part part{i % 3 == 0 ? Side::target : Side::reference, 200 + engine() % 300, {}};
    for (int word = 0; word < 30; ++word)
      if (engine() % 2 == 0) part.counts["w" + std::to_string(engine() % 60)] = 1 + engine() % 5;
    parts.push_back(part);
  }
  const Comparison first = compared(parts);
  std::shuffle(parts.begin(), parts.end(), engine);
  const Comparison second = compared(parts);
  const std::vector<KeyWord> a = first.words();
  const std::vector<KeyWord> b = second.words();
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].word, b[i].word);
    EXPECT_EQ(a[i].z, b[i].z);
    EXPECT_EQ(a[i].p_holm, b[i].p_holm);
    EXPECT_EQ(a[i].p_bh, b[i].p_bh);
    ASSERT_EQ(a[i].reference_dispersion.has_value(), b[i].reference_dispersion.has_value());
    if (a[i].reference_dispersion) {
      EXPECT_EQ(a[i].reference_dispersion->dp, b[i].reference_dispersion->dp);
    }
  }
}

TEST(Comparison, RefusesASideThatIsTooLargeToCountExactly) {
  Comparison comparison;
  EXPECT_THROW(comparison.begin_part(Side::target, 1ULL << 32U), RequestError);
}

}  // namespace
}  // namespace ordagrant::keyness
