#include "ordagrant/passages/internal/sheet.h"

#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

Sheet::Sheet(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases)
    : text_(text), phrases_(phrases), lines_(read_lines(text, tokens, phrases)) {
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    const LineKind kind = lines_[at].kind;
    if (kind != LineKind::paragraph && kind != LineKind::item && kind != LineKind::numbered) continue;
    if (std::string made = key(at); !made.empty()) last_item_[std::move(made)] = static_cast<std::uint32_t>(at);
  }
}

void Sheet::follow(std::uint8_t breaks) {
  if (lines_.empty()) return;
  const std::string_view gap = text_.substr(0, lines_[0].begin);
  lines_[0].breaks = static_cast<std::uint8_t>(std::min<std::size_t>(3, breaks + line_breaks(gap)));
}

std::string Sheet::key(std::size_t at) const {
  const Line& line = lines_[at];
  const std::string_view words = without_page(title_words(at));
  if (words.size() < 4 || words.size() > kTitleBytes) return {};
  return std::to_string(static_cast<int>(line.kind)) + ' ' + number(at) + ' ' + text::lower(as_title(words));
}

// Does the same number come with the same title again, further on, and others like it stand around this one? Then
// it is a line of a table of contents.
bool Sheet::is_repeated_later(std::size_t at) const {
  const auto found = last_item_.find(key(at));
  if (found == last_item_.end() || found->second <= at) return false;
  const LineKind kind = lines_[at].kind;
  for (std::size_t near = at > 2 ? at - 2 : 0; near < std::min(at + 4, lines_.size()); ++near) {
    if (near == at || lines_[near].kind != kind) continue;
    const auto other = last_item_.find(key(near));
    if (other != last_item_.end() && other->second > near) return true;
  }
  return false;
}

std::string_view Sheet::title_words(std::size_t at) const {
  const Line& line = lines_[at];
  const std::string_view words = line.from_title(text_);
  // Of a row of a table its first column.
  if (line.wide > 0) {
    std::size_t spaces = 0;
    for (std::size_t byte = 0; byte < words.size(); ++byte) {
      if (words[byte] == '\t') return words.substr(0, byte - spaces);
      spaces = words[byte] == ' ' ? spaces + 1 : 0;
      if (spaces == 3) return words.substr(0, byte + 1 - spaces);
    }
  }
  return words;
}

std::string Sheet::title(std::size_t from, std::size_t to) const {
  std::string made(title_words(from));
  for (std::size_t at = from + 1; at < to; ++at) {
    // A word that was divided at the line end is put together by the reading, not here.
    made += ' ';
    made += title_words(at);
  }
  return as_title(made);
}

// Does the number of a case stand where the title would?
bool Sheet::names_case(std::size_t at) const {
  const std::string_view own = title_words(at);
  return phrases_.of(own.substr(0, own.find_first_of(" :"))).has(Phrase::case_number);
}

std::string Sheet::number(std::size_t at) const {
  const Line& line = lines_[at];
  return as_title(text_.substr(line.number, line.number_end - line.number));
}

std::vector<unsigned> Sheet::number_parts(std::size_t at) const {
  std::vector<unsigned> parts{0};
  for (const char byte : text_.substr(lines_[at].number, lines_[at].number_end - lines_[at].number)) {
    if (byte == '.')
      parts.push_back(0);
    else if (byte >= '0' && byte <= '9')
      parts.back() = parts.back() * 10 + static_cast<unsigned>(byte - '0');
  }
  return parts;
}

// A title goes on in the next line that begins small, or where it ended on a word that none ends on.
std::size_t Sheet::title_end(std::size_t at) const {
  std::size_t next = at + 1;
  std::size_t bytes = title_words(at).size();
  while (next < lines_.size() && next - at < kTitleLines) {
    const Line& line = lines_[next];
    if (line.breaks > 1 || bytes + (line.end - line.begin) > kTitleBytes) break;
    if (line.kind != LineKind::prose && line.kind != LineKind::title && line.kind != LineKind::row) break;
    const std::string_view here = words(next);
    const std::string_view before = title_words(next - 1);
    const bool goes_on = begins_small(here) || is_open(before, phrases_) || (here.front() == '(' && line.indent > 0);
    if (!goes_on || is_stopped(before)) break;
    bytes += line.end - line.begin;
    ++next;
  }
  return next;
}

std::size_t Sheet::sentence_end(std::size_t at) const {
  std::size_t bytes = 0;
  for (std::size_t line = at; line < lines_.size() && line - at < kTitleLines && lines_[line].breaks == 1; ++line) {
    if (lines_[line].kind != LineKind::prose && lines_[line].kind != LineKind::title) break;
    bytes += words(line).size();
    if (bytes > kTitleBytes) break;
    if (is_stopped(words(line))) return line + 1;
  }
  return at;
}

// Is a line text that can stand under a heading?
bool Sheet::is_body(std::size_t at) const {
  const Line& line = lines_[at];
  const std::size_t size = line.end - line.begin;
  switch (line.kind) {
    case LineKind::prose:
      return size >= kProseBytes || (size >= kSentenceBytes && is_stopped(words(at)));
    case LineKind::bullet:
    case LineKind::listed:
    case LineKind::quoted:
    case LineKind::label:
    case LineKind::speaker:
    case LineKind::speech:
    case LineKind::row:
    case LineKind::numbered:
      return true;
    case LineKind::title:
      return size >= 2 * kProseBytes || (is_stopped(words(at)) && size >= kProseBytes);
    default:
      return false;
  }
}

bool Sheet::has_case_below(std::size_t at) const {
  for (std::size_t below = at + 1; below < std::min(at + 4, lines_.size()); ++below) {
    const Line& line = lines_[below];
    if (line.kind == LineKind::numbered) return false;
    if (line.kind == LineKind::label) return true;
    if (line.kind == LineKind::field && line.phrases.any(kHeadings | Phrase::case_number)) return true;
  }
  return false;
}

bool Sheet::is_next_in_list(std::size_t at, std::size_t next) const {
  if (next >= lines_.size()) return false;
  const Line& one = lines_[at];
  const Line& other = lines_[next];
  return (other.kind == LineKind::numbered || other.kind == LineKind::listed) && other.depth == one.depth &&
         other.form == one.form && other.value == one.value + 1;
}

// Does the text behind a number go on in the next lines as a sentence does? It is a paragraph of a law then, and no
// title.
bool Sheet::is_sentence(std::size_t at) const {
  const std::size_t end = title_end(at);
  if (is_stopped(words(end - 1))) return true;
  return end < lines_.size() && lines_[end].breaks == 1 && begins_small(words(end));
}

}  // namespace ordagrant::passages::internal
