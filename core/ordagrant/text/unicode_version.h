#pragma once

#include <string>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// Of the linked ICU, and of the Unicode Standard whose data it has: "72.1" and "15.0". Word boundaries depend on them,
// so results are the same where these are.
std::string icu_version();
std::string unicode_version();

}  // namespace ordagrant::text
