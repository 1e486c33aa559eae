#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "ordagrant/forms/internal/compound_grammar.h"

// Room: forms. How a word divides into parts; see forms/compounds.h.

namespace ordagrant::forms::internal {

// One word, read as a compound in the cheapest way: every reading is a row of parts, a part has a cost,
// and for each place the cheapest row that ends there is kept, from left to right.
class CompoundReading {
 public:
  explicit CompoundReading(const CompoundGrammar& grammar) : grammar_(grammar) {}

  // Requires: size() < kLongestCompound.
  void add(std::uint8_t letter) noexcept { letters_[size_++] = letter; }
  std::size_t size() const noexcept { return size_; }

  struct Cut {
    std::uint8_t end;
    std::uint8_t link;
  };

  // The ends of all parts but the last; none if the word is no compound. To be called once; the cuts
  // are the reading's.
  std::span<const Cut> cuts();

 private:
  static constexpr int kOutOfReach = std::numeric_limits<int>::max() / 2;

  struct Place {
    int cost = kOutOfReach;
    std::uint8_t start = 0;
    std::uint8_t link = 0;
    bool doubtful = false;  // the part is not known, or its link
  };
  // Which letters something is said of, a bit each.
  using Places = std::uint64_t;

  bool ending(EndingOf of, std::size_t at) const { return (endings_.at(static_cast<std::size_t>(of)) >> at & 1U) != 0; }

  void mark_endings();
  void walk(std::size_t from, std::size_t start, int cost, bool prefixed);
  void first(std::size_t at, std::size_t start, int cost, std::size_t link, bool doubtful = false);
  void last(std::size_t start, int cost);
  void take(const PartTrie::Node& node, std::size_t from, std::size_t at, std::size_t start, int so_far, bool prefixed);
  void mark_suffixes();
  void unknown_first();
  void unknown_last();
  int whole() const;
  bool needs_vowel(std::size_t at) const;
  PartRoles roles(std::size_t from, std::size_t to) const;
  std::size_t link_of(std::size_t from, std::size_t to) const;
  bool pronounceable(std::size_t from, std::size_t to) const;
  static int unknown(std::size_t letters);

  const CompoundGrammar& grammar_;
  std::array<std::uint8_t, kLongestCompound> letters_;
  std::size_t size_ = 0;
  std::array<Places, kEndingClasses> endings_{};      // where one begins that ends the word
  std::array<Place, kLongestCompound + 1> best_;      // the parts before a place
  std::array<Place, kLongestCompound + 1> prefixed_;  // and a prefix of the next one
  Places suffixed_ends_ = 0;                          // the last letters of suffixes
  int whole_cost_ = kOutOfReach;
  PartRoles whole_roles_ = 0;
  int split_cost_ = kOutOfReach;
  std::size_t last_start_ = 0;
  std::array<Cut, kLongestCompound> cuts_;
};

}  // namespace ordagrant::forms::internal
