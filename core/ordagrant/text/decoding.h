#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

struct Decoded {
  std::string source;            // well-formed UTF-8
  std::string encoding;          // what the bytes were, see decode()
  std::uint64_t ill_formed = 0;  // how many U+FFFD stand for bytes that are not in that encoding
};

// Reads a file's bytes in the encoding that the whole file speaks for, and says which:
//
//   utf-8, utf-16-le, utf-16-be  a byte order mark says so, and is dropped
//   utf-16-le, utf-16-be         every other byte is zero
//   utf-8                        well-formed; plain ASCII is
//   windows-1252, cp850,         more bytes are not UTF-8 than characters above ASCII are, and of these three this is
//   macintosh                    the one in which they stand where letters and signs of Swedish and Danish stand
//   iso-8859-1                   as windows-1252, with control characters that only ISO 8859-1 has (0x81, 0x8D, 0x8F,
//                                0x90, 0x9D) and none of the letters and signs that Windows put among them
//   utf-8                        whatever is left, rubbish too
//
// A file in ISO 8859-1 without control characters is in Windows-1252 as well, and called so.
//
// What is not in the encoding becomes U+FFFD as Python's errors="replace" has it: one for every maximal subpart in
// UTF-8, one for half a surrogate pair or half a unit in UTF-16. In the others every byte is a character: the five
// that Windows-1252 has none for become the control characters of the same number. Line ends are kept.
//
// Any bytes are legal. O(bytes.size()), and beside the bytes it keeps the source alone.
Decoded decode(std::string_view bytes);

}  // namespace ordagrant::text
