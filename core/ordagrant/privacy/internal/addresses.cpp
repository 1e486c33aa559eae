#include "ordagrant/privacy/internal/finder.h"
#include "ordagrant/text/ascii.h"

// Streets, their numbers, floors and towns.

namespace ordagrant::privacy::internal {

namespace {

constexpr std::uint32_t kAddressReach = 3;  // from "adress" to a street that has no ending, in words
constexpr int kMostWordsOfStreet = 4;

}  // namespace

bool Finder::is_street(Word word) const {
  if ((vocabulary_.kinds(of(word)) & kStreetStop) != 0) return false;
  if (vocabulary_.ends(of(word), Ending::street)) return true;
  if (!is_capital(word.begin) || !vocabulary_.ends(of(word), Ending::street_weak)) return false;
  return is_inside_sentence(word.begin);
}

// "Storgatan 14 B", "Olof Bergs gata 19", "Lilla Torget 3"; behind "adress" any words with capitals and a number.
Finder::Place Finder::address(Word word) const {
  const bool named =
      words_since_address_ == 0 || (words_since_address_ <= kAddressReach && (last_kinds_ & kAddressFiller) != 0);
  const bool capital = is_capital(word.begin);
  bool prefixes = true;
  Word last = word;
  for (int words = 0; words < kMostWordsOfStreet; ++words) {
    const Place behind = after_spaces(last.end);
    if (const Place end = number_of_house(behind); behind != last.end && end != behind) {
      const bool generic = words > 0 && (vocabulary_.kinds(of(last)) & kGeneric) != 0;
      const bool begins = (capital && !is_common(word)) || (vocabulary_.kinds(of(word)) & kPrefix) != 0;
      const bool fits = words == 0 ? is_street(last) : (generic && begins) || (prefixes && capital && is_street(last));
      const bool given = named && capital && !is_common(word) && (vocabulary_.kinds(of(word)) & kNotName) == 0;
      return fits || given ? rest_of_address(end) : word.begin;
    }
    if (!capital) return word.begin;
    // Initials are a word here: "H.C. Bergs Boulevard".
    prefixes &= (vocabulary_.kinds(of(last)) & kPrefix) != 0;
    Place next = behind;
    if (behind == last.end) {
      next = initials(last.begin);
      if (next == last.begin) return word.begin;
      next = after_spaces(next);
    }
    const Word following = word_at(next);
    if (following.empty()) return word.begin;
    if (!is_capital(following.begin) && (vocabulary_.kinds(of(following)) & kGeneric) == 0) return word.begin;
    last = following;
  }
  return word.begin;
}

// One to three digits, or four that are no year, and a letter.
Finder::Place Finder::number_of_house(Place at) const {
  Place end = at;
  while (end < text_.size() && end - at <= 4 && text::is_ascii_digit(text_[end])) ++end;
  const std::string_view digits = text_.substr(at, end - at);
  if (digits.empty() || digits.size() > 4 || digits[0] == '0') return at;
  if (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) return at;
  const auto is_letter_of_house = [&](Place place) {
    if (place >= text_.size() || !text::is_ascii_letter(text_[place])) return false;
    const char capital = static_cast<char>(text_[place] & ~0x20);
    const SignKind behind = sign(place + 1).kind;
    // "i" is a preposition.
    return capital <= 'N' && capital != 'I' && behind != SignKind::letter && behind != SignKind::digit &&
           behind != SignKind::mask;
  };
  if (is_letter_of_house(end)) return end + 1;
  if (const Sign behind = sign(end); behind.kind == SignKind::letter || is_number_or_mask(behind)) return at;
  if (unit_behind(end)) return at;
  // "3. maj", "3.-5. maj"
  if (end < text_.size() && text_[end] == '.') {
    const Place behind = after_spaces(end + 1);
    const Word following = word_at(behind);
    if (sign(behind).kind == SignKind::dash ||
        (!following.empty() && !is_capital(behind) && (vocabulary_.kinds(of(following)) & kFloor) == 0))
      return at;
  }
  if (end + 1 < text_.size() && std::string_view(":/.,").find(text_[end]) != std::string_view::npos &&
      is_number_or_mask(sign(end + 1)))
    return at;
  if (sign(end).kind == SignKind::space && is_letter_of_house(end + sign(end).size)) return end + sign(end).size + 1;
  return end;
}

Finder::Place Finder::rest_of_address(Place at) const {
  while (true) {
    const Place end = floor(at);
    if (end == at) break;
    at = end;
  }
  return postal_town(at);
}

// ", lgh 1102", ", 3 tr", ", 2. tv", " st. th."
Finder::Place Finder::floor(Place at) const {
  Place next = at;
  if (next < text_.size() && text_[next] == ',') ++next;
  const bool comma = next != at;
  next = after_spaces(next);
  if (next == at) return at;
  const auto stop = [&](Place place) { return place < text_.size() && text_[place] == '.' ? place + 1 : place; };
  // The full stop of "th." belongs to it where the sentence goes on.
  const auto side_end = [&](Word word) {
    const Place behind = stop(word.end);
    const bool goes_on = behind < text_.size() &&
                         (text_[behind] == ',' ||
                          (!is_capital(after_spaces(behind)) && sign(after_spaces(behind)).kind == SignKind::letter));
    return goes_on ? behind : word.end;
  };
  if (const Word word = word_at(next); !word.empty()) {
    if ((vocabulary_.kinds(of(word)) & kFloor) == 0) return at;
    const Place number = after_spaces(stop(word.end));
    Place end = number;
    while (end < text_.size() && end - number < 4 && text::is_ascii_digit(text_[end])) ++end;
    if (end != number && sign(end).kind != SignKind::digit) return end;
    // "st. th.", and only the short ones: "porten" is a word like others.
    if (of(word).size() != 2 || (!comma && stop(word.end) == word.end)) return at;
    const Word side = word_at(number);
    if (!side.empty() && (vocabulary_.kinds(of(side)) & kFloor) != 0) return side_end(side);
    return side_end(word);
  }
  Place end = next;
  while (end < text_.size() && end - next < 2 && text::is_ascii_digit(text_[end])) ++end;
  if (end == next || is_number_or_mask(sign(end))) return at;
  const bool ordinal = stop(end) != end;
  end = stop(end);
  const Word word = word_at(after_spaces(end));
  if (!word.empty() && (vocabulary_.kinds(of(word)) & kFloor) != 0) return side_end(word);
  return comma && ordinal && sign(end).kind != SignKind::digit ? end : at;
}

// ", 123 45 Ekeby", ", 8000 Ekeby C"
Finder::Place Finder::postal_town(Place at) const {
  Place next = at;
  while (next < text_.size() && (text_[next] == ',' || text_[next] == '.' || sign(next).kind == SignKind::space ||
                                 sign(next).kind == SignKind::line)) {
    next += sign(next).size;
    if (next - at > 4) return at;
  }
  if (next == at) return at;
  Place end = next;
  const auto digits = [&](std::size_t count) {
    for (; count > 0; --count, ++end)
      if (sign(end).kind != SignKind::digit) return false;
    return true;
  };
  if (!digits(3)) return at;
  if (sign(end).kind == SignKind::space) {
    end += sign(end).size;
    if (!digits(2)) return at;
  } else if (!digits(1) || (sign(end).kind == SignKind::digit && !digits(1))) {
    return at;
  }
  const Place town = after_spaces(end);
  if (town == end || !is_capital(town)) return at;
  end = word_at(town).end;
  // "Sandby C"
  if (const Place district = after_spaces(end); is_capital(district) && word_at(district).size() <= 2)
    end = word_at(district).end;
  return end;
}

}  // namespace ordagrant::privacy::internal
