#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/passages/facts.h"
#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. What was given to somebody to do.

namespace ordagrant::passages::internal {

// Appends the assignments of a text in order.
//
// Requires: `starts` are the tokens whose class is one of assignments, in rising order; `outcomes` those of
// the decisions among `facts`, as find_decisions() gave them; `tells` is what telling_sections() gave.
void find_assignments(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> outcomes,
                      const std::vector<bool>& tells, std::vector<Fact>& facts);

}  // namespace ordagrant::passages::internal
