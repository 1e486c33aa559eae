#include "ordagrant/passages/internal/bodies.h"

#include <algorithm>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

constexpr std::uint32_t kLongName = 10;  // tokens of "Udvalget for B\u00F8rn, Unge og Kultur"

std::string without_genitive(FactText& text, std::uint32_t at) {
  std::string word = text.lower(at);
  if (word.size() > 3 && word.ends_with('s')) word.pop_back();
  return word;
}

bool is_body_word(FactText& text, std::uint32_t at) {
  if (!text.is_word(at)) return false;
  const KnownWord& known = text.known(at);
  if (known.is(FactWord::body)) return true;
  if (known.is(FactWord::no_body)) return false;
  const std::string bare = without_genitive(text, at);
  return text.words().find(bare).is(FactWord::body) || text.words().has(FactAffix::body_ending, text.lower(at)) ||
         text.words().has(FactAffix::body_ending, bare);
}

// A body's name in an indefinite form, which needs something before it: "arbetsutskott", "Udvalg".
bool is_part_word(FactText& text, std::uint32_t at) {
  return text.is(at, FactWord::body_part) || text.words().find(without_genitive(text, at)).is(FactWord::body_part);
}

// "Barn- och utbildningsn\u00E4mnden", "Bygg-, milj\u00F6- och r\u00E4ddningsn\u00E4mnden", "Tekniska n\u00E4mnden":
// where the name begins whose last word is at `at`.
std::uint32_t name_begin(FactText& text, std::uint32_t at) {
  std::uint32_t begin = at;
  while (begin >= 2 && (text.is(begin - 1, FactWord::both) || text.is_mark(begin - 1, ",")) &&
         text.surface(begin - 2).ends_with('-'))
    begin -= 2;
  if (begin < at || at == 0 || text.begins_line(at) || text.capital(at)) return begin;
  const std::uint32_t before = at - 1;
  const bool attribute = text.is_word(before) && text.capital(before) && text.surface(before).size() > 2 &&
                         text.words().has(FactAffix::adjective_ending, text.lower(before)) &&
                         !text.is(before, FactWord::function) && !text.is(before, FactWord::adverb) &&
                         !text.is(before, FactWord::decide) && !is_body_word(text, before);
  return attribute ? before : begin;
}

// Does a verb, or what stands between it and who decides, begin at `at`?
bool ends_name(FactText& text, std::uint32_t at) {
  const KnownWord& known = text.known(at);
  return known.is(FactWord::decide) || known.is(FactWord::act) || known.is(FactWord::auxiliary) ||
         known.is(FactWord::that) || known.is(FactWord::task_give) || known.is(FactWord::order);
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
    if (is_body_word(text, at - 1)) return {name_begin(text, at - 1), at + 1};
    if (text.capital(at - 1) && text.is_word(at - 1)) return {at - 1, at + 1};
    return {};
  }
  if (!is_body_word(text, at)) return {};
  if (text.surface(at).ends_with('s') && is_part_word(text, at + 1)) body.end = at + 2;
  body.begin = name_begin(text, at);
  // "kommunens", "kommunalbestyrelsens" stay what they are: body_name() takes the s.
  return body;
}

TokenRange body_before(FactText& text, std::uint32_t end) {
  if (end == 0) return {};
  TokenRange body = body_at(text, end - 1);
  if (body.empty() && end >= 2) {
    body = body_at(text, end - 2);  // "Region Mellansj\u00F6"
    if (body.end != end) body = {};
  }
  if (!body.empty()) return body;
  // "N\u00E4mnden f\u00F6r arbete och v\u00E4lf\u00E4rd", "Kommunfullm\u00E4ktige i Almvik"
  for (std::uint32_t back = 2; back <= kLongName && back <= end; ++back) {
    const std::uint32_t at = end - back;
    if (text.is(at + 1, FactWord::in_favour) ||
        (back == 3 && text.is(at + 1, FactWord::due_weak) && text.capital(at + 2)))
      body = body_at(text, at);
    if (body.end == at + 1) return {body.begin, text.is(at + 1, FactWord::in_favour) ? end : body.end};
    body = {};
    const bool name = text.is_word(at) || (text.is_mark(at, ",") && back > 2);
    if (!name || ends_name(text, at)) return {};
  }
  return {};
}

TokenRange body_from(FactText& text, std::uint32_t at) {
  TokenRange body = body_at(text, at);
  if (body.empty()) body = body_at(text, at + 1);  // "kommunstyrelsens arbetsutskott", "Barn- och ..."
  if (body.empty() && text.surface_ends(at, '-')) body = body_at(text, at + 2);
  if (body.empty() || body.begin != at) return {};
  if (!text.is(body.end, FactWord::in_favour)) return body;
  // "Udvalget for Land og By dr\u00F8ftede"
  std::uint32_t end = body.end + 1;
  while (text.capital(end) || ((text.is(end, FactWord::both) || text.is_mark(end, ",")) && text.capital(end + 1)))
    ++end;
  if (end > body.end + 1 && !text.is(end, FactWord::both) && !text.is_mark(end, ",")) return {body.begin, end};
  end = body.end + 1;
  while (end < body.end + kLongName && (text.is_word(end) || text.is_mark(end, ",")) && !ends_name(text, end)) ++end;
  const std::uint32_t last = text.is_mark(end - 1, ",") ? end - 1 : end;  // "for mere lys i gaderne, at"
  if (text.is(end, FactWord::that) && last > body.end + 1) body.end = last;
  return body;
}

std::string body_name(FactText& text, TokenRange body) {
  std::string name(text.text(body));
  std::replace(name.begin(), name.end(), '\n', ' ');
  const std::uint32_t last = body.end - 1;
  if (name.ends_with('s') && !text.is(body.begin + 1, FactWord::in_favour) && !text.is(last, FactWord::body) &&
      !text.is(last, FactWord::body_part) && !text.words().has(FactAffix::body_ending, text.lower(last)))
    name.pop_back();
  const text::Character first = text::character_at(name, 0);
  const std::string_view letter(name.data(), first.size);
  // Only letters whose capital has their length: those of our languages do.
  if (first.code < 0x80) {
    if (text::is_ascii_small(letter.front())) name.front() = static_cast<char>(name.front() - ('a' - 'A'));
  } else if ((first.code >= 0xE0 && first.code <= 0xFE) && first.code != 0xF7) {
    name[1] = static_cast<char>(static_cast<unsigned char>(name[1]) - 0x20U);
  }
  return name;
}

}  // namespace ordagrant::passages::internal
