#include "ordagrant/batch/arrow_documents.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/base/not_one_of.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/decoding.h"

namespace ordagrant::batch {

namespace {

// A column that is read by rows; `offset` is that of the slices it lies in.
struct View {
  const ArrowSchema& schema;
  const ArrowArray& array;
  std::int64_t offset;

  View(const ArrowSchema& type, const ArrowArray& values, std::int64_t parent = 0)
      : schema(type), array(values), offset(values.offset + parent) {}

  template <typename Value>
  const Value* buffer(std::size_t number) const {
    return static_cast<const Value*>(array.buffers[number]);
  }

  bool is_null(std::int64_t row) const {
    const auto* valid = buffer<std::uint8_t>(0);
    const auto at = static_cast<std::size_t>(offset + row);
    return valid != nullptr && (valid[at / 8] >> (at % 8) & 1U) == 0;
  }

  template <typename Value>
  Value at(std::int64_t row) const {
    return buffer<Value>(1)[offset + row];
  }
};

bool is_one_of(std::string_view format, std::initializer_list<std::string_view> formats) {
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

bool is_integer(std::string_view format) { return is_one_of(format, {"c", "C", "s", "S", "i", "I", "l", "L"}); }

bool is_text(const ArrowSchema& schema) {
  if (schema.dictionary != nullptr) return is_text(*schema.dictionary);
  return is_one_of(schema.format, {"u", "U", "vu"});
}

// A column may have no name at all.
std::string_view name_of(const ArrowSchema& schema) { return schema.name == nullptr ? "" : schema.name; }

// What people call the type, and the standard's name for those that are rare.
std::string type_of(const ArrowSchema& schema) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kNames{{{"n", "null"},
                                                                                  {"b", "bool"},
                                                                                  {"c", "int8"},
                                                                                  {"C", "uint8"},
                                                                                  {"s", "int16"},
                                                                                  {"S", "uint16"},
                                                                                  {"i", "int32"},
                                                                                  {"I", "uint32"},
                                                                                  {"l", "int64"},
                                                                                  {"L", "uint64"},
                                                                                  {"f", "float"},
                                                                                  {"g", "double"},
                                                                                  {"z", "binary"},
                                                                                  {"Z", "large_binary"},
                                                                                  {"vz", "binary_view"},
                                                                                  {"tdD", "date32"},
                                                                                  {"+s", "struct"}}};
  if (schema.dictionary != nullptr) return "a dictionary of " + type_of(*schema.dictionary);
  const auto* const found =
      std::find_if(kNames.begin(), kNames.end(), [&](const auto& name) { return name.first == schema.format; });
  return found == kNames.end() ? "Arrow's \"" + std::string(schema.format) + "\"" : std::string(found->second);
}

std::int64_t integer_at(const View& column, std::int64_t row) {
  switch (column.schema.format[0]) {
    case 'c':
      return column.at<std::int8_t>(row);
    case 'C':
      return column.at<std::uint8_t>(row);
    case 's':
      return column.at<std::int16_t>(row);
    case 'S':
      return column.at<std::uint16_t>(row);
    case 'i':
      return column.at<std::int32_t>(row);
    case 'I':
      return column.at<std::uint32_t>(row);
    default:
      return column.at<std::int64_t>(row);
  }
}

std::string number_at(const View& column, std::int64_t row) {
  if (column.schema.format[0] == 'L') return std::to_string(column.at<std::uint64_t>(row));
  return std::to_string(integer_at(column, row));
}

// A string_view is 16 bytes: how long it is, and its bytes, or where they are if they are more than 12.
std::string_view viewed(const View& column, std::int64_t row) {
  constexpr std::size_t kWidth = 16;
  constexpr std::int32_t kLongestInside = 12;
  const char* const view = column.buffer<char>(1) + static_cast<std::size_t>(column.offset + row) * kWidth;
  std::int32_t length = 0;
  std::memcpy(&length, view, sizeof length);
  const auto size = static_cast<std::size_t>(length);
  if (length <= kLongestInside) return {view + 4, size};
  std::int32_t buffer = 0;
  std::int32_t begin = 0;
  std::memcpy(&buffer, view + 8, sizeof buffer);
  std::memcpy(&begin, view + 12, sizeof begin);
  return {column.buffer<char>(2 + static_cast<std::size_t>(buffer)) + begin, size};
}

template <typename Offset>
std::string_view between(const View& column, std::int64_t row) {
  const auto* const offsets = column.buffer<Offset>(1) + column.offset + row;
  const auto begin = static_cast<std::size_t>(offsets[0]);
  // A column of empty texts has no bytes.
  const char* const bytes = column.buffer<char>(2);
  return bytes == nullptr ? std::string_view() : std::string_view(bytes + begin, std::size_t(offsets[1]) - begin);
}

std::optional<std::string_view> text_at(const View& column, std::int64_t row) {
  if (column.is_null(row)) return std::nullopt;
  if (column.schema.dictionary != nullptr)
    return text_at(View(*column.schema.dictionary, *column.array.dictionary), integer_at(column, row));
  if (std::string_view(column.schema.format) == "vu") return viewed(column, row);
  return column.schema.format[0] == 'u' ? between<std::int32_t>(column, row) : between<std::int64_t>(column, row);
}

// The end of the first part of `text` that is read so far: white space, or what is well-formed.
template <typename Fits>
std::size_t end_of(std::string_view text, Fits fits) {
  std::size_t at = 0;
  while (at < text.size()) {
    const text::Character character = text::character_at(text, at);
    if (!fits(character)) break;
    at += character.size;
  }
  return at;
}

bool is_blank(std::string_view text) {
  return end_of(text, [](text::Character one) { return text::is_space(one.code); }) == text.size();
}

bool is_well_formed(std::string_view text) {
  return end_of(text, [](text::Character one) { return one.well_formed; }) == text.size();
}

// Bytes that are no UTF-8 as U+FFFD each: who calls a column UTF-8 means no other encoding.
std::string mended(std::string_view text) {
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const text::Character character = text::character_at(text, at);
    whole += character.well_formed ? text.substr(at, character.size) : std::string_view("\xEF\xBF\xBD");
    at += character.size;
  }
  return whole;
}

}  // namespace

ArrowDocuments::ArrowDocuments(ArrowArrayStream* stream, const ColumnNames& names, std::string language)
    : stream_(*stream), language_(std::move(language)) {
  stream->release = nullptr;
  try {
    require_success(stream_.get_schema(&stream_, &schema_));
    if (std::string_view(schema_.format) != "+s")
      throw RequestError("the Arrow stream is of type " + type_of(schema_) + ", and not of record batches");
    const auto require = [&](const std::string& name) {
      if (const auto found = column_of(name)) return *found;
      std::vector<std::string_view> known;
      known.reserve(static_cast<std::size_t>(schema_.n_children));
      for (std::int64_t i = 0; i < schema_.n_children; ++i) known.push_back(name_of(*schema_.children[i]));
      throw not_one_of("column", name, known);
    };
    const auto require_type = [&](std::size_t column, bool fits, const char* types) {
      const ArrowSchema& found = *schema_.children[column];
      if (!fits)
        throw RequestError("column '" + std::string(name_of(found)) + "' is of type " + type_of(found) + ", and not " +
                           types);
    };
    constexpr const char* kTexts = "utf8, large_utf8, string_view or a dictionary of these";
    text_ = require(names.text);
    require_type(text_, is_text(*schema_.children[text_]), kTexts);
    id_ = names.id == ColumnNames().id ? column_of(names.id) : require(names.id);
    if (id_) {
      const ArrowSchema& found = *schema_.children[*id_];
      require_type(*id_, is_text(found) || (found.dictionary == nullptr && is_integer(found.format)),
                   "a whole number, utf8, large_utf8, string_view or a dictionary of these");
    }
    if (!names.language.empty()) {
      said_ = require(names.language);
      require_type(*said_, is_text(*schema_.children[*said_]), kTexts);
    }
  } catch (...) {
    if (schema_.release != nullptr) schema_.release(&schema_);
    stream_.release(&stream_);
    throw;
  }
}

ArrowDocuments::~ArrowDocuments() {
  release_batch();
  schema_.release(&schema_);
  stream_.release(&stream_);
}

void ArrowDocuments::require_success(int code) {
  if (code == 0) return;
  const char* const reason = stream_.get_last_error(&stream_);
  throw RequestError("the Arrow stream cannot be read: " +
                     (reason == nullptr ? "error " + std::to_string(code) : std::string(reason)));
}

void ArrowDocuments::release_batch() {
  if (batch_.release != nullptr) batch_.release(&batch_);
}

std::optional<std::size_t> ArrowDocuments::column_of(const std::string& name) const {
  for (std::int64_t i = 0; i < schema_.n_children; ++i)
    if (name_of(*schema_.children[i]) == name) return static_cast<std::size_t>(i);
  return std::nullopt;
}

bool ArrowDocuments::next() {
  documents_.clear();
  written_.clear();
  release_batch();
  batch_ = {};
  require_success(stream_.get_next(&stream_, &batch_));
  if (batch_.release == nullptr) return false;
  // The offset of a sliced batch is not that of its columns, and counts in each of them.
  const auto column = [&](std::size_t number) {
    return View(*schema_.children[number], *batch_.children[number], batch_.offset);
  };
  const View texts = column(text_);
  const std::vector<std::string>& shipped = language::shipped();
  documents_.reserve(static_cast<std::size_t>(batch_.length));
  for (std::int64_t row = 0; row < batch_.length; ++row) {
    Document& document = documents_.emplace_back();
    document.language = language_;
    document.source = text_at(texts, row).value_or(std::string_view());
    if (!is_well_formed(document.source)) document.source = written_.emplace_back(mended(document.source));
    if (is_blank(document.source)) document.status = "empty";
    std::optional<std::string_view> id;
    if (id_ && is_text(*schema_.children[*id_]))
      id = text_at(column(*id_), row);
    else if (id_ && !column(*id_).is_null(row))
      id = written_.emplace_back(number_at(column(*id_), row));
    // Where the cell of an id is empty, a number might be another row's id.
    if (!id || is_blank(*id)) id = written_.emplace_back((id_ ? "row " : "") + std::to_string(rows_ + row));
    document.id = *id;
    if (!said_ || language_ != kAuto) continue;
    const auto said = text_at(column(*said_), row);
    if (!said || said->empty() || *said == kAuto) continue;
    const bool is_shipped = std::find(shipped.begin(), shipped.end(), *said) != shipped.end();
    document.language = is_shipped ? *said : language::kUndetermined;
  }
  rows_ += batch_.length;
  return true;
}

}  // namespace ordagrant::batch
