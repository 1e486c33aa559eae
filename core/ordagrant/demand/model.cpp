#include "ordagrant/demand/model.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>
#include <thread>
#include <utility>

#include "ordagrant/base/checkpoint.h"
#include "ordagrant/base/elementary.h"
#include "ordagrant/base/error.h"
#include "ordagrant/demand/features.h"
#include "ordagrant/demand/internal/embedded.h"
#include "ordagrant/demand/internal/evidence.h"
#include "ordagrant/demand/internal/matter.h"
#include "ordagrant/demand/internal/weights.h"
#include "ordagrant/language/identifier.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/reading.h"

namespace ordagrant::demand {

namespace internal {

namespace {

// How much a block counts against the others (found by leaving out hands); those of a text have this length together.
constexpr std::array<double, kBlocks> kShares{1.0, 1.0, 1.0, 0.7, 1.0, 0.3};

// Letters may be few and odd in one place; the rarity of a cue is 1.
bool is_scaled(Block block) { return block != Block::cue; }

}  // namespace

void values_of(const Contact& contact, std::span<const float> rarity, Scratch& scratch, std::vector<Value>& into) {
  into.clear();
  scratch.blocks.clear();
  if (scratch.seen.size() < rarity.size()) {
    scratch.seen.resize(rarity.size());
    scratch.values.resize(rarity.size());
  }
  if (++scratch.text == 0) {
    std::fill(scratch.seen.begin(), scratch.seen.end(), 0);
    scratch.text = 1;
  }
  std::array<double, kBlocks> squares{};
  for (const Feature& feature : contact.features) {
    if (feature.number >= rarity.size()) continue;
    const double value = rarity[feature.number];
    if (value == 0 || std::exchange(scratch.seen[feature.number], scratch.text) == scratch.text) continue;
    into.push_back({feature.number, value});
    scratch.blocks.push_back(feature.block);
    squares[static_cast<std::size_t>(feature.block)] += value * value;
  }
  std::array<double, kBlocks> scales{};
  for (std::size_t block = 0; block < kBlocks; ++block) {
    scales[block] = kShares[block];
    if (is_scaled(static_cast<Block>(block)) && squares[block] > 0) scales[block] /= std::sqrt(squares[block]);
  }
  for (std::size_t i = 0; i < into.size(); ++i) {
    into[i].value *= scales[static_cast<std::size_t>(scratch.blocks[i])];
    scratch.values[into[i].number] = into[i].value;
  }
}

Scores probabilities(const Scores& scores, double sharpness, const std::array<bool, kDemandCount>& trained) {
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t c = 0; c < kDemandCount; ++c)
    if (trained[c]) largest = std::max(largest, scores[c]);
  Scores p{};
  double total = 0;
  for (std::size_t c = 0; c < kDemandCount; ++c) {
    if (trained[c]) p[c] = exponential(sharpness * (scores[c] - largest));
    total += p[c];
  }
  if (total > 0)
    for (double& one : p) one /= total;
  else
    p[static_cast<std::size_t>(Demand::undetermined)] = 1.0;
  return p;
}

double failure_odds(const Scores& scores, const std::array<bool, kDemandCount>& trained) {
  const Scores p = probabilities(scores, 1.0, trained);
  constexpr double kLeast = 1e-9;
  const double failure = p[static_cast<std::size_t>(Demand::failure)] + p[static_cast<std::size_t>(Demand::mixed)];
  const double value = p[static_cast<std::size_t>(Demand::value)];
  return logarithm(std::max(failure, kLeast)) - logarithm(std::max(value, kLeast));
}

Choice choice(const Scores& p, double certainty) {
  constexpr auto kUndetermined = static_cast<std::size_t>(Demand::undetermined);
  Choice made;
  std::size_t best = kUndetermined;
  for (std::size_t c = 0; c < kDemandCount; ++c)
    if (c != kUndetermined && (best == kUndetermined || p[c] > p[best])) best = c;
  if (p[kUndetermined] > p[best]) return made;
  made.certainty = p[best];
  if (p[best] >= certainty) made.demand = static_cast<Demand>(best);
  return made;
}

const Reader* reader_of(std::string_view language) {
  static const std::map<std::string, Reader, std::less<>> readers = [] {
    std::map<std::string, Reader, std::less<>> made;
    for (const std::string& code : language::shipped()) made.emplace(code, Reader(code));
    return made;
  }();
  const auto found = readers.find(language);
  return found == readers.end() ? nullptr : &found->second;
}

namespace {

constexpr std::string_view kAuto = "auto";

language::Verdict language_of(std::string_view text) {
  text::RepairKinds letters;
  for (const text::RepairKind kind : {text::RepairKind::mojibake, text::RepairKind::decomposed,
                                      text::RepairKind::ligature, text::RepairKind::soft_hyphen})
    letters.add(kind);
  return language::identify(text::Reading(text, {.kinds = letters}).text());
}

}  // namespace

}  // namespace internal

namespace {

constexpr std::string_view kWeightsFolder = "weights";
constexpr std::string_view kShippedName = "contacts.tsv";

// Contacts that one thread reads at a time: enough that words come again, few enough that threads end together.
constexpr std::size_t kBlockContacts = 512;

// By language: what one thread keeps between contacts.
struct Memories {
  std::map<const Reader*, Reader::Memory> words;
  internal::Scratch scratch;
  Contact contact;
  std::vector<internal::Value> values;
};

}  // namespace

Model::Model() : weights_(std::make_shared<const Weights>()) {}
Model::~Model() = default;
Model::Model(const Model&) = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(const Model&) = default;
Model& Model::operator=(Model&&) noexcept = default;

const Model& Model::shipped() {
  static const Model model = [] {
    for (const internal::EmbeddedFile& file : internal::embedded())
      if (file.language == kWeightsFolder && file.name == kShippedName)
        return parse({reinterpret_cast<const char*>(file.bytes), file.size});  // NOLINT(*-reinterpret-cast): text
    throw RequestError("no weights were compiled in");
  }();
  return model;
}

std::vector<Demand> Model::classes() const {
  std::vector<Demand> found;
  for (std::size_t c = 0; c < kDemandCount; ++c)
    if (weights_->trained[c]) found.push_back(static_cast<Demand>(c));
  return found;
}

namespace {

// The kind with the largest score.
std::uint8_t best_kind(const std::vector<internal::Value>& values,
                       std::span<const std::array<float, kKindCount>> weights,
                       const std::array<float, kKindCount>& bias) {
  std::array<double, kKindCount> scores{};
  std::copy(bias.begin(), bias.end(), scores.begin());
  for (const internal::Value& value : values) {
    if (value.number < kLetterRows) continue;
    const auto& row = weights[value.number - kLetterRows];
    for (std::size_t k = 0; k < kKindCount; ++k) scores[k] += value.value * row[k];
  }
  return static_cast<std::uint8_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

bool has_failure(Demand demand) { return demand == Demand::failure || demand == Demand::mixed; }

std::uint8_t kind_of(std::string_view name) {
  return static_cast<std::uint8_t>(std::find(kFailureKinds.begin(), kFailureKinds.end(), name) - kFailureKinds.begin());
}

}  // namespace

void weigh_earlier_contact(Verdict& verdict) {
  static const std::array<std::uint8_t, 3> reported{kind_of("not_done"), kind_of("done_wrong"), kind_of("other")};
  if (std::find(reported.begin(), reported.end(), verdict.failure_kind) != reported.end())
    verdict.failure_kind = kind_of("repeat_contact");
}

Verdict Model::read(const Source& contact) const { return read(std::span(&contact, 1), 1).front(); }

std::vector<Verdict> Model::read(std::span<const Source> contacts, unsigned threads) const {
  const Weights& weights = *weights_;
  std::vector<Verdict> verdicts(contacts.size());

  const auto judge = [&](const Source& source, Memories& memories, Verdict& verdict) {
    const internal::Matter matter(source.text);
    const language::Verdict told = source.language == internal::kAuto ? internal::language_of(matter.text())
                                                                      : language::Verdict{source.language, 1};
    verdict.language = told.code;
    const std::string_view read_as = language::read_as(told);
    const Reader* const reader = internal::reader_of(read_as);
    internal::Scores scores{};
    std::copy(weights.demand_bias.begin(), weights.demand_bias.end(), scores.begin());
    memories.values.clear();
    const text::Reading reading(matter.text(),
                                {.knowledge = reader == nullptr ? nullptr : language::knowledge(read_as)});
    if (reader != nullptr) {
      reader->read(reading.text(), weights.names, memories.words[reader], memories.contact);
      internal::values_of(memories.contact, weights.rarity, memories.scratch, memories.values);
      for (const internal::Value& value : memories.values)
        for (std::size_t c = 0; c < kDemandCount; ++c) scores[c] += value.value * weights.demand[value.number][c];
    }
    verdict.p = internal::probabilities(scores, weights.sharpness, weights.trained);
    verdict.p_failure =
        logistic(weights.failure_slope * internal::failure_odds(scores, weights.trained) + weights.failure_offset);
    if (memories.values.empty()) return;  // nothing in it is known: undetermined
    verdict.demand = internal::choice(verdict.p, weights.certainty).demand;
    if (has_failure(verdict.demand)) {
      verdict.failure_kind = best_kind(memories.values, weights.kind, weights.kind_bias);
    }
    internal::find_evidence(memories.contact, memories.scratch, weights.demand, reading, verdict);
    for (ByteSpan& span : verdict.evidence) span = matter.to_source(span);
  };

  const std::size_t blocks = (contacts.size() + kBlockContacts - 1) / kBlockContacts;
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::atomic_flag failed = ATOMIC_FLAG_INIT;
  const auto work = [&] {
    try {
      Memories memories;
      for (std::size_t block = next++; block < blocks; block = next++) {
        checkpoint(block, blocks);
        for (std::size_t i = block * kBlockContacts; i < std::min(contacts.size(), (block + 1) * kBlockContacts); ++i)
          judge(contacts[i], memories, verdicts[i]);
      }
    } catch (...) {
      if (!failed.test_and_set()) failure = std::current_exception();
      next = blocks;
    }
  };
  const std::size_t wanted = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min(wanted, blocks); ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
  checkpoint(blocks, blocks);
  return verdicts;
}

}  // namespace ordagrant::demand
