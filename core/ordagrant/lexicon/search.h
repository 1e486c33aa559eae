#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/lexicon/entry.h"
#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/tokens/token.h"

// Room: lexicon. Forms and entries in, hits out.
// Above it: forms. Below it: stance.

namespace ordagrant::lexicon {

struct SearchOptions {
  bool exact = false;  // only the words as they are given
};

// Finds words that somebody asks for, without a lexicon.
//
//   const Search search("sv", {"malstyrning", "tillit*", "faglig kunskap"});
//   for (const Match& match : search.find(text, tokens, sentences, ellipses))
//     use(search.entries()[match.entry].term, match.span.of(text));
//
//   tillit            the word in all forms of its lemma: tillit, tillits, tilliten, tillitens
//   tillit*           words that begin so
//   *styrning         words that end so, in all forms: malstyrningens
//   *styr*            words that have it in them
//   faglig kunskap    these words one after the other in a sentence, each in all its forms
//
// A suspended compound is found by each of its words as restored, and is one match from its first word to the whole
// one: "mal- och resultatstyrning" by malstyrning and by resultatstyrning. With `exact` no forms are made and nothing
// is restored. Letters are compared without case; diacritics are letters.
//
// Unlike an entry's, matches of two terms may overlap. Immutable; may be used from many threads at once.
class Search {
 public:
  // In texts of a language that is not shipped, words are found as they are given. Throws RequestError for a term
  // without words, and for a star inside a word. Requires: the terms are in Normalization Form C.
  Search(std::string_view language, std::span<const std::string> terms, SearchOptions options = {});
  ~Search();
  Search(Search&&) noexcept;
  Search& operator=(Search&&) noexcept;

  // In the order of the text, then of the terms; Match::entry is the number of the term. Requires: `tokens` were made
  // from `text`, the others from `tokens`.
  std::vector<Match> find(std::string_view text, std::span<const tokens::Token> tokens,
                          std::span<const std::uint32_t> sentences, std::span<const forms::Ellipsis> ellipses) const;

  // The terms, as entries that take no side (pole meta, no category).
  const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  struct Tables;

  std::vector<Match> find_as_written(std::string_view text, std::span<const tokens::Token> tokens,
                                     std::span<const std::uint32_t> sentences) const;
  void add_restored(std::span<const tokens::Token> tokens, std::span<const std::uint32_t> sentences,
                    std::span<const forms::Ellipsis> ellipses, std::vector<Match>& found) const;

  std::vector<Entry> entries_;
  bool exact_;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::lexicon
