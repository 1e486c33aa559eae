#include "ordagrant/text/internal/web_chrome.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::text::internal {

namespace {

constexpr std::size_t kLongestLine = 300;      // bytes of a line of links
constexpr std::size_t kLongestTailLine = 200;  // of one that has some at its end
constexpr std::size_t kLongestSentence = 900;
constexpr std::size_t kMaxWords = 96;

bool is_word_byte(char one) {
  const auto byte = static_cast<unsigned char>(one);
  return (byte | 0x20U) - 'a' < 26U || (byte >= '0' && byte <= '9');
}

bool is_word(char32_t code) { return is_letter(code) || is_digit(code); }

// From the first letter or digit on.
std::string_view without_marks(std::string_view words) {
  while (!words.empty() && !is_word_byte(words.front())) {
    const Character next = character_at(words, 0);
    if (next.code >= 0x80 && is_word(next.code)) break;
    words.remove_prefix(next.size);
  }
  return words;
}

// Up to the last letter or digit.
std::string_view without_marks_behind(std::string_view words) {
  while (!words.empty() && !is_word_byte(words.back())) {
    const Character last = character_before(words, words.size());
    if (last.code >= 0x80 && is_word(last.code)) break;
    words.remove_suffix(last.size);
  }
  return words;
}

bool begins_low(std::string_view words) {
  if (words.empty()) return false;
  if (static_cast<unsigned char>(words.front()) < 0x80) return is_ascii_small(words.front());
  const char32_t first = character_at(words, 0).code;
  return is_letter(first) && !is_upper(first);
}

// A stretch of text cut into words. Kept between calls.
class Words {
 public:
  // Up to the end of `text`; of a sentence, if `one_sentence`. False if there are more than fit.
  bool cut(std::string_view text, bool one_sentence) {
    size_ = 0;
    folded_.clear();
    folded_.reserve(4 * kLongestSentence);
    for (std::size_t at = 0; at < text.size();) {
      if (is_space_byte(text[at])) {
        ++at;
        continue;
      }
      const std::size_t begin = at;
      while (at < text.size() && !is_space_byte(text[at])) ++at;
      if (size_ == kMaxWords || !add(text.substr(begin, at - begin))) return false;
      ends_.at(size_ - 1) = at;
      // A full stop ends it, unless it goes on in lower case: then it was that of an abbreviation.
      if (words_.at(size_ - 1).ends) {
        std::size_t next = at;
        while (next < text.size() && is_space_byte(text[next])) ++next;
        if (begins_low(text.substr(next)))
          words_.at(size_ - 1).ends = false;
        else if (one_sentence)
          return true;
      }
    }
    return true;
  }

  std::span<const Chrome::Word> all() const { return {words_.data(), size_}; }
  std::size_t size() const { return size_; }
  // Where word `i` ends, with the marks behind it, in the stretch.
  std::size_t end(std::size_t i) const { return ends_.at(i); }
  bool begins_fresh(std::size_t i) const { return fresh_.at(i); }  // with a capital or a number

  bool ends_inside() const {
    for (std::size_t i = 0; i + 1 < size_; ++i)
      if (words_.at(i).ends) return true;
    return false;
  }

 private:
  static bool is_space_byte(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

  bool add(std::string_view token) {
    // A Markdown link shows its words only.
    if (const std::size_t link = token.find("]("); link != std::string_view::npos) token = token.substr(0, link);
    const std::string_view from = without_marks(token);
    const std::string_view word = without_marks_behind(from);
    const std::string_view marks = from.substr(word.size());
    if (word.size() > 200 || folded_.size() + 2 * word.size() > folded_.capacity()) return false;
    const std::size_t begin = folded_.size();
    lower(word, one_);
    folded_ += one_;
    words_.at(size_) = {std::string_view(folded_).substr(begin), marks.find(':') != std::string_view::npos,
                        marks.find_first_of(".!?") != std::string_view::npos};
    fresh_.at(size_) = !word.empty() && !begins_low(word);
    ++size_;
    return true;
  }

  std::array<Chrome::Word, kMaxWords> words_;
  std::array<std::size_t, kMaxWords> ends_{};
  std::array<bool, kMaxWords> fresh_{};
  std::size_t size_ = 0;
  std::string folded_;
  std::string one_;
};

class Finder {
 public:
  Finder(std::string_view text, const Chrome& chrome) : text_(text), chrome_(chrome) {}

  WebChrome find() {
    Lines lines(text_);
    Line line;
    bool blank = true;
    while (lines.next(line)) {
      const std::string_view words = trimmed(line.of(text_));
      if (words.empty()) {
        blank = true;
        continue;
      }
      look_at(line, words, blank);
      blank = false;
      ++count_;
    }
    return decided();
  }

 private:
  enum class Found : std::uint8_t { nothing, beside_others, perhaps, part, surely };

  struct Seen {
    Line line;
    std::uint32_t number = 0;  // of the line, among those with words
    Found found = Found::nothing;
    bool blank_above = false;
    bool by_sentences = false;  // all of it sentences
  };

  void look_at(const Line& line, std::string_view words, bool blank) {
    const std::string_view start = without_marks(words);
    Seen seen{line, count_, Found::nothing, blank, false};
    if (line.begin >= taken_ && words.size() <= kLongestLine && chrome_.may_begin(start)) {
      const bool wrapped = !blank && begins_low(start) && (seen_.empty() || seen_.back().number + 1 != count_);
      if (!wrapped && words_.cut(words, false)) seen.found = of_line();
    }
    if (seen.found == Found::nothing) {
      if (look_for_sentences(words)) {
        seen.found = Found::surely;
        seen.by_sentences = true;
      } else {
        const bool in_part = !parts_.empty() && parts_.back().span.begin >= line.begin;
        if (in_part || look_for_tail(line, words)) seen.found = Found::part;
      }
    }
    if (seen.found != Found::nothing) seen_.push_back(seen);
  }

  // The line is in words_.
  Found of_line() {
    const std::span<const Chrome::Word> all = words_.all();
    if (!words_.ends_inside()) {
      const Chrome::Match match = chrome_.whole(without_leading_marks(all));
      // A link that names what it leads to; with a full stop it may be the author's.
      if (match.words > 0 && match.kind == Chrome::Kind::link && match.open && all.back().ends)
        return Found::beside_others;
      if (match.words > 0) return found_by(match.kind);
    }
    const Found row = of_row(all);
    return row == Found::nothing ? of_menu(all) : row;
  }

  static Found found_by(Chrome::Kind kind) {
    if (kind == Chrome::Kind::link) return Found::perhaps;
    return kind == Chrome::Kind::near ? Found::beside_others : Found::surely;
  }

  static std::span<const Chrome::Word> without_leading_marks(std::span<const Chrome::Word> words) {
    while (!words.empty() && words.front().word.empty()) words = words.subspan(1);
    return words;
  }

  // Phrases one behind the other, with marks and counters between them: "Dela Skriv ut 4 kommentarer".
  Found of_row(std::span<const Chrome::Word> words) const {
    std::size_t sure = 0;
    std::size_t links = 0;
    std::size_t others = 0;
    while (!words.empty()) {
      const Chrome::Match match = chrome_.phrase(words);
      if (match.words > 0) {
        const Found found = found_by(match.kind);
        ++(found == Found::perhaps ? links : found == Found::surely ? sure : others);
        words = words.subspan(match.words);
      } else if (words.front().word.empty() || (sure + links + others > 0 && is_counter(words.front().word))) {
        words = words.subspan(1);
      } else {
        return Found::nothing;
      }
    }
    if (sure > 0 || links >= 3) return Found::surely;
    if (links > 0) return Found::perhaps;
    return others > 0 ? Found::beside_others : Found::nothing;
  }

  static bool is_counter(std::string_view word) {
    return word.size() <= 4 && std::all_of(word.begin(), word.end(), is_ascii_digit);
  }

  // Short words between strokes, of which two or more are known: "Start | Om oss | Motioner | Kontakt".
  Found of_menu(std::span<const Chrome::Word> words) const {
    std::size_t items = 0;
    std::size_t known = 0;
    bool from_start = false;  // as a path to the page does: "Start / Kommun och politik / Styrdokument"
    while (!words.empty()) {
      std::size_t size = 0;
      while (size < words.size() && !words[size].word.empty()) {
        if (words[size].ends) return Found::nothing;
        ++size;
      }
      if (size > 5) return Found::nothing;
      if (size > 0) {
        ++items;
        if (chrome_.phrase(words.first(size)).words == size) {
          ++known;
          from_start = from_start || items == 1;
        }
      }
      words = words.subspan(std::min(size + 1, words.size()));
    }
    if (items < 3 || known == 0) return Found::nothing;
    if (known >= 2) return Found::surely;
    return from_start ? Found::beside_others : Found::nothing;
  }

  // Sentences of the line that are chrome, into parts_; they may go on in the lines below. True if
  // nothing else is left of the line.
  bool look_for_sentences(std::string_view words) {
    const auto first = static_cast<std::uint32_t>(words.data() - text_.data());
    const auto last = static_cast<std::uint32_t>(first + words.size());
    std::uint32_t covered = first;  // everything from the beginning of the line to here
    if (taken_ > first) {
      // Of a sentence that began above.
      const std::uint32_t end = std::min(taken_, last);
      take(first, end);
      covered = end;
    }
    std::uint32_t at = std::max(first, taken_);
    bool begins = true;  // a sentence, at `at`
    while (at < last) {
      while (at < last && text_[at] == ' ') ++at;
      if (begins && at < last && try_sentence(at, covered, last)) {
        at = taken_;
        continue;
      }
      const std::size_t end = end_of_sentence_.from(at);
      if (end >= last) break;
      at = static_cast<std::uint32_t>(end + 1);
      begins = at < last && text_[at] == ' ';
    }
    return covered >= last;
  }

  bool try_sentence(std::uint32_t at, std::uint32_t& covered, std::uint32_t last) {
    const std::string_view word = without_marks(text_.substr(at, 40));
    if (!chrome_.may_be_sentence(word) || begins_low(word)) return false;
    if (!words_.cut(paragraph(at), true) || words_.size() == 0) return false;
    const Chrome::Match match = chrome_.whole(without_leading_marks(words_.all()));
    if (match.words == 0 || match.kind != Chrome::Kind::sentence) return false;
    taken_ = static_cast<std::uint32_t>(at + words_.end(words_.size() - 1));
    const std::uint32_t end = std::min(taken_, last);
    take(at, end);
    if (trimmed(text_.substr(covered, at - covered)).empty()) covered = end;
    return true;
  }

  // From `at` to the next empty line.
  std::string_view paragraph(std::uint32_t at) const {
    const std::string_view rest = text_.substr(at, kLongestSentence);
    Lines lines(rest);
    Line line;
    std::size_t end = 0;
    while (lines.next(line)) {
      if (trimmed(line.of(rest)).empty()) break;
      end = line.end;
      if (line.end < rest.size() && rest[line.end] == '\f') break;
    }
    return rest.substr(0, end);
  }

  // Together with the space before it, or at the beginning of a line the one behind it.
  void take(std::uint32_t begin, std::uint32_t end) {
    if (begin >= end) return;
    if (!parts_.empty() && parts_.back().span.end >= begin) {
      parts_.back().span.end = end;
      return;
    }
    const auto ends_line = [](char byte) { return byte == '\n' || byte == '\r' || byte == '\f'; };
    std::uint32_t before = begin;
    while (before > 0 && text_[before - 1] == ' ') --before;
    if (before > 0 && !ends_line(text_[before - 1])) {
      begin = before;
    } else {
      while (end < text_.size() && text_[end] == ' ') ++end;
    }
    parts_.push_back({{begin, end}, RepairKind::web_chrome, ""});
  }

  // Links at the end of a line with a date or behind a stroke: "22 februari 2019 Dela".
  bool look_for_tail(const Line& line, std::string_view words) {
    if (words.size() > kLongestTailLine || line.begin < taken_) return false;
    if (!chrome_.may_end_in_tail(words) || !words_.cut(words, false)) return false;
    const std::span<const Chrome::Word> all = words_.all();
    std::size_t dated = 0;  // words up to the first number or stroke
    const auto is_date = [](const Chrome::Word& word) {
      return word.word.empty() || is_ascii_digit(word.word.front());
    };
    while (dated < all.size() && !is_date(all[dated])) ++dated;
    for (std::size_t i = dated + 1; i < all.size(); ++i) {
      if (!words_.begins_fresh(i) || all[i - 1].ends) continue;
      const Chrome::Match match = chrome_.phrase(all.subspan(i));
      if (match.words != all.size() - i || match.kind != Chrome::Kind::tail) continue;
      const auto begin = static_cast<std::uint32_t>(words.data() - text_.data());
      take(begin + static_cast<std::uint32_t>(words_.end(i - 1)), begin + static_cast<std::uint32_t>(words.size()));
      return true;
    }
    return false;
  }

  // --- What counts in the end ---------------------------------------------------------------------------

  WebChrome decided() {
    WebChrome made;
    for (std::size_t first = 0; first < seen_.size();) {
      std::size_t end = first + 1;
      while (end < seen_.size() && seen_[end].number == seen_[end - 1].number + 1) ++end;
      decide(first, end);
      first = end;
    }
    for (const Seen& one : seen_)
      if (one.found == Found::surely) made.lines.push_back({one.line, RepairKind::web_chrome});
    if (made.lines.size() == count_) return {};
    // What goes with its line is no part of one.
    auto line = made.lines.begin();
    for (const Edit& part : parts_) {
      while (line != made.lines.end() && line->line.next <= part.span.begin) ++line;
      std::uint32_t at = part.span.begin;
      auto over = line;
      for (; over != made.lines.end() && over->line.begin < part.span.end; ++over) {
        if (at < over->line.begin) add_part(made.parts, at, over->line.begin);
        at = std::max(at, over->line.end);
      }
      if (at < part.span.end) add_part(made.parts, at, part.span.end);
    }
    return made;
  }

  // Without the line ends at its own ends, which those lines keep.
  void add_part(std::vector<Edit>& parts, std::uint32_t begin, std::uint32_t end) const {
    const auto ends_line = [&](std::uint32_t at) {
      return text_[at] == '\n' || text_[at] == '\r' || text_[at] == '\f';
    };
    while (begin < end && ends_line(begin)) ++begin;
    while (begin < end && ends_line(end - 1)) --end;
    if (begin < end) parts.push_back({{begin, end}, RepairKind::web_chrome, ""});
  }

  // Neighbours decide together, blank lines between them or not.
  void decide(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      // The first line of a sentence that goes on below is none.
      Seen& one = seen_[i];
      if (one.by_sentences || one.found == Found::part) continue;
      const std::string_view below = trimmed(line_below(one.line));
      if ((i + 1 == end || seen_[i + 1].found == Found::part) && goes_on(trimmed(one.line.of(text_)), below))
        one.found = Found::nothing;
    }
    const std::span<Seen> run(seen_.data() + first, end - first);
    const auto count = [&](Found found) {
      return std::count_if(run.begin(), run.end(), [&](const Seen& one) { return one.found == found; });
    };
    const bool in_company = count(Found::surely) + count(Found::part) > 0;
    const bool menu = count(Found::perhaps) >= 3;
    const bool at_top = run.front().number == 0 && is_blank_below(run.back().line);
    const bool at_bottom = run.back().number + 1 == count_ && run.front().blank_above;
    const bool all = run.size() == count_;
    const bool links = (menu || at_top || at_bottom) && !all && count(Found::perhaps) > 0;
    for (Seen& one : run)
      if (one.found == Found::perhaps || one.found == Found::beside_others)
        one.found = in_company || links ? Found::surely : Found::nothing;
  }

  std::string_view line_below(const Line& line) const {
    if (line.end < text_.size() && text_[line.end] == '\f') return {};
    return line_at(text_, line.next).of(text_);
  }
  bool is_blank_below(const Line& line) const { return trimmed(line_below(line)).empty(); }

  std::string_view text_;
  const Chrome& chrome_;
  Words words_;
  std::vector<Seen> seen_;
  std::vector<Edit> parts_;
  NextPlace<'.', '?', '!'> end_of_sentence_{text_};
  std::uint32_t count_ = 0;  // lines with words
  std::uint32_t taken_ = 0;  // where the last sentence that was taken ends
};

}  // namespace

WebChrome web_chrome(std::string_view text, const Chrome& chrome) { return Finder(text, chrome).find(); }

}  // namespace ordagrant::text::internal
