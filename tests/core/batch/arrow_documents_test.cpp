#include "ordagrant/batch/arrow_documents.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/base/error.h"

namespace ordagrant::batch {
namespace {

using namespace std::string_view_literals;

std::shared_ptr<Table> texts(std::vector<std::vector<const char*>> batches) {
  auto table = std::make_shared<Table>();
  for (const auto& batch : batches) {
    Columns& rows = table->emplace_back(std::vector<Field>{{"id", Type::integer}, {"text", Type::text}});
    for (const char* const text : batch) {
      rows["id"].add(rows.size() * 10);
      if (text != nullptr) rows["text"].add(std::string_view(text));
      rows.end_rows();
    }
  }
  return table;
}

std::vector<std::string> read(ArrowDocuments& batches) {
  std::vector<std::string> found;
  while (batches.next())
    for (const Document& document : batches.documents())
      found.push_back(std::string(document.id) + " " + std::string(document.status) + " " +
                      std::string(document.source));
  return found;
}

// What a reader may rely on -------------------------------------------------

TEST(ArrowDocuments, GivesTheRowsOfEveryBatch) {
  ArrowArrayStream stream;
  export_stream(texts({{"M\u00E5l", nullptr}, {}, {"  "}}), &stream);
  ArrowDocuments batches(&stream, {});
  EXPECT_EQ(stream.release, nullptr);  // it was taken over
  EXPECT_EQ(read(batches), (std::vector<std::string>{"0 ok M\u00E5l", "10 empty ", "0 empty   "}));
  EXPECT_FALSE(batches.next());
}

TEST(ArrowDocuments, NumbersRowsThroughoutTheStreamWithoutIds) {
  auto table = std::make_shared<Table>();
  for (const char* const text : {"a", "b"}) {
    Columns& rows = table->emplace_back(std::vector<Field>{{"text", Type::text}});
    rows["text"].add(std::string_view(text));
    rows.end_rows();
  }
  ArrowArrayStream stream;
  export_stream(table, &stream);
  ArrowDocuments batches(&stream, {});
  EXPECT_EQ(read(batches), (std::vector<std::string>{"0 ok a", "1 ok b"}));
}

TEST(ArrowDocuments, ReadsCategoriesAndTakesLanguagesFromThem) {
  auto table = std::make_shared<Table>();
  Columns& rows = table->emplace_back(std::vector<Field>{{"text", Type::category}, {"lang", Type::category}});
  for (const char* const text : {"Mer tillit.", "Mere tillid."}) rows["text"].add_category(text);
  for (const char* const code : {"sv", "fi"}) rows["lang"].add_category(code);
  rows["text"].append_codes(std::array{1, 0, -1});
  rows["lang"].append_codes(std::array{0, 1, -1});
  ArrowArrayStream stream;
  export_stream(table, &stream);
  ArrowDocuments batches(&stream, {.language = "lang"});
  ASSERT_TRUE(batches.next());
  const auto documents = batches.documents();
  EXPECT_EQ(documents[0].source, "Mere tillid.");
  EXPECT_EQ(documents[2].status, "empty");
  EXPECT_EQ(documents[0].language, "sv");
  EXPECT_EQ(documents[1].language, "und");
  EXPECT_EQ(documents[2].language, kAuto);
}

TEST(ArrowDocuments, BytesThatAreNoUtf8AreMarked) {
  ArrowArrayStream stream;
  export_stream(texts({{"a\xFF\xE5z"}}), &stream);
  ArrowDocuments batches(&stream, {});
  EXPECT_EQ(read(batches), (std::vector<std::string>{"0 ok a\uFFFD\uFFFDz"}));
}

std::string refusal(const ColumnNames& names) {
  auto table = std::make_shared<Table>(1, Columns({{"text", Type::text}, {"rate", Type::real}}));
  ArrowArrayStream stream;
  export_stream(table, &stream);
  try {
    const ArrowDocuments batches(&stream, names);
  } catch (const RequestError& error) {
    return error.what();
  }
  return "";
}

TEST(ArrowDocuments, NamesAColumnThatIsMissingAndOneOfAnotherType) {
  EXPECT_EQ(refusal({.text = "body"}), "column 'body' is not one of: text, rate");
  EXPECT_EQ(refusal({.text = "rate"}),
            "column 'rate' is of type double, and not utf8, large_utf8, string_view or a dictionary of these");
  EXPECT_EQ(refusal({.id = "case"}), "column 'case' is not one of: text, rate");
  EXPECT_EQ(refusal({.id = "rate"}),
            "column 'rate' is of type double, and not a whole number, utf8, large_utf8, string_view or a dictionary "
            "of these");
}

TEST(ArrowDocuments, PassesOverAColumnWithoutAName) {
  ArrowArrayStream stream;
  export_stream(texts({{"a"}}), &stream);
  static const auto kGetSchema = stream.get_schema;
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    const int code = kGetSchema(self, out);
    out->children[0]->name = nullptr;  // that of the ids
    return code;
  };
  ArrowDocuments batches(&stream, {});
  EXPECT_EQ(read(batches), (std::vector<std::string>{"0 ok a"}));
}

TEST(ArrowDocuments, SaysWhyAStreamFails) {
  ArrowArrayStream stream;
  export_stream(texts({{"a"}}), &stream);
  stream.get_next = [](ArrowArrayStream*, ArrowArray*) { return EIO; };
  stream.get_last_error = [](ArrowArrayStream*) { return "the cable is out"; };
  ArrowDocuments batches(&stream, {});
  try {
    batches.next();
    FAIL();
  } catch (const RequestError& error) {
    EXPECT_EQ(error.what(), "the Arrow stream cannot be read: the cable is out"sv);
  }
}

// A string_view column, as another library lays it out: short texts in the view, long ones in a buffer behind it.
TEST(ArrowDocuments, ReadsStringViewsOfTwelveBytesAndOfThirteen) {
  struct View {
    std::int32_t length;
    std::array<char, 12> rest;
  };
  const std::string_view bytes = "....thirteen bytes";
  std::array<View, 3> views{};
  views[0] = {12, {'t', 'w', 'e', 'l', 'v', 'e', ' ', 'b', 'y', 't', 'e', 's'}};
  views[1] = {14, {'t', 'h', 'i', 'r', 0, 0, 0, 0, 4, 0, 0, 0}};
  views[2] = {0, {}};
  const std::int64_t size = 18;
  std::array<const void*, 4> buffers{nullptr, views.data(), bytes.data(), &size};
  struct Owned {
    ArrowSchema schema;
    ArrowArray array;
    std::array<ArrowSchema*, 1> schemas;
    std::array<ArrowArray*, 1> arrays;
    std::array<const void*, 1> none{nullptr};
    bool given = false;
  };
  Owned owned;
  owned.schema = {"vu", "text", nullptr, 2, 0, nullptr, nullptr, nullptr, nullptr};
  owned.array = {3, 0, 0, 4, 0, buffers.data(), nullptr, nullptr, nullptr, nullptr};
  owned.schemas = {&owned.schema};
  owned.arrays = {&owned.array};
  ArrowArrayStream stream{};
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    auto& of = *static_cast<Owned*>(self->private_data);
    *out = {"+s", "", nullptr, 0, 1, of.schemas.data(), nullptr, [](ArrowSchema*) {}, nullptr};
    return 0;
  };
  stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto& of = *static_cast<Owned*>(self->private_data);
    *out = {2, 0, 1, 1, 1, of.none.data(), of.arrays.data(), nullptr, [](ArrowArray*) {}, nullptr};
    if (std::exchange(of.given, true)) out->release = nullptr;
    return 0;
  };
  stream.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  stream.release = [](ArrowArrayStream*) {};
  stream.private_data = &owned;
  ArrowDocuments batches(&stream, {});
  // The batch is a slice: it begins with the second row of its columns.
  EXPECT_EQ(read(batches), (std::vector<std::string>{"0 ok thirteen bytes", "1 empty "}));
}

}  // namespace
}  // namespace ordagrant::batch
