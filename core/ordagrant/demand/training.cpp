#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "ordagrant/base/elementary.h"
#include "ordagrant/base/error.h"
#include "ordagrant/demand/features.h"
#include "ordagrant/demand/internal/matter.h"
#include "ordagrant/demand/internal/optimiser.h"
#include "ordagrant/demand/internal/weights.h"
#include "ordagrant/demand/model.h"
#include "ordagrant/language/identifier.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/text/reading.h"

namespace ordagrant::demand {

namespace {

using internal::Problem;
using internal::Scores;
using internal::Value;

// A named feature that fewer contacts have teaches a model these contacts by heart.
constexpr std::uint32_t kFewestContacts = 2;

constexpr double kScaleOfRarity = 100.0;

double rounded(double value, double scale) { return std::round(value * scale) / scale; }

// As shares are counted (python/docs/codebook.md): the others are neither failure nor value.
bool is_clear(Demand demand) { return demand == Demand::failure || demand == Demand::value; }

// What makes probabilities of scores, found from contacts that were judged by models that did not know them.
struct Judged {
  Demand demand = Demand::undetermined;
  Scores scores{};
};

double loss_at(const std::vector<Judged>& judged, double sharpness, const std::array<bool, kDemandCount>& trained) {
  constexpr double kLeast = 1e-12;
  double sum = 0;
  for (const Judged& one : judged)
    sum -= logarithm(std::max(
        kLeast, internal::probabilities(one.scores, sharpness, trained)[static_cast<std::size_t>(one.demand)]));
  return sum;
}

// The sharpness with the least loss, which has one minimum: by the golden section.
double best_sharpness(const std::vector<Judged>& judged, const std::array<bool, kDemandCount>& trained) {
  constexpr double kGolden = 0.6180339887498949;
  constexpr int kSteps = 40;
  double low = 0.05;
  double high = 5.0;
  for (int step = 0; step < kSteps; ++step) {
    const double left = high - kGolden * (high - low);
    const double right = low + kGolden * (high - low);
    if (loss_at(judged, left, trained) < loss_at(judged, right, trained))
      high = right;
    else
      low = left;
  }
  return (low + high) / 2;
}

// Slope and offset by which the odds of failure become a probability (Platt 1999), by Newton's method.
std::pair<double, double> best_line(const std::vector<Judged>& judged, const std::array<bool, kDemandCount>& trained) {
  constexpr int kSteps = 50;
  constexpr double kRidge = 1e-3;  // keeps the search finite where all contacts are told apart
  double slope = 1.0;
  double offset = 0.0;
  for (int step = 0; step < kSteps; ++step) {
    double g0 = kRidge * (slope - 1.0);
    double g1 = kRidge * offset;
    double h00 = kRidge;
    double h01 = 0;
    double h11 = kRidge;
    for (const Judged& one : judged) {
      if (one.demand == Demand::undetermined) continue;
      const double odds = internal::failure_odds(one.scores, trained);
      const double p = logistic(slope * odds + offset);
      const double error = p - (one.demand == Demand::value ? 0.0 : 1.0);
      const double spread = std::max(p * (1 - p), 1e-9);
      g0 += error * odds;
      g1 += error;
      h00 += spread * odds * odds;
      h01 += spread * odds;
      h11 += spread;
    }
    const double determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 0)) break;
    slope -= (h11 * g0 - h01 * g1) / determinant;
    offset -= (h00 * g1 - h01 * g0) / determinant;
  }
  return {std::clamp(slope, 0.05, 20.0), std::clamp(offset, -20.0, 20.0)};
}

// The greatest certainty with which so large a share of value and failure contacts is called one or the other.
double best_certainty(const std::vector<Judged>& judged, double sharpness,
                      const std::array<bool, kDemandCount>& trained, double decided) {
  constexpr int kSteps = 100;
  for (int step = kSteps; step > 0; --step) {
    const double certainty = static_cast<double>(step) / kSteps;
    std::size_t clear = 0;
    std::size_t told = 0;
    for (const Judged& one : judged) {
      if (!is_clear(one.demand)) continue;
      ++clear;
      if (is_clear(internal::choice(internal::probabilities(one.scores, sharpness, trained), certainty).demand)) ++told;
    }
    if (static_cast<double>(told) >= decided * static_cast<double>(clear)) return certainty;
  }
  return 0;
}

}  // namespace

// The examples as they were read, and the models that are made of some of them.
struct Model::Trainer {
  Trainer(const Weights& start, std::span<const Example> examples, const TrainingOptions& options)
      : start_(start), examples_(examples), options_(options), names_(start.names) {
    std::map<const Reader*, Reader::Memory> memories;
    for (const Example& example : examples) {
      Contact contact;
      const internal::Matter matter(example.source.text);
      const std::string_view language = example.source.language == "auto"
                                            ? language::read_as(language::identify(text::Reading(matter.text()).text()))
                                            : example.source.language;
      if (const Reader* const reader = internal::reader_of(language)) {
        const text::Reading reading(matter.text(), {.knowledge = language::knowledge(language)});
        reader->learn(reading.text(), names_, memories[reader], contact);
      }
      contact.tokens.clear();
      contacts_.push_back(std::move(contact));
    }
  }

  std::vector<std::size_t> all_but(std::uint32_t fold) const {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < examples_.size(); ++i)
      if (examples_[i].group % options_.folds != fold) kept.push_back(i);
    return kept;
  }

  Weights of(const std::vector<std::size_t>& chosen) const;
  std::vector<Judged> judged() const;
  void calibrate(Weights& weights) const;

 private:
  // By numbers of names_: the number in the model, kNoFeature for those that are left out.
  std::vector<std::uint32_t> numbering(const std::vector<std::size_t>& chosen, Weights& weights) const;
  static std::vector<Value> values(const Contact& contact, const std::vector<std::uint32_t>& numbers,
                                   const std::vector<float>& rarity, internal::Scratch& scratch);

  const Weights& start_;
  std::span<const Example> examples_;
  const TrainingOptions& options_;
  FeatureNames names_;
  std::vector<Contact> contacts_;
};

std::vector<std::uint32_t> Model::Trainer::numbering(const std::vector<std::size_t>& chosen, Weights& weights) const {
  std::vector<std::uint32_t> contacts(names_.size());
  std::vector<std::size_t> last(names_.size(), examples_.size());
  for (const std::size_t i : chosen)
    for (const Feature& feature : contacts_[i].features)
      if (std::exchange(last[feature.number], i) != i) ++contacts[feature.number];

  std::vector<std::uint32_t> numbers(names_.size(), kNoFeature);
  for (std::uint32_t number = 0; number < start_.names.size(); ++number) numbers[number] = number;
  std::vector<std::uint32_t> added;
  for (std::uint32_t number = start_.names.size(); number < names_.size(); ++number)
    if (contacts[number] >= kFewestContacts) added.push_back(number);
  // In the order of their names, so that it does not depend on that of the contacts.
  std::sort(added.begin(), added.end(),
            [&](std::uint32_t a, std::uint32_t b) { return names_.key(a) < names_.key(b); });
  for (const std::uint32_t number : added) numbers[number] = weights.names.add(names_.key(number));

  weights.rarity.resize(weights.names.size());
  weights.demand.resize(weights.names.size());
  weights.kind.resize(weights.names.size() - kLetterRows);
  const auto count = static_cast<double>(chosen.size());
  for (std::uint32_t number = 0; number < names_.size(); ++number) {
    if (numbers[number] == kNoFeature || contacts[number] == 0) continue;
    float& rarity = weights.rarity[numbers[number]];
    if (rarity != 0) continue;
    const bool is_cue = number >= kLetterRows && names_.key(number).starts_with(name(Block::cue));
    rarity =
        is_cue ? 1.0F
               : static_cast<float>(rounded(1.0 + logarithm((1.0 + count) / (1.0 + contacts[number])), kScaleOfRarity));
  }
  return numbers;
}

std::vector<Value> Model::Trainer::values(const Contact& contact, const std::vector<std::uint32_t>& numbers,
                                          const std::vector<float>& rarity, internal::Scratch& scratch) {
  Contact numbered;
  for (Feature feature : contact.features) {
    feature.number = numbers[feature.number];
    if (feature.number != kNoFeature) numbered.features.push_back(feature);
  }
  std::vector<Value> found;
  internal::values_of(numbered, rarity, scratch, found);
  return found;
}

namespace {

// The features that rows have, numbered anew without those that no row has.
struct Dense {
  explicit Dense(Problem& problem, std::size_t names) : number(names, kNoFeature) {
    for (auto& row : problem.rows)
      for (Value& value : row) {
        if (number[value.number] == kNoFeature) {
          number[value.number] = static_cast<std::uint32_t>(used.size());
          used.push_back(value.number);
        }
        value.number = number[value.number];
      }
    problem.features = static_cast<std::uint32_t>(used.size());
  }

  std::vector<std::uint32_t> number;
  std::vector<std::uint32_t> used;
};

// Optimises the rows of `weights` that the problem has features for, and rounds them.
template <std::size_t kClasses>
void solve(Problem& problem, std::vector<std::array<float, kClasses>>& weights, std::array<float, kClasses>& bias) {
  problem.classes = kClasses;
  const Dense dense(problem, weights.size());
  std::vector<double> found(dense.used.size() * kClasses + kClasses);
  for (std::size_t i = 0; i < dense.used.size(); ++i)
    for (std::size_t c = 0; c < kClasses; ++c) found[i * kClasses + c] = weights[dense.used[i]][c];
  for (std::size_t c = 0; c < kClasses; ++c) found[dense.used.size() * kClasses + c] = bias[c];
  internal::optimise(problem, found);
  const auto kept = [](double value) { return static_cast<float>(rounded(value, internal::kScale)); };
  for (std::size_t i = 0; i < dense.used.size(); ++i)
    for (std::size_t c = 0; c < kClasses; ++c) weights[dense.used[i]][c] = kept(found[i * kClasses + c]);
  for (std::size_t c = 0; c < kClasses; ++c) bias[c] = kept(found[dense.used.size() * kClasses + c]);
}

}  // namespace

Model::Weights Model::Trainer::of(const std::vector<std::size_t>& chosen) const {
  Weights weights = start_;
  const std::vector<std::uint32_t> numbers = numbering(chosen, weights);
  internal::Scratch scratch;
  Problem demand;
  Problem kind;
  demand.penalty = kind.penalty = options_.penalty;
  for (const std::size_t i : chosen) {
    std::vector<Value> row = values(contacts_[i], numbers, weights.rarity, scratch);
    weights.trained[static_cast<std::size_t>(examples_[i].demand)] = true;
    if (examples_[i].failure_kind != kNone) {
      std::vector<Value> named;
      for (const Value& value : row)
        if (value.number >= kLetterRows) named.push_back({value.number - kLetterRows, value.value});
      kind.rows.push_back(std::move(named));
      kind.labels.push_back(examples_[i].failure_kind);
    }
    demand.rows.push_back(std::move(row));
    demand.labels.push_back(static_cast<std::uint32_t>(examples_[i].demand));
  }
  demand.allowed.assign(weights.trained.begin(), weights.trained.end());
  solve(demand, weights.demand, weights.demand_bias);
  if (!kind.rows.empty()) {
    kind.allowed.assign(kKindCount, true);
    solve(kind, weights.kind, weights.kind_bias);
  }
  return weights;
}

std::vector<Judged> Model::Trainer::judged() const {
  std::vector<Judged> found(examples_.size());
  for (std::uint32_t fold = 0; fold < options_.folds; ++fold) {
    const std::vector<std::size_t> chosen = all_but(fold);
    if (chosen.size() == examples_.size()) continue;
    Weights weights = start_;
    if (!chosen.empty()) weights = of(chosen);
    std::vector<std::uint32_t> numbers(names_.size(), kNoFeature);
    for (std::uint32_t number = 0; number < kLetterRows; ++number) numbers[number] = number;
    for (std::uint32_t number = kLetterRows; number < names_.size(); ++number)
      numbers[number] = weights.names.find(names_.key(number));
    internal::Scratch scratch;
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      if (examples_[i].group % options_.folds != fold) continue;
      found[i].demand = examples_[i].demand;
      Scores& scores = found[i].scores;
      std::copy(weights.demand_bias.begin(), weights.demand_bias.end(), scores.begin());
      for (const Value& value : values(contacts_[i], numbers, weights.rarity, scratch))
        for (std::size_t c = 0; c < kDemandCount; ++c) scores[c] += value.value * weights.demand[value.number][c];
    }
  }
  return found;
}

void Model::Trainer::calibrate(Weights& weights) const {
  if (examples_.size() < kFewestToCalibrate) return;
  const std::vector<Judged> found = judged();
  constexpr double kDigits = 1e6;  // as they are written
  weights.sharpness = rounded(best_sharpness(found, weights.trained), kDigits);
  const auto [slope, offset] = best_line(found, weights.trained);
  weights.failure_slope = rounded(slope, kDigits);
  weights.failure_offset = rounded(offset, kDigits);
  weights.certainty = best_certainty(found, weights.sharpness, weights.trained, options_.decided);
}

namespace {

void require_teachable(std::span<const Example> examples, const TrainingOptions& options) {
  if (!(options.penalty > 0)) throw RequestError("penalty " + std::to_string(options.penalty) + " is not above 0");
  const bool is_share = options.decided >= 0 && options.decided <= 1;
  if (!is_share) throw RequestError("decided " + std::to_string(options.decided) + " is not a share from 0 to 1");
  if (options.folds < 2) throw RequestError("folds " + std::to_string(options.folds) + " is less than 2");
  if (examples.empty()) throw RequestError("there are no contacts to learn from");
  const Demand first = examples.front().demand;
  if (std::all_of(examples.begin(), examples.end(), [&](const Example& one) { return one.demand == first; }))
    throw RequestError("all " + std::to_string(examples.size()) + " contacts are '" +
                       std::string(kDemands[static_cast<std::size_t>(first)]) +
                       "': a model needs two classes to tell apart");
  const std::string_view text = examples.front().source.text;
  if (std::all_of(examples.begin(), examples.end(), [&](const Example& one) { return one.source.text == text; }))
    throw RequestError("all " + std::to_string(examples.size()) + " texts are equal: there is nothing to learn from");
}

}  // namespace

Model Model::trained(std::span<const Example> examples, const TrainingOptions& options) const {
  require_teachable(examples, options);
  const Trainer trainer(*weights_, examples, options);
  std::vector<std::size_t> all(examples.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  auto weights = std::make_shared<Weights>(trainer.of(all));
  trainer.calibrate(*weights);
  Model model;
  model.weights_ = std::move(weights);
  return model;
}

std::vector<Verdict> Model::tried(std::span<const Example> examples, const TrainingOptions& options) const {
  require_teachable(examples, options);
  std::vector<Verdict> verdicts(examples.size());
  for (std::uint32_t fold = 0; fold < options.folds; ++fold) {
    std::vector<Example> others;
    std::vector<Source> own;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < examples.size(); ++i)
      if (examples[i].group % options.folds != fold) {
        others.push_back(examples[i]);
      } else {
        own.push_back(examples[i].source);
        places.push_back(i);
      }
    if (own.empty()) continue;
    // Groups of the others in turn, so that what calibrates is left out of the fold as well.
    const std::vector<Verdict> found = trained(others, options).read(own, 1);
    for (std::size_t i = 0; i < places.size(); ++i) verdicts[places[i]] = found[i];
  }
  return verdicts;
}

}  // namespace ordagrant::demand
