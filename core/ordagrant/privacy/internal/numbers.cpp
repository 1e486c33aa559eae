#include <algorithm>

#include "ordagrant/privacy/internal/chain.h"
#include "ordagrant/privacy/internal/finder.h"
#include "ordagrant/text/ascii.h"

// Numbers of persons, telephones and accounts, by what stands around them; what they are by themselves, chain.cpp says.

namespace ordagrant::privacy::internal {

// Whether a digit at this place goes on with something before it.
bool Finder::joined_before(Place at) const {
  const Sign left = before(at);
  if (left.kind == SignKind::letter || is_number_or_mask(left)) return true;
  const Sign further = before(at - left.size);
  if (left.kind == SignKind::dash) return further.kind == SignKind::letter || is_number_or_mask(further);
  return left.kind == SignKind::other && std::string_view("./:").find(text_[at - 1]) != std::string_view::npos &&
         is_number_or_mask(further);
}

// Whether something goes on with the digit that ends here.
bool Finder::joined_behind(Place at) const {
  const Sign right = sign(at);
  if (right.kind == SignKind::letter || is_number_or_mask(right)) return true;
  if (right.kind == SignKind::dash) return is_number_or_mask(sign(at + right.size));
  if (right.kind != SignKind::other) return false;
  // A comma before one or two digits is a decimal one.
  if (text_[at] == ',')
    return is_number_or_mask(sign(at + 1)) && (!is_number_or_mask(sign(at + 2)) || !is_number_or_mask(sign(at + 3)));
  return std::string_view("./:").find(text_[at]) != std::string_view::npos && is_number_or_mask(sign(at + 1));
}

bool Finder::number_follows(Place at) const {
  return after_spaces(at) != at && is_number_or_mask(sign(after_spaces(at)));
}

bool Finder::unit_behind(Place at) const {
  const Place next = after_spaces(at);
  const std::string_view rest = text_.substr(next, 2);
  if (rest.starts_with('%') || rest == ":-" || rest == ",-") return true;
  const Word word = word_at(next);
  if (word.empty() || (vocabulary_.kinds(of(word)) & kUnit) == 0) return false;
  // Not the beginning of an e-mail address.
  const Sign behind = sign(word.end);
  const SignKind further = sign(word.end + behind.size).kind;
  if (behind.kind == SignKind::digit) return false;
  return behind.kind != SignKind::other || (std::string_view("@+_%").find(text_[word.end]) == std::string_view::npos &&
                                            further != SignKind::letter && further != SignKind::digit);
}

// "19710304-XXXX", "710304-****": the end of a number whose last digits somebody has hidden; its beginning, if none.
Finder::Place Finder::hidden_end(const Chain& chain) const {
  constexpr std::size_t kHidden = 4;
  const Place at = chain.group(0).begin;
  if (joined_before(at)) return at;
  for (const std::size_t count : {std::size_t{1}, std::size_t{3}}) {
    if (count > chain.groups() || !is_birth(chain, count)) continue;
    Place end = chain.group(count - 1).end;
    if (const Sign next = sign(end); next.kind == SignKind::dash || text_.substr(end).starts_with('+'))
      end += next.size;
    const std::string_view hidden = text_.substr(end, kHidden);
    if (hidden.size() < kHidden || hidden.find_first_not_of("Xx*#Nn") != std::string_view::npos) continue;
    end += kHidden;
    if (const Sign next = sign(end); next.kind != SignKind::letter && !is_number_or_mask(next)) return end;
  }
  return at;
}

Finder::Place Finder::ip_address(Place at) const {
  const Place end = std::max(ipv4(at), ipv6(at));
  return end == at || joined_before(at) || (at > 0 && text_[at - 1] == ':') ? at : end;
}

// "192.168.2.14". So are numbers of sections written, which stay below 100, and Danish amounts; a word may name it.
Finder::Place Finder::ipv4(Place at) const {
  constexpr int kGroups = 4;
  constexpr std::uint32_t kMost = 255;
  constexpr std::uint32_t kNoSection = 100;
  bool high = false;  // in any group
  bool by_three = true;
  Place end = at;
  for (int group = 0; group < kGroups; ++group) {
    if (group > 0 && !text_.substr(end++).starts_with('.')) return at;
    const Place begin = end;
    std::uint32_t value = 0;
    for (; end < text_.size() && end - begin < 3 && text::is_ascii_digit(text_[end]); ++end)
      value = value * 10 + static_cast<std::uint32_t>(text_[end] - '0');
    if (end == begin || value > kMost || (text_[begin] == '0' && end - begin > 1)) return at;
    high |= value >= kNoSection;
    by_three &= group == 0 ? value < kNoSection : end - begin == 3;
  }
  const Sign next = sign(end);
  if (next.kind == SignKind::letter || is_number_or_mask(next) || unit_behind(end)) return at;
  const bool goes_on = next.kind == SignKind::dash || (next.kind == SignKind::other && text_[end] == '.');
  if (goes_on && is_number_or_mask(sign(end + next.size))) return at;
  return (label() & kIp) != 0 || (high && !by_three) ? end : at;
}

// "2001:db8::17": eight groups, or fewer with two colons somewhere.
Finder::Place Finder::ipv6(Place at) const {
  constexpr std::size_t kGroups = 8;
  constexpr std::size_t kLongest = 4;
  constexpr std::size_t kLeastFirst = 3;  // letters and digits of the first group, where some are left out
  const auto is_hex = [&](Place place) {
    return place < text_.size() &&
           std::string_view("0123456789abcdefABCDEF").find(text_[place]) != std::string_view::npos;
  };
  std::size_t groups = 0;
  std::size_t first = 0;
  bool shortened = false;
  bool digit = false;
  Place end = at;
  while (true) {
    const Place begin = end;
    for (; end - begin <= kLongest && is_hex(end); ++end) digit |= text::is_ascii_digit(text_[end]);
    if (end == begin || end - begin > kLongest) return at;
    if (++groups == 1) first = end - begin;
    if (groups > kGroups) return at;
    if (!text_.substr(end).starts_with(':')) break;
    const bool two = text_.substr(end).starts_with("::");
    if (!is_hex(end + (two ? 2 : 1))) break;
    if (two && shortened) return at;
    shortened |= two;
    end += two ? 2 : 1;
  }
  const Sign next = sign(end);
  if (!digit || next.kind == SignKind::letter || is_number_or_mask(next)) return at;
  return groups == kGroups || (shortened && groups < kGroups && first >= kLeastFirst) ? end : at;
}

Finder::Place Finder::number(Place at) {
  if (const Place end = email(at); end != at && before(at).kind != SignKind::digit) {
    add(at, end, PersonalKind::email);
    return end;
  }
  if (const Place end = ip_address(at); end != at) {
    add(at, end, PersonalKind::ip);
    return end;
  }
  const Chain chain(text_, at);
  if (const Place end = hidden_end(chain); end != at) {
    add(at, end, PersonalKind::identity);
    return end;
  }
  last_kinds_ = 0;
  last_ = {};
  Around around{.label = label(), .swedish = vocabulary_.swedish(), .danish = vocabulary_.danish()};
  Place begin = at;
  if (at > 0 && text_[at - 1] == '+') {
    around.plus = true;
    --begin;
  }
  around.number_before = before(at).kind == SignKind::space && is_number_or_mask(before(at - before(at).size));
  const bool joined = joined_before(begin);
  for (std::size_t count = chain.groups(); count > 0; --count) {
    const Place end = chain.group(count - 1).end;
    if (joined || joined_behind(end)) {
      if (before(at).kind == SignKind::digit || sign(end).kind == SignKind::digit ||
          !is_surely_identity(chain, count, around.label))
        continue;
      add(at, end, PersonalKind::identity);
      return end;
    }
    around.number_behind = number_follows(end);
    around.unit = unit_behind(end);
    const auto kind = kind_of(chain, count, around);
    if (!kind) continue;
    // "(08) 12 34 56", but not "(12 34 56)".
    const bool parenthesis = begin > 0 && text_[begin - 1] == '(' && count > 1 && chain.between(0).starts_with(')');
    add(parenthesis ? begin - 1 : begin, end, *kind);
    return end;
  }
  label_ = 0;
  return chain.group(0).end;
}

}  // namespace ordagrant::privacy::internal
