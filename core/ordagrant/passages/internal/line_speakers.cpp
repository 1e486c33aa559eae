#include <algorithm>

#include "ordagrant/passages/internal/dates.h"
#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/passages/internal/looker.h"
#include "ordagrant/passages/internal/persons.h"
#include "ordagrant/passages/internal/spaces.h"
#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

// What is told by who speaks or writes: speakers, chairs, the hour of a speech, posts and mail.

namespace ordagrant::passages::internal {

namespace {

// A speaker's name and party have at most so many bytes where the speech begins on the same line.
constexpr std::size_t kSpeakerBytes = 80;

}  // namespace

// "(Ordf\u00F8rer)" alone, or before the name of who speaks: "(Ordf\u00F8rer) Anna Ek (S):"
void Looker::look_at_stage(Line& line, std::string_view words) const {
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
bool Looker::look_at_stamp(Line& line, std::string_view words) const {
  const std::size_t at = behind_spaces(words, first_word(words).size());
  std::size_t digits = at;
  while (digits < words.size() && (text::is_ascii_digit(words[digits]) || words[digits] == '.' || words[digits] == ':'))
    ++digits;
  if (digits == at || digits - at > 5 || !text::is_ascii_digit(words[at])) return false;
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
bool Looker::look_at_speaker_behind(Line& line, std::string_view words, std::size_t behind) const {
  const std::string_view rest = words.substr(behind);
  if (!text::is_upper(text::character_at(rest, 0).code)) return false;
  const bool alone = rest.back() == ':' && rest.size() <= kHeadingBytes && look_at_speaker(line, rest);
  if (!alone && !look_at_inline_speaker(line, rest)) return false;
  line.title = line.begin + static_cast<std::uint32_t>(behind);
  return true;
}

bool Looker::look_at_speaker(Line& line, std::string_view words) const {
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
bool Looker::names_office(std::string_view heading) const {
  const std::size_t bracket = heading.find('(');
  if (bracket == std::string_view::npos || bracket == 0 || speaker_of_heading(heading, phrases_).empty()) return false;
  for (std::size_t at = 0; at < bracket; at = behind_spaces(heading, at + first_word(heading.substr(at)).size() + 1)) {
    const std::string_view word = first_word(heading.substr(at));
    if (word.empty()) break;
    if (phrases_.of(word).any(Phrase::chair | Phrase::title) || phrases_.ends(word, Phrase::title_ending)) return true;
  }
  return false;
}

// A speaker, and what they say on the same line.
bool Looker::look_at_inline_speaker(Line& line, std::string_view words) const {
  const std::size_t colon = words.substr(0, kSpeakerBytes).find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 2 >= words.size() || !begins_with_capital(words))
    return false;
  const std::string_view heading = words.substr(0, colon);
  const PhraseKinds kinds = phrases_.of(heading);
  const bool chair = kinds.has(Phrase::chair) && !kinds.any(Phrase::present | Phrase::head) && words[colon + 1] == ' ';
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
bool Looker::look_at_wrote(Line& line, std::string_view words) const {
  // "I 1850 skrev Anna Ek:" has no day.
  const std::string_view first = first_word(words);
  if (first != "Den" && first != "On" && !phrases_.of(first).has(Phrase::weekday) &&
      first_date(words, phrases_).iso.empty())
    return false;
  bool dated = false;
  for (std::size_t at = 0; at < words.size();) {
    const std::string_view word = first_word(words.substr(at));
    const std::size_t end = at + word.size();
    if (!word.empty() && text::is_ascii_digit(word[0])) dated = true;
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

bool Looker::look_at_posted(Line& line, std::string_view words, std::size_t verb) const {
  const PrintedDate date = first_date(words, phrases_);
  if (date.iso.empty() || date.begin > verb + 24) return false;
  // Behind the date only who it is by.
  const std::string_view rest = words.substr(behind_spaces(words, date.end));
  const std::string_view word = first_word(rest);
  if (!rest.empty() && !phrases_.of(word).any(Phrase::by | Phrase::stamp) && rest[0] != '|' && rest[0] != ',' &&
      rest[0] != '-' && !text::is_ascii_digit(rest[0]))
    return false;
  if (is_stopped(rest) && !rest.empty() && words.size() > 80) return false;
  line.kind = LineKind::posted;
  return true;
}

}  // namespace ordagrant::passages::internal
