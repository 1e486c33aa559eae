#include "ordagrant/vectors/tfidf.h"

#include <array>
#include <cmath>
#include <cstddef>

#include "ordagrant/base/elementary.h"

namespace ordagrant::vectors {

namespace {

// 1 + ln of the counts that most terms have.
const std::array<double, 64>& sublinear_counts() {
  static const std::array<double, 64> table = [] {
    std::array<double, 64> made{};
    for (std::size_t count = 1; count < made.size(); ++count) made[count] = 1 + logarithm(static_cast<double>(count));
    return made;
  }();
  return table;
}

double sublinear(double count) {
  const auto& table = sublinear_counts();
  const auto whole = static_cast<std::size_t>(count);
  if (whole < table.size() && static_cast<double>(whole) == count && whole > 0) return table[whole];
  return 1 + logarithm(count);
}

}  // namespace

Tfidf::Tfidf(const counts::Matrix& counts, TfidfOptions options) : options_(options), idf_(counts.columns, 0.0) {
  for (const std::uint32_t term : counts.terms) ++idf_[term];
  const auto documents = static_cast<double>(counts.rows());
  for (double& value : idf_) value = logarithm((1 + documents) / (1 + value)) + 1;
}

void Tfidf::weigh(counts::Matrix& counts) const {
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    double squares = 0;
    for (std::uint64_t at = counts.begins[row]; at < counts.begins[row + 1]; ++at) {
      double& value = counts.values[at];
      value = (options_.sublinear ? sublinear(value) : value) * idf_[counts.terms[at]];
      squares += value * value;
    }
    const double length = std::sqrt(squares);
    for (std::uint64_t at = counts.begins[row]; at < counts.begins[row + 1]; ++at) counts.values[at] /= length;
  }
}

}  // namespace ordagrant::vectors
