#include "ordagrant/counts/counter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/counts/word_features.h"

namespace ordagrant::counts {
namespace {

using Views = std::vector<std::string_view>;

std::vector<std::string> terms_of(const Counter& counter) {
  std::vector<std::string> terms;
  for (std::uint32_t term = 0; term < counter.terms(); ++term) terms.emplace_back(counter.term(term));
  return terms;
}

TEST(Counter, CountsWordsOfTwoCharactersInLowerCase) {
  Counter counter;
  const Matrix matrix = counter.fit(Views{"Tillit, tillit och 12 \u00C5R!", "i \u00E5r_2 a", ""});
  EXPECT_EQ(terms_of(counter), (std::vector<std::string>{"12", "och", "tillit", "\u00E5r", "\u00E5r_2"}));
  EXPECT_EQ(matrix.begins, (std::vector<std::uint64_t>{0, 4, 5, 5}));
  EXPECT_EQ(matrix.terms, (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(matrix.values, (std::vector<double>{1, 1, 2, 1, 1}));
}

TEST(Counter, OfOtherTextsOnlyKnownWordsAreCounted) {
  Counter counter;
  counter.fit(Views{"skola f\u00F6rskola"});
  const Matrix matrix = counter.count(Views{"skola eller skola", "eller"});
  EXPECT_EQ(matrix.columns, 2U);
  EXPECT_EQ(matrix.terms, std::vector<std::uint32_t>{1});
  EXPECT_EQ(matrix.values, std::vector<double>{2});
  EXPECT_EQ(matrix.begins, (std::vector<std::uint64_t>{0, 1, 1}));
}

TEST(Counter, TermsDoNotDependOnTheOrderOfTheTexts) {
  const Views texts{"b\u00F6r komma hit", "komma igen", "\u00E4nnu en g\u00E5ng"};
  Counter forwards;
  Counter backwards;
  forwards.fit(texts);
  backwards.fit(Views(texts.rbegin(), texts.rend()));
  EXPECT_EQ(terms_of(forwards), terms_of(backwards));
}

TEST(Counter, BytesThatAreNoTextEndAWord) {
  Counter counter;
  counter.fit(
      Views{"ab\xFF"
            "cd\xE5\x61xy",
            std::string_view("ef\0gh", 5)});
  EXPECT_EQ(terms_of(counter), (std::vector<std::string>{"ab", "axy", "cd", "ef", "gh"}));
}

std::vector<std::string> features(const WordFeatures& words, std::uint32_t word, FeatureKind kind) {
  std::vector<std::string> features;
  for (const std::uint32_t feature : words.features(word, kind)) features.emplace_back(words.feature(feature));
  return features;
}

TEST(WordFeatures, AWordHasALemmaPartsAndGrams) {
  WordFeatures words;
  const auto ids = words.of("Skolskjutsen 12 kom.", "sv");
  ASSERT_EQ(ids.size(), 2U);
  EXPECT_EQ(words.form(ids[0]), "skolskjutsen");
  EXPECT_EQ(features(words, ids[0], FeatureKind::lemma), std::vector<std::string>{"l:skolskjuts"});
  EXPECT_EQ(features(words, ids[0], FeatureKind::part), (std::vector<std::string>{"p:skol", "p:skjuts"}));
  EXPECT_EQ(features(words, ids[1], FeatureKind::part), std::vector<std::string>{});
  EXPECT_EQ(features(words, ids[1], FeatureKind::gram),
            (std::vector<std::string>{"g: ko", "g:kom", "g:om ", "g: kom", "g:kom ", "g: kom "}));
}

TEST(WordFeatures, LanguagesHaveWordsOfTheirOwnAndShareFeatures) {
  WordFeatures words;
  const auto sv = words.of("skole", "sv");
  const auto da = words.of("skole", "da");
  EXPECT_NE(sv, da);
  EXPECT_EQ(features(words, sv[0], FeatureKind::gram), features(words, da[0], FeatureKind::gram));
  EXPECT_EQ(words.of("skole", "sv"), sv);
}

TEST(WordFeatures, WordsOfAnyContactAreCommon) {
  WordFeatures words;
  for (const auto word : words.of("hej jag undrar", "sv")) EXPECT_TRUE(words.is_common(word)) << words.form(word);
  for (const auto word : words.of("bygglov soptunna", "sv")) EXPECT_FALSE(words.is_common(word)) << words.form(word);
  for (const auto word : words.of("goddag jeg ringer", "da")) EXPECT_TRUE(words.is_common(word)) << words.form(word);
}

TEST(WordFeatures, AnyBytesAreATextInAnyLanguage) {
  WordFeatures words;
  Nasty nasty(1);
  for (int round = 0; round < 300; ++round) {
    const std::string text = nasty.text(12);
    for (const std::string_view language : {"sv", "da", "und", "fi"})
      for (const auto word : words.of(text, language)) ASSERT_LT(word, words.words());
  }
}

}  // namespace
}  // namespace ordagrant::counts
