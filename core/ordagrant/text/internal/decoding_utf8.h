#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Room: text. UTF-8 by its bytes; see text/decoding.h.

namespace ordagrant::text::internal {

// Where the first byte at or after `at` stands that begins no well-formed character;
// text.size() if there is none. Requires: a character begins at `at`. Eight bytes at a time.
std::size_t well_formed_until(std::string_view text, std::size_t at) noexcept;

// Where the first byte of 0x80 and more at or after `at` stands; text.size() if there is none.
std::size_t ascii_until(std::string_view text, std::size_t at) noexcept;

// Puts a character behind `to`. Requires: no surrogate, at most U+10FFFF.
void append(char32_t code, std::string& to);

}  // namespace ordagrant::text::internal
