#include <algorithm>
#include <bit>

#include "ordagrant/text/internal/block.h"
#include "ordagrant/text/internal/layers.h"

namespace ordagrant::text::internal {

namespace {

// How far before the last of its bytes that give it away a thing begins: a misread character shows by its fourth.
constexpr std::size_t kReach = 3;

// Of a byte that most of what is mended begins with or holds: whether what stands there may be that.
bool is_odd(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t ahead) {
    return at + ahead < text.size() ? static_cast<unsigned char>(text[at + ahead]) : 0U;
  };
  switch (byte(0)) {
    case 0xC2:  // a space that does not break, a soft hyphen; others are signs of Latin-1, U+00A7 among them
      return byte(1) == 0xA0 || byte(1) == 0xAD;
    case 0xE2:  // dashes, quotation marks, bullets, which stand everywhere
      return byte(1) != 0x80 || byte(2) < 0x90 || byte(2) > 0xAE;
    default:
      return true;
  }
}

}  // namespace

std::vector<ByteSpan> odd_places(std::string_view text) {
  std::vector<ByteSpan> places;
  const auto add = [&](std::size_t begin, std::size_t end) {
    if (!places.empty() && places.back().end >= begin)
      places.back().end = static_cast<std::uint32_t>(end);
    else
      places.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  };
  std::uint64_t high_before = 0;   // in the last block
  std::uint64_t space_before = 0;  // at its end, 0 or 1
  for (std::size_t at = 0; at < text.size(); at += Block::kSize) {
    const Block block(text, at);
    const std::uint64_t high = block.where([](Lanes bytes) { return bytes.high(); });
    const std::uint64_t spaces = block.where([](Lanes bytes) { return bytes.equal(' '); });
    const std::uint64_t asked =
        block.where([](Lanes bytes) { return bytes.within(0xCC, 0xFF) | bytes.equal(0xC2) | bytes.equal(0x82); });
    // Misread characters: four bytes outside ASCII in a row, or U+00C2 before a space, which 0x82 gives away.
    const std::uint64_t four = high & (high << 1U | high_before >> 63U) & (high << 2U | high_before >> 62U) &
                               (high << 3U | high_before >> 61U);
    bool odd = (four | (spaces & (spaces << 1U | space_before))) != 0;
    for (std::uint64_t left = asked; left != 0 && !odd; left &= left - 1)
      odd = is_odd(text, at + static_cast<std::size_t>(std::countr_zero(left)));
    if (odd) add(at - std::min(at, kReach), std::min(at + Block::kSize, text.size()));
    high_before = high;
    space_before = spaces >> 63U;
  }
  return places;
}

}  // namespace ordagrant::text::internal
