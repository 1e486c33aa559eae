#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: tokens. Readable text in, words, marks and sentences out.
// Above it: language. Below it: forms, passages, lexicon.

namespace ordagrant::tokens {

// Where the sentences begin: the index of the first token of each, in rising order. The
// first is 0; without tokens there are no sentences.
//
//   Det tas upp fr.o.m. 1 mars. Beslutet finns.   two: an abbreviation is one token, and ends nothing
//   Den 3. marts talte udvalget.                  one: a number with a stop before a small letter
//   A. Lind yrkar bifall.                         one: an initial
//   Beslut<LF><LF>Nu blir det lugnt.              two: an empty line ends a sentence
//   - tillit<LF>- kontroll                        two: a list item begins one, and so does a row of a table
//   3.1 Uppdrag<LF>Det gills.                     two: a numbered heading ends with its line
//
// Requires: `tokens` were made from `text`. O(text.size()).
std::vector<std::uint32_t> sentences(std::string_view text, std::span<const Token> tokens);

}  // namespace ordagrant::tokens
