#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/forms/compounds.h"
#include "ordagrant/forms/internal/part_trie.h"

// Room: forms. What is known of the compounds of a language; see forms/compounds.h.

namespace ordagrant::forms::internal {

// Letters; a longer word is not looked at.
inline constexpr std::size_t kLongestCompound = 64;

// What an ending belongs to.
enum class EndingOf : std::uint8_t { noun, verb, adjective, suffix };
inline constexpr std::size_t kEndingClasses = 4;

struct Ending {
  std::string letters;
  EndingOf of;
};

// The letters are numbers, as letters_of() gives them.
struct CompoundGrammar {
  // Reads compound_parts.tsv and words.tsv. Throws RequestError if `language` is not shipped, or a line
  // is not of their form.
  CompoundGrammar(std::string_view language, std::span<const WordCount> counts);

  PartTrie trie{{}};
  std::array<std::vector<Ending>, 64> endings;        // by their last letter
  std::array<std::vector<std::string>, 64> suffixes;  // the same; what an unknown first part may end in
  std::vector<std::string> onsets;                    // consonants that words begin with, two or more
  std::uint64_t links = 0;                            // linking elements of one letter, a bit each
  bool links_er = false;                              // and "er"
};

}  // namespace ordagrant::forms::internal
