#pragma once

#include <string_view>
#include <vector>

#include "ordagrant/lexicon/entry.h"

// Room: lexicon. Forms and entries in, hits out.
// Above it: forms. Below it: stance.

namespace ordagrant::lexicon {

// Reads a lexicon file; the format is python/ordagrant/lexicons/README.md.
//
// Throws RequestError at the first thing that is wrong: "FILE line 7, column tier: 'kern' is not
// one of: core, peripheral, context, statutory". `file` is the name that messages use.
std::vector<Entry> parse(std::string_view file, std::string_view content);

}  // namespace ordagrant::lexicon
