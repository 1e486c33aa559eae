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
  for (const py::handle& text : texts) views.push_back(text.cast<std::string_view>());
  return views;
}

// Counts and the weights of their terms.
struct Weighted {
  counts::Counter counter;
  Tfidf tfidf{counts::Matrix{}};
};

}  // namespace

void bind_vectors(py::module_& m) {
  py::class_<Numbers>(m, "Numbers", py::buffer_protocol(), "Numbers that NumPy reads without a copy.")
      .def_buffer([](const Numbers& self) { return self.info(); })
      .def("__len__", [](const Numbers& self) { return self.shape[0]; });

  py::class_<counts::Matrix, SharedMatrix>(m, "Matrix", "A document-term matrix, row by row.")
      .def_property_readonly("shape", [](const counts::Matrix& self) { return std::pair(self.rows(), self.columns); })
      .def_property_readonly(
          "indptr", [](const SharedMatrix& self) { return numbers(self, self->begins.data(), self->begins.size()); })
      .def_property_readonly(
          "indices", [](const SharedMatrix& self) { return numbers(self, self->terms.data(), self->terms.size()); })
      .def_property_readonly(
          "data", [](const SharedMatrix& self) { return numbers(self, self->values.data(), self->values.size()); });

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
      .def_property_readonly("terms",
                             [](const Weighted& self) {
                               std::vector<std::string> terms;
                               terms.reserve(self.counter.terms());
                               for (std::uint32_t term = 0; term < self.counter.terms(); ++term)
                                 terms.emplace_back(self.counter.term(term));
                               return terms;
                             })
      .def_property_readonly("idf", [](const Weighted& self) { return self.tfidf.idf(); });

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
      .def_property_readonly("singular_values", &Lsa::singular_values);
}

}  // namespace ordagrant::python
