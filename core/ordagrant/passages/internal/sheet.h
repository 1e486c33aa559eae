#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ordagrant/passages/internal/lines.h"
#include "ordagrant/passages/internal/phrases.h"
#include "ordagrant/tokens/token.h"

// Room: passages. The lines of a text beside each other, by their numbers; see passages/structure.h.

namespace ordagrant::passages::internal {

// A title has at most so many lines and bytes.
inline constexpr std::size_t kTitleLines = 4;
inline constexpr std::size_t kTitleBytes = 300;
// Text of at least so many bytes is prose; a shorter line with a stop is from so many on.
inline constexpr std::size_t kProseBytes = 60;
inline constexpr std::size_t kSentenceBytes = 24;

// What the lines of a text, or of a stretch of one, say with their neighbours, whatever was read before.
class Sheet {
 public:
  Sheet(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases);

  std::string_view text() const { return text_; }
  const std::vector<Line>& lines() const { return lines_; }
  // How many line ends stood before the first line, in the stretch that went before.
  void follow(std::uint8_t breaks);

  std::string_view words(std::size_t at) const { return lines_[at].of(text_); }
  // Behind the number or the mark; of a row of a table its first column.
  std::string_view title_words(std::size_t at) const;
  // Of lines [from, to).
  std::string title(std::size_t from, std::size_t to) const;
  // Where the title that begins in a line ends.
  std::size_t title_end(std::size_t at) const;
  // Behind the line in which the sentence ends that begins in one; the same line if it takes more than a title.
  std::size_t sentence_end(std::size_t at) const;
  std::string number(std::size_t at) const;
  std::vector<unsigned> number_parts(std::size_t at) const;

  bool names_case(std::size_t at) const;
  bool is_body(std::size_t at) const;
  bool is_sentence(std::size_t at) const;
  bool has_case_below(std::size_t at) const;
  bool is_next_in_list(std::size_t at, std::size_t next) const;
  bool is_repeated_later(std::size_t at) const;

 private:
  std::string key(std::size_t at) const;

  std::string_view text_;
  const Phrases& phrases_;
  std::vector<Line> lines_;
  std::unordered_map<std::string, std::uint32_t> last_item_;  // the last line with this number and title
};

}  // namespace ordagrant::passages::internal
