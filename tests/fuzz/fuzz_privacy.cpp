// Any bytes: what is personal is found in order, without overlap and without white space at its edges; masked, the text
// has as many characters as it had, all else stands as it stood, and there is nothing more to mask.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/privacy/redactor.h"
#include "ordagrant/text/characters.h"
#include "promises.h"

namespace ordagrant::privacy {
namespace {

// The text, a character at a time.
std::string masked_slowly(std::string_view text, const std::vector<PersonalSpan>& spans) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    text::Character next = text::character_at(text, at);
    bool inside = false;
    for (const PersonalSpan& personal : spans) {
      require(at >= personal.span.begin || at + next.size <= personal.span.begin);
      if (at >= personal.span.begin && at < personal.span.end) {
        inside = true;
        require(at + next.size <= personal.span.end);
      }
    }
    made += inside && !text::is_space(next.code) ? std::string_view("\u2588") : text.substr(at, next.size);
    at += next.size;
  }
  return made;
}

void check(std::string_view text, const Redactor& redactor) {
  const std::vector<PersonalSpan> found = redactor.find(text);
  std::uint32_t behind = 0;
  for (const PersonalSpan& personal : found) {
    const ByteSpan span = personal.span;
    require(behind <= span.begin && span.begin < span.end && span.end <= text.size());
    require(!text::is_space(text::character_at(text, span.begin).code));
    require(!text::is_space(text::character_before(text, span.end).code));
    require(!name(personal.kind).empty());
    behind = span.end;
  }
  const std::string once = masked(text, found);
  require(once == masked_slowly(text, found));
  require(masked(once, redactor.find(once)) == once);
}

}  // namespace
}  // namespace ordagrant::privacy

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using ordagrant::privacy::redactor_for;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const char* language : {"sv", "da", "und"}) ordagrant::privacy::check(text, redactor_for(language));
  return 0;
}
