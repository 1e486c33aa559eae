#include "ordagrant/tokens/internal/abbreviations.h"

#include <algorithm>

#include "ordagrant/language/tables.h"
#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::tokens::internal {

namespace {

// Among abbreviations: ordinal numbers are written with a full stop.
constexpr std::string_view kOrdinal = "1.";

constexpr std::size_t kFoldedBytes = 32;

// In lower case, as far as Latin-1 goes, and every space a space. Requires: surface.size() <= kFoldedBytes.
std::string_view folded(std::string_view surface, std::array<char, kFoldedBytes>& into) {
  std::size_t size = 0;
  for (std::size_t at = 0; at < surface.size(); ++at) {
    const auto byte = static_cast<unsigned char>(surface[at]);
    if (byte >= 'A' && byte <= 'Z') {
      into[size++] = static_cast<char>(byte | 0x20U);
    } else if (byte < 0x80 || (byte & 0xC0U) == 0x80) {
      const bool capital =
          at > 0 && static_cast<unsigned char>(surface[at - 1]) == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97;
      into[size++] = static_cast<char>(capital ? byte | 0x20U : byte);
    } else {
      const text::Character next = text::character_at(surface, at);
      if (text::is_space(next.code)) {
        into[size++] = ' ';
        at += next.size - 1;
      } else {
        into[size++] = static_cast<char>(byte);
      }
    }
  }
  return {into.data(), size};
}

}  // namespace

Abbreviations::Abbreviations(std::string_view language) {
  if (language == language::kUndetermined) return;
  for (const std::string_view abbreviation : language::lines(language, "abbreviations.txt")) {
    if (abbreviation == kOrdinal) {
      ordinals_ = true;
      continue;
    }
    add(abbreviation);
    // What is written with spaces is also written without its stops: "t. ex.", "t ex".
    if (abbreviation.find(' ') == std::string_view::npos) continue;
    std::string bare(abbreviation);
    std::erase(bare, '.');
    add(bare);
  }
  for (const std::string_view abbreviation : language::lines(language, "closing_abbreviations.txt")) {
    std::array<char, kFoldedBytes> buffer;
    const auto found = known_.find(folded(abbreviation, buffer));
    if (found != known_.end()) found->second.may_end = true;
  }
}

void Abbreviations::mark(std::string_view word, Sizes& sizes) {
  if (word.empty() || word.size() >= 32) return;
  // A small letter beyond ASCII (\u00E4, \u00F8) has the first byte of its capital.
  const auto first = static_cast<unsigned char>(word.front());
  sizes[first] |= 1U << word.size();
  if (text::is_ascii_small(word.front())) sizes[first & 0xDFU] |= 1U << word.size();
}

void Abbreviations::add(std::string_view abbreviation) {
  std::array<char, kFoldedBytes> buffer;
  const std::string lower(folded(abbreviation, buffer));
  known_.try_emplace(lower);
  longest_ = std::max(longest_, lower.size());
  // The word boundaries of UAX 29 keep a stop between letters inside a word, and cut at the last, a space and a hyphen.
  const std::size_t end = std::min(lower.find_first_of(" -"), lower.size());
  const std::string_view first = std::string_view(lower).substr(0, end);
  if (first.ends_with('.')) {
    mark(first.substr(0, first.size() - 1), before_stops_);
    return;
  }
  mark(first, before_spaces_);
  const std::string_view rest = std::string_view(lower).substr(std::min(end + 1, lower.size()));
  const std::string_view second = rest.substr(0, std::min(rest.find(' '), rest.size()));
  mark(second.ends_with('.') ? second.substr(0, second.size() - 1) : second, behind_spaces_);
}

const Abbreviations::Abbreviation* Abbreviations::find(std::string_view surface) const {
  if (surface.size() > kFoldedBytes) return nullptr;
  std::array<char, kFoldedBytes> buffer;
  const std::string_view lower = folded(surface, buffer);
  const auto found = known_.find(lower);
  if (found == known_.end()) return nullptr;
  // "T ex" begins a sentence; "T EX" and "S K" are something else.
  const bool spaced = lower.find(' ') != std::string_view::npos;
  if (spaced && std::any_of(surface.begin() + 1, surface.end(), text::is_ascii_capital)) return nullptr;
  return &found->second;
}

}  // namespace ordagrant::tokens::internal
