#include "ordagrant/passages/internal/quoting.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;

constexpr int kRepeated = 16;              // quotations without a speaker that are looked for elsewhere in the text
constexpr std::size_t kAround = 8;         // quotations that are looked at for one around a token
constexpr std::uint32_t kBlockIndent = 4;  // columns

std::vector<std::uint32_t> joined(std::span<const std::uint32_t> sentences, std::span<const std::uint32_t> units) {
  std::vector<std::uint32_t> both;
  both.reserve(sentences.size() + units.size());
  std::set_union(sentences.begin(), sentences.end(), units.begin(), units.end(), std::back_inserter(both));
  return both;
}

}  // namespace

Quoting::Quoting(std::string_view text, std::span<const tokens::Token> tokens, std::span<const std::uint32_t> sentences,
                 const Structure& structure, const SayingWords& words)
    : text_(text),
      tokens_(tokens),
      structure_(structure),
      places_(places(text, tokens, structure, words)),
      sentences_(joined(sentences, places_.units), static_cast<std::uint32_t>(tokens.size())),
      units_(std::move(places_.units), static_cast<std::uint32_t>(tokens.size())),
      speakers_(text, tokens, sentences_, structure, words),
      cues_(text, tokens, units_, speakers_),
      marked_(marked(text, tokens, sentences, places_.marks, units_.all())),
      count_(static_cast<std::uint32_t>(tokens.size())) {
  for (const Marked& one : marked_)
    if (quoted_.empty() || quoted_.back().second <= one.begin) quoted_.emplace_back(one.begin, one.end);
}

std::string_view Quoting::section_speaker(std::uint32_t token) const {
  const Passage* passage = structure_.passage_at(token);
  return passage == nullptr ? std::string_view() : structure_.speaker_of(*passage);
}

std::uint32_t Quoting::words_in(std::uint32_t begin, std::uint32_t end) const {
  std::uint32_t words = 0;
  for (std::uint32_t token = begin; token < end && words < kSpeechWords; ++token)
    words += tokens_[token].kind == TokenKind::mark ? 0 : 1;
  return words;
}

bool Quoting::inside(const std::vector<Range>& ranges, std::uint32_t token) {
  // The ranges nest at most a few deep, so a look at the last ones is enough.
  auto behind = std::upper_bound(ranges.begin(), ranges.end(), std::pair{token, kNoToken});
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
    if (!subject.named()) last_end_ = kNoToken;
  }
  found_.push_back(std::move(quote));
}

// The columns that a line is set in whose first token this is; 0 for a token inside a line.
std::uint32_t Quoting::indent(std::uint32_t token) const {
  std::uint32_t at = tokens_[token].span.begin;
  std::uint32_t columns = 0;
  while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) {
    columns += text_[at - 1] == '\t' ? kBlockIndent : 1;
    --at;
  }
  return at == 0 || text_[at - 1] == '\n' ? columns : 0;
}

// Passages that the structure knows, lines behind ">", and what a colon announces and is set in; by their begin.
std::vector<Quoting::Block> Quoting::find_blocks() const {
  std::vector<Block> blocks;
  std::vector<Range> covered;
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
    const std::uint32_t before = indent(structure_.passages[number - 1].begin);
    if (indent(passage.begin) < before + kBlockIndent || tokens_[passage.begin].kind != TokenKind::word) continue;
    if (!ends_sentence(word(passage.end - 1)) || words_in(passage.begin, passage.end) < kSpeechWords) continue;
    blocks.push_back({passage.begin, passage.end, passage.begin});
  }
  for (const std::uint32_t angle : places_.angles) {
    if (inside(covered, angle)) continue;
    const Passage* passage = structure_.passage_at(angle);
    const std::uint32_t passage_end = passage == nullptr ? count_ : passage->end;
    if (passage != nullptr && in_reply(*passage)) continue;
    if (angle + 1 < passage_end) blocks.push_back({angle + 1, passage_end, angle});
    covered.emplace_back(angle, passage_end);
  }
  std::sort(blocks.begin(), blocks.end());
  return blocks;
}

// Lines behind ">", or a paragraph set in.
void Quoting::block(const Block& one) {
  const std::uint32_t begin = one.begin;
  std::uint32_t end = one.end;
  if (words_in(begin, end) < kFragment) return;
  // What is in marks as a whole is read as such.
  if (is_quotation_mark(word(begin))) return;
  Subject subject;
  for (std::uint32_t at = end; at-- > std::max(begin + 1, end > kSignature ? end - kSignature : 0);)
    if (is_dash(word(at)) && (is(at - 1, ">") || speakers_.sentence_begin(at) == at)) {
      subject = cues_.signature(at);
      if (!subject.named()) break;
      end = at;
      while (end > begin && is(end - 1, ">")) --end;
      break;
    }
  if (!subject.named() && one.passage_begin > 0 && is(one.passage_begin - 1, ":")) {
    const Attribution who = cue_before(one.passage_begin + 1, kSpeechWords);
    if (who.cue != Cue::none) subject = who.subject;
  }
  add(begin, end, QuoteKind::block_quote, true, subject);
  others_.emplace_back(begin, end);
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
  using Kind = Candidate::Kind;
  const std::vector<Block> blocks = find_blocks();
  std::vector<Candidate> apart;  // marks and blocks, in the order of the text
  apart.reserve(marked_.size() + blocks.size());
  for (std::uint32_t number = 0; number < marked_.size(); ++number)
    apart.push_back({Kind::mark, marked_[number].begin, number});
  for (std::uint32_t number = 0; number < blocks.size(); ++number)
    apart.push_back({Kind::block, blocks[number].begin, number});
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
        block(blocks[candidate.number]);
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

}  // namespace ordagrant::passages::internal
