#pragma once

#include <optional>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/document.h"
#include "ordagrant/batch/internal/hit_rows.h"
#include "ordagrant/batch/internal/passage_rows.h"
#include "ordagrant/batch/internal/stretch.h"
#include "ordagrant/batch/internal/units.h"
#include "ordagrant/batch/options.h"
#include "ordagrant/stance/scorer.h"
#include "ordagrant/stance/tally.h"

// Room: batch. The rows of several verbs, made in one reading; see batch/kernel.h.

namespace ordagrant::batch::internal {

// The fields of a verb with its default options.
std::vector<Field> planned_fields(Verb verb, const stance::Counter& counter);

// Adds the rows about one document, a stretch after the other.
class PlannedRows {
 public:
  // Requires: what it is given outlives it, as do the rows that begin() is given.
  PlannedRows(const Document& document, const stance::Counter& counter);

  // Called once for each verb, before add().
  void begin(Verb verb, Columns& rows);
  // Does any of the verbs ask for the stretches? The rows of score have nothing to say of a document without text.
  bool reads() const;
  void add(Stretch& stretch);
  void finish(const stance::Scorer& scorer);

 private:
  const Document& document_;
  const stance::Counter& counter_;
  HitOptions shown_;
  PassageOptions passing_;
  Columns* scores_ = nullptr;
  std::optional<UnitTallies> tallies_;
  std::optional<HitRows> hits_;
  std::optional<PassageRows> passages_;
  std::optional<QuoteRows> quotes_;
};

}  // namespace ordagrant::batch::internal
