#pragma once

#include <cstdint>

// Room: passages. What phrases of passages.tsv are for; see passages/internal/phrases.h.

namespace ordagrant::passages::internal {

// What a phrase of passages.tsv is for (core/ordagrant/language/data/README.md). A phrase can be of several kinds.
enum class Phrase : std::uint8_t {
  background,
  proposal,
  motion,
  vote,
  decision,
  reservation,
  note,
  distribution,
  part,
  attachments,
  contents,
  closing,
  head,
  date,
  present,
  case_number,
  agenda,
  body_ending,
  item,
  chapter,
  appendix,
  speech,
  replies,
  chair,
  title,
  title_ending,
  moves,
  posted,
  by,
  mail_from,
  mail_field,
  mail_sent,
  wrote,
  original,
  next_item,
  announced,
  conjunction,
  stamp,
  more,
  paper,
  open,
  leads,
  particle,
  that,
  weekday,
  says,
};

// A set of kinds.
class PhraseKinds {
 public:
  constexpr PhraseKinds() = default;
  // NOLINTNEXTLINE(*-explicit-constructor): a set of one
  constexpr PhraseKinds(Phrase kind) : bits_(std::uint64_t{1} << static_cast<unsigned>(kind)) {}
  constexpr bool has(Phrase kind) const { return (bits_ & PhraseKinds(kind).bits_) != 0; }
  constexpr bool any(PhraseKinds kinds) const { return (bits_ & kinds.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr PhraseKinds operator|(PhraseKinds other) const {
    PhraseKinds both;
    both.bits_ = bits_ | other.bits_;
    return both;
  }
  constexpr PhraseKinds operator&(PhraseKinds other) const {
    PhraseKinds both;
    both.bits_ = bits_ & other.bits_;
    return both;
  }

 private:
  std::uint64_t bits_ = 0;
};

constexpr PhraseKinds operator|(Phrase one, Phrase other) { return PhraseKinds(one) | PhraseKinds(other); }

// The phrases that are headings of their own.
inline constexpr PhraseKinds kHeadings = Phrase::background | Phrase::proposal | Phrase::motion | Phrase::vote |
                                         Phrase::decision | Phrase::reservation | Phrase::note | Phrase::distribution |
                                         Phrase::part | Phrase::attachments | Phrase::contents | Phrase::closing;

}  // namespace ordagrant::passages::internal
