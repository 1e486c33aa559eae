#pragma once

#include <span>
#include <string_view>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language, tokens.

namespace ordagrant::text {

// The words of a language, as far as mending a text needs them.
class Words {
 public:
  // `words` are the lines of words.tsv, `rules` those of repair.tsv (core/ordagrant/language/data/README.md);
  // they must outlive it.
  Words(std::span<const std::string_view> words, std::span<const std::string_view> rules);
};

}  // namespace ordagrant::text
