#include "ordagrant/stance/scorer.h"

#include <algorithm>

#include "ordagrant/base/seeded_random.h"

namespace ordagrant::stance {

namespace {

using lexicon::Pole;

double rate(double tenths, double words) { return words == 0 ? 0.0 : tenths * 100.0 / words; }

std::optional<double> balance_of(double npm, double trust) {
  if (npm + trust == 0) return std::nullopt;
  return (trust - npm) / (trust + npm);
}

// The 2.5th and 97.5th percentile.
std::optional<Interval> middle(std::vector<double>& drawn) {
  if (drawn.empty()) return std::nullopt;
  std::sort(drawn.begin(), drawn.end());
  const std::size_t tail = drawn.size() / 40;
  return Interval{drawn[tail], drawn[drawn.size() - 1 - tail]};
}

// Of weighted hits over the samples.
std::optional<Dispersion> dispersion(const Tally& tally, std::uint32_t Sample::* hits) {
  std::uint64_t all = 0;
  std::uint64_t words = 0;
  for (const auto& [sample, count] : tally.samples) {
    all += count * (sample.*hits);
    words += count * sample.words;
  }
  DispersionSum sum(all, words);
  for (const auto& [sample, count] : tally.samples) sum.add(sample.*hits, sample.words, count);
  return sum.result();
}

}  // namespace

Score Scorer::score(const Tally& tally, const std::vector<Category>& categories) const {
  Score score;
  const auto words = static_cast<double>(tally.words);
  std::uint64_t npm = 0;
  std::uint64_t trust = 0;
  for (std::size_t category = 0; category < categories.size(); ++category) {
    score.categories.push_back(rate(static_cast<double>(tally.tenths[category]), words));
    if (categories[category].pole == Pole::npm) npm += tally.tenths[category];
    if (categories[category].pole == Pole::trust) trust += tally.tenths[category];
  }
  for (const std::uint64_t tenths : tally.placed) score.places.push_back(rate(static_cast<double>(tenths), words));
  score.npm = rate(static_cast<double>(npm), words);
  score.trust = rate(static_cast<double>(trust), words);

  const bool about = rate(10.0 * static_cast<double>(tally.about), words) > options_.about_per_thousand;
  if (!about && tally.npm_hits + tally.trust_hits >= options_.balance_hits)
    score.balance = balance_of(score.npm, score.trust);
  if (options_.resamples > 0 && tally.words > 0) intervals(tally, score);
  score.npm_dispersion = dispersion(tally, &Sample::npm);
  score.trust_dispersion = dispersion(tally, &Sample::trust);

  score.decision = Decider::shipped().decide(tally.signals, tally.words);
  return score;
}

Draws Scorer::draws(const Tally& tally, std::uint64_t stream) const {
  // Every sample has a place; alike ones share what stands there.
  std::vector<Sample> samples;
  for (const auto& [sample, count] : tally.samples) samples.insert(samples.end(), count, sample);
  Draws drawn;
  const auto count = static_cast<std::uint32_t>(samples.size());
  if (count == 0 || count < options_.least_samples) return drawn;

  // Streams lie far from each other in the one row of numbers that there is.
  constexpr std::uint64_t kApart = 0xD1B54A32D192ED03U;
  SeededRandom random(options_.seed + stream * kApart);
  for (std::uint32_t resample = 0; resample < options_.resamples; ++resample) {
    std::uint64_t words = 0;
    std::uint64_t npm_tenths = 0;
    std::uint64_t trust_tenths = 0;
    for (std::uint32_t draw = 0; draw < count; ++draw) {
      const Sample& sample = samples[random.below(count)];
      words += sample.words;
      npm_tenths += sample.npm;
      trust_tenths += sample.trust;
    }
    if (words == 0) continue;  // only samples without words were drawn
    drawn.npm.push_back(rate(static_cast<double>(npm_tenths), static_cast<double>(words)));
    drawn.trust.push_back(rate(static_cast<double>(trust_tenths), static_cast<double>(words)));
  }
  return drawn;
}

void Scorer::intervals(const Tally& tally, Score& score) const {
  Draws drawn = draws(tally);
  std::vector<double> balance;
  for (std::size_t draw = 0; draw < drawn.npm.size(); ++draw)
    if (const auto balanced = balance_of(drawn.npm[draw], drawn.trust[draw])) balance.push_back(*balanced);
  score.npm_interval = middle(drawn.npm);
  score.trust_interval = middle(drawn.trust);
  if (score.balance) score.balance_interval = middle(balance);
}

std::optional<Interval> difference(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<double> differences;
  for (std::size_t draw = 0; draw < std::min(one.size(), other.size()); ++draw)
    differences.push_back(one[draw] - other[draw]);
  return middle(differences);
}

}  // namespace ordagrant::stance
