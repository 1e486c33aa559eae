#include "ordagrant/passages/quotes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "ordagrant/language/tables.h"
#include "ordagrant/passages/internal/cues.h"
#include "ordagrant/passages/internal/marks.h"
#include "ordagrant/passages/internal/places.h"
#include "ordagrant/passages/internal/saying.h"
#include "ordagrant/passages/internal/speakers.h"
#include "ordagrant/passages/internal/starts.h"

namespace ordagrant::passages {

namespace {

using internal::Attribution;
using internal::Candidate;
using internal::Cue;
using internal::ends_sentence;
using internal::is_dash;
using internal::kCueReach;
using internal::kFragment;
using internal::kSignature;
using internal::Marked;
using internal::Places;
using internal::SayingWords;
using internal::Speakers;
using internal::Subject;
using tokens::Token;
using tokens::TokenKind;
using Form = Subject::Form;

constexpr std::uint32_t kNone = ~0U;

// How far a verb of saying may stand from its "att", in tokens.
constexpr std::uint32_t kThatReach = 8;
// And from a colon behind which nothing is marked.
constexpr std::uint32_t kAnnounceReach = 10;
constexpr std::uint32_t kDenialReach = 4;  // tokens before a verb
// In words: what is as long is no mere term.
constexpr std::uint32_t kSpeechWords = 8;
constexpr std::uint32_t kSentenceWords = 4;
constexpr std::uint32_t kTitleReach = 3;   // tokens from a preposition to the noun of a title
constexpr std::uint32_t kJoined = 8;       // tokens from one fragment to the next
constexpr std::uint32_t kLately = 120;     // tokens from one line of speech to another of the same speaker
constexpr int kRepeated = 16;              // quotations without a speaker that are looked for elsewhere in the text
constexpr std::size_t kAround = 8;         // quotations that are looked at for one around a token
constexpr std::uint32_t kBlockIndent = 4;  // columns

}  // namespace

struct QuoteReader::Words : SayingWords {
  using SayingWords::SayingWords;
};

namespace {

// Reads one text.
class Quoting {
 public:
  Quoting(std::string_view text, std::span<const Token> tokens, std::span<const std::uint32_t> sentences,
          const Structure& structure, const SayingWords& words)
      : text_(text),
        tokens_(tokens),
        structure_(structure),
        places_(internal::places(text, tokens, structure, words)),
        sentences_(joined(sentences, places_.units), static_cast<std::uint32_t>(tokens.size())),
        units_(std::move(places_.units), static_cast<std::uint32_t>(tokens.size())),
        speakers_(text, tokens, sentences_, structure, words),
        cues_(text, tokens, units_, speakers_),
        marked_(internal::marked(text, tokens, sentences, places_.marks, units_.all())),
        count_(static_cast<std::uint32_t>(tokens.size())) {
    for (const Marked& one : marked_)
      if ((quoted_.empty() || quoted_.back().second <= one.begin)) quoted_.emplace_back(one.begin, one.end);
  }

  std::vector<Quote> quotes();

 private:
  static std::vector<std::uint32_t> joined(std::span<const std::uint32_t> sentences,
                                           std::span<const std::uint32_t> units) {
    std::vector<std::uint32_t> both;
    both.reserve(sentences.size() + units.size());
    std::set_union(sentences.begin(), sentences.end(), units.begin(), units.end(), std::back_inserter(both));
    return both;
  }
  std::string_view word(std::uint32_t token) const { return tokens_[token].span.of(text_); }
  bool is(std::uint32_t token, std::string_view mark) const { return token < count_ && word(token) == mark; }
  std::uint64_t kinds(std::uint32_t token) const { return token < count_ ? speakers_.kinds(token) : 0; }
  std::uint32_t unit_begin(std::uint32_t token) const { return units_.begin(token); }
  std::uint32_t unit_end(std::uint32_t token) const { return units_.end(token); }
  const Passage* passage_of(std::uint32_t token) const;
  std::string_view section_speaker(std::uint32_t token) const;
  std::uint32_t words_in(std::uint32_t begin, std::uint32_t end) const;
  static bool inside(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ranges, std::uint32_t token);

  void speeches();
  std::uint32_t speech_end(std::uint32_t begin, std::uint32_t end) const;
  void mark(const Marked& one);
  void dash(std::uint32_t number);
  Subject asked(std::uint32_t dash) const;
  bool asks_before(std::uint32_t dash) const;
  bool in_list(std::uint32_t token) const;
  bool narrates(std::uint32_t begin, std::uint32_t end, const Subject& speaker) const;
  bool speaks_of_self(std::uint32_t begin, std::uint32_t end) const;
  void listen();
  void repeated();
  void block(std::uint32_t begin, std::uint32_t end, std::uint32_t passage_begin);
  std::uint32_t own_words(std::uint32_t begin, std::uint32_t end) const;
  void that(std::uint32_t conjunction);
  void move(std::uint32_t verb);
  void according(std::uint32_t preposition);
  void comma(std::uint32_t comma);
  void colon(std::uint32_t colon);

  // As Cues::before, no further back than the last quotation.
  Attribution cue_before(std::uint32_t begin, std::uint32_t words) const {
    return cues_.before(begin, words, others_.empty() ? 0 : others_.back().second);
  }
  Attribution neighbour(std::uint32_t begin) const;
  // The cue of a line of speech, behind a comma or at its end.
  std::uint32_t line_cue(std::uint32_t from, std::uint32_t end, Subject& subject) const {
    const std::uint32_t cue = cues_.in_line(from, end, subject);
    return cue != kNone || from >= end ? cue : cues_.last_in_line(from, end, subject);
  }
  Attribution attribute(const Marked& one, std::uint32_t words, bool sentence) const;
  const Quote* quote_around(std::uint32_t token) const;
  Subject goes_on(std::uint32_t begin) const;
  bool listed_source(std::uint32_t begin) const;
  bool is_title(std::uint32_t begin, std::uint32_t end, std::uint32_t words) const;
  void add(std::uint32_t begin, std::uint32_t end, QuoteKind kind, bool closed, const Subject& subject);

  std::string_view text_;
  std::span<const Token> tokens_;
  const Structure& structure_;
  Places places_;
  internal::Starts sentences_;  // no sentence runs over a unit
  internal::Starts units_;
  Speakers speakers_;
  internal::Cues cues_;
  std::vector<Marked> marked_;
  std::uint32_t count_;
  std::vector<Quote> found_;
  // Where somebody else speaks, and where something is reported: tokens [begin, end), in the order of their begin.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> quoted_;  // between marks
  std::vector<std::pair<std::uint32_t, std::uint32_t>> others_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> reported_;
  bool dashes_speak_ = false;       // some line that a dash opens has a cue
  std::uint32_t last_end_ = kNone;  // of the last attributed quotation
  Subject last_subject_;
  std::uint32_t dash_end_ = kNone;  // of the last line of speech
  Subject dash_subject_;
  bool dash_asked_ = false;
  Subject dash_before_;     // who spoke before that one did
  Subject interviewed_;     // whom the cues of such lines name more than twice as often as any other
  bool alone_ = false;      // and no other
  bool interview_ = false;  // is it an interview?
};

const Passage* Quoting::passage_of(std::uint32_t token) const {
  const auto behind = std::upper_bound(structure_.passages.begin(), structure_.passages.end(), token,
                                       [](std::uint32_t at, const Passage& passage) { return at < passage.begin; });
  return behind == structure_.passages.begin() ? nullptr : &*std::prev(behind);
}

std::string_view Quoting::section_speaker(std::uint32_t token) const {
  const Passage* passage = passage_of(token);
  if (passage == nullptr) return {};
  for (std::uint32_t section = passage->section; section < structure_.sections.size();
       section = structure_.sections[section].parent) {
    if (!structure_.sections[section].speaker.empty()) return structure_.sections[section].speaker;
    if (structure_.sections[section].parent == section) break;
  }
  return {};
}

std::uint32_t Quoting::words_in(std::uint32_t begin, std::uint32_t end) const {
  std::uint32_t words = 0;
  for (std::uint32_t token = begin; token < end && words < kSpeechWords; ++token)
    words += tokens_[token].kind == TokenKind::mark ? 0 : 1;
  return words;
}

bool Quoting::inside(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ranges, std::uint32_t token) {
  // The ranges nest at most a few deep, so a look at the last ones is enough.
  auto behind = std::upper_bound(ranges.begin(), ranges.end(), std::pair{token, kNone});
  for (int look = 0; look < 4 && behind != ranges.begin(); ++look)
    if (token < (--behind)->second) return true;
  return false;
}

// The innermost quotation found so far that holds the token; none: nullptr.
const Quote* Quoting::quote_around(std::uint32_t token) const {
  for (std::size_t back = 1; back <= std::min<std::size_t>(kAround, found_.size()); ++back) {
    const Quote& quote = found_[found_.size() - back];
    if (quote.begin <= token && token < quote.end) return &quote;
  }
  return nullptr;
}

void Quoting::add(std::uint32_t begin, std::uint32_t end, QuoteKind kind, bool closed, const Subject& subject) {
  if (begin >= end) return;
  Quote quote;
  quote.begin = begin;
  quote.end = end;
  quote.kind = kind;
  quote.closed = closed;
  if (subject.form == Form::self) {
    // Who says "jag" inside a quotation is its speaker.
    const Quote* around = quote_around(subject.begin);
    quote.speaker = around != nullptr ? std::string_view(around->speaker) : section_speaker(subject.begin);
    if (!quote.speaker.empty()) quote.speaker_span = subject.span;
  } else if (subject.named()) {
    quote.speaker = speakers_.shortened(subject).name;
    quote.speaker_span = subject.span;
    speakers_.remember(subject);
    last_subject_ = subject;
    last_end_ = end;
  }
  if (kind == QuoteKind::direct_quote || kind == QuoteKind::dash_speech || kind == QuoteKind::block_quote) {
    speakers_.leave_out(begin, end);
    if (!subject.named()) last_end_ = kNone;
  }
  found_.push_back(std::move(quote));
}

// Who is spoken of just before, or spoke last.
Attribution Quoting::neighbour(std::uint32_t begin) const {
  if (begin < 2) return {};
  const std::uint32_t open = begin - 1;
  const std::uint32_t unit = unit_begin(open);
  // Somebody else speaks in between: "vet du vad han svarade?"
  if (last_end_ != kNone && last_end_ < open)
    for (std::uint32_t at = std::max(last_end_ + 1, last_subject_.end); at + 1 < open; ++at)
      if ((kinds(at) & (internal::kHe | internal::kShe | internal::kThey)) != 0 && at > last_subject_.end &&
          speakers_.says(at + 1)) {
        const Subject other = speakers_.phrase(at, at + 1);
        if (!other.named() || other.name != last_subject_.name)
          return other.named() ? Attribution{Cue::neighbour, other} : Attribution{};
      }
  // The same person goes on: \u201D...\u201D, s\u00E4ger Ek. \u201D...\u201D
  if (last_end_ != kNone && last_end_ >= unit && last_end_ < open &&
      speakers_.sentence_end(std::min(last_end_ + 1, count_ - 1)) >= open)
    return {Cue::neighbour, last_subject_};
  // A paragraph of its own goes on with the speaker of the one before.
  const std::uint32_t unit_before = open == unit && unit > 0 ? unit_begin(unit - 1) : unit;
  if (open == unit && last_end_ != kNone && last_end_ >= unit_before && last_end_ < open &&
      speakers_.sentence_end(std::min(last_end_ + 1, count_ - 1)) >= open)
    return {Cue::neighbour, last_subject_};
  const std::uint32_t home = speakers_.sentence_begin(open);
  const std::uint32_t end = home == open || home <= unit ? open : home;
  if (end == 0 || end <= unit_before) return {};
  const std::uint32_t from = std::max(unit_before, speakers_.sentence_begin(end - 1));
  // A sentence that reports what somebody says, or speaks of a person.
  for (std::uint32_t at = from; at < std::min(end, from + kCueReach); ++at)
    if ((kinds(at) & (internal::kSay | internal::kThat)) != 0) {
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

Attribution Quoting::attribute(const Marked& one, std::uint32_t words, bool sentence) const {
  Attribution behind = cues_.behind(one.end, one.closed);
  if (behind.cue == Cue::near && behind.subject.named()) return behind;
  Attribution before = cue_before(one.begin, words);
  if (before.cue == Cue::near && before.subject.named()) return before;
  if (sentence || before.cue == Cue::near) {
    Attribution next = cues_.next(one.end);
    if (next.cue != Cue::none) return next;
    Subject signed_by = one.closed ? cues_.signature(one.end + 1) : Subject{};
    if (signed_by.named()) return {Cue::near, std::move(signed_by)};
  }
  if (behind.cue != Cue::none) return behind;
  if (before.cue != Cue::none) return before;
  return {};
}

// Whose words these are if the sentence goes on from what it quoted last: joined to it by "och" they are the same
// one's, and in "ett parti vill ha \u201Dordning\u201D, ett annat \u201Dfrihet\u201D" those of who stands before them.
Subject Quoting::goes_on(std::uint32_t begin) const {
  if (last_end_ == kNone || begin < last_end_ + 2 || begin > last_end_ + kJoined) return {};
  std::uint32_t next = last_end_ + 1;
  while (next + 1 < begin && (is(next, ",") || (kinds(next) & (internal::kAnd | internal::kSkip)) != 0)) ++next;
  if (next + 1 < begin && speakers_.sentence_begin(begin) <= last_end_) {
    Subject other = speakers_.phrase(next, begin - 1);
    const bool somebody = other.certain() || (kinds(next) & internal::kSomebody) != 0;
    const bool about = other.end + 2 == begin && (kinds(other.end) & internal::kPreposition) != 0;
    if (other.named() && somebody && other.begin == next && (other.end + 1 == begin || about) &&
        other.form != Form::document)
      return other;
  }
  bool joined = false;
  for (std::uint32_t at = last_end_ + 1; at + 1 < begin; ++at) {
    // "och att den \u201D...\u201D": another clause of the same report.
    if (joined && (kinds(at) & internal::kConjunction) != 0) break;
    if (tokens_[at].kind == TokenKind::mark ? !is(at, ",") : (kinds(at) & (internal::kNobody | internal::kSelf)) != 0)
      return {};
    joined = joined || (kinds(at) & (internal::kAnd | internal::kJoint)) != 0;
  }
  return joined && speakers_.sentence_begin(begin) <= last_end_ ? last_subject_ : Subject{};
}

bool Quoting::is_title(std::uint32_t begin, std::uint32_t end, std::uint32_t words) const {
  if (begin < 2) return false;
  const std::uint32_t last = begin - 2;
  const std::uint64_t found = speakers_.long_kinds(last);
  const bool upper = speakers_.capital(begin) || tokens_[begin].kind == TokenKind::number;
  if ((found & internal::kTitle) != 0 && upper) return true;
  if (!upper) return false;
  const bool named = (found & internal::kPreposition) != 0 && !ends_sentence(word(end - 1));
  if (words >= kSpeechWords) return named;
  if (ends_sentence(word(end - 1)) || is(last, ":")) return false;
  if (speakers_.sentence_begin(begin) < begin - 1) return true;
  // Every sentence begins with a capital.
  for (std::uint32_t at = begin + 1; at < end; ++at)
    if (speakers_.capital(at)) return true;
  return false;
}

// "Ek, A. (2005). \u201DEn plan\u201D": does the year of a source stand before the mark?
bool Quoting::listed_source(std::uint32_t begin) const {
  if (begin < 5) return false;
  const std::uint32_t last = is(begin - 2, ".") || is(begin - 2, ",") ? begin - 3 : begin - 2;
  return is(last, ")") && tokens_[last - 1].kind == TokenKind::number && word(last - 1).size() == 4 &&
         is(last - 2, "(");
}

void Quoting::mark(const Marked& one) {
  const std::uint32_t words = words_in(one.begin, one.end);
  if (words == 0) return;
  // A place in a file or on the web.
  const std::string_view content =
      text_.substr(tokens_[one.begin].span.begin, tokens_[one.end - 1].span.end - tokens_[one.begin].span.begin);
  if (content.find('/') != std::string_view::npos && content.find_first_of(" \n\t") == std::string_view::npos) return;
  std::uint32_t end = one.end;
  if (is_dash(word(one.begin)) && one.begin + 1 < one.end) {
    // A caption: '- Det blir bra, s\u00E4ger Karin Ekdal.'
    Subject subject;
    const std::uint32_t cue = cues_.in_line(one.begin + 1, one.end, subject);
    if (cue != kNone) {
      add(one.begin + 1, cue, QuoteKind::dash_speech, true, subject);
      others_.emplace_back(one.begin, one.end);
      return;
    }
  }
  if (!one.closed) {
    // \u201DDet \u00E4r bra, s\u00E4ger hon. Men ...: what follows the comma is not quoted.
    Subject subject;
    const std::uint32_t cue = cues_.in_line(one.begin, one.end, subject);
    if (cue != kNone && subject.form != Form::none) {
      end = cue;
      add(one.begin, end, QuoteKind::direct_quote, false, subject);
      others_.emplace_back(one.begin, one.end);
      return;
    }
  }
  const std::string_view closing = word(end - 1);
  const bool final_end = ends_sentence(closing);
  const bool upper = speakers_.capital(one.begin) || (tokens_[one.begin].kind == TokenKind::number);
  const bool final_mark = ends_sentence(closing) || (end + 1 < count_ && one.closed && is(end + 1, ","));
  // "Det g\u00E5r inte l\u00E4ngre", l\u00F6d svaret.
  const bool opens = one.begin > 0 && speakers_.sentence_begin(one.begin - 1) == one.begin - 1 && one.closed &&
                     end + 1 < count_ && (is(end + 1, ",") || is(end + 1, "."));
  const bool sentence = upper && words >= kSentenceWords && (ends_sentence(closing) || words >= kSpeechWords || opens);
  // \u201DDet vet alla.\u201D: a sentence of its own, however short.
  const bool utters = upper && words > 1 && one.closed && final_end && one.begin > 0 &&
                      speakers_.sentence_begin(one.begin - 1) == one.begin - 1;
  const bool speech = sentence || words >= kSpeechWords;
  // "en planche: \u201DFrihed\u201D"
  const bool shown = one.begin > 2 && is(one.begin - 2, ":") && !cues_.spoken_of(one.begin - 1) &&
                     cues_.before(one.begin, words, 0).subject.form != Form::document;
  // "kommunens policy, \u201DTillsammans\u201D, som"
  const bool beside = !shown && one.begin > 2 && is(one.begin - 2, ",") && one.closed && is(end + 1, ",") &&
                      !final_end &&
                      (speakers_.long_kinds(one.begin - 3) & (internal::kTitle | internal::kDocument)) != 0;
  const std::uint32_t noun = one.begin - (shown || beside ? 3 : 2);
  const std::uint64_t before = one.begin > 1 ? speakers_.long_kinds(noun) : 0;
  const std::uint64_t titles = shown ? internal::kTitle : internal::kTitle | internal::kDocument;
  const bool entitled = upper && (beside || listed_source(one.begin) || (before & titles) != 0);
  const bool bracket = one.closed && one.end + 1 < count_ && is(one.end + 1, "(");
  Attribution who;
  if (!entitled) who = attribute(one, words, speech || utters);
  // "I boken \u201DEn plan\u201D beskriver Karin Ekdal": it is read there, and not said.
  bool read_there = entitled && (kinds(noun) & internal::kNaming) != 0;
  for (std::uint32_t at = noun; entitled && at > 0 && noun - at < kTitleReach && !read_there; --at) {
    if (speakers_.sentence_begin(at) == at) break;
    read_there = (kinds(at - 1) & internal::kPreposition) != 0;
  }
  if (entitled && !bracket && !read_there) who = cues_.behind(one.end, one.closed);

  // "Du har sagt, att ..." in the question of an interview.
  if (who.subject.form == Form::self && (kinds(who.subject.begin) & internal::kYou) != 0 && interviewed_.named() &&
      quote_around(who.subject.begin) == nullptr)
    who.subject = interviewed_;

  QuoteKind kind = QuoteKind::scare_quote;
  if (entitled && !who.subject.named()) {
    kind = QuoteKind::title;
  } else if (who.cue == Cue::near || who.cue == Cue::next) {
    kind = QuoteKind::direct_quote;
    // "man s\u00E4ger \u201Dfrihet\u201D": nobody says it, and it is no sentence.
    const bool own =
        who.subject.form == Form::self && (words >= kFragment || quote_around(who.subject.begin) != nullptr);
    if (!who.subject.named() && !own && !speech && !(upper && final_mark)) kind = QuoteKind::scare_quote;
    // "i rapporten st\u00E5r \u201DM\u00E5l\u201D", "rubriken l\u00F6d \u201DM\u00E5l\u201D"
    if (!who.subject.named() && is_title(one.begin, end, words) && !speech) kind = QuoteKind::title;
  } else if (is_title(one.begin, end, words) &&
             (!sentence || !final_end || (speakers_.long_kinds(one.begin - 2) & internal::kTitle) != 0)) {
    kind = QuoteKind::title;
    who = {};
  } else if (who.cue == Cue::clause) {
    kind = QuoteKind::direct_quote;
  } else if (speech && (sentence || one.begin < 2 || unit_begin(one.begin - 1) == one.begin - 1)) {
    kind = QuoteKind::direct_quote;
    // "talade p\u00E5 konferensen \u201DEn v\u00E5rd f\u00F6r alla i en ny tid\u201D": who is spoken of says only what
    // begins a sentence of its own.
    const bool begins = one.begin < 2 || speakers_.sentence_begin(one.begin - 1) == one.begin - 1 ||
                        tokens_[one.begin - 2].kind == TokenKind::mark;
    who = begins ? neighbour(one.begin) : Attribution{};
  }
  // "s\u00E4ger hon. \u201DDet vet alla.\u201D"
  if (kind == QuoteKind::scare_quote && utters)
    if (Attribution same = neighbour(one.begin);
        same.subject.named() && last_end_ != kNone && last_end_ >= unit_begin(one.begin - 1) && last_end_ < one.begin) {
      kind = QuoteKind::direct_quote;
      who = std::move(same);
    }
  // "Hon kallade den \u201Den lek\u201D och svaret \u201Den \u00F6vning\u201D."
  if (kind == QuoteKind::scare_quote)
    if (Subject same = goes_on(one.begin); same.named()) {
      kind = QuoteKind::direct_quote;
      who = {Cue::neighbour, std::move(same)};
    }
  if (kind == QuoteKind::scare_quote && words >= kFragment && one.closed && end + 3 < count_)
    if (Attribution later = cues_.later(end); later.cue != Cue::none) {
      kind = QuoteKind::direct_quote;
      who = std::move(later);
    }
  const bool direct = kind == QuoteKind::direct_quote;
  // "Lauget finner ordet oklart. \u201DVi f\u00F6rst\u00E5r det inte\u201D, heter det."
  if (direct && who.cue == Cue::near && who.subject.form == Form::nobody && !who.subject.named() && one.begin > 1 &&
      who.subject.begin > one.end && (kinds(who.subject.begin) & internal::kNobody) != 0 &&
      unit_begin(one.begin - 1) != one.begin - 1) {
    Attribution source = neighbour(one.begin);
    if (source.subject.form == Form::body || source.subject.form == Form::document) who = std::move(source);
  }
  // "Jag citerar ur yttrandet. D\u00E4r st\u00E5r: \u201DVi r\u00E4cker inte till.\u201D"
  if (direct && who.cue == Cue::near && who.subject.form == Form::nobody && !who.subject.named() && one.begin > 2 &&
      is(one.begin - 2, ":"))
    if (Subject source = speakers_.document_before(speakers_.sentence_begin(one.begin - 2), one.begin - 2);
        source.named())
      who.subject = std::move(source);
  add(one.begin, end, kind, one.closed, direct ? who.subject : Subject{});
  if (direct || (words >= kSpeechWords && kind != QuoteKind::title)) others_.emplace_back(one.begin, one.end);
}

// Reads the cues of all lines of speech, to know whether there are any and whether one alone is interviewed.
void Quoting::listen() {
  // Whom a speaker names is not who speaks.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> quoted = quoted_;
  std::vector<std::uint32_t> with_cue;
  int questions = 0;
  for (const std::uint32_t dash : places_.dashes) {
    Subject subject;
    if (asks_before(dash)) ++questions;
    const std::uint32_t cue = line_cue(dash + 1, unit_end(dash), subject);
    if (cue == kNone) continue;
    dashes_speak_ = dashes_speak_ || subject.form != Form::nobody || subject.named();
    quoted.emplace_back(dash, cue);
    with_cue.push_back(dash);
  }
  std::sort(quoted.begin(), quoted.end());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> merged;
  for (const auto& range : quoted) {
    if (!merged.empty() && range.first < merged.back().second)
      merged.back().second = std::max(merged.back().second, range.second);
    else
      merged.push_back(range);
  }
  speakers_.leave_out(std::move(merged));
  std::map<std::string, std::uint32_t> lines;
  for (const std::uint32_t dash : with_cue) {
    Subject subject;
    line_cue(dash + 1, unit_end(dash), subject);
    if (subject.form != Form::name) continue;
    const std::uint32_t count = ++lines[subject.name];
    if (!interviewed_.named() || count > lines[interviewed_.name]) interviewed_ = std::move(subject);
  }
  alone_ = lines.size() == 1;
  for (const auto& [name, count] : lines)
    if (name != interviewed_.name && 2 * count >= lines[interviewed_.name]) interviewed_ = {};
  if (!interviewed_.named() && questions > 0) interviewed_ = speakers_.protagonist();
  interview_ = interviewed_.named() && (alone_ || questions > 1);
}

// Does a question stand before this line, in bold type or not?
bool Quoting::asks_before(std::uint32_t dash) const {
  while (dash > 0 && (is(dash - 1, "*") || is(dash - 1, "**") || is(dash - 1, "_"))) --dash;
  return dash > 0 && is(dash - 1, "?");
}

// Is it an item of a list, as far as its marks tell?
bool Quoting::in_list(std::uint32_t token) const {
  const Passage* passage = passage_of(token);
  return passage != nullptr && passage->kind == PassageKind::list_item;
}

bool Quoting::speaks_of_self(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t at = begin; at < end; ++at)
    if ((kinds(at) & internal::kSelf) != 0) return true;
  return false;
}

// Is this sentence, the last of a line of speech, the narrator's? It begins with the whole name of a person: of who
// speaks, or beside a role.
bool Quoting::narrates(std::uint32_t begin, std::uint32_t end, const Subject& speaker) const {
  const Subject first = speakers_.phrase(begin, end);
  if (first.form != Form::name || first.name.find(' ') == std::string::npos || first.begin > begin + 1) return false;
  if (first.begin == begin && first.name != speaker.name) return false;
  return speakers_.is_person(first.begin, first.end, first.name);
}

// Whom the question before a line of speech asks: "Vad s\u00E4ger Karin Ekdal om det?"; or else the only one who
// speaks.
Subject Quoting::asked(std::uint32_t dash) const {
  const std::uint32_t from = std::max(unit_begin(dash - 1), speakers_.sentence_begin(dash - 1));
  for (std::uint32_t at = from; at < dash; ++at) {
    if (!speakers_.says(at)) continue;
    Subject subject = speakers_.of_verb(from, at, dash - 1);
    // "Kritikerna s\u00E4ger att ..." tells what others say.
    if (subject.begin > at && (subject.form == Form::name || subject.form == Form::role)) return subject;
    break;
  }
  return interviewed_;
}

void Quoting::dash(std::uint32_t number) {
  const std::uint32_t dash = places_.dashes[number];
  std::uint32_t begin = dash + 1;
  const std::uint32_t end = unit_end(dash);
  if (begin >= end || inside(others_, dash)) return;
  while (begin < end && internal::is_quotation_mark(word(begin))) ++begin;
  if (begin >= end) return;
  Subject subject;
  std::uint32_t cue = line_cue(begin, end, subject);
  const std::string_view closing = word(end - 1);
  const bool asks = closing == "?";
  const bool asked_so = cue != kNone && is(cue - 1, "?");  // "Varf\u00F6r d\u00E5? undrar n\u00E5gon."
  const bool again = dash_end_ == dash;                    // the line before was speech
  const bool answers = !again && asks_before(dash);
  if (cue == kNone) {
    // Without a cue it may be a list: then its lines stand close together, begin small or end without a full stop.
    if (!speakers_.capital(begin) && tokens_[begin].kind != TokenKind::number) return;
    // One that is broken off has a whole sentence before.
    const bool broken_off =
        dashes_speak_ && speakers_.sentence_end(begin) < end && words_in(begin, end) == kSpeechWords;
    if ((!ends_sentence(closing) && !broken_off) || words_in(begin, end) < 1) return;
    const bool close_before = number > 0 && unit_end(places_.dashes[number - 1]) == dash && !again;
    const bool close_behind = number + 1 < places_.dashes.size() && places_.dashes[number + 1] == end;
    const auto lines_between = [&](std::uint32_t token) {
      const std::string_view gap =
          text_.substr(tokens_[token - 1].span.end, tokens_[token].span.begin - tokens_[token - 1].span.end);
      return std::count(gap.begin(), gap.end(), '\n');
    };
    if (close_before && lines_between(dash) < 2) return;
    if (close_behind && lines_between(end) < 2 && !again) {
      Subject other;
      if (cues_.in_line(end + 1, unit_end(end), other) == kNone) return;
    }
    const bool listed = dash > 0 && is(dash - 1, ":");
    if (listed && again) {
      subject = dash_subject_;  // ", s\u00E4ger Karin Ekdal och forts\u00E4tter:"
    } else if (listed) {
      const Attribution who = cue_before(dash + 1, kSpeechWords);
      if (who.cue == Cue::none) return;
      subject = who.subject;
    } else if (again) {
      // An answer is another's than the question.
      const bool replies = dash_asked_ || (kinds(begin) & internal::kReply) != 0;
      if (dash_asked_ && dash_before_.form == Form::name && dash_before_.name != dash_subject_.name)
        subject = dash_before_;
      if (dash_asked_ && !dash_subject_.named() && !subject.named()) subject = interviewed_;
      if (!replies && !asks) subject = dash_subject_;
    } else if (const Attribution behind = cues_.next_line(end); end < count_ && behind.cue == Cue::next) {
      // "S\u00E5 s\u00E4ger Karin Ekdal."
      subject = behind.subject;
    } else if (dash > 0) {
      // Who was spoken of last: \u2013 Jag hade g\u00E4rna sett mindre grupper.
      std::uint32_t until = dash;
      const std::uint32_t home = unit_begin(dash - 1);
      // In an interview it is said by who is interviewed, if the last sentence names nobody else.
      while (until > home && !subject.certain() && (until == dash || !interview_)) {
        const std::uint32_t from = std::max(home, speakers_.sentence_begin(until - 1));
        const bool spoke = last_subject_.named() && last_subject_.begin >= from && last_subject_.begin < until;
        Subject told;  // "Ingen hinner, s\u00E4ger hon, med s\u00E5dant."
        if (!spoke) cues_.in_line(from, until, told);
        subject = spoke ? last_subject_ : told.certain() ? told : speakers_.of_sentence(from, until);
        // Who speaks aloud is a person, and one alone.
        if (subject.form == Form::document || subject.form == Form::body) subject = {};
        if (spoke && subject.form == Form::role && speakers_.is_plural(subject.begin, subject.end)) subject = {};
        until = from;
      }
    }
    const bool lately = dash_end_ != kNone && dash - dash_end_ < kLately && dash_subject_.form == Form::name;
    if (answers) subject = asked(dash);
    if (in_list(dash)) {
      // An item of a list has no speaker but one who is a person and named for it.
      if (subject.form == Form::name && !speakers_.is_person(subject.begin, subject.end, subject.name)) subject = {};
      const bool told = again || ((listed || answers) && subject.certain());
      if (!told && subject.form != Form::name && (!dashes_speak_ || in_list(dash - 1))) return;
    }
    if (!subject.certain() && !again && !asks && interview_) subject = interviewed_;
    if (!subject.certain() && !again && !asks) subject = alone_ ? interviewed_ : lately ? dash_subject_ : Subject{};
    // A question and its answer may be those of a form, unless somebody says "jag".
    if (!dashes_speak_ && !subject.certain() && !cues_.spoken_of(dash) && !speaks_of_self(begin, end)) return;
    add(begin, end, QuoteKind::dash_speech, true, subject);
    others_.emplace_back(dash, end);
  } else {
    others_.emplace_back(dash, end);
    while (begin < end) {
      add(begin, cue == kNone ? end : cue, QuoteKind::dash_speech, true, subject);
      if (cue == kNone) break;
      // Behind the cue the narrator goes on to the end of the sentence, unless the speaker does: , s\u00E4ger hon, men
      // ...
      const std::uint32_t behind = std::max(subject.end, cue + 1);
      std::uint32_t next = speakers_.sentence_end(is(cue, ",") ? cue + 1 : cue);
      // ", men det g\u00E5r", or the rest of "Vi har, s\u00E4ger hon, v\u00E4ntat l\u00E4nge"
      const bool broken = (kinds(cue - 1) & (internal::kPerfect | internal::kMay)) != 0;
      for (std::uint32_t at = behind; at + 1 < std::min(next, end); ++at)
        if (is(at, ",") && (broken || (kinds(at + 1) & internal::kResume) != 0) &&
            (kinds(at + 1) & internal::kAnd) == 0) {
          next = at + 1;
          break;
        }
      begin = std::min(next, end);
      // ", s\u00E4ger hon. Karin Ekdal ser ut \u00F6ver rummet.": nobody says so of themselves.
      if (begin < end && speakers_.sentence_end(begin) == end && narrates(begin, end, subject)) break;
      Subject other;
      cue = begin < end ? cues_.in_line(begin, end, other) : kNone;
      // "sa jag till dem" is told by who speaks.
      if (cue != kNone && other.form == Form::self) cue = kNone;
      if (cue != kNone && other.named()) subject = other;
      if (words_in(begin, end) == 0) break;
    }
  }
  if (again && subject.name != dash_subject_.name) dash_before_ = dash_subject_;
  if (!again) dash_before_ = {};
  dash_end_ = end;
  dash_subject_ = subject;
  dash_asked_ = asks || asked_so;
}

// Lines behind ">", or a paragraph set in.
void Quoting::block(std::uint32_t begin, std::uint32_t end, std::uint32_t passage_begin) {
  if (words_in(begin, end) < kFragment) return;
  // What is in marks as a whole is read as such.
  if (internal::is_quotation_mark(word(begin))) return;
  Subject subject;
  for (std::uint32_t at = end; at-- > std::max(begin + 1, end > kSignature ? end - kSignature : 0);)
    if (is_dash(word(at)) && (is(at - 1, ">") || speakers_.sentence_begin(at) == at)) {
      subject = cues_.signature(at);
      if (!subject.named()) break;
      end = at;
      while (end > begin && is(end - 1, ">")) --end;
      break;
    }
  if (!subject.named() && passage_begin > 0 && is(passage_begin - 1, ":")) {
    const Attribution who = cue_before(passage_begin + 1, kSpeechWords);
    if (who.cue != Cue::none) subject = who.subject;
  }
  add(begin, end, QuoteKind::block_quote, true, subject);
  others_.emplace_back(begin, end);
}

// Where, in tokens [begin, end) that are reported, the one who reports goes on in their own name: "Karin Ekdal menar
// att det r\u00E4cker, men jag tror inte p\u00E5 det"; the end, if nowhere. "Karin Ekdal menar att vi ..., och vi ..."
// is hers.
std::uint32_t Quoting::own_words(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t at = begin; at + 2 < end; ++at) {
    if ((kinds(at) & internal::kSubject) != 0) return end;
    if (!is(at, ",") || (kinds(at + 1) & internal::kJoint) == 0) continue;
    const bool goes_on = (kinds(at + 2) & internal::kResume) != 0 && (kinds(at + 2) & internal::kConjunction) == 0;
    for (const std::uint32_t subject : {at + 2, at + 4})
      // "og jeg er sp\u00E6ndt", "og det ser jeg frem til"; but "og jeg citerer" only says that words follow.
      if (subject + 1 < end && (kinds(subject) & internal::kSubject) != 0 &&
          (kinds(subject + 1) & internal::kCite) == 0 && (subject == at + 2 || goes_on))
        return at;
  }
  return end;
}

// "Karin Ekdal menar att ..."
void Quoting::that(std::uint32_t conjunction) {
  if (inside(others_, conjunction) || inside(reported_, conjunction)) return;
  const std::uint32_t home = std::max(speakers_.sentence_begin(conjunction), unit_begin(conjunction));
  const std::uint32_t from = std::max(home, conjunction > kThatReach ? conjunction - kThatReach : 0);
  for (std::uint32_t at = conjunction; at-- > from;) {
    if (tokens_[at].kind == TokenKind::mark) {
      if (is(at, ",") && at + 1 == conjunction) continue;
      if (is(at, ")") || is(at, "(")) continue;
      return;
    }
    const std::uint64_t found = kinds(at);
    if ((found & internal::kConjunction) != 0) return;
    if ((found & (internal::kThat | internal::kMove)) == 0) continue;
    // "kan synes at", "ville s\u00E4ga att": nobody does.
    const std::uint64_t before = at > home ? kinds(at - 1) : std::uint64_t{0};
    if ((before & internal::kConjunction) != 0) return;
    const bool perfect = (before & internal::kPerfect) != 0;
    if ((before & internal::kResume) != 0 && !perfect &&
        (before & (internal::kSelf | internal::kNobody | internal::kThey | internal::kAnd | internal::kSkip)) == 0)
      return;
    // "varnar f\u00F6r att", but not "f\u00F6resl\u00E5r satsningar f\u00F6r att"
    if ((kinds(conjunction - 1) & internal::kPreposition) != 0 && at + 2 != conjunction) return;
    // Nor "har sagt det i SOU-format s\u00E5 att det finns".
    if ((kinds(conjunction - 1) & internal::kWhose) != 0) return;
    // "fandt ud af, at" is no report.
    if ((kinds(conjunction - 1) & internal::kFrom) != 0 && (kinds(conjunction - 1) & internal::kPreposition) != 0)
      return;
    // Nor does "har aldrig sagt, at", and "om ministeren mener, at" only asks.
    for (std::uint32_t back = at; back-- > std::max(home, at > kDenialReach ? at - kDenialReach : 0);)
      if ((kinds(back) & internal::kDeny) != 0) return;
    // "menar inte att" does not say what is meant.
    for (std::uint32_t between = at + 1; between < conjunction; ++between)
      if ((kinds(between) & internal::kDeny) != 0) return;
    const Subject subject = speakers_.of_verb(home, at, conjunction);
    if (!subject.certain()) return;
    if (subject.end <= at && subject.begin > home &&
        (kinds(subject.begin - 1) & (internal::kWhether | internal::kDeny)) != 0)
      return;
    if (internal::is_quotation_mark(word(std::min(conjunction + 1, count_ - 1)))) return;
    std::uint32_t end = std::min(speakers_.sentence_end(conjunction), unit_end(conjunction));
    // "Mener ordf\u00F8reren, at ...?" asks whether he says so.
    if (is(end - 1, "?")) return;
    while (end > conjunction + 1 && ends_sentence(word(end - 1))) --end;
    end = own_words(conjunction + 1, end);
    if (words_in(conjunction + 1, end) < 2) return;
    add(conjunction + 1, end, QuoteKind::reported, true, subject);
    reported_.emplace_back(conjunction + 1, end);
    return;
  }
}

// "Karin Ekdal yrkar bifall till ...": "yrkar att" is read with its conjunction.
void Quoting::move(std::uint32_t verb) {
  if (inside(others_, verb) || (kinds(verb) & internal::kMove) == 0) return;
  const std::uint32_t begin = verb + 1;
  if (begin >= count_ || tokens_[begin].kind == TokenKind::mark || (kinds(begin) & internal::kConjunction) != 0) return;
  const std::uint32_t home = std::max(speakers_.sentence_begin(verb), unit_begin(verb));
  std::uint32_t end = std::min(speakers_.sentence_end(verb), unit_end(verb));
  const Subject subject = speakers_.of_verb(home, verb, verb + 1);
  if (!subject.certain()) return;
  while (end > begin && ends_sentence(word(end - 1))) --end;
  if (end <= begin) return;
  add(begin, end, QuoteKind::reported, true, subject);
  reported_.emplace_back(begin, end);
}

// "Enligt Karin Ekdal ..."
void Quoting::according(std::uint32_t preposition) {
  if (inside(others_, preposition) || inside(reported_, preposition)) return;
  const std::uint32_t home = std::max(speakers_.sentence_begin(preposition), unit_begin(preposition));
  std::uint32_t end = std::min(speakers_.sentence_end(preposition), unit_end(preposition));
  const Subject subject = speakers_.phrase(preposition + 1, end);
  if (!subject.certain()) return;
  if (subject.form == Form::document && (kinds(subject.end - 1) & internal::kSource) == 0) return;
  std::uint32_t final_end = end;
  while (final_end > home && ends_sentence(word(final_end - 1))) --final_end;
  std::uint32_t begin = home;
  if (preposition == home) {
    begin = subject.end;
    if (begin + 2 < final_end && is(begin, "(") && is(begin + 2, ")")) begin += 3;
    // "Enligt Greta Alm, kommundirekt\u00F6r, \u00E4r ..."
    if (is(begin, ","))
      for (std::uint32_t at = begin + 1; at < std::min(final_end, begin + kCueReach); ++at)
        if (is(at, ",")) {
          begin = at + 1;
          break;
        }
    end = final_end;
  } else if (is(preposition - 1, ",") && subject.end + 6 >= final_end) {
    end = preposition - 1;
  } else {
    return;
  }
  if (begin >= end || words_in(begin, end) < kFragment) return;
  add(begin, end, QuoteKind::reported, true, subject);
  reported_.emplace_back(begin, end);
}

// "Modellen har gjort sitt, menar Greta Alm."
void Quoting::comma(std::uint32_t comma) {
  const std::uint32_t verb = comma + 1;
  if (verb + 1 >= count_ || speakers_.capital(verb)) return;
  if (comma > 0 && internal::is_quotation_mark(word(comma - 1))) return;
  if (inside(others_, comma) || inside(reported_, comma)) return;
  const std::uint32_t home = std::max(speakers_.sentence_begin(comma), unit_begin(comma));
  std::uint32_t end = std::min(speakers_.sentence_end(comma), unit_end(comma));
  const Subject subject = speakers_.behind_verb(verb, end);
  if (!subject.certain()) return;
  for (std::uint32_t at = subject.end; at < std::min(end, subject.end + kThatReach); ++at)
    if ((kinds(at) & internal::kConjunction) != 0) return;
  // What is announced stands behind the colon.
  for (std::uint32_t at = subject.end; at < std::min(end, subject.end + kCueReach); ++at)
    if ((is(at, ":") && at + 1 < end) || internal::is_quotation_mark(word(at))) return;
  const std::uint32_t words = words_in(home, comma);
  // "N\u00E4r hon kom, sade hon nej."
  if ((kinds(home) & (internal::kResume | internal::kPreposition)) != 0 && words < kSentenceWords + 2) return;
  while (end > home && ends_sentence(word(end - 1))) --end;
  const bool goes_on = is(subject.end, ",") && (kinds(subject.end + 1) & internal::kRole) == 0 &&
                       !speakers_.capital(std::min(subject.end + 1, count_ - 1)) && end > subject.end + 4 &&
                       (speakers_.long_kinds(subject.end + 1) & internal::kRole) == 0;
  const std::uint32_t until = goes_on ? end : comma;
  if (words_in(home, until) < kFragment) return;
  add(home, until, QuoteKind::reported, true, subject);
  reported_.emplace_back(home, until);
}

// "Tora Lind: Det b\u00F6rjade ...", "l\u00E4mnar f\u00F6ljande anteckning: Mitt f\u00F6rslag ..."
void Quoting::colon(std::uint32_t colon) {
  const std::uint32_t begin = colon + 1;
  const std::uint32_t unit = unit_begin(colon);
  const std::uint32_t end = unit_end(colon);
  if (begin >= end || colon == 0 || inside(others_, colon)) return;
  if (!speakers_.capital(begin) || internal::is_quotation_mark(word(begin))) return;
  if (!ends_sentence(word(end - 1)) || words_in(begin, end) < kSentenceWords) return;
  // On a line of its own it announces a list, or words that are set apart.
  const std::string_view gap =
      text_.substr(tokens_[colon].span.end, tokens_[begin].span.begin - tokens_[colon].span.end);
  if (gap.find('\n') != std::string_view::npos) return;
  const Passage* passage = passage_of(colon);
  if (passage != nullptr && passage->section < structure_.sections.size() &&
      structure_.sections[passage->section].kind == SectionKind::head)
    return;
  const std::uint32_t home = std::max(unit, speakers_.sentence_begin(colon));
  if (home == unit && colon - unit <= 5) {
    const Subject subject = speakers_.phrase(unit, colon);
    if (subject.form == Form::name && subject.name.find(' ') != std::string::npos && subject.begin == unit &&
        (subject.end == colon || is(subject.end, "(")) && section_speaker(begin) != subject.name) {
      add(begin, end, QuoteKind::direct_quote, true, subject);
      others_.emplace_back(begin, end);
      return;
    }
  }
  for (std::uint32_t at = colon; at-- > std::max(home, colon > kAnnounceReach ? colon - kAnnounceReach : 0);)
    if ((kinds(at) & internal::kSay) != 0) {
      // "Ordf\u00F6randen sade: Det r\u00E4cker.", without marks. A wide space says that all that follows is meant.
      const Attribution who = cue_before(begin + 1, kSpeechWords);
      if (who.cue != Cue::near || !who.subject.certain()) return;
      const std::uint32_t until = gap.size() > 1 ? end : std::min(end, speakers_.sentence_end(begin));
      add(begin, until, QuoteKind::direct_quote, true, who.subject);
      others_.emplace_back(begin, until);
      return;
    }
  if (end - colon < kSpeechWords) return;
  for (std::uint32_t at = colon; at-- > std::max(home, colon > 4 ? colon - 4 : 0);)
    if ((kinds(at) & internal::kAnnounce) != 0) {
      const Subject subject = speakers_.of_sentence(home, colon);
      if (!subject.certain()) return;
      add(begin, end, QuoteKind::block_quote, true, subject);
      others_.emplace_back(begin, end);
      return;
    }
}

// A headline is nearly always somebody's words from the text below: they have the same speaker.
void Quoting::repeated() {
  const auto content = [&](const Quote& quote) {
    return text_.substr(tokens_[quote.begin].span.begin,
                        tokens_[quote.end - 1].span.end - tokens_[quote.begin].span.begin);
  };
  int looks = 0;
  for (Quote& quote : found_) {
    const bool headline = quote.kind == QuoteKind::scare_quote && quote.begin > 0 &&
                          unit_begin(quote.begin) + 1 == quote.begin && unit_end(quote.begin) <= quote.end + 1;
    if ((quote.kind != QuoteKind::direct_quote && !headline) || !quote.speaker.empty()) continue;
    if (words_in(quote.begin, quote.end) < kSentenceWords || ++looks > kRepeated) continue;
    for (const Quote& other : found_) {
      const bool marked = other.kind == QuoteKind::direct_quote || other.kind == QuoteKind::dash_speech;
      if (!marked || other.speaker.empty() || content(other).find(content(quote)) == std::string_view::npos) continue;
      quote.kind = QuoteKind::direct_quote;
      quote.speaker = other.speaker;
      quote.speaker_span = other.speaker_span;
      break;
    }
  }
}

// A speech without what stands between it and the next one: "Kl. 13:15", "(Ordf\u00F8rer)".
std::uint32_t Quoting::speech_end(std::uint32_t begin, std::uint32_t end) const {
  while (end > begin + 1) {
    if (tokens_[end - 1].kind == TokenKind::number && tokens_[end - 2].kind == TokenKind::word &&
        word(end - 2).size() <= 3) {
      end -= 2;
      continue;
    }
    if (!is(end - 1, ")")) break;
    std::uint32_t open = end - 1;
    while (open > begin && end - open < kSignature && !is(open, "(")) --open;
    if (!is(open, "(") || open == begin || speakers_.sentence_begin(open) != open) break;
    end = open;
  }
  return end;
}

// Whole speeches, from the heading that names the speaker on.
void Quoting::speeches() {
  std::size_t passage = 0;
  for (const Section& section : structure_.sections) {
    if (section.kind != SectionKind::speech || section.speaker.empty()) continue;
    while (passage < structure_.passages.size() && structure_.passages[passage].begin < section.begin) ++passage;
    std::uint32_t begin = section.begin;
    Quote quote;
    for (std::size_t at = passage; at < structure_.passages.size(); ++at) {
      const Passage& head = structure_.passages[at];
      if (head.begin != begin || (head.kind != PassageKind::speaker && head.kind != PassageKind::heading)) break;
      if (head.kind == PassageKind::speaker)
        quote.speaker_span = {tokens_[head.begin].span.begin, tokens_[head.end - 1].span.end};
      begin = head.end;
    }
    // Without a heading it goes on from the stretch before.
    std::uint32_t end = std::min(section.end, count_);
    end = speech_end(begin, end);
    if (begin >= end) continue;
    quote.begin = begin;
    quote.end = end;
    quote.speech = true;
    quote.speaker = section.speaker;
    found_.push_back(std::move(quote));
  }
}

std::vector<Quote> Quoting::quotes() {
  // Blocks: passages that the structure knows, lines behind ">", and what a colon announces and is set in.
  std::vector<std::array<std::uint32_t, 3>> blocks;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> covered;
  const auto in_reply = [&](const Passage& passage) {
    return passage.section < structure_.sections.size() &&
           structure_.sections[passage.section].kind == SectionKind::reply;
  };
  for (std::size_t number = 0; number < structure_.passages.size(); ++number) {
    const Passage& passage = structure_.passages[number];
    if (passage.kind == PassageKind::quoted && !in_reply(passage)) {
      std::uint32_t begin = passage.begin;
      while (begin < passage.end && is(begin, ">")) ++begin;
      if (begin < passage.end) blocks.push_back({begin, passage.end, passage.begin});
      covered.emplace_back(passage.begin, passage.end);
      continue;
    }
    if (number == 0 || passage.kind != PassageKind::paragraph || !is(passage.begin - 1, ":")) continue;
    const auto indent = [&](std::uint32_t token) {
      std::uint32_t at = tokens_[token].span.begin;
      std::uint32_t columns = 0;
      while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) {
        columns += text_[at - 1] == '\t' ? kBlockIndent : 1;
        --at;
      }
      return at == 0 || text_[at - 1] == '\n' ? columns : 0;
    };
    const std::uint32_t before = indent(structure_.passages[number - 1].begin);
    if (indent(passage.begin) < before + kBlockIndent || tokens_[passage.begin].kind != TokenKind::word) continue;
    if (!ends_sentence(word(passage.end - 1)) || words_in(passage.begin, passage.end) < kSpeechWords) continue;
    blocks.push_back({passage.begin, passage.end, passage.begin});
  }
  for (const std::uint32_t angle : places_.angles) {
    if (inside(covered, angle)) continue;
    const Passage* passage = passage_of(angle);
    const std::uint32_t passage_end = passage == nullptr ? count_ : passage->end;
    if (passage != nullptr && in_reply(*passage)) continue;
    if (angle + 1 < passage_end) blocks.push_back({angle + 1, passage_end, angle});
    covered.emplace_back(angle, passage_end);
  }
  std::sort(blocks.begin(), blocks.end());

  using Kind = Candidate::Kind;
  std::vector<Candidate> apart;  // marks and blocks, in the order of the text
  apart.reserve(marked_.size() + blocks.size());
  for (std::uint32_t number = 0; number < marked_.size(); ++number)
    apart.push_back({Kind::mark, marked_[number].begin, number});
  for (std::uint32_t number = 0; number < blocks.size(); ++number)
    apart.push_back({Kind::block, blocks[number][0], number});
  const auto first = [](const Candidate& left, const Candidate& right) { return left.at < right.at; };
  std::stable_sort(apart.begin(), apart.end(), first);
  std::vector<Candidate> candidates;
  candidates.reserve(apart.size() + places_.cues.size());
  std::merge(apart.begin(), apart.end(), places_.cues.begin(), places_.cues.end(), std::back_inserter(candidates),
             first);
  listen();
  for (const Candidate& candidate : candidates) switch (candidate.kind) {
      case Kind::mark:
        mark(marked_[candidate.number]);
        break;
      case Kind::dash:
        dash(candidate.number);
        break;
      case Kind::block:
        block(blocks[candidate.number][0], blocks[candidate.number][1], blocks[candidate.number][2]);
        break;
      case Kind::that:
        that(candidate.at);
        break;
      case Kind::move:
        move(candidate.at);
        break;
      case Kind::according:
        according(candidate.at);
        break;
      case Kind::comma:
        comma(candidate.at);
        break;
      case Kind::colon:
        colon(candidate.at);
        break;
    }
  repeated();
  speeches();
  std::stable_sort(found_.begin(), found_.end(), [](const Quote& left, const Quote& right) {
    return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
  });
  return std::move(found_);
}

}  // namespace

std::string_view name(QuoteKind kind) noexcept {
  constexpr std::array<std::string_view, 6> kNames{"direct_quote", "dash_speech", "block_quote",
                                                   "scare_quote",  "reported",    "title"};
  return kNames[static_cast<std::size_t>(kind)];
}

QuoteReader::QuoteReader(std::string_view language) {
  if (language != language::kUndetermined) language::require_shipped(language);
  words_ = std::make_unique<Words>(language);
}

QuoteReader::~QuoteReader() = default;
QuoteReader::QuoteReader(QuoteReader&&) noexcept = default;
QuoteReader& QuoteReader::operator=(QuoteReader&&) noexcept = default;

std::vector<Quote> QuoteReader::read(std::string_view text, std::span<const Token> tokens,
                                     std::span<const std::uint32_t> sentences, const Structure& structure) const {
  if (tokens.empty()) return {};
  return Quoting(text, tokens, sentences, structure, *words_).quotes();
}

}  // namespace ordagrant::passages
