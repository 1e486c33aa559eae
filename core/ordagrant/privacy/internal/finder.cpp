#include "ordagrant/privacy/internal/finder.h"

#include <algorithm>
#include <string>

#include "ordagrant/privacy/internal/chain.h"

namespace ordagrant::privacy::internal {

namespace {

// How far a word reaches: a label to its number, "adress" to a street that has no ending.
constexpr std::uint32_t kLabelReach = 4;
constexpr std::uint32_t kGuardReach = 2;
constexpr std::uint32_t kAddressReach = 3;
constexpr std::uint32_t kFar = 1U << 20U;

constexpr std::size_t kLongestLocalPart = 64;  // of an e-mail address (RFC 5321)
constexpr int kMostWordsOfName = 4;
constexpr int kMostWordsOfStreet = 4;
constexpr int kCommon = 7;  // text::Words: three in ten thousand words and more

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_ascii_capital(char byte) { return byte >= 'A' && byte <= 'Z'; }
bool is_ascii_letter(char byte) { return is_ascii_capital(static_cast<char>(byte & ~0x20)); }

bool is_number_or_mask(Sign sign) { return sign.kind == SignKind::digit || sign.kind == SignKind::mask; }

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
  return character.code < 0x80 ? is_ascii_capital(text_[at]) : text::is_upper(character.code);
}

bool Finder::is_first_name(Word word) const {
  if ((vocabulary_.kinds(of(word)) & kFirstName) != 0) return true;
  const std::size_t hyphen = of(word).find('-');
  return hyphen != std::string_view::npos && (vocabulary_.kinds(of(word).substr(0, hyphen)) & kFirstName) != 0;
}

bool Finder::is_word_of_language(Word word) const {
  return (vocabulary_.kinds(of(word)) & (kNotName | kTitle | kRole | kPublicRole)) != 0 || vocabulary_.sound(of(word));
}

bool Finder::is_common(Word word) const {
  return (vocabulary_.kinds(of(word)) & kNotName) != 0 || vocabulary_.frequency(of(word)) >= kCommon;
}

// "BVC"; but "KARIN" can be shouted.
bool Finder::is_acronym(Word word) const {
  const std::string_view letters = of(word);
  return letters.size() <= 4 && std::all_of(letters.begin(), letters.end(), is_ascii_capital);
}

// Many surnames are words, but no common ones and no long compounds: "Herr Skattedirekt\u00F6ren".
bool Finder::is_no_surname(Word word) const {
  constexpr std::size_t kLongest = 12;
  return is_common(word) || (word.size() > kLongest && is_word_of_language(word));
}

// "al-Farsi"
bool Finder::begins_with_particle(Word word) const {
  const std::size_t hyphen = of(word).find('-');
  return hyphen != std::string_view::npos && is_capital(static_cast<Place>(word.begin + hyphen + 1)) &&
         (vocabulary_.kinds(of(word).substr(0, hyphen)) & kParticle) != 0;
}

// A word of a name that is masked already, by itself: "Ekblad igen", "Ekblads svar".
bool Finder::is_of_name_before(Word word) const {
  if (words_of_names_.empty() || !is_capital(word.begin) || is_common(word) || is_public_role(last_)) return false;
  // "Berg" and "\u00D6st" are words, too.
  if (is_word_of_language(word) && !is_inside_sentence(word.begin)) return false;
  const std::string_view alone = of(word);
  const std::string_view owner = alone.ends_with('s') ? alone.substr(0, alone.size() - 1) : alone;
  return letters_in_brackets(word.end).empty() &&
         std::any_of(words_of_names_.begin(), words_of_names_.end(),
                     [&](std::string_view known) { return known == alone || known == owner; });
}

std::uint32_t Finder::label() const {
  const std::uint32_t reach = (label_ & kGuard) != 0 ? kGuardReach : kLabelReach;
  return words_since_label_ <= reach ? label_ : 0;
}

// --- Words ----------------------------------------------------------------------------------------

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
    while (to < text_.size() && to - from <= kMost && (is_digit(text_[to]) || is_ascii_capital(text_[to]))) ++to;
    return to;
  };
  const std::string_view letters = of(word);
  if (letters.size() != 2 || !is_ascii_letter(letters[0]) || !is_ascii_letter(letters[1])) return word.begin;
  Place end = run(word.end);
  if (end - word.end < 2 || !is_digit(text_[word.end]) || !is_digit(text_[word.end + 1])) return word.begin;
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
        std::none_of(signs.begin(), signs.end(), [](char byte) { return is_digit(byte); }))
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
  const auto fits = [&](char byte) { return is_ascii_capital(byte) || (named && is_ascii_letter(byte)); };
  if (!std::all_of(letters.begin(), letters.end(), fits)) return word.begin;
  if (!named && ((labels & kGuard) != 0 || (vocabulary_.kinds(letters) & (kPlateStop | kUnit | kGuard)) != 0))
    return word.begin;
  if (const Sign left = before(word.begin);
      left.kind == SignKind::dash || (left.size == 1 && text_[word.begin - 1] == '/'))
    return word.begin;
  Place end = 0;
  if (swedish) {
    if (at + 3 > text_.size() || !is_digit(text_[at + 1])) return word.begin;
    const char last = text_[at + 2];
    if (!is_digit(last) && !fits(last)) return word.begin;
    // These letters are not used; and three digits behind three letters are often something else in Danish.
    if (!named &&
        (letters.find_first_of("IQV") != std::string_view::npos || (is_digit(last) && !vocabulary_.swedish())))
      return word.begin;
    end = at + 3;
  } else {
    if (at + 5 > text_.size() || !is_digit(text_[at + 1])) return word.begin;
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

// --- Addresses ------------------------------------------------------------------------------------

bool Finder::is_street(Word word) const {
  if ((vocabulary_.kinds(of(word)) & kStreetStop) != 0) return false;
  if (vocabulary_.ends(of(word), Ending::street)) return true;
  if (!is_capital(word.begin) || !vocabulary_.ends(of(word), Ending::street_weak)) return false;
  return is_inside_sentence(word.begin);
}

// At the beginning of a sentence any word has a capital.
bool Finder::is_inside_sentence(Place at) const {
  const Sign left = before(at);
  if (left.kind != SignKind::space) return false;
  const Place further = at - left.size;
  return before(further).kind == SignKind::letter || (further > 0 && text_[further - 1] == ',');
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
  while (end < text_.size() && end - at <= 4 && is_digit(text_[end])) ++end;
  const std::string_view digits = text_.substr(at, end - at);
  if (digits.empty() || digits.size() > 4 || digits[0] == '0') return at;
  if (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) return at;
  const auto is_letter_of_house = [&](Place place) {
    if (place >= text_.size() || !is_ascii_letter(text_[place])) return false;
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
    while (end < text_.size() && end - number < 4 && is_digit(text_[end])) ++end;
    if (end != number && sign(end).kind != SignKind::digit) return end;
    // "st. th.", and only the short ones: "porten" is a word like others.
    if (of(word).size() != 2 || (!comma && stop(word.end) == word.end)) return at;
    const Word side = word_at(number);
    if (!side.empty() && (vocabulary_.kinds(of(side)) & kFloor) != 0) return side_end(side);
    return side_end(word);
  }
  Place end = next;
  while (end < text_.size() && end - next < 2 && is_digit(text_[end])) ++end;
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

// --- Names ----------------------------------------------------------------------------------------

// "H.C.", "C. "
Finder::Place Finder::initials(Place at) const {
  Place end = at;
  constexpr int kMostInitials = 4;
  for (int count = 0; count < kMostInitials && end + 1 < text_.size() && is_capital(end); ++count) {
    const Place stop = end + sign(end).size;
    if (stop >= text_.size() || text_[stop] != '.') break;
    end = stop + 1;
  }
  return end;
}

// A name that begins here, of one to four words in one line.
Finder::Place Finder::name(Place at, First first) const {
  Place end = at;
  Place next = at;
  for (int words = 0; words < kMostWordsOfName; ++words) {
    if (const Place behind = initials(next); behind != next) {
      const Place following = after_spaces(behind);
      if (!is_capital(following) || (words == 0 && first == First::known)) break;
      next = following;
    }
    Word word = word_at(next);
    if (word.empty()) break;
    if (!is_capital(word.begin) && !begins_with_particle(word)) {
      if ((vocabulary_.kinds(of(word)) & kParticle) == 0 || (words == 0 && first != First::capital)) break;
      word = word_at(after_spaces(word.end));
      if (word.empty() || !is_capital(word.begin) || is_common(word)) break;
    } else if (words == 0) {
      const bool known = is_first_name(word);
      if (!known && (first == First::known || word.size() < 2)) break;
      if (!known && (first == First::unusual ? is_word_of_language(word) || is_acronym(word) : is_no_surname(word)))
        break;
      if (address(word) != word.begin) break;
    } else if (is_common(word) && !is_first_name(word)) {
      break;
    }
    if (is_number_or_mask(sign(word.end))) break;
    end = word.end;
    next = after_spaces(end);
    if (next == end) break;
  }
  // Alone, "Inga" and "Per" are words.
  if (first == First::known && end != at && word_at(at).end == end && vocabulary_.frequency(of(word_at(at))) >= kCommon)
    return at;
  const Word letters = letters_in_brackets(end);
  if (letters.empty()) return end;
  return are_initials(letters, at, end) ? letters.end + 1 : at;
}

// A name in small letters, as it is written in haste: "jag heter ulla str\u00F6m", "mvh tommy".
Finder::Place Finder::small_name(Place at, bool to_line_end) const {
  constexpr int kUsual = 4;
  const Word first = word_at(at);
  if (first.size() < 3) return at;
  if (is_first_name(first) ? is_common(first) : is_word_of_language(first)) return at;
  Place end = first.end;
  const Word second = word_at(after_spaces(end));
  if (second.size() > 2 && second.begin != end &&
      (to_line_end ? ends_line(second.end) : vocabulary_.frequency(of(second)) <= kUsual))
    end = second.end;
  return (to_line_end && !ends_line(end)) || is_number_or_mask(sign(end)) ? at : end;
}

// What stands behind a name in brackets, if it is capitals: its party, "(S)", or its initials.
Finder::Word Finder::letters_in_brackets(Place end) const {
  Place at = after_spaces(end);
  if (at >= text_.size() || text_[at] != '(') return {};
  const Place begin = ++at;
  while (at < text_.size() && at - begin < 7 && sign(at).kind == SignKind::letter && is_capital(at))
    at += sign(at).size;
  return at < text_.size() && text_[at] == ')' ? Word{begin, at} : Word{};
}

// "(L\u00D6)" behind "Lars \u00D6hman" is who it is; "(MP)" behind "Mats Persson" is the party.
bool Finder::are_initials(Word letters, Place begin, Place end) const {
  if ((vocabulary_.kinds(of(letters)) & kParty) != 0) return false;
  Place last = begin;
  for (Word word = word_at(begin); !word.empty() && word.begin < end; word = word_at(after_spaces(word.end)))
    last = word.begin;
  const auto letter = [&](Place at) { return text_.substr(at, sign(at).size); };
  const Place last_letter = letters.end - before(letters.end).size;
  return last != begin && last_letter != letters.begin && letter(letters.begin) == letter(begin) &&
         letter(last_letter) == letter(last);
}

bool Finder::is_public_role(Word word) const {
  return (vocabulary_.kinds(of(word)) & kPublicRole) != 0 || vocabulary_.ends(of(word), Ending::public_ending);
}

// A first name with a surname, wherever it stands.
Finder::Place Finder::own_name(Word word, std::uint32_t kinds) const {
  if (!is_capital(word.begin)) return word.begin;
  const bool is_double = of(word).find('-') != std::string_view::npos;
  if ((kinds & kFirstName) == 0 && (!is_double || !is_first_name(word))) return word.begin;
  if (is_public_role(last_)) return word.begin;
  const Place end = name(word.begin, First::known);
  return end > word.end ? end : word.begin;
}

// A first name alone: on a line of its own, as a letter is signed, or inside a sentence, where a capital is not the
// sentence's. "Alma" can be a word, and a capital before or behind makes it a part of another name ("Karin Boyes
// plats").
Finder::Place Finder::bare_name(Word word) const {
  if (!is_capital(word.begin) || !is_first_name(word) || is_common(word) || is_acronym(word)) return word.begin;
  if (is_public_role(last_)) return word.begin;
  const Sign left = before(word.begin);
  if ((left.kind == SignKind::line || left.kind == SignKind::end) && ends_line(word.end)) return word.end;
  if (is_word_of_language(word) || !is_inside_sentence(word.begin)) return word.begin;
  const Place next = after_spaces(word.end);
  if (is_capital(next) || (!last_.empty() && is_capital(last_.begin))) return word.begin;
  if (is_number_or_mask(sign(word.end)) || is_number_or_mask(sign(next))) return word.begin;
  return letters_in_brackets(word.end).empty() ? word.end : word.begin;
}

void Finder::name_behind(Word word, std::uint32_t kinds, std::uint32_t kinds_before) {
  constexpr std::uint32_t kAnnounces =
      kTitle | kRole | kRelation | kGreeting | kClosing | kIntroduce | kSender | kBeforeName;
  const auto byte = [&](Place at) { return at < text_.size() ? text_[at] : '\0'; };
  const Place next = after_spaces(word.end);
  if (text_.substr(word.begin, 4) == "c/o " || text_.substr(word.begin, 4) == "C/o ") {
    const Place owner = word.begin + 4;
    if (const Place end = name(owner, First::capital); end != owner) add(owner, end, PersonalKind::name);
    return;
  }
  if ((kinds & kAnnounces) == 0) {
    // "bist\u00E5ndshandl\u00E4ggare Ek"
    if (next != word.end && is_capital(next) && vocabulary_.ends(of(word), Ending::role_ending))
      kinds = kRole;
    else
      return;
  }
  const auto found = [&](Place begin, First first) {
    const Place end = name(begin, first);
    if (end == begin) return false;
    add(begin, end, PersonalKind::name);
    return true;
  };
  const bool stop = byte(word.end) == '.';
  const bool colon = byte(word.end) == ':';
  if ((kinds & kTitle) != 0) {
    // "hr. Ek", but not "... min onkel. Onkeln ..."
    constexpr std::uint32_t kLongestAbbreviation = 4;
    const Place behind = stop && word.size() <= kLongestAbbreviation ? after_spaces(word.end + 1) : next;
    if (behind != word.end && found(behind, First::capital)) return;
  }
  if ((kinds & kSender) != 0) {
    Place behind = after_spaces(stop || colon || byte(word.end) == ',' ? word.end + 1 : word.end);
    if (const Word filler = word_at(behind); !colon && (vocabulary_.kinds(of(filler)) & kFiller) != 0)
      behind = after_spaces(filler.end);
    if (behind != word.end && found(behind, First::unusual)) return;
  }
  if ((kinds & (kRole | kRelation)) != 0) {
    const Place behind = colon ? after_spaces(word.end + 1) : next;
    if (behind != word.end && found(behind, First::capital)) return;
  }
  if ((kinds & kIntroduce) != 0 && next != word.end) {
    if (found(next, First::unusual)) return;
    const bool own = (kinds_before & kSelf) != 0 || is_first_name(word_at(next));
    if (const Place end = small_name(next, false); own && !is_capital(next) && end != next) {
      add(next, end, PersonalKind::name);
      return;
    }
  }
  if ((kinds & kGreeting) != 0) {
    if (next != word.end && found(next, First::unusual)) return;
    if (byte(word.end) == ',' && found(after_spaces(word.end + 1), First::known)) return;
  }
  if ((kinds & kClosing) != 0) {
    Place behind = word.end;
    for (int lines = 0; behind < text_.size(); behind += sign(behind).size) {
      const SignKind kind = sign(behind).kind;
      if (kind == SignKind::line && ++lines > 4) break;
      if (kind == SignKind::letter || kind == SignKind::digit || kind == SignKind::mask) break;
      if (kind == SignKind::other && std::string_view(",.!:/").find(text_[behind]) == std::string_view::npos) break;
    }
    if (const Word filler = word_at(behind); (vocabulary_.kinds(of(filler)) & kFiller) != 0)
      behind = after_spaces(filler.end);
    if (behind != word.end && found(behind, First::unusual)) return;
    if (const Place end = small_name(behind, true); behind != word.end && !is_capital(behind) && end != behind) {
      add(behind, end, PersonalKind::name);
      return;
    }
  }
  if ((kinds & kBeforeName) != 0 && next != word.end) found(next, First::known);
}

// "/Maria" at the end of a line.
Finder::Place Finder::signature(Place at) {
  const SignKind left = before(at).kind;
  if (left != SignKind::line && left != SignKind::space && left != SignKind::end) return at;
  Place begin = at + 1;
  if (begin < text_.size() && text_[begin] == '/') ++begin;
  begin = after_spaces(begin);
  const Place end = name(begin, First::unusual);
  return end == begin || !ends_line(end) ? at : add_name(begin, end);
}

// --- Numbers --------------------------------------------------------------------------------------

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
