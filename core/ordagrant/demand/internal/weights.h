#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "ordagrant/demand/features.h"
#include "ordagrant/demand/model.h"

// Room: demand. What a model is made of.

namespace ordagrant::demand {

inline constexpr std::size_t kDemandCount = kDemands.size();
inline constexpr std::size_t kKindCount = kFailureKinds.size();

struct Model::Weights {
  FeatureNames names;
  // By the number of the feature: how rare it is (0: not known), and its weight for each demand; of named ones, from
  // kLetterRows on, also for each kind of failure. All are multiples of 1 / kScale, so that a model is what its file
  // says.
  std::vector<float> rarity = std::vector<float>(kLetterRows);
  std::vector<std::array<float, kDemandCount>> demand = std::vector<std::array<float, kDemandCount>>(kLetterRows);
  std::vector<std::array<float, kKindCount>> kind;
  std::array<float, kDemandCount> demand_bias{};
  std::array<float, kKindCount> kind_bias{};
  std::array<bool, kDemandCount> trained{};

  // What makes probabilities of scores, and the certainty below which a contact is undetermined.
  double sharpness = 1.0;
  double failure_slope = 1.0;
  double failure_offset = 0.0;
  double certainty = 0.5;
};

namespace internal {

inline constexpr double kScale = 1000.0;

// A feature of a text with its value.
struct Value {
  std::uint32_t number = 0;
  double value = 0;
};

// What is kept between texts by one thread.
struct Scratch {
  std::vector<std::uint32_t> seen;  // by feature: the text that it came in last
  std::uint32_t text = 0;
  std::vector<double> values;  // by feature, of those that came in this text
  std::vector<Block> blocks;

  bool has(std::uint32_t number) const { return number < seen.size() && seen[number] == text; }
};

// The distinct features of a contact in the order of the text, with rarity as their value, each block at its share of
// the whole whatever the length of the text. The scratch holds the values too, until the next text.
void values_of(const Contact& contact, std::span<const float> rarity, Scratch& scratch, std::vector<Value>& into);

using Scores = std::array<double, kDemandCount>;

// Probabilities by softmax; those of classes that are not `trained` are 0.
Scores probabilities(const Scores& scores, double sharpness, const std::array<bool, kDemandCount>& trained);

// The logarithm of the odds that there is failure demand, before it is calibrated.
double failure_odds(const Scores& scores, const std::array<bool, kDemandCount>& trained);

struct Choice {
  Demand demand = Demand::undetermined;
  double certainty = 0;  // of what would be chosen, were it certain enough
};

// `certainty` is the least with which a contact is anything but undetermined.
Choice choice(const Scores& p, double certainty);

// The reader of a language, made at the first call; null for a language that is not shipped.
const Reader* reader_of(std::string_view language);

}  // namespace internal

}  // namespace ordagrant::demand
