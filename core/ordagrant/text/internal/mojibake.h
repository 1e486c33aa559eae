#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/text/repair.h"

// Room: text. The layer that undoes misread encodings; see text/reading.h.

namespace ordagrant::text::internal {

// Finds UTF-8 that somebody read as Windows-1252 (or ISO 8859-1), CP850 or Mac Roman and wrote as UTF-8 again, up to
// three times over, and appends an edit for each character that it was: U+00C3 U+00A5 was U+00E5. The edits are
// sorted and do not overlap. Any bytes are legal. O(text.size()). Requires: `odd` are the odd_places() of `text`
// (layers.h), outside of which nothing is looked at.
//
// What is looked for is a character that Nordic public text uses: a letter, a dash, a quotation mark, a no-break
// space. Whether it is damage or was meant (a text may be about encodings) is decided by what else there is:
//
// - One is in place if it stands where such a character stands: a letter beside a letter and in its case;
//   and not if the sign, or the word around the letter, stands by itself between quotation marks or brackets.
// - The document shows the damage if two are in place, or a single one that is twice misread or takes three characters
//   (U+00E2 U+20AC U+201C), or one where the document has nothing like it unharmed: no letter of the kind
//   for a letter, not the same sign for a sign.
// - Then those of a line are mended, if in it more letters are damaged than unharmed, or three; and a sign, if it
//   is damaged more often than unharmed. From ten in the document on, all are.
// - Letters of other languages, letters by themselves, and what has lost a part (U+00E2 U+20AC for a closing quotation
//   mark, U+00C2 before a space that did not break) follow those around them, and show nothing.
void mojibake(std::string_view text, std::span<const ByteSpan> odd, std::vector<Edit>& edits);

}  // namespace ordagrant::text::internal
