#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "buffers.h"
#include "dense.h"
#include "ordagrant/base/error.h"
#include "ordagrant/counts/counter.h"
#include "ordagrant/vectors/lsa.h"
#include "ordagrant/vectors/tfidf.h"
#include "rooms.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace vectors;
using namespace py::literals;

namespace {

using Texts = py::typing::List<py::str>;
using SharedMatrix = std::shared_ptr<counts::Matrix>;

// Views into the Python strings, which the caller's list keeps alive.
std::vector<std::string_view> views_of(const Texts& texts) {
  std::vector<std::string_view> views;
  views.reserve(texts.size());
  for (const py::handle& text : texts) {
    py::ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
    if (data == nullptr) throw py::error_already_set();  // half a character
    views.emplace_back(data, static_cast<std::size_t>(size));
  }
  return views;
}

// Counts and the weights of their terms.
struct Weighted {
  counts::Counter counter;
  Tfidf tfidf{counts::Matrix{}};

  std::vector<std::string> terms() const {
    std::vector<std::string> terms;
    terms.reserve(counter.terms());
    for (std::uint32_t term = 0; term < counter.terms(); ++term) terms.emplace_back(counter.term(term));
    return terms;
  }
};

using WeightedState =
    py::typing::Tuple<py::typing::List<py::str>, py::typing::List<py::float_>, bool>;  // terms, idf, sublinear

Weighted weighted_of(const WeightedState& state) {
  const auto terms = state[0].cast<std::vector<std::string>>();
  auto idf = state[1].cast<std::vector<double>>();
  if (terms.size() != idf.size() || !std::is_sorted(terms.begin(), terms.end()))
    throw RequestError("the pickle holds no weights of terms");
  return {counts::Counter(terms), Tfidf(std::move(idf), {.sublinear = state[2].cast<bool>()})};
}

using MatrixState = py::typing::Tuple<Numbers, Numbers, Numbers, py::int_>;  // begins, terms, values, columns

template <typename Number>
Numbers shared(const SharedMatrix& matrix, const std::vector<Number>& values) {
  return numbers(matrix, values.data(), values.size());
}

using LsaState = py::typing::Tuple<py::typing::List<py::float_>, Numbers>;  // singular values, components

Lsa lsa_of(const LsaState& state) {
  auto values = state[0].cast<std::vector<double>>();
  auto components = dense_of(state[1].cast<py::buffer>());
  if (components.columns() != values.size()) throw RequestError("the pickle holds no latent dimensions");
  return {std::move(values), std::move(components)};
}

// Counts that were made in Python: the rows are stretches of `terms`, ascending, with their counts beside them.
SharedMatrix matrix_of(std::vector<std::uint64_t> begins, std::vector<std::uint32_t> terms, std::vector<double> values,
                       std::uint32_t columns) {
  if (begins.empty() || begins.front() != 0 || begins.back() != terms.size() || values.size() != terms.size() ||
      !std::is_sorted(begins.begin(), begins.end()))
    throw RequestError("begins, terms and values are no rows");
  for (std::size_t row = 0; row + 1 < begins.size(); ++row)
    for (std::uint64_t at = begins[row]; at < begins[row + 1]; ++at)
      if (terms[at] >= columns || (at > begins[row] && terms[at] <= terms[at - 1]))
        throw RequestError("the terms of row " + std::to_string(row) + " do not ascend below " +
                           std::to_string(columns));
  return std::make_shared<counts::Matrix>(
      counts::Matrix{columns, std::move(begins), std::move(terms), std::move(values)});
}

void bind_arrays(py::module_& m) {
  py::class_<Numbers>(m, "Numbers", py::buffer_protocol(), "Numbers that NumPy reads without a copy.")
      .def_buffer([](const Numbers& self) { return self.info(); })
      .def("__len__", [](const Numbers& self) { return self.shape[0]; })
      .def_property_readonly(
          "shape",
          [](const Numbers& self) { return py::typing::Tuple<py::int_, py::ellipsis>(py::tuple(sizes_of(self))); },
          "How many there are each way.")
      .def(py::pickle(&state_of, [](const NumbersState& state) { return numbers_of(state); }));

  py::class_<counts::Matrix, SharedMatrix>(m, "Matrix", "A document-term matrix, row by row.")
      .def(py::init(&matrix_of), py::kw_only(), "begins"_a, "terms"_a, "values"_a, "columns"_a,
           "Rows of counts; `begins` says where in `terms`, which ascend in a row, and `values` each of them begins.")
      .def_property_readonly("shape", [](const counts::Matrix& self) { return std::pair(self.rows(), self.columns); })
      .def_property_readonly("indptr", [](const SharedMatrix& self) { return shared(self, self->begins); })
      .def_property_readonly("indices", [](const SharedMatrix& self) { return shared(self, self->terms); })
      .def_property_readonly("data", [](const SharedMatrix& self) { return shared(self, self->values); })
      .def(py::pickle(
          [](const SharedMatrix& self) -> MatrixState {
            return py::make_tuple(shared(self, self->begins), shared(self, self->terms), shared(self, self->values),
                                  self->columns);
          },
          [](const MatrixState& state) {
            return matrix_of(vector_of<std::uint64_t>(state[0].cast<Numbers>()),
                             vector_of<std::uint32_t>(state[1].cast<Numbers>()),
                             vector_of<double>(state[2].cast<Numbers>()), state[3].cast<std::uint32_t>());
          }));
}

void bind_tfidf(py::module_& m) {
  py::class_<Tfidf>(m, "Weights", "What terms weigh.")
      .def(py::init([](const counts::Matrix& counts) { return Tfidf(counts); }), "counts"_a)
      .def(py::init([](std::vector<double> idf) { return Tfidf(std::move(idf)); }), "idf"_a)
      .def(
          "weighed",
          [](const Tfidf& self, const counts::Matrix& counts) {
            if (counts.columns != self.idf().size())
              throw RequestError("the rows have " + std::to_string(counts.columns) + " terms, not the " +
                                 std::to_string(self.idf().size()) + " that have weights");
            auto rows = std::make_shared<counts::Matrix>(counts);
            self.weigh(*rows);
            return rows;
          },
          "counts"_a, "The counts times the weights of their terms, each row brought to length 1.")
      .def_property_readonly("idf", &Tfidf::idf);

  py::class_<Weighted>(m, "Tfidf", "Counts words and weighs them.")
      .def(py::init<>())
      .def(
          "fit",
          [](Weighted& self, const Texts& texts, bool sublinear) {
            const std::vector<std::string_view> views = views_of(texts);
            const py::gil_scoped_release unlocked;
            auto matrix = std::make_shared<counts::Matrix>(self.counter.fit(views));
            self.tfidf = Tfidf(*matrix, {.sublinear = sublinear});
            self.tfidf.weigh(*matrix);
            return matrix;
          },
          "texts"_a, py::kw_only(), "sublinear"_a, "The rows of the texts, whose words are the terms from now on.")
      .def(
          "transform",
          [](const Weighted& self, const Texts& texts) {
            const std::vector<std::string_view> views = views_of(texts);
            const py::gil_scoped_release unlocked;
            auto matrix = std::make_shared<counts::Matrix>(self.counter.count(views));
            self.tfidf.weigh(*matrix);
            return matrix;
          },
          "texts"_a)
      .def_property_readonly("terms", &Weighted::terms)
      .def_property_readonly("idf", [](const Weighted& self) { return self.tfidf.idf(); })
      .def(py::pickle(
          [](const Weighted& self) -> WeightedState {
            return py::make_tuple(self.terms(), self.tfidf.idf(), self.tfidf.options().sublinear);
          },
          &weighted_of));
}

void bind_lsa(py::module_& m) {
  py::class_<Lsa>(m, "Lsa", "Latent dimensions of weighted documents.")
      .def(py::init([](const counts::Matrix& rows, std::uint32_t dimensions, std::uint32_t iterations,
                       std::uint64_t seed, unsigned threads) {
             const py::gil_scoped_release unlocked;
             return Lsa(rows, {.dimensions = dimensions, .iterations = iterations, .seed = seed, .threads = threads});
           }),
           "rows"_a, py::kw_only(), "dimensions"_a, "iterations"_a, "seed"_a, "threads"_a)
      .def(
          "transform",
          [](const Lsa& self, const counts::Matrix& rows, unsigned threads) {
            if (rows.columns != self.components().rows())
              throw RequestError("the rows have " + std::to_string(rows.columns) + " terms, not the " +
                                 std::to_string(self.components().rows()) + " of the documents it was made from");
            const py::gil_scoped_release unlocked;
            return numbers_of(self.transform(rows, threads));
          },
          "rows"_a, py::kw_only(), "threads"_a)
      .def_property_readonly("singular_values", &Lsa::singular_values)
      .def(py::pickle([](const Lsa& self)
                          -> LsaState { return py::make_tuple(self.singular_values(), numbers_of(self.components())); },
                      &lsa_of));
}

}  // namespace

void bind_vectors(py::module_& m) {
  bind_arrays(m);
  bind_tfidf(m);
  bind_lsa(m);
}

}  // namespace ordagrant::python
