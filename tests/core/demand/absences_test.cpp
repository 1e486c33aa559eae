#include "ordagrant/demand/absences.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/demand/features.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::demand {
namespace {

struct Absence {
  std::string name;
  std::string words;  // as they stand

  bool operator==(const Absence&) const = default;
};

// What a text says of somebody's absence, in the order of its features.
std::vector<Absence> absences(const Reader& reader, std::string_view text, Reader::Memory& memory,
                              FeatureNames& names) {
  Contact contact;
  reader.learn(text, names, memory, contact);
  std::vector<Absence> found;
  for (const Feature& feature : contact.features) {
    if (feature.block != Block::cue) continue;
    const std::string_view name = language::cells(names.key(feature.number)).back();
    if (std::find(Absences::kNames.begin(), Absences::kNames.end(), name) == Absences::kNames.end()) continue;
    EXPECT_LT(feature.begin, feature.end);
    EXPECT_LE(feature.end, contact.tokens.size());
    const std::uint32_t begin = contact.tokens[feature.begin].span.begin;
    found.push_back(
        {std::string(name), std::string(text.substr(begin, contact.tokens[feature.end - 1].span.end - begin))});
  }
  return found;
}

const Reader& reader_of(std::string_view language) {
  static const Reader swedish("sv");
  static const Reader danish("da");
  return language == "sv" ? swedish : danish;
}

std::vector<Absence> absences(std::string_view language, std::string_view text) {
  Reader::Memory memory;
  FeatureNames names;
  return absences(reader_of(language), text, memory, names);
}

struct Row {
  std::string language;
  std::string name;
  std::string text;
};

std::vector<Row> rows() {
  std::ifstream file(ORDAGRANT_TESTS "/demand/absences.tsv");
  std::vector<Row> found;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::vector<std::string_view> cells = language::cells(line);
    found.push_back({std::string(cells.at(0)), std::string(cells.at(1)), std::string(cells.at(2))});
  }
  EXPECT_GT(found.size(), 70U);
  return found;
}

// What a reader may rely on -------------------------------------------------

TEST(Absences, AreThoseOfWhoeverTheSubjectIs) {
  for (const Row& row : rows()) {
    const std::vector<Absence> found = absences(row.language, row.text);
    EXPECT_EQ(found.size(), row.name == "-" ? 0U : 1U) << row.text;
    for (const Absence& absence : found) EXPECT_EQ(absence.name, row.name) << row.text;
  }
}

TEST(Absences, AreShownWithTheirSubjectWhereItIsNear) {
  EXPECT_EQ(absences("sv", "Hemtj\u00E4nsten kommer inte till mamma."),
            (std::vector<Absence>{{"service comes_not", "Hemtj\u00E4nsten kommer inte"}}));
  EXPECT_EQ(absences("da", "I g\u00E5r kom taxaen ikke."),
            (std::vector<Absence>{{"service comes_not", "kom taxaen ikke"}}));
  EXPECT_EQ(absences("sv", "Ledsagaren var bokad till klockan tio i torsdags och har inte kommit."),
            (std::vector<Absence>{{"service comes_not", "inte kommit"}}));
}

TEST(Absences, NeedTheirSets) { EXPECT_THROW(Cues("sv").role_of_set("nowhere"), RequestError); }

// What holds for every text -------------------------------------------------

TEST(Absences, DoNotDependOnWhatWasReadBefore) {
  for (const std::string_view language : {"sv", "da"}) {
    Reader::Memory memory;
    FeatureNames names;
    for (int time = 0; time < 2; ++time)
      for (const Row& row : rows()) {
        if (row.language != language) continue;
        EXPECT_EQ(absences(reader_of(language), row.text, memory, names), absences(language, row.text));
      }
  }
}

TEST(Absences, OfAnyWordsLieInTheText) {
  Reader::Memory memory;
  FeatureNames names;
  Nasty nasty(11);
  const std::vector<std::string> words{"hun",       "i",   "ved", "n\u00E5r", "kommer", "ikke", "ingen",
                                       "som",       "der", ",",   "datter",   "taxaen", "har",  "aldrig",
                                       "s\u00F8gt", "hos", "de",  "jeg",      ". "};
  for (int i = 0; i < 300; ++i) {
    std::string text = nasty.bytes(nasty.below(20));
    for (std::size_t count = nasty.below(80); count > 0; --count) text += " " + nasty.one_of(words);
    absences(reader_of("da"), text, memory, names);
  }
}

}  // namespace
}  // namespace ordagrant::demand
