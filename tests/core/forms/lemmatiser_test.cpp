#include "ordagrant/forms/lemmatiser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/forms/internal/analyser.h"
#include "ordagrant/forms/internal/inflection.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::forms {
namespace {

using Lemmas = std::vector<std::string>;

const Lemmatiser& lemmatiser(std::string_view language) {
  static const Lemmatiser swedish("sv");
  static const Lemmatiser danish("da");
  return language == "sv" ? swedish : danish;
}

std::string lemma(std::string_view language, std::string_view word) { return lemmatiser(language).of(word).text(); }

// The lemmas of a sentence whose tokens have a space between them.
std::string lemmas(std::string_view language, std::string_view sentence) {
  const auto tokens = language::cells(sentence, ' ');
  Lemmas lower;
  for (const std::string_view token : tokens) lower.push_back(text::lower(token));
  Lemmatiser::Memory memory;
  std::vector<SentenceWord> words;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    words.push_back({lemmatiser(language).number(lower[i], memory), lower[i] != tokens[i]});
  std::vector<std::uint32_t> found;
  lemmatiser(language).of_sentence(words, memory, found);
  std::string joined;
  for (const std::uint32_t one : found) (joined += joined.empty() ? "" : " ") += memory.lemma(one).text();
  return joined;
}

// What a reader may rely on -------------------------------------------------

TEST(Lemmatiser, GivesTheBaseFormOfAWord) {
  EXPECT_EQ(lemma("sv", "verksamheternas"), "verksamhet");
  EXPECT_EQ(lemma("sv", "skrev"), "skriva");
  EXPECT_EQ(lemma("sv", "viktigaste"), "viktig");
  EXPECT_EQ(lemma("da", "kommunernes"), "kommune");
  EXPECT_EQ(lemma("da", "skrev"), "skrive");
  EXPECT_EQ(lemma("da", "vigtigste"), "vigtig");
}

TEST(Lemmatiser, SaysByWhichRule) {
  const Lemma skola = lemmatiser("sv").of("skolorna");
  EXPECT_EQ(skola.source, LemmaSource::listed);
  EXPECT_EQ(skola.rule, "noun_or");
  const Lemma handling = lemmatiser("sv").of("handlingarna");
  EXPECT_EQ(handling.source, LemmaSource::paradigm);
  EXPECT_EQ(name(handling.source), "paradigm");
  EXPECT_EQ(handling.rule, "noun_ing");
  EXPECT_EQ(lemmatiser("da").of("xyzzy").source, LemmaSource::itself);
  EXPECT_TRUE(lemmatiser("da").of("xyzzy").rule.empty());
}

TEST(Lemmatiser, CopiesNothingWhereTheLemmaIsABeginning) {
  const std::string word = "kommunernas";
  const Lemma found = lemmatiser("sv").of(word);
  EXPECT_EQ(found.beginning, "kommun");
  EXPECT_EQ(found.beginning.data(), word.data());
  EXPECT_TRUE(found.ending.empty());
}

TEST(Lemmatiser, FindsTheLemmaOfACompoundByItsLastPart) {
  EXPECT_EQ(lemma("sv", "brandskyddsmännen"), "brandskyddsman");
  EXPECT_EQ(lemma("sv", "samverkansböckerna"), "samverkansbok");
  EXPECT_EQ(lemma("da", "havneembedsmændene"), "havneembedsmand");
  EXPECT_EQ(lemma("da", "affaldsbørnene"), "affaldsbarn");
  EXPECT_EQ(lemma("sv", "eu-medlemmarna"), "eu-medlem");
  EXPECT_EQ(lemmatiser("sv").of("eu-medlemmarna").source, LemmaSource::compound);
}

TEST(Lemmatiser, KnowsVerbsWithAPrefix) {
  EXPECT_EQ(lemma("sv", "innehåller"), "innehålla");
  EXPECT_EQ(lemma("sv", "tillhandahöll"), "tillhandahålla");
  EXPECT_EQ(lemma("sv", "framsteg"), "framsteg");
  EXPECT_EQ(lemma("da", "videregav"), "videregive");
  EXPECT_EQ(lemma("da", "samfundet"), "samfund");
}

TEST(Lemmatiser, LeavesWhatIsNoWord) {
  for (const std::string_view language : {"sv", "da"})
    for (const std::string_view mark : {"", ".", "§", "12", "1990", "2018:47", "-", "skol-", "5:e", "\xFF"})
      EXPECT_EQ(lemma(language, mark), mark) << mark;
  EXPECT_EQ(lemma("sv", "eu:s"), "eu");
  EXPECT_EQ(lemma("da", "fn's"), "fn");
  EXPECT_EQ(lemma("da", "fn’s"), "fn");
}

TEST(Lemmatiser, TellsTheLemmasOfAFormByItsNeighbours) {
  EXPECT_EQ(lemmas("sv", "Den ökade kostnaden oroar ."), "den ökad kostnad oroa .");
  EXPECT_EQ(lemmas("sv", "Kostnaden har ökat ."), "kostnad ha öka .");
  EXPECT_EQ(lemmas("sv", "Hon har satt upp planen ."), "hon ha sätta upp plan .");
  EXPECT_EQ(lemmas("da", "De er enige ."), "de være enig .");
  EXPECT_EQ(lemmas("da", "De kommuner er små ."), "den kommune være lille .");
  EXPECT_EQ(lemmas("da", "Det er svært ."), "det være svær .");
  EXPECT_EQ(lemmas("da", "Det svar kom i går ."), "den svar komme i går .");
}

TEST(Lemmatiser, TakesAnUnknownWordWithACapitalForAName) {
  EXPECT_EQ(lemmas("sv", "Enligt Plinghults förslag"), "enligt plinghult förslag");
  EXPECT_EQ(lemmas("sv", "enligt plinghultornas förslag"), "enligt plinghulta förslag");
  EXPECT_EQ(lemmas("da", "Ifølge Vrøffelsens forslag"), "ifølge vrøffelsen forslag");
  EXPECT_EQ(lemmas("sv", "Så säger Jonas och Regeringen ."), "så säga jonas och regering .");
}

TEST(Lemmatiser, HasNothingToSayAboutNoWords) {
  Lemmatiser::Memory memory;
  std::vector<std::uint32_t> found(3);
  lemmatiser("sv").of_sentence({}, memory, found);
  EXPECT_TRUE(found.empty());
}

TEST(Lemmatiser, RefusesALanguageThatIsNotShipped) {
  EXPECT_THROW(Lemmatiser("fi"), RequestError);
  EXPECT_THROW(Lemmatiser(""), RequestError);
}

// The words of lemmas_<language>.tsv: the lemmas of each form, of which the first one asked for is enough.
class Table : public testing::TestWithParam<std::string_view> {
 protected:
  Table() {
    std::ifstream file(std::string(ORDAGRANT_TESTS) + "/forms/lemmas_" + std::string(GetParam()) + ".tsv");
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with('#')) continue;
      const auto cells = language::cells(line);
      for (const std::string_view form : language::cells(cells.at(1), ' '))
        lemmas_[std::string(form)].insert(std::string(cells[0]));
    }
  }

  std::map<std::string, std::set<std::string>> lemmas_;
};

TEST_P(Table, HoldsWordsAndTheirLemmas) {
  ASSERT_GT(lemmas_.size(), 600U);
  for (const auto& [form, expected] : lemmas_)
    EXPECT_TRUE(expected.contains(lemma(GetParam(), form))) << form << ": " << lemma(GetParam(), form);
}

TEST_P(Table, HoldsLemmasThatAreTheirOwn) {
  // But for "de" and "ansøger", which by themselves are more often forms of "den" and "ansøge".
  const std::set<std::string> others{"de", "ansøger"};
  for (const auto& [form, expected] : lemmas_)
    for (const std::string& one : expected) {
      const auto as_form = lemmas_.find(one);
      if (one.find('_') != std::string::npos || as_form != lemmas_.end() || others.contains(one)) continue;
      EXPECT_EQ(lemma(GetParam(), one), one) << form;
    }
}

INSTANTIATE_TEST_SUITE_P(Lemmatiser, Table, testing::Values("sv", "da"),
                         [](const auto& language) { return std::string(language.param); });

// What must hold for every word -----------------------------------------------

class EveryLanguage : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryLanguage, GivesALemmaToAnyBytes) {
  Lemmas words = nasty_texts(131, 1200);
  Nasty nasty(132);
  for (const std::string_view line : language::lines(GetParam(), "words.tsv"))
    for (const std::string_view word : language::cells(line, ' '))
      if (nasty.below(20) == 0) words.push_back(std::string(word) + nasty.bytes(nasty.below(3)));
  words.push_back(std::string(10'000, 'a'));
  for (const std::string& word : words) {
    const Lemma found = lemmatiser(GetParam()).of(word);
    ASSERT_EQ(found.text().empty(), word.empty()) << shown(word);
    ASSERT_LE(found.beginning.size(), word.size()) << shown(word);
    ASSERT_EQ(word.substr(0, found.beginning.size()), found.beginning) << shown(word);
    ASSERT_EQ(lemma(GetParam(), word), found.text());
  }
}

TEST_P(EveryLanguage, GivesALemmaToEachTokenOfAnySentence) {
  Nasty nasty(133);
  const Lemmas words = nasty_texts(134, 300);
  Lemmatiser::Memory memory;
  std::vector<std::uint32_t> found;
  for (int sentence = 0; sentence < 300; ++sentence) {
    Lemmas lower;
    std::vector<SentenceWord> tokens;
    for (std::size_t count = nasty.below(12); count > 0; --count) {
      lower.push_back(nasty.one_of(words));
      tokens.push_back({lemmatiser(GetParam()).number(lower.back(), memory), nasty.below(3) == 0});
    }
    lemmatiser(GetParam()).of_sentence(tokens, memory, found);
    ASSERT_EQ(found.size(), tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Lemma lemma = memory.lemma(found[i]);
      ASSERT_EQ(lemma.text().empty(), lower[i].empty());
      ASSERT_EQ(lower[i].substr(0, lemma.beginning.size()), lemma.beginning);
    }
  }
  EXPECT_LE(memory.words(), words.size());
}

TEST_P(EveryLanguage, GivesAWordAloneTheLemmaThatItHasInASentenceOfItsOwn) {
  Lemmatiser::Memory memory;
  std::vector<std::uint32_t> found;
  for (const std::string_view line : language::lines(GetParam(), "lemma_words.tsv")) {
    const std::string_view word = language::cells(language::cells(line)[1], ' ').front();
    const SentenceWord one{lemmatiser(GetParam()).number(word, memory), false};
    lemmatiser(GetParam()).of_sentence({&one, 1}, memory, found);
    ASSERT_EQ(memory.lemma(found.at(0)).text(), lemma(GetParam(), word)) << word;
  }
}

TEST_P(EveryLanguage, ReadsEveryFormOfEveryRuleByThatRule) {
  const internal::Inflection inflection(GetParam());
  for (const std::string_view line : language::lines(GetParam(), "lemma_rules.tsv")) {
    const auto cells = language::cells(line);
    if (cells.size() != 5 || line.find_first_of("&@") != std::string_view::npos) continue;
    for (std::string_view ending : language::cells(cells[4], ' ')) {
      if (ending.starts_with('?') || ending.starts_with('!')) continue;
      if (ending.starts_with('~')) ending.remove_prefix(1);
      if (ending == "-") ending = {};
      const auto slots = inflection.slots(internal::PartHashes::of(ending));
      EXPECT_TRUE(
          std::any_of(slots.begin(), slots.end(),
                      [&](const internal::Slot& slot) { return inflection.paradigm(slot.paradigm).name == cells[0]; }))
          << cells[0] << " -" << ending;
    }
  }
}

TEST_P(EveryLanguage, WeighsAWordAloneAsItDoesBehindAnother) {
  // The slow twin of what is kept: a head is weighed anew when it is not in words.tsv, and looked up when it is.
  const internal::Inflection inflection(GetParam());
  const internal::Analyser analyser(GetParam(), inflection);
  std::size_t known = 0;
  for (const auto line : language::lines(GetParam(), "words.tsv"))
    for (const std::string_view word : language::cells(language::cells(line).back(), ' ')) {
      if (word.size() > 40) continue;
      const std::string longer = "xy" + std::string(word);
      const internal::PartHashes hashes(word);
      const internal::PartHashes longer_hashes(longer);
      ASSERT_EQ(longer_hashes(2, longer.size()), hashes(0, word.size())) << word;
      const auto alone = analyser.analyse(word, hashes, 0);
      const auto behind = analyser.analyse(longer, longer_hashes, 2);
      ASSERT_EQ(alone[0].paradigm, behind[0].paradigm) << word;
      ASSERT_EQ(alone[0].score, behind[0].score) << word;
      if (alone[0].is_one()) {
        ASSERT_EQ(alone[0].stem + 2, behind[0].stem) << word;
      }
      known += inflection.words().frequency(hashes(0, word.size())) > 0 ? 1U : 0U;
    }
  EXPECT_GT(known, 10'000U);
}

INSTANTIATE_TEST_SUITE_P(Lemmatiser, EveryLanguage, testing::Values("sv", "da"),
                         [](const auto& language) { return std::string(language.param); });

// Gold that somebody else made, kept apart from the repository.
class Treebank : public testing::TestWithParam<std::pair<std::string_view, double>> {};

TEST_P(Treebank, AgreesInMostLemmas) {
  const char* folder = std::getenv("ORDAGRANT_DATA");
  if (folder == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set: no treebank to compare with";
  const auto [treebank, least] = GetParam();
  const std::string path = std::string(folder) + "/ud/" + std::string(treebank) + "-ud-dev.conllu";
  std::ifstream file(path);
  Lemmas lower;
  std::vector<bool> capitals;
  Lemmas expected;
  std::size_t right = 0;
  std::size_t all = 0;
  const Lemmatiser& ours = lemmatiser(treebank.substr(0, 2));
  Lemmatiser::Memory memory;
  const auto compare = [&] {
    std::vector<SentenceWord> words;
    for (std::size_t i = 0; i < lower.size(); ++i) words.push_back({ours.number(lower[i], memory), capitals[i]});
    std::vector<std::uint32_t> found;
    ours.of_sentence(words, memory, found);
    for (std::size_t i = 0; i < lower.size(); ++i)
      right += memory.lemma(found[i]).text() == text::lower(expected[i]) ? 1U : 0U;
    all += lower.size();
    lower.clear();
    capitals.clear();
    expected.clear();
  };
  for (std::string line; std::getline(file, line);) {
    const auto cells = language::cells(line);
    if (line.empty()) compare();
    if (cells.size() != 10 || cells[0].find_first_not_of("0123456789") != std::string_view::npos) continue;
    lower.push_back(text::lower(cells[1]));
    capitals.push_back(text::is_upper(text::character_at(cells[1], 0).code));
    expected.emplace_back(cells[2]);
  }
  ASSERT_GT(all, 5'000U) << path;
  EXPECT_GT(static_cast<double>(right), least * static_cast<double>(all)) << right << " of " << all;
}

INSTANTIATE_TEST_SUITE_P(Lemmatiser, Treebank,
                         testing::Values(std::pair("sv_talbanken", 0.97), std::pair("sv_lines", 0.94),
                                         std::pair("da_ddt", 0.945)),
                         [](const auto& treebank) { return std::string(treebank.param.first); });

}  // namespace
}  // namespace ordagrant::forms
