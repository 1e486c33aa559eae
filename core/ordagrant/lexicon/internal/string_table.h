#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: lexicon. A set of strings that numbers its members; see lexicon/matcher.h.

namespace ordagrant::lexicon::internal {

// Numbers distinct strings from 0 in the order they come. Lookups are the matcher's innermost
// work, and nearly all that they cost is waiting for memory: so the table is of small slots, half empty and probed in
// line, and the first bytes of a string, which are all that most have, lie by its number, where those that come often
// lie side by side.
class StringTable {
 public:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFFU;

  // A string made ready to be looked up. The view must outlive it.
  struct Key {
    std::string_view whole;
    std::uint64_t first = 0;   // eight bytes, 0 behind the end
    std::uint64_t second = 0;  // the next eight
    std::uint64_t hash = 0;    // the same for capitals and small letters of Swedish and Danish (text::WordHash)
  };

  static constexpr std::size_t kKeyBytes = 16;  // of a string, in its key

  // Requires: `span` is a span of `text`.
  static Key key_in(std::string_view text, ByteSpan span) noexcept {
    return std::size_t{span.begin} + kKeyBytes <= text.size() ? key_at(text.data() + span.begin, span.of(text))
                                                              : key_of(span.of(text));
  }

  // The number of a string, which is taken in if it is new.
  std::uint32_t add(std::string_view string) { return add(key_of(string)); }
  std::uint32_t add(const Key& key) {
    if (2 * (strings_.size() + 1) > slots_.size()) grow();
    const std::size_t at = place_of(key);
    if (slots_[at].number != kAbsent) return slots_[at].number;
    const auto number = static_cast<std::uint32_t>(strings_.size());
    slots_[at] = {static_cast<std::uint32_t>(key.hash), number};
    strings_.push_back({key.first, key.second, static_cast<std::uint32_t>(key.whole.size()),
                        static_cast<std::uint32_t>(rests_.size())});
    if (key.whole.size() > kKeyBytes) rests_.append(key.whole.substr(kKeyBytes));
    return number;
  }

  std::uint32_t find(std::string_view string) const noexcept { return find(key_of(string)); }
  std::uint32_t find(const Key& key) const noexcept { return slots_.empty() ? kAbsent : slots_[place_of(key)].number; }

  // A string that lies in no text.
  static Key key_of(std::string_view whole) noexcept {
    std::array<char, kKeyBytes> bytes{};
    if (!whole.empty()) std::memcpy(bytes.data(), whole.data(), whole.size() < kKeyBytes ? whole.size() : kKeyBytes);
    return key_at(bytes.data(), whole);
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
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::uint32_t size = 0;
    std::uint32_t rest = 0;  // where the bytes behind these begin, in rests_
  };

  // Of a string whose first bytes, and whatever follows it, can be read at once.
  static Key key_at(const char* bytes, std::string_view whole) noexcept {
    Key key{.whole = whole};
    std::memcpy(&key.first, bytes, 8);
    std::memcpy(&key.second, bytes + 8, 8);
    const Masks& masks = kMasks[whole.size() < kKeyBytes ? whole.size() : kKeyBytes];
    key.first &= masks.first;
    key.second &= masks.second;
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // odd, with well spread bits
    constexpr std::uint64_t kSmall = 0x2020202020202020U;
    key.hash = ((key.first | kSmall) ^ whole.size() * 0xD6E8FEB86659FD93U) * kSpread;
    key.hash = (key.hash ^ key.hash >> 32U ^ (key.second | kSmall)) * kSpread;
    for (std::size_t at = kKeyBytes; at < whole.size(); ++at)
      key.hash = (key.hash ^ (static_cast<unsigned char>(whole[at]) | 0x20U)) * kSpread;
    key.hash ^= key.hash >> 32U;
    return key;
  }

  // The bytes of a string of so many among the first eight, and among the next, as they lie in memory.
  struct Masks {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
  };
  static const std::array<Masks, kKeyBytes + 1> kMasks;

  bool is(const String& string, const Key& key) const noexcept {
    if (string.first != key.first || string.second != key.second || string.size != key.whole.size()) return false;
    return string.size <= kKeyBytes ||
           std::memcmp(rests_.data() + string.rest, key.whole.data() + kKeyBytes, string.size - kKeyBytes) == 0;
  }

  // The slot that has the string, or that it would have.
  std::size_t place_of(const Key& key) const noexcept {
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

inline constexpr std::array<StringTable::Masks, StringTable::kKeyBytes + 1> StringTable::kMasks = [] {
  std::array<Masks, kKeyBytes + 1> masks{};
  for (std::size_t size = 0; size < masks.size(); ++size) {
    std::array<char, kKeyBytes> bytes{};
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
