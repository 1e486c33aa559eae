#include "ordagrant/batch/options.h"

#include <array>

#include "ordagrant/base/not_one_of.h"

namespace ordagrant::batch {

Unit unit_of(std::string_view name) {
  constexpr std::array<std::string_view, 6> kUnits{"document", "passage", "sentence", "group", "month", "speaker"};
  return static_cast<Unit>(place_among("unit", name, kUnits));
}

Verb verb_of(std::string_view name) {
  constexpr std::array<std::string_view, 4> kVerbs{"score", "hits", "passages", "quotes"};
  return static_cast<Verb>(place_among("verb", name, kVerbs));
}

Part part_of(std::string_view name) {
  constexpr std::array<std::string_view, 3> kParts{"sentences", "passages", "documents"};
  return static_cast<Part>(place_among("part", name, kParts));
}

}  // namespace ordagrant::batch
