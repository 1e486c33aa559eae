#include "ordagrant/keyness/comparison.h"

#include <algorithm>
#include <numeric>

#include "ordagrant/base/error.h"

namespace ordagrant::keyness {

namespace {

// So that the products of counts and sizes that dispersion adds up stay exact.
constexpr std::uint64_t kMostWords = 1ULL << 31U;

}  // namespace

void Comparison::begin_part(Side side, std::uint64_t words) {
  Counted& counted = sides_[static_cast<std::size_t>(side)];
  if (words > kMostWords || counted.words + words > kMostWords)
    throw RequestError("a side of more than " + std::to_string(kMostWords) + " words cannot be compared");
  part_of_ = side;
  if (words == 0) return;
  counted.words += words;
  counted.parts.push_back(words);
}

void Comparison::add(std::string_view word, std::uint64_t count) {
  const std::uint32_t number = vocabulary_.add(word);
  Counted& counted = sides_[static_cast<std::size_t>(part_of_)];
  if (number >= counted.of_word.size()) counted.of_word.resize(number + 1U);
  counted.of_word[number].push_back({static_cast<std::uint32_t>(counted.parts.size() - 1), count});
}

std::uint64_t Comparison::count(const Counted& side, std::size_t word) {
  if (word >= side.of_word.size()) return 0;
  const std::vector<Place>& places = side.of_word[word];
  return std::accumulate(places.begin(), places.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const Place& place) { return sum + place.count; });
}

std::optional<Dispersion> Comparison::dispersion(const Counted& side, std::size_t word, std::uint64_t least) {
  if (word >= side.of_word.size()) return std::nullopt;
  DispersionSum sum(count(side, word), side.words);
  std::uint64_t others = side.words;
  for (const Place& place : side.of_word[word]) {
    sum.add(place.count, side.parts[place.part]);
    others -= side.parts[place.part];
  }
  sum.add_empty(others, side.parts.size() - side.of_word[word].size(), least);
  return sum.result();
}

std::vector<KeyWord> Comparison::words() const {
  std::vector<KeyWord> found;
  if (!is_whole()) return found;
  const Counted& target = sides_[static_cast<std::size_t>(Side::target)];
  const Counted& reference = sides_[static_cast<std::size_t>(Side::reference)];
  const auto least_of = [](const Counted& side) { return *std::min_element(side.parts.begin(), side.parts.end()); };
  const std::uint64_t least_target = least_of(target);
  const std::uint64_t least_reference = least_of(reference);
  const auto prior_words = static_cast<double>(std::min(target.words, reference.words));

  std::vector<double> chances;
  for (std::size_t number = 0; number < vocabulary_.size(); ++number) {
    const Cells cells{count(target, number), count(reference, number), target.words, reference.words};
    if (cells.target + cells.reference == 0) continue;
    KeyWord& word = found.emplace_back();
    word.word = vocabulary_.form(static_cast<std::uint32_t>(number));
    word.target = cells.target;
    word.reference = cells.reference;
    word.g2 = keyness::g2(cells);
    word.log_ratio = keyness::log_ratio(cells);
    word.z = weighted_log_odds(cells, prior_words);
    word.simple_maths = keyness::simple_maths(cells, options_.smoothing);
    word.target_dispersion = dispersion(target, number, least_target);
    word.reference_dispersion = dispersion(reference, number, least_reference);
    chances.push_back(chance_of(word.g2));
  }
  const std::vector<double> by_holm = holm(chances);
  const std::vector<double> by_bh = benjamini_hochberg(chances);
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i].p_holm = by_holm[i];
    found[i].p_bh = by_bh[i];
  }
  std::sort(found.begin(), found.end(),
            [](const KeyWord& a, const KeyWord& b) { return a.z != b.z ? a.z > b.z : a.word < b.word; });
  return found;
}

}  // namespace ordagrant::keyness
