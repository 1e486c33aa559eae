#include "ordagrant/tokens/internal/rules.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/internal/pieces.h"

namespace ordagrant::tokens::internal {

namespace {

// Words before the number of a document, beside those in capitals (SOU, SFS).
constexpr std::string_view kSeries[] = {"Ds",    "RiR",  "Dir.",  "Prop.", "Bet.",    "Skr.",    "Mot.", "dir.",
                                        "prop.", "bet.", "rskr.", "skr.",  "mot.",    "Rskr.",   "dnr",  "dnr.",
                                        "Dnr",   "Dnr.", "j.nr.", "J.nr.", "sagsnr.", "Sagsnr.", "SoL",  "FoB"};

// Laws whose short names are not all capitals.
constexpr std::string_view kLaws[] = {"SoL", "KomL", "SkolL", "BrB", "OSL", "FVL"};

// What a part of a suspended compound follows if its hyphen stands before it: "och -metoder".
constexpr std::string_view kBeforeSuffixes[] = {"och", "eller", "samt", "og", ")", "\"", "\u201D", "\u00BB"};

// What a Danish telephone number follows, which cannot be told from other digits.
constexpr std::string_view kBeforeTelephone[] = {"tlf.", "tlf", "telefon", "mobil", "telefonnummer",
                                                 "Tlf.", "Tlf", "Telefon", "Mobil", "Telefonnummer"};

template <std::size_t size>
bool is_one_of(std::string_view piece, const std::string_view (&known)[size]) {
  return std::find(std::begin(known), std::end(known), piece) != std::end(known);
}

}  // namespace

Rules::Rules(std::string_view language) : abbreviations_(language) {}

// Walks over the pieces of one text. A token is made of the pieces [first, next).
class Rules::Walk {
 public:
  Walk(const Abbreviations& abbreviations, std::string_view text, std::vector<Token>& pieces)
      : abbreviations_(abbreviations), text_(text), pieces_(pieces), count_(pieces.size()) {}

  void run() {
    while (next_ < count_) {
      first_ = next_++;
      token_ = pieces_[first_];
      if (token_.kind == TokenKind::word) {
        if (may_join()) word_or_abbreviation();
      } else if (token_.kind == TokenKind::number) {
        number();
      } else {
        mark();
      }
      pieces_[made_++] = token_;
    }
    pieces_.resize(made_);
  }

 private:
  // --- Looking around ---

  std::string_view surface(std::size_t piece) const { return pieces_[piece].span.of(text_); }
  std::string_view so_far() const { return token_.span.of(text_); }
  TokenKind kind(std::size_t piece) const { return pieces_[piece].kind; }
  bool is(std::size_t piece, TokenKind wanted) const { return piece < count_ && kind(piece) == wanted; }

  // Does `piece` follow the one before it without a space?
  bool adjacent(std::size_t piece) const {
    return piece < count_ && pieces_[piece].span.begin == pieces_[piece - 1].span.end;
  }
  // What stands between the token and `piece`, which is behind it.
  std::string_view gap(std::size_t piece) const {
    return ByteSpan{token_.span.end, pieces_[piece].span.begin}.of(text_);
  }
  bool behind_a_space(std::size_t piece) const { return piece < count_ && is_group_space(gap(piece)); }
  // What stands before the token.
  std::string_view gap_before() const {
    const std::uint32_t end = made_ == 0 ? 0 : pieces_[made_ - 1].span.end;
    return ByteSpan{end, token_.span.begin}.of(text_);
  }
  std::string_view made_before(std::size_t back) const {
    return made_ < back ? std::string_view{} : pieces_[made_ - back].span.of(text_);
  }

  void take(std::size_t piece) {
    token_.span.end = pieces_[piece].span.end;
    if (kind(piece) == TokenKind::word && token_.kind != TokenKind::address) token_.kind = TokenKind::word;
    next_ = piece + 1;
  }

  // The token made last becomes the beginning of this one.
  void take_back() { token_.span.begin = pieces_[--made_].span.begin; }

  // --- Words ---

  // Can anything be joined to the first piece, a word? Asked of every word, so it looks at single bytes.
  bool may_join() const {
    const char first = text_[token_.span.begin];
    if (first == 'w' || first == 'W') return true;  // www
    if (next_ == count_) return false;
    const std::uint32_t begin = pieces_[next_].span.begin;
    if (begin != token_.span.end)
      return abbreviations_.may_begin_before_space(surface(first_)) && abbreviations_.may_follow_space(surface(next_));
    switch (text_[begin]) {
      case ',':
      case ')':
      case '!':
      case '?':
      case ';':
      case '"':
        return false;
      default:
        return true;
    }
  }

  void word_or_abbreviation() {
    const bool stop = adjacent(next_) && surface(next_) == ".";
    const bool may_begin = stop ? abbreviations_.may_begin_before_stop(surface(first_))
                                : abbreviations_.may_begin_before_space(surface(first_));
    if (may_begin && abbreviation()) {
      // maks.-forbrug, cpr.-nr.
      if (adjacent(next_) && is_hyphen(surface(next_)) && adjacent(next_ + 1) && is(next_ + 1, TokenKind::word)) {
        token_.may_end = false;
        word();
      }
      return;
    }
    if (adjacent(next_) || is_web_name(so_far())) word();
  }

  // The longest abbreviation that begins with the first piece: "bl.a.", "t. ex.", "t ex", "kl.".
  bool abbreviation() {
    constexpr std::size_t kMostPieces = 10;  // "t. o. m."
    std::optional<std::size_t> last;
    for (std::size_t piece = first_; piece < count_ && piece - first_ < kMostPieces; ++piece) {
      if (piece > first_ && !adjacent(piece) &&
          !is_group_space(ByteSpan{pieces_[piece - 1].span.end, pieces_[piece].span.begin}.of(text_)))
        break;
      const ByteSpan span{pieces_[first_].span.begin, pieces_[piece].span.end};
      if (span.size() > abbreviations_.longest()) break;
      const bool stop = surface(piece) == ".";
      if (piece > first_ && !stop && !is_hyphen(surface(piece)) && kind(piece) != TokenKind::word) break;
      // One without its stops ends with a word of its own.
      if (!stop && (piece == first_ || (adjacent(piece + 1) && is_hyphen(surface(piece + 1))))) continue;
      if (const auto* found = abbreviations_.find(span.of(text_));
          found != nullptr && (!stop || may_be_abbreviation(span.of(text_), piece))) {
        last = piece;
        token_.may_end = found->may_end;
      }
    }
    if (!last) return false;
    take(*last);
    return true;
  }

  // A letter alone is an abbreviation if something follows that it is said of: "s. 12", "d. 3", "m. fl."; and a name
  // in capitals is none (SKR, DR).
  bool may_be_abbreviation(std::string_view written, std::size_t stop) const {
    if (is_acronym(surface(first_))) return false;
    constexpr std::size_t kLetterAndStop = 2;
    if (written.size() > kLetterAndStop) return true;
    const std::size_t after = stop + 1;
    if (after >= count_) return false;
    return adjacent(after) || kind(after) == TokenKind::number || begins_small(surface(after));
  }

  // What follows the token without a space belongs to it, or not.
  void word() {
    if (is_web_name(so_far())) {
      web_path();
      return;
    }
    while (adjacent(next_)) {
      const std::string_view mark = surface(next_);
      const bool followed = adjacent(next_ + 1);
      const bool joins = followed && kind(next_ + 1) != TokenKind::mark;
      if (joins && is_hyphen(mark)) {
        take(next_ + 1);  // IT-system, kund-tillit
        // cpr.-nr.
        if (adjacent(next_) && surface(next_) == "." && is_abbreviated_end()) take(next_);
        continue;
      }
      if (joins && mark == "@") {
        take(next_ + 1);  // namn@kommun.example
        token_.kind = TokenKind::address;
        continue;
      }
      if (joins && (mark == "/" || mark == ":") && is_register_and_year(so_far()) &&
          kind(next_ + 1) == TokenKind::number) {
        take(next_ + 1);  // KS2019/123
        token_.kind = TokenKind::reference;
        return;
      }
      if (token_.kind == TokenKind::address) return;
      if (mark == ":" && web_address()) return;
      // resultat- (och kvalitetsstyrning), bruger-(/borgerbudget); two hyphens are a dash
      if (is_hyphen(mark) && !(followed && is_hyphen(surface(next_ + 1)))) {
        take(next_);
        return;
      }
      if (mark == "." && is_abbreviated()) {
        take(next_);
        return;
      }
      if (is_apostrophe(mark) && !joins && !quotation_is_open()) {
        take(next_);  // Lars' (ret), ha'
        return;
      }
      return;
    }
  }

  // The stop at `next_` after the token: initials, capitals with stops, and what has no vowel before a small letter.
  bool is_abbreviated() const {
    const std::string_view written = so_far();
    const std::size_t after = next_ + 1;
    const bool spaced = after < count_ && (adjacent(after) || is_one_space(after));
    if (is_initials(written)) {
      if (written.find('.') != std::string_view::npos) return true;  // B.T.
      // 8 \u00B0C, 12 B
      if (made_ > 0 && (kind(made_ - 1) == TokenKind::number || made_before(1) == "\u00B0")) return false;
      return spaced && kind(after) == TokenKind::word && begins_capital(surface(after));  // A. Berg
    }
    constexpr std::size_t kLongestWithoutVowel = 4;
    return spaced && !adjacent(after) && written.size() <= kLongestWithoutVowel && kind(after) == TokenKind::word &&
           begins_small(surface(after)) && text::is_ascii_small(written.back()) &&
           written.find_first_of("aeiouyAEIOUY\xC3") == std::string_view::npos;
  }

  // Is what stands behind the last hyphen of the token an abbreviation, with the stop that follows?
  bool is_abbreviated_end() const {
    const std::string_view written = so_far();
    const std::size_t hyphen = written.rfind('-');
    if (hyphen == std::string_view::npos) return false;
    const std::uint32_t begin = token_.span.begin + static_cast<std::uint32_t>(hyphen) + 1;
    return abbreviations_.find(ByteSpan{begin, pieces_[next_].span.end}.of(text_)) != nullptr;
  }

  bool is_one_space(std::size_t piece) const {
    return is_group_space(ByteSpan{pieces_[piece - 1].span.end, pieces_[piece].span.begin}.of(text_));
  }

  // --- Addresses ---

  static bool is_web_name(std::string_view word) {
    constexpr std::string_view kName = "www.";
    return word.size() > kName.size() && (word.front() == 'w' || word.front() == 'W') &&
           (word.starts_with(kName) || word.starts_with("Www.") || word.starts_with("WWW."));
  }

  // "https" has been read, and a colon follows.
  bool web_address() {
    const std::string_view scheme = so_far();
    if (scheme != "http" && scheme != "https" && scheme != "ftp" && scheme != "Http" && scheme != "Https") return false;
    if (!text_.substr(pieces_[next_].span.begin).starts_with("://")) return false;
    web_path();
    return true;
  }

  // To the next space, quotation mark or bracket that was not opened in it, without the marks at the end.
  void web_path() {
    std::size_t opened = 0;
    std::size_t end = next_;
    std::size_t piece = next_;
    for (; adjacent(piece); ++piece) {
      const std::string_view part = surface(piece);
      if (part == "(") ++opened;
      if (part == "<" || part == ">" || part == "\"" || part == "\u201D" || part == "\u00BB" || part == "\u201C" ||
          part == "|" || part == "]" || (part == ")" && opened == 0))
        break;
      if (part == ")") --opened;
      const bool closes = part == "." || part == "," || part == ";" || part == ":" || part == "!" || part == "?" ||
                          part == "'" || part == "\u2019" || part == "*";
      if (!closes) end = piece + 1;
    }
    if (end > next_) take(end - 1);
    token_.kind = TokenKind::address;
  }

  // A telephone number with the first piece, a number: "08-123 45 67", "33 12 34 56" after "tlf.".
  bool telephone() {
    constexpr std::size_t kLeastDigits = 7;
    constexpr std::size_t kMostDigits = 12;
    const std::string_view area = surface(first_);
    std::size_t digits = area.size();
    if (!all_digits(area)) return false;
    std::size_t piece = next_;
    if (area.front() == '0' && area.size() >= 2 && area.size() <= 4 && adjacent(piece) && is_hyphen(surface(piece)) &&
        adjacent(piece + 1) && is(piece + 1, TokenKind::number) && all_digits(surface(piece + 1))) {
      digits += surface(piece + 1).size();
      piece += 2;
      piece = groups(piece, 2, 4, kMostDigits, digits);
      if (digits < kLeastDigits || digits > kMostDigits) return false;
    } else {
      const std::string_view before = made_before(made_before(1) == ":" ? 2 : 1);
      if (area.size() != 2 || !is_one_of(before, kBeforeTelephone)) return false;
      piece = groups(piece, 2, 2, 8, digits);
      if (digits != 8) return false;
    }
    take(piece - 1);
    token_.kind = TokenKind::address;
    return true;
  }

  // The end of the groups of `least` to `most` digits, a space before each, from `piece` on; no more than `limit`
  // digits.
  std::size_t groups(std::size_t piece, std::size_t least, std::size_t most, std::size_t limit,
                     std::size_t& digits) const {
    while (piece < count_ && is_one_space(piece) && kind(piece) == TokenKind::number) {
      const std::string_view group = surface(piece);
      if (group.size() < least || group.size() > most || !all_digits(group) || digits + group.size() > limit) break;
      digits += group.size();
      ++piece;
    }
    return piece;
  }

  // "+46 8 123 45 67"; the plus has been read.
  bool telephone_abroad() {
    constexpr std::size_t kLeastDigits = 9;
    constexpr std::size_t kMostDigits = 13;
    if (!adjacent(next_) || !is(next_, TokenKind::number) || !all_digits(surface(next_))) return false;
    std::size_t digits = surface(next_).size();
    std::size_t piece = next_ + 1;
    for (;;) {
      const std::size_t before = piece;
      if (adjacent(piece) && is_hyphen(surface(piece)) && adjacent(piece + 1) && is(piece + 1, TokenKind::number) &&
          all_digits(surface(piece + 1)) && digits + surface(piece + 1).size() <= kMostDigits) {
        digits += surface(piece + 1).size();
        piece += 2;
      }
      piece = groups(piece, 1, 8, kMostDigits, digits);
      if (piece == before) break;
    }
    if (digits < kLeastDigits) return false;
    take(piece - 1);
    token_.kind = TokenKind::address;
    return true;
  }

  // --- Numbers ---

  void number() {
    if (telephone()) return;
    while (token_.kind == TokenKind::number) {
      if (next_ < count_ && kind(next_) == TokenKind::number && may_group(so_far()) && is_group(surface(next_)) &&
          is_group_space(gap(next_))) {
        take(next_);  // 1 200,50
        continue;
      }
      if (!adjacent(next_)) break;
      const std::string_view mark = surface(next_);
      if (adjacent(next_ + 1) && kind(next_ + 1) != TokenKind::mark) {
        const bool number_after = kind(next_ + 1) == TokenKind::number;
        // 10-15 with any dash, 1990-talet, 18:30, 5:e, 26/8, 80'erne
        if (is_hyphen(mark) || mark == ":" || (number_after && (is_range_dash(mark) || mark == "/")) ||
            (!number_after && is_apostrophe(mark)) || mark == "@") {
          const bool at = mark == "@";
          take(next_ + 1);
          if (at) token_.kind = TokenKind::address;
          continue;
        }
      }
      if (is_hyphen(mark) && is_suspended_number()) {
        take(next_);  // 1960- och 70-talet, 1,6- eller
        break;
      }
      // 1.-3. klasse
      if (mark == "." && abbreviations_.ordinals() && all_digits(so_far()) && adjacent(next_ + 1) &&
          is_range_dash(surface(next_ + 1)) && adjacent(next_ + 2) && kind(next_ + 2) == TokenKind::number) {
        take(next_ + 2);
        continue;
      }
      if (mark == "." && (is_ordinal() || is_item())) take(next_);
      break;
    }
    if (token_.kind == TokenKind::word || token_.kind == TokenKind::address) {
      const TokenKind joined = token_.kind;
      word();  // 1990-talets-, namn
      if (joined == TokenKind::address) token_.kind = joined;
    }
    reference_number();
  }

  bool is_suspended_number() const {
    const std::size_t after = next_ + 1;
    if (after >= count_) return false;
    if (adjacent(after)) return surface(after) == "/";
    if (!is_one_space(after)) return false;
    if (kind(after) == TokenKind::word) return begins_small(surface(after));
    return kind(after) == TokenKind::number && adjacent(after + 1) && is_hyphen(surface(after + 1));
  }

  // "3. maj", "den 10. klasse": a number and a stop before a small letter.
  bool is_ordinal() const {
    constexpr std::size_t kMostDigits = 3;
    const std::size_t after = next_ + 1;
    const std::string_view written = so_far();
    if (!abbreviations_.ordinals() || after >= count_ || adjacent(after)) return false;
    const std::size_t last = trailing_digits(written);
    const std::string_view before = written.substr(0, written.size() - last);
    return last > 0 && last <= kMostDigits && (before.empty() || before.ends_with('-') || before.ends_with("\u2013")) &&
           is_one_space(after) && kind(after) == TokenKind::word && begins_small(surface(after));
  }

  // "2. Beslut": a number and a stop where a line or a sentence begins.
  bool is_item() const {
    constexpr std::size_t kMostDigits = 3;
    const std::size_t after = next_ + 1;
    const std::string_view written = so_far();
    if (after >= count_ || adjacent(after) || trailing_digits(written) > kMostDigits) return false;
    if (digits_in(written) == 0 || written.find_first_not_of("0123456789.") != std::string_view::npos) return false;
    const std::string_view before = gap_before();
    if (made_ == 0 || text::line_ends(before) > 0) return true;
    return !before.empty() && is_end_mark(made_before(1));
  }

  // --- References ---

  // After a number or a section sign: does what stands before it make it a reference?
  void reference_number() {
    if (made_ == 0 || token_.kind == TokenKind::address) return;
    const bool spaced = is_group_space(gap_before());
    if (!spaced && !gap_before().empty()) return;
    const std::string_view before = made_before(1);
    if (is_section_mark(made_ - 1) && token_.kind == TokenKind::number) {
      take_back();
      token_.kind = TokenKind::reference;
      letter_of_section();
      law();
      return;
    }
    if (spaced && is_document_number(so_far()) && (is_acronym(before) || is_one_of(before, kSeries))) {
      take_back();
      token_.kind = TokenKind::reference;
      // dnr KS 2019/123
      if (made_ > 0 && is_group_space(gap_before()) && is_one_of(made_before(1), kSeries)) take_back();
    }
  }

  bool is_section_mark(std::size_t piece) const {
    return kind(piece) == TokenKind::mark && surface(piece).starts_with("\u00A7");
  }

  // "\u00A7 12 a": a letter of its own, which is no word of the language.
  void letter_of_section() {
    if (!behind_a_space(next_) || kind(next_) != TokenKind::word || surface(next_).size() != 1 || adjacent(next_ + 1))
      return;
    const char letter = surface(next_).front();
    if (letter < 'a' || letter > 'h') return;
    take(next_);
    token_.kind = TokenKind::reference;
  }

  // "12 \u00A7", "LVU 3 \u00A7", "2 kap. 3-5 \u00A7\u00A7"; the section sign has been read.
  void section() {
    while (adjacent(next_) && is_section(surface(next_))) take(next_);
    if (made_ == 0 || !is_section_gap()) return;
    std::size_t back = made_;
    // 12 a \u00A7
    if (back > 1 && kind(back - 1) == TokenKind::word && surface(back - 1).size() == 1 &&
        text::is_ascii_small(surface(back - 1).front()) && is_space_between(back - 2) &&
        kind(back - 2) == TokenKind::number)
      --back;
    const bool numbered = kind(back - 1) == TokenKind::number || is_lettered_number(surface(back - 1));
    if (!numbered) return;
    // "5. \u00A7 12": a number with its stop is an item of a list; "2024-03-12 \u00A7 45": a date
    if (surface(back - 1).ends_with('.') || holds_year(surface(back - 1))) return;
    while (made_ >= back) take_back();
    token_.kind = TokenKind::reference;
    // 2 kap.
    if (made_ > 1 && is_section_gap() && is_chapter(made_before(1)) && is_space_between(made_ - 2) &&
        kind(made_ - 2) == TokenKind::number) {
      take_back();
      take_back();
    }
    law();
  }

  // LVU 3 \u00A7, SEL \u00A7 85
  void law() {
    if (made_ > 0 && is_group_space(gap_before()) && kind(made_ - 1) == TokenKind::word &&
        (is_acronym(made_before(1)) || is_one_of(made_before(1), kLaws)))
      take_back();
  }

  // Four digits at the beginning or the end: no law has so many sections.
  static bool holds_year(std::string_view number) {
    constexpr std::size_t kYear = 4;
    const auto digits = [](std::string_view part) {
      return std::all_of(part.begin(), part.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
    };
    return number.size() >= kYear && (digits(number.substr(0, kYear)) || digits(number.substr(number.size() - kYear)));
  }

  static bool is_chapter(std::string_view word) { return word == "kap." || word == "kap" || word == "kapitlet"; }
  bool is_section_gap() const { return gap_before().empty() || is_group_space(gap_before()); }
  // Is there one space between the made token `token` and the next?
  bool is_space_between(std::size_t token) const {
    return is_group_space(ByteSpan{pieces_[token].span.end, pieces_[token + 1].span.begin}.of(text_));
  }

  // --- Marks ---

  void mark() {
    const std::string_view written = surface(first_);
    switch (written.front()) {
      case '.':
        ellipsis();
        return;
      case '-':
        hyphen();
        return;
      case '+':
        telephone_abroad();
        return;
      case '\xC2':
        if (is_section(written)) section();
        return;
      case '\'':
      case '\xE2':
        if (is_apostrophe(written) || written == "\u2018") apostrophe();
        return;
      default:
        return;
    }
  }

  void ellipsis() {
    constexpr std::size_t kStops = 3;
    std::size_t end = next_;
    while (adjacent(end) && surface(end) == ".") ++end;
    if (end - first_ >= kStops) take(end - 1);
  }

  void hyphen() {
    if (adjacent(next_) && surface(next_) == "-") {  // -- is a dash
      while (adjacent(next_) && surface(next_) == "-") take(next_);
      return;
    }
    // och -metoder, (TSQL) -kommandon
    if (adjacent(next_) && is(next_, TokenKind::word) && begins_small(surface(next_)) && gap_before() == " " &&
        is_one_of(made_before(1), kBeforeSuffixes)) {
      take(next_);
      word();
    }
  }

  // Remembers whether a single quotation mark is open, without which one behind a word is an apostrophe.
  void apostrophe() {
    const bool opens = adjacent(next_) && kind(next_) != TokenKind::mark;
    if (opens)
      open_ = token_.span.begin;
    else
      open_.reset();
  }

  bool quotation_is_open() {
    if (!open_) return false;
    // A quotation that was left open ends with its paragraph.
    const std::string_view since = text_.substr(*open_, token_.span.end - *open_);
    const bool open = since.find("\n\n") == std::string_view::npos;
    open_.reset();
    return open;
  }

  const Abbreviations& abbreviations_;
  std::string_view text_;
  std::vector<Token>& pieces_;
  std::size_t count_;
  std::size_t made_ = 0;   // tokens, written over the first pieces
  std::size_t first_ = 0;  // piece of the token
  std::size_t next_ = 0;   // piece behind it
  Token token_;
  std::optional<std::uint32_t> open_;  // where a single quotation mark opened
};

void Rules::join(std::string_view text, std::vector<Token>& pieces) const { Walk(abbreviations_, text, pieces).run(); }

}  // namespace ordagrant::tokens::internal
