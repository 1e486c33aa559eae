#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/speakers.h"

// Subjects of verbs of saying, behind the verb, before it, or in the clause that theirs belongs to.

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;
using Form = Subject::Form;

constexpr std::uint32_t kClause = 60;      // tokens before a verb in which its subject is looked for
constexpr std::uint32_t kPart = 6;         // from "i" over the part of a document to its verb
constexpr std::uint32_t kStatesReach = 8;  // from "det st\u00E5r" to where it does
constexpr std::size_t kShortName = 3;      // bytes of a name in the genitive

}  // namespace

Subject Speakers::behind_verb(std::uint32_t verb, std::uint32_t limit) const {
  std::uint32_t token = verb + 1;
  while (token < limit && (kinds(token) & kSkip) != 0 && (kinds(token) & (kNobody | kMale | kFemale)) == 0) ++token;
  Subject subject = phrase(token, limit);
  // "var svaret fr\u00E5n Kerstin Alm"
  if (subject.form == Form::document) return author(subject);
  if (subject.form != Form::nobody || subject.named()) return subject;
  // "skriver den i en mail": the body that was spoken of last.
  if ((kinds(subject.begin) & kIt) != 0) {
    Subject body = named_before(subject);
    if (body.form == Form::body) return body;
  }
  // "lyder det fra Jonas Vad", "heter det i rapporten", "st\u00E5r der i den nya planen"
  if ((kinds(subject.begin) & kNobody) == 0) return subject;
  for (std::uint32_t at = token + 1; at < std::min(limit, token + 4); ++at) {
    if ((kinds(at) & (kPreposition | kFrom)) == 0) continue;
    const Subject source = phrase(at + 1, limit);
    const bool from = (kinds(at) & kFrom) != 0;
    if (source.form == Form::document || source.form == Form::body || (from && source.certain())) return author(source);
    break;
  }
  return subject;
}

// "h\u00F8ringssvaret fra Danske Regioner" is theirs.
Subject Speakers::author(const Subject& document) const {
  for (std::uint32_t at = document.begin + 1; at + 1 < document.end; ++at) {
    if ((kinds(at) & kFrom) == 0) continue;
    Subject source = phrase(at + 1, document.end);
    if (source.form == Form::body || source.form == Form::name) return source;
  }
  return document;
}

// A subject that ends at the verb, or one of the clause that can be nothing else.
std::optional<Subject> Speakers::before_verb_at_once(std::uint32_t begin, std::uint32_t verb) const {
  // "n\u00E4r jag s\u00E4ger", "Hon kallade utredningen": what stands before the verb and can be nothing else.
  if (verb > begin && (kinds(verb - 1) & (kHe | kShe | kSubject)) != 0 &&
      (verb < begin + 2 || (kinds(verb - 2) & (kPreposition | kAnySaying)) == 0))
    return phrase(verb - 1, verb);
  if (verb > begin && (kinds(verb) & kStates) == 0) {
    Subject first = phrase(begin, verb);
    // "Karin Ekdal kommenterar beslutet", "V\u00E5rdfackets ordf\u00F6rande Karin Ekdal kommenterar beslutet"
    if (first.end == verb &&
        (first.form == Form::name || (first.begin == begin && (first.form == Form::role || first.form == Form::body))))
      return first;
  }
  // "Jag h\u00F6rde ministern s\u00E4ga"
  if (verb > begin + 1 && (kinds(verb - 1) & kFunction) == 0 && later(verb, kSay) && (kinds(verb) & kThat) == 0) {
    Subject heard = before_relative(begin, verb);
    if (heard.certain() && heard.begin > begin) return heard;
  }
  // "har kallat v\u00E5r politik": what follows is what is called so.
  if ((kinds(verb) & kCall) != 0 && (kinds(verb) & kStates) == 0) {
    Subject first = phrase(begin, verb);
    if (first.form == Form::name || first.form == Form::role || first.form == Form::body) return first;
  }
  return {};
}

// "I rapporten st\u00E5r det", "Av planen framg\u00E5r"; `behind` is what stands behind the verb.
std::optional<Subject> Speakers::stated_source(std::uint32_t begin, std::uint32_t verb, std::uint32_t limit,
                                               const Subject& behind) const {
  // "Det st\u00E5r svart p\u00E5 vitt i avtalet"
  for (std::uint32_t at = verb + 1; at + 1 < std::min(limit, verb + kStatesReach); ++at) {
    if ((kinds(at) & kPreposition) == 0) continue;
    Subject source = phrase(at + 1, limit);
    if (source.form == Form::document || source.form == Form::body) return author(source);
    // "beskrivs av Karin Ekdal som"
    if ((kinds(at) & kFrom) != 0 && source.certain()) return source;
  }
  for (std::uint32_t at = verb; at-- > begin;) {
    if ((kinds(at) & kPreposition) == 0) continue;
    // "I bem\u00E6rkningerne til lovforslaget hedder det"
    if ((kinds(at) & kTo) != 0 && at > begin && (long_kinds(at - 1) & kDocument) != 0) continue;
    // "i \u201DEn plan f\u00F6r alla\u201D st\u00E5r"
    const auto title = std::lower_bound(quoted_.begin(), quoted_.end(), std::pair{at + 2, 0U});
    if (title != quoted_.end() && title->first == at + 2 && title->second < verb)
      return named(at + 2, title->second, Form::document);
    const Subject source = phrase(at + 1, verb);
    if (source.form == Form::document || source.form == Form::body) return author(source);
    // "I lagens 4 \u00A7 st\u00E5r": a part of a document.
    const std::string_view whose = word(at + 1);
    if (at + 2 < verb && verb - at <= kPart && whose.size() > kShortName && whose.ends_with('s') &&
        (words_.with_endings(whose.substr(0, whose.size() - 1), lower_) & kDocument) != 0)
      return named(at + 1, verb, Form::document);
  }
  if ((kinds(verb) & kSay) == 0) {
    Subject nobody = behind;
    if (nobody.form != Form::nobody) nobody = {Form::nobody, {}, tokens_[verb].span, verb, verb + 1};
    return nobody;
  }
  return {};
}

// The antecedent of a relative clause that a comma sets apart before token `at`.
Subject Speakers::before_comma_clause(std::uint32_t begin, std::uint32_t at) const {
  // "Maarten Vink fra institutet i Firenze, der siger": the last whole name that hangs on nothing.
  Subject subject;
  for (std::uint32_t back = at - 1; !subject.named() && back-- > begin;) {
    // Another clause lies between: "der er ikke nogen, der siger".
    if (tokens_[back].kind == TokenKind::mark) break;
    if (!capital(back) && (kinds(back) & (kNobody | kSelf | kHe | kShe | kThey | kAnySaying)) != 0) break;
    if (!is_name_word(back) || (back > begin && is_name_word(back - 1))) continue;
    const std::uint32_t end = name_end(back, at);
    if (end < back + 2) continue;
    const bool hangs = back > begin && (kinds(back - 1) & kPreposition) != 0 && (kinds(back - 1) & kFrom) == 0;
    const bool beside = end + 1 == at || (!hangs && (kinds(end) & kPreposition) != 0);
    if (beside) subject = phrase(back, at - 1);
    if (subject.form == Form::name && !is_person(subject.begin, subject.end, subject.name)) subject = {};
    if (!beside && (kinds(end) & kPreposition) == 0) break;
    if (subject.form != Form::name) subject = {};
  }
  // "fra en datter, der skriver": the noun that ends at the comma.
  if (!subject.named()) subject = before_relative(begin, at - 1);
  if (!subject.named()) subject = {Form::nobody, {}, tokens_[at].span, at, at + 1};
  return subject;
}

// Of the clause that the verb stands in, where that is not the first of the sentence.
std::optional<Subject> Speakers::of_clause(std::uint32_t begin, std::uint32_t verb) const {
  // The clause that the verb stands in begins behind the last conjunction that joins clauses, or before.
  for (std::uint32_t at = verb; at-- > begin + 1;) {
    if (is(at, ":") || is(at, ";")) {
      const Subject subject = phrase(at + 1, verb);
      return subject.form == Form::phrase && subject.end != verb ? Subject{} : subject;
    }
    const std::uint64_t found = kinds(at);
    // "en datter, der blandt andet skriver": its verb stands a little behind.
    std::uint32_t first = at + 1;
    while (first < verb && (kinds(first) & kSkip) != 0) ++first;
    const bool joins =
        (found & (kAnd | kConjunction | kOpensClause)) != 0 ||
        ((found & (kResume | kNobody)) != 0 &&
         (is(at - 1, ",") || (kinds(at - 1) & (kSkip | kNobody | kAnd | kResume | kWhose | kAnnounce)) != 0));
    // "en leder, der havde sagt", "en rektor som enligt honom har skrivit": all up to the verb belongs to it.
    const bool relative = (found & kRelative) != 0 && led_by(at, verb);
    if (relative && !is(at - 1, ",")) {
      // "Jag var den som sa", "Det var Karin Ekdal som sa"
      const bool cleft = at >= begin + 3 && (kinds(at - 1) & (kNobody | kThey)) != 0 && (kinds(at - 2) & kComes) != 0;
      Subject antecedent = cleft ? phrase(begin, at - 2) : before_relative(begin, at);
      if (antecedent.named() || antecedent.form == Form::self) return antecedent;
    }
    // "kom de og spurgte"
    if ((found & kAnd) != 0 && first == verb)
      for (std::uint32_t back = at; back-- > tokens_before(at, 2, begin);)
        if ((kinds(back) & (kHe | kShe | kThey | kSubject)) != 0) return phrase(back, back + 1);
    // "at nogen t\u00F8r sige"
    if ((found & kNobody) != 0 && (found & kRelative) == 0 && at > begin && (kinds(at - 1) & kConjunction) != 0 &&
        first < verb && led_by(at, verb))
      return Subject{Form::nobody, {}, tokens_[at].span, at, at + 1};
    if ((relative || (joins && first == verb && (found & kNobody) != 0)) && is(at - 1, ","))
      return before_comma_clause(begin, at);
    if (!joins || at + 1 >= verb) continue;
    // "Kollegan, som har varit h\u00E4r l\u00E4nge, reste sig och sade": the clause between the commas has its own
    // verb.
    if ((found & kNobody) != 0 && is(at - 1, ",") &&
        std::any_of(tokens_.begin() + at, tokens_.begin() + verb,
                    [&](const tokens::Token& token) { return token.span.of(text_) == ","; }))
      continue;
    if ((found & kAnd) != 0 && at > begin && capital(at - 1) && capital(at + 1)) continue;
    if ((found & kAnd) != 0 && at > begin && is(at - 1, ")")) continue;
    Subject subject = phrase(at + 1, verb);
    if (subject.form != Form::none && (subject.form != Form::phrase || subject.end == verb)) return subject;
    // Another clause has another subject: "... fordi m\u00E5lingerne siger, at"
    if ((found & kAnd) == 0 && at + 2 < verb) return Subject{};
    break;
  }
  return {};
}

// Of a sentence's first clause: the phrase that it begins with, or the name that ends at the verb.
std::optional<Subject> Speakers::of_main_clause(std::uint32_t begin, std::uint32_t verb) const {
  // "N\u00E4r partiet i sitt program skriver"
  if (begin + 1 < verb && (kinds(begin) & kOpensClause) != 0) {
    Subject subject = phrase(begin + 1, verb);
    if (subject.certain() && led_by(subject.end - 1, verb)) return subject;
  }
  Subject before = phrase(begin, verb);
  if (before.form == Form::role || before.form == Form::phrase)
    // "Som kvinde st\u00E5r jeg her og siger"
    for (std::uint32_t at = before.end; at < verb; ++at)
      if ((kinds(at) & kSubject) != 0) return phrase(at, verb);
  if (before.form == Form::phrase && before.end < verb && !is(before.end, ",") && !is(before.end, "(") &&
      (kinds(before.end) & (kPreposition | kPerfect | kResume)) == 0)
    before = {};
  // What "reads" so is a text of some kind, and nobody.
  if (before.form == Form::phrase && (kinds(verb) & kStates) != 0) before.form = Form::nobody, before.name.clear();
  if (before.form != Form::none) return before;
  // "Tidigare p\u00E5 dagen har Morten Dahl sagt": the name that ends at the verb.
  std::uint32_t end = verb;
  while (end > begin && (kinds(end - 1) & kSkip) != 0) --end;
  if (end > begin + 2 && is(end - 1, ")")) end -= std::min<std::uint32_t>(3, end - begin);
  std::uint32_t name = end;
  while (name > begin && is_name_word(name - 1)) --name;
  if (name < end && (name == begin || (kinds(name - 1) & kPreposition) == 0)) return phrase(name, end);
  return {};
}

Subject Speakers::of_verb(std::uint32_t begin, std::uint32_t verb, std::uint32_t limit) const {
  if (verb > kClause && begin < verb - kClause) begin = verb - kClause;
  // "Men Karin Ekdal s\u00E4ger", but not "Men n\u00E4r hon"
  if (begin + 1 < verb && (kinds(begin) & kJoint) != 0 && (kinds(begin + 1) & kResume) == 0) ++begin;
  if (begin < verb && (kinds(begin) & kAs) != 0) ++begin;  // "Som en mentor s\u00E4ger:"
  if (std::optional<Subject> at_once = before_verb_at_once(begin, verb)) return std::move(*at_once);
  const bool passive = (kinds(verb) & kCall) != 0 && (kinds(verb) & kStates) != 0;
  Subject behind = passive ? Subject{} : behind_verb(verb, limit);
  // Behind the verb stands its subject, unless the clause has one before it and this is its object.
  if (behind.form != Form::phrase &&
      (behind.form == Form::name || behind.form == Form::self || behind.form == Form::body ||
       behind.form == Form::role || behind.form == Form::document || behind.named()))
    return behind;
  const bool pronoun_behind = behind.form == Form::nobody;
  if (pronoun_behind && (kinds(behind.begin) & (kHe | kShe | kThey)) != 0) return behind;

  if ((kinds(verb) & kStates) != 0)
    if (std::optional<Subject> source = stated_source(begin, verb, limit, behind)) return std::move(*source);
  if (pronoun_behind && (kinds(behind.begin) & kNobody) != 0 && verb == begin) return behind;

  // "Rektorn, som \u00E4r en hygglig karl, sade"
  std::uint32_t group = verb;  // with what helps the verb
  while (group > begin + 1 && (kinds(group - 1) & (kPerfect | kMay | kSkip)) != 0) --group;
  if (group > begin && is(group - 1, ",")) {
    const Subject subject = phrase(begin, group);
    if (subject.certain()) return subject;
  }

  if (std::optional<Subject> subject = of_clause(begin, verb)) return std::move(*subject);
  if (std::optional<Subject> subject = of_main_clause(begin, verb)) return std::move(*subject);
  // "Sedan sade en av dem:", "I brevet skriver parterna att", "I svaret kallar rikskansliet det"
  if (behind.form == Form::phrase && (behind.end == limit || tokens_[behind.end].kind == TokenKind::mark ||
                                      (kinds(behind.end) & (kConjunction | kNobody)) != 0))
    return behind;
  return pronoun_behind ? behind : Subject{};
}

// Is there nothing but auxiliaries, adverbs and "enligt honom" between the subject at this token and its verb?
bool Speakers::led_by(std::uint32_t token, std::uint32_t verb) const {
  for (std::uint32_t at = token + 1; at < verb; ++at) {
    const std::uint64_t found = kinds(at);
    if ((found & kAccording) != 0 && at + 1 < verb) {
      ++at;
      continue;
    }
    // "som i ett samtal sagt", "som i sin granskning skrev"
    if ((found & kPreposition) != 0) {
      while (at + 1 < verb && tokens_[at + 1].kind == TokenKind::word &&
             (kinds(at + 1) & (kFunction & ~(kArticle | kPossessive))) == 0)
        ++at;
      continue;
    }
    if ((found & (kSkip | kPerfect | kDeny | kMay)) == 0) return false;
  }
  return true;
}

// "fra en datter, der skriver", "en rektor som skrivit": the noun or name that ends where a relative clause begins.
Subject Speakers::before_relative(std::uint32_t begin, std::uint32_t end) const {
  Subject found;
  for (std::uint32_t back = end, last = tokens_before(end, kNounWords + 1, begin); back-- > last;) {
    if (tokens_[back].kind != TokenKind::word) break;
    const bool opens = (kinds(back) & (kArticle | kPossessive)) != 0;
    if (back + 1 == end && is_name_word(back)) {
      while (back > begin && is_name_word(back - 1)) --back;
      return phrase(back, end);
    }
    if (!opens && (long_kinds(back) & (kRole | kBody)) == 0) continue;
    Subject noun = phrase(back, end);
    if ((noun.form == Form::role || noun.form == Form::body) && noun.end == end) found = std::move(noun);
    if (opens) break;
  }
  return found;
}

}  // namespace ordagrant::passages::internal
