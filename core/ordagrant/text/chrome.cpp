#include "ordagrant/text/chrome.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "ordagrant/base/error.h"
#include "ordagrant/text/ascii.h"

namespace ordagrant::text {

namespace {

constexpr std::string_view kGap = "\u2026";  // one word or more
constexpr std::size_t kWidestGap = 8;        // words, unless the phrase ends with it
constexpr std::string_view kNumber = "#";
constexpr std::array<std::string_view, 5> kKinds{"line", "link", "near", "sentence", "tail"};

bool is_number(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), is_ascii_digit); }

bool fits(std::string_view wanted, const Chrome::Word& word) {
  if (wanted == kNumber) return is_number(word.word);
  if (!wanted.ends_with(':')) return wanted == word.word;
  return word.colon && wanted.substr(0, wanted.size() - 1) == word.word;
}

// What two texts have in common that begin with the same `size` letters; numbers are alike, and so is what parts words.
struct Key {
  std::size_t bits = 0;
  bool complete = false;  // there were as many
};

constexpr std::size_t kShort = 6;
constexpr std::size_t kLong = 12;

Key key(std::string_view text, std::size_t size) noexcept {
  std::uint64_t hash = 0;
  std::size_t count = 0;
  std::uint32_t before = ' ';
  for (std::size_t at = 0; at < text.size() && count < size; ++at) {
    std::uint32_t byte = static_cast<unsigned char>(text[at]);
    if ((byte | 0x20U) - 'a' < 26U) {
      byte |= 0x20U;
    } else if (byte >= 0x80) {
      if (before == 0xC3 && byte <= 0x9E) byte |= 0x20U;
    } else {
      byte = byte >= '0' && byte <= '9' ? U'0' : U' ';
      if (byte == ' ' && size == kShort) break;  // one word says enough
      if (byte == before) continue;
    }
    hash = (hash ^ byte) * 0x9E3779B97F4A7C15U;
    before = byte;
    ++count;
  }
  // A word that ends here is another than one that goes on.
  if (count < size) hash = (hash ^ ' ') * 0x9E3779B97F4A7C15U;
  return {static_cast<std::size_t>(hash >> 40U), count == size};
}

// Whether `wanted` is all of `words`, marks that stand alone aside. A gap takes as few words as it can.
bool is_all(std::span<const std::string_view> wanted, std::span<const Chrome::Word> words) {
  while (!words.empty() && words.front().word.empty()) words = words.subspan(1);
  if (wanted.empty()) return words.empty();
  if (words.empty()) return false;
  if (wanted.front() != kGap) return fits(wanted.front(), words.front()) && is_all(wanted.subspan(1), words.subspan(1));
  if (wanted.size() == 1) return true;
  for (std::size_t taken = 1; taken <= kWidestGap && taken < words.size(); ++taken)
    if (is_all(wanted.subspan(1), words.subspan(taken))) return true;
  return false;
}

constexpr std::size_t kTail = 5;  // bytes by which tails are told from the ends of other lines

// Of the last bytes, in lower case, nearly: the same for all cases of a letter. Requires: there are as many.
std::size_t tail_key(std::string_view text) noexcept {
  std::uint64_t hash = 0;
  for (const char byte : text.substr(text.size() - kTail))
    hash = (hash ^ (static_cast<unsigned char>(byte) | 0x20U)) * 0x9E3779B97F4A7C15U;
  return static_cast<std::size_t>(hash >> 48U);
}

}  // namespace

Chrome::Chrome(std::span<const std::string_view> lines) {
  for (const std::string_view line : lines) {
    const std::size_t tab = line.find('\t');
    const std::string_view name = line.substr(0, tab);
    Phrase phrase{};
    const auto kind = std::find(kKinds.begin(), kKinds.end(), name);
    if (kind == kKinds.end())
      throw RequestError("chrome.tsv: '" + std::string(line) +
                         "' begins with none of: line, link, near, sentence, tail");
    phrase.kind = static_cast<Kind>(kind - kKinds.begin());
    std::string_view words = tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      if (end > 0) phrase.words.push_back(words.substr(0, end));
      words.remove_prefix(std::min(end + 1, words.size()));
    }
    if (phrase.words.empty() || phrase.words.front() == kGap)
      throw RequestError("chrome.tsv: '" + std::string(line) + "' has no first word");

    phrase.open = std::find(phrase.words.begin(), phrase.words.end(), kGap) != phrase.words.end();
    std::string_view first = phrase.words.front();
    if (first.ends_with(':')) first.remove_suffix(1);
    const std::string_view all = line.substr(tab + 1);
    if (first == kNumber)
      for (const std::string_view digit : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) lines_.add(digit);
    else
      lines_.add(all);
    if (phrase.kind == Kind::sentence) sentences_.add(all);
    if (phrase.kind == Kind::tail && !phrase.open) {
      if (all.size() < kTail) throw RequestError("chrome.tsv: '" + std::string(line) + "' is too short for a tail");
      tails_.set(tail_key(all));
    }
    phrases_[first].push_back(std::move(phrase));
  }
}

void Chrome::Beginnings::add(std::string_view phrase) {
  // Behind a word of one letter, and a number, anything may stand.
  const bool one = phrase.size() < 2 || phrase[1] == ' ' || (phrase[0] >= '0' && phrase[0] <= '9');
  for (int second = 0; second < 256; ++second)
    if (one || static_cast<char>(second) == phrase[1]) pairs_.set(pair(phrase[0], static_cast<char>(second)));
  const std::size_t first = key(phrase, kShort).bits & (kKeys - 1);
  first_.set(first);
  const std::size_t gap = std::min(phrase.find(kGap), phrase.find(kNumber));
  const Key all = key(phrase.substr(0, gap), kLong);
  if (all.complete)
    long_.set(all.bits & (kKeys - 1));
  else
    whole_.set(first);
}

bool Chrome::Beginnings::is_known(std::string_view text) const noexcept {
  const std::size_t first = key(text, kShort).bits & (kKeys - 1);
  if (!first_.test(first)) return false;
  return whole_.test(first) || long_.test(key(text, kLong).bits & (kKeys - 1));
}

bool Chrome::may_end_in_tail(std::string_view text) const noexcept {
  // Past the marks behind the last word.
  const auto is_mark = [](char one) {
    const auto byte = static_cast<unsigned char>(one);
    return byte < 0x80 && (byte | 0x20U) - 'a' >= 26U;
  };
  while (!text.empty() && is_mark(text.back())) text.remove_suffix(1);
  return text.size() >= kTail && tails_.test(tail_key(text));
}

const std::vector<Chrome::Phrase>* Chrome::beginning_with(const Word& word) const {
  const auto found = phrases_.find(is_number(word.word) ? kNumber : word.word);
  return found == phrases_.end() ? nullptr : &found->second;
}

Chrome::Match Chrome::phrase(std::span<const Word> words) const {
  Match longest;
  if (words.empty()) return longest;
  const std::vector<Phrase>* phrases = beginning_with(words.front());
  if (phrases == nullptr) return longest;
  for (const Phrase& phrase : *phrases) {
    if (phrase.open || phrase.words.size() > words.size() || phrase.words.size() <= longest.words) continue;
    if (std::equal(phrase.words.begin(), phrase.words.end(), words.begin(), fits))
      longest = {phrase.words.size(), phrase.kind, false};
  }
  return longest;
}

Chrome::Match Chrome::whole(std::span<const Word> words) const {
  if (words.empty()) return {};
  const std::vector<Phrase>* phrases = beginning_with(words.front());
  if (phrases == nullptr) return {};
  Match found;
  for (const Phrase& phrase : *phrases) {
    if (!is_all(phrase.words, words)) continue;
    // Where two fit, the one that asks for less around it.
    if (found.words == 0 || found.kind == Kind::link || found.kind == Kind::near)
      found = {words.size(), phrase.kind, phrase.open};
  }
  return found;
}

}  // namespace ordagrant::text
