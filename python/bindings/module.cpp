#include <pybind11/pybind11.h>

#include "ordagrant/base/error.h"
#include "rooms.h"

namespace py = pybind11;

PYBIND11_MODULE(_core, m, py::mod_gil_not_used()) {
  m.doc() = "The C++ core of ordagrant. Import ordagrant, not this module.";
  py::register_exception<ordagrant::RequestError>(m, "RequestError", PyExc_ValueError).attr("__doc__") =
      "A request is wrong: an option, a column, a file of ours. The message names the value and those that are "
      "allowed,\n"
      "and of a file line and column. Documents raise nothing: one that cannot be read has a `status`.";

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
