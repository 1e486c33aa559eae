#include "ordagrant/passages/internal/other_numbers.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "ordagrant/passages/internal/units.h"
#include "ordagrant/text/ascii.h"

namespace ordagrant::passages::internal {

bool OtherNumbers::is_one(const Quantity& quantity) {
  const bool refers = referring(quantity);
  const bool code = !refers && coded(quantity);
  const bool no = refers || code || idiom(quantity) || dated(quantity) || counted_off(quantity);
  // "punkterna 2 och 3", "Sida 1 (11)", "13.00-16.42 och 14.35": what comes after is of the same kind.
  const std::uint32_t begin = quantity.tokens.begin;
  const bool goes_on = !no && refused_ > 0 && !quantity.word && begin >= refused_ && begin - refused_ <= 1 &&
                       !text_.begins_line(begin) && (begin == refused_ || continues(refused_)) &&
                       quantity.numeral.plain && !measured(text_, quantity.tokens.end);
  refused_ = refers || code || goes_on ? quantity.tokens.end : 0;
  return no || goes_on;
}

// Does the token between two numbers say that the second is of the first one's kind?
bool OtherNumbers::continues(std::uint32_t at) {
  return is(at, FactWord::join) || is(at, FactWord::of) || mark(at, ",") || mark(at, "(") || mark(at, "[") ||
         mark(at, "-") || mark(at, "\u2013") || mark(at, "+") || mark(at, "_") || mark(at, "&");
}

// "Tusind tak", "mange tusind mennesker": said of no number.
bool OtherNumbers::idiom(const Quantity& quantity) {
  if (!quantity.word) return false;
  if (is(quantity.tokens.end, FactWord::thanks)) return true;
  // "flere hundrede tusinde"
  std::uint32_t begin = quantity.tokens.begin;
  const auto round = [&](std::uint32_t at) { return is(at, FactWord::hundred) || is(at, FactWord::thousand); };
  if (!round(begin)) return false;
  while (begin > 0 && round(begin - 1)) --begin;
  return begin > 0 && is(begin - 1, FactWord::vague);
}

// The number of something: a point, a page, a street, a road.
bool OtherNumbers::referring(const Quantity& quantity) {
  const std::uint32_t begin = quantity.tokens.begin;
  if (is(quantity.tokens.end, FactWord::numbered_after) && !quantity.word) return true;
  if (begin == 0) return false;
  const std::uint32_t before = begin - 1;
  if (is(before, FactWord::clock)) return true;
  if (quantity.word) return false;
  // "\u00E5r 1" of a plan
  if (is(before, FactWord::year_word) && quantity.numeral.plain && unit_at(text_, quantity.tokens.end).empty())
    return true;
  if (numbers(before, quantity)) return true;
  // "Punktnummer: 30"
  if (mark(before, ":") && before > 0 && numbers(before - 1, quantity) && unit_at(text_, quantity.tokens.end).empty())
    return true;
  if (!quantity.numeral.plain) return false;
  if (text_.token(before).kind == tokens::TokenKind::reference) return true;
  return text_.is_word(before) && names(quantity);
}

// Is the word one whose number this is: "punkt 3", "anslagsposten 3"?
bool OtherNumbers::numbers(std::uint32_t word, const Quantity& quantity) {
  if (!is(word, FactWord::numbered) &&
      !(text_.is_word(word) && text_.words().has(FactAffix::numbered_ending, text_.lower(word))))
    return false;
  return quantity.numeral.full_stop || (quantity.numeral.whole() && !measured(text_, quantity.tokens.end));
}

// A name and its number: "L 123", "Storgatan 4", "Agenda 2030", "E 20", "Grupp 3".
bool OtherNumbers::names(const Quantity& quantity) {
  const std::uint32_t before = quantity.tokens.begin - 1;
  const std::uint32_t end = quantity.tokens.end;
  // The Danish pronoun has one letter, too.
  if (text_.surface(before).size() == 1 && text_.capital(before) && text_.surface(before) != "I")
    return !measured(text_, end);
  // "ISO 45001"
  constexpr std::size_t kCode = 3;  // digits of a standard
  const std::string_view name = text_.surface(before);
  const bool letters =
      name.size() >= 2 && name.size() <= 4 && std::all_of(name.begin(), name.end(), text::is_ascii_capital);
  if (letters && quantity.numeral.digits >= kCode && !is(before, FactWord::currency))
    return !measured(text_, end) && !is(end, FactWord::counted);
  const bool street = text_.capital(before) && text_.words().has(FactAffix::street, text_.lower(before));
  if (street && quantity.value < 1000 && !measured(text_, end)) return true;
  if (is(before, FactWord::filler) || is(before, FactWord::function)) return false;
  if (!text_.capital(before) || !unit_at(text_, end).empty()) return false;
  const Passage* passage = text_.passage_of(quantity.tokens.begin);
  const bool row = passage != nullptr && passage->kind == PassageKind::table_row;
  return !row && !text_.is_number(end);
}

bool OtherNumbers::dated(const Quantity& quantity) {
  if (quantity.word) return false;
  const std::uint32_t begin = quantity.tokens.begin;
  const std::uint32_t end = quantity.tokens.end;
  const bool day = quantity.numeral.plain && quantity.numeral.digits <= 2;
  if (day && (is(end, FactWord::month) || (mark(end, ".") && is(end + 1, FactWord::month)))) return true;
  if (day && is(end, FactWord::join) && text_.is_number(end + 1) && is(end + 2, FactWord::month)) return true;
  if (begin > 0 && is(begin - 1, FactWord::month) && text_.lower(begin - 1).size() > 2 && quantity.numeral.plain)
    return !measured(text_, end);
  if (day && begin > 0 && is(begin - 1, FactWord::date_before)) return !measured(text_, end);
  // "18.30" is a time, "4.2" a version: decimals behind a full stop are taken with a unit alone.
  if (quantity.numeral.full_stop && !measured(text_, end)) return true;
  return year(quantity);
}

bool OtherNumbers::year(const Quantity& quantity) {
  const std::uint32_t begin = quantity.tokens.begin;
  const std::uint32_t end = quantity.tokens.end;
  // "\u00E5r 1776"
  if (quantity.numeral.plain && quantity.numeral.digits == 4 && begin > 0 && is(begin - 1, FactWord::year_word))
    return !measured(text_, end);
  if (!could_be_year(quantity.numeral)) return false;
  if (is(end, FactWord::of_year)) return true;  // "2001 \u00E5rs avtal"
  if (is(end, FactWord::measure) && !text_.adjacent(begin)) return false;
  if (!is(end, FactWord::counted) || begin == 0) return true;
  return quantity.value < 2100 && is(begin - 1, FactWord::function) && !is(begin - 1, FactWord::approximate);
}

// The number of a line in a list or a heading, or alone on its line.
bool OtherNumbers::counted_off(const Quantity& quantity) {
  if (quantity.word) return false;
  const std::uint32_t begin = quantity.tokens.begin;
  const std::uint32_t end = quantity.tokens.end;
  if (bracketed(quantity)) return true;
  const bool bullet = begin > 0 && text_.after_list_mark(begin - 1) == begin;  // "- 36 Efterv\u00E6rn"
  if ((!text_.begins_line(begin) && !bullet) || measured(text_, end)) return false;
  if (end >= text_.size() || text_.begins_line(end)) return true;
  if (mark(end, ")") || mark(end, ".")) return true;
  // "3 (14)": a page
  if ((mark(end, "(") || mark(end, "[")) && text_.is_number(end + 1) && quantity.numeral.plain &&
      (end + 3 >= text_.size() || text_.begins_line(end + 3)))
    return true;
  if (quantity.high) return false;
  if (mark(end, "\u201D") || mark(end, "\"") || mark(end, "\u00BB")) return true;
  return (quantity.numeral.whole() || quantity.numeral.full_stop) && quantity.numeral.digits <= 4 && text_.capital(end);
}

// "med 1) bus, 2) bil", "33) 2. (sidste) behandling": the number of a part of a sentence, an ordinal.
bool OtherNumbers::bracketed(const Quantity& quantity) const {
  constexpr std::uint32_t kBracket = 15;  // tokens that a bracket holds
  const std::uint32_t end = quantity.tokens.end;
  if (!quantity.numeral.plain || quantity.numeral.digits > 2 || end >= text_.size() || !text_.adjacent(end))
    return false;
  if (mark(end, ".")) return mark(end + 1, "(") && text_.is_word(end + 2) && !text_.capital(end + 2);
  if (!mark(end, ")")) return false;
  const std::uint32_t from = quantity.tokens.begin < kBracket ? 0 : quantity.tokens.begin - kBracket;
  for (std::uint32_t at = quantity.tokens.begin; at > from && !mark(at - 1, ")"); --at)
    if (mark(at - 1, "(")) return false;
  return true;
}

// Post codes, telephone numbers, footnote marks, parts of codes.
bool OtherNumbers::coded(const Quantity& quantity) {
  if (quantity.word) return false;
  const std::uint32_t begin = quantity.tokens.begin;
  const std::uint32_t end = quantity.tokens.end;
  if (glued(quantity) || counts_pages(quantity) || chained(quantity)) return true;
  if (begin > 0 && text_.surface(begin - 1).starts_with("..")) return true;    // "Ansvar ...... 14"
  if (begin > 1 && mark(begin - 1, ".") && mark(begin - 2, ".")) return true;  // "Ansvar . . . . 14"
  // "fem (5)"
  if (begin >= 2 && mark(begin - 1, "(") && mark(end, ")") && text_.is_word(begin - 2) &&
      text_.words().number(text_.lower(begin - 2)) == quantity.value)
    return true;
  if (quantity.numeral.plain && quantity.numeral.digits > 7 && !measured(text_, end)) return true;
  return quantity.numeral.plain && address(quantity);
}

// A line "1 av 2", or "\u201D1 av 2\u201D", or the second number of "3 (14)": what a page says of itself.
bool OtherNumbers::counts_pages(const Quantity& quantity) {
  const std::uint32_t begin = quantity.tokens.begin;
  if (begin >= 2 && mark(begin - 1, "(") && text_.is_number(begin - 2) && text_.begins_line(begin - 2)) {
    const std::uint32_t next = quantity.tokens.end + 1;
    return mark(next - 1, ")") && (next >= text_.size() || text_.begins_line(next));
  }
  const std::uint32_t last = quantity.tokens.end + 1;
  if (!quantity.numeral.plain || !is(quantity.tokens.end, FactWord::of) || !text_.is_number(last)) return false;
  const std::uint32_t behind = last + 1;
  if (text_.begins_line(begin)) return behind >= text_.size() || text_.begins_line(behind);
  const auto quotes = [&](std::uint32_t at) {
    return mark(at, "\u201D") || mark(at, "\u201C") || mark(at, "\"") || mark(at, "\u00BB") || mark(at, "\u00AB");
  };
  return quotes(begin - 1) && quotes(behind);
}

// "144 + 145 + 146", "207 _ 208": numbers of matters that are dealt with together; a sum counts something.
bool OtherNumbers::chained(const Quantity& quantity) {
  std::uint32_t end = quantity.tokens.end;
  if (!quantity.numeral.plain) return false;
  const auto joins = [&](std::uint32_t at) {
    return (mark(at, "+") || mark(at, "_")) && text_.is_number(at + 1) && !text_.begins_line(at + 1);
  };
  if (!joins(end)) return false;
  while (joins(end)) end += 2;
  return !measured(text_, end) && !is(end, FactWord::counted) && !mark(end, "=");
}

// Is it a part of something longer?
bool OtherNumbers::glued(const Quantity& quantity) const {
  const std::uint32_t begin = quantity.tokens.begin;
  const std::uint32_t end = quantity.tokens.end;
  if (text_.adjacent(begin)) {
    constexpr std::array<std::string_view, 14> kOpening{
        "(", "\u201D", "\"", "\u00BB", "\u201C", "~", "<", ">", "\u2265", "\u2264", "\u20AC", "$", "\u00A3", "\u00B1"};
    const std::string_view before = text_.surface(begin - 1);
    if (std::find(kOpening.begin(), kOpening.end(), before) == kOpening.end()) return true;
  }
  if (end >= text_.size() || !text_.adjacent(end)) return false;
  const bool goes_on = end + 1 < text_.size() && text_.adjacent(end + 1);
  const std::string_view behind = text_.surface(end);
  if ((behind == "." || behind == ":") && goes_on) return true;
  return behind == "/" || behind == "_" || behind == "]" || behind == "#" || behind == "-";
}

// "123 45 Almvik", "8000 Aarhus", "70 10 20 30".
bool OtherNumbers::address(const Quantity& quantity) {
  const std::uint32_t begin = quantity.tokens.begin;
  const std::uint32_t end = quantity.tokens.end;
  const std::size_t digits = quantity.numeral.digits;
  const bool spaced = end < text_.size() && text_.is_number(end) && !text_.begins_line(end);
  if (digits == 4 && text_.is_word(end) && text_.capital(end) && !text_.begins_line(end) && !measured(text_, end))
    return true;
  if (digits == 3 && spaced && text_.surface(end).size() == 2 && text_.capital(end + 1)) return true;
  const bool behind = begin > 0 && text_.is_number(begin - 1);
  if (digits != 2 || !(spaced || behind)) return false;
  if (behind && text_.surface(begin - 1).size() == 3 && text_.capital(end)) return true;
  if (behind && refused_ == begin) return true;
  std::uint32_t run = begin;
  while (run < end + 3 && text_.is_number(run) && text_.surface(run).size() == 2) ++run;
  return spaced && run - begin >= 3;
}

}  // namespace ordagrant::passages::internal
