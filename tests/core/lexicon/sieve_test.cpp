#include "ordagrant/lexicon/internal/sieve.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::lexicon::internal {
namespace {

Sieve::Print print_of(std::string_view word) { return Sieve::print_of(StringKey(word)); }
bool passes(const Sieve& sieve, std::string_view word) { return sieve.passes(word, print_of(word)); }

// What a reader may rely on -------------------------------------------------

TEST(Sieve, LetsThroughWhatWasAddedInAnyCase) {
  const auto sieve = std::make_unique<Sieve>();
  sieve->add_word("målstyrning");
  sieve->add_beginning("ansvarsut");
  sieve->add_end("kontroll");
  for (const std::string_view word : {"målstyrning", "Målstyrning", "MÅLSTYRNING", "ansvarsutkrävande",
                                      "ANSVARSUTKRÄVA", "Detaljkontroll", "KONTROLL"})
    EXPECT_TRUE(passes(*sieve, word)) << word;
  for (const std::string_view word : {"målstyrningen", "malstyrning", "ansva", "kontrollen", "i", ""})
    EXPECT_FALSE(passes(*sieve, word)) << word;
}

TEST(Sieve, LetsThroughThePairsThatBeginPhrases) {
  const auto sieve = std::make_unique<Sieve>();
  sieve->add_pair("under", "kontroll");
  EXPECT_TRUE(sieve->passes_pair(print_of("Under"), print_of("KONTROLL")));
  EXPECT_FALSE(sieve->passes_pair(print_of("kontroll"), print_of("under")));
  EXPECT_FALSE(sieve->passes_pair(print_of("under"), print_of("tiden")));
  EXPECT_FALSE(passes(*sieve, "under"));
}

TEST(Sieve, KnowsShortBeginningsAndEnds) {
  const auto sieve = std::make_unique<Sieve>();
  sieve->add_beginning("npm-");
  EXPECT_TRUE(passes(*sieve, "NPM-reform"));
  EXPECT_TRUE(passes(*sieve, "npm-"));
  EXPECT_FALSE(passes(*sieve, "reform-npm"));
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
          EXPECT_TRUE(sieve->passes_pair(print_of(surface), print_of(other))) << shown(surface) << ' ' << shown(other);
          continue;
      }
      EXPECT_TRUE(passes(*sieve, surface)) << shown(surface);
    }
  }
}

}  // namespace
}  // namespace ordagrant::lexicon::internal
