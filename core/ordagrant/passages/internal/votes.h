#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/passages/facts.h"
#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. Votes, and which tokens tell of them.

namespace ordagrant::passages::internal {

// Appends the votes of a text in order, and to `taken` the tokens that name their sides, in order.
//
// Requires: `starts` are the tokens whose class is one of votes, in rising order; `tells[i]` says whether section i may
// tell of what was decided.
void find_votes(FactText& text, std::span<const std::uint32_t> starts, const std::vector<bool>& tells,
                std::vector<Fact>& facts, std::vector<TokenRange>& taken);

}  // namespace ordagrant::passages::internal
