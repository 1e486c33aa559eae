#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: passages. Quotation marks in pairs; see passages/quotes.h.

namespace ordagrant::passages::internal {

// What stands between quotation marks: tokens [begin, end).
struct Marked {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool closed = true;   // then token `end` is the closing mark; token begin - 1 is the opening one in any case
  bool single = false;  // set in single marks
};

// Is it a quotation mark, of any kind?
bool is_quotation_mark(std::string_view mark);

// Pairs the marks of a text. A mark opens where a word follows it at once and none stands before it, and closes where
// one stands before it; each closes the last one of its family that is open, so one pair may lie in another. What is
// opened and not closed in its unit is one with what the next unit opens at once with the same mark, if that is closed
// in the end; otherwise it ends with its sentence or where the next mark of its family opens. A single mark that is not
// closed is an apostrophe. Marks behind "=" or the address of a link belong to the markup of a web page.
//
// `marks` are the quotation marks among the tokens, `units` the first tokens of the stretches that no quotation runs
// over, both in rising order. In the order of their begin. O(marks.size() * log).
std::vector<Marked> marked(std::string_view text, std::span<const tokens::Token> tokens,
                           std::span<const std::uint32_t> sentences, std::span<const std::uint32_t> marks,
                           std::span<const std::uint32_t> units);

}  // namespace ordagrant::passages::internal
