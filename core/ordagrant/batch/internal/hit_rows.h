#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/internal/stretch.h"
#include "ordagrant/batch/kernel.h"
#include "ordagrant/lexicon/search.h"
#include "ordagrant/text/positions.h"

// Room: batch. The rows of the verb hits; see batch/kernel.h.

namespace ordagrant::batch::internal {

// `own`: with columns for what a hit is by itself, where it is shown as its place in a further lexicon.
std::vector<Field> hit_fields(bool own);

// Adds the rows of documents, a stretch after the other.
class HitRows {
 public:
  HitRows(const Document& document, const HitOptions& options, bool own, Columns& columns)
      : document_(document), options_(options), own_(own), columns_(columns), positions_(document.source) {}

  // The hits of the lexicon.
  void add(Stretch& stretch);
  // What was searched for, in texts of the stretch's language.
  void add(Stretch& stretch, const lexicon::Search& search);

 private:
  void add(Stretch& stretch, const lexicon::Match& match, const lexicon::Entry& entry, stance::Sense sense,
           bool is_frame);
  void add_place(Stretch& stretch, const lexicon::Match& match);
  void add_sense(stance::Sense sense);
  void end(Stretch& stretch);

  const Document& document_;
  const HitOptions& options_;
  bool own_;
  Columns& columns_;
  text::Positions positions_;
  // In the stretches before.
  std::int64_t sentences_ = 0;
  std::int64_t passages_ = 0;
};

}  // namespace ordagrant::batch::internal
