#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language, tokens.

namespace ordagrant::text {

struct Decoded {
  std::string source;            // well-formed UTF-8
  std::string encoding;          // "utf-8"
  std::uint64_t ill_formed = 0;  // how many U+FFFD stand for bytes that are not UTF-8
};

// Reads a file's bytes as UTF-8. A byte order mark is dropped, line ends are kept, and
// every maximal subpart that is not UTF-8 becomes one U+FFFD (as Python's errors="replace").
// Any bytes are legal. O(bytes.size()).
Decoded decode(std::string_view bytes);

}  // namespace ordagrant::text
