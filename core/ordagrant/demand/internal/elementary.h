#pragma once

// Room: demand. Exponential and logarithm whose last bit is the same on every machine: a linked library's differ with
// the instructions of the processor.

namespace ordagrant::demand::internal {

double exponential(double x) noexcept;        // of what is beyond +-700 as of 700
double natural_logarithm(double x) noexcept;  // Requires: x > 0 and finite

// 1 / (1 + exp(-x))
inline double logistic(double x) noexcept { return 1.0 / (1.0 + exponential(-x)); }

}  // namespace ordagrant::demand::internal
