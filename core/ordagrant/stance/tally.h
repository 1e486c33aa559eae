#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "ordagrant/lexicon/entry.h"
#include "ordagrant/stance/context.h"
#include "ordagrant/stance/signals.h"

// Room: stance. Hits in, scores with their evidence out.
// Above it: lexicon, passages. Below it: batch.

namespace ordagrant::stance {

// A category of a pole that has a rate of its own.
struct Category {
  lexicon::Pole pole = lexicon::Pole::none;
  std::string name;

  friend auto operator<=>(const Category&, const Category&) = default;
};

// What a sentence (or a passage, or a document) adds to the rates, in words and tenths of a hit: what intervals are
// drawn from, and what dispersion is over.
struct Sample {
  std::uint32_t words = 0;
  std::uint32_t npm = 0;
  std::uint32_t trust = 0;

  void add(const Sample& other) {
    words += other.words;
    npm += other.npm;
    trust += other.trust;
  }

  friend auto operator<=>(const Sample&, const Sample&) = default;
};

// What was found in a unit of text. Whole numbers throughout, so that the order of adding is
// nothing.
//
// A hit counts towards a rate when it is affirmed, the voice is not a quoted one and the attitude affirms; every other
// hit is counted apart, by the first of quoted, reversed, criticised and described that holds. Hits of tier statutory
// count in `statutory` alone.
struct Tally {
  std::uint64_t words = 0;
  std::uint64_t npm_hits = 0;
  std::uint64_t trust_hits = 0;
  std::uint64_t npm_reversed = 0;
  std::uint64_t trust_reversed = 0;
  std::uint64_t npm_criticised = 0;
  std::uint64_t trust_criticised = 0;
  std::uint64_t described = 0;  // of npm and trust
  std::uint64_t quoted = 0;     // of npm and trust
  std::uint64_t reported = 0;   // of npm and trust; these count in the rates as well
  std::uint64_t critique = 0;   // hits and frames of that pole; names of New Public Management that are turned down
  std::uint64_t about = 0;      // hits that name New Public Management
  std::uint64_t statutory = 0;
  Signals signals{};                        // what the decision weighs
  std::vector<std::uint64_t> tenths;        // weight counted, by category
  std::vector<std::uint64_t> placed;        // the same, by category of the further lexicon that was asked for
  std::map<Sample, std::uint64_t> samples;  // those that are alike, and how many they are

  void add(const Tally& other);
};

// Does a hit take its entry's place in a further lexicon? Of a place in pole critique a word of npm or trust is where
// it is reversed or criticised alone: critics name what is missing and what is too much.
bool takes_place(const lexicon::Entry& entry, Sense sense) noexcept;

// Counts hits into tallies of equal shape. Immutable; may be used from many threads at once.
class Counter {
 public:
  // The categories of the poles npm, trust, role and theme that `entries` name, sorted.
  explicit Counter(std::span<const lexicon::Entry> entries);

  const std::vector<Category>& categories() const noexcept { return categories_; }

  // Those of the entries' places in a further lexicon, sorted; none, if they have no places.
  const std::vector<Category>& places() const noexcept { return places_; }

  Tally empty() const;

  // Counts a hit of `entry` in `tally`, and what it adds to a rate in `sample`.
  void count(const lexicon::Entry& entry, Sense sense, Tally& tally, Sample& sample) const;
  // Counts a match of FrameReader::entries(), which adds to no rate.
  static void count_frame(const lexicon::Entry& entry, Sense sense, Tally& tally);

 private:
  void count_place(const lexicon::Entry& entry, Sense sense, Tally& tally) const;

  std::vector<Category> categories_;
  std::vector<Category> places_;
};

}  // namespace ordagrant::stance
