#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: stance. Hits in, scores with their evidence out.
// Above it: lexicon, passages. Below it: batch.

namespace ordagrant::stance {

namespace internal {
struct Phrase;
class PhraseTable;
}  // namespace internal

// target: a service is to reach a figure, evidence of management by results; learning: a measure is followed in order
// to understand, evidence of purpose.
enum class TargetKind : std::uint8_t { target, learning };

std::string_view name(TargetKind kind) noexcept;

// A sentence that steers by a figure, and its tokens [token_begin, token_end) from the first word that tells so to the
// last.
struct Target {
  TargetKind kind = TargetKind::target;
  std::uint32_t sentence = 0;
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;

  friend constexpr bool operator==(const Target&, const Target&) = default;
};

// Finds figures that are targets and measures that are followed to learn, without a word of any lexicon.
//
//   Handl\u00E4ggningstiden ska vara h\u00F6gst 10 dagar.                               target
//   Vi f\u00F6ljer handl\u00E4ggningstiden \u00F6ver tid f\u00F6r att f\u00F6rst\u00E5 variationen.    learning
//   Ans\u00F6kan ska l\u00E4mnas senast den 3 mars.                                  nothing
//
// A target is a figure with its unit, a duty (or a goal that is named) and something that a service is measured by;
// dates, fees, the terms of an application, votes, the climate and the economy are none (targets.tsv).
//
// Immutable; may be used from many threads at once.
class TargetReader {
 public:
  // Throws RequestError if `language` is not shipped, or its table breaks its own format.
  explicit TargetReader(std::string_view language);
  ~TargetReader();
  TargetReader(TargetReader&&) noexcept;
  TargetReader& operator=(TargetReader&&) noexcept;

  // At most one a sentence, in the order of the text.
  //
  // Requires: `tokens` were made from `text`, `sentences` from `tokens`. O(text.size()).
  std::vector<Target> read(std::string_view text, std::span<const tokens::Token> tokens,
                           std::span<const std::uint32_t> sentences) const;

  // That of one sentence, whose tokens these are and the phrases() in them; counted from its beginning.
  static std::optional<Target> read_sentence(std::string_view text, std::span<const tokens::Token> tokens,
                                             std::span<const internal::Phrase> phrases);
  const internal::PhraseTable& phrases() const;

 private:
  struct Words;

  std::unique_ptr<const Words> words_;
};

}  // namespace ordagrant::stance
