#include "ordagrant/lexicon/internal/sieve.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::lexicon::internal {
namespace {

using Look = Sieve::Look;

bool passes(const Sieve& sieve, std::string_view word) { return sieve.passes(Look(word)); }

// What a reader may rely on -------------------------------------------------

TEST(Sieve, LetsThroughWhatWasAddedInAnyCase) {
  const auto sieve = std::make_unique<Sieve>();
  sieve->add_word("målstyrning");
  sieve->add_beginning("ansvarsut");
  sieve->add_end("kontroll");
  for (const std::string_view word : {"målstyrning", "Målstyrning", "MÅLSTYRNING", "ansvarsutkrävande",
                                      "ANSVARSUTKRÄVA", "Detaljkontroll", "KONTROLL"})
    EXPECT_TRUE(passes(*sieve, word)) << word;
  for (const std::string_view word : {"målstyrningen", "malstyrning", "ansva", "ansvars", "kontrollen", "i"})
    EXPECT_FALSE(passes(*sieve, word)) << word;
}

TEST(Sieve, LetsThroughThePairsThatBeginPhrases) {
  const auto sieve = std::make_unique<Sieve>();
  sieve->add_pair("under", "kontroll");
  EXPECT_TRUE(sieve->passes_pair(Look("Under"), Look("KONTROLL")));
  EXPECT_FALSE(sieve->passes_pair(Look("kontroll"), Look("under")));
  EXPECT_FALSE(sieve->passes_pair(Look("under"), Look("tiden")));
  EXPECT_FALSE(passes(*sieve, "under"));
}

TEST(Sieve, KnowsShortBeginningsAndEnds) {
  const auto sieve = std::make_unique<Sieve>();
  sieve->add_beginning("npm-");
  EXPECT_TRUE(passes(*sieve, "NPM-reform"));
  EXPECT_TRUE(passes(*sieve, "npm-"));
  EXPECT_FALSE(passes(*sieve, "reform-npm"));
  EXPECT_FALSE(passes(*sieve, "np"));
  sieve->add_end("en");
  EXPECT_TRUE(passes(*sieve, "målen"));
}

TEST(Sieve, LetsThroughWordsOfOtherLetters) {
  const auto sieve = std::make_unique<Sieve>();
  EXPECT_TRUE(passes(*sieve, "\u212Aontroll"));  // the sign of kelvin is a k in lower case
  EXPECT_TRUE(passes(*sieve, "arbetsmiljöansvarig\u0161"));
}

// What must hold for every word ------------------------------------------------

TEST(EveryWord, PassesWhereItsLowerCaseOrAPartOfItWasAdded) {
  Nasty nasty(211);
  for (int trial = 0; trial < 300; ++trial) {
    const auto sieve = std::make_unique<Sieve>();
    for (int word = 0; word < 5; ++word) {
      const std::string surface = nasty.well_formed(1 + nasty.below(24));
      const std::string folded = text::lower(surface);
      const std::string other = nasty.well_formed(1 + nasty.below(24));
      switch (nasty.below(4)) {
        case 0:
          sieve->add_word(folded);
          break;
        case 1:
          sieve->add_beginning(folded.substr(0, 1 + nasty.below(folded.size())));
          break;
        case 2:
          sieve->add_end(folded.substr(nasty.below(folded.size())));
          break;
        default:
          sieve->add_pair(folded, text::lower(other));
          EXPECT_TRUE(sieve->passes_pair(Look(surface), Look(other))) << shown(surface) << ' ' << shown(other);
          continue;
      }
      EXPECT_TRUE(passes(*sieve, surface)) << shown(surface);
    }
  }
}

// What sift() tells at once of a text is what is told of each word, wherever in the text it stands.
TEST(EveryText, IsSiftedAsItsWordsAre) {
  Nasty nasty(223);
  const tokens::Tokeniser tokeniser({.language = "sv"});
  for (int trial = 0; trial < 300; ++trial) {
    const std::string text = nasty.text(30);
    const std::vector<tokens::Token> tokens = tokeniser.tokenise(text);
    const auto word = [&](std::size_t token) { return tokens[token].span.of(text); };
    const auto sieve = std::make_unique<Sieve>();
    for (std::size_t token = 0; token < tokens.size(); ++token) {
      const std::string folded = text::lower(word(token));
      switch (nasty.below(8)) {
        case 0:
          sieve->add_word(folded);
          break;
        case 1:
          sieve->add_beginning(folded.substr(0, 3 + nasty.below(8)));
          break;
        case 2:
          sieve->add_end(folded.substr(folded.size() - std::min(folded.size(), 3 + nasty.below(8))));
          break;
        case 3:
          if (token + 1 < tokens.size()) sieve->add_pair(folded, text::lower(word(token + 1)));
          break;
        default:
          break;
      }
    }
    const std::vector<Sieve::Passed> sifted = sieve->sift(text, tokens);
    auto passed = sifted.begin();
    for (std::uint32_t token = 0; token < tokens.size(); ++token) {
      const bool with_next = token + 1 < tokens.size() && sieve->passes_pair(Look(word(token)), Look(word(token + 1)));
      if (!with_next && !passes(*sieve, word(token))) continue;
      ASSERT_NE(passed, sifted.end());
      EXPECT_EQ(passed->token, token) << shown(text);
      EXPECT_EQ(passed->with_next, with_next) << shown(text);
      ++passed;
    }
    EXPECT_EQ(passed, sifted.end());
  }
}

}  // namespace
}  // namespace ordagrant::lexicon::internal
