#include "ordagrant/text/alignment.h"

#include <algorithm>
#include <cassert>

namespace ordagrant::text {

void Alignment::change(ByteSpan reading, ByteSpan source) {
  assert(changes_.empty() ||
         (reading.begin >= changes_.back().reading.end && source.begin >= changes_.back().source.end));
  changes_.push_back({reading, source});
}

ByteSpan Alignment::to_source(ByteSpan reading) const {
  const auto offset_after = [](const Change& change) { return change.source.end - change.reading.end; };

  // The first change that ends behind the position; what stands before it shifts all that follows.
  const auto change_at = [&](std::uint32_t position) {
    return std::upper_bound(changes_.begin(), changes_.end(), position,
                            [](std::uint32_t at, const Change& change) { return at < change.reading.end; });
  };
  const auto shifted = [&](std::uint32_t position, auto next) {
    return position + (next == changes_.begin() ? 0 : offset_after(*std::prev(next)));
  };

  const auto first = change_at(reading.begin);
  const bool begins_inside = first != changes_.end() && first->reading.begin <= reading.begin;
  const std::uint32_t begin = begins_inside ? first->source.begin : shifted(reading.begin, first);
  if (reading.empty()) return {begin, begin};

  // The change that holds the last byte, if any.
  const auto last = change_at(reading.end - 1);
  const bool ends_inside = last != changes_.end() && last->reading.begin < reading.end;
  return {begin, ends_inside ? last->source.end : shifted(reading.end, last)};
}

}  // namespace ordagrant::text
