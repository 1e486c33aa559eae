#include "ordagrant/stance/signals.h"

#include <algorithm>
#include <string>

namespace ordagrant::stance {

namespace {

using lexicon::Pole;
using lexicon::Tier;

constexpr std::array<std::string_view, kSignals> kNames{
    "npm",
    "npm_goals_results",
    "npm_control",
    "npm_market",
    "npm_scale",
    "npm_savings",
    "npm_silo",
    "npm_managerialism",
    "npm_it_led",
    "npm_customer",
    "npm_reversed",
    "npm_missed",
    "npm_criticised",
    "npm_described",
    "npm_quoted",
    "npm_outside",
    "trust",
    "trust_trust",
    "trust_discretion",
    "trust_fewer_controls",
    "trust_knowledge",
    "trust_reversed",
    "trust_missed",
    "trust_criticised",
    "trust_described",
    "trust_quoted",
    "trust_outside",
    "needless",
    "critique",
    "about",
    "statutory",
    "question",
    "choose",
    "compete",
    "save",
    "check",
    "measure",
    "uniform",
    "rely",
    "decide",
    "know",
    "relieve",
    "need",
    "burden",
    "profit",
    "failing",
    "service",
    "elsewhere",
    "agenda",
    "formal",
    "account",
    "weigh",
    "reject",
    "support",
    "instruct",
    "target",
    "learning",
    "frame_npm_reversed",
    "frame_npm_criticised",
    "frame_trust_reversed",
    "frame_trust_criticised",
};

constexpr std::uint64_t kTenths = 10;

// The categories of the lexicons that mean something of their own: names of New Public Management; and needless
// work, which is named only by those who want to be rid of it.
constexpr std::string_view kNameNpm = "name_npm";
constexpr std::string_view kFewerControls = "fewer_controls";

void add(std::string_view name, std::uint64_t tenths, Signals& signals) { signals[signal_of(name).value()] += tenths; }

}  // namespace

std::string_view signal_name(std::size_t signal) noexcept { return kNames[signal]; }

std::optional<std::size_t> signal_of(std::string_view name) noexcept {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kNames.begin());
}

bool speaks(std::size_t signal) noexcept {
  constexpr std::array<std::string_view, 11> kSilent{"statutory", "question", "service", "elsewhere",
                                                     "agenda",    "formal",   "account", "instruct",
                                                     "weigh",     "reject",   "support"};
  return std::find(kSilent.begin(), kSilent.end(), signal_name(signal)) == kSilent.end();
}

void add_hit(const lexicon::Entry& entry, Sense sense, Signals& signals) {
  const bool reversed = sense.polarity == Polarity::reversed;
  if (entry.pole == Pole::critique && !reversed) add("critique", lexicon::tenths(entry.tier), signals);
  if (entry.pole == Pole::meta && entry.category == kNameNpm) add("about", kTenths, signals);
  if (entry.pole != Pole::npm && entry.pole != Pole::trust) return;

  const std::string pole(lexicon::name(entry.pole));
  const std::uint64_t tenths = entry.tier == Tier::statutory ? kTenths : lexicon::tenths(entry.tier);
  const std::string name = entry.tier == Tier::statutory                  ? "statutory"
                           : !sense.in_domain                             ? pole + "_outside"
                           : sense.missed                                 ? pole + "_missed"
                           : reversed && entry.category == kFewerControls ? "needless"
                           : reversed                                     ? pole + "_reversed"
                           : sense.attitude == Attitude::criticises       ? pole + "_criticised"
                           : sense.attitude == Attitude::describes        ? pole + "_described"
                           : sense.voice == Voice::quoted                 ? pole + "_quoted"
                                                                          : pole;
  add(name, tenths, signals);
  if (name != pole) return;
  if (const auto category = signal_of(pole + "_" + entry.category)) signals[*category] += tenths;
}

void add_frame(const lexicon::Entry& entry, Sense sense, Signals& signals) {
  const bool turns = entry.pole == Pole::npm || entry.pole == Pole::trust;
  const std::string pole = "frame_" + std::string(lexicon::name(entry.pole));
  add(turns && sense.polarity == Polarity::reversed && !sense.missed ? pole + "_reversed"
      : turns && sense.attitude == Attitude::criticises              ? pole + "_criticised"
                                                                     : entry.category,
      lexicon::tenths(entry.tier), signals);
}

void add_question(Signals& signals) { add("question", kTenths, signals); }

}  // namespace ordagrant::stance
