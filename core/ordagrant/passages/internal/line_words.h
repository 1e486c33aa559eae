#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "ordagrant/passages/internal/phrases.h"

// Room: passages. Questions about the words of one line.

namespace ordagrant::passages::internal {

// A heading of one line has at most so many bytes.
inline constexpr std::size_t kHeadingBytes = 160;
// A field's name has at most so many bytes, and so has any word that is asked for.
inline constexpr std::size_t kFieldBytes = 48;

std::string_view first_word(std::string_view line);

// Requires: the line is not empty.
bool begins_with_capital(std::string_view line);

bool begins_small(std::string_view line);

// Does a line begin with a dash that is no hyphen?
bool begins_with_dash(std::string_view line);

// A line that could be a heading: short, begins with a capital, ends without a stop.
bool is_title_shaped(std::string_view line, const Phrases& phrases);

// Does a line end what it says: with a stop, and quotes and brackets behind it?
bool is_stopped(std::string_view line);

// Must a line go on in the next: does it end with a comma, a hyphen or a word that none ends with?
bool is_open(std::string_view line, const Phrases& phrases);

// Without spaces, colons and the marks of Markdown at its edges, and with one space between words.
std::string as_title(std::string_view text);

// Without the dots and the page number of a table of contents.
std::string_view without_page(std::string_view line);

}  // namespace ordagrant::passages::internal
