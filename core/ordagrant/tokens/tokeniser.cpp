#include "ordagrant/tokens/tokeniser.h"

#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/tokens/internal/boundaries.h"
#include "ordagrant/tokens/internal/rules.h"

namespace ordagrant::tokens {

struct Tokeniser::Scanners {
  explicit Scanners(const std::string& language) : rules(language) {}

  internal::Boundaries boundaries;
  internal::Rules rules;
};

Tokeniser::Tokeniser(TokeniserOptions options) : options_(std::move(options)) {
  if (options_.language != language::kUndetermined) language::require_shipped(options_.language);
  scanners_ = std::make_unique<const Scanners>(options_.language);
}

Tokeniser::~Tokeniser() = default;
Tokeniser::Tokeniser(Tokeniser&&) noexcept = default;
Tokeniser& Tokeniser::operator=(Tokeniser&&) noexcept = default;

std::vector<Token> Tokeniser::tokenise(std::string_view text) const {
  std::vector<Token> tokens = scanners_->boundaries.cut(text);
  scanners_->rules.join(text, tokens);
  return tokens;
}

std::vector<Token> Tokeniser::by_icu(std::string_view text) const {
  std::vector<Token> tokens = scanners_->boundaries.by_icu(text);
  scanners_->rules.join(text, tokens);
  return tokens;
}

}  // namespace ordagrant::tokens
