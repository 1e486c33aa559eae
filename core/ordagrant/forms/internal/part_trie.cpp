#include "ordagrant/forms/internal/part_trie.h"

#include <algorithm>
#include <array>

namespace ordagrant::forms::internal {

namespace {

// The letters beyond a to z that words of both languages are written with: the second byte of theirs in
// UTF-8, the first being 0xC3. Capitals have the same without the bit 0x20.
constexpr std::string_view kFurther = "\xA5\xA4\xB6\xA6\xB8\xA9\xA8\xBC\xA0\xAA";
constexpr std::uint8_t kAlphabet = 26;

constexpr std::array<std::uint8_t, 256> numbered() {
  std::array<std::uint8_t, 256> numbers{};
  numbers.fill(kNoLetter);
  for (std::uint8_t letter = 0; letter < kAlphabet; ++letter) {
    numbers.at('a' + letter) = letter;
    numbers.at('A' + letter) = letter;
  }
  for (std::size_t further = 0; further < kFurther.size(); ++further) {
    const auto byte = static_cast<unsigned char>(kFurther[further]);
    numbers.at(byte) = static_cast<std::uint8_t>(kAlphabet + further);
    numbers.at(byte & ~0x20U) = static_cast<std::uint8_t>(kAlphabet + further);
  }
  return numbers;
}
constexpr std::array<std::uint8_t, 256> kNumbers = numbered();

}  // namespace

Letter letter_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {kNumbers[byte], 1};
  if (byte != 0xC3 || at + 1 == text.size()) return {};
  const std::uint8_t number = kNumbers[static_cast<unsigned char>(text[at + 1])];
  if (number == kNoLetter || number < kAlphabet) return {};
  return {number, 2};
}

std::string letters_of(std::string_view word) {
  std::string letters;
  for (std::size_t at = 0; at < word.size();) {
    const Letter letter = letter_at(word, at);
    if (letter.number == kNoLetter) return {};
    letters += static_cast<char>(letter.number);
    at += letter.size;
  }
  return letters;
}

bool is_vowel(std::uint8_t letter) noexcept {
  // The further letters are all vowels.
  constexpr std::uint64_t kVowels = [] {
    std::uint64_t vowels = ((std::uint64_t{1} << kFurther.size()) - 1) << kAlphabet;
    for (const char vowel : {'a', 'e', 'i', 'o', 'u', 'y'}) vowels |= std::uint64_t{1} << number_of(vowel);
    return vowels;
  }();
  return (kVowels >> letter & 1U) != 0;
}

PartTrie::PartTrie(std::vector<Word> words) {
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.letters < b.letters; });
  struct Range {
    std::uint32_t node;
    std::uint32_t begin, end;  // words
  };
  nodes_.emplace_back();
  std::vector<Range> level{{0, 0, static_cast<std::uint32_t>(words.size())}};
  for (std::size_t depth = 0; !level.empty(); ++depth) {
    std::vector<Range> below;
    for (const auto& [node, begin, end] : level) {
      std::uint32_t at = begin;
      for (; at < end && words[at].letters.size() == depth; ++at) {
        nodes_[node].roles |= words[at].roles;
        nodes_[node].frequency = std::max(nodes_[node].frequency, words[at].frequency);
      }
      nodes_[node].first_child = static_cast<std::uint32_t>(nodes_.size());
      while (at < end) {
        const char letter = words[at].letters[depth];
        const std::uint32_t first = at;
        while (at < end && words[at].letters[depth] == letter) ++at;
        nodes_[node].letters |= std::uint64_t{1} << static_cast<unsigned char>(letter);
        below.push_back({static_cast<std::uint32_t>(nodes_.size()), first, at});
        nodes_.emplace_back();
      }
    }
    level = std::move(below);
  }
}

}  // namespace ordagrant::forms::internal
