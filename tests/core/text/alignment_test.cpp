#include "ordagrant/text/alignment.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "nasty.h"

namespace ordagrant::text {
namespace {

std::string shown(ByteSpan span) { return std::to_string(span.begin) + ".." + std::to_string(span.end); }

// What a reader may rely on -------------------------------------------------

TEST(Alignment, IsTheIdentityWithoutAChange) {
  const Alignment alignment;
  EXPECT_TRUE(alignment.identity());
  EXPECT_EQ(alignment.to_source({3, 7}), (ByteSpan{3, 7}));
  EXPECT_EQ(alignment.to_source({3, 3}), (ByteSpan{3, 3}));
}

TEST(Alignment, ShiftsWhatStandsBehindAChange) {
  Alignment alignment;
  alignment.change({2, 4}, {2, 5});  // a letter of three bytes reads as one of two
  EXPECT_FALSE(alignment.identity());
  EXPECT_EQ(alignment.to_source({0, 2}), (ByteSpan{0, 2}));
  EXPECT_EQ(alignment.to_source({4, 6}), (ByteSpan{5, 7}));
  EXPECT_EQ(alignment.to_source({0, 6}), (ByteSpan{0, 7}));
}

TEST(Alignment, CoversAChangedStretchWhole) {
  Alignment alignment;
  alignment.change({2, 6}, {2, 9});
  EXPECT_EQ(alignment.to_source({3, 5}), (ByteSpan{2, 9}));
  EXPECT_EQ(alignment.to_source({1, 3}), (ByteSpan{1, 9}));
  EXPECT_EQ(alignment.to_source({5, 8}), (ByteSpan{2, 11}));
}

TEST(Alignment, LeavesADeletionOutOfItsNeighboursAndInsideWhatSpansIt) {
  Alignment alignment;
  alignment.change({4, 4}, {4, 6});  // "mål-\n" read as "mål"
  EXPECT_EQ(alignment.to_source({0, 4}), (ByteSpan{0, 4}));
  EXPECT_EQ(alignment.to_source({4, 7}), (ByteSpan{6, 9}));
  EXPECT_EQ(alignment.to_source({3, 5}), (ByteSpan{3, 7}));
}

TEST(Alignment, GivesAnInsertionNoWidth) {
  Alignment alignment;
  alignment.change({4, 6}, {4, 4});
  EXPECT_EQ(alignment.to_source({4, 6}), (ByteSpan{4, 4}));
  EXPECT_EQ(alignment.to_source({2, 8}), (ByteSpan{2, 6}));
}

TEST(Alignment, KeepsAnEmptySpanEmpty) {
  Alignment alignment;
  alignment.change({2, 4}, {2, 5});
  EXPECT_EQ(alignment.to_source({1, 1}), (ByteSpan{1, 1}));
  EXPECT_EQ(alignment.to_source({3, 3}), (ByteSpan{2, 2}));  // inside a change: where it begins
  EXPECT_EQ(alignment.to_source({4, 4}), (ByteSpan{5, 5}));
}

TEST(Alignment, TakesChangesThatTouch) {
  Alignment alignment;
  alignment.change({0, 2}, {0, 3});
  alignment.change({2, 4}, {3, 4});
  EXPECT_EQ(alignment.to_source({0, 2}), (ByteSpan{0, 3}));
  EXPECT_EQ(alignment.to_source({2, 4}), (ByteSpan{3, 4}));
  EXPECT_EQ(alignment.to_source({1, 3}), (ByteSpan{0, 4}));
}

// What must hold for every alignment -------------------------------------------

// The slow twin: for every byte of the reading, the bytes of the source it stands for.
struct Pairs {
  Alignment alignment;
  std::vector<ByteSpan> bytes;
  std::uint32_t source_size = 0;

  ByteSpan to_source(ByteSpan reading) const {
    const std::uint32_t begin = reading.begin < bytes.size() ? bytes[reading.begin].begin : source_size;
    return {begin, reading.empty() ? begin : bytes[reading.end - 1].end};
  }
};

Pairs random_pairs(Nasty& nasty) {
  Pairs pairs;
  const auto reading_size = [&] { return static_cast<std::uint32_t>(pairs.bytes.size()); };
  for (std::size_t stretch = nasty.below(9); stretch > 0; --stretch) {
    for (std::size_t same = nasty.below(4); same > 0; --same, ++pairs.source_size)
      pairs.bytes.push_back({pairs.source_size, pairs.source_size + 1});
    const auto read = static_cast<std::uint32_t>(nasty.below(4));
    const auto taken = static_cast<std::uint32_t>(read == 0 ? 1 + nasty.below(3) : nasty.below(4));
    const ByteSpan source{pairs.source_size, pairs.source_size + taken};
    pairs.alignment.change({reading_size(), reading_size() + read}, source);
    pairs.bytes.insert(pairs.bytes.end(), read, source);
    pairs.source_size += taken;
  }
  for (std::size_t same = nasty.below(4); same > 0; --same, ++pairs.source_size)
    pairs.bytes.push_back({pairs.source_size, pairs.source_size + 1});
  return pairs;
}

TEST(EveryAlignment, SaysWhatTheSlowTwinSays) {
  Nasty nasty(21);
  for (int trial = 0; trial < 2000; ++trial) {
    const Pairs pairs = random_pairs(nasty);
    for (std::uint32_t begin = 0; begin <= pairs.bytes.size(); ++begin)
      for (std::uint32_t end = begin; end <= pairs.bytes.size(); ++end)
        ASSERT_EQ(pairs.alignment.to_source({begin, end}), pairs.to_source({begin, end}))
            << "trial " << trial << ", " << shown(ByteSpan{begin, end}) << " gave "
            << shown(pairs.alignment.to_source({begin, end}));
  }
}

TEST(EveryAlignment, IsTotalAndMonotone) {
  Nasty nasty(22);
  for (int trial = 0; trial < 500; ++trial) {
    const Pairs pairs = random_pairs(nasty);
    ByteSpan before{0, 0};
    for (std::uint32_t at = 0; at < pairs.bytes.size(); ++at) {
      const ByteSpan span = pairs.alignment.to_source({at, at + 1});
      ASSERT_LE(span.begin, span.end);
      ASSERT_LE(span.end, pairs.source_size);
      ASSERT_LE(before.begin, span.begin);
      ASSERT_LE(before.end, span.end);
      before = span;
    }
  }
}

}  // namespace
}  // namespace ordagrant::text
