#include "ordagrant/text/decoding.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "nasty.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::text {
namespace {

// What a reader may rely on -------------------------------------------------

TEST(Decoding, KeepsWellFormedTextAsItIs) {
  const Decoded decoded = decode("Målstyrning\r\nog tillid\n");
  EXPECT_EQ(decoded.source, "Målstyrning\r\nog tillid\n");
  EXPECT_EQ(decoded.encoding, "utf-8");
  EXPECT_EQ(decoded.ill_formed, 0U);
}

TEST(Decoding, DropsOneByteOrderMarkAtTheBeginning) {
  EXPECT_EQ(decode("\uFEFFmål").source, "mål");
  EXPECT_EQ(decode("\uFEFF\uFEFFmål").source, "\uFEFFmål");
  EXPECT_EQ(decode("mål\uFEFF").source, "mål\uFEFF");
  EXPECT_EQ(decode("\uFEFF").source, "");
}

TEST(Decoding, KeepsEveryLineEnd) {
  EXPECT_EQ(decode("a\rb\nc\r\nd\u2028e\u0085").source, "a\rb\nc\r\nd\u2028e\u0085");
}

TEST(Decoding, KeepsNul) { EXPECT_EQ(decode(std::string_view("a\0b", 3)).source, std::string("a\0b", 3)); }

TEST(Decoding, MarksEveryMaximalSubpartOnce) {
  const Decoded latin = decode("m\xE5l och \xE4ndam\xE5l");  // ISO 8859-1
  EXPECT_EQ(latin.source, "m\uFFFDl och \uFFFDndam\uFFFDl");
  EXPECT_EQ(latin.ill_formed, 3U);
  EXPECT_EQ(decode("\xF0\x9F\x98z").source, "\uFFFDz");
  EXPECT_EQ(decode("\xED\xA0\x80").source, "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decode("slut\xC3").source, "slut\uFFFD");
  EXPECT_EQ(decode("\xEF\xBBx").source, "\uFFFDx");  // half a byte order mark
}

TEST(Decoding, CountsNoReplacementThatWasWritten) {
  EXPECT_EQ(decode("\uFFFD").ill_formed, 0U);
  EXPECT_EQ(decode("\uFFFD\xFF").ill_formed, 1U);
}

TEST(Decoding, HasNothingToSayAboutAnEmptyFile) {
  const Decoded decoded = decode("");
  EXPECT_EQ(decoded.source, "");
  EXPECT_EQ(decoded.encoding, "utf-8");
  EXPECT_EQ(decoded.ill_formed, 0U);
}

// What must hold for every file ----------------------------------------------

TEST(EveryFile, BecomesWellFormedAndKeepsWhatWas) {
  for (const std::string& bytes : nasty_texts(11)) {
    const Decoded decoded = decode(bytes);
    // Side by side: a letter of the file stands as it stood, anything else is one mark.
    std::size_t from = bytes.starts_with("\uFEFF") ? 3 : 0;
    std::size_t at = 0;
    std::uint64_t marks = 0;
    while (from < bytes.size()) {
      const Character original = character_at(bytes, from);
      ASSERT_LT(at, decoded.source.size()) << shown(bytes);
      const Character kept = character_at(decoded.source, at);
      ASSERT_TRUE(kept.well_formed) << shown(bytes);
      ASSERT_EQ(kept.code, original.code) << shown(bytes);
      marks += original.well_formed ? 0U : 1U;
      from += original.size;
      at += kept.size;
    }
    ASSERT_EQ(at, decoded.source.size()) << shown(bytes);
    ASSERT_EQ(decoded.ill_formed, marks) << shown(bytes);
  }
}

}  // namespace
}  // namespace ordagrant::text
