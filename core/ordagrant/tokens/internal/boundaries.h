#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: tokens. The word boundaries under the tokeniser's rules; see tokens/tokeniser.h.

namespace ordagrant::tokens::internal {

// What is ours in the boundaries: an at sign stands alone, whatever the linked ICU makes of it, and a
// narrow no-break space is white space. Without it they are ICU's own.
enum class Tailoring : std::uint8_t { ours, none };

// Cuts a text at the word boundaries of UAX 29 as ICU's rules for a locale have them, and leaves out
// white space. The Swedish rules keep the colon inside words (EU:s), which others do not.
//
// Immutable; may be used from many threads at once.
class Boundaries {
 public:
  explicit Boundaries(Tailoring tailoring = Tailoring::ours, const char* locale = "sv");
  ~Boundaries();

  // The pieces between the boundaries, in order; any bytes are legal. What is written in ASCII,
  // Latin-1 and the common punctuation is cut by a table of those characters, and ICU is asked for
  // the rest: the same pieces as by_icu(), several times as fast. O(text.size()).
  std::vector<Token> cut(std::string_view text) const;

  // The same, all of it by ICU: what cut() is compared with.
  std::vector<Token> by_icu(std::string_view text) const;

 private:
  struct Tables;

  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::tokens::internal
