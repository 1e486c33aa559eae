#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "ordagrant/text/internal/eight_bytes.h"

// Room: text. Many bytes asked at once.

// 64 bytes of a text, to ask something of all of them at once. Where nothing is to be found, and that is nearly
// everywhere, 64 bytes cost little more than one.
namespace ordagrant::text::internal {

// Bytes that lie side by side, and what is asked of each. A question gives an answer, of which only the highest bit of
// each byte counts; answers are joined with |, & and without(). These fit into a number, on any machine.
class EightLanes {
 public:
  static constexpr std::size_t kSize = 8;

  explicit EightLanes(const char* begin) noexcept {
    for (std::size_t i = 0; i < kSize; ++i)  // in this order on every machine; compilers make one load of it
      bytes_ |= static_cast<std::uint64_t>(static_cast<unsigned char>(begin[i])) << 8 * i;
  }

  EightLanes equal(unsigned char byte) const noexcept { return EightLanes(internal::equal(bytes_, byte)); }
  // Requires: `first` <= `last`, and both are ASCII or neither is.
  EightLanes within(unsigned char first, unsigned char last) const noexcept {
    const std::uint64_t low = bytes_ & ~kHighest;
    const std::uint64_t reach = low + kEach * (0x80U - (first & 0x7FU));
    const std::uint64_t pass = low + kEach * (0x7FU - (last & 0x7FU));
    return EightLanes(reach & ~pass & (first < 0x80 ? ~bytes_ : bytes_) & kHighest);
  }
  EightLanes high() const noexcept { return *this; }                               // not ASCII
  EightLanes small() const noexcept { return EightLanes(bytes_ | 0x20 * kEach); }  // letters in lower case

  EightLanes operator|(EightLanes other) const noexcept { return EightLanes(bytes_ | other.bytes_); }
  EightLanes operator&(EightLanes other) const noexcept { return EightLanes(bytes_ & other.bytes_); }
  EightLanes without(EightLanes other) const noexcept { return EightLanes(bytes_ & ~other.bytes_); }
  // A bit for each byte, the lowest for the first.
  std::uint64_t bits() const noexcept { return ((bytes_ & kHighest) >> 7U) * 0x0102040810204080U >> 56U; }

 private:
  explicit EightLanes(std::uint64_t bytes) noexcept : bytes_(bytes) {}

  std::uint64_t bytes_ = 0;
};

#ifdef __SSE2__
// The same of sixteen bytes.
class SixteenLanes {
 public:
  static constexpr std::size_t kSize = 16;

  explicit SixteenLanes(const char* begin) noexcept
      : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(begin))) {}

  SixteenLanes equal(unsigned char byte) const noexcept { return SixteenLanes(_mm_cmpeq_epi8(bytes_, all(byte))); }
  SixteenLanes within(unsigned char first, unsigned char last) const noexcept {
    // From `first` on, as signed numbers that begin with the lowest.
    const __m128i from_first = _mm_add_epi8(bytes_, all(0x80U - first));
    return SixteenLanes(_mm_cmplt_epi8(from_first, all(0x81U + last - first)));
  }
  SixteenLanes high() const noexcept { return *this; }
  SixteenLanes small() const noexcept { return SixteenLanes(_mm_or_si128(bytes_, all(0x20))); }

  SixteenLanes operator|(SixteenLanes other) const noexcept { return SixteenLanes(_mm_or_si128(bytes_, other.bytes_)); }
  SixteenLanes operator&(SixteenLanes other) const noexcept {
    return SixteenLanes(_mm_and_si128(bytes_, other.bytes_));
  }
  SixteenLanes without(SixteenLanes other) const noexcept {
    return SixteenLanes(_mm_andnot_si128(other.bytes_, bytes_));
  }
  std::uint64_t bits() const noexcept { return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes_)); }

 private:
  explicit SixteenLanes(__m128i bytes) noexcept : bytes_(bytes) {}
  static __m128i all(unsigned byte) noexcept { return _mm_set1_epi8(static_cast<char>(byte)); }

  __m128i bytes_;
};

using Lanes = SixteenLanes;
#else
using Lanes = EightLanes;
#endif

class Block {
 public:
  static constexpr std::size_t kSize = 64;

  // The bytes from `at` on; behind the end of the text there is U+0000.
  Block(std::string_view text, std::size_t at) noexcept : begin_(text.data() + at) {
    if (text.size() - at >= kSize) return;
    std::memcpy(end_of_text_.data(), begin_, text.size() - at);
    std::memset(end_of_text_.data() + (text.size() - at), 0, kSize - (text.size() - at));
    begin_ = end_of_text_.data();
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  Block(Block&&) = delete;
  Block& operator=(Block&&) = delete;
  ~Block() = default;

  // A bit for each byte, the lowest for the first: what `question` answers for Lanes.
  template <typename Question>
  std::uint64_t where(Question question) const noexcept {
    std::uint64_t bits = 0;
    for (std::size_t at = 0; at < kSize; at += Lanes::kSize) bits |= question(Lanes(begin_ + at)).bits() << at;
    return bits;
  }

 private:
  const char* begin_;
  std::array<char, kSize> end_of_text_;  // not set unless it is needed
};

// The bits from `begin` on. Requires: begin < 64.
constexpr std::uint64_t bits_from(std::size_t begin) noexcept { return ~std::uint64_t{0} << begin; }

}  // namespace ordagrant::text::internal
