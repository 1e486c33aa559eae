#include "ordagrant/stance/internal/cued_sentence.h"

#include <algorithm>
#include <utility>

namespace ordagrant::stance::internal {

namespace {

using Kind = CueKind;
using lexicon::Match;

// How many tokens a cue reaches over (judged on sentences of the kind that tests/core/stance holds).
constexpr std::uint32_t kClauseReach = 14;
constexpr std::uint32_t kNounReach = 2;  // between what turns a noun and the noun, or a conjunction and the next one
constexpr std::uint32_t kBackReach = 5;  // of a negation that has nothing behind it
constexpr std::uint32_t kDistanceReach = 3;
constexpr std::uint32_t kListItem = 4;     // words between the commas of a list
constexpr std::uint32_t kReportReach = 6;  // from the verb to its "that"
constexpr std::uint32_t kHarmReach = 3;    // from a denial to the harm that it denies

bool begins_before(const Cue& cue, std::uint32_t token) { return cue.begin < token; }

// Turns the noun that follows at once, and those coordinated with it.
bool turns_noun(Kind kind) {
  return kind == Kind::diminish || kind == Kind::without || kind == Kind::than || kind == Kind::away ||
         kind == Kind::from;
}

// Says no to a whole clause.
bool negates(Kind kind) { return kind == Kind::negation || kind == Kind::none; }

bool turns_forward(Kind kind) {
  return turns_noun(kind) || negates(kind) || kind == Kind::end || kind == Kind::replace;
}

bool turns(Kind kind) { return turns_forward(kind) || kind == Kind::ended; }

bool is_preposition(Kind kind) {
  return kind == Kind::preposition || kind == Kind::by || kind == Kind::from || kind == Kind::to;
}

// Does a word of this kind begin another clause, after a comma or a conjunction?
bool opens_clause(Kind kind) {
  return kind == Kind::subject || kind == Kind::self || kind == Kind::finite || kind == Kind::stop ||
         kind == Kind::report || kind == Kind::ended || kind == Kind::distance || turns_forward(kind);
}

// What a cue is to those who read attitudes.
Role role_of(Kind kind) {
  if (negates(kind)) return Role::denies;
  switch (kind) {
    case Kind::diminish:
    case Kind::without:
    case Kind::end:
    case Kind::ended:
    case Kind::away:
      return Role::lessens;
    case Kind::stop:
      return Role::stop;
    case Kind::that:
      return Role::that;
    case Kind::subject:
    case Kind::self:
      return Role::subject;
    case Kind::finite:
    case Kind::report:
      return Role::finite;
    case Kind::conjunction:
    case Kind::alternative:
      return Role::joins;
    case Kind::preposition:
    case Kind::of:
    case Kind::by:
    case Kind::to:
    case Kind::from:
      return Role::preposition;
    default:
      return Role::other;
  }
}

}  // namespace

CuedSentence::CuedSentence(std::uint32_t begin, std::span<const std::string> words,
                           std::span<const std::string> verb_endings, std::vector<Cue> cues,
                           std::span<const Phrase> judgements, std::span<const Match> hits,
                           std::span<const lexicon::Entry> entries)
    : begin_(begin),
      words_(words),
      verb_endings_(verb_endings),
      cues_(std::move(cues)),
      hits_(hits),
      kinds_(words.size()),
      in_hit_(words.size()),
      remarks_(words.size()) {
  for (const Phrase& judgement : judgements)
    for (std::uint32_t at = judgement.begin; at < judgement.end; ++at) remarks_[at] = internal::remark(judgement);
  for (const Match& hit : hits_) {
    // A citizen's words hold their own denial ("have not received"), which denies the rest as well.
    const lexicon::Pole pole = entries[hit.entry].pole;
    if (pole == lexicon::Pole::failure || pole == lexicon::Pole::value) continue;
    // What is nothing but a shifter turns the other hits.
    const auto cue = std::lower_bound(cues_.begin(), cues_.end(), hit.token_begin, begins_before);
    const bool is_cue =
        cue != cues_.end() && cue->begin == hit.token_begin && cue->end == hit.token_end && turns(cue->kind);
    for (std::uint32_t token = hit.token_begin; token < hit.token_end && !is_cue; ++token)
      in_hit_[token - begin_] = true;
  }
  for (const Cue& cue : cues_)
    if (cue.kind != Kind::cancel && cue.kind != Kind::around) kinds_[cue.begin - begin_] = cue.kind;
  find_reports();
}

Polarity CuedSentence::polarity(const Match& hit) const {
  std::size_t turns = 0;
  for (const Cue& cue : near(hit)) {
    if (cue.kind == Kind::around) {
      turns += cue.begin < hit.token_begin && hit.token_end < cue.end ? 1 : 0;
      continue;
    }
    // A shifter inside a hit is a part of its term.
    if (in_hit_[cue.begin - begin_]) continue;
    turns += turns_it(cue, hit) ? 1 : 0;
  }
  return turns % 2 == 0 ? Polarity::affirmed : Polarity::reversed;
}

Voice CuedSentence::voice(const Match& hit) const {
  for (const Cue& cue : near(hit))
    if (cue.kind == Kind::distance && !in_hit_[cue.begin - begin_] && cue.end <= hit.token_begin &&
        hit.token_begin - cue.end < kDistanceReach && !comma_between(cue.end, hit.token_begin))
      return Voice::quoted;
  const bool reported = according_ || hit.token_begin >= reported_from_ || hit.token_end <= reported_until_;
  return reported ? Voice::reported : Voice::own;
}

std::vector<Role> CuedSentence::roles() const {
  std::vector<Role> roles(words_.size(), Role::other);
  for (std::size_t word = 0; word < roles.size(); ++word)
    if (kinds_[word]) roles[word] = role_of(*kinds_[word]);
  return roles;
}

bool CuedSentence::ends_clause(std::uint32_t token) const {
  if (at_end(token)) return false;
  const std::string_view mark = word(token);
  return mark == "." || mark == ";" || mark == ":" || mark == "?" || mark == "!" || mark == "\u2013" ||
         mark == "\u2014" || mark == "(" || mark == ")";
}

bool CuedSentence::coordinates(std::uint32_t token) const {
  return !at_end(token) && (is(token, Kind::conjunction) || is(token, Kind::alternative) || word(token) == ",");
}

// A word that is not known for anything and ends like a finite verb. In a noun phrase nothing else
// that ends so stands right before the noun.
bool CuedSentence::looks_finite(std::uint32_t token) const {
  if (in_hit_[token - begin_] || kind(token)) return false;
  return std::any_of(verb_endings_.begin(), verb_endings_.end(), [&](const std::string& ending) {
    return word(token).size() > ending.size() + 1 && word(token).ends_with(ending);
  });
}

bool CuedSentence::turns_it(const Cue& cue, const Match& hit) const {
  if (cue.kind == Kind::than && !rather_before(cue)) return false;
  if (cue.end <= hit.token_begin) return reaches_forward(cue, hit);
  if (cue.begin < hit.token_end) return false;
  if (cue.kind == Kind::ended)
    return !attributive(cue) && !ends_another(cue, hit) && reaches_back(cue, hit, kClauseReach) &&
           !turns_anything_forward(cue);
  if (cue.kind == Kind::negation)
    return !denies_harm(cue) && reaches_back(cue, hit, kBackReach) && !turns_anything_forward(cue);
  // "X is what we shall do away with": the object stands in front, and the clause is over.
  return cue.kind == Kind::end && (at_end(cue.end) || ends_clause(cue.end)) && reaches_back(cue, hit, kBackReach);
}

// "leads to diminished X": a participle behind a preposition says nothing of what stands before.
bool CuedSentence::attributive(const Cue& cue) const {
  if (cue.begin == begin_ || at_end(cue.end) || ends_clause(cue.end) || coordinates(cue.end)) return false;
  const std::optional<Kind> before = kind(cue.begin - 1);
  return before && (is_preposition(*before) || before == Kind::of);
}

// "When they moved to X vanished Y": the first clause has had its verb, so the subject stands behind.
bool CuedSentence::ends_another(const Cue& cue, const Match& hit) const {
  if (!opens_with_clause() || hit.token_begin - begin_ > kClauseReach) return false;
  if (at_end(cue.end) || ends_clause(cue.end) || coordinates(cue.end)) return false;
  const auto has_verb = [&](std::uint32_t from, std::uint32_t until) {
    for (std::uint32_t token = from; token < until; ++token)
      if (is(token, Kind::finite) || is(token, Kind::replace) || is(token, Kind::end) || looks_finite(token))
        return true;
    return false;
  };
  return has_verb(begin_ + 1, hit.token_begin) && !has_verb(hit.token_end, cue.begin);
}

// "leads not to", "is no problem": what is denied is something bad that is said of the hit, and not the hit.
bool CuedSentence::denies_harm(const Cue& cue) const {
  const std::uint32_t first = cue.begin - begin_;
  const auto last = std::min(static_cast<std::uint32_t>(words_.size()), cue.end - begin_ + kHarmReach);
  for (std::uint32_t word = first - std::min(first, 1U); word < last && !ends_clause(word + begin_); ++word)
    if (remarks_[word] == Remark::accuses || remarks_[word] == Remark::leads) return true;
  return false;
}

// "it is not the teachers who need X"
bool CuedSentence::denies_wish(const Cue& cue, const Match& hit) const {
  if (cue.begin < begin_ + 2 || !is(cue.begin - 2, Kind::subject) || remark(cue.begin - 1) != Remark::is) return false;
  std::uint32_t wished = 0;  // where the wish has to come
  bool found = false;
  for (std::uint32_t token = cue.end; token < hit.token_begin; ++token) {
    if (ends_clause(token) || in_hit_[token - begin_]) return false;
    if (wished == 0 && remark(token) == Remark::relative) {
      wished = token;
    } else if (wished == 0 || found) {
      // A clause begins before the relative one, or behind it.
      if (is(token, Kind::stop) || is(token, Kind::that)) return false;
    } else {
      found = remark(token) == Remark::wishes;
      if (!found && token - wished > kHarmReach) return false;
    }
  }
  return found && hit.token_begin - cue.end <= kClauseReach;
}

// "no problem with X", "do not fear X", "the problem is not X", "it is not X that is the problem": X is not denied.
bool CuedSentence::denies_fault(const Cue& cue, const Match& hit) const {
  for (std::uint32_t token = cue.end; token < hit.token_begin && token - cue.end < kHarmReach; ++token)
    if (remark(token) == Remark::opposes) return true;
  if (cue.begin > begin_ && remark(cue.begin - 1) == Remark::opposes) return true;
  if (cue.begin < begin_ + 2 || remark(cue.begin - 1) != Remark::is) return false;
  if (remark(cue.begin - 2) == Remark::accuses) return true;
  // Danish has a comma before "der" and "som".
  const std::uint32_t relative = hit.token_end + (!at_end(hit.token_end) && word(hit.token_end) == "," ? 1 : 0);
  if (at_end(relative) || remark(relative) != Remark::relative) return false;
  const auto last = std::min(begin_ + static_cast<std::uint32_t>(words_.size()), relative + 2 + kHarmReach);
  for (std::uint32_t token = relative + 1; token < last; ++token)
    if (remark(token) == Remark::accuses) return true;
  return false;
}

// Does a cue that ends before the hit reach it?
bool CuedSentence::reaches_forward(const Cue& cue, const Match& hit) const {
  if (!turns_forward(cue.kind) && cue.kind != Kind::ended) return false;
  if (hit.token_begin - cue.end > kClauseReach) return false;
  if (negates(cue.kind) && denies_wish(cue, hit)) return true;
  if (negates(cue.kind) && denies_fault(cue, hit)) return false;
  // "No diminished means for X": the denial is about what diminishes.
  if (const Cue* lessened = cue.kind == Kind::none ? lessening(cue.end) : nullptr)
    return reaches_forward(*lessened, hit);
  const bool noun = turns_noun(cue.kind) || cue.kind == Kind::ended;
  const bool object = noun || cue.kind == Kind::end;
  // Without an object at once there is none ("shall shrink, and X shall grow").
  if ((cue.kind == Kind::ended || cue.kind == Kind::end) && (coordinates(cue.end) || ends_clause(cue.end)))
    return false;
  const bool in_relative = negates(cue.kind) && relative_before(cue);
  // "no" before a noun is about the noun, "nobody" before a verb about the clause.
  const bool determiner = cue.kind == Kind::none && !is(cue.end, Kind::finite) && !is(cue.end, Kind::preposition);
  std::uint32_t item = cue.end;  // where the last coordinated item begins
  bool hit_before = false;       // has the cue turned something already?
  for (std::uint32_t token = cue.end; token < hit.token_begin; ++token) {
    const std::optional<Kind> here = kind(token);
    hit_before = hit_before || in_hit_[token - begin_];
    if (ends_clause(token) || here == Kind::stop) return false;
    // "That X is not done leads to Y": the clause of the denial is the subject of the verb.
    if (negates(cue.kind) && token > cue.end && remark(token) == Remark::leads && opens_with_clause()) return false;
    if (coordinates(token)) {
      if (opens_anew(cue, token, hit)) return false;
      if (word(token) == "," && !list_goes_on(cue, token, hit_before)) return false;
      if (!is(token + 1, Kind::that)) item = token + 1;
      continue;
    }
    if ((item > cue.end || determiner) && looks_finite(token) && !coordinates(token + 1)) return false;
    if (!here) continue;
    const bool at_once = token == cue.end;
    if (here == Kind::more && takes_up_again(cue, token)) return false;
    if (here == Kind::finite && (object || (in_relative && !at_once))) return false;
    // "without in the least", but not "is replaced by".
    const bool own_preposition = at_once && cue.kind != Kind::ended;
    if (object && is_preposition(*here) && !own_preposition) return false;
    if (noun && ((here == Kind::of && !own_preposition) || turns_noun(*here) || here == Kind::ended)) return false;
    if (cue.kind == Kind::replace && (here == Kind::by || here == Kind::to)) return false;
  }
  if (is(hit.token_begin, Kind::more) && takes_up_again(cue, hit.token_begin)) return false;
  if (noun && hit.token_begin - item > kNounReach) return false;
  return cue.kind != Kind::from || to_follows(hit);
}

// Does a word for more take the matter up again that a cue turns ("less control, more trust")? Not behind a denial,
// nor where it is what is done without: "rather than more targets", "no to more reports".
bool CuedSentence::takes_up_again(const Cue& cue, std::uint32_t more) {
  const bool refused = cue.kind == Kind::without || cue.kind == Kind::end;
  if (negates(cue.kind)) return false;
  return !refused || more != cue.end;
}

// The cue at a token that says that there is less of something.
const Cue* CuedSentence::lessening(std::uint32_t token) const {
  const auto cue = std::lower_bound(cues_.begin(), cues_.end(), token, begins_before);
  if (cue == cues_.end() || cue->begin != token) return nullptr;
  return cue->kind == Kind::diminish || cue->kind == Kind::end || cue->kind == Kind::ended ? &*cue : nullptr;
}

// Is the first clause of the sentence a subordinate one ("That ...", "If ...")?
bool CuedSentence::opens_with_clause() const {
  const std::optional<Kind> first = kinds_.front();
  return first == Kind::that || first == Kind::stop || first == Kind::of;
}

// Does another clause begin behind the comma or conjunction at `token`?
bool CuedSentence::opens_anew(const Cue& cue, std::uint32_t token, const Match& hit) const {
  const std::optional<Kind> next = kind(token + 1);
  if (!next) return false;
  // "neither less X nor more Y" says no to both.
  if (next == Kind::more) return !(negates(cue.kind) && is(token, Kind::alternative));
  if (next == Kind::that && negates(cue.kind)) return word(token) != ",";
  return token + 1 == hit.token_begin && word(token) != "," ? next == Kind::finite : opens_clause(*next);
}

// A comma goes on with a list, if the list has begun with something that we look for or ends with a
// conjunction; and in Danish with the clause that a denial is about.
bool CuedSentence::list_goes_on(const Cue& cue, std::uint32_t comma, bool hit_before) const {
  if (coordinates(comma + 1)) return hit_before;
  if (hit_before || (negates(cue.kind) && is(comma + 1, Kind::that))) return true;
  if (negates(cue.kind)) return false;
  const auto last = std::min(static_cast<std::uint32_t>(words_.size()), comma - begin_ + kListItem + 2);
  for (std::uint32_t token = comma - begin_ + 1; token < last; ++token)
    if (kinds_[token] == Kind::conjunction || kinds_[token] == Kind::alternative) return true;
  return false;
}

// "from X to Y": the second half comes at once, or after more of the first.
bool CuedSentence::to_follows(const Match& hit) const {
  std::uint32_t item = hit.token_end;
  const auto end = std::min(begin_ + static_cast<std::uint32_t>(words_.size()), hit.token_end + kClauseReach);
  for (std::uint32_t token = hit.token_end; token < end; ++token) {
    if (is(token, Kind::to)) return item == token || item > hit.token_end;
    if (coordinates(token)) {
      item = token + 1;
    } else if (item == hit.token_end || token - item > kNounReach || kind(token)) {
      return false;
    }
  }
  return false;
}

bool CuedSentence::rather_before(const Cue& than) const {
  auto cue = std::lower_bound(cues_.begin(), cues_.end(), than.begin, begins_before);
  while (cue != cues_.begin()) {
    --cue;
    if (than.begin - cue->begin > kClauseReach) return false;
    if (cue->kind == Kind::rather && cue->end <= than.begin) return true;
  }
  return false;
}

// Does the cue stand in a relative clause, right behind its first word?
bool CuedSentence::relative_before(const Cue& cue) const {
  return cue.begin > begin_ &&
         (is(cue.begin - 1, Kind::stop) || (cue.begin > begin_ + 1 && is(cue.begin - 2, Kind::stop)));
}

// "Thanks to X have the queues shrunk", "Without X and Y goes it not": behind a preposition that opens the sentence,
// with the verb behind it, the hit is no subject.
bool CuedSentence::stands_in_front(const Match& hit) const {
  if (hit.token_begin == begin_ || cues_.empty()) return false;
  const Cue& first = cues_.front();
  if (first.begin != begin_ || first.end > hit.token_begin) return false;
  if (!is_preposition(first.kind) && first.kind != Kind::without) return false;
  std::uint32_t verb = hit.token_end;
  if (coordinates(verb))
    for (++verb; !at_end(verb) && in_hit_[verb - begin_];) ++verb;
  const std::uint32_t reach = coordinates(hit.token_begin - 1) ? kListItem : kNounReach;
  return is(verb, Kind::finite) && hit.token_begin - first.end < reach;
}

// Does a cue that begins after the hit reach back to it?
bool CuedSentence::reaches_back(const Cue& cue, const Match& hit, std::uint32_t reach) const {
  if (cue.begin - hit.token_end > reach) return false;
  if (stands_in_front(hit)) return false;
  // "X, not Y" and "X and never Y" deny what follows.
  if (negates(cue.kind) && cue.begin > hit.token_end && coordinates(cue.begin - 1)) return false;
  std::uint32_t last_comma = hit.token_end;
  bool finite = false;
  bool has_verb = false;  // or a word that looks like one
  for (std::uint32_t token = hit.token_end; token < cue.begin; ++token) {
    const std::optional<Kind> here = kind(token);
    if (ends_clause(token) || here == Kind::stop || (here == Kind::that && negates(cue.kind))) return false;
    // "is that Y vanishes", but "will vanish" ("kommer att").
    if (here == Kind::that && token > hit.token_end && remark(token - 1) == Remark::is) return false;
    // A subject behind the verb is the hit's own clause turned round.
    if ((here == Kind::subject || here == Kind::self) && !finite) return false;
    if (here == Kind::conjunction || here == Kind::alternative) {
      const std::optional<Kind> next = kind(token + 1);
      const bool ended = next == Kind::ended || (next == Kind::finite && is(token + 2, Kind::ended));
      const bool verb = ended || next == Kind::finite || (next && negates(*next));
      // "X is dear and Y vanishes": Y is. "has strengthened X and weakened Y": X is no subject.
      if (finite ? !ended : verb && !has_verb) return false;
    }
    has_verb = has_verb || looks_finite(token);
    finite = finite || here == Kind::finite;
    if (word(token) != ",") continue;
    // Only the commas of a list are crossed.
    if (finite || token - last_comma > kListItem) return false;
    last_comma = token + 1;
  }
  return true;
}

bool CuedSentence::turns_anything_forward(const Cue& cue) const {
  auto hit = std::lower_bound(hits_.begin(), hits_.end(), cue.end,
                              [](const Match& match, std::uint32_t token) { return match.token_begin < token; });
  for (; hit != hits_.end() && hit->token_begin - cue.end <= kClauseReach; ++hit)
    if (reaches_forward(cue, *hit)) return true;
  return false;
}

// The cues that can have to do with a hit: no reach is longer than a clause's, and no cue than that.
std::span<const Cue> CuedSentence::near(const Match& hit) const {
  const std::uint32_t from = hit.token_begin - std::min(hit.token_begin, 2 * kClauseReach);
  const auto first = std::lower_bound(cues_.begin(), cues_.end(), from, begins_before);
  return {first, std::lower_bound(first, cues_.end(), hit.token_end + kClauseReach + 1, begins_before)};
}

// Which part of the sentence is another's words.
void CuedSentence::find_reports() {
  for (auto cue = cues_.begin(); cue != cues_.end(); ++cue) {
    if (in_hit_[cue->begin - begin_]) continue;
    if (cue->kind == Kind::according) according_ = true;
    // Who reports himself reports nobody.
    if (cue->kind != Kind::report || beside_self(*cue)) continue;
    if (cue->begin > begin_ && word(cue->begin - 1) == ",") reported_until_ = cue->begin;
    for (auto that = cue + 1; that != cues_.end() && that->begin < cue->end + kReportReach; ++that)
      if (that->kind == Kind::that && that->begin >= cue->end) reported_from_ = std::min(reported_from_, that->end);
  }
}

bool CuedSentence::comma_between(std::uint32_t from, std::uint32_t to) const {
  for (std::uint32_t token = from; token < to; ++token)
    if (word(token) == ",") return true;
  return false;
}

bool CuedSentence::beside_self(const Cue& cue) const {
  const auto end = begin_ + static_cast<std::uint32_t>(words_.size());
  return (cue.begin > begin_ && is(cue.begin - 1, Kind::self)) || (cue.end < end && is(cue.end, Kind::self));
}

}  // namespace ordagrant::stance::internal
