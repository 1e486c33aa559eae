#include "ordagrant/text/internal/layout_rows.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <tuple>
#include <utility>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::text::internal {

namespace {

// Thousandths of the size of the type. They were set by looking at Swedish and Danish documents of a dozen
// programs (Word, InDesign, LaTeX, scanners with character recognition).
constexpr Unit kWordGap = 170;        // a gap that sets words apart where no space is drawn; a space is about 250
constexpr Unit kSpacedGap = 40;       // the same where a space is drawn; less has been taken back
constexpr Unit kPieceGap = 900;       // a gap that no justified line has without a space in it
constexpr Unit kJustifiedGap = 1600;  // and with one
constexpr Unit kWidestWordGap = 3000;
constexpr Unit kWideWordGap = 450;   // a line with such a one is justified
constexpr Unit kWiderAtStop = 2000;  // of a gap: another one of the same line, behind a full stop
constexpr Unit kAlike = 1500;        // of a gap: another one of the same line
constexpr Unit kBackwards = 600;     // how far a kern or an accent may reach back
constexpr Unit kSameLine = 150;      // how far base lines of one line may lie apart
constexpr Unit kSameRow = 300;
constexpr Unit kTwice = 120;     // what is drawn twice to look bold is moved by less
constexpr Unit kTouching = 500;  // pieces of one line that were drawn apart; gutters are wider
constexpr Unit kSmaller = 850;
constexpr Unit kRaisedLeast = 150;
constexpr Unit kRaisedMost = 750;
constexpr Unit kMarkerGap = 4000;  // from the sign of a list to its text

constexpr std::size_t kLongestMark = 4;
constexpr std::size_t kMostMarks = 50;  // in a line

constexpr char32_t kHyphenOfPdfium = 2;

bool is_raised(Unit size, Unit baseline, Unit base_size, Unit base_line) {
  const Unit rise = base_line - baseline;
  return size <= part(base_size, kSmaller) && rise >= part(base_size, kRaisedLeast) &&
         rise <= part(base_size, kRaisedMost);
}

void append_utf8(std::string& text, char32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
  const auto tail = [&](int shift) { text += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

// The mark of a footnote: a number, or a small Roman one.
bool is_mark(char32_t code) { return (code >= U'0' && code <= U'9') || code == U'i' || code == U'v' || code == U'x'; }

char32_t raised(char32_t code) {
  if (code == U'i') return 0x2071;
  if (code == U'v') return 0x1D5B;
  if (code == U'x') return 0x2E3;
  if (!is_mark(code)) return code;
  if (code == U'1') return 0xB9;
  if (code == U'2' || code == U'3') return 0xB2 + (code - U'2');
  return 0x2070 + (code - U'0');
}

bool is_mark(std::string_view text) {
  return !text.empty() && text.size() <= kLongestMark &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_mark(static_cast<unsigned char>(c)); });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= kLongestMark && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

void raise(Piece& piece) {
  std::string text;
  for (const char mark : piece.text) append_utf8(text, raised(static_cast<unsigned char>(mark)));
  piece.text = std::move(text);
}

// Gathers glyphs while they go on in one line, and then writes what they say.
class Gathering {
 public:
  bool empty() const { return letters_.empty(); }
  void space() { ++spaces_; }

  // Whether the glyph goes on in this line.
  bool takes(const LevelGlyph& glyph) const {
    const Unit size = std::max(size_, glyph.size);
    const Unit gap = glyph.left - right_;
    if (gap < -part(size, kBackwards) || gap > part(size, spaces_ == 1 ? kJustifiedGap : kPieceGap)) return false;
    const Unit drop = glyph.baseline - baseline_;
    if (std::abs(drop) <= part(size, kSameLine)) return true;
    if (is_raised(glyph.size, glyph.baseline, size_, baseline_)) return true;
    if (glyph.size <= part(size_, kSmaller) && drop > 0 && drop <= part(size_, kRaisedMost) / 2) return true;  // CO2
    return is_raised(size_, baseline_, glyph.size, glyph.baseline) && all_marks();  // a footnote's own mark
  }

  // Whether the glyph is the last one once more.
  bool repeats(const LevelGlyph& glyph) const {
    if (letters_.empty() || spaces_ > 0) return false;
    const LevelGlyph& last = letters_.back().glyph;
    return last.code == glyph.code && std::abs(last.left - glyph.left) <= part(glyph.size, kTwice) &&
           std::abs(last.baseline - glyph.baseline) <= part(glyph.size, kTwice);
  }

  void add(const LevelGlyph& glyph) {
    bool raised = false;
    if (letters_.empty()) {
      baseline_ = glyph.baseline;
      size_ = glyph.size;
    } else if (is_raised(glyph.size, glyph.baseline, size_, baseline_)) {
      raised = true;
    } else if (is_raised(size_, baseline_, glyph.size, glyph.baseline)) {
      for (Letter& letter : letters_) letter.raised = true;
      baseline_ = glyph.baseline;
      size_ = glyph.size;
    } else if (glyph.size > size_) {
      size_ = glyph.size;
      baseline_ = glyph.baseline;
    }
    letters_.push_back({glyph, letters_.empty() ? 0 : glyph.left - right_, spaces_, raised});
    right_ = letters_.size() == 1 ? glyph.right : std::max(right_, glyph.right);
    spaces_ = 0;
  }

  // What was gathered; it is empty afterwards. Requires: !empty().
  Piece finish() {
    const Unit usual = usual_gap();
    Piece piece;
    piece.left = letters_.front().glyph.left;
    piece.right = right_;
    piece.baseline = baseline_;
    piece.size = size_;
    Unit behind = piece.left;
    bool marks = true;  // so far there were but raised ones
    piece.font = letters_.front().glyph.font;
    for (const Letter& letter : letters_) {
      if (letter.glyph.font != piece.font) piece.font = kMixed;
      const bool after_mark = marks && !letter.raised;  // a footnote's own, which stands close to its text
      marks = marks && letter.raised;
      const Unit least = usual + part(size_, letter.spaces > 0 || after_mark ? kSpacedGap : kWordGap);
      if (!piece.text.empty() && letter.gap > least) {
        if (piece.first_word == 0) piece.first_word = std::max(behind - piece.left, Unit{1});
        piece.word_gap = std::max(piece.word_gap, letter.gap);
        piece.text += ' ';
        ++piece.characters;
      }
      append_utf8(piece.text, letter.raised ? raised(letter.glyph.code) : letter.glyph.code);
      ++piece.characters;
      behind = letter.glyph.right;
    }
    if (piece.first_word == 0) piece.first_word = piece.right - piece.left;
    letters_.clear();
    spaces_ = 0;
    return piece;
  }

 private:
  struct Letter {
    LevelGlyph glyph;
    Unit gap = 0;    // before it
    int spaces = 0;  // drawn before it
    bool raised = false;
  };

  bool all_marks() const {
    return letters_.size() <= kLongestMark && std::all_of(letters_.begin(), letters_.end(), [](const Letter& letter) {
             return is_mark(letter.glyph.code);
           });
  }

  // The gap between letters of a word where a line is set wide (B E S L U T), else none.
  Unit usual_gap() {
    gaps_.clear();
    for (std::size_t at = 1; at < letters_.size(); ++at)
      if (letters_[at].spaces == 0) gaps_.push_back(letters_[at].gap);
    if (gaps_.size() < 4) return 0;
    const auto middle = gaps_.begin() + static_cast<std::ptrdiff_t>(gaps_.size() / 2);
    std::nth_element(gaps_.begin(), middle, gaps_.end());
    return *middle > part(size_, kSpacedGap) ? *middle : 0;
  }

  std::vector<Letter> letters_;
  std::vector<Unit> gaps_;
  Unit right_ = 0;
  Unit baseline_ = 0;
  Unit size_ = 0;
  int spaces_ = 0;
};

char32_t first_code(const std::string& text) { return text.empty() ? 0 : character_at(text, 0).code; }

std::vector<Piece> pieces_of(const std::vector<LevelGlyph>& glyphs) {
  std::vector<Piece> pieces;
  Gathering gathering;
  for (LevelGlyph glyph : glyphs) {
    if (is_space(glyph.code)) {
      if (!gathering.empty()) gathering.space();
      continue;
    }
    if (glyph.code == kHyphenOfPdfium || glyph.code == 0xFFFE) glyph.code = U'-';
    if (glyph.code < 0x20 || (glyph.code >= 0x7F && glyph.code < 0xA0)) continue;
    if (gathering.repeats(glyph)) continue;
    if (!gathering.empty() && !gathering.takes(glyph)) pieces.push_back(gathering.finish());
    gathering.add(glyph);
  }
  if (!gathering.empty()) pieces.push_back(gathering.finish());
  for (std::size_t at = 0; at < pieces.size(); ++at) pieces[at].drawn_at = at;
  return pieces;
}

void join(Piece& first, Piece&& second, bool space) {
  if (first.first_word == first.right - first.left && !space)
    first.first_word = second.left - first.left + second.first_word;
  first.text += (space ? " " : "") + second.text;
  first.characters += second.characters + (space ? 1 : 0);
  first.right = std::max(first.right, second.right);
  first.word_gap = std::max(first.word_gap, second.word_gap);
  first.drawn_at = second.drawn_at;
  if (first.font != second.font) first.font = kMixed;
  if (second.size > first.size) {
    first.size = second.size;
    first.baseline = second.baseline;
  }
}

// The gaps of a justified line are alike, however wide: whether such a one lies between two pieces that were drawn one
// after the other.
bool is_justified(const std::vector<Piece>& pieces, std::size_t at, Unit word_gap, Unit before) {
  const auto gap_behind = [&](std::size_t piece) {
    const bool next = piece + 1 < pieces.size() && pieces[piece + 1].drawn_at == pieces[piece].drawn_at + 1;
    return next ? pieces[piece + 1].left - pieces[piece].right : 0;
  };
  const Unit gap = gap_behind(at);
  if (gap <= 0 || gap > part(pieces[at].size, kWidestWordGap)) return false;
  if (word_gap >= part(pieces[at].size, kWideWordGap) && gap <= part(word_gap, kWiderAtStop)) return true;
  // The cells of a table may be as evenly apart, but hardly are they written small.
  return begins_small(pieces[at + 1].text) && gap <= part(std::max(before, gap_behind(at + 1)), kAlike);
}

void join_justified(std::vector<Piece>& pieces) {
  std::vector<Piece> joined;
  Unit before = 0;  // the gap before the piece, where it is one of words
  Unit word_gap = 0;
  for (const Piece& piece : pieces) word_gap = std::max(word_gap, piece.word_gap);
  std::vector<bool> joins(pieces.size(), false);
  for (std::size_t at = 0; at + 1 < pieces.size(); ++at) {
    joins[at + 1] = is_justified(pieces, at, word_gap, before);
    before = joins[at + 1] ? pieces[at + 1].left - pieces[at].right : 0;
  }
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    if (joins[at]) {
      join(joined.back(), std::move(pieces[at]), true);
    } else {
      joined.push_back(std::move(pieces[at]));
    }
  }
  pieces = std::move(joined);
}

// Orders the pieces of a row, joins those that touch, and the sign of a list with its item.
void settle(Row& row) {
  std::vector<Piece>& pieces = row.pieces;
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return std::tie(a.left, a.drawn_at) < std::tie(b.left, b.drawn_at); });
  if (pieces.size() > 1) join_justified(pieces);
  std::vector<Piece> settled;
  for (Piece& piece : pieces) {
    if (settled.empty()) {
      settled.push_back(std::move(piece));
      continue;
    }
    Piece& last = settled.back();
    const Unit size = std::max(last.size, piece.size);
    const Unit gap = piece.left - last.right;
    if (piece.text == last.text && piece.left - last.left <= part(size, kTwice)) continue;
    if (is_mark(piece.text) && is_raised(piece.size, piece.baseline, last.size, last.baseline) &&
        gap <= part(size, kWordGap))
      raise(piece);
    if (gap <= part(size, kTouching)) {
      join(last, std::move(piece), gap > part(size, kWordGap));
    } else if (gap <= part(size, kMarkerGap) &&
               ((marker_of(last.text) != Marker::none && last.text.find(' ') == std::string::npos) ||
                (is_number(last.text) && settled.size() == 1 && is_letter(first_code(piece.text))))) {
      join(last, std::move(piece), true);
    } else {
      settled.push_back(std::move(piece));
    }
  }
  pieces = std::move(settled);
  row.size = 0;
  for (const Piece& piece : pieces) {
    if (piece.size <= row.size) continue;
    row.size = piece.size;
    row.baseline = piece.baseline;
  }
}

// A row of nothing but raised marks belongs to the row just below it.
bool is_of_marks(const Row& row, const Row& below) {
  return row.pieces.size() <= kMostMarks && std::all_of(row.pieces.begin(), row.pieces.end(), [&](const Piece& piece) {
           return is_mark(piece.text) && std::any_of(below.pieces.begin(), below.pieces.end(), [&](const Piece& base) {
                    return is_raised(piece.size, piece.baseline, base.size, base.baseline) &&
                           piece.left - base.right <= part(base.size, kWordGap) && piece.right > base.left - base.size;
                  });
         });
}

}  // namespace

Unit Row::right() const noexcept {
  Unit right = pieces.front().right;
  for (const Piece& piece : pieces) right = std::max(right, piece.right);
  return right;
}

std::vector<Row> rows_of(const std::vector<LevelGlyph>& glyphs) {
  std::vector<Piece> pieces = pieces_of(glyphs);
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::tie(a.baseline, a.drawn_at) < std::tie(b.baseline, b.drawn_at);
  });
  std::vector<Row> rows;
  for (Piece& piece : pieces) {
    const bool same = !rows.empty() &&
                      piece.baseline - rows.back().baseline <= part(std::min(piece.size, rows.back().size), kSameRow);
    if (!same) rows.push_back({{}, piece.baseline, piece.size});
    rows.back().pieces.push_back(std::move(piece));
  }
  for (std::size_t at = 0; at + 1 < rows.size(); ++at) {
    if (!is_of_marks(rows[at], rows[at + 1])) continue;
    for (Piece& piece : rows[at].pieces) rows[at + 1].pieces.push_back(std::move(piece));
    rows[at].pieces.clear();
  }
  std::erase_if(rows, [](const Row& row) { return row.pieces.empty(); });
  for (Row& row : rows) settle(row);
  return rows;
}

bool begins_small(const std::string& text) noexcept {
  const char32_t code = first_code(text);
  return is_letter(code) && !is_upper(code);
}

bool begins_number(const std::string& text) noexcept {
  const char32_t code = first_code(text);
  return (code >= U'0' && code <= U'9') || code == 0xB9 || code == 0xB2 || code == 0xB3 ||
         (code >= 0x2070 && code <= 0x2079);
}

bool ends_with_hyphen(const std::string& text) noexcept {
  if (text.empty()) return false;
  const char32_t code = character_before(text, text.size()).code;
  return code == U'-' || code == 0xAD || code == 0x2010;
}

Marker marker_of(const std::string& text) noexcept {
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  if (end == 0) return Marker::none;
  const char32_t code = first_code(text);
  const bool alone = character_at(text, 0).size == end;
  if (alone) {
    if (code == U'-' || code == 0x2013 || code == 0x2014 || code == 0x2212) return Marker::dash;
    if (code == U'o' || code == U'*' || code == 0xB7 || code == 0x2022 || code == 0x2023 || code == 0x2043 ||
        (code >= 0x25A0 && code <= 0x25FF) || (code >= 0x2700 && code <= 0x27BF) || (code >= 0xE000 && code <= 0xF8FF))
      return Marker::sign;
    return Marker::none;
  }
  // 1. 1) (1) 2.3 2.3.1. a) a. iv)
  std::size_t at = text[0] == '(' ? 1 : 0;
  std::size_t digits = 0;
  std::size_t letters = 0;
  std::size_t stops = 0;
  for (; at < end; ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (c >= 'a' && c <= 'z') {
      ++letters;
    } else if (c == '.' || (c == ')' && at + 1 == end)) {
      ++stops;
    } else {
      return Marker::none;
    }
  }
  const bool numbered = digits > 0 && digits <= 4 && letters <= 1 && stops > 0;
  const bool lettered = digits == 0 && letters == 1 && stops == 1;
  return numbered || lettered ? Marker::number : Marker::none;
}

}  // namespace ordagrant::text::internal
