#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: demand. What a contact says, without who says it.

namespace ordagrant::demand::internal {

// A contact without its personal data, and without the stretches that only greet, sign or say how to reach somebody:
// a model that read them would learn from names, and a line with a phone number would turn a verdict.
//
//   Hej! Soporna st\u00E5r kvar. Ring 070-...      Soporna st\u00E5r kvar.
//   Jag heter ..., hur ans\u00F6ker man?          hur ans\u00F6ker man?
//
// A stretch ends with a line or a mark. It goes whole if it has no words but those of contact_details.tsv, numbers and
// personal data, and among them personal data or a courtesy ("hej", "mvh"); of any other the personal data goes. With a
// signature its last lines go too, the title and the employer ("Rektor").
// Languages are not told apart here, so that what a text is read as does not depend on what it was taken for.
class Matter {
 public:
  // Requires: `source` outlives this. Any bytes are a legal source.
  explicit Matter(std::string_view source);

  // The source itself where nothing had to go.
  std::string_view text() const { return kept_.empty() ? source_ : std::string_view(text_); }

  // Requires: a span of text() that is not empty. It may cover what went.
  ByteSpan to_source(ByteSpan span) const;

 private:
  struct Kept {
    ByteSpan source;
    std::uint32_t begin = 0;  // in text()
  };

  std::uint32_t place(std::uint32_t at) const;

  std::string_view source_;
  std::string text_;
  std::vector<Kept> kept_;  // in order; empty where nothing had to go
};

}  // namespace ordagrant::demand::internal
