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
  std::uint32_t add(std::string_view key) {
    if (2 * (keys_.size() + 1) > slots_.size()) grow();
    const std::uint64_t hash = hash_of(key);
    std::size_t slot = hash & (slots_.size() - 1);
    for (; slots_[slot].number != kAbsent; slot = (slot + 1) & (slots_.size() - 1))
      if (slots_[slot].hash == hash && key_of(slots_[slot].number) == key) return slots_[slot].number;
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
      if (slots_[slot].hash == hash && key_of(slots_[slot].number) == key) return slots_[slot].number;
    return kAbsent;
  }

  std::size_t size() const noexcept { return keys_.size(); }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = kAbsent;
  };
  struct Key {
    std::uint32_t begin;
    std::uint32_t size;
  };

  // Eight bytes at a time, multiplied by an odd number with well spread bits and folded.
  static std::uint64_t hash_of(std::string_view key) noexcept {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
    std::uint64_t hash = key.size() * kSpread;
    const char* at = key.data();
    std::size_t left = key.size();
    for (; left >= 8; left -= 8, at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, at, 8);
      hash = std::rotl((hash ^ word) * kSpread, 29);
    }
    std::uint64_t word = 0;
    if (left > 0) std::memcpy(&word, at, left);
    hash = (hash ^ word) * kSpread;
    return hash ^ hash >> 32U;
  }

  std::string_view key_of(std::uint32_t number) const noexcept {
    return std::string_view(bytes_).substr(keys_[number].begin, keys_[number].size);
  }

  void grow() {
    std::vector<Slot> slots(slots_.empty() ? 64 : 2 * slots_.size());
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
