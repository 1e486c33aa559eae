#include "ordagrant/passages/internal/looker.h"

#include <algorithm>

#include "ordagrant/passages/internal/dates.h"
#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/passages/internal/spaces.h"
#include "ordagrant/text/ascii.h"

namespace ordagrant::passages::internal {

namespace {

// Longer lines are prose, whatever they begin with; but for those that begin with a mark.
constexpr std::size_t kShortBytes = 200;
// A line of at least so many bytes can hold two sentences with a gap between them.
constexpr std::size_t kSetInBytes = 24;
constexpr int kMarkdownLevels = 6;
constexpr std::string_view kBullets[] = {"\u2022", "\u2013", "\u2014", "\u25AA", "\u25CF",
                                         "\u25E6", "\u2043", "\u2023", "\u25A0"};
constexpr PhraseKinds kFieldKinds = kHeadings | Phrase::head | Phrase::date | Phrase::present | Phrase::case_number |
                                    Phrase::mail_from | Phrase::mail_field;

bool has_digit(std::string_view words) { return std::any_of(words.begin(), words.end(), text::is_ascii_digit); }

bool is_short_name(std::string_view name) {
  while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
  return name.size() >= 2 && name.size() <= 8 && std::all_of(name.begin(), name.end(), [](char byte) {
           const auto letter = static_cast<unsigned char>(byte);
           return (letter | 0x20U) >= 'a' && ((letter | 0x20U) <= 'z' || letter >= 0x80);
         });
}

// "a) att ..."
bool look_at_letter(Line& line, std::string_view words) {
  if (words.size() < 4 || words[1] != ')' || !is_blank(words[2])) return false;
  const auto letter = static_cast<unsigned char>(words[0]) | 0x20U;
  if (letter < 'a' || letter > 'z') return false;
  line.kind = LineKind::listed;
  line.title = line.begin + static_cast<std::uint32_t>(behind_spaces(words, 2));
  return true;
}

// Are there columns in a line? A sentence that begins behind a gap was set in as a paragraph, and its line end lost.
bool is_row(const Line& line, std::string_view words) {
  if (line.wide == 0) return false;
  if (words.size() < kSetInBytes) return true;
  for (std::size_t gap = words.find("   "); gap != std::string_view::npos; gap = words.find("   ", gap)) {
    const std::size_t behind = behind_spaces(words, gap);
    const std::string_view before = words.substr(0, gap);
    // "1.   Taxan h\u00F6js." has its number in a column.
    const bool numbers = before.find(' ') == std::string_view::npos && before.ends_with('.') && before.size() > 1 &&
                         text::is_ascii_digit(before[before.size() - 2]);
    if (behind >= words.size() || !is_stopped(before) || numbers) return true;
    const std::string_view next = words.substr(behind);
    if (!begins_with_capital(next) && !next.starts_with("\u00BB") && !next.starts_with("\u201D")) return true;
    gap = behind;
  }
  return words.find('\t') != std::string_view::npos;
}

}  // namespace

Line Looker::divide(Line& line, std::span<const tokens::Token> tokens) const {
  if (line.wide == 0) return {};
  const std::string_view words = line.of(text_);
  const std::size_t gap = words.rfind("   ");
  if (gap == std::string_view::npos) return {};
  Line stamp = line;
  stamp.begin = stamp.title = line.begin + static_cast<std::uint32_t>(gap + 3);
  if (!phrases_.of(first_word(stamp.of(text_))).has(Phrase::stamp) || !look_at_stamp(stamp, stamp.of(text_)) ||
      stamp.kind != LineKind::stamp)
    return {};
  while (stamp.first < line.last && tokens[stamp.first].span.begin < stamp.begin) ++stamp.first;
  if (stamp.first == line.first || stamp.first == line.last) return {};
  stamp.breaks = 1;
  stamp.wide = 0;
  line.last = stamp.first;
  line.end = tokens[stamp.first - 1].span.end;
  --line.wide;
  return stamp;
}

void Looker::look(Line& line) const {
  const std::string_view words = line.of(text_);
  if (look_at_sign(line, words)) return;
  // "... Det er vedtaget. Det n\u00E6ste punkt p\u00E5 dagsordenen er:"
  if (words.back() == ':') {
    const std::size_t stop = words.rfind(". ");
    if (stop != std::string_view::npos && phrases_.of(words.substr(stop + 2)).has(Phrase::next_item)) {
      line.phrases = Phrase::next_item;
      return;
    }
  }
  // "Anna Ek (S): Tack f\u00F6r ordet."
  if (look_at_inline_speaker(line, words)) return;
  // Nothing but a list item begins small.
  const auto first = static_cast<unsigned char>(words[0]);
  const bool small = (first >= 'a' && first <= 'z') ||
                     (first == 0xC3 && words.size() > 1 && static_cast<unsigned char>(words[1]) >= 0xA0);
  if (small) {
    if (!look_at_letter(line, words) && is_row(line, words)) line.kind = LineKind::row;
    return;
  }
  if (text::is_ascii_digit(words[0])) {
    look_at_number(line, words);
    if (line.kind != LineKind::prose) return;
  }
  if (words.size() <= kShortBytes) {
    look_at_words(line, words);
    if (line.kind != LineKind::prose && line.kind != LineKind::title) return;
  } else {
    if (look_at_letter(line, words)) return;
    look_at_field(line, words);
    if (line.kind != LineKind::prose) return;
  }
  if (line.kind == LineKind::prose && is_row(line, words)) line.kind = LineKind::row;
  if (line.kind == LineKind::title && line.wide > 0) line.kind = LineKind::row;
}

// By the sign that a line begins with: false, if it says nothing.
bool Looker::look_at_sign(Line& line, std::string_view words) const {
  switch (static_cast<unsigned char>(words[0])) {
    case '#':
      look_at_markdown(line, words);
      return true;
    case '>':
      // More than 5 per cent quotes nobody.
      if (words.size() > 1 && (text::is_ascii_digit(words[1]) || words[1] == '=')) return true;
      line.kind = LineKind::quoted;
      return true;
    case '(':
      look_at_stage(line, words);
      return line.kind != LineKind::prose;
    case '|':
      line.kind = LineKind::row;
      return true;
    case '-':
    case '*':
    case '+':
    case '_':
    case '=':
      look_at_mark(line, words, 1);
      return true;
    case 0xC2:
      if (words.starts_with(kSection)) {
        look_at_section_sign(line, words, 0);
        return true;
      }
      if (words.starts_with("\u00B7")) {
        look_at_mark(line, words, 2);
        return true;
      }
      break;
    case 0xE2:
      for (const std::string_view bullet : kBullets)
        if (words.starts_with(bullet)) {
          look_at_mark(line, words, bullet.size());
          return true;
        }
      break;
    case 0xEF:
      // Bullets of the private area, from Symbol and Wingdings.
      if (words.starts_with("\uF0B7") || words.starts_with("\uF0A7") || words.starts_with("\uF02D")) {
        look_at_mark(line, words, 3);
        return true;
      }
      break;
    default:
      break;
  }
  return false;
}

void Looker::look_at_markdown(Line& line, std::string_view words) const {
  std::size_t level = 0;
  while (level < words.size() && words[level] == '#') ++level;
  const std::size_t title = behind_spaces(words, level);
  if (level > kMarkdownLevels || title == level || title >= words.size() || words.size() > 2 * kHeadingBytes) return;
  line.kind = LineKind::markdown;
  line.value = static_cast<std::uint16_t>(level);
  line.title = line.begin + static_cast<std::uint32_t>(title);
  // What stands behind the marks can be an item or a speaker like any other.
  Line inside = line;
  inside.kind = LineKind::prose;
  inside.begin = line.title;
  look(inside);
  switch (inside.kind) {
    case LineKind::paragraph:
    case LineKind::item:
    case LineKind::chapter:
    case LineKind::appendix:
    case LineKind::speaker:
    case LineKind::speech:
    case LineKind::posted:
    case LineKind::dated:
      inside.begin = line.begin;
      line = inside;
      return;
    default:
      break;
  }
  // "# 10 miljoner till hamnar" has no number of its own.
  const Line without = line;
  const std::size_t behind = read_number(line, words.substr(title), line.title);
  if (behind > 0) {
    const std::string_view name = words.substr(title + behind);
    const bool quoted = name.starts_with('"') || name.starts_with("\u201D") || name.starts_with("\u00BB");
    if (!begins_with_capital(name) && !quoted) line = without;
  }
  line.phrases = phrases_.of_line(line.from_title(text_));
}

// A line that begins with a bullet or a dash, or is a rule.
void Looker::look_at_mark(Line& line, std::string_view words, std::size_t size) const {
  const char mark = words[0];
  if (words.size() >= 3 && (mark == '-' || mark == '_' || mark == '=' || mark == '*')) {
    std::size_t run = 0;
    while (run < words.size() && (words[run] == mark || words[run] == ' ')) ++run;
    if (run == words.size()) {
      line.kind = LineKind::rule;
      return;
    }
    // "----- Ursprungligt meddelande -----"
    if (run >= 2 && mark != '*' && words.size() <= kHeadingBytes) {
      std::string_view inside = words.substr(run);
      while (!inside.empty() && (inside.back() == mark || inside.back() == ' ')) inside.remove_suffix(1);
      if (phrases_.of(inside).has(Phrase::original)) {
        line.kind = LineKind::original;
        return;
      }
    }
  }
  // "**Beslut**" is a heading in bold letters.
  if (words.starts_with("**") && words.ends_with("**") && words.size() > 4 && words.size() <= kHeadingBytes) {
    const std::string_view inside = words.substr(2, words.size() - 4);
    line.title = line.begin + 2;
    if (inside.find("**") == std::string_view::npos) {
      line.phrases = phrases_.of_line(inside);
      if (line.phrases.any(kHeadings))
        line.kind = LineKind::label;
      else if (is_title_shaped(inside, phrases_))
        line.kind = LineKind::title;
      return;
    }
  }
  if (words.starts_with("**")) {
    look_at_field(line, words);
    return;
  }
  if (mark == '_' || mark == '=') return;
  // A bullet can stand alone, its text in the next line.
  if (size == words.size() && (mark == '-' || static_cast<unsigned char>(mark) >= 0x80)) {
    line.kind = LineKind::bullet;
    line.title = line.end;
    return;
  }
  const std::size_t behind = behind_spaces(words, size);
  if (behind == size || behind >= words.size()) return;
  line.kind = LineKind::bullet;
  line.title = line.begin + static_cast<std::uint32_t>(behind);
}

// A label before a colon: "Dnr: KS 2024/1", "M\u00F8dedato: ...", "Beslut: Bifall."
void Looker::look_at_field(Line& line, std::string_view words) const {
  const std::size_t colon = words.substr(0, kFieldBytes).find(':');
  if (colon == std::string_view::npos || colon == 0) return;
  const std::string_view behind = words.substr(colon + 1);
  if (!behind.empty() && !is_blank(behind[0]) && behind[0] != '*' && !behind.starts_with("\u00A0")) return;
  const PhraseKinds kinds = phrases_.of(words.substr(0, colon));
  if (!kinds.any(kFieldKinds)) return;
  line.phrases = kinds;
  line.kind = LineKind::field;
  std::size_t value = colon + 1;
  while (value < words.size() && words[value] == '*') ++value;
  line.title = line.begin + static_cast<std::uint32_t>(behind_spaces(words, value));
  if (kinds.has(Phrase::mail_from)) line.kind = LineKind::mail_from;
}

void Looker::look_at_words(Line& line, std::string_view words) const {
  // A colon behind the last word: a speaker, a label, or what leads to a list.
  const bool colon = words.back() == ':';
  const std::string_view first = first_word(words);
  const PhraseKinds opening = phrases_.of(first);
  if (opening.has(Phrase::stamp) && look_at_stamp(line, words)) return;
  if (colon && words.size() <= kHeadingBytes && look_at_speaker(line, words)) return;
  if (look_at_counted(line, words, first, opening)) return;
  if (colon && words.size() <= kHeadingBytes) {
    const std::size_t skrev = words.find(' ');
    if (skrev != std::string_view::npos && look_at_wrote(line, words)) return;
  }
  if (opening.has(Phrase::posted) && look_at_posted(line, words, first.size())) return;
  if ((opening.has(Phrase::weekday) || first == "den" || first == "Den") && look_at_date(line, words)) return;
  if (words.size() > kHeadingBytes) {
    look_at_field(line, words);
    return;
  }
  const PhraseKinds whole = phrases_.of_line(words);
  line.phrases = whole;
  const bool capital = begins_with_capital(words);
  if (whole.has(Phrase::next_item)) {
    line.kind = LineKind::next_item;
    return;
  }
  if (capital && whole.has(Phrase::original)) {
    line.kind = LineKind::original;
    return;
  }
  if (capital && whole.any(kHeadings) && line.wide == 0) {
    line.kind = LineKind::label;
    return;
  }
  if (capital && whole.has(Phrase::chair)) {
    line.kind = LineKind::chair;
    return;
  }
  look_at_field(line, words);
  if (line.kind != LineKind::prose) return;
  // "KS \u00A7 12 Title": a short name of the body before the sign.
  const std::size_t sign = words.substr(0, 12).find(kSection);
  if (sign != std::string_view::npos && sign > 0 && capital && is_short_name(words.substr(0, sign))) {
    look_at_section_sign(line, words, sign);
    if (line.kind != LineKind::prose) return;
  }
  if (capital && (opening.has(Phrase::case_number) || whole.has(Phrase::case_number)) && has_digit(words)) {
    line.phrases = Phrase::case_number;
    line.kind = LineKind::field;
    return;
  }
  if (look_at_letter(line, words)) return;
  if (is_title_shaped(words, phrases_)) line.kind = LineKind::title;
}

// A line that is a date, with or without its weekday.
bool Looker::look_at_date(Line& line, std::string_view words) const {
  if (words.size() > 40) return false;
  const PrintedDate date = first_date(words, phrases_);
  if (date.iso.empty()) return false;
  if (date.begin > 0) {
    std::string_view before = words.substr(0, date.begin);
    for (std::string_view word = first_word(before); !before.empty(); word = first_word(before)) {
      std::string_view bare = word;
      if (bare.ends_with(',')) bare.remove_suffix(1);
      if (!bare.empty() && bare != "den" && !phrases_.of(bare).has(Phrase::weekday)) return false;
      before = before.substr(std::min(before.size(), behind_spaces(before, word.size())));
      if (word.empty()) break;
    }
  }
  // Behind it at most the hour.
  const std::string_view behind = words.substr(std::min(behind_spaces(words, date.end), words.size()));
  if (!behind.empty() && !phrases_.of(first_word(behind)).has(Phrase::stamp)) return false;
  line.kind = LineKind::dated;
  return true;
}

}  // namespace ordagrant::passages::internal
