#pragma once

#include <cstdint>
#include <string>

#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. Dates in a sentence.

namespace ordagrant::passages::internal {

// A date as exact as the text is: "2024-03-31", "2024-03", "2024-Q2", "2024". Empty: none.
struct StatedDate {
  std::string iso;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool is_day() const noexcept { return iso.size() == 10; }
};

// The date that begins at `at`; without a year there is none.
StatedDate date_at(FactText& text, std::uint32_t at);

// The end of what says when, from a preposition or the date itself on: "den 12 mars 2024", "i juni 2021", "2017", "i
// dag"; `at`: nothing does.
std::uint32_t time_end(FactText& text, std::uint32_t at);

}  // namespace ordagrant::passages::internal
