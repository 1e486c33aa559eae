#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ordagrant/passages/internal/speakers.h"
#include "ordagrant/passages/internal/starts.h"
#include "ordagrant/tokens/token.h"

// Room: passages. What is said around a quotation of whose words they are; see passages/quotes.h.

namespace ordagrant::passages::internal {

// How far a verb of saying may stand from what it announces, in tokens.
inline constexpr std::uint32_t kCueReach = 40;
// To a fragment that is its object, and to one of what is reported.
inline constexpr std::uint32_t kVerbReach = 7;
inline constexpr std::uint32_t kPartReach = 24;
// In words: a fragment that is shorter is nobody's.
inline constexpr std::uint32_t kFragment = 3;
// In tokens, of a line that names whose words stand above it.
inline constexpr std::uint32_t kSignature = 14;

// Where a quotation has its speaker from, the strongest last.
enum class Cue : std::uint8_t {
  none,
  neighbour,  // the subject of the sentence before, or who spoke last
  clause,     // a verb of saying further away in the sentence
  next,       // the sentence behind says whose words they were
  near,       // a verb or a colon at the quotation itself
};

struct Attribution {
  Cue cue = Cue::none;
  Subject subject;  // of form nobody: somebody says it, and nobody tells who
};

// Reads what is said around a quotation of whose words they are: before its mark (cues_before.cpp), behind it and in
// lines of speech (cues.cpp). It keeps views of all that it is given.
class Cues {
 public:
  // `units` are what no quotation runs over.
  Cues(std::string_view text, std::span<const tokens::Token> tokens, const Starts& units, const Speakers& speakers)
      : text_(text),
        tokens_(tokens),
        units_(units),
        speakers_(speakers),
        count_(static_cast<std::uint32_t>(tokens.size())) {}

  // Behind a quotation that ends before token `end`, which is its closing mark if it is closed.
  Attribution behind(std::uint32_t end, bool closed) const;
  // Before one whose words begin with token `begin`, behind their mark. `last_end`: of the quotation before it.
  Attribution before(std::uint32_t begin, std::uint32_t words, std::uint32_t last_end) const;
  // In the sentence behind one.
  Attribution next(std::uint32_t end) const;
  // The same in a line of its own, which begins with `token`.
  Attribution next_line(std::uint32_t token) const;
  // Behind the clause that ends later in its sentence.
  Attribution later(std::uint32_t end) const;
  Subject signature(std::uint32_t from) const;
  bool spoken_of(std::uint32_t token) const;
  // The first cue within [from, end), of speech without marks: the token behind what is said; kNoCue: there is none.
  std::uint32_t in_line(std::uint32_t from, std::uint32_t end, Subject& subject) const;

  // The same at the end of a line in which no comma stands before it.
  std::uint32_t last_in_line(std::uint32_t from, std::uint32_t end, Subject& subject) const;

  static constexpr std::uint32_t kNoCue = ~0U;

 private:
  // What stands before an opening mark, as far as a cue was looked for in it from the mark backwards.
  struct Before {
    std::uint32_t begin = 0;  // the first word that is quoted
    std::uint32_t words = 0;  // how many are
    std::uint32_t open = 0;   // the mark
    std::uint32_t last = 0;   // the token before it
    std::uint32_t from = 0;   // as far back as a cue may stand
    std::uint32_t full = 0;   // the first word there
    bool announced = false;   // a colon stands before the mark
    bool between = false;     // a conjunction stands between the verb and the mark
    bool clause = false;      // and opens the clause that the mark stands in
    bool infinitive = false;  // "indledte med at sige, at": a verb of saying hangs on the one that is looked for
    bool said = false;        // by nobody that can be read
    std::uint32_t verbs = 0;  // that were tried
  };
  // A verb and what it does to what is quoted.
  struct Verb {
    std::uint32_t at = 0;
    std::uint64_t found = 0;  // its kinds
    bool says = false;
    bool calls = false;  // or wishes
    bool wishes = false;
  };

  Attribution cited(const Before& before, std::uint32_t at) const;
  std::optional<Attribution> by_source(const Before& before, std::uint32_t at) const;
  std::optional<Attribution> by_verb(Before& before, std::uint32_t at) const;
  Attribution by_subject(const Before& before, const Verb& verb, Subject subject) const;
  Attribution by_announcement(const Before& before) const;
  Attribution behind_verb(std::uint32_t verb, std::uint32_t limit, bool parted) const;
  Attribution in_brackets(std::uint32_t bracket) const;
  Attribution as_said(std::uint32_t token, std::uint32_t limit) const;
  bool listed(std::uint32_t begin, std::uint32_t words) const;
  bool inner(std::uint32_t from, std::uint32_t verb) const;
  bool passive(std::uint32_t from, std::uint32_t verb) const;
  bool new_line(std::uint32_t token) const;
  Subject line_below(std::uint32_t from) const;
  bool perfect(std::uint32_t from, std::uint32_t verb) const;
  bool denied(std::uint32_t from, std::uint32_t end) const;
  std::string_view word(std::uint32_t token) const { return tokens_[token].span.of(text_); }
  bool is(std::uint32_t token, std::string_view mark) const { return token < count_ && word(token) == mark; }
  std::uint64_t kinds(std::uint32_t token) const { return token < count_ ? speakers_.kinds(token) : 0; }

  std::string_view text_;
  std::span<const tokens::Token> tokens_;
  const Starts& units_;
  const Speakers& speakers_;
  std::uint32_t count_;
};

}  // namespace ordagrant::passages::internal
