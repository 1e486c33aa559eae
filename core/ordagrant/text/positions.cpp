#include "ordagrant/text/positions.h"

#include <algorithm>
#include <cstring>

namespace ordagrant::text {

std::uint32_t Positions::far_character(std::uint32_t byte) noexcept {
  const std::uint32_t from = std::min(byte, character_byte_);
  const std::uint32_t to = std::max(byte, character_byte_);
  std::uint32_t at = from;
  std::uint32_t before = 0;  // bytes that begin no character
  std::uint64_t word = 0;
  for (; to - at >= sizeof(word); at += sizeof(word)) {
    std::memcpy(&word, source_.data() + at, sizeof(word));
    before += continuations(word);
  }
  if (at < to && at + sizeof(word) <= source_.size()) {
    std::memcpy(&word, source_.data() + at, sizeof(word));
    before += continuations(first_bytes(word, to - at));
  } else {
    for (; at < to; ++at) before += (static_cast<unsigned char>(source_[at]) & 0xC0U) == 0x80U ? 1U : 0U;
  }
  const std::uint32_t characters = to - from - before;
  character_ = byte < character_byte_ ? character_ - characters : character_ + characters;
  character_byte_ = byte;
  return character_;
}

void Positions::walk(std::uint32_t byte) noexcept {
  if (byte < byte_) {
    byte_ = 0;
    line_ = 1;
    page_ = 1;
  }
  std::uint32_t lines = 0;
  std::uint32_t pages = 0;
  for (std::uint32_t at = byte_; at < byte; ++at) {
    const char here = source_[at];
    // A CR before an LF is the first half of one line end.
    lines += here == '\n' || (here == '\r' && (at + 1 == source_.size() || source_[at + 1] != '\n')) ? 1U : 0U;
    pages += here == '\f' ? 1U : 0U;
  }
  line_ += lines;
  page_ += pages;
  byte_ = byte;
}

}  // namespace ordagrant::text
