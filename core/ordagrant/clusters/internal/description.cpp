#include "ordagrant/clusters/internal/description.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "ordagrant/base/elementary.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::clusters::internal {

namespace {

constexpr std::size_t kWords = 4;
constexpr std::size_t kShortest = 3;  // bytes: "VA" says less than it takes

using Counts = std::map<std::string_view, std::uint32_t>;

// Of words with the same number the first in the order of their bytes.
std::string_view most_frequent(const Counts& forms) {
  return std::max_element(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

constexpr std::size_t kExemplars = 3;

// Of letters that two words must begin with to be alike.
constexpr std::size_t kAlike = 4;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80; }));
}

}  // namespace

bool are_alike(std::string_view a, std::string_view b) {
  if (characters(a) > characters(b)) std::swap(a, b);
  const std::size_t least = characters(a);
  if (least < kAlike) return a == b;
  if (b.starts_with(a) || b.ends_with(a)) return true;
  std::string_view both =
      a.substr(0, static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin()));
  // A byte that two letters share is no letter.
  while (!both.empty() && both.size() < a.size() && (static_cast<unsigned char>(a[both.size()]) & 0xC0U) == 0x80)
    both.remove_suffix(1);
  const std::size_t same = characters(both);
  return same >= kAlike && 3 * same >= 2 * least;
}

std::vector<Telling> telling_words(const Collection& collection, std::span<const std::uint32_t> items,
                                   std::span<const std::uint32_t> clusters, std::size_t count) {
  const counts::WordFeatures& features = collection.features();
  std::vector<Counts> lemmas(count);
  std::vector<std::map<std::string_view, Counts>> forms(count);
  Counts everywhere;
  std::set<std::string_view> no_names;
  std::vector<std::uint32_t> sizes(count, 0);
  std::uint64_t words = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::uint32_t cluster = clusters[i];
    ++sizes[cluster];
    std::set<std::string_view> met;
    for (const std::uint32_t word : collection.words(items[i])) {
      const std::string_view lemma = features.lemma(word);
      if (features.is_common(word) || lemma.size() < kShortest) continue;
      if (!collection.is_name(word)) no_names.insert(lemma);
      ++forms[cluster][lemma][features.form(word)];
      if (!met.insert(lemma).second) continue;
      ++lemmas[cluster][lemma];
      ++everywhere[lemma];
      ++words;
    }
  }
  const double average = static_cast<double>(words) / static_cast<double>(std::max<std::size_t>(count, 1));
  std::vector<Telling> telling(count);
  for (std::size_t cluster = 0; cluster < count; ++cluster) {
    std::vector<std::pair<double, std::string_view>> ranked;
    for (const auto& [lemma, here] : lemmas[cluster]) {
      // In a cluster of several a word of one of them says nothing of the others.
      if (here < 2 && sizes[cluster] > 2) continue;
      if (2 * here < sizes[cluster] && !no_names.contains(lemma)) continue;
      ranked.emplace_back(here * logarithm(1 + average / everywhere[lemma]), lemma);
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    Telling& told = telling[cluster];
    for (const auto& [_, lemma] : ranked) {
      if (told.words.size() == kWords) break;
      const bool again = std::any_of(told.lemmas.begin(), told.lemmas.end(),
                                     [&](std::string_view before) { return are_alike(before, lemma); });
      if (again) continue;
      told.lemmas.push_back(lemma);
      told.words.emplace_back(most_frequent(forms[cluster][lemma]));
    }
  }
  return telling;
}

std::vector<std::vector<std::uint32_t>> exemplars(const Collection& collection, std::span<const std::uint32_t> items,
                                                  std::span<const std::uint32_t> clusters,
                                                  std::span<const float> closeness, std::span<const Telling> telling) {
  struct Candidate {
    bool told;
    float closeness;
    std::uint32_t item;
  };
  std::vector<std::vector<Candidate>> candidates(telling.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::vector<std::string_view>& lemmas = telling[clusters[i]].lemmas;
    const auto words = collection.words(items[i]);
    const bool told = std::any_of(words.begin(), words.end(), [&](std::uint32_t word) {
      return std::find(lemmas.begin(), lemmas.end(), collection.features().lemma(word)) != lemmas.end();
    });
    candidates[clusters[i]].push_back({told, closeness[items[i]], items[i]});
  }
  std::vector<std::vector<std::uint32_t>> chosen(telling.size());
  for (std::size_t cluster = 0; cluster < telling.size(); ++cluster) {
    auto& from = candidates[cluster];
    const auto kept = static_cast<std::ptrdiff_t>(std::min(from.size(), kExemplars));
    std::partial_sort(from.begin(), from.begin() + kept, from.end(), [](const Candidate& a, const Candidate& b) {
      if (a.told != b.told) return a.told;
      return a.closeness != b.closeness ? a.closeness > b.closeness : a.item < b.item;
    });
    for (std::ptrdiff_t i = 0; i < kept; ++i)
      chosen[cluster].push_back(collection.first(from[static_cast<std::size_t>(i)].item));
  }
  return chosen;
}

}  // namespace ordagrant::clusters::internal
