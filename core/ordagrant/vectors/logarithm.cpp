#include "ordagrant/vectors/logarithm.h"

#include <cmath>

namespace ordagrant::vectors {

namespace {

constexpr double kLogarithmOfTwo = 0.693147180559945309417;
constexpr double kRootOfHalf = 0.707106781186547524401;

// Terms of the series, the first of which is one: what follows is below 2^-60 of it.
constexpr int kTerms = 13;

}  // namespace

// With m from root(1/2) to root(2): ln m = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1) / (m + 1).
double logarithm(double value) noexcept {
  int exponent = 0;
  double mantissa = std::frexp(value, &exponent);  // exact
  if (mantissa < kRootOfHalf) {
    mantissa *= 2;
    --exponent;
  }
  const double s = (mantissa - 1) / (mantissa + 1);
  const double square = s * s;
  double series = 0;
  for (int term = kTerms - 1; term >= 0; --term) series = series * square + 1.0 / (2 * term + 1);
  return exponent * kLogarithmOfTwo + 2 * s * series;
}

}  // namespace ordagrant::vectors
