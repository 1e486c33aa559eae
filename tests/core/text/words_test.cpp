#include "ordagrant/text/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "tables.h"

namespace ordagrant::text {
namespace {

Words small_words() {
  static const std::vector<std::string_view> words{"9\toch att", "3\tkontroll arbete leverantör plan kommun",
                                                   "1\tförtroende", "+\tarbets leverantörs"};
  static const std::vector<std::string_view> rules{"closed\tinte och", "ending\ten et s", "suffix\tningen",
                                                   "word\tplommon"};
  return {words, rules};
}

// What a reader may rely on -------------------------------------------------

TEST(Words, KnowsHowFrequentAWordIs) {
  const Words words = small_words();
  EXPECT_EQ(words.frequency("och"), 9);
  EXPECT_EQ(words.frequency("kontroll"), 3);
  EXPECT_EQ(words.frequency("förtroende"), 1);
  EXPECT_GT(words.frequency("plommon"), 0);
  EXPECT_GT(words.frequency("inte"), 0);
  EXPECT_EQ(words.frequency("kontrol"), 0);
  EXPECT_EQ(words.frequency("kontrollx"), 0);
  EXPECT_EQ(words.frequency(""), 0);
}

TEST(Words, TakesCapitalsForTheirSmallLetters) {
  const Words words = small_words();
  EXPECT_EQ(words.frequency("Leverantör"), 3);
  EXPECT_EQ(words.frequency("LEVERANTÖR"), 3);
}

TEST(Words, DividesCompoundsIntoWhatItKnows) {
  const Words words = small_words();
  EXPECT_TRUE(words.compound("leverantörskontroll"));
  EXPECT_TRUE(words.compound("arbetsplan"));
  EXPECT_TRUE(words.compound("arbetsleverantörskontroll"));
  EXPECT_FALSE(words.compound("leverantörskontrull"));
  EXPECT_FALSE(words.compound("inteplan"));  // "inte" begins no compound
  EXPECT_FALSE(words.compound("arbetsoch"));
  EXPECT_FALSE(words.compound(""));
}

TEST(Words, CallsFormsAndCompoundsSound) {
  const Words words = small_words();
  EXPECT_TRUE(words.sound("kommunen"));
  EXPECT_TRUE(words.sound("arbetsplanen"));
  EXPECT_FALSE(words.sound("kommunxx"));
}

TEST(Words, KnowsWhatIsSaidOfAWord) {
  const Words words = small_words();
  EXPECT_TRUE(words.is(WordRole::closed, "inte"));
  EXPECT_TRUE(words.is(WordRole::beginning, "arbets"));
  EXPECT_FALSE(words.is(WordRole::closed, "arbets"));
}

TEST(Words, KnowsNothingOfNoLanguage) {
  const Words words({}, {});
  EXPECT_EQ(words.frequency("och"), 0);
  EXPECT_FALSE(words.sound("leverantörskontroll"));
}

TEST(Words, RefusesATableThatIsNone) {
  const std::vector<std::string_view> wrong{"10\toch"};
  const std::vector<std::string_view> kind{"kind\toch"};
  EXPECT_THROW(Words(wrong, {}), RequestError);
  EXPECT_THROW(Words({}, kind), RequestError);
}

// What must hold for every word -------------------------------------------------

TEST(EveryWord, IsFoundWithTheFrequencyItIsListedWith) {
  for (const std::string language : {"sv", "da"}) {
    const Table words_table(language, "words.tsv");
    const Table rules_table(language, "repair.tsv");
    const Words words(words_table.lines(), rules_table.lines());
    std::map<std::string, int, std::less<>> listed;
    for (const std::string_view line : words_table.lines()) {
      if (line[0] == '+') continue;
      for (std::size_t begin = 2; begin < line.size();) {
        const std::size_t end = std::min(line.find(' ', begin), line.size());
        listed.emplace(line.substr(begin, end - begin), line[0] - '0');
        begin = end + 1;
      }
    }
    EXPECT_GT(listed.size(), 10000U);
    for (const auto& [word, frequency] : listed) ASSERT_EQ(words.frequency(word), frequency) << language << ' ' << word;
    // Its letters the other way round are hardly ever a word.
    std::size_t known = 0;
    for (const auto& [word, frequency] : listed)
      if (word.size() > 8) known += words.frequency(std::string(word.rbegin(), word.rend())) > 0 ? 1U : 0U;
    EXPECT_LT(known, 10U);
  }
}

TEST(EveryWord, MayBeAnyBytes) {
  const Words words = small_words();
  for (const std::string& text : nasty_texts(71)) {
    EXPECT_GE(words.frequency(text), 0);
    EXPECT_EQ(words.sound(text), words.sound(text));
    words.compound(text);
  }
}

}  // namespace
}  // namespace ordagrant::text
