#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Room: stance. Words and phrases of a table, found in a sentence.

namespace ordagrant::stance::internal {

// A phrase in a sentence: its words [begin, end), with all that a gap closes in.
struct Phrase {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint8_t kind = 0;  // in the kinds the table was made with
  bool gap = false;
};

// The phrases of a table of a language, `kind TAB phrase, phrase, ...`, in lower case. In a phrase a word with a
// hyphen behind it stands for all words that begin so and have at most eight bytes more, and an ellipsis for one to
// five words. Between the words of a phrase there may be a comma ("for, at").
//
// Immutable; may be used from many threads at once.
class PhraseTable {
 public:
  // Throws RequestError if `language` is not shipped, or a line of its table is not of the form above and of one of
  // `kinds`, or a phrase stands twice.
  PhraseTable(std::string_view language, std::string_view table, std::span<const std::string_view> kinds);

  // The phrases in `words`, which are in lower case, in their order; at each place the longest, and none begins
  // inside another but in a gap. O(words.size()).
  std::vector<Phrase> find(std::span<const std::string> words) const;

 private:
  struct Entry {
    std::vector<std::string> words;  // an empty one is a gap, one with a hyphen behind it a beginning
    std::uint8_t kind;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Index = std::unordered_map<std::string, std::vector<Entry>, Hash, std::equal_to<>>;

  static std::uint32_t fit(const Entry& entry, std::span<const std::string> words);
  static void longest(const std::vector<Entry>& entries, std::span<const std::string> words, std::uint32_t at,
                      Phrase& best);

  Index by_word_;
  Index by_beginning_;
  std::size_t shortest_ = 64;  // beginning, in bytes
  std::bitset<65536> starts_;  // the first two bytes of the words that phrases begin with: of most words there is none
};

}  // namespace ordagrant::stance::internal
