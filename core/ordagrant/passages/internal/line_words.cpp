#include "ordagrant/passages/internal/line_words.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "ordagrant/passages/internal/spaces.h"
#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

constexpr int kHeadingWords = 20;

std::string_view last_word(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && !is_blank(text[begin - 1]) && text.size() - begin < kFieldBytes) --begin;
  return text.substr(begin);
}

// What a byte says about a line that could be a title.
enum : std::uint8_t { kOtherByte, kLetterByte, kSpaceByte, kForeignByte };
constexpr std::array<std::uint8_t, 256> kBytes = [] {
  std::array<std::uint8_t, 256> of{};
  for (unsigned byte = 0; byte < 256; ++byte)
    if (byte >= 0x80 || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z')) of[byte] = kLetterByte;
  of[' '] = kSpaceByte;
  for (const char byte : {'|', '@', '<', '[', '\0'}) of[static_cast<unsigned char>(byte)] = kForeignByte;
  return of;
}();

// The bytes of the first year in a title, or of the years from one to another: "Budget 2025", "Plan 2025-2027",
// "L\u00E4s\u00E5ret 2025/26"; 0: there is none.
std::size_t year_bytes(std::string_view title) {
  const auto digits = [&](std::size_t at) {
    std::size_t end = at;
    while (end < title.size() && text::is_ascii_digit(title[end])) ++end;
    return end - at;
  };
  for (std::size_t at = 0; at < title.size(); ++at) {
    const std::size_t first = digits(at);
    if (first == 0) continue;
    const std::string_view century = title.substr(at, 2);
    if (first != 4 || (century != "19" && century != "20")) {
      at += first;
      continue;
    }
    const std::string_view behind = title.substr(at + first);
    const std::size_t mark = behind.starts_with("\u2013")                         ? 3
                             : behind.starts_with('-') || behind.starts_with('/') ? 1
                                                                                  : 0;
    const std::size_t second = mark > 0 ? digits(at + first + mark) : 0;
    return first + (second == 2 || second == 4 ? mark + second : 0);
  }
  return 0;
}

// Marks that close what was opened before the end of a sentence.
bool drop_closing_mark(std::string_view& text) {
  static constexpr std::string_view kMarks[] = {")",      "]",      "\"",     "'",      "*",     "_",
                                                "\u201D", "\u201C", "\u00BB", "\u00AB", "\u2019"};
  for (const std::string_view mark : kMarks)
    if (text.ends_with(mark)) {
      text.remove_suffix(mark.size());
      return true;
    }
  return false;
}

}  // namespace

std::string_view first_word(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && !is_blank(line[end]) && end < kFieldBytes && !line.substr(end).starts_with("\u00A0"))
    ++end;
  return line.substr(0, end);
}

bool begins_with_capital(std::string_view line) {
  const auto first = static_cast<unsigned char>(line[0]);
  return first < 0x80 ? first >= 'A' && first <= 'Z' : text::is_upper(text::character_at(line, 0).code);
}

bool begins_small(std::string_view line) {
  if (line.empty()) return false;
  const auto byte = static_cast<unsigned char>(line[0]);
  if (byte < 0x80) return byte >= 'a' && byte <= 'z';
  const text::Character first = text::character_at(line, 0);
  return text::is_letter(first.code) && !text::is_upper(first.code);
}

bool begins_with_dash(std::string_view line) { return line.starts_with("\u2013") || line.starts_with("\u2014"); }

bool is_title_shaped(std::string_view line, const Phrases& phrases) {
  if (line.size() < 2 || line.size() > kHeadingBytes) return false;
  if (line.back() == '.' || line.back() == ',') return false;
  std::string_view inside = line;
  while (!inside.empty() && (inside.back() == '*' || inside.back() == ' ')) inside.remove_suffix(1);
  if (inside.size() < 2) return false;
  const text::Character first = text::character_at(inside, 0);
  const bool quote = first.code == '"' || first.code == 0x201D || first.code == 0xBB || first.code == 0x201C;
  if (!text::is_upper(first.code)) {
    const std::size_t at = quote ? first.size : 0;
    if (at >= inside.size()) return false;
    const text::Character second = text::character_at(inside, at);
    const bool counts = at == 0 && text::is_ascii_digit(inside[0]) && inside.size() > 12;  // "10 miljoner till hamnar"
    if (!text::is_upper(second.code) && !counts) return false;
  }
  const char last = inside.back();
  if (last == '.' || last == ',' || last == ';' || last == ':' || last == '-' || inside.ends_with("\u2013") ||
      inside.ends_with("\u2026"))
    return false;
  int words = 1;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const std::uint8_t of_byte = kBytes[static_cast<unsigned char>(inside[at])];
    if (of_byte == kLetterByte) {
      ++letters;
    } else if (of_byte == kSpaceByte) {
      ++words;
      // The end of a sentence inside it: a stop, and another sentence.
      if (at >= 4 && inside[at - 1] == '.' && !text::is_ascii_digit(inside[at - 2]) && inside[at - 3] != '.' &&
          inside[at - 3] != ' ' && at + 1 < inside.size() && begins_with_capital(inside.substr(at + 1)) &&
          phrases.of(last_word(inside.substr(0, at))).empty())
        return false;
    } else if (of_byte == kForeignByte) {
      return false;
    }
  }
  // A year is as good as a word.
  const bool has_words = letters * 2 >= inside.size() || letters * 2 + year_bytes(inside) >= inside.size();
  return words <= kHeadingWords && has_words && !is_open(inside, phrases);
}

bool is_stopped(std::string_view line) {
  if (line.empty()) return false;
  const char end = line.back();
  if (end == '.' || end == '!' || end == '?' || end == ':') return true;
  if (text::is_ascii_letter(end) || text::is_ascii_digit(end) || end == ',') return false;
  while (drop_closing_mark(line)) {
  }
  return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with(':') ||
         line.ends_with("\u2026");
}

bool is_open(std::string_view line, const Phrases& phrases) {
  if (line.ends_with(',') || line.ends_with('-') || line.ends_with("\u2013")) return true;
  const std::string_view word = last_word(line);
  return word.size() < line.size() && phrases.of(word).has(Phrase::open) &&
         !text::is_upper(text::character_at(word, 0).code);
}

std::string as_title(std::string_view text) {
  std::string made;
  bool spaced = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t behind = behind_spaces(text, at);
    const bool space = behind > at || text[at] == '\n' || text[at] == '\r' || text[at] == '\f';
    if (space) {
      at = std::max(behind, at + 1);
      spaced = true;
      continue;
    }
    if (spaced && !made.empty()) made += ' ';
    spaced = false;
    made += text[at++];
  }
  while (!made.empty() &&
         (made.back() == ':' || made.back() == ' ' || made.back() == '*' || made.back() == '#' || made.back() == '_'))
    made.pop_back();
  const std::size_t begin = made.find_first_not_of("*_# ");
  return begin == std::string::npos ? std::string() : made.substr(begin);
}

std::string_view without_page(std::string_view line) {
  std::string_view bare = line;
  while (!bare.empty() && text::is_ascii_digit(bare.back())) bare.remove_suffix(1);
  if (bare.size() == line.size() || line.size() - bare.size() > 4) return line;
  const std::string_view number_off = bare;
  while (!bare.empty() && (is_blank(bare.back()) || bare.back() == '.')) bare.remove_suffix(1);
  const std::string_view between = number_off.substr(bare.size());
  if (bare.ends_with("\u2026") || between.find("..") != std::string_view::npos ||
      between.find('\t') != std::string_view::npos || between.find("  ") != std::string_view::npos) {
    while (bare.ends_with("\u2026")) bare.remove_suffix(3);
    while (!bare.empty() && is_blank(bare.back())) bare.remove_suffix(1);
    return bare;
  }
  return line;
}

}  // namespace ordagrant::passages::internal
