#pragma once

#include <string>
#include <vector>

#include "ordagrant/text/internal/layout_rows.h"

// Room: text. Lines, blocks and their order on a page; see text/layout.h.

namespace ordagrant::text::internal {

// A level line across what is drawn.
struct LevelRuling {
  Unit left = 0;
  Unit right = 0;
  Unit y = 0;
};

// A line as it is read.
struct ReadLine {
  std::string text;
  std::uint32_t characters = 0;
  Unit left = 0;
  Unit right = 0;
  Unit baseline = 0;
  Unit size = 0;
  Unit first_word = 0;     // how wide it is
  std::uint32_t font = 0;  // kMixed where there are several
};

ReadLine line_of(const Row& row);

// Lines that follow each other: of one column, or the rows of a table.
struct LayoutBlock {
  std::vector<ReadLine> lines;
  bool table = false;
};

// The blocks of a text in the order in which they are read. `rows` are from top to bottom; `body`
// is the size of most of the type. Never a block without lines.
std::vector<LayoutBlock> blocks_of(const std::vector<Row>& rows, const std::vector<LevelRuling>& rulings, Unit body);

}  // namespace ordagrant::text::internal
