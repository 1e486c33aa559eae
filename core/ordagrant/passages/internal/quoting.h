#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/passages/internal/cues.h"
#include "ordagrant/passages/internal/marks.h"
#include "ordagrant/passages/internal/places.h"
#include "ordagrant/passages/internal/saying.h"
#include "ordagrant/passages/internal/speakers.h"
#include "ordagrant/passages/internal/starts.h"
#include "ordagrant/passages/quotes.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/token.h"

// Room: passages. Finds what is quoted in one text; see passages/quotes.h.

namespace ordagrant::passages::internal {

inline constexpr std::uint32_t kNoToken = ~0U;

// In words: what is as long is no mere term.
inline constexpr std::uint32_t kSpeechWords = 8;
inline constexpr std::uint32_t kSentenceWords = 4;

// Reads one text: what stands apart and in what order all is read (quoting.cpp), between marks (marked_quotes.cpp), in
// lines of speech (dash_speech.cpp), as reported (reported_speech.cpp). It keeps views of all that it is given.
class Quoting {
 public:
  Quoting(std::string_view text, std::span<const tokens::Token> tokens, std::span<const std::uint32_t> sentences,
          const Structure& structure, const SayingWords& words);

  // Called once.
  std::vector<Quote> quotes();

 private:
  using Form = Subject::Form;
  using Range = std::pair<std::uint32_t, std::uint32_t>;  // tokens [first, second)

  // What is set apart from the text around it.
  struct Block {
    std::uint32_t begin = 0;  // tokens [begin, end) are quoted
    std::uint32_t end = 0;
    std::uint32_t passage_begin = 0;  // the first token, of its marks as well

    auto operator<=>(const Block&) const = default;
  };

  // What stands between marks, by itself and with the words at the marks.
  struct Content {
    std::uint32_t words = 0;  // at most kSpeechWords
    bool upper = false;       // it begins with a capital or a number
    bool stopped = false;     // it ends as a sentence does
    bool sentence = false;    // it is one, by its length
    bool utters = false;      // it is a sentence of its own, however short
    bool entitled = false;    // the token `noun` says that it is a title
    std::uint32_t noun = 0;

    bool speech() const { return sentence || words >= kSpeechWords; }
  };

  std::string_view word(std::uint32_t token) const { return tokens_[token].span.of(text_); }
  bool is(std::uint32_t token, std::string_view mark) const { return token < count_ && word(token) == mark; }
  std::uint64_t kinds(std::uint32_t token) const { return token < count_ ? speakers_.kinds(token) : 0; }
  std::uint32_t unit_begin(std::uint32_t token) const { return units_.begin(token); }
  std::uint32_t unit_end(std::uint32_t token) const { return units_.end(token); }
  std::string_view section_speaker(std::uint32_t token) const;
  std::uint32_t words_in(std::uint32_t begin, std::uint32_t end) const;
  static bool inside(const std::vector<Range>& ranges, std::uint32_t token);
  const Quote* quote_around(std::uint32_t token) const;
  void add(std::uint32_t begin, std::uint32_t end, QuoteKind kind, bool closed, const Subject& subject);
  // As Cues::before, no further back than the last quotation.
  Attribution cue_before(std::uint32_t begin, std::uint32_t words) const {
    return cues_.before(begin, words, others_.empty() ? 0 : others_.back().second);
  }

  // quoting.cpp
  std::vector<Block> find_blocks() const;
  std::uint32_t indent(std::uint32_t token) const;
  void block(const Block& one);
  void repeated();
  void speeches();
  std::uint32_t speech_end(std::uint32_t begin, std::uint32_t end) const;

  // marked_quotes.cpp
  void mark(const Marked& one);
  bool ends_within(const Marked& one);
  Content content_of(const Marked& one, std::uint32_t words) const;
  Attribution attribute(const Marked& one, const Content& content) const;
  Attribution attribute_by_cues(const Marked& one, std::uint32_t words, bool sentence) const;
  QuoteKind kind_of(const Marked& one, const Content& content, Attribution& who) const;
  Attribution quoted_after_all(const Marked& one, const Content& content) const;
  void find_source(const Marked& one, Attribution& who) const;
  Attribution neighbour(std::uint32_t begin) const;
  Subject goes_on(std::uint32_t begin) const;
  bool is_title(const Marked& one, std::uint32_t words) const;
  bool ends_list_item(const Marked& one) const;
  bool another_item(const Marked& one) const;
  bool listed_source(std::uint32_t begin) const;

  // dash_speech.cpp
  void listen();
  void dash(std::uint32_t number);
  bool is_list_line(std::uint32_t number, std::uint32_t begin) const;
  bool speaks_without_cue(std::uint32_t number, std::uint32_t begin, Subject& subject) const;
  Subject speaker_by_place(std::uint32_t dash, std::uint32_t begin) const;
  Subject spoken_of_before(std::uint32_t dash) const;
  void add_between_cues(std::uint32_t begin, std::uint32_t end, std::uint32_t cue, Subject& subject);
  // The cue of a line of speech, behind a comma or at its end.
  std::uint32_t line_cue(std::uint32_t from, std::uint32_t end, Subject& subject) const {
    const std::uint32_t cue = cues_.in_line(from, end, subject);
    return cue != Cues::kNoCue || from >= end ? cue : cues_.last_in_line(from, end, subject);
  }
  Subject asked(std::uint32_t dash) const;
  bool asks_before(std::uint32_t dash) const;
  bool in_list(std::uint32_t token) const;
  bool narrates(std::uint32_t begin, std::uint32_t end, const Subject& speaker) const;
  bool speaks_of_self(std::uint32_t begin, std::uint32_t end) const;

  // reported_speech.cpp
  std::uint32_t own_words(std::uint32_t begin, std::uint32_t end) const;
  void that(std::uint32_t conjunction);
  void move(std::uint32_t verb);
  void according(std::uint32_t preposition);
  void comma(std::uint32_t comma);
  void colon(std::uint32_t colon);

  std::string_view text_;
  std::span<const tokens::Token> tokens_;
  const Structure& structure_;
  Places places_;
  Starts sentences_;  // no sentence runs over a unit
  Starts units_;
  Speakers speakers_;
  Cues cues_;
  std::vector<Marked> marked_;
  std::uint32_t count_;
  std::vector<Quote> found_;
  // Where somebody else speaks, and where something is reported, in the order of their begin.
  std::vector<Range> quoted_;  // between marks
  std::vector<Range> others_;
  std::vector<Range> reported_;
  bool dashes_speak_ = false;          // some line that a dash opens has a cue
  std::uint32_t last_end_ = kNoToken;  // of the last attributed quotation
  Subject last_subject_;
  std::uint32_t dash_end_ = kNoToken;  // of the last line of speech
  Subject dash_subject_;
  bool dash_asked_ = false;
  Subject dash_before_;     // who spoke before that one did
  Subject interviewed_;     // whom the cues of such lines name more than twice as often as any other
  bool alone_ = false;      // and no other
  bool interview_ = false;  // is it an interview?
};

}  // namespace ordagrant::passages::internal
