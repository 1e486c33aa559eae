#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/passages/facts.h"
#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. What was decided.

namespace ordagrant::passages::internal {

// Appends the decisions of a text, those of one sentence in order.
//
// Requires: `starts` are the tokens whose class is one of decisions, in rising order; `votes` the tokens of votes, in
// rising order; `tells` is what telling_sections() gave. `outcomes` gets the tokens of each one's outcome.
void find_decisions(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> votes,
                    const std::vector<bool>& tells, std::vector<Fact>& facts, std::vector<TokenRange>& outcomes);

}  // namespace ordagrant::passages::internal
