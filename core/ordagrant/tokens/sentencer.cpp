#include "ordagrant/tokens/sentencer.h"

#include <algorithm>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::tokens {

namespace {

bool is_end_mark(std::string_view mark) {
  return mark == "." || mark == "!" || mark == "?" || mark == "\u2026" || mark.starts_with("...");
}

bool is_opening(std::string_view mark) {
  return mark == "\"" || mark == "\u201D" || mark == "\u201C" || mark == "\u201E" || mark == "\u00AB" ||
         mark == "\u00BB" || mark == "\u2019" || mark == "\u2018" || mark == "'" || mark == "(" || mark == "[";
}

bool is_closing(std::string_view mark) {
  return mark == "\"" || mark == "\u201D" || mark == "\u201C" || mark == "\u00BB" || mark == "\u2019" || mark == "'" ||
         mark == ")" || mark == "]";
}

bool is_bullet(std::string_view mark) {
  return mark == "-" || mark == "*" || mark == "\u2022" || mark == "\u2013" || mark == "\u2014" || mark == "#" ||
         mark == "|" || mark.starts_with("\u00A7");
}

// A line that begins with a number of at most so many bytes and has at most so many tokens can be a
// heading; a longer one is a line of prose, a longer number a year.
constexpr std::size_t kHeadingTokens = 12;
constexpr std::size_t kHeadingNumber = 3;

// A heading in capitals alone has at least so many bytes: a shorter word can be the name of an authority.
constexpr std::size_t kCapitals = 5;

class Judge {
 public:
  Judge(std::string_view text, std::span<const Token> tokens) : text_(text), tokens_(tokens) {}

  // Does a sentence begin with token `at`, if the last one begins with token `start`? Requires: start < at.
  bool begins(std::size_t start, std::size_t at) const {
    const Token& last = tokens_[at - 1];
    const std::size_t between = tokens_[at].span.begin - last.span.end;
    if (between == 0) return false;
    // Most of a text: a word, a space, and what comes next.
    if (between == 1 && text_[last.span.end] == ' ' && last.kind != TokenKind::mark && !last.may_end)
      return is_behind_capitals(start, at);
    const std::size_t line_ends = breaks_before(at);
    if (line_ends >= 2) return true;
    if (line_ends == 1 &&
        (is_bullet(surface(at)) || is_item(at) || is_heading_line_before(at) || is_short_line_before(at)))
      return true;

    if (surface(at) == ".") return false;  // the dots between a heading and its page
    if (last.may_end) return begins_capital(at);
    // Back over closing quotes and brackets to the mark that may end the sentence.
    std::size_t end = at - 1;
    while (end > 0 && is_closing(surface(end)) && touches(end)) --end;
    if (tokens_[end].may_end && end < at - 1) return begins_capital(at);
    if (!is_end_mark(surface(end))) return false;
    if (surface(end) == "." && is_number_of_line(end)) return false;
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

  // "1.", "2)" or "a)" at the start of a line.
  bool is_item(std::size_t at) const {
    const std::string_view first = surface(at);
    const bool bracket = at + 1 < tokens_.size() && touches(at + 1) && surface(at + 1) == ")";
    if (tokens_[at].kind == TokenKind::number)
      return first.ends_with('.') || bracket || (at + 1 < tokens_.size() && touches(at + 1) && surface(at + 1) == ".");
    return bracket && first.size() == 1 && tokens_[at].kind == TokenKind::word;
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

  // Does the line before `at` end although the next word had room in it? Lines that are broken to a width are
  // filled, so that one was ended on purpose: a heading, a name, a field of a form. The next line shows the width.
  bool is_short_line_before(std::size_t at) const {
    const std::string_view last = surface(at - 1);
    if (!begins_capital(at) || last == "," || last.ends_with('-')) return false;
    const std::size_t end = tokens_[at - 1].span.end;
    const std::size_t line_break = end == 0 ? std::string_view::npos : text_.find_last_of("\r\n", end - 1);
    const std::size_t begin = line_break == std::string_view::npos ? 0 : line_break + 1;
    const std::size_t next = tokens_[at].span.begin;
    const std::size_t next_end = std::min(text_.find_first_of("\r\n", next), text_.size());
    return end - begin + 1 + surface(at).size() < next_end - next;
  }

  // "POLITIK Byr\u00E5det m\u00F8des": behind words in capitals alone comes one that begins with a capital.
  bool is_behind_capitals(std::size_t start, std::size_t at) const {
    const ByteSpan here = tokens_[at].span;
    const ByteSpan last = tokens_[at - 1].span;
    // Few words end with a capital, and many begin with one.
    if (!text::is_ascii_capital(text_[last.end - 1]) || !text::is_ascii_capital(text_[here.begin]) || here.size() < 2)
      return false;
    if (text::is_ascii_capital(text_[here.begin + 1]) || tokens_[at].kind != TokenKind::word) return false;
    const std::string_view before = ByteSpan{tokens_[start].span.begin, last.end}.of(text_);
    if (before.size() < kCapitals) return false;
    std::size_t capitals = 0;
    for (std::size_t place = 0; place < before.size();) {
      const text::Character next = text::character_at(before, place);
      if (text::is_upper(next.code))
        ++capitals;
      else if (text::is_letter(next.code))
        return false;
      place += next.size;
    }
    return capitals >= kCapitals;
  }

  // "12. Beslut" at the start of a line numbers an item.
  bool is_number_of_line(std::size_t stop) const {
    return touches(stop) && tokens_[stop - 1].kind == TokenKind::number && begins_line(stop - 1);
  }

  // The token that shows how `at` begins: behind opening quotation marks and brackets.
  std::size_t behind_opening(std::size_t at) const {
    while (at + 1 < tokens_.size() && is_opening(surface(at)) && touches(at + 1)) ++at;
    return at;
  }

  bool begins_capital(std::size_t at) const {
    return text::is_upper(text::character_at(surface(behind_opening(at)), 0).code);
  }

  bool opens_small(std::size_t at) const {
    const text::Character first = text::character_at(surface(behind_opening(at)), 0);
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
    if (judge.begins(starts.back(), token)) starts.push_back(static_cast<std::uint32_t>(token));
  return starts;
}

}  // namespace ordagrant::tokens
