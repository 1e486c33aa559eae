#include "ordagrant/forms/stemmer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"

namespace ordagrant::forms {
namespace {

using Words = std::vector<std::string>;

// What a reader may rely on -------------------------------------------------

TEST(Stemmer, GivesTheStemsInTheirOrder) {
  EXPECT_EQ(stems("sv", Words{"medborgarnas"}), Words{"medborg"});
  EXPECT_EQ(stems("sv", Words{"styrningen", "styrning", "och"}), (Words{"styrning", "styrning", "och"}));
  EXPECT_EQ(stems("da", Words{"kommunernes", "tilliden"}), (Words{"kommun", "tillid"}));
}

TEST(Stemmer, ReadsEachLanguageByItsOwnRules) {
  EXPECT_NE(stems("sv", Words{"kontrollerne"}), stems("da", Words{"kontrollerne"}));
}

TEST(Stemmer, GivesTheWordItselfWhereThereIsNoAlgorithm) {
  EXPECT_EQ(stems("und", Words{"medborgarnas", ""}), (Words{"medborgarnas", ""}));
  EXPECT_EQ(stems("", Words{"medborgarnas"}), Words{"medborgarnas"});
}

TEST(Stemmer, HasNothingToSayAboutNoWords) { EXPECT_TRUE(stems("sv", Words{}).empty()); }

// What must hold for every word -----------------------------------------------

TEST(EveryWord, HasAStemThatItBeginsWith) {
  // Of these two algorithms: they only take endings off, and undo no more than two letters of what is left.
  for (const std::string_view language : {"sv", "da"}) {
    const Words words = nasty_texts(81, 1200);
    const Words found = stems(language, words);
    ASSERT_EQ(found.size(), words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      ASSERT_LE(found[i].size(), words[i].size()) << shown(words[i]);
      ASSERT_EQ(stems(language, Words{words[i]}).front(), found[i]) << shown(words[i]);  // nothing is carried over
    }
  }
}

// Snowball's own vocabulary, which is kept apart from the repository.
class Snowball : public testing::TestWithParam<std::pair<std::string_view, std::string_view>> {};

Words lines_of(const std::string& path) {
  std::ifstream file(path);
  Words lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

// The vocabulary may be newer than the library: Snowball 3.0 taught the Swedish algorithm these endings.
bool is_new_in_snowball_3(std::string_view language, std::string_view word) {
  return language == "sv" &&
         (word.ends_with("et") || word.ends_with("ets") || word.find("öst") != std::string_view::npos);
}

TEST_P(Snowball, StemsItsVocabularyAsItsAuthorsDo) {
  const char* folder = std::getenv("ORDAGRANT_DATA");
  if (folder == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set: no Snowball vocabulary to compare with";
  const auto [language, name] = GetParam();
  const std::string path = std::string(folder) + "/snowball/" + std::string(name);
  const Words words = lines_of(path + "-voc.txt");
  const Words expected = lines_of(path + "-output.txt");
  ASSERT_GT(words.size(), 20'000U) << path;
  ASSERT_EQ(words.size(), expected.size());
  const Words found = stems(language, words);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (found[i] != expected[i] && is_new_in_snowball_3(language, words[i])) continue;
    EXPECT_EQ(found[i], expected[i]) << words[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Stemmer, Snowball, testing::Values(std::pair("sv", "swedish"), std::pair("da", "danish")),
                         [](const auto& language) { return std::string(language.param.second); });

}  // namespace
}  // namespace ordagrant::forms
