#include <pybind11/pybind11.h>

#include "ordagrant/base/error.h"
#include "rooms.h"

namespace py = pybind11;

PYBIND11_MODULE(_core, m, py::mod_gil_not_used()) {
  m.doc() = "The C++ core of ordagrant. Import ordagrant, not this module.";
  py::register_exception<ordagrant::RequestError>(m, "RequestError", PyExc_ValueError);

  const auto room = [&](const char* name, void (*bind)(py::module_&)) {
    auto submodule = m.def_submodule(name);
    bind(submodule);
  };
  room("text", ordagrant::python::bind_text);
  room("language", ordagrant::python::bind_language);
  room("forms", ordagrant::python::bind_forms);
  room("lexicon", ordagrant::python::bind_lexicon);
  room("batch", ordagrant::python::bind_batch);
  room("vectors", ordagrant::python::bind_vectors);
  room("clusters", ordagrant::python::bind_clusters);
  room("privacy", ordagrant::python::bind_privacy);
  room("demand", ordagrant::python::bind_demand);
  room("charts", ordagrant::python::bind_charts);
  room("keyness", ordagrant::python::bind_keyness);
}
