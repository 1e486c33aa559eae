#pragma once

#include <span>
#include <string_view>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language, tokens.

namespace ordagrant::text {

// What web pages of a language have around their text: links, buttons, text on cookies.
class Chrome {
 public:
  // `lines` are those of chrome.tsv (core/ordagrant/language/data/README.md); they must outlive it.
  explicit Chrome(std::span<const std::string_view> lines);
};

}  // namespace ordagrant::text
