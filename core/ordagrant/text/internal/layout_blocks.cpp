#include "ordagrant/text/internal/layout_blocks.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

namespace ordagrant::text::internal {

namespace {

// Thousandths of the size of the type, set by looking as in layout_rows.cpp.
constexpr Unit kSpace = 250;
constexpr Unit kGutter = 600;      // the narrowest white between columns
constexpr Unit kTabGap = 900;      // a gap in a line that is more than a space
constexpr Unit kTightLine = 1350;  // from base line to base line within a paragraph, at most
constexpr Unit kOpenLine = 1700;   // and what is surely more
constexpr Unit kBesideLine = 900;  // what is less than any line: a cell that is set lower than its neighbours
constexpr Unit kOpenGap = 1200;    // of the usual distance of two lines: white between paragraphs

constexpr int kLeastCells = 2;          // on each side of a gutter
constexpr int kLeastLines = 3;          // of running text
constexpr int kProseLetters = 15;       // in a line of running text, at the least
constexpr int kProseSmallPercent = 30;  // of its lines begin with a small letter
constexpr int kAlignedPercent = 80;     // of the entries of a list beside their texts
constexpr int kLeastAligned = 3;
constexpr int kAcrossPercent = 10;           // of the rows of a table may go across its columns
constexpr std::size_t kLinesOfRuledRow = 4;  // on average; more, and the rulings do not part the rows
constexpr std::size_t kMostPieces = 4000;    // of a page that is searched for columns

// White that runs down between pieces, from row to row.
struct Gutter {
  Unit left = 0;
  Unit right = 0;
  std::size_t first = 0;  // row
  std::size_t last = 0;
  int rows_left = 0;  // with something on this side
  int rows_right = 0;
  int rows_both = 0;

  bool side_by_side = false;  // and not one below the other

  bool counts() const {
    return rows_both >= kLeastCells || (rows_left >= kLeastCells && rows_right >= kLeastCells && side_by_side);
  }
  bool better_than(const Gutter& other) const {
    const int narrow = std::min(rows_left, rows_right);
    const int others = std::min(other.rows_left, other.rows_right);
    if (narrow != others) return narrow > others;
    if (rows_left + rows_right != other.rows_left + other.rows_right)
      return rows_left + rows_right > other.rows_left + other.rows_right;
    return right - left > other.right - other.left;
  }
};

using Rows = std::vector<Row>;

Rows rows_between(const Rows& rows, std::size_t begin, std::size_t end) {
  return {rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end)};
}

// Narrows the white to what the row leaves of it; false if that is no gutter any more.
bool leaves_white(const Row& row, Unit least, Unit& left, Unit& right) {
  for (const Piece& piece : row.pieces) {
    if (piece.right <= left || piece.left >= right) continue;
    if (piece.left - left >= right - piece.right) {
      right = piece.left;
    } else {
      left = piece.right;
    }
    if (right - left < least) return false;
  }
  return true;
}

class Arranging {
 public:
  Arranging(const std::vector<LevelRuling>& rulings, Unit body) : rulings_(rulings), body_(body) {}

  void arrange(const Rows& rows) {
    const std::optional<Gutter> gutter = widest_run(rows);
    if (!gutter) {
      add_lines(rows);
      return;
    }
    arrange(rows_between(rows, 0, gutter->first));
    Rows run = rows_between(rows, gutter->first, gutter->last + 1);
    if (is_table(run, *gutter)) {
      add_table(run);
    } else {
      Rows left;
      Rows right;
      split(std::move(run), *gutter, left, right);
      arrange(left);
      arrange(right);
    }
    arrange(rows_between(rows, gutter->last + 1, rows.size()));
  }

  std::vector<LayoutBlock> take() { return std::move(blocks_); }

 private:
  // --- Finding gutters

  std::optional<Gutter> widest_run(const Rows& rows) const {
    std::size_t pieces = 0;
    for (const Row& row : rows) pieces += row.pieces.size();
    if (pieces < 2 || pieces > kMostPieces) return std::nullopt;
    std::vector<Gutter> seen;
    std::optional<Gutter> best;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      for (const auto& [left, right] : whites(rows, at)) {
        // Named once more: not every compiler lets a closure take a binding.
        const bool known = std::any_of(seen.begin(), seen.end(), [&, from = left, to = right](const Gutter& gutter) {
          return gutter.first <= at && at <= gutter.last && gutter.left >= from && gutter.right <= to;
        });
        if (known) continue;
        seen.push_back(run_of(rows, at, left, right));
        if (seen.back().counts() && (!best || seen.back().better_than(*best))) best = seen.back();
      }
    }
    if (best) trim(rows, *best);
    return best && best->counts() ? best : std::nullopt;
  }

  // The white between the pieces of a row, and between those of it and the next: columns need not share base lines.
  std::vector<std::pair<Unit, Unit>> whites(const Rows& rows, std::size_t at) const {
    std::vector<std::pair<Unit, Unit>> found;
    const Unit least = part(body_, kGutter);
    std::vector<std::pair<Unit, Unit>> taken;
    const auto collect = [&] {
      std::sort(taken.begin(), taken.end());
      Unit behind = taken.front().second;
      for (const auto& [left, right] : taken) {
        if (left - behind >= least) found.emplace_back(behind, left);
        behind = std::max(behind, right);
      }
    };
    for (const Piece& piece : rows[at].pieces) taken.emplace_back(piece.left, piece.right);
    collect();
    if (at + 1 < rows.size() && rows[at + 1].baseline - rows[at].baseline < body_) {
      for (const Piece& piece : rows[at + 1].pieces) taken.emplace_back(piece.left, piece.right);
      collect();
    }
    return found;
  }

  Gutter run_of(const Rows& rows, std::size_t at, Unit left, Unit right) const {
    const Unit least = part(body_, kGutter);
    Gutter run{left, right, at, at};
    leaves_white(rows[at], least, run.left, run.right);
    while (run.first > 0 && leaves_white(rows[run.first - 1], least, left = run.left, right = run.right)) {
      --run.first;
      run.left = left;
      run.right = right;
    }
    while (run.last + 1 < rows.size() && leaves_white(rows[run.last + 1], least, left = run.left, right = run.right)) {
      ++run.last;
      run.left = left;
      run.right = right;
    }
    count(rows, run);
    return run;
  }

  static void count(const Rows& rows, Gutter& run) {
    run.rows_left = run.rows_right = run.rows_both = 0;
    std::size_t last_left = 0;
    std::size_t last_right = 0;
    std::size_t first_left = run.last + 1;
    std::size_t first_right = run.last + 1;
    for (std::size_t row = run.first; row <= run.last; ++row) {
      const bool left = rows[row].left() <= run.left;
      const bool right = rows[row].pieces.back().left >= run.right;
      run.rows_left += left ? 1 : 0;
      run.rows_right += right ? 1 : 0;
      run.rows_both += left && right ? 1 : 0;
      if (left) first_left = std::min(first_left, last_left = row);
      if (right) first_right = std::min(first_right, last_right = row);
    }
    run.side_by_side = std::max(first_left, first_right) < std::min(last_left, last_right);
  }

  // A heading that does not reach over the gutter, above or below the columns, is none of theirs.
  static void trim(const Rows& rows, Gutter& run) {
    const auto one_sided = [&](std::size_t row) {
      return rows[row].pieces.back().left < run.right || rows[row].left() > run.left;
    };
    const auto apart = [&](std::size_t row) {
      return rows[row].baseline - rows[row - 1].baseline >
             part(std::max(rows[row].size, rows[row - 1].size), kOpenLine);
    };
    for (std::size_t row = run.first; row < run.last && one_sided(row); ++row)
      if (apart(row + 1)) run.first = row + 1;
    if (run.last + 1 < rows.size())
      for (std::size_t row = run.last; row > run.first && one_sided(row); --row)
        if (apart(row)) run.last = row - 1;
    count(rows, run);
  }

  // --- Columns or table

  struct Side {
    int lines = 0;
    int letters = 0;
    int small = 0;                    // lines that begin with a small letter
    std::vector<std::size_t> starts;  // rows before which there is white on this side
    bool prose() const {
      return lines >= kLeastLines && letters >= kProseLetters * lines && small * 100 >= kProseSmallPercent * lines;
    }
  };

  static Side side_of(const Rows& run, const Gutter& gutter, bool left) {
    Side side;
    std::vector<std::size_t> rows;
    for (std::size_t at = 0; at < run.size(); ++at) {
      bool any = false;
      for (const Piece& piece : run[at].pieces) {
        if ((piece.right <= gutter.left) != left) continue;
        any = true;
        ++side.lines;
        side.letters += static_cast<int>(piece.characters);
        side.small += begins_small(piece.text) ? 1 : 0;
      }
      if (any) rows.push_back(at);
    }
    std::vector<Unit> gaps;
    for (std::size_t at = 1; at < rows.size(); ++at)
      gaps.push_back(run[rows[at]].baseline - run[rows[at - 1]].baseline);
    if (gaps.empty()) return side;
    std::vector<Unit> sorted = gaps;
    std::sort(sorted.begin(), sorted.end());
    const Unit usual = std::min(sorted[sorted.size() / 2], part(run.front().size, kOpenLine));
    side.starts.push_back(rows.front());
    for (std::size_t at = 1; at < rows.size(); ++at)
      if (gaps[at - 1] > part(usual, kOpenGap)) side.starts.push_back(rows[at]);
    return side;
  }

  bool is_table(const Rows& run, const Gutter& gutter) const {
    const auto across = std::count_if(rulings_.begin(), rulings_.end(), [&](const LevelRuling& ruling) {
      return ruling.left <= gutter.left && ruling.right >= gutter.right && ruling.y > run.front().baseline &&
             ruling.y < run.back().baseline;
    });
    if (across >= 2) return true;
    const Side left = side_of(run, gutter, true);
    const Side right = side_of(run, gutter, false);
    if (!left.prose() && !right.prose()) return true;
    // A list of terms beside what they mean: each begins where its text begins.
    const Side& fewer = left.starts.size() <= right.starts.size() ? left : right;
    const Side& more = &fewer == &left ? right : left;
    std::vector<std::size_t> shared;
    std::set_intersection(fewer.starts.begin(), fewer.starts.end(), more.starts.begin(), more.starts.end(),
                          std::back_inserter(shared));
    const auto count = static_cast<int>(shared.size());
    return count >= kLeastAligned && count * 100 >= kAlignedPercent * static_cast<int>(fewer.starts.size());
  }

  static void split(Rows run, const Gutter& gutter, Rows& left, Rows& right) {
    for (Row& row : run) {
      Row sides[2];
      for (Piece& piece : row.pieces) {
        Row& side = sides[piece.right <= gutter.left ? 0 : 1];
        if (piece.size > side.size) {
          side.size = piece.size;
          side.baseline = piece.baseline;
        }
        side.pieces.push_back(std::move(piece));
      }
      if (!sides[0].pieces.empty()) left.push_back(std::move(sides[0]));
      if (!sides[1].pieces.empty()) right.push_back(std::move(sides[1]));
    }
  }

  // --- Tables

  struct Column {
    Unit left = 0;
    Unit right = 0;
  };

  // What is white in nearly every row of more than one piece parts the columns; a heading may go across.
  static std::vector<Column> columns_of(const Rows& run, Unit least) {
    std::vector<std::pair<Unit, int>> edges;
    int rows = 0;
    Column extent{run.front().left(), run.front().right()};
    for (const Row& row : run) {
      extent = {std::min(extent.left, row.left()), std::max(extent.right, row.right())};
      if (row.pieces.size() < 2) continue;
      ++rows;
      for (const Piece& piece : row.pieces) {
        edges.emplace_back(piece.left, 1);
        edges.emplace_back(piece.right, -1);
      }
    }
    std::sort(edges.begin(), edges.end());
    const int few = rows * kAcrossPercent / 100;
    std::vector<Column> columns{extent};
    int covered = 0;
    Unit white = extent.left;
    for (const auto& [at, step] : edges) {
      if (covered <= few && covered + step > few && at - white >= least && white > extent.left) {
        columns.push_back({at, at});
      }
      if (covered > few && covered + step <= few) white = at;
      covered += step;
    }
    for (Column& column : columns) column.right = column.left;
    for (const Row& row : run) {
      if (goes_across(row, columns)) continue;
      for (const Piece& piece : row.pieces) {
        Unit& right = columns[column_of(columns, piece)].right;
        right = std::max(right, piece.right);
      }
    }
    return columns;
  }

  static bool goes_across(const Row& row, const std::vector<Column>& columns) {
    const std::size_t last = column_of(columns, row.pieces.back());
    return row.pieces.size() == 1 && last + 1 < columns.size() && row.right() > columns[last + 1].left;
  }

  static std::size_t column_of(const std::vector<Column>& columns, const Piece& piece) {
    std::size_t at = 0;
    while (at + 1 < columns.size() && columns[at + 1].left <= piece.left) ++at;
    return at;
  }

  // The cells of one row of the table, as far as they were read.
  struct Cell {
    std::string text;
    Unit right = 0;  // of its last line
    Unit baseline = 0;
  };

  bool ruled_between(const Row& above, const Row& below, Unit least) const {
    return std::any_of(rulings_.begin(), rulings_.end(), [&](const LevelRuling& ruling) {
      return ruling.y > above.baseline && ruling.y <= below.baseline && ruling.right - ruling.left >= least &&
             ruling.left <= std::max(above.right(), below.right()) &&
             ruling.right >= std::min(above.left(), below.left());
    });
  }

  // Whether a row of pieces goes on with the cells above it.
  static bool continues(const Row& row, const std::vector<Column>& columns, const std::vector<Cell>& cells) {
    bool any_small = false;
    for (const Piece& piece : row.pieces) {
      const std::size_t at = column_of(columns, piece);
      const Cell& cell = cells[at];
      const bool small = begins_small(piece.text) || ends_with_hyphen(cell.text);
      const bool tight =
          !cell.text.empty() && row.baseline - cell.baseline <= part(row.size, small ? kOpenLine : kTightLine);
      const bool full = cell.right + part(row.size, kSpace) + piece.first_word > columns[at].right;
      const bool beside = cell.text.empty() && row.pieces.size() == 1 && at > 0;  // set lower than its neighbours
      const bool number = begins_number(piece.text) && row.pieces.size() > 1;
      const bool goes_on =
          beside ? row.baseline - cells[0].baseline <= part(row.size, kBesideLine) && !cells[0].text.empty()
                 : tight && (small || (full && !number));
      if (!goes_on) return false;
      any_small = any_small || small;
    }
    return row.pieces.size() == 1 || any_small;
  }

  void add_table(const Rows& run) {
    const std::vector<Column> columns = columns_of(run, part(body_, kGutter) / 2);
    const Unit width = columns.back().right - columns.front().left;
    std::size_t ruled = 1;
    for (std::size_t at = 1; at < run.size(); ++at) ruled += ruled_between(run[at - 1], run[at], width / 2) ? 1 : 0;
    const bool by_rulings = ruled > 1 && run.size() <= ruled * kLinesOfRuledRow;

    LayoutBlock block;
    block.table = true;
    std::vector<Cell> cells(columns.size());
    const auto end_row = [&] {
      std::string& text = block.lines.back().text;
      for (std::size_t at = 0; at < cells.size(); ++at) text += (at > 0 ? "\t" : "") + cells[at].text;
      text.erase(text.find_last_not_of('\t') + 1);
      cells.assign(columns.size(), {});
    };
    for (std::size_t at = 0; at < run.size(); ++at) {
      const Row& row = run[at];
      const bool parted = at > 0 && ruled_between(run[at - 1], row, width / 2);
      const bool across = goes_across(row, columns) || (at > 0 && goes_across(run[at - 1], columns));
      if (at == 0 || parted || across || (!by_rulings && !continues(row, columns, cells))) {
        if (at > 0) end_row();
        block.lines.push_back(line_of(row));
        block.lines.back().text.clear();
      }
      for (const Piece& piece : row.pieces) {
        Cell& cell = cells[column_of(columns, piece)];
        if (!cell.text.empty()) cell.text += ends_with_hyphen(cell.text) ? '\n' : ' ';
        cell.text += piece.text;
        cell.right = piece.right;
        cell.baseline = row.baseline;
      }
    }
    end_row();
    blocks_.push_back(std::move(block));
  }

  // --- Lines

  void add_lines(const Rows& rows) {
    if (rows.empty()) return;
    LayoutBlock block;
    for (const Row& row : rows) block.lines.push_back(line_of(row));
    blocks_.push_back(std::move(block));
  }

  const std::vector<LevelRuling>& rulings_;
  Unit body_;
  std::vector<LayoutBlock> blocks_;
};

}  // namespace

ReadLine line_of(const Row& row) {
  ReadLine line{
      {}, 0, row.left(), row.right(), row.baseline, row.size, row.pieces.front().first_word, row.pieces.front().font};
  Unit behind = 0;
  for (const Piece& piece : row.pieces) {
    if (!line.text.empty()) line.text += piece.left - behind > part(row.size, kTabGap) ? '\t' : ' ';
    line.text += piece.text;
    line.characters += piece.characters;
    if (piece.font != line.font) line.font = kMixed;
    behind = piece.right;
  }
  return line;
}

std::vector<LayoutBlock> blocks_of(const std::vector<Row>& rows, const std::vector<LevelRuling>& rulings, Unit body) {
  Arranging arranging(rulings, body);
  arranging.arrange(rows);
  return arranging.take();
}

}  // namespace ordagrant::text::internal
