// Any bytes, divided into documents: as columns of Arrow of every type, sliced, with nulls and with rubbish under them,
// they are the documents that they were made of. The rows that the verbs give of them are the same together and by
// themselves, on one thread and on several, with what was found in other documents and without; the words of a hit
// stand where it says; and the rows are JSON lines of well-formed UTF-8, and come back through a stream of Arrow.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/batch/arrow.h"
#include "ordagrant/batch/arrow_documents.h"
#include "ordagrant/batch/json_lines.h"
#include "ordagrant/batch/kernel.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"
#include "promises.h"
#include "shipped_lexicon.h"

namespace ordagrant::batch {
namespace {

// --- Columns of Arrow -----------------------------------------------------------------------------

using Cell = std::optional<std::string>;

// A column as another library could hand it over: no byte behind what the format asks for may be read.
class Array {
 public:
  // `skipped` rows stand before the first one.
  Array(std::string_view name, std::string_view format, const std::vector<Cell>& cells, std::int64_t skipped)
      : name_(name), format_(format), skipped_(skipped) {
    const bool dictionary = format.size() == 1 && format != "u" && format != "U";
    if (dictionary) {
      add_codes(cells);
    } else {
      add_texts(cells);
    }
    array_ = {.length = static_cast<std::int64_t>(cells.size()),
              .null_count = -1,  // nobody has counted
              .offset = skipped,
              .n_buffers = static_cast<std::int64_t>(pointers_.size()),
              .buffers = pointers_.data(),
              .dictionary = values_ ? &values_->array_ : nullptr};
    schema_ = {.format = format_.c_str(), .name = name_.c_str(), .flags = 2};
    if (values_) schema_.dictionary = &values_->schema_;
  }

  ArrowSchema* schema() { return &schema_; }
  ArrowArray* array() { return &array_; }

 private:
  template <typename Value>
  const void* keep(const std::vector<Value>& values) {
    std::vector<char>& bytes = buffers_.emplace_back(values.size() * sizeof(Value));
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes.empty() ? nullptr : bytes.data();
  }

  // Which rows are there; none is written where all are.
  void add_validity(const std::vector<Cell>& cells) {
    const auto rows = static_cast<std::size_t>(skipped_) + cells.size();
    std::vector<std::uint8_t> valid((rows + 7) / 8, 0xA5);
    bool all = true;
    for (std::size_t row = 0; row < cells.size(); ++row) {
      const std::size_t at = static_cast<std::size_t>(skipped_) + row;
      const auto bit = static_cast<std::uint8_t>(1U << at % 8);
      valid[at / 8] = static_cast<std::uint8_t>(cells[row] ? valid[at / 8] | bit : valid[at / 8] & ~bit);
      all = all && cells[row];
    }
    pointers_.push_back(all ? nullptr : keep(valid));
  }

  // Each of the texts, rubbish where there is none.
  static std::string_view bytes_of(const Cell& cell) {
    return cell ? std::string_view(*cell) : "\xFFrubbish of a null";
  }

  void add_texts(const std::vector<Cell>& cells) {
    add_validity(cells);
    std::vector<Cell> rows(static_cast<std::size_t>(skipped_), Cell("before the slice"));
    rows.insert(rows.end(), cells.begin(), cells.end());
    if (format_ == "u") add_between<std::int32_t>(rows);
    if (format_ == "U") add_between<std::int64_t>(rows);
    if (format_ == "vu") add_views(rows);
  }

  template <typename Offset>
  void add_between(const std::vector<Cell>& rows) {
    std::vector<Offset> offsets{0};
    std::vector<char> bytes;
    for (const Cell& row : rows) {
      const std::string_view text = bytes_of(row);
      bytes.insert(bytes.end(), text.begin(), text.end());
      offsets.push_back(static_cast<Offset>(bytes.size()));
    }
    pointers_.push_back(keep(offsets));
    pointers_.push_back(keep(bytes));
  }

  // Short texts in the view, the others in turn in one of two buffers.
  void add_views(const std::vector<Cell>& rows) {
    constexpr std::size_t kWidth = 16;
    constexpr std::size_t kInside = 12;
    std::vector<char> views(rows.size() * kWidth);
    std::array<std::vector<char>, 2> far;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::string_view text = bytes_of(rows[row]);
      char* const view = views.data() + row * kWidth;
      const auto size = static_cast<std::int32_t>(text.size());
      std::memcpy(view, &size, sizeof size);
      if (text.size() <= kInside) {
        if (!text.empty()) std::memcpy(view + 4, text.data(), text.size());
        continue;
      }
      std::vector<char>& bytes = far.at(row % 2);
      const auto number = static_cast<std::int32_t>(row % 2);
      const auto begin = static_cast<std::int32_t>(bytes.size());
      std::memcpy(view + 4, text.data(), 4);
      std::memcpy(view + 8, &number, sizeof number);
      std::memcpy(view + 12, &begin, sizeof begin);
      bytes.insert(bytes.end(), text.begin(), text.end());
      if (!rows[row]) std::memset(view, 0xEE, kWidth);  // a null says nothing
    }
    pointers_.push_back(keep(views));
    for (const std::vector<char>& bytes : far) pointers_.push_back(keep(bytes));
    pointers_.push_back(keep(
        std::vector<std::int64_t>{static_cast<std::int64_t>(far[0].size()), static_cast<std::int64_t>(far[1].size())}));
  }

  // The texts in a dictionary, backwards, and the number of each, which is rubbish where there is none; or the null is
  // one of the dictionary's.
  void add_codes(const std::vector<Cell>& cells) {
    const std::vector<Cell> backwards(cells.rbegin(), cells.rend());
    values_ = std::make_unique<Array>("", cells.size() % 2 == 0 ? "u" : "vu", backwards, 3);
    const bool null_inside = format_ == "l";
    add_validity(null_inside ? std::vector<Cell>(cells.size(), Cell("")) : cells);
    std::vector<std::int64_t> codes(static_cast<std::size_t>(skipped_), -1);
    for (std::size_t row = 0; row < cells.size(); ++row)
      codes.push_back(cells[row] || null_inside ? static_cast<std::int64_t>(cells.size() - 1 - row) : -77);
    switch (format_[0]) {
      case 'c':
        pointers_.push_back(keep(std::vector<std::int8_t>(codes.begin(), codes.end())));
        break;
      case 'S':
        pointers_.push_back(keep(std::vector<std::uint16_t>(codes.begin(), codes.end())));
        break;
      case 'i':
        pointers_.push_back(keep(std::vector<std::int32_t>(codes.begin(), codes.end())));
        break;
      default:
        pointers_.push_back(keep(codes));
    }
  }

  std::string name_;
  std::string format_;
  std::int64_t skipped_;
  std::deque<std::vector<char>> buffers_;
  std::vector<const void*> pointers_;
  std::unique_ptr<Array> values_;  // of a dictionary
  ArrowSchema schema_{};
  ArrowArray array_{};
};

// One record batch of these columns, sliced by so many rows.
class Batch {
 public:
  Batch(std::vector<std::unique_ptr<Array>> columns, std::int64_t rows, std::int64_t skipped)
      : columns_(std::move(columns)), rows_(rows), skipped_(skipped) {
    // A column that is nobody's, and has no name, may lie among them.
    schemas_.push_back(&nameless_);
    arrays_.push_back(&nothing_);
    for (const auto& column : columns_) {
      schemas_.push_back(column->schema());
      arrays_.push_back(column->array());
    }
  }

  ArrowArrayStream stream() {
    return {.get_schema =
                [](ArrowArrayStream* stream, ArrowSchema* out) {
                  Batch& of = *static_cast<Batch*>(stream->private_data);
                  *out = {.format = "+s",
                          .n_children = static_cast<std::int64_t>(of.schemas_.size()),
                          .children = of.schemas_.data(),
                          .release = [](ArrowSchema* schema) { schema->release = nullptr; }};
                  return 0;
                },
            .get_next =
                [](ArrowArrayStream* stream, ArrowArray* out) {
                  Batch& of = *static_cast<Batch*>(stream->private_data);
                  *out = {};
                  if (std::exchange(of.given_, true)) return 0;
                  *out = {.length = of.rows_,
                          .offset = of.skipped_,
                          .n_buffers = 1,
                          .n_children = static_cast<std::int64_t>(of.arrays_.size()),
                          .buffers = of.none_.data(),
                          .children = of.arrays_.data(),
                          .release = [](ArrowArray* array) { array->release = nullptr; }};
                  return 0;
                },
            .get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; },
            .release = [](ArrowArrayStream* stream) { stream->release = nullptr; },
            .private_data = this};
  }

 private:
  std::vector<std::unique_ptr<Array>> columns_;
  std::int64_t rows_;
  std::int64_t skipped_;
  ArrowSchema nameless_{.format = "n"};
  ArrowArray nothing_{.length = 0};
  std::vector<ArrowSchema*> schemas_;
  std::vector<ArrowArray*> arrays_;
  std::array<const void*, 1> none_{nullptr};
  bool given_ = false;
};

// --- Documents ------------------------------------------------------------------------------------

// What the input says of a document: its text, or none, and its language, or none.
struct Given {
  Cell text;
  Cell language;
};

std::vector<Given> given_by(std::string_view input) {
  constexpr std::array<const char*, 6> kLanguages{"sv", "da", "nb", "en", "", "auto"};
  constexpr std::size_t kMost = 40;
  std::vector<Given> found;
  for (std::string_view piece : language::cells(input, '\x1E')) {
    if (found.size() == kMost) break;
    Given& one = found.emplace_back();
    const auto first = static_cast<unsigned char>(piece.empty() ? 0 : piece.front());
    if (first % 16 != 15) one.text = std::string(piece);
    if (first % 8 < kLanguages.size()) one.language = kLanguages.at(first % 8);
  }
  return found;
}

std::string mended(std::string_view text) {
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const text::Character next = text::character_at(text, at);
    whole += next.well_formed ? text.substr(at, next.size) : std::string_view("\uFFFD");
    at += next.size;
  }
  return whole;
}

// The documents that come out of Arrow are those that were put in.
void check_arrow(const std::vector<Given>& given, std::string_view format) {
  const auto rows = static_cast<std::int64_t>(given.size());
  std::vector<Cell> texts;
  std::vector<Cell> languages;
  std::vector<Cell> ids;
  for (const Given& one : given) {
    texts.push_back(one.text);
    languages.push_back(one.language);
    ids.push_back(ids.size() % 3 == 2 ? Cell() : Cell("document " + std::to_string(ids.size())));
  }
  const std::int64_t skipped = rows / 3;  // of each column; and as many of all of them together
  const auto behind = [&](std::vector<Cell> cells) {
    cells.insert(cells.begin(), static_cast<std::size_t>(skipped), Cell("before the batch"));
    return cells;
  };
  std::vector<std::unique_ptr<Array>> columns;
  columns.push_back(std::make_unique<Array>("text", format, behind(texts), skipped));
  columns.push_back(std::make_unique<Array>("id", "u", behind(ids), 1));
  columns.push_back(std::make_unique<Array>("lang", "c", behind(languages), 2));
  Batch batch(std::move(columns), rows, skipped);
  ArrowArrayStream stream = batch.stream();
  ArrowDocuments batches(&stream, {.language = "lang"});
  require(batches.next());
  const std::span<const Document> documents = batches.documents();
  require(documents.size() == given.size());
  for (std::size_t row = 0; row < given.size(); ++row) {
    const Document& document = documents[row];
    require(document.source == mended(given[row].text.value_or("")));
    require(document.id == ids[row].value_or("row " + std::to_string(row)));
    const std::string& said = given[row].language.value_or("");
    require(document.language == (said.empty() ? kAuto : said == "en" ? language::kUndetermined : said));
  }
  require(!batches.next());
}

// --- Rows -----------------------------------------------------------------------------------------

std::string lines_of(const Table& table) {
  std::string lines;
  for (const Columns& piece : table) lines += json_lines(piece);
  return lines;
}

constexpr std::array kVerbs{Verb::score, Verb::hits, Verb::passages, Verb::quotes};
constexpr stance::ScorerOptions kScorer{.resamples = 5};

std::array<std::string, kVerbs.size()> lines_of(const Kernel& kernel, std::span<const Document> documents) {
  std::array<std::string, kVerbs.size()> lines;
  const std::vector<VerbRows> made = kernel.plan(documents, kVerbs, kScorer);
  for (std::size_t verb = 0; verb < kVerbs.size(); ++verb) lines.at(verb) = lines_of(made[verb].rows);
  return lines;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += text::character_at(text, at).size) ++count;
  return count;
}

const Column& column_of(const Columns& rows, std::string_view name) {
  const auto found = std::find_if(rows.all().begin(), rows.all().end(),
                                  [&](const Column& column) { return column.field().name == name; });
  require(found != rows.all().end());
  return *found;
}

// The rows of one document: inside its source, and with the words that stand there.
void check_places(const Table& table, std::string_view source, bool in_bytes) {
  const std::size_t size = characters(source);
  for (const Columns& rows : table)
    for (std::int64_t row = 0; row < rows.size(); ++row) {
      const std::int64_t begin = column_of(rows, "start").integer(row);
      const std::int64_t end = column_of(rows, "end").integer(row);
      require(0 <= begin && begin < end && std::cmp_less_equal(end, size));
      if (!in_bytes) continue;
      const auto from = static_cast<std::size_t>(column_of(rows, "byte_start").integer(row));
      const auto to = static_cast<std::size_t>(column_of(rows, "byte_end").integer(row));
      require(from < to && to <= source.size());
      require(column_of(rows, "text").text(row) == source.substr(from, to - from));
      require(std::cmp_equal(characters(source.substr(0, from)), begin));
      require(std::cmp_equal(characters(source.substr(0, to)), end));
    }
}

void check_json(const Table& table) {
  for (const Columns& rows : table) {
    const std::string lines = json_lines(rows);
    require(is_well_formed(lines) && std::cmp_equal(std::count(lines.begin(), lines.end(), '\n'), rows.size()));
    require(std::none_of(lines.begin(), lines.end(),
                         [](char byte) { return static_cast<unsigned char>(byte) < 0x20 && byte != '\n'; }));
  }
}

// What is written into a stream is read out of it.
void check_stream(const std::shared_ptr<const Table>& table) {
  ArrowArrayStream stream;
  export_stream(table, &stream);
  ArrowDocuments batches(&stream, {.id = "text"});
  for (const Columns& rows : *table) {
    require(batches.next() && std::cmp_equal(batches.documents().size(), rows.size()));
    for (std::int64_t row = 0; row < rows.size(); ++row)
      require(batches.documents()[static_cast<std::size_t>(row)].source == column_of(rows, "text").text(row));
  }
  require(!batches.next());
}

struct Kernels {
  static std::vector<lexicon::Entry> entries() {
    std::vector<lexicon::Entry> all;
    for (const char* const language : {"sv", "da"})
      for (lexicon::Entry& entry : lexicon::shipped_lexicon(language)) all.push_back(std::move(entry));
    return all;
  }

  void check(const std::vector<Given>& given) const {
    constexpr std::array<std::string_view, 4> kGroups{"", "2024-03", "a", "b"};
    // What could not be read fills a block, so that every document has one of its own and threads have work to do.
    static const std::string filler(1U << 20U, 'x');
    std::vector<std::string> sources;
    for (const Given& written : given) sources.push_back(mended(written.text.value_or("")));
    std::vector<Document> documents;
    for (std::size_t number = 0; number < given.size(); ++number) {
      const std::string& said = given[number].language.value_or("");
      Document document{.id = "one",
                        .source = sources[number],
                        .language = said.empty() ? kAuto : std::string_view(given[number].language.value()),
                        .status = number % 7 == 6 ? "partial" : "ok",
                        .group = kGroups.at(number % kGroups.size())};
      document.further = {{"year", number % 5 == 3 ? std::optional<std::string_view>("2024") : std::nullopt}};
      if (number % 2 == 1)
        documents.push_back({.id = "filler", .source = filler, .status = "damaged", .further = document.further});
      documents.push_back(document);
      check_alone(document);
    }
    const auto together = lines_of(one, documents);
    require(together == lines_of(three, documents));
    std::array<std::string, kVerbs.size()> alone;
    for (const Document& document : documents) {
      const auto lines = lines_of(one, {&document, 1});
      for (std::size_t verb = 0; verb < kVerbs.size(); ++verb) alone.at(verb) += lines.at(verb);
    }
    require(alone == together);
  }

  // What one document has, whatever its neighbours.
  void check_alone(const Document& document) const {
    const std::span<const Document> only(&document, 1);
    std::vector<VerbRows> made = one.plan(only, kVerbs, kScorer);
    for (VerbRows& rows : made) {
      std::int64_t count = 0;
      for (const Columns& piece : rows.rows) count += piece.size();
      require(rows.of_document.size() == 1 && rows.of_document.front() == count);
      check_json(rows.rows);
      if (rows.verb == Verb::score) {
        require(count == 1);
        continue;
      }
      check_places(rows.rows, document.source, rows.verb == Verb::hits);
      check_stream(std::make_shared<const Table>(std::move(rows.rows)));
    }
    // In stretches, what is found may differ, and where it stands may not.
    check_places(stretches.hits(only), document.source, true);
    check_places(stretches.passages(only), document.source, false);
    check_json(stretches.score(only, {.scorer = kScorer}));
    check_json(one.tokens(only));
    check_places(one.tokens(only), document.source, false);
    check_json(one.text(only));
    check_json(one.repairs(only));
  }

  Kernel one{{.entries = entries()}};
  Kernel three{{.entries = entries(), .threads = 3}};
  Kernel stretches{{.entries = entries(), .stretch_bytes = 300}};
};

}  // namespace
}  // namespace ordagrant::batch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ordagrant::batch;
  static const Kernels kernels;
  const std::vector<Given> given = given_by({reinterpret_cast<const char*>(bytes), size});
  for (const char* const format : {"u", "U", "vu", "c", "S", "i", "l"}) check_arrow(given, format);
  kernels.check(given);
  return 0;
}
