#include "ordagrant/passages/internal/figures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

// How many tokens lie between the things that belong together (read off some thousand sentences of public prose).
constexpr std::uint32_t kFiller = 3;        // between a word like "till" and its number
constexpr std::uint32_t kToComparison = 7;  // between a figure and what it is compared with
constexpr std::uint32_t kToChange = 15;     // between a verb of change and "fr\u00E5n"
constexpr std::uint32_t kAdjectives = 2;    // between a number and its noun

constexpr double kFirstYear = 1800;
constexpr double kLastYear = 2199;

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// What digits look like, before anything is known of their neighbours.
struct Numeral {
  double value = 0;
  bool whole = true;       // no decimals
  bool plain = true;       // nothing but digits
  bool full_stop = false;  // decimals behind a full stop: as likely a version, a chapter or a time
  std::size_t digits = 0;
};

// The digits of `digits` without the spaces and stops that group them.
std::optional<Numeral> numeral(std::string_view digits) {
  constexpr std::size_t kMostDigits = 15;
  constexpr std::array<std::string_view, 5> kSpaces{" ", "\u00A0", "\u2009", "\u202F", "'"};
  Numeral found;
  std::string whole;
  std::string decimals;
  std::size_t at = 0;
  std::size_t group = 0;  // digits since the last mark
  bool grouped = false;
  while (at < digits.size()) {
    if (is_digit(digits[at])) {
      whole += digits[at++];
      ++group;
      continue;
    }
    found.plain = false;
    const bool three_follow = digits.size() >= at + 4 && is_digit(digits[at + 1]) && is_digit(digits[at + 2]) &&
                              is_digit(digits[at + 3]) && (digits.size() == at + 4 || !is_digit(digits[at + 4]));
    std::size_t space = 0;
    for (const std::string_view one : kSpaces)
      if (digits.substr(at).starts_with(one)) space = one.size();
    const bool stop_groups = digits[at] == '.' && three_follow && group >= 1 && group <= 3 && whole != "0";
    if (stop_groups || (space > 0 && group >= 1)) {
      at += std::max<std::size_t>(space, 1);
      group = 0;
      grouped = true;
      continue;
    }
    if ((digits[at] != ',' && digits[at] != '.') || group == 0) return std::nullopt;
    if (digits[at] == '.' && grouped) return std::nullopt;
    found.full_stop = digits[at] == '.';
    decimals = digits.substr(at + 1);
    if (decimals.empty() || !std::all_of(decimals.begin(), decimals.end(), is_digit)) return std::nullopt;
    found.whole = false;
    break;
  }
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return std::nullopt;
  found.digits = whole.size() + decimals.size();
  if (found.digits > kMostDigits) return std::nullopt;
  if (!decimals.empty()) whole += "." + decimals;
  std::from_chars(whole.data(), whole.data() + whole.size(), found.value);
  return found;
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

bool could_be_year(const Numeral& number) {
  return number.plain && number.digits == 4 && number.value >= kFirstYear && number.value <= kLastYear;
}

// A quantity as it is written: tokens [begin, end), its unit left out.
struct Quantity {
  TokenRange tokens;
  double value = 0;
  std::optional<double> high;
  bool word = false;  // written in letters
  bool fraction = false;
  Numeral numeral;  // of the first number
};

class Finder {
 public:
  Finder(FactText& text, std::vector<Fact>& facts) : text_(text), facts_(facts) {}

  void at(std::uint32_t start) {
    if (start < next_) return;
    std::optional<Quantity> quantity = quantity_at(start);
    if (!quantity) {
      refused_ = text_.is_number(start) ? start + 1 : 0;
      return;
    }
    if (quantity->tokens.begin < next_) quantity->tokens.begin = start;
    if (refused(*quantity)) return;
    figure(*quantity);
  }

  std::int64_t count(std::uint32_t at) {
    const std::optional<Quantity> quantity = quantity_at(at);
    if (!quantity || quantity->high || quantity->value < 0 || !quantity->numeral.whole || quantity->fraction) return -1;
    return static_cast<std::int64_t>(quantity->value);
  }

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }

  // --- what is written -------------------------------------------------------------------------------------------

  std::optional<Quantity> quantity_at(std::uint32_t at) {
    if (at >= text_.size()) return std::nullopt;
    return text_.is_number(at) ? digits_at(at) : letters_at(at);
  }

  std::optional<Quantity> digits_at(std::uint32_t at) {
    const std::string_view written = text_.surface(at);
    const Dash dash = dash_in(written);
    Quantity found;
    found.tokens = {at, at + 1};
    const std::optional<Numeral> first = numeral(dash.size > 0 ? written.substr(0, dash.at) : written);
    if (!first) return std::nullopt;
    found.numeral = *first;
    found.value = first->value;
    if (dash.size > 0) {
      const std::optional<Numeral> second = numeral(written.substr(dash.at + dash.size));
      // Years, codes and numbers of organisations do not rise, or do not look like a range.
      if (!second || second->value <= first->value || could_be_year(*first)) return std::nullopt;
      if (first->plain && second->plain && first->digits >= 5 && first->digits > second->digits) return std::nullopt;
      if (first->full_stop && second->full_stop) return std::nullopt;
      found.high = second->value;
      return found;
    }
    sign(found);
    // "45 - 90", with spaces around the dash.
    if ((text_.is_mark(at + 1, "\u2013") || text_.is_mark(at + 1, "-")) && text_.is_number(at + 2) &&
        text_.adjacent(at + 1) == text_.adjacent(at + 2)) {
      const std::optional<Numeral> second = numeral(text_.surface(at + 2));
      if (second && second->value > first->value && !could_be_year(*first)) {
        found.high = second->value;
        found.tokens.end = at + 3;
      }
    }
    return found;
  }

  // "-4,1", "+3,8", "minus 11,4".
  void sign(Quantity& found) {
    const std::uint32_t at = found.tokens.begin;
    if (at == 0) return;
    const std::uint32_t before = at - 1;
    const std::string_view mark = text_.surface(before);
    const bool free = !text_.adjacent(before) || text_.is_mark(before - 1, "(");
    const bool minus = mark == "-" || mark == "\u2212" || mark == "\u2013";
    if (text_.adjacent(at) && free && (minus || mark == "+") && !(text_.begins_line(before) && mark != "\u2212")) {
      if (minus) found.value = -found.value;
      found.tokens.begin = before;
    } else if (is(before, FactWord::minus)) {
      found.value = -found.value;
      found.tokens.begin = before;
    }
  }

  std::optional<Quantity> letters_at(std::uint32_t at) {
    const KnownWord& known = text_.known(at);
    Quantity found;
    found.word = true;
    found.tokens = {at, at + 1};
    if (known.is(FactWord::half)) {
      if (!is(at + 1, FactWord::of)) return std::nullopt;
      found.value = known.value == 0 ? 0.5 : known.value;
      found.fraction = true;
      return found;
    }
    // "en procent", "en miljon"
    if ((known.is(FactWord::measure) && text_.lower(at).starts_with("procent")) ||
        (known.is(FactWord::multiple) && known.value == 0)) {
      if (at == 0 || !is(at - 1, FactWord::one) || at - 1 < next_) return std::nullopt;
      found.tokens = {at - 1, at};
      found.value = 1;
      return found;
    }
    // "en tredjedel"; "tv\u00E5 tredjedelar" begins with its number
    if (known.is(FactWord::part)) {
      if (at == 0 || !is(at - 1, FactWord::one) || at - 1 < next_) return std::nullopt;
      found.tokens = {at - 1, at + 1};
      found.value = 1 / known.value;
      found.fraction = true;
      return found;
    }
    const std::optional<double> value = text_.words().number(text_.lower(at));
    if (!value) return std::nullopt;
    found.value = *value;
    return found;
  }

  // --- what is no figure -----------------------------------------------------------------------------------------

  bool refused(const Quantity& quantity) {
    const bool refers = referring(quantity);
    const bool code = !refers && coded(quantity);
    const bool no = refers || code || dated(quantity) || counted_off(quantity);
    // "punkterna 2 och 3", "Sida 1 (11)", "13.00-16.42 och 14.35": what comes after is of the same kind.
    const std::uint32_t begin = quantity.tokens.begin;
    const bool goes_on = !no && refused_ > 0 && !quantity.word && begin - refused_ <= 1 && !text_.begins_line(begin) &&
                         (begin == refused_ || continues(refused_)) && quantity.numeral.plain &&
                         !measured(quantity.tokens.end);
    refused_ = refers || code || goes_on ? quantity.tokens.end : 0;
    return no || goes_on;
  }

  // Does the token between two numbers say that the second is of the first one's kind?
  bool continues(std::uint32_t at) {
    const std::string_view mark = text_.surface(at);
    return is(at, FactWord::join) || is(at, FactWord::of) || mark == "," || mark == "(" || mark == "[" || mark == "-" ||
           mark == "\u2013";
  }

  // The number of something: a point, a page, a street, a road.
  bool referring(const Quantity& quantity) {
    const std::uint32_t begin = quantity.tokens.begin;
    if (is(quantity.tokens.end, FactWord::numbered_after) && !quantity.word) return true;
    if (begin == 0) return false;
    const std::uint32_t before = begin - 1;
    if (quantity.word) return is(before, FactWord::clock);
    if (is(before, FactWord::clock)) return true;
    if (is(before, FactWord::numbered) && quantity.numeral.whole) return !measured(quantity.tokens.end);
    if (is(before, FactWord::numbered) && quantity.numeral.full_stop) return true;
    if (!quantity.numeral.plain) return false;
    if (text_.token(before).kind == tokens::TokenKind::reference) return true;
    if (!text_.is_word(before)) return false;
    // "L 123", but not the Danish pronoun
    if (text_.surface(before).size() == 1 && text_.capital(before) && text_.surface(before) != "I")
      return !measured(quantity.tokens.end);
    const bool street = text_.capital(before) && text_.words().has(FactAffix::street, text_.lower(before));
    if (street && quantity.value < 1000 && !measured(quantity.tokens.end)) return true;
    // "Agenda 2030", "E 20", "Grupp 3": a name and its number.
    if (is(before, FactWord::filler) || is(before, FactWord::function)) return false;
    if (!text_.capital(before) || !unit_at(quantity.tokens.end).empty()) return false;
    const Passage* passage = text_.passage_of(begin);
    const bool row = passage != nullptr && passage->kind == PassageKind::table_row;
    return !row && !text_.is_number(quantity.tokens.end);
  }

  bool dated(const Quantity& quantity) {
    if (quantity.word) return false;
    const std::uint32_t begin = quantity.tokens.begin;
    const std::uint32_t end = quantity.tokens.end;
    const bool day = quantity.numeral.plain && quantity.numeral.digits <= 2;
    if (day && (is(end, FactWord::month) || (text_.is_mark(end, ".") && is(end + 1, FactWord::month)))) return true;
    if (day && is(end, FactWord::join) && text_.is_number(end + 1) && is(end + 2, FactWord::month)) return true;
    if (begin > 0 && is(begin - 1, FactWord::month) && text_.lower(begin - 1).size() > 2 && quantity.numeral.plain)
      return !measured(end);
    if (day && begin > 0 && is(begin - 1, FactWord::date_before)) return !measured(end);
    // "18.30" is a time, "4.2" a version: decimals behind a full stop are taken with a unit alone.
    if (quantity.numeral.full_stop && !measured(end)) return true;
    if (!could_be_year(quantity.numeral)) return false;
    if (is(end, FactWord::measure) && !text_.adjacent(begin)) return false;
    return !(is(end, FactWord::counted) && begin > 0 &&
             (is(begin - 1, FactWord::approximate) || quantity.value >= 2100 || !is(begin - 1, FactWord::function)));
  }

  // The number of a line in a list or a heading, or alone on its line.
  bool counted_off(const Quantity& quantity) {
    if (quantity.word) return false;
    const std::uint32_t begin = quantity.tokens.begin;
    const std::uint32_t end = quantity.tokens.end;
    const bool bullet = begin > 0 && text_.after_list_mark(begin - 1) == begin;  // "- 36 Efterv\u00E6rn"
    if ((!text_.begins_line(begin) && !bullet) || measured(end)) return false;
    if (end >= text_.size() || text_.begins_line(end)) return true;
    if (text_.is_mark(end, ")") || text_.is_mark(end, ".")) return true;
    // "3 (14)": a page
    if ((text_.is_mark(end, "(") || text_.is_mark(end, "[")) && text_.is_number(end + 1) && quantity.numeral.plain &&
        (end + 3 >= text_.size() || text_.begins_line(end + 3)))
      return true;
    if (quantity.high) return false;
    if (text_.is_mark(end, "\u201D") || text_.is_mark(end, "\"") || text_.is_mark(end, "\u00BB")) return true;
    return (quantity.numeral.whole || quantity.numeral.full_stop) && quantity.numeral.digits <= 4 && text_.capital(end);
  }

  // Post codes, telephone numbers, footnote marks, parts of codes.
  bool coded(const Quantity& quantity) {
    if (quantity.word) return false;
    const std::uint32_t begin = quantity.tokens.begin;
    const std::uint32_t end = quantity.tokens.end;
    if (text_.adjacent(begin)) {
      constexpr std::array<std::string_view, 11> kOpening{"(", "\u201D", "\"",     "\u00BB", "\u201C", "~",
                                                          "<", ">",      "\u2265", "\u2264", "\u20AC"};
      const std::string_view mark = text_.surface(begin - 1);
      if (std::find(kOpening.begin(), kOpening.end(), mark) == kOpening.end() && mark != "$" && mark != "\u00A3" &&
          mark != "\u00B1")
        return true;
    }
    if (begin > 0 && text_.surface(begin - 1).starts_with("..")) return true;  // "Ansvar ...... 14"
    // "fem (5)"
    if (begin >= 2 && text_.is_mark(begin - 1, "(") && text_.is_mark(end, ")") && text_.is_word(begin - 2) &&
        text_.words().number(text_.lower(begin - 2)) == quantity.value)
      return true;
    if (end + 1 < text_.size() && text_.is_mark(end, ".") && text_.adjacent(end) && text_.adjacent(end + 1))
      return true;
    if (end < text_.size() && text_.adjacent(end)) {
      const std::string_view mark = text_.surface(end);
      if (mark == "/" || mark == "_" || mark == "]" || mark == "#" || mark == "-" || mark == ":") {
        if (mark != ":" || (end + 1 < text_.size() && text_.adjacent(end + 1))) return true;
      }
    }
    if (quantity.numeral.plain && quantity.numeral.digits > 7 && !measured(end)) return true;
    if (!quantity.numeral.plain) return false;
    const bool spaced = end < text_.size() && text_.is_number(end) && !text_.begins_line(end);
    if (quantity.numeral.digits == 4 && text_.capital(end) && !text_.begins_line(end) && text_.is_word(end) &&
        !measured(end))
      return true;
    if (quantity.numeral.digits == 3 && spaced && text_.surface(end).size() == 2 && text_.capital(end + 1)) return true;
    if (quantity.numeral.digits == 2 && begin > 0 && text_.is_number(begin - 1) &&
        text_.surface(begin - 1).size() == 3 && text_.capital(end))
      return true;
    // "70 10 20 30"
    if (quantity.numeral.digits == 2 && (spaced || (begin > 0 && text_.is_number(begin - 1) && refused_ == begin))) {
      std::uint32_t run = begin;
      while (run < end + 3 && text_.is_number(run) && text_.surface(run).size() == 2) ++run;
      return run - begin >= 3 || refused_ == begin;
    }
    return false;
  }

  // --- what it counts --------------------------------------------------------------------------------------------

  bool measured(std::uint32_t at) { return is(at, FactWord::measure) || is(at, FactWord::multiple); }

  bool is_adjective(std::uint32_t at) {
    if (is(at, FactWord::adjective)) return true;
    if (!text_.is_word(at) || is(at, FactWord::function) || is(at, FactWord::counted)) return false;
    const bool fits = text_.words().has(FactAffix::adjective_ending, text_.lower(at));
    return fits && noun(at + 1);
  }

  // "trettio\u00E5tta on\u00F6diga.": nothing is named. Participles in -nde often are nouns (studerande).
  bool bare_adjective(std::uint32_t at) {
    return is(at, FactWord::adjective) || (!is(at, FactWord::counted) && !text_.lower(at).ends_with("nde") &&
                                           text_.words().has(FactAffix::adjective_ending, text_.lower(at)));
  }

  bool noun(std::uint32_t at) {
    return text_.is_word(at) && !text_.capital(at) && !is(at, FactWord::function) && !is(at, FactWord::one) &&
           !text_.begins_block(at) &&
           (is(at, FactWord::counted) || !text_.words().has(FactAffix::verb_ending, text_.lower(at))) &&
           !text_.surface(at).ends_with('.') && !text_.surface(at).ends_with('-');
  }

  // The tokens of the unit that begins at `at`; none: empty.
  TokenRange unit_at(std::uint32_t at) {
    if (at >= text_.size()) return {};
    if (is(at, FactWord::multiple)) {
      std::uint32_t end = at + 1;
      if (is(end, FactWord::measure) || is(end, FactWord::counted)) ++end;
      return {at, end};
    }
    if (is(at, FactWord::measure)) {
      const bool celsius = text_.is_mark(at, "\u00B0") && text_.is_mark(at + 1, "C");
      return {at, at + (celsius ? 2 : 1)};
    }
    std::uint32_t end = at;
    while (end < at + kAdjectives && is_adjective(end)) ++end;
    if (!noun(end) || (end > at && text_.begins_line(end) && text_.begins_block(end))) {
      // "4 nya" is as good as no unit
      return {};
    }
    if (is(end, FactWord::decide) || is(end, FactWord::passive) || bare_adjective(end)) return {};
    return {end, end + 1};
  }

  std::string unit_text(TokenRange unit) {
    std::string lower;
    text::lower(text_.text(unit), lower);
    std::replace(lower.begin(), lower.end(), '\n', ' ');
    return lower;
  }

  // --- what it is compared with ----------------------------------------------------------------------------------

  // A quantity at `at` or a few words behind it.
  std::optional<Quantity> near(std::uint32_t at, std::uint32_t fillers = kFiller) {
    for (std::uint32_t token = at; token < text_.size() && token <= at + fillers; ++token) {
      const bool sign = text_.is_number(token + 1) && text_.adjacent(token + 1) &&
                        (text_.is_mark(token, "+") || text_.is_mark(token, "-") || text_.is_mark(token, "\u2212"));
      if (sign) continue;
      if (text_.is_number(token) || (text_.is_word(token) && text_.words().may_begin(text_.surface(token)))) {
        std::optional<Quantity> found = quantity_at(token);
        if (found) {
          if (found->numeral.full_stop && !measured(found->tokens.end)) return std::nullopt;
          if (could_be_year(found->numeral) && !measured(found->tokens.end)) return std::nullopt;
          return found;
        }
      }
      if (!is(token, FactWord::filler) && !is(token, FactWord::minus)) return std::nullopt;
    }
    return std::nullopt;
  }

  bool same_unit(TokenRange left, TokenRange right) {
    if (left.empty() || right.empty()) return true;
    std::string one = unit_text(left);
    std::string other = unit_text(right);
    if (one.ends_with('.')) one.pop_back();
    if (other.ends_with('.')) other.pop_back();
    return one == other;
  }

  bool rises_before(std::uint32_t at) {
    const std::uint32_t from = std::max(text_.sentence(at).begin, at < kToChange ? 0 : at - kToChange);
    for (std::uint32_t token = from; token < at; ++token)
      if (is(token, FactWord::rise)) return true;
    return false;
  }

  // The word before a quantity that belongs to it ("fr\u00E5n", "mellan"), past fillers; size() if there is none.
  std::uint32_t leading(std::uint32_t begin, FactWord kind) {
    for (std::uint32_t back = 1; back <= 2 && back <= begin; ++back) {
      if (is(begin - back, kind)) return begin - back;
      if (!is(begin - back, FactWord::filler)) break;
    }
    return text_.size();
  }

  // --- a figure --------------------------------------------------------------------------------------------------

  void figure(Quantity quantity) {
    Fact fact;
    fact.kind = FactKind::figure;
    TokenRange all = quantity.tokens;
    TokenRange unit = unit_at(all.end);
    bool stated = !quantity.word;  // a number word alone may be anything

    if (quantity.fraction || is(all.end, FactWord::part)) {
      parts(quantity, all, unit);
      stated = true;
    } else if (pair(quantity, all, unit, fact)) {
      stated = true;
    } else {
      if (!unit.empty()) all.end = unit.end;
      if (out_of(quantity, all, unit, fact)) {
        stated = true;
      } else {
        comparison(quantity, all, unit, fact);
      }
    }
    if (quantity.word && !stated && !stated_in_letters(quantity, unit)) return;

    if (unit.empty()) unit = unit_of_next(all.end);
    if (unit.empty() && quantity.tokens.begin > 0 && is(quantity.tokens.begin - 1, FactWord::measure) &&
        !quantity.word && !text_.is_number(quantity.tokens.begin - 2)) {
      unit = {quantity.tokens.begin - 1, quantity.tokens.begin};  // "SEK 500"
      all.begin = unit.begin;
    }
    fact.value = quantity.value;
    fact.value_high = quantity.high;
    if (!unit.empty()) fact.unit = unit_text(unit);
    fact.span = {text_.token(all.begin).span.begin, text_.token(all.end - 1).span.end};
    fact.passage = text_.passage(all.begin);
    facts_.push_back(std::move(fact));
    next_ = all.end;
    refused_ = 0;
  }

  // "h\u00E4lften av enheterna", "tv\u00E5 tredjedelar av personalen"
  void parts(Quantity& quantity, TokenRange& all, TokenRange& unit) {
    if (!quantity.fraction) {
      quantity.value /= text_.known(all.end).value;
      ++all.end;
    }
    unit = {};
    if (is(all.end, FactWord::multiple)) {
      unit = unit_at(all.end);
      all.end = unit.end;
    } else if (is(all.end, FactWord::of) && noun(all.end + 1)) {
      unit = {all.end + 1, all.end + 2};
      all.end = unit.end;
    }
  }

  // "fr\u00E5n 62 % till 8 %", "fr\u00E5n 6 till 16 \u00E5r", "mellan 86 och 89 procent", "10 till 15 procent"
  bool pair(Quantity& quantity, TokenRange& all, TokenRange& unit, Fact& fact) {
    if (quantity.high) return false;
    const std::uint32_t from = leading(quantity.tokens.begin, FactWord::from);
    const std::uint32_t between = leading(quantity.tokens.begin, FactWord::between);
    const std::uint32_t join = unit.empty() ? all.end : unit.end;
    const bool ranges = between < text_.size() && is(join, FactWord::both);
    std::uint32_t to = join;
    if (from < text_.size() && !is(to, FactWord::to) && unit.empty() && is(to + 1, FactWord::to)) ++to;
    if (!ranges && !(is(to, FactWord::to) && (from < text_.size() || unit.empty()))) return false;
    const std::optional<Quantity> other = near(ranges ? join + 1 : to + 1);
    if (!other || other->high || other->fraction || (quantity.word && !other->word && from >= text_.size()))
      return false;
    const TokenRange second = unit_at(other->tokens.end);
    if (!same_unit(unit, second)) return false;
    const bool rises = other->value > quantity.value;
    if (quantity.word && other->word && unit.empty() && second.empty() && !rises_before(quantity.tokens.begin))
      return false;
    if (ranges || (from >= text_.size())) {
      if (!rises) return false;
      quantity.high = other->value;
    } else if (rises && !rises_before(from)) {
      quantity.high = other->value;
    } else {
      fact.compared = quantity.value;
      quantity.value = other->value;
      quantity.numeral = other->numeral;
    }
    all.end = other->tokens.end;
    if (!second.empty()) {
      unit = second;
      all.end = second.end;
    }
    return true;
  }

  // "tolv av tjugo rektorer", "8 ud af 10"
  bool out_of(Quantity& quantity, TokenRange& all, TokenRange& unit, Fact& fact) {
    if (quantity.high) return false;
    std::uint32_t of = all.end;
    if (unit.empty() && !is(of, FactWord::of) && is(of + 1, FactWord::of)) ++of;
    if (!is(of, FactWord::of)) return false;
    std::uint32_t whole = of + 1;
    if (is(whole, FactWord::definite) || is(whole, FactWord::filler)) ++whole;
    const std::optional<Quantity> other = near(whole, 0);
    if (!other || other->high || other->value < quantity.value || other->fraction) {
      if (unit.empty() && noun(of + 1) && of == all.end) {
        unit = {of + 1, of + 2};
        all.end = unit.end;
        return true;
      }
      return false;
    }
    if (is(other->tokens.end, FactWord::month)) return false;
    fact.compared = other->value;
    all.end = other->tokens.end;
    const TokenRange second = unit_at(all.end);
    if (!second.empty()) {
      if (unit.empty()) unit = second;
      all.end = second.end;
    }
    return true;
  }

  // "51 po\u00E4ng (snittet 55)", "12,3 (11,4) mnkr", "430 kr j\u00E4mf\u00F6rt med 412 kr", "till 81 fr\u00E5n 79"
  void comparison(Quantity& quantity, TokenRange& all, TokenRange& unit, Fact& fact) {
    if (unit.empty() && text_.is_mark(all.end, "(") && !quantity.word) {
      const std::optional<Quantity> other = near(all.end + 1, 0);
      if (other && !other->high && text_.is_mark(other->tokens.end, ")")) {
        const TokenRange second = unit_at(other->tokens.end + 1);
        if (!second.empty() && is(second.begin, FactWord::measure)) {
          fact.compared = other->value;
          unit = second;
          all.end = second.end;
          return;
        }
      }
    }
    const std::uint32_t last = std::min(text_.size(), all.end + kToComparison);
    for (std::uint32_t token = all.end; token < last; ++token) {
      if (text_.is_mark(token, "(")) {
        in_brackets(token + 1, all, unit, fact);
        return;
      }
      if (text_.is_mark(token, ".") || text_.is_mark(token, ";") || text_.begins_block(token)) return;
      const KnownWord& known = text_.known(token);
      const bool against = known.is(FactWord::against);
      const bool compared = known.is(FactWord::compared);
      const bool from = known.is(FactWord::from) && token == all.end && rises_before(quantity.tokens.begin);
      if (against || compared || from) {
        const std::optional<Quantity> other = near(token + 1);
        if (!other || other->high) {
          if (compared) continue;
          return;
        }
        compare(*other, all, unit, fact);
        return;
      }
      if ((text_.is_number(token) && !year(token)) || known.is(FactWord::that) || known.is(FactWord::relative)) return;
    }
  }

  bool year(std::uint32_t at) {
    const std::optional<Numeral> found = numeral(text_.surface(at));
    return found && could_be_year(*found);
  }

  void in_brackets(std::uint32_t at, TokenRange& all, TokenRange& unit, Fact& fact) {
    bool named = at >= 2 && text_.words().has(FactAffix::label, text_.lower(at - 2)) && !is(at - 2, FactWord::function);
    constexpr std::uint32_t kLabel = 5;  // tokens between the bracket and the number
    for (std::uint32_t token = at; token < text_.size() && token < at + kLabel; ++token) {
      if (text_.is_mark(token, ":")) continue;
      if (text_.is_number(token) && !year(token)) {
        const std::optional<Quantity> other = quantity_at(token);
        if (named && other && !other->high) compare(*other, all, unit, fact);
        return;
      }
      const bool label = text_.is_number(token) || text_.words().has(FactAffix::label, text_.lower(token));
      if (!label && !is(token, FactWord::filler) && !is(token, FactWord::with) && !is(token, FactWord::compared) &&
          !is(token, FactWord::copula))
        return;
      named = true;
    }
  }

  void compare(const Quantity& other, TokenRange& all, TokenRange& unit, Fact& fact) {
    const TokenRange second = unit_at(other.tokens.end);
    const bool measures = !second.empty() && measured(second.begin);
    const bool same = same_unit(unit, second);
    if (!same && (measures || (!unit.empty() && !measured(unit.begin)))) return;
    fact.compared = other.value;
    all.end = same && !second.empty() ? second.end : other.tokens.end;
    if (same && unit.empty() && measures) unit = second;
  }

  // "12 respektive 15 procent": the unit stands with the last.
  TokenRange unit_of_next(std::uint32_t end) {
    if (!is(end, FactWord::join)) return {};
    const std::optional<Quantity> other = near(end + 1, 0);
    if (!other) return {};
    const TokenRange unit = unit_at(other->tokens.end);
    return unit.empty() || !measured(unit.begin) ? TokenRange{} : unit;
  }

  bool stated_in_letters(const Quantity& quantity, TokenRange unit) {
    const std::uint32_t begin = quantity.tokens.begin;
    const std::uint32_t end = quantity.tokens.end;
    if (!unit.empty()) return measured(unit.begin) || begin == 0 || !is(begin - 1, FactWord::definite);
    const bool closes = end >= text_.size() || text_.token(end).kind == tokens::TokenKind::mark || bare_adjective(end);
    if (begin == 0 || text_.sentence(begin).begin == begin)
      return text_.is_word(end) && text_.capital(begin) && quantity.value < 100;
    if (!closes) return text_.is_mark(begin - 1, "(") && text_.is_mark(end, ")");
    return is(begin - 1, FactWord::to) || text_.is_mark(begin - 1, "(") ||
           (is(begin - 1, FactWord::auxiliary) && text_.is_mark(end, ".")) || is(begin - 1, FactWord::copula);
  }

  FactText& text_;
  std::vector<Fact>& facts_;
  std::uint32_t next_ = 0;     // the first token that no figure has taken
  std::uint32_t refused_ = 0;  // the end of the number before, if it was no figure; 0: it was one
};

}  // namespace

void find_figures(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> taken,
                  std::vector<Fact>& facts) {
  Finder finder(text, facts);
  std::size_t vote = 0;
  for (const std::uint32_t start : starts) {
    while (vote < taken.size() && taken[vote].end <= start) ++vote;
    if (vote < taken.size() && taken[vote].begin <= start) continue;
    finder.at(start);
  }
}

std::int64_t count_at(FactText& text, std::uint32_t at) {
  std::vector<Fact> none;
  return Finder(text, none).count(at);
}

}  // namespace ordagrant::passages::internal
