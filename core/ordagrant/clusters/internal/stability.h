#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/vectors/dense.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.

namespace ordagrant::clusters::internal {

struct StabilityOptions {
  std::uint32_t resamples = 20;
  std::uint64_t seed = 0;
  unsigned threads = 0;
};

// How much of each cluster comes again: the mean over resamples of the Jaccard coefficient with the cluster that is
// most like it when two thirds of the rows are clustered and the others put with the nearest. At most 4,000 rows, the
// same ones each time, are looked at.
std::vector<double> stabilities(const vectors::Dense& rows, std::span<const std::uint32_t> clusters,
                                std::uint32_t count, const StabilityOptions& options);

// How much comes again at all: of each cluster what its stability has above one half, where a cluster counts as
// dissolved (Hennig, 2008), added up.
double recurring(std::span<const double> stabilities);

}  // namespace ordagrant::clusters::internal
