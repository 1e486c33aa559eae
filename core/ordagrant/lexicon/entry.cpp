#include "ordagrant/lexicon/entry.h"

#include <array>

namespace ordagrant::lexicon {

namespace {

constexpr std::array<std::string_view, 8> kPoles{"npm",  "trust",   "critique", "meta",
                                                 "role", "failure", "value",    "none"};
constexpr std::array<std::string_view, 3> kKinds{"lemma", "stem", "phrase"};
constexpr std::array<std::string_view, 4> kTiers{"core", "peripheral", "context", "statutory"};
constexpr std::array<double, 4> kWeights{1.0, 0.3, 0.3, 0.0};
constexpr std::array<std::string_view, 4> kCompounds{"no", "modifier", "head", "either"};

}  // namespace

std::string_view name(Pole pole) noexcept { return kPoles[static_cast<std::size_t>(pole)]; }
std::string_view name(Kind kind) noexcept { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view name(Tier tier) noexcept { return kTiers[static_cast<std::size_t>(tier)]; }
std::string_view name(Compound compound) noexcept { return kCompounds[static_cast<std::size_t>(compound)]; }
double weight(Tier tier) noexcept { return kWeights[static_cast<std::size_t>(tier)]; }

}  // namespace ordagrant::lexicon
