#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ordagrant/passages/internal/fact_words.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/token.h"

// Room: passages. A text as those see it who look for facts in it.

namespace ordagrant::passages::internal {

// Tokens [begin, end).
struct TokenRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool empty() const noexcept { return begin >= end; }
};

// The words of a text and what is known of them. For one thread.
class FactText {
 public:
  // Requires: what it is given outlives it.
  FactText(std::string_view text, std::span<const tokens::Token> tokens, std::span<const std::uint32_t> sentences,
           const Structure& structure, const FactWords& words)
      : text_(text), tokens_(tokens), sentences_(sentences), structure_(structure), words_(words) {}

  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(tokens_.size()); }
  const tokens::Token& token(std::uint32_t at) const { return tokens_[at]; }
  std::string_view surface(std::uint32_t at) const { return tokens_[at].span.of(text_); }
  std::string_view text(TokenRange range) const;  // from its first token to its last
  const FactWords& words() const noexcept { return words_; }
  const Structure& structure() const noexcept { return structure_; }

  // What is known of a token; of none where `at` is past the end.
  const KnownWord& known(std::uint32_t at);
  const std::string& lower(std::uint32_t at);  // empty past the end; valid until the next call of known() or lower()
  bool is(std::uint32_t at, FactWord kind) { return known(at).is(kind); }

  bool is_mark(std::uint32_t at, std::string_view mark) const { return at < size() && surface(at) == mark; }
  bool surface_ends(std::uint32_t at, char byte) const { return at < size() && surface(at).ends_with(byte); }
  bool is_number(std::uint32_t at) const { return at < size() && tokens_[at].kind == tokens::TokenKind::number; }
  bool is_word(std::uint32_t at) const { return at < size() && tokens_[at].kind == tokens::TokenKind::word; }
  bool adjacent(std::uint32_t at) const { return at > 0 && tokens_[at - 1].span.end == tokens_[at].span.begin; }
  bool capital(std::uint32_t at) const;  // does it begin with one?
  // Does a line begin with it? The end of the text does.
  bool begins_line(std::uint32_t at) const;
  // Is there an empty line before it? So it is with the end of the text.
  bool begins_block(std::uint32_t at) const;
  // Does it go on with what stands before it? Not behind an empty line, in another row or item, or where a line begins
  // anew: "Antal 45\nKronor 300".
  bool goes_on(std::uint32_t at) const;
  // A list's bullet, number or letter that a line begins with: the token after it, or `at`.
  std::uint32_t after_list_mark(std::uint32_t at) const;

  TokenRange sentence(std::uint32_t at) const;
  std::uint32_t passage(std::uint32_t at) const;  // its index; 0 if there are none
  const Passage* passage_of(std::uint32_t at) const { return structure_.passage_at(at); }

 private:
  static constexpr std::size_t kSlots = 64;
  struct Slot {
    std::uint32_t token = UINT32_MAX;
    std::string lower;
    const KnownWord* known = nullptr;
  };

  const Slot& slot(std::uint32_t at);

  std::string_view text_;
  std::span<const tokens::Token> tokens_;
  std::span<const std::uint32_t> sentences_;
  const Structure& structure_;
  const FactWords& words_;
  std::array<Slot, kSlots> slots_;  // tokens that lie near each other are asked for again and again
};

}  // namespace ordagrant::passages::internal
