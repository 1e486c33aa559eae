#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/text/internal/folios.h"
#include "ordagrant/text/internal/lines.h"

// Room: text. The lines between pages of a text without form feeds.

namespace ordagrant::text::internal {

inline constexpr std::uint32_t kShortestPage = 250;  // bytes between two page numbers

// A line that may be the number of a page, in text without form feeds.
struct NumberedLine {
  Line line;
  Folio folio;
  std::uint32_t length = 1;  // of the longest row of page numbers that ends here
  std::uint32_t before = 0;  // the one before it in that row; itself where there is none
};

class PageNumbers {
 public:
  explicit PageNumbers(std::string_view text) : text_(text) {}

  // The line `line`, whose words are `words`.
  void look_at(const Line& line, std::string_view words);

  // The lines between pages, sorted, and into `others` further lines that hold nothing but a page's number: some
  // documents count twice.
  std::vector<NumberedLine> pages(std::vector<Removed>& others);

 private:
  // What stands on one side of the numbers of a row, behind the heads that most of them have there.
  struct Around {
    std::vector<std::string_view> words;  // of a line for each number
    std::size_t heads = 0;                // lines
  };

  void link();
  std::vector<NumberedLine> rows();
  bool is_row_of_pages(const std::vector<std::uint32_t>& row) const;
  Around around(const std::vector<std::uint32_t>& row, bool below) const;
  std::string_view words_below(std::uint32_t& at) const;
  std::string_view words_above(std::uint32_t& at) const;

  std::string_view text_;
  std::vector<NumberedLine> candidates_;
};

}  // namespace ordagrant::text::internal
