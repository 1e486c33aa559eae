#pragma once

#include <cstdint>
#include <optional>

// Room: base. Words that every room may use; depends on nothing.

namespace ordagrant {

// How unevenly something is spread over the parts of a text, by what share of it stands where it would have to move to
// be spread as the words are.
//
//   dp        0: as the words are; towards 1: in one small part (Gries, "Dispersions and adjusted frequencies in
//             corpora", International Journal of Corpus Linguistics 13, 2008)
//   dp_norm   dp by the most it can be, so that 1 is reached (Lijffijt and Gries, the same journal 17, 2012)
struct Dispersion {
  double dp = 0;
  double dp_norm = 0;
};

// Adds up the parts, whose order is nothing: all sums are whole numbers.
class DispersionSum {
 public:
  // Of `count` things in `words` words. Requires: count * words < 2^62.
  DispersionSum(std::uint64_t count, std::uint64_t words) : count_(count), words_(words) {}

  // So many parts with so many of the things and of the words each. Parts without words are passed over.
  void add(std::uint64_t count, std::uint64_t words, std::uint64_t parts = 1) {
    if (words == 0 || parts == 0) return;
    const std::uint64_t found = count * words_;
    const std::uint64_t expected = words * count_;
    distance_ += parts * (found > expected ? found - expected : expected - found);
    least_ = parts_ == 0 || words < least_ ? words : least_;
    parts_ += parts;
  }

  // So many parts that have none of the things and so many words between them, the smallest of all parts `least`.
  void add_empty(std::uint64_t words, std::uint64_t parts, std::uint64_t least) {
    if (words == 0 || parts == 0) return;
    distance_ += words * count_;
    least_ = parts_ == 0 || least < least_ ? least : least_;
    parts_ += parts;
  }

  // None, if there is nothing to spread, or fewer than two parts to spread it over.
  std::optional<Dispersion> result() const {
    if (count_ == 0 || parts_ < 2) return std::nullopt;
    const auto all = static_cast<double>(words_);
    const double dp = static_cast<double>(distance_) / (2.0 * static_cast<double>(count_) * all);
    return Dispersion{dp, dp / (1.0 - static_cast<double>(least_) / all)};
  }

 private:
  std::uint64_t count_;
  std::uint64_t words_;
  std::uint64_t distance_ = 0;  // between the two spreads, times count_ and words_
  std::uint64_t least_ = 0;     // words of the smallest part
  std::uint64_t parts_ = 0;
};

}  // namespace ordagrant
