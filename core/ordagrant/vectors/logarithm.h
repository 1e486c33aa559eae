#pragma once

// Room: vectors. Counts in, TF-IDF and latent dimensions out.
// Above it: counts. Below it: clusters.

namespace ordagrant::vectors {

// The natural logarithm, with an error below 1e-15 of it: the same bits on every machine, which those of the
// system are not. Requires: value is a finite number above zero.
double logarithm(double value) noexcept;

}  // namespace ordagrant::vectors
