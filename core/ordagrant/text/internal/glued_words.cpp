#include <algorithm>
#include <optional>
#include <string>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/marked.h"

// Two words that lost what stood between them. Where a line end was lost, the text shows it: the line is
// longer than the others, and the place is where they end. Elsewhere a capital must show it, and both
// halves must be words that stand together nowhere else: "YouTube" and "mRNA" are no two words.

namespace ordagrant::text::internal {

namespace {

constexpr std::size_t kShortestWord = 3;  // bytes, of a half
constexpr std::size_t kLongWord = 5;
constexpr std::size_t kLongHalf = 8;  // that need not be listed behind a capital
constexpr int kCommon = 2;            // a frequency

// In per cent of where lines are wrapped: a line that must be two, and where the first of them may end.
constexpr std::size_t kOverlong = 125;
constexpr std::size_t kFarOverlong = 135;  // in a text of few lines
constexpr std::ptrdiff_t kFewLines = 20;
constexpr std::size_t kEarliest = 75;
constexpr std::size_t kLatest = 110;

// What speaks for a place where two words were glued, on top of their frequencies.
constexpr int kCapital = 40;
constexpr int kFunctionWord = 20;
constexpr int kUnlikely = 10;  // where it may also be one word

bool is_mark(char32_t code) { return code == '.' || code == '!' || code == '?'; }

class GluedWords {
 public:
  explicit GluedWords(const Marked& marked) : marked_(marked), text_(marked.text()), words_(marked.words()) {}

  void mend(std::vector<Edit>& edits) const {
    for (const Unlisted& word : marked_.unlisted())
      if (const std::size_t cut = cut_at_capital(word); cut > 0) put_space(cut, edits);
    for (const Unlisted& word : marked_.unlisted())
      if (const std::size_t cut = cut_at_coordinator(word); cut > 0)
        edits.push_back({span_of(cut, cut), RepairKind::glued, "- "});
    for (const std::uint32_t at : marked_.capitals())
      if (is_sentence(at) || is_behind_time(at)) put_space(at, edits);
    for (const std::uint32_t at : marked_.notes())
      if (const std::size_t end = number_between(at); end > 0) {
        put_space(at, edits);
        put_space(end, edits);
      }
    if (marked_.wrapped_at() > 0) mend_lost_line_ends(edits);
  }

 private:
  static void put_space(std::size_t at, std::vector<Edit>& edits) {
    edits.push_back({span_of(at, at), RepairKind::glued, " "});
  }

  // A part of an address, a path, a hyphenated word or a word with a number.
  static bool joins(char32_t code) {
    return is_digit(code) || code == '-' || code == '/' || code == '\\' || code == '@' || code == '_' || code == '#' ||
           code == '&' || code == '=' || code == '\'' || code == 0x2019;
  }
  bool is_part(ByteSpan word) const {
    const char32_t before = marked_.before(word.begin);
    const char32_t behind = marked_.after(word.end);
    return joins(before) || before == '.' || joins(behind) ||
           (behind == '.' && is_letter(marked_.after(word.end + 1U)));
  }

  static bool is_small(std::string_view letters) { return lower(letters) == letters; }
  // A capital and small letters.
  static bool is_capitalised(std::string_view letters) {
    if (letters.empty()) return false;
    const std::size_t first = character_at(letters, 0).size;
    return is_upper(character_at(letters, 0).code) && letters.size() > first && is_small(letters.substr(first));
  }
  bool is_function_word(std::string_view word) const {
    return words_.is(WordRole::closed, word) || words_.is(WordRole::particle, word);
  }

  // "tillitTidigare", "NPMNew": where the second word begins; 0 if it is one word.
  std::size_t cut_at_capital(const Unlisted& word) const {
    const std::string_view letters = word.span.of(text_);
    const bool one_capital = !word.inner_capital && letters.size() > 1 && is_ascii_small(letters[1]);
    if (word.small || one_capital || is_part(word.span)) return 0;
    std::size_t cut = 0;
    if (word.inner_capital) {
      for (std::size_t at = character_at(letters, 0).size; at < letters.size(); at += character_at(letters, at).size) {
        if (!is_upper(character_at(letters, at).code)) continue;
        if (cut > 0) return 0;
        cut = at;
      }
    } else {
      std::size_t last = 0;  // of the capitals it begins with
      for (std::size_t at = 0; at < letters.size() && is_upper(character_at(letters, at).code);
           at += character_at(letters, at).size)
        last = at;
      cut = last;
    }
    if (cut < kShortestWord || letters.size() - cut < 2) return 0;
    const std::string_view left = letters.substr(0, cut);
    const std::string_view right = letters.substr(cut);
    if (!is_capitalised(right) || marked_.count(lower(letters)) > 1) return 0;
    const std::string left_word = lower(left);
    const std::string right_word = lower(right);
    const bool known_right = right.size() < kShortestWord
                                 ? is_function_word(right_word)
                                 : words_.frequency(right_word) >= kCommon || marked_.count(right_word) > 0 ||
                                       (right.size() >= kLongHalf && is_small(left) && words_.sound(right_word));
    if (!known_right) return 0;
    if (!word.inner_capital) return marked_.count(left_word) > 0 ? word.span.begin + cut : 0;
    if (is_small(left)) return words_.sound(left_word) && !is_function_word(left_word) ? word.span.begin + cut : 0;
    // A heading and the first word of its text.
    const ByteSpan line = marked_.line(word.span.begin);
    const bool heading = line.begin == word.span.begin && words_.frequency(left_word) > 0;
    return heading && is_function_word(right_word) ? word.span.begin + cut : 0;
  }

  // "livsoch": a suspended compound that lost its hyphen as well.
  std::size_t cut_at_coordinator(const Unlisted& word) const {
    const char last = text_[word.span.end - 1];
    if (word.inner_capital || (last != 'h' && last != 'g')) return 0;
    if (word.span.size() < 2 + kLongWord || marked_.after(word.span.end) != ' ') return 0;
    const std::string letters = lower(word.span.of(text_));
    for (const std::size_t size : {2U, 3U}) {  // og, och: others end words
      if (letters.size() < size + kLongWord || letters[letters.size() - size] < 'a') return 0;
      const std::string_view left = std::string_view(letters).substr(0, letters.size() - size);
      if (words_.is(WordRole::coordinator, std::string_view(letters).substr(left.size())) &&
          words_.is(WordRole::beginning, left) && !is_part(word.span) && !words_.sound(letters))
        return word.span.begin + left.size();
    }
    return 0;
  }

  // "rapporten.Sedan"
  bool is_sentence(std::size_t at) const {
    if (!is_mark(marked_.before(at))) return false;
    const ByteSpan left = marked_.letters_before(at - 1);
    const ByteSpan right = marked_.letters_after(at);
    const std::size_t shortest = marked_.before(at) == '.' ? kShortestWord + 1 : 2;  // others end no abbreviations
    if (left.size() < shortest || right.size() < 2 || joins(marked_.before(left.begin)) ||
        marked_.before(left.begin) == '.' || joins(marked_.after(right.end)))
      return false;
    if (marked_.after(right.end) == '.' && !is_space(marked_.after(right.end + 1U))) return false;
    if (!is_small(left.of(text_)) || (!is_capitalised(right.of(text_)) && right.size() != 1)) return false;
    const std::string right_word = lower(right.of(text_));
    return words_.sound(left.of(text_)) && right_word != "se" && right_word != "nu" &&
           words_.frequency(right_word) >= kCommon;
  }

  // "Kl. 10:01Begrundelse"
  bool is_behind_time(std::size_t at) const {
    std::size_t begin = at;
    while (begin > 0 && (is_digit(marked_.before(begin)) || text_[begin - 1] == ':' || text_[begin - 1] == '.'))
      --begin;
    const std::string_view time = text_.substr(begin, at - begin);
    const std::string_view before = text_.substr(0, begin);
    if (time.size() < 4 || time.size() > 5 || is_digit(static_cast<unsigned char>(time[time.size() - 3]))) return false;
    if (!before.ends_with("kl. ") && !before.ends_with("Kl. ")) return false;
    const ByteSpan right = marked_.letters_after(at);
    return right.size() > kShortestWord && is_capitalised(right.of(text_));
  }

  // "sammanfattning3Gunilla": a page or a note that a new line began with. The end of the number, or 0.
  std::size_t number_between(std::size_t at) const {
    std::size_t end = at;
    while (is_digit(marked_.after(end))) ++end;
    if (end == at || end - at > 2 || !is_letter(marked_.before(at))) return 0;
    const ByteSpan left = marked_.letters_before(at);
    const ByteSpan right = marked_.letters_after(end);
    const std::string word = lower(left.of(text_));
    if (left.size() < kLongWord || right.size() <= kShortestWord || !is_capitalised(right.of(text_))) return 0;
    if (joins(marked_.before(left.begin)) || joins(marked_.after(right.end))) return 0;
    const std::string_view written = left.of(text_);
    const bool one_word =
        is_small(written) || (is_capitalised(written) && words_.frequency(lower(right.of(text_))) >= kCommon);
    return one_word && words_.sound(word) && !words_.is(WordRole::numbered, word) ? end : 0;
  }

  // --- Lost line ends ---------------------------------------------------------------------------------

  void mend_lost_line_ends(std::vector<Edit>& edits) const {
    const std::size_t wrapped = marked_.wrapped_at();
    const auto lines = std::count(text_.begin(), text_.end(), '\n');
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      if (end - begin > wrapped) {
        const ByteSpan line = marked_.line(begin);
        if (100 * marked_.width(line) > (lines > kFewLines ? kOverlong : kFarOverlong) * wrapped)
          if (const std::size_t cut = lost_line_end(line, wrapped); cut > 0) put_space(cut, edits);
      }
      begin = end + 1;
    }
  }

  // The best place about where the lines of this text end; 0 if there is none.
  std::size_t lost_line_end(ByteSpan line, std::size_t wrapped) const {
    std::size_t best = 0;
    int most = 0;
    const auto unlisted = marked_.unlisted();
    auto word = std::lower_bound(unlisted.begin(), unlisted.end(), line.begin,
                                 [](const Unlisted& one, std::uint32_t at) { return one.span.begin < at; });
    for (; word != unlisted.end() && word->span.begin < line.end; ++word) {
      const std::size_t column = marked_.width(span_of(line.begin, word->span.begin));
      if (100 * column > kLatest * wrapped) break;
      if (is_part(word->span) || marked_.count(lower(word->span.of(text_))) > 1) continue;
      const std::string_view letters = word->span.of(text_);
      std::size_t cut_column = column;
      for (std::size_t cut = 0; cut < letters.size(); cut += character_at(letters, cut).size, ++cut_column) {
        if (cut == 0 || 100 * cut_column < kEarliest * wrapped || 100 * cut_column > kLatest * wrapped) continue;
        const int likely = likelihood(letters.substr(0, cut), letters.substr(cut));
        if (likely > most) {
          most = likely;
          best = word->span.begin + cut;
        }
      }
    }
    return best;
  }

  // How likely two words are that were glued at a line end; 0 if they are none.
  int likelihood(std::string_view left, std::string_view right) const {
    const std::string left_word = lower(left);
    const std::string right_word = lower(right);
    if (left.size() == 1 && is_upper(static_cast<unsigned char>(left.front()))) return 0;
    if (!is_small(left.substr(character_at(left, 0).size))) return 0;
    const int left_frequency = frequency(left_word);
    int right_frequency = frequency(right_word);
    if (left_frequency == 0) return 0;
    const bool capital = is_capitalised(right);
    if (!capital && !is_small(right)) return 0;
    const bool listed = right_frequency > 0;
    if (!listed && right_word.size() >= kLongWord && (capital || words_.sound(right_word))) right_frequency = 1;
    // Behind a word that begins no compound another must follow, a known one or not.
    const bool closed = words_.is(WordRole::closed, left_word);
    if (right_frequency == 0 && (!closed || left_word.size() <= kShortestWord || right_word.size() < kLongWord))
      return 0;
    if (capital) return kCapital + left_frequency + right_frequency;
    const bool binds = words_.is(WordRole::beginning, left_word) || words_.is(WordRole::prefix, left_word);
    const bool bound = words_.is(WordRole::suffix, right_word) || words_.is(WordRole::ending, right_word);
    const bool function_words = is_function_word(left_word) || is_function_word(right_word);
    if (!function_words && (binds || bound)) return 0;
    const int words = left_frequency + right_frequency;
    if (closed) return (listed ? kFunctionWord : 0) + words;
    if (words_.sound(left_word + right_word))
      return words_.is(WordRole::particle, left_word) && right_frequency >= kCommon ? words : 0;
    return (!listed ? 0 : function_words ? kFunctionWord : kUnlikely) + words;
  }

  // Of a half of a word: the shortest must be function words.
  int frequency(std::string_view word) const {
    const int listed = words_.frequency(word);
    return word.size() > kShortestWord || is_function_word(word) ? listed : 0;
  }

  const Marked& marked_;
  std::string_view text_;
  const Words& words_;
};

}  // namespace

void mend_glued(const Marked& marked, std::vector<Edit>& edits) { GluedWords(marked).mend(edits); }

}  // namespace ordagrant::text::internal
