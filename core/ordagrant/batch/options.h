#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/batch/compared.h"
#include "ordagrant/lexicon/entry.h"
#include "ordagrant/stance/scorer.h"

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: stance, passages. No room is below it.

// What can be asked of a Kernel (batch/kernel.h).

namespace ordagrant::batch {

// What a row of Kernel::score() is about. The rows of passages and sentences have ids of the form document#number, from
// 0; the others the group's name, the month ("2024-03": that of the passage's date or, where it has none, the
// document's group) or the speaker's name. Groups, months and speakers are added up over all documents; a month, or a
// speaker, that is not known is an empty name.
enum class Unit : std::uint8_t { document, passage, sentence, group, month, speaker };

// Throws RequestError, naming the units, if `name` is none of theirs.
Unit unit_of(std::string_view name);

struct TokenOptions {
  // Only these, in the order of the verb; empty: all. What is not among them is not computed. Throws RequestError,
  // naming the columns, for another one.
  std::vector<std::string> columns = {};
  // The lemma of a word in lower case by another lemmatiser than forms::Lemmatiser, given the language; called for each
  // distinct word, by one thread at a time or by several.
  std::function<std::string(std::string_view language, std::string_view word)> lemma_of = nullptr;
};

struct PassageOptions {
  // Only passages of these kinds, and facts of these; empty: all passages, no facts. Throws RequestError, naming the
  // kinds, for another one.
  std::vector<std::string> kinds = {};
};

struct HitOptions {
  std::vector<lexicon::Pole> poles = {};  // only these; empty: all
  bool names = false;                     // hits of pole meta, category name, as well
  // Where entries have places in a further lexicon: also hits of those that have none, as what they are by themselves;
  // and columns own_pole and own_category, which say so of every hit.
  bool unplaced = false;
  // Words that are searched for instead of the lexicon's (lexicon::Search, whose errors are thrown); pole, category,
  // tier and weight are null then. `exact`: only as they are given.
  std::vector<std::string> terms = {};
  bool exact = false;
  bool frames = false;   // those of stance::FrameReader that have a pole: tier frame, of no weight
  bool as_said = false;  // with the voice that they have for who says them, as units of speakers count
};

// What the intervals of scores are drawn from, and what dispersion is over: the sentences of a unit, its passages or
// its documents.
enum class Part : std::uint8_t { sentences, passages, documents };

// Throws RequestError, naming the parts, if `name` is none of theirs.
Part part_of(std::string_view name);

struct ScoreOptions {
  Unit by = Unit::document;
  Part part = Part::sentences;
  // Counts a sentence of some length that stands in several places of a unit once, where it stands first; by document
  // or group alone (RequestError).
  bool repeats_once = false;
  const Compared* against = nullptr;  // adds columns that compare with these documents
  stance::ScorerOptions scorer = {};
};

// The verbs whose rows Kernel::plan() makes together.
enum class Verb : std::uint8_t { score, hits, passages, quotes };

// Throws RequestError, naming the verbs, if `name` is none of theirs.
Verb verb_of(std::string_view name);

}  // namespace ordagrant::batch
