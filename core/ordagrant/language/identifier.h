#pragma once

#include <string_view>

// Room: language. What is known of each language, as data; and which language a text is in.
// Above it: text. Below it: tokens, forms, lexicon, passages.

namespace ordagrant::language {

struct Verdict {
  std::string_view code = "und";  // "sv", "da", "nb", "nn", "en" or "und"; never expires
  double confidence = 0;          // about how often such a verdict is right, from 0 to 1
};

// Says which language a text is in, from the letters within its words.
//
//   identify("Vi kunde inte svara.")           // sv
//   identify("Vi kunne ikke komme.")           // da or nb, with little confidence
//   identify("Emme osanneet vastata.")         // und: a language, but none of these
//   identify("12 345")                         // und: there are no words to judge by
//
// A text in several languages gets the one that most of its words are in. Its words are read as
// they stand: give it Normalization Form C (text::Reading). White space before, between and after
// words makes no difference.
//
// The confidence goes by the lead over the next language, so it is low where Danish could as well
// be Norwegian, or one Norwegian the other. It is 0 where there are no words.
//
// Any bytes are legal. Reads at most the first 20,000 bytes, after white space. May be called from
// many threads at once; the first call reads the profiles, which takes some milliseconds.
Verdict identify(std::string_view text);

}  // namespace ordagrant::language
