#include "ordagrant/stance/internal/attitudes.h"

#include <algorithm>
#include <array>

#include "ordagrant/language/tables.h"

namespace ordagrant::stance::internal {

namespace {

using lexicon::Pole;

enum class Kind : std::uint8_t {
  cancel,
  bad,
  harm,
  good,
  blame,
  lessens,
  risk,
  leads,
  is,
  at_cost,
  reject,
  against,
  excess,
  because,
  defines,
  concept_,
  accounts,
  frame,
  decade_ending,
  wish,
  relative,
  dummy,
  this_,
  regret,
  lack,
};

constexpr std::array<std::string_view, 25> kKinds{
    "cancel",        "bad",    "harm",     "good",   "blame",   "lessens", "risk",    "leads",    "is",
    "at_cost",       "reject", "against",  "excess", "because", "defines", "concept", "accounts", "frame",
    "decade_ending", "wish",   "relative", "dummy",  "this",    "regret",  "lack"};

// How many words a phrase reaches over (judged on sentences of the kind that tests/core/stance holds).
constexpr std::uint32_t kClause = 16;    // from a hit to its verb, or from what is opposed
constexpr std::uint32_t kAttribute = 5;  // from an adjective to its noun, with others between
constexpr std::uint32_t kNoun = 5;       // from a preposition to its noun
constexpr std::uint32_t kItem = 3;       // from a conjunction to the noun
constexpr std::uint32_t kPredicate = 6;  // from "is" to what it is
constexpr std::uint32_t kConsequence = 12;
constexpr std::uint32_t kObject = 3;
constexpr std::uint32_t kRelative = 6;  // from a hit to a relative clause of its own
constexpr std::uint32_t kSpared = 3;    // from "less" or "no" to what there is less of

Kind kind(const Phrase& phrase) { return static_cast<Kind>(phrase.kind); }
bool is_harm(const Phrase& phrase) { return kind(phrase) == Kind::harm || kind(phrase) == Kind::bad; }

}  // namespace

AttitudeTable::AttitudeTable(std::string_view language) : phrases_(language, "attitudes.tsv", kKinds) {
  for (const std::string_view line : language::lines(language, "attitudes.tsv")) {
    const auto cells = language::cells(line);
    if (cells.front() != kKinds[static_cast<std::size_t>(Kind::decade_ending)]) continue;
    for (std::string_view ending : language::cells(cells[1], ',')) {
      if (ending.starts_with(' ')) ending.remove_prefix(1);
      decade_endings_.emplace_back(ending);
    }
  }
}

bool AttitudeTable::takes_up(std::span<const std::string> words) const {
  const std::vector<Phrase> phrases = find(words.first(std::min<std::size_t>(words.size(), 4)));
  return !phrases.empty() && kind(phrases.front()) == Kind::this_ && phrases.front().begin <= 1;
}

bool AttitudeTable::names_decade(std::string_view word) const {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (word.size() < 5 || !std::all_of(word.begin(), word.begin() + 4, digit)) return false;
  return std::any_of(decade_endings_.begin(), decade_endings_.end(),
                     [&](const std::string& ending) { return word.substr(4) == ending; });
}

Attitudes::Attitudes(const AttitudeTable& table, std::span<const std::string> words, std::span<const Phrase> phrases,
                     std::span<const Role> roles, std::span<const Judged> hits)
    : table_(table),
      words_(words),
      roles_(roles),
      hits_(hits),
      phrases_(phrases),
      at_(words.size()),
      judged_(words.size()) {
  for (std::uint32_t phrase = 0; phrase < phrases_.size(); ++phrase) {
    at_[phrases_[phrase].begin] = phrase + 1;
    framed_ = framed_ || kind(phrases_[phrase]) == Kind::frame;
  }
  for (const Judged& hit : hits_)
    for (std::uint32_t word = hit.begin; word < hit.end; ++word) judged_[word] = &hit;
}

Remark remark(const Phrase& phrase) {
  switch (kind(phrase)) {
    case Kind::harm:
    case Kind::bad:
    case Kind::blame:
    case Kind::risk:
      return Remark::accuses;
    case Kind::against:
      return Remark::opposes;
    case Kind::leads:
    case Kind::defines:
      return Remark::leads;
    case Kind::wish:
      return Remark::wishes;
    case Kind::relative:
      return Remark::relative;
    case Kind::is:
      return Remark::is;
    default:
      return Remark::none;
  }
}

std::span<const Phrase>::iterator Attitudes::first_from(std::uint32_t word) const {
  return std::lower_bound(phrases_.begin(), phrases_.end(), word,
                          [](const Phrase& phrase, std::uint32_t from) { return phrase.begin < from; });
}

bool Attitudes::ends_clause(std::uint32_t word) const {
  const std::string_view mark = words_[word];
  return mark == "." || mark == ";" || mark == ":" || mark == "?" || mark == "!" || mark == "\u2013" ||
         mark == "\u2014" || mark == "(" || mark == ")";
}

const Phrase* Attitudes::at(std::uint32_t word) const {
  return word < at_.size() && at_[word] > 0 ? &phrases_[at_[word] - 1] : nullptr;
}

// Is there a denial among the `reach` words before `word`, none of them before `from`?
bool Attitudes::denied_before(std::uint32_t word, std::uint32_t from, std::uint32_t reach) const {
  for (std::uint32_t back = 1; back <= reach && word >= from + back; ++back)
    if (is(word - back, Role::denies)) return true;
  return false;
}

// Is there less of a harm, or none? Not by the denial of a relative clause ("what is not counted goes lost").
bool Attitudes::spared(std::uint32_t harm, std::uint32_t from) const {
  for (std::uint32_t back = 1; back <= kSpared && harm >= from + back; ++back) {
    const std::uint32_t word = harm - back;
    if (words_[word] == ",") return false;
    const Phrase* before = word > 0 ? at(word - 1) : nullptr;
    if (is(word, Role::lessens)) return true;
    if (is(word, Role::denies)) return before == nullptr || kind(*before) != Kind::relative;
    if (const Phrase* phrase = at(word); phrase && kind(*phrase) == Kind::lessens) return true;
  }
  return false;
}

// An adjective before it, or a noun that an adjective stands before ("the one-sided focus on X").
bool Attitudes::evaluated(const Judged& hit) const {
  std::uint32_t prepositions = 0;
  for (std::uint32_t back = 1; back <= kAttribute && back <= hit.begin; ++back) {
    const std::uint32_t word = hit.begin - back;
    const Phrase* phrase = at(word);
    if (phrase && kind(*phrase) == Kind::bad && phrase->end <= hit.begin) {
      // "is useless and the X": said of something else.
      const Phrase* before = word > 0 ? at(word - 1) : nullptr;
      if (before && kind(*before) == Kind::is && is(phrase->end, Role::joins)) return false;
      if (is(phrase->end, Role::preposition)) return false;  // "harmful to X"
      return !denied_before(word, 0, 2) && !is(word, Role::lessens);
    }
    if (ends_clause(word) || is(word, Role::finite) || is(word, Role::stop) || is(word, Role::that) ||
        is(word, Role::subject) || words_[word] == ",")
      return false;
    if (phrase && (kind(*phrase) == Kind::is || kind(*phrase) == Kind::leads || kind(*phrase) == Kind::blame))
      return false;
    if (is(word, Role::preposition) && ++prepositions > 1) return false;
  }
  return false;
}

// "problems with X", "is displaced by X".
bool Attitudes::opposed(const Judged& hit) const {
  for (auto phrase = first_from(hit.begin); phrase != phrases_.begin();) {
    --phrase;
    if (phrase->end > hit.begin) continue;
    if (hit.begin - phrase->end > kClause) return false;
    if (kind(*phrase) != Kind::against && kind(*phrase) != Kind::excess) continue;
    std::uint32_t item = hit.begin;  // where the noun phrase, or the coordinated one, begins
    for (std::uint32_t word = hit.begin; word-- > phrase->end;) {
      if (ends_clause(word) || is(word, Role::stop) || is(word, Role::finite) || is(word, Role::subject)) return false;
      if (is(word, Role::joins) || words_[word] == ",") item = word;
    }
    // "afraid that X": X begins the clause.
    const bool clause = is(phrase->end - 1, Role::that) || (phrase->end > 1 && is(phrase->end - 2, Role::stop));
    if (clause && (item != hit.begin || hit.begin - phrase->end > kItem)) return false;
    return item <= phrase->end + kNoun && (item == hit.begin || hit.begin - item <= kItem) &&
           !denied_before(phrase->begin, 0, 3) && !is(phrase->end, Role::denies);
  }
  return false;
}

Attitudes::Path Attitudes::path(const Judged& hit, const Phrase& verb) const {
  bool finite = false;
  bool denied = false;
  bool relative = false;
  bool preposition = false;
  for (std::uint32_t word = hit.end; word < verb.begin; ++word) {
    const Phrase* phrase = at(word);
    if (ends_clause(word) || is(word, Role::that)) return Path::blocked;
    if (phrase && kind(*phrase) == Kind::relative) {
      // A relative clause is of the hit if nothing else can have it.
      if (finite || relative || preposition || word - hit.end > kRelative) return Path::blocked;
      relative = true;
      continue;
    }
    if (is(word, Role::stop)) {
      // "but at the cost of" goes on with the clause.
      if (kind(verb) == Kind::at_cost && word + 1 == verb.begin) continue;
      return Path::blocked;
    }
    if (is(word, Role::subject) && !relative && !finite) return Path::blocked;
    if (is(word, Role::denies)) denied = true;
    preposition = preposition || is(word, Role::preposition);
    // "squeezes out X or hampers Y": the hit is the object of the first verb.
    if (is(word, Role::joins) && !finite && word == hit.end && word + 1 == verb.begin) return Path::blocked;
    if (is(word, Role::joins) && finite && word + 1 != verb.begin && !is(word + 1, Role::finite)) return Path::blocked;
    const bool here = is(word, Role::finite) || is(word, Role::lessens) ||
                      (phrase != nullptr && (kind(*phrase) == Kind::leads || kind(*phrase) == Kind::is ||
                                             kind(*phrase) == Kind::blame || kind(*phrase) == Kind::lessens));
    finite = finite || here;
    // Another clause, unless it is the list of the hit or the end of its relative clause.
    if (words_[word] == "," && finite && !relative && kind(verb) != Kind::at_cost) return Path::blocked;
    if (words_[word] == "," && relative) relative = false;
  }
  return denied ? Path::denied : Path::clear;
}

// Does something bad come within `reach` words, that is not denied? Less of something good is bad, less of the rest
// not.
bool Attitudes::harm_follows(std::uint32_t from, std::uint32_t reach, bool over_prepositions) const {
  const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(words_.size(), from + reach));
  for (std::uint32_t word = from; word < end; ++word) {
    if (ends_clause(word)) return false;
    const Phrase* phrase = at(word);
    if (is(word, Role::stop) && (!phrase || kind(*phrase) != Kind::relative)) return false;
    if (!over_prepositions && is(word, Role::preposition) && word > from) return false;
    if (phrase && is_harm(*phrase)) {
      if (!spared(word, from)) return true;
      continue;
    }
    if (judged_[word] && judged_[word]->pole == Pole::critique) {
      if (!spared(word, from)) return true;
      continue;
    }
    if (is(word, Role::lessens) || (phrase && kind(*phrase) == Kind::lessens)) return good_object(word + 1);
  }
  return false;
}

// "hinders fraud"
bool Attitudes::harmless_object(std::uint32_t from) const {
  for (std::uint32_t word = from; word < from + kObject && word < words_.size(); ++word) {
    if (ends_clause(word) || words_[word] == ",") return false;
    if (const Phrase* phrase = at(word); phrase && is_harm(*phrase)) return true;
    if (judged_[word] && judged_[word]->pole == Pole::critique) return true;
  }
  return false;
}

bool Attitudes::good_object(std::uint32_t from) const {
  for (std::uint32_t word = from; word < from + kObject && word < words_.size(); ++word) {
    if (ends_clause(word) || words_[word] == ",") return false;
    if (const Phrase* phrase = at(word); phrase && kind(*phrase) == Kind::good) return true;
    // "less bureaucracy" is no object of its own "less".
    if (judged_[word] && judged_[word]->pole == Pole::trust && judged_[word]->begin >= from) return true;
  }
  return false;
}

// Does the verb blame its subject, by itself or by what follows it?
bool Attitudes::blames(const Phrase& verb, const Judged& hit) const {
  switch (kind(verb)) {
    case Kind::blame:
      return !harmless_object(verb.end);
    case Kind::lessens:
      return good_object(verb.end);
    case Kind::risk: {
      // "trust we risk to lose": the hit is what is lost.
      const bool by = hit.begin > 0 && is(hit.begin - 1, Role::preposition);
      return by || !is(verb.end, Role::subject);
    }
    case Kind::leads:
    case Kind::defines:
      return harm_follows(verb.end, kConsequence, true);
    case Kind::is:
      return harm_follows(verb.end, kPredicate, false);
    case Kind::at_cost:
      return true;
    default:
      return false;
  }
}

// A verb behind the hit whose subject it may be.
bool Attitudes::blamed(const Judged& hit) const {
  for (auto phrase = first_from(hit.end); phrase != phrases_.end() && phrase->begin - hit.end <= kClause; ++phrase) {
    const Kind here = kind(*phrase);
    if (here == Kind::reject) {
      if (path(hit, *phrase) != Path::blocked) return true;
      continue;
    }
    if (hit.reversed || (here == Kind::is && is_no_culprit(hit))) continue;
    const Path way = path(hit, *phrase);
    if (way == Path::blocked) continue;
    // A denial in the gap ("leads not to") or right behind the verb.
    const bool denied = way == Path::denied || (here != Kind::blame && is(phrase->end, Role::denies)) ||
                        (phrase->gap && denied_before(phrase->end, phrase->begin, phrase->end - phrase->begin));
    if (!denied && blames(*phrase, hit)) return true;
    // Nothing good comes of it.
    if (denied && here == Kind::leads && good_object(phrase->end)) return true;
  }
  return false;
}

// The two halves of a verb around it: "therefore crowds X out".
bool Attitudes::enclosed(const Judged& hit) const {
  if (hit.reversed && hit.begin == 0) return false;
  for (std::uint32_t back = 1; back <= 4 && back <= hit.begin; ++back) {
    const Phrase* phrase = at(hit.begin - back);
    if (!phrase || !phrase->gap || phrase->end <= hit.end || phrase->begin == 0) continue;
    if (denied_before(phrase->end, phrase->begin, phrase->end - phrase->begin)) return false;
    return blames(*phrase, hit);
  }
  return false;
}

// "It is wrong that X", "The problem is X".
bool Attitudes::deplored(const Judged& hit) const {
  const auto limit = hit.begin - std::min(hit.begin, kClause);
  for (std::uint32_t word = hit.begin; word-- > limit;) {
    if (ends_clause(word)) return false;
    const Phrase* phrase = at(word);
    if (is(word, Role::stop) && (!phrase || kind(*phrase) != Kind::relative)) return false;
    // "What a waste to X!"
    if (phrase && kind(*phrase) == Kind::harm && word <= 2 && is(phrase->end, Role::that)) return true;
    if (!phrase || kind(*phrase) != Kind::is || phrase->end > hit.begin) continue;
    const Phrase* subject = word > 0 ? at(word - 1) : nullptr;
    // The harm is the subject, and the hit comes at once, or in a clause behind "that".
    if (subject && is_harm(*subject) && kind(*subject) == Kind::harm && subject->end == word) {
      const std::uint32_t from = is(phrase->end, Role::that) ? phrase->end + 1 : phrase->end;
      if (denied_before(word, 0, 3)) return false;
      if (hit.reversed) return is(phrase->end, Role::that);  // that there is none
      return hit.begin - std::min(hit.begin, from) <= 3 && !denied_before(hit.begin, word, hit.begin - word);
    }
    if (!subject || (kind(*subject) != Kind::dummy && kind(*subject) != Kind::this_)) continue;
    for (std::uint32_t next = phrase->end; next < hit.begin && next < phrase->end + 4; ++next) {
      const Phrase* judgement = at(next);
      if (is(next, Role::denies)) break;
      if (!judgement || (!is_harm(*judgement) && kind(*judgement) != Kind::reject)) continue;
      // There is too much of it, or it is wrong: the word of judgement is over before "that", "to", "with".
      return judgement->end <= hit.begin && judgement->end < words_.size() && !is(judgement->end, Role::stop) &&
             (words_[judgement->end] != "," || is(judgement->end + 1, Role::that));
    }
  }
  return false;
}

// "The stress is due to X."
bool Attitudes::caused(const Judged& hit) const {
  std::uint32_t item = hit.begin;
  for (std::uint32_t back = 1; back <= kClause && back <= hit.begin; ++back) {
    const std::uint32_t word = hit.begin - back;
    if (ends_clause(word) || is(word, Role::stop)) return false;
    const Phrase* phrase = at(word);
    if (phrase && phrase->end <= hit.begin && kind(*phrase) == Kind::because) {
      if (item > phrase->end + kNoun || denied_before(word, 0, 2)) return false;
      for (std::uint32_t before = word; before-- > word - std::min(word, kClause);) {
        if (ends_clause(before)) return false;
        const Phrase* harm = at(before);
        if (harm && is_harm(*harm) && !spared(before, 0)) return true;
      }
      return false;
    }
    if (is(word, Role::joins) || words_[word] == ",") item = word;
  }
  return false;
}

// "X and bureaucracy": named in one breath.
bool Attitudes::beside_harm(const Judged& hit) const {
  if (hit.pole != Pole::npm) return false;
  const auto harmful = [&](std::uint32_t word) {
    const Phrase* phrase = at(word);
    return (phrase && kind(*phrase) == Kind::harm && phrase->end == word + 1) ||
           (judged_[word] && judged_[word]->pole == Pole::critique);
  };
  if (hit.begin > 1 && is(hit.begin - 1, Role::joins) && harmful(hit.begin - 2) && !spared(hit.begin - 2, 0))
    return true;
  return hit.end + 1 < words_.size() && is(hit.end, Role::joins) && harmful(hit.end + 1);
}

bool Attitudes::criticised(const Judged& hit) const {
  if (hit.pole == Pole::critique || evaluated(hit) || blamed(hit)) return true;
  if (hit.reversed) return false;
  return opposed(hit) || enclosed(hit) || deplored(hit) || caused(hit) || beside_harm(hit);
}

// "It is not X that is the problem."
bool Attitudes::is_no_culprit(const Judged& hit) const {
  if (hit.begin < 2 || !is(hit.begin - 1, Role::denies)) return false;
  const Phrase* relative = at(hit.end + (hit.end < words_.size() && words_[hit.end] == "," ? 1 : 0));
  const Phrase* verb = at(hit.begin - 2);
  return relative != nullptr && kind(*relative) == Kind::relative && verb != nullptr && kind(*verb) == Kind::is;
}

// "Unfortunately there is no X", "It is a problem that X is lacking", "too little X", "Without X it gets worse".
bool Attitudes::missed(const Judged& hit) const {
  if (!hit.reversed) return false;
  const std::uint32_t from = hit.begin - std::min(hit.begin, kClause);
  for (std::uint32_t word = hit.begin; word-- > from;) {
    if (ends_clause(word)) break;
    const Phrase* phrase = at(word);
    if (!phrase) continue;
    if (kind(*phrase) == Kind::regret) return true;
    if (kind(*phrase) == Kind::lack && phrase->end + kObject > hit.begin && !denied_before(word, 0, 3)) return true;
  }
  for (std::uint32_t word = hit.end; word < hit.end + kPredicate && word < words_.size(); ++word) {
    if (ends_clause(word)) break;
    if (const Phrase* phrase = at(word); phrase && kind(*phrase) == Kind::regret) return true;
    // "They will end X, but we say no to that."
    const Phrase* next = at(word + 1);
    if (words_[word] == "," && (next == nullptr || kind(*next) != Kind::regret || !is(word + 1, Role::stop))) break;
  }
  if (hit.begin == 1 && is(0, Role::lessens) && hit.end < words_.size() && !is(hit.end, Role::joins) &&
      words_[hit.end] != ",")
    return harm_follows(hit.end, kConsequence, true);
  return deplored(hit);
}

bool Attitudes::criticises_what_was_said() const {
  if (phrases_.empty()) return false;
  return blamed({phrases_.front().begin, phrases_.front().end, Pole::none, false});
}

// Is there a wish in the clause of the hit?
bool Attitudes::wished(const Judged& hit) const {
  const auto wish = [&](std::uint32_t word) {
    const Phrase* phrase = at(word);
    return phrase && kind(*phrase) == Kind::wish;
  };
  const std::uint32_t from = hit.begin - std::min(hit.begin, kClause);
  for (std::uint32_t word = hit.begin; word-- > from;) {
    if (ends_clause(word)) break;
    if (wish(word)) return true;
  }
  const auto until = std::min(static_cast<std::uint32_t>(words_.size()), hit.end + kClause);
  for (std::uint32_t word = hit.end; word < until && !ends_clause(word) && !is(word, Role::that); ++word)
    if (wish(word)) return true;
  return false;
}

bool Attitudes::described(const Judged& hit) const {
  if (wished(hit)) return false;
  if (framed_) return true;
  const std::uint32_t from = hit.begin - std::min(hit.begin, 2 * kClause);
  for (auto found = first_from(from); found != phrases_.end() && found->begin <= hit.end + kClause; ++found) {
    const Phrase& phrase = *found;
    const Kind here = kind(phrase);
    if (here == Kind::accounts) {
      // Before it, or with the hit between the two halves.
      if (phrase.begin < hit.begin && hit.end <= phrase.end) return true;
      if (phrase.end > hit.begin || hit.begin - phrase.end > kClause) continue;
      bool reaches = true;
      for (std::uint32_t word = phrase.end; word < hit.begin && reaches; ++word) reaches = !ends_clause(word);
      if (reaches) return true;
    }
    if (phrase.begin < hit.end || phrase.begin - hit.end > kClause) continue;
    if (here == Kind::defines && path(hit, phrase) == Path::clear) return true;
    if (here == Kind::is && path(hit, phrase) == Path::clear) {
      for (std::uint32_t word = phrase.end; word < phrase.end + 5 && word < words_.size(); ++word) {
        if (ends_clause(word) || is(word, Role::stop)) break;
        if (const Phrase* noun = at(word); noun && kind(*noun) == Kind::concept_) return true;
      }
    }
  }
  // "in the 1990s"
  for (std::uint32_t word = hit.end; word < words_.size() && word - hit.end <= kClause && !ends_clause(word); ++word)
    if (table_.names_decade(words_[word])) return true;
  return false;
}

}  // namespace ordagrant::stance::internal
