#include "ordagrant/lexicon/format.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::lexicon {
namespace {

constexpr std::string_view kHeader = "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\tsource\tnote\n";

std::vector<Entry> read(std::string_view rows) { return parse("npm.tsv", std::string(kHeader).append(rows)); }

// What parse() says against a file.
std::string against(std::string_view content) {
  try {
    parse("npm.tsv", content);
  } catch (const RequestError& error) {
    return error.what();
  }
  return "nothing";
}

std::string against_row(std::string_view row) { return against(std::string(kHeader).append(row)); }

// What a reader may rely on -------------------------------------------------

TEST(Format, ReadsALine) {
  const std::vector<Entry> entries =
      read("sv\tnpm\tgoals_results\tKPI\tlemma\tabbr\tperipheral\tno\texact\tpolicy\tan indicator\n");
  ASSERT_EQ(entries.size(), 1U);
  const Entry& entry = entries.front();
  EXPECT_EQ(entry.language, "sv");
  EXPECT_EQ(entry.pole, Pole::npm);
  EXPECT_EQ(entry.category, "goals_results");
  EXPECT_EQ(entry.term, "KPI");
  EXPECT_EQ(entry.kind, Kind::lemma);
  EXPECT_EQ(entry.pos, std::vector<std::string>{"abbr"});
  EXPECT_EQ(entry.tier, Tier::peripheral);
  EXPECT_EQ(entry.compound, Compound::no);
  EXPECT_TRUE(entry.exact_case);
  EXPECT_EQ(entry.source, "policy");
  EXPECT_EQ(entry.note, "an indicator");
}

TEST(Format, FillsInWhatMayBeLeftOut) {
  for (const std::string_view row :
       {"sv\tnpm\tgoals\tmål\tlemma\tnoun", "sv\tnpm\tgoals\tmål\tlemma\tnoun\t\t\t\t\t"}) {
    const std::vector<Entry> entries = read(row);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries.front().tier, Tier::core);
    EXPECT_EQ(entries.front().compound, Compound::no);
    EXPECT_FALSE(entries.front().exact_case);
    EXPECT_EQ(entries.front().source, "");
    EXPECT_EQ(entries.front().note, "");
  }
}

TEST(Format, TakesItsColumnsInAnyOrder) {
  const std::vector<Entry> entries =
      parse("npm.tsv", "term\tpos\tkind\tcategory\tpole\tlang\nmål\tnoun\tlemma\tgoals\tnpm\tsv\n");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries.front().term, "mål");
  EXPECT_EQ(entries.front().category, "goals");
}

TEST(Format, LeavesOutCommentsEmptyLinesAndAByteOrderMark) {
  const std::string content = "\uFEFF# a comment\r\n\r\n" + std::string(kHeader) +
                              "# another\nsv\tnpm\tgoals\tmål\tlemma\tnoun\r\n\nda\tnpm\tgoals\tmål\tlemma\tnoun";
  const std::vector<Entry> entries = parse("npm.tsv", content);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].pos.front(), "noun");  // no carriage return stays
  EXPECT_EQ(entries[1].language, "da");
}

TEST(Format, GivesAPhraseATagForEachWord) {
  const std::vector<Entry> entries = read("sv\ttrust\tdiscretion\tfagligt omdöme\tphrase\tadj noun\n");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries.front().pos, (std::vector<std::string>{"adj", "noun"}));
}

TEST(Format, ReadsATermInNormalForm) { EXPECT_EQ(read("sv\tnpm\tgoals\tma\u030Al\tlemma\tnoun").front().term, "mål"); }

TEST(Format, ReadsTags) {
  const std::vector<Entry> entries =
      parse("npm.tsv",
            "lang\tpole\tcategory\tterm\tkind\tpos\ttags\nsv\tnpm\tgoals\tmål\tlemma\tnoun\tframe:left my-2:b_2\n");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries.front().tags, (std::vector<std::string>{"frame:left", "my-2:b_2"}));
  EXPECT_FALSE(entries.front().place.has_value());
  EXPECT_TRUE(read("sv\tnpm\tgoals\tmål\tlemma\tnoun").front().tags.empty());
}

TEST(Format, RefusesATagThatNamesNoLexiconAndId) {
  const auto against_tags = [](const std::string& tags) {
    return against("lang\tpole\tcategory\tterm\tkind\tpos\ttags\nsv\tnpm\tgoals\tmål\tlemma\tnoun\t" + tags);
  };
  EXPECT_EQ(against_tags("frame:left"), "nothing");
  for (const std::string tag :
       {"frame", "frame:", ":left", "Frame:left", "frame:Left", "frame:le-ft", "frame:left:right"})
    EXPECT_EQ(against_tags(tag),
              "npm.tsv line 2, column tags: '" + tag + "' is not of the form lexicon:id, a-z, 0-9, - and a-z, 0-9, _");
  EXPECT_NE(against_tags("frame:left  other:id").find("column tags: '' is not of the form"), std::string::npos);
  EXPECT_EQ(against_tags("frame:left frame:right"),
            "npm.tsv line 2, column tags: 'frame' stands twice: an entry has one id in a lexicon");
}

TEST(Format, TakesAnEmptyLexicon) { EXPECT_TRUE(read("").empty()); }

TEST(Format, NamesFileLineColumnAndTheAllowedValues) {
  // As the header says.
  const std::string content = "# one\n# two\n" + std::string(kHeader) +
                              "sv\tnpm\tgoals\tmål\tlemma\tnoun\n\n# six\nsv\tnpm\tgoals\ttal\tlemma\tnoun\tkern\n";
  EXPECT_EQ(against(content),
            "npm.tsv line 7, column tier: 'kern' is not one of: core, peripheral, context, statutory");
}

TEST(Format, RefusesAValueThatAColumnDoesNotKnow) {
  EXPECT_EQ(against_row("fi\tnpm\tgoals\tmål\tlemma\tnoun"),
            "npm.tsv line 2, column lang: 'fi' is not one of: da, nb, sv");
  EXPECT_EQ(
      against_row("sv\tNPM\tgoals\tmål\tlemma\tnoun"),
      "npm.tsv line 2, column pole: 'NPM' is not one of: npm, trust, critique, meta, role, failure, value, theme, "
      "none");
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmål\tword\tnoun"),
            "npm.tsv line 2, column kind: 'word' is not one of: lemma, stem, phrase");
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmål\tlemma\tsubstantiv"),
            "npm.tsv line 2, column pos: 'substantiv' is not one of: =, abbr, adj, noun, verb");
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmål\tlemma\tnoun\tcore\tyes"),
            "npm.tsv line 2, column compound: 'yes' is not one of: no, modifier, head, either");
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmål\tlemma\tnoun\tcore\tno\tlower"),
            "npm.tsv line 2, column case: 'lower' is not one of: exact, (empty)");
  EXPECT_EQ(against_row("sv\tnpm\tGoals\tmål\tlemma\tnoun"),
            "npm.tsv line 2, column category: 'Goals' is not made of a-z, 0-9 and _");
  EXPECT_EQ(against_row("sv\tnpm\t\tmål\tlemma\tnoun"),
            "npm.tsv line 2, column category: '' is not made of a-z, 0-9 and _");
}

TEST(Format, RefusesARequiredCellThatIsEmptyOrMissing) {
  EXPECT_NE(against_row("\tnpm\tgoals\tmål\tlemma\tnoun").find("line 2, column lang"), std::string::npos);
  EXPECT_NE(against_row("sv\t\tgoals\tmål\tlemma\tnoun").find("line 2, column pole"), std::string::npos);
  EXPECT_NE(against_row("sv\tnpm\tgoals\tmål\t\tnoun").find("line 2, column kind"), std::string::npos);
  EXPECT_NE(against_row("sv\tnpm\tgoals\tmål\tlemma").find("line 2, column pos"), std::string::npos);
  EXPECT_NE(against_row("sv").find("line 2, column pole"), std::string::npos);
  EXPECT_EQ(against_row("sv\tnpm\tgoals\t\tlemma\tnoun"), "npm.tsv line 2, column term: is empty");
}

TEST(Format, RefusesATermThatNoTextCanHold) {
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tfärre  mål\tphrase\t= noun"),
            "npm.tsv line 2, column term: 'färre  mål' has a space too many");
  EXPECT_NE(against_row("sv\tnpm\tgoals\t mål\tlemma\tnoun").find("a space too many"), std::string::npos);
  EXPECT_NE(against_row("sv\tnpm\tgoals\tmål \tlemma\tnoun").find("a space too many"), std::string::npos);
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tm\xE5l\tlemma\tnoun"), "npm.tsv line 2, column term: is not UTF-8");
  // Other spaces part words in a text as well.
  EXPECT_NE(against_row("sv\tnpm\tgoals\tfärre\u00A0mål\tphrase\t=").find("line 2, column term"), std::string::npos);
  EXPECT_NE(against_row("sv\tnpm\tgoals\t\u00A0\tlemma\tnoun").find("line 2, column term"), std::string::npos);
}

TEST(Format, RefusesAPhraseOfMoreFormsThanCanBeWrittenOut) {
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tny ny ny ny ny ny ny ny ny ny ny ny\tphrase\t= = = = = = = = adj adj adj adj"),
            "nothing");
  EXPECT_EQ(
      against_row("sv\tnpm\tgoals\tny ny ny ny ny ny ny ny ny ny ny ny\tphrase\tadj adj adj adj adj adj adj adj adj "
                  "adj adj adj"),
      "npm.tsv line 2, column pos: 'ny ny ny ny ny ny ny ny ny ny ny ny' has more than 100000 combinations of forms: "
      "a word that stays as it is has the tag =");
}

TEST(Format, RefusesBytesThatAreNotUtf8InAnyCell) {
  EXPECT_NE(against_row("sv\tnpm\tgoals\tmål\tlemma\tnoun\tcore\tno\t\tpolicy\tm\xE5l").find("line 2, column note"),
            std::string::npos);
  EXPECT_NE(against_row("sv\tnpm\tgoals\tmål\tlemma\tnoun\tcore\tno\t\t\xFF").find("line 2, column source"),
            std::string::npos);
}

TEST(Format, RefusesAPartThatStandsBeforeHalfTheDictionary) {
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmå\tstem\tnoun"),
            "npm.tsv line 2, column term: 'må' is too short to be a stem or a part of a compound: three letters");
  EXPECT_NE(against_row("sv\tnpm\tgoals\tIT\tlemma\tabbr\tcore\thead").find("too short"), std::string::npos);
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmål\tstem\tnoun\tcore\teither"), "nothing");
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tIT\tlemma\tabbr"), "nothing");
}

TEST(Format, RefusesSeveralWordsButInAPhrase) {
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tfärre mål\tlemma\t= noun"),
            "npm.tsv line 2, column kind: 'färre mål' has several words, and only a phrase may");
}

TEST(Format, RefusesAnotherNumberOfTagsThanOfWords) {
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tfärre mål\tphrase\tnoun"),
            "npm.tsv line 2, column pos: 'färre mål' has 2 words and 1 tags");
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmål\tlemma\tadj noun"),
            "npm.tsv line 2, column pos: 'mål' has 1 words and 2 tags");
}

TEST(Format, RefusesATermThatStandsTwice) {
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmål\tlemma\tnoun\nsv\tnpm\tgoals\tma\u030Al\tlemma\t=\n"),
            "npm.tsv line 3, column term: 'mål' stands in line 2 already");
  EXPECT_EQ(against_row("sv\tnpm\tgoals\tmål\tlemma\tnoun\nda\tnpm\tgoals\tmål\tlemma\tnoun\n"
                        "sv\tnpm\tmeasurement\tmål\tlemma\tnoun\nsv\tnone\tgoals\tmål\tlemma\tnoun\n"),
            "nothing");
}

TEST(Format, RefusesAHeaderItCannotRead) {
  EXPECT_EQ(against(""), "npm.tsv: has no header line");
  EXPECT_EQ(against("# nothing else\n"), "npm.tsv: has no header line");
  EXPECT_EQ(against("lang\tpole\tcategory\tterm\tkind\n"), "npm.tsv line 1: the column 'pos' is missing");
  EXPECT_EQ(against("lang\tpole\tcategory\tterm\tkind\tpos\tkind\n"), "npm.tsv line 1: the column 'kind' stands twice");
  EXPECT_EQ(against("lang\tpole\tcategory\tterm\tkind\tpos\tweight\n"),
            "npm.tsv line 1: column 'weight' is not one of: lang, pole, category, term, kind, pos, tier, compound, "
            "case, source, note, tags");
}

TEST(Format, RefusesMoreCellsThanColumns) {
  EXPECT_EQ(against("lang\tpole\tcategory\tterm\tkind\tpos\nsv\tnpm\tgoals\tmål\tlemma\tnoun\tcore\n"),
            "npm.tsv line 2: 7 cells, and the header names 6");
}

TEST(Format, IsTheOneOfTheReadme) {
  const std::ifstream file(ORDAGRANT_TESTS "/../../python/ordagrant/lexicons/README.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string readme = text.str();
  const std::size_t begin = readme.find("```\n");
  const std::size_t end = readme.find("\n```", begin + 4);
  ASSERT_NE(end, std::string::npos);
  const std::vector<Entry> entries = parse("README.md", readme.substr(begin + 4, end - begin - 4));
  EXPECT_GE(entries.size(), 3U);
  EXPECT_EQ(entries.front().term, "målstyrning");
}

// What must hold for every file -------------------------------------------------

TEST(EveryFile, IsReadOrRefusedByName) {
  Nasty nasty(111);
  const std::vector<std::string> cells{"sv",     "da",     "npm",    "trust", "goals",  "mål",      "tillit",
                                       "lemma",  "stem",   "phrase", "noun",  "adj",    "=",        "core",
                                       "either", "exact",  "",       "\t",    "\n",     "\r\n",     "#",
                                       "\xFF",   "\u00A0", "lang",   "  ",    "= noun", "færre mål"};
  std::size_t refused = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    std::string content = nasty.below(4) == 0 ? "" : std::string(kHeader);
    for (std::size_t row = nasty.below(3); row > 0; --row) {
      content += "sv\tnpm\tgoals\tmål" + std::to_string(row) + "\tlemma\tnoun";
      for (std::size_t cell = nasty.below(6); cell > 0; --cell) content += '\t' + nasty.one_of(cells);
      content += '\n';
    }
    if (nasty.below(3) == 0) content += nasty.text(nasty.below(9));
    try {
      for (const Entry& entry : parse("a file", content)) {
        ASSERT_FALSE(entry.term.empty() || entry.pos.empty()) << shown(content);
        for (const std::string& cell : {entry.term, entry.source, entry.note})
          for (std::size_t at = 0; at < cell.size(); at += text::character_at(cell, at).size)
            ASSERT_TRUE(text::character_at(cell, at).well_formed) << shown(content);
      }
    } catch (const RequestError& error) {
      ++refused;
      ASSERT_TRUE(std::string(error.what()).starts_with("a file")) << error.what();
    }
  }
  EXPECT_GT(refused, 100U);
}

}  // namespace
}  // namespace ordagrant::lexicon
