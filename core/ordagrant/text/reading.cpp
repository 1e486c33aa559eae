#include "ordagrant/text/reading.h"

#include <algorithm>

#include "ordagrant/base/error.h"
#include "ordagrant/text/internal/layers.h"
#include "ordagrant/text/internal/mojibake.h"

namespace ordagrant::text {

Reading::Reading(std::string_view source, const ReadingOptions& options) : source_(source) {
  if (source.size() > kMaxTextBytes)
    throw RequestError("a document of " + std::to_string(source.size()) + " bytes is longer than the longest one, " +
                       std::to_string(kMaxTextBytes) + " bytes");

  // What stands after the layers so far; the source itself while they found nothing.
  std::string_view text = source;
  const auto mend = [&](const std::vector<Edit>& found) {
    if (found.empty()) return false;
    repairs_ = repairs_.empty() ? found : composed(text, repairs_, found);
    text_ = edited(text, found);
    text = text_;
    return true;
  };
  std::vector<ByteSpan> odd = internal::odd_places(text);
  if (options.kinds.has(RepairKind::mojibake)) {
    std::vector<Edit> found;
    internal::mojibake(text, odd, found);
    if (mend(found)) odd = internal::odd_places(text);
  }
  if (mend(internal::mend_characters(text, odd, options.kinds))) odd = internal::odd_places(text);
  mend(internal::compose(text, odd, options.kinds));
  mend(internal::mend_pages(text, options.kinds, options.knowledge));
  mend(internal::mend_words(text, options.kinds, options.knowledge));

  // What one layer put in and another took out again.
  std::erase_if(repairs_, [&](const Edit& repair) { return repair.span.of(source) == repair.replacement; });
  if (repairs_.empty()) text_ = {};
  std::uint32_t shift = 0;  // of the reading against the source
  for (const Edit& repair : repairs_) {
    const std::uint32_t begin = repair.span.begin + shift;
    const std::uint32_t end = begin + static_cast<std::uint32_t>(repair.replacement.size());
    alignment_.change({begin, end}, repair.span);
    shift = end - repair.span.end;
  }
}

}  // namespace ordagrant::text
