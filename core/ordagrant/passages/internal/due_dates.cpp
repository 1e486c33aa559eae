#include "ordagrant/passages/internal/due_dates.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace ordagrant::passages::internal {

namespace {

constexpr std::uint32_t kReach = 60;  // tokens that are read for a date
constexpr std::uint32_t kToCue = 6;   // tokens between "senast" and its date

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

std::uint32_t year(FactText& text, std::uint32_t at) {
  if (!text.is_number(at) || text.surface(at).size() < 4) return 0;
  const std::uint32_t value = digits(text.surface(at).substr(0, 4), 4);
  const bool whole = text.surface(at).size() == 4 || (text.surface(at).size() == 5 && text.surface(at).ends_with('.'));
  return whole && value >= 1990 && value <= 2199 ? value : 0;
}

std::string two(std::uint32_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

struct Date {
  std::string iso;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

bool plausible(std::uint32_t month, std::uint32_t day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; }

// A date that begins at `at`; without a text there is none.
Date date_at(FactText& text, std::uint32_t at) {
  if (text.is_number(at)) {
    const std::string_view written = text.surface(at);
    if (written.size() == 10 && written[4] == '-' && written[7] == '-' &&
        plausible(digits(written.substr(5, 2), 2), digits(written.substr(8, 2), 2)) &&
        digits(written.substr(0, 4), 4) > 0)
      return {std::string(written), at, at + 1};
    const std::uint32_t day = digits(written, 2);
    if (day > 0 && text.is(at + 1, FactWord::month)) {
      const auto month = static_cast<std::uint32_t>(text.known(at + 1).value);
      const std::uint32_t of = year(text, at + 2);
      if (of > 0 && plausible(month, day)) return {std::to_string(of) + "-" + two(month) + "-" + two(day), at, at + 3};
      return {};
    }
    // "2. kvartal 2025"
    if (day >= 1 && day <= 4 && text.is(at + 1, FactWord::quarter_word) && year(text, at + 2) > 0)
      return {std::to_string(year(text, at + 2)) + "-Q" + std::to_string(day), at, at + 3};
    if (year(text, at) > 0) return {std::to_string(year(text, at)), at, at + 1};
    return {};
  }
  if (text.is(at, FactWord::month)) {
    const auto month = static_cast<std::uint32_t>(text.known(at).value);
    if (year(text, at + 1) > 0) return {std::to_string(year(text, at + 1)) + "-" + two(month), at, at + 2};
    return {};
  }
  if (text.is(at, FactWord::quarter) && text.is(at + 1, FactWord::quarter_word) && year(text, at + 2) > 0) {
    const auto quarter = static_cast<std::uint32_t>(text.known(at).value);
    return {std::to_string(year(text, at + 2)) + "-Q" + std::to_string(quarter), at, at + 3};
  }
  // "kvartal 2 2025", "Q2 2025"
  if (text.is(at, FactWord::quarter_word)) {
    const std::uint32_t quarter = at + 1 < text.size() ? digits(text.surface(at + 1), 1) : 0;
    if (quarter >= 1 && quarter <= 4 && year(text, at + 2) > 0)
      return {std::to_string(year(text, at + 2)) + "-Q" + std::to_string(quarter), at, at + 3};
  }
  if (text.is_word(at) && text.surface(at).size() == 2 && (text.surface(at)[0] == 'Q' || text.surface(at)[0] == 'q')) {
    const std::uint32_t quarter = digits(text.surface(at).substr(1), 1);
    if (quarter >= 1 && quarter <= 4 && year(text, at + 1) > 0)
      return {std::to_string(year(text, at + 1)) + "-Q" + std::to_string(quarter), at, at + 2};
  }
  return {};
}

}  // namespace

std::string due_date(FactText& text, TokenRange range) {
  const std::uint32_t last = std::min(range.end, range.begin + kReach);
  bool gives_back = false;
  std::uint32_t cue = 0;  // the token after the last cue; 0: none
  std::uint32_t weak = 0;
  for (std::uint32_t at = range.begin; at < last; ++at) {
    const KnownWord known = text.known(at);
    if (known.is(FactWord::giving_back)) gives_back = true;
    if (known.is(FactWord::due)) cue = at + 1;
    if (known.is(FactWord::due_weak)) weak = at + 1;
    if (known.is(FactWord::from)) cue = weak = 0;
    const Date date = date_at(text, at);
    if (date.iso.empty()) continue;
    if (cue > 0 && at - cue <= kToCue) return date.iso;
    if (weak > 0 && gives_back && at - weak <= 2) return date.iso;
    at = date.end - 1;
  }
  return {};
}

}  // namespace ordagrant::passages::internal
