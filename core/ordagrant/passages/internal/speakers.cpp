#include "ordagrant/passages/internal/speakers.h"

#include <algorithm>
#include <utility>

#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;
using Form = Subject::Form;

constexpr std::uint32_t kPhraseReach = 18;    // tokens of a noun phrase with what hangs on it
constexpr std::uint32_t kNounWords = 5;       // words before its noun
constexpr std::uint32_t kNameWords = 5;       // of one name
constexpr std::uint32_t kBackSentences = 12;  // in which a pronoun looks for its name
constexpr std::uint32_t kBackTokens = 400;
constexpr std::uint32_t kClause = 60;      // tokens before a verb in which its subject is looked for
constexpr std::uint32_t kStatesReach = 8;  // from "det st\u00E5r" to where it does
constexpr std::size_t kSpoken = 32;        // speakers that are kept in mind
constexpr std::uint32_t kApposition = 24;  // tokens between two commas that say more of a name

constexpr std::uint64_t kAnySaying = kSay | kThat | kMove | kCall | kStates;
// Words that no name has, however they are written.
constexpr std::uint64_t kFunction = kHe | kShe | kThey | kSelf | kNobody | kPreposition | kSkip | kAnd | kConjunction |
                                    kResume | kAccording | kAnnounce | kComes | kCite | kArticle | kAnySaying;

// "el-Danbouki"
bool has_capital_behind_hyphen(std::string_view word) {
  const std::size_t hyphen = word.find('-');
  return hyphen != std::string_view::npos && hyphen > 0 && hyphen <= 3 && hyphen + 1 < word.size() &&
         text::is_upper(text::character_at(word, hyphen + 1).code);
}

}  // namespace

Speakers::Speakers(std::string_view text, std::span<const tokens::Token> tokens, const Starts& sentences,
                   const Structure& structure, const SayingWords& words)
    : text_(text), tokens_(tokens), sentences_(sentences), structure_(structure), words_(words) {}

std::uint64_t Speakers::kinds(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return 0;
  return words_.of(word(token), lower_);
}

std::uint64_t Speakers::long_kinds(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return 0;
  return words_.with_endings(word(token), lower_);
}

bool Speakers::capital(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return false;
  const auto first = static_cast<unsigned char>(text_[tokens_[token].span.begin]);
  if (first < 0x80) return first >= 'A' && first <= 'Z';
  return text::is_upper(text::character_at(text_, tokens_[token].span.begin).code);
}

bool Speakers::is_name_word(std::uint32_t token) const {
  if (!capital(token)) return false;
  const std::uint64_t found = long_kinds(token);
  if ((found & (kMale | kFemale)) != 0) return true;
  return (found & (kFunction | kRole | kBody | kDocument | kHail)) == 0 && word(token).size() > 1;
}

// Where the name ends that begins at `token`; `token` itself if none does.
std::uint32_t Speakers::name_end(std::uint32_t token, std::uint32_t limit) const {
  limit = std::min(limit, static_cast<std::uint32_t>(tokens_.size()));
  if (token >= limit || !is_name_word(token)) return token;
  std::uint32_t end = token + 1;
  while (end < limit && end - token < kNameWords && !sentences_.is(end)) {
    if (is_name_word(end) || has_capital_behind_hyphen(word(end))) {
      ++end;
    } else if (end + 1 < limit && word(end).size() == 1 && capital(end) && is_name_word(end + 1)) {
      end += 2;  // "Gunvor G Ericson"
    } else if (end + 1 < limit && !capital(end) && (kinds(end) & kParticle) != 0 && is_name_word(end + 1)) {
      end += 2;
    } else {
      break;
    }
  }
  return end;
}

// Names of two words or more, wherever the text prints them.
void Speakers::find_names() const {
  names_found_ = true;
  const auto count = static_cast<std::uint32_t>(tokens_.size());
  for (std::uint32_t token = 0; token + 1 < count; ++token) {
    const auto first = static_cast<unsigned char>(text_[tokens_[token].span.begin]);
    const auto next = static_cast<unsigned char>(text_[tokens_[token + 1].span.begin]);
    const bool may = (first >= 'A' && first <= 'Z') || first >= 0xC3;
    if (!may || next < 'A' || tokens_[token].kind != TokenKind::word) continue;
    std::uint32_t begin = token;
    const std::uint32_t end = name_end(token, count);
    if (end < begin + 2) continue;
    token = end - 1;
    const std::uint64_t found = kinds(begin);
    // "Venstres Lise Bro", "Ig\u00E5r Anna Ek": the name begins with the second word.
    const bool given = (found & (kMale | kFemale)) != 0;
    if (!given && end - begin > 2 && (kinds(begin + 1) & (kMale | kFemale)) != 0) ++begin;
    if ((found & kPlace) != 0) continue;
    by_last_[word(end - 1)].emplace_back(begin, end);
    by_first_[word(begin)].emplace_back(begin, end);
  }
}

// Is this word the last or first one of a whole name somewhere in the text?
bool Speakers::known_name(std::uint32_t token) const {
  if (!names_found_) find_names();
  return by_last_.contains(word(token)) || by_first_.contains(word(token));
}

// The name as the document gave it in full before.
std::string Speakers::full_name(std::uint32_t begin, std::uint32_t end) const {
  const auto printed = [&](std::uint32_t from, std::uint32_t to) {
    std::string made;
    for (std::uint32_t token = from; token < to; ++token) {
      if (token > from && tokens_[token].span.begin > tokens_[token - 1].span.end) made += ' ';
      made += word(token);
    }
    return made;
  };
  const std::string_view end_word = word(end - 1);
  if (!names_found_ && (end - begin == 1 || end_word.ends_with('s'))) find_names();
  if (end - begin > 1) {
    std::string name = printed(begin, end);
    // "i Stephanie Lohses optik", of somebody who is called Lohse elsewhere.
    if (end_word.size() > 2 && end_word.ends_with('s') && by_last_.contains(end_word.substr(0, end_word.size() - 1)))
      name.pop_back();
    return name;
  }
  const auto earlier = [&](const auto& names) -> std::string {
    const auto found = names.find(word(begin));
    if (found == names.end()) return {};
    const auto behind = std::lower_bound(found->second.begin(), found->second.end(), std::pair{begin, 0U});
    if (behind == found->second.begin()) return {};
    return printed(std::prev(behind)->first, std::prev(behind)->second);
  };
  if (std::string name = earlier(by_last_); !name.empty()) return name;
  if (std::string name = earlier(by_first_); !name.empty()) return name;
  for (const std::string& participant : structure_.participants) {
    const std::string_view name = std::string_view(participant).substr(0, participant.find(" ("));
    const std::string_view last = word(begin);
    if (name.size() > last.size() && name.ends_with(last) && name[name.size() - last.size() - 1] == ' ')
      return std::string(name);
  }
  return printed(begin, end);
}

Subject Speakers::named(std::uint32_t begin, std::uint32_t end, Form form) const {
  Subject subject;
  subject.form = form;
  subject.begin = begin;
  subject.end = end;
  subject.span = {tokens_[begin].span.begin, tokens_[end - 1].span.end};
  if (form == Form::name) {
    subject.name = full_name(begin, end);
    return subject;
  }
  for (std::uint32_t token = begin; token < end; ++token) {
    if (token > begin && tokens_[token].span.begin > tokens_[token - 1].span.end) subject.name += ' ';
    subject.name += word(token);
  }
  return subject;
}

std::uint64_t Speakers::gender_of(std::string_view name) const {
  const std::string_view first = name.substr(0, name.find(' '));
  const std::uint64_t gender = words_.of(first, lower_) & (kMale | kFemale);
  if (gender != 0) return gender;
  // Men's names in -a are in the table.
  return name.find(' ') != std::string_view::npos && first.ends_with('a') ? std::uint64_t{kFemale} : std::uint64_t{0};
}

bool Speakers::left_out(std::uint32_t token) const {
  const auto behind = std::upper_bound(others_.begin(), others_.end(), std::pair{token, ~0U});
  return behind != others_.begin() && token < std::prev(behind)->second;
}

void Speakers::leave_out(std::uint32_t begin, std::uint32_t end) { others_.emplace_back(begin, end); }

// Do the words around it say that this is somebody, and no place or programme?
bool Speakers::is_person(std::uint32_t begin, std::uint32_t end, std::string_view name) const {
  if (begin > 0 && (long_kinds(begin - 1) & (kRole | kHail)) != 0) return true;
  if (end < tokens_.size() && is(end, "(")) return true;
  if (end + 1 < tokens_.size() && is(end, ",") && (long_kinds(end + 1) & kRole) != 0) return true;
  if (end < tokens_.size() && (kinds(end) & (kSay | kThat)) != 0) return true;
  const std::uint64_t found = gender_of(name);
  return found != 0 || std::find(spoken_.begin(), spoken_.end(), name) != spoken_.end();
}

void Speakers::remember(const Subject& subject) {
  last_ = subject;
  if (subject.form == Form::name && std::find(spoken_.begin(), spoken_.end(), subject.name) == spoken_.end()) {
    if (spoken_.size() == kSpoken) spoken_.erase(spoken_.begin());
    spoken_.push_back(subject.name);
  }
}

// The last one before the pronoun who fits it: the speaker of a sentence that has the pronoun as well, or else the
// first fitting name of the nearest sentence that has one.
Subject Speakers::resolved(std::uint32_t pronoun, std::uint64_t gender) const {
  Subject subject;
  subject.form = Form::nobody;
  subject.begin = pronoun;
  subject.end = pronoun + 1;
  subject.span = tokens_[pronoun].span;
  const auto fits = [&](std::string_view name) {
    const std::uint64_t found = gender_of(name);
    return found == 0 || (found & gender) != 0;
  };
  // Who has just spoken need only not be known to be of the other one.
  const auto may_fit = [&](std::string_view name) {
    const std::uint64_t found = words_.of(name.substr(0, name.find(' ')), lower_) & (kMale | kFemale);
    return found == 0 || (found & gender) != 0;
  };
  std::uint32_t end = pronoun;
  for (std::uint32_t back = 0; back < kBackSentences && end > 0; ++back) {
    const std::uint32_t begin = sentence_begin(end - 1);
    if (pronoun - begin > kBackTokens) break;
    // A sentence in which somebody was quoted: its speaker, if he fits.
    if (last_.named() && last_.begin >= begin && last_.begin < end && may_fit(last_.name)) {
      subject.form = last_.form;
      subject.name = last_.name;
      return subject;
    }
    bool goes_on = false;  // the sentence speaks of "hon" itself, so its other names are not hers
    for (std::uint32_t token = begin; token < end; ++token) {
      if (tokens_[token].kind != TokenKind::word || left_out(token)) continue;
      const std::uint64_t found = kinds(token);
      if ((found & (gender == kMale ? kHe : kShe)) != 0) goes_on = true;
      if (goes_on || !capital(token)) continue;
      const std::uint32_t until = name_end(token, end);
      if (until > token + 2 && (found & (kMale | kFemale)) == 0 && (kinds(token + 1) & (kMale | kFemale)) != 0)
        continue;  // "Liberalernas Peter Ek": the name begins with the next word
      if (until > token) {
        const bool place = (found & kPlace) != 0;
        const bool object = token > begin && (kinds(token - 1) & (kPreposition | kFrom)) != 0;
        Subject name = named(token, until, Form::name);
        const bool whole = name.name.find(' ') != std::string::npos;
        const bool known = (found & (kMale | kFemale)) != 0;
        if (!place && (!object || known) && (known || (whole && is_person(token, until, name.name))) &&
            fits(name.name)) {
          subject.form = Form::name;
          subject.name = std::move(name.name);
          return subject;
        }
        token = until - 1;
        continue;
      }
      if (token == begin && (found & kFunction & ~kArticle) == 0) {
        // "Konsulten var v\u00E4nlig.", "Min far var lantm\u00E4tare."
        Subject role = phrase(token, std::min(end, token + kPhraseReach));
        if (role.named() && role.form == Form::role) {
          subject.form = role.form;
          subject.name = std::move(role.name);
          return subject;
        }
      }
    }
    end = begin;
  }
  return subject;
}

Subject Speakers::phrase(std::uint32_t token, std::uint32_t limit) const {
  limit = std::min({limit, static_cast<std::uint32_t>(tokens_.size()), token + kPhraseReach});
  while (token < limit && (kinds(token) & (kSkip | kHail)) != 0 && (kinds(token) & (kMale | kFemale)) == 0) ++token;
  constexpr std::uint32_t kNone = ~0U;
  std::uint32_t head = kNone;
  Form head_form = Form::role;
  std::uint32_t last = kNone;  // the last word of the noun phrase itself
  std::uint32_t begin = token;
  bool hanging = false;  // behind a preposition
  Subject if_none;       // what the phrase is if it has no noun that is known
  for (std::uint32_t at = token; at < limit; ++at) {
    if (sentences_.is(at) && at > token) break;
    if (tokens_[at].kind != TokenKind::word) {
      if (tokens_[at].kind != TokenKind::mark || !is(at, ",") || head == kNone) break;
      // "utvecklingschefen i Lund, Johanna Vikman"
      std::uint32_t next = at + 1;
      while (next < limit && (kinds(next) & kHail) != 0) ++next;
      const std::uint32_t until = name_end(next, limit);
      if (until >= next + 2 && (kinds(next) & kPlace) == 0) return named(next, until, Form::name);
      break;
    }
    const std::uint64_t found = long_kinds(at);
    if (is_name_word(at)) {
      std::uint32_t until = name_end(at, limit);
      if (hanging) {
        // "minister f\u00F6r civilt f\u00F6rsvar Karl Bo": a whole name ends what hangs on a role.
        const bool whole = until >= at + 2 && (found & (kMale | kFemale)) != 0 && !word(until - 1).ends_with('s') &&
                           (kinds(at - 1) & kPreposition) == 0;
        if (whole && head != kNone && head_form == Form::role) return named(at, until, Form::name);
        at = until - 1;
        continue;
      }
      std::uint32_t first = at;
      const std::string_view printed = word(at);
      const bool given = (found & (kMale | kFemale)) != 0;
      if (!given && until == at + 1 && at == sentence_begin(at) && !known_name(at)) {
        // Any word can begin a sentence: "Revisionsfirman PWC", "Klottret".
        last = at;
        continue;
      }
      if (!given && printed.ends_with('s') && until - at >= 2) {
        // "Venstres Lise Bro", "Region Fj\u00E4llmarks direkt\u00F6r"
        const bool body = (words_.with_endings(printed.substr(0, printed.size() - 1), lower_) & kBody) != 0;
        if (body || until - at > 2) ++first;
      } else if (!given && until - at > 2 && (kinds(at + 1) & (kMale | kFemale)) != 0 && at == sentence_begin(at)) {
        ++first;
      }
      // "Granlids yrkande", "Almviks direkt\u00F6r": a genitive before a noun is not the subject.
      const std::string_view end_word = word(until - 1);
      const bool noun_follows = until < limit && tokens_[until].kind == TokenKind::word && !capital(until) &&
                                (long_kinds(until) & (kFunction & ~kSkip)) == 0;
      if (end_word.ends_with('s') && noun_follows && (kinds(until - 1) & (kMale | kFemale)) == 0) {
        if (last == kNone) begin = at;
        last = until - 1;
        at = until - 1;
        continue;
      }
      if ((kinds(first) & kPlace) != 0) return named(first, until, Form::body);
      Subject subject = named(first, until, Form::name);
      // Two who speak as one: "Sten Ek (L) och Rut Bo (S)".
      std::uint32_t next = until;
      if (next + 2 < limit && is(next, "(") && is(next + 2, ")")) next += 3;
      if (next + 1 < limit && (kinds(next) & kAnd) != 0) {
        const std::uint32_t second = name_end(next + 1, limit);
        if (second >= next + 3 || (second == next + 2 && until - first == 1)) {
          Subject other = named(next + 1, second, Form::name);
          subject.name += ' ';
          subject.name += word(next);
          subject.name += ' ';
          subject.name += other.name;
          subject.end = second;
          subject.span.end = other.span.end;
        }
      }
      return subject;
    }
    const bool first_word = at == token;
    if (first_word) {
      Subject nobody;
      nobody.form = Form::nobody;
      nobody.begin = at;
      nobody.end = at + 1;
      nobody.span = tokens_[at].span;
      if ((found & kHe) != 0) return resolved(at, kMale);
      if ((found & kShe) != 0) return resolved(at, kFemale);
      if ((found & kThey) != 0) return nobody;
      if ((found & kSelf) != 0) {
        nobody.form = Form::self;
        return nobody;
      }
      if ((found & kNobody) != 0) {
        // "det nationella avtalet" is a noun phrase, "det" is nobody.
        const bool article = at + 2 < limit && tokens_[at + 1].kind == TokenKind::word && !capital(at + 1) &&
                             (long_kinds(at + 1) & kFunction) == 0;
        if (!article) return nobody;
        if_none = nobody;
        continue;
      }
    }
    if ((found & (kAnySaying | kConjunction | kAccording | kNobody | kThey)) != 0 && !hanging &&
        (found & (kRole | kBody | kDocument)) == 0)
      break;
    if ((found & kPreposition) != 0) {
      if (last == kNone && head == kNone) break;
      // "en af dem"
      if (head == kNone && at + 1 < limit && (kinds(at + 1) & kThey) != 0 && at - token <= 2) {
        const bool more =
            at + 2 < limit && tokens_[at + 2].kind == TokenKind::word && (long_kinds(at + 2) & kFunction) == 0;
        return named(begin, more ? at + 3 : at + 2, Form::phrase);  // "en af de spurgte"
      }
      // "Tillidsrepr\u00E6sentanterne p\u00E5 \u00E6ldreomr\u00E5det"
      hanging = true;
      continue;
    }
    if (hanging) continue;
    if (word(at).ends_with('-') && at + 1 < limit && (kinds(at + 1) & kAnd) != 0) {
      ++at;  // "infrastruktur- och bostadsminister"
      continue;
    }
    if ((found & (kAnd | kResume | kSkip | kSelf | kHe | kShe)) != 0) break;
    if (head != kNone) break;  // a verb, most likely
    if ((found & (kRole | kBody | kDocument)) != 0) {
      if (capital(at) && last != kNone && (found & kBody) != 0) begin = at;  // "Revisionsfirman PWC"
      head = at;
      head_form = (found & kBody) != 0 ? Form::body : (found & kRole) != 0 ? Form::role : Form::document;
    }
    last = at;
    if (at - token >= kNounWords) break;
  }
  if (head != kNone) {
    // "sp\u00F8rge ordf\u00F8reren": what nobody knows and no article opens is not a part of it.
    if (begin < head && !capital(begin) && (long_kinds(begin) & (kArticle | kNobody | kRole | kBody)) == 0)
      begin = head;
    return named(begin, head + 1, head_form);
  }
  if (last != kNone && last == begin && (kinds(begin) & kArticle) != 0) {
    Subject nobody;
    nobody.form = Form::nobody;
    nobody.begin = begin;
    nobody.end = begin + 1;
    nobody.span = tokens_[begin].span;
    return nobody;
  }
  if (if_none.form == Form::nobody) return if_none;
  // One or two words of which nothing is known.
  if (last != kNone && last - begin <= 1 && last + 1 - begin > 0) return named(begin, last + 1, Form::phrase);
  return {};
}

Subject Speakers::behind_verb(std::uint32_t verb, std::uint32_t limit) const {
  std::uint32_t token = verb + 1;
  while (token < limit && (kinds(token) & kSkip) != 0 && (kinds(token) & (kNobody | kMale | kFemale)) == 0) ++token;
  Subject subject = phrase(token, limit);
  if (subject.form != Form::nobody || subject.named()) return subject;
  // "skriver den i en mail": the body that was spoken of last.
  if ((kinds(subject.begin) & kIt) != 0) {
    std::uint32_t end = sentence_begin(subject.begin);
    for (std::uint32_t back = 0; back < 2 && end > 0; ++back) {
      const std::uint32_t begin = sentence_begin(end - 1);
      const Subject body = phrase(begin, end);
      if (body.form == Form::body) {
        subject.form = Form::body;
        subject.name = body.name;
        return subject;
      }
      end = begin;
    }
  }
  // "lyder det fra Jonas Vad", "heter det i rapporten", "st\u00E5r der i den nya planen"
  if ((kinds(subject.begin) & kNobody) == 0) return subject;
  for (std::uint32_t at = token + 1; at < std::min(limit, token + 4); ++at) {
    if ((kinds(at) & (kPreposition | kFrom)) == 0) continue;
    Subject source = phrase(at + 1, limit);
    const bool from = (kinds(at) & kFrom) != 0;
    if (source.form == Form::document || source.form == Form::body || (from && source.certain())) return source;
    break;
  }
  return subject;
}

Subject Speakers::of_verb(std::uint32_t begin, std::uint32_t verb, std::uint32_t limit) const {
  if (verb > kClause && begin < verb - kClause) begin = verb - kClause;
  if (begin < verb && (kinds(begin) & kAs) != 0) ++begin;  // "Som en mentor s\u00E4ger:"
  const Subject behind = behind_verb(verb, limit);
  // Behind the verb stands its subject, unless the clause has one before it and this is its object.
  if (behind.form == Form::name || behind.form == Form::self || behind.form == Form::body ||
      behind.form == Form::role || behind.form == Form::document || behind.named())
    if (behind.form != Form::phrase) return behind;
  const bool pronoun_behind = behind.form == Form::nobody;
  if (pronoun_behind && (kinds(behind.begin) & (kHe | kShe | kThey)) != 0) return behind;

  // "I rapporten st\u00E5r det", "Av planen framg\u00E5r"
  if ((kinds(verb) & kStates) != 0) {
    // "Det st\u00E5r svart p\u00E5 vitt i avtalet"
    for (std::uint32_t at = verb + 1; at + 1 < std::min(limit, verb + kStatesReach); ++at) {
      if ((kinds(at) & kPreposition) == 0) continue;
      const Subject source = phrase(at + 1, limit);
      if (source.form == Form::document || source.form == Form::body) return source;
    }
    for (std::uint32_t at = verb; at-- > begin;) {
      if ((kinds(at) & kPreposition) == 0) continue;
      const Subject source = phrase(at + 1, verb);
      if (source.form == Form::document || source.form == Form::body) return source;
    }
    if ((kinds(verb) & kSay) == 0) {
      Subject nobody = behind;
      if (nobody.form != Form::nobody) nobody = {Form::nobody, {}, tokens_[verb].span, verb, verb + 1};
      return nobody;
    }
  }
  if (pronoun_behind && (kinds(behind.begin) & kNobody) != 0 && verb == begin) return behind;

  // "Rektorn, som \u00E4r en hygglig karl, sade"
  if (verb > begin && is(verb - 1, ",")) {
    const Subject subject = phrase(begin, verb);
    if (subject.certain()) return subject;
  }

  // The clause that the verb stands in begins behind the last conjunction that joins clauses, or before.
  for (std::uint32_t at = verb; at-- > begin + 1;) {
    if (is(at, ":") || is(at, ";")) {
      const Subject subject = phrase(at + 1, verb);
      return subject.form == Form::phrase && subject.end != verb ? Subject{} : subject;
    }
    const std::uint64_t found = kinds(at);
    const bool joins =
        (found & (kAnd | kConjunction)) != 0 ||
        ((found & (kResume | kNobody)) != 0 &&
         (is(at - 1, ",") || (kinds(at - 1) & (kSkip | kNobody | kAnd | kResume | kWhose | kAnnounce)) != 0));
    if (joins && at + 1 == verb && (found & kNobody) != 0 && is(at - 1, ",")) {
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
      if (!subject.named()) subject = {Form::nobody, {}, tokens_[at].span, at, at + 1};
      return subject;
    }
    if (!joins || at + 1 >= verb) continue;
    if ((found & kAnd) != 0 && at > begin && capital(at - 1) && capital(at + 1)) continue;
    if ((found & kAnd) != 0 && at > begin && is(at - 1, ")")) continue;
    const Subject subject = phrase(at + 1, verb);
    if (subject.form != Form::none && (subject.form != Form::phrase || subject.end == verb)) return subject;
    // Another clause has another subject: "... fordi m\u00E5lingerne siger, at"
    if ((found & kAnd) == 0 && at + 2 < verb) return {};
    break;
  }
  Subject before = phrase(begin, verb);
  if (before.form == Form::role || before.form == Form::phrase)
    // "Som kvinde st\u00E5r jeg her og siger"
    for (std::uint32_t at = before.end; at < verb; ++at)
      if ((kinds(at) & kSubject) != 0) return phrase(at, verb);
  if (before.form == Form::phrase && before.end < verb && !is(before.end, ",") && !is(before.end, "(") &&
      (kinds(before.end) & kPreposition) == 0)
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
  return pronoun_behind ? behind : Subject{};
}

Subject Speakers::of_sentence(std::uint32_t begin, std::uint32_t end) const {
  Subject subject = phrase(begin, end);
  // Any two words can begin a sentence with capitals.
  const bool somebody = subject.form != Form::name || is_person(subject.begin, subject.end, subject.name);
  if (subject.certain() && somebody) return subject;
  if (subject.form == Form::nobody || subject.form == Form::self) return {};
  // "I g\u00E5r sade ...", "Ocks\u00E5 Anna Ek": the first whole name of the sentence that hangs on no preposition.
  for (std::uint32_t at = begin; at < std::min(end, begin + kApposition); ++at) {
    const std::uint32_t until = name_end(at, end);
    if (at > begin && capital(at) && until == at && (long_kinds(at) & kBody) != 0 &&
        (kinds(at - 1) & kPreposition) == 0)
      return phrase(at, end);
    if (until < at + 2) continue;
    if (at > begin && (kinds(at) & kPlace) == 0 && (kinds(at - 1) & kPreposition) == 0) {
      subject = phrase(at, end);
      return subject.form != Form::name || is_person(subject.begin, subject.end, subject.name) ? subject : Subject{};
    }
    at = until - 1;
  }
  return {};
}

}  // namespace ordagrant::passages::internal
