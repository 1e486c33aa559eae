#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <optional>
#include <utility>

#include "ordagrant/lexicon/entry.h"
#include "ordagrant/lexicon/format.h"
#include "rooms.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace py::literals;

void bind_lexicon(py::module_& m) {
  using lexicon::Entry;
  py::class_<Entry>(m, "Entry", "One line of a lexicon file.")
      .def_readonly("language", &Entry::language)
      .def_property_readonly("pole", [](const Entry& entry) { return lexicon::name(entry.pole); })
      .def_readonly("category", &Entry::category)
      .def_readonly("term", &Entry::term)
      .def_property_readonly("kind", [](const Entry& entry) { return lexicon::name(entry.kind); })
      .def_readonly("pos", &Entry::pos)
      .def_property_readonly("tier", [](const Entry& entry) { return lexicon::name(entry.tier); })
      .def_property_readonly("weight", [](const Entry& entry) { return lexicon::weight(entry.tier); })
      .def_property_readonly("compound", [](const Entry& entry) { return lexicon::name(entry.compound); })
      .def_readonly("exact_case", &Entry::exact_case)
      .def_readonly("source", &Entry::source)
      .def_readonly("note", &Entry::note)
      .def_readonly("tags", &Entry::tags)
      .def_property_readonly("place",
                             [](const Entry& entry) -> std::optional<std::pair<std::string_view, std::string>> {
                               if (!entry.place) return std::nullopt;
                               return std::pair{lexicon::name(entry.place->pole), entry.place->category};
                             });
  m.def(
      "parse",
      [](std::string_view file, const py::bytes& content) { return lexicon::parse(file, std::string_view(content)); },
      "file"_a, "content"_a, "The entries of a lexicon file; `file` names it in errors.");
  m.def(
      "placed",
      [](std::vector<Entry> entries, std::string_view lexicon, std::string_view pole) {
        return lexicon::placed(std::move(entries), lexicon, lexicon::pole_of(pole));
      },
      "entries"_a, "lexicon"_a, "pole"_a, "The entries with their places in a further lexicon.");
}

}  // namespace ordagrant::python
