#include "ordagrant/text/internal/mojibake.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/decoding_code_pages.h"
#include "ordagrant/text/internal/decoding_utf8.h"

namespace ordagrant::text::internal {

namespace {

constexpr unsigned kTimes = 3;          // so often may a text have been misread
constexpr std::size_t kCommon = 10;     // so many in place are no accident
constexpr std::size_t kWordReach = 64;  // bytes to the ends of a word; what is longer is none

constexpr std::size_t kWindows = 0;  // of code_pages()

bool is_own_letter(char32_t code) {
  constexpr std::u32string_view kLetters =
      U"\u00E5\u00E4\u00F6\u00E6\u00F8\u00C5\u00C4\u00D6\u00C6\u00D8\u00E9\u00C9\u00FC\u00DC";
  return kLetters.find(code) != std::u32string_view::npos;
}

// Of Latin-1 and Latin Extended-A: our own, and those of names and loans.
bool is_latin_letter(char32_t code) { return code >= 0xC0 && code <= 0x17F && code != 0xD7 && code != 0xF7; }

// The signs of Latin-1; punctuation, currency, arrows, mathematics, dingbats; the bullets of fonts for private use;
// ligatures, a byte order mark, a replacement; emoji.
bool is_sign(char32_t code) {
  return (code >= 0xA0 && code <= 0xBF) || (code >= 0x2000 && code <= 0x27BF) || (code >= 0xE000 && code <= 0xF8FF) ||
         (code >= 0xFB00 && code <= 0xFB06) || code == 0xFEFF || code == 0xFFFD || (code >= 0x1F300 && code <= 0x1FAFF);
}

// Of Latin-1, what other languages need or nobody: these show nothing.
bool is_rare_sign(char32_t code) {
  constexpr std::u32string_view kSigns = U"\u00A1\u00A2\u00A4\u00A5\u00A6\u00A8\u00AA\u00AC\u00AF\u00B6\u00B8\u00BF";
  return kSigns.find(code) != std::u32string_view::npos;
}

// What lines and boxes are drawn with, which CP850 has in the places of leading and following bytes.
bool is_box(char32_t code) { return code >= 0x2500 && code <= 0x259F; }

bool is_break(char32_t code) { return code == '\n' || code == '\r'; }

// What may stand around an example: quotation marks and brackets.
bool encloses(char32_t code) {
  constexpr std::u32string_view kMarks =
      U"\"'()[]{}<>`\u00AB\u00BB\u00B4\u2018\u2019\u201A\u201C\u201D\u201E\u2039\u203A";
  return kMarks.find(code) != std::u32string_view::npos;
}

// A character as it was before somebody misread it.
struct Unread {
  char32_t code = 0;
  std::size_t end = 0;  // of what stands for it in the text
  unsigned times = 0;   // misread
};

struct Candidate {
  std::size_t begin;
  Unread was;
  std::size_t page;  // of code_pages()
  bool letter;
  bool in_place;
};

// How much one shows that is in place: more where chance has less to do with it.
unsigned weight(const Candidate& one) { return one.was.times > 1 || one.was.code >= 0x800 ? 2 : 1; }

class Finder {
 public:
  Finder(std::string_view text, std::span<const ByteSpan> odd) : text_(text), odd_(odd) {}

  void find(std::vector<Edit>& edits) {
    gather();
    if (candidates_.empty()) return;
    for (const Candidate& one : candidates_) {
      if (!one.in_place) continue;
      weights_[one.page] += weight(one);
      (one.letter ? letters_ : signs_)[one.page] += 1;
    }
    const auto is_own = [](char32_t code) { return is_own_letter(code); };
    unharmed_letters_ = unharmed(0, text_.size(), is_own);
    for (std::size_t page = 0; page < shown_.size(); ++page) shown_.at(page) = shows(page);
    for (std::size_t first = 0; first < candidates_.size();) first = mend_line(first, edits);
  }

 private:
  void gather() {
    std::size_t at = 0;
    for (const ByteSpan place : odd_)
      for (at = std::max<std::size_t>(at, place.begin); at < place.end;)
        at = std::max(begins(at) ? try_at(at) : at, at + 1);
  }

  unsigned byte_at(std::size_t at) const { return at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0; }

  // Whether a leading byte of UTF-8, as one of the code pages shows it, stands there, with something to follow.
  bool begins(std::size_t at) const {
    const unsigned second = byte_at(at + 1);
    switch (byte_at(at)) {
      case 0xC3:
        switch (second) {
          case 0x82:  // C2 of Windows
            return byte_at(at + 2) >= 0x80 || byte_at(at + 2) == ' ';
          case 0x83:  // C3
          case 0x84:  // C4
          case 0x85:  // C5
          case 0xA2:  // E2
          case 0xAF:  // EF
          case 0xB0:  // F0
          case 0x94:  // E2 of CP850, EF of Mac Roman
            return byte_at(at + 2) >= 0x80;
          default:
            return false;
        }
      case 0xC2:  // C2 of Mac Roman
        return second == 0xAC && byte_at(at + 2) >= 0x80;
      case 0xC6:  // C4 of Mac Roman
        return second == 0x92 && byte_at(at + 2) >= 0x80;
      case 0xE2:
        return leads_in_three(second, byte_at(at + 2)) && byte_at(at + 3) >= 0x80;
      default:
        return false;
    }
  }

  // The same of what takes three bytes, by the last two of them.
  static bool leads_in_three(unsigned second, unsigned third) {
    switch (second) {
      case 0x94:  // C2, C3, C4, C5 of CP850
        return third == 0xAC || third == 0x9C || third == 0x80 || third == 0xBC;
      case 0x80:  // E2 of Mac Roman
      case 0x88:  // C3
        return third == 0x9A;
      case 0x89:  // C5
        return third == 0x88;
      default:
        return false;
    }
  }

  // 0 where the code page has no such byte.
  static unsigned byte_of(char32_t code, std::size_t page) {
    if (page == kWindows && code >= 0x80 && code <= 0x9F) return code;  // ISO 8859-1
    return code_pages()[page].byte_of(code);
  }

  // The character at `at`, after at most `times` misreadings are taken back. Requires: at < text_.size().
  Unread unread(std::size_t at, std::size_t page, unsigned times) const {
    if (times == 0) {
      const Character here = character_at(text_, at);
      return {here.well_formed ? here.code : 0, at + here.size, 0};
    }
    const Unread first = unread(at, page, times - 1);
    const unsigned lead = byte_of(first.code, page);
    if (lead < 0xC2 || lead > 0xF4) return first;
    const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::array<char, 4> bytes{static_cast<char>(lead)};
    Unread whole{.code = 0, .end = first.end, .times = first.times};
    for (std::size_t i = 1; i < size; ++i) {
      if (whole.end == text_.size()) return first;
      const Unread next = unread(whole.end, page, times - 1);
      const unsigned byte = byte_of(next.code, page);
      if (byte < 0x80 || byte > 0xBF) return first;
      bytes.at(i) = static_cast<char>(byte);
      whole.end = next.end;
      whole.times = std::max(whole.times, next.times);
    }
    const Character found = character_at({bytes.data(), size}, 0);
    if (!found.well_formed) return first;
    whole.code = found.code;
    ++whole.times;
    return whole;
  }

  // Notes what the character at `at` begins, if anything, and gives its end.
  std::size_t try_at(std::size_t at) {
    for (std::size_t page = 0; page < code_pages().size(); ++page) {
      Unread found;
      for (unsigned times = 1; times <= kTimes; ++times) {
        const Unread was = unread(at, page, times);
        if (was.times < times) break;
        // What was a letter and a sign may look like one letter misread once more, but none that is common.
        const bool extended = was.code >= 0x100 && times > 1;
        if (is_sign(was.code) || (is_latin_letter(was.code) && !extended)) found = was;
      }
      if (found.times > 0) return note(at, found, page, false);
    }
    return try_worn(at);
  }

  // What has lost a part where a program knew no character for it: a closing quotation mark its third byte, which
  // Windows-1252 has no character for; a no-break space its second, which became a space.
  std::size_t try_worn(std::size_t at) {
    const Character first = character_at(text_, at);
    std::size_t end = at + first.size;
    const char32_t second = after(end);
    if (first.code == 0xC2 && second == ' ') return note(at, {.code = ' ', .end = end + 1, .times = 1}, kWindows, true);
    if (first.code != 0xE2 || second != 0x20AC) return at;
    end += character_at(text_, end).size;
    if (after(end) == 0xFFFD) end += character_at(text_, end).size;
    return note(at, {.code = 0x201D, .end = end, .times = 1}, kWindows, true);
  }

  std::size_t note(std::size_t begin, const Unread& was, std::size_t page, bool worn) {
    Candidate one{.begin = begin, .was = was, .page = page, .letter = is_latin_letter(was.code), .in_place = false};
    one.in_place = !worn && is_in_place(one);
    candidates_.push_back(one);
    return was.end;
  }

  bool is_in_place(const Candidate& one) const {
    const auto& [code, end, times] = one.was;
    if (one.letter ? !is_own_letter(code) : is_rare_sign(code)) return false;
    const bool adjacent = !candidates_.empty() && candidates_.back().was.end == one.begin;
    const char32_t left = adjacent ? candidates_.back().was.code : before(one.begin);
    const char32_t right = end == text_.size() ? 0 : unread(end, one.page, times).code;
    if (!one.letter) return !is_box(left) && !is_box(right) && !is_example(one);
    if (is_upper(code) ? is_letter(left) && !is_upper(left) : is_upper(right)) return false;
    return (is_letter(left) || is_letter(right)) && !is_example(one);
  }

  // Whether a sign, or the word around a letter, stands by itself between quotation marks or brackets.
  bool is_example(const Candidate& one) const {
    std::size_t begin = one.begin;
    std::size_t end = one.was.end;
    const std::size_t reach = one.letter ? kWordReach : 0;
    const auto inside = [](char32_t code) { return code != 0 && !is_space(code) && !encloses(code); };
    while (one.begin - begin < reach && inside(before(begin))) begin -= character_before(text_, begin).size;
    while (end - one.was.end < reach && inside(after(end))) end += character_at(text_, end).size;
    return encloses(before(begin)) && encloses(after(end));
  }

  // U+0000 at the ends of the text.
  char32_t before(std::size_t at) const { return at == 0 ? 0 : character_before(text_, at).code; }
  char32_t after(std::size_t at) const { return at == text_.size() ? 0 : character_at(text_, at).code; }

  // How many characters from `begin` to `end` are in no candidate and answer to `wanted`.
  template <typename Wanted>
  std::size_t unharmed(std::size_t begin, std::size_t end, Wanted wanted) const {
    auto next = std::lower_bound(candidates_.begin(), candidates_.end(), begin,
                                 [](const Candidate& one, std::size_t at) { return one.begin < at; });
    std::size_t count = 0;
    for (std::size_t at = ascii_until(text_, begin); at < end;) {
      while (next != candidates_.end() && next->was.end <= at) ++next;
      if (next != candidates_.end() && next->begin <= at) {
        at = ascii_until(text_, next->was.end);
        continue;
      }
      const Character here = character_at(text_, at);
      count += wanted(here.code) ? 1U : 0U;
      at = ascii_until(text_, at + here.size);
    }
    return count;
  }

  std::size_t unharmed_sign(std::size_t begin, std::size_t end, char32_t code) const {
    return unharmed(begin, end, [code](char32_t other) { return other == code; });
  }

  // Whether the document shows that it was misread as `page`.
  bool shows(std::size_t page) const {
    if (weights_.at(page) != 1) return weights_.at(page) > 1;
    if (letters_.at(page) == 1) return unharmed_letters_ == 0;
    const auto sign = std::find_if(candidates_.begin(), candidates_.end(),
                                   [&](const Candidate& one) { return one.in_place && one.page == page; });
    return unharmed_sign(0, text_.size(), sign->was.code) == 0;
  }

  // Mends what is to be mended in the line of the candidate numbered `first`, and gives the first of a later line.
  std::size_t mend_line(std::size_t first, std::vector<Edit>& edits) {
    std::size_t begin = candidates_[first].begin;
    while (begin > 0 && !is_break(static_cast<unsigned char>(text_[begin - 1]))) --begin;
    const std::size_t end = std::min(text_.find_first_of("\r\n", candidates_[first].was.end), text_.size());
    std::size_t last = first;
    while (last < candidates_.size() && candidates_[last].begin < end) ++last;

    std::array<std::size_t, 3> letters{};
    for (std::size_t i = first; i < last; ++i)
      letters.at(candidates_[i].page) += candidates_[i].in_place && candidates_[i].letter ? 1U : 0U;
    const std::size_t unharmed_here = unharmed(begin, end, [](char32_t code) { return is_own_letter(code); });

    const auto convinces = [&](const Candidate& one) {
      if (!one.in_place || !shown_.at(one.page)) return false;
      if (letters_.at(one.page) + signs_.at(one.page) >= kCommon) return true;
      if (one.letter) return letters.at(one.page) >= 3 || letters.at(one.page) > unharmed_here;
      const auto same =
          std::count_if(candidates_.begin() + static_cast<std::ptrdiff_t>(first),
                        candidates_.begin() + static_cast<std::ptrdiff_t>(last),
                        [&](const Candidate& other) { return other.in_place && other.was.code == one.was.code; });
      return static_cast<std::size_t>(same) > unharmed_sign(begin, end, one.was.code);
    };
    std::array<bool, 3> convinced{};
    for (std::size_t i = first; i < last; ++i) {
      const Candidate& one = candidates_[i];
      convinced.at(one.page) = convinced.at(one.page) || convinces(one);
    }
    for (std::size_t i = first; i < last; ++i) {
      const Candidate& one = candidates_[i];
      const bool follows = convinced.at(one.page) || (shown_.at(one.page) && letters_.at(one.page) > unharmed_letters_);
      if (one.in_place ? !convinces(one) : !follows) continue;
      std::string replacement;
      append(one.was.code, replacement);
      edits.push_back({{static_cast<std::uint32_t>(one.begin), static_cast<std::uint32_t>(one.was.end)},
                       RepairKind::mojibake,
                       std::move(replacement)});
    }
    return last;
  }

  std::string_view text_;
  std::span<const ByteSpan> odd_;
  std::vector<Candidate> candidates_;     // in the order of the text
  std::array<unsigned, 3> weights_{};     // of those in place, for each of code_pages()
  std::array<std::size_t, 3> letters_{};  // in place
  std::array<std::size_t, 3> signs_{};    // in place
  std::size_t unharmed_letters_ = 0;
  std::array<bool, 3> shown_{};
};

}  // namespace

void mojibake(std::string_view text, std::span<const ByteSpan> odd, std::vector<Edit>& edits) {
  if (!odd.empty()) Finder(text, odd).find(edits);
}

}  // namespace ordagrant::text::internal
