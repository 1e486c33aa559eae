#include "ordagrant/text/internal/block.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "nasty.h"

namespace ordagrant::text::internal {
namespace {

TEST(Block, GivesABitForEachByteThatFits) {
  const std::string text(70, 'a');
  EXPECT_EQ(Block(text, 0).where([](Lanes bytes) { return bytes.equal('a'); }), ~std::uint64_t{0});
  EXPECT_EQ(Block("b-b", 0).where([](Lanes bytes) { return bytes.equal('-'); }), 2U);
  EXPECT_EQ(Block("\u00E5A", 0).where([](Lanes bytes) { return bytes.high(); }), 3U);
  EXPECT_EQ(Block("aBc1", 0).where([](Lanes bytes) { return bytes.small().within('a', 'b'); }), 3U);
}

TEST(Block, SeesNothingBehindTheEndOfTheText) {
  const std::string text = std::string(66, '.') + std::string(64, 'x');
  EXPECT_EQ(Block(std::string_view(text).substr(0, 66), 64).where([](Lanes bytes) { return bytes.within(1, 0x7F); }),
            3U);
}

// What must hold for any bytes: each kind of lanes says what one byte after the other says. --------------------

template <typename AnyLanes>
void expect_answers(const std::array<char, 16>& bytes, unsigned char first, unsigned char last) {
  const AnyLanes lanes(bytes.data());
  const auto expect = [&](AnyLanes answer, auto fits) {
    for (std::size_t i = 0; i < AnyLanes::kSize; ++i)
      ASSERT_EQ((answer.bits() >> i & 1U) != 0, fits(static_cast<unsigned char>(bytes.at(i))))
          << unsigned{first} << ' ' << unsigned{last} << ' ' << unsigned{static_cast<unsigned char>(bytes.at(i))};
    ASSERT_EQ(answer.bits() >> AnyLanes::kSize, 0U);
  };
  const auto is_within = [&](unsigned char byte) { return byte >= first && byte <= last; };
  expect(lanes.equal(first), [&](unsigned char byte) { return byte == first; });
  expect(lanes.within(first, last), is_within);
  expect(lanes.small().equal(first), [&](unsigned char byte) { return (byte | 0x20U) == first; });
  expect(lanes.high(), [](unsigned char byte) { return byte >= 0x80; });
  expect(lanes.high() | lanes.equal(last), [&](unsigned char byte) { return byte >= 0x80 || byte == last; });
  expect(lanes.high() & lanes.within(first, last), [&](unsigned char byte) { return byte >= 0x80 && is_within(byte); });
  expect(lanes.high().without(lanes.within(first, last)),
         [&](unsigned char byte) { return byte >= 0x80 && !is_within(byte); });
}

TEST(Lanes, AnswerAsByteAfterByteDoes) {
  Nasty nasty(91);
  for (int trial = 0; trial < 20000; ++trial) {
    std::array<char, 16> bytes{};
    for (char& byte : bytes) byte = static_cast<char>(nasty.below(256));
    const std::size_t half = nasty.below(2) * 0x80;
    const std::size_t first = nasty.below(0x80);
    const auto last = static_cast<unsigned char>(half + first + nasty.below(0x80 - first));
    expect_answers<EightLanes>(bytes, static_cast<unsigned char>(half + first), last);
    expect_answers<Lanes>(bytes, static_cast<unsigned char>(half + first), last);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace ordagrant::text::internal
