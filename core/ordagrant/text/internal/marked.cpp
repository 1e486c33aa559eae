#include "ordagrant/text/internal/marked.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/eight_bytes.h"

namespace ordagrant::text::internal {

namespace {

enum class Byte : std::uint8_t { other, letter, lead, digit, feed, hyphen };

// What a byte begins. `lead` is the first of a character outside ASCII.
constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> bytes{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const std::size_t small = byte | 0x20U;
    if (byte < 0x80 && small >= 'a' && small <= 'z') bytes.at(byte) = Byte::letter;
    if (byte >= '0' && byte <= '9') bytes.at(byte) = Byte::digit;
    if (byte >= 0xC2) bytes.at(byte) = Byte::lead;
  }
  for (const char feed : {'\n', '\r', '\f', '\v'}) bytes.at(static_cast<std::size_t>(feed)) = Byte::feed;
  bytes.at('-') = Byte::hyphen;
  return bytes;
}();

constexpr std::string_view kHyphen = "\u2010";
constexpr char32_t kBrokenHyphen = 0xFFFE;  // as some readers of PDF give a hyphen at a line end

// Lines shorter than this say nothing of where lines are broken, characters.
constexpr std::size_t kShortLine = 20;
constexpr std::size_t kFewestLines = 2;
constexpr std::size_t kNarrowest = 35;
constexpr std::size_t kWidest = 160;

// The second byte of a letter from U+00C0 to U+00FF.
bool is_latin_letter(unsigned char byte) { return (byte & 0xC0U) == 0x80U && byte != 0x97 && byte != 0xB7; }

bool is_white(char32_t code) { return code < 0x80 ? code == ' ' || (code >= 9 && code <= 13) : is_space(code); }

bool is_ascii_mark(char byte) {
  return byte == '.' || byte == ',' || byte == ';' || byte == ':' || byte == '!' || byte == '?' || byte == ')' ||
         byte == '"';
}

#ifdef __SSE2__
// The bytes of a word among the first eight that begin with it, and among the next eight, by its size.
struct Masks {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};
constexpr std::array<Masks, 16> kMasks = [] {
  std::array<Masks, 16> masks{};
  for (std::size_t size = 1; size < 16; ++size) {
    masks.at(size) = masks.at(size - 1);
    (size <= 8 ? masks.at(size).first : masks.at(size).second) |= std::uint64_t{0xFF} << 8 * ((size - 1) % 8);
  }
  return masks;
}();

// How many of the 16 bytes that begin there, up to 15, are letters of a word in ASCII and from U+00C0 to U+00FF;
// 0 where the word is longer, or has other letters.
std::size_t short_word(const char* begin) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin));
  const auto equal_to = [&](unsigned char byte) {
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(byte)))));
  };
  // From the first letter on, as signed numbers that begin with the lowest.
  const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
  const __m128i from_a = _mm_add_epi8(small, _mm_set1_epi8(static_cast<char>(0x80 - 'a')));
  const __m128i letters = _mm_cmplt_epi8(from_a, _mm_set1_epi8(static_cast<char>(0x80 + 26)));
  const auto high = static_cast<unsigned>(_mm_movemask_epi8(bytes));
  const unsigned ends = ~(static_cast<unsigned>(_mm_movemask_epi8(letters)) | high) & 0xFFFFU;
  if (ends == 0) return 0;
  const auto size = static_cast<unsigned>(std::countr_zero(ends));
  const unsigned word = (1U << size) - 1;
  if ((high & word) == 0) return size;
  const unsigned first = equal_to(0xC3) & word;
  const unsigned signs = (equal_to(0x97) | equal_to(0xB7)) & word;
  return signs == 0 && (high & word & ~first) == first << 1U ? size : 0;
}
#endif

// The end of the letters that begin at `at`.
std::size_t letters_end(std::string_view text, std::size_t at) {
  while (true) {
    while (at < text.size() && kBytes[static_cast<unsigned char>(text[at])] == Byte::letter) ++at;
    if (at == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0xC3 && at + 1 < text.size() && is_latin_letter(static_cast<unsigned char>(text[at + 1]))) {
      at += 2;
    } else if (byte >= 0xC2) {
      const Character here = character_at(text, at);
      if (!is_letter(here.code) || is_raised(here.code)) break;
      at += here.size;
    } else {
      break;
    }
  }
  return at;
}

std::uint64_t hyphenated(std::string_view left, std::string_view right) {
  std::string both(left);
  both += '-';
  both += right;
  return WordHash(both).value();
}

}  // namespace

Marked::Marked(std::string_view text, const Words& words) : text_(text), words_(words) {
  unlisted_.reserve(text.size() / 64);  // about as many as sound text has
  const auto byte_at = [&](std::size_t at) { return static_cast<unsigned char>(text_[at]); };
  for (std::size_t at = 0; at < text_.size();) {
    switch (kBytes[byte_at(at)]) {
      case Byte::letter:
        at = read_word(at);
        break;
      case Byte::lead: {
        if (is_common_mark(at)) {
          at += 3;
        } else if (const std::size_t end = read_word(at); end > at) {
          at = end;
        } else {
          const Character here = character_at(text_, at);
          if (here.code == 0x85 || here.code == 0x2028 || here.code == 0x2029) read_space(at);
          if (is_raised(here.code)) notes_.push_back(static_cast<std::uint32_t>(at));
          if (here.code == kBrokenHyphen) hyphens_.push_back(static_cast<std::uint32_t>(at));
          at += here.size;
        }
        break;
      }
      case Byte::digit: {
        while (at < text_.size() && kBytes[byte_at(at)] == Byte::digit) ++at;
        if (at == text_.size()) break;
        if (text_[at] == '-') hyphens_.push_back(static_cast<std::uint32_t>(at));
        if (text_[at] >= 'A' && text_[at] <= 'Z') capitals_.push_back(static_cast<std::uint32_t>(at));
        break;
      }
      case Byte::feed:
        read_space(at);
        ++at;
        break;
      case Byte::hyphen:
        if (at > 0 && text_[at - 1] == '.') hyphens_.push_back(static_cast<std::uint32_t>(at));
        ++at;
        break;
      case Byte::other:
        ++at;
    }
  }
}

void Marked::add_unlisted(ByteSpan span, WordHash hash) {
  bool capital = false;
  bool inner_capital = false;
  bool small_before = false;
  for (std::size_t at = span.begin; at < span.end;) {
    const auto byte = static_cast<unsigned char>(text_[at]);
    bool is_small = (byte & 0x20U) != 0;
    if (byte < 0x80) {
      ++at;
    } else if (byte == 0xC3) {
      is_small = static_cast<unsigned char>(text_[at + 1]) >= 0x9F;
      at += 2;
    } else {
      const Character here = character_at(text_, at);
      is_small = !is_upper(here.code);
      at += here.size;
    }
    capital |= !is_small;
    inner_capital |= small_before && !is_small;
    small_before = is_small;
  }
  unlisted_.push_back({span, hash, inner_capital, !capital});
}

// Dashes, quotation marks, bullets: U+2011 to U+2027.
bool Marked::is_common_mark(std::size_t at) const {
  if (text_.size() - at < 3 || text_[at] != '\xE2' || text_[at + 1] != '\x80') return false;
  const auto last = static_cast<unsigned char>(text_[at + 2]);
  return last > 0x90 && last < 0xA8;
}

std::size_t Marked::read_word(std::size_t begin) {
  std::size_t at = begin;
  WordHash hash;
  bool read = false;
#ifdef __SSE2__
  // Most words are short: both their end and their hash come from 16 bytes read at once.
  if (begin + 16 <= text_.size()) {
    if (const std::size_t size = short_word(text_.data() + begin); size > 0) {
      at = begin + size;
      const Masks& masks = kMasks[size];
      hash = WordHash(text_.substr(begin, size), eight_at(text_, begin) & masks.first,
                      eight_at(text_, begin + 8) & masks.second);
      read = true;
    }
  }
#endif
  if (!read) {
    at = letters_end(text_, begin);
    if (at == begin) return at;
    hash = WordHash(text_.substr(begin, at - begin));
  }
  if (words_.frequency(hash) == 0) add_unlisted(span_of(begin, at), hash);
  if (at == text_.size()) return at;

  const char next = text_[at];
  if (next == ' ') return at + 1;
  if (next == '-' || text_.substr(at).starts_with(kHyphen)) {
    hyphens_.push_back(static_cast<std::uint32_t>(at));
  } else if (next >= '0' && next <= '9') {
    notes_.push_back(static_cast<std::uint32_t>(at));
  } else if (is_ascii_mark(next) && at + 1 < text_.size()) {
    const char then = text_[at + 1];
    if ((then >= 'A' && then <= 'Z') || static_cast<unsigned char>(then) == 0xC3)
      capitals_.push_back(static_cast<std::uint32_t>(at + 1));
    else if ((then >= '0' && then <= '9') || then == 'i' || then == 'v' || then == 'x')
      notes_.push_back(static_cast<std::uint32_t>(at + 1));
  }
  return at;
}

// Takes all the white space around a line end that begins another than the next line.
void Marked::read_space(std::size_t at) {
  if (!breaks_.empty() && breaks_.back().end > at) return;
  // Nearly always it is the end of a line and no more.
  if (text_[at] == '\n' && at + 1 < text_.size() && kBytes[static_cast<unsigned char>(text_[at + 1])] == Byte::letter)
    return;
  std::size_t begin = at;
  while (begin > 0 && is_white(character_before(text_, begin).code)) begin -= character_before(text_, begin).size;
  std::size_t end = at;
  std::size_t lines = 0;
  bool more = false;
  while (end < text_.size()) {
    const Character here = character_at(text_, end);
    if (!is_white(here.code)) break;
    if (here.code == '\n' || (here.code == '\r' && !text_.substr(end + 1).starts_with('\n'))) ++lines;
    more |= here.code == '\f' || here.code == '\v' || here.code == 0x85 || here.code == 0x2028 || here.code == 0x2029;
    end += here.size;
  }
  if (more || lines > 1) breaks_.push_back(span_of(begin, end));
}

std::uint32_t Marked::count(std::string_view word) const {
  if (counted_.empty() && !unlisted_.empty()) {
    counted_.reserve(unlisted_.size());
    for (const Unlisted& one : unlisted_) counted_.push_back(one.hash.value());
    std::sort(counted_.begin(), counted_.end());
  }
  const auto [begin, end] = std::equal_range(counted_.begin(), counted_.end(), WordHash(word).value());
  return static_cast<std::uint32_t>(end - begin);
}

std::uint32_t Marked::count_hyphenated(std::string_view left, std::string_view right) const {
  if (!hyphenated_counted_) {
    hyphenated_counted_ = true;
    for (const std::uint32_t at : hyphens_) {
      if (after(at) == kBrokenHyphen) continue;
      const ByteSpan behind = letters_after(at + character_at(text_, at).size);
      const ByteSpan before = letters_before(at);
      if (behind.empty() || before.empty()) continue;
      hyphenated_.push_back(hyphenated(lower(before.of(text_)), lower(behind.of(text_))));
    }
    std::sort(hyphenated_.begin(), hyphenated_.end());
  }
  const auto [begin, end] = std::equal_range(hyphenated_.begin(), hyphenated_.end(), hyphenated(left, right));
  return static_cast<std::uint32_t>(end - begin);
}

ByteSpan Marked::line(std::size_t at) const {
  const auto is_end = [](char byte) { return byte == '\n' || byte == '\r' || byte == '\f'; };
  std::size_t begin = at;
  while (begin > 0 && !is_end(text_[begin - 1])) --begin;
  std::size_t end = at;
  while (end < text_.size() && !is_end(text_[end])) ++end;
  while (begin < end && (text_[begin] == ' ' || text_[begin] == '\t')) ++begin;
  while (end > begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
  return span_of(begin, end);
}

std::size_t Marked::width(ByteSpan line) const {
  const std::string_view letters = line.of(text_);
  return static_cast<std::size_t>(std::count_if(
      letters.begin(), letters.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::size_t Marked::wrapped_at() const {
  if (wrapped_at_ != kNotMeasured) return wrapped_at_;
  wrapped_at_ = 0;
  // Of the lines that the next goes on with in the middle of a sentence.
  std::vector<std::size_t> widths;
  std::size_t begin_of_line = 0;
  for (std::size_t end = text_.find('\n'); end != std::string_view::npos; end = text_.find('\n', end + 1)) {
    const std::size_t size = end - begin_of_line;
    begin_of_line = end + 1;
    std::size_t next = end + 1;
    while (next < text_.size() && text_[next] == ' ') ++next;
    if (size < kShortLine || !is_letter(after(next))) continue;
    const ByteSpan ended = line(end);
    if (ended.empty()) continue;
    const char32_t last = before(ended.end);
    if (!is_letter(last) && last != ',' && last != '-') continue;
    const std::size_t wide = width(ended);
    if (wide >= kShortLine) widths.push_back(wide);
  }
  if (widths.size() < kFewestLines) return 0;
  std::sort(widths.begin(), widths.end());
  // They are nearly as long as each other; where a line is a paragraph they are of any length.
  const std::size_t middle = widths[widths.size() / 2];
  const auto first_above = [&](std::size_t wide) {
    return static_cast<std::size_t>(std::upper_bound(widths.begin(), widths.end(), wide) - widths.begin());
  };
  const std::size_t begin = first_above(middle * 3 / 4);
  const std::size_t end = first_above(middle * 5 / 4);
  if (middle < kNarrowest || middle > kWidest || end - begin < kFewestLines) return 0;
  if (10 * (end - begin) < 6 * widths.size() || 100 * longer_than(middle * 5 / 2) > widths.size()) return 0;
  wrapped_at_ = widths[begin + (end - begin) * 4 / 5];
  return wrapped_at_;
}

std::size_t Marked::longer_than(std::size_t wide) const {
  std::size_t found = 0;
  for (std::size_t begin = 0; begin < text_.size();) {
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    if (end - begin > wide && width(line(begin)) > wide) ++found;
    begin = end + 1;
  }
  return found;
}

char32_t Marked::before(std::size_t at) const { return at == 0 ? 0 : character_before(text_, at).code; }

char32_t Marked::after(std::size_t at) const { return at >= text_.size() ? 0 : character_at(text_, at).code; }

ByteSpan Marked::letters_before(std::size_t at) const {
  std::size_t begin = at;
  while (begin > 0) {
    if (kBytes[static_cast<unsigned char>(text_[begin - 1])] == Byte::letter) {
      --begin;
      continue;
    }
    if (static_cast<unsigned char>(text_[begin - 1]) < 0x80) break;
    const Character last = character_before(text_, begin);
    if (!is_letter(last.code) || is_raised(last.code)) break;
    begin -= last.size;
  }
  return span_of(begin, at);
}

ByteSpan Marked::letters_after(std::size_t at) const { return span_of(at, letters_end(text_, at)); }

}  // namespace ordagrant::text::internal
