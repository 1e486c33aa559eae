#pragma once

#include <cstdint>
#include <string>

#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. Bodies that decide: "Kommunstyrelsen", "Teknik- og Milj\u00F8udvalget".

namespace ordagrant::passages::internal {

// The body whose name holds the token at `at`; empty if it is none. At most a handful of tokens.
TokenRange body_at(FactText& text, std::uint32_t at);

// The body whose name ends just before `end`, the longer names of some included ("N\u00E4mnden f\u00F6r arbete och
// v\u00E4lf\u00E4rd"); a place behind it ("i Almvik") is no part of the name. Empty: none.
TokenRange body_before(FactText& text, std::uint32_t end);

// The same of a name that begins at `at`.
TokenRange body_from(FactText& text, std::uint32_t at);

// Its name with a capital and without a genitive s.
std::string body_name(FactText& text, TokenRange body);

}  // namespace ordagrant::passages::internal
