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

// What does the text hold of the thing named? It criticises it, describes it (a definition, an account), or else stands
// for it or simply uses it. The attitude is towards the thing and not towards its absence: in "the lack of trust is a
// problem" trust is reversed and affirmed.
enum class Attitude : std::uint8_t { affirms, criticises, describes };

// Whose words are they? Quoted words stand between quotation marks or at arm's length ("so called").
enum class Voice : std::uint8_t { own, quoted, reported };

std::string_view name(Polarity polarity) noexcept;
std::string_view name(Voice voice) noexcept;
std::string_view name(Attitude attitude) noexcept;

struct Sense {
  Polarity polarity = Polarity::affirmed;
  Voice voice = Voice::own;
  Attitude attitude = Attitude::affirms;
  bool missed = false;    // reversed, and that is deplored: "unfortunately there are no targets"
  bool in_domain = true;  // false: of something else than how public services are steered (energy, trade, fraud)

  friend constexpr bool operator==(Sense, Sense) = default;
};

// Reads polarity, voice, attitude and domain off the words around a hit, by the tables of a language (cues.tsv,
// attitudes.tsv, domains.tsv).
//
//   bort fran malstyrning mot tillit     reversed, affirmed
//   inte bara kontroll utan ocksa stod   affirmed, affirmed
//
// A cue reaches through its clause: across coordination, not across a full stop, a `stop` cue or
// a conjunction with a new verb. Two reversals of one hit take each other back.
//
//   problemet med nyckeltal              criticises: something bad is said of it
//   detaljstyrning leder till stress     criticises: it leads to harm
//   tillit leder till kvalitet           affirms
//   med benchmarking menas ...           describes
//   privatisering av bankerna            not in the domain
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
  struct Tables;
  struct Words;

  bool criticises_what_was_said(std::string_view text, std::span<const tokens::Token> tokens,
                                std::span<const std::uint32_t> sentences, std::uint32_t number) const;

  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::stance
