#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Room: forms. The words that compounds are made of, letter by letter; see forms/compounds.h.

namespace ordagrant::forms::internal {

// The letters of Swedish and Danish words, numbered from 0. 'e' with and without an accent are two.
inline constexpr std::uint8_t kNoLetter = 0xFF;

// The letter that begins at `at`, in either case, and its bytes; kNoLetter and one byte for anything else.
struct Letter {
  std::uint8_t number = kNoLetter;
  std::uint8_t size = 1;
};
Letter letter_at(std::string_view text, std::size_t at) noexcept;

// The letters of a word as their numbers; none if there is anything else in it.
std::string letters_of(std::string_view word);

// The number of a letter from a to z.
constexpr std::uint8_t number_of(char letter) { return static_cast<std::uint8_t>(letter - 'a'); }

bool is_vowel(std::uint8_t letter) noexcept;

// What is known of a word as a part. A word may be several of these.
using PartRoles = std::uint16_t;
inline constexpr PartRoles kNoun = 1U << 0U;        // begins and ends compounds, and takes endings
inline constexpr PartRoles kNounStem = 1U << 1U;    // a noun without its last vowel: skol-, arbet-
inline constexpr PartRoles kContracted = 1U << 2U;  // a noun without its last but one letter: cykl-
inline constexpr PartRoles kVerb = 1U << 3U;        // a verb without the vowel of its infinitive
inline constexpr PartRoles kAdjective = 1U << 4U;
inline constexpr PartRoles kFirst = 1U << 5U;        // begins compounds as it stands
inline constexpr PartRoles kLast = 1U << 6U;         // ends compounds as it stands
inline constexpr PartRoles kPrefix = 1U << 7U;       // begins words and is no part
inline constexpr PartRoles kJoined = 1U << 8U;       // a compound that is a part as a whole: fodbold
inline constexpr PartRoles kCounted = 1U << 9U;      // seen in texts
inline constexpr PartRoles kForm = 1U << 10U;        // and an inflected form, which begins no compound
inline constexpr PartRoles kTakesS = 1U << 11U;      // begins compounds with an s between
inline constexpr PartRoles kBeginning = 1U << 12U;   // seen in texts as the beginning of a suspended compound
inline constexpr PartRoles kClosed = 1U << 13U;      // a function word, which is no part
inline constexpr PartRoles kLikeSuffix = 1U << 14U;  // a last part that is more often a suffix: ring

// A tree of letters. A node's children lie side by side in the order of their letters, and a bit for each
// letter that has one tells which it is.
class PartTrie {
 public:
  struct Node {
    std::uint64_t letters = 0;
    std::uint32_t first_child = 0;
    PartRoles roles = 0;
    std::uint8_t frequency = 0;  // 0, or from 1 to 9 as in words.tsv
  };
  struct Word {
    std::string letters;  // numbers
    PartRoles roles;
    std::uint8_t frequency;
  };

  // A word that stands several times has all its roles.
  explicit PartTrie(std::vector<Word> words);

  const Node& root() const noexcept { return nodes_.front(); }

  // Null if there is none.
  const Node* child(const Node& node, std::uint8_t letter) const noexcept {
    const std::uint64_t bit = std::uint64_t{1} << letter;
    if ((node.letters & bit) == 0) return nullptr;
    return &nodes_[node.first_child + static_cast<std::uint32_t>(std::popcount(node.letters & (bit - 1)))];
  }

 private:
  std::vector<Node> nodes_;
};

}  // namespace ordagrant::forms::internal
