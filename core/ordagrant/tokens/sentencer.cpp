#include "ordagrant/tokens/sentencer.h"

#include "ordagrant/text/characters.h"

namespace ordagrant::tokens {

namespace {

bool is_end_mark(std::string_view mark) { return mark == "." || mark == "!" || mark == "?" || mark == "\u2026"; }

bool is_closing(std::string_view mark) {
  return mark == "\"" || mark == "\u201D" || mark == "\u201C" || mark == "\u00BB" || mark == "\u2019" || mark == "'" ||
         mark == ")" || mark == "]";
}

bool is_bullet(std::string_view mark) {
  return mark == "-" || mark == "*" || mark == "\u2022" || mark == "\u2013" || mark == "\u2014" || mark == "#" ||
         mark == "|" || mark == "\u00A7";
}

// A line that begins with a number of at most so many bytes and has at most so many tokens can be a
// heading; a longer one is a line of prose, a longer number a year.
constexpr std::size_t kHeadingTokens = 12;
constexpr std::size_t kHeadingNumber = 3;

class Judge {
 public:
  Judge(std::string_view text, std::span<const Token> tokens) : text_(text), tokens_(tokens) {}

  // Does a sentence begin with token `at`? Requires: 0 < at < tokens.size().
  bool begins(std::size_t at) const {
    // Most of a text: a word, a space, and what comes next.
    if (tokens_[at - 1].kind != TokenKind::mark && gap(at) == " ") return false;
    const std::size_t line_ends = breaks_before(at);
    if (line_ends >= 2) return true;
    if (line_ends == 1 && (is_bullet(surface(at)) || is_numbered_item(at) || is_heading_line_before(at))) return true;

    if (line_ends == 0 && gap(at).empty()) return false;
    // Back over closing quotes and brackets to the mark that may end the sentence.
    std::size_t end = at - 1;
    while (end > 0 && is_closing(surface(end)) && touches(end)) --end;
    if (!is_end_mark(surface(end))) return false;
    if (surface(end) == "." && !ends_here(end, at)) return false;
    return !opens_small(at);
  }

 private:
  std::string_view surface(std::size_t token) const { return tokens_[token].span.of(text_); }
  std::string_view gap(std::size_t token) const {
    return ByteSpan{tokens_[token - 1].span.end, tokens_[token].span.begin}.of(text_);
  }
  bool touches(std::size_t token) const { return token > 0 && gap(token).empty(); }
  std::size_t breaks_before(std::size_t token) const { return text::line_ends(gap(token)); }
  bool begins_line(std::size_t token) const { return token == 0 || breaks_before(token) > 0; }

  // "1." or "2)" at the start of a line.
  bool is_numbered_item(std::size_t at) const {
    return tokens_[at].kind == TokenKind::number && at + 1 < tokens_.size() && touches(at + 1) &&
           (surface(at + 1) == "." || surface(at + 1) == ")");
  }

  // Is the line before `at` a heading? One of Markdown is, and a short one that begins with a number
  // ("3.1 Uppdrag") and ends without a mark, if a capital follows.
  bool is_heading_line_before(std::size_t at) const {
    std::size_t first = at - 1;
    while (!begins_line(first)) --first;
    if (surface(first) == "#") return true;
    return tokens_[first].kind == TokenKind::number && at - first > 1 && at - first <= kHeadingTokens &&
           surface(first).size() <= kHeadingNumber && tokens_[at - 1].kind == TokenKind::word && !opens_small(at);
  }

  // Is the full stop `stop` the end of a sentence, given that `next` begins after it?
  bool ends_here(std::size_t stop, std::size_t next) const {
    if (!touches(stop)) return true;
    const std::size_t before = stop - 1;
    if (tokens_[before].kind == TokenKind::number) {
      // "1. Beslut" at the start of a line numbers an item; "3. marts" is caught by the small letter.
      return !begins_line(before);
    }
    // "A. Lind": one capital letter alone.
    const std::string_view word = surface(before);
    const text::Character letter = text::character_at(word, 0);
    return letter.size != word.size() || !text::is_upper(letter.code) || tokens_[next].kind != TokenKind::word;
  }

  bool opens_small(std::size_t at) const {
    const text::Character first = text::character_at(surface(at), 0);
    return text::is_letter(first.code) && !text::is_upper(first.code);
  }

  std::string_view text_;
  std::span<const Token> tokens_;
};

}  // namespace

std::vector<std::uint32_t> sentences(std::string_view text, std::span<const Token> tokens) {
  std::vector<std::uint32_t> starts;
  if (tokens.empty()) return starts;
  starts.push_back(0);
  const Judge judge(text, tokens);
  for (std::size_t token = 1; token < tokens.size(); ++token)
    if (judge.begins(token)) starts.push_back(static_cast<std::uint32_t>(token));
  return starts;
}

}  // namespace ordagrant::tokens
