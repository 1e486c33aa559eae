#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>

// Room: passages. What a word can be where facts are stated; see passages/internal/fact_words.h.

namespace ordagrant::passages::internal {

// The classes of facts.tsv whose lines list words.
enum class FactWord : std::uint8_t {
  // quantities
  number,
  ten,
  hundred,
  thousand,
  one,
  half,
  part,
  linking,
  multiple,
  measure,
  counted,
  adjective,
  function,
  definite,
  from,
  to,
  between,
  both,  // "and" of the table
  join,
  of,
  rise,
  against,
  compared,
  moved,
  target,
  outcome,
  with,
  filler,
  minus,
  numbered,
  numbered_after,
  year_word,
  currency,
  vague,
  thanks,
  of_now,
  of_year,
  date_before,
  clock,
  month,
  quarter,
  quarter_word,
  today,
  approximate,
  // votes
  yes_votes,
  no_votes,
  yes,
  no,
  abstain,
  votes,
  approval,
  in_favour,  // "for" of the table
  nay,
  neither,
  voted,
  refusal,
  member,
  carried_down,
  // decisions
  decide,
  act,
  act_plain,
  able,
  able_act,
  carried,
  carried_now,
  passive,
  find,
  subjunction,
  division,
  majority,
  propose,
  condition,
  relative,
  copula,
  negation,
  shall,
  auxiliary,
  adverb,
  decided_by,
  narrate,
  proposes,
  that,
  it,
  aside,
  whereupon,
  matter,
  proposal_title,
  agenda_title,
  minutes_title,
  body,
  body_part,
  no_body,
  place_body,
  // assignments
  task,
  task_give,
  order,
  order_to,
  ask,
  ask_about,
  passive_ask,
  infinitive,
  announce,
  wording,
  owner,
  due,
  due_weak,
  meeting,
  giving_back,  // "return" of the table
  task_again,
  decision_title,
  state,
};

inline constexpr std::size_t kFactWords = static_cast<std::size_t>(FactWord::state) + 1;

// Those whose lines list how words begin or end.
enum class FactAffix : std::uint8_t {
  adjective_ending,
  verb_ending,
  street,
  label,
  matter_ending,
  body_ending,
  numbered_ending,
  noun_ending,
  owner_ending
};

inline constexpr std::size_t kFactAffixes = 9;

// What is known of a word.
struct KnownWord {
  std::bitset<kFactWords> classes;
  double value = 0;  // of a number word, a month, a quarter, a part of a whole (3 of "tredjedel")

  bool is(FactWord kind) const noexcept { return classes[static_cast<std::size_t>(kind)]; }
};

}  // namespace ordagrant::passages::internal
