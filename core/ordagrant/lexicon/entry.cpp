#include "ordagrant/lexicon/entry.h"

#include <array>
#include <utility>

#include "ordagrant/base/not_one_of.h"

namespace ordagrant::lexicon {

namespace {

constexpr std::array<std::string_view, kPoleCount> kPoles{"npm",     "trust", "critique", "meta", "role",
                                                          "failure", "value", "theme",    "none"};
constexpr std::array<std::string_view, 3> kKinds{"lemma", "stem", "phrase"};
constexpr std::array<std::string_view, 4> kTiers{"core", "peripheral", "context", "statutory"};
constexpr std::array<std::uint32_t, 4> kTenths{10, 3, 3, 0};
constexpr std::array<std::string_view, 4> kCompounds{"no", "modifier", "head", "either"};

}  // namespace

std::string_view name(Pole pole) noexcept { return kPoles[static_cast<std::size_t>(pole)]; }
std::string_view name(Kind kind) noexcept { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view name(Tier tier) noexcept { return kTiers[static_cast<std::size_t>(tier)]; }
std::string_view name(Compound compound) noexcept { return kCompounds[static_cast<std::size_t>(compound)]; }
Pole pole_of(std::string_view name) { return static_cast<Pole>(place_among("pole", name, kPoles)); }

double weight(Tier tier) noexcept { return tenths(tier) / 10.0; }
std::uint32_t tenths(Tier tier) noexcept { return kTenths[static_cast<std::size_t>(tier)]; }

std::vector<Entry> placed(std::vector<Entry> entries, std::string_view lexicon, Pole pole) {
  std::vector<Entry> found;
  for (Entry& entry : entries) {
    entry.place.reset();
    for (const std::string_view tag : entry.tags)
      if (tag.starts_with(lexicon) && tag.substr(lexicon.size()).starts_with(':'))
        entry.place = {pole, std::string(tag.substr(lexicon.size() + 1))};
    if (entry.place || entry.pole != Pole::theme) found.push_back(std::move(entry));
  }
  return found;
}

}  // namespace ordagrant::lexicon
