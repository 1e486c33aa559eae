#pragma once

#include <string>

#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. By when something is to be done.

namespace ordagrant::passages::internal {

// The date in `range` that is said to be a limit: "2025-03-31", "2025-03", "2025-Q2", "2025"; empty if there is none or
// no year is told.
std::string due_date(FactText& text, TokenRange range);

}  // namespace ordagrant::passages::internal
