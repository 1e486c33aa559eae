#include "ordagrant/tokens/internal/boundaries.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/characters.h"

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

// Unicode's own examples, cut by the rules of a locale without what is ours ---

struct Example {
  std::string text;
  std::vector<std::string> pieces;  // without the white space that they begin with
};

std::string in_utf8(char32_t code) {
  std::string made;
  icu::UnicodeString(static_cast<UChar32>(code)).toUTF8String(made);
  return made;
}

// WordBreakTest.txt: code points with a division sign or a multiplication sign before, between and behind them.
std::vector<Example> unicode_examples(const std::string& path) {
  std::ifstream file(path);
  std::vector<Example> examples;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    Example example;
    for (std::string word; words >> word;) {
      if (word == "÷") {
        example.pieces.emplace_back();
      } else if (word != "×") {
        const auto code = static_cast<char32_t>(std::stoul(word, nullptr, 16));
        example.text += in_utf8(code);
        // UAX 29 joins a mark to the space before it, which is no piece of ours.
        const bool space = text::is_space(code) && code != 0x202F;
        if (!space || !example.pieces.back().empty()) example.pieces.back() += in_utf8(code);
      }
    }
    std::erase(example.pieces, "");
    if (!example.text.empty()) examples.push_back(example);
  }
  return examples;
}

std::vector<std::string> surfaces(std::string_view text, const std::vector<Token>& pieces) {
  std::vector<std::string> found;
  for (const Token& piece : pieces) found.emplace_back(piece.span.of(text));
  return found;
}

// What ICU itself gives for a locale, over UTF-16.
std::vector<std::string> icu_pieces(const std::string& text, const char* locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> walker(icu::BreakIterator::createWordInstance(icu::Locale(locale), status));
  const auto letters = icu::UnicodeString::fromUTF8(text);
  walker->setText(letters);
  std::vector<std::string> found;
  int32_t from = walker->first();
  for (int32_t to = walker->next(); to != icu::BreakIterator::DONE; from = to, to = walker->next()) {
    int32_t begin = from;
    while (begin < to && text::is_space(static_cast<char32_t>(letters.char32At(begin))) && letters[begin] != 0x202F)
      begin = letters.moveIndex32(begin, 1);
    std::string piece;
    letters.tempSubStringBetween(begin, to).toUTF8String(piece);
    if (!piece.empty()) found.push_back(piece);
  }
  return found;
}

class UnicodeExamples : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const char* data = std::getenv("ORDAGRANT_DATA");
    if (data == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set";
    UVersionInfo version;
    u_getUnicodeVersion(version);
    if (version[0] != 15 || version[1] != 0)
      GTEST_SKIP() << "the linked ICU has Unicode " << int{version[0]} << '.' << int{version[1]}
                   << ", the examples 15.0";
    examples_ = unicode_examples(std::string(data) + "/unicode15/WordBreakTest.txt");
    ASSERT_GT(examples_.size(), 1800U);
  }

  std::vector<Example> examples_;
};

TEST_P(UnicodeExamples, AreCutAsIcuCutsThem) {
  const Boundaries untailored(Tailoring::none, GetParam());
  std::size_t as_in_the_file = 0;
  for (const Example& example : examples_) {
    const std::vector<std::string> cut = surfaces(example.text, untailored.cut(example.text));
    EXPECT_EQ(cut, icu_pieces(example.text, GetParam())) << shown(example.text);
    EXPECT_EQ(cut, surfaces(example.text, untailored.by_icu(example.text))) << shown(example.text);
    as_in_the_file += cut == example.pieces ? 1U : 0U;
  }
  // The Swedish rules are those of UAX 29; others break at the colon.
  const bool swedish = std::string_view(GetParam()) == "sv";
  EXPECT_EQ(as_in_the_file == examples_.size(), swedish) << as_in_the_file << " of " << examples_.size();
}

INSTANTIATE_TEST_SUITE_P(Boundaries, UnicodeExamples, testing::Values("sv", "da", "root"),
                         [](const auto& locale) { return std::string(locale.param); });

TEST(Boundaries, AreThoseOfIcuForNastyTextsWithoutWhatIsOurs) {
  for (const char* locale : {"sv", "da"}) {
    const Boundaries untailored(Tailoring::none, locale);
    for (const std::string& text : nasty_texts(24, 3000))
      EXPECT_EQ(written(text, untailored.cut(text)), written(text, untailored.by_icu(text))) << locale << shown(text);
  }
}

// All running text there is; a few seconds.
TEST(Boundaries, AreThoseOfIcuInRealText) {
  const char* data = std::getenv("ORDAGRANT_DATA");
  if (data == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set";
  std::size_t bytes = 0;
  for (const auto* folder : {"/policy", "/bulk"}) {
    for (const auto& entry : std::filesystem::directory_iterator(std::string(data) + folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      // In JSON a line end is two characters.
      for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at + 2))
        text.replace(at, 2, " \n");
      bytes += text.size();
      const std::vector<Token> fast = boundaries().cut(text);
      const std::vector<Token> slow = boundaries().by_icu(text);
      ASSERT_EQ(fast.size(), slow.size()) << entry.path();
      for (std::size_t piece = 0; piece < fast.size(); ++piece)
        ASSERT_TRUE(fast[piece].span == slow[piece].span && fast[piece].kind == slow[piece].kind)
            << entry.path() << ": " << slow[piece].span.of(text);
    }
  }
  EXPECT_GT(bytes, 1'000'000U);
}

}  // namespace
}  // namespace ordagrant::tokens::internal
