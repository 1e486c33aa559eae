#include "ordagrant/passages/internal/quantities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "ordagrant/text/ascii.h"

namespace ordagrant::passages::internal {

namespace {

constexpr double kFirstYear = 1800;
constexpr double kLastYear = 2199;

bool all_digits(std::string_view bytes) { return std::all_of(bytes.begin(), bytes.end(), text::is_ascii_digit); }

// The bytes of a space or an apostrophe between groups of digits; 0: it is none.
std::size_t group_space(std::string_view digits) {
  constexpr std::array<std::string_view, 5> kSpaces{" ", "\u00A0", "\u2009", "\u202F", "'"};
  for (const std::string_view one : kSpaces)
    if (digits.starts_with(one)) return one.size();
  return 0;
}

// Do three digits, and not four, stand behind the first byte?
bool three_follow(std::string_view digits) {
  return digits.size() >= 4 && all_digits(digits.substr(1, 3)) &&
         (digits.size() == 4 || !text::is_ascii_digit(digits[4]));
}

// Where the hyphen or dash of a range stands, and how many bytes it takes; size 0: nowhere.
struct Dash {
  std::size_t at = 0;
  std::size_t size = 0;
};

Dash dash_in(std::string_view digits) {
  for (std::size_t at = 1; at < digits.size(); ++at) {
    if (digits[at] == '-') return {at, 1};
    if (digits.substr(at).starts_with("\u2013") || digits.substr(at).starts_with("\u2212")) return {at, 3};
  }
  return {};
}

// Is one number the clock time that the other is: "16,00" as "19,00"?
bool clock_times(const Numeral& first, const Numeral& second) {
  constexpr double kHours = 25;
  const auto minutes = [](const Numeral& time) { return (time.value - static_cast<int>(time.value)) < 0.6; };
  return first.decimals == 2 && second.decimals == 2 && first.value < kHours && second.value < kHours &&
         minutes(first) && minutes(second);
}

// Makes a range of two numbers. Gives false if they are none: years, codes and numbers of organisations do not rise, or
// do not look like a range.
bool joins_range(Quantity& found, const Numeral& second) {
  const Numeral& first = found.numeral;
  if (second.value <= first.value || could_be_year(first)) return false;
  if (first.plain && second.plain && first.digits >= 5 && first.digits > second.digits) return false;
  if (first.full_stop && second.full_stop) return false;
  found.high = second.value;
  return true;
}

// "-4,1", "+3,8", "minus 11,4".
void sign(FactText& text, Quantity& found) {
  const std::uint32_t at = found.tokens.begin;
  if (at == 0) return;
  const std::uint32_t before = at - 1;
  const std::string_view mark = text.surface(before);
  const bool free = !text.adjacent(before) || text.is_mark(before - 1, "(");
  const bool minus = mark == "-" || mark == "\u2212" || mark == "\u2013";
  if (text.adjacent(at) && free && (minus || mark == "+") && !(text.begins_line(before) && mark != "\u2212")) {
    if (minus) found.value = -found.value;
    found.tokens.begin = before;
  } else if (text.is(before, FactWord::minus)) {
    found.value = -found.value;
    found.tokens.begin = before;
  }
}

// "1\n300 miljoner": a line may end between the groups of a number that stands in running text. The number that the
// tokens `at` and the next write together; none if they are two.
std::optional<Numeral> broken_at(FactText& text, std::uint32_t at) {
  const std::uint32_t next = at + 1;
  if (at == 0 || text.begins_line(at) || !text.is_number(next) || !text.begins_line(next) || text.begins_block(next))
    return std::nullopt;
  const std::string_view second = text.surface(next);
  if (second.size() < 3 || !all_digits(second.substr(0, 3)) ||
      (second.size() > 3 && group_space(second.substr(3)) == 0))
    return std::nullopt;
  const std::optional<Numeral> first = numeral(text.surface(at));
  if (!first || !first->whole() || first->full_stop || (first->plain && first->digits > 3)) return std::nullopt;
  // A number that names something, or one of a column, ends with its line.
  const bool names = text.is(at - 1, FactWord::numbered) || text.is(at - 1, FactWord::date_before) ||
                     text.is(at - 1, FactWord::month) || text.is(at - 1, FactWord::clock);
  const Passage* passage = text.passage_of(at);
  if (names || text.is_number(at - 1) || text.begins_line(next + 1) || text.capital(next + 1) ||
      !(text.is_word(next + 1) || measured(text, next + 1)) ||
      (passage != nullptr && passage->kind == PassageKind::table_row))
    return std::nullopt;
  return numeral(std::string(text.surface(at)) + " " + std::string(second));
}

std::optional<Quantity> digits_at(FactText& text, std::uint32_t at) {
  const std::string_view written = text.surface(at);
  const Dash dash = dash_in(written);
  Quantity found;
  found.tokens = {at, at + 1};
  const std::optional<Numeral> first = numeral(dash.size > 0 ? written.substr(0, dash.at) : written);
  if (!first) return std::nullopt;
  found.numeral = *first;
  found.value = first->value;
  if (dash.size > 0) {
    const std::optional<Numeral> second = numeral(written.substr(dash.at + dash.size));
    if (!second || !joins_range(found, *second)) return std::nullopt;
    if (clock_times(*first, *second) && !measured(text, at + 1)) return std::nullopt;
    return found;
  }
  if (const std::optional<Numeral> whole = broken_at(text, at)) {
    found.numeral = *whole;
    found.value = whole->value;
    found.tokens.end = at + 2;
    found.broken = true;
  }
  sign(text, found);
  // "45 - 90", with spaces around the dash.
  const std::uint32_t mark = found.tokens.end;
  if ((text.is_mark(mark, "\u2013") || text.is_mark(mark, "-")) && text.is_number(mark + 1) &&
      text.adjacent(mark) == text.adjacent(mark + 1)) {
    const std::optional<Numeral> second = numeral(text.surface(mark + 1));
    if (second && second->value > found.numeral.value && !could_be_year(found.numeral)) {
      found.high = second->value;
      found.tokens.end = mark + 2;
    }
  }
  return found;
}

std::optional<Quantity> letters_at(FactText& text, std::uint32_t at, std::uint32_t free) {
  const KnownWord& known = text.known(at);
  const bool article = at > free && text.is(at - 1, FactWord::one);
  Quantity found;
  found.word = true;
  found.tokens = {at, at + 1};
  if (known.is(FactWord::half)) {
    if (!text.is(at + 1, FactWord::of)) return std::nullopt;
    found.value = known.value == 0 ? 0.5 : known.value;
    found.fraction = true;
    return found;
  }
  // "en procent", "en miljon"
  if ((known.is(FactWord::measure) && text.lower(at).starts_with("procent")) ||
      (known.is(FactWord::multiple) && known.value == 0)) {
    if (!article) return std::nullopt;
    found.tokens = {at - 1, at};
    found.value = 1;
    return found;
  }
  // "en tredjedel"; "tv\u00E5 tredjedelar" begins with its number
  if (known.is(FactWord::part)) {
    if (!article) return std::nullopt;
    found.tokens = {at - 1, at + 1};
    found.value = 1 / known.value;
    found.fraction = true;
    return found;
  }
  const std::optional<double> value = text.words().number(text.lower(at));
  if (!value) return std::nullopt;
  found.value = *value;
  return found;
}

}  // namespace

std::optional<Numeral> numeral(std::string_view digits) {
  constexpr std::size_t kMostDigits = 15;
  Numeral found;
  std::string whole;
  std::string decimals;
  std::size_t at = 0;
  std::size_t group = 0;  // digits since the last mark
  bool grouped = false;
  while (at < digits.size()) {
    if (text::is_ascii_digit(digits[at])) {
      whole += digits[at++];
      ++group;
      continue;
    }
    found.plain = false;
    const std::string_view rest = digits.substr(at);
    const std::size_t space = group_space(rest);
    const bool stop_groups = rest.front() == '.' && three_follow(rest) && group >= 1 && group <= 3 && whole != "0";
    if (stop_groups || (space > 0 && group >= 1)) {
      at += std::max<std::size_t>(space, 1);
      group = 0;
      grouped = true;
      continue;
    }
    if ((rest.front() != ',' && rest.front() != '.') || group == 0 || (rest.front() == '.' && grouped))
      return std::nullopt;
    found.full_stop = rest.front() == '.';
    decimals = rest.substr(1);
    if (decimals.empty() || !all_digits(decimals)) return std::nullopt;
    break;
  }
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return std::nullopt;
  found.decimals = decimals.size();
  found.digits = whole.size() + decimals.size();
  if (found.digits > kMostDigits) return std::nullopt;
  if (!decimals.empty()) whole += "." + decimals;
  std::from_chars(whole.data(), whole.data() + whole.size(), found.value);
  return found;
}

bool could_be_year(const Numeral& number) noexcept {
  return number.plain && number.digits == 4 && number.value >= kFirstYear && number.value <= kLastYear;
}

std::optional<Quantity> quantity_at(FactText& text, std::uint32_t at, std::uint32_t free) {
  if (at >= text.size()) return std::nullopt;
  return text.is_number(at) ? digits_at(text, at) : letters_at(text, at, free);
}

std::int64_t count_at(FactText& text, std::uint32_t at) {
  const std::optional<Quantity> quantity = quantity_at(text, at);
  if (!quantity || quantity->high || quantity->value < 0 || !quantity->numeral.whole() || quantity->fraction ||
      quantity->broken)
    return -1;
  return static_cast<std::int64_t>(quantity->value);
}

bool measured(FactText& text, std::uint32_t at) {
  return (text.is(at, FactWord::measure) || text.is(at, FactWord::multiple)) && text.goes_on(at);
}

}  // namespace ordagrant::passages::internal
