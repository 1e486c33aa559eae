#include "ordagrant/stance/targets.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::stance {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& language) : tokeniser_({.language = language}), targets_(language) {}

  // "kind: words", joined by " | ".
  std::string told(std::string_view text) const {
    const std::vector<tokens::Token> tokens = tokeniser_.tokenise(text);
    const std::vector<std::uint32_t> sentences = tokens::sentences(text, tokens);
    std::string joined;
    std::uint32_t next = 0;  // the first sentence that may come
    for (const Target& target : targets_.read(text, tokens, sentences)) {
      EXPECT_GE(target.sentence, next);
      next = target.sentence + 1;
      EXPECT_LT(target.token_begin, target.token_end);
      EXPECT_GE(target.token_begin, sentences[target.sentence]);
      EXPECT_LE(target.token_end, next < sentences.size() ? sentences[next] : tokens.size());
      const std::uint32_t begin = tokens[target.token_begin].span.begin;
      joined += (joined.empty() ? "" : " | ") + std::string(name(target.kind)) + ": " +
                std::string(text.substr(begin, tokens[target.token_end - 1].span.end - begin));
    }
    return joined;
  }

 private:
  tokens::Tokeniser tokeniser_;
  TargetReader targets_;
};

const Reader& swedish() {
  static const Reader reader("sv");
  return reader;
}

const Reader& danish() {
  static const Reader reader("da");
  return reader;
}

// What a reader may rely on -------------------------------------------------

TEST(Targets, ReadsTheExamplesOfItsHeader) {
  EXPECT_EQ(swedish().told("Handläggningstiden ska vara högst 10 dagar."), "target: ska vara högst 10 dagar");
  EXPECT_EQ(swedish().told("Vi följer handläggningstiden över tid för att förstå variationen."),
            "learning: följer handläggningstiden över tid för att förstå");
  EXPECT_EQ(swedish().told("Ansökan ska lämnas senast den 3 mars."), "");
}

TEST(Targets, TellsWhichSentence) {
  EXPECT_EQ(swedish().told("Så är det. Svar ska ges inom 2 dagar. Vi mäter svarstiden för att lära oss."),
            "target: ska ges inom 2 dagar | learning: mäter svarstiden för att lära oss");
}

TEST(Targets, ReadsDanish) {
  EXPECT_EQ(danish().told("Sagen skal afgøres inden for 10 dage."), "target: skal afgøres inden for 10 dage");
}

TEST(Targets, RefusesALanguageThatIsNotShipped) { EXPECT_THROW(TargetReader("fi"), RequestError); }

// The share of the hand-made sentences that are read as their author did.
double agreement(const std::string& language, const Reader& reader, std::string& wrong) {
  std::ifstream file(std::string(ORDAGRANT_TESTS) + "/stance/targets_" + language + ".tsv", std::ios::binary);
  EXPECT_TRUE(file);
  std::size_t all = 0;
  std::size_t right = 0;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto cells = language::cells(line);
    const std::string told = reader.told(cells[0]);
    const bool agrees = cells[1] == "none" ? told.empty() : told.starts_with(cells[1]);
    ++all;
    right += agrees ? 1 : 0;
    if (!agrees) wrong += line + "\n  said: " + told + "\n";
  }
  EXPECT_GE(all, 40U);
  return static_cast<double>(right) / static_cast<double>(all);
}

TEST(Targets, AgreesWithTheAuthorOfTheSentences) {
  std::string wrong;
  EXPECT_GE(agreement("sv", swedish(), wrong), 0.97) << wrong;
  EXPECT_GE(agreement("da", danish(), wrong), 0.97) << wrong;
}

// What must hold for every text -------------------------------------------------

TEST(EveryTarget, LiesInItsSentence) {
  Nasty nasty(171);
  const std::vector<std::string> words{"ska ",      "högst ", "10 ",  "dagar ", "väntetiden ", "målet är ", "mäter ",
                                       "lära oss ", ", ",     "som ", ". ",     "öka ",        "med ",      "2025 "};
  for (int round = 0; round < 1000; ++round) {
    std::string text = nasty.text(10);
    for (std::size_t count = nasty.below(30); count > 0; --count) text += nasty.one_of(words);
    swedish().told(text + nasty.text(5));
    danish().told(text);
  }
}

}  // namespace
}  // namespace ordagrant::stance
