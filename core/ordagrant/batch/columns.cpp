#include "ordagrant/batch/columns.h"

#include <algorithm>
#include <cassert>

namespace ordagrant::batch {

void Column::mark(bool valid) {
  if (size_ % 8 == 0) valid_.push_back(0);
  if (valid) valid_.back() = static_cast<std::uint8_t>(valid_.back() | 1U << static_cast<unsigned>(size_ % 8));
  ++size_;
}

void Column::add(std::int64_t value) {
  assert(field_.type == Type::integer);
  integers_.push_back(value);
  mark(true);
}

void Column::add(double value) {
  assert(field_.type == Type::real);
  reals_.push_back(value);
  mark(true);
}

void Column::add(std::string_view value) {
  assert(field_.type == Type::text);
  bytes_.append(value);
  offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
  mark(true);
}

void Column::add_null() {
  switch (field_.type) {
    case Type::integer:
      integers_.push_back(0);
      break;
    case Type::real:
      reals_.push_back(0);
      break;
    case Type::text:
      offsets_.push_back(offsets_.back());
      break;
  }
  ++nulls_;
  mark(false);
}

std::string_view Column::text(std::int64_t row) const noexcept {
  const auto begin = static_cast<std::size_t>(offsets_[static_cast<std::size_t>(row)]);
  const auto end = static_cast<std::size_t>(offsets_[static_cast<std::size_t>(row) + 1]);
  return std::string_view(bytes_).substr(begin, end - begin);
}

std::vector<const void*> Column::buffers() const {
  switch (field_.type) {
    case Type::integer:
      return {valid_.data(), integers_.data()};
    case Type::real:
      return {valid_.data(), reals_.data()};
    case Type::text:
      break;
  }
  return {valid_.data(), offsets_.data(), bytes_.data()};
}

Columns::Columns(const std::vector<Field>& fields) : fills_(fields.size()) {
  columns_.reserve(fields.size());
  for (const Field& field : fields) columns_.emplace_back(field);
}

Column& Columns::operator[](std::string_view name) {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& column) { return column.field().name == name; });
  assert(found != columns_.end());
  return *found;
}

void Columns::fill(std::string_view name, std::optional<std::string_view> value) {
  fills_.at(static_cast<std::size_t>(&(*this)[name] - columns_.data())) = value;
}

void Columns::end_row() {
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (columns_[column].size() == columns_.front().size()) continue;
    if (fills_[column]) {
      columns_[column].add(std::string_view(*fills_[column]));
    } else {
      columns_[column].add_null();
    }
  }
}

}  // namespace ordagrant::batch
