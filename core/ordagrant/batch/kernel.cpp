#include "ordagrant/batch/kernel.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "ordagrant/base/checkpoint.h"
#include "ordagrant/base/error.h"
#include "ordagrant/batch/internal/blocks.h"
#include "ordagrant/batch/internal/entry_rows.h"
#include "ordagrant/batch/internal/hit_rows.h"
#include "ordagrant/batch/internal/passage_rows.h"
#include "ordagrant/batch/internal/planned_rows.h"
#include "ordagrant/batch/internal/repeats.h"
#include "ordagrant/batch/internal/stretch.h"
#include "ordagrant/batch/internal/text_rows.h"
#include "ordagrant/batch/internal/token_rows.h"
#include "ordagrant/batch/internal/units.h"
#include "ordagrant/language/identifier.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/positions.h"
#include "ordagrant/text/reading.h"

namespace ordagrant::batch {

namespace {

// Where the stretch that begins at `begin` ends: where a paragraph does, if one ends in its last part, else a
// line, a word or at least a character. A paragraph that ends with a stop is no heading of what follows.
std::size_t stretch_end(std::string_view text, std::size_t begin, std::size_t bytes) {
  if (text.size() - begin <= bytes) return text.size();
  const std::string_view last = text.substr(begin + bytes / 2, bytes - bytes / 2);
  for (const std::string_view gap : {".\n\n", ".\r\n\r\n", "\n\n", "\n\r\n", "\n", " "})
    if (const std::size_t at = last.rfind(gap); at != std::string_view::npos)
      return begin + bytes / 2 + at + gap.size();
  std::size_t end = begin + bytes;
  while (end > begin + 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return end;
}

// What a text is in is asked of its opening, with its letters mended but not yet its words: for that the
// language must be known.
language::Verdict verdict_on(const Document& document, text::RepairKinds repairs) {
  constexpr std::size_t kOpeningBytes = 1U << 15U;
  const std::size_t begin = std::min(document.source.find_first_not_of(" \t\r\n\f"), document.source.size());
  text::RepairKinds letters;
  for (const text::RepairKind kind : {text::RepairKind::mojibake, text::RepairKind::decomposed,
                                      text::RepairKind::ligature, text::RepairKind::soft_hyphen})
    if (repairs.has(kind)) letters.add(kind);
  return language::identify(text::Reading(document.source.substr(begin, kOpeningBytes), {.kinds = letters}).text());
}

}  // namespace

Kernel::Kernel(KernelOptions options)
    : threads_(options.threads),
      repairs_(options.repairs),
      stretch_bytes_(std::max<std::size_t>(options.stretch_bytes, 4)),
      counter_(options.entries),
      memories_(std::make_unique<internal::IdleMemories>()) {
  if (threads_ == 0) threads_ = std::max(1U, std::thread::hardware_concurrency());
  engines_.emplace(language::kUndetermined, internal::Engines());
  for (const std::string& language : language::shipped())
    engines_.emplace(language, internal::Engines(language, options.entries));
}

Kernel::~Kernel() = default;
Kernel::Kernel(Kernel&&) noexcept = default;
Kernel& Kernel::operator=(Kernel&&) noexcept = default;

std::string_view Kernel::language_of(const Document& document) const {
  return document.language == kAuto ? verdict_on(document, repairs_).code : document.language;
}

text::Reading Kernel::reading_of(const Document& document, std::string_view language) const {
  return text::Reading(document.source, {.knowledge = language::knowledge(language), .kinds = repairs_});
}

// Calls work(stretch) for the stretches of a document in their order.
template <typename Work>
void Kernel::each_stretch(const Document& document, internal::Memories& memories, Work work) const {
  const std::string_view language = language_of(document);
  const text::Reading reading = reading_of(document, language);
  auto engines = engines_.find(language);
  if (engines == engines_.end()) engines = engines_.find(language::kUndetermined);
  passages::StructureState structure;
  std::size_t begin = 0;
  do {
    checkpoint();
    const std::size_t end = stretch_end(reading.text(), begin, stretch_bytes_);
    internal::Stretch stretch(reading, begin, end, language, engines->second, memories, structure);
    work(stretch);
    // What is open here goes on in the next one.
    if (end < reading.text().size()) stretch.structure();
    begin = end;
  } while (begin < reading.text().size());
}

void Kernel::language_rows(const Document& document, Unit by, internal::Memories& memories, Columns& rows) const {
  if (by != Unit::passage || !internal::has_text(document.status)) {
    internal::add_language(document, verdict_on(document, repairs_), rows);
    return;
  }
  internal::ParagraphLanguageRows paragraphs(document, rows);
  each_stretch(document, memories, [&](const internal::Stretch& stretch) { paragraphs.add(stretch); });
}

std::vector<internal::ScoredUnit> Kernel::tallies(const Document& document, const ScoreOptions& options,
                                                  std::span<const internal::Repeat> repeats,
                                                  internal::Memories& memories) const {
  internal::UnitTallies tallies(document, options.by, options.part, repeats, counter_);
  if (internal::has_text(document.status))
    each_stretch(document, memories, [&](internal::Stretch& stretch) { tallies.add(stretch); });
  else
    tallies.add_unread();
  return tallies.finish();
}

void Kernel::each_block(std::size_t blocks, const std::function<void(std::size_t, internal::Memories&)>& work) const {
  internal::each_block(blocks, threads_, *memories_, work);
}

// The rows of every block: block_rows(documents, begin, memories, columns) is to call begin(document) before it adds
// those of a document.
template <typename BlockRows>
Table Kernel::blocks(std::span<const Document> documents, const std::vector<Field>& fields,
                     BlockRows block_rows) const {
  const std::vector<std::span<const Document>> blocks = internal::blocks_of(documents);
  const std::vector<Field> all = internal::with_further(documents, fields);
  Table table(blocks.size(), Columns(all));
  each_block(blocks.size(), [&](std::size_t block, internal::Memories& memories) {
    const auto begin = [&](const Document& document) {
      internal::fill_further(document, all, fields.size(), table[block]);
    };
    block_rows(blocks[block], begin, memories, table[block]);
  });
  return table;
}

template <typename RowsOf>
Table Kernel::rows(std::span<const Document> documents, const std::vector<Field>& fields, RowsOf rows_of) const {
  return blocks(documents, fields,
                [&](std::span<const Document> block, auto begin, internal::Memories& memories, Columns& columns) {
                  for (const Document& document : block) {
                    begin(document);
                    rows_of(document, memories, columns);
                  }
                });
}

Table Kernel::text(std::span<const Document> documents) const {
  return rows(documents, internal::text_fields(),
              [this](const Document& document, internal::Memories&, Columns& table) {
                const std::string_view language = language_of(document);
                internal::add_text(document, language, reading_of(document, language), table);
              });
}

Table Kernel::repairs(std::span<const Document> documents) const {
  return rows(documents, internal::repair_fields(),
              [this](const Document& document, internal::Memories&, Columns& table) {
                internal::add_repairs(document, reading_of(document, language_of(document)), table);
              });
}

Table Kernel::language(std::span<const Document> documents, Unit by) const {
  return rows(documents, internal::language_fields(by == Unit::passage),
              [&](const Document& document, internal::Memories& memories, Columns& table) {
                language_rows(document, by, memories, table);
              });
}

Table Kernel::tokens(std::span<const Document> documents, const TokenOptions& options) const {
  return blocks(documents, internal::token_fields(options.columns),
                [&](std::span<const Document> block, auto begin, internal::Memories& memories, Columns& columns) {
                  std::size_t bytes = 0;
                  for (const Document& document : block) bytes += document.source.size();
                  internal::TokenRows rows(options, bytes, columns);
                  for (const Document& document : block) {
                    begin(document);
                    text::Positions positions(document.source);
                    std::int64_t sentences = 0;  // in the stretches before
                    each_stretch(document, memories, [&](internal::Stretch& stretch) {
                      rows.add(document.id, sentences, stretch, positions);
                      sentences += static_cast<std::int64_t>(stretch.sentences().size());
                    });
                  }
                  rows.finish();
                });
}

Table Kernel::passages(std::span<const Document> documents, const PassageOptions& options) const {
  return rows(documents, internal::passage_fields(options.kinds),
              [&](const Document& document, internal::Memories& memories, Columns& columns) {
                internal::PassageRows rows(document, options, columns);
                each_stretch(document, memories, [&](internal::Stretch& stretch) { rows.add(stretch); });
              });
}

Table Kernel::quotes(std::span<const Document> documents) const {
  return rows(documents, internal::quote_fields(),
              [&](const Document& document, internal::Memories& memories, Columns& columns) {
                internal::QuoteRows rows(document, columns);
                each_stretch(document, memories, [&](internal::Stretch& stretch) { rows.add(stretch); });
              });
}

Table Kernel::hits(std::span<const Document> documents, const HitOptions& options) const {
  HitOptions shown = options;
  const bool has_places = !counter_.places().empty();
  if (!has_places) shown.unplaced = true;
  const bool own = has_places && options.unplaced;
  std::map<const internal::Engines*, lexicon::Search> searches;
  for (const auto& [language, engines] : engines_)
    if (!options.terms.empty())
      searches.emplace(&engines, lexicon::Search(language, options.terms, {.exact = options.exact}));
  return rows(documents, internal::hit_fields(own),
              [&](const Document& document, internal::Memories& memories, Columns& columns) {
                internal::HitRows rows(document, shown, own, columns);
                each_stretch(document, memories, [&](internal::Stretch& stretch) {
                  if (searches.empty())
                    rows.add(stretch);
                  else
                    rows.add(stretch, searches.at(&stretch.engines()));
                });
              });
}

std::vector<internal::Repeat> Kernel::find_repeats(std::span<const Document> documents, Unit by) const {
  if (by != Unit::document && by != Unit::group)
    throw RequestError("repeated text is found by document or by group alone");
  const std::vector<std::span<const Document>> blocks = internal::blocks_of(documents);
  std::vector<std::vector<internal::LongSentence>> found(blocks.size());
  each_block(blocks.size(), [&](std::size_t block, internal::Memories& memories) {
    for (const Document& document : blocks[block]) {
      if (!internal::has_text(document.status)) continue;
      std::uint32_t sentences = 0;  // in the stretches before
      each_stretch(document, memories, [&](const internal::Stretch& stretch) {
        internal::add_long_sentences(static_cast<std::uint32_t>(&document - documents.data()), sentences, stretch,
                                     found[block]);
        sentences += static_cast<std::uint32_t>(stretch.sentences().size());
      });
    }
  });
  std::vector<internal::LongSentence> all;
  for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());

  std::vector<std::size_t> unit_of;
  std::map<std::string_view, std::size_t> groups;
  for (const Document& document : documents)
    unit_of.push_back(by == Unit::document ? unit_of.size()
                                           : groups.try_emplace(document.group, groups.size()).first->second);
  return internal::repeats_among(std::move(all), documents, unit_of);
}

Table Kernel::repeats(std::span<const Document> documents, Unit by) const {
  const std::vector<internal::Repeat> repeats = find_repeats(documents, by);
  std::size_t next = 0;
  Table table{Columns(internal::repeat_fields())};
  for (std::size_t number = 0; next < repeats.size(); ++number) {
    text::Positions positions(documents[number].source);
    for (; next < repeats.size() && repeats[next].place.document == number; ++next)
      internal::add_repeat(repeats[next], documents[number], positions, table.front());
  }
  return table;
}

void Kernel::compare(std::span<const Document> documents, Part part, Compared& into) const {
  const std::vector<std::span<const Document>> blocks = internal::blocks_of(documents);
  std::vector<std::vector<internal::ScoredUnit>> found(blocks.size());
  each_block(blocks.size(), [&](std::size_t block, internal::Memories& memories) {
    for (const Document& document : blocks[block])
      for (internal::ScoredUnit& unit : tallies(document, {.part = part}, {}, memories))
        if (internal::has_text(unit.status) && unit.has_lexicon && unit.tally.words > 0)
          found[block].push_back(std::move(unit));
  });
  for (const auto& units : found)
    for (const internal::ScoredUnit& unit : units) into.add(unit.tally, counter_.categories());
}

// The rows that add_unit() gives of each unit.
template <typename AddUnit>
Table Kernel::units(std::span<const Document> documents, const ScoreOptions& options, const std::vector<Field>& fields,
                    AddUnit add_unit) const {
  std::vector<internal::Repeat> repeats;
  if (options.repeats_once) repeats = find_repeats(documents, options.by);
  const auto units_of = [&](const Document& document, internal::Memories& memories) {
    const auto number = static_cast<std::uint32_t>(&document - documents.data());
    const auto first_from = [&](std::uint32_t least) {
      return std::partition_point(repeats.begin(), repeats.end(),
                                  [&](const internal::Repeat& repeat) { return repeat.place.document < least; });
    };
    return tallies(document, options, {first_from(number), first_from(number + 1)}, memories);
  };
  if (options.by == Unit::document || options.by == Unit::passage || options.by == Unit::sentence)
    return rows(documents, fields, [&](const Document& document, internal::Memories& memories, Columns& table) {
      for (const internal::ScoredUnit& unit : units_of(document, memories)) add_unit(unit, table);
    });

  const std::vector<std::span<const Document>> blocks = internal::blocks_of(documents);
  std::vector<internal::UnitSums> found(blocks.size());
  each_block(blocks.size(), [&](std::size_t block, internal::Memories& memories) {
    for (const Document& document : blocks[block])
      for (const internal::ScoredUnit& unit : units_of(document, memories)) internal::merge(unit, found[block]);
  });
  internal::UnitSums sums;
  for (const internal::UnitSums& part : found)
    for (const auto& [name, unit] : part) internal::merge(unit, sums);
  if (options.by == Unit::month) internal::fill_months(counter_.empty(), sums);
  Table table(1, Columns(fields));
  for (const auto& [name, unit] : sums) add_unit(unit, table.front());
  return table;
}

Table Kernel::score(std::span<const Document> documents, const ScoreOptions& options) const {
  stance::ScorerOptions scoring = options.scorer;
  // One sentence says that it has no more to say; one passage or document, only how the text was cut.
  if (options.part != Part::sentences) scoring.least_samples = 2;
  const stance::Scorer scorer(scoring);
  std::optional<internal::Comparison> comparison;
  if (options.against != nullptr) comparison.emplace(*options.against, scorer);
  return units(documents, options, internal::score_fields(counter_, comparison),
               [&](const internal::ScoredUnit& unit, Columns& row) {
                 internal::add_score(unit, scorer, counter_, comparison, row);
               });
}

std::vector<VerbRows> Kernel::plan(std::span<const Document> documents, std::span<const Verb> verbs,
                                   const stance::ScorerOptions& scorer) const {
  const stance::Scorer drawing(scorer);
  const std::vector<std::span<const Document>> blocks = internal::blocks_of(documents);
  std::vector<VerbRows> made;
  std::vector<std::size_t> own;             // columns of the verb, and
  std::vector<std::vector<Field>> columns;  // those with the further ones
  for (const Verb verb : verbs) {
    const std::vector<Field> fields = internal::planned_fields(verb, counter_);
    own.push_back(fields.size());
    columns.push_back(internal::with_further(documents, fields));
    made.push_back({verb, Table(blocks.size(), Columns(columns.back())), std::vector<std::int64_t>(documents.size())});
  }
  each_block(blocks.size(), [&](std::size_t block, internal::Memories& memories) {
    for (const Document& document : blocks[block]) {
      const auto number = static_cast<std::size_t>(&document - documents.data());
      internal::PlannedRows planned(document, counter_);
      for (std::size_t verb = 0; verb < made.size(); ++verb) {
        Columns& rows = made[verb].rows[block];
        internal::fill_further(document, columns[verb], own[verb], rows);
        made[verb].of_document[number] = -rows.size();
        planned.begin(made[verb].verb, rows);
      }
      if (planned.reads()) each_stretch(document, memories, [&](internal::Stretch& stretch) { planned.add(stretch); });
      planned.finish(drawing);
      for (VerbRows& rows : made) rows.of_document[number] += rows.rows[block].size();
    }
  });
  return made;
}

Table Kernel::signals(std::span<const Document> documents, const ScoreOptions& options) const {
  return units(documents, options, internal::signal_fields(),
               [](const internal::ScoredUnit& unit, Columns& table) { internal::add_signals(unit, table); });
}

Table Kernel::lexicon() const {
  Table table{Columns(internal::entry_fields())};
  for (const auto& [language, engines] : engines_)
    if (engines.matcher) internal::add_entries(engines.matcher->entries(), !counter_.places().empty(), table.front());
  return table;
}

}  // namespace ordagrant::batch
