#include "ordagrant/base/elementary.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ordagrant {

namespace {

// ln 2 in two pieces, the first with so few bits that its products with whole numbers are exact.
constexpr double kLn2High = 6.93147180369123816490e-01;  // NOLINT(modernize-use-std-numbers): less than ln 2
constexpr double kLn2Low = 1.90821492927058770002e-10;

}  // namespace

double exponential(double x) noexcept {
  constexpr double kLargest = 700.0;
  constexpr int kTerms = 14;  // of Taylor's series; beyond them lies less than a bit where |r| <= ln 2 / 2
  const double clamped = std::clamp(x, -kLargest, kLargest);
  const double whole = std::floor(clamped * std::numbers::log2e + 0.5);
  const double r = (clamped - whole * kLn2High) - whole * kLn2Low;
  double sum = 1.0;
  for (int n = kTerms; n > 0; --n) sum = 1.0 + sum * r / n;
  return std::ldexp(sum, static_cast<int>(whole));
}

double logarithm(double x) noexcept {
  constexpr double kRootOfHalf = 0.70710678118654752440;
  constexpr int kLastTerm = 25;  // of the odd series of atanh; beyond it lies less than a bit where |s| <= 0.172
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < kRootOfHalf) {
    mantissa *= 2.0;
    --exponent;
  }
  const double s = (mantissa - 1.0) / (mantissa + 1.0);
  double sum = 0.0;
  for (int n = kLastTerm; n > 0; n -= 2) sum = sum * s * s + 1.0 / n;
  return exponent * kLn2High + (exponent * kLn2Low + 2.0 * s * sum);
}

// With t = x / root(2) the tail is erfc(t): 1 - erf(t) by the series of erf where little of it is left out, and beyond
// that by the continued fraction of erfc, worked off from its far end (Abramowitz and Stegun, Handbook of Mathematical
// Functions, 1964, 7.1.6 and 7.1.14).
double two_sided_tail(double x) noexcept {
  constexpr double kRootOfPi = 1.77245385090551602730;
  constexpr double kSeriesUpTo = 4.0;  // of t squared
  constexpr int kSeriesTerms = 40;     // beyond them lies less than a bit
  constexpr int kFractions = 120;      // the same
  constexpr double kBeyond = 690.0;    // of t squared: the tail is below 1e-300
  const double square = x * x / 2.0;
  if (square > kBeyond) return 0.0;
  const double t = std::sqrt(square);
  if (square <= kSeriesUpTo) {
    double sum = 0.0;
    for (int n = kSeriesTerms; n > 0; --n) sum = (1.0 + sum) * 2.0 * square / (2.0 * n + 1.0);
    return 1.0 - 2.0 / kRootOfPi * exponential(-square) * t * (1.0 + sum);
  }
  double fraction = t;
  for (int n = kFractions; n > 0; --n) fraction = t + n / 2.0 / fraction;
  return exponential(-square) / (kRootOfPi * fraction);
}

}  // namespace ordagrant
