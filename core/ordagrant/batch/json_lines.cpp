#include "ordagrant/batch/json_lines.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace ordagrant::batch {

namespace {

void put_escape(unsigned code, std::string& to) {
  constexpr std::string_view kHex = "0123456789abcdef";
  to += "\\u";
  for (unsigned shift = 16; shift > 0; shift -= 4) to += kHex[code >> (shift - 4) & 0xFU];
}

// The bytes of an escaped line separator at `at`, with its code; 0 where there is none.
std::size_t line_separator(std::string_view text, std::size_t at, unsigned& code) {
  const std::string_view here = text.substr(at, 3);
  if (here.starts_with("\u0085")) {
    code = 0x85;
    return 2;
  }
  if (here == "\u2028" || here == "\u2029") {
    code = here == "\u2028" ? 0x2028 : 0x2029;
    return 3;
  }
  return 0;
}

void put_text(std::string_view text, std::string& to) {
  to += '"';
  std::size_t plain = 0;  // the beginning of what needs no escape
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    unsigned code = byte;
    std::size_t size = byte < 0x20 || byte == '"' || byte == '\\' ? 1 : 0;
    if (byte == 0xC2 || byte == 0xE2) size = line_separator(text, at, code);
    if (size == 0) {
      ++at;
      continue;
    }
    to.append(text, plain, at - plain);
    if (code == '"' || code == '\\')
      (to += '\\') += static_cast<char>(code);
    else if (code == '\n')
      to += "\\n";
    else if (code == '\t')
      to += "\\t";
    else
      put_escape(code, to);
    at += size;
    plain = at;
  }
  to.append(text, plain, text.size() - plain);
  to += '"';
}

void put_integer(std::int64_t value, std::string& to) {
  std::array<char, 24> digits{};
  to.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void put_real(double value, std::string& to) {
  if (!std::isfinite(value)) {
    to += "null";  // JSON has no word for it
    return;
  }
  std::array<char, 32> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::general, 12).ptr;
  const std::string_view written(digits.data(), static_cast<std::size_t>(end - digits.data()));
  to += written;
  if (written.find_first_of(".e") == std::string_view::npos) to += ".0";  // a real stays one for who reads it
}

void put_value(const Column& column, std::int64_t row, std::string& to) {
  if (column.is_null(row)) {
    to += "null";
    return;
  }
  switch (column.field().type) {
    case Type::integer:
      put_integer(column.integer(row), to);
      break;
    case Type::real:
      put_real(column.real(row), to);
      break;
    case Type::truth:
      to += column.truth(row) ? "true" : "false";
      break;
    case Type::text:
    case Type::category:
    case Type::day:
      put_text(column.text(row), to);
      break;
  }
}

}  // namespace

std::string json_lines(const Columns& columns) {
  std::vector<std::string> keys;
  for (const Column& column : columns.all()) {
    std::string key = keys.empty() ? "{" : ", ";
    put_text(column.field().name, key);
    keys.push_back(key + ": ");
  }
  std::string lines;
  for (std::int64_t row = 0; row < columns.size(); ++row) {
    for (std::size_t column = 0; column < keys.size(); ++column) {
      lines += keys[column];
      put_value(columns.all()[column], row, lines);
    }
    lines += "}\n";
  }
  return lines;
}

}  // namespace ordagrant::batch
