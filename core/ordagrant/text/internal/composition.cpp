#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/layers.h"

namespace ordagrant::text::internal {

namespace {

// The first byte from `at` to `end` that begins a character which may change. Below U+0300 every character is
// normalised and joins nothing, and in UTF-8 that is every byte below 0xCC. Two kinds above it are as harmless and
// stand in every policy document: the punctuation and signs that begin with 0xE2 0x80..0x83 and hold no decomposition.
std::size_t next_unsettled(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0xCC) {
      ++at;
    } else if (byte == 0xE2 && at + 2 < text.size() && static_cast<unsigned char>(text[at + 1]) == 0x80 &&
               static_cast<unsigned char>(text[at + 2]) >= 0x82 && static_cast<unsigned char>(text[at + 2]) <= 0xBF) {
      at += 3;  // U+2002..U+203F: spaces, dashes, quotation marks (U+2000 and U+2001 decompose)
    } else {
      return at;
    }
  }
  return end;
}

// A text is normalised in pieces: lines, since a line feed composes with nothing, or where a line is
// very long up to a character that composes with nothing before it.
constexpr std::size_t kPieceBytes = 1U << 20U;

// Of no letter that is written; to put them in their order takes the square of their number. It is the bound of the
// stream-safe text format (UAX 15, section 13).
constexpr std::size_t kMostMarks = 30;

// Well-formed, and then a run of more marks than that, which stays as it is.
struct Piece {
  std::size_t end = 0;
  std::size_t next = 0;
};

Piece piece_at(const icu::Normalizer2& form, std::string_view text, std::size_t begin) {
  std::size_t marks = 0;
  std::size_t first_mark = begin;
  std::size_t at = begin;
  while (at < text.size()) {
    const Character next = character_at(text, at);
    const bool mark =
        next.well_formed && next.code >= 0x300 && form.hasBoundaryBefore(static_cast<UChar32>(next.code)) == 0;
    if (!mark) {
      if (marks > kMostMarks || !next.well_formed || at - begin >= kPieceBytes) break;
      marks = 0;
    } else if (marks++ == 0) {
      first_mark = at;
    }
    at += next.size;
    if (next.code == '\n') break;
  }
  return {marks > kMostMarks ? first_mark : at, at};
}

}  // namespace

std::vector<Edit> compose(std::string_view text, std::span<const ByteSpan> odd, RepairKinds kinds) {
  std::vector<Edit> edits;
  if (odd.empty() || !kinds.has(RepairKind::decomposed)) return edits;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  // The data of this form are compiled into ICU's own library; it can fail only when memory does.
  if (U_FAILURE(status) != 0) return edits;

  std::string normal;
  std::size_t done = 0;
  auto place = odd.begin();
  while (place != odd.end()) {
    // On to the next character that may change, and from it back to one that nothing behind it can join.
    std::size_t begin = next_unsettled(text, std::max<std::size_t>(done, place->begin), place->end);
    if (begin >= place->end) {
      ++place;
      continue;
    }
    while (begin > done && static_cast<unsigned char>(text[begin - 1]) >= 0x80) --begin;
    if (begin > done) --begin;

    const Piece found = piece_at(*form, text, begin);
    done = found.next;
    if (done == begin) done += character_at(text, begin).size;  // no UTF-8: it stays as it is
    if (found.end == begin) continue;
    const icu::StringPiece piece(text.data() + begin, static_cast<int32_t>(found.end - begin));
    if (form->isNormalizedUTF8(piece, status) != 0) continue;
    normal.clear();
    icu::StringByteSink<std::string> sink(&normal);
    icu::Edits changes;
    form->normalizeUTF8(0, piece, sink, &changes, status);
    if (U_FAILURE(status) != 0) return {};
    for (auto change = changes.getFineChangesIterator(); change.next(status) != 0;) {
      const auto from = static_cast<std::uint32_t>(begin + static_cast<std::size_t>(change.sourceIndex()));
      edits.push_back({{from, from + static_cast<std::uint32_t>(change.oldLength())},
                       RepairKind::decomposed,
                       normal.substr(static_cast<std::size_t>(change.destinationIndex()),
                                     static_cast<std::size_t>(change.newLength()))});
    }
  }
  return edits;
}

}  // namespace ordagrant::text::internal
