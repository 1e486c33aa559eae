// Any bytes: they decode to well-formed UTF-8; the reading of it is aligned to it, monotone and total; and with its
// repairs undone it is the source again, byte for byte.

#include <cstdint>
#include <string>
#include <string_view>

#include "ordagrant/language/knowledge.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/decoding.h"
#include "ordagrant/text/reading.h"
#include "promises.h"

namespace ordagrant::text {
namespace {

void check(std::string_view source, const ReadingOptions& options) {
  const Reading reading(source, options);
  const std::string_view text = reading.text();
  require(edited(source, reading.repairs()) == text);

  std::string undone;
  std::size_t done = 0;  // of the reading
  std::size_t at = 0;    // in the source
  for (const Edit& repair : reading.repairs()) {
    require(options.kinds.has(repair.kind));
    require(repair.span.begin >= at && repair.span.begin <= repair.span.end && repair.span.end <= source.size());
    require(repair.span.of(source) != repair.replacement);
    undone += text.substr(done, repair.span.begin - at);
    done += repair.span.begin - at + repair.replacement.size();
    undone += repair.span.of(source);
    at = repair.span.end;
  }
  undone += text.substr(done);
  require(undone == source);

  ByteSpan before;
  for (std::uint32_t place = 0; place < text.size();) {
    const std::uint32_t next = place + character_at(text, place).size;
    const ByteSpan span = reading.to_source({place, next});
    require(before.begin <= span.begin && before.end <= span.end && span.begin <= span.end);
    require(span.end <= source.size());
    before = span;
    place = next;
  }
}

}  // namespace
}  // namespace ordagrant::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ordagrant;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const text::Decoded decoded = text::decode(input);
  require(is_well_formed(decoded.source));
  for (const char* language : {"sv", "da", "en"})
    text::check(decoded.source, {.knowledge = language::knowledge(language)});
  text::check(input, {.knowledge = language::knowledge("sv")});  // bytes that are no UTF-8 are legal as well
  text::RepairKinds some;
  for (std::size_t kind = 0; kind < text::kRepairKinds; ++kind)
    if (size > 0 && (bytes[0] >> (kind % 8) & 1U) != 0) some.add(static_cast<text::RepairKind>(kind));
  text::check(decoded.source, {.knowledge = language::knowledge("da"), .kinds = some});
  return 0;
}
