#include "ordagrant/text/internal/marked.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <utility>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/block.h"
#include "ordagrant/text/internal/eight_bytes.h"
#include "ordagrant/text/internal/lines.h"

namespace ordagrant::text::internal {

namespace {

// The letters of ASCII.
constexpr std::array<bool, 256> kLetters = [] {
  std::array<bool, 256> letters{};
  for (std::size_t byte = 'a'; byte <= 'z'; ++byte) letters.at(byte) = letters.at(byte & ~std::size_t{0x20}) = true;
  return letters;
}();

constexpr std::uint64_t kLast = std::uint64_t{1} << (Block::kSize - 1);

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

// The bytes of a word among the first eight that begin with it, and among the next eight, by its size.
struct Masks {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};
constexpr std::array<Masks, 17> kMasks = [] {
  std::array<Masks, 17> masks{};
  for (std::size_t size = 1; size < masks.size(); ++size) {
    masks.at(size) = masks.at(size - 1);
    (size <= 8 ? masks.at(size).first : masks.at(size).second) |= std::uint64_t{0xFF} << 8 * ((size - 1) % 8);
  }
  return masks;
}();

// Most words are short, and their hash comes from 16 bytes read at once.
inline WordHash hash_of(std::string_view text, ByteSpan word) {
  if (std::size_t{word.begin} + 16 > text.size() || std::endian::native != std::endian::little)
    return WordHash(word.of(text));
  const Masks& masks = kMasks[std::min<std::size_t>(word.size(), 16)];
  return {word.of(text), eight_at(text, word.begin) & masks.first, eight_at(text, word.begin + 8) & masks.second};
}

// Dashes, quotation marks, bullets, which stand beside words and are none: U+2011 to U+2027. Those whose end is
// not in the block are left out.
std::uint64_t common_marks(const Block& block) {
  std::uint64_t marks = block.where([](Lanes bytes) { return bytes.equal(0xE2); });
  if (marks == 0) return 0;
  marks &= block.where([](Lanes bytes) { return bytes.equal(0x80); }) >> 1U;
  marks &= block.where([](Lanes bytes) { return bytes.within(0x91, 0xA7); }) >> 2U;
  return marks | marks << 1U | marks << 2U;
}

// The end of the letters that begin at `at`.
std::size_t letters_end(std::string_view text, std::size_t at) {
  while (true) {
    while (at < text.size() && kLetters[static_cast<unsigned char>(text[at])]) ++at;
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

// The words of a block as sets of places, a bit each.
struct BlockWords {
  std::uint64_t ascii = 0;     // letters of ASCII
  std::uint64_t ends = 0;      // the second bytes of letters from U+00C0 to U+00FF
  std::uint64_t runs = 0;      // words, and whatever else is not ASCII
  std::uint64_t capitals = 0;  // of ASCII
  std::uint64_t begins = 0;    // of runs, before `size`
  std::size_t size = 0;        // bytes to read: what is behind them depends on what follows the block

  explicit BlockWords(const Block& block);

  // Of the run that begins at the lowest of these bits, in the text where the block begins at `at`.
  ByteSpan first(std::uint64_t left, std::size_t at) const {
    const auto place = static_cast<std::size_t>(std::countr_zero(left));
    return span_of(at + place, at + place + static_cast<std::size_t>(std::countr_one(runs >> place)));
  }
};

BlockWords::BlockWords(const Block& block) {
  ascii = block.where([](Lanes bytes) { return bytes.small().within('a', 'z'); });
  std::uint64_t high = block.where([](Lanes bytes) { return bytes.high(); });
  // A letter from U+00C0 to U+00FF is 0xC3 and a byte behind it, but for the signs with 0x97 and 0xB7.
  const std::uint64_t leads = block.where([](Lanes bytes) { return bytes.equal(0xC3); });
  ends = leads << 1U &
         block.where([](Lanes bytes) { return bytes.within(0x80, 0xBF).without(bytes.small().equal(0xB7)); });
  std::uint64_t others = high & ~(ends | ends >> 1U);
  if (others != 0) {
    const std::uint64_t marks = common_marks(block);
    high &= ~marks;
    others &= ~marks;
  }
  runs = high | ascii;

  // What the last byte is depends on what follows; and a run with others in it is read character by character.
  size = Block::kSize - 1;
  if ((runs & kLast) != 0) size = Block::kSize - static_cast<std::size_t>(std::countl_one(runs));
  if (size > 0 && (others & ~bits_from(size)) != 0) {
    const auto place = static_cast<std::size_t>(std::countr_zero(others));
    size = place + 1 - static_cast<std::size_t>(std::countl_one(runs << (Block::kSize - 1 - place)));
  }
  if (size == 0) return;
  capitals = block.where([](Lanes bytes) { return bytes.within('A', 'Z'); });
  begins = runs & ~(runs << 1U) & ~bits_from(size);
}

}  // namespace

Marked::Marked(std::string_view text, const Words& words) : text_(text), words_(words) {
  unlisted_.reserve(text.size() / 64);  // about as many as sound text has
  for (std::size_t at = 0; at < text_.size();) at = read_block(at);
}

// Reads the words and marks that begin in the 64 bytes at `at`; what is rare is found by asking which places are not as
// nearly all are. Gives where to go on, which is before all that the bytes behind these would have to be known for.
// Requires: no word goes on at `at`.
std::size_t Marked::read_block(std::size_t at) {
  const Block block(text_, at);
  const BlockWords words(block);
  if (words.size == 0) return read_mixed(at);
  // Without a branch for each word: nearly all are listed, and stand where they are looked for first.
  std::uint64_t unsure = 0;
  for (std::uint64_t left = words.begins; left != 0; left &= left - 1) {
    const std::uint64_t first = words_.lists_first(hash_of(text_, words.first(left, at))) ? 0 : 1;
    unsure |= first << static_cast<unsigned>(std::countr_zero(left));
  }
  if (unsure != 0) {
    const std::uint64_t capital_ends = words.ends & block.where([](Lanes bytes) { return bytes.within(0x80, 0x9E); });
    const std::uint64_t small = (words.ascii | words.ends) & ~(words.capitals | capital_ends);
    const std::uint64_t inner = (words.capitals & small << 1U) | (capital_ends & small << 2U);
    for (; unsure != 0; unsure &= unsure - 1) {
      const ByteSpan word = words.first(unsure, at);
      const WordHash hash = hash_of(text_, word);
      if (words_.frequency(hash) > 0) continue;
      const std::uint64_t bits = ~bits_from(word.size()) << (word.begin - at);
      unlisted_.push_back({word, hash, (inner & bits) != 0, ((words.capitals | capital_ends) & bits) == 0});
    }
  }

  const std::uint64_t spaces = block.where([](Lanes bytes) { return bytes.equal(' '); });
  const std::uint64_t feeds = block.where([](Lanes bytes) { return bytes.within('\n', '\r'); });
  const std::uint64_t hyphens = block.where([](Lanes bytes) { return bytes.equal('-'); });
  const std::uint64_t inside = ~bits_from(words.size);
  // Behind nearly all words there is a space, and before nearly all capitals one or the end of a line.
  const std::uint64_t behind_words = words.runs << 1U & ~(words.runs | spaces) & ~(bits_from(words.size) << 1U);
  const std::uint64_t marked_capitals = words.capitals & words.begins & ~((spaces | feeds) << 1U);
  for (std::uint64_t left = behind_words | marked_capitals | ((hyphens | feeds) & inside); left != 0;
       left &= left - 1) {
    const std::uint64_t bit = left & (~left + 1);
    const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(left));
    if ((behind_words & bit) != 0) look_behind_word(place);
    if ((feeds & inside & bit) != 0) {
      read_space(place);
    } else if (((marked_capitals | (hyphens & inside)) & bit) != 0 && place > 0) {
      const char before = text_[place - 1];
      if ((hyphens & bit) == 0 && is_ascii_digit(before)) capitals_.push_back(static_cast<std::uint32_t>(place));
      if ((hyphens & bit) != 0 && (before == '.' || is_ascii_digit(before)))
        hyphens_.push_back(static_cast<std::uint32_t>(place));
    }
  }
  return std::min(at + words.size, text_.size());
}

// Reads a run as read_block() has them character by character, and gives its end.
std::size_t Marked::read_mixed(std::size_t at) {
  if (at > 0 && is_ascii_digit(text_[at - 1]) && is_ascii_capital(text_[at]))
    capitals_.push_back(static_cast<std::uint32_t>(at));
  while (at < text_.size() && (kLetters[byte_at(at)] || byte_at(at) >= 0x80)) {
    if (is_common_mark(at)) {
      at += 3;
    } else if (const std::size_t end = letters_end(text_, at); end > at) {
      const ByteSpan word = span_of(at, end);
      if (const WordHash hash = hash_of(text_, word); words_.frequency(hash) == 0) add_unlisted(word, hash);
      look_behind_word(end);
      at = end;
    } else {
      const Character here = character_at(text_, at);
      if (here.code == 0x85 || here.code == 0x2028 || here.code == 0x2029) read_space(at);
      if (is_raised(here.code)) notes_.push_back(static_cast<std::uint32_t>(at));
      if (here.code == kBrokenHyphen) hyphens_.push_back(static_cast<std::uint32_t>(at));
      at += here.size;
    }
  }
  return at;
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

bool Marked::is_common_mark(std::size_t at) const {
  if (text_.size() - at < 3 || text_[at] != '\xE2' || text_[at + 1] != '\x80') return false;
  const auto last = static_cast<unsigned char>(text_[at + 2]);
  return last > 0x90 && last < 0xA8;
}

void Marked::look_behind_word(std::size_t at) {
  if (at == text_.size()) return;
  const char next = text_[at];
  if (next == '-' || text_.substr(at).starts_with(kHyphen)) {
    hyphens_.push_back(static_cast<std::uint32_t>(at));
  } else if (is_ascii_digit(next)) {
    notes_.push_back(static_cast<std::uint32_t>(at));
  } else if (is_ascii_mark(next) && at + 1 < text_.size()) {
    const char then = text_[at + 1];
    if (is_ascii_capital(then) || static_cast<unsigned char>(then) == 0xC3)
      capitals_.push_back(static_cast<std::uint32_t>(at + 1));
    else if (is_ascii_digit(then) || then == 'i' || then == 'v' || then == 'x')
      notes_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

// Takes all the white space around a line end that begins another than the next line.
void Marked::read_space(std::size_t at) {
  if (!breaks_.empty() && breaks_.back().end > at) return;
  // Nearly always it is the end of a line and no more.
  if (text_[at] == '\n' && at + 1 < text_.size() && kLetters[static_cast<unsigned char>(text_[at + 1])]) return;
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
  return without_indentation(begin, end);
}

ByteSpan Marked::without_indentation(std::size_t begin, std::size_t end) const {
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
  std::size_t begin_of_line = 0;   // behind the last LF
  std::size_t begin_of_words = 0;  // and behind what else ends a line
  NextPlace<'\n', '\r', '\f'> line_end(text_);
  for (std::size_t end = line_end.from(0); end < text_.size(); end = line_end.from(end + 1)) {
    const std::size_t begin = std::exchange(begin_of_words, end + 1);
    if (text_[end] != '\n') continue;
    const std::size_t size = end - std::exchange(begin_of_line, end + 1);
    if (size < kShortLine) continue;
    const ByteSpan ended = without_indentation(begin, end);
    if (ended.empty()) continue;
    // Most lines are paragraphs, which end with a mark: that is asked first.
    const char32_t last = before(ended.end);
    if (!is_letter(last) && last != ',' && last != '-') continue;
    std::size_t next = end + 1;
    while (next < text_.size() && text_[next] == ' ') ++next;
    if (!is_letter(after(next))) continue;
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
    if (kLetters[static_cast<unsigned char>(text_[begin - 1])]) {
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
