#include "ordagrant/passages/internal/bodies.h"

#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

std::string without_genitive(FactText& text, std::uint32_t at) {
  std::string word = text.lower(at);
  if (word.size() > 3 && word.ends_with('s')) word.pop_back();
  return word;
}

bool is_body_word(FactText& text, std::uint32_t at) {
  if (!text.is_word(at)) return false;
  const KnownWord& known = text.known(at);
  if (known.is(FactWord::body)) return true;
  const std::string bare = without_genitive(text, at);
  return text.words().find(bare).is(FactWord::body) || text.words().has(FactAffix::body_ending, text.lower(at)) ||
         text.words().has(FactAffix::body_ending, bare);
}

// A body's name in an indefinite form, which needs something before it: "arbetsutskott", "Udvalg".
bool is_part_word(FactText& text, std::uint32_t at) {
  return text.is(at, FactWord::body_part) || text.words().find(without_genitive(text, at)).is(FactWord::body_part);
}

}  // namespace

TokenRange body_at(FactText& text, std::uint32_t at) {
  if (!text.is_word(at)) return {};
  TokenRange body{at, at + 1};
  if (text.is(at, FactWord::place_body)) {
    // "Region Mellansj\u00F6", "Almviks kommun"
    if (text.capital(at + 1) && !text.begins_line(at + 1)) return {at, at + 2};
    if (at > 0 && text.capital(at - 1) && !text.begins_line(at) && text.surface(at - 1).size() > 1)
      return {at - 1, at + 1};
    return {};
  }
  if (is_part_word(text, at)) {
    // "kommunstyrelsens arbetsutskott", "Teknisk Udvalg"
    if (at == 0 || text.begins_line(at)) return {};
    if (is_body_word(text, at - 1) || (text.capital(at - 1) && text.is_word(at - 1))) return {at - 1, at + 1};
    return {};
  }
  if (!is_body_word(text, at)) return {};
  if (text.surface(at).ends_with('s') && is_part_word(text, at + 1)) body.end = at + 2;
  // "Barn- och utbildningsn\u00E4mnden"
  if (at >= 2 && text.is(at - 1, FactWord::both) && text.surface(at - 2).ends_with('-')) body.begin = at - 2;
  // "kommunens", "kommunalbestyrelsens" stay what they are: body_name() takes the s.
  return body;
}

std::string body_name(FactText& text, TokenRange body) {
  std::string name(text.text(body));
  const std::uint32_t last = body.end - 1;
  if (name.ends_with('s') && !text.is(last, FactWord::body) && !text.is(last, FactWord::body_part) &&
      !text.words().has(FactAffix::body_ending, text.lower(last)))
    name.pop_back();
  const text::Character first = text::character_at(name, 0);
  const std::string_view letter(name.data(), first.size);
  // Only letters whose capital has their length: those of our languages do.
  if (first.code < 0x80) {
    if (letter.front() >= 'a' && letter.front() <= 'z') name.front() = static_cast<char>(name.front() - ('a' - 'A'));
  } else if ((first.code >= 0xE0 && first.code <= 0xFE) && first.code != 0xF7) {
    name[1] = static_cast<char>(static_cast<unsigned char>(name[1]) - 0x20U);
  }
  return name;
}

}  // namespace ordagrant::passages::internal
