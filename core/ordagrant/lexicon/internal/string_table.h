#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

// Room: lexicon. A set of strings that numbers its members; see lexicon/matcher.h.

namespace ordagrant::lexicon::internal {

// Numbers distinct strings from 0 in the order they come. Lookups are the matcher's innermost
// work, so keys lie in one buffer and the table is half empty and probed in line.
class StringTable {
 public:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFFU;

  // The number of `key`, which is taken in if it is new.
  std::uint32_t add(std::string_view key) { return add(key, hash_of(key)); }

  // The same with the key's hash at hand. Asking for several keys first with prepare() and then with
  // this lets the machine fetch their slots side by side, which is most of what a lookup costs.
  std::uint64_t prepare(std::string_view key) const noexcept {
    const std::uint64_t hash = hash_of(key);
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
    return hash;
  }
  std::uint32_t add(std::string_view key, std::uint64_t hash) {
    if (2 * (keys_.size() + 1) > slots_.size()) grow();
    std::size_t slot = hash & (slots_.size() - 1);
    for (; slots_[slot].number != kAbsent; slot = (slot + 1) & (slots_.size() - 1))
      if (slots_[slot].hash == hash && same(key_of(slots_[slot].number), key)) return slots_[slot].number;
    const auto number = static_cast<std::uint32_t>(keys_.size());
    slots_[slot] = {hash, number};
    keys_.push_back({static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(key.size())});
    bytes_.append(key);
    return number;
  }

  std::uint32_t find(std::string_view key) const noexcept {
    if (slots_.empty()) return kAbsent;
    const std::uint64_t hash = hash_of(key);
    for (std::size_t slot = hash & (slots_.size() - 1); slots_[slot].number != kAbsent;
         slot = (slot + 1) & (slots_.size() - 1))
      if (slots_[slot].hash == hash && same(key_of(slots_[slot].number), key)) return slots_[slot].number;
    return kAbsent;
  }

  std::size_t size() const noexcept { return keys_.size(); }
  // Of memory.
  std::size_t bytes() const noexcept {
    return bytes_.size() + keys_.size() * sizeof(Key) + slots_.size() * sizeof(Slot);
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = kAbsent;
  };
  struct Key {
    std::uint32_t begin;
    std::uint32_t size;
  };

  template <typename Word>
  static std::uint64_t load(const char* at) noexcept {
    Word word = 0;
    std::memcpy(&word, at, sizeof(word));
    return word;
  }

  // Words of a text are short: all their bytes go into one or two numbers, which overlap where the
  // size is no power of two, so that nothing is copied byte by byte.
  static std::uint64_t hash_of(std::string_view key) noexcept {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // odd, with well spread bits
    std::uint64_t hash = key.size() * kSpread;
    const auto mix = [&](std::uint64_t word) { hash = std::rotl((hash ^ word) * kSpread, 29); };
    const char* const begin = key.data();
    const std::size_t size = key.size();
    if (size >= 8) {
      for (std::size_t at = 0; at + 8 < size; at += 8) mix(load<std::uint64_t>(begin + at));
      mix(load<std::uint64_t>(begin + size - 8));
    } else if (size >= 4) {
      mix(load<std::uint32_t>(begin) << 32U | load<std::uint32_t>(begin + size - 4));
    } else if (size > 0) {
      mix(load<std::uint8_t>(begin) << 16U | load<std::uint8_t>(begin + size / 2) << 8U |
          load<std::uint8_t>(begin + size - 1));
    }
    hash *= kSpread;
    return hash ^ hash >> 32U;
  }

  // The same in bytes, compared as they are hashed.
  static bool same(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    const std::size_t size = a.size();
    if (size >= 8) {
      for (std::size_t at = 0; at + 8 < size; at += 8)
        if (load<std::uint64_t>(a.data() + at) != load<std::uint64_t>(b.data() + at)) return false;
      return load<std::uint64_t>(a.data() + size - 8) == load<std::uint64_t>(b.data() + size - 8);
    }
    for (const std::size_t at : {std::size_t{0}, size - 4})
      if (size >= 4 && load<std::uint32_t>(a.data() + at) != load<std::uint32_t>(b.data() + at)) return false;
    if (size >= 4) return true;
    for (std::size_t at = 0; at < size; ++at)
      if (a[at] != b[at]) return false;
    return true;
  }

  std::string_view key_of(std::uint32_t number) const noexcept {
    return {bytes_.data() + keys_[number].begin, keys_[number].size};
  }

  void grow() {
    std::vector<Slot> slots(slots_.empty() ? 1024 : 4 * slots_.size());
    for (const Slot& old : slots_) {
      if (old.number == kAbsent) continue;
      std::size_t slot = old.hash & (slots.size() - 1);
      while (slots[slot].number != kAbsent) slot = (slot + 1) & (slots.size() - 1);
      slots[slot] = old;
    }
    slots_ = std::move(slots);
  }

  std::vector<Slot> slots_;
  std::vector<Key> keys_;
  std::string bytes_;
};

}  // namespace ordagrant::lexicon::internal
