#include "ordagrant/batch/internal/planned_rows.h"

#include <span>

namespace ordagrant::batch::internal {

std::vector<Field> planned_fields(Verb verb, const stance::Counter& counter) {
  switch (verb) {
    case Verb::score:
      return score_fields(counter, std::nullopt);
    case Verb::hits:
      return hit_fields(false);
    case Verb::passages:
      return passage_fields({});
    case Verb::quotes:
      break;
  }
  return quote_fields();
}

PlannedRows::PlannedRows(const Document& document, const stance::Counter& counter)
    : document_(document), counter_(counter) {
  shown_.unplaced = counter.places().empty();
}

void PlannedRows::begin(Verb verb, Columns& rows) {
  switch (verb) {
    case Verb::score:
      scores_ = &rows;
      tallies_.emplace(document_, ScoreOptions().by, ScoreOptions().part, std::span<const Repeat>(), counter_);
      break;
    case Verb::hits:
      hits_.emplace(document_, shown_, false, rows);
      break;
    case Verb::passages:
      passages_.emplace(document_, passing_, rows);
      break;
    case Verb::quotes:
      quotes_.emplace(document_, rows);
      break;
  }
}

bool PlannedRows::reads() const { return has_text(document_.status) || hits_ || passages_ || quotes_; }

void PlannedRows::add(Stretch& stretch) {
  if (tallies_ && has_text(document_.status)) tallies_->add(stretch);
  if (hits_) hits_->add(stretch);
  if (passages_) passages_->add(stretch);
  if (quotes_) quotes_->add(stretch);
}

void PlannedRows::finish(const stance::Scorer& scorer) {
  if (!tallies_) return;
  if (!has_text(document_.status)) tallies_->add_unread();
  for (const ScoredUnit& unit : tallies_->finish()) add_score(unit, scorer, counter_, std::nullopt, *scores_);
}

}  // namespace ordagrant::batch::internal
