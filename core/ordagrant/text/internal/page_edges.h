#pragma once

#include <string_view>
#include <vector>

#include "ordagrant/text/internal/lines.h"
#include "ordagrant/text/internal/page_numbers.h"

// Room: text. What stands at the edges of page after page.

namespace ordagrant::text::internal {

// Heads and numbers, sorted, `others` among them. `numbers` are the lines between the pages, sorted, where there are no
// form feeds. O(text.size()).
std::vector<Removed> heads_of_pages(std::string_view text, const std::vector<NumberedLine>& numbers,
                                    std::vector<Removed> others);

}  // namespace ordagrant::text::internal
