#include <algorithm>

#include "ordagrant/passages/internal/quoting.h"

// What stands between marks: is it somebody's words, a title, a term held at a distance; and whose is it?

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;

constexpr std::uint32_t kTitleReach = 3;  // tokens from a preposition to the noun of a title
constexpr std::uint32_t kJoined = 8;      // tokens from one fragment to the next

}  // namespace

// Who is spoken of just before, or spoke last.
Attribution Quoting::neighbour(std::uint32_t begin) const {
  if (begin < 2) return {};
  const std::uint32_t open = begin - 1;
  const std::uint32_t unit = unit_begin(open);
  // Somebody else speaks in between: "vet du vad han svarade?"
  if (last_end_ != kNoToken && last_end_ < open)
    for (std::uint32_t at = std::max(last_end_ + 1, last_subject_.end); at + 1 < open; ++at)
      if ((kinds(at) & (kHe | kShe | kThey)) != 0 && at > last_subject_.end && speakers_.says(at + 1)) {
        const Subject other = speakers_.phrase(at, at + 1);
        if (!other.named() || other.name != last_subject_.name)
          return other.named() ? Attribution{Cue::neighbour, other} : Attribution{};
      }
  // The same person goes on: \u201D...\u201D, s\u00E4ger Ek. \u201D...\u201D
  if (last_end_ != kNoToken && last_end_ >= unit && last_end_ < open &&
      speakers_.sentence_end(std::min(last_end_ + 1, count_ - 1)) >= open)
    return {Cue::neighbour, last_subject_};
  // A paragraph of its own goes on with the speaker of the one before.
  const std::uint32_t unit_before = open == unit && unit > 0 ? unit_begin(unit - 1) : unit;
  if (open == unit && last_end_ != kNoToken && last_end_ >= unit_before && last_end_ < open &&
      speakers_.sentence_end(std::min(last_end_ + 1, count_ - 1)) >= open)
    return {Cue::neighbour, last_subject_};
  const std::uint32_t home = speakers_.sentence_begin(open);
  const std::uint32_t end = home == open || home <= unit ? open : home;
  if (end == 0 || end <= unit_before) return {};
  const std::uint32_t from = std::max(unit_before, speakers_.sentence_begin(end - 1));
  // A sentence that reports what somebody says, or speaks of a person.
  for (std::uint32_t at = from; at < std::min(end, from + kCueReach); ++at)
    if ((kinds(at) & (kSay | kThat)) != 0) {
      Subject subject = speakers_.of_verb(from, at, end);
      if (subject.certain() && subject.form != Form::document) return {Cue::neighbour, std::move(subject)};
      return {};
    }
  Subject subject = speakers_.of_sentence(from, end);
  if (open == unit && subject.form == Form::role && subject.end - subject.begin == 1) subject = {};
  if (subject.form == Form::name || (open == unit && subject.form == Form::role))
    return {Cue::neighbour, std::move(subject)};
  return {};
}

Attribution Quoting::attribute_by_cues(const Marked& one, std::uint32_t words, bool sentence) const {
  Attribution behind = cues_.behind(one.end, one.closed);
  if (behind.cue == Cue::near && behind.subject.named()) return behind;
  Attribution before = cue_before(one.begin, words);
  if (before.cue == Cue::near && before.subject.named()) return before;
  if (sentence || before.cue == Cue::near) {
    Attribution next = cues_.next(one.end);
    if (next.cue != Cue::none) return next;
    Subject signed_by = one.closed && !another_item(one) ? cues_.signature(one.end + 1) : Subject{};
    if (signed_by.named()) return {Cue::near, std::move(signed_by)};
  }
  if (behind.cue != Cue::none) return behind;
  if (before.cue != Cue::none) return before;
  return {};
}

// Whose words these are if the sentence goes on from what it quoted last: joined to it by "och" they are the same
// one's, and in "ett parti vill ha \u201Dordning\u201D, ett annat \u201Dfrihet\u201D" those of who stands before them.
Subject Quoting::goes_on(std::uint32_t begin) const {
  if (last_end_ == kNoToken || begin < last_end_ + 2 || begin > last_end_ + kJoined) return {};
  std::uint32_t next = last_end_ + 1;
  while (next + 1 < begin && (is(next, ",") || (kinds(next) & (kAnd | kSkip)) != 0)) ++next;
  if (next + 1 < begin && speakers_.sentence_begin(begin) <= last_end_) {
    Subject other = speakers_.phrase(next, begin - 1);
    const bool somebody = other.certain() || (kinds(next) & kSomebody) != 0;
    const bool about = other.end + 2 == begin && (kinds(other.end) & kPreposition) != 0;
    if (other.named() && somebody && other.begin == next && (other.end + 1 == begin || about) &&
        other.form != Form::document)
      return other;
  }
  bool joined = false;
  for (std::uint32_t at = last_end_ + 1; at + 1 < begin; ++at) {
    // "och att den \u201D...\u201D": another clause of the same report.
    if (joined && (kinds(at) & kConjunction) != 0) break;
    if (tokens_[at].kind == TokenKind::mark ? !is(at, ",") : (kinds(at) & (kNobody | kSelf)) != 0) return {};
    joined = joined || (kinds(at) & (kAnd | kJoint)) != 0;
  }
  return joined && speakers_.sentence_begin(begin) <= last_end_ ? last_subject_ : Subject{};
}

// "Ek, A. (2005). \u201DEn plan\u201D": does the year of a source stand before the mark?
bool Quoting::listed_source(std::uint32_t begin) const {
  if (begin < 5) return false;
  const std::uint32_t last = is(begin - 2, ".") || is(begin - 2, ",") ? begin - 3 : begin - 2;
  return is(last, ")") && tokens_[last - 1].kind == TokenKind::number && word(last - 1).size() == 4 &&
         is(last - 2, "(");
}

bool Quoting::is_title(const Marked& one, std::uint32_t words) const {
  if (one.begin < 2) return false;
  const std::uint32_t last = one.begin - 2;
  const std::uint64_t found = speakers_.long_kinds(last);
  const bool upper = speakers_.capital(one.begin) || tokens_[one.begin].kind == TokenKind::number;
  if ((found & kTitle) != 0 && upper) return true;
  if (!upper) return false;
  const bool named = (found & kPreposition) != 0 && !ends_sentence(word(one.end - 1));
  if (words >= kSpeechWords) return named;
  if (ends_sentence(word(one.end - 1)) || is(last, ":")) return false;
  if (speakers_.sentence_begin(one.begin) < one.begin - 1) return true;
  // Every sentence begins with a capital.
  for (std::uint32_t at = one.begin + 1; at < one.end; ++at)
    if (speakers_.capital(at)) return true;
  return false;
}

// Is what follows another item of the same list, whose dash signs nothing?
bool Quoting::another_item(const Marked& one) const {
  const Passage* const item = structure_.passage_at(one.begin);
  const Passage* const next = one.end + 1 < count_ ? structure_.passage_at(one.end + 1) : nullptr;
  return item != nullptr && next != nullptr && item != next && item->kind == PassageKind::list_item &&
         next->kind == PassageKind::list_item;
}

// "- 3 Bilaga 'Plan f\u00F6r en sammanh\u00E5llen skola'": what is listed has its name between the marks.
bool Quoting::ends_list_item(const Marked& one) const {
  const Passage* const item = structure_.passage_at(one.begin);
  if (item == nullptr || item->kind != PassageKind::list_item || !one.closed || one.begin < 2) return false;
  return one.end + 1 >= item->end && tokens_[one.begin - 2].kind != TokenKind::mark &&
         words_in(item->begin, one.begin - 1) > 0;
}

// Reads a quotation that ends before its marks do, with a cue between them: a caption, or one that no mark closes.
bool Quoting::ends_within(const Marked& one) {
  if (is_dash(word(one.begin)) && one.begin + 1 < one.end) {
    // A caption: '- Det blir bra, s\u00E4ger Karin Ekdal.'
    Subject subject;
    const std::uint32_t cue = cues_.in_line(one.begin + 1, one.end, subject);
    if (cue != Cues::kNoCue) {
      add(one.begin + 1, cue, QuoteKind::dash_speech, true, subject);
      others_.emplace_back(one.begin, one.end);
      return true;
    }
  }
  if (one.closed) return false;
  // \u201DDet \u00E4r bra, s\u00E4ger hon. Men ...: what follows the comma is not quoted.
  Subject subject;
  const std::uint32_t cue = cues_.in_line(one.begin, one.end, subject);
  if (cue == Cues::kNoCue) return false;
  add(one.begin, cue, QuoteKind::direct_quote, false, subject);
  others_.emplace_back(one.begin, one.end);
  return true;
}

Quoting::Content Quoting::content_of(const Marked& one, std::uint32_t words) const {
  Content content;
  content.words = words;
  content.stopped = ends_sentence(word(one.end - 1));
  content.upper = speakers_.capital(one.begin) || tokens_[one.begin].kind == TokenKind::number;
  // "Det g\u00E5r inte l\u00E4ngre", l\u00F6d svaret.
  const bool begins = one.begin > 0 && speakers_.sentence_begin(one.begin - 1) == one.begin - 1 && one.closed;
  const bool opens = begins && one.end + 1 < count_ && (is(one.end + 1, ",") || is(one.end + 1, "."));
  content.sentence = content.upper && words >= kSentenceWords && (content.stopped || words >= kSpeechWords || opens);
  // \u201DDet vet alla.\u201D
  content.utters = content.upper && words > 1 && content.stopped && begins;
  // "en planche: \u201DFrihed\u201D"
  const bool shown = one.begin > 2 && is(one.begin - 2, ":") && !cues_.spoken_of(one.begin - 1) &&
                     cues_.before(one.begin, words, 0).subject.form != Form::document;
  // "kommunens policy, \u201DTillsammans\u201D, som"
  const bool beside = !shown && one.begin > 2 && is(one.begin - 2, ",") && one.closed && is(one.end + 1, ",") &&
                      !content.stopped && (speakers_.long_kinds(one.begin - 3) & (kTitle | kDocument)) != 0;
  content.noun = one.begin - (shown || beside ? 3 : 2);
  const std::uint64_t before = one.begin > 1 ? speakers_.long_kinds(content.noun) : 0;
  const std::uint64_t titles = shown ? kTitle : kTitle | kDocument;
  content.entitled = content.upper && (beside || listed_source(one.begin) || (before & titles) != 0);
  return content;
}

Attribution Quoting::attribute(const Marked& one, const Content& content) const {
  if (!content.entitled) return attribute_by_cues(one, content.words, content.speech() || content.utters);
  // "I boken \u201DEn plan\u201D beskriver Karin Ekdal": it is read there, and not said.
  bool read_there = (kinds(content.noun) & kNaming) != 0;
  for (std::uint32_t at = content.noun; at > 0 && content.noun - at < kTitleReach && !read_there; --at) {
    if (speakers_.sentence_begin(at) == at) break;
    read_there = (kinds(at - 1) & kPreposition) != 0;
  }
  const bool bracket = one.closed && one.end + 1 < count_ && is(one.end + 1, "(");
  return bracket || read_there ? Attribution{} : cues_.behind(one.end, one.closed);
}

// What it is by its words and by whose they are; `who` becomes somebody else where the kind says so.
QuoteKind Quoting::kind_of(const Marked& one, const Content& content, Attribution& who) const {
  if (content.entitled && !who.subject.named()) return QuoteKind::title;
  if (who.cue == Cue::near || who.cue == Cue::next) {
    if (who.subject.named() || content.speech()) return QuoteKind::direct_quote;
    // "i rapporten st\u00E5r \u201DM\u00E5l\u201D", "rubriken l\u00F6d \u201DM\u00E5l\u201D"
    if (is_title(one, content.words)) return QuoteKind::title;
    // "man s\u00E4ger \u201Dfrihet\u201D": nobody says it, and it is no sentence.
    const bool own =
        who.subject.form == Form::self && (content.words >= kFragment || quote_around(who.subject.begin) != nullptr);
    const bool ends = content.stopped || (one.end + 1 < count_ && one.closed && is(one.end + 1, ","));
    return own || (content.upper && ends) ? QuoteKind::direct_quote : QuoteKind::scare_quote;
  }
  if (is_title(one, content.words) &&
      (!content.sentence || !content.stopped || (speakers_.long_kinds(one.begin - 2) & kTitle) != 0)) {
    who = {};
    return QuoteKind::title;
  }
  if (who.cue == Cue::clause) return QuoteKind::direct_quote;
  if (content.upper && !content.stopped && ends_list_item(one)) {
    who = {};
    return QuoteKind::title;
  }
  if (content.speech() && (content.sentence || one.begin < 2 || unit_begin(one.begin - 1) == one.begin - 1)) {
    // "talade p\u00E5 konferensen \u201DEn v\u00E5rd f\u00F6r alla i en ny tid\u201D": who is spoken of says only what
    // begins a sentence of its own.
    const bool begins = one.begin < 2 || speakers_.sentence_begin(one.begin - 1) == one.begin - 1 ||
                        tokens_[one.begin - 2].kind == TokenKind::mark;
    who = begins ? neighbour(one.begin) : Attribution{};
    return QuoteKind::direct_quote;
  }
  return QuoteKind::scare_quote;
}

// Whose words a term held at a distance is, by what was quoted before it or what follows; no cue: nobody's.
Attribution Quoting::quoted_after_all(const Marked& one, const Content& content) const {
  // "s\u00E4ger hon. \u201DDet vet alla.\u201D"
  if (content.utters)
    if (Attribution same = neighbour(one.begin); same.subject.named() && last_end_ != kNoToken &&
                                                 last_end_ >= unit_begin(one.begin - 1) && last_end_ < one.begin)
      return same;
  // "Hon kallade den \u201Den lek\u201D och svaret \u201Den \u00F6vning\u201D."
  if (Subject same = goes_on(one.begin); same.named()) return {Cue::neighbour, std::move(same)};
  if (content.words >= kFragment && one.closed && one.end + 3 < count_) return cues_.later(one.end);
  return {};
}

// The source that was spoken of before, where nobody is said to say what is quoted.
void Quoting::find_source(const Marked& one, Attribution& who) const {
  const auto nobody = [&] { return who.cue == Cue::near && who.subject.form == Form::nobody && !who.subject.named(); };
  // "Lauget finner ordet oklart. \u201DVi f\u00F6rst\u00E5r det inte\u201D, heter det."
  if (nobody() && one.begin > 1 && who.subject.begin > one.end && (kinds(who.subject.begin) & kNobody) != 0 &&
      unit_begin(one.begin - 1) != one.begin - 1) {
    Attribution source = neighbour(one.begin);
    if (source.subject.form == Form::body || source.subject.form == Form::document) who = std::move(source);
  }
  // "Jag citerar ur yttrandet. D\u00E4r st\u00E5r: \u201DVi r\u00E4cker inte till.\u201D"
  if (nobody() && one.begin > 2 && is(one.begin - 2, ":"))
    if (Subject source = speakers_.document_before(speakers_.sentence_begin(one.begin - 2), one.begin - 2);
        source.named())
      who.subject = std::move(source);
}

void Quoting::mark(const Marked& one) {
  const std::uint32_t words = words_in(one.begin, one.end);
  if (words == 0) return;
  // A place in a file or on the web.
  const std::string_view place =
      text_.substr(tokens_[one.begin].span.begin, tokens_[one.end - 1].span.end - tokens_[one.begin].span.begin);
  if (place.find('/') != std::string_view::npos && place.find_first_of(" \n\t") == std::string_view::npos) return;
  if (ends_within(one)) return;
  const Content content = content_of(one, words);
  Attribution who = attribute(one, content);
  // "Du har sagt, att ..." in the question of an interview.
  if (who.subject.form == Form::self && (kinds(who.subject.begin) & kYou) != 0 && interviewed_.named() &&
      quote_around(who.subject.begin) == nullptr)
    who.subject = interviewed_;
  QuoteKind kind = kind_of(one, content, who);
  if (kind == QuoteKind::scare_quote)
    if (Attribution whose = quoted_after_all(one, content); whose.cue != Cue::none) {
      kind = QuoteKind::direct_quote;
      who = std::move(whose);
    }
  const bool direct = kind == QuoteKind::direct_quote;
  if (direct) find_source(one, who);
  add(one.begin, one.end, kind, one.closed, direct ? who.subject : Subject{});
  if (direct || (words >= kSpeechWords && kind != QuoteKind::title)) others_.emplace_back(one.begin, one.end);
}

}  // namespace ordagrant::passages::internal
