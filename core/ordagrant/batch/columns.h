#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: every room.

namespace ordagrant::batch {

enum class Type : std::uint8_t { integer, real, text };

struct Field {
  std::string name;
  Type type = Type::text;
};

// One column, laid out as Arrow wants it (int64, float64, large_utf8), so that it is handed on
// without a copy.
class Column {
 public:
  explicit Column(Field field) : field_(std::move(field)) {}

  // Requires: the type of the value is the column's.
  void add(std::int64_t value);
  void add(double value);
  void add(std::string_view value);
  void add_null();

  const Field& field() const noexcept { return field_; }
  std::int64_t size() const noexcept { return size_; }
  std::int64_t nulls() const noexcept { return nulls_; }
  bool is_null(std::int64_t row) const noexcept {
    return (valid_[static_cast<std::size_t>(row / 8)] >> static_cast<unsigned>(row % 8) & 1U) == 0;
  }

  // Requires: the row is not null, and the column is of this type.
  std::int64_t integer(std::int64_t row) const noexcept { return integers_[static_cast<std::size_t>(row)]; }
  double real(std::int64_t row) const noexcept { return reals_[static_cast<std::size_t>(row)]; }
  std::string_view text(std::int64_t row) const noexcept;

  // The buffers of the Arrow columnar format: validity, and then values, or offsets and bytes.
  std::vector<const void*> buffers() const;

 private:
  void mark(bool valid);

  Field field_;
  std::int64_t size_ = 0;
  std::int64_t nulls_ = 0;
  std::vector<std::uint8_t> valid_;  // a bit a row, least significant first
  std::vector<std::int64_t> integers_;
  std::vector<double> reals_;
  std::vector<std::int64_t> offsets_{0};
  std::string bytes_;
};

// Rows of named columns.
class Columns {
 public:
  explicit Columns(const std::vector<Field>& fields);

  // Requires: there is such a column.
  Column& operator[](std::string_view name);

  const std::vector<Column>& all() const noexcept { return columns_; }
  std::int64_t size() const noexcept { return columns_.front().size(); }

  // What a column of texts holds in the rows to come that do not fill it; none: it is null in them.
  // Requires: there is such a column.
  void fill(std::string_view name, std::optional<std::string_view> value);

  // Ends a row that filled the first column.
  void end_row();

 private:
  std::vector<Column> columns_;
  std::vector<std::optional<std::string>> fills_;  // of each column
};

}  // namespace ordagrant::batch
