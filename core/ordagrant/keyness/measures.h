#pragma once

#include <cstdint>
#include <span>
#include <vector>

// Room: keyness. Counts of two sides in, what is typical of each out.
// Above it: tokens. No room is below it.

namespace ordagrant::keyness {

// How often a word stands on each of two sides, and how many words these have.
// Requires, in all functions here: counts are no larger than sizes, and sizes are not 0.
struct Cells {
  std::uint64_t target = 0;
  std::uint64_t reference = 0;
  std::uint64_t target_words = 0;
  std::uint64_t reference_words = 0;
};

// The log-likelihood of the two observed cells (Rayson and Garside, "Comparing corpora using frequency profiling",
// 2000): 0 where the word is as frequent on both sides, and larger the less likely that is by chance. It says nothing
// of the direction, nor of how large the difference is.
double g2(const Cells& cells);

// What the chance of so large a G2 is where there is no difference: the tail of chi square with one degree of freedom.
double chance_of(double g2);

// The ratio of the frequencies per million words, each with `smoothing` added (Kilgarriff, "Simple maths for keywords",
// 2009): larger smoothing brings more frequent words to the top.
double simple_maths(const Cells& cells, double smoothing);

struct LogRatio {
  double value = 0;
  double low = 0;  // of the 95 % interval
  double high = 0;
};

// The binary logarithm of the ratio of the frequencies (Hardie, "Log Ratio", 2014): 1 is twice as frequent in the
// target, -1 half as frequent. A count of 0 is taken for a half. The interval is that of a ratio of two shares by the
// variance of its logarithm (Katz and others, Biometrics 34, 1978).
LogRatio log_ratio(const Cells& cells);

// The difference of the log-odds by its standard error, with a prior of so many words that has the word as often as
// both sides together (Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16, 2008): towards 0 the rarer
// the word is. Requires: the word stands on one side at least, prior_words > 0.
double weighted_log_odds(const Cells& cells, double prior_words);

// The chances of many tests, so corrected that each can be read by itself, in the order of the chances. holm: of any
// false alarm among them (Holm, Scandinavian Journal of Statistics 6, 1979); benjamini_hochberg: of the share of false
// alarms among those that are at most as large (Journal of the Royal Statistical Society B 57, 1995).
std::vector<double> holm(std::span<const double> chances);
std::vector<double> benjamini_hochberg(std::span<const double> chances);

}  // namespace ordagrant::keyness
