#include "ordagrant/tokens/internal/boundaries.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "ordagrant/base/error.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::tokens::internal {

namespace {

// ICU counts in int32_t: a longer text is cut into windows, at white space where there is any.
constexpr std::size_t kWindowBytes = 1U << 28U;

// UAX 29 joins words across a narrow no-break space; here it is white space like the others.
constexpr std::string_view kNarrowSpace = "\u202F";

// A letter to some versions of ICU and a mark to others; here it is a mark.
constexpr char kAtSign = '@';

std::size_t window_end(std::string_view text, std::size_t begin, std::size_t end, Tailoring tailoring) {
  if (tailoring == Tailoring::ours) end = std::min({end, text.find(kNarrowSpace, begin), text.find(kAtSign, begin)});
  if (end - begin <= kWindowBytes) return end;
  const std::size_t space = text.substr(begin, kWindowBytes).find_last_of(" \n");
  if (space != std::string_view::npos && space > 0) return begin + space;
  std::size_t at = begin;
  while (at - begin < kWindowBytes) at += text::character_at(text, at).size;
  return at;
}

bool is_white(char32_t code, Tailoring tailoring) {
  constexpr char32_t kNarrow = 0x202F;
  return text::is_space(code) && (tailoring == Tailoring::ours || code != kNarrow);
}

// Words hold a letter, numbers a digit and no letter; ICU's own status takes `_` for a word.
TokenKind kind_of(std::string_view piece) {
  bool digit = false;
  for (std::size_t at = 0; at < piece.size();) {
    const auto byte = static_cast<unsigned char>(piece[at]);
    if ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z') return TokenKind::word;
    const text::Character next = text::character_at(piece, at);
    if (text::is_letter(next.code)) return TokenKind::word;
    digit = digit || text::is_digit(next.code);
    at += next.size;
  }
  return digit ? TokenKind::number : TokenKind::mark;
}

// What UAX 29 asks of a character, as far as the characters of the table go.
enum class Break : std::uint8_t {
  letter,
  digit,
  underscore,  // ExtendNumLet
  mid_letter,
  mid_number,
  mid_both,  // MidNumLet, Single_Quote
  other,
  at_sign,
  space,
  silent,  // Format: the soft hyphen, which belongs to what stands before it (WB4)
  ask,     // not in the table, or a character that joins those around it
  longer,  // of a byte alone: it begins a character that is not ASCII
};

struct Class {
  Break word_break = Break::ask;
  TokenKind kind = TokenKind::mark;  // what a piece with this character is at least
};

// The table: U+0000 to U+00FF, and U+2000 to U+203F behind them.
constexpr std::size_t kLatin = 256;
constexpr std::size_t kPunctuation = 64;
constexpr char32_t kFirstPunctuation = 0x2000;

Break break_of(char32_t code, Tailoring tailoring) {
  if (tailoring == Tailoring::ours && code == static_cast<char32_t>(kAtSign)) return Break::at_sign;
  if (is_white(code, tailoring)) return Break::space;
  switch (u_getIntPropertyValue(static_cast<UChar32>(code), UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
      return Break::letter;
    case U_WB_NUMERIC:
      return Break::digit;
    case U_WB_EXTENDNUMLET:
      return Break::underscore;
    case U_WB_MIDLETTER:
      return Break::mid_letter;
    case U_WB_MIDNUM:
      return Break::mid_number;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
      return Break::mid_both;
    case U_WB_OTHER:
    case U_WB_DOUBLE_QUOTE:
    case U_WB_NEWLINE:
      return Break::other;
    case U_WB_FORMAT:
      return code < kLatin ? Break::silent : Break::ask;
    default:
      return Break::ask;
  }
}

// Is the text one word to these rules?
bool joins(const icu::BreakIterator& words, const char16_t* text) {
  const std::unique_ptr<icu::BreakIterator> walker(words.clone());
  const icu::UnicodeString letters(text);
  walker->setText(letters);
  walker->first();
  return walker->next() == letters.length();
}

}  // namespace

namespace {

// The end of the letters from `at` on that are in ASCII or from U+00C0 to U+00FF, or a place before it: sixteen bytes
// are asked at once, which every x86-64 can, so that most words take one step. Elsewhere it is `at`.
inline std::size_t past_letters([[maybe_unused]] std::string_view text, std::size_t at) {
#ifdef __SSE2__
  constexpr std::size_t kStep = 16;
  while (at + kStep <= text.size()) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const auto where = [](__m128i found) { return static_cast<unsigned>(_mm_movemask_epi8(found)); };
    // From first to last, in a comparison of signed bytes that were moved so that `first` is the least.
    const auto within = [&](__m128i all, unsigned char first, unsigned char last) {
      const __m128i moved = _mm_sub_epi8(all, _mm_set1_epi8(static_cast<char>(first + 0x80U)));
      return where(_mm_cmplt_epi8(moved, _mm_set1_epi8(static_cast<char>(last - first + 1 - 0x80))));
    };
    const auto equal = [&](unsigned char byte) {
      return where(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(byte))));
    };
    const unsigned ascii = within(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    const unsigned lead = equal(0xC3);
    unsigned letters = ascii;
    if (lead != 0) {
      // All of U+00C0 to U+00FF but the signs of multiplication and division.
      const unsigned second = lead << 1U & within(bytes, 0x80, 0xBF) & ~equal(0x97) & ~equal(0xB7);
      letters |= second | second >> 1U;
    }
    const auto run = static_cast<std::size_t>(std::countr_one(letters));
    at += std::min(run, kStep);
    if (run < kStep) break;
  }
#endif
  return at;
}

}  // namespace

struct Boundaries::Tables {
  Tailoring tailoring = Tailoring::ours;
  std::unique_ptr<icu::BreakIterator> words;
  std::array<Class, kLatin + kPunctuation> classes;
  std::array<Break, 256> by_byte;  // by first byte

  Break byte_at(std::string_view text, std::size_t at) const { return by_byte[static_cast<unsigned char>(text[at])]; }
  // The class of the character at `at`, and its size.
  Class class_at(std::string_view text, std::size_t at, std::size_t& size) const;
  // Cuts text[begin, end), which begins and ends beside white space, by ICU.
  void ask(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& pieces) const;
  // Does a letter from U+00C0 to U+00FF stand at `at`? All that is no letter there is of another class.
  bool is_letter_in_two(std::string_view text, std::size_t at) const;
  // Where a piece ends whose characters are common ones; kUnsure where others decide.
  std::size_t common_word_end(std::string_view text, std::size_t from) const;
  std::size_t common_number_end(std::string_view text, std::size_t from) const;
  std::size_t common_mark_end(std::string_view text, std::size_t from) const;
  static constexpr std::size_t kUnsure = std::string_view::npos;
  // Does one of the characters of the table stand at `at` that ends what stands before it?
  bool ends_piece(std::string_view text, std::size_t at) const;
  // Each adds the piece at `at` and moves `at` behind it, or changes nothing and gives false: the first because it
  // knows common pieces only, the second because ICU is to be asked.
  bool add_common(std::string_view text, std::size_t& at, std::vector<Token>& pieces) const;
  bool add(std::string_view text, std::size_t& at, std::vector<Token>& pieces) const;
};

Boundaries::Boundaries(Tailoring tailoring, const char* locale) {
  auto tables = std::make_unique<Tables>();
  tables->tailoring = tailoring;
  UErrorCode status = U_ZERO_ERROR;
  tables->words.reset(icu::BreakIterator::createWordInstance(icu::Locale(locale), status));
  if (U_FAILURE(status) != 0) throw RequestError(std::string("ICU has no word boundaries: ") + u_errorName(status));
  for (std::size_t i = 0; i < tables->classes.size(); ++i) {
    const auto code = static_cast<char32_t>(i < kLatin ? i : kFirstPunctuation + i - kLatin);
    const TokenKind kind = text::is_letter(code)  ? TokenKind::word
                           : text::is_digit(code) ? TokenKind::number
                                                  : TokenKind::mark;
    tables->classes[i] = {break_of(code, tailoring), kind};
  }
  // What a locale changes, and what versions of ICU differ in, the rules are asked for and not the characters.
  if (!joins(*tables->words, u"a:b")) tables->classes[':'].word_break = Break::other;
  if (tailoring == Tailoring::none && joins(*tables->words, u"a@b")) tables->classes[kAtSign].word_break = Break::ask;
  for (std::size_t byte = 0; byte < tables->by_byte.size(); ++byte)
    tables->by_byte[byte] = byte < 0x80 ? tables->classes[byte].word_break : Break::longer;
  tables_ = std::move(tables);
}

Boundaries::~Boundaries() = default;

void Boundaries::Tables::ask(std::string_view text, std::size_t begin, std::size_t end,
                             std::vector<Token>& pieces) const {
  // A break iterator carries its position, so every call walks with a clone.
  const std::unique_ptr<icu::BreakIterator> walker(words->clone());
  while (begin < end) {
    const std::size_t stop = window_end(text, begin, end, tailoring);
    UErrorCode status = U_ZERO_ERROR;
    UText bytes = UTEXT_INITIALIZER;
    utext_openUTF8(&bytes, text.data() + begin, static_cast<int64_t>(stop - begin), &status);
    walker->setText(&bytes, status);
    auto from = static_cast<std::uint32_t>(begin);
    walker->first();
    for (int32_t next = walker->next(); next != icu::BreakIterator::DONE; next = walker->next()) {
      const auto to = static_cast<std::uint32_t>(begin) + static_cast<std::uint32_t>(next);
      // UAX 29 keeps a run of spaces together and a space apart from all else but the marks that stand on it.
      while (from < to) {
        const text::Character first = text::character_at(text, from);
        if (!is_white(first.code, tailoring)) break;
        from += first.size;
      }
      if (from < to) {
        const ByteSpan span{from, to};
        pieces.push_back({span, kind_of(span.of(text))});
      }
      from = to;
    }
    utext_close(&bytes);
    begin = stop;
    if (begin == end || tailoring == Tailoring::none) continue;
    if (text[begin] == kAtSign) {
      const auto sign = static_cast<std::uint32_t>(begin++);
      pieces.push_back({{sign, sign + 1}, TokenKind::mark});
    } else if (text.substr(begin).starts_with(kNarrowSpace)) {
      begin += kNarrowSpace.size();
    }
  }
}

Class Boundaries::Tables::class_at(std::string_view text, std::size_t at, std::size_t& size) const {
  const auto byte = static_cast<unsigned char>(text[at]);
  size = 1;
  if (byte < 0x80) return classes[byte];
  const auto next = [&](std::size_t offset) {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
  };
  if ((byte == 0xC2 || byte == 0xC3) && (next(1) & 0xC0U) == 0x80) {
    size = 2;
    return classes[(byte & 0x3U) << 6U | (next(1) & 0x3FU)];
  }
  if (byte == 0xE2 && next(1) == 0x80 && (next(2) & 0xC0U) == 0x80) {
    size = 3;
    return classes[kLatin + (next(2) & 0x3FU)];
  }
  return {};
}

bool Boundaries::Tables::ends_piece(std::string_view text, std::size_t at) const {
  std::size_t size = 0;
  const Break found = class_at(text, at, size).word_break;
  return found == Break::space || found == Break::other;
}

bool Boundaries::Tables::is_letter_in_two(std::string_view text, std::size_t at) const {
  return static_cast<unsigned char>(text[at]) == 0xC3 && at + 1 < text.size() &&
         (static_cast<unsigned char>(text[at + 1]) & 0xC0U) == 0x80 &&
         classes[0xC0U | (static_cast<unsigned char>(text[at + 1]) & 0x3FU)].word_break == Break::letter;
}

std::size_t Boundaries::Tables::common_word_end(std::string_view text, std::size_t from) const {
  std::size_t to = past_letters(text, from);
  while (to < text.size()) {
    const Break here = byte_at(text, to);
    if (here == Break::letter) {
      ++to;
    } else if (here == Break::longer) {
      if (!is_letter_in_two(text, to)) return to > from && ends_piece(text, to) ? to : kUnsure;
      to += 2;
    } else if (here == Break::digit || here == Break::underscore) {
      return kUnsure;
    } else {
      // A mark between two letters (WB6, WB7).
      if ((here != Break::mid_letter && here != Break::mid_both) || to + 1 == text.size()) return to;
      const Break after = byte_at(text, to + 1);
      if (after == Break::longer) return kUnsure;
      if (after != Break::letter) return to;
      to = past_letters(text, to + 2);
    }
  }
  return to;
}

std::size_t Boundaries::Tables::common_number_end(std::string_view text, std::size_t from) const {
  std::size_t to = from + 1;
  while (to < text.size()) {
    const Break here = byte_at(text, to);
    if (here == Break::digit) {
      ++to;
    } else if (here == Break::longer) {
      return ends_piece(text, to) ? to : kUnsure;
    } else if (here == Break::letter || here == Break::underscore) {
      return kUnsure;
    } else {
      // A mark between two digits (WB11, WB12).
      if ((here != Break::mid_number && here != Break::mid_both) || to + 1 == text.size()) return to;
      const Break after = byte_at(text, to + 1);
      if (after == Break::longer) return kUnsure;
      if (after != Break::digit) return to;
      to += 2;
    }
  }
  return to;
}

std::size_t Boundaries::Tables::common_mark_end(std::string_view text, std::size_t from) const {
  const std::size_t to = from + 1;
  // What is silent belongs to the mark before it (WB4).
  const bool unsure =
      to < text.size() && byte_at(text, to) == Break::longer && !is_letter_in_two(text, to) && !ends_piece(text, to);
  return unsure ? kUnsure : to;
}

bool Boundaries::Tables::add_common(std::string_view text, std::size_t& at, std::vector<Token>& pieces) const {
  std::size_t to = kUnsure;
  TokenKind kind = TokenKind::word;
  switch (byte_at(text, at)) {
    case Break::letter:
    case Break::longer:
      to = common_word_end(text, at);
      break;
    case Break::digit:
      kind = TokenKind::number;
      to = common_number_end(text, at);
      break;
    case Break::mid_letter:
    case Break::mid_number:
    case Break::mid_both:
    case Break::other:
      kind = TokenKind::mark;
      to = common_mark_end(text, at);
      break;
    default:
      break;
  }
  if (to == kUnsure) return false;
  pieces.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(to)}, kind});
  at = to;
  return true;
}

bool Boundaries::Tables::add(std::string_view text, std::size_t& at, std::vector<Token>& pieces) const {
  std::size_t to = at;
  std::size_t size = 0;
  Class here = class_at(text, to, size);
  if (here.word_break == Break::ask || here.word_break == Break::silent) return false;
  // A piece: what WB5 to WB13b join.
  TokenKind kind = here.kind;
  for (;;) {
    const Break last = here.word_break;
    to += size;
    while (to < text.size() && (here = class_at(text, to, size)).word_break == Break::silent && last != Break::at_sign)
      to += size;
    if (to == text.size()) break;
    const Break next = here.word_break;
    if (next == Break::ask) return false;
    const bool last_joins = last == Break::letter || last == Break::digit || last == Break::underscore;
    if (!last_joins) break;
    if (next == Break::letter || next == Break::digit || next == Break::underscore) {
      kind = std::min(kind, here.kind);
      continue;
    }
    // A mark between two letters (WB6, WB7) or two digits (WB11, WB12).
    const bool between_letters = last == Break::letter && (next == Break::mid_letter || next == Break::mid_both);
    const bool between_digits = last == Break::digit && (next == Break::mid_number || next == Break::mid_both);
    if ((!between_letters && !between_digits) || to + size == text.size()) break;
    std::size_t size_after = 0;
    const Class after = class_at(text, to + size, size_after);
    if (after.word_break == Break::ask || after.word_break == Break::silent) return false;
    if (after.word_break != (between_letters ? Break::letter : Break::digit)) break;
    kind = std::min({kind, here.kind, after.kind});
    to += size;
    here = after;
    size = size_after;
  }
  pieces.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(to)}, kind});
  at = to;
  return true;
}

std::vector<Token> Boundaries::cut(std::string_view text) const {
  static_assert(TokenKind::word < TokenKind::number && TokenKind::number < TokenKind::mark);
  std::vector<Token> pieces;
  pieces.reserve(text.size() / 5);
  // Where the stretch without white space began that is being cut: ICU must see all of it, or none.
  std::size_t stretch = 0;
  std::size_t pieces_before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Break first = tables_->byte_at(text, at);
    std::size_t size = 1;
    // Most of a text: a word, and what cannot be a part of it.
    if (first == Break::letter || first == Break::longer) {
      const std::size_t end = past_letters(text, at);
      const Break behind = end > at && end < text.size() ? tables_->byte_at(text, end) : Break::longer;
      if (behind == Break::space || behind == Break::other || behind == Break::mid_number) {
        pieces.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, TokenKind::word});
        at = end;
        if (behind == Break::space) {
          stretch = ++at;
          pieces_before = pieces.size();
        }
        continue;
      }
    }
    if (first == Break::space ||
        (first == Break::longer && tables_->class_at(text, at, size).word_break == Break::space)) {
      at += size;
      stretch = at;
      pieces_before = pieces.size();
      continue;
    }
    if (tables_->add_common(text, at, pieces) || tables_->add(text, at, pieces)) continue;
    pieces.resize(pieces_before);
    // Asking costs as much as a line does, so the whole line is asked for.
    at = std::min(text.find('\n', stretch), text.size());
    tables_->ask(text, stretch, at, pieces);
    stretch = at;
    pieces_before = pieces.size();
  }
  return pieces;
}

std::vector<Token> Boundaries::by_icu(std::string_view text) const {
  std::vector<Token> pieces;
  tables_->ask(text, 0, text.size(), pieces);
  return pieces;
}

}  // namespace ordagrant::tokens::internal
