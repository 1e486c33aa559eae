#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

// Room: demand. Contacts in, value or failure demand out, with the words that decided.
// Above it: forms, privacy. No room is below it.

namespace ordagrant::demand {

// Is an id smaller than another one? Ids that are whole numbers are smaller by their value and before others, which are
// by their bytes.
bool is_smaller_id(std::string_view a, std::string_view b);

// For each text the index of the one among those equal to it that has the smallest id: its own, where none is smaller.
// Texts are equal but for ASCII white space at their edges. Of equal ids the first one is smaller. A text without words
// in it is equal to none.
//
// Requires: as many ids as texts.
std::vector<std::size_t> first_of_equal(std::span<const std::string_view> texts, std::span<const std::string_view> ids);

}  // namespace ordagrant::demand
