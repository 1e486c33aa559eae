#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// Room: text. Eight bytes asked at once.

// Eight bytes of a text in one number, to ask something of all of them at once. An answer has the highest bit
// of each byte that fits. Bytes stand in the order of memory only on little-endian machines: whoever asks where,
// and not only whether, asks std::endian first.
namespace ordagrant::text::internal {

inline constexpr std::uint64_t kEach = 0x0101010101010101U;
inline constexpr std::uint64_t kHighest = 0x80 * kEach;

// Requires: at + 8 <= text.size().
inline std::uint64_t eight_at(std::string_view text, std::size_t at) noexcept {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data() + at, sizeof bytes);
  return bytes;
}

constexpr std::uint64_t equal(std::uint64_t bytes, std::uint64_t value) noexcept {
  const std::uint64_t rest = bytes ^ value * kEach;
  return ~(((rest & ~kHighest) + ~kHighest) | rest) & kHighest;
}

}  // namespace ordagrant::text::internal
