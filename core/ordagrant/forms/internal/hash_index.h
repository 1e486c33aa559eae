#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Room: forms. Rows of a table by the hash of their word.

namespace ordagrant::forms::internal {

// Where a hash stands in an open table: its high bits are the better ones.
inline std::size_t first_slot(std::uint64_t hash, std::size_t mask) noexcept {
  return static_cast<std::size_t>((hash * 0x9E3779B97F4A7C15U) >> 32U) & mask;
}

// Finds the rows [begin, end) that have a hash, in a table that is sorted by it.
class HashIndex {
 public:
  struct Rows {
    std::uint64_t hash = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // 0: there are none
  };

  // The hashes of all rows. O(sorted.size()).
  void make(std::span<const std::uint64_t> sorted);

  // Requires: make() was called.
  Rows find(std::uint64_t hash) const noexcept {
    for (std::size_t slot = first_slot(hash, mask_);; slot = (slot + 1) & mask_)
      if (slots_[slot].end == 0 || slots_[slot].hash == hash) return slots_[slot];
  }

 private:
  std::vector<Rows> slots_;
  std::size_t mask_ = 0;
};

}  // namespace ordagrant::forms::internal
