#pragma once

#include <string_view>
#include <vector>

#include "ordagrant/text/knowledge.h"
#include "ordagrant/text/repair.h"

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language, tokens.

namespace ordagrant::text::internal {

// A text is mended in layers, each of which reads what the one before it has made. A layer gives its
// edits sorted and without overlaps, and only of the kinds that are asked for. The first is that of mojibake.h. Any
// bytes are legal; on clean text a layer costs one pass over the bytes.
//
// `knowledge` is null for a language that nothing is known of.

// ligature, soft_hyphen, space.
std::vector<Edit> mend_characters(std::string_view text, RepairKinds kinds);

// decomposed.
std::vector<Edit> compose(std::string_view text, RepairKinds kinds);

// running_head, page_number, web_chrome.
std::vector<Edit> mend_pages(std::string_view text, RepairKinds kinds, const Knowledge* knowledge);

// hyphen, footnote_mark, glued, split_word, line_break, page_break.
std::vector<Edit> mend_words(std::string_view text, RepairKinds kinds, const Knowledge* knowledge);

}  // namespace ordagrant::text::internal
