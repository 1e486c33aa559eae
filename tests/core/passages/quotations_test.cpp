#include "ordagrant/passages/quotations.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::passages {
namespace {

struct Read {
  std::vector<tokens::Token> tokens;
  std::vector<Quotation> quotations;
};

Read read(std::string_view text) {
  Read found{tokens::Tokeniser({.language = "sv"}).tokenise(text), {}};
  found.quotations = quotations(text, found.tokens, tokens::sentences(text, found.tokens));
  return found;
}

// The words quoted; "..." behind those that no mark ends.
std::vector<std::string> quoted(std::string_view text) {
  const Read found = read(text);
  std::vector<std::string> words;
  for (const Quotation& quotation : found.quotations) {
    const ByteSpan span{found.tokens[quotation.begin].span.begin, found.tokens[quotation.end - 1].span.end};
    words.push_back(std::string(span.of(text)) + (quotation.closed ? "" : "..."));
  }
  return words;
}

using Words = std::vector<std::string>;

TEST(Quotations, AreFoundBetweenMarksOfEveryKind) {
  EXPECT_EQ(quoted("De säger ”mer tillit” nu."), Words{"mer tillit"});
  EXPECT_EQ(quoted("De säger \"mer tillit\" nu."), Words{"mer tillit"});
  EXPECT_EQ(quoted("De siger »mere tillid« nu."), Words{"mere tillid"});
  EXPECT_EQ(quoted("De siger «mere tillid» nu."), Words{"mere tillid"});
  EXPECT_EQ(quoted("De siger „mere tillid“ nu."), Words{"mere tillid"});
  EXPECT_EQ(quoted("De säger “mer tillit” nu."), Words{"mer tillit"});
  EXPECT_EQ(quoted("De säger 'mer tillit' nu."), Words{"mer tillit"});
  EXPECT_EQ(quoted("De säger ’mer tillit’ nu."), Words{"mer tillit"});
}

TEST(Quotations, KeepTheMarksOfTheSentenceInside) {
  EXPECT_EQ(quoted("”Mer tillit!” sade hon. (”Ja.”)"), (Words{"Mer tillit!", "Ja."}));
}

TEST(Quotations, RunOverALineBreakAndNotOverAParagraph) {
  EXPECT_EQ(quoted("”Mer\ntillit” och ”mindre. Inget mer.\n\nNytt stycke”."), (Words{
                                                                                  "Mer\ntillit",
                                                                                  "mindre....",
                                                                              }));
}

TEST(Quotations, ThatAreNeverClosedEndWithTheirSentence) {
  EXPECT_EQ(quoted("Hon sade: ”Vi vill ha tillit. Sedan gick hon. Det var allt."), Words{"Vi vill ha tillit...."});
}

TEST(Quotations, ThatAreNeverClosedEndWhereTheNextOneOpens) {
  EXPECT_EQ(quoted("En ”beställarfunktion och ”tillit” sade de."), (Words{"beställarfunktion och...", "tillit"}));
}

TEST(Quotations, AreNotMadeOfApostrophes) { EXPECT_EQ(quoted("Hans' bil og de andres' og 'n Jensen"), Words{}); }

TEST(Quotations, AreNotMadeOfOtherMarks) {
  EXPECT_EQ(quoted("5\" rör och 6\" rör, det's så"), Words{});
  EXPECT_EQ(quoted("” ensam ”"), Words{});
  EXPECT_EQ(quoted(""), Words{});
}

TEST(Quotations, AreInOrderAndInsideTheTextForAnyInput) {
  Nasty nasty(3);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = nasty.text(30);
    const Read found = read(text);
    std::uint32_t end = 0;
    for (const Quotation& quotation : found.quotations) {
      EXPECT_GE(quotation.begin, end);
      EXPECT_LT(quotation.begin, quotation.end);
      EXPECT_LE(quotation.end, found.tokens.size());
      end = quotation.end;
    }
  }
}

}  // namespace
}  // namespace ordagrant::passages
