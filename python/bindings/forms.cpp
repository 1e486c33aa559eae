#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "ordagrant/forms/paradigms.h"
#include "rooms.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace py::literals;

void bind_forms(py::module_& m) {
  py::class_<forms::Paradigms>(m, "Paradigms", "The inflection of a language.")
      .def(py::init<std::string_view>(), "language"_a)
      .def("inflect", &forms::Paradigms::inflect, "lemma"_a, "pos"_a, "All forms of a lemma, the lemma first.")
      .def("modifiers", &forms::Paradigms::modifiers, "lemma"_a, "The shapes in which a word begins a compound.");
}

}  // namespace ordagrant::python
