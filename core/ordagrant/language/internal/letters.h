#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "ordagrant/text/characters.h"

// Room: language. Letters, as sequences of them are counted; see language/identifier.h.

namespace ordagrant::language::internal {

// A letter is a number below 64, so that a sequence of six is one number, whose first letter is highest.
using Letter = std::uint32_t;
inline constexpr Letter kNone = 0;
inline constexpr Letter kBoundary = 1;  // written _ in the table
inline constexpr Letter kOther = 2;     // written ?
inline constexpr Letter kFirst = 3;     // a to z, then the small letters of Latin-1
inline constexpr Letter kLatin1 = kFirst + 26;

inline constexpr unsigned kBits = 6;
inline constexpr std::size_t kLongest = 6;

constexpr std::uint64_t last(std::uint64_t key, std::size_t letters) {
  return key & ((std::uint64_t{1} << (kBits * letters)) - 1);
}

constexpr bool is_capital(char32_t code) {
  return (code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7);
}

constexpr Letter latin_letter(char32_t code) {
  if (is_capital(code)) code += 0x20;
  if (code >= 'a' && code <= 'z') return kFirst + (code - 'a');
  if (code >= 0xDF && code <= 0xFF && code != 0xF7) return kLatin1 + (code - 0xDF);
  return kNone;
}

// Of a byte of ASCII, and of the second byte of a character from U+00C0 to U+00FF.
inline constexpr auto kAscii = [] {
  std::array<std::uint8_t, 256> letters{};
  for (char32_t code = 0; code < 0x80; ++code) letters[code] = static_cast<std::uint8_t>(latin_letter(code));
  return letters;
}();
inline constexpr auto kSecond = [] {
  std::array<std::uint8_t, 256> letters{};
  for (char32_t byte = 0x80; byte < 0xC0; ++byte) letters[byte] = static_cast<std::uint8_t>(latin_letter(byte + 0x40));
  return letters;
}();

inline Letter letter_of(char32_t code) {
  if (code < 0x100) return latin_letter(code);
  return text::is_letter(code) ? kOther : kNone;
}

}  // namespace ordagrant::language::internal
