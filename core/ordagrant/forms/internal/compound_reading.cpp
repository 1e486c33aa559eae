#include "ordagrant/forms/internal/compound_reading.h"

#include <algorithm>

namespace ordagrant::forms::internal {

namespace {

// What a reading of a word as a compound costs; the cheapest one wins. Set by hand, looking at the words of
// tests/core/forms/compounds_sv.tsv and at Danish compounds that a dictionary had split.
namespace cost {
constexpr int kPart = 100;
constexpr std::array<int, 5> kLetters{400, 100, 40, 20, 5};  // of a part with so few
constexpr int kCounted = 15;                                 // seen in texts, and not in our list
constexpr int kRarer = 5;                                    // for each class below the highest
constexpr int kCountedShort = 60;                            // with four letters or fewer
constexpr int kJoined = 25;
constexpr int kForm = 60;
constexpr int kVerb = 25;
constexpr int kInflected = 5;
constexpr int kDoubled = 10;
constexpr int kS = 20;         // where the first part is not known to take it
constexpr int kWithoutS = 50;  // where it is
constexpr int kOtherLink = 45;
constexpr int kStemFirst = 15;
constexpr int kSharedConsonant = 30;
constexpr int kPrefix = 45;
constexpr int kParticle = 70;  // a part that is more often a prefix: "ud-"
constexpr int kPrefixOfNoun = 45;
constexpr int kPlainSuffix = 100;  // a last part that is written like a suffix: -ring
constexpr int kUnknownFirst = 175;
constexpr int kUnknownDerivedFirst = 105;
constexpr int kUnknownLast = 225;
constexpr int kUnknownDerivedLast = 120;
constexpr int kUnknownLonger = 15;  // for each letter above kLongUnknown
constexpr int kUnknownAfterShort = 60;
constexpr int kUnknownAfterLink = 30;  // that is not known to be one
constexpr int kShortAfterDoubt = 20;   // three letters behind an unknown part or such a link
constexpr int kWholeCounted = 270;
constexpr int kWholeUnknown = 410;
constexpr int kWholeDerived = 30;  // less, for an unknown word with a suffix
constexpr int kWholeLonger = 18;   // for each letter above kLongSimple
}  // namespace cost
constexpr std::size_t kLongSimple = 10;
constexpr std::size_t kLongUnknown = 7;
constexpr std::size_t kShortestUnknown = 4;
constexpr std::size_t kShortestStem = 3;  // before a suffix
constexpr int kHighestFrequency = 9;
constexpr std::uint8_t kS = number_of('s');

}  // namespace

std::span<const CompoundReading::Cut> CompoundReading::cuts() {
  std::fill_n(best_.begin(), size_ + 1, Place{});
  std::fill_n(prefixed_.begin(), size_ + 1, Place{});
  best_[0].cost = 0;
  mark_endings();
  mark_suffixes();
  unknown_first();
  for (std::size_t at = 0; at < size_; ++at) {
    if (best_[at].cost < kOutOfReach) walk(at, at, best_[at].cost, false);
    if (prefixed_[at].cost < kOutOfReach) walk(at, prefixed_[at].start, prefixed_[at].cost, true);
  }
  unknown_last();
  if (split_cost_ >= whole()) return {};
  std::size_t count = 0;
  for (std::size_t at = last_start_; at > 0; at = best_[at].start) {
    const std::size_t link = best_[at].link > 0 ? best_[at].link : link_of(best_[at].start, at);
    cuts_[count++] = {static_cast<std::uint8_t>(at), static_cast<std::uint8_t>(link)};
  }
  std::reverse(cuts_.begin(), cuts_.begin() + static_cast<std::ptrdiff_t>(count));
  return {cuts_.data(), count};
}

void CompoundReading::mark_endings() {
  for (const Ending& ending : grammar_.endings[letters_[size_ - 1]]) {
    if (ending.letters.size() >= size_) continue;
    const std::size_t begin = size_ - ending.letters.size();
    if (std::equal(ending.letters.begin(), ending.letters.end(), letters_.begin() + static_cast<std::ptrdiff_t>(begin)))
      endings_.at(static_cast<std::size_t>(ending.of)) |= Places{1} << begin;
  }
}

void CompoundReading::walk(std::size_t from, std::size_t start, int cost, bool prefixed) {
  const PartTrie::Node* node = &grammar_.trie.root();
  for (std::size_t at = from; at < size_;) {
    node = grammar_.trie.child(*node, letters_[at++]);
    if (node == nullptr) return;
    if (node->roles != 0) take(*node, from, at, start, cost, prefixed);
  }
}

void CompoundReading::first(std::size_t at, std::size_t start, int cost, std::size_t link, bool doubtful) {
  if (at >= size_) return;
  Place& place = best_[at];
  if (cost < place.cost) place = {cost, static_cast<std::uint8_t>(start), static_cast<std::uint8_t>(link), doubtful};
}

void CompoundReading::last(std::size_t start, int cost) {
  if (start == 0) {
    whole_cost_ = std::min(whole_cost_, cost);
  } else if (cost < split_cost_ || (cost == split_cost_ && start < last_start_)) {
    split_cost_ = cost;
    last_start_ = start;
  }
}

// Whether the ending that begins here only follows vowels: "kirke-n", "kirke-r". "Cykeln" is Swedish.
bool CompoundReading::needs_vowel(std::size_t at) const {
  const std::uint8_t letter = letters_[at];
  if (letter == number_of('r') || letter == number_of('t')) return true;
  const std::uint8_t before = letters_[at - 1];
  return letter == number_of('n') && before != number_of('l') && before != number_of('r');
}

void CompoundReading::take(const PartTrie::Node& node, std::size_t from, std::size_t at, std::size_t start, int so_far,
                           bool prefixed) {
  const PartRoles roles = node.roles;
  const auto is = [&](PartRoles role) { return (roles & role) != 0; };
  const std::size_t length = at - from;
  if (from == 0 && at == size_) whole_roles_ = roles;
  if (is(kPrefix) && !prefixed && at < size_) {
    Place& place = prefixed_[at];
    if (so_far + cost::kPrefix < place.cost)
      place = {so_far + cost::kPrefix, static_cast<std::uint8_t>(start), 0, false};
  }
  if (is(kClosed) && !is(kNoun | kFirst | kLast)) return;

  const int few = length < cost::kLetters.size() ? cost::kLetters.at(length) : 0;
  const int doubt = length < kShortestUnknown && best_[start].doubtful ? cost::kShortAfterDoubt : 0;
  const int base = so_far + cost::kPart + few + doubt + (is(kLikeSuffix) && start != 0 ? cost::kPlainSuffix : 0);
  const bool listed = is(kNoun | kNounStem | kContracted | kVerb | kAdjective | kFirst | kLast);
  int counted = base + cost::kCounted + (length <= 4 ? cost::kCountedShort : 0) +
                (kHighestFrequency - node.frequency) * cost::kRarer;
  if (is(kJoined)) counted = std::min(counted, base + cost::kJoined);
  const bool outside = is(kJoined) || (is(kCounted) && length > 3);
  // A prefix before a noun that is made of no verb is rare, and hides a part.
  const int noun = base + (prefixed ? cost::kPrefixOfNoun : 0);
  if (prefixed && !is(kNoun | kVerb | kAdjective | kNounStem)) return;

  // The last part.
  if (at == size_) {
    if (is(kNoun)) last(start, noun);
    if (is(kLast | kAdjective) && (start != 0 || !is(kLast))) last(start, base);
    if (outside && start != 0 && !prefixed) last(start, counted);
  } else {
    const bool doubled =
        at + 1 < size_ && letters_[at] == letters_[at - 1] && !is_vowel(letters_[at]) && is_vowel(letters_[at + 1]);
    const bool fits = is_vowel(letters_[at - 1]) || !needs_vowel(at);
    if (is(kNoun | kNounStem) && fits && ending(EndingOf::noun, at)) last(start, noun + cost::kInflected);
    if (is(kContracted) && ending(EndingOf::noun, at) && is_vowel(letters_[at])) last(start, noun + cost::kInflected);
    if (is(kNoun) && doubled && ending(EndingOf::noun, at + 1)) last(start, noun + cost::kDoubled);
    if (is(kVerb) && ending(EndingOf::verb, at)) last(start, base + cost::kVerb);
    if (is(kAdjective) && ending(EndingOf::adjective, at)) last(start, base + cost::kInflected);
    if (is(kAdjective) && doubled && ending(EndingOf::adjective, at + 1)) last(start, base + cost::kDoubled);
    if (outside && !listed && start != 0 && !prefixed && ending(EndingOf::noun, at))
      last(start, counted + 2 * cost::kInflected);
  }

  // A part before another one.
  if (at >= size_) return;
  if (is(kFirst)) first(at, start, base - few / 2 + (is(kPrefix) ? cost::kParticle : 0), 0);
  if (is(kNoun)) {
    const bool takes_s = is(kTakesS);
    first(at, start, noun + (takes_s ? cost::kWithoutS : 0), 0);
    if (letters_[at] == kS) first(at + 1, start, noun + (takes_s ? 0 : cost::kS), 1, !takes_s);
    if ((grammar_.links >> letters_[at] & 1U) != 0) first(at + 1, start, noun + cost::kOtherLink, 1);
    if (grammar_.links_er && letters_[at] == number_of('e') && at + 1 < size_ && letters_[at + 1] == number_of('r'))
      first(at + 2, start, noun + cost::kOtherLink, 2);
    if (at + 1 < size_ && letters_[at] == letters_[at - 1] && letters_[at + 1] == number_of('e') &&
        !is_vowel(letters_[at]))
      first(at + 2, start, noun + cost::kOtherLink, 2);
    if (length > 3 && letters_[at - 1] == letters_[at - 2] && !is_vowel(letters_[at - 1]))
      first(at - 1, start, noun + cost::kSharedConsonant, 0);
  }
  if (is(kAdjective)) first(at, start, base, 0);
  if (is(kNounStem)) {
    first(at, start, noun + cost::kStemFirst, 0);
    if (letters_[at] == kS) first(at + 1, start, noun + cost::kStemFirst, 1);
    if ((grammar_.links >> letters_[at] & 1U) != 0) first(at + 1, start, noun + cost::kOtherLink, 1);
  }
  if (outside && !listed && !prefixed) {
    const int form = is(kForm) ? cost::kForm : 0;
    const bool takes_s = is(kTakesS);
    // Compounds take an s more often than their last parts do.
    const bool may_take_s = is(kJoined) && !is_vowel(letters_[at - 1]);
    first(at, start, counted + form + (takes_s ? cost::kWithoutS : may_take_s ? cost::kS : 0), 0);
    if (letters_[at] == kS)
      first(at + 1, start, counted + form + (takes_s || may_take_s ? 0 : cost::kS), 1, !takes_s && !may_take_s);
  }
  if (is(kBeginning) && length > 4 && !listed) first(at, start, base + cost::kCounted, 0);
}

PartRoles CompoundReading::roles(std::size_t from, std::size_t to) const {
  const PartTrie::Node* node = &grammar_.trie.root();
  for (; from < to && node != nullptr; ++from) node = grammar_.trie.child(*node, letters_[from]);
  return node == nullptr ? PartRoles{0} : node->roles;
}

// The letters of a linking element in a part that is listed with it: "hunde-", "sjukv\u00E5rds-".
std::size_t CompoundReading::link_of(std::size_t from, std::size_t to) const {
  constexpr std::size_t kShortestNoun = 3;
  constexpr std::size_t kShortestWord = 5;  // of any class; fewer letters before an s are often another word
  const auto is_noun = [&](std::size_t end) { return (roles(from, end) & kNoun) != 0; };
  if (to < from + kShortestNoun + 1 || is_noun(to)) return 0;
  const std::uint8_t last = letters_[to - 1];
  if ((last == kS || (grammar_.links >> last & 1U) != 0) && is_noun(to - 1)) return 1;
  if (last == kS && to > from + kShortestWord &&
      ((roles(from, to - 1) & (kJoined | kCounted)) != 0 || (suffixed_ends_ >> (to - 2) & 1U) != 0))
    return 1;
  const bool er = grammar_.links_er && last == number_of('r') && letters_[to - 2] == number_of('e');
  return er && to >= from + kShortestNoun + 2 && is_noun(to - 2) ? 2 : 0;
}

// Whether a word may be written so: it has a vowel, and before the first one what words begin with.
bool CompoundReading::pronounceable(std::size_t from, std::size_t to) const {
  std::size_t vowel = from;
  while (vowel < to && !is_vowel(letters_[vowel])) ++vowel;
  if (vowel == to) return false;
  if (vowel - from < 2) return true;
  return std::any_of(grammar_.onsets.begin(), grammar_.onsets.end(), [&](const std::string& onset) {
    return onset.size() == vowel - from &&
           std::equal(onset.begin(), onset.end(), letters_.begin() + static_cast<std::ptrdiff_t>(from));
  });
}

void CompoundReading::mark_suffixes() {
  for (std::size_t at = 2 + kShortestStem; at <= size_; ++at)
    for (const std::string& suffix : grammar_.suffixes[letters_[at - 1]])
      if (suffix.size() + kShortestStem <= at &&
          std::equal(suffix.begin(), suffix.end(), letters_.begin() + static_cast<std::ptrdiff_t>(at - suffix.size())))
        suffixed_ends_ |= Places{1} << (at - 1);
}

int CompoundReading::unknown(std::size_t letters) {
  return cost::kPart + (letters > kLongUnknown ? static_cast<int>(letters - kLongUnknown) * cost::kUnknownLonger : 0);
}

void CompoundReading::unknown_first() {
  for (std::size_t at = kShortestUnknown; at + kShortestUnknown - 1 <= size_; ++at) {
    if (!pronounceable(0, at)) continue;
    const bool s = letters_[at - 1] == kS;
    const bool derived = at > kShortestUnknown && (suffixed_ends_ >> (s ? at - 2 : at - 1) & 1U) != 0;
    first(at, 0, unknown(at) + (derived ? cost::kUnknownDerivedFirst : cost::kUnknownFirst), derived && s ? 1 : 0,
          !derived);
  }
}

void CompoundReading::unknown_last() {
  // Where the suffix begins that ends the word, with or without an ending.
  const Places suffixes = endings_[static_cast<std::size_t>(EndingOf::suffix)];
  for (std::size_t at = 2; at + kShortestUnknown <= size_; ++at) {
    const Place& before = best_[at];
    if (before.cost >= cost::kPart + cost::kUnknownDerivedFirst || !pronounceable(at, size_)) continue;
    if ((suffixes >> at & 1U) != 0) continue;  // no part, but a suffix
    const bool derived = at + kShortestStem < size_ && suffixes >> (at + kShortestStem) != 0;
    last(at, before.cost + unknown(size_ - at) + (derived ? cost::kUnknownDerivedLast : cost::kUnknownLast) +
                 (at - before.start < kShortestUnknown ? cost::kUnknownAfterShort : 0) +
                 (before.doubtful ? cost::kUnknownAfterLink : 0));
  }
}

int CompoundReading::whole() const {
  const int longer = size_ > kLongSimple ? static_cast<int>(size_ - kLongSimple) * cost::kWholeLonger : 0;
  int cost = cost::kWholeUnknown + longer;
  if ((whole_roles_ & (kCounted | kJoined)) != 0)
    cost = cost::kWholeCounted + longer;
  else if ((suffixed_ends_ >> (size_ - 1) & 1U) != 0)
    cost -= cost::kWholeDerived;
  return std::min(cost, whole_cost_);
}

}  // namespace ordagrant::forms::internal
