#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/internal/stretch.h"
#include "ordagrant/batch/kernel.h"
#include "ordagrant/text/positions.h"

// Room: batch. The rows of the verbs passages and quotes; see batch/kernel.h.

namespace ordagrant::batch::internal {

// Those of every passage, and those that the kinds of facts among `kinds` have. Throws RequestError, naming the kinds,
// for another one.
std::vector<Field> passage_fields(const std::vector<std::string>& kinds);

// Adds the rows of a document, a stretch after the other.
class PassageRows {
 public:
  PassageRows(const Document& document, const PassageOptions& options, Columns& columns)
      : document_(document), options_(options), columns_(columns), positions_(document.source) {}

  void add(Stretch& stretch);

 private:
  bool asks_for(std::string_view kind) const;
  bool asks_for_facts() const;
  void begin_row(Stretch& stretch, std::uint32_t number, std::string_view kind, ByteSpan span,
                 const passages::Fact* fact = nullptr);
  void add_fact(const passages::Fact& fact);

  const Document& document_;
  const PassageOptions& options_;
  Columns& columns_;
  text::Positions positions_;
  std::int64_t passages_ = 0;  // in the stretches before
};

const std::vector<Field>& quote_fields();

// The same for quotations.
class QuoteRows {
 public:
  QuoteRows(const Document& document, Columns& columns)
      : document_(document), columns_(columns), positions_(document.source), speakers_(document.source) {}

  void add(Stretch& stretch);

 private:
  const Document& document_;
  Columns& columns_;
  text::Positions positions_;
  text::Positions speakers_;  // those stand before their words or behind them
  std::int64_t quotes_ = 0;   // in the stretches before
};

}  // namespace ordagrant::batch::internal
