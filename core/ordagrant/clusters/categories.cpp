#include "ordagrant/clusters/categories.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <set>

#include "ordagrant/base/error.h"
#include "ordagrant/clusters/internal/collection.h"
#include "ordagrant/clusters/internal/description.h"
#include "ordagrant/clusters/internal/seeds.h"
#include "ordagrant/clusters/internal/space.h"
#include "ordagrant/forms/lemmatiser.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::clusters {

namespace {

using internal::Collection;
using internal::kNone;
using internal::Space;
using Items = std::vector<std::uint32_t>;
using Categories = std::map<std::string, std::vector<Category>, std::less<>>;

constexpr std::string_view kTable = "services.tsv";

// From so much weight, and so much more than the next category, the seeds of a text decide alone, and the text speaks
// for its category.
constexpr double kSure = 3;
constexpr double kLead = 2;

// What a cosine of one with the texts of a category counts beside its seeds, and from which cosine a text without
// seeds is like them at all. Chosen on corpora/contacts, but for 0.09: from 0.08 to 0.13 these differ by a point and
// would have 0.13; 0.09 is the largest at which the V-measure of the development contacts did not fall.
constexpr double kLikeness = 8;
constexpr float kAlike = 0.09F;

constexpr std::size_t kBlock = 4096;  // texts that are weighed at once

void check(const Categories& categories) {
  if (categories.empty()) throw RequestError("there are no categories");
  for (const auto& [language, list] : categories) {
    if (list.empty()) throw RequestError("there are no categories");
    std::set<std::string_view> ids;
    for (const Category& category : list) {
      if (category.id.empty()) throw RequestError("a category has no id");
      if (!ids.insert(category.id).second) throw RequestError("category '" + category.id + "' is there twice");
      if (category.seeds.empty()) throw RequestError("category '" + category.id + "' has no words");
    }
  }
}

// The categories' ids, the residue among them, and where each stands.
std::map<std::string, std::uint32_t, std::less<>> places_of(const Categories& categories,
                                                            std::vector<std::string>& ids) {
  std::map<std::string, std::uint32_t, std::less<>> places;
  for (const auto& [language, list] : categories)
    for (const Category& category : list)
      if (category.id != kRest && places.try_emplace(category.id, static_cast<std::uint32_t>(ids.size())).second)
        ids.push_back(category.id);
  places.emplace(kRest, static_cast<std::uint32_t>(ids.size()));
  return places;
}

// The categories with the most weight and the second most.
struct Leaders {
  std::uint32_t first = 0;
  double weight = 0;
  double next = 0;
};

Leaders leaders_of(std::span<const double> weights) {
  Leaders leaders;
  for (std::uint32_t category = 0; category < weights.size(); ++category) {
    if (weights[category] > leaders.weight) {
      leaders.next = leaders.weight;
      leaders.weight = weights[category];
      leaders.first = category;
    } else {
      leaders.next = std::max(leaders.next, weights[category]);
    }
  }
  return leaders;
}

}  // namespace

Categories services() {
  Categories services;
  for (const std::string& language : language::shipped()) {
    for (const std::string_view line : language::lines(language, kTable)) {
      const auto cells = language::cells(line);
      Category& category = services[language].emplace_back();
      category.id = cells.front();
      for (const std::string_view seed : language::cells(cells.back(), ' ')) category.seeds.emplace_back(seed);
    }
  }
  return services;
}

Assignment assign(std::span<const Text> texts, const Categories& categories, const GroupingOptions& options) {
  check(categories);
  Assignment assignment;
  const auto places = places_of(categories, assignment.ids);
  const std::size_t count = assignment.ids.size() + 1;  // the last one is the residue
  std::map<std::string, internal::Seeds, std::less<>> seeds;
  for (const auto& [language, list] : categories)
    if (!language.empty()) seeds.try_emplace(language, list, places);
  // Whoever makes a list for every language writes a word in any of its forms, so it is read by each of them.
  const auto for_every = categories.find("");
  std::map<std::string, internal::Seeds, std::less<>> seeds_for_every;
  if (for_every != categories.end()) {
    seeds_for_every.try_emplace("", for_every->second, places);
    for (const std::string& language : language::shipped()) {
      const forms::Lemmatiser lemmatiser(language);
      seeds_for_every.try_emplace(language, for_every->second, places, &lemmatiser);
    }
  }

  const Collection collection(texts, options.threads);
  assignment.different = static_cast<std::uint32_t>(collection.size());
  std::vector<double> weights(collection.size() * count, 0.0);
  const auto weights_of = [&](std::size_t item) { return std::span(weights).subspan(item * count, count); };
  Items sure;
  Items category_of_sure;
  for (std::uint32_t item = 0; item < collection.size(); ++item) {
    const auto weigh = [&](internal::Seeds& of) {
      of.weigh(collection.words(item), collection.features(), weights_of(item));
    };
    const std::string_view language = collection.language(item);
    if (const auto found = seeds.find(language); found != seeds.end()) weigh(found->second);
    if (auto found = seeds_for_every.find(language); !seeds_for_every.empty())
      weigh(found == seeds_for_every.end() ? seeds_for_every.begin()->second : found->second);
    const Leaders leaders = leaders_of(weights_of(item));
    if (leaders.weight < kSure || leaders.weight < leaders.next + kLead) continue;
    sure.push_back(item);
    category_of_sure.push_back(leaders.first);
  }

  Items category(collection.size(), static_cast<std::uint32_t>(count - 1));
  std::vector<double> found(collection.size(), 0.0);
  std::vector<float> closeness(collection.size(), 0);
  const Items fitted = collection.sample(options.fitted, options.seed);
  const Space space(collection, fitted);
  Items speaking;
  Items spoken_for;
  for (std::size_t i = 0; i < sure.size(); ++i) {
    if (!std::binary_search(fitted.begin(), fitted.end(), sure[i])) continue;
    speaking.push_back(sure[i]);
    spoken_for.push_back(category_of_sure[i]);
  }
  // The catalogue names what an authority does; a list for every language what somebody looks for, and nothing else.
  const bool by_likeness = for_every == categories.end();
  const vectors::Dense centres = internal::centres_of(space.rows(speaking), spoken_for, count);
  for (std::size_t begin = 0; begin < collection.size(); begin += kBlock) {
    Items block(std::min(kBlock, collection.size() - begin));
    std::iota(block.begin(), block.end(), static_cast<std::uint32_t>(begin));
    const vectors::Dense cosines = internal::cosines(space.rows(block), centres, options.threads);
    for (std::size_t i = 0; i < block.size(); ++i) {
      const std::uint32_t item = block[i];
      const auto own = weights_of(item);
      const bool has_seeds = std::any_of(own.begin(), own.end(), [](double weight) { return weight > 0; });
      double most = 0;
      for (std::uint32_t place = 0; place < count; ++place) {
        const float cosine = cosines.row(i)[place];
        if (own[place] == 0 && (has_seeds || !by_likeness || cosine < kAlike)) continue;
        const double all = own[place] + kLikeness * static_cast<double>(cosine);
        if (all <= most) continue;
        most = all;
        category[item] = place;
      }
      found[item] = own[category[item]];
      closeness[item] = cosines.row(i)[category[item]];
    }
  }

  assignment.categories.assign(texts.size(), Grouping::kNone);
  assignment.weights.assign(texts.size(), 0.0);
  assignment.same_as.resize(texts.size());
  std::iota(assignment.same_as.begin(), assignment.same_as.end(), 0U);
  std::vector<Text> left;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    const std::uint32_t item = collection.items()[i];
    if (item == kNone) continue;
    assignment.same_as[i] = collection.first(item);
    assignment.weights[i] = found[item];
    if (category[item] + 1 < count) {
      assignment.categories[i] = static_cast<std::int32_t>(category[item]);
    } else {
      assignment.residue.push_back(i);
      left.push_back({texts[i].text, collection.language(item)});
    }
  }
  assignment.rest = group(left, options);

  Items all(collection.size());
  std::iota(all.begin(), all.end(), 0U);
  const auto telling = internal::telling_words(collection, all, category, count);
  // Those whose seeds decide speak for a category, and of these the ones in its middle.
  for (std::uint32_t item = 0; item < found.size(); ++item)
    if (found[item] >= kSure) closeness[item] += 1;
  assignment.exemplars = internal::exemplars(collection, all, category, closeness, telling);
  assignment.exemplars.resize(assignment.ids.size());
  for (std::size_t i = 0; i < assignment.ids.size(); ++i) assignment.words.push_back(telling[i].words);
  return assignment;
}

}  // namespace ordagrant::clusters
