#include <pybind11/pybind11.h>
#include <pybind11/typing.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <string>

#include "ordagrant/text/decoding.h"
#include "ordagrant/text/layout.h"
#include "ordagrant/text/unicode_version.h"
#include "rooms.h"

// A binding file translates; it does not decide. No branch on the data, no default
// value that the header does not have, no name that the header does not use.

namespace ordagrant::python {

namespace py = pybind11;
using namespace py::literals;

namespace {

// The functions of PDFium that say what is drawn on a page, at the addresses where Python has loaded them: asking for
// a glyph from Python costs more than PDFium needs to find it. They and their arguments are those of PDFium's public
// headers fpdf_text.h, fpdf_edit.h and fpdfview.h. PDFium is not for two threads, so the GIL is held.
class PdfiumPage {
 public:
  using Addresses = py::typing::Dict<py::str, py::int_>;

  explicit PdfiumPage(const Addresses& addresses)
      : count_chars_(function<CountChars>(addresses, "FPDFText_CountChars")),
        unicode_(function<Unicode>(addresses, "FPDFText_GetUnicode")),
        generated_(function<Generated>(addresses, "FPDFText_IsGenerated")),
        font_size_(function<FontSize>(addresses, "FPDFText_GetFontSize")),
        matrix_(function<GetMatrix>(addresses, "FPDFText_GetMatrix")),
        origin_(function<Origin>(addresses, "FPDFText_GetCharOrigin")),
        loose_box_(function<LooseBox>(addresses, "FPDFText_GetLooseCharBox")),
        page_box_(function<PageBox>(addresses, "FPDF_GetPageBoundingBox")),
        count_objects_(function<CountObjects>(addresses, "FPDFPage_CountObjects")),
        object_(function<GetObject>(addresses, "FPDFPage_GetObject")),
        type_(function<Type>(addresses, "FPDFPageObj_GetType")),
        bounds_(function<Bounds>(addresses, "FPDFPageObj_GetBounds")),
        text_object_(function<TextObject>(addresses, "FPDFText_GetTextObject")),
        font_(function<Font>(addresses, "FPDFTextObj_GetFont")) {}

  py::bytes text(std::uintptr_t page, std::uintptr_t text_page) const {
    return text::layout(drawn(pointer(page), pointer(text_page)));
  }

 private:
  struct Matrix {
    float a, b, c, d, e, f;
  };
  struct Box {
    float left, top, right, bottom;
  };

  using CountChars = int(void*);
  using Unicode = unsigned(void*, int);
  using Generated = int(void*, int);
  using FontSize = double(void*, int);
  using GetMatrix = int(void*, int, Matrix*);
  using Origin = int(void*, int, double*, double*);
  using LooseBox = int(void*, int, Box*);
  using PageBox = int(void*, Box*);
  using CountObjects = int(void*);
  using GetObject = void*(void*, int);
  using Type = int(void*);
  using TextObject = void*(void*, int);
  using Font = void*(void*);
  using Bounds = int(void*, float*, float*, float*, float*);

  static constexpr int kPath = 2;            // FPDF_PAGEOBJ_PATH
  static constexpr int kMostObjects = 5000;  // of a page; more are a drawing
  static constexpr float kThin = 2;          // points: a ruling and not a box
  static constexpr float kShort = 15;        // points: a mark and not a ruling

  // NOLINTBEGIN(performance-no-int-to-ptr): ctypes gives addresses as numbers
  static void* pointer(std::uintptr_t address) { return reinterpret_cast<void*>(address); }

  template <typename Function>
  static Function* function(const Addresses& addresses, const char* name) {
    return reinterpret_cast<Function*>(addresses[name].cast<std::uintptr_t>());
  }
  // NOLINTEND(performance-no-int-to-ptr)

  text::DrawnPage drawn(void* page, void* text_page) const {
    text::DrawnPage drawn;
    Box shown{};
    page_box_(page, &shown);
    drawn.left = shown.left;
    drawn.right = shown.right;
    drawn.bottom = shown.bottom;
    drawn.top = shown.top;
    const int count = count_chars_(text_page);
    drawn.glyphs.reserve(static_cast<std::size_t>(count > 0 ? count : 0));
    std::map<const void*, std::uint32_t> fonts;
    const void* object = nullptr;
    std::uint32_t font = 0;
    for (int at = 0; at < count; ++at) {
      if (generated_(text_page, at) == 1) continue;
      text::Glyph glyph = glyph_at(text_page, at);
      if (void* of_glyph = text_object_(text_page, at); of_glyph != object && of_glyph != nullptr) {
        object = of_glyph;
        font = fonts.emplace(font_(of_glyph), static_cast<std::uint32_t>(fonts.size())).first->second;
      }
      glyph.font = font;
      if (glyph.x < shown.left || glyph.x > shown.right || glyph.y < shown.bottom || glyph.y > shown.top) continue;
      drawn.glyphs.push_back(glyph);
    }
    add_rulings(page, drawn);
    return drawn;
  }

  text::Glyph glyph_at(void* text_page, int at) const {
    Matrix matrix{1, 0, 0, 1, 0, 0};
    Box box{};
    double x = 0;
    double y = 0;
    matrix_(text_page, at, &matrix);
    loose_box_(text_page, at, &box);
    origin_(text_page, at, &x, &y);
    const float across = std::sqrt(matrix.a * matrix.a + matrix.b * matrix.b);
    const float up = std::sqrt(matrix.c * matrix.c + matrix.d * matrix.d);
    // A negative size turns the letters round, which such fonts' matrices take back.
    const auto given = static_cast<float>(font_size_(text_page, at));
    const float turn = given < 0 ? -1 : 1;
    const float size = given * turn * up;
    const float dx = turn * (across > 0 ? matrix.a / across : 1);
    const float dy = turn * (across > 0 ? matrix.b / across : 0);
    constexpr float kLevel = 0.999F;
    constexpr float kUsualWidth = 0.75F;  // of a slanting letter, whose box says little
    const float advance = std::abs(dx) > kLevel   ? box.right - box.left
                          : std::abs(dy) > kLevel ? box.top - box.bottom
                                                  : size * kUsualWidth;
    return {unicode_(text_page, at), static_cast<float>(x), static_cast<float>(y), advance, size, dx, dy, 0};
  }

  void add_rulings(void* page, text::DrawnPage& drawn) const {
    const int count = count_objects_(page);
    if (count > kMostObjects) return;
    for (int at = 0; at < count; ++at) {
      void* object = object_(page, at);
      if (type_(object) != kPath) continue;
      Box box{};
      if (bounds_(object, &box.left, &box.bottom, &box.right, &box.top) == 0 || box.right - box.left < kShort) continue;
      drawn.rulings.push_back({box.left, box.right, box.top});
      if (box.top - box.bottom > kThin) drawn.rulings.push_back({box.left, box.right, box.bottom});
    }
  }

  CountChars* count_chars_;
  Unicode* unicode_;
  Generated* generated_;
  FontSize* font_size_;
  GetMatrix* matrix_;
  Origin* origin_;
  LooseBox* loose_box_;
  PageBox* page_box_;
  CountObjects* count_objects_;
  GetObject* object_;
  Type* type_;
  Bounds* bounds_;
  TextObject* text_object_;
  Font* font_;
};

void bind_layout(py::module_& m) {
  py::class_<PdfiumPage>(m, "PdfiumPage", "Reads pages that PDFium has loaded, in the order in which they are read.")
      .def(py::init<const PdfiumPage::Addresses&>(), "addresses"_a,
           "`addresses`: where PDFium's functions lie, by name.")
      .def("text", &PdfiumPage::text, "page"_a, "text_page"_a,
           "The text of a page as UTF-8, from the addresses of an FPDF_PAGE and its FPDF_TEXTPAGE.");
}

}  // namespace

void bind_text(py::module_& m) {
  bind_layout(m);
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
  m.def("icu_version", &text::icu_version, "Of the linked ICU.");
  m.def("unicode_version", &text::unicode_version, "Of the Unicode Standard whose data the linked ICU has.");
}

}  // namespace ordagrant::python
