#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Room: forms. Tokens in, the forms we count by out: lower case, stem, inflected forms.
// Above it: tokens. Below it: lexicon, counts.

namespace ordagrant::forms {

// Snowball's stem of each word, in the same order (M. F. Porter's algorithms for Swedish and
// Danish, snowballstem.org).
//
//   stems("sv", {"medborgarnas"})  // "medborg"
//
// Words are to be in lower case. In a language that Snowball has no algorithm for, a word is
// its own stem. Any bytes are legal. May be called from many threads at once.
std::vector<std::string> stems(std::string_view language, std::span<const std::string> words);

}  // namespace ordagrant::forms
