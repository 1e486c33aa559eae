// Any bytes: the table of characters gives the pieces that ICU gives, and the rules over it the same tokens; tokens
// stand in order and lose only white space; sentences begin at tokens, in order.

#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"
#include "promises.h"

namespace ordagrant::tokens {
namespace {

void require_space(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  while (begin < end) {
    const text::Character next = text::character_at(text, begin);
    require(next.well_formed && text::is_space(next.code));
    begin += next.size;
  }
}

void check(std::string_view text, const Tokeniser& tokeniser) {
  const std::vector<Token> tokens = tokeniser.tokenise(text);
  const std::vector<Token> twins = tokeniser.by_icu(text);
  require(tokens.size() == twins.size());
  std::uint32_t behind = 0;
  for (std::size_t token = 0; token < tokens.size(); ++token) {
    require(tokens[token].span == twins[token].span && tokens[token].kind == twins[token].kind &&
            tokens[token].may_end == twins[token].may_end);
    const ByteSpan span = tokens[token].span;
    require(behind <= span.begin && span.begin < span.end && span.end <= text.size());
    require_space(text, behind, span.begin);
    behind = span.end;
  }
  require_space(text, behind, static_cast<std::uint32_t>(text.size()));

  const std::vector<std::uint32_t> starts = sentences(text, tokens);
  require(starts.empty() == tokens.empty() && (starts.empty() || starts.front() == 0));
  for (std::size_t sentence = 1; sentence < starts.size(); ++sentence)
    require(starts[sentence - 1] < starts[sentence] && starts[sentence] < tokens.size());
}

}  // namespace
}  // namespace ordagrant::tokens

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ordagrant::tokens;
  static const Tokeniser swedish({.language = "sv"});
  static const Tokeniser danish({.language = "da"});
  static const Tokeniser any({.language = "und"});
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const Tokeniser* tokeniser : {&swedish, &danish, &any}) check(text, *tokeniser);
  return 0;
}
