#include "ordagrant/tokens/token.h"

namespace ordagrant::tokens {

std::string_view name(TokenKind kind) noexcept {
  switch (kind) {
    case TokenKind::word:
      return "word";
    case TokenKind::number:
      return "number";
    case TokenKind::reference:
      return "reference";
    case TokenKind::address:
      return "address";
    case TokenKind::mark:
      break;
  }
  return "mark";
}

}  // namespace ordagrant::tokens
