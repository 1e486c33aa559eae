#include "ordagrant/text/internal/decoding_utf8.h"

#include <bit>
#include <cstdint>
#include <cstring>

#include "ordagrant/text/characters.h"

namespace ordagrant::text::internal {

namespace {

constexpr std::uint64_t kHigh = 0x8080808080808080U;

// Eight bytes as a number whose lowest byte is the first of them.
std::uint64_t word_at(std::string_view text, std::size_t at) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, text.data() + at, sizeof word);
  if constexpr (std::endian::native == std::endian::big) {
    std::uint64_t turned = 0;
    for (unsigned i = 0; i < sizeof word; ++i) turned |= (word >> (56U - 8U * i) & 0xFFU) << (8U * i);
    word = turned;
  }
  return word;
}

}  // namespace

std::size_t ascii_until(std::string_view text, std::size_t at) noexcept {
  while (text.size() - at >= 32) {
    const std::uint64_t any =
        word_at(text, at) | word_at(text, at + 8) | word_at(text, at + 16) | word_at(text, at + 24);
    if ((any & kHigh) != 0) break;
    at += 32;
  }
  while (text.size() - at >= 8) {
    const std::uint64_t high = word_at(text, at) & kHigh;
    if (high != 0) return at + static_cast<std::size_t>(std::countr_zero(high)) / 8;
    at += 8;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

std::size_t well_formed_until(std::string_view text, std::size_t at) noexcept {
  // Nearly all that is not ASCII is a letter of two bytes, so a word of eight is asked whether its leading bytes are
  // C2-DF and each is followed by one of 80-BF. Where it is not, its characters are read one by one.
  std::uint64_t owed = 0;  // 0x80 where the word before ends in a leading byte
  while (text.size() - at >= 8) {
    if (owed == 0 && text.size() - at >= 32) {
      const std::uint64_t any =
          word_at(text, at) | word_at(text, at + 8) | word_at(text, at + 16) | word_at(text, at + 24);
      if ((any & kHigh) == 0) {
        at += 32;
        continue;
      }
    }
    const std::uint64_t word = word_at(text, at);
    const std::uint64_t high = word & kHigh;
    const std::uint64_t leading = high & (word << 1U);
    const std::uint64_t following = high & ~(word << 1U);
    const std::uint64_t longer = leading & (word << 2U);
    const std::uint64_t enough = (word << 3U) | (word << 4U) | (word << 5U) | (word << 6U);  // not C0, C1
    if (((((leading << 8U) | owed) ^ following) | longer | (leading & ~enough)) == 0) {
      owed = leading >> 56U;
      at += 8;
      continue;
    }
    const std::size_t end = at + 8;
    if (owed != 0) --at;
    owed = 0;
    while (at < end) {
      const Character next = character_at(text, at);
      if (!next.well_formed) return at;
      at += next.size;
    }
  }
  if (owed != 0) --at;
  while (at < text.size()) {
    const Character next = character_at(text, at);
    if (!next.well_formed) return at;
    at += next.size;
  }
  return at;
}

void append(char32_t code, std::string& to) {
  const auto value = static_cast<unsigned>(code);
  const auto put = [&](unsigned byte) { to.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    put(value);
    return;
  }
  if (value < 0x800) {
    put(0xC0U | value >> 6U);
  } else {
    if (value < 0x10000) {
      put(0xE0U | value >> 12U);
    } else {
      put(0xF0U | value >> 18U);
      put(0x80U | (value >> 12U & 0x3FU));
    }
    put(0x80U | (value >> 6U & 0x3FU));
  }
  put(0x80U | (value & 0x3FU));
}

}  // namespace ordagrant::text::internal
