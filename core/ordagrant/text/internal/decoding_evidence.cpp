#include "ordagrant/text/internal/decoding_evidence.h"

#include <array>

namespace ordagrant::text::internal {

namespace {

// What a character is to its neighbours.
enum class Sign : std::uint8_t {
  space,
  digit,
  vowel,      // small, without a diacritic
  consonant,  // small
  capital,
  opening,  // a bracket
  mark,     // any other of ASCII

  ring_small,       // a with ring, which words may end with
  own_small,        // the others of Swedish or Danish
  own_capital,      //
  acute_small,      // e with acute, of both in a few words
  foreign_small,    // that names and loans have
  foreign_capital,  //
  alien_letter,     // that neither has

  dash,
  low_quotation,  // which only opens
  quotation,
  comma_above,  // the apostrophe and its twin, which may stand inside a word
  guillemet,
  rare_quotation,  // the single ones, low and angled
  ellipsis,
  bullet,
  paragraph,
  degree,
  currency,
  figure,  // raised digits and fractions
  no_break_space,
  soft_hyphen,
  accent,  // without its letter
  legal,   // copyright, registered, trade mark
  odd,
  control,
};

constexpr Sign ascii_sign(unsigned byte) {
  if (byte >= '0' && byte <= '9') return Sign::digit;
  if (byte >= 'A' && byte <= 'Z') return Sign::capital;
  if (byte >= 'a' && byte <= 'z')
    return std::string_view("aeiouy").find(static_cast<char>(byte)) == std::string_view::npos ? Sign::consonant
                                                                                              : Sign::vowel;
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return Sign::space;
  if (byte == '(' || byte == '[' || byte == '{') return Sign::opening;
  return byte < ' ' || byte == 0x7F ? Sign::control : Sign::mark;
}

constexpr Sign upper_sign(char16_t code) {
  switch (code) {
    case 0xE5:
      return Sign::ring_small;
    case 0xE4:  // a with diaeresis
    case 0xF6:  // o with diaeresis
    case 0xE6:  // ae
    case 0xF8:  // o with stroke
      return Sign::own_small;
    case 0xE9:
      return Sign::acute_small;
    case 0xC5:
    case 0xC4:
    case 0xD6:
    case 0xC6:
    case 0xD8:
      return Sign::own_capital;
    case 0x2013:
    case 0x2014:
      return Sign::dash;
    case 0x201C:
    case 0x201D:
      return Sign::quotation;
    case 0x201E:
      return Sign::low_quotation;
    case 0x2018:
    case 0x2019:
      return Sign::comma_above;
    case 0xAB:
    case 0xBB:
      return Sign::guillemet;
    case 0x201A:
    case 0x2039:
    case 0x203A:
      return Sign::rare_quotation;
    case 0x2026:
      return Sign::ellipsis;
    case 0x2022:
    case 0xB7:
      return Sign::bullet;
    case 0xA7:
      return Sign::paragraph;
    case 0xB0:
      return Sign::degree;
    case 0x20AC:
    case 0xA3:
      return Sign::currency;
    case 0xB2:
    case 0xB3:
    case 0xBC:
    case 0xBD:
    case 0xBE:
      return Sign::figure;
    case 0xA0:
      return Sign::no_break_space;
    case 0xAD:
      return Sign::soft_hyphen;
    case 0xB4:
    case 0xA8:
      return Sign::accent;
    case 0xA9:
    case 0xAE:
    case 0x2122:
      return Sign::legal;
    case 0xD7:
    case 0xF7:
      return Sign::odd;
    case 0xFF:  // y with diaeresis, which is all bits set more often than a letter
      return Sign::alien_letter;
    default:
      break;
  }
  if (code >= 0x80 && code <= 0x9F) return Sign::control;
  if (code >= 0xC0 && code <= 0xDE) return Sign::foreign_capital;
  if (code >= 0xDF && code <= 0xFF) return Sign::foreign_small;
  // S and z with caron, OE, capital Y with diaeresis, i without a dot, f with hook, the ligatures of Mac Roman.
  if ((code >= 0x0131 && code <= 0x0192) || code == 0xFB01 || code == 0xFB02) return Sign::alien_letter;
  return Sign::odd;
}

using Signs = std::array<Sign, 256>;

Signs signs_of(const CodePage& page) {
  Signs signs{};
  for (unsigned byte = 0; byte < 0x80; ++byte) signs[byte] = ascii_sign(byte);
  for (unsigned byte = 0x80; byte < 0x100; ++byte) signs[byte] = upper_sign(page.upper[byte - 0x80]);
  return signs;
}

const Signs& signs(const CodePage& page) {
  static const std::array<Signs, 3> all{signs_of(code_pages()[0]), signs_of(code_pages()[1]),
                                        signs_of(code_pages()[2])};
  return all[static_cast<std::size_t>(&page - code_pages().data())];
}

bool is_small(Sign sign) {
  return sign == Sign::vowel || sign == Sign::consonant || sign == Sign::ring_small || sign == Sign::own_small ||
         sign == Sign::acute_small || sign == Sign::foreign_small;
}

bool is_capital(Sign sign) {
  return sign == Sign::capital || sign == Sign::own_capital || sign == Sign::foreign_capital;
}

bool is_letter(Sign sign) { return is_small(sign) || is_capital(sign) || sign == Sign::alien_letter; }

bool is_space(Sign sign) { return sign == Sign::space || sign == Sign::no_break_space; }

// A character and what stands around it.
struct Place {
  Sign two_before;
  Sign before;
  Sign sign;
  Sign after;
  Sign two_after;
};

// What a small letter is worth in a word: `inside` and at its beginning, `last` at its end.
int small_letter(const Place& place, int inside, int last) {
  const auto [two_before, before, sign, after, two_after] = place;
  if (is_capital(after)) return -5;
  if (before == Sign::digit || after == Sign::digit) return -2;
  if (is_capital(before) && !is_small(after) && is_letter(two_before)) return -2;  // the last of a word in capitals
  if (!is_letter(before) && !is_letter(after)) return last / 2;
  if (!is_letter(after)) return last;
  const auto open = [](Sign side) {
    return side == Sign::vowel || side == Sign::ring_small || side == Sign::own_small || side == Sign::acute_small;
  };
  return open(before) || open(after) ? inside / 2 : inside;  // vowels stand by consonants
}

int capital_letter(const Place& place, int worth) {
  const auto [two_before, before, sign, after, two_after] = place;
  if (is_small(before)) return -5;
  if (before == Sign::digit || after == Sign::digit) return -2;
  if (is_capital(before)) return is_small(after) ? -2 : worth;
  if (is_capital(after)) return is_small(two_after) ? -2 : worth;
  return is_letter(after) ? worth : worth / 4;
}

int punctuation(const Place& place) {
  const auto [two_before, before, sign, after, two_after] = place;
  const bool inside = is_letter(before) && is_letter(after);
  const bool beside = is_letter(before) || is_letter(after);
  const bool between_spaces = is_space(before) && is_space(after);
  const auto countable = [](Sign side) { return side == Sign::digit || is_space(side); };
  switch (sign) {
    case Sign::dash:
      if (inside) return is_capital(after) ? 1 : -5;
      return countable(before) && countable(after) ? 4 : 1;
    case Sign::low_quotation:
      return is_letter(after) && !is_letter(before) ? 3 : -3;
    case Sign::rare_quotation:
      return inside ? -6 : 1;
    case Sign::quotation:
    case Sign::guillemet:
      if (inside) return -6;
      if (between_spaces) return sign == Sign::guillemet ? 2 : -1;  // set apart as in French
      if (is_space(before) || before == Sign::opening) return 3;
      return is_space(after) || after == Sign::mark ? 5 : 1;
    case Sign::comma_above:
      if (inside) return is_small(before) && is_capital(after) ? -2 : 2;
      return between_spaces ? -1 : 3;
    case Sign::ellipsis:
      return inside ? -4 : 2;
    case Sign::bullet:
      return between_spaces ? 3 : beside ? -3 : 0;
    case Sign::paragraph:
      if (beside) return -5;
      return is_space(after) || after == Sign::digit || after == Sign::paragraph ? 4 : 0;
    case Sign::degree:
      if (is_letter(before)) return -5;
      return before == Sign::digit || after == Sign::capital ? 3 : -1;
    case Sign::currency:
      if (beside) return -5;
      return countable(before) && countable(after) ? 3 : 1;
    case Sign::figure:
      if (is_letter(after)) return -5;
      return before == Sign::consonant || is_space(after) ? 2 : 0;
    case Sign::no_break_space:
      if (before == Sign::digit || after == Sign::digit || before == Sign::paragraph) return 3;
      return inside && !(is_small(before) && is_small(after)) ? 1 : 0;
    case Sign::soft_hyphen:
      return inside ? 1 : -2;
    case Sign::accent:
      return beside ? -3 : 0;
    case Sign::legal:
      return is_letter(after) ? -5 : 1;
    case Sign::odd:
      return beside ? -6 : -3;
    default:
      return -8;
  }
}

}  // namespace

int evidence(std::string_view bytes, std::size_t at, const CodePage& page) noexcept {
  const Signs& known = signs(page);
  // Beyond the ends there is space; what is before the beginning wraps around to be far behind the end.
  const auto sign_at = [&](std::size_t place) {
    return place < bytes.size() ? known[static_cast<unsigned char>(bytes[place])] : Sign::space;
  };
  const Place place{sign_at(at - 2), sign_at(at - 1), sign_at(at), sign_at(at + 1), sign_at(at + 2)};
  switch (place.sign) {
    case Sign::ring_small:
      return small_letter(place, 6, 4);
    case Sign::own_small:
      return small_letter(place, 6, 2);
    case Sign::acute_small:
      return small_letter(place, 3, 3);
    case Sign::foreign_small:
      return small_letter(place, 2, 1);
    case Sign::own_capital:
      return capital_letter(place, 4);
    case Sign::foreign_capital:
      return capital_letter(place, 1);
    case Sign::alien_letter:
      return -2;
    default:
      return punctuation(place);
  }
}

}  // namespace ordagrant::text::internal
