#include <pybind11/pybind11.h>

#include "ordagrant/text/decoding.h"
#include "rooms.h"

// A binding file translates; it does not decide. No branch on the data, no default
// value that the header does not have, no name that the header does not use.

namespace ordagrant::python {

namespace py = pybind11;
using namespace py::literals;

void bind_text(py::module_& m) {
  m.def(
      "decode",
      [](const py::bytes& bytes) {
        const std::string_view view(bytes);
        const text::Decoded decoded = [&] {
          const py::gil_scoped_release release;
          return text::decode(view);
        }();
        return py::make_tuple(py::bytes(decoded.source), decoded.encoding, decoded.ill_formed);
      },
      "bytes"_a, "Bytes as well-formed UTF-8: (source, encoding, how many ill-formed stretches became U+FFFD).");
}

}  // namespace ordagrant::python
