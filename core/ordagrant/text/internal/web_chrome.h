#pragma once

#include <string_view>
#include <vector>

#include "ordagrant/text/chrome.h"
#include "ordagrant/text/internal/lines.h"
#include "ordagrant/text/repair.h"

// Room: text. What a web page has around its text; see text/chrome.h.

namespace ordagrant::text::internal {

struct WebChrome {
  std::vector<Removed> lines;  // that are chrome from end to end, sorted
  std::vector<Edit> parts;     // of lines that say something else too, sorted
};

// What a web page has around its text. A text of nothing but chrome is left as it is: then it is what there is to read.
WebChrome web_chrome(std::string_view text, const Chrome& chrome);

}  // namespace ordagrant::text::internal
