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

bool is_orientation(Pole pole) { return pole == Pole::npm || pole == Pole::trust; }
bool has_rate(Pole pole) { return is_orientation(pole) || pole == Pole::role || pole == Pole::theme; }

// Where `category` stands among sorted ones that hold it.
std::size_t place_of(const Category& category, const std::vector<Category>& categories) {
  return static_cast<std::size_t>(std::lower_bound(categories.begin(), categories.end(), category) -
                                  categories.begin());
}

}  // namespace

void Tally::add(const Tally& other) {
  assert(tenths.size() == other.tenths.size());
  words += other.words;
  npm_hits += other.npm_hits;
  trust_hits += other.trust_hits;
  npm_reversed += other.npm_reversed;
  trust_reversed += other.trust_reversed;
  npm_criticised += other.npm_criticised;
  trust_criticised += other.trust_criticised;
  described += other.described;
  quoted += other.quoted;
  reported += other.reported;
  critique += other.critique;
  about += other.about;
  statutory += other.statutory;
  for (std::size_t signal = 0; signal < kSignals; ++signal) signals[signal] += other.signals[signal];
  for (std::size_t category = 0; category < tenths.size(); ++category) tenths[category] += other.tenths[category];
  for (std::size_t category = 0; category < placed.size(); ++category) placed[category] += other.placed[category];
  for (const auto& [sample, count] : other.samples) samples[sample] += count;
}

bool takes_place(const lexicon::Entry& entry, Sense sense) noexcept {
  if (!entry.place) return false;
  if (entry.place->pole != Pole::critique || !is_orientation(entry.pole)) return true;
  return sense.polarity == Polarity::reversed || sense.attitude == Attitude::criticises;
}

Counter::Counter(std::span<const lexicon::Entry> entries) {
  std::set<Category> found;
  std::set<Category> places;
  for (const lexicon::Entry& entry : entries) {
    if (has_rate(entry.pole)) found.insert({entry.pole, entry.category});
    if (entry.place) places.insert({entry.place->pole, entry.place->category});
  }
  categories_.assign(found.begin(), found.end());
  places_.assign(places.begin(), places.end());
}

Tally Counter::empty() const {
  Tally tally;
  tally.tenths.resize(categories_.size());
  tally.placed.resize(places_.size());
  return tally;
}

// In a further lexicon a pole says how a hit has to be meant, roles and themes apart, which are named whether they are
// wanted or not. It has to be of how public services are steered; of npm and trust it is as in their own rates, and a
// word of critics is not taken back.
void Counter::count_place(const lexicon::Entry& entry, Sense sense, Tally& tally) const {
  if (sense.voice == Voice::quoted) return;
  const bool reversed = sense.polarity == Polarity::reversed;
  const bool named = entry.place->pole == Pole::role || entry.place->pole == Pole::theme;
  if (!named && !sense.in_domain) return;
  if (is_orientation(entry.place->pole) && (reversed || sense.attitude != Attitude::affirms)) return;
  if (entry.place->pole == Pole::critique && !is_orientation(entry.pole) && reversed) return;
  tally.placed[place_of({entry.place->pole, entry.place->category}, places_)] += lexicon::tenths(entry.tier);
}

void Counter::count(const lexicon::Entry& entry, Sense sense, Tally& tally, Sample& sample) const {
  add_hit(entry, sense, tally.signals);
  const bool quoted = sense.voice == Voice::quoted;
  const bool reversed = sense.polarity == Polarity::reversed;
  if (takes_place(entry, sense)) count_place(entry, sense, tally);
  if (entry.pole == Pole::critique) tally.critique += quoted || reversed ? 0 : 1;
  if (entry.pole == Pole::meta && entry.category == kNameNpm) {
    ++tally.about;
    tally.critique += !quoted && (reversed || sense.attitude == Attitude::criticises) ? 1 : 0;
  }
  if (!has_rate(entry.pole)) return;

  const bool orientation = is_orientation(entry.pole);
  const bool npm = entry.pole == Pole::npm;
  const std::uint32_t tenths = lexicon::tenths(entry.tier);
  if (orientation && entry.tier == Tier::statutory) {
    ++tally.statutory;
    return;
  }
  if (orientation && quoted) ++tally.quoted;
  if (quoted) return;
  if (orientation && reversed) ++(npm ? tally.npm_reversed : tally.trust_reversed);
  const bool criticised = sense.attitude == Attitude::criticises;
  const bool described = sense.attitude == Attitude::describes;
  if (orientation && !reversed && criticised) ++(npm ? tally.npm_criticised : tally.trust_criticised);
  if (orientation && !reversed && described) ++tally.described;
  // A role or a theme is named whether it is wanted or not.
  if (orientation && (reversed || criticised || described)) return;
  if (orientation) {
    ++(npm ? tally.npm_hits : tally.trust_hits);
    (npm ? sample.npm : sample.trust) += tenths;
    if (sense.voice == Voice::reported) ++tally.reported;
  }
  tally.tenths[place_of({entry.pole, entry.category}, categories_)] += tenths;
}

void Counter::count_frame(const lexicon::Entry& entry, Sense sense, Tally& tally) {
  add_frame(entry, sense, tally.signals);
  if (entry.pole == Pole::critique && sense.voice != Voice::quoted && sense.polarity == Polarity::affirmed)
    ++tally.critique;
}

}  // namespace ordagrant::stance
