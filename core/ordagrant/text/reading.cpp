#include "ordagrant/text/reading.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>

#include "ordagrant/base/error.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::text {

namespace {

// Below U+0300 every character is normalised and joins nothing, and in UTF-8 that is every
// byte below 0xCC. Two kinds above it are as harmless and stand in every policy document:
// the punctuation and signs that begin with 0xE2 0x80..0x83 and hold no decomposition.
std::size_t plain_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
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
  return at;
}

// The end of the well-formed text that begins at `at`.
std::size_t well_formed_until(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const Character next = character_at(text, at);
    if (!next.well_formed) break;
    at += next.size;
  }
  return at;
}

// ICU counts in int32_t, so a long text is normalised in pieces that end after a line feed, a
// character that composes with nothing (or, without one, where the piece is full and a new
// character that composes with nothing before it begins).
constexpr std::size_t kPieceBytes = 1U << 20U;

std::size_t piece_end(const icu::Normalizer2& form, std::string_view text, std::size_t begin, std::size_t end) {
  if (end - begin <= kPieceBytes) return end;
  const std::size_t feed = text.substr(begin, kPieceBytes).rfind('\n');
  if (feed != std::string_view::npos) return begin + feed + 1;
  std::size_t at = begin;
  while (at < end) {
    const Character next = character_at(text, at);
    if (at - begin >= kPieceBytes && form.hasBoundaryBefore(static_cast<UChar32>(next.code)) != 0) break;
    at += next.size;
  }
  return at;
}

}  // namespace

Reading::Reading(std::string_view source) : source_(source) {
  if (source.size() > kMaxTextBytes)
    throw RequestError("a document of " + std::to_string(source.size()) + " bytes is longer than the longest one, " +
                       std::to_string(kMaxTextBytes) + " bytes");
  const std::size_t plain = plain_prefix(source);
  if (plain == source.size()) return;

  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  // The data of this form are compiled into ICU's own library; it can fail only when memory does.
  if (U_FAILURE(status) != 0) return;

  // Back to a character that nothing behind it can join.
  std::size_t done = plain;
  while (done > 0 && static_cast<unsigned char>(source[done - 1]) >= 0x80) --done;
  done = done > 0 ? done - 1 : 0;

  std::string text(source.substr(0, done));
  while (done < source.size()) {
    const std::size_t end = well_formed_until(source, done);
    while (done < end) {
      const std::size_t stop = piece_end(*form, source, done, end);
      const icu::StringPiece piece(source.data() + done, static_cast<int32_t>(stop - done));
      icu::StringByteSink<std::string> sink(&text);
      icu::Edits edits;
      const std::size_t at = text.size();
      form->normalizeUTF8(0, piece, sink, &edits, status);
      if (U_FAILURE(status) != 0) {
        alignment_ = {};
        return;
      }
      for (auto edit = edits.getFineChangesIterator(); edit.next(status) != 0;) {
        const auto begin = static_cast<std::uint32_t>(at + static_cast<std::size_t>(edit.destinationIndex()));
        const auto from = static_cast<std::uint32_t>(done + static_cast<std::size_t>(edit.sourceIndex()));
        alignment_.change({begin, begin + static_cast<std::uint32_t>(edit.newLength())},
                          {from, from + static_cast<std::uint32_t>(edit.oldLength())});
      }
      done = stop;
    }
    if (done < source.size()) {
      const std::size_t size = character_at(source, done).size;
      text.append(source.substr(done, size));
      done += size;
    }
  }
  if (!alignment_.identity()) text_ = std::move(text);
}

}  // namespace ordagrant::text
