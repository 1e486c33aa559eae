#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/internal/stretch.h"
#include "ordagrant/batch/kernel.h"
#include "ordagrant/text/positions.h"

// Room: batch. Sentences that stand in several places; see batch/kernel.h.

namespace ordagrant::batch::internal {

// A sentence with so many words that it is hardly written twice by chance.
struct LongSentence {
  std::uint64_t words = 0;  // their hash, in lower case and in their order
  std::uint32_t document = 0;
  std::uint32_t sentence = 0;
  ByteSpan span;  // in the document's source
};

// Adds the long sentences of a stretch; `before` are in those before it.
void add_long_sentences(std::uint32_t document, std::uint32_t before, const Stretch& stretch,
                        std::vector<LongSentence>& found);

// A sentence that stands in several places of a unit, in one of them.
struct Repeat {
  LongSentence place;
  std::uint32_t times = 0;
  bool counted = false;  // as the first of the unit, by the documents' ids
};

// The repeats among `sentences`, in the order of documents and sentences. What repeats is asked of each unit by itself:
// unit_of[document] is its number.
std::vector<Repeat> repeats_among(std::vector<LongSentence> sentences, std::span<const Document> documents,
                                  std::span<const std::size_t> unit_of);

const std::vector<Field>& repeat_fields();
void add_repeat(const Repeat& repeat, const Document& document, text::Positions& positions, Columns& columns);

}  // namespace ordagrant::batch::internal
