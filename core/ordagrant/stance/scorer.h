#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ordagrant/lexicon/entry.h"

// Room: stance. Hits in, scores with their evidence out.
// Above it: lexicon. Below it: batch.

namespace ordagrant::stance {

// A category of a pole that has a rate of its own.
struct Category {
  lexicon::Pole pole = lexicon::Pole::none;
  std::string name;

  friend auto operator<=>(const Category&, const Category&) = default;
};

// What was found in a unit of text. Whole numbers, so that the order of adding is nothing.
struct Tally {
  std::uint64_t words = 0;
  std::vector<std::array<std::uint64_t, 4>> hits;  // by category, then by lexicon::Tier

  void add(const Tally& other);
};

struct Score {
  std::uint64_t words = 0;
  std::uint64_t npm_hits = 0;    // core, peripheral and context
  std::uint64_t trust_hits = 0;
  std::uint64_t statutory = 0;   // of both poles, counted in nothing else
  double npm = 0;                // weighted hits per 1,000 words
  double trust = 0;
  std::vector<double> categories;  // the same for each of Scorer::categories()
};

// Turns hits into rates: the sum of the weights of a pole's hits per 1,000 words.
//
//   score = scorer.score(tally)    // 3 core hits and 1 peripheral one in 500 words: (3 + 0.3) / 500 * 1000 = 6.6
//
// Immutable; may be used from many threads at once.
class Scorer {
 public:
  // The categories of the poles npm, trust and role that `entries` name, sorted.
  explicit Scorer(std::span<const lexicon::Entry> entries);

  const std::vector<Category>& categories() const noexcept { return categories_; }

  Tally empty_tally() const { return {.words = 0, .hits = decltype(Tally::hits)(categories_.size())}; }

  // Counts one hit of `entry`. A pole without rates is left out.
  void count(const lexicon::Entry& entry, Tally& tally) const;

  // Without words every rate is 0.
  Score score(const Tally& tally) const;

 private:
  std::vector<Category> categories_;
};

}  // namespace ordagrant::stance
