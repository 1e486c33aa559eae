#include "ordagrant/text/internal/page_edges.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "ordagrant/text/internal/folios.h"

namespace ordagrant::text::internal {

namespace {

constexpr std::size_t kEdge = 6;  // lines with words that are looked at, from the edge of a page

struct EdgeLine {
  Line line;
  std::string_view words;
  std::uint32_t page = 0;
  std::uint64_t key = 0;
  std::array<Folio, 3> folios;
  std::size_t folio_count = 0;
  std::uint64_t first_part = 0;  // of a line whose parts stand apart: the fixed one may be either
  std::uint64_t last_part = 0;
  bool in_columns = false;
  bool in_cells = false;  // set apart by tabs
  bool titled = false;    // the part beside the fixed one may be a title
};

// Where a fixed part and a changing one meet: columns set apart, a stroke, a dash with spaces.
void find_parts(EdgeLine& edge) {
  constexpr std::array<std::string_view, 7> kGaps{"   ", "\t", " | ", " \u2013 ", " \u2022 ", " \u00B7 ", " - "};
  std::size_t first = std::string_view::npos;
  std::size_t last = 0;
  std::size_t columns = 0;
  for (const std::string_view gap : kGaps) {
    const std::size_t begin = edge.words.find(gap);
    if (begin == std::string_view::npos) continue;
    first = std::min(first, begin);
    last = std::max(last, edge.words.rfind(gap) + gap.size());
  }
  if (first == std::string_view::npos) return;
  const auto part = [](std::string_view words) {
    LineTokens tokens;
    return letters_in(words) >= 6 && cut(words, tokens) ? key_of(tokens) : 0;
  };
  edge.first_part = part(edge.words.substr(0, first));
  edge.last_part = part(edge.words.substr(last));
  edge.in_cells = edge.words.find('\t') != std::string_view::npos;
  edge.titled = letters_in(edge.words.substr(0, first)) >= 3 && letters_in(edge.words.substr(last)) >= 3;
  for (std::size_t at = 0; at < edge.words.size();) {
    const std::size_t gap = std::min(edge.words.find("   ", at), edge.words.find('\t', at));
    if (gap == std::string_view::npos) break;
    ++columns;
    at = std::min(edge.words.find_first_not_of(" \t", gap), edge.words.size());
  }
  edge.in_columns = columns >= 2;
}

// The edges of all pages, compared with each other.
class Pages {
 public:
  // `numbers` are the lines between the pages, where there are no form feeds; `others` are removed in any case.
  Pages(std::string_view text, const std::vector<NumberedLine>& numbers, std::vector<Removed> others)
      : text_(text), numbers_(numbers), removed_(std::move(others)) {}

  std::vector<Removed> find_heads() {
    read();
    if (numbers_.empty()) {
      find_numbers(tops_, true);
      find_numbers(bottoms_, false);
    }
    count(tops_, top_counts_);
    count(bottoms_, bottom_counts_);
    count_all();
    find_crowded();
    for (std::size_t page = 0; page < tops_.size(); ++page) strip(page);
    std::sort(removed_.begin(), removed_.end(),
              [](const Removed& a, const Removed& b) { return a.line.begin < b.line.begin; });
    const auto same = [](const Removed& a, const Removed& b) { return a.line.begin == b.line.begin; };
    removed_.erase(std::unique(removed_.begin(), removed_.end(), same), removed_.end());
    return std::move(removed_);
  }

 private:
  using Edge = std::vector<EdgeLine>;  // of one page, from its edge inwards

  struct Count {
    std::uint32_t pages = 0;
    std::uint32_t first = 0;  // page
    std::uint32_t last = 0;
    std::uint32_t run = 0;  // pages in a row, every second one counted too
    std::uint32_t longest_run = 0;
    std::uint32_t everywhere = 0;  // lines of the text
    std::uint32_t at_home = 0;     // pages from which it may be stripped
    std::uint32_t crowded = 0;     // of these, where heads would take more than a third of the lines
  };
  using Counts = std::unordered_map<std::uint64_t, Count>;

  void read() {
    std::vector<std::pair<Line, std::string_view>> page;
    auto number = numbers_.begin();
    Lines lines(text_);
    Line line;
    while (lines.next(line)) {
      const bool is_number = number != numbers_.end() && number->line.begin == line.begin;
      const std::string_view words = trimmed(line.of(text_));
      if (is_number) {
        removed_.push_back({line, number->folio.beside == 0 ? RepairKind::page_number : RepairKind::running_head});
        ++number;
        close(page);
      } else {
        if (!words.empty()) {
          ++lines_;
          if (page.size() >= 2 * kEdge) page.erase(page.begin() + kEdge);
          page.emplace_back(line, words);
        }
        if (line.end < text_.size() && text_[line.end] == '\f') close(page);
      }
    }
    close(page);
  }

  void close(std::vector<std::pair<Line, std::string_view>>& page) {
    Edge top;
    Edge bottom;
    const std::size_t size = page.size();
    // A line of a short page belongs to the edge that it is nearer to.
    for (std::size_t i = 0; i < size; ++i) {
      if (i < kEdge && i <= size - 1 - i) top.push_back(edge(page[i]));
      if (i < kEdge && i < size - 1 - i) bottom.push_back(edge(page[size - 1 - i]));
    }
    ++page_;
    if (size == 0) return;
    lines_of_.push_back(std::exchange(lines_, 0));
    tops_.push_back(std::move(top));
    bottoms_.push_back(std::move(bottom));
    ++pages_;
    page.clear();
  }

  EdgeLine edge(const std::pair<Line, std::string_view>& read) const {
    EdgeLine made;
    made.line = read.first;
    made.words = read.second;
    made.page = page_;
    LineTokens tokens;
    if (made.words.size() > kLongestHead || !cut(made.words, tokens) || tokens.size == 0) return made;
    made.key = key_of(tokens);
    made.folio_count = folios(tokens, made.folios);
    find_parts(made);
    return made;
  }

  static std::uint64_t offset_of(const Folio& folio, std::uint32_t page) {
    return static_cast<std::uint64_t>(folio.number) + 0x100000U - page + (folio.roman ? 0x1000000U : 0U);
  }

  // PageNumbers that count up with the pages: a vote for each offset between the two.
  void find_numbers(const std::vector<Edge>& edges, bool top) {
    std::unordered_map<std::uint64_t, Count> bare;
    std::unordered_map<std::uint64_t, Count> dressed;  // with the words beside it
    std::unordered_map<std::uint64_t, Count> beside_anything;
    const auto each = [&](auto&& visit) {
      for (const Edge& edge : edges)
        for (std::size_t depth = 0; depth < edge.size() && depth < 4; ++depth)
          for (std::size_t i = 0; i < edge[depth].folio_count; ++i) visit(edge[depth], edge[depth].folios.at(i), depth);
    };
    each([&](const EdgeLine& line, const Folio& folio, std::size_t depth) {
      const std::uint64_t offset = offset_of(folio, line.page);
      if (folio.beside == 0) add(bare[offset], line.page);
      if (folio.beside != 0) add(dressed[mixed(folio.beside, offset)], line.page);
      if (depth < 2) add(beside_anything[offset], line.page);
    });
    each([&](const EdgeLine& line, const Folio& folio, std::size_t depth) {
      const std::uint64_t offset = offset_of(folio, line.page);
      if (is_sure(folio)) numbered_.emplace(line.line.begin, RepairKind::page_number);
      if (folio.beside == 0 && enough(bare[offset], 3)) numbered_.emplace(line.line.begin, RepairKind::page_number);
      if (folio.beside == 0 || is_heading(line.words) || ends_sentence(line.words)) return;
      if (top && is_numbered_title(line.words)) return;
      // "Punkt 3" may well be one for each page; a head says more, or stands on most of them.
      const Count& same = dressed[mixed(folio.beside, offset)];
      if (enough(same, folio.words > 1 || folio.labelled ? 3 : 4) && (folio.words > 1 || same.pages * 2 >= pages_))
        numbered_.emplace(line.line.begin, RepairKind::running_head);
      const Count& any = beside_anything[offset];
      if (depth < 2 && any.pages >= 4 && any.pages * 3 >= pages_ * 2)
        numbered_.emplace(line.line.begin, RepairKind::running_head);
    });
  }

  static void add(Count& count, std::uint32_t page) {
    if (count.pages > 0 && count.last == page) return;
    count.run = count.pages > 0 && page - count.last <= 2 ? count.run + 1 : 1;
    count.longest_run = std::max(count.longest_run, count.run);
    if (count.pages == 0) count.first = page;
    ++count.pages;
    count.last = page;
  }

  // On three pages; on two where there are but two or three.
  bool enough(const Count& count, std::uint32_t pages) const {
    return count.pages >= pages || (pages_ <= 3 && count.pages >= 2);
  }

  static void count(const std::vector<Edge>& edges, Counts& counts) {
    for (const Edge& edge : edges)
      for (const EdgeLine& line : edge) {
        if (line.key == 0) continue;
        add(counts[line.key], line.page);
        if (line.first_part != 0) add(counts[~line.first_part], line.page);
        if (line.last_part != 0) add(counts[mixed(line.last_part, 7)], line.page);
      }
  }

  // How often a line that stands at edges stands anywhere.
  void count_all() {
    Lines lines(text_);
    Line line;
    LineTokens tokens;
    while (lines.next(line)) {
      const std::string_view words = trimmed(line.of(text_));
      if (words.empty() || words.size() > kLongestHead || !cut(words, tokens)) continue;
      const std::uint64_t key = key_of(tokens);
      for (Counts* counts : {&top_counts_, &bottom_counts_})
        if (const auto found = counts->find(key); found != counts->end()) ++found->second.everywhere;
    }
  }

  // What makes the line at `depth` of an edge a head: the count of its words, or of a part of them; null if it is none.
  Count* head(const Edge& edge, Counts& counts, std::size_t depth) const {
    const EdgeLine& line = edge[depth];
    if (line.key == 0 || pages_ < 3 || ends_sentence(line.words)) return nullptr;
    const auto most = [&](const Count& count) { return count.pages * 2 >= pages_; };
    const auto dense = [&](const Count& count) { return most(count) || count.pages * 2 > count.last - count.first; };
    Count& whole = counts.find(line.key)->second;
    // What stands inside pages too is text that happened to come to an edge: "Beslut".
    const bool at_home = whole.everywhere * 2 <= whole.pages * 3 + 1;
    if (at_home && enough(whole, 3) && dense(whole) && !line.in_cells && !opens_sentence(edge, counts, depth)) {
      if (most(whole)) return &whole;
      if (is_heading(line.words) || line.in_columns || depth >= 3) return nullptr;
      if (whole.longest_run >= 3 || whole.pages * 3 >= pages_) return &whole;
    }
    if (is_heading(line.words) || depth >= 2 || (line.in_cells && (line.in_columns || !line.titled))) return nullptr;
    const auto part = [&](std::uint64_t key) -> Count* {
      const auto place = counts.find(key);
      if (place == counts.end()) return nullptr;
      Count& count = place->second;
      if (count.pages < 3 || !dense(count)) return nullptr;
      // The same cells on every page are the head of a table.
      if (line.in_cells && whole.pages * 2 > count.pages) return nullptr;
      return most(count) || (count.longest_run >= 4 && !line.in_columns) ? &count : nullptr;
    };
    Count* found = line.first_part != 0 ? part(~line.first_part) : nullptr;
    return found == nullptr && line.last_part != 0 ? part(mixed(line.last_part, 7)) : found;
  }

  // Whether the line begins a sentence that comes back with it and ends in the line below.
  static bool opens_sentence(const Edge& edge, const Counts& counts, std::size_t depth) {
    if (depth + 1 == edge.size()) return false;
    const EdgeLine& line = edge[depth];
    const EdgeLine& inner = edge[depth + 1];  // above it, at the bottom of a page
    return inner.line.begin == line.line.next && inner.key != 0 && goes_on(line.words, inner.words) &&
           ends_sentence(inner.words) &&
           counts.find(inner.key)->second.pages * 2 >= counts.find(line.key)->second.pages;
  }

  // Visits the lines of an edge that may be stripped, from the edge inwards, as far as they are heads or numbers:
  // with the kind of a number's line, or with what makes it a head.
  template <typename Number, typename Head>
  void walk(const Edge& edge, Counts& counts, Number number, Head visit) {
    for (std::size_t depth = 0; depth < edge.size(); ++depth) {
      if (const auto found = numbered_.find(edge[depth].line.begin); found != numbered_.end()) {
        number(edge[depth], found->second);
      } else if (Count* count = head(edge, counts, depth); count != nullptr) {
        visit(edge[depth], *count);
      } else {
        break;
      }
    }
  }

  // Heads that take much of most of their pages are what these say: a form with "Ja", "Nej" and a name.
  void find_crowded() {
    for (std::size_t page = 0; page < tops_.size(); ++page) {
      std::vector<Count*> heads;
      std::size_t lines = lines_of_[page];
      const auto number = [&](const EdgeLine&, RepairKind) { --lines; };
      const auto visit = [&](const EdgeLine&, Count& count) { heads.push_back(&count); };
      walk(tops_[page], top_counts_, number, visit);
      walk(bottoms_[page], bottom_counts_, number, visit);
      for (Count* count : heads) {
        ++count->at_home;
        if (heads.size() * 3 > lines) ++count->crowded;
      }
    }
  }

  // A head that stays hides no number.
  void strip(std::size_t page) {
    const auto strip_edge = [&](const Edge& edge, Counts& counts, bool keeps_heads) {
      bool inside = false;  // of a head that is text
      const auto number = [&](const EdgeLine& line, RepairKind kind) {
        if (!inside || kind == RepairKind::page_number) removed_.push_back({line.line, kind});
      };
      const auto visit = [&](const EdgeLine& line, const Count& count) {
        inside |= count.crowded * 2 > count.at_home;
        if (!inside && !keeps_heads) removed_.push_back({line.line, RepairKind::running_head});
      };
      walk(edge, counts, number, visit);
    };
    strip_edge(tops_[page], top_counts_, page == 0);
    strip_edge(bottoms_[page], bottom_counts_, page == 0 && is_cover());
  }

  // Whether the text begins with a title page, whose title the heads repeat: it has room where others are full.
  bool is_cover() const {
    const auto lines = [&](std::size_t page) { return tops_[page].size() + bottoms_[page].size(); };
    if (lines(0) >= 2 * kEdge) return false;
    std::size_t full = 0;
    for (std::size_t page = 0; page < tops_.size(); ++page) full += lines(page) >= 2 * kEdge ? 1U : 0U;
    return full * 2 >= pages_;
  }

  std::string_view text_;
  const std::vector<NumberedLine>& numbers_;
  std::vector<Edge> tops_;             // of the pages with words on them
  std::vector<Edge> bottoms_;          //
  std::vector<std::size_t> lines_of_;  // with words, on each of them
  std::size_t lines_ = 0;              // of the page that is being read
  std::uint32_t pages_ = 0;            // how many these are
  std::uint32_t page_ = 0;             // counted from 0, empty ones too
  std::unordered_map<std::uint32_t, RepairKind> numbered_;
  Counts top_counts_;
  Counts bottom_counts_;
  std::vector<Removed> removed_;
};

}  // namespace

std::vector<Removed> heads_of_pages(std::string_view text, const std::vector<NumberedLine>& numbers,
                                    std::vector<Removed> others) {
  return Pages(text, numbers, std::move(others)).find_heads();
}

}  // namespace ordagrant::text::internal
