#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/base/not_one_of.h"
#include "ordagrant/batch/arrow.h"
#include "ordagrant/batch/arrow_documents.h"
#include "ordagrant/batch/json_lines.h"
#include "ordagrant/batch/kernel.h"
#include "rooms.h"
#include "table.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace batch;
using namespace py::literals;

namespace {

py::str string_of(std::string_view text) { return {text.data(), text.size()}; }

py::object value_at(const Column& column, std::int64_t row) {
  if (column.is_null(row)) return py::none();
  switch (column.field().type) {
    case Type::integer:
      return py::int_(column.integer(row));
    case Type::real:
      return py::float_(column.real(row));
    case Type::truth:
      return py::bool_(column.truth(row));
    case Type::text:
    case Type::category:
    case Type::day:
      break;
  }
  return string_of(column.text(row));
}

void append_values(const Column& column, std::int64_t rows, py::list& values) {
  if (column.field().type != Type::category) {
    for (std::int64_t row = 0; row < rows; ++row) values.append(value_at(column, row));
    return;
  }
  std::vector<py::str> texts;  // each of them one object, however many rows it has
  texts.reserve(static_cast<std::size_t>(column.categories()));
  for (std::int32_t code = 0; code < column.categories(); ++code) texts.push_back(string_of(column.category(code)));
  for (std::int64_t row = 0; row < rows; ++row) {
    if (column.is_null(row))
      values.append(py::none());
    else
      values.append(texts[static_cast<std::size_t>(column.code(row))]);
  }
}

// Views into the Python strings, which the caller's list keeps alive.
using Rows = py::typing::List<py::typing::Tuple<py::str, py::bytes, py::str, py::str, py::str, py::str, py::int_,
                                                py::int_, py::typing::Dict<py::str, py::typing::Optional<py::str>>>>;

std::vector<Document> documents_of(const Rows& rows) {
  std::vector<Document> documents;
  documents.reserve(rows.size());
  for (const py::handle& row : rows) {
    using View = std::string_view;
    const auto [id, source, language, status, encoding, group, pages, pages_read, further] =
        row.cast<std::tuple<View, View, View, View, View, View, std::int64_t, std::int64_t, py::dict>>();
    Document& document =
        documents.emplace_back(Document{id, source, language, status, encoding, group, pages, pages_read});
    for (const auto& [name, value] : further)
      document.further.emplace_back(name.cast<View>(), value.cast<std::optional<View>>());
  }
  return documents;
}

// The stream in a PyCapsule, which has it no more then.
std::unique_ptr<ArrowDocuments> batches_of(const py::capsule& stream, const std::string& text, const std::string& id,
                                           const std::string& language_column, const std::string& language) {
  if (std::string_view(stream.name()) != "arrow_array_stream")
    throw RequestError("the capsule holds a '" + std::string(stream.name()) + "', and not an arrow_array_stream");
  const ColumnNames names{.text = text, .id = id, .language = language_column};
  return std::make_unique<ArrowDocuments>(stream.get_pointer<ArrowArrayStream>(), names, language);
}

using DocumentRows = std::vector<std::tuple<py::str, py::bytes, py::str, py::str>>;

DocumentRows rows_of(const ArrowDocuments& batches) {
  DocumentRows rows;
  for (const Document& document : batches.documents())
    rows.emplace_back(string_of(document.id), py::bytes(document.source.data(), document.source.size()),
                      string_of(document.language), string_of(document.status));
  return rows;
}

using Planned = std::vector<std::pair<SharedTable, std::vector<std::int64_t>>>;

Planned plan(const Kernel& kernel, std::span<const Document> documents, const std::vector<std::string>& verbs,
             std::uint32_t resamples, std::uint64_t seed) {
  const py::gil_scoped_release release;
  std::vector<Verb> asked;
  asked.reserve(verbs.size());
  for (const std::string& verb : verbs) asked.push_back(verb_of(verb));
  Planned made;
  for (VerbRows& rows : kernel.plan(documents, asked, {.resamples = resamples, .seed = seed}))
    made.emplace_back(SharedTable{std::make_shared<const Table>(std::move(rows.rows))}, std::move(rows.of_document));
  return made;
}

using LemmaOf = py::typing::Callable<py::str(py::str, py::str)>;

using Verb = Table (Kernel::*)(std::span<const Document>) const;

template <Verb verb>
SharedTable run(const Kernel& kernel, const Rows& rows) {
  const std::vector<Document> documents = documents_of(rows);
  const py::gil_scoped_release release;
  return {std::make_shared<const Table>((kernel.*verb)(documents))};
}

// The rows of a table that are kept, in one piece.
SharedTable kept(const SharedTable& self, const std::vector<bool>& keep) {
  std::int64_t count = 0;
  for (const Columns& piece : *self.table) count += piece.size();
  if (keep.size() != static_cast<std::size_t>(count))
    throw RequestError("keep has " + std::to_string(keep.size()) + " values for " + std::to_string(count) + " rows");
  std::vector<Field> fields;
  for (const Column& column : self.table->front().all()) fields.push_back(column.field());
  Columns rows(fields);
  std::size_t number = 0;
  for (const Columns& piece : *self.table)
    for (std::int64_t row = 0; row < piece.size(); ++row)
      if (keep.at(number++))
        for (const Column& column : piece.all()) rows[column.field().name].add_from(column, row);
  return {std::make_shared<const Table>(Table{std::move(rows)})};
}

using Fields = std::vector<std::pair<std::string, std::string>>;
using Values = py::typing::List<py::object>;

void add(Column& column, const py::handle& value) {
  if (value.is_none()) {
    column.add_null();
    return;
  }
  switch (column.field().type) {
    case Type::integer:
      column.add(value.cast<std::int64_t>());
      break;
    case Type::real:
      column.add(value.cast<double>());
      break;
    case Type::truth:
      column.add_truth(value.cast<bool>());
      break;
    case Type::text:
    case Type::category:
    case Type::day:
      column.add(value.cast<std::string_view>());
      break;
  }
}

// What Python calls the types, in the order of Type.
constexpr std::array<std::string_view, 6> kTypes{"integer", "real", "truth", "text", "category", "day"};

// A table of what Python has found out: a list of values for each field, None where it is null.
SharedTable of_values(const Fields& fields, const std::vector<Values>& values) {
  std::vector<Field> made;
  made.reserve(fields.size());
  for (const auto& [name, type] : fields) made.push_back({name, static_cast<Type>(place_among("type", type, kTypes))});
  if (made.empty() || values.size() != made.size())
    throw RequestError(std::to_string(made.size()) + " fields, and values of " + std::to_string(values.size()));
  Columns rows(made);
  for (std::size_t at = 0; at < made.size(); ++at) {
    if (values[at].size() != values.front().size())
      throw RequestError("field '" + made[at].name + "' has " + std::to_string(values[at].size()) + " values, and '" +
                         made.front().name + "' " + std::to_string(values.front().size()));
    Column& column = rows[made[at].name];
    for (const py::handle& value : values[at]) add(column, value);
  }
  return {std::make_shared<const Table>(Table{std::move(rows)})};
}

// What `of_values` makes the table of again: its fields, and the values of each.
using FieldsAndValues =
    py::typing::Tuple<py::typing::List<py::typing::Tuple<py::str, py::str>>, py::typing::List<Values>>;

FieldsAndValues fields_and_values(const SharedTable& self) {
  Fields fields;
  std::vector<Values> values;
  for (const Column& column : self.table->front().all()) {
    fields.emplace_back(column.field().name, kTypes.at(static_cast<std::size_t>(column.field().type)));
    values.emplace_back();
  }
  for (const Columns& piece : *self.table)
    for (std::size_t at = 0; at < values.size(); ++at) append_values(piece.all()[at], piece.size(), values[at]);
  return py::make_tuple(fields, values);
}

py::capsule arrow_stream(const SharedTable& self) {
  auto stream = std::make_unique<ArrowArrayStream>();
  export_stream(self.table, stream.get());
  return {stream.release(), "arrow_array_stream", [](void* pointer) {
            auto* owned = static_cast<ArrowArrayStream*>(pointer);
            if (owned->release != nullptr) owned->release(owned);  // nobody took it over
            delete owned;
          }};
}

py::capsule arrow_schema(const SharedTable& self) {
  auto schema = std::make_unique<ArrowSchema>();
  ArrowArrayStream stream;
  export_stream(self.table, &stream);
  stream.get_schema(&stream, schema.get());
  stream.release(&stream);
  return {schema.release(), "arrow_schema", [](void* pointer) {
            auto* owned = static_cast<ArrowSchema*>(pointer);
            if (owned->release != nullptr) owned->release(owned);  // nobody took it over
            delete owned;
          }};
}

// The rows of tables with the same columns, in the pieces that they are in.
SharedTable joined(const std::vector<SharedTable>& tables) {
  auto all = std::make_shared<Table>();
  for (const SharedTable& one : tables) all->insert(all->end(), one.table->begin(), one.table->end());
  return {std::move(all)};
}

void bind_table(py::module_& m) {
  py::class_<SharedTable>(m, "Table", "Rows of named columns, in pieces.")
      .def_property_readonly("names",
                             [](const SharedTable& self) {
                               std::vector<std::string> names;
                               for (const Column& column : self.table->front().all())
                                 names.push_back(column.field().name);
                               return names;
                             })
      .def("__len__",
           [](const SharedTable& self) {
             std::int64_t rows = 0;
             for (const Columns& piece : *self.table) rows += piece.size();
             return rows;
           })
      .def(
          "column",
          [](const SharedTable& self, std::size_t index, const std::optional<std::int64_t> most) {
            py::typing::List<py::object> values;
            std::int64_t left = most.value_or(std::numeric_limits<std::int64_t>::max());
            for (const Columns& piece : *self.table) {
              const std::int64_t rows = std::min(left, piece.size());
              if (rows <= 0) continue;
              append_values(piece.all().at(index), rows, values);
              left -= rows;
            }
            return values;
          },
          "index"_a, "most"_a = py::none(), "The values of a column; of its first `most` rows, if that is given.")
      .def_static(
          "of", &of_values, "fields"_a, "values"_a,
          "The table of `values`, a list a field; fields are names with integer, real, truth, text, category or day.")
      .def(py::pickle(&fields_and_values,
                      [](const FieldsAndValues& state) {
                        return of_values(state[0].cast<Fields>(), state[1].cast<std::vector<Values>>());
                      }))
      .def("kept", &kept, "keep"_a, "The rows for which `keep` is true.")
      .def(
          "json_lines",
          [](const SharedTable& self) {
            std::string lines;
            {
              const py::gil_scoped_release release;
              for (const Columns& piece : *self.table) lines += json_lines(piece);
            }
            return py::bytes(lines);
          },
          "The rows as JSON lines, in UTF-8.")
      .def_static("joined", &joined, "tables"_a,
                  "The rows of these, of which there is at least one, all with the same columns.")
      .def("arrow_schema", &arrow_schema, "The columns as an Arrow C schema, in a PyCapsule.")
      .def("arrow_stream", &arrow_stream, "A new Arrow C stream over the table, in a PyCapsule.");
}

void bind_arrow_documents(py::module_& m) {
  py::class_<ArrowDocuments>(m, "ArrowDocuments", "The documents of an Arrow stream, a record batch at a time.")
      .def(py::init(&batches_of), "stream"_a, py::kw_only(), "text"_a = ColumnNames{}.text, "id"_a = ColumnNames{}.id,
           "language_column"_a = ColumnNames{}.language, "language"_a = std::string(kAuto),
           "Takes the stream over; no `language_column` is an empty name.")
      .def("next", &ArrowDocuments::next, "Reads the next batch; false at the end.")
      .def("rows", &rows_of, "The documents of the batch: id, text, language, status.");
}

// The verbs that show what is in documents.
void bind_texts(py::class_<Kernel>& bound) {
  bound
      .def("text", &run<&Kernel::text>, "documents"_a,
           "Documents as (id, source, language, status, encoding, group, pages, pages_read, further columns).")
      .def("repairs", &run<&Kernel::repairs>, "documents"_a)
      .def(
          "language",
          [](const Kernel& kernel, const Rows& rows, std::string_view by) {
            const std::vector<Document> documents = documents_of(rows);
            const py::gil_scoped_release release;
            return SharedTable{std::make_shared<const Table>(kernel.language(documents, unit_of(by)))};
          },
          "documents"_a, py::kw_only(), "by"_a = "document")
      .def(
          "tokens",
          [](const Kernel& kernel, const Rows& rows, const std::vector<std::string>& columns,
             const std::optional<LemmaOf>& lemma_of) {
            TokenOptions options{.columns = columns};
            if (lemma_of)
              options.lemma_of = [&](std::string_view language, std::string_view word) {
                const py::gil_scoped_acquire acquire;
                const py::object lemma = (*lemma_of)(language, word);
                if (!py::isinstance<py::str>(lemma))
                  throw py::type_error("the lemma of '" + std::string(word) + "' is not a string");
                return lemma.cast<std::string>();
              };
            const std::vector<Document> documents = documents_of(rows);
            const py::gil_scoped_release release;
            return SharedTable{std::make_shared<const Table>(kernel.tokens(documents, options))};
          },
          "documents"_a, py::kw_only(), "columns"_a = std::vector<std::string>{}, "lemma_of"_a = py::none(),
          "`lemma_of` gives the lemma of a word in lower case, given its language.")
      .def(
          "passages",
          [](const Kernel& kernel, const Rows& rows, const std::vector<std::string>& kinds) {
            const std::vector<Document> documents = documents_of(rows);
            const py::gil_scoped_release release;
            return SharedTable{std::make_shared<const Table>(kernel.passages(documents, {.kinds = kinds}))};
          },
          "documents"_a, py::kw_only(), "kinds"_a = std::vector<std::string>{})
      .def("quotes", &run<&Kernel::quotes>, "documents"_a)
      .def(
          "hits",
          [](const Kernel& kernel, const Rows& rows, const std::vector<std::string>& poles, bool names, bool unplaced,
             const std::vector<std::string>& terms, bool exact, bool frames, bool as_said) {
            HitOptions options{.names = names,
                               .unplaced = unplaced,
                               .terms = terms,
                               .exact = exact,
                               .frames = frames,
                               .as_said = as_said};
            for (const std::string& pole : poles) options.poles.push_back(lexicon::pole_of(pole));
            const std::vector<Document> documents = documents_of(rows);
            const py::gil_scoped_release release;
            return SharedTable{std::make_shared<const Table>(kernel.hits(documents, options))};
          },
          "documents"_a, py::kw_only(), "poles"_a = std::vector<std::string>{}, "names"_a = HitOptions{}.names,
          "unplaced"_a = HitOptions{}.unplaced, "terms"_a = std::vector<std::string>{}, "exact"_a = HitOptions{}.exact,
          "frames"_a = HitOptions{}.frames, "as_said"_a = HitOptions{}.as_said);
}

// The verbs that count, and what they count by.
void bind_scores(py::class_<Kernel>& bound) {
  bound
      .def(
          "score",
          [](const Kernel& kernel, const Rows& rows, std::string_view by, std::string_view part, bool repeats_once,
             std::optional<const Compared*> against, std::uint32_t resamples, std::uint64_t seed) {
            const std::vector<Document> documents = documents_of(rows);
            const py::gil_scoped_release release;
            const ScoreOptions options{.by = unit_of(by),
                                       .part = part_of(part),
                                       .repeats_once = repeats_once,
                                       .against = against.value_or(nullptr),
                                       .scorer = {.resamples = resamples, .seed = seed}};
            return SharedTable{std::make_shared<const Table>(kernel.score(documents, options))};
          },
          "documents"_a, py::kw_only(), "by"_a = "document", "part"_a = "sentences", "repeats_once"_a = false,
          "against"_a = py::none(), "resamples"_a = stance::ScorerOptions{}.resamples,
          "seed"_a = stance::ScorerOptions{}.seed)
      .def(
          "plan",
          [](const Kernel& kernel, const Rows& rows, const std::vector<std::string>& verbs, std::uint32_t resamples,
             std::uint64_t seed) { return plan(kernel, documents_of(rows), verbs, resamples, seed); },
          "documents"_a, "verbs"_a, py::kw_only(), "resamples"_a = stance::ScorerOptions{}.resamples,
          "seed"_a = stance::ScorerOptions{}.seed,
          "The rows of score, hits, passages and quotes together, and how many each document has.")
      .def(
          "plan",
          [](const Kernel& kernel, const ArrowDocuments& batch, const std::vector<std::string>& verbs,
             std::uint32_t resamples,
             std::uint64_t seed) { return plan(kernel, batch.documents(), verbs, resamples, seed); },
          "batch"_a, "verbs"_a, py::kw_only(), "resamples"_a = stance::ScorerOptions{}.resamples,
          "seed"_a = stance::ScorerOptions{}.seed, "The same of the batch that was read last.")
      .def(
          "compare",
          [](const Kernel& kernel, const Rows& rows, std::string_view part, Compared& into) {
            const std::vector<Document> documents = documents_of(rows);
            const py::gil_scoped_release release;
            kernel.compare(documents, part_of(part), into);
          },
          "documents"_a, py::kw_only(), "part"_a, "into"_a, "Adds documents to those that scores are compared with.")
      .def(
          "repeats",
          [](const Kernel& kernel, const Rows& rows, std::string_view by) {
            const std::vector<Document> documents = documents_of(rows);
            const py::gil_scoped_release release;
            return SharedTable{std::make_shared<const Table>(kernel.repeats(documents, unit_of(by)))};
          },
          "documents"_a, py::kw_only(), "by"_a, "Sentences that stand in several places of a unit, a row a place.")
      .def(
          "signals",
          [](const Kernel& kernel, const Rows& rows, std::string_view by, bool repeats_once) {
            const std::vector<Document> documents = documents_of(rows);
            const ScoreOptions options{.by = unit_of(by), .repeats_once = repeats_once};
            const py::gil_scoped_release release;
            return SharedTable{std::make_shared<const Table>(kernel.signals(documents, options))};
          },
          "documents"_a, py::kw_only(), "by"_a = "document", "repeats_once"_a = ScoreOptions{}.repeats_once)
      .def("lexicon", [](const Kernel& self) { return SharedTable{std::make_shared<const Table>(self.lexicon())}; });
}

}  // namespace

void bind_batch(py::module_& m) {
  bind_table(m);
  py::class_<Compared>(m, "Compared", "Documents that scores are compared with.")
      .def(py::init<>())
      .def("__len__", &Compared::documents);
  bind_arrow_documents(m);
  py::class_<Kernel> kernel(m, "Kernel", "Runs the rooms over documents.");
  kernel.def(
      py::init([](std::vector<lexicon::Entry> entries, unsigned threads, const std::vector<std::string>& no_repair) {
        KernelOptions made{.entries = std::move(entries), .threads = threads};
        for (const std::string& kind : no_repair) made.repairs.remove(text::repair_kind_of(kind));
        return Kernel(std::move(made));
      }),
      py::kw_only(), "entries"_a, "threads"_a = KernelOptions{}.threads, "no_repair"_a = std::vector<std::string>{},
      "`no_repair` are the kinds of repair that are not made.");
  bind_texts(kernel);
  bind_scores(kernel);
}

}  // namespace ordagrant::python
