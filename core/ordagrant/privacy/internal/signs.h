#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ordagrant/text/characters.h"

// Room: privacy. The signs of a text, as those who look for personal data see them; see privacy/redactor.h.

namespace ordagrant::privacy::internal {

enum class SignKind : std::uint8_t {
  letter,
  digit,  // 0-9
  space,  // inside a line
  line,   // what divides lines, and the cells of a table
  dash,   // - and its relatives
  mask,   // U+2588: what was masked before
  other,
  end,  // of the text
};

struct Sign {
  SignKind kind = SignKind::end;
  std::uint32_t size = 0;
};

inline bool is_number_or_mask(Sign sign) { return sign.kind == SignKind::digit || sign.kind == SignKind::mask; }

namespace detail {

constexpr std::array<SignKind, 128> ascii_signs() {
  std::array<SignKind, 128> kinds{};
  kinds.fill(SignKind::other);
  for (std::size_t letter = 'a'; letter <= 'z'; ++letter) {
    kinds[letter] = SignKind::letter;
    kinds[letter - 'a' + 'A'] = SignKind::letter;
  }
  for (std::size_t digit = '0'; digit <= '9'; ++digit) kinds[digit] = SignKind::digit;
  for (std::size_t line = '\t'; line <= '\r'; ++line) kinds[line] = SignKind::line;  // and \n, \v, \f between
  kinds[' '] = SignKind::space;
  kinds['-'] = SignKind::dash;
  return kinds;
}
inline constexpr std::array<SignKind, 128> kAscii = ascii_signs();

inline SignKind wide(const text::Character& character) {
  constexpr char32_t kMask = U'\u2588';
  const char32_t code = character.code;
  if (!character.well_formed) return SignKind::other;
  if (code >= 0xC0 && code <= 0xFF) return code == 0xD7 || code == 0xF7 ? SignKind::other : SignKind::letter;
  if (code == kMask) return SignKind::mask;
  if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212) return SignKind::dash;
  if (code == 0x85 || code == 0x2028 || code == 0x2029) return SignKind::line;
  if (text::is_space(code)) return SignKind::space;
  return text::is_letter(code) ? SignKind::letter : SignKind::other;
}

}  // namespace detail

// The character at a place; `end` behind the last one.
inline Sign sign_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {detail::kAscii[byte], 1};
  const text::Character character = text::character_at(text, at);
  return {detail::wide(character), character.size};
}

// The character that ends before a place; `end` before the first one.
inline Sign sign_before(std::string_view text, std::size_t at) {
  if (at == 0) return {};
  const auto byte = static_cast<unsigned char>(text[at - 1]);
  if (byte < 0x80) return {detail::kAscii[byte], 1};
  const text::Character character = text::character_before(text, at);
  return {detail::wide(character), character.size};
}

}  // namespace ordagrant::privacy::internal
