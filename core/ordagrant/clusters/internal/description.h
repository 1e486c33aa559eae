#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ordagrant/clusters/internal/collection.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.

namespace ordagrant::clusters::internal {

// The words that tell each of `count` clusters of items from the others, the most telling first, by c-TF-IDF
// (Grootendorst, "BERTopic", 2022): how many items of the cluster have a word, and how rare it is. A word is shown in
// the form that is most frequent in the cluster. Empty for a cluster whose words are all common ones.
std::vector<std::vector<std::string>> telling_words(const Collection& collection, std::span<const std::uint32_t> items,
                                                    std::span<const std::uint32_t> clusters, std::size_t count);

}  // namespace ordagrant::clusters::internal
