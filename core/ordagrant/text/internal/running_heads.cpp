#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/lines.h"

// What stands at the edge of every page. Pages end with form feeds; where there are none, with lines that
// hold a number that counts up from one to the next and cannot be text. A line is at home at an edge
// when it stands there on page after page: on three of them, and on every second from its first to its last.
// It ends no sentence, and it is a small part of its pages. At the top of the first page it is the title.

namespace ordagrant::text::internal {

namespace {

constexpr std::size_t kLongestHead = 120;       // bytes
constexpr std::size_t kEdge = 6;                // lines with words that are looked at, from the edge of a page
constexpr std::uint32_t kShortestPage = 250;    // bytes between two page numbers in text without form feeds
constexpr std::uint32_t kLongestPage = 15'000;  //

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  seed ^= value + 0x9E3779B97F4A7C15U + (seed << 6U) + (seed >> 2U);
  return seed * 0xFF51AFD7ED558CCDU;
}

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = bytes.size();
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    hash = mixed(hash, word);
    bytes.remove_prefix(8);
  }
  for (const char byte : bytes) hash = mixed(hash, static_cast<unsigned char>(byte));
  return hash ^ (hash >> 29U);
}

// --- What a line says of its page -------------------------------------------------------------------

// A number in a line that may be that of the page.
struct Folio {
  std::uint32_t number = 0;
  std::uint32_t total = 0;   // of "3 (14)"; 0 where there is none
  bool labelled = false;     // "Sida 3", "Side 3"
  bool roman = false;        //
  std::uint64_t beside = 0;  // what else the line says, as a hash; 0 for nothing
  std::size_t words = 0;     // of what else it says
};

constexpr std::size_t kMaxTokens = 24;

struct Tokens {
  std::array<std::string_view, kMaxTokens> at;
  std::size_t size = 0;
};

// A stroke, a bullet or a row of dashes between the parts of a head, or a Markdown mark before it.
bool is_separator(std::string_view token) {
  if (token == "|" || token == "/" || token == "\u2022" || token == "\u00B7") return true;
  if (token.find_first_not_of('#') == std::string_view::npos) return true;
  while (!token.empty()) {
    if (token.front() == '-' || token.front() == '_' || token.front() == '*')
      token.remove_prefix(1);
    else if (token.starts_with("\u2013") || token.starts_with("\u2014"))
      token.remove_prefix(3);
    else
      return false;
  }
  return true;
}

// False if there are more than fit.
bool cut(std::string_view line, Tokens& tokens) {
  tokens.size = 0;
  for (std::size_t at = 0; at < line.size();) {
    while (at < line.size() && is_blank_byte(line[at])) ++at;
    const std::size_t begin = at;
    while (at < line.size() && !is_blank_byte(line[at])) ++at;
    const std::string_view token = line.substr(begin, at - begin);
    if (token.empty() || is_separator(token)) continue;
    if (tokens.size == kMaxTokens) return false;
    tokens.at.at(tokens.size++) = token;
  }
  return true;
}

// Of one to five digits; 0 for anything else.
std::uint32_t number_of(std::string_view token) {
  if (token.empty() || token.size() > 5) return 0;
  std::uint32_t number = 0;
  for (const char byte : token) {
    if (!is_ascii_digit(byte)) return 0;
    number = number * 10 + static_cast<std::uint32_t>(byte - '0');
  }
  return number;
}

std::uint32_t bracketed(std::string_view token) {
  if (token.size() < 3) return 0;
  const bool brackets = (token.front() == '(' && token.back() == ')') || (token.front() == '[' && token.back() == ']');
  return brackets ? number_of(token.substr(1, token.size() - 2)) : 0;
}

// Of i, v, x and l in lower case, below 90: the pages before the first chapter.
std::uint32_t roman_of(std::string_view token) {
  if (token.empty() || token.size() > 7) return 0;
  std::uint32_t number = 0;
  std::uint32_t before = 0;
  for (std::size_t at = token.size(); at-- > 0;) {
    std::uint32_t value = 0;
    switch (token[at]) {
      case 'i':
        value = 1;
        break;
      case 'v':
        value = 5;
        break;
      case 'x':
        value = 10;
        break;
      case 'l':
        value = 50;
        break;
      default:
        return 0;
    }
    if (value < before) {
      number -= value;
    } else {
      number += value;
      before = value;
    }
  }
  return number;
}

bool is_page_word(std::string_view token) {
  std::array<char, 8> folded{};
  if (token.size() > folded.size()) return false;
  std::transform(token.begin(), token.end(), folded.begin(),
                 [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte; });
  std::string_view word(folded.data(), token.size());
  if (word.ends_with(':')) word.remove_suffix(1);
  constexpr std::array<std::string_view, 5> kWords{"sida", "sidan", "side", "siden", "page"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// The folio whose number stands at token `at`, and the tokens [begin, end) that it takes. False if none does.
bool folio_at(const Tokens& tokens, std::size_t at, Folio& folio, std::size_t& begin, std::size_t& end) {
  std::string_view token = tokens.at.at(at);
  folio = {};
  begin = at;
  end = at + 1;
  // "-12-", "3/14", "3(14)", "3,"
  while (token.size() > 2 && token.front() == '-' && token.back() == '-') token = token.substr(1, token.size() - 2);
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(token.begin(), token.end(), is_ascii_digit) - token.begin());
  folio.number = number_of(token.substr(0, digits));
  if (folio.number == 0) return false;
  const std::string_view tail = token.substr(digits);
  if (tail.empty()) {
    const bool another = end < tokens.size;
    if (another && bracketed(tokens.at.at(end)) > 0) {
      folio.total = bracketed(tokens.at.at(end++));
    } else if (end + 1 < tokens.size && number_of(tokens.at.at(end + 1)) > 0) {
      const std::string_view word = tokens.at.at(end);
      if (word == "av" || word == "af" || word == "of") {
        folio.total = number_of(tokens.at.at(end + 1));
        end += 2;
      }
    }
  } else if (tail.front() == '/') {
    folio.total = number_of(tail.substr(1));
    if (folio.total == 0) return false;
  } else {
    folio.total = bracketed(tail);
    if (folio.total == 0) return false;
  }
  if (folio.total > 0 && folio.total < folio.number) return false;
  if (at > 0 && is_page_word(tokens.at.at(at - 1))) {
    folio.labelled = true;
    --begin;
  }
  return true;
}

// Each number of a line that may be its page's: one at its beginning, at its end, or behind the word page.
// At most three.
std::size_t folios(const Tokens& tokens, std::array<Folio, 3>& found) {
  std::size_t count = 0;
  if (tokens.size == 1) {
    if (const std::uint32_t roman = roman_of(tokens.at.front()); roman > 0) {
      found.front() = {.number = roman, .roman = true};
      return 1;
    }
  }
  for (std::size_t at = 0; at < tokens.size && count < found.size(); ++at) {
    if (!is_ascii_digit(tokens.at.at(at).front()) && tokens.at.at(at).front() != '-') continue;
    Folio folio;
    std::size_t begin = 0;
    std::size_t end = 0;
    if (!folio_at(tokens, at, folio, begin, end)) continue;
    if (begin > 0 && end < tokens.size && !folio.labelled) continue;
    for (std::size_t other = 0; other < tokens.size; ++other) {
      if (other >= begin && other < end) continue;
      folio.beside = mixed(folio.beside, hash_of(tokens.at.at(other)));
      ++folio.words;
    }
    found.at(count++) = folio;
    at = end - 1;
  }
  return count;
}

// "Sida 3 av 14" and nothing else: that is a page number wherever it stands.
bool is_sure(const Folio& folio) { return folio.labelled && folio.total > 0 && folio.beside == 0; }

std::size_t letters_in(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char byte) {
    const auto letter = static_cast<unsigned char>(byte);
    return (letter | 0x20U) - 'a' < 26U || letter >= 0xC0;
  }));
}

// The exact line, but for how wide its spaces are.
std::uint64_t key_of(const Tokens& tokens) {
  std::uint64_t key = 1;
  for (std::size_t at = 0; at < tokens.size; ++at) key = mixed(key, hash_of(tokens.at.at(at)));
  return key;
}

// A heading that begins or ends like this is no running head, however often it stands at an edge.
bool is_heading(std::string_view line) { return line.starts_with("\u00A7") || line.ends_with(':'); }

// With the mark of a sentence, and not that of an abbreviation: "m.fl.", "nr.", "2.".
bool ends_sentence(std::string_view words) {
  const char mark = words.back();
  if (mark == '!' || mark == '?') return true;
  if (mark != '.') return false;
  words.remove_suffix(1);
  const std::string_view word = words.substr(words.find_last_of(" \t") + 1);
  static constexpr std::string_view kVowels = "aeiouyAEIOUY";
  return word.find('.') == std::string_view::npos && std::any_of(word.begin(), word.end(), [](char byte) {
           return static_cast<unsigned char>(byte) >= 0xC3 || kVowels.find(byte) != std::string_view::npos;
         });
}

// "Bilaga 3", a word and a number: the title of a part, of which there may be one on each page.
bool is_numbered_title(std::string_view words) {
  const std::size_t space = words.find(' ');
  return space != std::string_view::npos && number_of(words.substr(space + 1)) > 0 && letters_in(words) > 0 &&
         !is_page_word(words.substr(0, space));
}

// Neither a sentence nor a part of one.
bool ends_like_a_head(std::string_view words) {
  const char last = words.back();
  return last != '.' && last != ',' && last != '!' && last != '?' && last != ';' && last != ':' && last != '-' &&
         words.find(". ") == std::string_view::npos;
}

// --- Lines between which the pages lie -----------------------------------------------------------------

// A line that may be the number of a page, in text without form feeds.
struct Candidate {
  Line line;
  Folio folio;
  std::uint32_t length = 1;  // of the longest row of page numbers that ends here
  std::uint32_t before = 0;  // the one before it in that row; itself where there is none
};

// Of text without form feeds.
class Numbers {
 public:
  explicit Numbers(std::string_view text) : text_(text) {}

  // The line `line`, whose words are `words`.
  void look_at(const Line& line, std::string_view words) {
    Tokens tokens;
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

  // The lines between pages, sorted, and into `others` further lines that hold nothing but a page's number: some
  // documents count twice.
  std::vector<Candidate> pages(std::vector<Removed>& others) {
    std::vector<Candidate> chosen;
    for (const Candidate& one : candidates_)
      if (is_sure(one.folio)) chosen.push_back(one);
    std::vector<Candidate> counted = rows();
    if (chosen.size() < 2) {
      chosen.insert(chosen.end(), counted.begin(), counted.end());
    } else {
      for (const Candidate& one : counted)
        if (one.folio.beside == 0) others.push_back({one.line, RepairKind::page_number});
    }
    std::sort(chosen.begin(), chosen.end(),
              [](const Candidate& a, const Candidate& b) { return a.line.begin < b.line.begin; });
    const auto same = [](const Candidate& a, const Candidate& b) { return a.line.begin == b.line.begin; };
    chosen.erase(std::unique(chosen.begin(), chosen.end(), same), chosen.end());
    return chosen;
  }

 private:
  // Rows of numbers that count up, each with the same words beside it.
  std::vector<Candidate> rows() {
    std::vector<Candidate> chosen;
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
    // The latest candidate of a kind with a number, and for each candidate the one of its kind before it.
    std::unordered_map<Kind, std::uint32_t, KindHash> latest;
    std::vector<std::uint32_t> earlier(candidates_.size());
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      Candidate& here = candidates_[i];
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
  bool is_row_of_pages(const std::vector<std::uint32_t>& row) const {
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

  // What stands on one side of the numbers of a row, behind the heads that most of them have there.
  struct Around {
    std::vector<std::string_view> words;  // of a line for each number
    std::size_t heads = 0;                // lines
  };

  Around around(const std::vector<std::uint32_t>& row, bool below) const {
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

  static bool is_like_a_head(std::string_view words) {
    return !words.empty() && words.size() <= kLongestHead && ends_like_a_head(words);
  }

  // The next line with words from the beginning of a line on, or before it; `at` moves beyond it.
  std::string_view words_below(std::uint32_t& at) const {
    std::string_view words;
    while (words.empty() && at < text_.size()) {
      const Line line = line_at(text_, at);
      words = trimmed(line.of(text_));
      at = line.next;
    }
    return words;
  }
  std::string_view words_above(std::uint32_t& at) const {
    std::string_view words;
    while (words.empty() && at > 0) {
      const std::size_t end = at - 1;
      const std::size_t before = end == 0 ? std::string_view::npos : text_.find_last_of("\n\r", end - 1);
      const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
      words = trimmed(text_.substr(begin, end - begin));
      at = static_cast<std::uint32_t>(begin);
    }
    return words;
  }

  std::string_view text_;
  std::vector<Candidate> candidates_;
};

// --- Edges of pages --------------------------------------------------------------------------------------

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
    Tokens tokens;
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

class Pages {
 public:
  // `numbers` are the lines between the pages, where there are no form feeds; `others` are removed in any case.
  Pages(std::string_view text, const std::vector<Candidate>& numbers, std::vector<Removed> others)
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
    Tokens tokens;
    if (made.words.size() > kLongestHead || !cut(made.words, tokens) || tokens.size == 0) return made;
    made.key = key_of(tokens);
    made.folio_count = folios(tokens, made.folios);
    find_parts(made);
    return made;
  }

  static std::uint64_t offset_of(const Folio& folio, std::uint32_t page) {
    return static_cast<std::uint64_t>(folio.number) + 0x100000U - page + (folio.roman ? 0x1000000U : 0U);
  }

  // Numbers that count up with the pages: a vote for each offset between the two.
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
    Tokens tokens;
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
  const std::vector<Candidate>& numbers_;
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

// --- A head that was left in the running text without a number ----------------------------------------------

// Lines that stand in the middle of sentences, between empty lines, and come back.
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
        const std::size_t end = at - 1;
        const std::size_t before = end == 0 ? std::string_view::npos : text_.find_last_of("\n\r", end - 1);
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        meet({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), at}, place);
        at = static_cast<std::uint32_t>(begin);
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
  if (text.find('\f') != std::string_view::npos) return Pages(text, {}, {}).find_heads();

  Numbers numbers(text);
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
  const std::vector<Candidate> pages = numbers.pages(others);
  if (!pages.empty()) return Pages(text, pages, std::move(others)).find_heads();
  return strangers.heads();
}

}  // namespace ordagrant::text::internal
