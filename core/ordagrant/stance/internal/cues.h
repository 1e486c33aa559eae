#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/stance/internal/phrase_table.h"

// Room: stance. The cues around hits: words that turn them, or make them somebody else's.

namespace ordagrant::stance::internal {

// The kinds of cues.tsv, which says what each does.
enum class CueKind : std::uint8_t {
  negation,
  none,
  cancel,
  diminish,
  without,
  end,
  ended,
  replace,
  by,
  from,
  away,
  to,
  around,
  rather,
  than,
  more,
  stop,
  subject,
  self,
  finite,
  conjunction,
  alternative,
  preposition,
  of,
  report,
  according,
  that,
  distance,
  verb_ending,
};

// A cue in a text: tokens [begin, end). Of `around` they are all that it closes in.
struct Cue {
  std::uint32_t begin;
  std::uint32_t end;
  CueKind kind;
};

// cues.tsv of a language.
//
// Immutable; may be used from many threads at once.
class Cues {
 public:
  // Throws RequestError if the language is not shipped, or the table breaks its own format.
  explicit Cues(std::string_view language);

  // Those among `words`, which are in lower case and begin with token `first_token`, in their order.
  std::vector<Cue> find(std::span<const std::string> words, std::uint32_t first_token) const;

  // What a word that is known for nothing else ends in, if it is a finite verb.
  const std::vector<std::string>& verb_endings() const noexcept { return verb_endings_; }

 private:
  PhraseTable phrases_;
  std::vector<std::string> verb_endings_;
};

}  // namespace ordagrant::stance::internal
