#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: passages. Tokens in, who says what and where out.
// Above it: tokens. Below it: stance, batch.

namespace ordagrant::passages {

// Where the paragraphs begin: the index of the first token of each, in rising order. An empty
// line ends a paragraph. Without tokens there are none.
//
// Requires: `tokens` were made from `text`. O(text.size()).
std::vector<std::uint32_t> paragraphs(std::string_view text, std::span<const tokens::Token> tokens);

}  // namespace ordagrant::passages
