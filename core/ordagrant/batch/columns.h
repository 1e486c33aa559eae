#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: stance, passages. No room is below it.

namespace ordagrant::batch {

// A category is a text of which there are few against the rows: its column holds each of them once. A day is a text of
// the form 2024-03-12, which readers of Arrow get as a date.
enum class Type : std::uint8_t { integer, real, truth, text, category, day };

struct Field {
  std::string name;
  Type type = Type::text;
};

// One column, laid out as Arrow wants it (int64, float64, bool, large_utf8, a dictionary of utf8 by int32, date32), so
// that it is handed on without a copy, but for where the few texts of a dictionary begin.
class Column {
 public:
  explicit Column(Field field) : field_(std::move(field)) {}

  // Requires: the type of the value is the column's. A text goes into a category too, unless add_category filled that;
  // and into a column of days, where it is null if there is no such day.
  void add(std::int64_t value);
  void add(double value);
  void add(std::string_view value);
  void add_truth(bool value);  // by a name of its own: a literal text would rather be a bool than a string_view
  void add_null();

  // Makes room for so many rows, and so many bytes of texts.
  void reserve(std::size_t rows, std::size_t bytes);

  // Many rows at once. Requires: the column is of integers; of texts, and the spans lie in `text`.
  void append(std::span<const std::int64_t> values);
  void append(std::string_view text, std::span<const ByteSpan> spans);

  // Of a category: its next text, which must not be there yet; returns its code, counted from 0. Throws
  // RequestError when there are more than 2^31 - 2, or more than 2^31 - 1 bytes of them.
  std::int32_t add_category(std::string_view text);
  // Rows by their codes; a negative one is null. The categories may be added later.
  void append_codes(std::span<const std::int32_t> codes);
  void append_code(std::int32_t code, std::size_t rows);

  // The value of another column of the same type. Requires: add_category did not fill this one.
  void add_from(const Column& other, std::int64_t row);

  const Field& field() const noexcept { return field_; }
  std::int64_t size() const noexcept { return size_; }
  std::int64_t nulls() const noexcept { return nulls_; }
  bool is_null(std::int64_t row) const noexcept {
    return nulls_ > 0 && (valid_[static_cast<std::size_t>(row / 8)] >> static_cast<unsigned>(row % 8) & 1U) == 0;
  }

  // Requires: the row is not null, and the column is of this type; text() of a category or a day too.
  std::int64_t integer(std::int64_t row) const noexcept { return integers_[static_cast<std::size_t>(row)]; }
  double real(std::int64_t row) const noexcept { return reals_[static_cast<std::size_t>(row)]; }
  bool truth(std::int64_t row) const noexcept {
    return (truths_[static_cast<std::size_t>(row / 8)] >> static_cast<unsigned>(row % 8) & 1U) != 0;
  }
  std::int32_t code(std::int64_t row) const noexcept { return codes_[static_cast<std::size_t>(row)]; }
  std::string_view text(std::int64_t row) const noexcept {
    return text_at(field_.type == Type::category ? code(row) : row);
  }

  // Of a category.
  std::int32_t categories() const noexcept { return static_cast<std::int32_t>(offsets_.size()) - 1; }
  std::string_view category(std::int32_t code) const noexcept { return text_at(code); }

  // The buffers of the Arrow columnar format: validity (null: all rows are valid), and then values, offsets and
  // bytes, or codes.
  std::vector<const void*> buffers() const;
  // Where each category begins in the bytes of all of them, and where the last one ends.
  std::vector<std::int32_t> category_offsets() const { return {offsets_.begin(), offsets_.end()}; }
  const char* category_bytes() const noexcept { return bytes_.data(); }

 private:
  void mark(bool valid);
  void mark_valid(std::size_t rows);
  std::int32_t code_of(std::string_view text);
  std::string_view text_at(std::int64_t row) const noexcept;

  Field field_;
  std::int64_t size_ = 0;
  std::int64_t nulls_ = 0;
  std::vector<std::uint8_t> valid_;  // a bit a row, least significant first; empty while no row is null
  std::vector<std::int64_t> integers_;
  std::vector<double> reals_;
  std::vector<std::uint8_t> truths_;  // a bit a row
  std::vector<std::int32_t> codes_;   // of categories; of days their number from 1970-01-01
  std::map<std::string, std::int32_t, std::less<>> code_by_text_;  // of what add() was given
  std::vector<std::int64_t> offsets_{0};                           // of the texts, or of the categories
  std::string bytes_;
};

// Rows of named columns.
class Columns {
 public:
  explicit Columns(const std::vector<Field>& fields);

  // Requires: there is such a column.
  Column& operator[](std::string_view name);
  // None, if there is no such column.
  Column* find(std::string_view name);

  const std::vector<Column>& all() const noexcept { return columns_; }
  std::int64_t size() const noexcept { return columns_.front().size(); }

  // What a column of texts holds in the rows to come that do not fill it; none: it is null in them.
  // Requires: there is such a column.
  void fill(std::string_view name, std::optional<std::string_view> value);

  // Adds a text to a column unless it is empty: what is not stated is null. Requires: there is such a column.
  void add_stated(std::string_view name, std::string_view text);

  // Ends the rows that filled the first column.
  void end_rows();

 private:
  std::vector<Column> columns_;
  std::vector<std::optional<std::string>> fills_;  // of each column
  // Rows are filled in the order of the columns: the one behind the last that was found is asked first.
  std::size_t next_ = 0;
};

}  // namespace ordagrant::batch
