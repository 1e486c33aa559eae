#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "ordagrant/forms/compounds.h"
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

  py::class_<forms::Compounds>(m, "Compounds", "Takes compounds apart.")
      .def(py::init([](std::string_view language, const std::vector<forms::WordCount>& counts) {
             return forms::Compounds(language, counts);
           }),
           "language"_a, "counts"_a = std::vector<forms::WordCount>{})
      .def(
          "split",
          [](const forms::Compounds& compounds, const std::vector<std::string>& words) {
            const py::gil_scoped_release unlocked;
            std::vector<std::vector<std::string>> split(words.size());
            std::vector<forms::CompoundPart> parts;
            for (std::size_t word = 0; word < words.size(); ++word) {
              compounds.split(words[word], parts);
              for (const forms::CompoundPart& part : parts) split[word].emplace_back(part.span.of(words[word]));
            }
            return split;
          },
          "words"_a, "The parts of each word; a linking element stays with the part before it.");
}

}  // namespace ordagrant::python
