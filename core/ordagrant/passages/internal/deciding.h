#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. Who decides what, in a sentence.

namespace ordagrant::passages::internal {

// How much is read of a sentence before its verb, in tokens.
inline constexpr std::uint32_t kBack = 40;
// A sentence of so many tokens reports, and does not describe.
inline constexpr std::uint32_t kBrief = 10;

// Where what is decided begins, and what is said before it of when and under which number.
struct Outcome {
  std::uint32_t begin;
  bool that = false;  // with "att"
  std::string date;
  std::string number;
};

// Reads the words around a verb of deciding. For one thread; it keeps views of what it is given.
class Deciding {
 public:
  // `votes` are the tokens of votes, in rising order.
  Deciding(FactText& text, std::span<const TokenRange> votes) : text_(text), votes_(votes) {}

  // "N\u00E4mnden beslutar", "beslutar kommunstyrelsen": who decides; empty if it is not said, or not done.
  TokenRange subject(std::uint32_t verb, TokenRange sentence);
  // The body just before a verb, with no more than auxiliaries, adverbs and a time in between.
  TokenRange before(std::uint32_t verb, TokenRange sentence);
  // "I dag beslutade n\u00E4mnden att"
  TokenRange behind(std::uint32_t verb, TokenRange sentence);
  // "i Folketinget", "fra Folketingets side": a body that nobody says has done anything.
  bool governed(TokenRange body, TokenRange sentence);
  // "den plan n\u00E4mnden beslutade om", "Det, byr\u00E5det vedtog, var": a clause that says which, and not that.
  bool subordinate(TokenRange body, std::uint32_t verb, TokenRange sentence);
  // Does something before `at` say that it is proposed, wished for, a condition or a question?
  bool blocked(std::uint32_t at, TokenRange sentence);
  // "Ordf\u00F6randen finner att": what stands behind it is decided.
  bool found_before(std::uint32_t at, TokenRange sentence);
  // Is what the verb says found by somebody?
  bool finds(std::uint32_t verb, TokenRange sentence);
  // "Ordf\u00F6randen finner att n\u00E4mnden bifaller f\u00F6rslaget. Votering beg\u00E4rs.": what is found before a
  // division is not yet decided.
  bool divides_after(TokenRange sentence);
  // The first token of what is decided, behind a verb or its subject.
  Outcome outcome_at(std::uint32_t after, TokenRange sentence);
  // The day that a time says; empty: none.
  std::string day_in(TokenRange time);

  // The vote that holds a token; nullptr: none.
  const TokenRange* vote_at(std::uint32_t at) const;
  // The first vote that ends behind a token; nullptr: none.
  const TokenRange* next_vote(std::uint32_t at) const;

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }
  bool says_what(std::uint32_t after, TokenRange sentence);
  bool has_auxiliary(std::uint32_t verb, TokenRange body);
  bool dates(std::uint32_t at);
  std::string paragraph(std::uint32_t at);
  // A vote that begins at `at` or behind the word there: "med 9 ja-r\u00F6ster".
  bool vote_near(std::uint32_t at) const { return vote_at(at) != nullptr || vote_at(at + 1) != nullptr; }

  FactText& text_;
  std::span<const TokenRange> votes_;
};

}  // namespace ordagrant::passages::internal
