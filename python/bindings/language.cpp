#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "ordagrant/language/identifier.h"
#include "ordagrant/language/tables.h"
#include "rooms.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace py::literals;

void bind_language(py::module_& m) {
  m.def("shipped", &language::shipped, "The codes of the languages that have every table, sorted.");
  m.def(
      "identify",
      [](std::string_view text) {
        const language::Verdict verdict = language::identify(text);
        return py::make_tuple(verdict.code, verdict.confidence);
      },
      "text"_a, "The language of a text: (code, confidence from 0 to 1).");
}

}  // namespace ordagrant::python
