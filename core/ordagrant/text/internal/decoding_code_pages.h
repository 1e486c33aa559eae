#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

// Room: text. Encodings of one byte a character; see text/decoding.h.

namespace ordagrant::text::internal {

// An encoding of one byte a character that is ASCII below 0x80.
struct CodePage {
  std::string_view name;
  std::array<char16_t, 128> upper;                            // the characters of 0x80-0xFF
  std::array<std::pair<char16_t, unsigned char>, 128> bytes;  // the same, sorted by character

  // The byte of a character above ASCII, 0 if it has none. O(log 128).
  unsigned byte_of(char32_t code) const noexcept;
};

// windows-1252, cp850, macintosh. Never expires.
std::span<const CodePage, 3> code_pages() noexcept;

}  // namespace ordagrant::text::internal
