#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/privacy/redactor.h"
#include "ordagrant/text/positions.h"
#include "rooms.h"
#include "table.h"

namespace ordagrant::python {

namespace py = pybind11;
using batch::Columns;
using batch::Type;
using namespace py::literals;

namespace {

// A text and what is said of it: its id, its language or "auto", its status. Views into the caller's objects.
using Row = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
using Rows = py::typing::List<py::typing::Tuple<py::str, py::bytes, py::str, py::str>>;

std::vector<Row> rows_of(const Rows& rows) {
  std::vector<Row> read;
  read.reserve(rows.size());
  for (const py::handle& row : rows) read.push_back(row.cast<Row>());
  return read;
}

std::vector<std::string> masked(const py::typing::List<py::bytes>& given, std::string_view language) {
  std::vector<std::string_view> sources;  // the caller's list keeps them
  sources.reserve(given.size());
  for (const py::handle& source : given) sources.push_back(source.cast<std::string_view>());
  const py::gil_scoped_release release;
  std::vector<std::string> results;
  results.reserve(sources.size());
  for (const std::string_view source : sources)
    results.push_back(privacy::masked(source, privacy::redactor_for(language).find(source)));
  return results;
}

SharedTable table_of(Columns columns) {
  batch::Table pieces;
  pieces.push_back(std::move(columns));
  return {std::make_shared<const batch::Table>(std::move(pieces))};
}

SharedTable documents(const Rows& given) {
  const std::vector<Row> rows = rows_of(given);
  const py::gil_scoped_release release;
  Columns columns({{"id"}, {"status"}, {"text"}, {"redacted", Type::truth}});
  for (const auto& [id, source, language, status] : rows) {
    columns["id"].add(id);
    columns["status"].add(status);
    columns["text"].add(privacy::masked(source, privacy::redactor_for(language).find(source)));
    columns["redacted"].add_truth(true);
  }
  return table_of(std::move(columns));
}

SharedTable spans(const Rows& given, bool words) {
  const std::vector<Row> rows = rows_of(given);
  const py::gil_scoped_release release;
  std::vector<batch::Field> fields = {{"id"},
                                      {"start", Type::integer},
                                      {"end", Type::integer},
                                      {"byte_start", Type::integer},
                                      {"byte_end", Type::integer},
                                      {"line", Type::integer},
                                      {"kind", Type::category},
                                      {"length", Type::integer}};
  if (words) fields.push_back({"text"});
  Columns columns(fields);
  for (const auto& [id, source, language, status] : rows) {
    text::Positions positions(source);
    for (const privacy::PersonalSpan& found : privacy::redactor_for(language).find(source)) {
      const std::int64_t start = positions.character(found.span.begin);
      const std::int64_t end = positions.character(found.span.end);
      columns["id"].add(id);
      columns["start"].add(start);
      columns["end"].add(end);
      columns["byte_start"].add(std::int64_t{found.span.begin});
      columns["byte_end"].add(std::int64_t{found.span.end});
      columns["line"].add(std::int64_t{positions.line(found.span.begin)});
      columns["kind"].add(privacy::name(found.kind));
      columns["length"].add(end - start);
      if (words) columns["text"].add(found.span.of(source));
    }
  }
  return table_of(std::move(columns));
}

}  // namespace

void bind_privacy(py::module_& m) {
  m.def("masked", &masked, "sources"_a, "language"_a,
        "Texts (UTF-8) with personal data masked; `language` is a shipped one or auto.");
  m.def("documents", &documents, "documents"_a,
        "Rows of masked texts of documents as (id, source, language, status): id, status, text, redacted.");
  m.def("spans", &spans, "documents"_a, "words"_a, "Rows of what is masked in them; with `words`, what stands there.");
}

}  // namespace ordagrant::python
