#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/passages/internal/phrases.h"
#include "ordagrant/tokens/token.h"

// Room: passages. The lines of a text, and what each looks like by itself; see passages/structure.h.

namespace ordagrant::passages::internal {

// Columns of a table are so many spaces apart.
inline constexpr std::size_t kColumnSpaces = 3;

// What a line looks like by itself. What it is, its neighbours decide.
enum class LineKind : std::uint8_t {
  prose,
  title,      // short, with a capital and without a stop: a heading, a name, a field
  label,      // a heading of passages.tsv and nothing else: "Yrkanden"
  field,      // a label with a colon, and what it says behind it: "Dnr: KS 2024/1", "Beslut: Bifall."
  bullet,     // "- ", a bullet
  listed,     // "1) att ...", "a) att ...": numbered, and no heading
  numbered,   // "2.1 Uppdrag": a numbered heading, or a list item that looks like one
  paragraph,  // "\u00A7 12 Budget", "12 \u00A7 Budget"
  item,       // "Punkt 3: Budget"
  chapter,    // "Kapitel 3 Budget"
  appendix,   // "Bilaga 2 Budget"
  markdown,   // "## Budget"
  quoted,     // "> Hej"; ">5 %" is none
  row,        // of a table
  rule,       // "-----"
  stamp,      // "Kl. 13.05"
  stage,      // "(Ordf\u00F8rer)", above the name of who speaks as one
  speaker,    // "Anna Ek (S):"
  speech,     // "Anf. 12 ANNA EK (S):"
  chair,      // "Ordf\u00F6randen"
  posted,     // "Publicerat den 3 mars 2020 av Anna Ek"
  dated,      // a date and nothing else
  mail_from,  // "Fr\u00E5n: Anna Ek"
  wrote,      // "Den 3 mars 2020 skrev Anna Ek:"
  original,   // "--- Ursprungligt meddelande ---"
  next_item,  // "Det f\u00F8rste punkt p\u00E5 dagsordenen er:"
};

// A line that holds a token.
struct Line {
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  std::uint32_t begin = 0;  // bytes from its first token to its last
  std::uint32_t end = 0;
  std::uint32_t title = 0;   // the byte where the title begins: behind a number, a mark, a colon
  std::uint32_t number = 0;  // the number is bytes [number, number_end)
  std::uint32_t number_end = 0;
  std::uint16_t indent = 0;  // bytes of white space before it
  std::uint16_t value = 0;   // the last part of the number; of Markdown the level
  std::uint8_t breaks = 0;   // line ends before it, at most 3; the first line of a text and of a page has 3
  std::uint8_t wide = 0;     // gaps inside it that are a tab or three spaces
  std::uint8_t depth = 0;    // parts of the number: "2.1" has two
  std::uint8_t form = 0;     // how the number is written, the same for headings of one document
  LineKind kind = LineKind::prose;
  PhraseKinds phrases;

  bool after_empty_line() const noexcept { return breaks >= 2; }
  std::string_view of(std::string_view text) const noexcept { return text.substr(begin, end - begin); }
  std::string_view from_title(std::string_view text) const noexcept { return text.substr(title, end - title); }
};

// The lines of a text, and what each looks like. O(text.size()).
std::vector<Line> read_lines(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases);

// Line ends in what stands between two lines, at most 3; a page ends with 3.
std::size_t line_breaks(std::string_view gap);

}  // namespace ordagrant::passages::internal
