#include "ordagrant/clusters/internal/seeds.h"

#include <algorithm>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::clusters::internal {

namespace {

constexpr double kUsual = 2;  // the weight of a seed that has none

using counts::FeatureKind;

}  // namespace

Seeds::Seeds(std::span<const Category> categories, const std::map<std::string, std::uint32_t, std::less<>>& place,
             const forms::Lemmatiser* lemmatiser) {
  for (const Category& category : categories) {
    for (const std::string& written : category.seeds) {
      std::string_view words = written;
      Seed seed{.category = place.find(category.id)->second, .weight = kUsual, .atoms = 0};
      if (const auto equals = words.rfind('='); equals != std::string_view::npos) {
        const std::string_view weight = words.substr(equals + 1);
        if (weight.size() != 1 || weight[0] < '1' || weight[0] > '9')
          throw RequestError("seed '" + written + "' of category '" + category.id +
                             "': the weight behind = is not a digit from 1 to 9");
        seed.weight = weight[0] - '0';
        words = words.substr(0, equals);
      }
      const auto number = static_cast<std::uint32_t>(seeds_.size());
      for (const std::string_view word : language::cells(words, '+')) {
        const std::uint32_t atom = atom_of(word, written, lemmatiser);
        auto& seeds = seeds_of_[atom];
        if (!seeds.empty() && seeds.back() == number) continue;  // "a+a"
        seeds.push_back(number);
        ++seed.atoms;
      }
      seeds_.push_back(seed);
    }
  }
  found_.assign(seeds_.size(), 0);
  met_.assign(seeds_of_.size(), 0);
}

std::uint32_t Seeds::atom_of(std::string_view written, std::string_view seed, const forms::Lemmatiser* lemmatiser) {
  Atoms* atoms = &whole_;
  std::string_view word = written;
  if (word.ends_with('*')) {
    atoms = &beginnings_;
    word.remove_suffix(1);
  } else if (word.starts_with('*')) {
    atoms = &ends_;
    word.remove_prefix(1);
  }
  if (word.empty() || word.find('*') != std::string_view::npos)
    throw RequestError("seed '" + std::string(seed) +
                       "' is not a word, with * at its end or its beginning, or words with + between");
  const std::string small = text::lower(word);
  const auto [found, is_new] = atoms->try_emplace(small, static_cast<std::uint32_t>(seeds_of_.size()));
  const std::uint32_t atom = found->second;
  if (!is_new) return atom;
  seeds_of_.emplace_back();
  if (lemmatiser != nullptr && atoms == &whole_) lemmas_[lemmatiser->of(small).text()].push_back(atom);
  return atom;
}

void Seeds::find(std::string_view word, std::vector<std::uint32_t>& atoms) const {
  const auto look = [&](const Atoms& among, std::string_view what) {
    const auto found = among.find(std::string(what));
    if (found != among.end()) atoms.push_back(found->second);
  };
  look(whole_, word);
  for (std::size_t at = 0; at < word.size();) {
    look(ends_, word.substr(at));
    at += text::character_at(word, at).size;
    look(beginnings_, word.substr(0, at));
  }
}

const std::vector<std::uint32_t>& Seeds::atoms_of(std::uint32_t word, const counts::WordFeatures& features) {
  const auto [known, is_new] = known_.try_emplace(word);
  std::vector<std::uint32_t>& atoms = known->second;
  if (!is_new) return atoms;
  const auto find_lemma = [&](std::string_view lemma) {
    find(lemma, atoms);
    if (const auto found = lemmas_.find(std::string(lemma)); found != lemmas_.end())
      atoms.insert(atoms.end(), found->second.begin(), found->second.end());
  };
  find(features.form(word), atoms);
  if (!features.is_common_by_form_alone(word)) find_lemma(features.lemma(word));
  for (const std::uint32_t part : features.features(word, FeatureKind::part))
    find_lemma(features.feature(part).substr(2));
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  return atoms;
}

void Seeds::weigh(std::span<const std::uint32_t> words, const counts::WordFeatures& features,
                  std::span<double> weights) {
  ++text_;
  std::vector<std::uint32_t> touched;
  for (const std::uint32_t word : words) {
    for (const std::uint32_t atom : atoms_of(word, features)) {
      if (met_[atom] == text_) continue;
      met_[atom] = text_;
      for (const std::uint32_t seed : seeds_of_[atom]) {
        if (found_[seed]++ == 0) touched.push_back(seed);
      }
    }
  }
  std::sort(touched.begin(), touched.end());
  for (const std::uint32_t seed : touched) {
    if (found_[seed] == seeds_[seed].atoms) weights[seeds_[seed].category] += seeds_[seed].weight;
    found_[seed] = 0;
  }
}

}  // namespace ordagrant::clusters::internal
