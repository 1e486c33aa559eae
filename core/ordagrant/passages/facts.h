#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/token.h"

// Room: passages. Tokens in, who says what and where out.
// Above it: tokens. Below it: stance, batch.

namespace ordagrant::passages {

enum class FactKind : std::uint8_t { vote, decision, assignment, figure };

std::string_view name(FactKind kind) noexcept;

// What a text states in so many words; what it does not state is empty. Only the fields of its kind are filled.
struct Fact {
  ByteSpan span;              // of the words that state it
  std::uint32_t passage = 0;  // the passage that it begins in
  FactKind kind = FactKind::figure;

  // vote. Of "31 r\u00F6ster mot 20" the 31 are yes: what they carried is what was asked; but where what was asked is
  // said to have fallen (forkastet med 9 stemmer mod 5) they are no.
  std::optional<std::int64_t> yes, no, abstain;
  std::string names;  // "For stemte: A, F; imod stemte: V": the sides as the text names them, names as they stand

  // decision
  std::string body;     // who decides, with a capital and without a genitive s: "Kommunstyrelsen"
  std::string outcome;  // what is decided, as it stands: "att bifalla motionen", "Ans\u00F6kan avsl\u00E5s"
  std::string date;  // the day that the words themselves name: "2024-03-12" of "beslutade den 12 mars 2024, \u00A7 45"
  std::string number;  // "45" of the same; both also of an assignment that the decision gives

  // assignment
  std::string owner;  // who is to do it, as it stands
  std::string due;    // "2024-03-31", or "2024-03", "2024-Q2", "2024": as exact as the text is

  // figure. As printed, not scaled: a multiple stays a part of the unit, 2.3 "miljarder kronor".
  std::optional<double> value;
  std::optional<double> value_high;  // of a range: "45-90 %"
  // What it was before, elsewhere, aimed at or out of, never a year: "fr\u00E5n 62 % till 8 %".
  std::optional<double> compared;
  std::string unit;  // in lower case: "%", "kr", "mio. kr.", "po\u00E4ng"; empty: none
};

// Finds what a text states as decided, voted on, given to somebody to do, or counted.
//
// A proposal, a motion, a reservation decides nothing and assigns nothing; a condition, a question and a general
// competence ("N\u00E4mnden beslutar om avgiften") do not either. In the part of an item that is its decision every
// sentence that decides is one, and every item of a list; elsewhere the text must say who decides, or that a matter was
// carried or fell. References (\u00A7, law, dnr), dates, years, clock times, pages, numbers of lists and addresses are
// no figures; nor are the counts of a vote, which is one row.
//
// Immutable; may be used from many threads at once.
class FactReader {
 public:
  // "und" finds figures alone. Throws RequestError for another language that is not shipped.
  explicit FactReader(std::string_view language);
  ~FactReader();
  FactReader(FactReader&&) noexcept;
  FactReader& operator=(FactReader&&) noexcept;

  // In the order of their begin. Requires: `tokens` were made from `text`, `sentences` and `structure` from `tokens`.
  // O(text.size()). Any bytes are a legal text.
  std::vector<Fact> read(std::string_view text, std::span<const tokens::Token> tokens,
                         std::span<const std::uint32_t> sentences, const Structure& structure) const;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::passages
