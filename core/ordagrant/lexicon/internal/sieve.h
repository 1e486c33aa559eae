#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/lexicon/internal/string_key.h"
#include "ordagrant/tokens/token.h"

// Room: lexicon. Tells most of the words that a lexicon has nothing for; see lexicon/matcher.h.

namespace ordagrant::lexicon::internal {

// Of the words of a text one in eight may be something to a lexicon, with its neighbour or alone. A few bits of a word
// tell, from tables that stay in the cache, where what is remembered of the words of a language does not. Every
// question is asked of every word, for which of them lets one through cannot be foreseen, and a branch that is wrong
// costs more.
class Sieve {
 public:
  // What is asked of a word, whatever its case. Requires: it is not empty.
  class Look {
   public:
    // Requires: `span` is a span of `text`. Called, it would give back through memory what is at once asked for.
    [[gnu::always_inline]] Look(std::string_view text, ByteSpan span) noexcept {
      const char* word = text.data() + span.begin;
      std::array<char, kAffix + StringKey::kBytes> copy;  // not set unless there is too little to read beside the word
      if (span.end < kAffix || text.size() - span.begin < StringKey::kBytes) {
        copy.fill('\0');
        word = std::copy_n(word, span.size(), copy.data() + kAffix) - span.size();
      }
      const StringKey::Halves halves = StringKey::halves_of(word, span.size());
      print = print_of({word, span.size()}, halves);
      first = halves.first | kSmall;
      // Of what stands before a shorter word, bits.
      const std::size_t before = 8 * (kAffix - std::min<std::size_t>(span.size(), kAffix));
      last = (StringKey::eight_at(word + span.size() - kAffix) >> before << before) | kSmall;
    }
    explicit Look(std::string_view word) noexcept : Look(word, {0, static_cast<std::uint32_t>(word.size())}) {}

   private:
    friend class Sieve;

    std::uint64_t print = 0;  // of lower case; kAny where that has other bytes
    std::uint64_t first = 0;  // the first kAffix bytes, of a shorter word fewer
    std::uint64_t last = 0;   // the last ones, the last of them the highest
  };

  // All are given in lower case.
  void add_word(std::string_view word) { words_.add(Look(word).print); }
  void add_beginning(std::string_view affix) { beginnings_.add(affix.size(), Look(affix).first); }
  void add_end(std::string_view affix) { ends_.add(affix.size(), Look(affix).last); }
  // The first two words of a phrase.
  void add_pair(std::string_view first, std::string_view second) {
    pairs_.add(print_of_pair(Look(first), Look(second)));
  }

  // A token that passes alone or with the next one.
  struct Passed {
    std::uint32_t token = 0;
    bool with_next = false;
  };
  // Requires: `tokens` were made from `text`.
  std::vector<Passed> sift(std::string_view text, std::span<const tokens::Token> tokens) const;

  // False only where no such word was added, and no beginning or end that it has.
  bool passes(const Look& word) const noexcept { return may_have(word) != 0; }
  // False only where no such pair was added.
  bool passes_pair(const Look& first, const Look& second) const noexcept { return may_have_pair(first, second) != 0; }

 private:
  static constexpr std::uint64_t kAny = 0;  // the print of a word that may have more than one
  static constexpr std::size_t kAffix = 8;  // so many bytes of affixes are looked at
  static constexpr std::uint64_t kEach = 0x0101010101010101U;
  static constexpr std::uint64_t kSmall = 0x20 * kEach;
  static constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;

  unsigned may_have(const Look& word) const noexcept {
    return any(word) | words_.may_have(word.print) | beginnings_.may_have(word.first) | ends_.may_have(word.last);
  }
  unsigned may_have_pair(const Look& first, const Look& second) const noexcept {
    return any(first) | any(second) | pairs_.may_have(print_of_pair(first, second));
  }
  static unsigned any(const Look& word) noexcept { return word.print == kAny ? 1 : 0; }
  static std::uint64_t print_of_pair(const Look& first, const Look& second) noexcept {
    return (first.print ^ second.print >> 32U) * kSpread + second.print;
  }

  [[gnu::always_inline]] static std::uint64_t print_of(std::string_view word,
                                                       const StringKey::Halves& halves) noexcept {
    const std::uint64_t others = other_letters(halves.first) | other_letters(halves.second);
    if (word.size() > StringKey::kBytes && !is_plain(word.substr(StringKey::kBytes))) return kAny;
    return others == 0 ? StringKey::hash_of(halves, word.size()) | 1U : kAny;
  }
  // Whether lower case changes none of the bytes but by one bit, which no print heeds: as in ASCII and from U+00C0 to
  // U+00FF. Whatever else is not ASCII begins with another byte than 0xC3.
  static bool is_plain(std::string_view bytes) noexcept {
    return std::all_of(bytes.begin(), bytes.end(), [](char at) {
      const auto byte = static_cast<unsigned char>(at);
      return byte < 0xC0 || byte == 0xC3;
    });
  }
  // The highest bit of each byte for which that does not hold.
  static std::uint64_t other_letters(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t kHighest = 0x80 * kEach;
    const std::uint64_t rest = bytes ^ 0xC3 * kEach;
    return bytes & bytes << 1U & (((rest & ~kHighest) + ~kHighest) | rest) & kHighest;
  }

  // Two bits of one number for each, which others seldom have both; there are 2^kPlaces numbers.
  template <unsigned kPlaces>
  class Prints {
   public:
    void add(std::uint64_t print) { bits_[place(print)] |= mask(print); }
    unsigned may_have(std::uint64_t print) const noexcept { return (~bits_[place(print)] & mask(print)) == 0 ? 1 : 0; }

   private:
    static std::size_t place(std::uint64_t print) noexcept { return print >> (64U - kPlaces); }
    static std::uint64_t mask(std::uint64_t print) noexcept {
      return std::uint64_t{1} << (print >> 40U & 63U) | std::uint64_t{1} << (print >> 46U & 63U);
    }

    std::array<std::uint64_t, std::size_t{1} << kPlaces> bits_{};
  };

  // By the outer five bytes of an affix a number, and in it a bit for the outer eight, or for these five where it has
  // fewer. For one that has no five there is a mark by the outer three; if it has not even these, all words have it.
  template <bool at_end>
  class Affixes {
   public:
    void add(std::size_t size, std::uint64_t bytes) {
      if (size >= kAffix)
        long_[place<5>(bytes)] |= bit_of_all(bytes);
      else if (size >= 5)
        long_[place<5>(bytes)] |= bit_of_five(bytes);
      else if (size >= 3)
        short_[place<3>(bytes)] = 1;
      else
        short_.fill(1);
    }
    unsigned may_have(std::uint64_t bytes) const noexcept {
      const std::uint64_t bits = bit_of_all(bytes) | bit_of_five(bytes);
      return ((long_[place<5>(bytes)] & bits) != 0 ? 1U : 0U) | short_[place<3>(bytes)];
    }

   private:
    static constexpr unsigned kPlaces = 10;  // as a power of two

    template <unsigned kBytes>
    static std::uint64_t spread(std::uint64_t bytes) noexcept {
      return (at_end ? bytes >> (64U - 8 * kBytes) : bytes << (64U - 8 * kBytes)) * kSpread;
    }
    template <unsigned kBytes>
    static std::size_t place(std::uint64_t bytes) noexcept {
      return spread<kBytes>(bytes) >> (64U - kPlaces);
    }
    static std::uint64_t bit_of_all(std::uint64_t bytes) noexcept {
      return std::uint64_t{1} << (spread<kAffix>(bytes) >> 58U);
    }
    static std::uint64_t bit_of_five(std::uint64_t bytes) noexcept {
      return std::uint64_t{1} << (spread<5>(bytes) >> (58U - kPlaces) & 63U);
    }

    std::array<std::uint64_t, std::size_t{1} << kPlaces> long_{};
    std::array<std::uint8_t, std::size_t{1} << kPlaces> short_{};
  };

  Prints<12> words_;
  Prints<13> pairs_;
  Affixes<false> beginnings_;
  Affixes<true> ends_;
};

inline std::vector<Sieve::Passed> Sieve::sift(std::string_view text, std::span<const tokens::Token> tokens) const {
  std::vector<Passed> passed(tokens.size());
  if (tokens.empty()) return passed;
  // Nothing hangs on what passes but where the next one is written.
  std::size_t count = 0;
  Look here(text, tokens.front().span);
  for (std::size_t next = 1; next < tokens.size(); ++next) {
    const Look there(text, tokens[next].span);
    const unsigned with_next = may_have_pair(here, there);
    passed[count] = {static_cast<std::uint32_t>(next - 1), with_next != 0};
    count += may_have(here) | with_next;
    here = there;
  }
  passed[count] = {static_cast<std::uint32_t>(tokens.size() - 1), false};
  passed.resize(count + may_have(here));
  return passed;
}

}  // namespace ordagrant::lexicon::internal
