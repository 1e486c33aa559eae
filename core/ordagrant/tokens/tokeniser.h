#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: tokens. Readable text in, words, marks and sentences out.
// Above it: language. Below it: forms, passages, lexicon.

namespace ordagrant::tokens {

struct TokeniserOptions {
  std::string language = "sv";  // a shipped language, or "und"
};

// Cuts a text into tokens: the word boundaries of UAX 29 as ICU finds them, and over them the
// rules of Swedish and Danish public prose.
//
//   const Tokeniser tokeniser({.language = "da"});
//   for (const Token& token : tokeniser.tokenise(text))
//     std::cout << token.span.of(text) << '\n';
//
// The rules, each with its example:
//   a hyphen inside a word joins            IT-system, e-post, 1990-talet
//   a hyphen at the end of a word stays     resultat- (och kvalitetsstyrning), bruger-(/borgerbudget)
//   a colon inside a word joins             EU:s, 5:e
//   an address stays whole                  namn@kommun.example
//   a known abbreviation keeps its stop     bl.a., f.eks.
//   groups of three digits join             1 200,50
//   a range of numbers joins                45-90, with an en dash too
//
// The order of the tokens is the order of the text; tokens do not overlap, and the bytes
// between two tokens are white space. Any bytes are a legal text: bytes that are not UTF-8
// come back as marks.
//
// A Tokeniser is immutable. All its member functions may be called from many threads at once.
class Tokeniser {
 public:
  // Throws RequestError if `options.language` is neither shipped nor "und".
  explicit Tokeniser(TokeniserOptions options = {});
  ~Tokeniser();
  Tokeniser(Tokeniser&&) noexcept;
  Tokeniser& operator=(Tokeniser&&) noexcept;

  // O(text.size()). Keeps no reference to `text`. Requires: text.size() <= kMaxTextBytes.
  std::vector<Token> tokenise(std::string_view text) const;

  const TokeniserOptions& options() const noexcept { return options_; }

 private:
  struct Rules;  // hides ICU

  TokeniserOptions options_;
  std::unique_ptr<const Rules> rules_;
};

}  // namespace ordagrant::tokens
