#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ordagrant/passages/facts.h"
#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. What was decided, and what was given to somebody to do.

namespace ordagrant::passages::internal {

// Of each section: may it tell of what was decided? A proposal, a motion, a reservation may not, nor may what lies in
// them.
std::vector<bool> telling_sections(const Structure& structure, const FactWords& words);

// Appends the decisions of a text, those of one sentence in order.
//
// Requires: `starts` are the tokens whose class is one of decisions, in rising order; `votes` the tokens of votes, in
// rising order; `tells` is what telling_sections() gave.
void find_decisions(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> votes,
                    const std::vector<bool>& tells, std::vector<Fact>& facts);

// The same for assignments.
void find_assignments(FactText& text, std::span<const std::uint32_t> starts, const std::vector<bool>& tells,
                      std::vector<Fact>& facts);

}  // namespace ordagrant::passages::internal
