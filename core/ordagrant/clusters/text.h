#pragma once

#include <string_view>

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.
// Above it: vectors. No room is below it.

namespace ordagrant::clusters {

// A text to be put with others; views that outlive the call.
struct Text {
  std::string_view text;               // UTF-8
  std::string_view language = "auto";  // a code, or "auto": as language::identify says
};

}  // namespace ordagrant::clusters
