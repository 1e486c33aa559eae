#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/charts/chart.h"
#include "rooms.h"
#include "table.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace charts;
using namespace py::literals;

namespace {

using Numbers = std::vector<std::optional<double>>;
using Changes = std::vector<std::size_t>;

// What is none in Python is kNone in the core, and the other way round.
std::vector<double> values_of(const Numbers& numbers) {
  std::vector<double> values;
  values.reserve(numbers.size());
  for (const std::optional<double>& number : numbers) values.push_back(number.value_or(kNone));
  return values;
}

std::optional<double> number_of(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

void add(batch::Column& column, double value) {
  if (std::isnan(value))
    column.add_null();
  else
    column.add(value);
}

// "outside, three_of_four"
std::string written(Signals signals) {
  std::string names;
  for (const Signal signal : {Signal::outside, Signal::eight_in_a_row, Signal::three_of_four, Signal::range})
    if (signals.has(signal)) (names += names.empty() ? "" : ", ") += name(signal);
  return names;
}

using Member = std::pair<const char*, double Point::*>;

constexpr std::array kNumbers{Member{"value", &Point::value}, Member{"moving_range", &Point::moving_range},
                              Member{"mean", &Point::mean},   Member{"lower", &Point::lower},
                              Member{"upper", &Point::upper}, Member{"range_limit", &Point::range_limit}};

// Requires: as many dates as points.
SharedTable table_of(const Chart& chart, const std::vector<std::string>& dates) {
  std::vector<batch::Field> fields{{"date", batch::Type::text}};
  for (const auto& [name, member] : kNumbers) fields.push_back({name, batch::Type::real});
  fields.push_back({"signal", batch::Type::category});
  batch::Columns rows(fields);
  for (std::size_t at = 0; at < chart.points.size(); ++at) {
    const Point& point = chart.points[at];
    rows["date"].add(dates.at(at));
    for (const auto& [name, member] : kNumbers) add(rows[name], point.*member);
    if (point.signals.any())
      rows["signal"].add(written(point.signals));
    else
      rows["signal"].add_null();
  }
  return {std::make_shared<const batch::Table>(batch::Table{std::move(rows)})};
}

using Charted = std::pair<SharedTable, std::vector<Phase>>;

Charted charted(const Chart& chart, const std::vector<std::string>& dates) {
  return {table_of(chart, dates), chart.phases};
}

}  // namespace

void bind_charts(py::module_& m) {
  py::class_<Phase>(m, "Phase", "A stretch of points with limits of its own; points are counted from 0.")
      .def_readonly("begin", &Phase::begin)
      .def_readonly("end", &Phase::end)
      .def_readonly("values", &Phase::values, "How many of the points are no gaps.")
      .def_property_readonly("mean", [](const Phase& self) { return number_of(self.mean); })
      .def_property_readonly("mean_range", [](const Phase& self) { return number_of(self.mean_range); })
      .def_property_readonly("computed_lower", [](const Phase& self) { return number_of(self.computed_lower); });

  m.def(
      "xmr",
      [](const std::vector<std::string>& dates, const Numbers& values, const Changes& changes,
         std::optional<double> least) {
        ChartOptions options;
        options.least = least;
        return charted(xmr(values_of(values), changes, options), dates);
      },
      "dates"_a, "values"_a, "changes"_a, py::kw_only(), "least"_a = ChartOptions{}.least,
      "The rows of an XmR chart and its phases; None is a gap.");
  m.def(
      "p_prime",
      [](const std::vector<std::string>& dates, const Numbers& counts, const Numbers& sizes, const Changes& changes) {
        return charted(p_prime(values_of(counts), values_of(sizes), changes), dates);
      },
      "dates"_a, "counts"_a, "sizes"_a, "changes"_a, "The rows of a p' chart and its phases; None is a gap.");
}

}  // namespace ordagrant::python
