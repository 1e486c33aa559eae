#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// Room: text. Glyphs made rows of words; see text/layout.h.

namespace ordagrant::text::internal {

// Hundredths of a point, so that the order of things never hangs on the last bit of a float.
// y grows downwards here.
using Unit = std::int32_t;

constexpr std::uint32_t kMixed = 0xFFFFFFFF;

// So many thousandths of a measure, which is mostly the size of the type.
constexpr Unit part(Unit measure, Unit thousandths) noexcept {
  return static_cast<Unit>(std::int64_t{measure} * thousandths / 1000);
}

// A glyph of a text whose lines run to the right.
struct LevelGlyph {
  char32_t code = 0;
  Unit left = 0;
  Unit right = 0;
  Unit baseline = 0;
  Unit size = 0;
  std::uint32_t font = 0;
};

// What stands on one line without a wide gap.
struct Piece {
  std::string text;  // UTF-8; one space between words
  std::uint32_t characters = 0;
  Unit left = 0;
  Unit right = 0;
  Unit baseline = 0;
  Unit size = 0;
  Unit first_word = 0;       // how wide it is
  Unit word_gap = 0;         // the widest one in it
  std::uint32_t font = 0;    // kMixed where there are several
  std::size_t drawn_at = 0;  // its place in the order of drawing
};

// The pieces on one base line, from left to right; never none.
struct Row {
  std::vector<Piece> pieces;
  Unit baseline = 0;
  Unit size = 0;  // the largest type in it

  Unit left() const noexcept { return pieces.front().left; }
  Unit right() const noexcept;
};

// The rows of a text from top to bottom. Glyphs come in the order in which they are drawn.
std::vector<Row> rows_of(const std::vector<LevelGlyph>& glyphs);

// Questions about the ends of a text, which are asked of lines and of cells.
bool begins_small(const std::string& text) noexcept;   // with a small letter
bool begins_number(const std::string& text) noexcept;  // with a digit, raised or not
bool ends_with_hyphen(const std::string& text) noexcept;

// What an item of a list begins with: a sign, a dash, or a number or letter with a full stop or bracket.
enum class Marker { none, sign, dash, number };
Marker marker_of(const std::string& text) noexcept;

}  // namespace ordagrant::text::internal
