#include "ordagrant/stance/internal/phrase_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "nasty.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::stance::internal {
namespace {

struct Named {
  std::string_view language;
  std::string_view file;
};

constexpr std::array<Named, 8> kTables{{{"sv", "frames.tsv"},
                                        {"da", "frames.tsv"},
                                        {"sv", "domains.tsv"},
                                        {"da", "domains.tsv"},
                                        {"sv", "targets.tsv"},
                                        {"da", "targets.tsv"},
                                        {"sv", "attitudes.tsv"},
                                        {"da", "attitudes.tsv"}}};

// A phrase of a table, as it stands there.
struct Line {
  std::vector<std::string> words;
  std::uint8_t kind = 0;
};

// The kinds of a table, and its phrases, read once more.
struct Read {
  explicit Read(const Named& table) {
    for (const std::string_view line : language::lines(table.language, table.file)) {
      const auto cells = language::cells(line);
      auto kind = std::find(kinds.begin(), kinds.end(), cells[0]);
      if (kind == kinds.end()) kind = kinds.insert(kinds.end(), cells[0]);
      for (std::string_view phrase : language::cells(cells[1], ',')) {
        if (phrase.starts_with(' ')) phrase.remove_prefix(1);
        Line& made = lines.emplace_back();
        made.kind = static_cast<std::uint8_t>(kind - kinds.begin());
        for (const std::string_view word : language::cells(phrase, ' ')) made.words.emplace_back(word);
      }
    }
    // Of two that are as long, a whole word comes before a beginning and a longer beginning before a shorter one.
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return rank(a) < rank(b); });
  }

  static bool is_beginning(std::string_view word) { return word.size() > 1 && word.ends_with('-'); }

  static std::size_t rank(const Line& line) { return is_beginning(line.words[0]) ? 1000 - line.words[0].size() : 0; }

  static bool has_gap(const Line& line) {
    return std::find(line.words.begin(), line.words.end(), "\u2026") != line.words.end();
  }

  std::vector<std::string_view> kinds;
  std::vector<Line> lines;
};

// Does a word of a phrase stand for this one?
bool stands_for(std::string_view pattern, std::string_view word) {
  if (!Read::is_beginning(pattern)) return pattern == word;
  pattern.remove_suffix(1);
  return word.starts_with(pattern) && word.size() <= pattern.size() + 8;
}

// How many words a phrase takes from the first one on; 0: it is not there.
std::size_t taken(const Line& line, std::span<const std::string> words) {
  std::size_t at = 0;
  for (std::size_t word = 0; word < line.words.size(); ++word) {
    if (line.words[word] == "\u2026") {
      std::size_t closed = 1;
      while (closed <= 5 && at + closed < words.size() && !stands_for(line.words[word + 1], words[at + closed]))
        ++closed;
      if (closed > 5 || at + closed >= words.size()) return 0;
      at += closed;
    } else {
      if (word > 0 && at < words.size() && words[at] == ",") ++at;
      if (at >= words.size() || !stands_for(line.words[word], words[at])) return 0;
      ++at;
    }
  }
  return at;
}

using Found = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint8_t, bool>>;

// Every phrase of the table tried at every word.
Found tried(const Read& table, std::span<const std::string> words) {
  Found found;
  for (std::size_t at = 0; at < words.size();) {
    const Line* longest = nullptr;
    std::size_t most = 0;
    for (const Line& line : table.lines)
      if (const std::size_t here = taken(line, words.subspan(at)); here > most) {
        longest = &line;
        most = here;
      }
    if (longest != nullptr) found.emplace_back(at, at + most, longest->kind, Read::has_gap(*longest));
    at += longest == nullptr || Read::has_gap(*longest) ? 1 : most;
  }
  return found;
}

// What must hold for every text -------------------------------------------------

TEST(EveryPhraseTable, FindsWhatTryingEveryPhraseFinds) {
  Nasty nasty(191);
  for (const Named& named : kTables) {
    const Read read(named);
    const PhraseTable table(named.language, named.file, read.kinds);
    PhraseTable::Openings openings;
    std::map<std::string, std::uint32_t> known;
    for (int round = 0; round < 60; ++round) {
      std::vector<std::string> words;
      while (words.size() < 30) {
        // A phrase, or what is left of one; endings, letters beside the table and commas between.
        const Line& line = nasty.one_of(read.lines);
        for (const std::string& word : line.words) {
          if (word == "\u2026") {
            for (std::size_t other = nasty.below(7); other > 0; --other)
              words.push_back(nasty.one_of(read.lines).words[0]);
            continue;
          }
          std::string made = word;
          if (Read::is_beginning(word)) {
            made.pop_back();
            made.append(nasty.below(10), 'n');
          }
          if (nasty.below(10) == 0) made.resize(nasty.below(made.size()) + 1);
          words.push_back(made);
          if (nasty.below(8) == 0) words.emplace_back(",");
        }
        if (nasty.below(3) == 0) words.push_back(nasty.one_of(Nasty::fragments()));
      }
      Found found;
      for (const Phrase& phrase : table.find(words))
        found.emplace_back(phrase.begin, phrase.end, phrase.kind, phrase.gap);
      ASSERT_EQ(found, tried(read, words)) << named.language << ' ' << named.file;

      // The same with what is remembered of words that came before.
      std::vector<std::uint32_t> numbers;
      for (const std::string& word : words) {
        const auto [place, is_new] = known.try_emplace(word, static_cast<std::uint32_t>(openings.size()));
        if (is_new) table.learn(word, openings);
        numbers.push_back(place->second);
      }
      ASSERT_EQ(openings.size(), known.size());
      Found remembered;
      const std::vector<std::string_view> views(words.begin(), words.end());
      for (const Phrase& phrase : table.find(views, numbers, openings))
        remembered.emplace_back(phrase.begin, phrase.end, phrase.kind, phrase.gap);
      ASSERT_EQ(remembered, found) << named.language << ' ' << named.file;
      ASSERT_FALSE(found.empty());
    }
  }
}

}  // namespace
}  // namespace ordagrant::stance::internal
