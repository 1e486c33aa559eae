#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/passages/facts.h"
#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. Quantities that a text claims.

namespace ordagrant::passages::internal {

// Appends the figures of a text in order.
//
// Requires: `starts` are the tokens that a quantity may begin with, in rising order: numbers and words whose class says
// so; `taken` are the tokens of votes, in rising order, which are left alone.
void find_figures(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> taken,
                  std::vector<Fact>& facts);

}  // namespace ordagrant::passages::internal
