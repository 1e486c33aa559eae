#pragma once

#include <cstdint>
#include <string_view>

#include "ordagrant/base/byte_span.h"

// Room: tokens. Readable text in, words, marks and sentences out.
// Above it: language. Below it: forms, passages, keyness.

namespace ordagrant::tokens {

enum class TokenKind : std::uint8_t {
  word,       // holds a letter: "tillit", "EU:s", "bl.a.", "t ex", "resultat-", "1990-talets"
  number,     // digits and what stands inside them: "200,50", "18.30", "1 200", "45-90", "26/8", "3." before "maj"
  mark,       // everything else that is not white space
  reference,  // a place in a law, or a document by its number: "12 \u00A7", "LVU 3 \u00A7", "SOU 2018:47", "KS
              // 2019/123"
  address,    // where somebody is reached: "namn@kommun.example", "www.kommun.example", "08-123 45 67"
};

std::string_view name(TokenKind kind) noexcept;

struct Token {
  ByteSpan span;  // in the text that was tokenised
  TokenKind kind = TokenKind::word;
  // An abbreviation that a sentence may end with ("m.m.", "kr."), if a capital follows.
  bool may_end = false;
};

}  // namespace ordagrant::tokens
