#pragma once

#include <cstdint>
#include <string_view>

// Room: base. Words that every room may use; depends on nothing.

namespace ordagrant {

// A half-open range of bytes, [begin, end), in the text it was made from.
//
// Spans, not views, are what the core gives back: a span survives a move of the
// document, a trip through Arrow and a trip through Python, and it can be shown
// to a reader as "these bytes, verbatim".
struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const noexcept { return end - begin; }
  constexpr bool empty() const noexcept { return begin == end; }

  // Requires: this span was made from `text`.
  constexpr std::string_view of(std::string_view text) const noexcept { return text.substr(begin, size()); }

  friend constexpr bool operator==(ByteSpan, ByteSpan) = default;
};

// The longest text a ByteSpan can point into.
inline constexpr std::uint64_t kMaxTextBytes = 0xFFFFFFFFU;

}  // namespace ordagrant
