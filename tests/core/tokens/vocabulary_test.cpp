#include "ordagrant/tokens/vocabulary.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::tokens {
namespace {

TokenColumns added(Vocabulary& vocabulary, std::string_view text) {
  return vocabulary.add(text, Tokeniser().tokenise(text));
}

// What a reader may rely on -------------------------------------------------

TEST(Vocabulary, NumbersFormsInTheOrderInWhichTheyCame) {
  Vocabulary vocabulary;
  EXPECT_EQ(added(vocabulary, "Tillit och mål, tillit.").ids, (std::vector<std::uint32_t>{0, 1, 2, 3, 0, 4}));
  EXPECT_EQ(added(vocabulary, "MÅL och ro").ids, (std::vector<std::uint32_t>{2, 1, 5}));
  EXPECT_EQ(vocabulary.size(), 6U);
  EXPECT_EQ(vocabulary.form(2), "mål");
  EXPECT_EQ(vocabulary.find("ro"), 5U);
  EXPECT_EQ(vocabulary.find("Ro"), std::nullopt);  // forms are in lower case
  EXPECT_EQ(vocabulary.find("mal"), std::nullopt);
}

TEST(Vocabulary, GivesThePlaceAndKindOfEachToken) {
  Vocabulary vocabulary;
  const TokenColumns columns = added(vocabulary, "Ål 12!");
  EXPECT_EQ(columns.begins, (std::vector<std::uint32_t>{0, 4, 6}));
  EXPECT_EQ(columns.ends, (std::vector<std::uint32_t>{3, 6, 7}));
  EXPECT_EQ(columns.kinds, (std::vector<TokenKind>{TokenKind::word, TokenKind::number, TokenKind::mark}));
}

TEST(Vocabulary, IsEmptyAtFirst) {
  Vocabulary vocabulary;
  EXPECT_EQ(vocabulary.size(), 0U);
  EXPECT_EQ(added(vocabulary, "").size(), 0U);
  EXPECT_EQ(vocabulary.find(""), std::nullopt);
}

// What must hold for every text ---------------------------------------------

// The slow twin: a map of text::lower.
TEST(Vocabulary, AgreesWithAMap) {
  const Tokeniser tokeniser;
  Vocabulary vocabulary;
  std::map<std::string, std::uint32_t> twin;
  for (const std::string& text : nasty_texts(65, 3000)) {
    const std::vector<Token> tokens = tokeniser.tokenise(text);
    const TokenColumns columns = vocabulary.add(text, tokens);
    ASSERT_EQ(columns.size(), tokens.size());
    for (std::size_t token = 0; token < tokens.size(); ++token) {
      const std::string form = text::lower(tokens[token].span.of(text));
      const std::uint32_t id = twin.try_emplace(form, static_cast<std::uint32_t>(twin.size())).first->second;
      ASSERT_EQ(columns.ids[token], id) << shown(form);
      ASSERT_EQ(vocabulary.form(id), form);
      ASSERT_EQ(vocabulary.find(form), id);
      ASSERT_EQ(columns.begins[token], tokens[token].span.begin);
      ASSERT_EQ(columns.ends[token], tokens[token].span.end);
    }
  }
  EXPECT_EQ(vocabulary.size(), twin.size());
  EXPECT_GT(vocabulary.size(), 2000U);  // so many that the table has grown
}

TEST(TokenColumns, TakeAtMostSixteenBytesAToken) {
  const TokenColumns columns;
  EXPECT_LE(sizeof columns.begins[0] + sizeof columns.ends[0] + sizeof columns.ids[0] + sizeof columns.kinds[0], 16U);
}

}  // namespace
}  // namespace ordagrant::tokens
