#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "ordagrant/text/characters.h"

// What several fuzzers ask for.

namespace ordagrant {

// A promise that is broken ends the programme, and libFuzzer keeps the bytes.
inline void require(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%d: a promise is broken\n", file, line);
  std::abort();
}

inline bool is_well_formed(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::Character next = text::character_at(text, at);
    if (!next.well_formed) return false;
    at += next.size;
  }
  return true;
}

}  // namespace ordagrant
