#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/text/repair.h"

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language, tokens.

namespace ordagrant::text::internal {

// A line of a text: its bytes, and where the next one begins. LF, CR LF, CR and a form feed end a line.
struct Line {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t next = 0;

  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

// The line that begins at `at` and whose end, or that of the text, is at `end`.
inline Line line_between(std::string_view text, std::size_t at, std::size_t end) noexcept {
  const bool two = end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n';
  const std::size_t behind = end == text.size() ? end : end + (two ? 2 : 1);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(behind)};
}

// The line that begins at `at`, for a reader that asks here and there: it costs no more than that line is long.
inline Line line_at(std::string_view text, std::size_t at) noexcept {
  std::size_t end = at;
  while (end < text.size() && text[end] != '\n' && text[end] != '\r' && text[end] != '\f') ++end;
  return line_between(text, at, end);
}

// The next place of a byte in a text, for a reader that only goes forward: what is rare is searched for rarely.
class NextPlace {
 public:
  NextPlace(std::string_view text, char byte) noexcept : text_(text), byte_(byte) {}

  // At `at` or behind; the size of the text if there is none. Requires: `at` never falls.
  std::size_t from(std::size_t at) noexcept {
    if (!known_ || place_ < at) place_ = std::min(text_.find(byte_, at), text_.size());
    known_ = true;
    return place_;
  }

 private:
  std::string_view text_;
  std::size_t place_ = 0;
  bool known_ = false;
  char byte_;
};

// All lines of a text, one after the other.
class Lines {
 public:
  explicit Lines(std::string_view text) noexcept
      : text_(text), feed_(text, '\n'), carriage_(text, '\r'), form_(text, '\f') {}

  bool next(Line& line) noexcept {
    if (at_ >= text_.size()) return false;
    line = line_between(text_, at_, std::min({feed_.from(at_), carriage_.from(at_), form_.from(at_)}));
    at_ = line.next;
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  NextPlace feed_;
  NextPlace carriage_;
  NextPlace form_;
};

inline bool is_blank_byte(char byte) noexcept { return byte == ' ' || byte == '\t' || byte == '\v'; }

// Without the spaces around it; a no-break space is one.
inline std::string_view trimmed(std::string_view line) noexcept {
  constexpr std::string_view kNoBreak = "\u00A0";
  for (;;) {
    if (!line.empty() && is_blank_byte(line.front()))
      line.remove_prefix(1);
    else if (line.starts_with(kNoBreak))
      line.remove_prefix(kNoBreak.size());
    else
      break;
  }
  for (;;) {
    if (!line.empty() && is_blank_byte(line.back()))
      line.remove_suffix(1);
    else if (line.ends_with(kNoBreak))
      line.remove_suffix(kNoBreak.size());
    else
      break;
  }
  return line;
}

// A line that is no part of the text.
struct Removed {
  Line line;
  RepairKind kind;
};

// Whether a sentence that the line `above` leaves open goes on in `below`; both trimmed.
bool goes_on(std::string_view above, std::string_view below) noexcept;

// Lines at the edges of pages, and numbers of pages. Sorted.
std::vector<Removed> running_heads(std::string_view text);

// One edit for each run of `removed` lines. What is above and below them meets across one line break where
// a sentence goes on, and keeps its empty line where none does. No form feed is taken.
// Requires: `removed` is sorted, without doublets.
std::vector<Edit> without(std::string_view text, const std::vector<Removed>& removed);

}  // namespace ordagrant::text::internal
