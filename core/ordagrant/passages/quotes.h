#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/token.h"

// Room: passages. Tokens in, who says what and where out.
// Above it: tokens. Below it: stance, batch.

namespace ordagrant::passages {

enum class QuoteKind : std::uint8_t {
  direct_quote,  // words of somebody between marks, or a whole speech under the heading that names its speaker
  dash_speech,   // behind a dash at the beginning of a line
  block_quote,   // set apart by indentation, by > or by an announcement with a colon
  scare_quote,   // a word or phrase held at a distance, or quoted once more; whose it is, nobody says
  reported,      // what somebody is said to say, in the writer's words: behind "menar att", "enligt", "if\u00F8lge"
  title,         // of a book, a report, a project
};

std::string_view name(QuoteKind kind) noexcept;

// Tokens [begin, end): what is quoted, without its outer marks, dash or bullet.
struct Quote {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  QuoteKind kind = QuoteKind::direct_quote;
  bool closed = true;   // false: no mark ends it, and it is taken to end with its sentence or paragraph
  bool speech = false;  // all that one speaker says under a heading (SectionKind::speech); other quotes lie inside
  std::string speaker;  // resolved: "Karin Ekdal" for a later "hon"; empty: nobody is named
  std::optional<ByteSpan> speaker_span;  // where the name (or the pronoun that stood for it) is printed in the text
};

// Finds what is quoted in a text, and who says it.
//
//   "Det g\u00E5r bra", s\u00E4ger Karin Ekdal.         direct_quote, Karin Ekdal
//   \u2013 Det g\u00E5r bra, s\u00E4ger hon.                  dash_speech, Karin Ekdal
//   Ekdal menar att det g\u00E5r bra.            reported, Karin Ekdal
//   I rapporten \u201DMer tillit\u201D heter det ... title
//
// Marks are the straight ones, double and single, the curved ones in any direction (Swedish has the same one on both
// sides), and guillemets in any direction. A quotation never runs past its passage, unless the next one opens it anew;
// one that no mark closes ends with its sentence, where somebody is said to say it, or where the next one opens. A
// speaker is somebody whom the text names, in the words around the quotation or before them: nobody is guessed from
// what is said.
//
// A QuoteReader is immutable. It may be used from many threads at once.
class QuoteReader {
 public:
  // "und" knows no words, but marks and what the structure says. Throws RequestError for another language that is not
  // shipped.
  explicit QuoteReader(std::string_view language);
  ~QuoteReader();
  QuoteReader(QuoteReader&&) noexcept;
  QuoteReader& operator=(QuoteReader&&) noexcept;

  // In the order of their begin, the longer one first; a quote may lie inside another.
  //
  // Requires: `tokens` were made from `text`, `sentences` and `structure` from `tokens`. O(text.size()).
  std::vector<Quote> read(std::string_view text, std::span<const tokens::Token> tokens,
                          std::span<const std::uint32_t> sentences, const Structure& structure) const;

 private:
  struct Words;
  std::unique_ptr<const Words> words_;
};

}  // namespace ordagrant::passages
