#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/text/repair.h"
#include "ordagrant/text/words.h"

// Room: text. A text read once for all that mends words and breaks; see text/reading.h.

namespace ordagrant::text::internal {

// A word that is not listed: a run of letters.
struct Unlisted {
  ByteSpan span;
  WordHash hash;       // of its lower case
  bool inner_capital;  // a capital behind a small letter: "tillitTidigare"
  bool small;          // no capitals
};

// A text that was read once, with the places where words might be broken.
class Marked {
 public:
  Marked(std::string_view text, const Words& words);

  std::string_view text() const noexcept { return text_; }
  const Words& words() const noexcept { return words_; }

  // All of these are in the order of the text.
  const std::vector<Unlisted>& unlisted() const noexcept { return unlisted_; }
  // Hyphens, and U+FFFE, which stands for one, behind a letter or a digit.
  const std::vector<std::uint32_t>& hyphens() const noexcept { return hyphens_; }
  // Where a digit or what is raised follows a letter, or one or a small letter follows a mark that follows a letter.
  const std::vector<std::uint32_t>& notes() const noexcept { return notes_; }
  // Where a capital follows a full stop or another mark behind a letter, or a digit.
  const std::vector<std::uint32_t>& capitals() const noexcept { return capitals_; }
  // White space that is more than the end of a line.
  const std::vector<ByteSpan>& breaks() const noexcept { return breaks_; }

  // How often this stands in the text; words are given in lower case, and only unlisted ones are counted.
  std::uint32_t count(std::string_view word) const;
  // The same of two parts with a hyphen between them inside a line.
  std::uint32_t count_hyphenated(std::string_view left, std::string_view right) const;

  // The line that holds `at`, without its end and its indentation, and how many characters it is long.
  ByteSpan line(std::size_t at) const;
  std::size_t width(ByteSpan line) const;

  // At how many characters the lines of this text are broken; 0 where they are not.
  std::size_t wrapped_at() const;

  char32_t before(std::size_t at) const;  // U+0000 at the ends of the text
  char32_t after(std::size_t at) const;
  // The run of letters that ends or begins there; empty where there is none.
  ByteSpan letters_before(std::size_t at) const;
  ByteSpan letters_after(std::size_t at) const;

 private:
  bool is_common_mark(std::size_t at) const;
  std::size_t read_block(std::size_t at);
  std::size_t read_mixed(std::size_t at);
  void look_behind_word(std::size_t at);
  void add_unlisted(ByteSpan span, WordHash hash);
  void read_space(std::size_t at);
  ByteSpan without_indentation(std::size_t begin, std::size_t end) const;
  std::size_t longer_than(std::size_t wide) const;  // lines

  unsigned byte_at(std::size_t at) const { return static_cast<unsigned char>(text_[at]); }

  std::string_view text_;
  const Words& words_;
  std::vector<Unlisted> unlisted_;
  std::vector<std::uint32_t> hyphens_;
  std::vector<std::uint32_t> notes_;
  std::vector<std::uint32_t> capitals_;
  std::vector<ByteSpan> breaks_;
  // Made when they are first asked for.
  mutable std::vector<std::uint64_t> counted_;     // sorted hashes of the unlisted words
  mutable std::vector<std::uint64_t> hyphenated_;  // and of the hyphenated ones
  mutable bool hyphenated_counted_ = false;        // a text may have hyphens and no hyphenated word
  mutable std::size_t wrapped_at_ = kNotMeasured;

  static constexpr std::size_t kNotMeasured = static_cast<std::size_t>(-1);
};

// What each part of the layer does. They may give edits that overlap those of another.
void mend_hyphens(const Marked& marked, std::vector<Edit>& edits);
void mend_footnote_marks(const Marked& marked, std::vector<Edit>& edits);
void mend_glued(const Marked& marked, std::vector<Edit>& edits);
void mend_split(const Marked& marked, std::vector<Edit>& edits);
void mend_breaks(const Marked& marked, RepairKinds kinds, std::vector<Edit>& edits);

// A digit or a letter of a Roman numeral above the line, as a footnote is marked.
constexpr bool is_raised(char32_t code) {
  return code == 0xB9 || code == 0xB2 || code == 0xB3 || code == 0x2070 || code == 0x2071 ||
         (code >= 0x2074 && code <= 0x2079) || code == 0x1D5B || code == 0x02E3;
}

inline ByteSpan span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace ordagrant::text::internal
