#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/tokens/tokeniser.h"

// What the tokeniser makes of pieces of prose: rules_sv.tsv and rules_da.tsv beside this file.

namespace ordagrant::tokens {
namespace {

struct Row {
  std::string rule;
  std::string text;
  std::string tokens;
};

std::vector<Row> rows_of(const std::string& language) {
  std::ifstream file(std::string(ORDAGRANT_TESTS) + "/tokens/rules_" + language + ".tsv");
  EXPECT_TRUE(file) << language;
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::vector<std::string_view> cells = language::cells(line);
    EXPECT_EQ(cells.size(), 3U) << line;
    rows.push_back({std::string(cells[0]), std::string(cells[1]), std::string(cells.back())});
  }
  return rows;
}

// As the table has it: the kind stands behind a token that is a reference or an address.
std::string written(std::string_view text, const std::vector<Token>& tokens) {
  std::string made;
  for (const Token& token : tokens) {
    if (!made.empty()) made += '|';
    made += token.span.of(text);
    if (token.kind == TokenKind::reference || token.kind == TokenKind::address) (made += '=') += name(token.kind);
  }
  return made;
}

class EveryRule : public testing::TestWithParam<std::string> {
 protected:
  Tokeniser tokeniser_{{.language = GetParam()}};
};

TEST_P(EveryRule, MakesOfItsExampleWhatTheTableSays) {
  const std::vector<Row> rows = rows_of(GetParam());
  EXPECT_GE(rows.size(), 250U);
  for (const Row& row : rows)
    EXPECT_EQ(written(row.text, tokeniser_.tokenise(row.text)), row.tokens) << row.rule << ": " << row.text;
}

// An example means the same in a text: between other words, in brackets, on a line of its own.
TEST_P(EveryRule, HoldsInsideAText) {
  for (const Row& row : rows_of(GetParam())) {
    const std::string text = "Det er\n\n" + row.text + "\n\nDet er";
    EXPECT_EQ(written(text, tokeniser_.tokenise(text)), "Det|er|" + row.tokens + "|Det|er") << row.text;
  }
}

// The table of characters under the rules is a shortcut, and must never be seen.
TEST_P(EveryRule, IsTheSameOverTheBoundariesOfIcu) {
  Nasty nasty(67);
  std::vector<Row> rows = rows_of(GetParam());
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (std::size_t piece = nasty.below(6); piece-- > 0;) {
      text += rows[nasty.below(rows.size())].text;
      text += nasty.below(3) == 0 ? nasty.text(2) : " ";
    }
    ASSERT_EQ(written(text, tokeniser_.tokenise(text)), written(text, tokeniser_.by_icu(text))) << shown(text);
  }
}

INSTANTIATE_TEST_SUITE_P(Tokeniser, EveryRule, testing::Values("sv", "da"),
                         [](const auto& language) { return language.param; });

}  // namespace
}  // namespace ordagrant::tokens
