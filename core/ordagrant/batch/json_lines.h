#pragma once

#include <string>

#include "ordagrant/batch/columns.h"

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: stance, passages. No room is below it.

namespace ordagrant::batch {

// The rows as JSON lines: one object a row with every column, UTF-8, reals with 12 significant
// digits. U+0085, U+2028 and U+2029 are escaped, since many a reader takes them for line ends.
std::string json_lines(const Columns& columns);

}  // namespace ordagrant::batch
