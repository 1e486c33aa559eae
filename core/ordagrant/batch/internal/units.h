#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/internal/stretch.h"
#include "ordagrant/batch/kernel.h"
#include "ordagrant/stance/scorer.h"
#include "ordagrant/stance/tally.h"

// Room: batch. What the verb score has a row for; see batch/kernel.h.

namespace ordagrant::batch::internal {

// Was there text to read? All of it, or some of its pages.
bool has_text(std::string_view status);

// A document, a part of it, or what several of them say between them.
struct ScoredUnit {
  std::string id;
  std::string language;  // empty: several, or none
  std::string status;
  bool has_lexicon = false;
  stance::Tally tally;
};

// Units of all documents by their ids.
using UnitSums = std::map<std::string, ScoredUnit>;

// Adds a unit to the sum of its id. A sum of documents that were all read is ok, one of some partial; its language is
// the one that all of them have.
void merge(const ScoredUnit& unit, UnitSums& sums);

// Rows for the months between the first and the last that have one: that nothing was said is not known.
void fill_months(const stance::Tally& empty, UnitSums& sums);

// Tallies the units of one document, a stretch after the other.
class UnitTallies {
 public:
  UnitTallies(const Document& document, Unit by, const stance::Counter& counter)
      : document_(document), by_(by), counter_(counter) {}

  void add(Stretch& stretch);
  // A document that has no text is one unit.
  void add_unread();
  // The units, of which there is at least one.
  std::vector<ScoredUnit> finish();

 private:
  void add_unit(const std::string& id);
  void add_sentences(Stretch& stretch);
  void add_passages(Stretch& stretch);
  std::string name_of(Stretch& stretch, std::uint32_t passage, const passages::Quote* quote) const;

  const Document& document_;
  Unit by_;
  const stance::Counter& counter_;
  std::string language_;  // of the document
  bool has_lexicon_ = false;
  std::vector<ScoredUnit> units_;
  std::map<std::string, std::size_t> numbers_;  // of units, where a passage is a part of one
  std::size_t passages_ = 0;                    // in the stretches before
};

std::vector<Field> score_fields(const stance::Counter& counter);
void add_score(const ScoredUnit& unit, const stance::Scorer& scorer, const stance::Counter& counter, Columns& row);

}  // namespace ordagrant::batch::internal
