#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ordagrant/passages/internal/fact_word.h"

// Room: passages. The words by which facts are known; see language/data/README.md, facts.tsv.

namespace ordagrant::passages::internal {

// facts.tsv of one language, or nothing of "und" but what every language writes alike (%).
//
// Immutable; may be used from many threads at once.
class FactWords {
 public:
  // Requires: `language` is shipped or "und".
  explicit FactWords(std::string_view language);

  // May a fact be found from this word on? False is sure; true is to be asked again of find(). Not empty.
  bool may_begin(std::string_view word) const noexcept {
    const std::uint32_t bytes = first_bytes(word);
    return listed_[key(bytes, word.size())] || numbers_[key(bytes, 0)];
  }
  // The same of numbers alone.
  bool may_be_number(std::string_view word) const noexcept { return numbers_[key(first_bytes(word), 0)]; }

  // By the word in lower case. Unknown words give a KnownWord without classes.
  const KnownWord& find(const std::string& lower) const;

  // Of "tolv", "tjugotv\u00E5", "femogtyve", "tv\u00E5hundratjugo".
  std::optional<double> number(std::string_view lower) const;

  // Does a word in lower case end (of label: begin) with one of them?
  bool has(FactAffix affix, std::string_view lower) const;

 private:
  static constexpr std::size_t kKeys = 1U << 14U;

  // The first three, ASCII letters and those of Latin-1 in lower case.
  static std::uint32_t first_bytes(std::string_view word) noexcept {
    std::uint32_t bytes = 0;
    for (std::size_t at = 0; at < 3; ++at)
      bytes = bytes << 8U | (static_cast<unsigned char>(at < word.size() ? word[at] : ' ') | 0x20U);
    return bytes;
  }
  static std::size_t key(std::uint32_t bytes, std::size_t size) noexcept {
    return ((bytes + (static_cast<std::uint32_t>(size) << 24U)) * 2654435761U) >> 18U;
  }
  std::optional<double> below_hundred(std::string_view word) const;
  std::optional<double> below_thousand(std::string_view word) const;

  std::unordered_map<std::string, KnownWord> words_;
  std::array<std::vector<std::string>, kFactAffixes> affixes_;
  std::vector<std::pair<std::string, double>> small_;  // 2 to 19 and 1, the longest first
  std::vector<std::pair<std::string, double>> tens_;
  std::vector<std::string> hundreds_;
  std::vector<std::string> thousands_;
  std::string linking_;
  std::bitset<kKeys> listed_;   // words that a fact may be found from, by their first bytes and length
  std::bitset<kKeys> numbers_;  // how number words begin
};

}  // namespace ordagrant::passages::internal
