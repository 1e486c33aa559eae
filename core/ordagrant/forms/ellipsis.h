#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: forms. Tokens in, the forms we count by out: lower case, stem, lemma, inflected forms.
// Above it: tokens. Below it: lexicon, counts, demand.

namespace ordagrant::forms {

// Compounds that share their last part: tokens [begin, end), from the first suspended word to
// the whole one.
struct Ellipsis {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::vector<std::string> words;     // restored, as they stand in the text; the last one is the whole one
  std::vector<std::uint32_t> tokens;  // of the words
  std::uint32_t shared = 0;           // bytes of the whole word before what the others share of it
};

// Restores suspended compounds.
//
//   resultat- och kvalitetsstyrning     resultatstyrning, kvalitetsstyrning
//   resurs-, tids- och budgetplaner     resursplaner, tidsplaner, budgetplaner
//   bruger-/borgerbudget                brugerbudget, borgerbudget
//   in- och utvandring                  invandring, utvandring
//   IT- och telefonisystem              IT-system, telefonisystem
//
// Between the words stand a conjunction, a comma or a slash. What is shared is the last part of the
// compound (Compounds), and more of it where a suspended word makes a known word with that; behind prefixes
// it is what follows the whole word's. A form of which no shared part is known is left alone.
//
// Immutable; may be used from many threads at once.
class EllipsisFinder {
 public:
  // Where words begin that others share, kept from one text to the next: texts suspend the same ones again and again.
  // It changes no result. Not for two threads at once, nor for two finders.
  class Memory {
   public:
    std::size_t bytes() const noexcept { return bytes_; }  // of memory, about

   private:
    friend class EllipsisFinder;
    std::unordered_map<std::string, std::size_t> shared_;
    std::size_t bytes_ = 0;
  };

  // Throws RequestError if `language` is not shipped.
  explicit EllipsisFinder(std::string_view language);
  ~EllipsisFinder();
  EllipsisFinder(EllipsisFinder&&) noexcept;
  EllipsisFinder& operator=(EllipsisFinder&&) noexcept;

  // Whether a restored word may be wanted that is this part and an end of the whole word, with a hyphen between them or
  // none; both in lower case.
  using Wanted = std::function<bool(std::string_view part, std::string_view whole)>;

  // In the order of the text, without overlap; those of which no restored word is wanted are left out, and what they
  // share is not asked. Requires: `tokens` were made from `text`.
  std::vector<Ellipsis> find(std::string_view text, std::span<const tokens::Token> tokens, Memory& memory,
                             const Wanted& wanted = {}) const;

  // The same for one text alone.
  std::vector<Ellipsis> find(std::string_view text, std::span<const tokens::Token> tokens) const {
    Memory memory;
    return find(text, tokens, memory);
  }

 private:
  struct Tables;

  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::forms
