#include "ordagrant/text/positions.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "nasty.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/decoding.h"

namespace ordagrant::text {
namespace {

// What a reader may rely on -------------------------------------------------

TEST(Positions, CountCharactersNotBytes) {
  Positions positions("på åsen 😀!");
  EXPECT_EQ(positions.character(0), 0U);
  EXPECT_EQ(positions.character(3), 2U);  // behind "på"
  EXPECT_EQ(positions.character(4), 3U);
  EXPECT_EQ(positions.character(14), 9U);  // behind the face
  EXPECT_EQ(positions.character(15), 10U);
}

TEST(Positions, CountLinesFromOne) {
  Positions positions("a\nb\r\nc\rd");
  EXPECT_EQ(positions.line(0), 1U);
  EXPECT_EQ(positions.line(1), 1U);  // a line end is in the line it ends
  EXPECT_EQ(positions.line(2), 2U);
  EXPECT_EQ(positions.line(3), 2U);
  EXPECT_EQ(positions.line(4), 2U);  // between CR and LF
  EXPECT_EQ(positions.line(5), 3U);
  EXPECT_EQ(positions.line(7), 4U);
}

TEST(Positions, CountACarriageReturnAtTheEndAsALineEnd) {
  EXPECT_EQ(Positions("a\r").line(2), 2U);
  EXPECT_EQ(Positions(std::string_view("a\r\n", 2)).line(2), 2U);  // what lies behind it is not its own
  EXPECT_EQ(Positions("a\r\n").line(3), 2U);
  EXPECT_EQ(Positions("a\r\r").line(3), 3U);
}

TEST(Positions, AreNotMovedByOtherSeparators) { EXPECT_EQ(Positions("a\u2028b\u0085c\vd\fe").line(10), 1U); }

TEST(Positions, MayStepBack) {
  Positions positions("å\nå\nå");
  EXPECT_EQ(positions.line(8), 3U);
  EXPECT_EQ(positions.character(3), 2U);
  EXPECT_EQ(positions.line(3), 2U);
  EXPECT_EQ(positions.line(0), 1U);
  EXPECT_EQ(positions.character(8), 5U);
}

TEST(Positions, StandAtTheBeginningOfAnEmptySource) {
  Positions positions("");
  EXPECT_EQ(positions.character(0), 0U);
  EXPECT_EQ(positions.line(0), 1U);
}

// What must hold for every source ------------------------------------------------

std::uint32_t characters_before(std::string_view source, std::uint32_t byte) {
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < byte; at += character_at(source, at).size) ++count;
  return count;
}

std::uint32_t line_at(std::string_view source, std::uint32_t byte) {
  std::uint32_t line = 1;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t size = source.substr(at).starts_with("\r\n") ? 2 : 1;
    if (source[at] == '\n' || source[at] == '\r') {
      if (at + size > byte) break;
      ++line;
    }
    at += size;
  }
  return line;
}

TEST(EverySource, IsCountedAsNaively) {
  Nasty nasty(31);
  for (const std::string& bytes : nasty_texts(32)) {
    const std::string source = decode(bytes).source;
    Positions rising(source);
    Positions jumping(source);
    for (std::uint32_t byte = 0; byte <= source.size(); ++byte) {
      ASSERT_EQ(rising.character(byte), characters_before(source, byte)) << shown(source) << " at " << byte;
      ASSERT_EQ(rising.line(byte), line_at(source, byte)) << shown(source) << " at " << byte;
      const auto anywhere = static_cast<std::uint32_t>(nasty.below(source.size() + 1));
      ASSERT_EQ(jumping.line(anywhere), line_at(source, anywhere)) << shown(source) << " at " << anywhere;
      ASSERT_EQ(jumping.character(anywhere), characters_before(source, anywhere))
          << shown(source) << " at " << anywhere;
    }
  }
}

}  // namespace
}  // namespace ordagrant::text
