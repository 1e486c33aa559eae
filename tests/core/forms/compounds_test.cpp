#include "ordagrant/forms/compounds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/forms/internal/part_trie.h"

namespace ordagrant::forms {
namespace {

using Parts = std::vector<CompoundPart>;

const Compounds& swedish() {
  static const Compounds compounds("sv");
  return compounds;
}

const Compounds& danish() {
  static const Compounds compounds("da");
  return compounds;
}

std::string cut(const Compounds& compounds, std::string_view word) {
  std::string parts;
  for (const CompoundPart& part : compounds.split(word)) {
    if (!parts.empty()) parts += '+';
    parts += part.span.of(word);
  }
  return parts;
}

// Rows of two cells.
std::vector<std::pair<std::string, std::string>> table(const std::string& path) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (const std::size_t tab = line.find('\t'); !line.starts_with('#') && tab != std::string::npos)
      rows.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  return rows;
}

TEST(Compounds, CutsWhereOnePartEndsAndTheNextBegins) {
  EXPECT_EQ(cut(swedish(), "målstyrning"), "mål+styrning");
  EXPECT_EQ(cut(swedish(), "Målstyrningens"), "Mål+styrningens");
  EXPECT_EQ(cut(swedish(), "BUDGETUPPFÖLJNING"), "BUDGET+UPPFÖLJNING");
  EXPECT_EQ(cut(swedish(), "skolgården"), "skol+gården");
  EXPECT_EQ(cut(danish(), "målstyring"), "mål+styring");
  EXPECT_EQ(cut(danish(), "rammestyringens"), "ramme+styringens");
  EXPECT_EQ(cut(danish(), "vandrør"), "vand+rør");
  EXPECT_EQ(cut(danish(), "børnehjem"), "børne+hjem");
}

TEST(Compounds, KeepsALinkingElementWithThePartBeforeIt) {
  EXPECT_EQ(swedish().split("verksamhetsplan"), (Parts{{{0, 11}, 1}, {{11, 15}, 0}}));
  EXPECT_EQ(danish().split("forvaltningschef"), (Parts{{{0, 12}, 1}, {{12, 16}, 0}}));
  EXPECT_EQ(danish().split("studenterhue"), (Parts{{{0, 9}, 2}, {{9, 12}, 0}}));
  // Of a part that is a compound, and of one that is not known.
  EXPECT_EQ(swedish().split("sjukvårdsnämnd"), (Parts{{{0, 10}, 1}, {{10, 16}, 0}}));
  EXPECT_EQ(swedish().split("fnurpelningsplan"), (Parts{{{0, 12}, 1}, {{12, 16}, 0}}));
  // An s of the part itself.
  EXPECT_EQ(swedish().split("konkurrenslag"), (Parts{{{0, 10}, 0}, {{10, 13}, 0}}));
}

TEST(Compounds, PutsTheLinkWhereTheFirstPartTakesOne) {
  // Both readings are of words; which noun takes an s decides.
  EXPECT_EQ(cut(danish(), "indkomstskat"), "indkomst+skat");
  EXPECT_EQ(cut(danish(), "indkomststigning"), "indkomst+stigning");
  EXPECT_EQ(cut(danish(), "betonstøber"), "beton+støber");
  EXPECT_EQ(cut(danish(), "hverdagstøj"), "hverdags+tøj");
  EXPECT_EQ(cut(danish(), "nytårstale"), "nytårs+tale");
}

TEST(Compounds, CutsNounsThatAreWrittenLikeFunctionWords) {
  EXPECT_EQ(cut(danish(), "togkontrollør"), "tog+kontrollør");
  EXPECT_EQ(cut(danish(), "brødtog"), "brød+tog");
  EXPECT_EQ(cut(swedish(), "talman"), "tal+man");
  EXPECT_EQ(cut(swedish(), "vårbudget"), "vår+budget");
  EXPECT_EQ(cut(swedish(), "närvarande"), "närvarande");
}

TEST(Compounds, CutsAtHyphens) {
  EXPECT_EQ(swedish().split("IT-systemen"), (Parts{{{0, 3}, 1}, {{3, 11}, 0}}));
  EXPECT_EQ(cut(swedish(), "EU\u2011budgetram"), "EU\u2011+budget+ram");
  EXPECT_EQ(cut(danish(), "tv-programchef"), "tv-+program+chef");
  // One that joins nothing is a letter like others.
  EXPECT_EQ(cut(swedish(), "mål-"), "mål-");
  EXPECT_EQ(cut(swedish(), "-mål"), "-mål");
  EXPECT_EQ(cut(swedish(), "mål--tal"), "mål--tal");
  EXPECT_EQ(cut(swedish(), "-"), "-");
}

TEST(Compounds, KeepsACommonCompoundWholeInALongerOne) {
  EXPECT_EQ(cut(swedish(), "arbetsmarknad"), "arbets+marknad");
  EXPECT_EQ(cut(swedish(), "arbetsmarknadspolitik"), "arbetsmarknads+politik");
  EXPECT_EQ(cut(danish(), "folkeskole"), "folke+skole");
  EXPECT_EQ(cut(danish(), "folkeskoleelev"), "folkeskole+elev");
}

TEST(Compounds, LeavesPrefixesAndSuffixesWhereTheyAre) {
  for (const std::string_view word : {"ansvaret", "förvaltningens", "obetydlig", "säkerheten", "överenskommelse",
                                      "missbrukare", "ledarskap", "sekunder", "kommunal", "prioriteringar"})
    EXPECT_EQ(cut(swedish(), word), word);
  for (const std::string_view word : {"ansvaret", "forvaltningens", "ubetydelig", "sikkerheden", "overenskomst",
                                      "undersøgelser", "lederskab", "sekunder", "kommunal", "prioriteringer"})
    EXPECT_EQ(cut(danish(), word), word);
  // Endings that are written like nouns: rad, ras, ske.
  for (const std::string_view word : {"presenterade", "rapporteras", "reformerad"})
    EXPECT_EQ(cut(swedish(), word), word);
  for (const std::string_view word : {"ideologiske", "strategiske", "brugbare", "chokerede", "uhelbredelige",
                                      "betænkeligheder", "skærpelsen", "petersen"})
    EXPECT_EQ(cut(danish(), word), word);
}

TEST(Compounds, TakesOnePartThatItDoesNotKnow) {
  EXPECT_EQ(cut(swedish(), "fnurpeltjänst"), "fnurpel+tjänst");
  EXPECT_EQ(cut(danish(), "fnurpelvirksomhed"), "fnurpel+virksomhed");
  EXPECT_EQ(cut(swedish(), "fnurpel"), "fnurpel");
}

TEST(Compounds, LearnsPartsFromWordsOfTheUser) {
  EXPECT_EQ(cut(swedish(), "isgnurk"), "isgnurk");
  const std::vector<WordCount> counts{{"gnurk", 40}};
  EXPECT_EQ(cut(Compounds("sv", counts), "isgnurk"), "is+gnurk");
  const std::vector<WordCount> few{{"gnurk", 2}};
  EXPECT_EQ(cut(Compounds("sv", few), "isgnurk"), "isgnurk");
}

TEST(Compounds, RefusesALanguageThatIsNotShipped) { EXPECT_THROW(Compounds("fi"), RequestError); }

// The words were cut by hand before the splitter was written.
TEST(Compounds, CutsSwedishWordsAsWeDo) {
  std::size_t compounds = 0;
  std::size_t right = 0;
  std::size_t simple = 0;
  std::size_t harmed = 0;
  std::string wrong;
  for (const auto& [word, parts] : table(ORDAGRANT_TESTS "/forms/compounds_sv.tsv")) {
    const bool same = cut(swedish(), word) == parts;
    if (word == parts) {
      ++simple;
      harmed += same ? 0 : 1;
    } else {
      ++compounds;
      right += same ? 1 : 0;
    }
    if (!same) wrong += parts + " as " + cut(swedish(), word) + "\n";
  }
  ASSERT_GE(compounds, 600U);
  ASSERT_GE(simple, 300U);
  EXPECT_GE(static_cast<double>(right), 0.93 * static_cast<double>(compounds)) << wrong;
  EXPECT_LE(static_cast<double>(harmed), 0.015 * static_cast<double>(simple)) << wrong;
}

// The parts of `a+s+b` or `a|s|b`, a linking element with the part before it, as evaluate.py reads them.
std::string folded(std::string_view line) {
  std::string parts;
  std::size_t begin = 0;
  while (begin < line.size()) {
    const std::size_t end = std::min(line.find_first_of("+|", begin), line.size());
    const std::string_view part = line.substr(begin, end - begin);
    const bool link = part == "s" || part == "e" || part == "er" || part == "en";
    if (!parts.empty() && !link) parts += '+';
    parts += part;
    begin = end + 1;
  }
  return parts;
}

TEST(Compounds, CutsDanishWordsAsADictionaryDoes) {
  const char* data = std::getenv("ORDAGRANT_DATA");
  if (data == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set";
  for (const auto& [name, floor] : {std::pair{"da_dasem_compounds.txt", 0.91}, {"da_compounds_ddo_dev.txt", 0.87}}) {
    std::ifstream file(std::string(data) + "/compounds/" + name);
    std::size_t words = 0;
    std::size_t right = 0;
    for (std::string line; std::getline(file, line);) {
      if (line.find_first_of("-0123456789 ") != std::string::npos) continue;
      const std::string parts = folded(line);
      std::string word = parts;
      std::erase(word, '+');
      ++words;
      right += cut(danish(), word) == parts ? 1 : 0;
    }
    ASSERT_GT(words, 1000U) << name;
    EXPECT_GE(static_cast<double>(right), floor * static_cast<double>(words)) << name;
  }
}

void expect_parts_that_cover(const Compounds& compounds, std::string_view word) {
  const Parts parts = compounds.split(word);
  ASSERT_FALSE(parts.empty()) << shown(word);
  std::uint32_t end = 0;
  for (const CompoundPart& part : parts) {
    EXPECT_EQ(part.span.begin, end) << shown(word);
    end = part.span.end;
    if (!word.empty()) {
      EXPECT_LT(part.link, part.span.size()) << shown(word);
    }
  }
  EXPECT_EQ(end, word.size()) << shown(word);
  EXPECT_EQ(parts.back().link, 0U) << shown(word);
  EXPECT_EQ(parts, compounds.split(word)) << shown(word);
}

TEST(Compounds, CoversAnyBytes) {
  for (const Compounds* compounds : {&swedish(), &danish()})
    for (const std::string& text : nasty_texts(23, 2000)) expect_parts_that_cover(*compounds, text);
}

TEST(Compounds, CutsBetweenLetters) {
  const auto rows = table(ORDAGRANT_TESTS "/forms/compounds_sv.tsv");
  Nasty nasty(29);
  for (int round = 0; round < 3000; ++round) {
    const std::string word = nasty.one_of(rows).first + nasty.one_of(rows).first + nasty.one_of(rows).first;
    for (const Compounds* compounds : {&swedish(), &danish()}) {
      expect_parts_that_cover(*compounds, word);
      for (const CompoundPart& part : compounds->split(word)) {
        EXPECT_NE(static_cast<unsigned char>(word[part.span.begin]) & 0xC0U, 0x80U) << word;
        EXPECT_NE(static_cast<unsigned char>(word[part.span.end - part.link]) & 0xC0U, 0x80U) << word;
      }
    }
  }
}

TEST(Compounds, TakesWordsOfAnyLength) {
  for (const std::string_view piece : {"mål", "-", "verksamhets-", "\xC3", "\xE2\x80", "s"}) {
    std::string word;
    while (word.size() < 10'000'000) word += piece;
    expect_parts_that_cover(swedish(), word);
  }
}

// What the tree of letters must give, by looking each word up in a map.
TEST(PartTrie, KnowsTheWordsItWasGivenAndNoOthers) {
  using namespace internal;
  Nasty nasty(31);
  const auto word = [&] {
    std::string letters;
    for (std::size_t length = 1 + nasty.below(5); length > 0; --length) letters += static_cast<char>(nasty.below(4));
    return letters;
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<PartTrie::Word> words;
    std::map<std::string, std::pair<PartRoles, std::uint8_t>> known;
    for (std::size_t count = nasty.below(60); count > 0; --count) {
      const PartTrie::Word one{word(), static_cast<PartRoles>(1U << nasty.below(14)),
                               static_cast<std::uint8_t>(nasty.below(10))};
      words.push_back(one);
      auto& [roles, frequency] = known[one.letters];
      roles |= one.roles;
      frequency = std::max(frequency, one.frequency);
    }
    const PartTrie trie(words);
    for (int look = 0; look < 200; ++look) {
      const std::string asked = word();
      const PartTrie::Node* node = &trie.root();
      for (std::size_t at = 0; at < asked.size() && node != nullptr; ++at)
        node = trie.child(*node, static_cast<std::uint8_t>(asked[at]));
      const auto found = known.find(asked);
      EXPECT_EQ(node == nullptr ? PartRoles{0} : node->roles,
                found == known.end() ? PartRoles{0} : found->second.first);
      if (found != known.end()) {
        EXPECT_EQ(node->frequency, found->second.second);
      }
    }
  }
}

}  // namespace
}  // namespace ordagrant::forms
