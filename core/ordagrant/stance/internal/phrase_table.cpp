#include "ordagrant/stance/internal/phrase_table.h"

#include <algorithm>
#include <set>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::stance::internal {

namespace {

constexpr std::string_view kGapSign = "\u2026";
constexpr std::size_t kGapWords = 5;   // that a gap closes in, at most
constexpr std::size_t kTailBytes = 8;  // behind a beginning: an ending, but no second word

bool is_beginning(const std::string& word) { return word.size() > 1 && word.back() == '-'; }

// The first two bytes of a word, as a number.
std::size_t start_of(std::string_view word) {
  const auto byte = [&](std::size_t at) { return at < word.size() ? static_cast<unsigned char>(word[at]) : 0U; };
  return byte(0) * 256U + byte(1);
}

bool agrees(const std::string& pattern, const std::string& word) {
  if (!is_beginning(pattern)) return pattern == word;
  const std::size_t size = pattern.size() - 1;
  return word.size() >= size && word.size() <= size + kTailBytes && word.compare(0, size, pattern, 0, size) == 0;
}

}  // namespace

PhraseTable::PhraseTable(std::string_view language, std::string_view table, std::span<const std::string_view> kinds) {
  std::set<std::string_view> known;
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
      Entry entry{{}, static_cast<std::uint8_t>(kind - kinds.begin())};
      for (const std::string_view word : language::cells(phrase, ' '))
        entry.words.emplace_back(word == kGapSign ? std::string_view{} : word);
      if (entry.words.front().empty() || entry.words.back().empty())
        throw RequestError(std::string(table) + " of '" + std::string(language) + "': '" + std::string(phrase) +
                           "' does not begin and end with a word");
      std::string first = entry.words.front();
      const bool beginning = is_beginning(first);
      if (beginning) first.pop_back();
      if (beginning) shortest_ = std::min(shortest_, first.size());
      starts_.set(start_of(first));
      // What begins with a single byte may go on with any.
      for (std::size_t next = 0; beginning && first.size() == 1 && next < 256; ++next)
        starts_.set(start_of(first) + next);
      (beginning ? by_beginning_ : by_word_)[first].push_back(std::move(entry));
    }
  }
}

std::uint32_t PhraseTable::fit(const Entry& entry, std::span<const std::string> words) {
  std::size_t at = 0;
  for (std::size_t word = 0; word < entry.words.size(); ++word) {
    if (entry.words[word].empty()) {
      const std::size_t last = std::min(words.size(), at + kGapWords + 1);
      std::size_t next = at + 1;
      while (next < last && !agrees(entry.words[word + 1], words[next])) ++next;
      if (next >= last) return 0;
      at = next;
      continue;
    }
    if (word > 0 && at < words.size() && words[at] == ",") ++at;
    if (at >= words.size() || !agrees(entry.words[word], words[at])) return 0;
    ++at;
  }
  return static_cast<std::uint32_t>(at);
}

void PhraseTable::longest(const std::vector<Entry>& entries, std::span<const std::string> words, std::uint32_t at,
                          Phrase& best) {
  for (const Entry& entry : entries) {
    const std::uint32_t taken = fit(entry, words);
    if (taken <= best.end - best.begin) continue;
    const bool gap = std::find(entry.words.begin(), entry.words.end(), "") != entry.words.end();
    best = {at, at + taken, entry.kind, gap};
  }
}

std::vector<Phrase> PhraseTable::find(std::span<const std::string> words) const {
  std::vector<Phrase> found;
  for (std::uint32_t at = 0; at < words.size();) {
    if (!starts_.test(start_of(words[at]))) {
      ++at;
      continue;
    }
    const auto rest = words.subspan(at);
    Phrase best{at, at, 0, false};
    if (const auto entries = by_word_.find(words[at]); entries != by_word_.end())
      longest(entries->second, rest, at, best);
    std::string_view beginning = words[at];
    for (std::size_t tail = 0; tail <= kTailBytes && beginning.size() >= shortest_; ++tail, beginning.remove_suffix(1))
      if (const auto entries = by_beginning_.find(beginning); entries != by_beginning_.end())
        longest(entries->second, rest, at, best);
    if (best.end == best.begin) {
      ++at;
      continue;
    }
    found.push_back(best);
    at = best.gap ? at + 1 : best.end;
  }
  return found;
}

}  // namespace ordagrant::stance::internal
