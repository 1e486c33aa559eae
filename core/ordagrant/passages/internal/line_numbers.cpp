#include <algorithm>

#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/passages/internal/looker.h"
#include "ordagrant/passages/internal/persons.h"
#include "ordagrant/passages/internal/spaces.h"
#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

// What is told by a number: items, numbered headings, lists.

namespace ordagrant::passages::internal {

namespace {

constexpr int kNumberParts = 9;
constexpr std::string_view kDashes[] = {"\u2013", "\u2014", "-", ":"};

bool is_title_like(std::string_view name) {
  return !name.empty() && name.size() <= kHeadingBytes && begins_with_capital(name);
}

std::size_t end_of_column(std::string_view words) {
  std::size_t spaces = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == '\t') return at - spaces;
    spaces = words[at] == ' ' ? spaces + 1 : 0;
    if (spaces == kColumnSpaces) return at + 1 - spaces;
  }
  return words.size();
}

// Behind the year of a number, if it has one: "12/2024", "12/24".
std::size_t behind_year(std::string_view words, std::size_t at) {
  if (at >= words.size() || words[at] != '/') return at;
  std::size_t year = at + 1;
  while (year < words.size() && text::is_ascii_digit(words[year])) ++year;
  return year == at + 5 || year == at + 3 ? year : at;
}

void set_number(Line& line, std::string_view words, std::size_t begin, std::size_t end, std::size_t digits_end) {
  line.number = line.begin + static_cast<std::uint32_t>(begin);
  line.number_end = line.begin + static_cast<std::uint32_t>(end);
  unsigned value = 0;
  for (std::size_t at = begin; at < digits_end; ++at) value = value * 10 + static_cast<unsigned>(words[at] - '0');
  line.value = static_cast<std::uint16_t>(std::min(value, 0xFFFFU));
  line.depth = 1;
}

// Behind the number of an item: a title, or nothing. A small letter or a comma goes on with a sentence.
void finish_item(Line& line, std::string_view words, std::size_t here, LineKind kind) {
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
    const bool opens = text::is_upper(first.code) || text::is_ascii_digit(rest[0]) || first.code == '"' ||
                       first.code == 0x201D || first.code == 0xBB || first.code == '(' || first.code == '*';
    if (!opens) return;
  }
  line.kind = kind;
  line.title = line.begin + static_cast<std::uint32_t>(title);
}

}  // namespace

// "\u00A7 12 Title"; `at` is the byte of the sign.
void Looker::look_at_section_sign(Line& line, std::string_view words, std::size_t at) {
  std::size_t here = behind_spaces(words, at + kSection.size());
  const std::size_t number = here;
  while (here < words.size() && text::is_ascii_digit(words[here]) && here - number < 5) ++here;
  if (here == number || (here < words.size() && text::is_ascii_digit(words[here]))) return;
  const std::size_t digits_end = here;
  // A letter of its own ("12 a"), a year ("12/2024").
  if (here < words.size() && text::is_ascii_small(words[here]) &&
      (here + 1 == words.size() || is_blank(words[here + 1])))
    ++here;
  const std::size_t number_end = behind_year(words, here);
  set_number(line, words, number, number_end, digits_end);
  finish_item(line, words, number_end, LineKind::paragraph);
}

// A number of one or more parts at the start of `words`: its length with the mark behind it, or 0.
std::size_t Looker::read_number(Line& line, std::string_view words, std::uint32_t begin) {
  std::size_t at = 0;
  std::size_t number_end = 0;
  unsigned value = 0;
  int parts = 0;
  while (parts < kNumberParts) {
    std::size_t digits = 0;
    unsigned here = 0;
    while (at + digits < words.size() && text::is_ascii_digit(words[at + digits]) && digits < 4)
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

void Looker::look_at_number(Line& line, std::string_view words) const {
  // "12 \u00A7 Title"
  std::size_t digits = 0;
  while (digits < words.size() && text::is_ascii_digit(words[digits]) && digits < 5) ++digits;
  std::size_t letter = behind_spaces(words, digits);
  std::size_t number_end = digits;
  if (letter + 1 < words.size() && text::is_ascii_small(words[letter]) && is_blank(words[letter + 1])) {
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
    if (words.size() <= kHeadingBytes) look_at_date(line, words);
    return;
  }
  if (look_at_date(line, words)) return;
  const std::string_view rest = words.substr(title);
  line.phrases = rest.size() <= kHeadingBytes ? phrases_.of_line(rest) : PhraseKinds();
  const std::string_view name = line.wide > 0 ? rest.substr(0, end_of_column(rest)) : without_page(rest);
  const bool mark = line.form != 0;
  if (is_title_shaped(name, phrases_) || (is_title_like(name) && is_open(name, phrases_)))
    line.kind = LineKind::numbered;
  else if (mark && line.depth == 1 && (line.form & 3U) != 0)
    line.kind = LineKind::listed;
  else if (line.wide > 0)
    line.kind = LineKind::row;
}

// "Punkt 3: Title", "Anf. 12 ANNA EK (S):", "Bilaga 2", "Kapitel 3"
bool Looker::look_at_counted(Line& line, std::string_view words, std::string_view first, PhraseKinds opening) const {
  constexpr PhraseKinds kCounted = Phrase::item | Phrase::speech | Phrase::appendix | Phrase::chapter;
  if (!begins_with_capital(words)) return false;
  std::size_t at = behind_spaces(words, first.size());
  if (!opening.any(kCounted) || (at < words.size() && !text::is_ascii_digit(words[at]))) {
    // Of two words: "Punkt nr. 3", "Sag nr. 3"
    const std::string_view second = first_word(words.substr(at));
    opening = phrases_.of(words.substr(0, at + second.size()));
    at = behind_spaces(words, at + second.size());
  }
  if (!opening.any(kCounted) || at >= words.size() || !text::is_ascii_digit(words[at])) return false;
  std::size_t digits = at;
  while (digits < words.size() && text::is_ascii_digit(words[digits]) && digits - at < 5) ++digits;
  if (digits - at > 4) return false;
  std::size_t number_end = digits;
  while (number_end + 1 < words.size() && words[number_end] == '.' && text::is_ascii_digit(words[number_end + 1])) {
    ++number_end;
    while (number_end < words.size() && text::is_ascii_digit(words[number_end])) ++number_end;
  }
  if (number_end == digits && opening.has(Phrase::item)) number_end = behind_year(words, number_end);
  const LineKind kind = opening.has(Phrase::speech)     ? LineKind::speech
                        : opening.has(Phrase::appendix) ? LineKind::appendix
                        : opening.has(Phrase::item)     ? LineKind::item
                                                        : LineKind::chapter;
  set_number(line, words, at, number_end, digits);
  if (kind == LineKind::speech) {
    std::size_t title = behind_spaces(words, number_end);
    // "Anf\u00F6rande 12, Anna Ek (S)"
    const bool marked = title < words.size() && std::string_view(",:.").find(words[title]) != std::string_view::npos;
    if (marked) title = behind_spaces(words, title + 1);
    line.title = line.begin + static_cast<std::uint32_t>(title);
    const std::string_view rest = line.from_title(text_);
    // The heading ends with its colon; the speech can begin on the same line.
    const std::size_t colon = rest.find(':');
    const std::string_view heading = rest.substr(0, colon);
    // "Anf\u00F6rande 12, Anna Ek (S), var det sista." is a sentence.
    if (marked && (rest.empty() || (colon == std::string_view::npos && is_stopped(rest)))) return false;
    if (!rest.empty() && speaker_of_heading(heading, phrases_).empty() && person_at(heading, phrases_).name.empty())
      return false;
    line.kind = kind;
    return true;
  }
  finish_item(line, words, number_end, kind);
  if (line.kind != kind) return false;
  line.phrases = opening;
  const std::string_view title = line.from_title(text_);
  // "Punkt 3 Byr\u00E5det godkendte." is a sentence.
  if (title.size() > kHeadingBytes || (kind != LineKind::item && is_stopped(title) && !title.empty())) {
    line.kind = LineKind::prose;
    return false;
  }
  return true;
}

}  // namespace ordagrant::passages::internal
