#include <algorithm>
#include <unordered_map>
#include <utility>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/internal/folios.h"
#include "ordagrant/text/internal/lines.h"
#include "ordagrant/text/internal/page_edges.h"
#include "ordagrant/text/internal/page_numbers.h"

// What stands at the edge of every page. Pages end with form feeds; where there are none, with lines that
// hold a number that counts up from one to the next and cannot be text. A line is at home at an edge
// when it stands there on page after page: on three of them, and on every second from its first to its last.
// It ends no sentence, and it is a small part of its pages. At the top of the first page it is the title.

namespace ordagrant::text::internal {

namespace {

// Heads that were left in the running text without a number: lines that stand in the middle of sentences, between empty
// lines, and come back.
class Strangers {
 public:
  explicit Strangers(std::string_view text) : text_(text) {}

  void look_at(const Line& line, std::string_view words) { found_.emplace_back(hash_of(words), line); }

  std::vector<Removed> heads() {
    std::vector<Removed> removed;
    if (found_.size() < 3) return removed;
    std::unordered_map<std::uint64_t, std::size_t> counts;
    for (const auto& [key, line] : found_) ++counts[key];
    std::erase_if(counts, [](const auto& count) { return count.second < 3; });
    if (counts.empty()) return removed;
    std::unordered_map<std::uint64_t, std::vector<Line>> everywhere;
    Lines lines(text_);
    Line line;
    while (lines.next(line)) {
      const std::string_view words = trimmed(line.of(text_));
      if (words.empty() || words.size() > kLongestHead) continue;
      const std::uint64_t key = hash_of(words);
      if (counts.contains(key)) everywhere[key].push_back(line);
    }
    for (const auto& [key, places] : everywhere) {
      if (places.size() > counts[key] * 2 || has_company(key, places)) continue;
      if ((places.back().begin - places.front().begin) / (places.size() - 1) < kShortestPage) continue;
      // Its first place may be that of the title.
      const bool title = std::none_of(found_.begin(), found_.end(), [first = places.front().begin](const auto& one) {
        return one.second.begin == first;
      });
      for (std::size_t i = title ? 1 : 0; i < places.size(); ++i)
        removed.push_back({places[i], RepairKind::running_head});
    }
    std::sort(removed.begin(), removed.end(),
              [](const Removed& a, const Removed& b) { return a.line.begin < b.line.begin; });
    return removed;
  }

 private:
  // Whether another heading stands a few lines above or below each of its places: those of a form come together, while
  // a head falls anywhere.
  bool has_company(std::uint64_t key, const std::vector<Line>& places) const {
    constexpr int kNear = 12;                               // lines
    std::unordered_map<std::uint64_t, std::size_t> beside;  // how many places it has stood near, from the first on
    const auto meet = [&](const Line& line, std::size_t place) {
      const std::string_view words = trimmed(line.of(text_));
      if (words.size() > kLongestHead || letters_in(words) < 4 || !ends_like_a_head(words)) return;
      std::size_t& count = beside[hash_of(words)];
      if (count == place) ++count;
    };
    for (std::size_t place = 0; place < places.size(); ++place) {
      std::uint32_t at = places[place].next;
      for (int near = 0; near < kNear && at < text_.size(); ++near) {
        const Line line = line_at(text_, at);
        meet(line, place);
        at = line.next;
      }
      at = places[place].begin;
      for (int near = 0; near < kNear && at > 0; ++near) {
        const Line line = line_above(text_, at);
        meet(line, place);
        at = line.begin;
      }
    }
    beside.erase(key);
    return std::any_of(beside.begin(), beside.end(), [&](const auto& one) { return one.second == places.size(); });
  }

  std::string_view text_;
  std::vector<std::pair<std::uint64_t, Line>> found_;
};

// Whether it is worth cutting into tokens: a number at an end, or behind the word page.
bool may_hold_number(std::string_view words) {
  const char first = words.front();
  const char last = words.back();
  return is_ascii_digit(first) || is_ascii_digit(last) || last == ')' || last == ']' ||
         (first == '-' && words.size() < 8) || (words.size() < 12 && words.starts_with("\u2013"));
}

bool begins_like_a_head(std::string_view words) {
  const auto first = static_cast<unsigned char>(words.front());
  return (first >= 'A' && first <= 'Z') || first == 0xC3;
}

}  // namespace

std::vector<Removed> running_heads(std::string_view text) {
  if (text.find('\f') != std::string_view::npos) return heads_of_pages(text, {}, {});

  PageNumbers numbers(text);
  Strangers strangers(text);
  Lines lines(text);
  Line line;
  std::string_view above;  // the last line with words before `words`, and that one
  std::string_view words;
  Line at;
  bool blank = true;         // before `words`
  bool blank_since = false;  // and behind
  const auto look = [&](std::string_view below) {
    if (words.empty() || words.size() > kLongestHead) return;
    if (may_hold_number(words)) numbers.look_at(at, words);
    if (blank && blank_since && begins_like_a_head(words) && ends_like_a_head(words) && goes_on(above, below))
      strangers.look_at(at, words);
  };
  while (lines.next(line)) {
    const std::string_view next = trimmed(line.of(text));
    if (next.empty()) {
      blank_since = true;
      continue;
    }
    look(next);
    above = words;
    words = next;
    at = line;
    blank = blank_since;
    blank_since = false;
  }
  look({});

  std::vector<Removed> others;
  const std::vector<NumberedLine> pages = numbers.pages(others);
  if (!pages.empty()) return heads_of_pages(text, pages, std::move(others));
  return strangers.heads();
}

}  // namespace ordagrant::text::internal
