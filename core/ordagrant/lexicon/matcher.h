#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/lexicon/entry.h"
#include "ordagrant/tokens/token.h"

// Room: lexicon. Forms and entries in, hits out.
// Above it: forms. Below it: stance.

namespace ordagrant::lexicon {

// An entry found in a text.
struct Match {
  std::uint32_t entry = 0;     // in Matcher::entries()
  std::uint32_t sentence = 0;  // in the sentences the matcher was given
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  ByteSpan span;  // from the first token's begin to the last one's end
};

// Finds every entry of one language in a text, in all its forms.
//
//   const Matcher matcher("sv", parse("npm.tsv", content));
//   for (const Match& match : matcher.match(text, tokens, sentences))
//     use(matcher.entries()[match.entry], match.span.of(text));
//
// What happens when matches meet: one stretch of text is one match. The longest wins; of two
// as long as each other phrase before lemma before stem, a word in its own form before a
// compound, a compound by its longer part, and then the entry that stands first. What a longer match covers,
// even in part, is not counted. Entries of pole `none` take part and give no match. An entry of tier
// `context` takes part only where a core match of its pole and category stands in the sentence.
//
// A suspended compound that is an entry when it is restored ("mal-" of "mal- och resultatstyrning")
// is one match from its first word to the whole one.
//
// Matches come in the order of the text and do not overlap. A phrase never crosses the end of
// a sentence. Immutable; match() may be called from many threads at once.
class Matcher {
 public:
  // The words that a matcher has looked up, kept from one text to the next: texts say most of their
  // words again and again. It changes no result. Not for two threads at once, nor for two matchers.
  class Memory {
   public:
    Memory();
    ~Memory();
    Memory(Memory&&) noexcept;
    Memory& operator=(Memory&&) noexcept;

    std::size_t bytes() const noexcept;  // of memory, about

   private:
    friend class Matcher;
    struct Words;
    std::unique_ptr<Words> words_;
  };

  // Takes the entries of `language` and leaves out the others. Throws RequestError if
  // `language` is not shipped or an entry's `pos` is unknown.
  Matcher(std::string_view language, std::span<const Entry> entries);
  ~Matcher();
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;

  // Requires: `tokens` were made from `text`, the others from `tokens`. O(text.size()).
  std::vector<Match> match(std::string_view text, std::span<const tokens::Token> tokens,
                           std::span<const std::uint32_t> sentences, std::span<const forms::Ellipsis> ellipses,
                           Memory& memory) const;

  // The same for one text alone.
  std::vector<Match> match(std::string_view text, std::span<const tokens::Token> tokens,
                           std::span<const std::uint32_t> sentences,
                           std::span<const forms::Ellipsis> ellipses = {}) const {
    Memory memory;
    return match(text, tokens, sentences, ellipses, memory);
  }

  // Whether a word of its own that is an entry's may be such a part and an end of such a whole word, which are in lower
  // case (forms::EllipsisFinder::Wanted). Other ellipses change nothing in match().
  bool may_restore(std::string_view part, std::string_view whole) const;

  const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  struct Tables;

  std::vector<Entry> entries_;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::lexicon
