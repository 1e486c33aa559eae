#pragma once

#include <string>
#include <string_view>
#include <vector>

// Room: language. What is known of each language, as data; and which language a text is in.
// Above it: text. Below it: tokens, privacy.

namespace ordagrant::language {

// The code of a text whose language is not known.
inline constexpr std::string_view kUndetermined = "und";

// The languages that have every table, by ISO 639-1 code, sorted: {"da", "nb", "sv"}. They are the folders of data/
// that have paradigms: no list of them stands anywhere else.
const std::vector<std::string>& shipped();

// Throws RequestError, naming the shipped ones, if `language` is not shipped.
void require_shipped(std::string_view language);

// The lines of a table, without comments (#) and empty lines. The views are into the
// programme's own data and never expire.
//
//   lines("sv", "abbreviations.txt")  // "bl.a.", "t.ex.", ...
//
// Throws RequestError if `language` is not shipped or has no such table.
std::vector<std::string_view> lines(std::string_view language, std::string_view table);

// The cells of a line of a .tsv table.
std::vector<std::string_view> cells(std::string_view line, char separator = '\t');

}  // namespace ordagrant::language
