#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// One step through UTF-8.
struct Character {
  char32_t code = 0;       // U+FFFD where the bytes are ill-formed
  std::uint32_t size = 0;  // bytes taken; ill-formed: the maximal subpart (Unicode 15, section 3.9)
  bool well_formed = true;
};

namespace internal {
// Of a byte that is not ASCII.
Character wide_character_at(std::string_view text, std::size_t at) noexcept;
Character wide_character_before(std::string_view text, std::size_t at) noexcept;
}  // namespace internal

// Requires: at < text.size().
inline Character character_at(std::string_view text, std::size_t at) noexcept {
  const auto first = static_cast<unsigned char>(text[at]);
  return first < 0x80 ? Character{first, 1, true} : internal::wide_character_at(text, at);
}

// The character that ends just before `at`. Requires: 0 < at <= text.size().
inline Character character_before(std::string_view text, std::size_t at) noexcept {
  const auto last = static_cast<unsigned char>(text[at - 1]);
  return last < 0x80 ? Character{last, 1, true} : internal::wide_character_before(text, at);
}

// Questions about one character, answered by the Unicode Character Database of the linked ICU.
bool is_letter(char32_t code) noexcept;  // general category L*, or a mark that belongs to a letter (M*)
bool is_digit(char32_t code) noexcept;   // Nd
bool is_upper(char32_t code) noexcept;   // Lu, Lt
bool is_space(char32_t code) noexcept;   // property White_Space, and U+FEFF

// How many lines end in a text: with LF, CR LF or CR.
std::size_t line_ends(std::string_view text) noexcept;

// The text with every letter in lower case (simple case mapping, so no letter becomes two).
// Diacritics stay: they are letters. Ill-formed bytes stay as they are.
std::string lower(std::string_view text);

// The same into a string that is kept between calls: its content is replaced.
void lower(std::string_view text, std::string& into);

}  // namespace ordagrant::text
