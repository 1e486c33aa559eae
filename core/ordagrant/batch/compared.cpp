#include "ordagrant/batch/compared.h"

#include <algorithm>

namespace ordagrant::batch {

void Compared::add(const stance::Tally& tally, const std::vector<stance::Category>& categories) {
  const stance::Score score = stance::Scorer({.resamples = 0}).score(tally, categories);
  const std::vector<double>& of_categories = rates_of(score);
  rates_.resize(kCategories + of_categories.size());
  rates_[kNpm].push_back(score.npm);
  rates_[kTrust].push_back(score.trust);
  for (std::size_t category = 0; category < of_categories.size(); ++category)
    rates_[kCategories + category].push_back(of_categories[category]);
  if (documents_++ == 0)
    together_ = tally;
  else
    together_.add(tally);
}

std::size_t Compared::below(std::size_t rate, double value) const {
  if (documents_ == 0) return 0;
  return static_cast<std::size_t>(
      std::count_if(rates_[rate].begin(), rates_[rate].end(), [&](double other) { return other < value; }));
}

}  // namespace ordagrant::batch
