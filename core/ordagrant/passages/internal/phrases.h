#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ordagrant/passages/internal/phrase.h"

// Room: passages. The phrases of passages.tsv, found by hash; see passages/structure.h.

namespace ordagrant::passages::internal {

// A phrase as it is compared: letters in lower case (ASCII and Latin-1; no other letter is in the tables),
// one space between words, no marks of Markdown around it and no colon behind. Empty if it is longer than any phrase.
class Folded {
 public:
  explicit Folded(std::string_view phrase) noexcept;
  std::string_view view() const noexcept { return {bytes_.data(), size_}; }

 private:
  std::array<char, 112> bytes_;
  std::size_t size_ = 0;
};

// passages.tsv of one language. Immutable.
class Phrases {
 public:
  // Without phrases for "und". Throws RequestError for another language that is not shipped, and for a wrong table.
  explicit Phrases(std::string_view language);

  // What a phrase is, as it stands.
  PhraseKinds of(std::string_view phrase) const noexcept;

  // What a line is, gaps included: "Kommunstyrelsens beslut" is "...s beslut", "Beslutning fra Magistraten" is
  // "beslutning fra ...".
  PhraseKinds of_line(std::string_view line) const noexcept;

  // Does a word end in one of the endings of this kind, or is it one?
  bool ends(std::string_view word, Phrase kind) const noexcept;

  // 1 to 12; 0 is no month.
  int month(std::string_view word) const noexcept;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  using Map = std::unordered_map<std::string, PhraseKinds, Hash, std::equal_to<>>;

  // Most words of a text are known to be no phrase by their first and last byte and their length.
  class Shapes {
   public:
    // Requires: `phrase` is not empty.
    void add(std::string_view phrase) noexcept { bits_.set(place(phrase)); }
    bool has(std::string_view phrase) const noexcept { return bits_[place(phrase)]; }

   private:
    static constexpr std::size_t kPlaces = 1U << 15U;
    static unsigned small(char byte) noexcept {
      const auto code = static_cast<unsigned char>(byte);
      return code >= 'A' && code <= 'Z' ? code + 0x20U : code;
    }
    // The last byte of a letter of Latin-1 differs from that of the capital by one bit.
    static std::size_t place(std::string_view phrase) noexcept {
      const unsigned last = small(phrase.back()) | 0x20U;
      return (small(phrase[0]) * 0x9E37U + last * 0x85U + phrase.size() * 0xC2B3U) % kPlaces;
    }
    std::bitset<kPlaces> bits_;
  };

  static PhraseKinds find(const Map& map, std::string_view phrase) noexcept;

  Map whole_;   // "beslut"
  Map behind_;  // "s beslut" of "...s beslut"
  Map before_;  // "beslutning fra" of "beslutning fra ..."
  Shapes wholes_;
  Shapes last_words_;   // of behind_
  Shapes first_words_;  // of before_
  std::vector<std::pair<std::string, PhraseKinds>> endings_;
  std::unordered_map<std::string, int, Hash, std::equal_to<>> months_;
};

}  // namespace ordagrant::passages::internal
