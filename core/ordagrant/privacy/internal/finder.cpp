#include "ordagrant/privacy/internal/finder.h"

#include <algorithm>

#include "ordagrant/text/ascii.h"

namespace ordagrant::privacy::internal {

namespace {

// How far a label reaches, in words.
constexpr std::uint32_t kLabelReach = 4;
constexpr std::uint32_t kGuardReach = 2;
constexpr std::uint32_t kFar = 1U << 20U;

constexpr std::size_t kLongestLocalPart = 64;  // of an e-mail address (RFC 5321)

}  // namespace

Finder::Finder(std::string_view text, const Vocabulary& vocabulary)
    : text_(text),
      vocabulary_(vocabulary),
      next_at_sign_(text.find('@')),
      words_since_label_(kFar),
      words_since_address_(kFar) {}

std::vector<PersonalSpan> Finder::find() {
  for (Place at = 0; at < text_.size();) {
    const Sign next = sign(at);
    switch (next.kind) {
      case SignKind::letter:
        at = word(at);
        break;
      case SignKind::digit:
        at = number(at);
        break;
      case SignKind::space:
        at += next.size;
        break;
      case SignKind::mask:
        forget();
        at += next.size;
        break;
      case SignKind::other: {
        if (text_[at] == '/') {
          if (const Place end = signature(at); end != at) {
            at = end;
            break;
          }
        }
        [[fallthrough]];
      }
      default:
        last_kinds_ = 0;
        last_ = {};
        at += next.size;
    }
  }
  return std::move(found_);
}

void Finder::add(Place begin, Place end, PersonalKind kind) {
  found_.push_back({{begin, end}, kind});
  if (kind == PersonalKind::name) {
    constexpr std::size_t kLeast = 3;
    for (Word word = word_at(begin); !word.empty() && word.begin < end; word = word_at(after_spaces(word.end)))
      if (word.size() >= kLeast && is_capital(word.begin)) words_of_names_.push_back(of(word));
  }
  forget();
}

// No word reaches over what is masked.
void Finder::forget() {
  last_kinds_ = 0;
  last_ = {};
  label_ = 0;
  words_since_address_ = kFar;
}

Finder::Place Finder::add_name(Place begin, Place end) {
  add(begin, end, PersonalKind::name);
  return end;
}

Finder::Place Finder::after_spaces(Place at) const {
  for (Sign next = sign(at); next.kind == SignKind::space; next = sign(at)) at += next.size;
  return at;
}

bool Finder::ends_line(Place at) const {
  while (true) {
    at = after_spaces(at);
    const Sign next = sign(at);
    if (next.kind == SignKind::line || next.kind == SignKind::end) return true;
    if (next.kind != SignKind::other || std::string_view(".,!)").find(text_[at]) == std::string_view::npos)
      return false;
    at += next.size;
  }
}

// Letters, with hyphens and apostrophes between them.
Finder::Word Finder::word_at(Place at) const {
  const Place begin = at;
  while (true) {
    Sign next = sign(at);
    for (; next.kind == SignKind::letter; next = sign(at)) at += next.size;
    const bool joins = next.kind == SignKind::dash || (next.kind == SignKind::other && text_[at] == '\'');
    if (at == begin || !joins || sign(at + next.size).kind != SignKind::letter) return {begin, at};
    at += next.size;
  }
}

bool Finder::is_capital(Place at) const {
  if (at >= text_.size()) return false;
  const text::Character character = text::character_at(text_, at);
  return character.code < 0x80 ? text::is_ascii_capital(text_[at]) : text::is_upper(character.code);
}

// At the beginning of a sentence any word has a capital.
bool Finder::is_inside_sentence(Place at) const {
  const Sign left = before(at);
  if (left.kind != SignKind::space) return false;
  const Place further = at - left.size;
  return before(further).kind == SignKind::letter || (further > 0 && text_[further - 1] == ',');
}

bool Finder::is_word_of_language(Word word) const {
  return (vocabulary_.kinds(of(word)) & (kNotName | kTitle | kRole | kPublicRole)) != 0 || vocabulary_.sound(of(word));
}

bool Finder::is_common(Word word) const {
  return (vocabulary_.kinds(of(word)) & kNotName) != 0 || vocabulary_.frequency(of(word)) >= kCommon;
}

std::uint32_t Finder::label() const {
  const std::uint32_t reach = (label_ & kGuard) != 0 ? kGuardReach : kLabelReach;
  if (words_since_label_ > reach) return 0;
  return words_since_label_ > 0 ? label_ & ~kBirth : label_;
}

Finder::Place Finder::word(Place at) {
  const Word word = word_at(at);
  const bool joined = is_number_or_mask(before(at));
  if (const Place end = email(at); end != at) {
    add(at, end, PersonalKind::email);
    return end;
  }
  std::uint32_t kinds = vocabulary_.kinds(of(word));
  if (kinds == 0) {
    if (const std::size_t hyphen = of(word).find('-'); hyphen != std::string_view::npos)
      kinds = vocabulary_.kinds(of(word).substr(0, hyphen)) & (kLabels | kClosing);
  }
  if (!joined) {
    if (const Place end = ip_address(at); end != at) {
      add(at, end, PersonalKind::ip);
      return end;
    }
    if (const Place end = iban(word); end != at) {
      add(at, end, PersonalKind::account);
      return end;
    }
    if (const Place end = plate(word); end != at) {
      add(at, end, PersonalKind::plate);
      return end;
    }
    if (const Place end = address(word); end != at) {
      add(at, end, PersonalKind::address);
      return end;
    }
    if (const Place end = own_name(word, kinds); end != at) return add_name(at, end);
    if (const Place end = bare_name(word); end != at) return add_name(at, end);
    if (is_of_name_before(word) && !is_number_or_mask(sign(word.end))) return add_name(at, word.end);
  }
  ++words_since_label_;
  ++words_since_address_;
  if ((kinds & kLabels) != 0) {
    label_ = kinds & kLabels;
    words_since_label_ = 0;
  }
  if ((kinds & kAddress) != 0) words_since_address_ = 0;
  const std::size_t count = found_.size();
  const std::uint32_t kinds_before = last_kinds_;
  last_kinds_ = kinds;
  last_ = sign(word.end).kind == SignKind::space ? word : Word{};
  name_behind(word, kinds, kinds_before);
  return found_.size() > count ? found_.back().span.end : word.end;
}

Finder::Place Finder::email(Place at) {
  // This is asked of every word, and few texts have the sign at all.
  if (next_at_sign_ < at) next_at_sign_ = text_.find('@', at);
  if (next_at_sign_ == std::string_view::npos || next_at_sign_ - at > kLongestLocalPart) return at;
  const auto is_part = [&](Place place) {
    const Sign next = sign(place);
    return next.kind == SignKind::letter || next.kind == SignKind::digit ||
           (next.size == 1 && std::string_view("._%+-'").find(text_[place]) != std::string_view::npos);
  };
  Place place = at;
  while (place < next_at_sign_) {
    if (!is_part(place)) return at;
    place += sign(place).size;
  }
  Place end = ++place;
  bool stop = false;
  for (; place < text_.size(); place += sign(place).size) {
    const Sign next = sign(place);
    if (next.kind == SignKind::letter || next.kind == SignKind::digit) {
      end = place + next.size;
      continue;
    }
    if (text_[place] != '.' && text_[place] != '-') break;
    const SignKind behind = sign(place + 1).kind;
    if (behind != SignKind::letter && behind != SignKind::digit) break;
    stop |= text_[place] == '.';
  }
  return stop ? end : at;
}

// Two letters, two digits and eleven to thirty more signs, in groups of four or all together.
Finder::Place Finder::iban(Word word) const {
  constexpr std::size_t kLeast = 13;
  constexpr std::size_t kMost = 32;
  const auto run = [&](Place from) {
    Place to = from;
    while (to < text_.size() && to - from <= kMost &&
           (text::is_ascii_digit(text_[to]) || text::is_ascii_capital(text_[to])))
      ++to;
    return to;
  };
  const std::string_view letters = of(word);
  if (letters.size() != 2 || !text::is_ascii_letter(letters[0]) || !text::is_ascii_letter(letters[1]))
    return word.begin;
  Place end = run(word.end);
  if (end - word.end < 2 || !text::is_ascii_digit(text_[word.end]) || !text::is_ascii_digit(text_[word.end + 1]))
    return word.begin;
  std::size_t size = end - word.end;
  const bool in_groups = size == 2;
  while (in_groups && size < kMost) {
    const Sign space = sign(end);
    if (space.kind != SignKind::space) break;
    const Place group = end + space.size;
    const Place to = run(group);
    const std::string_view signs = text_.substr(group, to - group);
    const SignKind behind = sign(to).kind;
    if (signs.empty() || signs.size() > 4 || behind == SignKind::letter || behind == SignKind::mask ||
        std::none_of(signs.begin(), signs.end(), [](char byte) { return text::is_ascii_digit(byte); }))
      break;
    end = to;
    size += signs.size();
    if (signs.size() < 4) break;
  }
  const Sign after = sign(end);
  if (size < kLeast || size > kMost || after.kind == SignKind::letter || is_number_or_mask(after)) return word.begin;
  return end;
}

// "ABC 123", "ABC 12D"; "AB 12 345".
Finder::Place Finder::plate(Word word) const {
  const std::string_view letters = of(word);
  if (letters.size() < 2 || letters.size() > 3) return word.begin;
  Place at = word.end;
  if (const Sign next = sign(at); next.kind == SignKind::space || next.kind == SignKind::dash) at += next.size;
  if (sign(at).kind != SignKind::digit) return word.begin;
  const std::uint32_t labels = label();
  const bool named = (labels & kPlate) != 0;
  const bool swedish = letters.size() == 3;
  const auto fits = [&](char byte) { return text::is_ascii_capital(byte) || (named && text::is_ascii_letter(byte)); };
  if (!std::all_of(letters.begin(), letters.end(), fits)) return word.begin;
  if (!named && ((labels & kGuard) != 0 || (vocabulary_.kinds(letters) & (kPlateStop | kUnit | kGuard)) != 0))
    return word.begin;
  if (const Sign left = before(word.begin);
      left.kind == SignKind::dash || (left.size == 1 && text_[word.begin - 1] == '/'))
    return word.begin;
  Place end = 0;
  if (swedish) {
    if (at + 3 > text_.size() || !text::is_ascii_digit(text_[at + 1])) return word.begin;
    const char last = text_[at + 2];
    if (!text::is_ascii_digit(last) && !fits(last)) return word.begin;
    // These letters are not used; and three digits behind three letters are often something else in Danish.
    if (!named && (letters.find_first_of("IQV") != std::string_view::npos ||
                   (text::is_ascii_digit(last) && !vocabulary_.swedish())))
      return word.begin;
    end = at + 3;
  } else {
    if (at + 5 > text_.size() || !text::is_ascii_digit(text_[at + 1])) return word.begin;
    end = at + 2;
    const bool spaced = sign(end).kind == SignKind::space;
    if (spaced) end += sign(end).size;
    // Without spaces it could be a code; Danish has such plates.
    const bool as_printed = spaced ? at > word.end : vocabulary_.danish() && at == word.end;
    if (!named && !as_printed) return word.begin;
    for (int digit = 0; digit < 3; ++digit, ++end)
      if (sign(end).kind != SignKind::digit) return word.begin;
  }
  const Sign behind = sign(end);
  if (behind.kind == SignKind::letter || is_number_or_mask(behind) || joined_behind(end) || number_follows(end) ||
      unit_behind(end))
    return word.begin;
  return end;
}

}  // namespace ordagrant::privacy::internal
