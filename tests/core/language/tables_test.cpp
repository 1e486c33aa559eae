#include "ordagrant/language/tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/reading.h"

namespace ordagrant::language {
namespace {

using Cells = std::vector<std::string_view>;

template <typename Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const RequestError& error) {
    return error.what();
  }
  return "no RequestError";
}

// What a reader may rely on -------------------------------------------------

TEST(Tables, AreShippedForEachFolderWithParadigms) {
  EXPECT_EQ(shipped(), (std::vector<std::string>{"da", "nb", "sv"}));
}

TEST(Tables, AreRequiredOfShippedLanguages) {
  EXPECT_NO_THROW(require_shipped("sv"));
  EXPECT_NO_THROW(require_shipped("da"));
  EXPECT_EQ(message_of([] { require_shipped("fi"); }), "language 'fi' is not one of: da, nb, sv");
  EXPECT_EQ(message_of([] { require_shipped(""); }), "language '' is not one of: da, nb, sv");
  EXPECT_EQ(message_of([] { require_shipped("SV"); }), "language 'SV' is not one of: da, nb, sv");
  EXPECT_EQ(message_of([] { require_shipped(kUndetermined); }), "language 'und' is not one of: da, nb, sv");
}

TEST(Tables, HaveLines) {
  const Cells swedish = lines("sv", "abbreviations.txt");
  for (const std::string_view abbreviation : {"bl.a.", "t.ex."})
    EXPECT_NE(std::find(swedish.begin(), swedish.end(), abbreviation), swedish.end()) << abbreviation;
  const Cells danish = lines("da", "abbreviations.txt");
  EXPECT_NE(std::find(danish.begin(), danish.end(), "f.eks."), danish.end());
}

TEST(Tables, SayWhatIsMissing) {
  EXPECT_EQ(message_of([] { lines("fi", "abbreviations.txt"); }), "language 'fi' is not one of: da, nb, sv");
  EXPECT_EQ(message_of([] { lines("sv", "idioms.txt"); }), "language 'sv' has no table 'idioms.txt'");
}

TEST(Cells, AreWhatStandsBetweenTabs) {
  EXPECT_EQ(cells("noun\ta\ta as"), (Cells{"noun", "a", "a as"}));
  EXPECT_EQ(cells("\t"), (Cells{"", ""}));
  EXPECT_EQ(cells("one"), (Cells{"one"}));
  EXPECT_EQ(cells(""), (Cells{""}));
  EXPECT_EQ(cells("a b", ' '), (Cells{"a", "b"}));
}

// What must hold for every table ------------------------------------------------

TEST(EveryTable, IsNormalTextWithoutStraySpace) {
  for (const std::string& language : shipped())
    for (const std::string_view table : {"abbreviations.txt", "paradigms.tsv"})
      for (const std::string_view line : lines(language, table)) {
        EXPECT_FALSE(line.empty() || line.starts_with('#')) << language << '/' << table;
        EXPECT_EQ(text::Reading(line).text(), line) << language << '/' << table;
        for (std::size_t at = 0; at < line.size(); at += text::character_at(line, at).size)
          EXPECT_TRUE(text::character_at(line, at).well_formed) << line;
        for (const std::string_view cell : cells(line))
          EXPECT_FALSE(cell.empty() || cell.front() == ' ' || cell.back() == ' ' || cell.back() == '\r' ||
                       cell.find("  ") != std::string_view::npos)
              << language << '/' << table << ": '" << line << "'";
      }
}

TEST(EveryTable, OfAbbreviationsHoldsEachOnceWithItsStop) {
  for (const std::string& language : shipped()) {
    Cells abbreviations = lines(language, "abbreviations.txt");
    for (const std::string_view abbreviation : abbreviations) EXPECT_TRUE(abbreviation.ends_with('.')) << abbreviation;
    std::sort(abbreviations.begin(), abbreviations.end());
    const auto twice = std::adjacent_find(abbreviations.begin(), abbreviations.end());
    EXPECT_EQ(twice, abbreviations.end()) << language << ": " << *twice;
  }
}

TEST(EveryLine, IsItsCellsJoined) {
  for (const std::string& line : nasty_texts(51)) {
    const Cells found = cells(line, ' ');
    std::string joined(found.front());
    for (std::size_t cell = 1; cell < found.size(); ++cell) (joined += ' ') += found[cell];
    ASSERT_EQ(joined, line) << shown(line);
    for (const std::string_view cell : found) ASSERT_EQ(cell.find(' '), std::string_view::npos) << shown(line);
  }
}

}  // namespace
}  // namespace ordagrant::language
