#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/kernel.h"
#include "ordagrant/forms/compounds.h"
#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/forms/lemmatiser.h"
#include "ordagrant/forms/stemmer.h"
#include "ordagrant/text/positions.h"
#include "ordagrant/text/reading.h"
#include "ordagrant/tokens/token.h"
#include "ordagrant/tokens/vocabulary.h"

// Room: batch. The rows of the verb tokens; see batch/kernel.h.

namespace ordagrant::batch::internal {

// What only the rows of tokens need, and what takes a twentieth of a second to make.
struct WordForms {
  explicit WordForms(std::string_view language) : lemmatiser(language), compounds(language), ellipses(language) {}

  forms::Lemmatiser lemmatiser;
  forms::Compounds compounds;
  forms::EllipsisFinder ellipses;
};

// What one thread has found of the words of one language, whatever their neighbours.
struct WordMemory {
  forms::Lemmatiser::Memory lemmas;
  std::vector<std::string> parts;  // by the lemmatiser's number, with + between them; empty: no compound, or not asked
  std::vector<bool> parts_known;
  std::map<std::string, std::string, std::less<>> others;  // lemmas of another lemmatiser

  // Forgets everything if it is much: a thread may work on many documents.
  void keep_small();
};

// A stretch of a document whose rows are added.
struct TokenStretch {
  std::string_view id;        // of the document
  std::string_view language;  // of the document
  const text::Reading* reading;
  std::string_view text;  // of the reading, from byte `base` on
  std::uint32_t base;
  const std::vector<tokens::Token>* tokens;
  const std::vector<std::uint32_t>* sentences;
  std::int64_t sentences_before;  // in the stretches before
  const WordForms* forms;         // none: nobody needs them, or the language is not shipped
  WordMemory* memory;
};

// Fills the columns that there are among those of the verb, many rows at once and each word once: texts that come
// again are categories, and what a word's stem, lemmas and parts are is asked once a block.
class TokenRows {
 public:
  // `bytes` is how many the sources have between them.
  TokenRows(const TokenOptions& options, std::size_t bytes, Columns& columns);

  // Whether the stretches' `forms` will be asked for anything.
  bool need_forms() const { return columns_.find("lemma") != nullptr || columns_.find("parts") != nullptr; }

  // `positions` are those of the document's source.
  void add(const TokenStretch& stretch, text::Positions& positions);
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

  void add_places(const TokenStretch& stretch, text::Positions& positions);
  void add_norms(const TokenStretch& stretch);
  void add_stems(const TokenStretch& stretch, Codes& codes);
  void add_lemmas(const TokenStretch& stretch, Codes& codes);
  void add_parts(const TokenStretch& stretch, Codes& codes);
  std::uint32_t word(const TokenStretch& stretch, Codes& codes, std::uint32_t norm);

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
  std::vector<forms::Ellipsis> ellipses_;
  std::vector<ByteSpan> spans_;  // in the source
  std::vector<std::int64_t> numbers_;
  std::vector<std::int32_t> rows_;
};

}  // namespace ordagrant::batch::internal
