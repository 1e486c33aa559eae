#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

// Room: demand. Contacts in, value or failure demand out, with the words that decided.
// Above it: forms. Below it: batch.

namespace ordagrant::demand {

// For each text the index of the one among those equal to it that has the smallest id: its own, where none is smaller.
// Texts are equal but for ASCII white space at their edges. Ids that are whole numbers are smaller by their value and
// before others, which are by their bytes; equal ids by their place. A text without words in it is equal to none.
//
// Requires: as many ids as texts.
std::vector<std::size_t> first_of_equal(std::span<const std::string_view> texts, std::span<const std::string_view> ids);

}  // namespace ordagrant::demand
