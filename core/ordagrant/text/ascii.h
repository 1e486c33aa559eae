#pragma once

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// Questions about one byte of UTF-8, of which only the ASCII characters are answered: the bytes of all others are none
// of these. For whole characters, see text/characters.h.
constexpr bool is_ascii_digit(char byte) noexcept { return byte >= '0' && byte <= '9'; }
constexpr bool is_ascii_capital(char byte) noexcept { return byte >= 'A' && byte <= 'Z'; }
constexpr bool is_ascii_small(char byte) noexcept { return byte >= 'a' && byte <= 'z'; }
constexpr bool is_ascii_letter(char byte) noexcept { return is_ascii_capital(byte) || is_ascii_small(byte); }

}  // namespace ordagrant::text
