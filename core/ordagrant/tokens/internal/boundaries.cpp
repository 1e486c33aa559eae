#include "ordagrant/tokens/internal/boundaries.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
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

std::size_t window_end(std::string_view text, std::size_t begin, std::size_t end) {
  end = std::min({end, text.find(kNarrowSpace, begin), text.find(kAtSign, begin)});
  if (end - begin <= kWindowBytes) return end;
  const std::size_t space = text.substr(begin, kWindowBytes).find_last_of(" \n");
  if (space != std::string_view::npos && space > 0) return begin + space;
  std::size_t at = begin;
  while (at - begin < kWindowBytes) at += text::character_at(text, at).size;
  return at;
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

bool is_ascii_letter(char byte) {
  const auto lower = static_cast<unsigned char>(byte | 0x20);
  return lower >= 'a' && lower <= 'z';
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
};

struct Class {
  Break word_break = Break::ask;
  TokenKind kind = TokenKind::mark;  // what a piece with this character is at least
};

// The table: U+0000 to U+00FF, and U+2000 to U+203F behind them.
constexpr std::size_t kLatin = 256;
constexpr std::size_t kPunctuation = 64;
constexpr char32_t kFirstPunctuation = 0x2000;

Break break_of(char32_t code) {
  if (code == static_cast<char32_t>(kAtSign)) return Break::at_sign;
  // The tailoring.
  if (code == ':') return Break::mid_letter;
  if (text::is_space(code)) return Break::space;
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

}  // namespace

struct Boundaries::Tables {
  std::unique_ptr<icu::BreakIterator> words;
  std::array<Class, kLatin + kPunctuation> classes;

  // The class of the character at `at`, and its size.
  Class class_at(std::string_view text, std::size_t at, std::size_t& size) const;
  // Cuts text[begin, end), which begins and ends beside white space, by ICU.
  void ask(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& pieces) const;
  // Cuts the stretch without white space at `at` and gives its end, or `at` if ICU is to be asked.
  std::size_t cut_stretch(std::string_view text, std::size_t at, std::vector<Token>& pieces) const;
};

Boundaries::Boundaries() {
  auto tables = std::make_unique<Tables>();
  UErrorCode status = U_ZERO_ERROR;
  tables->words.reset(icu::BreakIterator::createWordInstance(icu::Locale("sv"), status));
  if (U_FAILURE(status) != 0) throw RequestError(std::string("ICU has no word boundaries: ") + u_errorName(status));
  for (std::size_t i = 0; i < tables->classes.size(); ++i) {
    const auto code = static_cast<char32_t>(i < kLatin ? i : kFirstPunctuation + i - kLatin);
    const TokenKind kind = text::is_letter(code)  ? TokenKind::word
                           : text::is_digit(code) ? TokenKind::number
                                                  : TokenKind::mark;
    tables->classes[i] = {break_of(code), kind};
  }
  tables_ = std::move(tables);
}

Boundaries::~Boundaries() = default;

void Boundaries::Tables::ask(std::string_view text, std::size_t begin, std::size_t end,
                             std::vector<Token>& pieces) const {
  // A break iterator carries its position, so every call walks with a clone.
  const std::unique_ptr<icu::BreakIterator> walker(words->clone());
  while (begin < end) {
    const std::size_t stop = window_end(text, begin, end);
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
        if (!text::is_space(first.code)) break;
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
    if (begin == end) break;
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

std::size_t Boundaries::Tables::cut_stretch(std::string_view text, std::size_t at, std::vector<Token>& pieces) const {
  const std::size_t pieces_before = pieces.size();
  const std::size_t begin = at;
  std::size_t size = 0;
  Class here = class_at(text, at, size);
  while (here.word_break != Break::space) {
    if (here.word_break == Break::ask || here.word_break == Break::silent) {
      pieces.resize(pieces_before);
      return begin;
    }
    // A piece: what WB5 to WB13b join.
    const std::size_t from = at;
    TokenKind kind = here.kind;
    for (;;) {
      const Break last = here.word_break;
      at += size;
      while (at < text.size() && (here = class_at(text, at, size)).word_break == Break::silent &&
             last != Break::at_sign)
        at += size;
      if (at == text.size()) break;
      const Break next = here.word_break;
      const bool last_joins = last == Break::letter || last == Break::digit || last == Break::underscore;
      if (!last_joins) break;
      if (next == Break::letter || next == Break::digit || next == Break::underscore) {
        kind = std::min(kind, here.kind);
        // The rest of a run of ASCII letters, which is most of most words.
        if (next == Break::letter && size == 1)
          while (at + 1 < text.size() && is_ascii_letter(text[at + 1])) ++at;
        continue;
      }
      // A mark between two letters (WB6, WB7) or two digits (WB11, WB12).
      const bool between_letters = last == Break::letter && (next == Break::mid_letter || next == Break::mid_both);
      const bool between_digits = last == Break::digit && (next == Break::mid_number || next == Break::mid_both);
      if ((!between_letters && !between_digits) || at + size == text.size()) break;
      std::size_t size_after = 0;
      const Class after = class_at(text, at + size, size_after);
      if (after.word_break == Break::ask || after.word_break == Break::silent) {
        pieces.resize(pieces_before);
        return begin;
      }
      if (after.word_break != (between_letters ? Break::letter : Break::digit)) break;
      kind = std::min({kind, here.kind, after.kind});
      at += size;
      here = after;
      size = size_after;
    }
    pieces.push_back({{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at)}, kind});
    if (at == text.size()) break;
  }
  return at;
}

std::vector<Token> Boundaries::cut(std::string_view text) const {
  static_assert(TokenKind::word < TokenKind::number && TokenKind::number < TokenKind::mark);
  std::vector<Token> pieces;
  pieces.reserve(text.size() / 5);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = 0;
    if (tables_->class_at(text, at, size).word_break == Break::space) {
      at += size;
      continue;
    }
    const std::size_t end = tables_->cut_stretch(text, at, pieces);
    if (end > at) {
      at = end;
      continue;
    }
    // Asking costs as much as a line does, so the whole line is asked for.
    const std::size_t line = std::min(text.find('\n', at), text.size());
    tables_->ask(text, at, line, pieces);
    at = line;
  }
  return pieces;
}

std::vector<Token> Boundaries::by_icu(std::string_view text) const {
  std::vector<Token> pieces;
  tables_->ask(text, 0, text.size(), pieces);
  return pieces;
}

}  // namespace ordagrant::tokens::internal
