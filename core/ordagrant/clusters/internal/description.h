#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/clusters/internal/collection.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.

namespace ordagrant::clusters::internal {

// The words that tell a cluster from the others.
struct Telling {
  std::vector<std::string> words;        // as they are shown
  std::vector<std::string_view> lemmas;  // of each; views into the collection
};

// The words that tell each of `count` clusters of items from the others, the most telling first, by c-TF-IDF
// (Grootendorst, "BERTopic", 2022): how many items of the cluster have a word, and how rare it is. A word is shown in
// the form that is most frequent in the cluster. Of words that are alike (are_alike) the first one stands for the
// others, and a name is none of them unless half of the items have it. Empty for a cluster whose words are all common
// ones, or which two items never share.
std::vector<Telling> telling_words(const Collection& collection, std::span<const std::uint32_t> items,
                                   std::span<const std::uint32_t> clusters, std::size_t count);

// Two words of which a reader learns no more than of one: "betala" and "betalning", "barn" and "barnvagn". Four letters
// or more, and two thirds of the shorter one, begin both; or the whole of it begins or ends the longer one.
bool are_alike(std::string_view a, std::string_view b);

// The exemplars of each cluster: those items first that have one of its telling words, and of these the nearest, by
// `closeness` of all items of the collection, to the centre.
std::vector<std::vector<std::uint32_t>> exemplars(const Collection& collection, std::span<const std::uint32_t> items,
                                                  std::span<const std::uint32_t> clusters,
                                                  std::span<const float> closeness, std::span<const Telling> telling);

}  // namespace ordagrant::clusters::internal
