#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/document.h"
#include "ordagrant/batch/internal/stretch.h"
#include "ordagrant/language/identifier.h"
#include "ordagrant/text/positions.h"
#include "ordagrant/text/reading.h"

// Room: batch. The rows of the verbs text and language; see batch/kernel.h.

namespace ordagrant::batch::internal {

const std::vector<Field>& text_fields();
const std::vector<Field>& repair_fields();
// Of passages also where they stand.
const std::vector<Field>& language_fields(bool of_passages);

void add_text(const Document& document, std::string_view language, const text::Reading& reading, Columns& rows);
void add_repairs(const Document& document, const text::Reading& reading, Columns& rows);
void add_language(const Document& document, const language::Verdict& verdict, Columns& rows);

// Adds the language of each paragraph of a document, a stretch after the other.
class ParagraphLanguageRows {
 public:
  ParagraphLanguageRows(const Document& document, Columns& rows)
      : document_(document), rows_(rows), positions_(document.source) {}

  void add(const Stretch& stretch);

 private:
  const Document& document_;
  Columns& rows_;
  text::Positions positions_;
  std::size_t paragraphs_ = 0;  // in the stretches before
};

}  // namespace ordagrant::batch::internal
