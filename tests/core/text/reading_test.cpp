#include "ordagrant/text/reading.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/text/characters.h"
#include "tables.h"

namespace ordagrant::text {
namespace {

// Letters are composed, and nothing else is mended.
const ReadingOptions kLetters{.kinds = {RepairKind::decomposed}};

// The slow twin: through UTF-16, and only what is well-formed.
std::string normalised(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  std::string made;
  form->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status)
      .toUTF8String(made);
  EXPECT_TRUE(U_SUCCESS(status));
  return made;
}

std::string slowly_read(std::string_view source) {
  std::string made;
  for (std::size_t at = 0; at < source.size();) {
    std::size_t end = at;
    while (end < source.size() && character_at(source, end).well_formed) end += character_at(source, end).size;
    made += normalised(source.substr(at, end - at));
    at = end;
    if (at == source.size()) break;
    const std::uint32_t size = character_at(source, at).size;
    made += source.substr(at, size);
    at += size;
  }
  return made;
}

std::string_view source_of(const Reading& reading, std::string_view part) {
  const auto begin = static_cast<std::uint32_t>(reading.text().find(part));
  return reading.to_source({begin, begin + static_cast<std::uint32_t>(part.size())}).of(reading.source());
}

// What a reader may rely on -------------------------------------------------

TEST(Reading, IsTheSourceItselfWhereThatIsNormal) {
  const std::string_view source = "Målstyrning – ”tillit” före kontroll…\r\n";
  const Reading reading(source, kLetters);
  EXPECT_EQ(reading.text().data(), source.data());
  EXPECT_EQ(reading.source(), source);
  EXPECT_EQ(reading.to_source({3, 9}), (ByteSpan{3, 9}));
}

TEST(Reading, CountsADecomposedLetterAsTheLetterItIs) {
  const std::string_view source = "en ma\u030Alstyrning till";
  const Reading reading(source, kLetters);
  EXPECT_EQ(reading.text(), "en målstyrning till");
  EXPECT_EQ(source_of(reading, "målstyrning"), "ma\u030Alstyrning");
  EXPECT_EQ(source_of(reading, "å"), "a\u030A");
  EXPECT_EQ(source_of(reading, "till"), "till");
  EXPECT_EQ(reading.source(), source);
}

TEST(Reading, NeverShowsHalfALetter) {
  const Reading reading("a\u030A", kLetters);
  EXPECT_EQ(reading.to_source({0, 1}), (ByteSpan{0, 3}));
  EXPECT_EQ(reading.to_source({1, 2}), (ByteSpan{0, 3}));
}

TEST(Reading, PutsMarksInTheirOrder) {
  EXPECT_EQ(Reading("s\u0307\u0323", kLetters).text(), "\u1E69");
  EXPECT_EQ(Reading("q\u0307\u0323", kLetters).text(), "q\u0323\u0307");
}

TEST(Reading, KnowsLettersThatAreWrittenInTwoWays) {
  EXPECT_EQ(Reading("10 \u212B", kLetters).text(), "10 Å");  // the unit is the letter
  EXPECT_EQ(Reading("\u1100\u1161\u11A8", kLetters).text(), "\uAC01");
  EXPECT_EQ(Reading("x\u2000y", kLetters).text(), "x\u2002y");
  EXPECT_EQ(Reading("\U0001D15E", kLetters).text(), "\U0001D157\U0001D165");
}

TEST(Reading, KeepsWhatOnlyLooksAlike) {
  const std::string_view source = "² ½ Ⅳ …";
  EXPECT_EQ(Reading(source, kLetters).text(), source);
}

TEST(Reading, LeavesIllFormedBytesAsTheyAre) {
  const std::string_view source = "\xFF ma\u030Al \xE2\x80 a\u030A\xC3";
  const Reading reading(source, kLetters);
  EXPECT_EQ(reading.text(), "\xFF mål \xE2\x80 å\xC3");
  EXPECT_EQ(source_of(reading, "å\xC3"), "a\u030A\xC3");
  EXPECT_EQ(source_of(reading, " \xE2\x80 "), " \xE2\x80 ");
}

TEST(Reading, JoinsNoMarkToIllFormedBytes) { EXPECT_EQ(Reading("a\xFF\u030A", kLetters).text(), "a\xFF\u030A"); }

TEST(Reading, ReadsOnBehindATruncatedLetter) {
  EXPECT_EQ(Reading("\xE2\x80\u0340", kLetters).text(), "\xE2\x80\u0300");
  EXPECT_EQ(Reading("\xE2\x80\u2000", kLetters).text(), "\xE2\x80\u2002");
}

TEST(Reading, JoinsAMarkAcrossThePlainBeginning) {
  EXPECT_EQ(Reading("vanlig text a\u030A", kLetters).text(), "vanlig text å");
  EXPECT_EQ(Reading("a\u030A", kLetters).text(), "å");
  EXPECT_EQ(Reading("ö\u0304", kLetters).text(), "\u022B");
  EXPECT_EQ(Reading("”\u030A", kLetters).text(), "”\u030A");
}

TEST(Reading, LeavesMoreMarksThanALetterHasAsTheyAre) {
  const auto marked = [](int pairs) {
    std::string made = "a\u030A e";
    for (int pair = 0; pair < pairs; ++pair) made += "\u0307\u0323";
    return made + " o\u0308";
  };
  const std::string few = marked(15);
  EXPECT_EQ(Reading(few, kLetters).text(), normalised(few));
  // Of which the order alone would take the square.
  for (const int pairs : {16, 1'000'000}) {
    const std::string source = marked(pairs);
    const Reading reading(source, kLetters);
    ASSERT_TRUE(reading.text() == "å" + source.substr(3, source.size() - 6) + "ö") << pairs;
    EXPECT_EQ(source_of(reading, "ö"), "o\u0308");
  }
}

TEST(Reading, LeavesMoreMarksThanALetterHasAsTheyAreBetweenIllFormedBytes) {
  std::string marks;
  for (int pair = 0; pair < 40; ++pair) marks += "\u0307\u0323";
  const std::string alone = "\xFF" + marks + "\xFF";
  EXPECT_EQ(Reading(alone, kLetters).text(), alone);
  const std::string before_a_letter = "\xFF" + marks + "a\u030A";
  EXPECT_EQ(Reading(before_a_letter, kLetters).text(), "\xFF" + marks + "å");
}

TEST(Reading, MayBeMoved) {
  const std::string source = "a\u030A";
  Reading first(source, kLetters);
  const Reading second(std::move(first));
  EXPECT_EQ(second.text(), "å");
  EXPECT_EQ(second.to_source({0, 2}), (ByteSpan{0, 3}));
}

TEST(Reading, HasNothingToSayAboutAnEmptySource) {
  const Reading reading("", kLetters);
  EXPECT_EQ(reading.text(), "");
  EXPECT_EQ(reading.to_source({0, 0}), (ByteSpan{0, 0}));
}

TEST(Reading, RefusesASourceThatASpanCannotPointInto) {
  const std::string_view too_long("x", std::size_t{kMaxTextBytes} + 1);  // refused before a byte of it is read
  EXPECT_THROW(Reading{too_long}, RequestError);
}

// What must hold for every source ------------------------------------------------

void expect_sound(std::string_view source) {
  const Reading reading(source, kLetters);
  const std::string_view text = reading.text();
  ASSERT_EQ(text, slowly_read(source)) << shown(source);
  const auto size = static_cast<std::uint32_t>(text.size());
  EXPECT_EQ(reading.to_source({0, size}), (ByteSpan{0, static_cast<std::uint32_t>(source.size())})) << shown(source);

  ByteSpan before{0, 0};
  for (std::uint32_t at = 0; at < size;) {
    const std::uint32_t next = at + character_at(text, at).size;
    const ByteSpan span = reading.to_source({at, next});
    ASSERT_LE(before.begin, span.begin) << shown(source);
    ASSERT_LE(before.end, span.end) << shown(source);
    ASSERT_LE(span.begin, before.end) << "a byte of the source is lost in " << shown(source);
    ASSERT_LT(span.begin, span.end) << shown(source);
    ASSERT_LE(span.end, source.size()) << shown(source);
    // The letter stands there as it is, or the source there reads as something that holds it.
    const std::string_view letter = text.substr(at, next - at);
    ASSERT_NE(slowly_read(span.of(source)).find(letter), std::string::npos) << shown(source) << " at " << at;
    before = span;
    at = next;
  }
}

TEST(EverySource, IsReadAsIcuNormalisesIt) {
  for (const std::string& source : well_formed_texts(41, 1000)) {
    ASSERT_EQ(Reading(source, kLetters).text(), normalised(source)) << shown(source);
  }
}

TEST(EverySource, KeepsItsPositions) {
  for (const std::string& source : well_formed_texts(42)) expect_sound(source);
  for (const std::string& source : nasty_texts(43, 1000)) expect_sound(source);
}

TEST(EverySource, IsReadOnBehindAnyBytes) {
  for (const std::string& bytes : Nasty::broken())
    for (const std::string& fragment : Nasty::fragments()) {
      expect_sound(bytes + fragment);
      expect_sound(std::string("tillit ").append(bytes).append(fragment).append(bytes));
    }
}

TEST(EverySource, IsReadInTheTimeOfItsLength) {
  const Table words("sv", "words.tsv");
  const Table rules("sv", "repair.tsv");
  const Table chrome("sv", "chrome.tsv");
  const Knowledge knowledge{Words(words.lines(), rules.lines()), Chrome(chrome.lines())};
  // Minutes each, if what they repeat cost what they are long.
  for (const std::string_view part :
       {"x-\n", "ord-\n", "ord\uFFFE\n", "ord- ", "ord-ord", "ord1\n", "ordOrd ", "ord.Ord", "a b ", "fö retag ", "xi ",
        "\xFF", "\xFF\u030A", "a\u030A", "a/b.c-d", "\f", "\r"}) {
    std::string source;
    while (source.size() < 1'500'000) source += part;
    const Reading reading(source, {.knowledge = &knowledge});
    const auto size = static_cast<std::uint32_t>(reading.text().size());
    EXPECT_EQ(reading.to_source({0, size}).of(source).size(), source.size()) << shown(part);
  }
}

TEST(EverySource, IsReadTheSameInPieces) {
  // Longer than what ICU is given at once: with line feeds, without, and with a mark where a piece would end.
  std::string lines;
  std::string run;
  while (run.size() < 1'200'000) run += "a\u030Alx\u0323\u0307 ";
  while (lines.size() < 1'200'000) lines += "en rad om ma\u030Al\n";
  const std::string marks = std::string((1U << 20U) - 1, 'a') + "e\u0301\u0323\u0323 e\u0301";
  for (const std::string& source : {run, lines, marks}) {
    const Reading reading(source, kLetters);
    ASSERT_TRUE(reading.text() == normalised(source)) << shown(source.substr(0, 20));
    Nasty nasty(44);
    for (int trial = 0; trial < 200; ++trial) {
      const auto begin = static_cast<std::uint32_t>(nasty.below(reading.text().size() - 40));
      const ByteSpan span = reading.to_source({begin, begin + 40});
      const std::string read(Reading(span.of(source), kLetters).text());
      ASSERT_NE(read.find(reading.text().substr(begin, 40)), std::string::npos) << begin;
    }
  }
}

}  // namespace
}  // namespace ordagrant::text
