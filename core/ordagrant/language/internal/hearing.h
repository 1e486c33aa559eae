#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ordagrant/language/internal/ngram_table.h"

// Room: language. What the words of a text say of its language; see language/identifier.h.

namespace ordagrant::language::internal {

// Evidence is kept in sixteenths of the table's unit, so that little is lost when it is bent.
inline constexpr std::uint32_t kFine = 16;

// What the words of a text cost each profile beyond the one that each costs least.
using Total = std::array<std::uint64_t, kProfiles>;

struct Heard {
  Total total{};
  std::size_t words = 0;
};

// Adds up what the words of a text say. Each thread keeps 1 MB of the words that it met.
Heard hear(std::string_view text);

}  // namespace ordagrant::language::internal
