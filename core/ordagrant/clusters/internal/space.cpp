#include "ordagrant/clusters/internal/space.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "ordagrant/base/elementary.h"
#include "ordagrant/vectors/kernels.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::clusters::internal {

namespace {

using counts::FeatureKind;

// Lemmas and parts beside grams, whose rows have length 1. Tried with 0.2, 0.5 and 1 and five seeds each on public
// questions and arguments and on corpora/contacts, where 0.5 was best or nearly so on most; most differences
// are within what a seed makes.
constexpr double kWordWeight = 0.5;

// In a large collection a feature of one text alone says nothing about others.
constexpr std::size_t kLarge = 50;

constexpr std::size_t kBlock = 256;  // rows that a thread takes at once

// A feature's name begins with its kind and a colon.
std::string_view without_kind(std::string_view feature) { return feature.substr(2); }

template <typename Visit>
void for_each_feature(const Collection& collection, std::uint32_t item, Visit visit) {
  const counts::WordFeatures& features = collection.features();
  const auto words = collection.words(item);
  const bool all_common =
      std::all_of(words.begin(), words.end(), [&](std::uint32_t word) { return features.is_common(word); });
  for (const std::uint32_t word : words) {
    if (!all_common && features.is_common(word)) continue;
    for (const FeatureKind kind : {FeatureKind::lemma, FeatureKind::part, FeatureKind::gram})
      for (const std::uint32_t feature : features.features(word, kind)) visit(feature);
  }
}

// What a gram stands in, of a word: the parts of a compound that hold it, or the lemma.
template <typename Visit>
void for_each_root(const counts::WordFeatures& features, std::uint32_t word, std::uint32_t gram, Visit visit) {
  std::string_view letters = without_kind(features.feature(gram));
  if (letters.starts_with(' ')) letters.remove_prefix(1);
  if (letters.ends_with(' ')) letters.remove_suffix(1);
  bool within = false;
  for (const std::uint32_t part : features.features(word, FeatureKind::part)) {
    const std::string_view root = without_kind(features.feature(part));
    if (root.find(letters) == std::string_view::npos) continue;
    visit(root);
    within = true;
  }
  if (!within) visit(features.lemma(word));
}

// In how many different roots each gram stands: "skol" in one, however many schools there are, "ning" in hundreds.
std::vector<std::uint32_t> roots_of_grams(const Collection& collection, std::span<const std::uint32_t> items) {
  const counts::WordFeatures& features = collection.features();
  std::vector<bool> met(features.words(), false);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  std::vector<std::uint64_t> pairs;
  for (const std::uint32_t item : items) {
    for (const std::uint32_t word : collection.words(item)) {
      if (met[word] || features.is_common(word)) continue;
      met[word] = true;
      for (const std::uint32_t gram : features.features(word, FeatureKind::gram))
        for_each_root(features, word, gram, [&](std::string_view root) {
          const auto number = numbers.try_emplace(root, static_cast<std::uint32_t>(numbers.size())).first->second;
          pairs.push_back(std::uint64_t{gram} << 32U | number);
        });
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  std::vector<std::uint32_t> roots(features.features(), 0);
  for (const std::uint64_t pair : pairs) ++roots[pair >> 32U];
  return roots;
}

}  // namespace

Space::Space(const Collection& collection, std::span<const std::uint32_t> fitted) : collection_(collection) {
  const counts::WordFeatures& features = collection.features();
  std::vector<std::uint32_t> frequency(features.features(), 0);
  std::vector<std::uint32_t> seen(features.features(), kNone);
  for (const std::uint32_t item : fitted) {
    for_each_feature(collection, item, [&](std::uint32_t feature) {
      if (seen[feature] == item) return;
      seen[feature] = item;
      ++frequency[feature];
    });
  }
  const std::uint32_t least = fitted.size() >= kLarge ? 2 : 1;
  std::vector<std::uint32_t> kept;
  for (std::uint32_t feature = 0; feature < frequency.size(); ++feature)
    if (frequency[feature] >= least) kept.push_back(feature);
  std::sort(kept.begin(), kept.end(),
            [&](std::uint32_t a, std::uint32_t b) { return features.feature(a) < features.feature(b); });

  column_.assign(features.features(), kNone);
  const std::vector<std::uint32_t> roots = roots_of_grams(collection, fitted);
  const auto documents = static_cast<double>(fitted.size());
  for (const std::uint32_t feature : kept) {
    column_[feature] = static_cast<std::uint32_t>(weight_.size());
    weight_.push_back(logarithm((1 + documents) / (1 + frequency[feature])) + 1);
    is_gram_.push_back(features.feature(feature).front() == 'g');
    // Letters that many roots have, such as endings, bring together what has nothing else in common. The root of the
    // fourth degree was better on the same texts than none, the square root and the number itself.
    if (is_gram_.back()) weight_.back() /= std::sqrt(std::sqrt(std::max(1U, roots[feature])));
  }
}

counts::Matrix Space::count(std::span<const std::uint32_t> items) const {
  counts::Matrix matrix;
  matrix.columns = static_cast<std::uint32_t>(columns());
  std::vector<std::uint32_t> times(columns(), 0);
  std::vector<std::uint32_t> met;
  for (const std::uint32_t item : items) {
    met.clear();
    for_each_feature(collection_, item, [&](std::uint32_t feature) {
      const std::uint32_t column = column_[feature];
      if (column != kNone && times[column]++ == 0) met.push_back(column);
    });
    std::sort(met.begin(), met.end());
    for (const std::uint32_t column : met) {
      matrix.terms.push_back(column);
      matrix.values.push_back(times[column]);
      times[column] = 0;
    }
    matrix.begins.push_back(matrix.terms.size());
  }
  return matrix;
}

counts::Matrix Space::rows(std::span<const std::uint32_t> items) const {
  counts::Matrix matrix = count(items);
  for (std::size_t row = 0; row < matrix.rows(); ++row) {
    double grams = 0;
    double words = 0;
    for (std::uint64_t at = matrix.begins[row]; at < matrix.begins[row + 1]; ++at) {
      double& value = matrix.values[at];
      const std::uint32_t column = matrix.terms[at];
      value = (value > 1 ? 1 + logarithm(value) : value) * weight_[column];
      (is_gram_[column] ? grams : words) += value * value;
    }
    // Each kind has length 1 before it is weighted, and both together have it afterwards.
    const double both = std::sqrt((grams > 0 ? 1 : 0) + (words > 0 ? kWordWeight * kWordWeight : 0));
    const double gram = 1 / (std::sqrt(grams) * both);
    const double word = kWordWeight / (std::sqrt(words) * both);
    for (std::uint64_t at = matrix.begins[row]; at < matrix.begins[row + 1]; ++at)
      matrix.values[at] *= is_gram_[matrix.terms[at]] ? gram : word;
  }
  return matrix;
}

vectors::Dense cosines(const counts::Matrix& rows, const vectors::Dense& centres, unsigned threads) {
  vectors::Dense into(rows.rows(), centres.columns());
  vectors::for_each_block(rows.rows(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row)
      for (std::uint64_t at = rows.begins[row]; at < rows.begins[row + 1]; ++at)
        vectors::kernels::add_scaled(into.row(row).data(), centres.row(rows.terms[at]).data(),
                                     static_cast<float>(rows.values[at]), centres.stride());
  });
  return into;
}

std::vector<std::uint32_t> nearest(const counts::Matrix& rows, const vectors::Dense& centres, unsigned threads,
                                   std::vector<float>& closeness) {
  const vectors::Dense found = cosines(rows, centres, threads);
  std::vector<std::uint32_t> clusters(rows.rows(), 0);
  closeness.assign(rows.rows(), 0);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const auto own = found.row(row).first(found.columns());
    const auto best = std::max_element(own.begin(), own.end());
    clusters[row] = static_cast<std::uint32_t>(best - own.begin());
    closeness[row] = *best;
  }
  return clusters;
}

vectors::Dense centres_of(const counts::Matrix& rows, std::span<const std::uint32_t> clusters, std::size_t count) {
  vectors::Dense centres(rows.columns, count);
  for (std::size_t row = 0; row < rows.rows(); ++row)
    for (std::uint64_t at = rows.begins[row]; at < rows.begins[row + 1]; ++at)
      centres.row(rows.terms[at])[clusters[row]] += static_cast<float>(rows.values[at]);
  std::vector<double> squares(count, 0.0);
  for (std::size_t column = 0; column < centres.rows(); ++column)
    for (std::size_t j = 0; j < count; ++j)
      squares[j] += static_cast<double>(centres.row(column)[j]) * centres.row(column)[j];
  for (double& square : squares) square = square > 0 ? 1 / std::sqrt(square) : 0;
  for (std::size_t column = 0; column < centres.rows(); ++column)
    for (std::size_t j = 0; j < count; ++j)
      centres.row(column)[j] = static_cast<float>(centres.row(column)[j] * squares[j]);
  return centres;
}

}  // namespace ordagrant::clusters::internal
