#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/cues.h"
#include "ordagrant/passages/internal/marks.h"
#include "ordagrant/passages/internal/places.h"

namespace ordagrant::passages::internal {

using tokens::TokenKind;
using Form = Subject::Form;

namespace {

constexpr std::uint32_t kWishReach = 5;  // tokens from "vill ha" to what is wished for
constexpr std::uint32_t kDenied = 2;     // tokens from "inte" to its verb
constexpr std::uint32_t kVerbs = 3;      // that are tried as the cue of one quotation

}  // namespace

// "Karin Ekdal s\u00E4ger:", "I avtalet st\u00E5r att", "s\u00E5 svarar hon" before the opening mark.
Attribution Cues::before(std::uint32_t begin, std::uint32_t words, std::uint32_t last_end) const {
  if (begin < 2) return {};
  const std::uint32_t open = begin - 1;  // the mark
  const std::uint32_t last = open - 1;
  const bool announced = is(last, ":");
  // What announces by a colon may end the unit before.
  if (units_.begin(open) == open && !announced) return {};
  const std::uint32_t home = speakers_.sentence_begin(last);
  if (!announced && speakers_.sentence_begin(open) == open) return {};
  std::uint32_t from = std::max(home, last > kCueReach ? last - kCueReach : 0);
  // No further back than the last quotation of the sentence.
  if (last_end <= open) from = std::max(from, last_end);
  std::uint32_t full = std::max(home, from);
  while (full < last && tokens_[full].kind == TokenKind::mark) ++full;

  // "med direkt\u00F6rens egna ord"
  const std::uint32_t noun = announced || is(last, ",") ? last - 1 : last;
  if (noun > full && (kinds(noun) & kWording) != 0) {
    Subject owner = speakers_.owner(full, noun);
    // "slutar med orden"
    if (!owner.named() && (kinds(noun - 1) & kPreposition) != 0) owner = speakers_.of_sentence(full, noun);
    if (owner.certain()) return {Cue::near, std::move(owner)};
  }

  // "en s\u00E5 kallad \u201Done stop shop\u201D"
  if ((kinds(last) & kSocalled) != 0 && (!word(last).starts_with('k') || (kinds(last - 1) & kWhose) != 0)) return {};
  // "anser att ordet \u201Dtillit\u201D har blivit": a word that is spoken of, unless somebody uses it.
  const bool term = (kinds(last) & kTerm) != 0;
  if (term && (last < full + 1 || ((kinds(last - 1) | (last > full + 1 ? kinds(last - 2) : 0)) & kCall) == 0))
    return {};

  Before before{.begin = begin, .words = words, .open = open, .last = last, .from = from, .full = full};
  before.announced = announced;
  for (std::uint32_t at = open; at-- > from && before.verbs < kVerbs;) {
    if (tokens_[at].kind != TokenKind::word) {
      if (is(at, ";")) break;
      continue;
    }
    const std::uint64_t found = kinds(at);
    // "varnar f\u00F6r att kalla den en \u201Drevolution\u201D": nobody has called it so.
    if (words == 1 && at > full && (kinds(at - 1) & kConjunction) != 0 && speakers_.later(at, kCall)) return {};
    if ((found & (kConjunction | kWhether)) != 0 && at != last) before.clause = true;
    // "talas det om \u201Dfler kunder\u201D": the subject of the verb is nothing between.
    const bool formal = words > 1 && (found & kNobody) != 0 && at > from && (kinds(at - 1) & kStates) != 0;
    if (((found & kConjunction) != 0 && at != last) || ((found & (kSelf | kNobody | kThey)) != 0 && !formal))
      before.between = true;
    if ((found & kCite) != 0) return cited(before, at);
    if (std::optional<Attribution> who = by_source(before, at)) return std::move(*who);
    if (std::optional<Attribution> who = by_verb(before, at)) return std::move(*who);
  }
  if (!before.said) return by_announcement(before);
  Attribution somebody{Cue::near, {}};
  somebody.subject.form = Form::nobody;
  return somebody;
}

// "jag citerar statsministern": it is not who cites that is cited.
Attribution Cues::cited(const Before& before, std::uint32_t at) const {
  Subject cited = speakers_.phrase(at + 1, before.open);
  for (std::uint32_t back = at; !cited.named() && back-- > before.full;)
    if ((kinds(back) & (kHe | kShe)) != 0) cited = speakers_.phrase(back, at);
  // "I grundlaget fremg\u00E5r det, og jeg citerer:", "Hon sa i sitt tal, och jag citerar:"
  for (std::uint32_t back = at; !cited.named() && back-- > before.full;)
    if ((kinds(back) & (kStates | kSay)) != 0) cited = speakers_.of_verb(before.full, back, at);
  if (!cited.named()) cited.form = Form::nobody;
  return {Cue::near, std::move(cited)};
}

// "Enligt planen", "Rektorns besked \u00E4r:": what names a source or whose view it is, at a token.
std::optional<Attribution> Cues::by_source(const Before& before, std::uint32_t at) const {
  const std::uint64_t found = kinds(at);
  if ((found & kAccording) != 0) {
    Subject source = speakers_.phrase(at + 1, before.open);
    const bool opens = at == before.full || is(at - 1, ",");
    if (source.certain() && (source.end == before.open || (opens && !denied(at, before.open))))
      return Attribution{Cue::near, std::move(source)};
  }
  // "Rektorns besked \u00E4r:", "Styrelsens bed\u00F6mning \u00E4r att det \u201D...\u201D"
  if ((found & kView) != 0 && at + 1 < before.open && (kinds(at + 1) & (kComes | kStates | kConjunction)) != 0 &&
      (before.announced || before.clause || before.open == at + 2)) {
    Subject owner = speakers_.owner(before.full, at);
    if (owner.certain()) return Attribution{Cue::near, std::move(owner)};
  }
  // "Svaret fr\u00E5n Karin Ekdal blev kort:"
  if ((found & kView) != 0 && before.announced && at + 2 < before.open && (kinds(at + 1) & kFrom) != 0) {
    Subject owner = speakers_.phrase(at + 2, before.open);
    if (owner.certain()) return Attribution{Cue::near, std::move(owner)};
  }
  // "Rapporten drar slutsatsen att", "I rapporten g\u00F6rs bed\u00F6mningen att"
  if (at + 1 < before.last && speakers_.holds_view(at) && before.words >= kFragment &&
      (kinds(at + (is(at + 1, ",") ? 2 : 1)) & kConjunction) != 0) {
    Subject holder = speakers_.of_sentence(before.full, at);
    if (!holder.certain() && (kinds(before.full) & kPreposition) != 0) holder = speakers_.phrase(before.full + 1, at);
    if (holder.certain() && !denied(before.full, at)) return Attribution{Cue::near, std::move(holder)};
  }
  // "Enligt Karin Ekdals uppfattning", "efter hans mening"
  if ((found & kView) != 0 && before.words >= kFragment) {
    Subject owner = speakers_.owner(before.full, at);
    if (owner.certain() && owner.begin > 0 && (kinds(owner.begin - 1) & (kAccording | kPreposition)) != 0)
      return Attribution{Cue::near, std::move(owner)};
  }
  return {};
}

// A verb that says, calls or wishes, at a token; nothing, if it is none or another one must be looked for.
std::optional<Attribution> Cues::by_verb(Before& before, std::uint32_t at) const {
  const std::uint64_t found = kinds(at);
  const bool shows = (found & kShows) != 0 && before.clause;
  const bool says = (found & (kMove | kStates)) != 0 || shows || speakers_.says(at);
  // "Ett parti vill ha \u201Dordning och reda\u201D"
  const bool wishes = (found & kWish) != 0 && !before.announced &&
                      ((before.clause && before.open - at <= kPartReach) || before.open - at <= kWishReach);
  const bool calls = wishes || ((found & kCall) != 0 && !before.announced);
  if (!says && !calls) return {};
  // "ett anslag ben\u00E4mnt \u201DN\u00E4ra v\u00E5rd\u201D": a participle without "har" has no subject.
  if (!says && !wishes && word(at).ends_with('t') && !perfect(before.full, at)) return {};
  // "anv\u00E4nder en metod f\u00F6r att \u201Dn\u00E5 fler\u201D": what is called so stands before the clause.
  if (!says && !wishes && before.clause) return {};
  // "har udtalt, at byr\u00E5det \u00F8nsker \u00BBmere styring\u00AB": who says so is further back.
  if (wishes && inner(before.full, at)) return {};
  // "blev de kaldt \u00BBr\u00F8de\u00AB"
  if (calls && (found & kCall) != 0 && passive(before.full, at)) {
    // "I kartl\u00E4ggningen blev de kallade \u201Dr\u00F6da\u201D"
    Subject source = (kinds(before.full) & kPreposition) != 0 ? speakers_.phrase(before.full + 1, at) : Subject{};
    if (source.form == Form::document && before.words > 1) return Attribution{Cue::near, std::move(source)};
    return Attribution{};
  }
  // "citeres for at sige": who does stands by the other verb.
  if (at > before.full && (kinds(at - 1) & kConjunction) != 0) {
    before.infinitive = before.infinitive || says;
    return {};
  }
  ++before.verbs;
  Subject subject = speakers_.of_verb(before.full, at, before.open);
  // "N\u00E4r chefen s\u00E4ger \u201Dleverans\u201D": it is the word that is spoken of.
  if (before.words == 1 && !calls && subject.named() && subject.begin == before.full + 1 &&
      (kinds(before.full) & kOpensClause) != 0)
    return Attribution{};
  // What "reads" so is no noun of any kind, and only a text "shows".
  if ((found & kStates) != 0 && (found & kSay) == 0 && subject.form == Form::phrase) return {};
  if (shows && subject.form != Form::document && subject.form != Form::body) return {};
  if (subject.form == Form::none) {
    // It is said, and by nobody that can be read.
    if (before.announced && says && before.verbs == 1) before.said = true;
    return {};
  }
  return by_subject(before, {.at = at, .found = found, .says = says, .calls = calls, .wishes = wishes},
                    std::move(subject));
}

// Whether what is quoted is what the subject of a verb says with it.
Attribution Cues::by_subject(const Before& before, const Verb& verb, Subject subject) const {
  const bool object =
      verb.at + 1 == before.last && (kinds(before.last) & kNobody) != 0;  // "finder det \u00BBikke godt\u00AB, at"
  const bool adjacent =
      before.announced || verb.at == before.last || object || is(before.last, ",") ||
      (kinds(before.last) & kConjunction) != 0 || (subject.end == before.open && subject.begin > verb.at) ||
      (!before.between && before.open - verb.at <= (before.words < kFragment ? kWishReach : kVerbReach));
  const bool told = subject.certain() || (subject.named() && (kinds(subject.begin) & (kArticle | kPossessive)) != 0);
  // "f\u00F6resl\u00E5r att \u201Dkund\u201D byts mot": the words are what is changed.
  if (before.clause && !adjacent && (verb.found & kPropose) != 0 && before.words < kFragment) return {};
  // "skriver att st\u00F6det \u00E4r ett \u201Dstandardval\u201D": a part of what is reported.
  // "fyller en roll i kretsar som": a verb that says no "att", nor has one here, says so at the quotation alone.
  const std::uint32_t announces = std::max(verb.at + 1, subject.end);
  const bool reports = before.infinitive || (verb.found & (kThat | kCall | kStates | kMove | kShows | kWish)) != 0 ||
                       (kinds(announces + (is(announces, ",") ? 1 : 0)) & kConjunction) != 0;
  // "att det inte bara handlar om \u201Dpapper\u201D"
  if (before.words == 1 && before.clause && denied(verb.at, before.open)) return {};
  const bool part = before.clause && reports && (verb.found & kMove) == 0 && told &&
                    before.open - verb.at <= kPartReach &&
                    !denied(verb.at > before.full + kDenied ? verb.at - kDenied : before.full,
                            std::min(before.open, verb.at + kDenied + 1));
  if (part && !adjacent && !listed(before.begin, before.words)) return {Cue::near, std::move(subject)};
  // "Hon kallade den \u201Dett best\u00E4llningsjobb\u201D" is hers, "kommunen kallar det
  // \u201Dfris\u00E4ttning\u201D" is a term.
  const bool first = subject.begin <= before.full + 2 || subject.end >= verb.at;
  const bool beside = subject.end == verb.at || subject.begin > verb.at;
  const bool judged = verb.calls && subject.named() && first && (subject.certain() || beside) &&
                      (!verb.wishes || before.words + 1 >= kFragment);
  if (verb.calls && (!verb.says || (verb.found & kStates) != 0) && before.words < kFragment && !judged) return {};
  if (!adjacent && before.words < kFragment && !judged) return {};
  // "f\u00F6resl\u00E5r att \u201Dkunder\u201D ska utg\u00E5": a word is no clause.
  if ((kinds(before.last) & kConjunction) != 0 && before.words < ((verb.found & kPropose) != 0 ? kFragment : 2U) &&
      !ends_sentence(word(before.open))) {
    const std::uint32_t close = before.begin + before.words;
    if (close + 1 < count_ && tokens_[close + 1].kind == TokenKind::word) return {};
  }
  const bool near =
      (adjacent || (judged && before.open - verb.at <= kWishReach)) && (judged || !verb.calls || verb.says);
  // "varnade f\u00F6r ett \u201Drace to the bottom\u201D"
  if (!near && (!subject.named() || (kinds(before.last) & kArticle) != 0)) return {};
  if (!near && !reports) return {};
  return {near ? Cue::near : Cue::clause, std::move(subject)};
}

// What announces a quotation without a verb of saying.
Attribution Cues::by_announcement(const Before& before) const {
  // "Motiveringen var \u201Dbristande underlag\u201D"
  if (!before.announced && (kinds(before.last) & kComes) != 0) {
    Subject reason = speakers_.phrase(before.full, before.last);
    if (reason.form == Form::document && reason.end == before.last) return {Cue::near, std::move(reason)};
  }
  if (!before.announced) return {};
  // "Ur ett protokoll 2003:"
  if ((kinds(before.full) & kFrom) != 0) {
    Subject source = speakers_.phrase(before.full + 1, before.last);
    if (source.named() && source.form != Form::name) return {Cue::near, std::move(source)};
  }
  // "Motiveringen var:", "En annan:"
  Subject first = speakers_.phrase(before.full, before.last);
  if (first.named() && first.begin == before.full && first.form != Form::name &&
      (first.end == before.last ||
       ((kinds(first.end) & kComes) != 0 && first.end + 1 == before.last && first.form == Form::document)) &&
      ((kinds(before.full) & kSomebody) != 0 || first.form != Form::phrase))
    return {Cue::near, std::move(first)};
  // "Dansk Folkeparti stemte imod med f\u00F8lgende begrundelse:"
  for (std::uint32_t at = before.last; at-- > before.full;)
    if ((kinds(at) & kAnnounce) != 0 && first.certain() && first.form != Form::document)
      return {Cue::near, std::move(first)};
  // "Fagchefen deler ikke denne opfattelse:"
  Subject subject = speakers_.of_sentence(before.full, before.last);
  const bool begins = subject.begin <= before.full + 2;
  if (begins && subject.certain() && subject.form != Form::document) return {Cue::near, std::move(subject)};
  return {};
}

// Is it one of several terms: "\u00BBtavler\u00AB, \u00BBspor\u00AB og hvad det nu hedder"?
bool Cues::listed(std::uint32_t begin, std::uint32_t words) const {
  if (words >= kFragment) return false;
  const std::uint32_t next = begin + words + 1;
  return next + 1 < count_ && (is(next, ",") || (kinds(next) & kAnd) != 0) && is_quotation_mark(word(next + 1));
}

// Is the verb in a clause that another verb of saying opens with "att"?
bool Cues::inner(std::uint32_t from, std::uint32_t verb) const {
  for (std::uint32_t at = verb, last = tokens_before(verb, kPartReach, from); at-- > last;)
    if ((kinds(at) & kConjunction) != 0) {
      for (std::uint32_t back = at, first = tokens_before(at, kWishReach, from); back-- > first;)
        if (speakers_.says(back)) return true;
      return false;
    }
  return false;
}

// Is it the participle behind "blev"?
bool Cues::passive(std::uint32_t from, std::uint32_t verb) const {
  if (!word(verb).ends_with('t') && !word(verb).ends_with('d')) return false;
  for (std::uint32_t at = verb, last = tokens_before(verb, kVerbs, from); at-- > last;)
    if ((kinds(at) & kComes) != 0) return true;
  return false;
}

// Does "har" stand before the participle, or what else has one behind it?
bool Cues::perfect(std::uint32_t from, std::uint32_t verb) const {
  for (std::uint32_t at = tokens_before(verb, kSignature, from); at < verb; ++at)
    if ((kinds(at) & (kPerfect | kMay)) != 0) return true;
  return false;
}

bool Cues::denied(std::uint32_t from, std::uint32_t end) const {
  for (std::uint32_t at = from; at < end; ++at)
    if ((kinds(at) & kDeny) != 0) return true;
  return false;
}

}  // namespace ordagrant::passages::internal
