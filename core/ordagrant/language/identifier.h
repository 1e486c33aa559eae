#pragma once

#include <string_view>

// Room: language. What is known of each language, as data; and which language a text is in.
// Above it: text. Below it: tokens, forms, lexicon, passages.

namespace ordagrant::language {

struct Verdict {
  std::string_view code = "und";  // "sv", "da", "nb", "nn", "en" or "und"
  double confidence = 0;          // 0 to 1: how far the best language is ahead of the next
};

// Says which language a text is in, from its letter sequences.
//
//   identify("Vi kunde inte svara.")   // sv
//   identify("12 345")                 // und: there are no words to judge by
//
// Any bytes are legal. Reads at most the first 20,000 bytes. May be called from many threads at once.
Verdict identify(std::string_view text);

}  // namespace ordagrant::language
