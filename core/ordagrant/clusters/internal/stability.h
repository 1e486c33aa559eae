#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/counts/matrix.h"
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

// The same where clusters are the strongest topics of Nmf.
std::vector<double> stabilities_of_topics(const counts::Matrix& rows, std::span<const std::uint32_t> clusters,
                                          std::uint32_t count, const StabilityOptions& options);

// Of each document the topic that is strongest in it, the first one of several.
std::vector<std::uint32_t> strongest(const vectors::Dense& weights);

// How much comes again at all: of each cluster what its stability has above the bound below which it is not to be
// relied on (ReliabilityOptions), added up.
double recurring(std::span<const double> stabilities);

}  // namespace ordagrant::clusters::internal
