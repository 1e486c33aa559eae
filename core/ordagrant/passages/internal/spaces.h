#pragma once

#include <cstddef>
#include <string_view>

// Room: passages. The white space inside a line.

namespace ordagrant::passages::internal {

inline bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

// The byte behind spaces, tabs and no-break spaces from `at` on.
inline std::size_t behind_spaces(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_blank(text[at]))
      ++at;
    else if (text.substr(at).starts_with("\u00A0"))
      at += 2;
    else
      break;
  }
  return at;
}

}  // namespace ordagrant::passages::internal
