#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "ordagrant/passages/internal/quoting.h"

// Lines of speech, which a dash opens: who says them, and where the narrator goes on.

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;

constexpr std::uint32_t kLately = 120;  // tokens from one line of speech to another of the same speaker

}  // namespace

// Reads the cues of all lines of speech, to know whether there are any and whether one alone is interviewed.
void Quoting::listen() {
  // Whom a speaker names is not who speaks.
  std::vector<Range> quoted = quoted_;
  std::vector<std::uint32_t> with_cue;
  int questions = 0;
  for (const std::uint32_t dash : places_.dashes) {
    Subject subject;
    if (asks_before(dash)) ++questions;
    const std::uint32_t cue = line_cue(dash + 1, unit_end(dash), subject);
    if (cue == Cues::kNoCue) continue;
    dashes_speak_ = dashes_speak_ || subject.form != Form::nobody || subject.named();
    quoted.emplace_back(dash, cue);
    with_cue.push_back(dash);
  }
  std::sort(quoted.begin(), quoted.end());
  std::vector<Range> merged;
  for (const auto& range : quoted) {
    if (!merged.empty() && range.first < merged.back().second)
      merged.back().second = std::max(merged.back().second, range.second);
    else
      merged.push_back(range);
  }
  speakers_.leave_out(std::move(merged));
  std::map<std::string, std::uint32_t> lines;
  for (const std::uint32_t dash : with_cue) {
    Subject subject;
    line_cue(dash + 1, unit_end(dash), subject);
    if (subject.form != Form::name) continue;
    const std::uint32_t count = ++lines[subject.name];
    if (!interviewed_.named() || count > lines[interviewed_.name]) interviewed_ = std::move(subject);
  }
  alone_ = lines.size() == 1;
  for (const auto& [name, count] : lines)
    if (name != interviewed_.name && 2 * count >= lines[interviewed_.name]) interviewed_ = {};
  if (!interviewed_.named() && questions > 0) interviewed_ = speakers_.protagonist();
  interview_ = interviewed_.named() && (alone_ || questions > 1);
}

// Does a question stand before this line, in bold type or not?
bool Quoting::asks_before(std::uint32_t dash) const {
  while (dash > 0 && (is(dash - 1, "*") || is(dash - 1, "**") || is(dash - 1, "_"))) --dash;
  return dash > 0 && is(dash - 1, "?");
}

// Is it an item of a list, as far as its marks tell?
bool Quoting::in_list(std::uint32_t token) const {
  const Passage* passage = structure_.passage_at(token);
  return passage != nullptr && passage->kind == PassageKind::list_item;
}

bool Quoting::speaks_of_self(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t at = begin; at < end; ++at)
    if ((kinds(at) & kSelf) != 0) return true;
  return false;
}

// Is this sentence, the last of a line of speech, the narrator's? It begins with the whole name of a person: of who
// speaks, or beside a role.
bool Quoting::narrates(std::uint32_t begin, std::uint32_t end, const Subject& speaker) const {
  const Subject first = speakers_.phrase(begin, end);
  if (first.form != Form::name || first.name.find(' ') == std::string::npos || first.begin > begin + 1) return false;
  if (first.begin == begin && first.name != speaker.name) return false;
  return speakers_.is_person(first.begin, first.end, first.name);
}

// Whom the question before a line of speech asks: "Vad s\u00E4ger Karin Ekdal om det?"; or else the only one who
// speaks.
Subject Quoting::asked(std::uint32_t dash) const {
  const std::uint32_t from = std::max(unit_begin(dash - 1), speakers_.sentence_begin(dash - 1));
  for (std::uint32_t at = from; at < dash; ++at) {
    if (!speakers_.says(at)) continue;
    Subject subject = speakers_.of_verb(from, at, dash - 1);
    // "Kritikerna s\u00E4ger att ..." tells what others say.
    if (subject.begin > at && (subject.form == Form::name || subject.form == Form::role)) return subject;
    break;
  }
  return interviewed_;
}

// Is it a line of a list, as far as its form tells? Those stand close together, begin small or end without a full stop.
bool Quoting::is_list_line(std::uint32_t number, std::uint32_t begin) const {
  const std::uint32_t dash = places_.dashes[number];
  const std::uint32_t end = unit_end(dash);
  if (!speakers_.capital(begin) && tokens_[begin].kind != TokenKind::number) return true;
  // One that is broken off has a whole sentence before.
  const bool broken_off = dashes_speak_ && speakers_.sentence_end(begin) < end && words_in(begin, end) == kSpeechWords;
  if ((!ends_sentence(word(end - 1)) && !broken_off) || words_in(begin, end) < 1) return true;
  const bool again = dash_end_ == dash;
  const bool close_before = number > 0 && unit_end(places_.dashes[number - 1]) == dash && !again;
  const bool close_behind = number + 1 < places_.dashes.size() && places_.dashes[number + 1] == end;
  const auto lines_between = [&](std::uint32_t token) {
    const std::string_view gap =
        text_.substr(tokens_[token - 1].span.end, tokens_[token].span.begin - tokens_[token - 1].span.end);
    return std::count(gap.begin(), gap.end(), '\n');
  };
  if (close_before && lines_between(dash) < 2) return true;
  if (!close_behind || lines_between(end) >= 2 || again) return false;
  Subject other;
  return cues_.in_line(end + 1, unit_end(end), other) == Cues::kNoCue;
}

// Who was spoken of last before a line of speech: \u2013 Jag hade g\u00E4rna sett mindre grupper.
Subject Quoting::spoken_of_before(std::uint32_t dash) const {
  Subject subject;
  std::uint32_t until = dash;
  const std::uint32_t home = unit_begin(dash - 1);
  // In an interview it is said by who is interviewed, if the last sentence names nobody else.
  while (until > home && !subject.certain() && (until == dash || !interview_)) {
    const std::uint32_t from = std::max(home, speakers_.sentence_begin(until - 1));
    const bool spoke = last_subject_.named() && last_subject_.begin >= from && last_subject_.begin < until;
    Subject told;  // "Ingen hinner, s\u00E4ger hon, med s\u00E5dant."
    if (!spoke) cues_.in_line(from, until, told);
    subject = spoke ? last_subject_ : told.certain() ? told : speakers_.of_sentence(from, until);
    // Who speaks aloud is a person, and one alone.
    if (subject.form == Form::document || subject.form == Form::body) subject = {};
    if (spoke && subject.form == Form::role && speakers_.is_plural(subject.begin, subject.end)) subject = {};
    until = from;
  }
  return subject;
}

// Who says a line that names nobody, by where it stands.
Subject Quoting::speaker_by_place(std::uint32_t dash, std::uint32_t begin) const {
  const std::uint32_t end = unit_end(dash);
  if (dash_end_ == dash) {
    // ", s\u00E4ger Karin Ekdal och forts\u00E4tter:"
    if (is(dash - 1, ":")) return dash_subject_;
    // An answer is another's than the question.
    const bool replies = dash_asked_ || (kinds(begin) & kReply) != 0;
    if (!replies && !is(end - 1, "?")) return dash_subject_;
    if (!dash_asked_) return {};
    if (dash_before_.form == Form::name && dash_before_.name != dash_subject_.name) return dash_before_;
    return dash_subject_.named() ? Subject{} : interviewed_;
  }
  // "S\u00E5 s\u00E4ger Karin Ekdal."
  if (Attribution behind = cues_.next_line(end); end < count_ && behind.cue == Cue::next)
    return std::move(behind.subject);
  return dash > 0 ? spoken_of_before(dash) : Subject{};
}

// Is a line speech that nothing in it ascribes to anybody? Then `subject` says whose, as far as that is known.
bool Quoting::speaks_without_cue(std::uint32_t number, std::uint32_t begin, Subject& subject) const {
  if (is_list_line(number, begin)) return false;
  const std::uint32_t dash = places_.dashes[number];
  const std::uint32_t end = unit_end(dash);
  const bool asks = is(end - 1, "?");
  const bool again = dash_end_ == dash;  // the line before was speech
  const bool answers = !again && asks_before(dash);
  const bool listed = dash > 0 && is(dash - 1, ":");
  if (listed && !again) {
    Attribution who = cue_before(dash + 1, kSpeechWords);
    if (who.cue == Cue::none) return false;
    subject = std::move(who.subject);
  } else {
    subject = speaker_by_place(dash, begin);
  }
  if (answers) subject = asked(dash);
  if (in_list(dash)) {
    // An item of a list has no speaker but one who is a person and named for it.
    if (subject.form == Form::name && !speakers_.is_person(subject.begin, subject.end, subject.name)) subject = {};
    const bool told = again || ((listed || answers) && subject.certain());
    if (!told && subject.form != Form::name && (!dashes_speak_ || in_list(dash - 1))) return false;
  }
  const bool lately = dash_end_ != kNoToken && dash - dash_end_ < kLately && dash_subject_.form == Form::name;
  if (!subject.certain() && !again && !asks && interview_) subject = interviewed_;
  if (!subject.certain() && !again && !asks) subject = alone_ ? interviewed_ : lately ? dash_subject_ : Subject{};
  // A question and its answer may be those of a form, unless somebody says "jag".
  return dashes_speak_ || subject.certain() || cues_.spoken_of(dash) || speaks_of_self(begin, end);
}

// Adds what is said in tokens [begin, end) before a cue and behind it; `subject` becomes who is named last.
void Quoting::add_between_cues(std::uint32_t begin, std::uint32_t end, std::uint32_t cue, Subject& subject) {
  while (begin < end) {
    add(begin, cue == Cues::kNoCue ? end : cue, QuoteKind::dash_speech, true, subject);
    if (cue == Cues::kNoCue) break;
    // Behind the cue the narrator goes on to the end of the sentence, unless the speaker does: , s\u00E4ger hon, men
    // ...
    const std::uint32_t behind = std::max(subject.end, cue + 1);
    std::uint32_t next = speakers_.sentence_end(is(cue, ",") ? cue + 1 : cue);
    // ", men det g\u00E5r", or the rest of "Vi har, s\u00E4ger hon, v\u00E4ntat l\u00E4nge"
    const bool broken = (kinds(cue - 1) & (kPerfect | kMay)) != 0;
    for (std::uint32_t at = behind; at + 1 < std::min(next, end); ++at)
      if (is(at, ",") && (broken || (kinds(at + 1) & kResume) != 0) && (kinds(at + 1) & kAnd) == 0) {
        next = at + 1;
        break;
      }
    begin = std::min(next, end);
    // ", s\u00E4ger hon. Karin Ekdal ser ut \u00F6ver rummet.": nobody says so of themselves.
    if (begin < end && speakers_.sentence_end(begin) == end && narrates(begin, end, subject)) break;
    Subject other;
    cue = begin < end ? cues_.in_line(begin, end, other) : Cues::kNoCue;
    // "sa jag till dem" is told by who speaks.
    if (cue != Cues::kNoCue && other.form == Form::self) cue = Cues::kNoCue;
    if (cue != Cues::kNoCue && other.named()) subject = other;
    if (words_in(begin, end) == 0) break;
  }
}

void Quoting::dash(std::uint32_t number) {
  const std::uint32_t dash = places_.dashes[number];
  std::uint32_t begin = dash + 1;
  const std::uint32_t end = unit_end(dash);
  if (begin >= end || inside(others_, dash)) return;
  while (begin < end && is_quotation_mark(word(begin))) ++begin;
  if (begin >= end) return;
  const bool again = dash_end_ == dash;  // the line before was speech
  Subject subject;
  const std::uint32_t cue = line_cue(begin, end, subject);
  if (cue == Cues::kNoCue) {
    if (!speaks_without_cue(number, begin, subject)) return;
    add(begin, end, QuoteKind::dash_speech, true, subject);
    others_.emplace_back(dash, end);
  } else {
    others_.emplace_back(dash, end);
    add_between_cues(begin, end, cue, subject);
  }
  if (again && subject.name != dash_subject_.name) dash_before_ = dash_subject_;
  if (!again) dash_before_ = {};
  dash_end_ = end;
  dash_subject_ = std::move(subject);
  // "Varf\u00F6r d\u00E5? undrar n\u00E5gon."
  dash_asked_ = is(end - 1, "?") || (cue != Cues::kNoCue && is(cue - 1, "?"));
}

}  // namespace ordagrant::passages::internal
