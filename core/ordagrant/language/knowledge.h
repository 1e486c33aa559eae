#pragma once

#include <string_view>

#include "ordagrant/text/knowledge.h"

// Room: language. What is known of each language, as data; and which language a text is in.
// Above it: text. Below it: tokens, privacy.

namespace ordagrant::language {

// What text::Reading mends a text of this language by: words.tsv, repair.tsv and chrome.tsv of its
// folder. Null for a language that is not shipped. It never expires; the first call for a language
// reads its tables. May be called from many threads at once.
const text::Knowledge* knowledge(std::string_view language);

}  // namespace ordagrant::language
