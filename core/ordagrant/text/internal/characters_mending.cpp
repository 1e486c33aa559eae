#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/eight_bytes.h"
#include "ordagrant/text/internal/layers.h"

namespace ordagrant::text::internal {

namespace {

constexpr char32_t kSoftHyphen = 0xAD;

// What this layer mends begins with one of these bytes, or is two spaces: U+00A0 and U+00AD; U+2000 to
// U+205F; U+3000; U+FB00 to U+FEFF.
bool may_be_mended(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t ahead) {
    return at + ahead < text.size() ? static_cast<unsigned char>(text[at + ahead]) : 0U;
  };
  switch (byte(0)) {
    case ' ':
      return byte(1) == ' ' || (byte(1) >= 0xC2 && may_be_mended(text, at + 1));
    case 0xC2:
      return byte(1) == 0xA0 || byte(1) == 0xAD;
    case 0xE2:
      // Past the spaces come dashes and quotation marks, which stand everywhere.
      return (byte(1) == 0x80 && (byte(2) <= 0x8B || byte(2) == 0xAF)) || byte(1) == 0x81;
    case 0xE3:
    case 0xEF:
      return true;
    default:
      return false;
  }
}

// Whether nothing that may be mended begins in these eight bytes, unless with the last of them. `after_space`
// says whether a space stands before them, and then whether one is the last of them.
bool is_plain(std::uint64_t bytes, std::uint64_t& after_space) {
  const std::uint64_t spaces = equal(bytes, ' ');
  const std::uint64_t doubled = spaces & (spaces << 8U | after_space);
  after_space = spaces >> 56U;
  return (doubled | (leads(bytes) & ~equal(bytes, 0xC3))) == 0;
}

// Does not break, or has a width of its own: to the reader it is a space.
bool is_wide_space(char32_t code) {
  return code == ' ' || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

// Zero width space, word joiner, a byte order mark inside the text.
bool is_zero_width(char32_t code) { return code == 0x200B || code == 0x2060 || code == 0xFEFF; }

std::string_view letters_of(char32_t ligature) {
  constexpr std::array<std::string_view, 7> kLetters{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return ligature >= 0xFB00 && ligature <= 0xFB06 ? kLetters.at(ligature - 0xFB00) : std::string_view();
}

bool is_break(char32_t code) { return code == '\n' || code == '\r'; }

class Mender {
 public:
  Mender(std::string_view text, RepairKinds kinds) : text_(text), kinds_(kinds) {}

  std::vector<Edit> edits() {
    for (std::size_t at = 0; at < text_.size();) {
      at = next_interesting(at);
      if (at == text_.size()) break;
      const Character here = character_at(text_, at);
      const std::size_t end = at + here.size;
      if (here.code == kSoftHyphen) {
        at = soft_hyphens(at);
      } else if (is_wide_space(here.code)) {
        at = spaces(at);
      } else if (is_zero_width(here.code)) {
        edit(at, end, RepairKind::space, "");
        at = end;
      } else if (const std::string_view letters = letters_of(here.code); !letters.empty()) {
        edit(at, end, RepairKind::ligature, letters);
        at = end;
      } else {
        at = end;
      }
    }
    return std::move(edits_);
  }

 private:
  std::size_t next_interesting(std::size_t at) const {
    while (at < text_.size()) {
      if (std::endian::native == std::endian::little) {
        const std::size_t begin = at;
        std::uint64_t after_space = 0;
        while (at + 8 < text_.size() && is_plain(eight_at(text_, at), after_space)) at += 8;
        if (at > begin && text_[at - 1] == ' ') --at;  // the first of two spaces
      }
      for (const std::size_t end = std::min(at + 9, text_.size()); at < end; ++at)
        if (may_be_mended(text_, at)) return at;
    }
    return at;
  }

  void edit(std::size_t begin, std::size_t end, RepairKind kind, std::string_view replacement) {
    if (kinds_.has(kind))
      edits_.push_back(
          {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, kind, std::string(replacement)});
  }

  // U+0000 at the ends of the text.
  char32_t before(std::size_t at) const { return at == 0 ? 0 : character_before(text_, at).code; }
  char32_t after(std::size_t at) const { return at == text_.size() ? 0 : character_at(text_, at).code; }

  std::size_t soft_hyphens(std::size_t begin) {
    std::size_t end = begin;
    while (after(end) == kSoftHyphen) end += character_at(text_, end).size;
    if (!is_letter(before(begin))) {
      edit(begin, end, RepairKind::soft_hyphen, "");
      return end;
    }
    // Broken there: the line end goes with it. Followed by a space it stood for the hyphen of a suspended compound.
    std::size_t next = end;
    while (after(next) == ' ') ++next;
    const bool spaced = next > end;
    const std::size_t line_end = next;
    while (is_break(after(next))) ++next;
    const bool broken = next > line_end;
    while (broken && after(next) == ' ') ++next;
    if (!is_letter(after(next))) {
      edit(begin, end, RepairKind::soft_hyphen, "");
    } else if (broken) {
      edit(begin, next, RepairKind::soft_hyphen, "");
      return next;
    } else {
      edit(begin, end, RepairKind::soft_hyphen, spaced ? "-" : "");
    }
    return end;
  }

  std::size_t spaces(std::size_t begin) {
    std::size_t end = begin;
    std::size_t count = 0;
    for (; is_wide_space(after(end)); end += character_at(text_, end).size) ++count;
    const char32_t left = before(begin);
    const char32_t right = after(end);
    // At the edge of a line they are its indentation, and three or more set columns apart.
    if (left == 0 || right == 0 || is_break(left) || is_break(right) || left == '\t' || right == '\t' || count > 2)
      return end;
    // One that ties a number to its unit or its thousands is there on purpose.
    if (count == 1 && (is_digit(left) || is_digit(right) || left == 0xA7)) return end;
    if (text_.substr(begin, end - begin) != " ") edit(begin, end, RepairKind::space, " ");
    return end;
  }

  std::string_view text_;
  RepairKinds kinds_;
  std::vector<Edit> edits_;
};

}  // namespace

std::vector<Edit> mend_characters(std::string_view text, RepairKinds kinds) { return Mender(text, kinds).edits(); }

}  // namespace ordagrant::text::internal
