#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/language/internal/letters.h"
#include "ordagrant/language/tables.h"

// Room: language. What sequences of letters cost in each language; see language/identifier.h.

namespace ordagrant::language::internal {

// In the order of the costs in data/profiles/ngrams.tsv. The last is learnt from other languages.
inline constexpr std::array<std::string_view, 6> kCodes = {"sv", "da", "nb", "nn", "en", kUndetermined};
inline constexpr std::size_t kProfiles = kCodes.size();

// One byte for each profile, the first lowest. What the table holds.
using Packed = std::uint64_t;

// Sums of packed costs, in lanes of 16 bits: the profiles 0, 2, 4 and the profiles 1, 3, 5.
struct Sums {
  std::uint64_t even = 0;
  std::uint64_t odd = 0;

  void add(Packed costs) {
    even += costs & 0x00FF00FF00FF00FFU;
    odd += costs >> 8U & 0x00FF00FF00FF00FFU;
  }
  std::uint32_t of(std::size_t profile) const {
    return static_cast<std::uint16_t>((profile % 2 == 0 ? even : odd) >> (profile / 2 * 16));
  }
};

// What a letter costs after the letters before it, by the longest sequence that is known.
class NgramTable {
 public:
  NgramTable();

  // Requires: `key` has at least two letters.
  Packed costs(std::uint64_t key, std::size_t letters) const {
    for (std::size_t length = std::min(letters, kLongest); length > 2; --length) {
      const Place place = place_of(last(key, length));
      for (std::size_t slot = place.slot; rests_[slot] != 0; slot = (slot + 1) % kSlots)
        if (rests_[slot] == place.rest) return costs_[slot];
    }
    return pairs_[last(key, 2)];
  }

 private:
  // Open addressing. Multiplying by an odd number only renames the keys of 36 bits; the slot is the
  // high bits of the name and the low ones are kept in it, so no sequence is taken for another.
  static constexpr unsigned kKeyBits = kBits * kLongest;
  static constexpr unsigned kSlotBits = 17;
  static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;

  struct Place {
    std::size_t slot;
    std::uint32_t rest;  // never 0: no key ends in 32 bits of 0
  };

  static Place place_of(std::uint64_t key) {
    const std::uint64_t name = last(key * 0x9E3779B97F4A7C15U, kLongest);
    return {static_cast<std::size_t>(name >> (kKeyBits - kSlotBits)), static_cast<std::uint32_t>(name)};
  }

  void insert(std::uint64_t key, std::size_t length, Packed costs);

  std::array<Packed, std::size_t{1} << (2 * kBits)> pairs_{};  // and single letters, after none
  std::vector<std::uint32_t> rests_;
  std::vector<Packed> costs_;
};

}  // namespace ordagrant::language::internal
