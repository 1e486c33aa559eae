#pragma once

#include <string_view>
#include <vector>

#include "ordagrant/tokens/internal/abbreviations.h"
#include "ordagrant/tokens/token.h"

// Room: tokens. What the tokeniser joins over the word boundaries of UAX 29; see tokens/tokeniser.h.

namespace ordagrant::tokens::internal {

// The rules of Swedish and Danish public prose, one function each in rules.cpp.
//
// Immutable; may be used from many threads at once.
class Rules {
 public:
  // Requires: `language` is shipped or "und", which has no abbreviations and no ordinals.
  explicit Rules(std::string_view language);

  // Makes tokens of the pieces that Boundaries cut from `text`. The tokens are written over the
  // pieces that they are made of, which are never fewer. O(text.size()).
  void join(std::string_view text, std::vector<Token>& pieces) const;

 private:
  class Walk;

  Abbreviations abbreviations_;
};

}  // namespace ordagrant::tokens::internal
