#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "ordagrant/base/byte_span.h"

// Room: lexicon. A string made ready to be looked up; see lexicon/matcher.h.

namespace ordagrant::lexicon::internal {

// Views a string, which must outlive it.
struct StringKey {
  static constexpr std::size_t kBytes = 16;  // of the string, in its key

  // Of a string.
  struct Halves {
    std::uint64_t first = 0;   // eight bytes, 0 behind the end
    std::uint64_t second = 0;  // the next eight

    friend bool operator==(const Halves&, const Halves&) = default;
  };

  std::string_view whole;
  Halves halves;
  std::uint64_t hash = 0;  // the same for capitals and small letters of Swedish and Danish, as text::WordHash

  // Of a string that lies in no text.
  explicit StringKey(std::string_view string) noexcept {
    std::array<char, kBytes> bytes{};
    if (!string.empty()) std::memcpy(bytes.data(), string.data(), string.size() < kBytes ? string.size() : kBytes);
    read(bytes.data(), string);
  }

  // Requires: `span` is a span of `text`.
  StringKey(std::string_view text, ByteSpan span) noexcept : StringKey() {
    if (std::size_t{span.begin} + kBytes <= text.size())
      read(text.data() + span.begin, span.of(text));
    else
      *this = StringKey(span.of(text));
  }

  // Requires: kBytes of memory can be read at `bytes`, whatever follows the string of so many there.
  static Halves halves_of(const char* bytes, std::size_t size) noexcept {
    const Halves& mask = kMasks[size < kBytes ? size : kBytes];
    return {eight_at(bytes) & mask.first, eight_at(bytes + 8) & mask.second};
  }

  // The first byte is the lowest on every machine.
  static std::uint64_t eight_at(const char* bytes) noexcept {
    std::uint64_t eight = 0;
    if constexpr (std::endian::native == std::endian::little)
      std::memcpy(&eight, bytes, sizeof eight);
    else
      for (unsigned at = 0; at < 8; ++at) eight |= std::uint64_t{static_cast<unsigned char>(bytes[at])} << 8 * at;
    return eight;
  }

  // Of a string of so many bytes by its first ones, in whatever case.
  static std::uint64_t hash_of(const Halves& halves, std::size_t size) noexcept {
    constexpr std::uint64_t kSmall = 0x2020202020202020U;
    const std::uint64_t hash = ((halves.first | kSmall) ^ size * 0xD6E8FEB86659FD93U) * kSpread;
    return (hash ^ hash >> 32U ^ (halves.second | kSmall)) * kSpread;
  }

 private:
  static constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // odd, with well spread bits
  // Its bytes, by the size of a string.
  static const std::array<Halves, kBytes + 1> kMasks;

  StringKey() = default;

  // Requires: as for halves_of().
  void read(const char* bytes, std::string_view string) noexcept {
    whole = string;
    halves = halves_of(bytes, string.size());
    hash = hash_of(halves, string.size());
    for (std::size_t at = kBytes; at < string.size(); ++at)
      hash = (hash ^ (static_cast<unsigned char>(string[at]) | 0x20U)) * kSpread;
    hash ^= hash >> 32U;
  }
};

inline constexpr std::array<StringKey::Halves, StringKey::kBytes + 1> StringKey::kMasks = [] {
  std::array<Halves, kBytes + 1> masks{};
  for (std::size_t size = 1; size < masks.size(); ++size) {
    masks.at(size) = masks.at(size - 1);
    (size <= 8 ? masks.at(size).first : masks.at(size).second) |= std::uint64_t{0xFF} << 8 * ((size - 1) % 8);
  }
  return masks;
}();

}  // namespace ordagrant::lexicon::internal
