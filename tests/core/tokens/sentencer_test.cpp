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

TEST(Sentences, MayEndWithAnAbbreviationThatClosesAPhrase) {
  EXPECT_EQ(sentences_of("Nämnden köper bänkar m.m. Beslutet finns."),
            (Sentences{"Nämnden köper bänkar m.m.", "Beslutet finns."}));
  EXPECT_EQ(sentences_of("Det kostar 5 mkr. Beslutet finns.").size(), 2U);
  EXPECT_EQ(sentences_of("Det kostar 5 mkr. och mer.").size(), 1U);
  EXPECT_EQ(sentences_of("Bänkar, lampor m.m. köps in.").size(), 1U);
  EXPECT_EQ(sentences_of("Det koster 5 mio. kr. Byrådet er glad.", "da").size(), 2U);
  EXPECT_EQ(sentences_of("(bänkar m.m.) Beslutet finns.").size(), 2U);
}

TEST(Sentences, DoNotEndWithAnOrdinal) {
  EXPECT_EQ(sentences_of("Hun bor på 2. sal i Lundby.", "da").size(), 1U);
  EXPECT_EQ(sentences_of("Mødet d. 1. marts er aflyst. Det kommer igen.", "da").size(), 2U);
}

TEST(Sentences, EndWithARunOfStopsBeforeACapital) {
  EXPECT_EQ(sentences_of("Hon väntade... Ingen kom.").size(), 2U);
  EXPECT_EQ(sentences_of("Hon väntade... ingen kom.").size(), 1U);
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

TEST(Sentences, EndWithALineThatHadRoomForTheNextWord) {
  EXPECT_EQ(sentences_of("Mål för nämnden\nNämnden ska arbeta för att alla trivs i kommunen."),
            (Sentences{"Mål för nämnden", "Nämnden ska arbeta för att alla trivs i kommunen."}));
  // Here it had not, or the line cannot be over.
  EXPECT_EQ(sentences_of("Alla som arbetar i förvaltningen för\nAlmviks skolor har fått ett brev.").size(), 1U);
  EXPECT_EQ(sentences_of("Mål för nämnden,\nNämnden ska arbeta för att alla trivs i kommunen.").size(), 1U);
  EXPECT_EQ(sentences_of("Mål för nämnden\nsom ska arbeta för att alla trivs i kommunen.").size(), 1U);
}

TEST(Sentences, EndBehindWordsInCapitalsAlone) {
  EXPECT_EQ(sentences_of("KULTUR OG FRITID Byen vokser.", "da"), (Sentences{"KULTUR OG FRITID", "Byen vokser."}));
  EXPECT_EQ(sentences_of("SKR Sverige växer.").size(), 1U);  // too short for a heading
  EXPECT_EQ(sentences_of("Hon bor i ALMVIK Norra.").size(), 1U);
}

TEST(Sentences, DoNotBeginWithAStop) { EXPECT_EQ(sentences_of("Uppdrag . . . . . 12").size(), 2U); }

TEST(Sentences, BeginWithALetterAndABracket) { EXPECT_EQ(sentences_of("a) färre mål\nb) mer tillit").size(), 2U); }

TEST(Sentences, DoNotEndBeforeASmallLetterInQuotationMarks) {
  EXPECT_EQ(sentences_of("Hon sade nej! ”men gick”").size(), 1U);
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
