#include "ordagrant/passages/paragraphs.h"

#include "ordagrant/text/characters.h"

namespace ordagrant::passages {

std::vector<std::uint32_t> paragraphs(std::string_view text, std::span<const tokens::Token> tokens) {
  std::vector<std::uint32_t> starts;
  for (std::size_t token = 0; token < tokens.size(); ++token) {
    bool begins = token == 0;
    if (!begins) {
      const std::string_view gap = ByteSpan{tokens[token - 1].span.end, tokens[token].span.begin}.of(text);
      begins = gap.size() >= 2 && text::line_ends(gap) >= 2;
    }
    if (begins) starts.push_back(static_cast<std::uint32_t>(token));
  }
  return starts;
}

}  // namespace ordagrant::passages
