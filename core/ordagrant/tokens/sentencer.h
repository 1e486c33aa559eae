#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: tokens. Readable text in, words, marks and sentences out.
// Above it: language. Below it: forms, passages, keyness.

namespace ordagrant::tokens {

// Where the sentences begin: the index of the first token of each, in rising order. The
// first is 0; without tokens there are no sentences.
//
//   Det tas upp fr.o.m. 1 mars. Beslutet finns.   two: an abbreviation is one token, and ends nothing
//   Den 3. marts talte udvalget.                  one: a number with a stop before a small letter
//   Trivsel, ro m.m. Beslutet finns.               two: but some abbreviations end one
//   A. Lind yrkar bifall.                         one: an initial
//   Beslut<LF><LF>Nu blir det lugnt.              two: an empty line ends a sentence
//   - tillit<LF>- kontroll                        two: a list item begins one, and so does a row of a table
//   3.1 Uppdrag<LF>Det gills.                     two: a numbered heading ends with its line
//   Uppdrag<LF>Det gills tre mandat.              two: a line ended although the next word had room in it
//   POLITIK Byen vokser.                          two: words in capitals alone are a heading
//
// Requires: `tokens` were made from `text`. O(text.size()).
std::vector<std::uint32_t> sentences(std::string_view text, std::span<const Token> tokens);

}  // namespace ordagrant::tokens
