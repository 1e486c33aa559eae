#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/tokens/token.h"

// Room: stance. Hits in, scores with their evidence out.
// Above it: lexicon, passages. Below it: batch.

namespace ordagrant::stance {

// Finds what a text says of steering beside the terms of the lexicons: turns of phrase (frames.tsv), figures as targets
// and measures that are followed to learn (TargetReader).
//
//   de som m\u00F6ter eleverna vet b\u00E4st        trust, know
//   pengarna ska f\u00F6lja patienten          npm, choose
//   h\u00F6gst 10 dagar ska det ta            npm, target
//
// They are given as matches of entries(), one entry a kind and one for its hints, so that Context reads their senses as
// it reads those of hits. They count in no rate, only for what a unit is decided to be (Decider).
//
// Immutable; may be used from many threads at once.
class FrameReader {
 public:
  // The words that a reader has looked up, kept from one text to the next; as lexicon::Matcher::Memory.
  class Memory {
   public:
    Memory();
    ~Memory();
    Memory(Memory&&) noexcept;
    Memory& operator=(Memory&&) noexcept;

    std::size_t bytes() const noexcept;  // of memory, about

   private:
    friend class FrameReader;
    struct Words;
    std::unique_ptr<Words> words_;
  };

  // Throws RequestError if `language` is not shipped, or its table breaks its own format.
  explicit FrameReader(std::string_view language);
  ~FrameReader();
  FrameReader(FrameReader&&) noexcept;
  FrameReader& operator=(FrameReader&&) noexcept;

  // The kinds: the name is the category, the pole what it speaks for where it is affirmed; critique speaks against npm,
  // none for neither. Of tier peripheral are hints, words that mostly stand where nothing is said of steering.
  static const std::vector<lexicon::Entry>& entries();

  // In the order of the text; none inside another of the table, but a target may lie over others.
  //
  // Requires: `tokens` were made from `text`, `sentences` from `tokens`. O(text.size()).
  std::vector<lexicon::Match> read(std::string_view text, std::span<const tokens::Token> tokens,
                                   std::span<const std::uint32_t> sentences, Memory& memory) const;

  // The same for one text alone.
  std::vector<lexicon::Match> read(std::string_view text, std::span<const tokens::Token> tokens,
                                   std::span<const std::uint32_t> sentences) const {
    Memory memory;
    return read(text, tokens, sentences, memory);
  }

 private:
  struct Tables;

  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::stance
