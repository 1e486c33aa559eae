#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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

  // What phrases of a table begin with words, kept from one sentence to the next: texts say most of their words again
  // and again. It changes no result. Not for two threads at once, nor for two tables.
  class Openings {
   public:
    // Words that it knows, numbered from 0.
    std::size_t size() const noexcept { return words_.size(); }
    std::size_t bytes() const noexcept {
      return words_.size() * (sizeof(Word) + sizeof(Look)) + numbers_.size() * sizeof(std::uint32_t);
    }

   private:
    friend class PhraseTable;
    struct Word {
      std::uint64_t seconds = 0;  // of its openings
      std::uint32_t begin = 0;    // in numbers_
      std::uint32_t end = 0;
    };
    // What is asked of every word, side by side so that it stays in the cache.
    struct Look {
      bool opens : 1;
      bool is_comma : 1;
      std::uint8_t sign : 6;  // as a second word
    };
    static_assert(sizeof(Look) == 1);
    // Both by number.
    std::vector<Look> looks_;
    std::vector<Word> words_;
    std::vector<std::uint32_t> numbers_;  // of openings
  };

  // Takes in a word, which is the next by number.
  void learn(std::string_view word, Openings& openings) const;

  // As the other find(). Requires: `numbers` are those of `words` in `openings`.
  std::vector<Phrase> find(std::span<const std::string_view> words, std::span<const std::uint32_t> numbers,
                           const Openings& openings) const;

 private:
  struct Entry {
    std::vector<std::string> words;  // an empty one is a gap, one with a hyphen behind it a beginning
    std::uint16_t second = 0;        // the first two bytes of its second word; 0: more than one pair of bytes fits
    std::uint8_t kind = 0;
    bool gap = false;
  };
  // The phrases that begin with the same word, or with words that begin the same.
  struct Opening {
    std::string first;
    bool is_beginning = false;
    std::vector<Entry> entries;
    std::uint64_t seconds = 0;  // a bit for the sign of each second word; all, if any word may follow, or none

    bool fits(std::string_view word) const;
  };
  static std::vector<std::size_t> starts_of(const Opening& opening);
  static std::uint16_t second_of(const Entry& entry);
  // Calls take(number) for the openings that fit a word.
  template <typename Take>
  void each_opening(std::string_view word, Take take) const;
  template <typename Word, typename EachOpening>
  std::vector<Phrase> find_with(std::span<const Word> words, EachOpening each_opening) const;
  void index();

  std::vector<Opening> openings_;
  // By the first three bytes, hashed: a word, then beginnings, the longer ones first.
  std::vector<std::vector<std::uint32_t>> by_start_;
  // By the first three bytes and the length, hashed: may a word open anything? Most do not, which is found out here.
  std::bitset<65536> opens_;
};

}  // namespace ordagrant::stance::internal
