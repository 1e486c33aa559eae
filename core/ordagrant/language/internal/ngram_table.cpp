#include "ordagrant/language/internal/ngram_table.h"

#include <cassert>

namespace ordagrant::language::internal {

NgramTable::NgramTable() : rests_(kSlots), costs_(kSlots) {
  std::array<Letter, kLongest> letters{};
  for (const std::string_view row : lines("profiles", "ngrams.tsv")) {
    auto length = static_cast<std::size_t>(row[0] - '0');
    for (std::size_t at = 1; at < row.size() - kProfiles;) {
      const text::Character next = text::character_at(row, at);
      assert(length < kLongest);
      letters[length++] = next.code == '_' ? kBoundary : next.code == '?' ? kOther : letter_of(next.code);
      at += next.size;
    }
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < length; ++i) key = key << kBits | letters[i];
    Packed costs = 0;
    for (std::size_t profile = 0; profile < kProfiles; ++profile)
      costs |= static_cast<Packed>(row[row.size() - kProfiles + profile] - '!') << (8 * profile);
    insert(key, length, costs);
  }
  for (std::uint64_t pair = 0; pair < pairs_.size(); ++pair)
    if (pairs_[pair] == 0) pairs_[pair] = pairs_[last(pair, 1)];
}

void NgramTable::insert(std::uint64_t key, std::size_t length, Packed costs) {
  if (length <= 2) {
    pairs_[key] = costs;
    return;
  }
  const Place place = place_of(key);
  std::size_t slot = place.slot;
  while (rests_[slot] != 0) slot = (slot + 1) % kSlots;
  rests_[slot] = place.rest;
  costs_[slot] = costs;
}

}  // namespace ordagrant::language::internal
