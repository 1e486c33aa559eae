#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.
// Above it: vectors. No room is below it.

namespace ordagrant::clusters {

// Of each text the first one of its group. Two texts are near-equal if of all the runs of three bytes
// that stand in one of them, 17 in 20 stand in both (a Jaccard coefficient of 0.85): one letter mistyped in a sentence.
// A group is what near-equal texts join; a text like no other is a group by itself.
//
// All pairs are found, but that of the texts that share a rare run only the first 32 are compared
// with the later ones: among a thousand copies with small changes, each is like one of these. Requires: `texts` are
// distinct, and sorted by their bytes, so that the groups do not depend on their order. `threads` 0: as many as
// the machine has; no result depends on it.
std::vector<std::uint32_t> near_equal(std::span<const std::string_view> texts, unsigned threads);

}  // namespace ordagrant::clusters
