#include "ordagrant/text/internal/folios.h"

#include <algorithm>
#include <cstring>

#include "ordagrant/text/ascii.h"
#include "ordagrant/text/internal/lines.h"

namespace ordagrant::text::internal {

namespace {

// A stroke, a bullet or a row of dashes between the parts of a head, or a Markdown mark before it.
bool is_separator(std::string_view token) {
  if (token == "|" || token == "/" || token == "\u2022" || token == "\u00B7") return true;
  if (token.find_first_not_of('#') == std::string_view::npos) return true;
  while (!token.empty()) {
    if (token.front() == '-' || token.front() == '_' || token.front() == '*')
      token.remove_prefix(1);
    else if (token.starts_with("\u2013") || token.starts_with("\u2014"))
      token.remove_prefix(3);
    else
      return false;
  }
  return true;
}

// Of one to five digits; 0 for anything else.
std::uint32_t number_of(std::string_view token) {
  if (token.empty() || token.size() > 5) return 0;
  std::uint32_t number = 0;
  for (const char byte : token) {
    if (!is_ascii_digit(byte)) return 0;
    number = number * 10 + static_cast<std::uint32_t>(byte - '0');
  }
  return number;
}

std::uint32_t bracketed(std::string_view token) {
  if (token.size() < 3) return 0;
  const bool brackets = (token.front() == '(' && token.back() == ')') || (token.front() == '[' && token.back() == ']');
  return brackets ? number_of(token.substr(1, token.size() - 2)) : 0;
}

// Of i, v, x and l in lower case, below 90: the pages before the first chapter.
std::uint32_t roman_of(std::string_view token) {
  if (token.empty() || token.size() > 7) return 0;
  std::uint32_t number = 0;
  std::uint32_t before = 0;
  for (std::size_t at = token.size(); at-- > 0;) {
    std::uint32_t value = 0;
    switch (token[at]) {
      case 'i':
        value = 1;
        break;
      case 'v':
        value = 5;
        break;
      case 'x':
        value = 10;
        break;
      case 'l':
        value = 50;
        break;
      default:
        return 0;
    }
    if (value < before) {
      number -= value;
    } else {
      number += value;
      before = value;
    }
  }
  return number;
}

bool is_page_word(std::string_view token) {
  std::array<char, 8> folded{};
  if (token.size() > folded.size()) return false;
  std::transform(token.begin(), token.end(), folded.begin(),
                 [](char byte) { return is_ascii_capital(byte) ? static_cast<char>(byte | 0x20) : byte; });
  std::string_view word(folded.data(), token.size());
  if (word.ends_with(':')) word.remove_suffix(1);
  constexpr std::array<std::string_view, 5> kWords{"sida", "sidan", "side", "siden", "page"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// The folio whose number stands at token `at`, and the tokens [begin, end) that it takes. False if none does.
bool folio_at(const LineTokens& tokens, std::size_t at, Folio& folio, std::size_t& begin, std::size_t& end) {
  std::string_view token = tokens.at.at(at);
  folio = {};
  begin = at;
  end = at + 1;
  // "-12-", "3/14", "3(14)", "3,"
  while (token.size() > 2 && token.front() == '-' && token.back() == '-') token = token.substr(1, token.size() - 2);
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(token.begin(), token.end(), is_ascii_digit) - token.begin());
  folio.number = number_of(token.substr(0, digits));
  if (folio.number == 0) return false;
  const std::string_view tail = token.substr(digits);
  if (tail.empty()) {
    const bool another = end < tokens.size;
    if (another && bracketed(tokens.at.at(end)) > 0) {
      folio.total = bracketed(tokens.at.at(end++));
    } else if (end + 1 < tokens.size && number_of(tokens.at.at(end + 1)) > 0) {
      const std::string_view word = tokens.at.at(end);
      if (word == "av" || word == "af" || word == "of") {
        folio.total = number_of(tokens.at.at(end + 1));
        end += 2;
      }
    }
  } else if (tail.front() == '/') {
    folio.total = number_of(tail.substr(1));
    if (folio.total == 0) return false;
  } else {
    folio.total = bracketed(tail);
    if (folio.total == 0) return false;
  }
  if (folio.total > 0 && folio.total < folio.number) return false;
  if (at > 0 && is_page_word(tokens.at.at(at - 1))) {
    folio.labelled = true;
    --begin;
  }
  return true;
}

}  // namespace

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  seed ^= value + 0x9E3779B97F4A7C15U + (seed << 6U) + (seed >> 2U);
  return seed * 0xFF51AFD7ED558CCDU;
}

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = bytes.size();
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    hash = mixed(hash, word);
    bytes.remove_prefix(8);
  }
  for (const char byte : bytes) hash = mixed(hash, static_cast<unsigned char>(byte));
  return hash ^ (hash >> 29U);
}

bool cut(std::string_view line, LineTokens& tokens) {
  tokens.size = 0;
  for (std::size_t at = 0; at < line.size();) {
    while (at < line.size() && is_blank_byte(line[at])) ++at;
    const std::size_t begin = at;
    while (at < line.size() && !is_blank_byte(line[at])) ++at;
    const std::string_view token = line.substr(begin, at - begin);
    if (token.empty() || is_separator(token)) continue;
    if (tokens.size == LineTokens::kMost) return false;
    tokens.at.at(tokens.size++) = token;
  }
  return true;
}

std::size_t folios(const LineTokens& tokens, std::array<Folio, 3>& found) {
  std::size_t count = 0;
  if (tokens.size == 1) {
    if (const std::uint32_t roman = roman_of(tokens.at.front()); roman > 0) {
      found.front() = {.number = roman, .roman = true};
      return 1;
    }
  }
  for (std::size_t at = 0; at < tokens.size && count < found.size(); ++at) {
    if (!is_ascii_digit(tokens.at.at(at).front()) && tokens.at.at(at).front() != '-') continue;
    Folio folio;
    std::size_t begin = 0;
    std::size_t end = 0;
    if (!folio_at(tokens, at, folio, begin, end)) continue;
    if (begin > 0 && end < tokens.size && !folio.labelled) continue;
    for (std::size_t other = 0; other < tokens.size; ++other) {
      if (other >= begin && other < end) continue;
      folio.beside = mixed(folio.beside, hash_of(tokens.at.at(other)));
      ++folio.words;
    }
    found.at(count++) = folio;
    at = end - 1;
  }
  return count;
}

std::size_t letters_in(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char byte) {
    const auto letter = static_cast<unsigned char>(byte);
    return (letter | 0x20U) - 'a' < 26U || letter >= 0xC0;
  }));
}

std::uint64_t key_of(const LineTokens& tokens) {
  std::uint64_t key = 1;
  for (std::size_t at = 0; at < tokens.size; ++at) key = mixed(key, hash_of(tokens.at.at(at)));
  return key;
}

bool is_heading(std::string_view line) { return line.starts_with("\u00A7") || line.ends_with(':'); }

bool ends_sentence(std::string_view words) {
  const char mark = words.back();
  if (mark == '!' || mark == '?') return true;
  if (mark != '.') return false;
  words.remove_suffix(1);
  const std::string_view word = words.substr(words.find_last_of(" \t") + 1);
  static constexpr std::string_view kVowels = "aeiouyAEIOUY";
  return word.find('.') == std::string_view::npos && std::any_of(word.begin(), word.end(), [](char byte) {
           return static_cast<unsigned char>(byte) >= 0xC3 || kVowels.find(byte) != std::string_view::npos;
         });
}

bool is_numbered_title(std::string_view words) {
  const std::size_t space = words.find(' ');
  return space != std::string_view::npos && number_of(words.substr(space + 1)) > 0 && letters_in(words) > 0 &&
         !is_page_word(words.substr(0, space));
}

bool ends_like_a_head(std::string_view words) {
  const char last = words.back();
  return last != '.' && last != ',' && last != '!' && last != '?' && last != ';' && last != ':' && last != '-' &&
         words.find(". ") == std::string_view::npos;
}

}  // namespace ordagrant::text::internal
