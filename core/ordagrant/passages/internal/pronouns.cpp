#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/speakers.h"

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;
using Form = Subject::Form;

constexpr std::uint32_t kBackSentences = 12;  // in which a pronoun looks for its name
constexpr std::uint32_t kBackTokens = 400;
constexpr std::uint32_t kThere = 6;  // tokens of "d\u00E4r st\u00E5r f\u00F6ljande:"
constexpr std::size_t kSpoken = 32;  // speakers that are kept in mind

}  // namespace

// Of "min s\u00F8sterdatter", "en dame"; 0: it may be either.
std::uint64_t Speakers::gender_of_noun(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t token = begin; token < end; ++token) {
    if ((kinds(token) & kPreposition) != 0) break;
    const std::uint64_t found = long_kinds(token);
    if ((found & kRole) == 0) continue;
    if ((found & kWoman) != 0) return kFemale;
    if ((found & kMan) != 0) return kMale;
  }
  return 0;
}

bool Speakers::has_role(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t token = begin; token < end; ++token)
    if ((long_kinds(token) & kRole) != 0) return true;
  return false;
}

bool Speakers::is_plural(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t token = begin; token < end; ++token) {
    const std::uint64_t found = long_kinds(token);
    const std::string_view noun = word(token);
    if ((found & kRole) == 0 && token > begin && (noun.ends_with("tal") || noun == "par")) return true;
    if ((found & kRole) == 0) continue;
    if ((found & (kWoman | kMan)) != 0) return false;
    return noun.ends_with("na") || noun.ends_with("ne");
  }
  return false;
}

bool Speakers::left_out(std::uint32_t token, std::uint32_t reader) const {
  const auto within = [&](const auto& ranges) {
    const auto behind = std::upper_bound(ranges.begin(), ranges.end(), std::pair{token, ~0U});
    if (behind == ranges.begin()) return false;
    const auto& [begin, end] = *std::prev(behind);
    return token < end && (reader < begin || reader >= end);
  };
  return within(others_) || within(quoted_);
}

void Speakers::leave_out(std::uint32_t begin, std::uint32_t end) { others_.emplace_back(begin, end); }

void Speakers::remember(const Subject& subject) {
  last_ = subject;
  const std::uint64_t printed = kinds(subject.begin);
  if ((printed & (kHe | kShe)) != 0) told_[subject.name] = (printed & kHe) != 0 ? kMale : kFemale;
  if (subject.form != Form::name) return;
  const auto known = std::find(spoken_.begin(), spoken_.end(), subject.name);
  if (known != spoken_.end())
    spoken_.erase(known);
  else if (spoken_.size() == kSpoken)
    spoken_.erase(spoken_.begin());
  spoken_.push_back(subject.name);
}

// Can a pronoun of this gender stand for who spoke last?
bool Speakers::last_fits(std::uint64_t gender) const {
  if (!last_.named() || last_.form == Form::body || last_.form == Form::document) return false;
  const std::uint64_t printed = kinds(last_.begin);
  if ((printed & (kHe | kShe)) != 0) return (printed & (gender == kMale ? kHe : kShe)) != 0;
  std::uint64_t found =
      words_.of(std::string_view(last_.name).substr(0, last_.name.find(' ')), lower_) & (kMale | kFemale);
  if (last_.form != Form::name)
    found = is_plural(last_.begin, last_.end) ? ~gender : gender_of_noun(last_.begin, last_.end);
  return found == 0 || (found & gender) != 0;
}

// "Ekdals f\u00F6rslag" speaks of a proposal: does the name before `token` own what begins there?
bool Speakers::owns(std::uint32_t token, std::uint32_t end) const {
  return word(token - 1).ends_with('s') && (kinds(token - 1) & (kMale | kFemale)) == 0 && token < end &&
         tokens_[token].kind == TokenKind::word && !capital(token) && (long_kinds(token) & kFunction) == 0;
}

// Who in [begin, end) a pronoun behind it can stand for: the first who fits and hangs on nothing, or else the first
// who is known to be a person.
Subject Speakers::fitting(std::uint32_t begin, std::uint32_t end, std::uint32_t pronoun, std::uint64_t gender) const {
  Subject object;
  for (std::uint32_t token = begin; token < end; ++token) {
    if (tokens_[token].kind != TokenKind::word || left_out(token, pronoun)) continue;
    const std::uint64_t found = kinds(token);
    // The sentence speaks of "hon" itself, so its other names are not hers.
    if ((found & (gender == kMale ? kHe : kShe)) != 0) break;
    const bool upper = capital(token);
    const bool hangs = token > begin && (kinds(token - 1) & (kPreposition | kFrom)) != 0;
    const std::uint32_t until = upper ? name_end(token, end) : token;
    if (until > token + 2 && (found & (kMale | kFemale)) == 0 && (kinds(token + 1) & (kMale | kFemale)) != 0)
      continue;  // "Liberalernas Peter Ek": the name begins with the next word
    if (until > token) {
      const bool given = (found & (kMale | kFemale)) != 0;
      Subject name = named(token, until, Form::name);
      const bool whole = name.name.find(' ') != std::string::npos;
      const bool person = given || (whole && is_person(token, until, name.name));
      const std::uint64_t known = gender_of(name.name);
      token = until - 1;
      if (!person || owns(until, end) || (found & kPlace) != 0 || (known != 0 && (known & gender) == 0)) continue;
      if (!hangs) return name;
      if (given && !object.named()) object = std::move(name);
      continue;
    }
    const std::uint64_t noun = long_kinds(token);
    const bool article = (found & kArticle) != 0 && (found & kSomebody) != 0;  // "en", but not "varje"
    const bool opens = article || (found & kPossessive) != 0 || (token == begin && (found & kFunction) == 0);
    // "konsulten", but not "som konsult"
    const bool definite = (noun & kRole) != 0 && !hangs && !upper &&
                          (word(token).ends_with('n') || word(token).ends_with('t') || word(token).ends_with('a'));
    // "Mindre glad er kommunens ekonomichef."
    const bool owned = (noun & kRole) != 0 && !upper && token > begin && word(token - 1).ends_with('s') &&
                       (kinds(token - 1) & kFunction) == 0 &&
                       (token < begin + 2 || (kinds(token - 2) & kPreposition) == 0);
    if (!opens && !definite && !owned) continue;
    // "Konsulten var v\u00E4nlig.", "Min far var lantm\u00E4tare.", "hos en dame p\u00E5 91"
    Subject somebody = phrase(owned ? token - 1 : token, std::min(end, token + kPhraseReach));
    // "En av dem, som inte vill", "en undersk\u00F6terska, Svetlana, vad"
    const bool one = article && somebody.form == Form::phrase && (kinds(somebody.begin + 1) & kOf) != 0;
    const bool beside = somebody.form == Form::name && article && somebody.begin <= token + kNounWords + 1;
    if (!somebody.named() || (somebody.begin > token + 2 && !beside)) continue;
    if (one && token == begin) return somebody;
    if (somebody.form == Form::name && (token == begin || beside)) {
      const std::uint64_t known = gender_of(somebody.name);
      if (known == 0 || (known & gender) != 0) return somebody;
    }
    if (somebody.form != Form::role || !has_role(somebody.begin, somebody.end) ||
        is_plural(somebody.begin, somebody.end))
      continue;
    std::uint64_t known = gender_of_noun(somebody.begin, somebody.end);
    if (const auto told = told_.find(somebody.name); known == 0 && told != told_.end()) known = told->second;
    token = std::max(token, somebody.end - 1);
    if (known != 0 && (known & gender) == 0) continue;
    if (!hangs && (opens || owned || known != 0)) return somebody;
    if (!object.named()) object = std::move(somebody);
  }
  return object;
}

// The last one before the pronoun who fits it: the speaker of a sentence that has the pronoun as well, or else who fits
// in the nearest sentence that has somebody, or else who spoke last.
Subject Speakers::resolved(std::uint32_t pronoun, std::uint64_t gender) const {
  Subject subject;
  subject.form = Form::nobody;
  subject.begin = pronoun;
  subject.end = pronoun + 1;
  subject.span = tokens_[pronoun].span;
  const bool may_be_last = last_fits(gender);
  std::uint32_t end = pronoun;
  for (std::uint32_t back = 0; back < kBackSentences && end > 0; ++back) {
    const std::uint32_t begin = sentence_begin(end - 1);
    if (pronoun - begin > kBackTokens) break;
    // A sentence in which somebody was quoted: its speaker, if he fits.
    if (may_be_last && last_.begin >= begin && last_.begin < end) break;
    Subject found = fitting(begin, end, pronoun, gender);
    // Who has just spoken is meant before a "chefen" of whom nothing else is known.
    const bool weak = found.form == Form::role && found.begin > begin && !word(found.begin).ends_with('s') &&
                      gender_of_noun(found.begin, found.end) == 0;
    if (found.named() && weak && may_be_last && last_.form == Form::name && pronoun - last_.begin < kBackTokens / 2)
      break;
    if (found.named()) {
      subject.form = found.form;
      subject.name = std::move(found.name);
      return subject;
    }
    end = begin;
  }
  const auto fits = [&](const std::string& name) { return (gender_of(name) & gender) != 0; };
  const auto spoke = std::find_if(spoken_.rbegin(), spoken_.rend(), fits);
  if (may_be_last && last_.begin < pronoun) {
    subject.form = last_.form;
    subject.name = last_.name;
  } else if (spoke != spoken_.rend()) {
    subject.form = Form::name;
    subject.name = *spoke;
  } else if (!last_.named()) {
    Subject somebody = protagonist();
    const std::uint64_t known = gender_of(somebody.name);
    if (somebody.named() && somebody.begin < pronoun && (known == 0 || (known & gender) != 0)) {
      subject.form = Form::name;
      subject.name = std::move(somebody.name);
    }
  }
  return subject;
}

// "de 22 medarbetarna", "de ansvariga cheferna": is the pronoun an article?
bool Speakers::opens_noun(std::uint32_t token, std::uint32_t limit) const {
  for (std::uint32_t at = token + 1; at < std::min(limit, token + kNounWords); ++at) {
    if (tokens_[at].kind == TokenKind::number) continue;
    if (capital(at) && word(at).ends_with('s')) continue;  // "De Konservatives gruppleder"
    if (tokens_[at].kind == TokenKind::mark || capital(at)) return false;
    const std::uint64_t found = long_kinds(at);
    if ((found & kRole) != 0) return true;
    if ((found & kFunction) != 0) return false;
  }
  return false;
}

// Is it no single one? "revisorerna", "kommunens revisorer", but not "en revisor", "revisorn".
bool Speakers::may_be_many(const Subject& role) const {
  if (is_plural(role.begin, role.end)) return true;
  std::uint32_t noun = role.begin;
  while (noun + 1 < role.end && (long_kinds(noun) & kRole) == 0) ++noun;
  const std::string_view printed = word(noun);
  const std::uint64_t opens = kinds(role.begin);
  const bool one = (opens & kArticle) != 0 && (kinds(role.begin + 1) & kOf) == 0 && word(role.begin).size() <= 3;
  return !one && (printed.ends_with('r') || printed.ends_with("re"));
}

// Those whom "de" stands for: they began one of the two sentences before.
Subject Speakers::they(Subject pronoun) const {
  std::uint32_t end = sentence_begin(pronoun.begin);
  for (std::uint32_t back = 0; back < 2 && end > 0; ++back) {
    const std::uint32_t begin = sentence_begin(end - 1);
    if ((kinds(begin) & kThey) == 0 && !left_out(begin, pronoun.begin)) {
      const Subject before = phrase(begin, end);
      if (before.form == Form::role && before.begin <= begin + 1 && may_be_many(before)) {
        pronoun.form = before.form;
        pronoun.name = before.name;
        return pronoun;
      }
    }
    end = begin;
  }
  return pronoun;
}

// The body or document that "den" stands for: it began one of the two sentences before.
Subject Speakers::named_before(Subject pronoun) const {
  std::uint32_t end = sentence_begin(pronoun.begin);
  for (std::uint32_t back = 0; back < 2 && end > 0; ++back) {
    const std::uint32_t begin = sentence_begin(end - 1);
    if ((kinds(begin) & kIt) == 0) {
      const Subject before = phrase(begin, end);
      if (before.form == Form::body || before.form == Form::document) {
        pronoun.form = before.form;
        pronoun.name = before.name;
        return pronoun;
      }
      // "fik udvalget en rapport om fors\u00F8get."
      for (std::uint32_t at = begin + 1; at < end && back == 0; ++at) {
        if ((long_kinds(at) & kDocument) == 0 || (kinds(at - 1) & kArticle) == 0) continue;
        pronoun.form = Form::document;
        pronoun.name = named(at - 1, at + 1, Form::document).name;
        return pronoun;
      }
    }
    end = begin;
  }
  return pronoun;
}

Subject Speakers::document_before(std::uint32_t begin, std::uint32_t end) const {
  if (begin == 0 || end < begin + 2 || end > begin + kThere) return {};
  // "H\u00E4r" can be anywhere, and "det st\u00E5r" too; only what reads is read somewhere.
  std::uint32_t verb = begin;
  while (verb < end && (kinds(verb) & kStates) == 0) ++verb;
  if (verb == end || verb > begin + 1 || (kinds(begin) & (kNobody | kIt | kRelative | kSkip)) == 0) return {};
  for (std::uint32_t at = begin, first = sentence_begin(begin - 1); at-- > first;) {
    if (tokens_[at].kind != TokenKind::word || left_out(at, begin) || (long_kinds(at) & kDocument) == 0) continue;
    const Subject source = phrase(at, begin);
    if (source.form == Form::document && source.begin == at) return author(source);
  }
  return {};
}

}  // namespace ordagrant::passages::internal
