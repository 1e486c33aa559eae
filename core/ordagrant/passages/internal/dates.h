#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ordagrant/passages/internal/phrases.h"

// Room: passages. Dates as they are printed; see passages/structure.h.

namespace ordagrant::passages::internal {

// A date as it is printed, bytes [begin, end) of the text that was searched, and in ISO 8601.
struct PrintedDate {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string iso;  // empty: none was found
};

// The first date of a text that names day, month and year, in any of the ways of Swedish and Danish:
// 2024-03-12, 12.3.2024, 12-03-2024, 12/3 2024, 12/3/2024, 12 mars 2024, (den) 12. marts 2024.
// O(text.size()).
PrintedDate first_date(std::string_view text, const Phrases& phrases);

}  // namespace ordagrant::passages::internal
