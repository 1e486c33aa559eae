#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/compared.h"
#include "ordagrant/batch/internal/repeats.h"
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
  // `repeats` are those of the document; what of them is not counted is passed over.
  UnitTallies(const Document& document, Unit by, Part part, std::span<const Repeat> repeats,
              const stance::Counter& counter)
      : document_(document), by_(by), part_(part), repeats_(repeats), counter_(counter) {}

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
  bool is_repeat(std::size_t sentence);
  void add_sample(std::size_t unit, const stance::Sample& sample);
  void end_part();

  const Document& document_;
  Unit by_;
  Part part_;
  std::span<const Repeat> repeats_;  // those to come
  const stance::Counter& counter_;
  std::string language_;  // of the document
  bool has_lexicon_ = false;
  std::vector<ScoredUnit> units_;
  std::map<std::string, std::size_t> numbers_;            // of units, where a passage is a part of one
  std::map<std::size_t, stance::Sample> part_under_way_;  // by the number of the unit
  std::size_t sentences_ = 0;                             // in the stretches before
  std::size_t passages_ = 0;                              // in the stretches before
};

// The documents that scores are compared with, and their draws, which are made once.
struct Comparison {
  Comparison(const Compared& with, const stance::Scorer& scorer)
      : compared(with), draws(scorer.draws(with.together(), 1)) {}

  const Compared& compared;
  stance::Draws draws;
};

// `comparison` may be none.
std::vector<Field> score_fields(const stance::Counter& counter, const std::optional<Comparison>& comparison);
void add_score(const ScoredUnit& unit, const stance::Scorer& scorer, const stance::Counter& counter,
               const std::optional<Comparison>& comparison, Columns& row);

// What its decision was made of: a row for each signal that there is.
const std::vector<Field>& signal_fields();
void add_signals(const ScoredUnit& unit, Columns& table);

}  // namespace ordagrant::batch::internal
