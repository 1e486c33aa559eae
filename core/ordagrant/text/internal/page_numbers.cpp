#include "ordagrant/text/internal/page_numbers.h"

#include <algorithm>
#include <unordered_map>

namespace ordagrant::text::internal {

namespace {

constexpr std::uint32_t kLongestPage = 15'000;  // bytes

// What the numbers of one row have in common, and one of them.
struct Kind {
  std::uint64_t beside;
  std::uint32_t total;
  std::uint32_t number;
  bool operator==(const Kind&) const = default;
};

struct KindHash {
  std::size_t operator()(const Kind& kind) const {
    return static_cast<std::size_t>(mixed(mixed(kind.beside, kind.total), kind.number));
  }
};

bool is_like_a_head(std::string_view words) {
  return !words.empty() && words.size() <= kLongestHead && ends_like_a_head(words);
}

}  // namespace

void PageNumbers::look_at(const Line& line, std::string_view words) {
  LineTokens tokens;
  if (!cut(words, tokens)) return;
  std::array<Folio, 3> found;
  const std::size_t count = folios(tokens, found);
  for (std::size_t i = 0; i < count; ++i) {
    const Folio& folio = found.at(i);
    if (folio.roman || (folio.beside != 0 && letters_in(words) < 4)) continue;
    if (is_heading(words)) continue;
    candidates_.push_back({line, folio, 1, static_cast<std::uint32_t>(candidates_.size())});
  }
}

std::vector<NumberedLine> PageNumbers::pages(std::vector<Removed>& others) {
  std::vector<NumberedLine> chosen;
  for (const NumberedLine& one : candidates_)
    if (is_sure(one.folio)) chosen.push_back(one);
  std::vector<NumberedLine> counted = rows();
  if (chosen.size() < 2) {
    chosen.insert(chosen.end(), counted.begin(), counted.end());
  } else {
    for (const NumberedLine& one : counted)
      if (one.folio.beside == 0) others.push_back({one.line, RepairKind::page_number});
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const NumberedLine& a, const NumberedLine& b) { return a.line.begin < b.line.begin; });
  const auto same = [](const NumberedLine& a, const NumberedLine& b) { return a.line.begin == b.line.begin; };
  chosen.erase(std::unique(chosen.begin(), chosen.end(), same), chosen.end());
  return chosen;
}

// Finds for each candidate the longest row of numbers that ends with it, each with the same words beside it.
void PageNumbers::link() {
  // The latest candidate of a kind with a number, and for each candidate the one of its kind before it.
  std::unordered_map<Kind, std::uint32_t, KindHash> latest;
  std::vector<std::uint32_t> earlier(candidates_.size());
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
    NumberedLine& here = candidates_[i];
    for (std::uint32_t step = 1; step <= 3 && step < here.folio.number; ++step) {
      const auto found = latest.find({here.folio.beside, here.folio.total, here.folio.number - step});
      if (found == latest.end()) continue;
      std::uint32_t j = found->second;
      for (int tries = 0; tries < 16; ++tries) {
        const std::uint32_t gap = here.line.begin - candidates_[j].line.begin;
        if (gap > kLongestPage * step) break;
        // With words of its own beside the number, a page may even be empty.
        if ((here.folio.words > 0 || gap >= kShortestPage * step) && candidates_[j].length + 1 > here.length) {
          here.length = candidates_[j].length + 1;
          here.before = j;
        }
        if (earlier[j] == j) break;
        j = earlier[j];
      }
    }
    const auto [place, fresh] = latest.try_emplace({here.folio.beside, here.folio.total, here.folio.number}, i);
    earlier[i] = fresh ? i : place->second;
    place->second = i;
  }
}

// The rows that are those of pages.
std::vector<NumberedLine> PageNumbers::rows() {
  link();
  std::vector<NumberedLine> chosen;
  std::vector<std::uint32_t> order(candidates_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t longer = candidates_[a].length;
    const std::uint32_t shorter = candidates_[b].length;
    return longer != shorter ? longer > shorter : a < b;
  });
  std::vector<bool> used(candidates_.size());
  for (const std::uint32_t end : order) {
    if (candidates_[end].length < 2) break;
    if (used[end]) continue;
    std::vector<std::uint32_t> row{end};
    while (candidates_[row.back()].before != row.back() && !used[candidates_[row.back()].before])
      row.push_back(candidates_[row.back()].before);
    for (const std::uint32_t one : row) used[one] = true;
    if (!is_row_of_pages(row)) continue;
    for (const std::uint32_t one : row) chosen.push_back(candidates_[one]);
  }
  return chosen;
}

// What counts up may be a list, the headings of chapters or a table. Pages are told by their total, by the word
// page, or since they break off sentences, which no heading does.
bool PageNumbers::is_row_of_pages(const std::vector<std::uint32_t>& row) const {
  const Folio& folio = candidates_[row.front()].folio;
  if (folio.total > 0 && (folio.labelled || folio.beside == 0)) return true;
  if (row.size() < 3) return false;
  if (folio.labelled && folio.beside == 0) return true;
  const Around above = around(row, false);
  const Around below = around(row, true);
  std::size_t interrupting = 0;
  for (std::size_t i = 0; i < row.size(); ++i) interrupting += goes_on(above.words[i], below.words[i]) ? 1U : 0U;
  if (interrupting >= 2 && interrupting * 5 >= row.size()) return true;
  // The same heads above and below them, and as long as pages are: a form asks its questions over and over
  // as well, but on one side of the number.
  const std::uint32_t length = candidates_[row.front()].line.begin - candidates_[row.back()].line.begin;
  return row.size() >= 4 && above.heads > 0 && below.heads > 0 && length / (row.size() - 1) >= 700;
}

PageNumbers::Around PageNumbers::around(const std::vector<std::uint32_t>& row, bool below) const {
  constexpr std::size_t kMostHeads = 3;
  Around found;
  std::vector<std::uint32_t> at;
  at.reserve(row.size());
  for (const std::uint32_t one : row) at.push_back(below ? candidates_[one].line.next : candidates_[one].line.begin);
  for (;;) {
    std::unordered_map<std::uint64_t, std::size_t> counts;
    found.words.clear();
    for (std::uint32_t& place : at) {
      found.words.push_back(below ? words_below(place) : words_above(place));
      if (is_like_a_head(found.words.back())) ++counts[hash_of(found.words.back())];
    }
    const bool head = std::any_of(counts.begin(), counts.end(),
                                  [&](const auto& count) { return count.second * 4 >= row.size() * 3; });
    if (!head || found.heads == kMostHeads) return found;
    ++found.heads;
  }
}

// The next line with words from the beginning of a line on, or before it; `at` moves beyond it.
std::string_view PageNumbers::words_below(std::uint32_t& at) const {
  std::string_view words;
  while (words.empty() && at < text_.size()) {
    const Line line = line_at(text_, at);
    words = trimmed(line.of(text_));
    at = line.next;
  }
  return words;
}

std::string_view PageNumbers::words_above(std::uint32_t& at) const {
  std::string_view words;
  while (words.empty() && at > 0) {
    const Line line = line_above(text_, at);
    words = trimmed(line.of(text_));
    at = line.begin;
  }
  return words;
}

}  // namespace ordagrant::text::internal
