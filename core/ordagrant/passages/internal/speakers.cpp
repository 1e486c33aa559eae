#include "ordagrant/passages/internal/speakers.h"

#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/marks.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;
using Form = Subject::Form;

constexpr std::uint32_t kClause = 60;        // tokens before a verb in which its subject is looked for
constexpr std::uint32_t kPart = 6;           // from "i" over the part of a document to its verb
constexpr std::uint32_t kStatesReach = 8;    // from "det st\u00E5r" to where it does
constexpr std::uint32_t kParticleReach = 6;  // tokens from "l\u00E4gger" to "till"
constexpr std::size_t kShortest = 4;         // bytes of a noun in the definite
constexpr std::size_t kShortName = 3;        // bytes of a name in the genitive
constexpr std::uint32_t kApposition = 24;    // tokens between two commas that say more of a name

}  // namespace

Speakers::Speakers(std::string_view text, std::span<const tokens::Token> tokens, const Starts& sentences,
                   const Structure& structure, const SayingWords& words)
    : text_(text), tokens_(tokens), sentences_(sentences), structure_(structure), words_(words) {}

std::uint64_t Speakers::kinds(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return 0;
  const std::uint64_t found = words_.of(word(token), lower_);
  return found != 0 ? found : double_name(token);
}

std::uint64_t Speakers::long_kinds(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return 0;
  const std::uint64_t found = words_.with_endings(word(token), lower_);
  return found != 0 ? found : double_name(token);
}

bool Speakers::says(std::uint32_t token) const {
  const std::uint64_t found = kinds(token);
  if ((found & (kSay | kThat)) != 0) return true;
  if ((found & kAdd) == 0) return false;
  const std::uint32_t limit = std::min(sentence_end(token), token + kParticleReach);
  for (std::uint32_t at = token + 1; at < limit; ++at)
    if ((kinds(at) & kTo) != 0) return true;
  return false;
}

bool Speakers::holds_view(std::uint32_t token) const {
  const std::string_view noun = word(token);
  // "kommit fram till att", "n\u00E5r frem til, at"
  if ((kinds(token) & kTo) != 0)
    return token > 0 && (kinds(token - 1) & kSkip) != 0 && word(token - 1).starts_with("fr");
  return noun.size() > kShortest && (noun.ends_with("en") || noun.ends_with("et")) && !capital(token) &&
         (words_.of(noun.substr(0, noun.size() - 2), lower_) & kView) != 0;
}

bool Speakers::later(std::uint32_t token, std::uint64_t kind) const {
  if (tokens_[token].kind != TokenKind::word || capital(token)) return false;
  std::string present(word(token));
  if ((words_.of(present + 'r', lower_) & kind) != 0) return true;
  if (!present.ends_with('a')) return false;
  present.back() = 'e';
  return (words_.of(present + 'r', lower_) & kind) != 0;
}

bool Speakers::capital(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return false;
  const auto first = static_cast<unsigned char>(text_[tokens_[token].span.begin]);
  if (first < 0x80) return first >= 'A' && first <= 'Z';
  return text::is_upper(text::character_at(text_, tokens_[token].span.begin).code);
}

Subject Speakers::phrase(std::uint32_t token, std::uint32_t limit) const {
  limit = std::min({limit, static_cast<std::uint32_t>(tokens_.size()), token + kPhraseReach});
  while (token < limit && (kinds(token) & (kSkip | kHail)) != 0 && (kinds(token) & (kMale | kFemale)) == 0) ++token;
  if (token >= limit) return {};
  constexpr std::uint32_t kNone = ~0U;
  std::uint32_t head = kNone;
  Form head_form = Form::role;
  std::uint32_t last = kNone;  // the last word of the noun phrase itself
  std::uint32_t begin = token;
  bool hanging = false;  // behind a preposition
  Subject if_none;       // what the phrase is if it has no noun that is known
  for (std::uint32_t at = token; at < limit; ++at) {
    if (sentences_.is(at) && at > token) break;
    if (tokens_[at].kind == TokenKind::number && head == kNone && last == kNone && !hanging) continue;
    if (tokens_[at].kind != TokenKind::word) {
      // "en \u201Dutvecklingsstrateg\u201D"
      if (at == token + 1 && (kinds(token) & kArticle) != 0 && at + 2 < limit && is_quotation_mark(word(at)) &&
          is_quotation_mark(word(at + 2)) && (long_kinds(at + 1) & kRole) != 0)
        return named(at + 1, at + 2, Form::role);
      if (tokens_[at].kind != TokenKind::mark || !is(at, ",") || head == kNone) break;
      // "utvecklingschefen i Lund, Johanna Vikman"
      // "min f\u00F6retr\u00E4dare, statsr\u00E5det Ivar Bro"
      std::uint32_t next = at + 1;
      while (next < limit && ((kinds(next) & kHail) != 0 ||
                              (!capital(next) && head_form == Form::role && (long_kinds(next) & kRole) != 0)))
        ++next;
      const std::uint32_t until = name_end(next, limit);
      if (until >= next + 2 && (kinds(next) & kPlace) == 0) return named(next, until, Form::name);
      // "Kollegan bredvid mig, Gun-Marie, som"
      if (until == next + 1 && until < limit && is(until, ",") && head_form == Form::role)
        return named(next, until, Form::name);
      break;
    }
    const std::uint64_t found = long_kinds(at);
    if (is_name_word(at)) {
      const std::uint32_t until = name_end(at, limit);
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
      if (end_word.ends_with('s') && noun_follows && (kinds(until - 1) & (kMale | kFemale)) == 0 &&
          !ends_so(until - 1)) {
        if (last == kNone) begin = at;
        last = until - 1;
        at = until - 1;
        continue;
      }
      // "rubriken Ekonomi"
      if (head != kNone && head_form == Form::document && head + 1 == at) return named(begin, until, Form::document);
      if ((kinds(first) & kPlace) != 0) return named(first, until, Form::body);
      // "F\u00F6reningen Hem i Norden"
      if (head != kNone && head_form == Form::body && head + 1 == at && !given)
        return named(begin, tail_end(begin, until, limit), Form::body);
      Subject subject = named(first, until, Form::name);
      // Two who speak as one: "Sten Ek (L) och Rut Bo (S)".
      std::uint32_t next = until;
      if (next + 2 < limit && is(next, "(") && is(next + 2, ")")) next += 3;
      if (next + 1 < limit && (kinds(next) & kAnd) != 0) {
        const std::uint32_t second = name_end(next + 1, limit);
        if (second >= next + 3 || (second == next + 2 && until - first == 1)) {
          const Subject other = named(next + 1, second, Form::name);
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
      if ((found & kThey) != 0) {
        if (!opens_noun(at, limit)) return they(nobody);
        continue;
      }
      if ((found & kSelf) != 0) {
        nobody.form = Form::self;
        return nobody;
      }
      if ((found & kNobody) != 0) {
        // "det nationella avtalet" is a noun phrase, "det" is nobody.
        const bool article = at + 2 < limit && tokens_[at + 1].kind == TokenKind::word && !capital(at + 1) &&
                             (long_kinds(at + 1) & kFunction) == 0;
        // "n\u00E5gon i publiken"
        if ((found & kSomebody) != 0 && at + 2 < limit && (kinds(at + 1) & (kOf | kWithin)) != 0) {
          const std::uint32_t end = tail_end(at, at + 1, limit);
          if (end > at + 1) return named(at, end, Form::phrase);
        }
        if (!article && (found & kIt) != 0 && capital(at)) return named_before(nobody);
        if (!article) return nobody;
        if_none = nobody;
        continue;
      }
    }
    if ((found & (kAnySaying | kConjunction | kAccording | kComes | kNobody | kThey)) != 0 && !hanging &&
        (found & (kRole | kBody | kDocument)) == 0)
      break;
    if ((found & kPreposition) != 0) {
      if (last == kNone && head == kNone) break;
      // "en av handl\u00E4ggarna", "en af deres borgere, Herdis, har"
      if (head == kNone && at == token + 1 && (found & kOf) != 0 && (kinds(token) & kSomebody) != 0) {
        const bool them = at + 1 < limit && (kinds(at + 1) & kThey) != 0;
        const bool more =
            them && at + 2 < limit && tokens_[at + 2].kind == TokenKind::word && (long_kinds(at + 2) & kFunction) == 0;
        const bool noun = more && at + 3 < limit && !capital(at + 3) && (long_kinds(at + 3) & kRole) != 0;
        const std::uint32_t end = them ? at + (noun ? 4 : more ? 3 : 2) : tail_end(token, at, limit);
        if (end > at + 1) {
          if (end + 2 < limit && is(end, ",")) {
            const std::uint32_t name = name_end(end + 1, limit);
            if (name >= end + 3 || (name == end + 2 && is(name, ","))) return named(end + 1, name, Form::name);
          }
          return named(begin, end, Form::phrase);
        }
      }
      // "en af dem"
      if (head == kNone && at + 1 < limit && (kinds(at + 1) & kThey) != 0 && at - token <= 2) {
        const bool more =
            at + 2 < limit && tokens_[at + 2].kind == TokenKind::word && (long_kinds(at + 2) & kFunction) == 0;
        // "en af de spurgte", "en af de spurgte ledere"
        const bool noun = more && at + 3 < limit && !capital(at + 3) && (long_kinds(at + 3) & kRole) != 0;
        return named(begin, at + (noun ? 4 : more ? 3 : 2), Form::phrase);
      }
      // "Tillidsrepr\u00E6sentanterne p\u00E5 \u00E6ldreomr\u00E5det"
      hanging = true;
      continue;
    }
    if (hanging) continue;
    if (word(at).ends_with('-')) {
      // "infrastruktur- och bostadsminister", "gymnasie-, h\u00F6gskole- och forskningsminister"
      std::uint32_t next = at + 1;
      if (next < limit && is(next, ",")) ++next;
      if (next < limit && (kinds(next) & kAnd) != 0) ++next;
      if (next > at + 1) {
        at = next - 1;
        continue;
      }
    }
    const bool other = at == token + 1 && (found & kSomebody) != 0 && (kinds(token) & kArticle) != 0;  // "ett annat"
    // "Ordf\u00F6randens tidigare kollega"
    const bool adverb =
        (found & kSkip) != 0 && at > token && at + 1 < limit && (long_kinds(at + 1) & (kRole | kBody)) != 0;
    if ((found & (kAnd | kResume | kSkip | kSelf | kHe | kShe)) != 0 && !other && !adverb) break;
    // "ordf\u00F8reren hr. Dahl"
    if (head != kNone && (found & kHail) != 0 && at + 1 < limit && is_name_word(at + 1)) continue;
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
    while (begin < head && !word(begin).ends_with('s') && !capital(begin) &&
           (long_kinds(begin) & (kArticle | kPossessive | kNobody | kThey | kRole | kBody)) == 0)
      ++begin;
    if (begin < head && !capital(begin) && !word(begin).ends_with('s') &&
        (long_kinds(begin) & (kArticle | kPossessive | kNobody | kThey | kRole | kBody)) == 0)
      begin = head;
    return named(begin, tail_end(begin, head + 1, limit), head_form);
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
  // One or two words of which nothing is known, or more behind an article.
  const bool introduced = (kinds(begin) & (kArticle | kPossessive)) != 0;
  if (last != kNone && last - begin <= (introduced ? 2U : 1U) && last + 1 - begin > 0) {
    // "En pensionerad lokf\u00F6rare, som"
    const bool known = introduced && last + 2 < tokens_.size() && is(last + 1, ",") && (kinds(last + 2) & kNobody) != 0;
    return named(begin, introduced ? tail_end(begin, last + 1, limit) : last + 1, known ? Form::role : Form::phrase);
  }
  return {};
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

Subject Speakers::behind_verb(std::uint32_t verb, std::uint32_t limit) const {
  std::uint32_t token = verb + 1;
  while (token < limit && (kinds(token) & kSkip) != 0 && (kinds(token) & (kNobody | kMale | kFemale)) == 0) ++token;
  Subject subject = phrase(token, limit);
  // "var svaret fr\u00E5n Kerstin Alm"
  if ((subject.form == Form::phrase || subject.form == Form::document) && subject.end - subject.begin <= 2 &&
      subject.end + 1 < limit && (kinds(subject.end) & kFrom) != 0) {
    Subject source = phrase(subject.end + 1, limit);
    if (source.certain()) return source;
  }
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

Subject Speakers::of_verb(std::uint32_t begin, std::uint32_t verb, std::uint32_t limit) const {
  if (verb > kClause && begin < verb - kClause) begin = verb - kClause;
  // "Men Karin Ekdal s\u00E4ger", but not "Men n\u00E4r hon"
  if (begin + 1 < verb && (kinds(begin) & kJoint) != 0 && (kinds(begin + 1) & kResume) == 0) ++begin;
  if (begin < verb && (kinds(begin) & kAs) != 0) ++begin;  // "Som en mentor s\u00E4ger:"
  // "n\u00E4r jag s\u00E4ger", "Hon kallade utredningen": what stands before the verb and can be nothing else.
  if (verb > begin && (kinds(verb - 1) & (kHe | kShe | kSubject)) != 0 &&
      (verb < begin + 2 || (kinds(verb - 2) & (kPreposition | kAnySaying)) == 0))
    return phrase(verb - 1, verb);
  if (verb > begin && (kinds(verb) & kStates) == 0) {
    const Subject first = phrase(begin, verb);
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
    const Subject first = phrase(begin, verb);
    if (first.form == Form::name || first.form == Form::role || first.form == Form::body) return first;
  }
  const bool passive = (kinds(verb) & kCall) != 0 && (kinds(verb) & kStates) != 0;
  Subject behind = passive ? Subject{} : behind_verb(verb, limit);
  // Behind the verb stands its subject, unless the clause has one before it and this is its object.
  if (behind.form != Form::phrase &&
      (behind.form == Form::name || behind.form == Form::self || behind.form == Form::body ||
       behind.form == Form::role || behind.form == Form::document || behind.named()))
    return behind;
  const bool pronoun_behind = behind.form == Form::nobody;
  if (pronoun_behind && (kinds(behind.begin) & (kHe | kShe | kThey)) != 0) return behind;

  // "I rapporten st\u00E5r det", "Av planen framg\u00E5r"
  if ((kinds(verb) & kStates) != 0) {
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
  }
  if (pronoun_behind && (kinds(behind.begin) & kNobody) != 0 && verb == begin) return behind;

  // "Rektorn, som \u00E4r en hygglig karl, sade"
  std::uint32_t group = verb;  // with what helps the verb
  while (group > begin + 1 && (kinds(group - 1) & (kPerfect | kMay | kSkip)) != 0) --group;
  if (group > begin && is(group - 1, ",")) {
    const Subject subject = phrase(begin, group);
    if (subject.certain()) return subject;
  }

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
      return {Form::nobody, {}, tokens_[at].span, at, at + 1};
    if ((relative || (joins && first == verb && (found & kNobody) != 0)) && is(at - 1, ",")) {
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
    if ((found & kAnd) == 0 && at + 2 < verb) return {};
    break;
  }
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

Subject Speakers::owner(std::uint32_t begin, std::uint32_t noun) const {
  for (std::uint32_t at = noun, last = tokens_before(noun, 2, begin); at-- > last;) {
    const std::string_view printed = word(at);
    if (tokens_[at].kind != TokenKind::word || printed.size() < kShortName || !printed.ends_with('s')) continue;
    const std::string_view whose = printed.substr(0, printed.size() - 1);
    // "Hennes bed\u00F6mning"
    const std::uint64_t pronoun = words_.of(whose, lower_);
    if ((pronoun & (kHe | kShe)) != 0) return resolved(at, (pronoun & kHe) != 0 ? kMale : kFemale);
    Subject subject = named(at, at + 1, Form::role);
    subject.name = whose;
    if (capital(at)) {
      std::uint32_t first = at;
      while (first > begin && is_name_word(first - 1)) --first;
      subject = named(first, at + 1, Form::name);
      if (subject.name.ends_with('s')) subject.name.pop_back();
      return subject;
    }
    if ((words_.with_endings(whose, lower_) & (kRole | kBody | kDocument)) != 0) return subject;
  }
  return {};
}

Subject Speakers::of_sentence(std::uint32_t begin, std::uint32_t end) const {
  Subject subject = phrase(begin, end);
  // Any two words can begin a sentence with capitals.
  const bool somebody = subject.form != Form::name || is_person(subject.begin, subject.end, subject.name);
  if (subject.certain() && somebody) return subject;
  // "Hon skakar p\u00E5 huvudet."
  if (subject.certain() && (kinds(subject.begin) & (kHe | kShe)) != 0) return subject;
  // "Det \u00E4r Karin Ekdal tr\u00F6tt p\u00E5." has its subject further back.
  if ((subject.form == Form::nobody && (kinds(begin) & kWhose) == 0) || subject.form == Form::self) return {};
  if ((kinds(subject.begin) & (kHe | kShe)) != 0) return {};
  // "I g\u00E5r sade ...", "Ocks\u00E5 Anna Ek": the first whole name of the sentence that hangs on no preposition.
  for (std::uint32_t at = begin; at < std::min(end, begin + kApposition); ++at) {
    const std::uint32_t until = name_end(at, end);
    if (at > begin && capital(at) && until == at && (long_kinds(at) & kBody) != 0 &&
        (kinds(at - 1) & kPreposition) == 0)
      return phrase(at, end);
    // "Det ville Ekdal inte veta av."
    const bool alone = until == at + 1 && at > begin && (kinds(at) & (kMale | kFemale | kPlace)) == 0 && known_name(at);
    if (until < at + 2 && !alone) continue;
    if (at > begin && (kinds(at) & kPlace) == 0 && (kinds(at - 1) & kPreposition) == 0) {
      subject = phrase(at, end);
      return subject.form != Form::name || is_person(subject.begin, subject.end, subject.name) ? subject : Subject{};
    }
    at = until - 1;
  }
  return {};
}

}  // namespace ordagrant::passages::internal
