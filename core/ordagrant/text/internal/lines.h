#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/text/internal/block.h"
#include "ordagrant/text/repair.h"

// Room: text. The lines of a text.

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

// The line that ends just before `at`, where another begins; ended by LF or CR alone. Requires: at > 0.
inline Line line_above(std::string_view text, std::uint32_t at) noexcept {
  const std::uint32_t end = at - 1;
  const std::size_t before = end == 0 ? std::string_view::npos : text.find_last_of("\n\r", end - 1);
  return {before == std::string_view::npos ? 0 : static_cast<std::uint32_t>(before + 1), end, at};
}

// The next place of one of some bytes in a text, for a reader that only goes forward: it looks at 64 bytes at once and
// remembers what it saw there.
template <char... kBytes>
class NextPlace {
 public:
  explicit NextPlace(std::string_view text) noexcept : text_(text) {}

  // At `at` or behind; the size of the text if there is none. Requires: `at` never falls.
  std::size_t from(std::size_t at) noexcept {
    // Between `at` and the bytes that were read last there is none.
    for (at = std::max(at, begin_); at < text_.size(); at = begin_ + Block::kSize) {
      if (at >= begin_ + Block::kSize || !read_) {
        const auto is_one = [](Lanes bytes) { return (bytes.equal(static_cast<unsigned char>(kBytes)) | ...); };
        places_ = Block(text_, at).where(is_one);
        begin_ = at;
        read_ = true;
      }
      if (const std::uint64_t left = places_ & bits_from(at - begin_); left != 0)
        return begin_ + static_cast<std::size_t>(std::countr_zero(left));
    }
    return text_.size();
  }

 private:
  std::string_view text_;
  std::size_t begin_ = 0;  // of the 64 bytes that were read last
  std::uint64_t places_ = 0;
  bool read_ = false;
};

// All lines of a text, one after the other.
class Lines {
 public:
  explicit Lines(std::string_view text) noexcept : text_(text), end_(text) {}

  bool next(Line& line) noexcept {
    if (at_ >= text_.size()) return false;
    line = line_between(text_, at_, end_.from(at_));
    at_ = line.next;
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  NextPlace<'\n', '\r', '\f'> end_;
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
