#include "ordagrant/demand/cues.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::demand {
namespace {

// The kinds of the cues among words with spaces between them.
std::vector<std::string> kinds_of(const Cues& cues, std::string_view words) {
  std::vector<Cues::Roles> roles;
  for (const std::string_view word : language::cells(words, ' '))
    roles.push_back(cues.roles(word, word.find_first_not_of("0123456789") == std::string_view::npos));
  std::vector<const Cues::Roles*> pointers;
  for (const Cues::Roles& one : roles) pointers.push_back(&one);
  std::vector<Cues::Hit> hits;
  cues.find(pointers, 0, hits);
  std::vector<std::string> kinds;
  for (const Cues::Hit& hit : hits) {
    EXPECT_LT(hit.begin, hit.end);
    EXPECT_LE(hit.end, roles.size());
    kinds.push_back(cues.kinds()[cues.kind(hit.phrase)]);
  }
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  return kinds;
}

bool has(const std::vector<std::string>& kinds, std::string_view kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// What a reader may rely on -------------------------------------------------

TEST(Cues, FindPhrasesSetsGapsAndNumbers) {
  const Cues cues("sv");
  EXPECT_TRUE(has(kinds_of(cues, "jag har inte f\u00E5tt n\u00E5got svar"), "not_done"));  // a set, at once
  EXPECT_TRUE(has(kinds_of(cues, "har inte i g\u00E5r heller f\u00E5tt"), "not_done"));    // a gap of three
  EXPECT_FALSE(has(kinds_of(cues, "inte a b c d f\u00E5tt"), "not_done"));                 // of four
  EXPECT_TRUE(has(kinds_of(cues, "ringt 4 g\u00E5nger"), "again"));                        // #
  EXPECT_TRUE(has(kinds_of(cues, "\u00F6verklagandet"), "appeal"));                        // a beginning
  EXPECT_TRUE(has(kinds_of(cues, "sjukanm\u00E4ler"), "apply"));                           // an end
  EXPECT_TRUE(kinds_of(cues, "katten").empty());
}

TEST(Cues, AreThereForBothLanguagesInTheSameKinds) {
  std::vector<std::string> swedish = Cues("sv").kinds();
  std::vector<std::string> danish = Cues("da").kinds();
  std::sort(swedish.begin(), swedish.end());
  std::sort(danish.begin(), danish.end());
  EXPECT_EQ(swedish, danish);
  EXPECT_THROW(Cues("fi"), RequestError);
}

// What holds for every text -------------------------------------------------

TEST(Cues, AnyBytesAreWords) {
  const Cues cues("da");
  Nasty nasty(3);
  for (int i = 0; i < 300; ++i) {
    std::string words = nasty.bytes(nasty.below(80));
    if (i % 2 == 0) words += " ikke 3 gange f\u00E5et svar";
    kinds_of(cues, words);
  }
}

}  // namespace
}  // namespace ordagrant::demand
