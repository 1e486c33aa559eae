#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

// Room: tokens. What a piece of a text looks like by itself; see tokens/internal/rules.h.

namespace ordagrant::tokens::internal {

inline bool is_hyphen(std::string_view piece) { return piece == "-" || piece == "\u2010" || piece == "\u2011"; }

inline bool is_range_dash(std::string_view piece) { return is_hyphen(piece) || piece == "\u2013"; }

inline bool is_apostrophe(std::string_view piece) { return piece == "'" || piece == "\u2019"; }

inline bool is_section(std::string_view piece) { return piece == "\u00A7"; }

inline bool is_end_mark(std::string_view piece) { return piece == "." || piece == "!" || piece == "?"; }

// Spaces that group digits: space, no-break space, thin space, narrow no-break space.
inline constexpr std::string_view kGroupSpaces[] = {" ", "\u00A0", "\u2009", "\u202F"};

inline bool is_group_space(std::string_view gap) {
  return std::find(std::begin(kGroupSpaces), std::end(kGroupSpaces), gap) != std::end(kGroupSpaces);
}

inline bool all_digits(std::string_view piece) { return std::all_of(piece.begin(), piece.end(), text::is_ascii_digit); }

inline std::size_t digits_in(std::string_view piece) {
  return static_cast<std::size_t>(std::count_if(piece.begin(), piece.end(), text::is_ascii_digit));
}

inline std::size_t trailing_digits(std::string_view number) {
  std::size_t digits = 0;
  while (digits < number.size() && text::is_ascii_digit(number[number.size() - 1 - digits])) ++digits;
  return digits;
}

// May a group of three digits follow `number`? After one to three digits at its beginning or after
// a dash, and after every further group of three.
inline bool may_group(std::string_view number) {
  const std::size_t digits = trailing_digits(number);
  const std::string_view before = number.substr(0, number.size() - digits);
  for (const std::string_view space : kGroupSpaces)
    if (before.ends_with(space)) return digits == 3;
  const bool opens = before.empty() || before.ends_with('-') || before.ends_with("\u2013");
  return opens && digits >= 1 && digits <= 3;
}

inline bool is_group(std::string_view number) {
  return number.size() >= 3 && trailing_digits(number.substr(0, 3)) == 3 &&
         (number.size() == 3 || number[3] == ',' || number[3] == '.');
}

inline bool begins_small(std::string_view piece) {
  const text::Character first = text::character_at(piece, 0);
  return text::is_letter(first.code) && !text::is_upper(first.code);
}

inline bool begins_capital(std::string_view piece) { return text::is_upper(text::character_at(piece, 0).code); }

// One capital letter, or several with stops between them: "A", "H.L".
inline bool is_initials(std::string_view word) {
  for (std::size_t at = 0;;) {
    const text::Character letter = text::character_at(word, at);
    if (!text::is_upper(letter.code)) return false;
    at += letter.size;
    if (at == word.size()) return true;
    if (word[at] != '.' || at + 1 == word.size()) return false;
    ++at;
  }
}

// A short name in capitals, as laws, series and registers have: "LVU", "HSLF-FS".
inline bool is_acronym(std::string_view word) {
  constexpr std::size_t kLongestAcronym = 10;
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < word.size();) {
    const text::Character letter = text::character_at(word, at);
    at += letter.size;
    if (letter.code == '-') continue;
    if (!text::is_upper(letter.code)) return false;
    ++capitals;
  }
  return capitals >= 2 && word.size() <= kLongestAcronym && !word.ends_with('-');
}

// A year and a number as documents have: "2018:47", "2017/18:204", "2019/123", "2019/20:KU10".
inline bool is_document_number(std::string_view number) {
  constexpr std::size_t kYear = 4;
  if (number.size() < kYear + 2 || !all_digits(number.substr(0, kYear))) return false;
  if (number.find_first_of("-., ") != std::string_view::npos) return false;
  if (number[kYear] == ':') return true;
  // 2018/19 alone is a school year
  return number[kYear] == '/' && (number.size() > kYear + 3 || number.size() == kYear + 2);
}

// "12a"
inline bool is_lettered_number(std::string_view word) {
  return word.size() > 1 && word.size() <= 4 && text::is_ascii_letter(word.back()) &&
         !text::is_ascii_capital(word.back()) && all_digits(word.substr(0, word.size() - 1));
}

// A register and a year in one: "KS2019", "KS-2019", before "/123".
inline bool is_register_and_year(std::string_view word) {
  const std::size_t year = trailing_digits(word);
  if (year != 4) return false;
  const std::string_view name = word.substr(0, word.size() - year);
  return is_acronym(name.ends_with('-') ? name.substr(0, name.size() - 1) : name);
}

}  // namespace ordagrant::tokens::internal
