#include "ordagrant/passages/internal/saying.h"

#include <algorithm>
#include <array>

#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

// In the order of the bits.
constexpr std::array<std::string_view, 62> kKinds{
    "say",      "that",     "move",       "call",     "states",  "according", "conjunction", "he",       "she",
    "they",     "self",     "nobody",     "role",     "body",    "document",  "source",      "title",    "preposition",
    "skip",     "announce", "resume",     "whose",    "comes",   "from",      "and",         "particle", "hail",
    "place",    "male",     "female",     "cite",     "article", "deny",      "whether",     "perfect",  "subject",
    "it",       "as",       "woman",      "man",      "add",     "to",        "of",          "within",   "when",
    "somebody", "wish",     "possessive", "reply",    "opine",   "wording",   "relative",    "may",      "term",
    "joint",    "propose",  "naming",     "socalled", "clause",  "view",      "shows",       "you"};

constexpr std::string_view kEnding = "_ending";

constexpr std::size_t kFilterBits = 65536;

// No word of the tables is longer, and no ending is looked for in one that is.
constexpr std::size_t kLongest = 96;

// Where a word has its bit in the filter: by its first and last letter, whatever their case, and its length.
std::size_t filter_bit(std::string_view word) {
  const auto first = static_cast<std::size_t>(static_cast<unsigned char>(word.front()) | 0x20U);
  const auto next = static_cast<std::size_t>(static_cast<unsigned char>(word[word.size() / 2]) | 0x20U);
  const auto last = static_cast<std::size_t>(static_cast<unsigned char>(word.back()) | 0x20U);
  return (first * 1021 + next * 61 + last * 7 + word.size() * 131) & (kFilterBits - 1);
}

// FNV-1a, whose low bits are good enough for a table that is mostly empty.
std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 2166136261U;
  for (const char letter : word) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
  return hash ^ (hash >> 15U);
}

}  // namespace

// The word in lower case, in `into`; ASCII and Latin-1 at once, all else by the character.
std::string_view SayingWords::Lower::of(std::string_view word) {
  if (word.size() > kLongest) return {};
  for (std::size_t at = 0; at < word.size(); ++at) {
    auto letter = static_cast<unsigned char>(word[at]);
    if (letter >= 'A' && letter <= 'Z') {
      letter |= 0x20U;
    } else if (letter == 0xC3 && at + 1 < word.size()) {
      const auto next = static_cast<unsigned char>(word[at + 1]);
      bytes_[at++] = static_cast<char>(letter);
      letter = next >= 0x80 && next <= 0x9E && next != 0x97 ? static_cast<unsigned char>(next + 0x20U) : next;
    } else if (letter >= 0x80 && letter != 0xE2 && letter != 0xC2) {
      text::lower(word, other_);
      return other_;
    }
    bytes_[at] = static_cast<char>(letter);
  }
  return {bytes_.data(), word.size()};
}

void SayingWords::Table::build(const std::vector<Entry>& entries) {
  filter_.assign(kFilterBits / 64, 0);
  for (const Entry& entry : entries) {
    const std::size_t bit = filter_bit(entry.word);
    filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  std::size_t size = 64;
  while (size < 2 * entries.size()) size *= 2;
  slots_.assign(size, {});
  for (const Entry& entry : entries) {
    std::size_t at = hash_of(entry.word) & (size - 1);
    while (slots_[at].kinds != 0 && slots_[at].word != entry.word) at = (at + 1) & (size - 1);
    slots_[at] = {entry.word, slots_[at].kinds | entry.kinds};
  }
}

bool SayingWords::Table::may_have(std::string_view word) const {
  if (slots_.empty() || word.empty()) return false;
  const std::size_t bit = filter_bit(word);
  return (filter_[bit / 64] >> (bit % 64) & 1U) != 0;
}

std::uint64_t SayingWords::Table::find(std::string_view word) const {
  if (slots_.empty()) return 0;
  std::size_t at = hash_of(word) & (slots_.size() - 1);
  for (; slots_[at].kinds != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].word == word) return slots_[at].kinds;
  return 0;
}

SayingWords::SayingWords(std::string_view language) {
  if (language == language::kUndetermined) return;
  std::vector<Entry> words;
  std::vector<Entry> endings;
  for (const std::string_view line : language::lines(language, "quotes.tsv")) {
    const auto cells = language::cells(line);
    std::string_view kind = cells[0];
    const bool ending = kind.ends_with(kEnding);
    if (ending) kind.remove_suffix(kEnding.size());
    const auto place = std::find(kKinds.begin(), kKinds.end(), kind);
    const std::uint64_t bit = std::uint64_t{1} << static_cast<std::uint64_t>(place - kKinds.begin());
    for (const std::string_view word : language::cells(cells[1], ' ')) {
      (ending ? endings : words).push_back({word, bit});
      if (!ending && (bit & (kConjunction | kAccording | kMove)) != 0) {
        // A word can begin with a capital as well.
        const auto first = static_cast<unsigned char>(word.front());
        const std::uint32_t length = std::uint32_t{1} << std::min<std::size_t>(word.size(), 31);
        opener_[first] |= length;
        if (first >= 'a' && first <= 'z') opener_[first & ~0x20U] |= length;
      }
      if (!ending) continue;
      longest_ending_ = std::max(longest_ending_, word.size());
      shortest_ending_ = shortest_ending_ == 0 ? word.size() : std::min(shortest_ending_, word.size());
    }
  }
  words_.build(words);
  endings_.build(endings);
}

std::uint64_t SayingWords::of(std::string_view word, Lower& lower) const {
  return words_.may_have(word) ? words_.find(lower.of(word)) : 0;
}

std::uint64_t SayingWords::with_endings(std::string_view word, Lower& lower) const {
  if (const std::uint64_t kinds = of(word, lower)) return kinds;
  if (longest_ending_ == 0 || word.size() <= shortest_ending_) return 0;
  std::string_view small;
  for (std::size_t size = std::min(longest_ending_, word.size()); size >= shortest_ending_; --size) {
    if (!endings_.may_have(word.substr(word.size() - size))) continue;
    if (small.empty()) small = lower.of(word);
    if (small.size() < size) return 0;
    if (const std::uint64_t kinds = endings_.find(small.substr(small.size() - size))) return kinds;
  }
  return 0;
}

}  // namespace ordagrant::passages::internal
