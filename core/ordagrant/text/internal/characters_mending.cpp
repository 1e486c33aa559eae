#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/layers.h"

namespace ordagrant::text::internal {

namespace {

constexpr char32_t kSoftHyphen = 0xAD;

// What this layer mends begins with one of these bytes, or is two spaces: U+00A0 and U+00AD; U+2000 to
// U+205F; U+3000; U+FB00 to U+FEFF. odd_places() knows them.
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

  std::vector<Edit> edits(std::span<const ByteSpan> odd) {
    std::size_t at = 0;
    for (const ByteSpan place : odd)
      for (at = std::max<std::size_t>(at, place.begin); at < place.end;)
        at = may_be_mended(text_, at) ? mend(at) : at + 1;
    return std::move(edits_);
  }

 private:
  // Mends what begins at `at`, and gives its end.
  std::size_t mend(std::size_t at) {
    const Character here = character_at(text_, at);
    const std::size_t end = at + here.size;
    if (here.code == kSoftHyphen) return soft_hyphens(at);
    if (is_wide_space(here.code)) return spaces(at);
    if (is_zero_width(here.code))
      edit(at, end, RepairKind::space, "");
    else if (const std::string_view letters = letters_of(here.code); !letters.empty())
      edit(at, end, RepairKind::ligature, letters);
    return end;
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

std::vector<Edit> mend_characters(std::string_view text, std::span<const ByteSpan> odd, RepairKinds kinds) {
  return Mender(text, kinds).edits(odd);
}

}  // namespace ordagrant::text::internal
