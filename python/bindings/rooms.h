#pragma once

#include <pybind11/pybind11.h>

// One function a room, each in the file of that name.

namespace ordagrant::python {

void bind_text(pybind11::module_& m);
void bind_language(pybind11::module_& m);
void bind_forms(pybind11::module_& m);
void bind_lexicon(pybind11::module_& m);
void bind_privacy(pybind11::module_& m);
void bind_vectors(pybind11::module_& m);
void bind_clusters(pybind11::module_& m);
void bind_demand(pybind11::module_& m);
void bind_charts(pybind11::module_& m);
void bind_keyness(pybind11::module_& m);
void bind_batch(pybind11::module_& m);

}  // namespace ordagrant::python
