#include "ordagrant/lexicon/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::lexicon {
namespace {

using Found = std::vector<std::pair<std::string, std::string>>;  // term and what was found

std::vector<Match> matches(std::string_view language, const std::vector<std::string>& terms, std::string_view text,
                           bool exact = false) {
  const std::vector<tokens::Token> tokens = tokens::Tokeniser({.language = std::string(language)}).tokenise(text);
  std::vector<forms::Ellipsis> ellipses;
  if (language != "und") ellipses = forms::EllipsisFinder(language).find(text, tokens);
  return Search(language, terms, {.exact = exact}).find(text, tokens, tokens::sentences(text, tokens), ellipses);
}

Found found(std::string_view language, const std::vector<std::string>& terms, std::string_view text,
            bool exact = false) {
  Found made;
  for (const Match& match : matches(language, terms, text, exact))
    made.emplace_back(terms[match.entry], match.span.of(text));
  return made;
}

TEST(Search, FindsAWordInTheFormsOfItsLemma) {
  const std::string_view text = "Tilliten v\u00E4xer. Tillitens v\u00E4g \u00E4r tillitsfull, s\u00E4ger de om tillit.";
  const Found all{{"tillit", "Tilliten"}, {"tillit", "Tillitens"}, {"tillit", "tillit"}};
  EXPECT_EQ(found("sv", {"tillit"}, text), all);
  EXPECT_EQ(found("sv", {"tillit"}, text, true), (Found{{"tillit", "tillit"}}));
  EXPECT_EQ(found("sv", {"tilliten"}, text, true), (Found{{"tilliten", "Tilliten"}}));
  // Whichever form is asked for.
  EXPECT_EQ(found("sv", {"tilliten"}, text).size(), 3U);
  EXPECT_EQ(found("da", {"tillid"}, "Tilliden og tillids gr\u00E6nser.").size(), 2U);
  EXPECT_EQ(found("sv", {"styra"}, "Vi styr, styrde och har styrt; styrning \u00E4r annat.").size(), 3U);
}

TEST(Search, AStarStandsForAnyLettersAtTheBeginningOrTheEnd) {
  const std::string_view text = "Tillit, tillitsfull, mistillit och m\u00E5lstyrningens styrning.";
  EXPECT_EQ(found("sv", {"tillit*"}, text), (Found{{"tillit*", "Tillit"}, {"tillit*", "tillitsfull"}}));
  EXPECT_EQ(found("sv", {"*tillit*"}, text).size(), 3U);
  EXPECT_EQ(found("sv", {"*styrning"}, text), (Found{{"*styrning", "m\u00E5lstyrningens"}, {"*styrning", "styrning"}}));
  EXPECT_EQ(found("sv", {"*styrning"}, text, true), (Found{{"*styrning", "styrning"}}));
}

TEST(Search, FindsPhrasesWithinASentence) {
  const std::string_view text =
      "Den professionella bed\u00F6mningen. En professionell\nbed\u00F6mning. Professionell. Bed\u00F6mning!";
  EXPECT_EQ(found("sv", {"professionell bed\u00F6mning"}, text).size(), 2U);
  EXPECT_EQ(found("sv", {"profession* bed\u00F6mning*"}, text).size(), 2U);
  EXPECT_EQ(found("sv", {"professionell bed\u00F6mning"}, text, true),
            (Found{{"professionell bed\u00F6mning", "professionell\nbed\u00F6mning"}}));
}

TEST(Search, ReadsSuspendedCompoundsByEachOfTheirWords) {
  const std::string_view text = "M\u00E5l- och resultatstyrning. Resultatstyrningen r\u00E4cker.";
  const std::string_view whole = text.substr(0, text.find('.'));
  EXPECT_EQ(found("sv", {"m\u00E5lstyrning"}, text), (Found{{"m\u00E5lstyrning", std::string(whole)}}));
  EXPECT_EQ(found("sv", {"resultatstyrning"}, text),
            (Found{{"resultatstyrning", std::string(whole)}, {"resultatstyrning", "Resultatstyrningen"}}));
  // One place, whichever of its words fit, and as it stands too.
  EXPECT_EQ(found("sv", {"*styrning"}, text).size(), 2U);
  EXPECT_EQ(found("sv", {"m\u00E5l*"}, text), (Found{{"m\u00E5l*", std::string(whole)}}));
  EXPECT_TRUE(found("sv", {"m\u00E5lstyrning"}, text, true).empty());
  EXPECT_EQ(found("sv", {"resultatstyrning"}, text, true), (Found{{"resultatstyrning", "resultatstyrning"}}));
}

TEST(Search, GivesEveryTermItsOwnMatches) {
  const Found both{{"m\u00E5l- och resultatstyrning", "M\u00E5l- och resultatstyrning"},
                   {"m\u00E5lstyrning", "M\u00E5l- och resultatstyrning"}};
  EXPECT_EQ(found("sv", {"m\u00E5l- och resultatstyrning", "m\u00E5lstyrning"}, "M\u00E5l- och resultatstyrning"),
            both);
}

TEST(Search, FindsNumbersReferencesAndNames) {
  EXPECT_EQ(found("sv", {"SOU 2018:47", "\u00A7 12", "85", "Alm"}, "SOU 2018:47, \u00A7 12 och 85 i Alms hus.").size(),
            4U);
}

TEST(Search, OfOtherLanguagesFindsWordsAsTheyAreGiven) {
  EXPECT_EQ(found("und", {"trust", "contr*"}, "Trust and trusts, control."),
            (Found{{"trust", "Trust"}, {"contr*", "control"}}));
}

TEST(Search, RefusesWhatCannotBeSearchedFor) {
  for (const char* term : {"", "  ", "*", "m\u00E5l *", "m\u00E5l*styrning", "**"})
    EXPECT_THROW(Search("sv", std::vector<std::string>{term}), RequestError) << term;
}

TEST(Search, WithoutStarsFindsWhatWalkingOverTheWordsFinds) {
  Nasty nasty(7);
  const std::vector<std::string> terms{"tillit", "och", "m\u00E5lstyrning", "\u00C5", "a"};
  for (int round = 0; round < 300; ++round) {
    std::string text = nasty.bytes(nasty.below(120));
    for (const char* word : {" Tillit ", "och", " \u00E5 A. ", "M\u00C5LSTYRNING "})
      text.insert(nasty.below(text.size() + 1), word);
    std::vector<std::pair<std::size_t, std::size_t>> expected;  // place and term
    for (const tokens::Token& token : tokens::Tokeniser({.language = "sv"}).tokenise(text))
      for (std::size_t term = 0; term < terms.size(); ++term)
        if (text::lower(token.span.of(text)) == text::lower(terms[term])) expected.emplace_back(token.span.begin, term);
    std::vector<std::pair<std::size_t, std::size_t>> given;
    for (const Match& match : matches("sv", terms, text, true)) given.emplace_back(match.span.begin, match.entry);
    EXPECT_EQ(given, expected) << text;
  }
}

}  // namespace
}  // namespace ordagrant::lexicon
