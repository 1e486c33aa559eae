#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/batch/columns.h"
#include "ordagrant/keyness/comparison.h"
#include "rooms.h"
#include "table.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace keyness;
using namespace py::literals;

namespace {

using Counts = py::typing::Dict<py::str, py::int_>;

void add(Comparison& comparison, Side side, std::uint64_t words, const Counts& counts) {
  comparison.begin_part(side, words);
  for (const auto& [word, count] : counts) comparison.add(word.cast<std::string_view>(), count.cast<std::uint64_t>());
}

void add(batch::Column& column, const std::optional<Dispersion>& dispersion, double Dispersion::* measure) {
  if (dispersion)
    column.add((*dispersion).*measure);
  else
    column.add_null();
}

SharedTable table_of(const Comparison& comparison) {
  using batch::Type;
  batch::Columns rows({{"word", Type::text},
                       {"target", Type::integer},
                       {"reference", Type::integer},
                       {"g2", Type::real},
                       {"log_ratio", Type::real},
                       {"log_ratio_low", Type::real},
                       {"log_ratio_high", Type::real},
                       {"z", Type::real},
                       {"simple_maths", Type::real},
                       {"dp_target", Type::real},
                       {"dp_reference", Type::real},
                       {"p_holm", Type::real},
                       {"p_bh", Type::real},
                       {"dp_norm_target", Type::real},
                       {"dp_norm_reference", Type::real}});
  for (const KeyWord& word : comparison.words()) {
    rows["word"].add(word.word);
    rows["target"].add(static_cast<std::int64_t>(word.target));
    rows["reference"].add(static_cast<std::int64_t>(word.reference));
    rows["g2"].add(word.g2);
    rows["log_ratio"].add(word.log_ratio.value);
    rows["log_ratio_low"].add(word.log_ratio.low);
    rows["log_ratio_high"].add(word.log_ratio.high);
    rows["z"].add(word.z);
    rows["simple_maths"].add(word.simple_maths);
    add(rows["dp_target"], word.target_dispersion, &Dispersion::dp);
    add(rows["dp_reference"], word.reference_dispersion, &Dispersion::dp);
    rows["p_holm"].add(word.p_holm);
    rows["p_bh"].add(word.p_bh);
    add(rows["dp_norm_target"], word.target_dispersion, &Dispersion::dp_norm);
    add(rows["dp_norm_reference"], word.reference_dispersion, &Dispersion::dp_norm);
  }
  rows.end_rows();
  return {std::make_shared<const batch::Table>(batch::Table{std::move(rows)})};
}

}  // namespace

void bind_keyness(py::module_& m) {
  py::class_<Comparison>(m, "Comparison", "The words of two sides against each other.")
      .def(py::init<>())
      .def(
          "add_target",
          [](Comparison& self, std::uint64_t words, const Counts& counts) { add(self, Side::target, words, counts); },
          "words"_a, "counts"_a, "A document of so many words, and how often it has each of those that are compared.")
      .def(
          "add_reference",
          [](Comparison& self, std::uint64_t words, const Counts& counts) {
            add(self, Side::reference, words, counts);
          },
          "words"_a, "counts"_a)
      .def_property_readonly("target_words", [](const Comparison& self) { return self.size(Side::target); })
      .def_property_readonly("reference_words", [](const Comparison& self) { return self.size(Side::reference); })
      .def("table", &table_of, "The rows of the verb keyness.");
}

}  // namespace ordagrant::python
