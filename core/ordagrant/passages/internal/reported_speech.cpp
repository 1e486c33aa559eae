#include <algorithm>
#include <string>

#include "ordagrant/passages/internal/quoting.h"

// What somebody is said to say, in the writer's words: "menar att", "enligt", "yrkar"; and what a colon announces.

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;

// How far a verb of saying may stand from its "att", in tokens.
constexpr std::uint32_t kThatReach = 8;
// And from a colon behind which nothing is marked.
constexpr std::uint32_t kAnnounceReach = 10;
constexpr std::uint32_t kDenialReach = 4;  // tokens before a verb

}  // namespace

// Where, in tokens [begin, end) that are reported, the one who reports goes on in their own name: "Karin Ekdal menar
// att det r\u00E4cker, men jag tror inte p\u00E5 det"; the end, if nowhere. "Karin Ekdal menar att vi ..., och vi ..."
// is hers.
std::uint32_t Quoting::own_words(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t at = begin; at + 2 < end; ++at) {
    if ((kinds(at) & kSubject) != 0) return end;
    if (!is(at, ",") || (kinds(at + 1) & kJoint) == 0) continue;
    const bool goes_on = (kinds(at + 2) & kResume) != 0 && (kinds(at + 2) & kConjunction) == 0;
    for (const std::uint32_t subject : {at + 2, at + 4})
      // "og jeg er sp\u00E6ndt", "og det ser jeg frem til"; but "og jeg citerer" only says that words follow.
      if (subject + 1 < end && (kinds(subject) & kSubject) != 0 && (kinds(subject + 1) & kCite) == 0 &&
          (subject == at + 2 || goes_on))
        return at;
  }
  return end;
}

// "Karin Ekdal menar att ..."
void Quoting::that(std::uint32_t conjunction) {
  if (inside(others_, conjunction) || inside(reported_, conjunction)) return;
  const std::uint32_t home = std::max(speakers_.sentence_begin(conjunction), unit_begin(conjunction));
  const std::uint32_t from = std::max(home, conjunction > kThatReach ? conjunction - kThatReach : 0);
  for (std::uint32_t at = conjunction; at-- > from;) {
    if (tokens_[at].kind == TokenKind::mark) {
      if (is(at, ",") && at + 1 == conjunction) continue;
      if (is(at, ")") || is(at, "(")) continue;
      return;
    }
    const std::uint64_t found = kinds(at);
    if ((found & kConjunction) != 0) return;
    if ((found & (kThat | kMove)) == 0) continue;
    // "kan synes at", "ville s\u00E4ga att": nobody does.
    const std::uint64_t before = at > home ? kinds(at - 1) : std::uint64_t{0};
    if ((before & kConjunction) != 0) return;
    const bool perfect = (before & kPerfect) != 0;
    if ((before & kResume) != 0 && !perfect && (before & (kSelf | kNobody | kThey | kAnd | kSkip)) == 0) return;
    // "varnar f\u00F6r att", but not "f\u00F6resl\u00E5r satsningar f\u00F6r att"
    if ((kinds(conjunction - 1) & kPreposition) != 0 && at + 2 != conjunction) return;
    // Nor "har sagt det i SOU-format s\u00E5 att det finns".
    if ((kinds(conjunction - 1) & kWhose) != 0) return;
    // "fandt ud af, at" is no report.
    if ((kinds(conjunction - 1) & kFrom) != 0 && (kinds(conjunction - 1) & kPreposition) != 0) return;
    // Nor does "har aldrig sagt, at", and "om ministeren mener, at" only asks.
    for (std::uint32_t back = at; back-- > std::max(home, at > kDenialReach ? at - kDenialReach : 0);)
      if ((kinds(back) & kDeny) != 0) return;
    // "menar inte att" does not say what is meant.
    for (std::uint32_t between = at + 1; between < conjunction; ++between)
      if ((kinds(between) & kDeny) != 0) return;
    const Subject subject = speakers_.of_verb(home, at, conjunction);
    if (!subject.certain()) return;
    if (subject.end <= at && subject.begin > home && (kinds(subject.begin - 1) & (kWhether | kDeny)) != 0) return;
    if (is_quotation_mark(word(std::min(conjunction + 1, count_ - 1)))) return;
    std::uint32_t end = std::min(speakers_.sentence_end(conjunction), unit_end(conjunction));
    // "Mener ordf\u00F8reren, at ...?" asks whether he says so.
    if (is(end - 1, "?")) return;
    while (end > conjunction + 1 && ends_sentence(word(end - 1))) --end;
    end = own_words(conjunction + 1, end);
    if (words_in(conjunction + 1, end) < 2) return;
    add(conjunction + 1, end, QuoteKind::reported, true, subject);
    reported_.emplace_back(conjunction + 1, end);
    return;
  }
}

// "Karin Ekdal yrkar bifall till ...": "yrkar att" is read with its conjunction.
void Quoting::move(std::uint32_t verb) {
  if (inside(others_, verb) || (kinds(verb) & kMove) == 0) return;
  const std::uint32_t begin = verb + 1;
  if (begin >= count_ || tokens_[begin].kind == TokenKind::mark || (kinds(begin) & kConjunction) != 0) return;
  const std::uint32_t home = std::max(speakers_.sentence_begin(verb), unit_begin(verb));
  std::uint32_t end = std::min(speakers_.sentence_end(verb), unit_end(verb));
  const Subject subject = speakers_.of_verb(home, verb, verb + 1);
  if (!subject.certain()) return;
  while (end > begin && ends_sentence(word(end - 1))) --end;
  if (end <= begin) return;
  add(begin, end, QuoteKind::reported, true, subject);
  reported_.emplace_back(begin, end);
}

// "Enligt Karin Ekdal ..."
void Quoting::according(std::uint32_t preposition) {
  if (inside(others_, preposition) || inside(reported_, preposition)) return;
  const std::uint32_t home = std::max(speakers_.sentence_begin(preposition), unit_begin(preposition));
  std::uint32_t end = std::min(speakers_.sentence_end(preposition), unit_end(preposition));
  const Subject subject = speakers_.phrase(preposition + 1, end);
  if (!subject.certain()) return;
  if (subject.form == Form::document && (kinds(subject.end - 1) & kSource) == 0) return;
  std::uint32_t final_end = end;
  while (final_end > home && ends_sentence(word(final_end - 1))) --final_end;
  std::uint32_t begin = home;
  if (preposition == home) {
    begin = subject.end;
    if (begin + 2 < final_end && is(begin, "(") && is(begin + 2, ")")) begin += 3;
    // "Enligt Greta Alm, kommundirekt\u00F6r, \u00E4r ..."
    if (is(begin, ","))
      for (std::uint32_t at = begin + 1; at < std::min(final_end, begin + kCueReach); ++at)
        if (is(at, ",")) {
          begin = at + 1;
          break;
        }
    end = final_end;
  } else if (is(preposition - 1, ",") && subject.end + 6 >= final_end) {
    end = preposition - 1;
  } else {
    return;
  }
  if (begin >= end || words_in(begin, end) < kFragment) return;
  add(begin, end, QuoteKind::reported, true, subject);
  reported_.emplace_back(begin, end);
}

// "Modellen har gjort sitt, menar Greta Alm."
void Quoting::comma(std::uint32_t comma) {
  const std::uint32_t verb = comma + 1;
  if (verb + 1 >= count_ || speakers_.capital(verb)) return;
  if (comma > 0 && is_quotation_mark(word(comma - 1))) return;
  if (inside(others_, comma) || inside(reported_, comma)) return;
  const std::uint32_t home = std::max(speakers_.sentence_begin(comma), unit_begin(comma));
  std::uint32_t end = std::min(speakers_.sentence_end(comma), unit_end(comma));
  const Subject subject = speakers_.behind_verb(verb, end);
  if (!subject.certain()) return;
  for (std::uint32_t at = subject.end; at < std::min(end, subject.end + kThatReach); ++at)
    if ((kinds(at) & kConjunction) != 0) return;
  // What is announced stands behind the colon.
  for (std::uint32_t at = subject.end; at < std::min(end, subject.end + kCueReach); ++at)
    if ((is(at, ":") && at + 1 < end) || is_quotation_mark(word(at))) return;
  const std::uint32_t words = words_in(home, comma);
  // "N\u00E4r hon kom, sade hon nej."
  if ((kinds(home) & (kResume | kPreposition)) != 0 && words < kSentenceWords + 2) return;
  while (end > home && ends_sentence(word(end - 1))) --end;
  const bool goes_on = is(subject.end, ",") && (kinds(subject.end + 1) & kRole) == 0 &&
                       !speakers_.capital(std::min(subject.end + 1, count_ - 1)) && end > subject.end + 4 &&
                       (speakers_.long_kinds(subject.end + 1) & kRole) == 0;
  const std::uint32_t until = goes_on ? end : comma;
  if (words_in(home, until) < kFragment) return;
  add(home, until, QuoteKind::reported, true, subject);
  reported_.emplace_back(home, until);
}

// "Tora Lind: Det b\u00F6rjade ...", "l\u00E4mnar f\u00F6ljande anteckning: Mitt f\u00F6rslag ..."
void Quoting::colon(std::uint32_t colon) {
  const std::uint32_t begin = colon + 1;
  const std::uint32_t unit = unit_begin(colon);
  const std::uint32_t end = unit_end(colon);
  if (begin >= end || colon == 0 || inside(others_, colon)) return;
  if (!speakers_.capital(begin) || is_quotation_mark(word(begin))) return;
  if (!ends_sentence(word(end - 1)) || words_in(begin, end) < kSentenceWords) return;
  // On a line of its own it announces a list, or words that are set apart.
  const std::string_view gap =
      text_.substr(tokens_[colon].span.end, tokens_[begin].span.begin - tokens_[colon].span.end);
  if (gap.find('\n') != std::string_view::npos) return;
  const Passage* passage = structure_.passage_at(colon);
  if (passage != nullptr && passage->section < structure_.sections.size() &&
      structure_.sections[passage->section].kind == SectionKind::head)
    return;
  const std::uint32_t home = std::max(unit, speakers_.sentence_begin(colon));
  if (home == unit && colon - unit <= 5) {
    const Subject subject = speakers_.phrase(unit, colon);
    if (subject.form == Form::name && subject.name.find(' ') != std::string::npos && subject.begin == unit &&
        (subject.end == colon || is(subject.end, "(")) && section_speaker(begin) != subject.name) {
      add(begin, end, QuoteKind::direct_quote, true, subject);
      others_.emplace_back(begin, end);
      return;
    }
  }
  for (std::uint32_t at = colon; at-- > std::max(home, colon > kAnnounceReach ? colon - kAnnounceReach : 0);)
    if ((kinds(at) & kSay) != 0) {
      // "Ordf\u00F6randen sade: Det r\u00E4cker.", without marks. A wide space says that all that follows is meant.
      const Attribution who = cue_before(begin + 1, kSpeechWords);
      if (who.cue != Cue::near || !who.subject.certain()) return;
      const std::uint32_t until = gap.size() > 1 ? end : std::min(end, speakers_.sentence_end(begin));
      add(begin, until, QuoteKind::direct_quote, true, who.subject);
      others_.emplace_back(begin, until);
      return;
    }
  if (end - colon < kSpeechWords) return;
  for (std::uint32_t at = colon; at-- > std::max(home, colon > 4 ? colon - 4 : 0);)
    if ((kinds(at) & kAnnounce) != 0) {
      const Subject subject = speakers_.of_sentence(home, colon);
      if (!subject.certain()) return;
      add(begin, end, QuoteKind::block_quote, true, subject);
      others_.emplace_back(begin, end);
      return;
    }
}

}  // namespace ordagrant::passages::internal
