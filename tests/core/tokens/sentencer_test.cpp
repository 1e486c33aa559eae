#include "ordagrant/tokens/sentencer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::tokens {
namespace {

using Sentences = std::vector<std::string_view>;

// Each sentence from its first token to its last.
Sentences sentences_of(std::string_view text, std::string_view language = "sv") {
  const std::vector<Token> tokens = Tokeniser({.language = std::string(language)}).tokenise(text);
  const std::vector<std::uint32_t> starts = sentences(text, tokens);
  Sentences found;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t last = (i + 1 < starts.size() ? starts[i + 1] : tokens.size()) - 1;
    found.push_back(ByteSpan{tokens[starts[i]].span.begin, tokens[last].span.end}.of(text));
  }
  return found;
}

// What a reader may rely on -------------------------------------------------

TEST(Sentences, EndAtAStopBeforeACapital) {
  EXPECT_EQ(sentences_of("Nämnden avslår. Ärendet är klart."), (Sentences{"Nämnden avslår.", "Ärendet är klart."}));
  EXPECT_EQ(sentences_of("Varför? För att! Ja… Nej."), (Sentences{"Varför?", "För att!", "Ja…", "Nej."}));
}

TEST(Sentences, DoNotEndBeforeASmallLetter) {
  EXPECT_EQ(sentences_of("Han sade nej! men gick.").size(), 1U);
  EXPECT_EQ(sentences_of("Den 3. marts talte udvalget.", "da").size(), 1U);
}

TEST(Sentences, DoNotEndWithAnAbbreviation) {
  EXPECT_EQ(sentences_of("Det tas upp fr.o.m. 1 mars. Beslutet finns."),
            (Sentences{"Det tas upp fr.o.m. 1 mars.", "Beslutet finns."}));
  EXPECT_EQ(sentences_of("Det gælder f.eks. Aarhus.", "da").size(), 1U);
}

TEST(Sentences, DoNotEndWithAnInitial) {
  EXPECT_EQ(sentences_of("A. Lind yrkar bifall.").size(), 1U);
  EXPECT_EQ(sentences_of("Ordförande Å. Ek yrkar avslag.").size(), 1U);
}

TEST(Sentences, EndAtAnEmptyLine) {
  EXPECT_EQ(sentences_of("Beslut\n\nNu blir det lugnt."), (Sentences{"Beslut", "Nu blir det lugnt."}));
  EXPECT_EQ(sentences_of("Mål\r\n\r\nNämnden har tre mål.").size(), 2U);
  EXPECT_EQ(sentences_of("Mål\r\rNämnden har tre mål.").size(), 2U);
  EXPECT_EQ(sentences_of("Mål\n \t\nnämnden har tre mål.").size(), 2U);
}

TEST(Sentences, RunOnOverALineBreak) {
  EXPECT_EQ(sentences_of("Nämnden har\ntre mål.").size(), 1U);
  EXPECT_EQ(sentences_of("Nämnden har\r\nTre mål.").size(), 1U);
}

TEST(Sentences, BeginWithAListItem) {
  EXPECT_EQ(sentences_of("- tillit\n- kontroll"), (Sentences{"- tillit", "- kontroll"}));
  EXPECT_EQ(sentences_of("• färre mål\n• mer tillit").size(), 2U);
  EXPECT_EQ(sentences_of("- färre mål\r- mer tillit").size(), 2U);
  EXPECT_EQ(sentences_of("1. Färre mål\n2. Mer tillit"), (Sentences{"1. Färre mål", "2. Mer tillit"}));
  EXPECT_EQ(sentences_of("1) färre mål\n2) mer tillit").size(), 2U);
  EXPECT_EQ(sentences_of("Beslut enligt\n§ 12 Budget").size(), 2U);
}

TEST(Sentences, EndWithAHeading) {
  EXPECT_EQ(sentences_of("# Mål\nNämnden har tre."), (Sentences{"# Mål", "Nämnden har tre."}));
}

TEST(Sentences, EndWithANumberedHeading) {
  EXPECT_EQ(sentences_of("3.1 Uppdrag\nDet gills."), (Sentences{"3.1 Uppdrag", "Det gills."}));
  EXPECT_EQ(sentences_of("3.1 Uppdrag\noch mål").size(), 1U);
  EXPECT_EQ(sentences_of("Enligt planen för\n2024 års budget i\nAlmvik gäller det.").size(), 1U);
}

TEST(Sentences, BeginWithARowOfATable) { EXPECT_EQ(sentences_of("| Mål | Mått |\n| Tid | Dagar |").size(), 2U); }

TEST(Sentences, KeepTheirClosingMarks) {
  EXPECT_EQ(sentences_of("”Vi litar på er.” Så sade hon."), (Sentences{"”Vi litar på er.”", "Så sade hon."}));
  EXPECT_EQ(sentences_of("(Det är klart.) Nästa punkt.").size(), 2U);
  EXPECT_EQ(sentences_of("”Varför?” frågade hon.").size(), 1U);
}

TEST(Sentences, DoNotEndInsideAWord) { EXPECT_EQ(sentences_of("www.Exempel.Se är nere.").size(), 1U); }

TEST(Sentences, BeginBeforeANumberAtTheEndOfALine) {
  EXPECT_EQ(sentences_of("Antalet var 12. Nästa år blir det 13.").size(), 2U);
}

TEST(Sentences, AreNoneWithoutTokens) {
  EXPECT_TRUE(sentences_of("").empty());
  EXPECT_TRUE(sentences_of(" \n\n ").empty());
}

// What must hold for every text ---------------------------------------------

TEST(EveryText, HasSentencesInOrderFromTheFirstToken) {
  const Tokeniser tokeniser;
  for (const std::string& text : nasty_texts(71, 1200)) {
    const std::vector<Token> tokens = tokeniser.tokenise(text);
    const std::vector<std::uint32_t> starts = sentences(text, tokens);
    ASSERT_EQ(starts.empty(), tokens.empty()) << shown(text);
    if (starts.empty()) continue;
    ASSERT_EQ(starts.front(), 0U) << shown(text);
    for (std::size_t i = 1; i < starts.size(); ++i) ASSERT_LT(starts[i - 1], starts[i]) << shown(text);
    ASSERT_LT(starts.back(), tokens.size()) << shown(text);
  }
}

// A text of its own begins anew: what stands before an empty line changes nothing behind it.
TEST(EveryText, IsCutTheSameBehindAnEmptyLine) {
  for (const std::string& text : well_formed_texts(72)) {
    const Sentences alone = sentences_of(text);
    const std::string both = "Nämnden yrkar bifall till A.\n\n" + text;
    const Sentences behind = sentences_of(both);
    if (alone.empty() || alone.front().starts_with("\u030A")) continue;
    ASSERT_EQ(behind.size(), alone.size() + 1) << shown(text);
    for (std::size_t i = 0; i < alone.size(); ++i) ASSERT_EQ(behind[i + 1], alone[i]) << shown(text);
  }
}

}  // namespace
}  // namespace ordagrant::tokens
