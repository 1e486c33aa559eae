#include "ordagrant/batch/columns.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"

namespace ordagrant::batch {
namespace {

// What a reader may rely on -------------------------------------------------

TEST(Column, KeepsItsValuesAndItsNulls) {
  Column column({"words", Type::integer});
  column.add(std::int64_t{7});
  column.add_null();
  column.add(std::int64_t{-1});
  EXPECT_EQ(column.size(), 3);
  EXPECT_EQ(column.nulls(), 1);
  EXPECT_FALSE(column.is_null(0));
  EXPECT_TRUE(column.is_null(1));
  EXPECT_EQ(column.integer(0), 7);
  EXPECT_EQ(column.integer(2), -1);
  EXPECT_EQ(column.field().name, "words");
  EXPECT_EQ(column.field().type, Type::integer);
}

TEST(Column, KeepsTextsOfAnyLength) {
  Column column({"text", Type::text});
  column.add(std::string_view("mål"));
  column.add(std::string_view(""));
  column.add_null();
  column.add(std::string_view("a\0b", 3));
  EXPECT_EQ(column.text(0), "mål");
  EXPECT_EQ(column.text(1), "");
  EXPECT_FALSE(column.is_null(1));
  EXPECT_TRUE(column.is_null(2));
  EXPECT_EQ(column.text(3), std::string_view("a\0b", 3));
}

TEST(Column, IsLaidOutAsArrowWantsIt) {
  Column text({"text", Type::text});
  text.add(std::string_view("på"));
  text.add_null();
  text.add(std::string_view("å"));
  const std::vector<const void*> buffers = text.buffers();
  ASSERT_EQ(buffers.size(), 3U);
  EXPECT_EQ(*static_cast<const std::uint8_t*>(buffers[0]), 0b101);
  const auto* offsets = static_cast<const std::int64_t*>(buffers[1]);
  EXPECT_EQ(std::vector<std::int64_t>(offsets, offsets + 4), (std::vector<std::int64_t>{0, 3, 3, 5}));
  EXPECT_EQ(std::memcmp(buffers[2], "påå", 5), 0);

  Column real({"rate", Type::real});
  real.add(2.5);
  ASSERT_EQ(real.buffers().size(), 2U);
  EXPECT_EQ(*static_cast<const double*>(real.buffers()[1]), 2.5);
}

TEST(Column, HasOneOffsetWithoutARow) {
  const Column column({"text", Type::text});
  EXPECT_EQ(column.size(), 0);
  EXPECT_EQ(*static_cast<const std::int64_t*>(column.buffers()[1]), 0);
}

TEST(Columns, FillWhatARowLeavesOutWithNull) {
  Columns rows({{"id", Type::text}, {"words", Type::integer}, {"rate", Type::real}});
  rows["id"].add(std::string_view("a"));
  rows.end_rows();
  rows["id"].add(std::string_view("b"));
  rows["rate"].add(0.5);
  rows.end_rows();
  EXPECT_EQ(rows.size(), 2);
  for (const Column& column : rows.all()) EXPECT_EQ(column.size(), 2) << column.field().name;
  EXPECT_EQ(rows["words"].nulls(), 2);
  EXPECT_TRUE(rows["rate"].is_null(0));
  EXPECT_EQ(rows["rate"].real(1), 0.5);
}

TEST(Columns, KeepTheOrderOfTheirFields) {
  const Columns rows({{"id", Type::text}, {"words", Type::integer}});
  ASSERT_EQ(rows.all().size(), 2U);
  EXPECT_EQ(rows.all()[0].field().name, "id");
  EXPECT_EQ(rows.all()[1].field().name, "words");
  EXPECT_EQ(rows.size(), 0);
}

TEST(Column, KeepsEachCategoryOnce) {
  Column column({"kind", Type::category});
  EXPECT_EQ(column.add_category("word"), 0);
  EXPECT_EQ(column.add_category(""), 1);
  column.append_code(0, 2);
  column.append_codes(std::vector<std::int32_t>{1, -1, 0, 2});
  column.append_code(1, 1);
  EXPECT_EQ(column.add_category("mark"), 2);  // behind the rows that have it
  EXPECT_EQ(column.size(), 7);
  EXPECT_EQ(column.nulls(), 1);
  EXPECT_EQ(column.categories(), 3);
  EXPECT_EQ(column.text(0), "word");
  EXPECT_EQ(column.text(2), "");
  EXPECT_TRUE(column.is_null(3));
  EXPECT_EQ(column.text(5), "mark");
  EXPECT_EQ(column.text(6), "");
  EXPECT_EQ(column.category(2), "mark");
}

TEST(Column, FindsTheCategoryOfATextByItself) {
  Column column({"pole", Type::category});
  for (const char* const pole : {"npm", "npm", "trust", "npm", "", "trust"}) column.add(pole);
  column.add_null();
  column.add("");
  EXPECT_EQ(column.size(), 8);
  EXPECT_EQ(column.categories(), 3);
  EXPECT_EQ(column.text(1), "npm");
  EXPECT_EQ(column.text(5), "trust");
  EXPECT_EQ(column.text(7), "");
  EXPECT_EQ(column.nulls(), 1);
  Column picked({"pole", Type::category});
  picked.add_from(column, 5);
  picked.add_from(column, 6);
  EXPECT_EQ(picked.text(0), "trust");
  EXPECT_TRUE(picked.is_null(1));
}

TEST(Column, CountsDaysFromTheFirstOf1970AndKeepsHowTheyAreWritten) {
  Column column({"date", Type::day});
  for (const char* const day : {"1970-01-02", "1969-12-31", "2024-02-29"}) column.add(day);
  EXPECT_EQ(column.text(2), "2024-02-29");
  const auto* const days = static_cast<const std::int32_t*>(column.buffers()[1]);
  EXPECT_EQ(days[0], 1);
  EXPECT_EQ(days[1], -1);
  EXPECT_EQ(days[2], 19782);
  EXPECT_EQ(column.nulls(), 0);
}

TEST(Column, HasNoDayThatThereIsNot) {
  for (const char* const text : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-01", "2024/01/02", "24-01-02xx",
                                 "2024-1 -02", "-024-01-02", "2024-+1-02", ""}) {
    Column column({"date", Type::day});
    column.add(text);
    EXPECT_TRUE(column.is_null(0)) << text;
  }
}

TEST(Column, HasNoValidityWhereNothingIsNull) {
  Column column({"words", Type::integer});
  column.append(std::vector<std::int64_t>{1, 2, 3});
  EXPECT_EQ(column.buffers().front(), nullptr);
  column.add_null();
  EXPECT_NE(column.buffers().front(), nullptr);
}

// What must hold for every column ------------------------------------------------

// One of three ways to add rows, chosen anew for every few rows.
TEST(EveryColumn, GivesBackWhatItWasGivenInManyRows) {
  Nasty nasty(132);
  for (int trial = 0; trial < 40; ++trial) {
    Column texts({"text", Type::text});
    Column integers({"integer", Type::integer});
    Column categories({"category", Type::category});
    std::vector<std::optional<std::string>> expected;
    for (std::size_t turn = nasty.below(12); turn > 0; --turn) {
      const std::string text = nasty.text(nasty.below(30));
      std::vector<ByteSpan> spans;
      std::vector<std::int64_t> sizes;
      std::vector<std::int32_t> codes;
      for (std::size_t row = nasty.below(20); row > 0; --row) {
        const auto begin = static_cast<std::uint32_t>(nasty.below(text.size() + 1));
        spans.push_back({begin, begin + static_cast<std::uint32_t>(nasty.below(text.size() - begin + 1))});
        expected.emplace_back(spans.back().of(text));
        sizes.push_back(spans.back().size());
        codes.push_back(categories.add_category(spans.back().of(text)));
      }
      texts.append(text, spans);
      integers.append(sizes);
      categories.append_codes(codes);
      if (nasty.below(2) == 0) continue;
      expected.emplace_back(std::nullopt);
      texts.add_null();
      integers.add_null();
      categories.append_codes(std::vector<std::int32_t>{-1});
    }
    ASSERT_EQ(texts.size(), static_cast<std::int64_t>(expected.size()));
    ASSERT_EQ(integers.size(), texts.size());
    ASSERT_EQ(categories.size(), texts.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const auto row = static_cast<std::int64_t>(i);
      for (const Column* const column : {&texts, &integers, &categories})
        ASSERT_EQ(column->is_null(row), !expected[i]) << i;
      if (!expected[i]) continue;
      ASSERT_EQ(texts.text(row), *expected[i]) << i;
      ASSERT_EQ(integers.integer(row), static_cast<std::int64_t>(expected[i]->size())) << i;
      ASSERT_EQ(categories.text(row), *expected[i]) << i;
    }
  }
}

TEST(EveryColumn, GivesBackWhatItWasGiven) {
  Nasty nasty(131);
  for (int trial = 0; trial < 40; ++trial) {
    Column texts({"text", Type::text});
    Column integers({"integer", Type::integer});
    std::vector<std::optional<std::string>> expected;
    for (std::size_t row = nasty.below(70); row > 0; --row) {
      expected.push_back(nasty.below(3) == 0 ? std::nullopt : std::optional(nasty.text(nasty.below(4))));
      if (expected.back()) {
        texts.add(std::string_view(*expected.back()));
        integers.add(static_cast<std::int64_t>(expected.back()->size()));
      } else {
        texts.add_null();
        integers.add_null();
      }
    }
    ASSERT_EQ(texts.size(), static_cast<std::int64_t>(expected.size()));
    std::int64_t nulls = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const auto row = static_cast<std::int64_t>(i);
      nulls += expected[i] ? 0 : 1;
      ASSERT_EQ(texts.is_null(row), !expected[i]) << i;
      ASSERT_EQ(integers.is_null(row), !expected[i]) << i;
      if (!expected[i]) continue;
      ASSERT_EQ(texts.text(row), *expected[i]) << i;
      ASSERT_EQ(integers.integer(row), static_cast<std::int64_t>(expected[i]->size())) << i;
    }
    ASSERT_EQ(texts.nulls(), nulls);
  }
}

}  // namespace
}  // namespace ordagrant::batch
