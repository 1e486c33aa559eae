#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ordagrant/base/checkpoint.h"
#include "ordagrant/base/not_one_of.h"
#include "ordagrant/batch/columns.h"
#include "ordagrant/demand/duplicates.h"
#include "ordagrant/demand/features.h"
#include "ordagrant/demand/model.h"
#include "ordagrant/privacy/redactor.h"
#include "rooms.h"
#include "table.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace demand;
using namespace py::literals;

namespace {

// Views into the Python objects, which the caller's lists keep alive.
using Texts = py::typing::List<py::bytes>;
using Names = py::typing::List<py::str>;
using Kinds = py::typing::List<py::typing::Optional<py::str>>;

constexpr std::string_view kBetweenPieces = " | ";

std::vector<std::string_view> views_of(const py::list& values) {
  std::vector<std::string_view> views;
  views.reserve(values.size());
  for (const py::handle& value : values) views.push_back(value.cast<std::string_view>());
  return views;
}

std::vector<Source> sources_of(const std::vector<std::string_view>& texts,
                               const std::vector<std::string_view>& languages) {
  std::vector<Source> sources;
  sources.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) sources.push_back({texts[i], languages.at(i)});
  return sources;
}

std::vector<Example> examples_of(const std::vector<Source>& sources, const Names& demands, const Kinds& kinds,
                                 const std::vector<std::uint32_t>& groups) {
  std::vector<Example> examples;
  examples.reserve(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const py::object kind = kinds[i];
    examples.push_back(
        {sources[i], static_cast<Demand>(place_among("label", demands[i].cast<std::string_view>(), kDemands)),
         kind.is_none()
             ? kNone
             : static_cast<std::uint8_t>(place_among("failure kind", kind.cast<std::string_view>(), kFailureKinds)),
         groups.at(i)});
  }
  return examples;
}

// Evidence of a contact in one cell, and whether anything in it is masked.
struct Written {
  std::string pieces;
  bool redacted = false;
};

// What is personal is told from the whole text.
Written written(const Verdict& verdict, std::string_view text, bool redact) {
  std::vector<privacy::PersonalSpan> personal;
  if (redact && !verdict.evidence.empty()) personal = privacy::redactor_for("auto").find(text);
  Written cell;
  for (const ByteSpan span : verdict.evidence) {
    std::vector<privacy::PersonalSpan> inside;
    for (const privacy::PersonalSpan& one : personal) {
      const std::uint32_t begin = std::max(one.span.begin, span.begin);
      const std::uint32_t end = std::min(one.span.end, span.end);
      if (begin < end) inside.push_back({{begin - span.begin, end - span.begin}, one.kind});
    }
    cell.pieces.append(cell.pieces.empty() ? std::string_view() : kBetweenPieces)
        .append(privacy::masked(span.of(text), inside));
    cell.redacted = cell.redacted || !inside.empty();
  }
  return cell;
}

// A text or nothing for each contact; empty where there is no such column.
using Given = std::vector<std::optional<std::string_view>>;

void add(batch::Column& column, const Given& values, std::size_t row) {
  if (row < values.size() && values[row])
    column.add(*values[row]);
  else
    column.add_null();
}

// What is known of contacts from others: their clusters, and those of their case that came before.
struct Beside {
  Given cluster;
  Given label;
  std::optional<Given> same_as;  // instead of equal texts
  std::optional<Given> earlier;  // the last contact before this one in its case
};

// The columns of the verb demand.
SharedTable table_of(const Model& model, const Names& ids, const Texts& texts, const Names& languages,
                     const Names& statuses, const Beside& beside, bool redact, unsigned threads) {
  using batch::Type;
  const std::vector<std::string_view> id = views_of(ids);
  const std::vector<std::string_view> text = views_of(texts);
  const std::vector<std::string_view> language = views_of(languages);
  const std::vector<std::string_view> status = views_of(statuses);
  const py::gil_scoped_release release;
  std::vector<Verdict> verdicts = model.read(sources_of(text, language), threads);
  std::vector<std::size_t> first;
  if (!beside.same_as) first = first_of_equal(text, id);
  std::vector<batch::Field> fields{{"id"},
                                   {"lang", Type::category},
                                   {"status", Type::category},
                                   {"demand", Type::category},
                                   {"p_failure", Type::real},
                                   {"failure_kind", Type::category},
                                   {"cause", Type::category},
                                   {"cluster", Type::category},
                                   {"cluster_label", Type::category},
                                   {"duplicate_of"},
                                   {"evidence"},
                                   {"redacted", Type::truth}};
  if (beside.earlier) fields.push_back({"earlier_contact"});
  batch::Columns rows(fields);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    checkpoint();
    Verdict& verdict = verdicts[i];
    if (beside.earlier && beside.earlier->at(i)) weigh_earlier_contact(verdict);
    rows["id"].add(id[i]);
    rows["lang"].add(std::string_view(verdict.language));
    rows["status"].add(status.at(i));
    rows["demand"].add(kDemands[static_cast<std::size_t>(verdict.demand)]);
    rows["p_failure"].add(verdict.p_failure);
    if (verdict.failure_kind != kNone) {
      rows["failure_kind"].add(kFailureKinds[verdict.failure_kind]);
      rows["cause"].add(verdict.cause == kNone ? kNotStated : kCauses[verdict.cause]);
    }
    add(rows["cluster"], beside.cluster, i);
    add(rows["cluster_label"], beside.label, i);
    if (beside.same_as)
      add(rows["duplicate_of"], *beside.same_as, i);
    else if (first[i] != i)
      rows["duplicate_of"].add(id[first[i]]);
    const Written evidence = written(verdict, text[i], redact);
    if (!verdict.evidence.empty()) rows["evidence"].add(std::string_view(evidence.pieces));
    rows["redacted"].add_truth(evidence.redacted);
    if (beside.earlier) add(rows["earlier_contact"], *beside.earlier, i);
    rows.end_rows();
  }
  return {std::make_shared<const batch::Table>(batch::Table{std::move(rows)})};
}

using Probabilities = std::vector<std::array<double, kDemands.size()>>;

std::pair<std::vector<std::string_view>, Probabilities> judged(const std::vector<Verdict>& verdicts) {
  std::pair<std::vector<std::string_view>, Probabilities> found;
  for (const Verdict& verdict : verdicts) {
    found.first.push_back(kDemands[static_cast<std::size_t>(verdict.demand)]);
    found.second.push_back(verdict.p);
  }
  return found;
}

using Tried = std::tuple<std::string_view, double, std::optional<std::string_view>, std::optional<std::string_view>,
                         std::vector<std::string>>;

std::vector<Tried> tried(const Model& model, const Texts& texts, const Names& languages, const Names& demands,
                         const Kinds& kinds, const std::vector<std::uint32_t>& groups, std::uint32_t folds,
                         double penalty, double decided) {
  const std::vector<std::string_view> text = views_of(texts);
  const std::vector<Source> sources = sources_of(text, views_of(languages));
  const std::vector<Example> examples = examples_of(sources, demands, kinds, groups);
  const py::gil_scoped_release release;
  std::vector<Tried> rows;
  const std::vector<Verdict> verdicts = model.tried(examples, {.penalty = penalty, .decided = decided, .folds = folds});
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const Verdict& verdict = verdicts[i];
    std::vector<std::string> evidence;
    evidence.reserve(verdict.evidence.size());
    for (const ByteSpan span : verdict.evidence) evidence.emplace_back(span.of(text[i]));
    rows.emplace_back(kDemands[static_cast<std::size_t>(verdict.demand)], verdict.p_failure,
                      verdict.failure_kind == kNone ? std::nullopt : std::optional(kFailureKinds[verdict.failure_kind]),
                      verdict.cause == kNone ? std::nullopt : std::optional(kCauses[verdict.cause]),
                      std::move(evidence));
  }
  return rows;
}

}  // namespace

void bind_demand(py::module_& m) {
  py::class_<Model>(m, "Model", "Tells value demand from failure demand.")
      .def(py::init<>(), "Knows nothing.")
      .def_static("shipped", [] { return Model::shipped(); })
      .def_static(
          "parse", [](const py::bytes& content) { return Model::parse(std::string_view(content)); }, "content"_a)
      .def("write", [](const Model& self) { return py::bytes(self.write()); })
      .def_property_readonly("classes",
                             [](const Model& self) {
                               std::vector<std::string_view> names;
                               for (const Demand one : self.classes())
                                 names.push_back(kDemands[static_cast<std::size_t>(one)]);
                               return names;
                             })
      .def(
          "table",
          [](const Model& self, const Names& ids, const Texts& texts, const Names& languages, const Names& statuses,
             const std::optional<Given>& cluster, const std::optional<Given>& label,
             const std::optional<Given>& same_as, const std::optional<Given>& earlier, bool redact, unsigned threads) {
            const Beside beside{cluster.value_or(Given()), label.value_or(Given()), same_as, earlier};
            return table_of(self, ids, texts, languages, statuses, beside, redact, threads);
          },
          "ids"_a, "texts"_a, "languages"_a, "statuses"_a, py::kw_only(), "cluster"_a = py::none(),
          "label"_a = py::none(), "same_as"_a = py::none(), "earlier"_a = py::none(), "redact"_a, "threads"_a,
          "The rows of the verb demand; texts in UTF-8, languages may be auto. Clusters, their labels, the ids that "
          "texts are copies of and the ids of the contacts before them in their cases are a text or None for each.")
      .def(
          "judge",
          [](const Model& self, const Texts& texts, const Names& languages, unsigned threads) {
            const std::vector<Source> sources = sources_of(views_of(texts), views_of(languages));
            std::vector<Verdict> verdicts;
            {
              const py::gil_scoped_release release;
              verdicts = self.read(sources, threads);
            }
            return judged(verdicts);
          },
          "texts"_a, "languages"_a, "threads"_a,
          "The demands, and their probabilities: failure, mixed, undetermined, value.")
      .def(
          "trained",
          [](const Model& self, const Texts& texts, const Names& languages, const Names& demands, const Kinds& kinds,
             const std::vector<std::uint32_t>& groups, std::uint32_t folds, double penalty, double decided) {
            const std::vector<Source> sources = sources_of(views_of(texts), views_of(languages));
            const std::vector<Example> examples = examples_of(sources, demands, kinds, groups);
            const py::gil_scoped_release release;
            return self.trained(examples, {.penalty = penalty, .decided = decided, .folds = folds});
          },
          "texts"_a, "languages"_a, "demands"_a, "kinds"_a, "groups"_a, py::kw_only(),
          "folds"_a = TrainingOptions{}.folds, "penalty"_a = TrainingOptions{}.penalty,
          "decided"_a = TrainingOptions{}.decided, "A model that learned from these as well.")
      .def("tried", &tried, "texts"_a, "languages"_a, "demands"_a, "kinds"_a, "groups"_a, py::kw_only(),
           "folds"_a = TrainingOptions{}.folds, "penalty"_a = TrainingOptions{}.penalty,
           "decided"_a = TrainingOptions{}.decided,
           "Each contact as judged by a model of the other folds: demand, p_failure, kind, cause, evidence.");
}

}  // namespace ordagrant::python
