#include <algorithm>
#include <string>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/marked.h"

// A new page, or an empty line, inside a sentence: the left line stops in running prose and the right one
// goes on with it. Lists, headings, verse and tables break off as well, but their lines are short.

namespace ordagrant::text::internal {

namespace {

constexpr std::size_t kProse = 30;      // characters of a line that runs on over a page
constexpr std::size_t kProseWords = 4;  // and its spaces
constexpr std::size_t kContinued = 12;  // characters of the line that goes on
constexpr std::size_t kFullLine = 60;   // of a line that runs on over an empty line, where lines are not wrapped

class Breaks {
 public:
  explicit Breaks(const Marked& marked) : marked_(marked), text_(marked.text()), words_(marked.words()) {}

  void mend(RepairKinds kinds, std::vector<Edit>& edits) const {
    for (const ByteSpan space : marked_.breaks()) {
      if (space.begin == 0 || space.end == text_.size() || !may_go_on(space)) continue;
      const std::string_view letters = space.of(text_);
      const bool page =
          letters.find('\f') != std::string_view::npos || letters.find("\u2028") != std::string_view::npos;
      const bool one_line =
          letters.find('\n') == std::string_view::npos && letters.find('\f') == std::string_view::npos;
      const RepairKind kind = page ? RepairKind::page_break : RepairKind::line_break;
      if (!kinds.has(kind)) continue;
      if (goes_on(space, page, one_line)) edits.push_back({space, kind, "\n"});
    }
  }

 private:
  // Nearly all sentences end where a paragraph does.
  bool may_go_on(ByteSpan space) const {
    const char32_t left = marked_.before(space.begin);
    if (left == '.' || left == ':' || left == '?') return false;
    if (!is_letter(left) && left != ',' && left != ')' && left != '%' && !is_digit(left)) return false;
    const char32_t right = marked_.after(space.end);
    return is_letter(right) || is_digit(right);
  }

  // Requires: may_go_on(space).
  bool goes_on(ByteSpan space, bool page, bool one_line) const {
    const char32_t right = marked_.after(space.end);
    const bool letter = is_letter(marked_.before(space.begin));
    const std::string last = lower(marked_.letters_before(space.begin).of(text_));
    const bool open = letter && is_open(last);
    const bool small = is_letter(right) && !is_upper(right);
    if (!small && !open) return false;
    const ByteSpan above = marked_.line(space.begin - 1U);
    const ByteSpan below = marked_.line(space.end);
    if (is_table(above) || is_table(below)) return false;
    if (one_line) return small;
    if (page)
      return marked_.width(above) >= kProse && spaces(above) >= kProseWords && marked_.width(below) >= kContinued &&
             spaces(below) > 0 && (small || is_prose(below));
    // Empty lines stand between the items of a list as well, which begin with small letters and end with commas.
    if (!letter || !small || is_item(above) || words_.is(WordRole::coordinator, last)) return false;
    const std::size_t wrapped = marked_.wrapped_at();
    if (wrapped == 0) return false;
    return 10 * marked_.width(above) >= 8 * wrapped && spaces(above) >= kProseWords &&
           (is_prose(below) || 10 * marked_.width(below) >= 8 * wrapped) && !is_alone(above);
  }

  // A word that no sentence, heading or line of a list ends in.
  bool is_open(std::string_view word) const {
    return words_.is(WordRole::coordinator, word) || words_.is(WordRole::closed, word) ||
           words_.is(WordRole::particle, word);
  }

  bool is_prose(ByteSpan line) const {
    const char32_t last = line.empty() ? 0 : marked_.before(line.end);
    return marked_.width(line) >= kFullLine || last == '.' || last == '!' || last == '?' || last == ',';
  }

  // The line above is no line of the same paragraph: an item of a list that happens to be long.
  bool is_alone(ByteSpan line) const {
    if (line.begin == 0) return true;
    std::size_t at = line.begin;
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
    if (at == 0) return true;
    return marked_.line(at - 1).empty();
  }

  static bool is_bullet(char32_t code) {
    return code == '-' || code == '*' || code == 0x2022 || code == 0x2013 || code == 0x2014 || code == 0xB7 ||
           code == 0x25CF || code == 0x25AA || code == 0xF0B7;
  }
  bool is_item(ByteSpan line) const { return line.empty() || is_bullet(marked_.after(line.begin)); }

  bool is_table(ByteSpan line) const {
    const std::string_view letters = line.of(text_);
    return letters.find('\t') != std::string_view::npos || letters.find('|') != std::string_view::npos ||
           letters.find("   ") != std::string_view::npos;
  }

  std::size_t spaces(ByteSpan line) const {
    const std::string_view letters = line.of(text_);
    return static_cast<std::size_t>(std::count(letters.begin(), letters.end(), ' '));
  }

  const Marked& marked_;
  std::string_view text_;
  const Words& words_;
};

}  // namespace

void mend_breaks(const Marked& marked, RepairKinds kinds, std::vector<Edit>& edits) {
  Breaks(marked).mend(kinds, edits);
}

}  // namespace ordagrant::text::internal
