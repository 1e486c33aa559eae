#include "ordagrant/forms/paradigms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::forms {
namespace {

using Forms = std::vector<std::string>;

bool holds(const Forms& forms, std::string_view form) {
  return std::find(forms.begin(), forms.end(), form) != forms.end();
}

// What a reader may rely on -------------------------------------------------

TEST(Paradigms, InflectANoun) {
  EXPECT_EQ(Paradigms("sv").inflect("tillit", "noun"), (Forms{"tillit", "tillits", "tilliten", "tillitens"}));
  EXPECT_EQ(Paradigms("da").inflect("mål", "noun"), (Forms{"mål", "måls", "målet", "målets", "målene", "målenes"}));
}

TEST(Paradigms, LetTheLongestEndingDecide) {
  // -a, -skola and the like: "kommun" has a row of its own, "målstyrning" is inflected as every word in -ning.
  EXPECT_EQ(Paradigms("sv").inflect("målstyrning", "noun"),
            (Forms{"målstyrning", "målstyrnings", "målstyrningen", "målstyrningens", "målstyrningar", "målstyrningars",
                   "målstyrningarna", "målstyrningarnas"}));
  EXPECT_TRUE(holds(Paradigms("sv").inflect("förälder", "noun"), "föräldrarna"));
  EXPECT_FALSE(holds(Paradigms("sv").inflect("förälder", "noun"), "föräldera"));
}

TEST(Paradigms, InflectAdjectivesVerbsAndAbbreviations) {
  const Paradigms swedish("sv");
  EXPECT_TRUE(holds(swedish.inflect("fri", "adj"), "fritt"));
  EXPECT_TRUE(holds(swedish.inflect("detaljstyra", "verb"), "detaljstyrdes"));
  EXPECT_TRUE(holds(swedish.inflect("KPI", "abbr"), "KPI:er"));
  EXPECT_TRUE(holds(Paradigms("da").inflect("KPI", "abbr"), "KPI’erne"));
}

TEST(Paradigms, LeaveAWordAsItStands) {
  EXPECT_EQ(Paradigms("sv").inflect("och", "="), Forms{"och"});
  EXPECT_EQ(Paradigms("sv").inflect("", "="), Forms{""});
}

TEST(Paradigms, SayHowAWordBeginsACompound) {
  EXPECT_EQ(Paradigms("sv").modifiers("tillit"), (Forms{"tillit", "tillits"}));
  EXPECT_EQ(Paradigms("sv").modifiers("målstyrning"), Forms{"målstyrnings"});
  EXPECT_EQ(Paradigms("sv").modifiers("kund"), Forms{"kund"});
}

TEST(Paradigms, NameTheirPartsOfSpeech) {
  for (const std::string_view language : {"sv", "da"})
    EXPECT_EQ(Paradigms(language).parts_of_speech(), (Forms{"=", "abbr", "adj", "noun", "verb"})) << language;
}

TEST(Paradigms, RefuseWhatTheyDoNotKnow) {
  EXPECT_THROW(Paradigms("fi"), RequestError);
  const Paradigms swedish("sv");
  for (const std::string_view pos : {"substantiv", "", "modifier", "Noun"}) {
    try {
      (void)swedish.inflect("mål", pos);
      ADD_FAILURE() << pos;
    } catch (const RequestError& error) {
      EXPECT_EQ(std::string(error.what()), "pos '" + std::string(pos) + "' is not one of: =, abbr, adj, noun, verb");
    }
  }
}

// What must hold for every word -----------------------------------------------

class EveryWord : public testing::TestWithParam<std::string_view> {
 protected:
  EveryWord() {
    for (const std::string_view line : language::lines(GetParam(), "paradigms.tsv"))
      rows_.push_back(language::cells(line));
  }

  // The slow twin: every row of the table that fits, and the longest of them.
  Forms slowly(std::string_view lemma, std::string_view pos) const {
    std::size_t longest = 0;
    std::string_view forms;
    for (const auto& row : rows_) {
      const std::string_view ending = nothing_for_dash(row[1]);
      if (row[0] != pos || !lemma.ends_with(ending) || ending.size() < longest) continue;
      longest = ending.size();
      forms = row[2];
    }
    Forms found;
    for (const std::string_view form : language::cells(forms, ' '))
      found.push_back(std::string(lemma.substr(0, lemma.size() - longest)).append(nothing_for_dash(form)));
    return found;
  }

  static std::string_view nothing_for_dash(std::string_view cell) { return cell == "-" ? std::string_view{} : cell; }

  // Lemmas that end like every row of the table, and nasty ones.
  Forms lemmas() const {
    Forms found = nasty_texts(91);
    for (const auto& row : rows_)
      for (const char* root : {"", "mål", "x"}) found.push_back(std::string(root).append(nothing_for_dash(row[1])));
    return found;
  }

  std::vector<std::vector<std::string_view>> rows_;
  Paradigms paradigms_{GetParam()};
};

TEST_P(EveryWord, HasTheFormsOfTheLongestRow) {
  for (const std::string& lemma : lemmas()) {
    ASSERT_EQ(paradigms_.modifiers(lemma), slowly(lemma, "modifier")) << shown(lemma);
    for (const std::string& pos : paradigms_.parts_of_speech()) {
      const Forms found = paradigms_.inflect(lemma, pos);
      ASSERT_EQ(found.front(), lemma);
      Forms expected = pos == "=" ? Forms{} : slowly(lemma, pos);
      expected.push_back(lemma);
      ASSERT_EQ(std::set(found.begin(), found.end()), std::set(expected.begin(), expected.end())) << shown(lemma);
      ASSERT_EQ(std::set(found.begin(), found.end()).size(), found.size()) << shown(lemma) << " has a form twice";
    }
  }
}

TEST_P(EveryWord, IsAmongTheFormsOfItsOwnRow) {
  // A row that leaves out the word it is found by is a slip; verbs and adjectives may be found by another form.
  for (const auto& row : rows_) {
    if (row[0] != "noun" && row[0] != "abbr") continue;
    const auto forms = language::cells(row[2], ' ');
    EXPECT_NE(std::find(forms.begin(), forms.end(), row[1]), forms.end()) << row[0] << ' ' << row[1];
  }
}

INSTANTIATE_TEST_SUITE_P(Paradigms, EveryWord, testing::Values("sv", "da"),
                         [](const auto& language) { return std::string(language.param); });

}  // namespace
}  // namespace ordagrant::forms
