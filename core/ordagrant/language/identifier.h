#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: language. What is known of each language, as data; and which language a text is in.
// Above it: text. Below it: tokens, privacy.

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
// many threads at once; the first call reads the profiles, which takes some milliseconds. Each thread
// keeps 1 MB of the words that it met.
Verdict identify(std::string_view text);

// The language whose tables a short text of this verdict is best read by: mostly its own. Danish of a few words is
// often taken for Norwegian, so Norwegian that is not sure is read as Danish, whose tables know most of its words; and
// Nynorsk that is sure as Bokm\u00E5l, which is shipped.
std::string_view read_as(const Verdict& verdict);

// Says which language each passage of a document is in, in their order: by what it says itself and,
// where that is little, by what the other passages say.
//
//   A Danish sentence of eight words in a Swedish report is da; the heading "Bilaga 2" in it, and a
//   passage without words, are sv.
//
// A document of one passage gets what `identify` says of it. Where no passage has words all are und,
// with confidence 0. The order of the passages, and text outside them, make no difference.
//
// Requires: every passage lies within `text`. Reads at most the first 20,000 bytes of each, as above.
std::vector<Verdict> identify(std::string_view text, std::span<const ByteSpan> passages);

}  // namespace ordagrant::language
