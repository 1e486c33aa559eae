#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/batch/internal/engines.h"
#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/passages/facts.h"
#include "ordagrant/passages/quotes.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/stance/context.h"
#include "ordagrant/text/reading.h"
#include "ordagrant/tokens/token.h"

// Room: batch. What the rooms find in a document, stretch by stretch; see batch/kernel.h.

namespace ordagrant::batch::internal {

// A stretch of the reading of a document, tokenised, and what the rooms find in it, each when it is first asked for.
// Only a document of many megabytes has more than one: what is known of its tokens would take twenty times its bytes.
class Stretch {
 public:
  // Of `reading`, the bytes [begin, end); `state` is what the structure of the stretches before has left.
  Stretch(const text::Reading& reading, std::size_t begin, std::size_t end, std::string_view language,
          const Engines& engines, Memories& memories, passages::StructureState& state);

  std::string_view text() const noexcept { return text_; }
  std::string_view language() const noexcept { return language_; }  // which may be one that has no engines
  const Engines& engines() const noexcept { return engines_; }
  bool has_lexicon() const noexcept { return engines_.matcher.has_value(); }
  Memories& memories() const noexcept { return memories_; }
  std::string_view source() const noexcept { return reading_.source(); }

  const std::vector<tokens::Token>& tokens() const noexcept { return tokens_; }
  const std::vector<std::uint32_t>& sentences() const noexcept { return sentences_; }
  const std::vector<forms::Ellipsis>& ellipses();
  const passages::Structure& structure();
  const std::vector<passages::Quote>& quotes();
  const std::vector<passages::Fact>& facts();
  const std::vector<lexicon::Match>& matches();
  const std::vector<stance::Sense>& senses();   // of the matches
  const std::vector<lexicon::Match>& frames();  // of FrameReader::entries()
  const std::vector<stance::Sense>& frame_senses();
  // Of other matches, in the order of the text; none where nothing is known of the language's ways to mean things.
  std::vector<stance::Sense> senses_of(std::span<const lexicon::Match> matches,
                                       std::span<const lexicon::Entry> entries);

  // The number of the passage that a token stands in.
  std::uint32_t passage_of(std::uint32_t token);
  // The innermost quotation around a token of which it is known who speaks; none: nullptr.
  const passages::Quote* quote_of(std::uint32_t token);
  // Who says a token: the speaker of that quotation, else of the section; empty: nobody is named.
  std::string_view speaker_of(std::uint32_t token);
  // Who speaks in a passage, quotations apart: nobody in the line that says who does.
  std::string_view speaker_in(std::uint32_t passage);
  // A sense of words from this token on as it counts for who says them: what they say is no quotation of others.
  stance::Sense as_said(stance::Sense sense, std::uint32_t token);

  // Of bytes of text(), or of tokens [begin, end), of which there is at least one.
  ByteSpan to_source(ByteSpan span) const { return reading_.to_source({base_ + span.begin, base_ + span.end}); }
  ByteSpan to_source(std::uint32_t begin, std::uint32_t end) const {
    return to_source(ByteSpan{tokens_[begin].span.begin, tokens_[end - 1].span.end});
  }

 private:
  void find_hits();
  void find_frames();

  const text::Reading& reading_;
  std::string_view text_;  // of the reading, from byte base_ on
  std::uint32_t base_;
  std::string_view language_;
  const Engines& engines_;
  Memories& memories_;
  passages::StructureState& state_;
  std::vector<tokens::Token> tokens_;
  std::vector<std::uint32_t> sentences_;
  std::optional<std::vector<forms::Ellipsis>> ellipses_;
  std::optional<passages::Structure> structure_;
  std::optional<std::vector<passages::Quote>> quotes_;
  std::optional<std::vector<std::uint32_t>> quote_of_;  // by token: its number, from 1
  std::optional<std::vector<passages::Fact>> facts_;
  std::optional<std::vector<lexicon::Match>> matches_;
  std::vector<stance::Sense> senses_;
  std::optional<std::vector<lexicon::Match>> frames_;
  std::vector<stance::Sense> frame_senses_;
};

}  // namespace ordagrant::batch::internal
