#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/batch/arrow.h"
#include "ordagrant/batch/compared.h"
#include "ordagrant/lexicon/entry.h"
#include "ordagrant/stance/scorer.h"
#include "ordagrant/stance/tally.h"
#include "ordagrant/text/reading.h"
#include "ordagrant/text/repair.h"
#include "ordagrant/tokens/tokeniser.h"

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: every room.

namespace ordagrant::batch {

namespace internal {
class Engines;
class IdleMemories;
struct Memories;
struct Repeat;
struct ScoredUnit;
}  // namespace internal

// The language of a document that is to be found from its text.
inline constexpr std::string_view kAuto = "auto";

// A document as a reader hands it in; views that outlive the call.
struct Document {
  std::string_view id;
  std::string_view source;            // UTF-8; every position in the results is in it
  std::string_view language = kAuto;  // "auto", a shipped language or another code
  std::string_view status = "ok";     // or "partial"; rows of other documents have no figures
  std::string_view encoding = "utf-8";
  std::string_view group = {};  // what score by group adds up
  // Negative: it is not made of pages. Else a form feed in `source` stands between two pages.
  std::int64_t pages = -1;
  std::int64_t pages_read = -1;  // those with a text
  // Further columns of every row about the document, after those of the verb: names and values (none: null). They
  // are null for a document that has them not; a name that the verb's rows have themselves throws RequestError.
  std::vector<std::pair<std::string_view, std::optional<std::string_view>>> further = {};
};

// What a row of score() is about. The rows of passages and sentences have ids of the form document#number, from 0; the
// others the group's name, the month ("2024-03": that of the passage's date or, where it has none, the document's
// group) or the speaker's name. Groups, months and speakers are added up over all documents; a month, or a speaker,
// that is not known is an empty name.
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

struct VerbRows {
  Verb verb = Verb::score;
  Table rows;
  std::vector<std::int64_t> of_document;  // how many of them each document has
};

struct KernelOptions {
  std::vector<lexicon::Entry> entries;  // of any languages; without them nothing is hit
  unsigned threads = 1;                 // 0 is as many as the machine has
  text::RepairKinds repairs = text::RepairKinds::all();
  // A longer document is read in stretches of at most so many bytes: what is known of its tokens takes twenty times
  // them. At least 4.
  std::size_t stretch_bytes = 8U << 20U;
};

// Runs the rooms over documents and gives the columns of the verbs (one row a document, token or
// hit; the columns of rooms that do not stand yet are null).
//
//   const Kernel kernel({.entries = parse("npm.tsv", content)});
//   const Table hits = kernel.hits(documents);
//
// The rows come in the order of the documents. They are the same, and cut into the same pieces,
// for every number of threads. Immutable; may be used from many threads at once.
class Kernel {
 public:
  explicit Kernel(KernelOptions options);
  ~Kernel();
  Kernel(Kernel&&) noexcept;
  Kernel& operator=(Kernel&&) noexcept;

  // The rows of the verbs text (of --repairs as well), language, tokens, passages, quotes, hits and score.
  // Throws RequestError for a document longer than kMaxTextBytes.
  Table text(std::span<const Document> documents) const;
  Table repairs(std::span<const Document> documents) const;                             // a row each
  Table language(std::span<const Document> documents, Unit by = Unit::document) const;  // or passage
  Table tokens(std::span<const Document> documents, const TokenOptions& options = {}) const;
  Table passages(std::span<const Document> documents, const PassageOptions& options = {}) const;
  Table quotes(std::span<const Document> documents) const;
  Table hits(std::span<const Document> documents, const HitOptions& options = {}) const;
  Table score(std::span<const Document> documents, const ScoreOptions& options = {}) const;
  // The rows of each of these verbs, as it gives them by itself with its default options, but for `scorer`: a document
  // is read once for all of them. Requires: no verb stands twice.
  std::vector<VerbRows> plan(std::span<const Document> documents, std::span<const Verb> verbs,
                             const stance::ScorerOptions& scorer = {}) const;
  // What the decisions in the rows of score() were made of: a row a unit and signal, with how much there is of it and
  // what it adds to the log-odds of each pole.
  Table signals(std::span<const Document> documents, const ScoreOptions& options = {}) const;

  // Adds documents to those that scores are compared with (ScoreOptions::against); `part` must be the same there.
  void compare(std::span<const Document> documents, Part part, Compared& into) const;

  // Sentences that stand in several places of a unit (document, or group), a row each place; `counted` is the one that
  // ScoreOptions::repeats_once counts.
  Table repeats(std::span<const Document> documents, Unit by) const;

  // The entries the kernel counts by, one a row, in the order in which they win ties; where entries have places in a
  // further lexicon, those, as what they are in it.
  Table lexicon() const;

 private:
  template <typename Work>
  void each_stretch(const Document& document, internal::Memories& memories, Work work) const;
  std::string_view language_of(const Document& document) const;
  text::Reading reading_of(const Document& document, std::string_view language) const;
  void text_rows(const Document& document, Columns& rows) const;
  void repair_rows(const Document& document, Columns& rows) const;
  void language_rows(const Document& document, Unit by, internal::Memories& memories, Columns& rows) const;
  template <typename AddUnit>
  Table units(std::span<const Document> documents, const ScoreOptions& options, const std::vector<Field>& fields,
              AddUnit add_unit) const;
  std::vector<internal::ScoredUnit> tallies(const Document& document, const ScoreOptions& options,
                                            std::span<const internal::Repeat> repeats,
                                            internal::Memories& memories) const;
  std::vector<internal::Repeat> find_repeats(std::span<const Document> documents, Unit by) const;
  template <typename Work>
  void each_block(std::size_t blocks, Work work) const;
  template <typename BlockRows>
  Table blocks(std::span<const Document> documents, const std::vector<Field>& fields, BlockRows block_rows) const;
  template <typename RowsOf>
  Table rows(std::span<const Document> documents, const std::vector<Field>& fields, RowsOf rows_of) const;

  unsigned threads_;
  text::RepairKinds repairs_;
  std::size_t stretch_bytes_;
  std::map<std::string, internal::Engines, std::less<>> engines_;  // by language, "und" among them
  stance::Counter counter_;
  std::unique_ptr<internal::IdleMemories> memories_;
};

}  // namespace ordagrant::batch
