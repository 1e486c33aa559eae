#include "ordagrant/text/characters.h"

#include <unicode/uchar.h>

namespace ordagrant::text {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_continuation(unsigned byte) { return (byte & 0xC0U) == 0x80U; }

void append(char32_t code, std::string& to) {
  const auto put = [&](unsigned byte) { to.push_back(static_cast<char>(byte)); };
  const auto value = static_cast<unsigned>(code);
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0U | value >> 6U);
    put(0x80U | (value & 0x3FU));
  } else if (value < 0x10000) {
    put(0xE0U | value >> 12U);
    put(0x80U | (value >> 6U & 0x3FU));
    put(0x80U | (value & 0x3FU));
  } else {
    put(0xF0U | value >> 18U);
    put(0x80U | (value >> 12U & 0x3FU));
    put(0x80U | (value >> 6U & 0x3FU));
    put(0x80U | (value & 0x3FU));
  }
}

}  // namespace

Character internal::wide_character_at(std::string_view text, std::size_t at) noexcept {
  const unsigned first = byte_at(text, at);
  // What the second byte may be depends on the first (Unicode 15, table 3-7).
  unsigned length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return {0xFFFD, 1, false};
  }

  char32_t code = first & (0x7FU >> length);
  for (unsigned i = 1; i < length; ++i) {
    if (at + i >= text.size()) return {0xFFFD, i, false};
    const unsigned next = byte_at(text, at + i);
    if (next < low || next > high) return {0xFFFD, i, false};
    code = code << 6U | (next & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {code, length, true};
}

Character internal::wide_character_before(std::string_view text, std::size_t at) noexcept {
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && is_continuation(byte_at(text, begin))) --begin;
  const Character found = character_at(text, begin);
  if (begin + found.size == at) return found;
  return {0xFFFD, 1, false};  // the last byte stands alone
}

bool is_letter(char32_t code) noexcept {
  return (U_MASK(u_charType(static_cast<UChar32>(code))) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool is_digit(char32_t code) noexcept { return u_charType(static_cast<UChar32>(code)) == U_DECIMAL_DIGIT_NUMBER; }

bool is_upper(char32_t code) noexcept {
  return (U_MASK(u_charType(static_cast<UChar32>(code))) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
}

bool is_space(char32_t code) noexcept { return u_isUWhiteSpace(static_cast<UChar32>(code)) != 0 || code == 0xFEFF; }

std::size_t line_ends(std::string_view text) noexcept {
  std::size_t ends = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    ends += text[at] == '\n' || (text[at] == '\r' && !text.substr(at + 1).starts_with('\n')) ? 1U : 0U;
  return ends;
}

std::string lower(std::string_view text) {
  std::string folded;
  lower(text, folded);
  return folded;
}

void lower(std::string_view text, std::string& into) {
  into.resize(text.size());
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const unsigned byte = byte_at(text, at);
    if (byte >= 0x80) break;
    into[at] = static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte | 0x20U : byte);
  }
  into.resize(at);
  while (at < text.size()) {
    const unsigned byte = byte_at(text, at);
    if (byte < 0x80) {
      into.push_back(static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte | 0x20U : byte));
      ++at;
      continue;
    }
    // U+00C0 to U+00FF, the letters of Swedish and Danish among them, and two signs.
    if (byte == 0xC3 && at + 1 < text.size() && (byte_at(text, at + 1) & 0xC0U) == 0x80) {
      const unsigned second = byte_at(text, at + 1);
      into.push_back(text[at]);
      into.push_back(static_cast<char>(second < 0x9F && second != 0x97 ? second | 0x20U : second));
      at += 2;
      continue;
    }
    const Character next = character_at(text, at);
    if (next.well_formed)
      append(static_cast<char32_t>(u_tolower(static_cast<UChar32>(next.code))), into);
    else
      into.append(text.substr(at, next.size));
    at += next.size;
  }
}

}  // namespace ordagrant::text
