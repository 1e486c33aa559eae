#pragma once

#include <cstdint>
#include <string>

#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. What a number counts.

namespace ordagrant::passages::internal {

// The tokens of the unit that begins at `at`, or behind an adjective there; empty: none.
TokenRange unit_at(FactText& text, std::uint32_t at);

// In lower case, on one line.
std::string unit_text(const FactText& text, TokenRange unit);

// Are they the same, or is one of them not stated?
bool same_unit(FactText& text, TokenRange left, TokenRange right);

// Could it be a noun that is counted?
bool is_noun(FactText& text, std::uint32_t at);

// "trettio\u00E5tta on\u00F6diga.": an adjective, or what looks like one, names nothing. Participles in -nde often are
// nouns (studerande).
bool bare_adjective(FactText& text, std::uint32_t at);

}  // namespace ordagrant::passages::internal
