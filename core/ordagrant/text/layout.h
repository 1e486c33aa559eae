#pragma once

#include <cstdint>
#include <string>
#include <vector>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// A character as it is drawn. All measures are in points (1/72 inch), y grows upwards.
struct Glyph {
  char32_t code = 0;
  float x = 0;        // where it begins on its base line
  float y = 0;        // the base line
  float advance = 0;  // how wide it is along the line, without what sets words apart
  float size = 0;     // of the type, as drawn
  float dx = 1;       // the direction of the line, of length 1
  float dy = 0;
  std::uint32_t font = 0;  // a number for each font (bold and plain are two)
};

// A level line that is drawn: of a table, or an edge of a box.
struct Ruling {
  float left = 0;
  float right = 0;
  float y = 0;
};

// A page as it is drawn, its glyphs in the order in which they are drawn.
struct DrawnPage {
  std::vector<Glyph> glyphs;
  std::vector<Ruling> rulings;
  float left = 0;  // the edges of what is shown
  float right = 0;
  float bottom = 0;
  float top = 0;
};

// The text of a page (UTF-8) in the order in which it is read, before any repair: the lines as
// they stand, their hyphens with them.
//
// - The head comes first and the foot last. Before the foot stand the footnotes, and what is
//   written in another direction than most of the page (stamps, watermarks).
// - Columns of running text are read one after the other, and what goes across them breaks them.
// - A row of a table is a line, its cells set apart by a tab; the lines of a cell are joined by a
//   space, but where one ends with a hyphen the line break stays. A wide gap in a line is a tab too.
// - An empty line stands between paragraphs, around headings (larger type) and tables, and before
//   each item of a list. Elsewhere words are set apart by exactly one space.
// - A raised digit is a superscript one, so that `styrning` with a footnote mark is no `styrning3`.
// - What is drawn twice on one place, to look bold, is there once.
//
// There is no form feed in it, nor any other control character than tab and line feed. Code 2 and
// U+FFFE, which PDFium writes for a hyphen at a line end, are hyphens. Where the page is so large
// or odd that no order can be found, it is that of the lines from top to bottom.
// Any glyphs are legal. The same glyphs always give the same text.
std::string layout(const DrawnPage& page);

}  // namespace ordagrant::text
