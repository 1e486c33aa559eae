#include "ordagrant/tokens/tokeniser.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/internal/boundaries.h"

namespace ordagrant::tokens {

namespace {

bool is_hyphen(std::string_view piece) { return piece == "-" || piece == "\u2010" || piece == "\u2011"; }

bool is_range_dash(std::string_view piece) { return is_hyphen(piece) || piece == "\u2013"; }

// Spaces that group digits: space, no-break space, thin space, narrow no-break space.
constexpr std::string_view kGroupSpaces[] = {" ", "\u00A0", "\u2009", "\u202F"};

bool is_group_space(std::string_view gap) {
  return std::find(std::begin(kGroupSpaces), std::end(kGroupSpaces), gap) != std::end(kGroupSpaces);
}

std::size_t trailing_digits(std::string_view number) {
  std::size_t digits = 0;
  while (digits < number.size() && number[number.size() - 1 - digits] >= '0' &&
         number[number.size() - 1 - digits] <= '9')
    ++digits;
  return digits;
}

// May a group of three digits follow `number`? After one to three digits at its beginning or after
// a dash, and after every further group of three.
bool may_group(std::string_view number) {
  const std::size_t digits = trailing_digits(number);
  const std::string_view before = number.substr(0, number.size() - digits);
  for (const std::string_view space : kGroupSpaces)
    if (before.ends_with(space)) return digits == 3;
  const bool opens = before.empty() || before.ends_with('-') || before.ends_with("\u2013");
  return opens && digits >= 1 && digits <= 3;
}

bool is_group(std::string_view number) {
  return number.size() >= 3 && trailing_digits(number.substr(0, 3)) == 3 &&
         (number.size() == 3 || number[3] == ',' || number[3] == '.');
}

}  // namespace

struct Tokeniser::Rules {
  internal::Boundaries boundaries;
  std::unordered_set<std::string> abbreviations;  // in lower case, with their stops

  std::size_t join(std::string_view text, const std::vector<Token>& pieces, std::size_t first, Token& token) const;
  bool is_abbreviation(std::string_view word) const;
};

Tokeniser::Tokeniser(TokeniserOptions options) : options_(std::move(options)) {
  auto rules = std::make_unique<Rules>();
  if (options_.language != language::kUndetermined) {
    language::require_shipped(options_.language);
    for (const std::string_view abbreviation : language::lines(options_.language, "abbreviations.txt"))
      rules->abbreviations.insert(text::lower(abbreviation));
  }
  rules_ = std::move(rules);
}

Tokeniser::~Tokeniser() = default;
Tokeniser::Tokeniser(Tokeniser&&) noexcept = default;
Tokeniser& Tokeniser::operator=(Tokeniser&&) noexcept = default;

bool Tokeniser::Rules::is_abbreviation(std::string_view word) const {
  return abbreviations.contains(text::lower(word));
}

// Makes one token of the pieces from `first` on and returns the index of the piece after it.
std::size_t Tokeniser::Rules::join(std::string_view text, const std::vector<Token>& pieces, std::size_t first,
                                   Token& token) const {
  token = {pieces[first].span, pieces[first].kind};
  std::size_t next = first + 1;
  const auto adjacent = [&](std::size_t piece) {
    return piece < pieces.size() && pieces[piece].span.begin == pieces[piece - 1].span.end;
  };
  const auto surface = [&](std::size_t piece) { return pieces[piece].span.of(text); };
  const auto take = [&](std::size_t piece) {
    token.span.end = pieces[piece].span.end;
    if (pieces[piece].kind == TokenKind::word) token.kind = TokenKind::word;
    next = piece + 1;
  };

  if (token.kind == TokenKind::mark) return next;
  if (token.kind == TokenKind::word && !adjacent(next)) return next;  // most of a text
  for (;;) {
    const std::string_view so_far = token.span.of(text);
    if (token.kind == TokenKind::number && next < pieces.size() && may_group(so_far) && is_group(surface(next)) &&
        is_group_space(ByteSpan{token.span.end, pieces[next].span.begin}.of(text))) {
      take(next);  // 1 200,50
      continue;
    }
    if (!adjacent(next)) return next;

    const std::string_view mark = surface(next);
    if (adjacent(next + 1) && pieces[next + 1].kind != TokenKind::mark) {
      const bool number_before = token.kind == TokenKind::number;
      const bool number_after = pieces[next + 1].kind == TokenKind::number;
      // kund-tillit, 1990-talet, namn@kommun.example; 10-15 with any dash, since between words a dash is a dash; 5:e.
      if (is_hyphen(mark) || mark == "@" || (number_before && number_after && is_range_dash(mark)) ||
          (number_before && !number_after && mark == ":")) {
        take(next + 1);
        continue;
      }
    }
    if (token.kind != TokenKind::word) return next;
    if (is_hyphen(mark)) {
      take(next);  // resultat- (och kvalitetsstyrning)
      return next;
    }
    if (mark == "." && is_abbreviation(ByteSpan{token.span.begin, pieces[next].span.end}.of(text))) take(next);
    return next;
  }
}

std::vector<Token> Tokeniser::tokenise(std::string_view text) const {
  // The tokens are written over the pieces that they are made of, which are never fewer.
  std::vector<Token> tokens = rules_->boundaries.cut(text);
  std::size_t made = 0;
  for (std::size_t piece = 0; piece < tokens.size();) {
    Token token;
    piece = rules_->join(text, tokens, piece, token);
    tokens[made++] = token;
  }
  tokens.resize(made);
  return tokens;
}

}  // namespace ordagrant::tokens
