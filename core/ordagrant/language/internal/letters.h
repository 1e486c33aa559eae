#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

// Of sixteen bytes those, the first lowest, that are letters of ASCII, or both bytes of letters from U+00C0 to U+00FF
// but for U+00DF and U+00FF, which one bit does not make capital; of the last byte only whether it is one or ends one.
inline std::uint32_t letters_of_sixteen(const char* bytes) noexcept {
#ifdef __SSE2__
  const auto all = [](unsigned byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
  const auto places = [](__m128i found) { return static_cast<std::uint32_t>(_mm_movemask_epi8(found)); };
  const __m128i read = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const __m128i small = _mm_or_si128(read, all(0x20));
  // Comparisons are signed: what is looked for is moved to the lowest numbers.
  const std::uint32_t ascii = places(_mm_cmplt_epi8(_mm_add_epi8(small, all(0x80U - 'a')), all(0x80U + 26)));
  const std::uint32_t leads = places(_mm_cmpeq_epi8(read, all(0xC3)));
  const __m128i seconds = _mm_cmplt_epi8(read, all(0xC0));
  const __m128i others = _mm_or_si128(_mm_cmpeq_epi8(small, all(0xB7)), _mm_cmpeq_epi8(small, all(0xBF)));
  const std::uint32_t ends = leads << 1U & places(_mm_andnot_si128(others, seconds));
  return ascii | ends | ends >> 1U;
#else
  std::uint32_t letters = 0;
  for (unsigned at = 0; at < 16; ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    const auto second = at + 1 < 16 ? static_cast<unsigned char>(bytes[at + 1]) : 0U;
    if (kAscii[byte] != kNone) letters |= 1U << at;
    if (byte == 0xC3 && kSecond[second] != kNone && (second | 0x20U) != 0xBF) letters |= 3U << at;
  }
  return letters;
#endif
}

}  // namespace ordagrant::language::internal
