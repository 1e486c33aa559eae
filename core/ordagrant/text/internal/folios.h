#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// Room: text. What a line at the edge of a page says of the page, and by what it is told from text.

namespace ordagrant::text::internal {

inline constexpr std::size_t kLongestHead = 120;  // bytes

// A number in a line that may be that of the page.
struct Folio {
  std::uint32_t number = 0;
  std::uint32_t total = 0;   // of "3 (14)"; 0 where there is none
  bool labelled = false;     // "Sida 3", "Side 3"
  bool roman = false;        // "iv"
  std::uint64_t beside = 0;  // what else the line says, as a hash; 0 for nothing
  std::size_t words = 0;     // of what else it says
};

// The words of a line, without strokes and dashes between them.
struct LineTokens {
  static constexpr std::size_t kMost = 24;

  std::array<std::string_view, kMost> at;
  std::size_t size = 0;
};

// False if there are more than fit.
bool cut(std::string_view line, LineTokens& tokens);

// Each number of a line that may be its page's: one at its beginning, at its end, or behind the word page; how many
// they are.
std::size_t folios(const LineTokens& tokens, std::array<Folio, 3>& found);

// "Sida 3 av 14" and nothing else: that is a page number wherever it stands.
inline bool is_sure(const Folio& folio) { return folio.labelled && folio.total > 0 && folio.beside == 0; }

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value);
std::uint64_t hash_of(std::string_view bytes);

// The exact line, but for how wide its spaces are.
std::uint64_t key_of(const LineTokens& tokens);

std::size_t letters_in(std::string_view line);

// A heading that begins or ends like this is no running head, however often it stands at an edge.
bool is_heading(std::string_view line);

// With the mark of a sentence, and not that of an abbreviation: "m.fl.", "nr.", "2.". Requires: not empty.
bool ends_sentence(std::string_view words);

// "Bilaga 3", a word and a number: the title of a part, of which there may be one on each page.
bool is_numbered_title(std::string_view words);

// Neither a sentence nor a part of one. Requires: not empty.
bool ends_like_a_head(std::string_view words);

}  // namespace ordagrant::text::internal
