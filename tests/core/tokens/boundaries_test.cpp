#include "ordagrant/tokens/internal/boundaries.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"

namespace ordagrant::tokens::internal {
namespace {

const Boundaries& boundaries() {
  static const Boundaries found;
  return found;
}

std::vector<std::string> written(std::string_view text, const std::vector<Token>& pieces) {
  std::vector<std::string> found;
  for (const Token& piece : pieces)
    found.push_back(std::string(piece.span.of(text)) + "/" + std::string(name(piece.kind)));
  return found;
}

void expect_twins(std::string_view text) {
  EXPECT_EQ(written(text, boundaries().cut(text)), written(text, boundaries().by_icu(text))) << "in: " << text;
}

TEST(Boundaries, JoinAWordAndItsEndingAfterAColon) {
  EXPECT_EQ(written("EU:s mål", boundaries().cut("EU:s mål")), (std::vector<std::string>{"EU:s/word", "mål/word"}));
}

TEST(Boundaries, KeepAnAtSignApart) {
  EXPECT_EQ(written("@tillit x@", boundaries().cut("@tillit x@")),
            (std::vector<std::string>{"@/mark", "tillit/word", "x/word", "@/mark"}));
}

// The table of characters is a shortcut, and must never be seen.
TEST(Boundaries, AreThoseOfIcuForNastyTexts) {
  Nasty nasty(23);
  for (int round = 0; round < 20'000; ++round) expect_twins(nasty.text(1 + nasty.below(12)));
}

TEST(Boundaries, AreThoseOfIcuForEveryRunOfThreeCharactersOfTheTable) {
  // One or two of each kind that UAX 29 tells apart, and what stands beside them in prose.
  const std::vector<std::string> kinds{"a",      "å",      "7",      "_",      ":",  ".",  "'",  "’",  "·",
                                       ",",      ";",      "-",      " ",      "\n", "\t", "\"", "”",  "–",
                                       "\u00A0", "\u00AD", "\u0301", "\u200D", "é",  "ß",  "@",  "中", "א"};
  for (const std::string& first : kinds)
    for (const std::string& second : kinds)
      for (const std::string& third : kinds) {
        expect_twins(first + second + third);
        expect_twins("x" + first + second + third + "x");
      }
}

TEST(Boundaries, AreThoseOfIcuForEveryCharacterBetweenOthers) {
  for (char32_t code = 0; code < 0x2100; ++code) {
    std::string letter;
    if (code < 0x80) {
      letter += static_cast<char>(code);
    } else if (code < 0x800) {
      letter += static_cast<char>(0xC0 | code >> 6U);
      letter += static_cast<char>(0x80 | (code & 0x3FU));
    } else {
      letter += static_cast<char>(0xE0 | code >> 12U);
      letter += static_cast<char>(0x80 | (code >> 6U & 0x3FU));
      letter += static_cast<char>(0x80 | (code & 0x3FU));
    }
    expect_twins("a" + letter + "b 1" + letter + "2 " + letter + " x" + letter);
  }
}

TEST(Boundaries, AreThoseOfIcuInRealText) {
  const char* data = std::getenv("ORDAGRANT_DATA");
  if (data == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set";
  for (const char* name : {"/policy/sv_partiprogram-v-2024.txt", "/policy/sv_budgetmotion-s-202223.txt"}) {
    std::ifstream file(std::string(data) + name, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    ASSERT_GT(text.size(), 1000U) << name;
    EXPECT_EQ(written(text, boundaries().cut(text)), written(text, boundaries().by_icu(text))) << name;
  }
}

}  // namespace
}  // namespace ordagrant::tokens::internal
