#include "ordagrant/lexicon/entry.h"

#include <array>

#include "ordagrant/base/error.h"

namespace ordagrant::lexicon {

namespace {

constexpr std::array<std::string_view, 8> kPoles{"npm",  "trust",   "critique", "meta",
                                                 "role", "failure", "value",    "none"};
constexpr std::array<std::string_view, 3> kKinds{"lemma", "stem", "phrase"};
constexpr std::array<std::string_view, 4> kTiers{"core", "peripheral", "context", "statutory"};
constexpr std::array<std::uint32_t, 4> kTenths{10, 3, 3, 0};
constexpr std::array<std::string_view, 4> kCompounds{"no", "modifier", "head", "either"};

}  // namespace

std::string_view name(Pole pole) noexcept { return kPoles[static_cast<std::size_t>(pole)]; }
std::string_view name(Kind kind) noexcept { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view name(Tier tier) noexcept { return kTiers[static_cast<std::size_t>(tier)]; }
std::string_view name(Compound compound) noexcept { return kCompounds[static_cast<std::size_t>(compound)]; }
Pole pole_of(std::string_view name) {
  std::string allowed;
  for (std::size_t pole = 0; pole < kPoles.size(); ++pole) {
    if (kPoles[pole] == name) return static_cast<Pole>(pole);
    allowed += (pole == 0 ? "" : ", ") + std::string(kPoles[pole]);
  }
  throw RequestError("pole '" + std::string(name) + "' is not one of: " + allowed);
}

double weight(Tier tier) noexcept { return tenths(tier) / 10.0; }
std::uint32_t tenths(Tier tier) noexcept { return kTenths[static_cast<std::size_t>(tier)]; }

}  // namespace ordagrant::lexicon
