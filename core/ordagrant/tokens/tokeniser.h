#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: tokens. Readable text in, words, marks and sentences out.
// Above it: language. Below it: forms, passages, keyness.

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
// The rules, each with its example; tests/core/tokens/rules_sv.tsv and rules_da.tsv have them all:
//   a hyphen inside a word joins              IT-system, e-post, 1990-talet, cpr.-nr.
//   a hyphen at an edge of a word stays       resultat- (och kvalitetsstyrning), (och) -metoder, 1960- (och)
//   a colon or apostrophe inside a word joins EU:s, 5:e, KPI'er, 80'erne, Lars'
//   an abbreviation keeps its stops and spaces bl.a., t. ex., t ex, B.T., and initials: A. (Berg)
//   groups of digits, ranges, times, fractions 1 200,50, 45-90, 18:30, 26/8
//   an ordinal and the number of an item       3. (maj, in Danish), 2. (at the beginning of a line or sentence)
//   a reference is one token                   LVU 3 \u00A7, 2 kap. 3 \u00A7, \u00A7 12, SOU 2018:47, dnr KS 2019/123
//   an address is one token                    namn@kommun.example, www.kommun.example/plan, 08-123 45 67
//   a run of stops or hyphens is one mark      ..., --
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

  // The same tokens, with all word boundaries asked of ICU: what tokenise() is compared with.
  std::vector<Token> by_icu(std::string_view text) const;

  const TokeniserOptions& options() const noexcept { return options_; }

 private:
  struct Scanners;  // hides ICU

  TokeniserOptions options_;
  std::unique_ptr<const Scanners> scanners_;
};

}  // namespace ordagrant::tokens
