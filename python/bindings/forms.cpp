#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/forms/compounds.h"
#include "ordagrant/forms/lemmatiser.h"
#include "ordagrant/forms/paradigms.h"
#include "rooms.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace py::literals;

namespace {

using Words = std::vector<std::string>;

// A part of a compound without its linking letters, and these.
using Part = std::pair<std::string, std::string>;

std::vector<std::vector<Part>> split(const forms::Compounds& compounds, const Words& words) {
  const py::gil_scoped_release unlocked;
  std::vector<std::vector<Part>> split(words.size());
  std::vector<forms::CompoundPart> parts;
  for (std::size_t word = 0; word < words.size(); ++word) {
    compounds.split(words[word], parts);
    for (const forms::CompoundPart& part : parts) {
      const std::uint32_t link = part.span.end - part.link;
      split[word].emplace_back(ByteSpan{part.span.begin, link}.of(words[word]),
                               ByteSpan{link, part.span.end}.of(words[word]));
    }
  }
  return split;
}

using Lemma = std::tuple<std::string, std::string_view, std::string_view>;

std::vector<Lemma> lemmas(const forms::Lemmatiser& lemmatiser, const Words& lower_words) {
  const py::gil_scoped_release unlocked;
  std::vector<Lemma> lemmas;
  lemmas.reserve(lower_words.size());
  for (const std::string& word : lower_words) {
    const forms::Lemma lemma = lemmatiser.of(word);
    lemmas.emplace_back(lemma.text(), lemma.rule, forms::name(lemma.source));
  }
  return lemmas;
}

}  // namespace

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
      .def("split", &split, "words"_a, "The parts of each word, as (part, the letters that join it to the next one).");

  py::class_<forms::Lemmatiser>(m, "Lemmatiser", "Finds the base form of words.")
      .def(py::init<std::string_view>(), "language"_a)
      .def("of", &lemmas, "lower_words"_a, "Each word by itself, as (lemma, rule, source).");
}

}  // namespace ordagrant::python
