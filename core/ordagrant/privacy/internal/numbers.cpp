#include "ordagrant/privacy/internal/chain.h"
#include "ordagrant/privacy/internal/finder.h"

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

Finder::Place Finder::number(Place at) {
  if (const Place end = email(at); end != at && before(at).kind != SignKind::digit) {
    add(at, end, PersonalKind::email);
    return end;
  }
  const Chain chain(text_, at);
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
