#include "ordagrant/passages/internal/dates.h"

#include "ordagrant/passages/internal/spaces.h"
#include "ordagrant/text/ascii.h"

namespace ordagrant::passages::internal {

namespace {

struct Number {
  int value = 0;
  std::size_t digits = 0;
};

// The digits from `at` on, at most `limit` of them; more are no number.
Number number_at(std::string_view text, std::size_t at, std::size_t limit) {
  Number found;
  while (at + found.digits < text.size() && text::is_ascii_digit(text[at + found.digits])) {
    if (found.digits == limit) return {};
    found.value = found.value * 10 + (text[at + found.digits] - '0');
    ++found.digits;
  }
  return found;
}

std::string iso(int year, int month, int day) {
  constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1 || day > kDays[month - 1]) return {};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (month == 2 && day == 29 && !leap) return {};
  std::string made = std::to_string(year) + '-';
  if (month < 10) made += '0';
  made += std::to_string(month) + '-';
  if (day < 10) made += '0';
  return made += std::to_string(day);
}

// The date that begins with the digits at `at`.
PrintedDate date_at(std::string_view text, std::size_t at, const Phrases& phrases) {
  const Number first = number_at(text, at, 4);
  std::size_t here = at + first.digits;
  if (first.digits == 4) {
    if (here >= text.size() || text[here] != '-') return {};
    const Number month = number_at(text, here + 1, 2);
    here += 1 + month.digits;
    if (month.digits == 0 || here >= text.size() || text[here] != '-') return {};
    const Number day = number_at(text, here + 1, 2);
    if (day.digits == 0) return {};
    return {at, here + 1 + day.digits, iso(first.value, month.value, day.value)};
  }
  if (first.digits == 0 || first.digits > 2 || here >= text.size()) return {};

  // 12.3.2024, 12-03-2024, 12/3 2024
  const char mark = text[here];
  if (mark == '.' || mark == '-' || mark == '/') {
    const Number month = number_at(text, here + 1, 2);
    std::size_t behind = here + 1 + month.digits;
    if (month.digits > 0 && behind < text.size()) {
      const bool joined = text[behind] == mark || (mark == '/' && text[behind] == '-');
      behind = joined ? behind + 1 : mark == '/' ? behind_spaces(text, behind) : text.size();
      const Number year = number_at(text, behind, 4);
      if (year.digits == 4) return {at, behind + 4, iso(year.value, month.value, first.value)};
    }
  }

  // 12 mars 2024, 12. marts 2024
  if (mark == '.') ++here;
  const std::size_t word = behind_spaces(text, here);
  if (word == here && mark != '.') return {};
  std::size_t word_end = word;
  while (word_end < text.size() && static_cast<unsigned char>(text[word_end]) > ' ' && text[word_end] != ',' &&
         !text::is_ascii_digit(text[word_end]) && word_end - word < 16 && !text.substr(word_end).starts_with("\u00A0"))
    ++word_end;
  const int month = phrases.month(text.substr(word, word_end - word));
  if (month == 0) return {};
  if (word_end < text.size() && text[word_end] == ',') ++word_end;
  const std::size_t year_at = behind_spaces(text, word_end);
  const Number year = number_at(text, year_at, 4);
  if (year.digits != 4) return {};
  return {at, year_at + 4, iso(year.value, month, first.value)};
}

}  // namespace

PrintedDate first_date(std::string_view text, const Phrases& phrases) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!text::is_ascii_digit(text[at])) continue;
    if (PrintedDate found = date_at(text, at, phrases); !found.iso.empty()) return found;
    while (at + 1 < text.size() && text::is_ascii_digit(text[at + 1])) ++at;
  }
  return {};
}

}  // namespace ordagrant::passages::internal
