#include "ordagrant/stance/scorer.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace ordagrant::stance {

namespace {

using lexicon::Pole;
using lexicon::Tier;

bool has_rate(Pole pole) { return pole == Pole::npm || pole == Pole::trust || pole == Pole::role; }

}  // namespace

void Tally::add(const Tally& other) {
  assert(hits.size() == other.hits.size());
  words += other.words;
  for (std::size_t category = 0; category < hits.size(); ++category)
    for (std::size_t tier = 0; tier < hits[category].size(); ++tier)
      hits[category][tier] += other.hits[category][tier];
}

Scorer::Scorer(std::span<const lexicon::Entry> entries) {
  std::set<Category> found;
  for (const lexicon::Entry& entry : entries)
    if (has_rate(entry.pole)) found.insert({entry.pole, entry.category});
  categories_.assign(found.begin(), found.end());
}

void Scorer::count(const lexicon::Entry& entry, Tally& tally) const {
  if (!has_rate(entry.pole)) return;
  const auto found = std::lower_bound(categories_.begin(), categories_.end(), Category{entry.pole, entry.category});
  ++tally.hits[static_cast<std::size_t>(found - categories_.begin())][static_cast<std::size_t>(entry.tier)];
}

Score Scorer::score(const Tally& tally) const {
  Score score;
  score.words = tally.words;
  const auto rate = [&](double weighted) {
    return tally.words == 0 ? 0.0 : weighted * 1000.0 / static_cast<double>(tally.words);
  };
  double npm = 0;
  double trust = 0;
  for (std::size_t category = 0; category < categories_.size(); ++category) {
    double weighted = 0;
    std::uint64_t counted = 0;
    for (const Tier tier : {Tier::core, Tier::peripheral, Tier::context}) {
      const std::uint64_t hits = tally.hits[category][static_cast<std::size_t>(tier)];
      weighted += static_cast<double>(hits) * lexicon::weight(tier);
      counted += hits;
    }
    score.categories.push_back(rate(weighted));
    const Pole pole = categories_[category].pole;
    if (pole == Pole::npm || pole == Pole::trust) {
      (pole == Pole::npm ? npm : trust) += weighted;
      (pole == Pole::npm ? score.npm_hits : score.trust_hits) += counted;
      score.statutory += tally.hits[category][static_cast<std::size_t>(Tier::statutory)];
    }
  }
  score.npm = rate(npm);
  score.trust = rate(trust);
  return score;
}

}  // namespace ordagrant::stance
