#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/stance/signals.h"

// Room: stance. Hits in, scores with their evidence out.
// Above it: lexicon, passages. Below it: batch.

namespace ordagrant::stance {

// npm, trust: the pole that a unit speaks for; mixed: both; none: neither, or too little to say.
enum class Label : std::uint8_t { npm, trust, mixed, none };

std::string_view name(Label label) noexcept;

struct Decision {
  Label label = Label::none;
  double p_npm = 0;    // that a careful reader finds the pole in it; four decimals
  double p_trust = 0;  // the same
};

// What a signal adds to the log-odds of each pole.
struct Push {
  double npm = 0;
  double trust = 0;
};

// Why a unit was decided as it was: one of its signals.
struct Reason {
  std::size_t signal = 0;  // its number
  double count = 0;        // how often it was found, by the weight of the tiers
  double amount = 0;       // what that is worth, from 0: what its weights are multiplied by
  Push push;
};

// Decides what a unit speaks for by its signals: two sums of weights, one a pole, each made a probability by the
// logistic function. The weights are the same for all languages and stand, with what they were trained on, in
// data/weights/orientation.tsv; no word, source, party or speaker is a signal.
//
// Immutable; may be used from many threads at once. Equal signals give equal decisions.
class Decider {
 public:
  // Throws RequestError, naming the line, if `content` breaks the format of data/weights/orientation.tsv.
  static Decider parse(std::string_view content);
  // The one that is compiled in.
  static const Decider& shipped();

  // Without words there is nothing to decide: none, and both probabilities 0.
  Decision decide(const Signals& signals, std::uint64_t words) const;
  // What every unit begins with, before any signal.
  Push bias() const noexcept { return bias_; }
  // Every signal that there is, in the order of their numbers.
  std::vector<Reason> reasons(const Signals& signals, std::uint64_t words) const;

 private:
  Decider() = default;
  double amount(const Signals& signals, std::uint64_t words, std::size_t signal) const;

  double words_ = 1;     // a longer unit has its signals by so many words, a shorter one as they are
  double half_ = 1;      // the count that is worth half of what the greatest is: the tenth of a kind says little more
  double least_ = 0.5;   // the probability from which on a pole is named
  double both_ = 0.5;    // two from this on that are nearer to each other
  double apart_ = 0;     // than this are mixed
  double evidence_ = 0;  // what speaks for a pole adds so much to its log-odds, or it is not named
  Push bias_;
  std::array<Push, kSignals> weights_{};
};

}  // namespace ordagrant::stance
