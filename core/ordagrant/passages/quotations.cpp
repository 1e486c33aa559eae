#include "ordagrant/passages/quotations.h"

#include <algorithm>

#include "ordagrant/passages/paragraphs.h"

namespace ordagrant::passages {

namespace {

// Single marks are apostrophes as well: one that is never closed is none.
constexpr int kStraightSingle = 4;
constexpr int kCurvedSingle = 5;

// Marks of one family open and close each other; 0 is no quotation mark.
int family_of(std::string_view mark) {
  if (mark == "\"") return 1;
  if (mark == "\u201C" || mark == "\u201D" || mark == "\u201E") return 2;
  if (mark == "\u00BB" || mark == "\u00AB") return 3;
  if (mark == "'") return kStraightSingle;
  if (mark == "\u2018" || mark == "\u2019") return kCurvedSingle;
  return 0;
}

bool opens_after(std::string_view mark) {
  return mark == "(" || mark == "[" || mark == "/" || mark == "-" || mark == "\u2013" || mark == "\u2014" ||
         family_of(mark) != 0;
}

}  // namespace

std::vector<Quotation> quotations(std::string_view text, std::span<const tokens::Token> tokens,
                                  std::span<const std::uint32_t> sentences) {
  const auto family = [&](std::uint32_t token) {
    return tokens[token].kind == tokens::TokenKind::mark ? family_of(tokens[token].span.of(text)) : 0;
  };
  const auto touches_next = [&](std::uint32_t token) {
    return token + 1 < tokens.size() && tokens[token].span.end == tokens[token + 1].span.begin;
  };
  const auto touches_last = [&](std::uint32_t token) {
    return token > 0 && tokens[token - 1].span.end == tokens[token].span.begin;
  };

  std::vector<Quotation> found;
  const std::vector<std::uint32_t> starts = paragraphs(text, tokens);
  for (std::size_t paragraph = 0; paragraph < starts.size(); ++paragraph) {
    const auto count = static_cast<std::uint32_t>(tokens.size());
    const std::uint32_t end = paragraph + 1 < starts.size() ? starts[paragraph + 1] : count;
    for (std::uint32_t open = starts[paragraph]; open < end; ++open) {
      const bool single = family(open) >= kStraightSingle;
      if (family(open) == 0 || !touches_next(open)) continue;
      // Behind a word a mark closes; behind a bracket, a dash or another mark it can open.
      if (touches_last(open) && (single || !opens_after(tokens[open - 1].span.of(text)))) continue;
      std::uint32_t close = open + 1;
      bool closed = false;
      for (; close < end && !closed; ++close) {
        if (family(close) != family(open)) continue;
        closed = touches_last(close);
        // Another opening mark of the family: this one was never closed.
        if (closed || touches_next(close)) break;
      }
      if (closed) {
        if (close > open + 1) found.push_back({open + 1, close, true});
        open = close;
        continue;
      }
      if (single) continue;
      const auto sentence = std::upper_bound(sentences.begin(), sentences.end(), open + 1);
      const std::uint32_t until = sentence == sentences.end() ? count : *sentence;
      found.push_back({open + 1, std::min({until, close, end}), false});
      open = found.back().end - 1;
    }
  }
  return found;
}

}  // namespace ordagrant::passages
