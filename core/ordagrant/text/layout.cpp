#include "ordagrant/text/layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "ordagrant/text/internal/layout_blocks.h"
#include "ordagrant/text/internal/layout_rows.h"

namespace ordagrant::text {

namespace {

using internal::kMixed;
using internal::LayoutBlock;
using internal::LevelGlyph;
using internal::LevelRuling;
using internal::Marker;
using internal::part;
using internal::Piece;
using internal::ReadLine;
using internal::Row;
using internal::Unit;

// Thousandths of a measure that the name or the use says, set by looking as in internal/layout_rows.cpp.
constexpr Unit kMargin = 150;      // of the page's height: where a head or foot may stand
constexpr Unit kMarginGap = 1800;  // of the type: the white between it and the text
constexpr std::size_t kMarginRows = 3;
constexpr std::uint32_t kLongestHead = 40;    // characters of a head beside the text
constexpr std::uint32_t kLongestNumber = 12;  // and of a page's number
constexpr std::size_t kNearRows = 12;
constexpr std::size_t kNearLines = 10;
constexpr Unit kNoteSize = 930;        // of the body's type: footnotes are smaller
constexpr Unit kOtherSize = 1120;      // type that is larger than its neighbour's by this is a heading
constexpr Unit kOpenLeading = 1220;    // of the usual leading: white between paragraphs
constexpr Unit kWidestLeading = 2000;  // of the type: more is never within a sentence
constexpr Unit kUsualLeading = 1200;   // of the type, where there are no lines to measure
constexpr Unit kIndent = 700;
constexpr Unit kSpace = 250;
constexpr Unit kClearlyShort = 4000;
constexpr float kLevel = 0.99F;    // the cosine of a line that counts as level
constexpr float kDirections = 32;  // steps of a direction's cosine that are told apart

// --- Directions -----------------------------------------------------------------------------------

struct Direction {
  float dx = 1;
  float dy = 0;
  std::vector<LevelGlyph> glyphs;
};

Unit unit(float points) {
  // What no page can hold is not a place; it is kept far from the limits, so that differences fit.
  constexpr float kFarthest = 2e6F;
  if (!(std::abs(points) < kFarthest)) return 0;
  return static_cast<Unit>(std::lround(points * 100));
}

// The glyphs of each direction as if it were level, in the order of the directions' first glyphs.
std::vector<Direction> directions_of(const std::vector<Glyph>& glyphs) {
  std::vector<Direction> directions;
  std::map<std::pair<long, long>, std::size_t> numbers;
  std::pair<long, long> last_key{-1000, -1000};
  std::size_t last = 0;
  for (const Glyph& glyph : glyphs) {
    const bool known_way = std::abs(glyph.dx) < 2 && std::abs(glyph.dy) < 2;  // and neither is a NaN
    const float dx = known_way ? glyph.dx : 1;
    const float dy = known_way ? glyph.dy : 0;
    const std::pair key{std::lround(dx * kDirections), std::lround(dy * kDirections)};
    if (key != last_key) {
      const auto [known, is_new] = numbers.emplace(key, directions.size());
      if (is_new) directions.push_back({dx, dy, {}});
      last = known->second;
      last_key = key;
    }
    Direction& direction = directions[last];
    const float along = glyph.x * direction.dx + glyph.y * direction.dy;
    const float down = glyph.x * direction.dy - glyph.y * direction.dx;
    direction.glyphs.push_back(
        {glyph.code, unit(along), unit(along + glyph.advance), unit(down), unit(glyph.size), glyph.font});
  }
  return directions;
}

// --- What most of a page is like ------------------------------------------------------------------

// The size of most of the type, to half a point.
Unit body_size(const std::vector<Row>& rows) {
  std::map<Unit, std::uint64_t> letters;
  for (const Row& row : rows)
    for (const Piece& piece : row.pieces) letters[(piece.size + 25) / 50 * 50] += piece.characters;
  Unit size = 0;
  std::uint64_t most = 0;
  for (const auto& [of, count] : letters) {
    if (count <= most) continue;
    size = of;
    most = count;
  }
  return std::max(size, Unit{50});
}

Unit middle_of(std::vector<Unit>& values, Unit otherwise) {
  if (values.empty()) return otherwise;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// --- Paragraphs -----------------------------------------------------------------------------------

bool ends_sentence(const std::string& text) {
  return !text.empty() && std::string_view(".:;!?,)").find(text.back()) != std::string_view::npos;
}

bool has_leader(const std::string& text) {  // of a table of contents
  return text.find("....") != std::string::npos || text.find(". . . .") != std::string::npos ||
         text.find("\u2026\u2026") != std::string::npos;
}

// Writes the lines of a column, with an empty line before each that begins a paragraph.
class Paragraphs {
 public:
  explicit Paragraphs(const std::vector<ReadLine>& lines) : lines_(lines) {
    std::vector<Unit> sizes;
    sizes.reserve(lines.size());
    for (const ReadLine& line : lines) sizes.push_back(line.size);
    size_ = std::max(middle_of(sizes, 0), Unit{1});
    std::vector<Unit> leadings;
    for (std::size_t at = 1; at < lines.size(); ++at) {
      const Unit leading = lines[at].baseline - lines[at - 1].baseline;
      if (alike(lines[at - 1], lines[at]) && leading <= 2 * lines[at].size) leadings.push_back(leading);
    }
    leading_ = middle_of(leadings, part(size_, kUsualLeading));
  }

  // Requires: 0 < at < lines.size().
  bool begins(std::size_t at) const {
    const ReadLine& before = lines_[at - 1];
    const ReadLine& line = lines_[at];
    const Unit size = std::max(before.size, line.size);
    const Unit expected = std::max(leading_, part(leading_, static_cast<Unit>(std::int64_t{size} * 1000 / size_)));
    const Marker marker = internal::marker_of(line.text);
    if (!alike(before, line) || marker == Marker::sign) return true;
    if (has_leader(before.text) || has_leader(line.text)) return true;
    const bool small = internal::begins_small(line.text) && marker == Marker::none;
    // In the midst of a sentence a line may end early, before what must not be parted; it then lacks little.
    const Unit spare = right_edge(at) - before.right - part(size, kSpace) - line.first_word;
    const bool was_short = spare > part(size, ends_sentence(before.text) ? kSpace : kClearlyShort);
    const Unit leading = line.baseline - before.baseline;
    if (leading > part(expected, kOpenLeading))  // in a heading of several lines there may be more white
      return !small || was_short || ends_sentence(before.text) || leading > part(size, kWidestLeading);
    if (small || line.text.starts_with('(')) return false;
    if (marker != Marker::none) return was_short || ends_sentence(before.text);
    if (before.font != line.font && before.font != kMixed && line.font != kMixed) return true;
    return was_short || is_indented(at);
  }

 private:
  static bool alike(const ReadLine& a, const ReadLine& b) {
    return std::max(a.size, b.size) <= part(std::min(a.size, b.size), kOtherSize);
  }

  // How far the lines of this type reach about here; those with a wide gap may be tables.
  Unit right_edge(std::size_t at) const {
    Unit edge = 0;
    const std::size_t end = std::min(lines_.size(), at + kNearLines);
    for (std::size_t near = at - std::min(at, kNearLines); near < end; ++near)
      if (alike(lines_[near], lines_[at]) && lines_[near].text.find('\t') == std::string::npos)
        edge = std::max(edge, lines_[near].right);
    return edge;
  }

  // A first line that is set in, and the one below it, if there is any, is not. The lines of an item hang.
  bool is_indented(std::size_t at) const {
    if (internal::marker_of(lines_[at - 1].text) != Marker::none) return false;
    const Unit indent = part(lines_[at].size, kIndent);
    const Unit left = lines_[at].left;
    return left - lines_[at - 1].left >= indent && (at + 1 == lines_.size() || left - lines_[at + 1].left >= indent);
  }

  const std::vector<ReadLine>& lines_;
  Unit size_ = 0;
  Unit leading_ = 0;
};

// Whether a text goes on in the next column.
bool goes_on(const ReadLine& last, const ReadLine& first) {
  return internal::begins_small(first.text) && internal::marker_of(first.text) == Marker::none &&
         !has_leader(last.text);
}

class Writing {
 public:
  void write(const LayoutBlock& block, bool after_column = false) {
    if (block.lines.empty()) return;
    if (!text_.empty()) text_ += after_column && goes_on(last_, block.lines.front()) ? "\n" : "\n\n";
    const Paragraphs paragraphs(block.lines);
    for (std::size_t at = 0; at < block.lines.size(); ++at) {
      if (at > 0) text_ += !block.table && paragraphs.begins(at) ? "\n\n" : "\n";
      text_ += block.lines[at].text;
    }
    last_ = block.lines.back();
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  ReadLine last_;
};

// --- Head, foot, footnotes --------------------------------------------------------------------------

// From where to where the page reaches, down the lines of this direction.
std::pair<Unit, Unit> extent_down(const DrawnPage& page, const Direction& direction) {
  const auto down = [&](float x, float y) { return unit(x * direction.dy - y * direction.dx); };
  return std::minmax({down(page.left, page.bottom), down(page.left, page.top), down(page.right, page.bottom),
                      down(page.right, page.top)});
}

void append(std::vector<Row>& rows, std::vector<Row> more) {
  std::move(more.begin(), more.end(), std::back_inserter(rows));
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::pair(a.baseline, a.left()) < std::pair(b.baseline, b.left());
  });
}

LayoutBlock lines_of(const std::vector<Row>& rows) {
  LayoutBlock block;
  for (const Row& row : rows) block.lines.push_back(internal::line_of(row));
  return block;
}

std::vector<Row> take(std::vector<Row>& rows, std::size_t from, std::size_t to) {
  const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(to);
  std::vector<Row> taken(std::make_move_iterator(begin), std::make_move_iterator(end));
  rows.erase(begin, end);
  return taken;
}

bool stand_apart(const Row& above, const Row& below) {
  return below.baseline - above.baseline > part(std::max(above.size, below.size), kMarginGap);
}

// Takes the rows away that stand apart from the text in the upper margin of the page.
std::vector<Row> take_head(std::vector<Row>& rows, Unit lowest) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < kMarginRows && at + 1 < rows.size() && rows[at].baseline <= lowest; ++at)
    if (stand_apart(rows[at], rows[at + 1])) count = at + 1;
  return take(rows, 0, count);
}

// The same in the lower margin.
std::vector<Row> take_foot(std::vector<Row>& rows, Unit highest) {
  std::size_t count = 0;
  for (std::size_t at = 1; at <= kMarginRows && at < rows.size() && rows[rows.size() - at].baseline >= highest; ++at)
    if (stand_apart(rows[rows.size() - at - 1], rows[rows.size() - at])) count = at;
  return take(rows, rows.size() - count, rows.size());
}

// Takes the pieces of the rows `from` to `to` away that stand beside everything near them: a running head or the number
// of a page on the line of its text. Of a foot only what is short: there are texts with headings in the margin.
std::vector<Row> take_beside(std::vector<Row>& rows, std::size_t from, std::size_t to, std::uint32_t longest) {
  std::vector<Row> beside;
  const std::size_t first = from - std::min(from, kNearRows);
  const std::size_t last = std::min(rows.size(), to + kNearRows);
  for (std::size_t at = from; at < to; ++at) {
    const std::size_t other = at == first ? last - 1 : first;
    Unit left = rows[other].left();
    Unit right = rows[other].right();
    for (std::size_t near = first; near < last; ++near) {
      if (near == at) continue;
      left = std::min(left, rows[near].left());
      right = std::max(right, rows[near].right());
    }
    const auto is_beside = [&](const Piece& piece) {
      return (piece.right < left || piece.left > right) && piece.characters <= longest;
    };
    Row row{{}, rows[at].baseline, rows[at].size};
    for (const Piece& piece : rows[at].pieces)
      if (is_beside(piece)) row.pieces.push_back(piece);
    if (row.pieces.empty()) continue;
    std::erase_if(rows[at].pieces, is_beside);
    beside.push_back(std::move(row));
  }
  std::erase_if(rows, [](const Row& row) { return row.pieces.empty(); });
  return beside;
}

// Takes the lines in small type away that end a column and begin with a mark.
std::vector<ReadLine> take_notes(std::vector<LayoutBlock>& blocks, Unit body) {
  std::vector<ReadLine> notes;
  for (std::size_t number = 0; number < blocks.size(); ++number) {
    LayoutBlock& block = blocks[number];
    if (block.table) continue;
    std::size_t begin = block.lines.size();
    std::size_t marked = begin;
    while (begin > 0 && block.lines[begin - 1].size <= part(body, kNoteSize)) {
      --begin;
      const std::string& text = block.lines[begin].text;
      if (internal::begins_number(text) || text.starts_with('*')) marked = begin;
    }
    if (marked == block.lines.size()) continue;
    const ReadLine& first = block.lines[marked];
    bool last_of_column = true;
    for (const LayoutBlock& other : blocks)
      for (const ReadLine& line : other.lines)
        if (line.baseline > first.baseline && line.size > part(body, kNoteSize) && line.left < first.right &&
            line.right > first.left)
          last_of_column = false;
    if (!last_of_column) continue;
    const auto from = block.lines.begin() + static_cast<std::ptrdiff_t>(marked);
    notes.insert(notes.end(), std::make_move_iterator(from), std::make_move_iterator(block.lines.end()));
    block.lines.erase(from, block.lines.end());
  }
  std::erase_if(blocks, [](const LayoutBlock& block) { return block.lines.empty(); });
  return notes;
}

}  // namespace

std::string layout(const DrawnPage& page) {
  std::vector<Direction> directions = directions_of(page.glyphs);
  if (directions.empty()) return {};
  const auto most = std::max_element(directions.begin(), directions.end(), [](const Direction& a, const Direction& b) {
    return a.glyphs.size() < b.glyphs.size();
  });

  std::vector<Row> rows = internal::rows_of(most->glyphs);
  std::vector<Row> head;
  std::vector<Row> foot;
  if (rows.size() > 2) {
    const std::size_t few = std::min(kMarginRows, rows.size() / 2);
    head = take_beside(rows, 0, few, kLongestHead);
    foot = take_beside(rows, rows.size() - few, rows.size(), kLongestNumber);
    const auto [top, bottom] = extent_down(page, *most);
    const Unit margin = part(bottom - top, kMargin);
    append(head, take_head(rows, top + margin));
    append(foot, take_foot(rows, bottom - margin));
  }
  std::vector<LevelRuling> rulings;
  if (most->dx > kLevel)
    for (const Ruling& ruling : page.rulings)
      rulings.push_back({unit(ruling.left), unit(ruling.right), unit(-ruling.y)});

  const Unit body = body_size(rows);
  std::vector<LayoutBlock> blocks = internal::blocks_of(rows, rulings, body);
  const std::vector<ReadLine> notes = take_notes(blocks, body);

  Writing writing;
  writing.write(lines_of(head));
  bool column = false;
  for (const LayoutBlock& block : blocks) {
    writing.write(block, column && !block.table);
    column = !block.table;
  }
  writing.write({notes, false});
  for (auto other = directions.begin(); other != directions.end(); ++other)
    if (other != most) writing.write(lines_of(internal::rows_of(other->glyphs)));
  writing.write(lines_of(foot));
  return writing.take();
}

}  // namespace ordagrant::text
