#include "ordagrant/forms/internal/hash_index.h"

#include <bit>

namespace ordagrant::forms::internal {

void HashIndex::make(std::span<const std::uint64_t> sorted) {
  slots_.resize(std::bit_ceil(2 * sorted.size() + 2));
  mask_ = slots_.size() - 1;
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin;
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    std::size_t slot = first_slot(sorted[begin], mask_);
    while (slots_[slot].end != 0) slot = (slot + 1) & mask_;
    slots_[slot] = {sorted[begin], static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    begin = end;
  }
}

}  // namespace ordagrant::forms::internal
