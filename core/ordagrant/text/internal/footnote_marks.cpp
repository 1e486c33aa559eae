#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/marked.h"

// The mark of a footnote loses its height when text is drawn out of a page, and is glued to the word:
// "styrning\u00B3", "styrningvi", "styrning3". Marks of one text count up, which tells them from endings.

namespace ordagrant::text::internal {

namespace {

constexpr std::size_t kShortestWord = 4;   // bytes, before a mark
constexpr std::size_t kLongestRoman = 7;   // "xxxviii"
constexpr std::size_t kTelling = 3;        // letters of one that no word ends in
constexpr std::size_t kLongestNumber = 3;  // digits
constexpr unsigned kLargest = 399;
constexpr unsigned kUnlikely = 40;  // a Roman numeral as a mark
constexpr unsigned kStep = 3;       // from one mark to the next; some are lost
constexpr std::size_t kChain = 3;   // marks that count up prove each other

// 0 if it is no Roman numeral as one is written.
unsigned roman(std::string_view letters) {
  struct Step {
    std::string_view letters;
    unsigned value;
  };
  constexpr std::array<Step, 9> kSteps{
      {{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}}};
  unsigned value = 0;
  std::string written;
  std::string_view rest = letters;
  while (!rest.empty()) {
    const auto* const step =
        std::find_if(kSteps.begin(), kSteps.end(), [&](const Step& one) { return rest.starts_with(one.letters); });
    if (step == kSteps.end()) return 0;
    value += step->value;
    rest.remove_prefix(step->letters.size());
  }
  if (value > kLargest) return 0;
  unsigned left = value;
  for (const Step& step : kSteps)
    for (; left >= step.value; left -= step.value) written += step.letters;
  return written == letters ? value : 0;
}

// A mark, if it is one.
struct Mark {
  ByteSpan span;
  unsigned value = 0;
  bool certain = false;  // needs no others beside it
};

class FootnoteMarks {
 public:
  explicit FootnoteMarks(const Marked& marked) : marked_(marked), text_(marked.text()), words_(marked.words()) {}

  void mend(std::vector<Edit>& edits) {
    std::vector<Mark> romans;
    std::vector<Mark> numbers;
    for (const Unlisted& word : marked_.unlisted())
      if (const std::optional<Mark> mark = roman_of(word)) romans.push_back(*mark);
    for (const std::uint32_t at : marked_.notes()) {
      const char32_t first = marked_.after(at);
      if (is_raised(first)) {
        superscripts(at, edits);
      } else if (is_digit(first)) {
        if (const std::optional<Mark> mark = number_at(at)) numbers.push_back(*mark);
      } else if (const std::optional<Mark> mark = roman_behind_stop(at)) {
        romans.push_back(*mark);
      }
    }
    const auto by_place = [](const Mark& one, const Mark& other) { return one.span.begin < other.span.begin; };
    std::sort(romans.begin(), romans.end(), by_place);
    take(romans, edits);
    take(numbers, edits);
  }

 private:
  // Letters of our languages in small.
  static bool is_small(std::string_view letters) {
    return std::all_of(letters.begin(), letters.end(), [](char letter) {
      const auto byte = static_cast<unsigned char>(letter);
      return (byte >= 'a' && byte <= 'z') || byte == 0xC3 || (byte & 0xC0U) == 0x80U;
    });
  }

  // A word that may stand before a mark, in lower case.
  bool is_word(std::string_view word) const {
    return word.size() >= kShortestWord && (words_.sound(word) || marked_.count(word) > 1);
  }

  bool in_text(std::string_view word) const { return words_.frequency(word) > 0 || marked_.count(word) > 0; }

  static bool is_closing(char32_t code) {
    return code == '.' || code == ',' || code == ';' || code == ':' || code == '!' || code == '?' || code == ')' ||
           code == '"' || code == 0x201D || code == 0x2019 || code == 0xBB || code == 0xAB;
  }

  void superscripts(std::size_t at, std::vector<Edit>& edits) const {
    if (at == 0 || is_raised(marked_.before(at))) return;
    std::size_t end = at;
    std::size_t marks_end = at;
    // Several are set apart by commas: "\u00B9,\u00B2".
    while (end < text_.size()) {
      const char32_t code = marked_.after(end);
      if (is_raised(code)) {
        end += character_at(text_, end).size;
        marks_end = end;
      } else if (end > at && (code == ',' || code == '-')) {
        ++end;
      } else {
        break;
      }
    }
    ByteSpan word = marked_.letters_before(at);
    if (word.empty()) {
      // Behind a full stop, a closing quotation mark, or both.
      std::size_t word_end = at;
      for (int marks = 0; marks < 2 && word_end > 0 && is_closing(marked_.before(word_end)); ++marks)
        word_end -= character_before(text_, word_end).size;
      word = marked_.letters_before(word_end);
      if (word_end == at || word.empty()) return;
    } else {
      const std::string letters = lower(word.of(text_));
      const bool sound = words_.sound(letters) || (letters.size() > kShortestWord && is_small(letters));
      if (!sound || is_letter(marked_.after(end)) || words_.is(WordRole::unit, letters) ||
          is_digit(marked_.before(word.begin)))
        return;
    }
    edits.push_back({span_of(at, marks_end), RepairKind::footnote_mark, ""});
  }

  std::optional<Mark> roman_of(const Unlisted& word) const {
    const std::string_view letters = word.span.of(text_);
    const char last = letters.back();
    if (last != 'i' && last != 'v' && last != 'x') return std::nullopt;
    if (word.inner_capital) return std::nullopt;
    const char32_t behind = marked_.after(word.span.end);
    if (behind == '-' || is_digit(behind) || is_digit(marked_.before(word.span.begin))) return std::nullopt;
    if (behind == '.' && is_letter(marked_.after(word.span.end + 1U))) return std::nullopt;
    const std::string whole = lower(letters);
    std::optional<Mark> best;
    for (std::size_t size = 1; size <= kLongestRoman && size + kShortestWord <= letters.size(); ++size) {
      const std::string_view numeral = letters.substr(letters.size() - size);
      const unsigned value = roman(numeral);
      const std::string_view before = std::string_view(whole).substr(0, whole.size() - size);
      if (value == 0 || (static_cast<unsigned char>(letters[letters.size() - size]) & 0xC0U) == 0x80U) continue;
      if (words_.is(WordRole::closed, before)) continue;
      const bool known = word.small ? in_text(before) || words_.sound(before) : words_.frequency(before) > 0;
      // A capital may be that of a name: Frontex, Charkiv, Vitalii.
      if ((!known || !word.small) && size < kTelling) continue;
      // One letter may be a slip of the pen, but for the rarest; and "iv" ends many an adjective.
      const bool certain = (size > 1 || last == 'x') && value < kUnlikely && numeral != "iv";
      best = Mark{span_of(word.span.end - size, word.span.end), value, certain};
      if (words_.frequency(before) > 0) break;
    }
    if (best && (marked_.count(whole) > 1 || words_.sound(whole))) return std::nullopt;
    return best;
  }

  // "styrning.xi Nu"
  std::optional<Mark> roman_behind_stop(std::size_t at) const {
    const ByteSpan numeral = marked_.letters_after(at);
    const unsigned value = roman(numeral.of(text_));
    if (value == 0 || !is_space(marked_.after(numeral.end))) return std::nullopt;
    const std::string before = lower(marked_.letters_before(at - 1).of(text_));
    if (!is_word(before)) return std::nullopt;
    std::size_t next = numeral.end;
    while (is_space(marked_.after(next))) next += character_at(text_, next).size;
    const bool sentence = next == text_.size() || is_upper(marked_.after(next));
    if (!sentence) return std::nullopt;
    return Mark{numeral, value, numeral.size() > 1 && words_.frequency(numeral.of(text_)) == 0};
  }

  // "styrning3", "styrning.3": never certain by itself.
  std::optional<Mark> number_at(std::size_t at) const {
    std::size_t end = at;
    unsigned value = 0;
    for (; end < text_.size() && is_ascii_digit(text_[end]) && end - at <= kLongestNumber; ++end)
      value = value * 10 + static_cast<unsigned>(text_[end] - '0');
    const char32_t behind = marked_.after(end);
    if (text_[at] == '0' || end - at > kLongestNumber || is_letter(behind) || is_digit(behind)) return std::nullopt;
    if (behind == '-' || behind == '/' || behind == 0x2013 || behind == '%' || behind == ':') return std::nullopt;
    if ((behind == '.' || behind == ',') && is_digit(marked_.after(end + 1))) return std::nullopt;
    std::size_t word_end = at;
    if (!is_letter(marked_.before(at))) word_end -= 1;
    const ByteSpan word = marked_.letters_before(word_end);
    const std::string letters = lower(word.of(text_));
    if (!is_word(letters) || words_.is(WordRole::numbered, letters)) return std::nullopt;
    const char32_t before = marked_.before(word.begin);
    if (is_digit(before) || before == '-' || before == '/' || before == '.' || before == '_' || before == '@')
      return std::nullopt;
    const std::string_view written = word.of(text_);
    const std::string_view rest = written.substr(character_at(written, 0).size);
    if (lower(rest) != rest) return std::nullopt;
    // At the end of a short line it is the number of a page.
    const ByteSpan line = marked_.line(at);
    if (line.end <= end + 1 && !is_prose(line)) return std::nullopt;
    return Mark{span_of(at, end), value, has_note(value, end)};
  }

  bool is_prose(ByteSpan line) const {
    constexpr std::size_t kProse = 60;  // characters
    return marked_.width(line) >= kProse;
  }

  // A line further down that begins with the number, without a full stop, and goes on with a capital.
  bool has_note(unsigned value, std::size_t from) const {
    const std::string number = std::string("\n").append(std::to_string(value)).append(" ");
    for (std::size_t at = text_.find(number, from); at != std::string_view::npos; at = text_.find(number, at + 1)) {
      const std::size_t note = at + number.size();
      if (is_upper(marked_.after(note)) && is_prose(marked_.line(note))) return true;
    }
    return false;
  }

  // Those that are certain, and those that count up with others.
  static void take(const std::vector<Mark>& marks, std::vector<Edit>& edits) {
    std::vector<std::size_t> chain(marks.size(), 1);  // how long the chain is that ends there
    std::vector<std::size_t> from(marks.size(), marks.size());
    std::vector<bool> proved(marks.size(), false);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      for (std::size_t j = i > kLookBack ? i - kLookBack : 0; j < i; ++j) {
        const bool counts_up = marks[i].value > marks[j].value && marks[i].value - marks[j].value <= kStep;
        if (counts_up && chain[j] + 1 > chain[i]) {
          chain[i] = chain[j] + 1;
          from[i] = j;
        }
      }
      if (chain[i] >= kChain)
        for (std::size_t j = i; j < marks.size() && !proved[j]; j = from[j]) proved[j] = true;
    }
    for (std::size_t i = 0; i < marks.size(); ++i)
      if (proved[i] || marks[i].certain) edits.push_back({marks[i].span, RepairKind::footnote_mark, ""});
  }

  static constexpr std::size_t kLookBack = 8;

  const Marked& marked_;
  std::string_view text_;
  const Words& words_;
};

}  // namespace

void mend_footnote_marks(const Marked& marked, std::vector<Edit>& edits) { FootnoteMarks(marked).mend(edits); }

}  // namespace ordagrant::text::internal
