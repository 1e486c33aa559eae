#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/clusters/text.h"
#include "ordagrant/counts/matrix.h"
#include "ordagrant/counts/word_features.h"
#include "ordagrant/tokens/tokeniser.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.

namespace ordagrant::clusters::internal {

inline constexpr std::uint32_t kNone = 0xFFFFFFFFU;

// Texts read once: which are the same, and the words of one of each. Everything here is in an order that the contents
// give, not the caller.
class Collection {
 public:
  Collection(std::span<const Text> texts, unsigned threads);

  // Texts that are equal, or nearly, are one item. The number of a text's item; kNone if it has no words.
  const std::vector<std::uint32_t>& items() const noexcept { return items_; }
  std::size_t size() const noexcept { return first_.size(); }

  // Of an item: the text that speaks for it, its words, how many texts it is, and a number by which a sample is drawn.
  std::uint32_t first(std::size_t item) const { return first_[item]; }
  std::span<const std::uint32_t> words(std::size_t item) const {
    return std::span(words_).subspan(begins_[item], begins_[item + 1] - begins_[item]);
  }
  std::uint32_t texts(std::size_t item) const { return texts_[item]; }
  std::uint64_t hash(std::size_t item) const { return hashes_[item]; }
  // The language whose tables its words were read by.
  std::string_view language(std::size_t item) const { return languages_[item]; }

  // A word that has a capital inside a sentence and is nowhere written without one: of a person, a place, an office.
  bool is_name(std::uint32_t word) const { return is_capital_[word] && !is_small_[word]; }

  const counts::WordFeatures& features() const noexcept { return features_; }

  // So many of the items, or all of them if they are fewer, by their hashes and the seed; ascending.
  std::vector<std::uint32_t> sample(std::size_t most, std::uint64_t seed) const;

 private:
  void read(std::string_view text, std::string_view language, const tokens::Tokeniser& tokeniser);

  counts::WordFeatures features_;
  std::vector<bool> is_capital_;  // of a word: inside a sentence
  std::vector<bool> is_small_;
  std::vector<std::uint32_t> items_;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> texts_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::string_view> languages_;
  std::vector<std::uint64_t> begins_{0};
  std::vector<std::uint32_t> words_;
};

// A text as it is compared: lower case, a zero for each run of digits, a space for each run of anything else that is
// not a letter. Empty if there is neither letter nor digit.
std::string comparable(std::string_view text);

}  // namespace ordagrant::clusters::internal
