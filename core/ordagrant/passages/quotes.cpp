#include "ordagrant/passages/quotes.h"

#include <array>

#include "ordagrant/language/tables.h"
#include "ordagrant/passages/internal/quoting.h"
#include "ordagrant/passages/internal/saying.h"

namespace ordagrant::passages {

struct QuoteReader::Words : internal::SayingWords {
  using SayingWords::SayingWords;
};

std::string_view name(QuoteKind kind) noexcept {
  constexpr std::array<std::string_view, 6> kNames{"direct_quote", "dash_speech", "block_quote",
                                                   "scare_quote",  "reported",    "title"};
  return kNames[static_cast<std::size_t>(kind)];
}

QuoteReader::QuoteReader(std::string_view language) {
  if (language != language::kUndetermined) language::require_shipped(language);
  words_ = std::make_unique<Words>(language);
}

QuoteReader::~QuoteReader() = default;
QuoteReader::QuoteReader(QuoteReader&&) noexcept = default;
QuoteReader& QuoteReader::operator=(QuoteReader&&) noexcept = default;

std::vector<Quote> QuoteReader::read(std::string_view text, std::span<const tokens::Token> tokens,
                                     std::span<const std::uint32_t> sentences, const Structure& structure) const {
  if (tokens.empty()) return {};
  return internal::Quoting(text, tokens, sentences, structure, *words_).quotes();
}

}  // namespace ordagrant::passages
