#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/internal/stretch.h"
#include "ordagrant/batch/kernel.h"
#include "ordagrant/text/positions.h"
#include "ordagrant/tokens/vocabulary.h"

// Room: batch. The rows of the verb tokens; see batch/kernel.h.

namespace ordagrant::batch::internal {

// The columns of the verb that are asked for; all, if none is. Throws RequestError, naming them, for another one.
std::vector<Field> token_fields(const std::vector<std::string>& asked);

// Fills the columns that there are among those of the verb, many rows at once and each word once: texts that come
// again are categories, and what a word's stem, lemmas and parts are is asked once a block.
class TokenRows {
 public:
  // `bytes` is how many the sources have between them.
  TokenRows(const TokenOptions& options, std::size_t bytes, Columns& columns);

  // `id` is the document's, `sentences_before` are in its stretches before, `positions` those of its source.
  void add(std::string_view id, std::int64_t sentences_before, Stretch& stretch, text::Positions& positions);
  // Behind the last stretch.
  void finish();

 private:
  // The codes of a language's words in this block, by their numbers in norms_; kUnknown until they are asked for.
  struct Codes {
    std::vector<std::int32_t> stems;
    std::vector<std::int32_t> parts;
    std::vector<std::int32_t> other_lemmas;  // those of another lemmatiser
    std::vector<std::uint32_t> words;        // the lemmatiser's number
    std::vector<std::int32_t> lemmas;        // by the lemmatiser's number of a lemma
  };

  void add_places(std::string_view id, std::int64_t sentences_before, const Stretch& stretch,
                  text::Positions& positions);
  void add_norms(Stretch& stretch);
  void add_stems(Stretch& stretch, Codes& codes);
  void add_lemmas(Stretch& stretch, Codes& codes);
  void ask_lemmas(Stretch& stretch, Codes& codes);
  void ask_other_lemmas(const Stretch& stretch, Codes& codes);
  const std::string& other_lemma(const Stretch& stretch, const std::string& word) const;
  void restore_lemmas(Stretch& stretch);
  void add_parts(Stretch& stretch, Codes& codes);
  std::uint32_t word(const Stretch& stretch, Codes& codes, std::uint32_t norm);

  const TokenOptions& options_;
  Columns& columns_;
  bool need_norms_ = false;
  std::map<std::string, Codes, std::less<>> codes_;  // by language
  tokens::Vocabulary ids_;
  tokens::Vocabulary norms_;
  tokens::Vocabulary stems_;
  tokens::Vocabulary lemmas_;
  tokens::Vocabulary parts_;
  // Of the stretch at work.
  tokens::TokenColumns tokens_;
  std::vector<ByteSpan> spans_;  // in the source
  std::vector<std::int64_t> numbers_;
  std::vector<std::int32_t> rows_;
};

}  // namespace ordagrant::batch::internal
