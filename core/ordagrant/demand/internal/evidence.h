#pragma once

#include <array>
#include <span>

#include "ordagrant/demand/internal/weights.h"
#include "ordagrant/text/reading.h"

// Room: demand. The words that decided.

namespace ordagrant::demand::internal {

// Fills evidence and cause of a verdict whose demand and kind stand. Requires: `scratch` holds the values of
// `contact`, which was read from `reading`; `weights` are by number of the feature.
void find_evidence(const Contact& contact, const Scratch& scratch,
                   std::span<const std::array<float, kDemandCount>> weights, const text::Reading& reading,
                   Verdict& verdict);

}  // namespace ordagrant::demand::internal
