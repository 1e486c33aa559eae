#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ordagrant/base/dispersion.h"
#include "ordagrant/stance/decider.h"
#include "ordagrant/stance/tally.h"

// Room: stance. Hits in, scores with their evidence out.
// Above it: lexicon, passages. Below it: batch.

namespace ordagrant::stance {

struct ScorerOptions {
  std::uint32_t resamples = 1000;  // for the intervals; 0 leaves them out
  std::uint64_t seed = 0;
  std::uint64_t least_samples = 1;  // of fewer no intervals are drawn

  // A text that names New Public Management more often than this is about it: on the five texts that
  // the threshold comes from, critics had 4.4 to 18.7 names in 1,000 words and others none.
  double about_per_thousand = 2.0;
  // With fewer hits a balance says more of chance than of the text (judged).
  std::uint64_t balance_hits = 5;
};

// Rates of texts that might have been, drawn from one that is; as many of each, in the order of the draws.
struct Draws {
  std::vector<double> npm;
  std::vector<double> trust;
};

struct Interval {
  double low = 0;
  double high = 0;
};

struct Score {
  double npm = 0;    // weighted hits per 1,000 words
  double trust = 0;  // the same
  std::optional<Interval> npm_interval;
  std::optional<Interval> trust_interval;
  std::optional<double> balance;  // (trust - npm) / (trust + npm), from -1 to 1
  std::optional<Interval> balance_interval;
  // Of the weighted hits over the samples; none, if there are fewer than two of these, or no hits.
  std::optional<Dispersion> npm_dispersion;
  std::optional<Dispersion> trust_dispersion;
  Decision decision;
  std::vector<double> categories;  // weighted hits per 1,000 words of each category
  std::vector<double> places;      // the same, of each category of the further lexicon that was asked for
};

// Turns a tally into rates with their 95 % intervals, a balance and a decision.
//
// Intervals are the percentiles of the rates of samples drawn anew with replacement (bootstrap;
// Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). The decision is the Decider's
// and weighs all signals: who reverses or criticises npm terms speaks for trust.
//
// Immutable; may be used from many threads at once. Equal tallies give equal scores.
class Scorer {
 public:
  explicit Scorer(ScorerOptions options = {}) : options_(options) {}

  // Without words every rate is 0 and there are no intervals.
  Score score(const Tally& tally, const std::vector<Category>& categories) const;

  // The draws that intervals come from. Of another `stream` they are others.
  Draws draws(const Tally& tally, std::uint64_t stream = 0) const;

 private:
  void intervals(const Tally& tally, Score& score) const;

  ScorerOptions options_;
};

// The 95 % interval of how much one is more than the other, drawn independently of it; none without draws of both.
std::optional<Interval> difference(const std::vector<double>& one, const std::vector<double>& other);

}  // namespace ordagrant::stance
