#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

// Room: tokens. The abbreviations of a language; see tokens/internal/rules.h.

namespace ordagrant::tokens::internal {

// abbreviations.txt and closing_abbreviations.txt of a language. Never changes once made.
class Abbreviations {
 public:
  struct Abbreviation {
    bool may_end = false;  // a sentence
  };

  // Requires: `language` is shipped or "und", which has none.
  explicit Abbreviations(std::string_view language);

  // Are ordinal numbers written with a full stop?
  bool ordinals() const noexcept { return ordinals_; }
  // The longest abbreviation, in bytes.
  std::size_t longest() const noexcept { return longest_; }

  // The abbreviation that `surface` is, with any single spaces inside it; null: none. O(surface.size()).
  const Abbreviation* find(std::string_view surface) const;

  // False for most words that begin none: "bl" of "bl. a." does, "kl" of "kl.". Requires: word.size() > 0.
  bool may_begin_before_stop(std::string_view word) const { return is_marked(word, before_stops_); }
  // "t" of "t ex"
  bool may_begin_before_space(std::string_view word) const { return is_marked(word, before_spaces_); }
  // False for most words that follow the first one: "ex" of "t ex" does.
  bool may_follow_space(std::string_view word) const { return is_marked(word, behind_spaces_); }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Sizes = std::array<std::uint32_t, 256>;  // of words, a bit each, by first byte

  void add(std::string_view abbreviation);
  static void mark(std::string_view word, Sizes& sizes);
  static bool is_marked(std::string_view word, const Sizes& sizes) {
    return word.size() < 32 && (sizes[static_cast<unsigned char>(word.front())] >> word.size() & 1U) != 0;
  }

  std::unordered_map<std::string, Abbreviation, Hash, std::equal_to<>> known_;  // folded
  Sizes before_stops_{};
  Sizes before_spaces_{};
  Sizes behind_spaces_{};
  std::size_t longest_ = 0;
  bool ordinals_ = false;
};

}  // namespace ordagrant::tokens::internal
