#include "ordagrant/passages/internal/outline.h"

#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/dates.h"
#include "ordagrant/passages/internal/persons.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

// A heading closes the sections whose rank is not below its own.
enum Rank : std::uint8_t {
  kDocument = 0,
  kPost = 10,
  kAppendix = 12,
  kHead = 14,
  kTitle = 19,
  kMarkdown = 20,  // and its level
  kChapter = 29,
  kNumbered = 30,  // and the parts of its number
  kItem = 40,
  kCapitals = 49,
  kUnnumbered = 50,
  kPart = 60,
  kSpeech = 70,
  kMover = 80,
  kReply = 90,
};

// The head of a document is looked for in so many lines, what it is in so many.
constexpr std::size_t kHeadLines = 40;
constexpr std::size_t kOpeningLines = 16;
constexpr std::size_t kFieldsOfHead = 2;
// Text of at least so many bytes is prose; a shorter line with a stop is from so many on.
constexpr std::size_t kProseBytes = 60;
constexpr std::size_t kSentenceBytes = 24;
// Prose of so many bytes ends the head of a document.
constexpr std::size_t kHeadProseBytes = 160;
// A heading between lines without empty ones is at most so long.
constexpr std::size_t kTightHeadingBytes = 90;
// A heading is followed by at most so many others before its text.
constexpr int kHeadingsInARow = 3;
constexpr std::size_t kTitleLines = 4;
constexpr std::size_t kTitleBytes = 300;
constexpr std::size_t kContentsLines = 800;
// A number may leave out so many before it: a heading that was not seen.
constexpr unsigned kMissing = 3;
// Sections do not nest deeper.
constexpr std::size_t kDeepest = 40;

Section section(std::uint32_t begin, SectionKind kind) {
  Section made;
  made.begin = begin;
  made.kind = kind;
  return made;
}

std::string folded(std::string_view text) { return text::lower(as_title(text)); }

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::Character next = text::character_at(text, at);
    if (text::is_letter(next.code)) return true;
    at += next.size;
  }
  return false;
}

bool is_in_capitals(std::string_view line) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < line.size();) {
    const text::Character next = text::character_at(line, at);
    if (text::is_upper(next.code))
      ++capitals;
    else if (text::is_letter(next.code))
      return false;
    at += next.size;
  }
  return capitals >= 4;
}

ItemPart part_of(PhraseKinds kinds) {
  constexpr std::pair<Phrase, ItemPart> kParts[] = {
      {Phrase::decision, ItemPart::decision},
      {Phrase::reservation, ItemPart::reservation},
      {Phrase::motion, ItemPart::motion},
      {Phrase::vote, ItemPart::vote},
      {Phrase::note, ItemPart::note},
      {Phrase::proposal, ItemPart::proposal},
      {Phrase::distribution, ItemPart::distribution},
      {Phrase::background, ItemPart::background},
  };
  for (const auto& [phrase, part] : kParts)
    if (kinds.has(phrase)) return part;
  return ItemPart::none;
}

}  // namespace

Outline::Outline(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases)
    : text_(text), tokens_(tokens), phrases_(phrases), lines_(read_lines(text, tokens, phrases)) {}

Structure Outline::read() {
  Section document;
  document.end = static_cast<std::uint32_t>(tokens_.size());
  made_.sections.push_back(std::move(document));
  open_.push_back({0, kDocument});
  read_profile();
  read_repeated_items();
  read_mover_of_paper();
  if (has_head_ && !lines_.empty()) {
    open(section(0, SectionKind::head), kHead);
    in_head_ = true;
  }

  for (std::size_t line = 0; line < lines_.size();) {
    std::size_t next = line;
    // Most lines are prose, and none of the forms below begins like it.
    const LineKind kind = lines_[line].kind;
    switch (kind) {
      case LineKind::quoted:
        next = read_quoted(line);
        break;
      case LineKind::mail_from:
      case LineKind::wrote:
      case LineKind::original:
        next = read_mail(line);
        break;
      case LineKind::posted:
      case LineKind::dated:
        next = read_post(line);
        break;
      case LineKind::speaker:
      case LineKind::speech:
      case LineKind::chair:
      case LineKind::stamp:
        next = read_speech(line);
        break;
      case LineKind::paragraph:
      case LineKind::item:
      case LineKind::next_item:
      case LineKind::listed:
        next = read_item(line);
        break;
      case LineKind::numbered:
        next = read_item(line);
        if (next == line) next = read_heading(line);
        break;
      case LineKind::label:
      case LineKind::field:
        next = read_label(line);
        break;
      case LineKind::title:
        next = read_post(line);
        if (next == line) next = read_heading(line);
        break;
      case LineKind::markdown:
        next = read_item(line);
        if (next == line) next = read_post(line);
        if (next == line) next = read_heading(line);
        break;
      case LineKind::chapter:
      case LineKind::appendix:
        next = read_heading(line);
        break;
      default:
        break;
    }
    const bool heads = next > line && kind != LineKind::quoted;
    line = next > line ? next : read_running(line);
    after_heading_ = heads;
  }
  const auto end = static_cast<std::uint32_t>(tokens_.size());
  close(kDocument + 1, end);
  if (!made_.passages.empty()) made_.passages.back().end = end;
  for (const Section& section : made_.sections)
    if (section.kind == SectionKind::head) {
      read_participants(section.begin, section.end);
      // What is held on the date of the head is all of it.
      if (made_.sections[0].date.empty()) made_.sections[0].date = section.date;
    }
  return std::move(made_);
}

// ---------------------------------------------------------------------------------------------------------------

void Outline::read_profile() {
  std::size_t fields = 0;
  std::size_t speakers = 0;
  std::size_t marked = 0;
  bool in_mail = false;
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    const Line& line = lines_[at];
    if (at < kHeadLines) {
      if (line.kind == LineKind::mail_from)
        in_mail = true;
      else if (line.kind != LineKind::field)
        in_mail = false;
      if (in_mail) continue;
      if (line.kind == LineKind::field &&
          line.phrases.any(Phrase::head | Phrase::date | Phrase::present | Phrase::case_number))
        ++fields;
      else if (line.kind == LineKind::title && line.phrases.any(Phrase::head | Phrase::date | Phrase::present))
        ++fields;
    }
    if (at < kOpeningLines && line.end - line.begin <= 100 && line.kind != LineKind::prose) {
      const std::string_view all = words(at);
      const std::string_view first = all.substr(0, all.find(' '));
      const std::string_view last = all.substr(all.rfind(' ') + 1);
      if (line.phrases.has(Phrase::agenda) || phrases_.of(all).has(Phrase::agenda) ||
          phrases_.of(first).has(Phrase::agenda) || phrases_.of(last).has(Phrase::agenda))
        is_agenda_ = true;
    }
    switch (line.kind) {
      case LineKind::speaker:
      case LineKind::speech: {
        // "Anna Ek (S): Ja" can be a row of a vote; who speaks says more.
        const std::string_view all = words(at);
        if (line.kind == LineKind::speech || all.ends_with(':') || all.size() >= all.find(':') + kSentenceBytes)
          ++speakers;
        break;
      }
      case LineKind::markdown:
        ++marked;
        break;
      case LineKind::dated:
        ++dates_;
        break;
      case LineKind::item:
      case LineKind::next_item:
        has_marked_items_ = true;
        break;
      case LineKind::paragraph:
        if (line.title >= line.end || is_title_shaped(title_words(at), phrases_) || names_case(at))
          has_marked_items_ = true;
        break;
      default:
        break;
    }
  }
  is_transcript_ = speakers >= 2;
  // Three lines in four are not longer: where lines are broken to a width, nearly that width.
  std::vector<std::uint32_t> widths;
  widths.reserve(lines_.size());
  for (const Line& line : lines_) widths.push_back(line.end - line.begin);
  if (!widths.empty()) {
    const auto at = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 3 / 4);
    std::nth_element(widths.begin(), at, widths.end());
    width_ = *at;
  }
  has_head_ = fields >= kFieldsOfHead || is_transcript_ || (is_agenda_ && (fields > 0 || has_marked_items_));
  is_markdown_ = marked >= 2;
  // What begins with a heading or a date has no head.
  constexpr LineKind kNoHead[] = {LineKind::markdown, LineKind::paragraph, LineKind::item,  LineKind::speech,
                                  LineKind::speaker,  LineKind::posted,    LineKind::dated, LineKind::mail_from};
  if (lines_.empty() || std::find(std::begin(kNoHead), std::end(kNoHead), lines_[0].kind) != std::end(kNoHead))
    has_head_ = false;
}

std::string Outline::key(std::size_t at) const {
  const Line& line = lines_[at];
  const std::string_view words = without_page(title_words(at));
  if (words.size() < 4 || words.size() > kTitleBytes) return {};
  return std::to_string(static_cast<int>(line.kind)) + ' ' + number(at) + ' ' + folded(words);
}

// "Motion till riksdagen", and within a few lines "av Anna Ek m.fl. (S)": all of it is what she says.
void Outline::read_mover_of_paper() {
  for (std::size_t at = 0; at < std::min(lines_.size(), kOpeningLines); ++at) {
    if (!lines_[at].phrases.has(Phrase::paper)) continue;
    for (std::size_t below = at + 1; below < std::min(lines_.size(), at + 1 + kTitleLines); ++below) {
      const std::string_view line = words(below).substr(0, kTitleBytes);
      const std::size_t space = line.find(' ');
      if (space == std::string_view::npos || !phrases_.of(line.substr(0, space)).has(Phrase::by)) continue;
      const std::string_view named = line.substr(space + 1);
      const Person person = person_at(named, phrases_);
      // Others who are not named may stand before the party.
      const std::size_t bracket = named.find('(');
      const bool party =
          person.has_party || (bracket != std::string_view::npos && bracket > person.end &&
                               phrases_.of(named.substr(person.end + 1, bracket - person.end - 2)).has(Phrase::more));
      if (!person.name.empty() && party) made_.sections[0].speaker = person.name;
      return;
    }
  }
}

void Outline::read_repeated_items() {
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    const LineKind kind = lines_[at].kind;
    if (kind != LineKind::paragraph && kind != LineKind::item && kind != LineKind::numbered) continue;
    if (std::string made = key(at); !made.empty()) last_item_[std::move(made)] = static_cast<std::uint32_t>(at);
  }
}

// Does the same number come with the same title again, further on, and others like it stand around this one? Then
// it is a line of a table of contents.
bool Outline::is_repeated_later(std::size_t at) const {
  const auto found = last_item_.find(key(at));
  if (found == last_item_.end() || found->second <= at) return false;
  const LineKind kind = lines_[at].kind;
  for (std::size_t near = at > 2 ? at - 2 : 0; near < std::min(at + 4, lines_.size()); ++near) {
    if (near == at || lines_[near].kind != kind) continue;
    const auto other = last_item_.find(key(near));
    if (other != last_item_.end() && other->second > near) return true;
  }
  return false;
}

// ---------------------------------------------------------------------------------------------------------------

std::string_view Outline::title_words(std::size_t at) const {
  const Line& line = lines_[at];
  std::string_view words = text_.substr(line.title, line.end - line.title);
  // Of a row of a table its first column.
  if (line.wide > 0) {
    std::size_t spaces = 0;
    for (std::size_t byte = 0; byte < words.size(); ++byte) {
      if (words[byte] == '\t') return words.substr(0, byte - spaces);
      spaces = words[byte] == ' ' ? spaces + 1 : 0;
      if (spaces == 3) return words.substr(0, byte + 1 - spaces);
    }
  }
  return words;
}

std::string Outline::title(std::size_t first, std::size_t last) const {
  std::string made(title_words(first));
  for (std::size_t at = first + 1; at < last; ++at) {
    // A word that was divided at the line end is put together by the reading, not here.
    made += ' ';
    made += title_words(at);
  }
  return as_title(made);
}

// Does the number of a case stand where the title would?
bool Outline::names_case(std::size_t at) const {
  const std::string_view own = title_words(at);
  return phrases_.of(own.substr(0, own.find_first_of(" :"))).has(Phrase::case_number);
}

std::string Outline::number(std::size_t at) const {
  const Line& line = lines_[at];
  return as_title(text_.substr(line.number, line.number_end - line.number));
}

std::string Outline::date_in(std::string_view words) const { return first_date(words, phrases_).iso; }

std::vector<unsigned> Outline::number_parts(std::size_t at) const {
  std::vector<unsigned> parts{0};
  for (const char byte : text_.substr(lines_[at].number, lines_[at].number_end - lines_[at].number)) {
    if (byte == '.')
      parts.push_back(0);
    else if (byte >= '0' && byte <= '9')
      parts.back() = parts.back() * 10 + static_cast<unsigned>(byte - '0');
  }
  return parts;
}

// A title goes on in the next line that begins small, or where it ended on a word that none ends on.
std::size_t Outline::title_end(std::size_t at) const {
  std::size_t next = at + 1;
  std::size_t bytes = title_words(at).size();
  while (next < lines_.size() && next - at < kTitleLines) {
    const Line& line = lines_[next];
    if (line.breaks > 1 || bytes + (line.end - line.begin) > kTitleBytes) break;
    if (line.kind != LineKind::prose && line.kind != LineKind::title && line.kind != LineKind::row) break;
    const std::string_view here = words(next);
    const std::string_view before = title_words(next - 1);
    const bool goes_on =
        begins_small(here) || internal::is_open(before, phrases_) || (here.front() == '(' && line.indent > 0);
    if (!goes_on || is_stopped(before)) break;
    bytes += line.end - line.begin;
    ++next;
  }
  return next;
}

// ---------------------------------------------------------------------------------------------------------------

// May something new begin with a line? Not in the middle of a sentence.
bool Outline::may_begin(std::size_t at) const {
  if (at == 0 || after_heading_) return true;
  const Line& line = lines_[at];
  const std::string_view before = words(at - 1);
  if (line.after_empty_line()) return true;
  return is_stopped(before);
}

// Is a line text that can stand under a heading?
bool Outline::is_body(std::size_t at) const {
  const Line& line = lines_[at];
  const std::size_t size = line.end - line.begin;
  switch (line.kind) {
    case LineKind::prose:
      return size >= kProseBytes || (size >= kSentenceBytes && is_stopped(words(at)));
    case LineKind::bullet:
    case LineKind::listed:
    case LineKind::quoted:
    case LineKind::label:
    case LineKind::speaker:
    case LineKind::speech:
      return true;
    case LineKind::row:
      return true;
    case LineKind::numbered:
      return true;
    case LineKind::title:
      return size >= 2 * kProseBytes || (is_stopped(words(at)) && size >= kProseBytes);
    default:
      return false;
  }
}

// Is a short line a heading without a number?
bool Outline::is_heading(std::size_t at) const {
  const Line& line = lines_[at];
  if (at + 1 >= lines_.size() || line.kind != LineKind::title) return false;
  const std::string_view here = words(at);
  const bool listed = !contents_.empty() && contents_.contains(folded(here));
  if (listed && (at == 0 || !internal::is_open(words(at - 1), phrases_))) return true;
  if (!may_begin(at) || line.phrases.any(Phrase::head | Phrase::present | Phrase::date | Phrase::case_number))
    return false;
  // What is set in under a row is part of it.
  if (line.indent >= 3 && (lines_[at + 1].indent >= 3 || (item_form_ & 4U) != 0)) return false;
  // What leads to a list is the beginning of its sentences.
  if ((lines_[at + 1].kind == LineKind::bullet || lines_[at + 1].kind == LineKind::listed) &&
      begins_small(title_words(at + 1)))
    return false;
  // In Markdown a heading is marked.
  if (is_markdown_ && !here.starts_with("**")) return false;
  // Names, fields and rows have no text under them.
  std::size_t below = at + 1;
  for (int more = 0; more < kHeadingsInARow && below < lines_.size(); ++more, ++below) {
    if (lines_[below].kind != LineKind::title || is_body(below)) break;
    if (!lines_[below].after_empty_line() && !(more == 0 && line.after_empty_line())) return false;
  }
  if (below >= lines_.size() || !is_body(below)) return false;
  const Line& next = lines_[at + 1];
  if (begins_small(words(at + 1)) && next.kind != LineKind::bullet && next.kind != LineKind::listed) return false;
  // A name, a name with an office, the place and date of a paper.
  const Person person = person_at(here, phrases_);
  const bool named =
      person.name.find(' ') != std::string::npos && std::count(person.name.begin(), person.name.end(), ' ') < 4;
  if (named && (person.end == here.size() ? !is_in_capitals(here) : here[person.end] == ',')) return false;
  if (!date_in(here).empty() || (here.back() == ')' && !persons_with_party(here, phrases_).empty())) return false;
  if (next.breaks == 1 && words(at + 1)[0] >= '0' && words(at + 1)[0] <= '9' && next.kind == LineKind::prose)
    return false;
  // A field that no table knows, and a part of an enumerated sentence.
  const std::size_t colon = here.find(": ");
  if (colon != std::string_view::npos && !has_letter(here.substr(colon))) return false;
  if (phrases_.of(here.substr(0, here.find(' '))).has(Phrase::that) ||
      phrases_.of(here.substr(here.rfind(' ') + 1)).has(Phrase::leads))
    return false;
  // What is spoken has no headings but those before the next speaker.
  if (is_open(kSpeech) &&
      (!line.after_empty_line() || !next.after_empty_line() || after_heading_ || is_stopped(here) ||
       (next.kind != LineKind::speaker && next.kind != LineKind::stamp && next.kind != LineKind::speech)))
    return false;
  if (line.after_empty_line() && next.after_empty_line()) return true;
  // Where text follows in the next line, this one ended although the next word had room in it.
  const std::string_view text_below = words(at + 1);
  const std::size_t word = std::min(text_below.find(' '), text_below.size());
  std::size_t room = std::max<std::size_t>(text_below.size(), width_);
  if (at > 0 && !line.after_empty_line()) room = std::max(room, words(at - 1).size());
  if (here.size() > kTightHeadingBytes || here.size() + 1 + word >= room * 9 / 10) return false;
  if (line.after_empty_line() || after_heading_)
    return next.kind != LineKind::title && (next.kind != LineKind::row || next.after_empty_line());
  return next.kind == LineKind::prose && text_below.size() >= kProseBytes / 2;
}

bool Outline::has_case_below(std::size_t at) const {
  for (std::size_t below = at + 1; below < std::min(at + 4, lines_.size()); ++below) {
    const Line& line = lines_[below];
    if (line.kind == LineKind::numbered) return false;
    if (line.kind == LineKind::label) return true;
    if (line.kind == LineKind::field && line.phrases.any(kHeadings | Phrase::case_number)) return true;
  }
  return false;
}

bool Outline::is_next_in_list(std::size_t at, std::size_t next) const {
  if (next >= lines_.size()) return false;
  const Line& one = lines_[at];
  const Line& other = lines_[next];
  return (other.kind == LineKind::numbered || other.kind == LineKind::listed) && other.depth == one.depth &&
         other.form == one.form && other.value == one.value + 1;
}

// Does the text behind a number go on in the next lines as a sentence does? It is a paragraph of a law then, and no
// title.
bool Outline::is_sentence(std::size_t at) const {
  const std::size_t end = title_end(at);
  if (is_stopped(words(end - 1))) return true;
  return end < lines_.size() && lines_[end].breaks == 1 && begins_small(words(end));
}

bool Outline::is_item(std::size_t at) const {
  const Line& line = lines_[at];
  if (line.kind != LineKind::paragraph && line.kind != LineKind::item) return false;
  if (is_repeated_later(at)) return false;
  if (at > 0 && !line.after_empty_line() && !after_heading_ && internal::is_open(words(at - 1), phrases_)) return false;
  if (may_begin(at) || (has_item_ && line.value == item_ + 1)) return true;
  // Between lines without empty ones: behind a line that had room for more, as a name or a field.
  const std::string_view own = title_words(at);
  return words(at - 1).size() * 3 < std::max<std::size_t>(width_, 3 * kSentenceBytes) * 2 &&
         (names_case(at) || (is_title_shaped(own, phrases_) && !is_sentence(at)));
}

// A number without a sign or word numbers an item of minutes and agendas alone.
bool Outline::is_plain_item(std::size_t at) const {
  const Line& line = lines_[at];
  if (at > 0 && lines_[at - 1].phrases.has(Phrase::next_item)) return line.depth == 1;
  const bool marked = line.kind == LineKind::markdown;
  if (!is_agenda_ || has_marked_items_ || line.depth != 1 || (line.kind != LineKind::numbered && !marked)) return false;
  const std::vector<unsigned> parts = number_parts(at);
  if (parts.size() != 1 || is_repeated_later(at)) return false;
  if (!has_item_) {
    if (parts[0] == 1) return may_begin(at);
    // Minutes can go on with the numbers of the last meeting.
    for (std::size_t next = at + 1; next < std::min(lines_.size(), at + 60); ++next)
      if (is_next_in_list(at, next)) return may_begin(at) && has_case_below(at);
    return false;
  }
  if (parts[0] != item_ + 1 || line.form != item_form_ || line.indent > item_indent_ + 2) return false;
  const bool in_list = list_ > 0 && parts[0] == list_ + 1 && line.form == list_form_;
  if (in_list && !has_case_below(at) && !(line.after_empty_line() && list_is_tight_)) return false;
  return true;
}

bool Outline::follows_numbers(const std::vector<unsigned>& parts, std::size_t at) const {
  const Line& line = lines_[at];
  const std::vector<unsigned>& last = chapter_;
  if (last.empty()) {
    if (parts.size() == 1 && parts[0] <= 1) return true;
    return parts.back() <= 1 || (line.after_empty_line() && lines_[at + 1].after_empty_line());
  }
  const std::size_t shared = std::min(parts.size(), last.size());
  // As deep as the last one or less: the last part has grown.
  if (parts.size() <= last.size() && std::equal(parts.begin(), parts.end() - 1, last.begin()) &&
      parts.back() > last[parts.size() - 1] && parts.back() <= last[parts.size() - 1] + kMissing)
    return true;
  // Deeper: the first below it.
  if (parts.size() > last.size() && std::equal(last.begin(), last.end(), parts.begin()) && parts.back() <= 1 + kMissing)
    return true;
  // A chapter whose own heading was not seen: "3.1" behind "2.4".
  if (parts.size() > 1 && shared >= 1 && parts[0] > last[0] && parts[0] <= last[0] + kMissing && parts.back() <= 1)
    return true;
  // Numbers begin anew in an appendix.
  return parts.size() == 1 && parts[0] == 1 && line.after_empty_line() && last[0] > 1;
}

bool Outline::is_numbered_heading(std::size_t at) const {
  const Line& line = lines_[at];
  if (line.kind != LineKind::numbered || at + 1 >= lines_.size() || is_markdown_) return false;
  if (has_item_ || (is_agenda_ && in_head_ && has_marked_items_)) return false;
  const bool in_columns = (line.form & 4U) != 0;
  if (line.wide > (in_columns ? 1 : 0)) return false;
  if (!may_begin(at) && !(at > 0 && lines_[at - 1].kind == LineKind::numbered)) return false;
  if (is_repeated_later(at)) return false;
  const std::size_t below = title_end(at);
  if (below >= lines_.size()) return false;
  if (is_next_in_list(at, below)) return false;
  if (list_ > 0 && line.depth == 1 && line.value == list_ + 1 && !line.after_empty_line()) return false;
  if (list_ > 0 && line.depth == 1 && line.value == list_ + 1 && !list_is_tight_) return false;
  if (internal::is_open(title_words(below - 1), phrases_)) return false;
  if (begins_small(words(below)) && lines_[below].kind == LineKind::prose) return false;
  return follows_numbers(number_parts(at), at);
}

// ---------------------------------------------------------------------------------------------------------------

void Outline::open(Section section, std::uint8_t rank) {
  const std::uint32_t token = section.begin;
  close(rank, token);
  if (open_.size() > kDeepest) close(open_.back().rank, token);
  section.parent = open_.back().section;
  section.level = static_cast<std::uint8_t>(made_.sections[section.parent].level + 1);
  section.end = static_cast<std::uint32_t>(tokens_.size());
  open_.push_back({static_cast<std::uint32_t>(made_.sections.size()), rank});
  made_.sections.push_back(std::move(section));
  if (rank <= kSpeech) forget_list();
}

void Outline::close(std::uint8_t rank, std::uint32_t token) {
  while (open_.size() > 1 && open_.back().rank >= rank) {
    const std::uint32_t section = open_.back().section;
    open_.pop_back();
    made_.sections[section].end = token;
    // A head before anything was read is none.
    if (made_.sections[section].begin == token && section + 1 == made_.sections.size()) made_.sections.pop_back();
  }
}

bool Outline::is_open(std::uint8_t rank) const {
  return std::any_of(open_.begin(), open_.end(), [rank](const Open& here) { return here.rank == rank; });
}

void Outline::leave_head(std::uint32_t token) {
  if (!in_head_) return;
  close(kHead, token);
  in_head_ = false;
}

ItemPart Outline::part() const { return made_.sections[open_.back().section].part; }

void Outline::forget_list() {
  list_ = 0;
  list_is_tight_ = false;
}

void Outline::begin_passage(std::uint32_t token, PassageKind kind) {
  if (!made_.passages.empty()) made_.passages.back().end = token;
  made_.passages.push_back({token, static_cast<std::uint32_t>(tokens_.size()), kind, open_.back().section});
}

// ---------------------------------------------------------------------------------------------------------------

std::size_t Outline::read_quoted(std::size_t at) {
  const bool goes_on = at > 0 && lines_[at - 1].kind == LineKind::quoted && !lines_[at].after_empty_line();
  if (!goes_on) {
    close(kMover, lines_[at].first);
    begin_passage(lines_[at].first, PassageKind::quoted);
  }
  return at + 1;
}

// What a mail quotes below or between its own lines.
std::size_t Outline::read_mail(std::size_t at) {
  const Line& line = lines_[at];
  Section reply = section(line.first, SectionKind::reply);
  std::size_t last = at + 1;
  if (line.kind == LineKind::wrote) {
    const std::string_view all = words(at);
    reply.date = date_in(all);
    const Person person = person_at(text_.substr(line.title, line.end - line.title), phrases_);
    reply.speaker = person.name;
  } else {
    // A row of fields, a sender among them: "Fr\u00E5n: ... Skickat: ... Till: ... \u00C4mne: ..."
    std::size_t from = at;
    if (line.kind == LineKind::original) ++from;
    std::size_t fields = 0;
    bool has_sender = false;
    bool was_sent = false;
    last = from;
    while (last < lines_.size() && last < from + 8) {
      const Line& field = lines_[last];
      const bool is_field =
          field.kind == LineKind::mail_from || (field.kind == LineKind::field && field.phrases.has(Phrase::mail_field));
      if (!is_field || (last > from && field.after_empty_line())) break;
      const std::string_view value = title_words(last);
      if (field.kind == LineKind::mail_from) {
        has_sender = true;
        reply.speaker = person_at(value, phrases_).name;
      } else if (reply.date.empty()) {
        reply.date = date_in(value);
      }
      was_sent = was_sent || field.phrases.has(Phrase::mail_sent) || value.find('@') != std::string_view::npos;
      ++fields;
      ++last;
    }
    // A memorandum has a sender and a date too, but was not sent.
    if (line.kind == LineKind::mail_from && (!has_sender || fields < 3 || !was_sent)) return at;
    // At the top of a document it is the mail itself.
    if (made_.passages.empty()) {
      if (line.kind == LineKind::mail_from) {
        leave_head(line.first);
        reply.kind = SectionKind::post;
        open(std::move(reply), kPost);
        begin_passage(line.first, PassageKind::heading);
        return last;
      }
    }
    last = std::max(last, at + 1);
  }
  leave_head(lines_[at].first);
  open(std::move(reply), kReply);
  begin_passage(line.first, PassageKind::heading);
  return last;
}

// A date alone on a line is a post's if there are several.
bool Outline::is_date_of_post(std::size_t at) const {
  const Line& line = lines_[at];
  if (line.kind == LineKind::posted) return true;
  return line.kind == LineKind::dated && dates_ >= 2 && line.after_empty_line() && at + 1 < lines_.size() &&
         !has_item_ && !is_transcript_ && !is_agenda_;
}

// A dated post: its title above the date, or below it.
std::size_t Outline::read_post(std::size_t at) {
  std::size_t dated = at;
  if (lines_[at].kind == LineKind::title || lines_[at].kind == LineKind::markdown) {
    dated = at + 1;
    if (dated >= lines_.size() || !lines_[at].after_empty_line() || !is_date_of_post(dated)) return at;
    // The line above a date is the title of its post, unless the post has one below: then it ends the last post.
    if (dated + 1 < lines_.size() && lines_[at].kind == LineKind::title) {
      const Line& below = lines_[dated + 1];
      if (below.kind == LineKind::title && dated + 2 < lines_.size() && lines_[dated + 2].breaks == 1 &&
          is_body(dated + 2))
        return at;
    }
  } else if (!is_date_of_post(at)) {
    return at;
  }
  const std::string_view line = words(dated);
  const PrintedDate date = first_date(line, phrases_);
  Section post = section(lines_[at].first, SectionKind::post);
  post.date = date.iso;
  if (at < dated) post.title = title(at, dated);
  // "... av Anna Ek"
  std::size_t author = date.end;
  while (author < line.size()) {
    const std::size_t space = line.find(' ', author);
    const std::string_view word = line.substr(author, space == std::string_view::npos ? space : space - author);
    if (space == std::string_view::npos) break;
    if (phrases_.of(word).has(Phrase::by)) {
      const Person person = person_at(line.substr(space), phrases_);
      post.speaker = person.name;
      break;
    }
    author = space + 1;
  }
  std::size_t last = dated + 1;
  if (at == dated && last + 1 < lines_.size() && lines_[last].kind == LineKind::title &&
      lines_[last].after_empty_line() && is_body(last + 1)) {
    post.title = title(last, last + 1);
    ++last;
  }
  leave_head(lines_[at].first);
  open(std::move(post), kPost);
  begin_passage(lines_[at].first, PassageKind::heading);
  return last;
}

// A table of contents, from the line that names it on: its titles are known when they come again.
std::size_t Outline::read_contents(std::size_t at) {
  Section contents = section(lines_[at].first, SectionKind::chapter);
  contents.title = title(at, at + 1);
  open(std::move(contents), kCapitals);
  begin_passage(lines_[at].first, PassageKind::heading);
  std::string first;
  std::size_t here = at + 1;
  for (; here < lines_.size() && here - at < kContentsLines; ++here) {
    const Line& line = lines_[here];
    if (line.phrases.has(Phrase::contents)) continue;
    const std::string_view whole = words(here);
    const std::string_view bare = without_page(line.kind == LineKind::title ? whole : title_words(here));
    const bool has_page = without_page(whole).size() < whole.size();
    if (!has_page) {
      if (line.kind == LineKind::markdown || line.kind == LineKind::speaker || line.kind == LineKind::speech ||
          line.kind == LineKind::posted)
        break;
      if ((line.kind == LineKind::paragraph || line.kind == LineKind::item) && !is_repeated_later(here)) break;
      if (line.kind == LineKind::prose &&
          (whole.size() > 2 * kProseBytes || (is_stopped(whole) && whole.size() > kSentenceBytes)))
        break;
      if (!first.empty() && folded(bare) == first) break;
      if (line.kind == LineKind::label && !first.empty() && here + 1 < lines_.size() &&
          lines_[here + 1].kind == LineKind::prose && is_body(here + 1))
        break;
    }
    if (bare.size() <= kTitleBytes) {
      const std::string entry = folded(bare);
      if (first.empty()) first = entry;
      contents_.emplace(entry, line.depth);
    }
    begin_passage(line.first, PassageKind::list_item);
  }
  // A heading just before the text that broke off the table is none of its lines.
  std::size_t last = here;
  while (last > at + 2 && here < lines_.size() && lines_[last - 1].kind == LineKind::title &&
         lines_[last - 1].after_empty_line() && here - last < 2 && lines_[here].kind == LineKind::prose)
    --last;
  while (here > last) {
    contents_.erase(folded(words(--here)));
    made_.passages.pop_back();
  }
  if (here < lines_.size()) close(kCapitals, lines_[here].first);
  return here;
}

std::size_t Outline::read_item(std::size_t at) {
  const Line& line = lines_[at];
  std::size_t numbered = at;
  if (line.kind == LineKind::next_item) {
    if (at + 1 >= lines_.size() || lines_[at + 1].kind == LineKind::prose || lines_[at + 1].depth != 1) return at;
    ++numbered;
  } else if (line.kind == LineKind::numbered || line.kind == LineKind::listed || line.kind == LineKind::markdown) {
    if (!is_plain_item(at)) return at;
  } else if (!is_item(at)) {
    return at;
  }
  const Line& heading = lines_[numbered];
  std::size_t last = numbered + 1;
  Section item = section(line.first, SectionKind::item);
  item.number = number(numbered);
  const std::string_view own = title_words(numbered);
  if (own.empty() || names_case(numbered)) {
    // The title stands in the next line, with or without a number of the case between.
    std::size_t next = numbered + 1;
    if (next < lines_.size() && lines_[next].kind == LineKind::field && lines_[next].phrases.has(Phrase::case_number))
      ++next;
    if (next < lines_.size() && lines_[next].kind == LineKind::title) {
      last = title_end(next);
      item.title = title(next, last);
    }
  } else if (line.kind != LineKind::paragraph ||
             ((is_title_shaped(own, phrases_) || (internal::is_open(own, phrases_) && own.size() <= kTitleBytes / 2)) &&
              !is_sentence(numbered))) {
    last = title_end(numbered);
    item.title = title(numbered, last);
  } else {
    // A paragraph of a law or of rules: a number, and no title.
    leave_head(lines_[at].first);
    open(std::move(item), kItem);
    begin_passage(line.first, PassageKind::paragraph);
    item_ = heading.value;
    has_item_ = true;
    return at + 1;
  }
  leave_head(lines_[at].first);
  item_ = heading.value;
  item_form_ = heading.form;
  item_indent_ = heading.indent;
  has_item_ = true;
  open(std::move(item), kItem);
  begin_passage(line.first, PassageKind::heading);
  return last;
}

// A heading that names who speaks from it on.
std::size_t Outline::read_speech(std::size_t at) {
  std::size_t named = at;
  if (lines_[at].kind == LineKind::stamp) {
    ++named;
    if (named >= lines_.size()) return at;
  }
  const Line& line = lines_[named];
  std::string speaker;
  std::size_t last = named + 1;
  std::uint32_t text_begins = line.last;
  const std::string_view all = words(named);
  // What is said can begin on the line of the speaker, behind the colon.
  const auto begin_text_behind = [&](std::size_t byte) {
    text_begins = line.first;
    while (text_begins < line.last && tokens_[text_begins].span.end <= byte) ++text_begins;
  };
  if (line.kind == LineKind::speaker) {
    if (!all.ends_with(':')) {
      if (!is_transcript_ || part() == ItemPart::vote) return at;
      begin_text_behind(line.begin + all.find(':') + 1);
    }
    speaker = speaker_of_heading(title_words(named).substr(0, title_words(named).find(':')), phrases_);
    // Bills that are announced are named by who brings them: "B\u00F8rneministeren (Lars Ek):" and then "Lovforslag nr.
    // 1".
    if (last < lines_.size()) {
      const std::string_view below = words(last);
      const std::string_view first = below.substr(0, below.find(' '));
      if (phrases_.of(first).has(Phrase::announced) && below.substr(0, 48).find("nr.") != std::string_view::npos)
        return at;
    }
    if (!may_begin(named) && !is_transcript_) return at;
  } else if (line.kind == LineKind::speech) {
    const std::string_view rest = text_.substr(line.title, line.end - line.title);
    const std::size_t colon = rest.find(':');
    if (rest.empty()) {
      // The name stands in the next line.
      if (last >= lines_.size() || lines_[last].end - lines_[last].begin > kTitleBytes / 2) return at;
      const std::string_view below = words(last);
      speaker = speaker_of_heading(below, phrases_);
      if (speaker.empty()) speaker = person_at(below, phrases_).name;
      if (speaker.empty()) return at;
      text_begins = lines_[last].last;
      ++last;
    } else {
      const std::string_view heading = rest.substr(0, colon);
      speaker = speaker_of_heading(heading, phrases_);
      if (speaker.empty()) speaker = person_at(heading, phrases_).name;
      if (colon != std::string_view::npos) {
        begin_text_behind(line.title + colon + 1);
      }
    }
  } else if (line.kind == LineKind::chair) {
    const std::size_t inside = all.find(": ");
    if (inside != std::string_view::npos) {
      if (!is_transcript_ || part() == ItemPart::vote || !may_begin(named)) return at;
      speaker = speaker_of_heading(all.substr(0, inside), phrases_);
      begin_text_behind(line.begin + inside + 1);
    }
    // Without a colon a word alone is a heading only where others speak too, and where text follows at once.
    const bool colon = all.ends_with(':') || inside != std::string_view::npos;
    if (!colon && (!is_transcript_ || last >= lines_.size() || lines_[last].breaks != 1 || !is_body(last))) return at;
    if (!may_begin(named)) return at;
    if (speaker.empty()) speaker = speaker_of_heading(all, phrases_);
  } else if (lines_[at].kind == LineKind::stamp && is_transcript_ && line.kind == LineKind::title && line.breaks == 1) {
    speaker = speaker_of_heading(all, phrases_);
  }
  if (speaker.empty()) return at;
  leave_head(lines_[at].first);
  Section speech = section(lines_[at].first, SectionKind::speech);
  speech.speaker = std::move(speaker);
  open(std::move(speech), kSpeech);
  begin_passage(lines_[at].first, PassageKind::speaker);
  if (text_begins < line.last) begin_passage(text_begins, PassageKind::paragraph);
  return last;
}

// A heading that is known by its words, or a field of a head.
std::size_t Outline::read_label(std::size_t at) {
  const Line& line = lines_[at];
  if (line.kind == LineKind::field && !line.phrases.any(kHeadings)) return at;
  if (in_head_ && line.kind == LineKind::field && line.title < line.end) return at;
  // A field with a value is a part where items are, and there alone.
  const bool with_text = line.kind == LineKind::field && line.title < line.end;
  if (with_text && !has_item_) return at;
  if (line.kind == LineKind::label || !with_text) {
    if (at > 0 && !line.after_empty_line() && !after_heading_ && internal::is_open(words(at - 1), phrases_)) return at;
    if (at + 1 >= lines_.size()) return at;
    if (in_head_ && is_agenda_ && line.phrases.any(Phrase::head | Phrase::present | Phrase::date)) return at;
    if (line.phrases.has(Phrase::contents) && (!has_item_ || is_repeated_later(at + 1))) {
      leave_head(lines_[at].first);
      return read_contents(at);
    }
  }
  const std::string_view words_of_title =
      with_text ? text_.substr(line.begin, line.title - line.begin) : text_.substr(line.title, line.end - line.title);
  Section part = section(line.first, has_item_ ? SectionKind::part : SectionKind::chapter);
  part.part = part_of(line.phrases);
  part.title = as_title(words_of_title);
  // "Beslutning fra \u00D8konomiudvalget, 12. november 2024"
  if (!with_text) part.date = date_in(words_of_title);
  // "Kommunstyrelsens f\u00F6rslag till kommunfullm\u00E4ktige" is what the board decides, in its own minutes.
  if (part.part == ItemPart::proposal && !body_.empty() && folded(part.title).starts_with(body_ + "s f") &&
      !line.phrases.has(Phrase::decision) && folded(part.title).find(" beslut") == std::string::npos)
    part.part = ItemPart::decision;
  leave_head(lines_[at].first);
  auto rank = static_cast<std::uint8_t>(has_item_ ? kPart : kUnnumbered);
  if (line.phrases.has(Phrase::closing)) {
    rank = static_cast<std::uint8_t>(has_item_ ? kItem : kUnnumbered);
    part.kind = SectionKind::chapter;
  }
  if (!has_item_ && line.phrases.has(Phrase::attachments)) rank = kChapter;
  open(std::move(part), rank);
  begin_passage(line.first, PassageKind::heading);
  if (with_text) {
    std::uint32_t token = line.first;
    while (token < line.last && tokens_[token].span.begin < line.title) ++token;
    if (token > line.first && token < line.last) begin_passage(token, PassageKind::paragraph);
  }
  return at + 1;
}

std::size_t Outline::read_heading(std::size_t at) {
  const Line& line = lines_[at];
  Section chapter = section(line.first, SectionKind::chapter);
  std::uint8_t rank = kUnnumbered;
  std::size_t last = at + 1;
  switch (line.kind) {
    case LineKind::markdown:
      if (at + 1 < lines_.size() && line.phrases.has(Phrase::contents)) {
        leave_head(lines_[at].first);
        return read_contents(at);
      }
      if (line.depth > 0) chapter.number = number(at);
      rank = static_cast<std::uint8_t>(kMarkdown + line.value);
      chapter.part = part_of(line.phrases);
      if (has_item_ && is_open(kItem)) {
        // Below the items of minutes headings are their parts.
        rank = kPart;
        chapter.kind = SectionKind::part;
      }
      break;
    case LineKind::numbered: {
      if (!is_numbered_heading(at)) return at;
      last = title_end(at);
      chapter.number = number(at);
      chapter.part = part_of(line.phrases);
      chapter_ = number_parts(at);
      rank = static_cast<std::uint8_t>(kNumbered + line.depth);
      break;
    }
    case LineKind::chapter:
      if (!may_begin(at) || at + 1 >= lines_.size()) return at;
      chapter.number = number(at);
      chapter_ = {line.value};
      last = title_end(at);
      rank = kChapter;
      break;
    case LineKind::appendix: {
      // A list of appendices has one in each line; an appendix has text.
      const bool listed = (at > 0 && lines_[at - 1].kind == LineKind::appendix) ||
                          (at + 1 < lines_.size() && lines_[at + 1].kind == LineKind::appendix);
      const bool in_list =
          !open_.empty() && phrases_.of(made_.sections[open_.back().section].title).has(Phrase::attachments);
      if (listed || in_list || !may_begin(at) || at + 1 >= lines_.size() || line.wide > 0) return at;
      last = title_end(at);
      chapter.number = number(at);
      chapter.kind = SectionKind::appendix;
      rank = kAppendix;
      has_item_ = false;
      chapter_.clear();
      break;
    }
    default: {
      if (in_head_ && (line.phrases.any(Phrase::head | Phrase::present | Phrase::date) || at < 3)) return at;
      if (!is_heading(at)) return at;
      const std::string_view here = words(at);
      if (is_open(kItem) && (item_form_ & 4U) != 0 && line.breaks >= 3) {
        // Items that are rows of a table end with it.
        rank = kItem;
      } else if (is_open(kItem)) {
        chapter.kind = SectionKind::part;
        rank = kPart;
      } else if (const auto listed = contents_.find(folded(here)); listed != contents_.end()) {
        rank = static_cast<std::uint8_t>(listed->second > 0 ? kNumbered + listed->second : +kCapitals);
      } else if (at == 0) {
        rank = kTitle;
      } else if (is_in_capitals(here)) {
        rank = kCapitals;
      }
      break;
    }
  }
  leave_head(lines_[at].first);
  chapter.title = title(at, last);
  open(std::move(chapter), rank);
  begin_passage(line.first, PassageKind::heading);
  return last;
}

// ---------------------------------------------------------------------------------------------------------------

// A dash before what somebody says looks like a list item; it is a sentence, and stands by itself.
bool Outline::is_dash_speech(std::size_t at) const {
  const std::string_view all = words(at);
  if (all.front() != '-' && !all.starts_with("\u2013") && !all.starts_with("\u2014")) return false;
  const Line& line = lines_[at];
  const std::string_view said = text_.substr(line.title, line.end - line.title);
  if (begins_small(said)) return false;
  if (at > 0 && words(at - 1).ends_with(':')) return false;
  // A list goes on as it began.
  if (!line.after_empty_line() && !made_.passages.empty() && made_.passages.back().kind == PassageKind::list_item)
    return false;
  // Hyphens one below the other make a list.
  if (all.front() == '-') {
    if (!line.after_empty_line()) return false;
    std::size_t next = at + 1;
    while (next < lines_.size() && next < at + kTitleLines && lines_[next].breaks == 1 &&
           lines_[next].kind == LineKind::prose)
      ++next;
    if (next < lines_.size() && lines_[next].breaks == 1 && lines_[next].kind == LineKind::bullet) return false;
  }
  if (is_stopped(said)) return true;
  // In lines of a width what is said ends further down.
  return line.kind == LineKind::bullet && at + 1 < lines_.size() && lines_[at + 1].kind == LineKind::prose &&
         lines_[at + 1].breaks == 1 && said.size() >= kProseBytes && begins_small(words(at + 1)) &&
         line.after_empty_line();
}

std::size_t Outline::read_running(std::size_t at) {
  const Line& line = lines_[at];
  if (in_head_) read_head_line(at);
  PassageKind kind = PassageKind::paragraph;
  bool begins = made_.passages.empty() || line.after_empty_line() || after_heading_;
  const PassageKind last = made_.passages.empty() ? PassageKind::paragraph : made_.passages.back().kind;
  switch (line.kind) {
    case LineKind::bullet:
      begins = true;
      if (!is_dash_speech(at)) kind = PassageKind::list_item;
      break;
    case LineKind::listed:
    case LineKind::numbered:
      if (!begins && !is_stopped(words(at - 1)) && last != PassageKind::list_item && list_ == 0 && line.value != 1 &&
          line.depth > 0)
        break;  // a number at the start of a line of prose
      begins = true;
      kind = PassageKind::list_item;
      list_is_tight_ = list_ > 0 ? list_is_tight_ && !line.after_empty_line() : true;
      list_ = line.value;
      list_form_ = line.form;
      break;
    case LineKind::row:
      begins = true;
      kind = PassageKind::table_row;
      break;
    case LineKind::field:
    case LineKind::mail_from:
    case LineKind::stamp:
    case LineKind::rule:
    case LineKind::chair:
    case LineKind::next_item:
      begins = true;
      break;
    default:
      // What is not set in stays out of a row or a list.
      if (last == PassageKind::table_row && line.indent == 0) begins = true;
      if (last == PassageKind::quoted) begins = true;
      break;
  }
  if (kind == PassageKind::paragraph && is_open(kMover) && begins) close(kMover, line.first);
  if (is_open(kReply) && begins && last == PassageKind::quoted && line.kind != LineKind::quoted)
    close(kReply, line.first);
  if (has_item_ && (begins || is_stopped(words(at - 1)))) {
    const std::size_t before = made_.sections.size();
    read_mover(at);
    begins = begins || made_.sections.size() != before;
  }
  if (begins) begin_passage(line.first, kind);
  return at + 1;
}

// "Anna Ek (S) yrkar att ...": from here to the end of the paragraph she speaks.
void Outline::read_mover(std::size_t at) {
  if (!has_item_ || !is_open(kPart)) return;
  const ItemPart here = part();
  if (here != ItemPart::motion && here != ItemPart::reservation && here != ItemPart::note && here != ItemPart::decision)
    return;
  const Line& line = lines_[at];
  std::string_view rest = line.of(text_).substr(0, kTitleBytes);
  if (line.kind == LineKind::bullet || line.kind == LineKind::listed)
    rest = text_.substr(line.title, std::min<std::size_t>(line.end - line.title, kTitleBytes));
  std::string speaker;
  for (int persons = 0; persons < 12; ++persons) {
    const Person person = person_at(rest, phrases_);
    if (!person.has_party) break;
    if (!speaker.empty()) speaker += ", ";
    speaker += person.name;
    rest = rest.substr(person.end);
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == ',' || rest.front() == '\n')) rest.remove_prefix(1);
    const std::string_view word = rest.substr(0, rest.find_first_of(" \n"));
    if (phrases_.of(word).has(Phrase::conjunction)) rest = rest.substr(std::min(word.size() + 1, rest.size()));
  }
  if (speaker.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (word.size() >= rest.size() || !phrases_.of(word).has(Phrase::chair)) return;
    speaker = word;
    rest = rest.substr(word.size() + 1);
  }
  // The verb comes at once.
  for (int word = 0; word < 3 && !rest.empty(); ++word) {
    const std::string_view verb = rest.substr(0, rest.find_first_of(" \n,.:"));
    // Under motions everybody who is named first in a paragraph moves or speaks.
    const bool speaks = here == ItemPart::motion && word == 0 && begins_small(verb);
    if (speaks || phrases_.of(verb).has(Phrase::moves)) {
      Section speech = section(line.first, SectionKind::speech);
      speech.part = here;
      speech.speaker = std::move(speaker);
      open(std::move(speech), kMover);
      return;
    }
    rest = rest.substr(std::min(verb.size() + 1, rest.size()));
  }
}

void Outline::read_head_line(std::size_t at) {
  const Line& line = lines_[at];
  Section& head = made_.sections[open_.back().section];
  if (head.kind != SectionKind::head) return;
  const std::string_view all = words(at);
  // Prose ends a head, but for its own fields.
  if (line.kind == LineKind::prose && all.size() >= kHeadProseBytes && at > 4 && line.after_empty_line() &&
      is_stopped(all) && persons_with_party(all.substr(0, kHeadProseBytes), phrases_).empty()) {
    leave_head(line.first);
    return;
  }
  if (head.title.empty() && at < kOpeningLines && all.size() <= kProseBytes &&
      (line.kind == LineKind::title || line.kind == LineKind::prose || line.kind == LineKind::row)) {
    const std::string_view last = all.substr(all.rfind(' ') + 1);
    if (phrases_.ends(last, Phrase::body_ending)) {
      head.title = as_title(all);
      body_ = folded(all);
    }
  }
  const bool is_date_field = line.kind == LineKind::field && (line.phrases.has(Phrase::date) || line.wide > 0);
  const bool may_date = is_date_field ||
                        ((is_agenda_ || is_transcript_) && at < kOpeningLines && line.kind != LineKind::prose) ||
                        line.kind == LineKind::dated || phrases_.of(all.substr(0, all.find(' '))).has(Phrase::date);
  if (head.date.empty() && may_date) head.date = date_in(all.substr(0, kTitleBytes));
}

void Outline::read_participants(std::uint32_t begin, std::uint32_t end) {
  if (begin >= end) return;
  const auto keep = [&](std::string name) {
    if (!name.empty() && participants_.insert(name).second) made_.participants.push_back(std::move(name));
  };
  bool present = false;
  for (const Line& line : lines_) {
    if (line.first < begin || line.first >= end) continue;
    std::string_view listed = line.of(text_);
    const bool label = line.kind == LineKind::field || line.phrases.any(Phrase::head | Phrase::present | Phrase::date);
    if (label) {
      present = line.phrases.has(Phrase::present);
      if (line.kind != LineKind::field) continue;
      listed = text_.substr(line.title, line.end - line.title);
    }
    if (!present || listed.find('(') != std::string_view::npos) continue;
    // "Josefin Ek, sekreterare": a name in front of a comma, or alone.
    const Person person = person_at(listed, phrases_);
    const bool ends = person.end == listed.size() || (person.end < listed.size() && listed[person.end] == ',');
    if (ends && person.name.find(' ') != std::string::npos) keep(person.name);
  }
  const std::uint32_t from = tokens_[begin].span.begin;
  for (std::string& name : persons_with_party(text_.substr(from, tokens_[end - 1].span.end - from), phrases_))
    keep(std::move(name));
}

}  // namespace ordagrant::passages::internal
