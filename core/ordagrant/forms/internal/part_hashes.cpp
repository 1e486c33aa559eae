#include "ordagrant/forms/internal/part_hashes.h"

namespace ordagrant::forms::internal {

PartHashes::PartHashes(std::string_view word) noexcept {
  until_[0] = 0;
  for (std::size_t i = 0; i < word.size(); ++i)
    until_[i + 1] = until_[i] * kFactor + static_cast<unsigned char>(word[i]) + 1;
}

std::uint64_t PartHashes::of(std::string_view word) noexcept {
  std::uint64_t hash = 0;
  for (const char byte : word) hash = hash * kFactor + static_cast<unsigned char>(byte) + 1;
  return hash;
}

}  // namespace ordagrant::forms::internal
