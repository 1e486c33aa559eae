#include "ordagrant/passages/internal/stated_dates.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace ordagrant::passages::internal {

namespace {

// A number of one to `most` digits; 0 if it is none.
std::uint32_t digits(std::string_view written, std::size_t most) {
  if (written.ends_with('.')) written.remove_suffix(1);
  if (written.empty() || written.size() > most) return 0;
  std::uint32_t value = 0;
  for (const char byte : written) {
    if (byte < '0' || byte > '9') return 0;
    value = value * 10 + static_cast<std::uint32_t>(byte - '0');
  }
  return value;
}

std::uint32_t year(const FactText& text, std::uint32_t at) {
  if (!text.is_number(at) || text.surface(at).size() < 4) return 0;
  const std::uint32_t value = digits(text.surface(at).substr(0, 4), 4);
  const bool whole = text.surface(at).size() == 4 || (text.surface(at).size() == 5 && text.surface(at).ends_with('.'));
  return whole && value >= 1990 && value <= 2199 ? value : 0;
}

std::string two(std::uint32_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

bool plausible(std::uint32_t month, std::uint32_t day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; }

std::string iso_of(std::uint32_t year, std::uint32_t month, std::uint32_t day) {
  return plausible(month, day) ? std::to_string(year) + "-" + two(month) + "-" + two(day) : std::string();
}

// "31.3.2025", "31/3-2025", "31-03-2025", "2025-03-31"; of "31/3" in front of its year the day and month alone.
struct Written {
  std::array<std::uint32_t, 3> parts{};
  std::size_t count = 0;
  bool year_first = false;
};

Written written_date(std::string_view written) {
  Written date;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= written.size() && date.count < date.parts.size(); ++at) {
    const bool mark = at == written.size() || written[at] == '.' || written[at] == '/' || written[at] == '-';
    if (!mark) continue;
    const std::string_view part = written.substr(begin, at - begin);
    const std::uint32_t value = digits(part, 4);
    if (value == 0 || part.size() == 3) return {};
    if (part.size() == 4 && date.count == 0) date.year_first = true;
    if (part.size() == 4 && date.count == 1) return {};
    date.parts[date.count++] = value;
    begin = at + 1;
    if (at == written.size()) return date;
  }
  return begin >= written.size() ? date : Written{};
}

// A date in digits.
StatedDate in_digits(FactText& text, std::uint32_t at) {
  constexpr std::uint32_t kFirstYear = 1990;
  const Written date = written_date(text.surface(at));
  if (date.count == 3) {
    const std::uint32_t year = date.year_first ? date.parts[0] : date.parts[2];
    if (year < kFirstYear) return {};
    return {iso_of(year, date.parts[1], date.year_first ? date.parts[2] : date.parts[0]), at, at + 1};
  }
  // "2025-03"
  if (date.count == 2 && date.year_first && date.parts[0] >= kFirstYear && date.parts[1] <= 12 &&
      text.surface(at).size() == 7 && text.surface(at)[4] == '-')
    return {std::to_string(date.parts[0]) + "-" + two(date.parts[1]), at, at + 1};
  // "31/3 2025"
  const bool slash = text.surface(at).find('/') != std::string_view::npos;
  if (date.count == 2 && slash && !date.year_first && year(text, at + 1) > 0)
    return {iso_of(year(text, at + 1), date.parts[1], date.parts[0]), at, at + 2};
  return {};
}

// The quarter that begins at `at`, with its year: "2. kvartal 2025", "andra kvartalet 2025", "kvartal 2 2025",
// "Q2 2025".
StatedDate quarter_at(FactText& text, std::uint32_t at) {
  const std::string_view written = text.surface(at);
  std::uint32_t quarter = 0;
  std::uint32_t next = at + 2;
  if (text.is(at + 1, FactWord::quarter_word)) {
    if (text.is_number(at)) quarter = digits(written, 2);
    if (text.is(at, FactWord::quarter)) quarter = static_cast<std::uint32_t>(text.known(at).value);
  } else if (text.is(at, FactWord::quarter_word) && at + 1 < text.size()) {
    quarter = digits(text.surface(at + 1), 1);
  } else if (written.size() == 2 && (written[0] == 'Q' || written[0] == 'q')) {
    quarter = digits(written.substr(1), 1);
    next = at + 1;
  }
  const std::uint32_t of = year(text, next);
  if (quarter < 1 || quarter > 4 || of == 0) return {};
  return {std::to_string(of) + "-Q" + std::to_string(quarter), at, next + 1};
}

}  // namespace

StatedDate date_at(FactText& text, std::uint32_t at) {
  if (at >= text.size()) return {};
  if (StatedDate quarter = quarter_at(text, at); !quarter.iso.empty()) return quarter;
  if (text.is_number(at)) {
    if (StatedDate date = in_digits(text, at); !date.iso.empty()) return date;
    const std::uint32_t day = digits(text.surface(at), 2);
    // "31." may be two tokens
    const std::uint32_t month = text.is_mark(at + 1, ".") && text.is(at + 2, FactWord::month) ? at + 2 : at + 1;
    if (day > 0 && text.is(month, FactWord::month)) {
      const std::uint32_t of = year(text, month + 1);
      if (of == 0) return {};
      return {iso_of(of, static_cast<std::uint32_t>(text.known(month).value), day), at, month + 2};
    }
    if (year(text, at) > 0) return {std::to_string(year(text, at)), at, at + 1};
    return {};
  }
  if (!text.is(at, FactWord::month) || year(text, at + 1) == 0) return {};
  const auto month = static_cast<std::uint32_t>(text.known(at).value);
  return {std::to_string(year(text, at + 1)) + "-" + two(month), at, at + 2};
}

std::uint32_t time_end(FactText& text, std::uint32_t at) {
  constexpr std::uint32_t kBefore = 3;  // "den", "i", "mandag den"
  std::uint32_t from = at;
  while (from < at + kBefore && (text.is(from, FactWord::due_weak) || text.is(from, FactWord::date_before) ||
                                 text.is(from, FactWord::year_word)))
    ++from;
  if (const StatedDate date = date_at(text, from); !date.iso.empty()) return date.end;
  // "den 12 mars", "i maj", "i dag", "i juni i \u00E5r"
  if (text.is_number(from) && text.is(from + 1, FactWord::month)) return from + 2;
  if (from > at && text.is(from, FactWord::month)) return from + 1;
  if (from > at && text.is(from, FactWord::today)) return from + 1;
  return from > at && text.is(from - 1, FactWord::year_word) ? from : at;
}

}  // namespace ordagrant::passages::internal
