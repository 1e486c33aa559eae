#include "ordagrant/privacy/internal/chain.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "ordagrant/privacy/internal/signs.h"
#include "ordagrant/privacy/internal/vocabulary.h"

namespace ordagrant::privacy::internal {

namespace {

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

bool is_year(std::string_view four) { return four.starts_with("19") || four.starts_with("20"); }

bool is_month(std::string_view two) { return number(two) >= 1 && number(two) <= 12; }

// A day of the month; in a samordningsnummer 60 is added.
bool is_day(std::string_view two) {
  constexpr int kAdded = 60;
  const int day = number(two) > kAdded ? number(two) - kAdded : number(two);
  return day >= 1 && day <= 31;
}

// Six digits as a date of birth, the Swedish or the Danish way round.
bool swedish_birth(std::string_view six) { return is_month(six.substr(2, 2)) && is_day(six.substr(4, 2)); }
bool danish_birth(std::string_view six) { return is_day(six.substr(0, 2)) && is_month(six.substr(2, 2)); }

// Whether the last digit of a number is right by the algorithm of Luhn (ISO/IEC 7812-1).
bool luhn(std::string_view digits) {
  int sum = 0;
  bool doubled = false;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
    const int value = (*digit - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

// A Norwegian birth number: the day first (40 is added to it in a D-number), and two check digits.
bool norwegian_number(std::string_view eleven) {
  constexpr int kAdded = 40;
  constexpr int kModulus = 11;
  constexpr std::array<int, 10> kFirst{3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
  constexpr std::array<int, 11> kSecond{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  const int day = number(eleven.substr(0, 2));
  const bool birthday = is_day(eleven.substr(0, 2)) || (day > kAdded && day <= kAdded + 31);
  if (!birthday || !is_month(eleven.substr(2, 2))) return false;
  const auto checks = [&](const auto& weights) {
    int sum = 0;
    for (std::size_t at = 0; at < weights.size(); ++at) sum += weights[at] * (eleven[at] - '0');
    return sum % kModulus == 0;
  };
  return checks(kFirst) && checks(kSecond);
}

// Whether groups are a date or two years, whatever else they could be.
bool is_date(std::string_view shape, std::string_view digits) {
  if (is_one_of(shape, {"8", "4-2-2", "4 2 2", "4.2.2", "4/2/2"}))
    return is_year(digits) && is_month(digits.substr(4, 2)) && is_day(digits.substr(6, 2));
  if (is_one_of(shape, {"2-2-4", "2.2.4", "2/2/4", "2/2 4", "2/2-4", "2 2 4"}))
    return is_year(digits.substr(4)) && is_month(digits.substr(2, 2)) && is_day(digits.substr(0, 2));
  return (shape == "4-4" || shape == "4 4") && is_year(digits) && is_year(digits.substr(4));
}

// With a hyphen or plus before the last four the shape is enough; without, it could be an amount or a case.
bool is_marked_identity(std::string_view shape) {
  return is_one_of(shape, {"6-4",     "6+4",     "8-4",       "8+4",     "6 - 4",   "8 - 4",   "6- 4",    "8- 4",
                           "6 -4",    "8 -4",    "2 6-4",     "2.2.2-4", "2-2-2-4", "2 2 2-4", "2/2/2-4", "4-2-2-4",
                           "4.2.2-4", "4 2 2-4", "2 2 2 - 4", "6 + 4",   "8 + 4",   "2.2.2.4", "6--4",    "8--4"});
}

bool is_bare_identity(std::string_view shape) { return shape == "10" || shape == "12"; }

// The shapes of a Norwegian number.
bool is_eleven(std::string_view shape) {
  return is_one_of(shape, {"11", "6 5", "6-5", "2 2 2 5", "2.2.2 5", "2.2.2-5"});
}

// Of twelve digits the first two are of a year.
bool has_century(std::string_view digits) { return digits.size() != 12 || is_year(digits) || digits.starts_with("18"); }

// A Swedish number whose date and check digit are right.
bool swedish_number(std::string_view ten) { return swedish_birth(ten) && luhn(ten); }

std::optional<PersonalKind> identity(std::string_view shape, std::string_view digits, const Around& around) {
  if (is_eleven(shape)) {
    const bool named = (around.label & kIdentity) != 0 && danish_birth(digits);
    const bool valid = norwegian_number(digits) && !around.unit;
    if (named || valid) return PersonalKind::identity;
    return std::nullopt;
  }
  const bool marked = is_marked_identity(shape);
  const bool bare = is_bare_identity(shape);
  const bool spaced = is_one_of(shape, {"6 4", "8 4", "2 2 2 4", "4 2 2 4", "2 6 4", "2 8", "6 2 2", "8 2 2"});
  if (!marked && !bare && !spaced) return std::nullopt;
  const std::string_view ten = digits.substr(digits.size() - 10);
  const bool birth = swedish_birth(ten) || danish_birth(ten);
  const bool valid = swedish_number(ten);
  if ((around.label & kGuard) != 0 && !valid && !(marked && birth)) return std::nullopt;
  if ((around.label & kIdentity) != 0 || valid) return PersonalKind::identity;
  if (spaced && (!birth || around.number_before || around.number_behind)) return std::nullopt;
  if (!marked && around.unit) return std::nullopt;
  if (!has_century(digits)) return std::nullopt;
  // A mobile number has ten digits, too: 07 begins those of Sweden.
  if (bare && around.swedish && (digits.starts_with("07") || (digits.starts_with('0') && !around.danish)))
    return PersonalKind::phone;
  return PersonalKind::identity;
}

// "f\u00F6dd 1971-03-04", "f. 710304"
bool birth_date(std::string_view shape, std::string_view digits, const Around& around) {
  if ((around.label & kBirth) == 0 || around.unit) return false;
  if (is_date(shape, digits)) return true;
  return is_one_of(shape, {"6", "2-2-2", "2.2.2", "2/2-2", "2/2 2"}) && (swedish_birth(digits) || danish_birth(digits));
}

// With its country: "+46 70 ...", "0046 ...".
bool international(const Chain& chain, std::size_t count, std::string_view digits, const Around& around) {
  for (std::size_t index = 0; index + 1 < count; ++index)
    if (!is_one_of(chain.between(index), {" ", "-", ".", "/", "(", ")", " (", ") ", ")-", " - "})) return false;
  if (!around.plus) {
    if (!digits.starts_with("00") || digits.size() < 3 || digits[2] == '0') return false;
    digits.remove_prefix(2);
  }
  if (digits.starts_with('0')) return false;
  constexpr std::size_t kLeast = 9;  // of all, with the country
  const std::size_t most = digits.starts_with("46")   ? (digits.substr(2).starts_with('0') ? 12 : 11)
                           : digits.starts_with("45") ? 10
                                                      : 13;
  return digits.size() >= kLeast && digits.size() <= most;
}

bool swedish_phone(const Chain& chain, std::size_t count, std::string_view digits, const Around& around) {
  if (digits.size() < 8 || digits.size() > 10 || digits[0] != '0' || digits[1] == '0') return false;
  if (count == 1) return !around.unit;
  const std::size_t area = chain.group(0).size();
  if (area > 6 || (area == 2 && digits[1] != '8') || area < 2 || digits.size() - area < (area > 4 ? 4 : 5))
    return false;
  // "6 093 000 000 kronor"
  bool by_three = true;
  for (std::size_t index = 0; index < count; ++index) by_three &= chain.group(index).size() == 3;
  if (chain.between(0) == " " && (around.unit || (around.number_before && by_three))) return false;
  if (!is_one_of(chain.between(0), {"-", " ", "/", ".", " - ", "- ", " -", ")", ") ", ")-"})) return false;
  // What follows the area is divided in one way only; hours ("08.00-16.00") are not.
  for (std::size_t index = 1; index < count; ++index) {
    if (chain.group(index).size() < 2) return false;
    if (index + 1 == count) break;
    const std::string_view between = chain.between(index);
    if (between != chain.between(1) || !is_one_of(between, {" ", "-", "."})) return false;
    if ((between == "-" || between == ".") && chain.between(0) != between) return false;
  }
  return count > 2 || chain.between(0) != ".";
}

bool danish_phone(std::string_view shape, std::string_view digits, const Around& around) {
  if (digits.size() != 8 || digits[0] < '2' || around.unit) return false;
  if (shape == "8") return true;
  if (around.number_before || around.number_behind) return false;
  if (shape == "4 4") return !is_year(digits);
  return is_one_of(shape, {"2 2 2 2", "2-2-2-2", "2.2.2.2", "2-2 2 2", "2 3 3", "2 6", "2-6"});
}

bool named_phone(const Chain& chain, std::size_t count, std::string_view digits, const Around& around) {
  if (around.unit || digits.size() < 6 || digits.size() > 12) return false;
  for (std::size_t index = 0; index + 1 < count; ++index)
    if (!is_one_of(chain.between(index), {" ", "-", " - ", "/"}) || chain.group(index + 1).size() < 2) return false;
  return true;
}

std::optional<PersonalKind> phone(const Chain& chain, std::size_t count, std::string_view shape,
                                  std::string_view digits, const Around& around) {
  if (international(chain, count, digits, around)) return PersonalKind::phone;
  if (around.plus || is_date(shape, digits)) return std::nullopt;
  if ((around.label & kPhone) != 0 && named_phone(chain, count, digits, around)) return PersonalKind::phone;
  if ((around.label & kGuard) != 0) return std::nullopt;
  if (around.swedish && swedish_phone(chain, count, digits, around)) return PersonalKind::phone;
  if (around.danish && danish_phone(shape, digits, around)) return PersonalKind::phone;
  return std::nullopt;
}

// An account that a word before it names.
bool named_account(const Chain& chain, std::size_t count, std::string_view digits, const Around& around) {
  const std::size_t least = (around.label & kRegister) != 0 ? 4 : 5;
  constexpr std::size_t kMost = 20;
  if (around.unit || digits.size() < least || digits.size() > kMost) return false;
  for (std::size_t index = 0; index + 1 < count; ++index)
    if (!is_one_of(chain.between(index), {" ", "-", ", ", ",", ".", " - "})) return false;
  return true;
}

// Clearing number and account: "8327-9, 123 456 789-0", "6123-456 789 012".
bool clearing_account(const Chain& chain, std::size_t count, std::string_view digits) {
  if (count < 2 || chain.group(0).size() != 4 || digits[0] == '0' || is_year(digits)) return false;
  std::size_t first = 1;
  if (chain.between(0) == "-" && chain.group(1).size() == 1 && count > 2) {
    if (!is_one_of(chain.between(1), {",", ", ", " "})) return false;
    first = 2;
  } else if (!is_one_of(chain.between(0), {"-", " - "})) {
    return false;
  }
  std::size_t rest = 0;
  for (std::size_t index = first; index < count; ++index) {
    rest += chain.group(index).size();
    if (index + 1 < count && !is_one_of(chain.between(index), {" ", "-"})) return false;
  }
  return rest >= 7 && rest <= 10;
}

// A bankgiro number that nothing names: its check digit must be right, and it must not be a range.
bool giro(std::string_view shape, std::string_view digits) {
  if ((shape != "3-4" && shape != "4-4") || digits[0] == '0' || is_year(digits) || !luhn(digits)) return false;
  constexpr int kLongestRange = 1000;
  const int from = number(digits.substr(0, digits.size() - 4));
  const int to = number(digits.substr(digits.size() - 4));
  return to < from || to - from > kLongestRange;
}

std::optional<PersonalKind> account(const Chain& chain, std::size_t count, std::string_view shape,
                                    std::string_view digits, const Around& around) {
  if ((shape == "4 4 4 4" || shape == "4-4-4-4") && !around.number_before && !around.number_behind)
    return PersonalKind::account;
  if (is_date(shape, digits)) return std::nullopt;
  if (shape == "16" && luhn(digits)) return PersonalKind::account;
  if ((around.label & kAccount) != 0 && named_account(chain, count, digits, around)) return PersonalKind::account;
  if ((around.label & kGuard) != 0) return std::nullopt;
  if (clearing_account(chain, count, digits) || giro(shape, digits)) return PersonalKind::account;
  if (around.danish && is_one_of(shape, {"4 10", "4-10"})) return PersonalKind::account;
  return std::nullopt;
}

}  // namespace

Chain::Chain(std::string_view text, std::uint32_t at) {
  while (size_ < kMostGroups) {
    const std::uint32_t begin = at;
    while (at < text.size() && at - begin <= kLongestGroup && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == begin) break;
    groups_[size_] = {begin, at};
    shape_ += std::to_string(at - begin);
    digits_ += text.substr(begin, at - begin);
    shape_ends_[size_] = shape_.size();
    digit_ends_[size_] = digits_.size();
    std::array<char, 5>& between = between_[size_++];
    for (std::size_t length = 0; length < between.size() - 1; ++length) {
      const Sign sign = sign_at(text, at);
      const char as = sign.kind == SignKind::space  ? ' '
                      : sign.kind == SignKind::dash ? '-'
                      : sign.kind == SignKind::other && std::string_view(".,/()+").find(text[at]) != std::string::npos
                          ? text[at]
                          : '\0';
      if (as == '\0') break;
      between[length] = as;
      at += sign.size;
    }
    shape_ += between.data();
  }
}

bool is_birth(const Chain& chain, std::size_t count) {
  const std::string_view shape = chain.shape(count);
  const std::string_view digits = chain.digits(count);
  if (shape == "6") return swedish_birth(digits) || danish_birth(digits);
  return (shape == "8" || shape == "4-2-2") && is_date(shape, digits);
}

bool is_surely_identity(const Chain& chain, std::size_t count, std::uint32_t label) {
  const std::string_view shape = chain.shape(count);
  const std::string_view digits = chain.digits(count);
  if (is_eleven(shape)) return norwegian_number(digits);
  // Not "2023-01-01-2023" of "2023-01-01-2023-12-31".
  const bool marked = is_one_of(shape, {"6-4", "6+4", "8-4", "8+4"});
  if (!marked && !is_bare_identity(shape)) return false;
  const std::string_view ten = digits.substr(digits.size() - 10);
  // A Danish number has no check digit that holds for all: a word must name it.
  return has_century(digits) && (swedish_number(ten) || (marked && (label & kIdentity) != 0 && danish_birth(ten)));
}

std::optional<PersonalKind> kind_of(const Chain& chain, std::size_t count, const Around& around) {
  constexpr std::size_t kFewest = 4;
  constexpr std::size_t kMost = 20;
  const std::string_view shape = chain.shape(count);
  const std::string_view digits = chain.digits(count);
  if (digits.size() < kFewest || digits.size() > kMost) return std::nullopt;
  if (birth_date(shape, digits, around)) return PersonalKind::identity;
  if (const auto kind = identity(shape, digits, around)) return kind;
  if (const auto kind = phone(chain, count, shape, digits, around)) return kind;
  return account(chain, count, shape, digits, around);
}

}  // namespace ordagrant::privacy::internal
