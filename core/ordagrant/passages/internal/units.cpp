#include "ordagrant/passages/internal/units.h"

#include <algorithm>
#include <optional>

#include "ordagrant/passages/internal/quantities.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

constexpr std::uint32_t kAdjectives = 2;  // between a number and its noun

bool is_adjective(FactText& text, std::uint32_t at) {
  if (text.is(at, FactWord::adjective)) return true;
  if (!text.is_word(at) || text.is(at, FactWord::function) || text.is(at, FactWord::counted)) return false;
  const std::string& word = text.lower(at);
  return text.words().has(FactAffix::adjective_ending, word) && !text.words().has(FactAffix::noun_ending, word) &&
         is_noun(text, at + 1);
}

// "203,13 \u00E5r 2023": the year of the number, not its unit.
bool names_year(FactText& text, std::uint32_t at) {
  if (!text.is(at, FactWord::year_word) || !text.is_number(at + 1)) return false;
  const std::optional<Numeral> year = numeral(text.surface(at + 1));
  return year && could_be_year(*year);
}

}  // namespace

bool is_noun(FactText& text, std::uint32_t at) {
  return text.is_word(at) && !text.capital(at) && !text.is(at, FactWord::function) && !text.is(at, FactWord::one) &&
         !text.begins_block(at) &&
         (text.is(at, FactWord::counted) || !text.words().has(FactAffix::verb_ending, text.lower(at))) &&
         !text.surface(at).ends_with('.') && !text.surface(at).ends_with('-');
}

bool bare_adjective(FactText& text, std::uint32_t at) {
  if (text.is(at, FactWord::adjective)) return true;
  const std::string& word = text.lower(at);
  return !text.is(at, FactWord::counted) && !word.ends_with("nde") &&
         text.words().has(FactAffix::adjective_ending, word) && !text.words().has(FactAffix::noun_ending, word);
}

TokenRange unit_at(FactText& text, std::uint32_t at) {
  if (!text.goes_on(at)) return {};
  if (text.is(at, FactWord::multiple)) {
    std::uint32_t end = at + 1;
    const bool counts = text.is(end, FactWord::measure) || text.is(end, FactWord::counted);
    if (counts && text.goes_on(end) && !names_year(text, end)) ++end;
    return {at, end};
  }
  if (names_year(text, at)) return {};
  if (text.is(at, FactWord::measure)) {
    const bool celsius = text.is_mark(at, "\u00B0") && text.is_mark(at + 1, "C");
    return {at, at + (celsius ? 2 : 1)};
  }
  std::uint32_t end = at;
  while (end < at + kAdjectives && is_adjective(text, end)) ++end;
  const bool torn = end > at && text.begins_block(end);
  const bool noun = is_noun(text, end) && !torn && !text.is(end, FactWord::decide) &&
                    !text.is(end, FactWord::passive) && !bare_adjective(text, end);
  if (noun) return {end, end + 1};
  // "en av tre unga k\u00E4nner"; "4 nya" is as good as no unit
  if (end > at && text.is(end - 1, FactWord::counted)) return {end - 1, end};
  return {};
}

std::string unit_text(const FactText& text, TokenRange unit) {
  std::string lower;
  text::lower(text.text(unit), lower);
  std::replace(lower.begin(), lower.end(), '\n', ' ');
  return lower;
}

bool same_unit(FactText& text, TokenRange left, TokenRange right) {
  if (left.empty() || right.empty()) return true;
  std::string one = unit_text(text, left);
  std::string other = unit_text(text, right);
  if (one.ends_with('.')) one.pop_back();
  if (other.ends_with('.')) other.pop_back();
  return one == other;
}

}  // namespace ordagrant::passages::internal
