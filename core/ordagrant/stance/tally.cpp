#include "ordagrant/stance/tally.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace ordagrant::stance {

namespace {

using lexicon::Pole;
using lexicon::Tier;

// The category of pole meta whose terms are names of New Public Management.
constexpr std::string_view kNameNpm = "name_npm";

bool has_rate(Pole pole) { return pole == Pole::npm || pole == Pole::trust || pole == Pole::role; }

}  // namespace

void Tally::add(const Tally& other) {
  assert(tenths.size() == other.tenths.size());
  words += other.words;
  npm_hits += other.npm_hits;
  trust_hits += other.trust_hits;
  npm_reversed += other.npm_reversed;
  trust_reversed += other.trust_reversed;
  npm_reversed_tenths += other.npm_reversed_tenths;
  npm_criticised += other.npm_criticised;
  trust_criticised += other.trust_criticised;
  npm_criticised_tenths += other.npm_criticised_tenths;
  described += other.described;
  quoted += other.quoted;
  reported += other.reported;
  critique += other.critique;
  about += other.about;
  statutory += other.statutory;
  for (std::size_t category = 0; category < tenths.size(); ++category) tenths[category] += other.tenths[category];
  for (const auto& [sample, count] : other.samples) samples[sample] += count;
}

Counter::Counter(std::span<const lexicon::Entry> entries) {
  std::set<Category> found;
  for (const lexicon::Entry& entry : entries)
    if (has_rate(entry.pole)) found.insert({entry.pole, entry.category});
  categories_.assign(found.begin(), found.end());
}

Tally Counter::empty() const {
  Tally tally;
  tally.tenths.resize(categories_.size());
  return tally;
}

void Counter::count(const lexicon::Entry& entry, Sense sense, Tally& tally, Sample& sample) const {
  const bool quoted = sense.voice == Voice::quoted;
  const bool reversed = sense.polarity == Polarity::reversed;
  if (entry.pole == Pole::critique) tally.critique += quoted || reversed ? 0 : 1;
  if (entry.pole == Pole::meta && entry.category == kNameNpm) ++tally.about;
  if (!has_rate(entry.pole)) return;

  const bool orientation = entry.pole != Pole::role;
  const bool npm = entry.pole == Pole::npm;
  const std::uint32_t tenths = lexicon::tenths(entry.tier);
  if (orientation && entry.tier == Tier::statutory) {
    ++tally.statutory;
    return;
  }
  if (orientation && quoted) ++tally.quoted;
  if (quoted) return;
  if (orientation && reversed) {
    ++(npm ? tally.npm_reversed : tally.trust_reversed);
    if (npm) tally.npm_reversed_tenths += tenths;
  }
  const bool criticised = sense.attitude == Attitude::criticises;
  const bool described = sense.attitude == Attitude::describes;
  if (orientation && !reversed && criticised) {
    ++(npm ? tally.npm_criticised : tally.trust_criticised);
    if (npm) tally.npm_criticised_tenths += tenths;
  }
  if (orientation && !reversed && described) ++tally.described;
  // A role is named whether it is wanted or not.
  if (orientation && (reversed || criticised || described)) return;
  if (orientation) {
    ++(npm ? tally.npm_hits : tally.trust_hits);
    (npm ? sample.npm : sample.trust) += tenths;
    if (sense.voice == Voice::reported) ++tally.reported;
  }
  const auto category = std::lower_bound(categories_.begin(), categories_.end(), Category{entry.pole, entry.category});
  tally.tenths[static_cast<std::size_t>(category - categories_.begin())] += tenths;
}

}  // namespace ordagrant::stance
