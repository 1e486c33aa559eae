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
// work: the first bytes of a string, which are all that most have, lie in its slot, so that one place of memory
// is asked, and the table is half empty and probed in line.
class StringTable {
 public:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFFU;

  // A string made ready to be looked up. The view must outlive it.
  struct Key {
    std::string_view whole;
    std::uint64_t first = 0;   // eight bytes, 0 behind the end
    std::uint64_t second = 0;  // the next eight
    std::uint64_t hash = 0;
  };

  // Asking for several strings first with prepare() and then with add() lets the machine fetch their slots side by
  // side, which is most of what a lookup costs. Requires: `span` is a span of `text`.
  Key prepare(std::string_view text, ByteSpan span) const noexcept {
    const Key key = std::size_t{span.begin} + kKeyBytes <= text.size() ? key_at(text.data() + span.begin, span.of(text))
                                                                       : key_of(span.of(text));
    if (!slots_.empty()) __builtin_prefetch(&slots_[key.hash & (slots_.size() - 1)]);
    return key;
  }

  // The number of a string, which is taken in if it is new.
  std::uint32_t add(std::string_view string) { return add(key_of(string)); }
  std::uint32_t add(const Key& key) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    std::size_t at = key.hash & (slots_.size() - 1);
    for (; slots_[at].number != kAbsent; at = (at + 1) & (slots_.size() - 1))
      if (is(slots_[at], key)) return slots_[at].number;
    slots_[at] = {key.first,
                  key.second,
                  static_cast<std::uint32_t>(key.hash),
                  static_cast<std::uint32_t>(key.whole.size()),
                  static_cast<std::uint32_t>(rests_.size()),
                  size_};
    if (key.whole.size() > kKeyBytes) rests_.append(key.whole.substr(kKeyBytes));
    return size_++;
  }

  std::uint32_t find(std::string_view string) const noexcept {
    if (slots_.empty()) return kAbsent;
    const Key key = key_of(string);
    std::size_t at = key.hash & (slots_.size() - 1);
    while (slots_[at].number != kAbsent && !is(slots_[at], key)) at = (at + 1) & (slots_.size() - 1);
    return slots_[at].number;
  }

  std::size_t size() const noexcept { return size_; }
  // Of memory.
  std::size_t bytes() const noexcept { return rests_.size() + slots_.size() * sizeof(Slot); }

 private:
  static constexpr std::size_t kKeyBytes = 16;
  static constexpr std::size_t kLeastSlots = 1024;

  struct Slot {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::uint32_t hash = 0;  // half of it
    std::uint32_t size = 0;
    std::uint32_t rest = 0;  // where the bytes behind these begin, in rests_
    std::uint32_t number = kAbsent;
  };
  static_assert(sizeof(Slot) == 32);

  // Of a string whose first bytes, and whatever follows it, can be read at once.
  static Key key_at(const char* bytes, std::string_view whole) noexcept {
    Key key{.whole = whole};
    std::memcpy(&key.first, bytes, 8);
    std::memcpy(&key.second, bytes + 8, 8);
    const Masks& masks = kMasks[whole.size() < kKeyBytes ? whole.size() : kKeyBytes];
    key.first &= masks.first;
    key.second &= masks.second;
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // odd, with well spread bits
    key.hash = (key.first ^ whole.size() * 0xD6E8FEB86659FD93U) * kSpread;
    key.hash = (key.hash ^ key.hash >> 32U ^ key.second) * kSpread;
    for (std::size_t at = kKeyBytes; at < whole.size(); ++at)
      key.hash = (key.hash ^ static_cast<unsigned char>(whole[at])) * kSpread;
    key.hash ^= key.hash >> 32U;
    return key;
  }
  static Key key_of(std::string_view whole) noexcept {
    std::array<char, kKeyBytes> bytes{};
    if (!whole.empty()) std::memcpy(bytes.data(), whole.data(), whole.size() < kKeyBytes ? whole.size() : kKeyBytes);
    return key_at(bytes.data(), whole);
  }

  // The bytes of a string of so many among the first eight, and among the next, as they lie in memory.
  struct Masks {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
  };
  static const std::array<Masks, kKeyBytes + 1> kMasks;

  bool is(const Slot& slot, const Key& key) const noexcept {
    if (slot.first != key.first || slot.second != key.second || slot.size != key.whole.size()) return false;
    return slot.size <= kKeyBytes ||
           std::memcmp(rests_.data() + slot.rest, key.whole.data() + kKeyBytes, slot.size - kKeyBytes) == 0;
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
  std::string rests_;
  std::uint32_t size_ = 0;
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
