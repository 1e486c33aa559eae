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

  std::string_view whole;
  std::uint64_t first = 0;   // eight bytes, 0 behind the end
  std::uint64_t second = 0;  // the next eight
  std::uint64_t hash = 0;    // the same for capitals and small letters of Swedish and Danish, as text::WordHash

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

 private:
  // The bytes of a string of so many among the first eight, and among the next, as they lie in memory.
  struct Masks {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
  };
  static const std::array<Masks, kBytes + 1> kMasks;

  StringKey() = default;

  // Requires: kBytes of memory can be read at `bytes`, whatever follows the string there.
  void read(const char* bytes, std::string_view string) noexcept {
    whole = string;
    std::memcpy(&first, bytes, 8);
    std::memcpy(&second, bytes + 8, 8);
    const Masks& masks = kMasks[string.size() < kBytes ? string.size() : kBytes];
    first &= masks.first;
    second &= masks.second;
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // odd, with well spread bits
    constexpr std::uint64_t kSmall = 0x2020202020202020U;
    hash = ((first | kSmall) ^ string.size() * 0xD6E8FEB86659FD93U) * kSpread;
    hash = (hash ^ hash >> 32U ^ (second | kSmall)) * kSpread;
    for (std::size_t at = kBytes; at < string.size(); ++at)
      hash = (hash ^ (static_cast<unsigned char>(string[at]) | 0x20U)) * kSpread;
    hash ^= hash >> 32U;
  }
};

inline constexpr std::array<StringKey::Masks, StringKey::kBytes + 1> StringKey::kMasks = [] {
  std::array<Masks, kBytes + 1> masks{};
  for (std::size_t size = 0; size < masks.size(); ++size) {
    std::array<char, kBytes> bytes{};
    for (std::size_t at = 0; at < size; ++at) bytes.at(at) = '\xFF';
    std::array<char, 8> half{};
    for (std::size_t at = 0; at < 8; ++at) half.at(at) = bytes.at(at);
    masks.at(size).first = std::bit_cast<std::uint64_t>(half);
    for (std::size_t at = 0; at < 8; ++at) half.at(at) = bytes.at(8 + at);
    masks.at(size).second = std::bit_cast<std::uint64_t>(half);
  }
  return masks;
}();

}  // namespace ordagrant::lexicon::internal
