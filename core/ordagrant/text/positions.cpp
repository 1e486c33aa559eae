#include "ordagrant/text/positions.h"

namespace ordagrant::text {

void Positions::walk(std::uint32_t byte) noexcept {
  if (byte < byte_) {
    byte_ = 0;
    character_ = 0;
    line_ = 1;
    page_ = 1;
  }
  std::uint32_t characters = 0;
  std::uint32_t lines = 0;
  std::uint32_t pages = 0;
  for (std::uint32_t at = byte_; at < byte; ++at) {
    const char here = source_[at];
    characters += (static_cast<unsigned char>(here) & 0xC0U) != 0x80U ? 1U : 0U;
    // A CR before an LF is the first half of one line end.
    lines += here == '\n' || (here == '\r' && (at + 1 == source_.size() || source_[at + 1] != '\n')) ? 1U : 0U;
    pages += here == '\f' ? 1U : 0U;
  }
  character_ += characters;
  line_ += lines;
  page_ += pages;
  byte_ = byte;
}

}  // namespace ordagrant::text
