#include "ordagrant/passages/internal/lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ordagrant/passages/internal/dates.h"
#include "ordagrant/passages/internal/persons.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

// A heading has at most so many bytes and words.
constexpr std::size_t kTitleBytes = 160;
constexpr int kTitleWords = 20;
// Longer lines are prose, whatever they begin with; but for those that begin with a mark.
constexpr std::size_t kShortBytes = 200;
// A field's name has at most so many bytes.
constexpr std::size_t kFieldBytes = 48;
// Columns of a table are so many spaces apart.
constexpr std::size_t kColumnSpaces = 3;
// A speaker's name and party have at most so many bytes where the speech begins on the same line.
constexpr std::size_t kSpeakerBytes = 80;
// A line of at least so many bytes can hold two sentences with a gap between them.
constexpr std::size_t kSetInBytes = 24;
constexpr int kNumberParts = 9;
constexpr int kMarkdownLevels = 6;

constexpr std::string_view kSection = "\u00A7";
constexpr std::string_view kBullets[] = {"\u2022", "\u2013", "\u2014", "\u25AA", "\u25CF",
                                         "\u25E6", "\u2043", "\u2023", "\u25A0"};
constexpr std::string_view kDashes[] = {"\u2013", "\u2014", "-", ":"};

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_ascii_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }
bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

std::size_t behind_spaces(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_blank(text[at]))
      ++at;
    else if (text.substr(at).starts_with("\u00A0"))
      at += 2;
    else
      break;
  }
  return at;
}

bool begins_with_capital(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  return first < 0x80 ? first >= 'A' && first <= 'Z' : text::is_upper(text::character_at(text, 0).code);
}

std::string_view last_word(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && !is_blank(text[begin - 1]) && text.size() - begin < kFieldBytes) --begin;
  return text.substr(begin);
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && !is_blank(text[end]) && end < kFieldBytes && !text.substr(end).starts_with("\u00A0"))
    ++end;
  return text.substr(0, end);
}

// What a byte says about a line that could be a title.
enum : std::uint8_t { kOtherByte, kLetterByte, kSpaceByte, kForeignByte };
constexpr std::array<std::uint8_t, 256> kBytes = [] {
  std::array<std::uint8_t, 256> of{};
  for (unsigned byte = 0; byte < 256; ++byte)
    if (byte >= 0x80 || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z')) of[byte] = kLetterByte;
  of[' '] = kSpaceByte;
  for (const char byte : {'|', '@', '<', '[', '\0'}) of[static_cast<unsigned char>(byte)] = kForeignByte;
  return of;
}();

// The bytes of the first year in a title, or of the years from one to another: "Budget 2025", "Plan 2025-2027",
// "L\u00E4s\u00E5ret 2025/26"; 0: there is none.
std::size_t year_bytes(std::string_view title) {
  const auto digits = [&](std::size_t at) {
    std::size_t end = at;
    while (end < title.size() && is_digit(title[end])) ++end;
    return end - at;
  };
  for (std::size_t at = 0; at < title.size(); ++at) {
    const std::size_t first = digits(at);
    if (first == 0) continue;
    const std::string_view century = title.substr(at, 2);
    if (first != 4 || (century != "19" && century != "20")) {
      at += first;
      continue;
    }
    const std::string_view behind = title.substr(at + first);
    const std::size_t mark = behind.starts_with("\u2013")                         ? 3
                             : behind.starts_with('-') || behind.starts_with('/') ? 1
                                                                                  : 0;
    const std::size_t second = mark > 0 ? digits(at + first + mark) : 0;
    return first + (second == 2 || second == 4 ? mark + second : 0);
  }
  return 0;
}

// Marks that close what was opened before the end of a sentence.
bool drop_closing_mark(std::string_view& text) {
  static constexpr std::string_view kMarks[] = {")",      "]",      "\"",     "'",      "*",     "_",
                                                "\u201D", "\u201C", "\u00BB", "\u00AB", "\u2019"};
  for (const std::string_view mark : kMarks)
    if (text.ends_with(mark)) {
      text.remove_suffix(mark.size());
      return true;
    }
  return false;
}

// ---------------------------------------------------------------------------------------------------------------

// What is written between two tokens.
struct Gap {
  std::uint8_t breaks = 0;
  bool wide = false;
  std::uint16_t indent = 0;
};

Gap read_gap(std::string_view gap) {
  Gap found;
  std::size_t spaces = 0;
  for (std::size_t at = 0; at < gap.size(); ++at) {
    const char byte = gap[at];
    if (byte == '\n' || byte == '\r') {
      if (byte == '\r' && at + 1 < gap.size() && gap[at + 1] == '\n') ++at;
      if (found.breaks < 3) ++found.breaks;
      spaces = 0;
    } else if (byte == '\f') {
      found.breaks = 3;
      spaces = 0;
    } else {
      if (byte == '\t') found.wide = true;
      // A character counts once, by its first byte.
      if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++spaces;
    }
  }
  if (found.breaks > 0)
    found.wide = false;
  else if (spaces >= kColumnSpaces)
    found.wide = true;
  found.indent = static_cast<std::uint16_t>(std::min<std::size_t>(spaces, 0xFFFF));
  return found;
}

std::vector<Line> cut(std::string_view text, std::span<const tokens::Token> tokens) {
  std::vector<Line> lines;
  if (tokens.empty()) return lines;
  const auto begin_line = [&](std::uint32_t token, std::uint8_t breaks, std::uint16_t indent) {
    Line line;
    line.first = token;
    line.begin = line.title = tokens[token].span.begin;
    line.indent = indent;
    line.breaks = breaks;
    lines.push_back(line);
  };
  begin_line(0, 3, read_gap(text.substr(0, tokens[0].span.begin)).indent);
  std::uint32_t last_end = tokens[0].span.end;
  for (std::uint32_t token = 1; token < tokens.size(); ++token) {
    const std::uint32_t begin = tokens[token].span.begin;
    const std::uint32_t size = begin - last_end;
    if (size > 0 && (size > 1 || text[last_end] != ' ')) {
      const Gap gap = read_gap(text.substr(last_end, size));
      if (gap.breaks > 0) {
        lines.back().last = token;
        lines.back().end = last_end;
        begin_line(token, gap.breaks, gap.indent);
      } else if (gap.wide && lines.back().wide < 0xFF) {
        ++lines.back().wide;
      }
    }
    last_end = tokens[token].span.end;
  }
  lines.back().last = static_cast<std::uint32_t>(tokens.size());
  lines.back().end = last_end;
  return lines;
}

// ---------------------------------------------------------------------------------------------------------------

// Tells what lines look like, each by itself.
class Looker {
 public:
  Looker(std::string_view text, const Phrases& phrases) : text_(text), phrases_(phrases) {}

  // The hour of what follows can stand at the right edge of what ends: "... Tak for ordet.          Kl. 13.05". Gives
  // the line of the hour, and takes it from the other; one that is none has no tokens.
  Line divide(Line& line, std::span<const tokens::Token> tokens) const {
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

  void look(Line& line) const {
    const std::string_view words = line.of(text_);
    const auto first = static_cast<unsigned char>(words[0]);
    switch (first) {
      case '#':
        look_at_markdown(line, words);
        return;
      case '>':
        // More than 5 per cent quotes nobody.
        if (words.size() > 1 && (is_digit(words[1]) || words[1] == '=')) return;
        line.kind = LineKind::quoted;
        return;
      case '(':
        look_at_stage(line, words);
        if (line.kind != LineKind::prose) return;
        break;
      case '|':
        line.kind = LineKind::row;
        return;
      case '-':
      case '*':
      case '+':
      case '_':
      case '=':
        look_at_mark(line, words, 1);
        return;
      case 0xC2:
        if (words.starts_with(kSection)) {
          look_at_section_sign(line, words, 0);
          return;
        }
        if (words.starts_with("\u00B7")) {
          look_at_mark(line, words, 2);
          return;
        }
        break;
      case 0xE2:
        for (const std::string_view bullet : kBullets)
          if (words.starts_with(bullet)) {
            look_at_mark(line, words, bullet.size());
            return;
          }
        break;
      case 0xEF:
        // Bullets of the private area, from Symbol and Wingdings.
        if (words.starts_with("\uF0B7") || words.starts_with("\uF0A7") || words.starts_with("\uF02D")) {
          look_at_mark(line, words, 3);
          return;
        }
        break;
      default:
        break;
    }
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
    const bool small = (first >= 'a' && first <= 'z') ||
                       (first == 0xC3 && words.size() > 1 && static_cast<unsigned char>(words[1]) >= 0xA0);
    if (small) {
      if (!look_at_letter(line, words) && is_row(line, words)) line.kind = LineKind::row;
      return;
    }
    if (is_digit(words[0])) {
      look_at_number(line, words);
      if (line.kind != LineKind::prose) return;
    }
    if (words.size() <= kShortBytes || words[0] == '-') {
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

 private:
  void look_at_markdown(Line& line, std::string_view words) const {
    std::size_t level = 0;
    while (level < words.size() && words[level] == '#') ++level;
    const std::size_t title = behind_spaces(words, level);
    if (level > kMarkdownLevels || title == level || title >= words.size() || words.size() > 2 * kTitleBytes) return;
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
    line.phrases = phrases_.of_line(text_.substr(line.title, line.end - line.title));
  }

  // A line that begins with a bullet or a dash, or is a rule.
  void look_at_mark(Line& line, std::string_view words, std::size_t size) const {
    const char mark = words[0];
    if (words.size() >= 3 && (mark == '-' || mark == '_' || mark == '=' || mark == '*')) {
      std::size_t run = 0;
      while (run < words.size() && (words[run] == mark || words[run] == ' ')) ++run;
      if (run == words.size()) {
        line.kind = LineKind::rule;
        return;
      }
      // "----- Ursprungligt meddelande -----"
      if (run >= 2 && mark != '*' && words.size() <= kTitleBytes) {
        std::string_view inside = words.substr(run);
        while (!inside.empty() && (inside.back() == mark || inside.back() == ' ')) inside.remove_suffix(1);
        if (phrases_.of(inside).has(Phrase::original)) {
          line.kind = LineKind::original;
          return;
        }
      }
    }
    // "**Beslut**" is a heading in bold letters.
    if (words.starts_with("**") && words.ends_with("**") && words.size() > 4 && words.size() <= kTitleBytes) {
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

  // "\u00A7 12 Title"; `at` is the byte of the sign.
  static void look_at_section_sign(Line& line, std::string_view words, std::size_t at) {
    std::size_t here = behind_spaces(words, at + kSection.size());
    const std::size_t number = here;
    while (here < words.size() && is_digit(words[here]) && here - number < 5) ++here;
    if (here == number || (here < words.size() && is_digit(words[here]))) return;
    const std::size_t digits_end = here;
    // A letter of its own ("12 a"), a year ("12/2024").
    if (here < words.size() && words[here] >= 'a' && words[here] <= 'z' &&
        (here + 1 == words.size() || is_blank(words[here + 1])))
      ++here;
    const std::size_t number_end = behind_year(words, here);
    set_number(line, words, number, number_end, digits_end);
    finish_item(line, words, number_end, LineKind::paragraph);
  }

  // Behind the year of a number, if it has one: "12/2024", "12/24".
  static std::size_t behind_year(std::string_view words, std::size_t at) {
    if (at >= words.size() || words[at] != '/') return at;
    std::size_t year = at + 1;
    while (year < words.size() && is_digit(words[year])) ++year;
    return year == at + 5 || year == at + 3 ? year : at;
  }

  static void set_number(Line& line, std::string_view words, std::size_t begin, std::size_t end,
                         std::size_t digits_end) {
    line.number = line.begin + static_cast<std::uint32_t>(begin);
    line.number_end = line.begin + static_cast<std::uint32_t>(end);
    unsigned value = 0;
    for (std::size_t at = begin; at < digits_end; ++at) value = value * 10 + static_cast<unsigned>(words[at] - '0');
    line.value = static_cast<std::uint16_t>(std::min(value, 0xFFFFU));
    line.depth = 1;
  }

  // Behind the number of an item: a title, or nothing. A small letter or a comma goes on with a sentence.
  static void finish_item(Line& line, std::string_view words, std::size_t here, LineKind kind) {
    if (here < words.size() && (words[here] == ':' || words[here] == '.')) ++here;
    std::size_t title = behind_spaces(words, here);
    if (title < words.size() && title == here && words[here - 1] != ':' && words[here - 1] != '.') return;
    for (const std::string_view dash : kDashes)
      if (words.substr(title).starts_with(dash)) {
        title = behind_spaces(words, title + dash.size());
        break;
      }
    const std::string_view rest = words.substr(title);
    if (!rest.empty()) {
      const text::Character first = text::character_at(rest, 0);
      const bool opens = text::is_upper(first.code) || is_digit(rest[0]) || first.code == '"' || first.code == 0x201D ||
                         first.code == 0xBB || first.code == '(' || first.code == '*';
      if (!opens) return;
    }
    line.kind = kind;
    line.title = line.begin + static_cast<std::uint32_t>(title);
  }

  // A number of one or more parts at the start of `words`: its length with the mark behind it, or 0.
  static std::size_t read_number(Line& line, std::string_view words, std::uint32_t begin) {
    std::size_t at = 0;
    std::size_t number_end = 0;
    unsigned value = 0;
    int parts = 0;
    while (parts < kNumberParts) {
      std::size_t digits = 0;
      unsigned here = 0;
      while (at + digits < words.size() && is_digit(words[at + digits]) && digits < 4)
        here = here * 10 + static_cast<unsigned>(words[at + digits++] - '0');
      if (digits == 0) break;
      if (digits > 3) return 0;
      value = here;
      at += digits;
      number_end = at;
      ++parts;
      if (at >= words.size() || words[at] != '.') break;
      ++at;
    }
    if (parts == 0 || at >= words.size()) return 0;
    const bool stop = at > number_end;
    const bool bracket = words[at] == ')';
    if (bracket) ++at;
    const std::size_t title = behind_spaces(words, at);
    if (title == at || title >= words.size()) return 0;
    const bool columns = title - at >= kColumnSpaces || words[at] == '\t';
    line.number = begin;
    line.number_end = begin + static_cast<std::uint32_t>(number_end);
    line.title = begin + static_cast<std::uint32_t>(title);
    line.value = line.kind == LineKind::markdown ? line.value : static_cast<std::uint16_t>(value);
    line.depth = static_cast<std::uint8_t>(parts);
    line.form = static_cast<std::uint8_t>((stop ? 1U : 0U) | (bracket ? 2U : 0U) | (columns ? 4U : 0U) |
                                          (words[at] == '\t' ? 8U : 0U));
    return title;
  }

  void look_at_number(Line& line, std::string_view words) const {
    // "12 \u00A7 Title"
    std::size_t digits = 0;
    while (digits < words.size() && is_digit(words[digits]) && digits < 5) ++digits;
    std::size_t letter = behind_spaces(words, digits);
    std::size_t number_end = digits;
    if (letter + 1 < words.size() && words[letter] >= 'a' && words[letter] <= 'z' && is_blank(words[letter + 1])) {
      number_end = letter + 1;
      letter = behind_spaces(words, letter + 1);
    }
    if (words.substr(letter).starts_with(kSection) && !words.substr(letter + kSection.size()).starts_with(kSection)) {
      set_number(line, words, 0, number_end, digits);
      finish_item(line, words, letter + kSection.size(), LineKind::paragraph);
      return;
    }
    const std::size_t title = read_number(line, words, line.begin);
    if (title == 0) {
      if (words.size() <= kTitleBytes) look_at_date(line, words);
      return;
    }
    if (look_at_date(line, words)) return;
    const std::string_view rest = words.substr(title);
    line.phrases = rest.size() <= kTitleBytes ? phrases_.of_line(rest) : PhraseKinds();
    const std::string_view name = line.wide > 0 ? rest.substr(0, end_of_column(rest)) : without_page(rest);
    const bool mark = line.form != 0;
    if (is_title_shaped(name, phrases_) || (is_title_like(name) && is_open(name, phrases_)))
      line.kind = LineKind::numbered;
    else if (mark && line.depth == 1 && (line.form & 3U) != 0)
      line.kind = LineKind::listed;
    else if (line.wide > 0)
      line.kind = LineKind::row;
  }

  static bool is_title_like(std::string_view name) {
    return !name.empty() && name.size() <= kTitleBytes && begins_with_capital(name);
  }

  static std::size_t end_of_column(std::string_view words) {
    std::size_t spaces = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (words[at] == '\t') return at - spaces;
      spaces = words[at] == ' ' ? spaces + 1 : 0;
      if (spaces == kColumnSpaces) return at + 1 - spaces;
    }
    return words.size();
  }

  // A line that is a date, with or without its weekday.
  bool look_at_date(Line& line, std::string_view words) const {
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

  // A label before a colon: "Dnr: KS 2024/1", "M\u00F8dedato: ...", "Beslut: Bifall."
  void look_at_field(Line& line, std::string_view words) const {
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

  void look_at_words(Line& line, std::string_view words) const {
    // A colon behind the last word: a speaker, a label, or what leads to a list.
    const bool colon = words.back() == ':';
    const std::string_view first = first_word(words);
    const PhraseKinds opening = phrases_.of(first);
    if (opening.has(Phrase::stamp) && look_at_stamp(line, words)) return;
    if (colon && words.size() <= kTitleBytes && look_at_speaker(line, words)) return;
    if (look_at_counted(line, words, first, opening)) return;
    if (colon && words.size() <= kTitleBytes) {
      const std::size_t skrev = words.find(' ');
      if (skrev != std::string_view::npos && look_at_wrote(line, words)) return;
    }
    if (opening.has(Phrase::posted) && look_at_posted(line, words, first.size())) return;
    if ((opening.has(Phrase::weekday) || first == "den" || first == "Den") && look_at_date(line, words)) return;
    if (words.size() > kTitleBytes) {
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

  static bool has_digit(std::string_view words) { return std::any_of(words.begin(), words.end(), is_digit); }

  static bool is_short_name(std::string_view name) {
    while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
    return name.size() >= 2 && name.size() <= 8 && std::all_of(name.begin(), name.end(), [](char byte) {
             const auto letter = static_cast<unsigned char>(byte);
             return (letter | 0x20U) >= 'a' && ((letter | 0x20U) <= 'z' || letter >= 0x80);
           });
  }

  // "a) att ..."
  static bool look_at_letter(Line& line, std::string_view words) {
    if (words.size() < 4 || words[1] != ')' || !is_blank(words[2])) return false;
    const auto letter = static_cast<unsigned char>(words[0]) | 0x20U;
    if (letter < 'a' || letter > 'z') return false;
    line.kind = LineKind::listed;
    line.title = line.begin + static_cast<std::uint32_t>(behind_spaces(words, 2));
    return true;
  }

  // "Punkt 3: Title", "Anf. 12 ANNA EK (S):", "Bilaga 2", "Kapitel 3"
  bool look_at_counted(Line& line, std::string_view words, std::string_view first, PhraseKinds opening) const {
    constexpr PhraseKinds kCounted = Phrase::item | Phrase::speech | Phrase::appendix | Phrase::chapter;
    if (!begins_with_capital(words)) return false;
    std::size_t at = behind_spaces(words, first.size());
    if (!opening.any(kCounted) || (at < words.size() && !is_digit(words[at]))) {
      // Of two words: "Punkt nr. 3", "Sag nr. 3"
      const std::string_view second = first_word(words.substr(at));
      opening = phrases_.of(words.substr(0, at + second.size()));
      at = behind_spaces(words, at + second.size());
    }
    if (!opening.any(kCounted) || at >= words.size() || !is_digit(words[at])) return false;
    std::size_t digits = at;
    while (digits < words.size() && is_digit(words[digits]) && digits - at < 5) ++digits;
    if (digits - at > 4) return false;
    std::size_t number_end = digits;
    while (number_end + 1 < words.size() && words[number_end] == '.' && is_digit(words[number_end + 1])) {
      ++number_end;
      while (number_end < words.size() && is_digit(words[number_end])) ++number_end;
    }
    if (number_end == digits && opening.has(Phrase::item)) number_end = behind_year(words, number_end);
    const LineKind kind = opening.has(Phrase::speech)     ? LineKind::speech
                          : opening.has(Phrase::appendix) ? LineKind::appendix
                          : opening.has(Phrase::item)     ? LineKind::item
                                                          : LineKind::chapter;
    set_number(line, words, at, number_end, digits);
    if (kind == LineKind::speech) {
      line.title = line.begin + static_cast<std::uint32_t>(behind_spaces(words, number_end));
      const std::string_view rest = text_.substr(line.title, line.end - line.title);
      // The heading ends with its colon; the speech can begin on the same line.
      const std::size_t colon = rest.find(':');
      const std::string_view heading = rest.substr(0, colon);
      if (!rest.empty() && speaker_of_heading(heading, phrases_).empty() && person_at(heading, phrases_).name.empty())
        return false;
      line.kind = kind;
      return true;
    }
    finish_item(line, words, number_end, kind);
    if (line.kind != kind) return false;
    line.phrases = opening;
    const std::string_view title = text_.substr(line.title, line.end - line.title);
    // "Punkt 3 Byr\u00E5det godkendte." is a sentence.
    if (title.size() > kTitleBytes || (kind != LineKind::item && is_stopped(title) && !title.empty())) {
      line.kind = LineKind::prose;
      return false;
    }
    return true;
  }

  // Are there columns in a line? A sentence that begins behind a gap was set in as a paragraph, and its line end lost.
  static bool is_row(const Line& line, std::string_view words) {
    if (line.wide == 0) return false;
    if (words.size() < kSetInBytes) return true;
    for (std::size_t gap = words.find("   "); gap != std::string_view::npos; gap = words.find("   ", gap)) {
      const std::size_t behind = behind_spaces(words, gap);
      const std::string_view before = words.substr(0, gap);
      // "1.   Taxan h\u00F6js." has its number in a column.
      const bool numbers = before.find(' ') == std::string_view::npos && before.ends_with('.') && before.size() > 1 &&
                           is_digit(before[before.size() - 2]);
      if (behind >= words.size() || !is_stopped(before) || numbers) return true;
      const std::string_view next = words.substr(behind);
      if (!begins_with_capital(next) && !next.starts_with("\u00BB") && !next.starts_with("\u201D")) return true;
      gap = behind;
    }
    return words.find('\t') != std::string_view::npos;
  }

  // "(Ordf\u00F8rer)" alone, or before the name of who speaks: "(Ordf\u00F8rer) Anna Ek (S):"
  void look_at_stage(Line& line, std::string_view words) const {
    const std::size_t close = words.substr(0, kFieldBytes).find(')');
    if (close == std::string_view::npos || close < 2 || !begins_with_capital(words.substr(1))) return;
    const std::string_view role = words.substr(1, close - 1);
    if (!phrases_.of(role).any(Phrase::chair | Phrase::title) && !phrases_.ends(role, Phrase::title_ending)) return;
    const std::size_t behind = behind_spaces(words, close + 1);
    if (behind >= words.size()) {
      line.kind = LineKind::stage;
      return;
    }
    look_at_speaker_behind(line, words, behind);
  }

  // "Kl. 13.05" alone.
  bool look_at_stamp(Line& line, std::string_view words) const {
    const std::size_t at = behind_spaces(words, first_word(words).size());
    std::size_t digits = at;
    while (digits < words.size() && (is_digit(words[digits]) || words[digits] == '.' || words[digits] == ':')) ++digits;
    if (digits == at || digits - at > 5 || !is_digit(words[at])) return false;
    const std::size_t behind = behind_spaces(words, digits);
    if (behind >= words.size()) {
      line.kind = LineKind::stamp;
      return true;
    }
    // "Kl. 13.05 Forhandling"
    const std::string_view rest = words.substr(behind);
    if (const PhraseKinds kinds = phrases_.of(rest); kinds.any(kHeadings) && begins_with_capital(rest)) {
      line.kind = LineKind::label;
      line.phrases = kinds;
      line.title = line.begin + static_cast<std::uint32_t>(behind);
      return true;
    }
    // "Kl. 13.05 Anna Ek (S):"
    return look_at_speaker_behind(line, words, behind);
  }

  // A speaker behind what stands before the name.
  bool look_at_speaker_behind(Line& line, std::string_view words, std::size_t behind) const {
    const std::string_view rest = words.substr(behind);
    if (!text::is_upper(text::character_at(rest, 0).code)) return false;
    const bool alone = rest.back() == ':' && rest.size() <= kTitleBytes && look_at_speaker(line, rest);
    if (!alone && !look_at_inline_speaker(line, rest)) return false;
    line.title = line.begin + static_cast<std::uint32_t>(behind);
    return true;
  }

  bool look_at_speaker(Line& line, std::string_view words) const {
    const std::string_view heading = words.substr(0, words.size() - 1);
    const std::size_t bracket = heading.find('(');
    if (bracket == std::string_view::npos ? !phrases_.of(heading).has(Phrase::chair) : heading.find(')') < bracket)
      return false;
    // Behind one word stands an abbreviation rather than a party: "Kontaktpersoner (KP):"
    if (bracket != std::string_view::npos && is_party(heading.substr(bracket + 1, heading.find(')') - bracket - 1)) &&
        heading.substr(0, bracket).find(' ') + 1 >= bracket)
      return false;
    if (speaker_of_heading(heading, phrases_).empty()) return false;
    line.kind = LineKind::speaker;
    return true;
  }

  // "Formanden (S\u00F8ren Lund)": does an office stand before the brackets, and a name in them?
  bool names_office(std::string_view heading) const {
    const std::size_t bracket = heading.find('(');
    if (bracket == std::string_view::npos || bracket == 0 || speaker_of_heading(heading, phrases_).empty())
      return false;
    for (std::size_t at = 0; at < bracket;
         at = behind_spaces(heading, at + first_word(heading.substr(at)).size() + 1)) {
      const std::string_view word = first_word(heading.substr(at));
      if (word.empty()) break;
      if (phrases_.of(word).any(Phrase::chair | Phrase::title) || phrases_.ends(word, Phrase::title_ending))
        return true;
    }
    return false;
  }

  // A speaker, and what they say on the same line.
  bool look_at_inline_speaker(Line& line, std::string_view words) const {
    const std::size_t colon = words.substr(0, kSpeakerBytes).find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 2 >= words.size() || !begins_with_capital(words))
      return false;
    const std::string_view heading = words.substr(0, colon);
    const PhraseKinds kinds = phrases_.of(heading);
    const bool chair =
        kinds.has(Phrase::chair) && !kinds.any(Phrase::present | Phrase::head) && words[colon + 1] == ' ';
    // Behind a party the words may follow at once: "Ole Jensen (V):Tak for ordet." An address does not.
    if (!chair) {
      if (words[colon + 1] != ' ' && !begins_with_capital(words.substr(colon + 1))) return false;
      if (heading.back() != ')') return false;
      const Person person = person_at(heading, phrases_);
      if ((!person.has_party || person.end != heading.size()) && !names_office(heading)) return false;
    }
    line.kind = chair ? LineKind::chair : LineKind::speaker;
    return true;
  }

  // "Den 3 mars 2020 kl. 10.12 skrev Anna Ek <anna@ek.example>:"
  bool look_at_wrote(Line& line, std::string_view words) const {
    // "I 1850 skrev Anna Ek:" has no day.
    const std::string_view first = first_word(words);
    if (first != "Den" && first != "On" && !phrases_.of(first).has(Phrase::weekday) &&
        first_date(words, phrases_).iso.empty())
      return false;
    bool dated = false;
    for (std::size_t at = 0; at < words.size();) {
      const std::string_view word = first_word(words.substr(at));
      const std::size_t end = at + word.size();
      if (!word.empty() && is_digit(word[0])) dated = true;
      if (dated && phrases_.of(word).has(Phrase::wrote)) {
        line.kind = LineKind::wrote;
        line.title = line.begin + static_cast<std::uint32_t>(behind_spaces(words, end));
        // "On 3 March 2020 Anna Ek wrote:" names them before the verb.
        return true;
      }
      at = behind_spaces(words, end);
      if (at == end) break;
    }
    return false;
  }

  bool look_at_posted(Line& line, std::string_view words, std::size_t verb) const {
    const PrintedDate date = first_date(words, phrases_);
    if (date.iso.empty() || date.begin > verb + 24) return false;
    // Behind the date only who it is by.
    const std::string_view rest = words.substr(behind_spaces(words, date.end));
    const std::string_view word = first_word(rest);
    if (!rest.empty() && !phrases_.of(word).any(Phrase::by | Phrase::stamp) && rest[0] != '|' && rest[0] != ',' &&
        rest[0] != '-' && !is_digit(rest[0]))
      return false;
    if (is_stopped(rest) && !rest.empty() && words.size() > 80) return false;
    line.kind = LineKind::posted;
    return true;
  }

  static constexpr PhraseKinds kFieldKinds = kHeadings | Phrase::head | Phrase::date | Phrase::present |
                                             Phrase::case_number | Phrase::mail_from | Phrase::mail_field;

  std::string_view text_;
  const Phrases& phrases_;
};

}  // namespace

bool is_title_shaped(std::string_view line, const Phrases& phrases) {
  if (line.size() < 2 || line.size() > kTitleBytes) return false;
  if (line.back() == '.' || line.back() == ',') return false;
  std::string_view inside = line;
  while (!inside.empty() && (inside.back() == '*' || inside.back() == ' ')) inside.remove_suffix(1);
  if (inside.size() < 2) return false;
  const text::Character first = text::character_at(inside, 0);
  const bool quote = first.code == '"' || first.code == 0x201D || first.code == 0xBB || first.code == 0x201C;
  if (!text::is_upper(first.code)) {
    const std::size_t at = quote ? first.size : 0;
    if (at >= inside.size()) return false;
    const text::Character second = text::character_at(inside, at);
    const bool counts = at == 0 && is_digit(inside[0]) && inside.size() > 12;  // "10 miljoner till hamnar"
    if (!text::is_upper(second.code) && !counts) return false;
  }
  const char last = inside.back();
  if (last == '.' || last == ',' || last == ';' || last == ':' || last == '-' || inside.ends_with("\u2013") ||
      inside.ends_with("\u2026"))
    return false;
  int words = 1;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const std::uint8_t of_byte = kBytes[static_cast<unsigned char>(inside[at])];
    if (of_byte == kLetterByte) {
      ++letters;
    } else if (of_byte == kSpaceByte) {
      ++words;
      // The end of a sentence inside it: a stop, and another sentence.
      if (at >= 4 && inside[at - 1] == '.' && !is_digit(inside[at - 2]) && inside[at - 3] != '.' &&
          inside[at - 3] != ' ' && at + 1 < inside.size() && begins_with_capital(inside.substr(at + 1)) &&
          phrases.of(last_word(inside.substr(0, at))).empty())
        return false;
    } else if (of_byte == kForeignByte) {
      return false;
    }
  }
  // A year is as good as a word.
  const bool has_words = letters * 2 >= inside.size() || letters * 2 + year_bytes(inside) >= inside.size();
  return words <= kTitleWords && has_words && !is_open(inside, phrases);
}

std::size_t line_breaks(std::string_view gap) { return read_gap(gap).breaks; }

bool is_stopped(std::string_view line) {
  if (line.empty()) return false;
  const char end = line.back();
  if (end == '.' || end == '!' || end == '?' || end == ':') return true;
  if (is_ascii_letter(end) || is_digit(end) || end == ',') return false;
  while (drop_closing_mark(line)) {
  }
  return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with(':') ||
         line.ends_with("\u2026");
}

bool is_open(std::string_view line, const Phrases& phrases) {
  if (line.ends_with(',') || line.ends_with('-') || line.ends_with("\u2013")) return true;
  const std::string_view word = last_word(line);
  return word.size() < line.size() && phrases.of(word).has(Phrase::open) &&
         !text::is_upper(text::character_at(word, 0).code);
}

bool begins_small(std::string_view line) {
  if (line.empty()) return false;
  const auto byte = static_cast<unsigned char>(line[0]);
  if (byte < 0x80) return byte >= 'a' && byte <= 'z';
  const text::Character first = text::character_at(line, 0);
  return text::is_letter(first.code) && !text::is_upper(first.code);
}

bool begins_with_dash(std::string_view line) { return line.starts_with("\u2013") || line.starts_with("\u2014"); }

std::string as_title(std::string_view text) {
  std::string made;
  bool spaced = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t behind = behind_spaces(text, at);
    const bool space = behind > at || text[at] == '\n' || text[at] == '\r' || text[at] == '\f';
    if (space) {
      at = std::max(behind, at + 1);
      spaced = true;
      continue;
    }
    if (spaced && !made.empty()) made += ' ';
    spaced = false;
    made += text[at++];
  }
  while (!made.empty() &&
         (made.back() == ':' || made.back() == ' ' || made.back() == '*' || made.back() == '#' || made.back() == '_'))
    made.pop_back();
  const std::size_t begin = made.find_first_not_of("*_# ");
  return begin == std::string::npos ? std::string() : made.substr(begin);
}

std::string_view without_page(std::string_view line) {
  std::string_view bare = line;
  while (!bare.empty() && is_digit(bare.back())) bare.remove_suffix(1);
  if (bare.size() == line.size() || line.size() - bare.size() > 4) return line;
  const std::string_view number_off = bare;
  while (!bare.empty() && (is_blank(bare.back()) || bare.back() == '.')) bare.remove_suffix(1);
  const std::string_view between = number_off.substr(bare.size());
  if (bare.ends_with("\u2026") || between.find("..") != std::string_view::npos ||
      between.find('\t') != std::string_view::npos || between.find("  ") != std::string_view::npos) {
    while (bare.ends_with("\u2026")) bare.remove_suffix(3);
    while (!bare.empty() && is_blank(bare.back())) bare.remove_suffix(1);
    return bare;
  }
  return line;
}

std::vector<Line> read_lines(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases) {
  std::vector<Line> lines = cut(text, tokens);
  const Looker looker(text, phrases);
  std::vector<std::pair<std::size_t, Line>> stamps;  // and the lines before which they stand
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (const Line stamp = looker.divide(lines[at], tokens); stamp.last > 0) stamps.emplace_back(at + 1, stamp);
    looker.look(lines[at]);
  }
  if (stamps.empty()) return lines;
  std::vector<Line> divided;
  divided.reserve(lines.size() + stamps.size());
  auto stamp = stamps.begin();
  for (std::size_t at = 0; at <= lines.size(); ++at) {
    if (stamp != stamps.end() && stamp->first == at) divided.push_back((stamp++)->second);
    if (at < lines.size()) divided.push_back(lines[at]);
  }
  return divided;
}

}  // namespace ordagrant::passages::internal
