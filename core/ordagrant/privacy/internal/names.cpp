#include <algorithm>

#include "ordagrant/privacy/internal/finder.h"
#include "ordagrant/text/ascii.h"

// Names of private persons, by the words around them and by first names.

namespace ordagrant::privacy::internal {

namespace {

constexpr int kMostWordsOfName = 4;

}  // namespace

bool Finder::is_first_name(Word word) const {
  if ((vocabulary_.kinds(of(word)) & kFirstName) != 0) return true;
  const std::size_t hyphen = of(word).find('-');
  return hyphen != std::string_view::npos && (vocabulary_.kinds(of(word).substr(0, hyphen)) & kFirstName) != 0;
}

// "BVC"; but "KARIN" can be shouted.
bool Finder::is_acronym(Word word) const {
  const std::string_view letters = of(word);
  return letters.size() <= 4 && std::all_of(letters.begin(), letters.end(), text::is_ascii_capital);
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
  const bool known = std::any_of(words_of_names_.begin(), words_of_names_.end(),
                                 [&](std::string_view masked) { return masked == alone || masked == owner; });
  return known && letters_in_brackets(std::max(name_end(word.begin, First::capital), word.end)).empty();
}

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

// The end of a name that begins here, of one to four words in one line; brackets behind it may say whose it is.
Finder::Place Finder::name_end(Place at, First first) const {
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
  return end;
}

// The same of a private person.
Finder::Place Finder::name(Place at, First first) const {
  const Place end = name_end(at, first);
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

// Adds the name that begins here, if one does.
bool Finder::found_name(Place begin, First first) {
  const Place end = name(begin, first);
  if (end == begin) return false;
  add(begin, end, PersonalKind::name);
  return true;
}

// Behind "heter" and its like; in small letters, where somebody says it of themselves.
bool Finder::introduced_name(Place next, std::uint32_t kinds_before) {
  if (found_name(next, First::unusual)) return true;
  const bool own = (kinds_before & kSelf) != 0 || is_first_name(word_at(next));
  const Place end = small_name(next, false);
  if (!own || is_capital(next) || end == next) return false;
  add(next, end, PersonalKind::name);
  return true;
}

// Behind "Mvh", in the same line or one of the next.
bool Finder::closing_name(Place closing_end) {
  Place behind = closing_end;
  for (int lines = 0; behind < text_.size(); behind += sign(behind).size) {
    const SignKind kind = sign(behind).kind;
    if (kind == SignKind::line && ++lines > 4) break;
    if (kind == SignKind::letter || kind == SignKind::digit || kind == SignKind::mask) break;
    if (kind == SignKind::other && std::string_view(",.!:/").find(text_[behind]) == std::string_view::npos) break;
  }
  if (const Word filler = word_at(behind); (vocabulary_.kinds(of(filler)) & kFiller) != 0)
    behind = after_spaces(filler.end);
  if (behind == closing_end) return false;
  if (found_name(behind, First::unusual)) return true;
  const Place end = small_name(behind, true);
  if (is_capital(behind) || end == behind) return false;
  add(behind, end, PersonalKind::name);
  return true;
}

void Finder::name_behind(Word word, std::uint32_t kinds, std::uint32_t kinds_before) {
  constexpr std::uint32_t kAnnounces =
      kTitle | kRole | kRelation | kGreeting | kClosing | kIntroduce | kSender | kBeforeName;
  const auto byte = [&](Place at) { return at < text_.size() ? text_[at] : '\0'; };
  const Place next = after_spaces(word.end);
  if (text_.substr(word.begin, 4) == "c/o " || text_.substr(word.begin, 4) == "C/o ") {
    found_name(word.begin + 4, First::capital);
    return;
  }
  if ((kinds & kAnnounces) == 0) {
    // "bist\u00E5ndshandl\u00E4ggare Ek"
    if (next != word.end && is_capital(next) && vocabulary_.ends(of(word), Ending::role_ending))
      kinds = kRole;
    else
      return;
  }
  const bool stop = byte(word.end) == '.';
  const bool colon = byte(word.end) == ':';
  if ((kinds & kTitle) != 0) {
    // "hr. Ek", but not "... min onkel. Onkeln ..."
    constexpr std::uint32_t kLongestAbbreviation = 4;
    const Place behind = stop && word.size() <= kLongestAbbreviation ? after_spaces(word.end + 1) : next;
    if (behind != word.end && found_name(behind, First::capital)) return;
  }
  if ((kinds & kSender) != 0) {
    Place behind = after_spaces(stop || colon || byte(word.end) == ',' ? word.end + 1 : word.end);
    if (const Word filler = word_at(behind); !colon && (vocabulary_.kinds(of(filler)) & kFiller) != 0)
      behind = after_spaces(filler.end);
    if (behind != word.end && found_name(behind, First::unusual)) return;
  }
  if ((kinds & (kRole | kRelation)) != 0) {
    const Place behind = colon ? after_spaces(word.end + 1) : next;
    if (behind != word.end && found_name(behind, First::capital)) return;
  }
  if ((kinds & kIntroduce) != 0 && next != word.end && introduced_name(next, kinds_before)) return;
  if ((kinds & kGreeting) != 0) {
    if (next != word.end && found_name(next, First::unusual)) return;
    if (byte(word.end) == ',' && found_name(after_spaces(word.end + 1), First::known)) return;
  }
  if ((kinds & kClosing) != 0 && closing_name(word.end)) return;
  if ((kinds & kBeforeName) != 0 && next != word.end) found_name(next, First::known);
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

}  // namespace ordagrant::privacy::internal
