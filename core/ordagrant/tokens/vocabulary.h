#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: tokens. Readable text in, words, marks and sentences out.
// Above it: language. Below it: forms, passages, keyness.

namespace ordagrant::tokens {

// The tokens of a text as columns of the same length, thirteen bytes a token.
struct TokenColumns {
  std::vector<std::uint32_t> begins;  // bytes of the text
  std::vector<std::uint32_t> ends;
  std::vector<std::uint32_t> ids;  // of the lower-case form, in a vocabulary
  std::vector<TokenKind> kinds;

  std::size_t size() const noexcept { return ids.size(); }
};

// The distinct lower-case forms of texts, numbered from 0 in the order in which they came.
//
//   Vocabulary vocabulary;
//   const TokenColumns first = vocabulary.add("Tillit!", tokeniser.tokenise("Tillit!"));    // ids 0, 1
//   const TokenColumns second = vocabulary.add("tillit", tokeniser.tokenise("tillit"));     // id 0
//
// add() must be called by one thread at a time. The numbers depend on the order of the texts alone.
class Vocabulary {
 public:
  Vocabulary();

  // The columns of `tokens`, which were made from `text`. Forms that are new are added. O(text.size()).
  // Throws RequestError when there are more than 2^32 - 1 forms, or 4 GiB of them.
  TokenColumns add(std::string_view text, std::span<const Token> tokens);

  // The number of a form as it stands, which is added if it is new. Throws as add() does.
  std::uint32_t add(std::string_view form);

  // The number of a form in lower case, or none.
  std::optional<std::uint32_t> find(std::string_view form) const;

  std::size_t size() const noexcept { return begins_.size() - 1; }
  // Of memory, about.
  std::size_t bytes() const noexcept {
    return bytes_.size() + begins_.size() * sizeof(std::uint32_t) + slots_.size() * sizeof(Slot);
  }
  // Requires: id < size(). The view ends with the next call of add().
  std::string_view form(std::uint32_t id) const {
    return std::string_view(bytes_).substr(begins_[id], begins_[id + 1] - begins_[id]);
  }

 private:
  // A slot of the table: where a form may be. Half of its hash tells most others from it without a look at the form.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // id + 1; 0: empty
  };

  struct Form;  // hides how they are hashed

  std::uint32_t add(const Form& form);
  std::uint32_t add_new(const Form& form, std::size_t slot);
  bool is(std::uint32_t id, const Form& form) const;
  void grow();

  std::string bytes_;                  // the forms, one behind the other, and behind them zeros
  std::vector<std::uint32_t> begins_;  // in bytes_, and behind them the end of the last
  std::vector<Slot> slots_;            // a power of two of them
};

}  // namespace ordagrant::tokens
