#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ordagrant/clusters/categories.h"
#include "ordagrant/counts/word_features.h"
#include "ordagrant/forms/lemmatiser.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.

namespace ordagrant::clusters::internal {

// Finds the seeds of categories in texts. Used by one thread at a time.
class Seeds {
 public:
  // `place` gives the number of a category's id. With a lemmatiser a seed that is a
  // whole word is met by every form of its lemma: "sopor" by "soporna".
  Seeds(std::span<const Category> categories, const std::map<std::string, std::uint32_t, std::less<>>& place,
        const forms::Lemmatiser* lemmatiser = nullptr);

  // Adds to each category the weights of its seeds that are in the words, each seed once. Requires: `features` is the
  // same object with every call, and `weights` has a place for every category.
  void weigh(std::span<const std::uint32_t> words, const counts::WordFeatures& features, std::span<double> weights);

 private:
  struct Seed {
    std::uint32_t category = 0;
    double weight = 0;
    std::uint32_t atoms = 0;  // that must be there
  };
  using Atoms = std::unordered_map<std::string, std::uint32_t>;

  std::uint32_t atom_of(std::string_view written, std::string_view seed, const forms::Lemmatiser* lemmatiser);
  void find(std::string_view word, std::vector<std::uint32_t>& atoms) const;
  const std::vector<std::uint32_t>& atoms_of(std::uint32_t word, const counts::WordFeatures& features);

  Atoms whole_;
  Atoms beginnings_;
  Atoms ends_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> lemmas_;  // whole words by their lemmas
  std::vector<std::vector<std::uint32_t>> seeds_of_;                    // of an atom
  std::vector<Seed> seeds_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> known_;  // atoms of a word
  std::vector<std::uint32_t> found_;                                     // atoms of each seed in the text
  std::vector<std::uint32_t> met_;                                       // the text in which an atom was met last
  std::uint32_t text_ = 0;
};

}  // namespace ordagrant::clusters::internal
