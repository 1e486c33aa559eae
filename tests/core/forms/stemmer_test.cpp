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

std::string_view swedish(std::string_view word) { return Stemmer("sv").stem(word); }
std::string_view danish(std::string_view word) { return Stemmer("da").stem(word); }

// What a reader may rely on -------------------------------------------------

TEST(Stemmer, GivesTheFormsOfAWordOneStem) {
  for (const std::string_view form : {"medborgare", "medborgaren", "medborgarens", "medborgarna", "medborgarnas"})
    EXPECT_EQ(swedish(form), "medborg") << form;
  for (const std::string_view form : {"kommune", "kommunen", "kommuner", "kommunerne", "kommunernes"})
    EXPECT_EQ(danish(form), "kommun") << form;
}

TEST(Stemmer, ReadsEachLanguageByItsOwnRules) {
  EXPECT_EQ(swedish("kontrollerne"), "kontrollern");
  EXPECT_EQ(danish("kontrollerne"), "kontrol");
}

TEST(Stemmer, GivesTheWordItselfInAnotherLanguage) {
  for (const std::string_view language : {"und", "", "nb", "swedish", "SV"})
    EXPECT_EQ(Stemmer(language).stem("medborgarnas"), "medborgarnas") << language;
}

TEST(Stemmer, GivesAViewOfTheWord) {
  const std::string_view word = "medborgarnas";
  EXPECT_EQ(swedish(word).data(), word.data());
}

TEST(SwedishStemmer, TakesTheLongestEndingOff) {
  EXPECT_EQ(swedish("svagheterna"), "svag");  // -heterna, not -erna
  EXPECT_EQ(swedish("styrningen"), "styrning");
  EXPECT_EQ(swedish("kontrollerades"), "kontroller");
}

TEST(SwedishStemmer, LeavesThreeLettersAndTheFirstConsonantAfterAVowelAlone) {
  EXPECT_EQ(swedish("och"), "och");
  EXPECT_EQ(swedish("ån"), "ån");
  EXPECT_EQ(swedish("åren"), "åren");  // what lies behind three letters, which are four bytes, is no more than -n
  EXPECT_EQ(swedish("målen"), "mål");
  EXPECT_EQ(swedish("brett"), "brett");  // the first of the two is left alone, so there is no pair
  EXPECT_EQ(swedish("psst"), "psst");    // no vowel
}

TEST(SwedishStemmer, TakesAnSOffOnlyBehindSomeLetters) {
  EXPECT_EQ(swedish("bolags"), "bolag");
  EXPECT_EQ(swedish("status"), "status");
  EXPECT_EQ(swedish("process"), "process");
}

TEST(SwedishStemmer, TakesEtOffWhereItIsAnEnding) {
  EXPECT_EQ(swedish("arbetet"), "arbet");
  EXPECT_EQ(swedish("målets"), "mål");
  EXPECT_EQ(swedish("beslutets"), "beslut");
  EXPECT_EQ(swedish("identitet"), "identitet");
  EXPECT_EQ(swedish("identitets"), "identitet");  // the s is one
  EXPECT_EQ(swedish("nyhets"), "nyhet");
  EXPECT_EQ(swedish("paket"), "paket");
  EXPECT_EQ(swedish("paketet"), "paket");
  EXPECT_EQ(swedish("samhället"), "samhället");  // two consonants before it
  EXPECT_EQ(swedish("ödets"), "ödet");           // nothing before the vowel
}

TEST(SwedishStemmer, TakesTheLastOfTwoConsonantsOff) {
  EXPECT_EQ(swedish("friskt"), "frisk");
  EXPECT_EQ(swedish("enskilt"), "enskilt");
}

TEST(SwedishStemmer, TakesSuffixesOff) {
  EXPECT_EQ(swedish("viktiga"), "vikt");
  EXPECT_EQ(swedish("verkligt"), "verk");
  EXPECT_EQ(swedish("styrelse"), "styr");
  EXPECT_EQ(swedish("tillitsfullt"), "tillitsfull");
  EXPECT_EQ(swedish("arbetslöst"), "arbetslös");
  EXPECT_EQ(swedish("nervöst"), "nervös");
  EXPECT_EQ(swedish("senhöst"), "senhöst");
}

TEST(DanishStemmer, TakesTheLongestEndingOff) {
  EXPECT_EQ(danish("sundheden"), "sund");  // -heden, not -en
  EXPECT_EQ(danish("tilliden"), "tillid");
  EXPECT_EQ(danish("vurderende"), "vurd");
}

TEST(DanishStemmer, LeavesThreeLettersAndTheFirstConsonantAfterAVowelAlone) {
  EXPECT_EQ(danish("og"), "og");
  EXPECT_EQ(danish("årene"), "åren");  // what lies behind three letters, which are four bytes, is no more than -ne
  EXPECT_EQ(danish("målene"), "mål");
  EXPECT_EQ(danish("slidt"), "slidt");  // the first of the two is left alone, so there is no pair
  EXPECT_EQ(danish("pst"), "pst");
}

TEST(DanishStemmer, TakesAnSOffOnlyBehindSomeLetters) {
  EXPECT_EQ(danish("forslags"), "forslag");
  EXPECT_EQ(danish("områdes"), "områd");
  EXPECT_EQ(danish("status"), "status");
}

TEST(DanishStemmer, TakesTheLastOfTwoConsonantsOff) {
  EXPECT_EQ(danish("kontrakt"), "kontrak");
  EXPECT_EQ(danish("venligt"), "ven");  // and -lig
}

TEST(DanishStemmer, TakesSuffixesOff) {
  EXPECT_EQ(danish("fagligt"), "fag");
  EXPECT_EQ(danish("vigtigst"), "vigt");
  EXPECT_EQ(danish("kontraktlig"), "kontrak");  // and then the last of two consonants
  EXPECT_EQ(danish("bestemmelse"), "bestem");
  EXPECT_EQ(danish("arbejdsløst"), "arbejdsløs");
  EXPECT_EQ(danish("igst"), "ig");  // this one wherever it stands
}

TEST(DanishStemmer, LeavesOneOfADoubleConsonant) {
  EXPECT_EQ(danish("bestemmer"), "bestem");
  EXPECT_EQ(danish("buddene"), "bud");
  EXPECT_EQ(danish("jazzen"), "jazz");  // doubled in itself
}

TEST(DanishStemmer, KnowsTheApostropheBeforeAnEnding) {
  EXPECT_EQ(danish("kpi'er"), "kpi");
  EXPECT_EQ(danish("eu's"), "eu");
  EXPECT_EQ(danish("kpi'"), "kpi");
  EXPECT_EQ(danish("a'erne"), "a'ern");  // three letters, the mark among them, are left alone
  EXPECT_EQ(danish("a'"), "a'");
}

// What must hold for every word -----------------------------------------------

Words nasty_words() {
  Words words = nasty_texts(81, 1200);
  // Endings in every order, with letters of two bytes and broken ones between them.
  Nasty nasty(82);
  const Words pieces{"en", "et",   "s",   "s",     "heterna", "erne", "igst", "lig",  "els",  "tt",
                     "mm", "løst", "öst", "'",     "a",       "e",    "é",    "ä",    "ø",    "h",
                     "k",  "r",    "d",   "fullt", "",        "\xC3", "\xA4", "\xF0", "\xFF", "\u2019"};
  for (int count = 0; count < 20'000; ++count) {
    std::string word;
    for (std::size_t left = nasty.below(8) + 1; left > 0; --left) word += nasty.one_of(pieces);
    words.push_back(std::move(word));
  }
  return words;
}

TEST(EveryWord, BeginsWithItsStem) {
  const Words words = nasty_words();
  for (const std::string_view language : {"sv", "da", "und"}) {
    const Stemmer stemmer(language);
    for (const std::string& word : words) {
      const std::string_view stem = stemmer.stem(word);
      ASSERT_EQ(static_cast<const void*>(stem.data()), word.data()) << shown(word);
      ASSERT_LE(stem.size(), word.size()) << shown(word);
      ASSERT_EQ(stem.empty(), word.empty()) << shown(word);
    }
  }
}

TEST(EveryWord, MayBeVeryLong) {
  constexpr std::size_t kLong = 10'000'000;
  for (const std::string_view language : {"sv", "da"}) {
    const Stemmer stemmer(language);
    EXPECT_EQ(stemmer.stem(std::string(kLong, 'b') + "ollen").size(), kLong + (language == "sv" ? 3 : 2));
    EXPECT_EQ(stemmer.stem(std::string(kLong, 'a')).size(), kLong);
    EXPECT_EQ(stemmer.stem(std::string(kLong, '\xA4')).size(), kLong);
    EXPECT_EQ(stemmer.stem("hus" + std::string(kLong, '\xA4') + "s").size(), kLong + 4);
    std::string ends;
    while (ends.size() < kLong) ends += "ets";
    EXPECT_EQ(stemmer.stem(ends).size(), ends.size() - (language == "sv" ? 1 : 3));
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

TEST_P(Snowball, StemsItsVocabularyAsItsAuthorsDo) {
  const char* folder = std::getenv("ORDAGRANT_DATA");
  if (folder == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set: no Snowball vocabulary to compare with";
  const auto [language, name] = GetParam();
  const std::string path = std::string(folder) + "/snowball/" + std::string(name);
  const Words words = lines_of(path + "-voc.txt");
  const Words expected = lines_of(path + "-output.txt");
  ASSERT_GT(words.size(), 20'000U) << path;
  ASSERT_EQ(words.size(), expected.size());
  const Stemmer stemmer(language);
  for (std::size_t i = 0; i < words.size(); ++i) EXPECT_EQ(stemmer.stem(words[i]), expected[i]) << words[i];
}

INSTANTIATE_TEST_SUITE_P(Stemmer, Snowball, testing::Values(std::pair("sv", "swedish"), std::pair("da", "danish")),
                         [](const auto& language) { return std::string(language.param.second); });

}  // namespace
}  // namespace ordagrant::forms
