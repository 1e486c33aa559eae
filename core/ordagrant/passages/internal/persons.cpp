#include "ordagrant/passages/internal/persons.h"

#include <algorithm>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

// A name has at most so many words, and a word so many bytes.
constexpr std::size_t kNameWords = 6;
constexpr std::size_t kWordBytes = 40;
// A party is written with at most so many letters.
constexpr std::size_t kPartyLetters = 5;
constexpr std::size_t kPartyBytes = 40;

bool ends_word(char byte) {
  return byte == ' ' || byte == '(' || byte == ')' || byte == ',' || byte == ':' || byte == ';' || byte == '\t' ||
         byte == '\n' || byte == '\r' || byte == '*';
}

// The byte behind what can stand between two words of a name: spaces, a line end, marks of Markdown.
std::size_t behind_gap(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '*' || text[at] == '\n')
      ++at;
    else if (text.substr(at).starts_with("\u00A0"))
      at += 2;
    else
      break;
  }
  return at;
}

std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= kWordBytes && !ends_word(text[end]) &&
         !text.substr(end).starts_with("\u00A0"))
    ++end;
  return text.substr(at, end - at);
}

// A word of a name: a capital, then letters, hyphens and apostrophes; or an initial with its stop.
bool is_name_word(std::string_view word) {
  if (word.empty() || word.size() > kWordBytes || text::is_ascii_small(word[0]) ||
      !text::is_upper(text::character_at(word, 0).code))
    return false;
  for (std::size_t at = 0; at < word.size();) {
    if (text::is_ascii_letter(word[at])) {
      ++at;
      continue;
    }
    const text::Character next = text::character_at(word, at);
    const bool stop = next.code == '.' && at + 1 == word.size() && word.size() <= 4;
    if (!text::is_letter(next.code) && next.code != '-' && next.code != '\'' && next.code != 0x2019 && !stop)
      return false;
    at += next.size;
  }
  return true;
}

bool is_in_capitals(std::string_view word) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < word.size();) {
    const text::Character next = text::character_at(word, at);
    if (text::is_upper(next.code))
      ++capitals;
    else if (text::is_letter(next.code))
      return false;
    at += next.size;
  }
  return capitals >= 2;
}

// "EK-LIND" as "Ek-Lind".
std::string in_title_case(std::string_view word) {
  std::string made;
  bool first = true;
  for (std::size_t at = 0; at < word.size();) {
    const text::Character next = text::character_at(word, at);
    const std::string_view bytes = word.substr(at, next.size);
    if (first)
      made += bytes;
    else
      made += text::lower(bytes);
    first = !text::is_letter(next.code);
    at += next.size;
  }
  return made;
}

bool is_title(std::string_view word, const Phrases& phrases) {
  return phrases.of(word).has(Phrase::title) || phrases.ends(word, Phrase::title_ending);
}

// The words of a name with a space between them; a name in capitals in the usual letters.
std::string joined(const std::vector<std::string_view>& words) {
  std::string made;
  const bool shouts =
      std::any_of(words.begin(), words.end(), [](auto word) { return word.size() > 2 && is_in_capitals(word); });
  for (const std::string_view word : words) {
    if (!made.empty()) made += ' ';
    made += shouts && is_in_capitals(word) ? in_title_case(word) : std::string(word);
  }
  return made;
}

struct NameRead {
  std::vector<std::string_view> words;
  std::size_t end = 0;
};

// Words with a capital, and particles between them.
NameRead read_name(std::string_view text, const Phrases& phrases) {
  NameRead found;
  std::vector<std::string_view> waiting;
  for (std::size_t at = behind_gap(text, 0); at < text.size();) {
    const std::string_view word = word_at(text, at);
    if (is_name_word(word)) {
      if (found.words.size() + waiting.size() >= kNameWords) return {};
      found.words.insert(found.words.end(), waiting.begin(), waiting.end());
      found.words.push_back(word);
      waiting.clear();
      found.end = at + word.size();
    } else if (!found.words.empty() && waiting.size() < 2 && phrases.of(word).has(Phrase::particle)) {
      waiting.push_back(word);
    } else {
      break;
    }
    const std::size_t behind = at + word.size();
    at = behind_gap(text, behind);
    if (at == behind) break;
  }
  return found;
}

// Titles in front of a name, if a name is left without them.
void drop_titles(std::vector<std::string_view>& words, const Phrases& phrases) {
  // "Andre vice talman KARIN EK": the name is what stands in capitals.
  const auto capitals = std::find_if(words.begin(), words.end(), is_in_capitals);
  if (capitals != words.begin() && capitals != words.end() && capitals->size() > 2 &&
      std::all_of(capitals, words.end(), is_in_capitals))
    words.erase(words.begin(), capitals);
  while (words.size() > 1 && is_title(words.front(), phrases)) words.erase(words.begin());
}

std::string_view trimmed(std::string_view text) {
  const auto is_edge = [](char byte) { return byte == ' ' || byte == '\t' || byte == '*' || byte == '_'; };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && (is_edge(text.back()) || text.back() == ':')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool is_party(std::string_view text) {
  if (text.empty() || text.size() > kPartyBytes) return false;
  if (text == "-" || text == "\u2013") return true;
  const std::string_view first = text.substr(0, text.find(','));
  if (first.size() < text.size() && !text::is_upper(text::character_at(text, 0).code)) return false;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < first.size();) {
    const text::Character next = text::character_at(first, at);
    if (!text::is_letter(next.code) && next.code != '-' && next.code != '+') return false;
    ++letters;
    at += next.size;
  }
  return letters > 0 && letters <= kPartyLetters;
}

Person person_at(std::string_view text, const Phrases& phrases) {
  NameRead name = read_name(text, phrases);
  if (name.words.empty()) return {};
  drop_titles(name.words, phrases);
  Person found{joined(name.words), name.end, false};
  const std::size_t bracket = behind_gap(text, name.end);
  if (bracket < text.size() && text[bracket] == '(') {
    const std::size_t close = text.substr(0, bracket + kPartyBytes + 2).find(')', bracket);
    if (close != std::string_view::npos && is_party(text.substr(bracket + 1, close - bracket - 1))) {
      found.end = close + 1;
      found.has_party = true;
    }
  }
  return found;
}

std::string speaker_of_heading(std::string_view heading, const Phrases& phrases) {
  heading = trimmed(heading);
  const std::size_t open = heading.find('(');
  if (open != std::string_view::npos && open > 0) {
    const std::size_t close = heading.find(')', open);
    if (close == std::string_view::npos) return {};
    const std::string_view inside = trimmed(heading.substr(open + 1, close - open - 1));
    const std::string_view behind = trimmed(heading.substr(close + 1));
    // Behind the brackets: nothing, what kind of reply it is, what office they hold, or who else asks.
    const bool more = !behind.empty() && (behind.front() == ',' || behind.front() == '(');
    if (!behind.empty() && !more && !phrases.of(behind).has(Phrase::replies)) return {};
    // "Anna Ek (fg.)" stands in for somebody.
    if (is_party(inside) || phrases.of(inside).has(Phrase::replies)) {
      // "Andre vice talman KARIN EK (S)" has words without a capital before the name.
      std::string_view before = trimmed(heading.substr(0, open));
      NameRead name = read_name(before, phrases);
      while (name.end < before.size()) {
        const std::size_t space = before.find(' ');
        if (space == std::string_view::npos || name.words.empty() || !is_title(name.words.front(), phrases)) {
          const std::string_view last = before.substr(before.rfind(' ') + 1);
          if (!is_in_capitals(last)) return {};
        }
        if (space == std::string_view::npos) return {};
        before = trimmed(before.substr(space + 1));
        name = read_name(before, phrases);
      }
      if (name.words.empty()) return {};
      drop_titles(name.words, phrases);
      return joined(name.words);
    }
    // "Formanden (S\u00F8ren Lund)": a role, and who has it.
    const NameRead name = read_name(inside, phrases);
    if (name.words.size() >= 2 && name.end == inside.size() && behind.empty() &&
        text::is_upper(text::character_at(heading, 0).code))
      return joined(name.words);
    return {};
  }
  if (phrases.of(heading).has(Phrase::chair)) {
    std::string role = text::lower(heading);
    const text::Character first = text::character_at(heading, 0);
    return role.replace(0, first.size, heading.substr(0, first.size));
  }
  return {};
}

std::vector<std::string> persons_with_party(std::string_view text, const Phrases& phrases) {
  std::vector<std::string> found;
  std::size_t from = 0;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.substr(0, open + kPartyBytes + 2).find(')', open);
    if (close == std::string_view::npos || !is_party(text.substr(open + 1, close - open - 1))) continue;
    // The words just before the bracket, up to a comma or the last person.
    std::size_t begin = std::max(from, open > 160 ? open - 160 : 0);
    std::size_t stop = text.substr(0, open).find_last_of(",;:()\n\r\t");
    // A name that was broken at a line end: one word stands between the line end and the bracket.
    if (stop != std::string_view::npos && text[stop] == '\n' &&
        trimmed(text.substr(stop + 1, open - stop - 1)).find(' ') == std::string_view::npos)
      stop = text.substr(0, stop).find_last_of(",;:()\n\r\t");
    if (stop != std::string_view::npos) begin = std::max(begin, stop + 1);
    std::string_view before = text.substr(begin, open - begin);
    // The longest row of words that is a name and ends at the bracket.
    while (!before.empty()) {
      before = before.substr(behind_gap(before, 0));
      const Person person = person_at(before, phrases);
      if (!person.name.empty() && trimmed(before).size() == person.end && person.name.find(' ') != std::string::npos) {
        found.push_back(person.name);
        break;
      }
      const std::size_t space = before.find_first_of(" \n");
      before = space == std::string_view::npos ? std::string_view() : before.substr(space);
    }
    from = close + 1;
  }
  return found;
}

}  // namespace ordagrant::passages::internal
