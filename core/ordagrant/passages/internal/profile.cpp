#include "ordagrant/passages/internal/profile.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include "ordagrant/passages/internal/dates.h"
#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/passages/internal/persons.h"

namespace ordagrant::passages::internal {

namespace {

// A document with so many fields at its beginning has a head.
constexpr std::size_t kFieldsOfHead = 2;
// A line that says what a document is has no more bytes.
constexpr std::size_t kOpeningBytes = 100;
// Who says something behind a dash is told in so many lines.
constexpr std::size_t kLinesOfSpeech = 8;

// "- Det duger, s\u00E4ger Anna Ek.": is it told who says a line behind a dash?
bool is_said(const Sheet& sheet, std::size_t at, const Phrases& phrases) {
  const std::vector<Line>& lines = sheet.lines();
  for (std::size_t line = at; line < std::min(lines.size(), at + kLinesOfSpeech); ++line) {
    if (line > at && (lines[line].breaks != 1 || lines[line].kind == LineKind::bullet)) return false;
    const std::string_view words = sheet.words(line);
    for (std::size_t comma = words.find(", "); comma != std::string_view::npos; comma = words.find(", ", comma + 2)) {
      const std::string_view behind = words.substr(comma + 2);
      if (phrases.of(behind.substr(0, behind.find_first_of(" ,.:"))).has(Phrase::says)) return true;
    }
  }
  return false;
}

// Is what stands behind a dash an item, or can somebody say it? That begins with a capital and is a sentence.
void add_dash(const Sheet& sheet, std::size_t at, const Phrases& phrases, Profile& profile) {
  const std::string_view all = sheet.words(at);
  const bool hyphen = all.front() == '-';
  if (!hyphen && !begins_with_dash(all)) return;
  Dashes& dashes = hyphen ? profile.hyphens : profile.dashes;
  const std::vector<Line>& lines = sheet.lines();
  const std::string_view said = sheet.title_words(at);
  const bool ends =
      at + 1 >= lines.size() || lines[at + 1].after_empty_line() || lines[at + 1].kind == LineKind::bullet;
  if (begins_small(said) || (ends && !is_stopped(said)))
    ++dashes.items;
  else if (is_said(sheet, at, phrases))
    ++dashes.said;
  else
    ++dashes.others;
}

// "Dagordning", with a word before or behind it.
bool names_agenda(std::string_view words, const Phrases& phrases) {
  const std::string_view first = words.substr(0, words.find(' '));
  const std::string_view last = words.substr(words.rfind(' ') + 1);
  return phrases.of(words).has(Phrase::agenda) || phrases.of(first).has(Phrase::agenda) ||
         phrases.of(last).has(Phrase::agenda);
}

bool is_field_of_head(const Line& line) {
  constexpr PhraseKinds kOfHead = Phrase::head | Phrase::date | Phrase::present;
  return (line.kind == LineKind::field && line.phrases.any(kOfHead | Phrase::case_number)) ||
         (line.kind == LineKind::title && line.phrases.any(kOfHead));
}

// The lines in which the head of a document is looked for, and what it is.
void add_opening(const Sheet& sheet, const Phrases& phrases, Profile& profile) {
  const std::vector<Line>& lines = sheet.lines();
  bool in_mail = false;
  for (std::size_t at = 0; at < lines.size() && profile.lines + at < kHeadLines; ++at) {
    const Line& line = lines[at];
    if (line.kind == LineKind::mail_from)
      in_mail = true;
    else if (line.kind != LineKind::field)
      in_mail = false;
    if (in_mail) continue;
    if (is_field_of_head(line)) ++profile.fields;
    if (profile.lines + at < kOpeningLines && line.end - line.begin <= kOpeningBytes && line.kind != LineKind::prose &&
        (line.phrases.has(Phrase::agenda) || names_agenda(sheet.words(at), phrases)))
      profile.is_agenda = true;
  }
}

void add_line(const Sheet& sheet, std::size_t at, const Phrases& phrases, Profile& profile) {
  const Line& line = sheet.lines()[at];
  switch (line.kind) {
    case LineKind::speaker:
    case LineKind::speech: {
      // "Anna Ek (S): Ja" can be a row of a vote; who speaks says more.
      const std::string_view all = sheet.words(at);
      if (line.kind == LineKind::speech || all.ends_with(':') || all.size() >= all.find(':') + kSentenceBytes)
        ++profile.speakers;
      break;
    }
    case LineKind::markdown:
      ++profile.marked;
      break;
    case LineKind::dated:
      profile.dates.insert(first_date(sheet.words(at), phrases).iso);
      break;
    case LineKind::posted:
      ++profile.posted;
      break;
    case LineKind::bullet:
      add_dash(sheet, at, phrases, profile);
      break;
    case LineKind::item:
    case LineKind::next_item:
      profile.has_marked_items = true;
      break;
    case LineKind::paragraph:
      if (line.title >= line.end || is_title_shaped(sheet.title_words(at), phrases) || sheet.names_case(at))
        profile.has_marked_items = true;
      break;
    default:
      break;
  }
}

// Three lines in four are not longer: where lines are broken to a width, nearly that width.
std::size_t width_of(const std::vector<Line>& lines) {
  if (lines.empty()) return 0;
  std::vector<std::uint32_t> widths;
  widths.reserve(lines.size());
  for (const Line& line : lines) widths.push_back(line.end - line.begin);
  const auto at = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 3 / 4);
  std::nth_element(widths.begin(), at, widths.end());
  return *at;
}

// What begins with a heading or a date has no head.
bool may_have_head(const std::vector<Line>& lines) {
  constexpr LineKind kNoHead[] = {LineKind::markdown, LineKind::paragraph, LineKind::item,  LineKind::speech,
                                  LineKind::speaker,  LineKind::posted,    LineKind::dated, LineKind::mail_from};
  return !lines.empty() && std::find(std::begin(kNoHead), std::end(kNoHead), lines[0].kind) == std::end(kNoHead);
}

}  // namespace

void add_lines(const Sheet& sheet, const Phrases& phrases, Profile& profile) {
  const std::vector<Line>& lines = sheet.lines();
  const bool begins = profile.lines == 0;
  add_opening(sheet, phrases, profile);
  for (std::size_t at = 0; at < lines.size(); ++at) add_line(sheet, at, phrases, profile);
  profile.is_transcript = profile.speakers >= 2;
  profile.is_markdown = profile.marked >= 2;
  profile.lines += lines.size();
  if (!begins) return;
  profile.width = width_of(lines);
  const bool shows_head = profile.fields >= kFieldsOfHead || profile.is_transcript ||
                          (profile.is_agenda && (profile.fields > 0 || profile.has_marked_items));
  profile.has_head = shows_head && may_have_head(lines);
}

std::string mover_of_paper(const Sheet& sheet, const Phrases& phrases) {
  const std::vector<Line>& lines = sheet.lines();
  for (std::size_t at = 0; at < std::min(lines.size(), kOpeningLines); ++at) {
    if (!lines[at].phrases.has(Phrase::paper)) continue;
    for (std::size_t below = at + 1; below < std::min(lines.size(), at + 1 + kTitleLines); ++below) {
      const std::string_view line = sheet.words(below).substr(0, kTitleBytes);
      const std::size_t space = line.find(' ');
      if (space == std::string_view::npos || !phrases.of(line.substr(0, space)).has(Phrase::by)) continue;
      const std::string_view named = line.substr(space + 1);
      const Person person = person_at(named, phrases);
      // Others who are not named may stand before the party.
      const std::size_t bracket = named.find('(');
      const bool party =
          person.has_party || (bracket != std::string_view::npos && bracket > person.end &&
                               phrases.of(named.substr(person.end + 1, bracket - person.end - 2)).has(Phrase::more));
      if (!person.name.empty() && party) return person.name;
      return {};
    }
  }
  return {};
}

}  // namespace ordagrant::passages::internal
