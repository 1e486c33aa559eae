#include "ordagrant/batch/arrow.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/batch/json_lines.h"

// Reads what is exported as another library would: by the standard alone, and the sanitisers watch.

namespace ordagrant::batch {
namespace {

// Two pieces of six columns, with nulls, empty texts and more than eight rows; the pieces' categories differ.
std::shared_ptr<const Table> example() {
  const std::vector<Field> fields{{"id", Type::text},      {"words", Type::integer}, {"rate", Type::real},
                                  {"closed", Type::truth}, {"kind", Type::category}, {"date", Type::day}};
  auto table = std::make_shared<Table>(2, Columns(fields));
  for (const char* const kind : {"word", "", "m\u00E5l"}) (*table)[0]["kind"].add_category(kind);
  for (const char* const kind : {"mark", "word"}) (*table)[1]["kind"].add_category(kind);
  for (std::int64_t row = 0; row < 12; ++row) {
    Columns& rows = (*table)[row < 10 ? 0 : 1];
    rows["id"].add(row % 4 == 0 ? std::string_view() : "rad " + std::to_string(row));
    if (row % 3 != 0) rows["words"].add(row * 100);
    if (row % 2 != 0) rows["rate"].add(static_cast<double>(row) / 8);
    if (row % 5 != 0) rows["closed"].add_truth(row % 2 == 0);
    const std::int32_t code = static_cast<std::int32_t>(row % (row < 10 ? 4 : 2)) - (row < 10 ? 1 : 0);
    rows["kind"].append_codes({&code, 1});
    if (row % 3 != 1) rows["date"].add("1970-01-0" + std::to_string(row % 9 + 1));
    rows.end_rows();
  }
  return table;
}

bool is_valid(const ArrowArray& column, std::int64_t row) {
  const auto* bits = static_cast<const std::uint8_t*>(column.buffers[0]);
  return bits == nullptr || (bits[row / 8] >> (row % 8) & 1) != 0;
}

// A cell as text, by the format that the schema names.
std::string cell(const ArrowSchema& schema, const ArrowArray& column, std::int64_t row) {
  if (!is_valid(column, row)) return "null";
  const std::string_view format = schema.format;
  if (format == "l") return std::to_string(static_cast<const std::int64_t*>(column.buffers[1])[row]);
  if (format == "b")
    return (static_cast<const std::uint8_t*>(column.buffers[1])[row / 8] >> (row % 8) & 1) != 0 ? "true" : "false";
  if (format == "g") return std::to_string(static_cast<const double*>(column.buffers[1])[row]);
  if (schema.dictionary != nullptr) {
    EXPECT_EQ(format, "i");
    const std::int32_t code = static_cast<const std::int32_t*>(column.buffers[1])[row];
    EXPECT_LT(code, column.dictionary->length);
    return cell(*schema.dictionary, *column.dictionary, code);
  }
  if (format == "tdD")
    return "1970-01-0" + std::to_string(static_cast<const std::int32_t*>(column.buffers[1])[row] + 1);
  const auto offset = [&](std::int64_t of) {
    return format == "u" ? static_cast<std::int64_t>(static_cast<const std::int32_t*>(column.buffers[1])[of])
                         : static_cast<const std::int64_t*>(column.buffers[1])[of];
  };
  const auto begin = static_cast<std::size_t>(offset(row));
  const auto end = static_cast<std::size_t>(offset(row + 1));
  return {static_cast<const char*>(column.buffers[2]) + begin, end - begin};
}

std::string cell(const Column& column, std::int64_t row) {
  if (column.is_null(row)) return "null";
  switch (column.field().type) {
    case Type::integer:
      return std::to_string(column.integer(row));
    case Type::real:
      return std::to_string(column.real(row));
    case Type::truth:
      return column.truth(row) ? "true" : "false";
    case Type::text:
    case Type::category:
    case Type::day:
      break;
  }
  return std::string(column.text(row));
}

// Walks through a stream to its end and compares every cell with the table.
void expect_gives(ArrowArrayStream& stream, const Table& table) {
  ArrowSchema schema{};
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  EXPECT_STREQ(schema.format, "+s");
  ASSERT_EQ(schema.n_children, static_cast<std::int64_t>(table.front().all().size()));
  for (const Columns& piece : table) {
    ArrowArray array{};
    ASSERT_EQ(stream.get_next(&stream, &array), 0);
    ASSERT_NE(array.release, nullptr);
    ASSERT_EQ(array.length, piece.size());
    ASSERT_EQ(array.n_children, schema.n_children);
    EXPECT_EQ(array.null_count, 0);
    EXPECT_EQ(array.offset, 0);
    EXPECT_EQ(array.n_buffers, 1);
    EXPECT_EQ(array.buffers[0], nullptr);
    for (std::int64_t i = 0; i < array.n_children; ++i) {
      const ArrowSchema& field = *schema.children[i];
      const ArrowArray& column = *array.children[i];
      const Column& expected = piece.all()[static_cast<std::size_t>(i)];
      EXPECT_EQ(field.name, expected.field().name);
      EXPECT_EQ(field.flags & 2, 2);  // nullable
      EXPECT_EQ(field.dictionary != nullptr, expected.field().type == Type::category);
      EXPECT_EQ(column.dictionary != nullptr, field.dictionary != nullptr);
      if (field.dictionary != nullptr) {
        EXPECT_EQ(field.dictionary->format, std::string_view("u"));
      }
      EXPECT_EQ(column.n_buffers, std::string_view(field.format) == "U" ? 3 : 2);
      ASSERT_EQ(column.length, piece.size());
      EXPECT_EQ(column.null_count, expected.nulls());
      for (std::int64_t row = 0; row < column.length; ++row)
        EXPECT_EQ(cell(field, column, row), cell(expected, row)) << field.name << " of row " << row;
    }
    array.release(&array);
    EXPECT_EQ(array.release, nullptr);
  }
  for (int again = 0; again < 2; ++again) {  // the end, for as long as one asks
    ArrowArray array{};
    ASSERT_EQ(stream.get_next(&stream, &array), 0);
    EXPECT_EQ(array.release, nullptr);
  }
  EXPECT_EQ(stream.get_last_error(&stream), nullptr);
  schema.release(&schema);
  EXPECT_EQ(schema.release, nullptr);
}

TEST(Arrow, GivesEveryPieceOfATable) {
  const auto table = example();
  ArrowArrayStream stream{};
  export_stream(table, &stream);
  expect_gives(stream, *table);
  stream.release(&stream);
  EXPECT_EQ(stream.release, nullptr);
}

TEST(Arrow, GivesATableAsOftenAsItIsAskedFor) {
  const auto table = example();
  ArrowArrayStream first{};
  ArrowArrayStream second{};
  export_stream(table, &first);
  export_stream(table, &second);
  expect_gives(first, *table);
  expect_gives(second, *table);
  first.release(&first);
  second.release(&second);
}

TEST(Arrow, GivesAnEmptyTableItsColumns) {
  const auto table = std::make_shared<Table>(1, Columns({{"id", Type::text}, {"words", Type::integer}}));
  ArrowArrayStream stream{};
  export_stream(table, &stream);
  expect_gives(stream, *table);
  stream.release(&stream);
}

TEST(Arrow, KeepsTheTableAliveAfterEverythingElseIsGone) {
  std::weak_ptr<const Table> watched;
  ArrowArray array{};
  ArrowSchema schema{};
  {
    auto table = example();
    watched = table;
    ArrowArrayStream stream{};
    export_stream(std::move(table), &stream);
    ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
    ASSERT_EQ(stream.get_next(&stream, &array), 0);
    stream.release(&stream);
  }
  EXPECT_FALSE(watched.expired());
  EXPECT_EQ(cell(*schema.children[0], *array.children[0], 1), "rad 1");
  array.release(&array);
  EXPECT_TRUE(watched.expired());  // and not a moment longer
  EXPECT_STREQ(schema.children[0]->name, "id");
  schema.release(&schema);
}

TEST(Arrow, LetsAReaderMoveAChildOut) {
  std::weak_ptr<const Table> watched;
  ArrowArray moved{};
  ArrowSchema moved_field{};
  {
    auto table = example();
    watched = table;
    ArrowArrayStream stream{};
    export_stream(std::move(table), &stream);
    ArrowSchema schema{};
    ArrowArray array{};
    ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
    ASSERT_EQ(stream.get_next(&stream, &array), 0);
    moved = *array.children[1];  // a move is a copy, and the mark that nothing is left
    array.children[1]->release = nullptr;
    moved_field = *schema.children[1];
    schema.children[1]->release = nullptr;
    array.release(&array);
    schema.release(&schema);
    stream.release(&stream);
  }
  EXPECT_FALSE(watched.expired());
  EXPECT_STREQ(moved_field.name, "words");
  EXPECT_EQ(cell(moved_field, moved, 1), "100");
  EXPECT_EQ(cell(moved_field, moved, 3), "null");
  moved.release(&moved);
  moved_field.release(&moved_field);
  EXPECT_EQ(moved.release, nullptr);
  EXPECT_TRUE(watched.expired());
}

TEST(Arrow, LetsAReaderMoveEverythingOut) {
  std::weak_ptr<const Table> watched;
  std::vector<ArrowArray> moved;
  {
    auto table = example();
    watched = table;
    ArrowArrayStream stream{};
    export_stream(std::move(table), &stream);
    ArrowArrayStream elsewhere = stream;
    stream.release = nullptr;
    ArrowArray array{};
    ASSERT_EQ(elsewhere.get_next(&elsewhere, &array), 0);
    for (std::int64_t i = 0; i < array.n_children; ++i) {
      moved.push_back(*array.children[i]);
      array.children[i]->release = nullptr;
    }
    array.release(&array);
    elsewhere.release(&elsewhere);
  }
  EXPECT_EQ(static_cast<const std::int64_t*>(moved[1].buffers[1])[1], 100);
  for (ArrowArray& array : moved) {
    EXPECT_FALSE(watched.expired());
    array.release(&array);
  }
  EXPECT_TRUE(watched.expired());
}

TEST(Arrow, MayBeReleasedEarly) {
  auto table = example();
  const std::weak_ptr<const Table> watched = table;
  ArrowArrayStream unread{};
  export_stream(table, &unread);
  unread.release(&unread);
  ArrowArrayStream begun{};
  export_stream(std::move(table), &begun);
  ArrowArray array{};
  ASSERT_EQ(begun.get_next(&begun, &array), 0);
  array.release(&array);
  EXPECT_FALSE(watched.expired());
  begun.release(&begun);
  EXPECT_TRUE(watched.expired());
}

TEST(Arrow, CopiesNothing) {
  const auto table = example();
  ArrowArrayStream stream{};
  export_stream(table, &stream);
  ArrowArray array{};
  ASSERT_EQ(stream.get_next(&stream, &array), 0);
  EXPECT_EQ(array.children[1]->buffers[1], table->front().all()[1].buffers()[1]);
  array.release(&array);
  stream.release(&stream);
}

}  // namespace
}  // namespace ordagrant::batch
