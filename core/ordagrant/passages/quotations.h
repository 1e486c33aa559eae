#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: passages. Tokens in, who says what and where out.
// Above it: tokens. Below it: stance, demand.

namespace ordagrant::passages {

// Words between quotation marks: tokens [begin, end), the marks left out.
struct Quotation {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool closed = true;  // false: no mark ends it, and it is taken to end with its sentence
};

// The quotations of a text, in order; one inside another is not told apart.
//
// Marks are the straight ones, double and single, the curved ones in any direction (Swedish has the same
// one on both sides), and guillemets in any direction (Danish points them inwards). A mark opens where
// a word follows it at once and closes where one stands before it. A quotation never runs
// past its paragraph.
//
// Requires: `tokens` were made from `text`, `sentences` from `tokens`. O(text.size()).
std::vector<Quotation> quotations(std::string_view text, std::span<const tokens::Token> tokens,
                                  std::span<const std::uint32_t> sentences);

}  // namespace ordagrant::passages
