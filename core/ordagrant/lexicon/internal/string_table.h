#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/lexicon/internal/string_key.h"

// Room: lexicon. A set of strings that numbers its members; see lexicon/matcher.h.

namespace ordagrant::lexicon::internal {

// Numbers distinct strings from 0 in the order they come. Lookups are the matcher's innermost
// work, and nearly all that they cost is waiting for memory: so the table is of small slots, half empty and probed in
// line, and the first bytes of a string, which are all that most have, lie by its number, where those that come often
// lie side by side.
class StringTable {
 public:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFFU;

  // The number of a string, which is taken in if it is new.
  std::uint32_t add(std::string_view string) { return add(StringKey(string)); }
  std::uint32_t add(const StringKey& key) {
    if (2 * (strings_.size() + 1) > slots_.size()) grow();
    const std::size_t at = place_of(key);
    if (slots_[at].number != kAbsent) return slots_[at].number;
    const auto number = static_cast<std::uint32_t>(strings_.size());
    slots_[at] = {static_cast<std::uint32_t>(key.hash), number};
    strings_.push_back(
        {key.halves, static_cast<std::uint32_t>(key.whole.size()), static_cast<std::uint32_t>(rests_.size())});
    if (key.whole.size() > StringKey::kBytes) rests_.append(key.whole.substr(StringKey::kBytes));
    return number;
  }

  std::uint32_t find(std::string_view string) const noexcept { return find(StringKey(string)); }
  std::uint32_t find(const StringKey& key) const noexcept {
    return slots_.empty() ? kAbsent : slots_[place_of(key)].number;
  }

  std::size_t size() const noexcept { return strings_.size(); }
  // Of memory.
  std::size_t bytes() const noexcept {
    return rests_.size() + strings_.size() * sizeof(String) + slots_.size() * sizeof(Slot);
  }

 private:
  static constexpr std::size_t kLeastSlots = 1024;

  struct Slot {
    std::uint32_t hash = 0;  // half of it
    std::uint32_t number = kAbsent;
  };
  struct String {
    StringKey::Halves halves;
    std::uint32_t size = 0;
    std::uint32_t rest = 0;  // where the bytes behind these begin, in rests_
  };

  bool is(const String& string, const StringKey& key) const noexcept {
    if (string.halves != key.halves || string.size != key.whole.size()) return false;
    return string.size <= StringKey::kBytes ||
           std::memcmp(rests_.data() + string.rest, key.whole.data() + StringKey::kBytes,
                       string.size - StringKey::kBytes) == 0;
  }

  // The slot that has the string, or that it would have.
  std::size_t place_of(const StringKey& key) const noexcept {
    const auto hash = static_cast<std::uint32_t>(key.hash);
    std::size_t at = key.hash & (slots_.size() - 1);
    while (slots_[at].number != kAbsent && (slots_[at].hash != hash || !is(strings_[slots_[at].number], key)))
      at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void grow() {
    std::vector<Slot> slots(slots_.empty() ? kLeastSlots : 2 * slots_.size());
    for (const Slot& old : slots_) {
      if (old.number == kAbsent) continue;
      std::size_t at = old.hash & (slots.size() - 1);
      while (slots[at].number != kAbsent) at = (at + 1) & (slots.size() - 1);
      slots[at] = old;
    }
    slots_ = std::move(slots);
  }

  std::vector<Slot> slots_;
  std::vector<String> strings_;  // by number
  std::string rests_;
};

}  // namespace ordagrant::lexicon::internal
