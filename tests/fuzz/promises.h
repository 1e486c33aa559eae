#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ordagrant/text/characters.h"

// What several fuzzers ask for. A promise that is broken ends the programme, and libFuzzer keeps the bytes.

namespace ordagrant {

inline void require(bool holds) {
  if (!holds) std::abort();
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
