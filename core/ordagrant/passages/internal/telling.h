#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ordagrant/passages/internal/fact_text.h"
#include "ordagrant/passages/structure.h"

// Room: passages. Where a text may tell of what was decided.

namespace ordagrant::passages::internal {

// Of each section: may it tell of what was decided? A proposal, a motion, a reservation may not, nor may what lies in
// them, nor the part of an agenda in which the decision is to be written.
std::vector<bool> telling_sections(FactText& text);

// Does the section that a token stands in tell?
bool tells_at(const FactText& text, const std::vector<bool>& tells, std::uint32_t at);

// The innermost section that a token stands in; nullptr: none.
const Section* section_of(const FactText& text, std::uint32_t at);

// The day of a head's line "Beslut vid regeringssammantr\u00E4de den 18 december 2014", where the structure gives the
// document none; empty: no line says it.
std::string head_day(FactText& text);

// Is it in the part of an item that is its decision?
bool in_decision(const FactText& text, std::uint32_t at);

bool is_question(const FactText& text, TokenRange sentence);

}  // namespace ordagrant::passages::internal
