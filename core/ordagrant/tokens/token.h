#pragma once

#include <cstdint>
#include <string_view>

#include "ordagrant/base/byte_span.h"

// Room: tokens. Readable text in, words, marks and sentences out.
// Above it: language. Below it: forms, passages, lexicon.

namespace ordagrant::tokens {

enum class TokenKind : std::uint8_t {
  word,    // holds a letter: "tillit", "EU:s", "bl.a.", "resultat-", "1990-talets"
  number,  // digits and the separators inside them: "200,50", "18.30", "1 200", "45-90"
  mark,    // everything else that is not white space
};

std::string_view name(TokenKind kind) noexcept;

struct Token {
  ByteSpan span;  // in the text that was tokenised
  TokenKind kind = TokenKind::word;
};

}  // namespace ordagrant::tokens
