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
      [](const py::bytes& text) {
        const language::Verdict verdict = language::identify(std::string_view(text));
        return py::make_tuple(verdict.code, verdict.confidence);
      },
      "text"_a, "The language of a text in UTF-8: (code, confidence from 0 to 1).");
}

}  // namespace ordagrant::python
