#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/passages/quotes.h"
#include "ordagrant/tokens/token.h"

// Room: stance. Hits in, scores with their evidence out.
// Above it: lexicon, passages. Below it: batch.

namespace ordagrant::stance {

// Does the text present the thing as there, wanted or done, or as absent, less, ended, replaced?
enum class Polarity : std::uint8_t { affirmed, reversed };

// Whose words are they? Quoted words stand between quotation marks or at arm's length ("so called").
enum class Voice : std::uint8_t { own, quoted, reported };

std::string_view name(Polarity polarity) noexcept;
std::string_view name(Voice voice) noexcept;

struct Sense {
  Polarity polarity = Polarity::affirmed;
  Voice voice = Voice::own;

  friend constexpr bool operator==(Sense, Sense) = default;
};

// Reads polarity and voice off the words around a hit, by the cues of a language (cues.tsv).
//
//   bort fran malstyrning mot tillit     reversed, affirmed
//   inte bara kontroll utan ocksa stod   affirmed, affirmed
//
// A cue reaches through its clause: across coordination, not across a full stop, a `stop` cue or
// a conjunction with a new verb. Two reversals of one hit take each other back.
//
// Immutable; may be used from many threads at once.
class Context {
 public:
  // Throws RequestError if `language` is not shipped, or its table breaks its own format.
  explicit Context(std::string_view language);
  ~Context();
  Context(Context&&) noexcept;
  Context& operator=(Context&&) noexcept;

  // The sense of each match, in the same order. Requires: `tokens` were made from `text`, and the
  // others from them; matches are in the order of the text and point into `entries`.
  std::vector<Sense> read(std::string_view text, std::span<const tokens::Token> tokens,
                          std::span<const std::uint32_t> sentences, std::span<const passages::Quote> quotes,
                          std::span<const lexicon::Match> matches, std::span<const lexicon::Entry> entries) const;

 private:
  struct Cues;

  std::unique_ptr<const Cues> cues_;
};

}  // namespace ordagrant::stance
