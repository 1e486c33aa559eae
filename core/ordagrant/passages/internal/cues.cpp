#include "ordagrant/passages/internal/cues.h"

#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/marks.h"
#include "ordagrant/passages/internal/places.h"

namespace ordagrant::passages::internal {

using tokens::TokenKind;
using Form = Subject::Form;

// ", s\u00E4ger Karin Ekdal" behind the closing mark, or "som en l\u00E4rare sade".
Attribution Cues::behind(std::uint32_t end, bool closed) const {
  std::uint32_t token = closed ? end + 1 : end;
  const bool parted = !closed || (token < count_ && (is(token, ",") || is_dash(word(token)))) ||
                      ends_sentence(word(end - 1)) || is(end - 1, ",");
  if (closed && token + 2 < count_ && is(token, "(")) return in_brackets(token);
  if (token < count_ && (is(token, ",") || is_dash(word(token)))) ++token;
  if (token >= count_ || tokens_[token].kind != TokenKind::word || speakers_.capital(token)) return {};
  const std::uint32_t limit = std::min(speakers_.sentence_end(token), units_.end(token));
  const std::uint64_t found = kinds(token);
  // "he told us"
  if ((found & (kHe | kShe)) != 0 && token + 1 < limit && (kinds(token + 1) & kSay) != 0) {
    Subject subject = speakers_.phrase(token, limit);
    if (subject.named()) return {Cue::near, std::move(subject)};
  }
  // ", blir Karin Ekdals svar", ", lyder rektorns kommentar"
  if ((found & (kStates | kComes)) != 0)
    for (std::uint32_t at = token + 1; at < std::min(limit, token + kVerbReach); ++at) {
      if ((kinds(at) & kView) == 0) continue;
      Subject owner = speakers_.owner(token + 1, at);
      if (owner.certain()) return {Cue::near, std::move(owner)};
      break;
    }
  if ((found & kStates) != 0 || speakers_.says(token)) return behind_verb(token, limit, parted);
  // ", var svaret fr\u00E5n Kerstin Alm"
  if ((found & kComes) != 0 && closed && token == end + 2) {
    Subject subject = speakers_.behind_verb(token, limit);
    if (subject.certain() && subject.form != Form::document) return {Cue::near, std::move(subject)};
  }
  // ", har regionen svarat"
  if ((found & kPerfect) != 0) {
    Subject subject = speakers_.phrase(token + 1, limit);
    if (subject.certain() && subject.end < limit && speakers_.says(subject.end)) return {Cue::near, std::move(subject)};
  }
  // ", vill n\u00E5gon inv\u00E4nda", ", kan en chef s\u00E4ga"
  if ((found & kMay) != 0 && closed) {
    const bool pronoun = (kinds(token + 1) & (kNobody | kThey)) != 0;
    Subject subject = speakers_.phrase(token + 1, pronoun ? token + 2 : limit);
    if (subject.form != Form::none && subject.end < limit && speakers_.later(subject.end, kSay))
      return {Cue::near, std::move(subject)};
  }
  if ((found & kAccording) != 0) {
    Subject subject = speakers_.phrase(token + 1, limit);
    if (subject.certain()) return {Cue::near, std::move(subject)};
    return {};
  }
  if ((found & kNobody) != 0 && token + 3 < limit) return as_said(token, limit);
  return {};
}

// From the verb on: "s\u00E4ger Karin Ekdal".
Attribution Cues::behind_verb(std::uint32_t verb, std::uint32_t limit, bool parted) const {
  const std::uint64_t found = kinds(verb);
  Subject subject = speakers_.behind_verb(verb, limit);
  // What "reads" so is no noun of any kind.
  if ((found & kStates) != 0 && subject.form == Form::phrase) {
    subject.form = Form::nobody;
    subject.name.clear();
  }
  // "Temat \u201DTillit\u201D uppm\u00E4rksammar jubileet": what has no comma before it may be the verb of the
  // sentence, and then its object follows.
  if (subject.form == Form::phrase && !parted) return {};
  if (subject.form == Form::none) {
    // "heter det", "st\u00E5r att l\u00E4sa": it is said, and nobody tells by whom.
    if ((found & kSay) == 0 || verb + 1 >= limit || tokens_[verb + 1].kind == TokenKind::mark) return {};
    subject.form = Form::nobody;
  }
  return {Cue::near, std::move(subject)};
}

// "(enhetschef, omsorg)" behind the closing mark.
Attribution Cues::in_brackets(std::uint32_t bracket) const {
  const Subject subject = speakers_.phrase(bracket + 1, speakers_.sentence_end(bracket));
  // "(NOR)", "(SOU 2023:68)" are no persons.
  const bool person = subject.end > subject.begin + 1 || (kinds(subject.begin) & (kMale | kFemale)) != 0;
  const bool whole = subject.form == Form::role || (subject.form == Form::name && person);
  if (whole && subject.begin == bracket + 1 && (is(subject.end, ")") || is(subject.end, ",")))
    return {Cue::near, subject};
  return {};
}

// "som en mentor sade", from the first word on.
Attribution Cues::as_said(std::uint32_t token, std::uint32_t limit) const {
  // "som det heter i avtalet"
  if ((kinds(token + 1) & kNobody) != 0 && (kinds(token + 2) & kStates) != 0) {
    Subject source = speakers_.of_verb(token + 1, token + 2, limit);
    if (source.form == Form::document || source.form == Form::body) return {Cue::near, std::move(source)};
    return {};
  }
  const Subject subject = speakers_.phrase(token + 1, limit);
  if (!subject.named() || subject.end >= limit) return {};
  std::uint32_t verb = subject.end;
  while (verb < limit && (kinds(verb) & kSkip) != 0) ++verb;
  if ((kinds(verb) & (kSay | kThat | kCall)) != 0) return {Cue::near, subject};
  return {};
}

// ", sade chefen" at the end of the sentence that the fragment stands in.
Attribution Cues::later(std::uint32_t end) const {
  const std::uint32_t limit = std::min({speakers_.sentence_end(end), units_.end(end), end + kPartReach});
  for (std::uint32_t at = end + 1; at + 2 < limit; ++at) {
    if (is(at, ":") || is(at, ";")) break;
    if (!is(at, ",") || speakers_.capital(at + 1) || !speakers_.says(at + 1)) continue;
    Subject subject = speakers_.behind_verb(at + 1, limit);
    if (subject.certain()) return {Cue::clause, std::move(subject)};
    break;
  }
  return {};
}

// A line behind what is quoted that says whose it is: "\u2013 undersk\u00F6terska, hemtj\u00E4nsten", from the token
// `from` on.
Subject Cues::signature(std::uint32_t from) const {
  while (from < count_ && (is(from, ">") || is(from, "*") || is(from, "**"))) ++from;
  if (from + 1 >= count_) return {};
  if (!is_dash(word(from))) return line_below(from);
  const std::uint32_t limit = std::min(speakers_.sentence_end(from + 1), from + 1 + kSignature);
  if (limit < count_ && limit == from + 1 + kSignature) return {};
  if (ends_sentence(word(limit - 1))) return {};
  const Subject subject = speakers_.phrase(from + 1, limit);
  return subject.named() ? subject : Subject{};
}

// The same without a dash, "Undersk\u00F6terska, stor kommun": a line of its own that begins with a role, or with a
// name and its role, goes on behind a comma and has no full stop.
Subject Cues::line_below(std::uint32_t from) const {
  if (!speakers_.capital(from) || !new_line(from)) return {};
  std::uint32_t end = from + 1;
  while (end < count_ && end - from <= kSignature && !new_line(end)) ++end;
  if (end - from > kSignature || end < from + 3 || tokens_[end - 1].kind == TokenKind::mark) return {};
  Subject subject = speakers_.phrase(from, end);
  if (subject.begin != from || subject.end >= end || !is(subject.end, ",")) return {};
  if (subject.form == Form::role) return subject;
  const bool holds = subject.form == Form::name && (speakers_.long_kinds(subject.end + 1) & kRole) != 0;
  return holds ? subject : Subject{};
}

// Does a line begin with the token?
bool Cues::new_line(std::uint32_t token) const {
  if (token == 0) return true;
  const std::uint32_t begin = tokens_[token - 1].span.end;
  return text_.substr(begin, tokens_[token].span.begin - begin).find('\n') != std::string_view::npos;
}

// "Citatet er fra hr. Dahl.", "S\u00E5 sade Rut Bo."
Attribution Cues::next(std::uint32_t end) const {
  std::uint32_t token = end + 1;
  if (token < count_ && is(token, ".")) ++token;
  if (token + 2 >= count_ || token > end + 2) return {};
  if (units_.begin(token) > end + 2) return {};
  return next_line(token);
}

Attribution Cues::next_line(std::uint32_t token) const {
  if (token + 2 >= count_ || (kinds(token) & kWhose) == 0) return {};
  const std::uint32_t limit = std::min(speakers_.sentence_end(token), units_.end(token));
  const std::uint64_t found = kinds(token + 1);
  if ((found & kComes) != 0) {
    if ((kinds(token + 2) & kFrom) == 0) return {};
    Subject subject = speakers_.phrase(token + 3, limit);
    if (subject.certain()) return {Cue::next, std::move(subject)};
    return {};
  }
  // "S\u00E5 beskrivs l\u00E4get i rapporten."
  if ((found & kStates) != 0 && (found & (kSay | kThat)) == 0) {
    Subject source = speakers_.of_verb(token, token + 1, limit);
    if (source.form == Form::document || source.form == Form::body) return {Cue::next, std::move(source)};
    return {};
  }
  if ((found & (kSay | kThat)) == 0) return {};
  Subject subject = speakers_.behind_verb(token + 1, limit);
  if (subject.certain()) return {Cue::next, std::move(subject)};
  return {};
}

// Does the sentence before this token have a verb of saying?
bool Cues::spoken_of(std::uint32_t token) const {
  if (token == 0) return false;
  for (std::uint32_t at = speakers_.sentence_begin(token - 1); at < token; ++at)
    if ((kinds(at) & kSay) != 0) return true;
  return false;
}

// ", s\u00E4ger hon", "? undrar n\u00E5gon" in [from, end).
std::uint32_t Cues::in_line(std::uint32_t from, std::uint32_t end, Subject& subject) const {
  for (std::uint32_t at = from; at + 2 < end; ++at) {
    if (tokens_[at].kind != TokenKind::mark) continue;
    // ", sa hon" behind a quotation in what is said belongs to that one.
    if (at > from && is_quotation_mark(word(at - 1)) && !is_quotation_mark(word(from)) &&
        (from == 0 || !is_quotation_mark(word(from - 1))))
      continue;
    const bool comma = is(at, ",");
    const bool asked = !comma && (is(at, "?") || is(at, "!") || is(at, "...") || is(at, "\u2026"));
    if ((!comma && !asked) || tokens_[at + 1].kind != TokenKind::word || speakers_.capital(at + 1)) continue;
    const bool reads = (kinds(at + 1) & kStates) != 0;
    if (!reads && !speakers_.says(at + 1)) continue;
    const std::uint32_t limit = std::min(end, speakers_.sentence_end(at + 1));
    Subject read = speakers_.behind_verb(at + 1, limit);
    if (read.form == Form::none) continue;
    // "Ingenting, hoppas jag." is all said by one.
    if (read.form == Form::self && (kinds(at + 1) & kOpine) != 0) continue;
    if (reads && (kinds(at + 1) & (kSay | kThat)) == 0 && read.form != Form::name && read.form != Form::document)
      continue;
    // "som de s\u00E4ger, s\u00E4ger ingen": a cue names its speaker, or is behind a question.
    if (read.form == Form::nobody && !read.named() && !asked &&
        (kinds(read.begin) & (kHe | kShe | kThey | kNobody)) == 0)
      continue;
    subject = std::move(read);
    return comma ? at : at + 1;
  }
  return kNoCue;
}

// The cue at the end of a line that has none behind a comma: "Det tar tid s\u00E4ger Karin Ekdal."
std::uint32_t Cues::last_in_line(std::uint32_t from, std::uint32_t end, Subject& subject) const {
  const std::uint32_t first = std::max(from + kFragment, speakers_.sentence_begin(end - 1));
  for (std::uint32_t at = tokens_before(end, kSignature, first); at + 1 < end; ++at) {
    // "som Karin Ekdal", "det s\u00E4ger Karin Ekdal": said within what is said.
    if ((kinds(at) & kSay) == 0 || speakers_.capital(at) || tokens_[at - 1].kind != TokenKind::word ||
        (kinds(at - 1) & (kNobody | kAnd | kConjunction | kRelative | kWhose | kSubject | kHe | kShe | kMay)) != 0)
      continue;
    Subject read = speakers_.behind_verb(at, end);
    if (read.form != Form::name || read.begin < at || read.end >= end) continue;
    if (!is(read.end, ",") && !ends_sentence(word(read.end)) && !is(read.end, "(")) continue;
    subject = std::move(read);
    return at;
  }
  return kNoCue;
}

}  // namespace ordagrant::passages::internal
