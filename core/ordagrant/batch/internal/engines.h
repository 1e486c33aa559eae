#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/forms/compounds.h"
#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/forms/lemmatiser.h"
#include "ordagrant/lexicon/entry.h"
#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/passages/facts.h"
#include "ordagrant/passages/quotes.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/stance/context.h"
#include "ordagrant/stance/frames.h"
#include "ordagrant/tokens/tokeniser.h"

// Room: batch. The rooms as each language needs them, and what threads remember of words; see batch/kernel.h.

namespace ordagrant::batch::internal {

// What only the rows of tokens need, and what takes a twentieth of a second to make.
struct WordForms {
  explicit WordForms(std::string_view language) : lemmatiser(language), compounds(language) {}

  forms::Lemmatiser lemmatiser;
  forms::Compounds compounds;
};

// The rooms of one language.
class Engines {
 public:
  // Of a shipped language.
  Engines(std::string_view code, std::span<const lexicon::Entry> entries);
  // Of texts in any other.
  Engines();

  // Made when it is first asked for, by one of the threads. Requires: the language is shipped.
  const WordForms& word_forms() const;

  std::string language;
  tokens::Tokeniser tokeniser;
  passages::StructureReader structure;
  passages::QuoteReader quotes;
  passages::FactReader facts;
  // None where the language has no lexicon.
  std::optional<lexicon::Matcher> matcher;
  std::optional<stance::Context> context;
  std::optional<stance::FrameReader> frames;
  std::optional<forms::EllipsisFinder> ellipses;

 private:
  std::unique_ptr<std::once_flag> forms_once_ = std::make_unique<std::once_flag>();
  mutable std::unique_ptr<const WordForms> forms_;
};

// What one thread has found of the words of one language, whatever their neighbours.
struct WordMemory {
  forms::Lemmatiser::Memory lemmas;
  std::vector<std::string> parts;  // by the lemmatiser's number, with + between them; empty: no compound, or not asked
  std::vector<bool> parts_known;
  std::map<std::string, std::string, std::less<>> others;  // lemmas of another lemmatiser
};

// What a thread has found of words. No result depends on it.
struct Memories {
  std::map<const Engines*, forms::EllipsisFinder::Memory> ellipses;
  std::map<const Engines*, lexicon::Matcher::Memory> matches;
  std::map<const Engines*, stance::FrameReader::Memory> frames;
  std::map<const Engines*, WordMemory> words;

  // Forgets what has become much: a thread may work on very many documents.
  void keep_small();
};

// What threads have found of words, from one call to the next: an archive is worked on in many small ones.
class IdleMemories {
 public:
  // That of a thread that has ended, or a new one.
  std::unique_ptr<Memories> take();
  void give(std::unique_ptr<Memories> memories);

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Memories>> idle_;
};

}  // namespace ordagrant::batch::internal
