#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/passages/internal/saying.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/token.h"

// Room: passages. Where in a text something may be quoted; see passages/quotes.h.

namespace ordagrant::passages::internal {

// What is to be attributed.
struct Candidate {
  enum class Kind : std::uint8_t { mark, block, dash, that, move, according, comma, colon } kind;
  std::uint32_t at;          // token
  std::uint32_t number = 0;  // of a mark, a block or a dash: among those of its kind
};

// What a pass over all tokens finds: where it is worth looking closer.
struct Places {
  std::vector<std::uint32_t> units;   // first tokens of the stretches that no quotation runs over
  std::vector<std::uint32_t> marks;   // quotation marks
  std::vector<std::uint32_t> dashes;  // at the beginning of a line
  std::vector<std::uint32_t> angles;  // ">" at the beginning of a line
  std::vector<Candidate> cues;        // dashes, "att", "enligt", "yrkar", commas before a verb of saying, colons
};

// In one pass. O(text.size()).
Places places(std::string_view text, std::span<const tokens::Token> tokens, const Structure& structure,
              const SayingWords& words);

bool is_dash(std::string_view mark);
bool ends_sentence(std::string_view mark);

}  // namespace ordagrant::passages::internal
