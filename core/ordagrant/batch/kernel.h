#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/batch/arrow.h"
#include "ordagrant/batch/compared.h"
#include "ordagrant/batch/document.h"
#include "ordagrant/batch/options.h"
#include "ordagrant/lexicon/entry.h"
#include "ordagrant/stance/scorer.h"
#include "ordagrant/stance/tally.h"
#include "ordagrant/text/reading.h"
#include "ordagrant/text/repair.h"

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: stance, passages. No room is below it.

namespace ordagrant::batch {

namespace internal {
class Engines;
class IdleMemories;
struct Memories;
struct Repeat;
struct ScoredUnit;
}  // namespace internal

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
  // them. Fewer than 4 are taken for 4.
  std::size_t stretch_bytes = 8U << 20U;
};

// Runs the rooms over documents and gives the columns of the verbs: a row a document, token, hit or whatever else the
// verb is about.
//
//   const Kernel kernel({.entries = parse("npm.tsv", content)});
//   const Table hits = kernel.hits(documents);
//
// The rows come in the order of the documents. They are the same, and cut into the same pieces,
// for every number of threads. Immutable; may be used from many threads at once.
class Kernel {
 public:
  // Throws RequestError if an entry's `pos` is none of its language.
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
  void language_rows(const Document& document, Unit by, internal::Memories& memories, Columns& rows) const;
  template <typename AddUnit>
  Table units(std::span<const Document> documents, const ScoreOptions& options, const std::vector<Field>& fields,
              AddUnit add_unit) const;
  std::vector<internal::ScoredUnit> tallies(const Document& document, const ScoreOptions& options,
                                            std::span<const internal::Repeat> repeats,
                                            internal::Memories& memories) const;
  std::vector<internal::Repeat> find_repeats(std::span<const Document> documents, Unit by) const;
  void each_block(std::size_t blocks, const std::function<void(std::size_t, internal::Memories&)>& work) const;
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
