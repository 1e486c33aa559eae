#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/marks.h"
#include "ordagrant/passages/internal/speakers.h"

// Noun phrases: "en pensionerad lokf\u00F6rare", "minister f\u00F6r civilt f\u00F6rsvar Karl Bo".

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;
using Form = Subject::Form;

constexpr std::uint32_t kNone = ~0U;

}  // namespace

struct Speakers::NounPhrase {
  std::uint32_t token = 0;  // the first one that was asked for
  std::uint32_t limit = 0;
  std::uint32_t at = 0;  // the token that is read
  std::uint32_t begin = 0;
  std::uint32_t head = kNone;  // its noun
  Form head_form = Form::role;
  std::uint32_t last = kNone;  // the last word of the noun phrase itself
  bool hanging = false;        // behind a preposition
  Subject if_none;             // what the phrase is if it has no noun that is known
  Subject found;               // what it is, once a step has found it

  Step is(Subject subject) {
    found = std::move(subject);
    return Step::found;
  }
};

Subject Speakers::phrase(std::uint32_t token, std::uint32_t limit) const {
  limit = std::min({limit, static_cast<std::uint32_t>(tokens_.size()), token + kPhraseReach});
  while (token < limit && (kinds(token) & (kSkip | kHail)) != 0 && (kinds(token) & (kMale | kFemale)) == 0) ++token;
  if (token >= limit) return {};
  NounPhrase read;
  read.token = read.begin = token;
  read.limit = limit;
  for (read.at = token; read.at < limit; ++read.at) {
    if (sentences_.is(read.at) && read.at > token) break;
    const Step step = read_token(read);
    if (step == Step::found) return std::move(read.found);
    if (step == Step::ends) break;
  }
  return whole(read);
}

Speakers::Step Speakers::read_token(NounPhrase& read) const {
  const std::uint32_t at = read.at;
  if (tokens_[at].kind == TokenKind::number && read.head == kNone && read.last == kNone && !read.hanging)
    return Step::goes_on;
  if (tokens_[at].kind != TokenKind::word) return read_mark(read);
  const std::uint64_t found = long_kinds(at);
  if (is_name_word(at)) return read_name(read, found);
  if (at == read.token)
    if (const std::optional<Step> step = read_pronoun(read, found)) return *step;
  if ((found & (kAnySaying | kConjunction | kAccording | kComes | kNobody | kThey)) != 0 && !read.hanging &&
      (found & (kRole | kBody | kDocument)) == 0)
    return Step::ends;
  if ((found & kPreposition) != 0) return read_preposition(read, found);
  return read.hanging ? Step::goes_on : read_word(read, found);
}

Speakers::Step Speakers::read_mark(NounPhrase& read) const {
  const std::uint32_t at = read.at;
  const std::uint32_t limit = read.limit;
  // "en \u201Dutvecklingsstrateg\u201D"
  if (at == read.token + 1 && (kinds(read.token) & kArticle) != 0 && at + 2 < limit && is_quotation_mark(word(at)) &&
      is_quotation_mark(word(at + 2)) && (long_kinds(at + 1) & kRole) != 0)
    return read.is(named(at + 1, at + 2, Form::role));
  if (tokens_[at].kind != TokenKind::mark || !is(at, ",") || read.head == kNone) return Step::ends;
  // "utvecklingschefen i Lund, Johanna Vikman"
  // "min f\u00F6retr\u00E4dare, statsr\u00E5det Ivar Bro"
  std::uint32_t next = at + 1;
  while (next < limit && ((kinds(next) & kHail) != 0 ||
                          (!capital(next) && read.head_form == Form::role && (long_kinds(next) & kRole) != 0)))
    ++next;
  const std::uint32_t until = name_end(next, limit);
  if (until >= next + 2 && (kinds(next) & kPlace) == 0) return read.is(named(next, until, Form::name));
  // "Kollegan bredvid mig, Gun-Marie, som"
  if (until == next + 1 && until < limit && is(until, ",") && read.head_form == Form::role)
    return read.is(named(next, until, Form::name));
  return Step::ends;
}

Speakers::Step Speakers::read_name(NounPhrase& read, std::uint64_t found) const {
  const std::uint32_t at = read.at;
  const std::uint32_t limit = read.limit;
  const std::uint32_t until = name_end(at, limit);
  const bool given = (found & (kMale | kFemale)) != 0;
  if (read.hanging) {
    // "minister f\u00F6r civilt f\u00F6rsvar Karl Bo": a whole name ends what hangs on a role.
    const bool whole_name =
        until >= at + 2 && given && !word(until - 1).ends_with('s') && (kinds(at - 1) & kPreposition) == 0;
    if (whole_name && read.head != kNone && read.head_form == Form::role) return read.is(named(at, until, Form::name));
    read.at = until - 1;
    return Step::goes_on;
  }
  std::uint32_t first = at;
  const std::string_view printed = word(at);
  if (!given && until == at + 1 && at == sentence_begin(at) && !known_name(at)) {
    // Any word can begin a sentence: "Revisionsfirman PWC", "Klottret".
    read.last = at;
    return Step::goes_on;
  }
  if (!given && printed.ends_with('s') && until - at >= 2) {
    // "Venstres Lise Bro", "Region Fj\u00E4llmarks direkt\u00F6r"
    const bool body = (words_.with_endings(printed.substr(0, printed.size() - 1), lower_) & kBody) != 0;
    if (body || until - at > 2) ++first;
  } else if (!given && until - at > 2 && (kinds(at + 1) & (kMale | kFemale)) != 0 && at == sentence_begin(at)) {
    ++first;
  }
  // "Granlids yrkande", "Almviks direkt\u00F6r": a genitive before a noun is not the subject.
  const bool noun_follows = until < limit && tokens_[until].kind == TokenKind::word && !capital(until) &&
                            (long_kinds(until) & (kFunction & ~kSkip)) == 0;
  if (word(until - 1).ends_with('s') && noun_follows && (kinds(until - 1) & (kMale | kFemale)) == 0 &&
      !ends_so(until - 1)) {
    if (read.last == kNone) read.begin = at;
    read.last = until - 1;
    read.at = until - 1;
    return Step::goes_on;
  }
  // "rubriken Ekonomi"
  const bool beside = read.head != kNone && read.head + 1 == at;
  if (beside && read.head_form == Form::document) return read.is(named(read.begin, until, Form::document));
  if ((kinds(first) & kPlace) != 0) return read.is(named(first, until, Form::body));
  // "F\u00F6reningen Hem i Norden"
  if (beside && read.head_form == Form::body && !given)
    return read.is(named(read.begin, tail_end(read.begin, until, limit), Form::body));
  return read.is(with_another(named(first, until, Form::name), limit));
}

// Two who speak as one: "Sten Ek (L) och Rut Bo (S)".
Subject Speakers::with_another(Subject name, std::uint32_t limit) const {
  std::uint32_t next = name.end;
  if (next + 2 < limit && is(next, "(") && is(next + 2, ")")) next += 3;
  if (next + 1 >= limit || (kinds(next) & kAnd) == 0) return name;
  const std::uint32_t second = name_end(next + 1, limit);
  if (second < next + 3 && (second != next + 2 || name.end - name.begin != 1)) return name;
  const Subject other = named(next + 1, second, Form::name);
  name.name.append(1, ' ').append(word(next)).append(1, ' ').append(other.name);
  name.end = second;
  name.span.end = other.span.end;
  return name;
}

// What a phrase that a pronoun begins is, where that says it at once.
std::optional<Speakers::Step> Speakers::read_pronoun(NounPhrase& read, std::uint64_t found) const {
  const std::uint32_t at = read.at;
  const std::uint32_t limit = read.limit;
  Subject nobody{Form::nobody, {}, tokens_[at].span, at, at + 1};
  if ((found & kHe) != 0) return read.is(resolved(at, kMale));
  if ((found & kShe) != 0) return read.is(resolved(at, kFemale));
  if ((found & kThey) != 0) return opens_noun(at, limit) ? Step::goes_on : read.is(they(std::move(nobody)));
  if ((found & kSelf) != 0) {
    nobody.form = Form::self;
    return read.is(std::move(nobody));
  }
  if ((found & kNobody) == 0) return {};
  // "det nationella avtalet" is a noun phrase, "det" is nobody.
  const bool article = at + 2 < limit && tokens_[at + 1].kind == TokenKind::word && !capital(at + 1) &&
                       (long_kinds(at + 1) & kFunction) == 0;
  // "n\u00E5gon i publiken"
  if ((found & kSomebody) != 0 && at + 2 < limit && (kinds(at + 1) & (kOf | kWithin)) != 0) {
    const std::uint32_t end = tail_end(at, at + 1, limit);
    if (end > at + 1) return read.is(named(at, end, Form::phrase));
  }
  if (!article && (found & kIt) != 0 && capital(at)) return read.is(named_before(std::move(nobody)));
  if (!article) return read.is(std::move(nobody));
  read.if_none = std::move(nobody);
  return Step::goes_on;
}

// Behind "en av": where "dem", "de spurgte" or "de spurgte ledere" ends.
std::uint32_t Speakers::some_of_them(std::uint32_t of, std::uint32_t limit) const {
  const bool more = of + 2 < limit && tokens_[of + 2].kind == TokenKind::word && (long_kinds(of + 2) & kFunction) == 0;
  const bool noun = more && of + 3 < limit && !capital(of + 3) && (long_kinds(of + 3) & kRole) != 0;
  return of + (noun ? 4 : more ? 3 : 2);
}

Speakers::Step Speakers::read_preposition(NounPhrase& read, std::uint64_t found) const {
  const std::uint32_t at = read.at;
  const std::uint32_t limit = read.limit;
  if (read.last == kNone && read.head == kNone) return Step::ends;
  const bool them = at + 1 < limit && (kinds(at + 1) & kThey) != 0;
  // "en av handl\u00E4ggarna", "en af deres borgere, Herdis, har"
  if (read.head == kNone && at == read.token + 1 && (found & kOf) != 0 && (kinds(read.token) & kSomebody) != 0) {
    const std::uint32_t end = them ? some_of_them(at, limit) : tail_end(read.token, at, limit);
    if (end > at + 1) {
      if (end + 2 < limit && is(end, ",")) {
        const std::uint32_t name = name_end(end + 1, limit);
        if (name >= end + 3 || (name == end + 2 && is(name, ","))) return read.is(named(end + 1, name, Form::name));
      }
      return read.is(named(read.begin, end, Form::phrase));
    }
  }
  // "en af dem"
  if (read.head == kNone && them && at - read.token <= 2)
    return read.is(named(read.begin, some_of_them(at, limit), Form::phrase));
  // "Tillidsrepr\u00E6sentanterne p\u00E5 \u00E6ldreomr\u00E5det"
  read.hanging = true;
  return Step::goes_on;
}

Speakers::Step Speakers::read_word(NounPhrase& read, std::uint64_t found) const {
  const std::uint32_t at = read.at;
  const std::uint32_t limit = read.limit;
  if (word(at).ends_with('-')) {
    // "infrastruktur- och bostadsminister", "gymnasie-, h\u00F6gskole- och forskningsminister"
    std::uint32_t next = at + 1;
    if (next < limit && is(next, ",")) ++next;
    if (next < limit && (kinds(next) & kAnd) != 0) ++next;
    if (next > at + 1) {
      read.at = next - 1;
      return Step::goes_on;
    }
  }
  const bool other =
      at == read.token + 1 && (found & kSomebody) != 0 && (kinds(read.token) & kArticle) != 0;  // "ett annat"
  // "Ordf\u00F6randens tidigare kollega"
  const bool adverb =
      (found & kSkip) != 0 && at > read.token && at + 1 < limit && (long_kinds(at + 1) & (kRole | kBody)) != 0;
  if ((found & (kAnd | kResume | kSkip | kSelf | kHe | kShe)) != 0 && !other && !adverb) return Step::ends;
  // "ordf\u00F8reren hr. Dahl"
  if (read.head != kNone && (found & kHail) != 0 && at + 1 < limit && is_name_word(at + 1)) return Step::goes_on;
  if (read.head != kNone) return Step::ends;  // a verb, most likely
  if ((found & (kRole | kBody | kDocument)) != 0) {
    if (capital(at) && read.last != kNone && (found & kBody) != 0) read.begin = at;  // "Revisionsfirman PWC"
    read.head = at;
    read.head_form = (found & kBody) != 0 ? Form::body : (found & kRole) != 0 ? Form::role : Form::document;
  }
  read.last = at;
  return at - read.token >= kNounWords ? Step::ends : Step::goes_on;
}

// What a phrase is that was read to its end.
Subject Speakers::whole(const NounPhrase& read) const {
  std::uint32_t begin = read.begin;
  if (read.head != kNone) {
    // "sp\u00F8rge ordf\u00F8reren": what nobody knows and no article opens is not a part of it.
    while (begin < read.head && !word(begin).ends_with('s') && !capital(begin) &&
           (long_kinds(begin) & (kArticle | kPossessive | kNobody | kThey | kRole | kBody)) == 0)
      ++begin;
    return named(begin, tail_end(begin, read.head + 1, read.limit), read.head_form);
  }
  if (read.last != kNone && read.last == begin && (kinds(begin) & kArticle) != 0)
    return {Form::nobody, {}, tokens_[begin].span, begin, begin + 1};
  if (read.if_none.form == Form::nobody) return read.if_none;
  // One or two words of which nothing is known, or more behind an article.
  const bool introduced = (kinds(begin) & (kArticle | kPossessive)) != 0;
  if (read.last == kNone || read.last - begin > (introduced ? 2U : 1U)) return {};
  // "En pensionerad lokf\u00F6rare, som"
  const bool known =
      introduced && read.last + 2 < tokens_.size() && is(read.last + 1, ",") && (kinds(read.last + 2) & kNobody) != 0;
  return named(begin, introduced ? tail_end(begin, read.last + 1, read.limit) : read.last + 1,
               known ? Form::role : Form::phrase);
}

// Where a noun phrase ends whose noun ends before token `end`, with what tells which one is meant: "lederen af
// borgerservice i Vestby". What stands "i" or "p\u00E5" something belongs to it only before the verb of its clause,
// where nothing else can stand, or behind an indefinite noun.
std::uint32_t Speakers::tail_end(std::uint32_t begin, std::uint32_t end, std::uint32_t limit) const {
  const bool indefinite = (kinds(begin) & (kArticle | kSomebody)) != 0;
  const bool opens = begin == sentence_begin(begin);  // before the finite verb stands one phrase alone
  for (int tails = 0; tails < 3 && end + 1 < limit; ++tails) {
    const std::uint64_t found = kinds(end);
    const bool of = (found & kOf) != 0;
    if (!of && (found & kWithin) == 0) break;
    std::uint32_t at = end + 1;
    // "Partiet i sitt program": what is the subject's own is no part of the subject.
    if (at < limit && (kinds(at) & kPossessive) != 0 && word(at).starts_with("si")) break;
    while (at < limit && (kinds(at) & (kArticle | kPossessive | kIt)) != 0) ++at;
    // "i en av de stora f\u00F6rskolorna"
    std::uint32_t opened = end + 1;  // the article counts from here: "fallkommunerna" needs none
    if (at > end + 1 && at + 1 < limit && (kinds(at - 1) & kSomebody) != 0 && (kinds(at) & kOf) != 0) opened = ++at;
    while (at < limit && (kinds(at) & (kThey | kPossessive)) != 0) ++at;
    const bool article = at > opened || (at < limit && (kinds(at) & kNobody) != 0);
    if (at < limit && (kinds(at) & kNobody) != 0) ++at;
    std::uint32_t until = name_end(at, limit);
    if (until == at) {
      const auto noun = [&](std::uint32_t token) {
        if (token >= limit || tokens_[token].kind != TokenKind::word) return false;
        const std::uint64_t kind = long_kinds(token);
        return (of || opens || (kind & kWhen) == 0) &&
               ((kind & kFunction) == 0 || (kind & (kRole | kBody | kDocument)) != 0);
      };
      if (!noun(at) && (!of || at >= limit || (kinds(at) & (kSelf | kHe | kShe)) == 0)) break;
      until = at + 1;
      // "den lokala skolan", "kommunens hemtj\u00E4nst"
      const bool more = article || word(at).ends_with('s');
      if (more && noun(until) && !capital(until) && until + 1 <= limit && (long_kinds(at) & (kRole | kBody)) == 0)
        ++until;
    } else if ((kinds(at) & kWhen) != 0) {
      break;
    }
    if (until < limit && tokens_[until].kind == TokenKind::number) ++until;
    const bool before_verb = until < tokens_.size() && (kinds(until) & kAnySaying) != 0;
    if (!of && !indefinite && !before_verb && !opens) break;
    end = until;
  }
  return end;
}

}  // namespace ordagrant::passages::internal
