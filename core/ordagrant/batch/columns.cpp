#include "ordagrant/batch/columns.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <chrono>
#include <cstring>
#include <limits>

#include "ordagrant/base/error.h"

namespace ordagrant::batch {

namespace {

constexpr std::size_t kShort = 16;  // bytes

// The number of a day from 1970-01-01; none if `text` is not written 2024-03-12, or there is no such day.
std::optional<std::int32_t> day_of(std::string_view text) {
  constexpr std::string_view kForm = "2024-03-12";
  if (text.size() != kForm.size() || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = -1;
    const char* const end = text.data() + at + digits;
    const auto [stopped, error] = std::from_chars(text.data() + at, end, value);
    return error == std::errc() && stopped == end ? value : -1;
  };
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || date.year() < std::chrono::year(0)) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

}  // namespace

void Column::mark(bool valid) {
  const auto at = static_cast<std::size_t>(size_++);
  if (!valid && ++nulls_ == 1) {  // those before are all valid
    valid_.assign(at / 8 + 1, 0xFF);
    valid_.back() = static_cast<std::uint8_t>((1U << (at % 8)) - 1);
  }
  if (nulls_ == 0) return;
  if (at / 8 == valid_.size()) valid_.push_back(0);
  const auto bit = static_cast<std::uint8_t>(1U << (at % 8));
  valid_[at / 8] = static_cast<std::uint8_t>(valid ? valid_[at / 8] | bit : valid_[at / 8] & ~bit);
}

void Column::mark_valid(std::size_t rows) {
  if (nulls_ == 0) {
    size_ += static_cast<std::int64_t>(rows);
  } else {
    for (; rows > 0; --rows) mark(true);
  }
}

void Column::reserve(std::size_t rows, std::size_t bytes) {
  switch (field_.type) {
    case Type::integer:
      integers_.reserve(rows);
      return;
    case Type::real:
      reals_.reserve(rows);
      return;
    case Type::truth:
      truths_.reserve(rows / 8 + 1);
      return;
    case Type::category:
      codes_.reserve(rows);
      return;
    case Type::day:
      codes_.reserve(rows);
      break;
    case Type::text:
      break;
  }
  offsets_.reserve(rows + 1);
  bytes_.reserve(bytes);
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
  if (field_.type == Type::category) {
    codes_.push_back(code_of(value));
    mark(true);
    return;
  }
  if (field_.type == Type::day) {
    const std::optional<std::int32_t> day = day_of(value);
    if (!day) {
      add_null();
      return;
    }
    codes_.push_back(*day);
  }
  assert(field_.type == Type::text || field_.type == Type::day);
  bytes_.append(value);
  offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
  mark(true);
}

void Column::add_truth(bool value) {
  assert(field_.type == Type::truth);
  if (size_ % 8 == 0) truths_.push_back(0);
  if (value) truths_.back() = static_cast<std::uint8_t>(truths_.back() | 1U << static_cast<unsigned>(size_ % 8));
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
    case Type::truth:
      if (size_ % 8 == 0) truths_.push_back(0);
      break;
    case Type::text:
      offsets_.push_back(offsets_.back());
      break;
    case Type::category:
      codes_.push_back(0);
      break;
    case Type::day:
      offsets_.push_back(offsets_.back());
      codes_.push_back(0);
      break;
  }
  mark(false);
}

void Column::add_from(const Column& other, std::int64_t row) {
  assert(field_.type == other.field_.type);
  if (other.is_null(row)) {
    add_null();
    return;
  }
  switch (field_.type) {
    case Type::integer:
      add(other.integer(row));
      return;
    case Type::real:
      add(other.real(row));
      return;
    case Type::truth:
      add_truth(other.truth(row));
      return;
    case Type::text:
    case Type::category:
    case Type::day:
      break;
  }
  add(other.text(row));
}

void Column::append(std::span<const std::int64_t> values) {
  assert(field_.type == Type::integer);
  integers_.insert(integers_.end(), values.begin(), values.end());
  mark_valid(values.size());
}

void Column::append(std::string_view text, std::span<const ByteSpan> spans) {
  assert(field_.type == Type::text);
  std::size_t bytes = bytes_.size();
  const std::size_t first = offsets_.size();
  offsets_.resize(first + spans.size());
  std::size_t at = bytes;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    at += spans[i].size();
    offsets_[first + i] = static_cast<std::int64_t>(at);
  }
  // Most are short: so many bytes at once are copied of them, and the next goes over what is too much.
  bytes_.resize(at + kShort);
  for (const ByteSpan span : spans) {
    char* const into = bytes_.data() + bytes;
    if (span.size() <= kShort && text.size() - span.begin >= kShort)
      std::memcpy(into, text.data() + span.begin, kShort);
    else
      std::copy_n(text.begin() + span.begin, span.size(), into);
    bytes += span.size();
  }
  bytes_.resize(at);
  mark_valid(spans.size());
}

std::int32_t Column::code_of(std::string_view text) {
  // What a row says, the next one mostly says too.
  if (!codes_.empty() && !is_null(size_ - 1) && category(codes_.back()) == text) return codes_.back();
  const auto known = code_by_text_.find(text);
  if (known != code_by_text_.end()) return known->second;
  return code_by_text_.emplace(text, add_category(text)).first->second;
}

std::int32_t Column::add_category(std::string_view text) {
  assert(field_.type == Type::category);
  if (categories() == std::numeric_limits<std::int32_t>::max() - 1)
    throw RequestError("column '" + field_.name + "' holds at most 2,147,483,646 different texts");
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) - bytes_.size())
    throw RequestError("column '" + field_.name + "' holds at most 2,147,483,647 bytes of different texts");
  bytes_.append(text);
  offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
  return categories() - 1;
}

void Column::append_codes(std::span<const std::int32_t> codes) {
  assert(field_.type == Type::category);
  const std::size_t first = codes_.size();
  codes_.insert(codes_.end(), codes.begin(), codes.end());
  if (nulls_ == 0 && std::none_of(codes.begin(), codes.end(), [](std::int32_t code) { return code < 0; })) {
    size_ += static_cast<std::int64_t>(codes.size());
    return;
  }
  for (std::size_t row = first; row < codes_.size(); ++row) {
    mark(codes_[row] >= 0);
    codes_[row] = std::max(codes_[row], 0);
  }
}

void Column::append_code(std::int32_t code, std::size_t rows) {
  assert(field_.type == Type::category && code >= 0);
  codes_.insert(codes_.end(), rows, code);
  mark_valid(rows);
}

std::string_view Column::text_at(std::int64_t row) const noexcept {
  const auto begin = static_cast<std::size_t>(offsets_[static_cast<std::size_t>(row)]);
  const auto end = static_cast<std::size_t>(offsets_[static_cast<std::size_t>(row) + 1]);
  return std::string_view(bytes_).substr(begin, end - begin);
}

std::vector<const void*> Column::buffers() const {
  const void* const valid = nulls_ == 0 ? nullptr : valid_.data();
  switch (field_.type) {
    case Type::integer:
      return {valid, integers_.data()};
    case Type::real:
      return {valid, reals_.data()};
    case Type::truth:
      return {valid, truths_.data()};
    case Type::category:
    case Type::day:
      return {valid, codes_.data()};
    case Type::text:
      break;
  }
  return {valid, offsets_.data(), bytes_.data()};
}

Columns::Columns(const std::vector<Field>& fields) : fills_(fields.size()) {
  columns_.reserve(fields.size());
  for (const Field& field : fields) columns_.emplace_back(field);
}

Column* Columns::find(std::string_view name) {
  for (std::size_t tried = 0; tried < columns_.size(); ++tried) {
    if (next_ >= columns_.size()) next_ = 0;
    if (Column& column = columns_[next_++]; column.field().name == name) return &column;
  }
  return nullptr;
}

Column& Columns::operator[](std::string_view name) {
  Column* const found = find(name);
  assert(found != nullptr);
  return *found;
}

void Columns::fill(std::string_view name, std::optional<std::string_view> value) {
  fills_.at(static_cast<std::size_t>(&(*this)[name] - columns_.data())) = value;
}

void Columns::add_stated(std::string_view name, std::string_view text) {
  if (!text.empty()) (*this)[name].add(text);
}

void Columns::end_rows() {
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    while (columns_[column].size() < size()) {
      if (fills_[column]) {
        columns_[column].add(std::string_view(*fills_[column]));
      } else {
        columns_[column].add_null();
      }
    }
  }
}

}  // namespace ordagrant::batch
