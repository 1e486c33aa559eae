#include <pybind11/pybind11.h>
#include <pybind11/typing.h>

#include <cstddef>

#include "ordagrant/base/checkpoint.h"
#include "ordagrant/base/error.h"
#include "rooms.h"

namespace py = pybind11;
using namespace py::literals;

namespace {

unsigned long main_thread = 0;
py::object* on_progress = nullptr;  // never freed: it is called until the process ends

// Ctrl-C: Python's handlers of signals run between two pieces of work, and what they raise ends it. They run in the
// main thread alone, so no other one asks for the interpreter.
void ask_python(std::size_t done, std::size_t parts) {
  if (PyThread_get_thread_ident() != main_thread) return;
  const py::gil_scoped_acquire acquire;
  if (PyErr_CheckSignals() != 0) {
    if (on_progress != nullptr) {
      const py::error_scope raised;  // is raised again behind this
      (*on_progress)(0, 0);
    }
    throw py::error_already_set();
  }
  if (on_progress != nullptr && parts > 0) (*on_progress)(done, parts);
}

}  // namespace

PYBIND11_MODULE(_core, m, py::mod_gil_not_used()) {
  m.doc() = "The C++ core of ordagrant. Import ordagrant, not this module.";
  main_thread = py::module_::import("threading").attr("main_thread")().attr("ident").cast<unsigned long>();
  ordagrant::set_checkpoint(&ask_python);
  m.def(
      "on_progress",
      [](const py::typing::Callable<py::none(py::int_, py::int_)>& told) {
        delete on_progress;
        on_progress = new py::object(told);
      },
      "told"_a, "Let `told(done, parts)` be called by long work in the main thread; (0, 0) when it is ended early.");
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
