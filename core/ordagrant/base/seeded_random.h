#pragma once

#include <cstdint>

// Room: base. Words that every room may use; depends on nothing.

namespace ordagrant {

// The one source of chance: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
// number generators", OOPSLA 2014). Equal seeds give equal numbers everywhere.
//
// Not for two threads at once.
class SeededRandom {
 public:
  explicit constexpr SeededRandom(std::uint64_t seed) noexcept : state_(seed) {}

  constexpr std::uint64_t next() noexcept {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ mixed >> 30U) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ mixed >> 27U) * 0x94D049BB133111EBU;
    return mixed ^ mixed >> 31U;
  }

  // A number in [0, limit), each with the same probability but for one part in 2^32.
  // Requires: 0 < limit < 2^32.
  constexpr std::uint32_t below(std::uint32_t limit) noexcept {
    return static_cast<std::uint32_t>((next() >> 32U) * limit >> 32U);
  }

 private:
  std::uint64_t state_;
};

}  // namespace ordagrant
