#include "ordagrant/demand/absences.h"

#include <algorithm>
#include <cstddef>

namespace ordagrant::demand {

namespace {

using Kinds = Absences::Kinds;
using Named = Absences::Named;
using Subject = Absences::Subject;

// The sets, in the order of their bits.
constexpr std::array<std::string_view, 22> kSets{"we",       "kin",        "you",   "service",  "they",        "none",
                                                 "not",      "never",      "comes", "stays",    "acts",        "knows",
                                                 "has",      "auxiliary",  "can",   "passive",  "preposition", "clause",
                                                 "relative", "determiner", "when",  "elsewhere"};

constexpr Kinds bit(std::string_view set) {
  return Kinds{1} << static_cast<unsigned>(std::find(kSets.begin(), kSets.end(), set) - kSets.begin());
}

constexpr Kinds kWe = bit("we");
constexpr Kinds kKin = bit("kin");
constexpr Kinds kYou = bit("you");
constexpr Kinds kService = bit("service");
constexpr Kinds kThey = bit("they");
constexpr Kinds kNone = bit("none");
constexpr Kinds kNot = bit("not");
constexpr Kinds kNever = bit("never");
constexpr Kinds kComes = bit("comes");
constexpr Kinds kStays = bit("stays");
constexpr Kinds kActs = bit("acts");
constexpr Kinds kKnows = bit("knows");
constexpr Kinds kHas = bit("has");
constexpr Kinds kAuxiliary = bit("auxiliary");
constexpr Kinds kCan = bit("can");
constexpr Kinds kPassive = bit("passive");
constexpr Kinds kPreposition = bit("preposition");
constexpr Kinds kClause = bit("clause");
constexpr Kinds kRelative = bit("relative");
constexpr Kinds kDeterminer = bit("determiner");
constexpr Kinds kWhen = bit("when");
constexpr Kinds kElsewhere = bit("elsewhere");
constexpr Kinds kNoun = Kinds{1} << kSets.size();
constexpr Kinds kOtherVerb = kNoun << 1U;

constexpr Kinds kVerb = kComes | kStays | kActs | kKnows | kHas;
constexpr Kinds kAnyVerb = kVerb | kOtherVerb | kAuxiliary;
constexpr Kinds kOpen = kNoun | kOtherVerb;  // told by the lemma, not by a set
constexpr Kinds kPronoun = kWe | kYou | kThey;
constexpr Kinds kNamed = kPronoun | kKin | kService | kNone;

constexpr std::size_t kFarthestNegation = 5;  // words from its verb
constexpr std::size_t kFarthestSubject = 4;   // words behind its verb
constexpr std::size_t kFarthestShown = 8;     // words between a verb and a subject that is shown with it
constexpr std::size_t kLongestClause = 24;    // words that are looked at, so that a sentence costs what its length does
constexpr std::size_t kFarthestClause = 6;    // clauses back

struct Found {
  Subject subject = Subject::other;
  std::size_t at = 0;  // its word; that of the verb where it is named in another sentence, or nowhere
};

// A sentence whose clauses begin at marks, conjunctions and question words.
class Sentence {
 public:
  Sentence(std::span<const Kinds> words, const Named& before) : words_(words.begin(), words.end()), before_(before) {
    for (std::size_t at = 0; at < size(); ++at) {
      // Danish "i", "ved" and "n\u00E5r": behind a preposition or a conjunction stands nothing that is finite or
      // denied.
      constexpr Kinds kLeads = kPreposition | kClause;
      if (is(at, kLeads) && is(at, kYou | kVerb))
        words_[at] &= is(at + 1, kNot | kAuxiliary | kVerb) ? ~kLeads : ~(kYou | kVerb);
      if (at == 0 || is(at, kClause) || (is(at, kRelative) && is(at + 1, kNot | kAuxiliary | kVerb)))
        begins_.push_back(at);
    }
  }

  void find(std::uint32_t first, std::vector<Absences::Hit>& into) const {
    for (std::size_t clause = 0; clause < begins_.size(); ++clause)
      for (std::size_t verb = begins_[clause]; verb < end_of(clause); ++verb)
        if (is(verb, kVerb)) find_at(clause, verb, first, into);
  }

  Named named() const {
    Named found = before_;
    for (std::size_t clause = begins_.size(); clause-- > 0;)
      if (const auto subject = subject_of(clause, kNamed)) {
        found.last = subject->subject;
        break;
      }
    for (std::size_t clause = begins_.size(); clause-- > 0;)
      if (const auto third = subject_of(clause, kKin | kService)) {
        found.third = third->subject;
        break;
      }
    return found;
  }

 private:
  std::size_t size() const { return words_.size(); }
  bool is(std::size_t at, Kinds kinds) const { return at < size() && (words_[at] & kinds) != 0; }
  std::size_t begin_before(std::size_t verb, std::size_t clause) const {
    return std::max(begins_[clause], verb - std::min(verb, kLongestClause));
  }
  std::size_t end_of(std::size_t clause) const { return clause + 1 < begins_.size() ? begins_[clause + 1] : size(); }

  // A noun that no set has.
  bool is_other(std::size_t at) const { return at < size() && (words_[at] & ~kOtherVerb) == kNoun; }

  // "de", "den" before a noun stand for nobody.
  bool is_named(std::size_t at, Kinds kinds) const {
    if (is(at, kThey) && is(at, kDeterminer) && is(at + 1, kNoun | kKin | kService)) return false;
    return is(at, kinds) && !is(at, kWhen);
  }

  // Whether the noun at a place belongs to a preposition: "hos mamma", "p\u00E5 den nya skolan"; then, to which.
  std::optional<std::size_t> preposition_of(std::size_t at, std::size_t begin) const {
    if (is(at, kPronoun)) return std::nullopt;
    bool described = false;
    for (std::size_t before = at; before-- > std::max(begin, at - std::min(at, kFarthestSubject));) {
      if (is(before, kPreposition)) return before;
      if (is(before, kDeterminer)) continue;
      if (described || is(before, kNoun | kNamed | kVerb | kAuxiliary | kClause | kNot)) break;
      described = true;
    }
    return std::nullopt;
  }

  // "Maten jag best\u00E4llde kom inte", "maden, jeg bestilte, kom ikke": who at this place did something else.
  bool is_inserted(std::size_t at) const {
    if (!is(at, kWe | kYou) || !is(at + 1, kAnyVerb)) return false;
    const std::size_t before = at > 1 && is(at - 1, kClause) ? at - 2 : at - 1;
    return at > 0 && is(before, kNoun | kKin | kService);
  }

  void find_at(std::size_t clause, std::size_t verb, std::uint32_t first, std::vector<Absences::Hit>& into) const {
    const std::size_t begin = begin_before(verb, clause);
    const std::size_t end = std::min(end_of(clause), verb + kLongestClause);
    const std::optional<std::size_t> negation = negation_of(verb, begin, end);
    // "Blev inte h\u00E4mtad" is who waited, and "kan inte skicka" what something stopped.
    if (is(verb, kComes) ? goes_elsewhere(verb, negation.value_or(verb)) : holds(begin, verb, kPassive | kCan)) return;
    if (is(verb, kHas) && !holds(begin, end, kNever)) return;
    const std::optional<Found> found = subject(clause, verb);
    if (!found || found->subject == Subject::other) return;
    const bool is_here = found->at >= begin && found->at < end;
    const bool nobody = is_here && (is(found->at, kNone) || (found->at > begin && is(found->at - 1, kNone)));
    if (!negation && !nobody && !is(verb, kStays)) return;
    const bool is_near = found->at + kFarthestShown >= verb;
    const std::size_t from = std::min({is_near ? found->at : verb, verb, negation.value_or(verb)});
    const std::size_t to = std::max({is_here ? found->at : verb, verb, negation.value_or(verb)});
    const std::uint32_t what = is(verb, kComes | kStays) ? 0 : is(verb, kActs) ? 1 : is(verb, kKnows) ? 2 : 3;
    const std::uint32_t who = found->subject == Subject::own ? 0 : 4;
    if (who + what >= Absences::kNames.size()) return;  // what a service never had is nobody's first time
    into.push_back({who + what, first + static_cast<std::uint32_t>(from), first + static_cast<std::uint32_t>(to) + 1});
  }

  bool holds(std::size_t begin, std::size_t end, Kinds kinds) const {
    return std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                       words_.begin() + static_cast<std::ptrdiff_t>(end),
                       [kinds](Kinds word) { return (word & kinds) != 0; });
  }

  // "kommer inte in p\u00E5 sidan", "kommer inte att f\u00E5", "kommer nog inte orka": no arrival.
  bool goes_elsewhere(std::size_t verb, std::size_t negation) const {
    std::size_t at = verb + 1;
    while (is(at, kNot | kNone | kPronoun)) ++at;
    return is(at, kElsewhere | kAnyVerb) || is(std::max(verb, negation) + 1, kElsewhere | kAnyVerb);
  }

  std::optional<std::size_t> negation_of(std::size_t verb, std::size_t begin, std::size_t end) const {
    for (std::size_t away = 1; away <= kFarthestNegation; ++away) {
      if (verb + away < end && is(verb + away, kNot)) return verb + away;
      if (verb >= begin + away && is(verb - away, kNot)) return verb - away;
    }
    return std::nullopt;
  }

  std::optional<Found> subject(std::size_t clause, std::size_t verb) const {
    const std::size_t begin = begin_before(verb, clause);
    const std::size_t end = std::min(end_of(clause), verb + 1 + kFarthestSubject);
    std::size_t finite = verb;
    while (finite > begin && !is(finite, kAuxiliary)) --finite;
    if (!is(finite, kAuxiliary)) finite = verb;
    const bool is_simple = finite == verb;

    // Behind the finite verb; an object would stand behind the negation, or be "nothing".
    std::size_t middle = is_simple ? verb + 1 : verb;
    while (is_simple && middle < end && !is(middle, kNot)) ++middle;
    const std::optional<Found> behind = named_between(finite + 1, middle);
    if (behind && !is(behind->at, kNone)) return behind;

    bool other = false;
    for (std::size_t at = finite; at-- > begin;) {
      const bool is_name = is_named(at, kNamed);
      if (!is_name && !is_other(at)) continue;
      if (const auto preposition = preposition_of(at, begin)) {
        at = *preposition;
        continue;
      }
      if (is_inserted(at)) continue;
      if (is_name) return resolved(clause, at);
      other = true;
    }
    if (behind) return behind;
    if (other) return Found{Subject::other, verb};
    const bool is_open = std::all_of(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                                     words_.begin() + static_cast<std::ptrdiff_t>(finite),
                                     [](Kinds word) { return (word & ~kOpen) != 0; });

    // "Idag kom inte hemtj\u00E4nsten", "det har inte kommit n\u00E5got besked".
    if (is(verb, kComes)) {
      const std::size_t last = std::max(middle, verb + 1);
      if (const auto found = named_between(last, end)) return found;
      for (std::size_t at = last; at < end && !is(at, kPreposition); ++at)
        if (is_other(at)) return Found{Subject::other, at};
    }
    if (!is_open) return std::nullopt;
    return left_out(clause, verb);
  }

  // The first that is named before a preposition.
  std::optional<Found> named_between(std::size_t begin, std::size_t end) const {
    for (std::size_t at = begin; at < end && !is(at, kPreposition | kClause | kAnyVerb); ++at)
      if (is_named(at, kNamed)) return resolved(clause_at(at), at);
    return std::nullopt;
  }

  std::size_t clause_at(std::size_t at) const {
    return static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), at) - begins_.begin()) - 1;
  }

  // Whom the word at a place means.
  std::optional<Found> resolved(std::size_t clause, std::size_t at) const {
    if (is(at, kWe | kKin)) return Found{Subject::own, at};
    if (is(at, kThey)) {
      for (const std::size_t last = clause - std::min(clause, kFarthestClause); clause-- > last;)
        if (const auto found = subject_of(clause, kKin | kService)) return Found{found->subject, at};
      if (before_.third) return Found{*before_.third, at};
      if (!is(at, kYou)) return std::nullopt;
    }
    return Found{Subject::service, at};
  }

  // Who a clause is about: the first that is named, or else what belongs to a preposition.
  std::optional<Found> subject_of(std::size_t clause, Kinds kinds) const {
    const std::size_t begin = begins_[clause];
    std::optional<Found> beside;
    std::optional<Found> other;
    for (std::size_t at = begin; at < std::min(end_of(clause), begin + kLongestClause); ++at) {
      if (is_named(at, kinds)) {
        const auto found = resolved(clause, at);
        if (!found) continue;
        if (!preposition_of(at, begin)) return found;
        if (!beside) beside = found;
      } else if (kinds == kNamed && !other && is_other(at) && !preposition_of(at, begin)) {
        other = Found{Subject::other, at};
      }
    }
    return other ? other : beside;
  }

  // A clause without a subject has that of one before it; "som" and "der" have the noun they follow.
  std::optional<Found> left_out(std::size_t clause, std::size_t verb) const {
    if (clause > 0 && is(begins_[clause], kRelative))
      for (std::size_t at = begins_[clause]; at-- > begin_before(begins_[clause], clause - 1);) {
        if (is_named(at, kNamed)) return resolved(clause - 1, at);
        if (is_other(at)) return Found{Subject::other, at};
      }
    for (const std::size_t last = clause - std::min(clause, kFarthestClause); clause-- > last;)
      if (!is(begins_[clause], kRelative) && !is_inserted(begins_[clause] + 1))
        if (const auto found = subject_of(clause, kNamed)) return found;
    return Found{before_.last.value_or(Subject::own), verb};
  }

  std::vector<Kinds> words_;
  const Named& before_;
  std::vector<std::size_t> begins_;  // of clauses
};

}  // namespace

Absences::Absences(const Cues& cues) {
  for (const std::string_view set : kSets) roles_.push_back(cues.role_of_set(set));
}

Absences::Kinds Absences::kinds(const Cues::Roles& roles, bool is_noun, bool is_verb) const {
  Kinds kinds = (is_noun ? kNoun : 0) | (is_verb ? kOtherVerb : 0);
  for (std::size_t set = 0; set < kSets.size(); ++set)
    if (std::binary_search(roles.begin(), roles.end(), roles_[set])) kinds |= Kinds{1} << set;
  return kinds;
}

void Absences::find(std::span<const Kinds> words, std::uint32_t first, Named& named, std::vector<Hit>& into) {
  const Sentence sentence(words, named);
  sentence.find(first, into);
  named = sentence.named();
}

}  // namespace ordagrant::demand
