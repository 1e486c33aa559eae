#pragma once

// Room: base. Words that every room may use; depends on nothing.

namespace ordagrant {

// Elementary functions whose last bit is the same on every machine: a linked library's differ with the instructions of
// the processor.

double exponential(double x) noexcept;  // of what is beyond +-700 as of 700
double logarithm(double x) noexcept;    // natural, to 1e-15 of it; requires: x > 0 and finite

// 1 / (1 + exp(-x))
inline double logistic(double x) noexcept { return 1.0 / (1.0 + exponential(-x)); }

// The probability that a normal variable lies further from its mean than x standard deviations, x >= 0, to 5e-13 of it;
// below 1e-300 it is 0.
double two_sided_tail(double x) noexcept;

}  // namespace ordagrant
