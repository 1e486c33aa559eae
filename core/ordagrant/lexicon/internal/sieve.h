#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "ordagrant/lexicon/internal/string_key.h"

// Room: lexicon. Tells most of the words that a lexicon has nothing for; see lexicon/matcher.h.

namespace ordagrant::lexicon::internal {

// Of the words of a text one in eight may be something to a lexicon, with its neighbour or alone. A few bits of a word
// tell, from tables that stay in the cache, where what is remembered of the words of a language does not.
class Sieve {
 public:
  // Of a word, whatever its case; kAny for one that may have more than one.
  using Print = std::uint64_t;
  static constexpr Print kAny = 0;

  static Print print_of(const StringKey& word) noexcept { return is_plain(word) ? word.hash | 1U : kAny; }

  // All are given in lower case.
  void add_word(std::string_view word) { words_.add(print_of(StringKey(word))); }
  void add_beginning(std::string_view affix) { beginnings_.add(affix); }
  void add_end(std::string_view affix) { ends_.add(affix); }
  // The first two words of a phrase.
  void add_pair(std::string_view first, std::string_view second) {
    pairs_.add(print_of_pair(print_of(StringKey(first)), print_of(StringKey(second))));
  }

  // False only where no such word was added, and no beginning or end that it has. Requires: `print` is the word's.
  bool passes(std::string_view word, Print print) const noexcept {
    return print == kAny || words_.may_have(print) || beginnings_.may_have(word) || ends_.may_have(word);
  }
  // False only where no such pair was added.
  bool passes_pair(Print first, Print second) const noexcept {
    return first == kAny || second == kAny || pairs_.may_have(print_of_pair(first, second));
  }

 private:
  static constexpr std::uint64_t kEach = 0x0101010101010101U;
  static constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;

  static Print print_of_pair(Print first, Print second) noexcept { return (first ^ second >> 32U) * kSpread + second; }
  // Whether lower case changes none of the word's bytes but by one bit, which no hash here heeds: as in ASCII and from
  // U+00C0 to U+00FF. Whatever else is not ASCII begins with another byte than 0xC3.
  static bool is_plain(const StringKey& word) noexcept {
    const bool is_ascii = ((word.first | word.second) & 0x80 * kEach) == 0;
    if (!is_ascii && (other_letters(word.first) | other_letters(word.second)) != 0) return false;
    for (std::size_t at = StringKey::kBytes; at < word.whole.size(); ++at)
      if (const auto byte = static_cast<unsigned char>(word.whole[at]); byte >= 0xC0 && byte != 0xC3) return false;
    return true;
  }
  // The highest bit of each byte that is 0xC0 or more, and not 0xC3.
  static std::uint64_t other_letters(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t kHighest = 0x80 * kEach;
    const std::uint64_t rest = bytes ^ 0xC3 * kEach;
    return bytes & bytes << 1U & (((rest & ~kHighest) + ~kHighest) | rest) & kHighest;
  }

  // Two bits for each, which others seldom have both.
  class Prints {
   public:
    void add(Print print) {
      bits_.set(first(print));
      bits_.set(second(print));
    }
    bool may_have(Print print) const noexcept { return bits_.test(first(print)) && bits_.test(second(print)); }

   private:
    static constexpr unsigned kBits = 18;
    static std::size_t first(Print print) noexcept { return static_cast<std::size_t>(print >> (64U - kBits)); }
    static std::size_t second(Print print) noexcept {
      return static_cast<std::size_t>(print << kBits >> (64U - kBits));
    }

    std::bitset<std::size_t{1} << kBits> bits_;
  };

  // Of an affix so many bytes are looked at, or of a shorter one fewer; if one is shorter still, all words have it.
  class Affixes {
   public:
    explicit Affixes(bool at_end) : at_end_(at_end) {}

    void add(std::string_view affix) {
      if (affix.size() >= kMost) {
        bits_.set(bit_of_most(affix));
      } else if (affix.size() >= kFewest) {
        bits_.set(bit_of_fewest(affix));
        has_short_ = true;
      } else {
        has_all_ = true;
      }
    }
    bool may_have(std::string_view word) const noexcept {
      return has_all_ || (word.size() >= kMost && bits_.test(bit_of_most(word))) ||
             (has_short_ && word.size() >= kFewest && bits_.test(bit_of_fewest(word)));
    }

   private:
    static constexpr std::size_t kMost = 6;
    static constexpr std::size_t kFewest = 3;
    static constexpr unsigned kBits = 16;

    std::size_t bit_of_most(std::string_view word) const noexcept {
      const char* const bytes = word.data() + (at_end_ ? word.size() - kMost : 0);
      return bit(read<std::uint32_t>(bytes) | std::uint64_t{read<std::uint16_t>(bytes + 4)} << 32U);
    }
    std::size_t bit_of_fewest(std::string_view word) const noexcept {
      const char* const bytes = word.data() + (at_end_ ? word.size() - kFewest : 0);
      return bit(read<std::uint16_t>(bytes) | std::uint64_t{read<std::uint8_t>(bytes + 2)} << 16U);
    }
    static std::size_t bit(std::uint64_t bytes) noexcept {
      return static_cast<std::size_t>((bytes | 0x20 * kEach) * kSpread >> (64U - kBits));
    }
    template <typename Bytes>
    static Bytes read(const char* bytes) noexcept {
      Bytes value = 0;
      std::memcpy(&value, bytes, sizeof value);
      return value;
    }

    bool at_end_;
    std::bitset<std::size_t{1} << kBits> bits_;
    bool has_short_ = false;
    bool has_all_ = false;
  };

  Prints words_;
  Prints pairs_;
  Affixes beginnings_{false};
  Affixes ends_{true};
};

}  // namespace ordagrant::lexicon::internal
