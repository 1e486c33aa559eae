#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/text/knowledge.h"
#include "ordagrant/text/repair.h"

// Room: text. The layers in which a text is mended; see text/reading.h.

namespace ordagrant::text::internal {

// A text is mended in layers, each of which reads what the one before it has made. A layer gives its
// edits sorted and without overlaps, and only of the kinds that are asked for. The first is that of mojibake.h. Any
// bytes are legal.
//
// `knowledge` is null for a language that nothing is known of.

// Where the first three layers, which mend letters, may find something: whatever one of them mends begins in one of
// these places. Sorted, with room between them; sound text has few or none. O(text.size()), and the only pass over a
// sound text's bytes that these layers need.
std::vector<ByteSpan> odd_places(std::string_view text);

// ligature, soft_hyphen, space. Requires: `odd` are the odd_places() of `text`.
std::vector<Edit> mend_characters(std::string_view text, std::span<const ByteSpan> odd, RepairKinds kinds);

// decomposed. Requires: as above.
std::vector<Edit> compose(std::string_view text, std::span<const ByteSpan> odd, RepairKinds kinds);

// running_head, page_number, web_chrome.
std::vector<Edit> mend_pages(std::string_view text, RepairKinds kinds, const Knowledge* knowledge);

// hyphen, footnote_mark, glued, split_word, line_break, page_break.
std::vector<Edit> mend_words(std::string_view text, RepairKinds kinds, const Knowledge* knowledge);

}  // namespace ordagrant::text::internal
