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

}  // namespace

std::vector<std::vector<std::string>> telling_words(const Collection& collection, std::span<const std::uint32_t> items,
                                                    std::span<const std::uint32_t> clusters, std::size_t count) {
  const counts::WordFeatures& features = collection.features();
  std::vector<Counts> lemmas(count);
  std::vector<std::map<std::string_view, Counts>> forms(count);
  Counts everywhere;
  std::vector<std::uint32_t> sizes(count, 0);
  std::uint64_t words = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::uint32_t cluster = clusters[i];
    ++sizes[cluster];
    std::set<std::string_view> met;
    for (const std::uint32_t word : collection.words(items[i])) {
      const std::string_view lemma = features.lemma(word);
      if (features.is_common(word) || lemma.size() < kShortest) continue;
      ++forms[cluster][lemma][features.form(word)];
      if (!met.insert(lemma).second) continue;
      ++lemmas[cluster][lemma];
      ++everywhere[lemma];
      ++words;
    }
  }
  const double average = static_cast<double>(words) / static_cast<double>(std::max<std::size_t>(count, 1));
  std::vector<std::vector<std::string>> telling(count);
  for (std::size_t cluster = 0; cluster < count; ++cluster) {
    std::vector<std::pair<double, std::string_view>> ranked;
    for (const auto& [lemma, here] : lemmas[cluster]) {
      // In a cluster of several a word of one of them says nothing of the others.
      if (here < 2 && sizes[cluster] > 2) continue;
      ranked.emplace_back(here * logarithm(1 + average / everywhere[lemma]), lemma);
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (ranked.size() > kWords) ranked.resize(kWords);
    for (const auto& [_, lemma] : ranked) telling[cluster].emplace_back(most_frequent(forms[cluster][lemma]));
  }
  return telling;
}

}  // namespace ordagrant::clusters::internal
