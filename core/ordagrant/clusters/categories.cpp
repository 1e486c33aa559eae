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

// The seeds of the lists, by language.
class SeedLists {
 public:
  using Places = std::map<std::string, std::uint32_t, std::less<>>;

  SeedLists(const Categories& categories, const Places& places) {
    for (const auto& [language, list] : categories)
      if (!language.empty()) own_.try_emplace(language, list, places);
    const auto for_every = categories.find("");
    if (for_every == categories.end()) return;
    // Whoever makes a list for every language writes a word in any of its forms, so it is read by each of them.
    for_every_.try_emplace("", for_every->second, places);
    for (const std::string& language : language::shipped()) {
      const forms::Lemmatiser lemmatiser(language);
      for_every_.try_emplace(language, for_every->second, places, &lemmatiser);
    }
  }

  bool has_one_for_every_language() const { return !for_every_.empty(); }

  void weigh(const Collection& collection, std::uint32_t item, std::span<double> weights) {
    const std::string_view language = collection.language(item);
    if (const auto found = own_.find(language); found != own_.end())
      found->second.weigh(collection.words(item), collection.features(), weights);
    if (for_every_.empty()) return;
    const auto found = for_every_.find(language);
    (found == for_every_.end() ? for_every_.begin() : found)
        ->second.weigh(collection.words(item), collection.features(), weights);
  }

 private:
  std::map<std::string, internal::Seeds, std::less<>> own_;
  std::map<std::string, internal::Seeds, std::less<>> for_every_;
};

// The steps of assign() for the items of a collection, in their order.
class Assigner {
 public:
  // `count` categories, the residue among them as the last.
  Assigner(const Collection& collection, std::size_t count, const GroupingOptions& options)
      : collection_(collection),
        count_(count),
        options_(options),
        weights_(collection.size() * count, 0.0),
        category_(collection.size(), static_cast<std::uint32_t>(count - 1)),
        found_(collection.size(), 0.0),
        closeness_(collection.size(), 0) {}

  // What their seeds say of the items.
  void weigh(SeedLists& seeds) {
    for (std::uint32_t item = 0; item < collection_.size(); ++item) {
      seeds.weigh(collection_, item, weights_of(item));
      const Leaders leaders = leaders_of(weights_of(item));
      if (leaders.weight < kSure || leaders.weight < leaders.next + kLead) continue;
      sure_.push_back(item);
      category_of_sure_.push_back(leaders.first);
    }
  }

  // Gives every item the category that its seeds and its likeness to the sure ones speak for; without seeds by likeness
  // alone, if that may be.
  void decide(bool by_likeness) {
    const Items fitted = collection_.sample(options_.fitted, options_.seed);
    const Space space(collection_, fitted);
    Items speaking;
    Items spoken_for;
    for (std::size_t i = 0; i < sure_.size(); ++i) {
      if (!std::binary_search(fitted.begin(), fitted.end(), sure_[i])) continue;
      speaking.push_back(sure_[i]);
      spoken_for.push_back(category_of_sure_[i]);
    }
    const vectors::Dense centres = internal::centres_of(space.rows(speaking), spoken_for, count_);
    for (std::size_t begin = 0; begin < collection_.size(); begin += kBlock) {
      Items block(std::min(kBlock, collection_.size() - begin));
      std::iota(block.begin(), block.end(), static_cast<std::uint32_t>(begin));
      const vectors::Dense cosines = internal::cosines(space.rows(block), centres, options_.threads);
      for (std::size_t i = 0; i < block.size(); ++i) decide(block[i], cosines.row(i), by_likeness);
    }
  }

  // The words and the exemplars of each category.
  void describe(Assignment& assignment) {
    Items all(collection_.size());
    std::iota(all.begin(), all.end(), 0U);
    const auto telling = internal::telling_words(collection_, all, category_, count_);
    // Those whose seeds decide speak for a category, and of these the ones in its middle.
    for (std::uint32_t item = 0; item < found_.size(); ++item)
      if (found_[item] >= kSure) closeness_[item] += 1;
    assignment.exemplars = internal::exemplars(collection_, all, category_, closeness_, telling);
    assignment.exemplars.resize(assignment.ids.size());
    for (std::size_t i = 0; i < assignment.ids.size(); ++i) assignment.words.push_back(telling[i].words);
  }

  std::uint32_t category(std::uint32_t item) const { return category_[item]; }
  double weight(std::uint32_t item) const { return found_[item]; }  // of its seeds for that category

 private:
  std::span<double> weights_of(std::size_t item) { return std::span(weights_).subspan(item * count_, count_); }

  void decide(std::uint32_t item, std::span<const float> cosines, bool by_likeness) {
    const auto own = weights_of(item);
    const bool has_seeds = std::any_of(own.begin(), own.end(), [](double weight) { return weight > 0; });
    double most = 0;
    for (std::uint32_t place = 0; place < count_; ++place) {
      const float cosine = cosines[place];
      if (own[place] == 0 && (has_seeds || !by_likeness || cosine < kAlike)) continue;
      const double all = own[place] + kLikeness * static_cast<double>(cosine);
      if (all <= most) continue;
      most = all;
      category_[item] = place;
    }
    found_[item] = own[category_[item]];
    closeness_[item] = cosines[category_[item]];
  }

  const Collection& collection_;
  std::size_t count_;
  const GroupingOptions& options_;
  std::vector<double> weights_;  // a row an item
  Items sure_;                   // items whose seeds leave no doubt
  Items category_of_sure_;
  Items category_;
  std::vector<double> found_;
  std::vector<float> closeness_;
};

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
  SeedLists seeds(categories, places);
  const Collection collection(texts, options.threads);
  assignment.different = static_cast<std::uint32_t>(collection.size());
  const std::size_t count = assignment.ids.size() + 1;  // the last one is the residue
  Assigner assigner(collection, count, options);
  assigner.weigh(seeds);
  // The catalogue names what an authority does; a list for every language what somebody looks for, and nothing else.
  assigner.decide(!seeds.has_one_for_every_language());

  assignment.categories.assign(texts.size(), Grouping::kNone);
  assignment.weights.assign(texts.size(), 0.0);
  assignment.same_as.resize(texts.size());
  std::iota(assignment.same_as.begin(), assignment.same_as.end(), 0U);
  std::vector<Text> left;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    const std::uint32_t item = collection.items()[i];
    if (item == kNone) continue;
    assignment.same_as[i] = collection.first(item);
    assignment.weights[i] = assigner.weight(item);
    if (assigner.category(item) + 1 < count) {
      assignment.categories[i] = static_cast<std::int32_t>(assigner.category(item));
    } else {
      assignment.residue.push_back(i);
      left.push_back({texts[i].text, collection.language(item)});
    }
  }
  assignment.rest = group(left, options);
  assigner.describe(assignment);
  return assignment;
}

}  // namespace ordagrant::clusters
