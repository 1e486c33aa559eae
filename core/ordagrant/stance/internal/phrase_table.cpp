#include "ordagrant/stance/internal/phrase_table.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::stance::internal {

namespace {

constexpr std::string_view kGapSign = "\u2026";
constexpr std::size_t kGapWords = 5;   // that a gap closes in, at most
constexpr std::size_t kTailBytes = 8;  // behind a beginning: an ending, but no second word

bool is_beginning(const std::string& word) { return word.size() > 1 && word.back() == '-'; }

constexpr std::size_t kStartBytes = 3;
constexpr std::size_t kStarts = 4096;
constexpr std::size_t kShapes = 65536;

// A number of the first three bytes.
std::size_t start_of(std::string_view word) {
  std::size_t start = 0;
  for (std::size_t at = 0; at < kStartBytes; ++at)
    start = start * 37 + (at < word.size() ? static_cast<unsigned char>(word[at]) : 0U);
  return start;
}

// Where a word of so many bytes has its bit.
std::size_t shape_of(std::size_t start, std::size_t bytes) { return (start * 40503 + bytes * 9973) % kShapes; }

std::uint16_t two_bytes(std::string_view word) {
  const auto byte = [&](std::size_t at) { return at < word.size() ? static_cast<unsigned char>(word[at]) : 0U; };
  return static_cast<std::uint16_t>(byte(0) << 8U | byte(1));
}

// One of 64 for the first two bytes.
unsigned sign_of(std::uint16_t bytes) { return bytes * 0x9E3779B1U >> 26U; }

// Those of the word behind the first, over a comma; 0: there is none.
template <typename Word>
std::uint16_t next_bytes(std::span<const Word> words) {
  const std::size_t next = words.size() > 1 && words[1] == "," ? 2 : 1;
  return next < words.size() ? two_bytes(words[next]) : std::uint16_t{0};
}

bool agrees(const std::string& pattern, std::string_view word) {
  if (!is_beginning(pattern)) return pattern == word;
  const std::size_t size = pattern.size() - 1;
  return word.size() >= size && word.size() <= size + kTailBytes && word.compare(0, size, pattern, 0, size) == 0;
}

// How many of `words` a phrase takes; 0: it is not there. Requires: its first word fits the first of them.
template <typename Word>
std::uint32_t fit(const std::vector<std::string>& phrase, std::span<const Word> words) {
  std::size_t at = 1;
  for (std::size_t word = 1; word < phrase.size(); ++word) {
    if (phrase[word].empty()) {
      const std::size_t last = std::min(words.size(), at + kGapWords + 1);
      std::size_t next = at + 1;
      while (next < last && !agrees(phrase[word + 1], words[next])) ++next;
      if (next >= last) return 0;
      at = next;
      continue;
    }
    if (at < words.size() && words[at] == ",") ++at;
    if (at >= words.size() || !agrees(phrase[word], words[at])) return 0;
    ++at;
  }
  return static_cast<std::uint32_t>(at);
}

}  // namespace

bool PhraseTable::Opening::fits(std::string_view word) const {
  if (!is_beginning) return word == first;
  return word.size() <= first.size() + kTailBytes && word.starts_with(first);
}

// Those of all words that it fits: a short beginning may go on with any byte.
std::vector<std::size_t> PhraseTable::starts_of(const Opening& opening) {
  std::vector<std::string> words{opening.first};
  for (std::size_t at = 0; at < words.size() && opening.is_beginning; ++at)
    for (unsigned next = 0; next < 256 && words[at].size() < kStartBytes; ++next)
      words.push_back(words[at] + static_cast<char>(next));
  std::set<std::size_t> starts;
  for (const std::string& word : words) starts.insert(start_of(word));
  return {starts.begin(), starts.end()};
}

PhraseTable::PhraseTable(std::string_view language, std::string_view table, std::span<const std::string_view> kinds) {
  std::set<std::string_view> known;
  std::map<std::string, std::size_t, std::less<>> numbers;  // of the openings, as they stand in the table
  for (const std::string_view line : language::lines(language, table)) {
    const auto cells = language::cells(line);
    const auto kind = std::find(kinds.begin(), kinds.end(), cells.front());
    if (cells.size() != 2 || kind == kinds.end())
      throw RequestError(std::string(table) + " of '" + std::string(language) + "': '" + std::string(line) +
                         "' is not KIND TAB PHRASES");
    for (std::string_view phrase : language::cells(cells[1], ',')) {
      if (phrase.starts_with(' ')) phrase.remove_prefix(1);
      if (!known.insert(phrase).second)
        throw RequestError(std::string(table) + " of '" + std::string(language) + "': '" + std::string(phrase) +
                           "' stands twice");
      Entry entry{.words = {}, .kind = static_cast<std::uint8_t>(kind - kinds.begin())};
      for (const std::string_view word : language::cells(phrase, ' '))
        entry.words.emplace_back(word == kGapSign ? std::string_view{} : word);
      entry.gap = std::find(entry.words.begin(), entry.words.end(), "") != entry.words.end();
      if (entry.words.front().empty() || entry.words.back().empty())
        throw RequestError(std::string(table) + " of '" + std::string(language) + "': '" + std::string(phrase) +
                           "' does not begin and end with a word");
      entry.second = second_of(entry);
      const std::string& first = entry.words.front();
      const auto [number, is_new] = numbers.try_emplace(first, openings_.size());
      if (is_new) {
        const bool beginning = is_beginning(first);
        openings_.push_back({first.substr(0, first.size() - (beginning ? 1 : 0)), beginning, {}});
      }
      openings_[number->second].entries.push_back(std::move(entry));
    }
  }
  index();
}

void PhraseTable::index() {
  std::stable_sort(openings_.begin(), openings_.end(), [](const Opening& a, const Opening& b) {
    return a.is_beginning != b.is_beginning ? b.is_beginning : a.first.size() > b.first.size();
  });
  by_start_.resize(kStarts);
  for (std::uint32_t number = 0; number < openings_.size(); ++number) {
    Opening& opening = openings_[number];
    for (const Entry& entry : opening.entries)
      opening.seconds |= entry.second == 0 ? ~std::uint64_t{0} : std::uint64_t{1} << sign_of(entry.second);
    const std::size_t tail = opening.is_beginning ? kTailBytes : 0;
    for (const std::size_t start : starts_of(opening)) {
      for (std::size_t more = 0; more <= tail; ++more) opens_.set(shape_of(start, opening.first.size() + more));
      std::vector<std::uint32_t>& here = by_start_[start % kStarts];
      if (here.empty() || here.back() != number) here.push_back(number);
    }
  }
}

std::uint16_t PhraseTable::second_of(const Entry& entry) {
  if (entry.words.size() < 2 || entry.words[1].empty()) return 0;
  const bool beginning = is_beginning(entry.words[1]);
  return beginning && entry.words[1].size() < 3 ? std::uint16_t{0} : two_bytes(entry.words[1]);
}

template <typename Take>
void PhraseTable::each_opening(std::string_view word, Take take) const {
  const std::size_t start = start_of(word);
  if (!opens_.test(shape_of(start, word.size()))) return;
  for (const std::uint32_t number : by_start_[start % kStarts])
    if (openings_[number].fits(word)) take(number);
}

// each_opening(at, take) is to call take(number) for the openings that fit the word `at`.
template <typename Word, typename EachOpening>
std::vector<Phrase> PhraseTable::find_with(std::span<const Word> words, EachOpening each_opening) const {
  std::vector<Phrase> found;
  for (std::uint32_t at = 0; at < words.size();) {
    Phrase best{at, at, 0, false};
    each_opening(at, [&](std::uint32_t number) {
      const auto rest = words.subspan(at);
      const std::uint16_t next = next_bytes(rest);
      for (const Entry& entry : openings_[number].entries) {
        if (entry.second != 0 && entry.second != next) continue;
        if (const std::uint32_t taken = fit(entry.words, rest); taken > best.end - best.begin)
          best = {at, at + taken, entry.kind, entry.gap};
      }
    });
    if (best.end == best.begin) {
      ++at;
      continue;
    }
    found.push_back(best);
    at = best.gap ? at + 1 : best.end;
  }
  return found;
}

std::vector<Phrase> PhraseTable::find(std::span<const std::string> words) const {
  return find_with(words, [&](std::uint32_t at, auto take) { each_opening(words[at], take); });
}

void PhraseTable::learn(std::string_view word, Openings& openings) const {
  const auto begin = static_cast<std::uint32_t>(openings.numbers_.size());
  std::uint64_t seconds = 0;
  each_opening(word, [&](std::uint32_t number) {
    openings.numbers_.push_back(number);
    seconds |= openings_[number].seconds;
  });
  const auto end = static_cast<std::uint32_t>(openings.numbers_.size());
  openings.words_.push_back({seconds, begin, end});
  openings.looks_.push_back({begin < end, word == ",", static_cast<std::uint8_t>(sign_of(two_bytes(word)) & 0x3FU)});
}

std::vector<Phrase> PhraseTable::find(std::span<const std::string_view> words, std::span<const std::uint32_t> numbers,
                                      const Openings& openings) const {
  return find_with(words, [&](std::uint32_t at, auto take) {
    if (!openings.looks_[numbers[at]].opens) return;
    const Openings::Word& word = openings.words_[numbers[at]];
    if (at + 1 < numbers.size()) {
      const Openings::Look next = openings.looks_[numbers[at + 1]];
      if (!next.is_comma && (word.seconds >> next.sign & 1U) == 0) return;
    }
    for (std::uint32_t one = word.begin; one < word.end; ++one) take(openings.numbers_[one]);
  });
}

}  // namespace ordagrant::stance::internal
