#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/forms/internal/hash_index.h"

// Room: forms. Which words there are, and how often they are used, by words.tsv; see forms/lemmatiser.h.

namespace ordagrant::forms::internal {

// The words of words.tsv of a language, by their hash.
class KnownWords {
 public:
  // Throws RequestError if `language` is not shipped, or the table breaks its own format.
  explicit KnownWords(std::string_view language);

  // A word of another table, which has no frequency.
  void add(std::uint64_t hash) { bits_[bit(hash)] = true; }

  // Where a word stands among places(): a number of its own.
  std::size_t place(std::uint64_t hash) const noexcept {
    const std::uint32_t mark = mark_of(hash);
    for (std::size_t slot = first_slot(hash, mask_);; slot = (slot + 1) & mask_)
      if (slots_[slot] == 0 || (slots_[slot] & ~kFound) == mark) return slot;
  }
  std::size_t places() const noexcept { return slots_.size(); }

  // False if the word stands in no table. One bit for several words, so it may be true of others.
  bool may_be_word(std::uint64_t hash) const noexcept { return bits_[bit(hash)]; }

  // 0 if the word is not there, otherwise from 1, rare, to 9.
  int frequency(std::uint64_t hash) const noexcept { return static_cast<int>(found(hash) & kFrequency); }
  // Whether compounds begin with it: by the table, or because it is a word.
  bool begins(std::uint64_t hash) const noexcept { return found(hash) != 0; }

 private:
  static constexpr std::uint32_t kFrequency = 0xF;
  static constexpr std::uint32_t kBeginning = 0x10;
  static constexpr std::uint32_t kFound = kFrequency | kBeginning;
  static constexpr std::size_t kBits = 20;

  static std::uint32_t mark_of(std::uint64_t hash) noexcept { return static_cast<std::uint32_t>(hash) & ~kFound; }
  static std::size_t bit(std::uint64_t hash) noexcept {
    return static_cast<std::size_t>((hash * 0xD1B54A32D192ED03U) >> (64U - kBits));
  }
  std::uint32_t found(std::uint64_t hash) const noexcept { return slots_[place(hash)] & kFound; }

  // Open addressing: 27 bits of the hash, whether compounds begin with it, and the frequency; 0 where nothing is.
  std::vector<std::uint32_t> slots_;
  std::size_t mask_ = 0;
  std::vector<bool> bits_;
};

}  // namespace ordagrant::forms::internal
