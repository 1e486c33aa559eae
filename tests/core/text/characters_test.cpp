#include "ordagrant/text/characters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"

namespace ordagrant::text {
namespace {

std::vector<std::uint32_t> sizes_of(std::string_view text) {
  std::vector<std::uint32_t> sizes;
  for (std::size_t at = 0; at < text.size(); at += sizes.back()) sizes.push_back(character_at(text, at).size);
  return sizes;
}

// What a reader may rely on -------------------------------------------------

TEST(Character, IsReadWithItsSize) {
  const std::string_view text = "aå€😀";
  EXPECT_EQ(character_at(text, 0).code, U'a');
  EXPECT_EQ(character_at(text, 1).code, U'å');
  EXPECT_EQ(character_at(text, 3).code, U'€');
  EXPECT_EQ(character_at(text, 6).code, U'😀');
  EXPECT_EQ(sizes_of(text), (std::vector<std::uint32_t>{1, 2, 3, 4}));
}

TEST(Character, IsAReplacementWhereTheBytesAreIllFormed) {
  const Character found = character_at("\xFF", 0);
  EXPECT_EQ(found.code, U'\uFFFD');
  EXPECT_EQ(found.size, 1U);
  EXPECT_FALSE(found.well_formed);
}

TEST(Character, TellsAReplacementThatWasWrittenFromOneThatWasNot) {
  EXPECT_TRUE(character_at("\uFFFD", 0).well_formed);
}

TEST(Character, TakesTheMaximalSubpart) {
  EXPECT_EQ(sizes_of("\xF0\x9F\x98"), (std::vector<std::uint32_t>{3}));  // cut off
  EXPECT_EQ(sizes_of("\xE2\x82x"), (std::vector<std::uint32_t>{2, 1}));  // cut short by a letter
  EXPECT_EQ(sizes_of("\xF1\x80\x80\xE1\x80\xC2x"), (std::vector<std::uint32_t>{3, 2, 1, 1}));
  EXPECT_EQ(sizes_of("\xC0\xAF"), (std::vector<std::uint32_t>{1, 1}));                // overlong
  EXPECT_EQ(sizes_of("\xE0\x80\xAF"), (std::vector<std::uint32_t>{1, 1, 1}));         // overlong
  EXPECT_EQ(sizes_of("\xED\xA0\x80"), (std::vector<std::uint32_t>{1, 1, 1}));         // a surrogate
  EXPECT_EQ(sizes_of("\xF4\x90\x80\x80"), (std::vector<std::uint32_t>{1, 1, 1, 1}));  // above U+10FFFF
}

TEST(Character, IsFoundBeforeAPosition) {
  const std::string_view text = "xå😀\x80";
  EXPECT_EQ(character_before(text, 1).code, U'x');
  EXPECT_EQ(character_before(text, 3).code, U'å');
  EXPECT_EQ(character_before(text, 7).code, U'😀');
  EXPECT_FALSE(character_before(text, 8).well_formed);
  EXPECT_EQ(character_before(text, 8).size, 1U);
}

TEST(Character, IsALetterOrAMarkOfOne) {
  for (const char32_t letter : std::u32string_view(U"aåäöæøÅßñяא漢\u01C5\u0308\u0903"))
    EXPECT_TRUE(is_letter(letter)) << static_cast<std::uint32_t>(letter);
  for (const char32_t other : {U'1', U' ', U'-', U'_', U'§', U'½', U'😀', U'\u00AD', U'\uFFFD', U'\0'})
    EXPECT_FALSE(is_letter(other)) << static_cast<std::uint32_t>(other);
}

TEST(Character, IsADigitOfAnyScript) {
  for (const char32_t digit : {U'0', U'9', U'\u0661', U'\u096F'}) EXPECT_TRUE(is_digit(digit));
  for (const char32_t other : {U'a', U'²', U'½', U'Ⅳ', U'.'}) EXPECT_FALSE(is_digit(other));
}

TEST(Character, IsUpperOrTitleCase) {
  for (const char32_t upper : {U'A', U'Å', U'Ø', U'\u01C5', U'\U00010400'}) EXPECT_TRUE(is_upper(upper));
  for (const char32_t other : {U'a', U'ø', U'ß', U'1', U'漢', U'Ⓐ'}) EXPECT_FALSE(is_upper(other));
}

TEST(Character, IsWhiteSpaceOrAByteOrderMark) {
  for (const char32_t space :
       {U' ', U'\t', U'\n', U'\r', U'\u0085', U'\u00A0', U'\u2009', U'\u2028', U'\u202F', U'\u3000', U'\uFEFF'})
    EXPECT_TRUE(is_space(space)) << static_cast<std::uint32_t>(space);
  for (const char32_t other : {U'a', U'\u200B', U'\u200D', U'\u00AD', U'\u2060', U'\0', U'\uFFFD'})
    EXPECT_FALSE(is_space(other)) << static_cast<std::uint32_t>(other);
}

TEST(Lower, KeepsDiacritics) {
  EXPECT_EQ(lower("MÅL OCH RESULTAT"), "mål och resultat");
  EXPECT_EQ(lower("ÆRØ, Århus, É"), "ærø, århus, é");
}

TEST(Lower, MakesNoLetterTwo) {
  EXPECT_EQ(lower("\u0130"), "i");  // the full mapping would add a dot
  EXPECT_EQ(lower("\u1E9E"), "ß");
  EXPECT_EQ(lower("ß"), "ß");
  EXPECT_EQ(lower("\u01C5"), "\u01C6");  // one letter of two
}

TEST(Lower, LeavesIllFormedBytesAsTheyAre) { EXPECT_EQ(lower("A\xC3Z\xFF\xE2\x80"), "a\xC3z\xFF\xE2\x80"); }

TEST(Lower, ReplacesTheStringItIsGiven) {
  std::string kept = "something longer";
  lower("Å", kept);
  EXPECT_EQ(kept, "å");
  lower("", kept);
  EXPECT_EQ(kept, "");
}

// What must hold for every text ---------------------------------------------

std::string encoded(char32_t code) {
  const auto value = static_cast<std::uint32_t>(code);
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  if (value < 0x80) return {byte(value)};
  if (value < 0x800) return {byte(0xC0 | value >> 6), byte(0x80 | value % 64)};
  if (value < 0x10000) return {byte(0xE0 | value >> 12), byte(0x80 | value / 64 % 64), byte(0x80 | value % 64)};
  return {byte(0xF0 | value >> 18), byte(0x80 | value / 4096 % 64), byte(0x80 | value / 64 % 64),
          byte(0x80 | value % 64)};
}

// The slow twin. Is there a letter whose UTF-8 begins with these bytes? Asked of the range of codes that they leave
// open.
bool begins_a_letter(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  const unsigned size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if ((first >= 0x80 && first < 0xC0) || first >= 0xF8 || bytes.size() > size) return false;
  std::uint32_t lowest = size == 1 ? first : first & (0xFFU >> (size + 1));
  std::uint32_t highest = lowest;
  for (unsigned i = 1; i < size; ++i) {
    const bool open = i >= bytes.size();
    const auto next = open ? 0x80U : static_cast<unsigned char>(bytes[i]);
    if ((next & 0xC0U) != 0x80U) return false;
    lowest = lowest << 6 | (next & 0x3FU);
    highest = highest << 6 | (open ? 0x3FU : next & 0x3FU);
  }
  const std::uint32_t shortest[] = {0, 0, 0x80, 0x800, 0x10000};
  lowest = std::max(lowest, shortest[size]);
  highest = std::min(highest, 0x10FFFFU);
  if (lowest >= 0xD800 && highest <= 0xDFFF) return false;
  return lowest <= highest;
}

Character slowly_at(std::string_view text, std::size_t at) {
  std::uint32_t size = 0;
  while (at + size < text.size() && begins_a_letter(text.substr(at, size + 1))) ++size;
  if (size == 0) return {0xFFFD, 1, false};
  const std::string_view bytes = text.substr(at, size);
  const auto first = static_cast<unsigned char>(bytes[0]);
  std::uint32_t code = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<unsigned char>(bytes[i]) & 0x3FU);
  if (encoded(code) != bytes) return {0xFFFD, size, false};
  return {code, size, true};
}

void expect_as_slowly(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Character fast = character_at(text, at);
    const Character slow = slowly_at(text, at);
    ASSERT_TRUE(fast.code == slow.code && fast.size == slow.size && fast.well_formed == slow.well_formed)
        << shown(text) << " at " << at << ": " << fast.size << " bytes, and " << slow.size;
  }
}

TEST(EveryCode, IsReadBack) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code == 0xD800) code = 0xE000;
    const std::string text = encoded(code);
    const Character found = character_at(text, 0);
    ASSERT_TRUE(found.code == code && found.size == text.size() && found.well_formed)
        << static_cast<std::uint32_t>(code);
  }
}

TEST(EveryCode, IsLoweredToOneThatIsLower) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code == 0xD800) code = 0xE000;
    const std::string once = lower(encoded(code));
    ASSERT_EQ(character_at(once, 0).size, once.size()) << static_cast<std::uint32_t>(code);
    ASSERT_EQ(lower(once), once) << static_cast<std::uint32_t>(code);
  }
}

TEST(EveryPairOfBytes, IsReadAsTheSlowTwinReadsIt) {
  for (unsigned pair = 0; pair < 0x10000; ++pair)
    expect_as_slowly(std::string{static_cast<char>(pair >> 8), static_cast<char>(pair & 0xFF)});
}

TEST(EveryText, IsReadAsTheSlowTwinReadsIt) {
  for (const std::string& text : nasty_texts(1)) expect_as_slowly(text);
  Nasty nasty(2);  // lead bytes and continuations only, which random bytes seldom put together
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (int byte = 0; byte < 6; ++byte)
      text += static_cast<char>(nasty.below(2) == 0 ? 0x80 + nasty.below(64) : 0xC0 + nasty.below(64));
    expect_as_slowly(text);
  }
}

TEST(EveryText, IsTheSameReadBackwards) {
  for (const std::string& text : nasty_texts(3)) {
    for (std::size_t at = 0; at < text.size();) {
      const Character forward = character_at(text, at);
      at += forward.size;
      const Character backward = character_before(text, at);
      ASSERT_TRUE(backward.code == forward.code && backward.size == forward.size &&
                  backward.well_formed == forward.well_formed)
          << shown(text) << " before " << at;
    }
  }
}

TEST(EveryText, IsLoweredLetterByLetter) {
  for (const std::string& text : nasty_texts(4)) {
    std::string expected;
    for (std::size_t at = 0; at < text.size();) {
      const std::uint32_t size = character_at(text, at).size;
      expected += lower(std::string_view(text).substr(at, size));
      at += size;
    }
    ASSERT_EQ(lower(text), expected) << shown(text);
  }
}

}  // namespace
}  // namespace ordagrant::text
