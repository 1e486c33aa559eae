#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/forms/internal/inflection.h"

// Room: forms. Which lemma a word has by its neighbours; see forms/lemmatiser.h.

namespace ordagrant::forms::internal {

// lemma_context.tsv of a language. Never changes once made.
class LemmaContext {
 public:
  // A set of what a word can be for its neighbours: a bit for each class of words, group and lemma of the table.
  using Traits = std::uint64_t;

  // Another word that a form may be: "-ade" of a verb, the participle in "-ad".
  struct Another {
    WordClass of = WordClass::noun;
    std::string_view ending;
    WordClass word_class = WordClass::noun;
    std::string_view lemma_ending;
  };

  // Throws RequestError if the table breaks its own format.
  explicit LemmaContext(std::string_view language);

  static Traits traits(WordClass word_class) { return Traits{1} << static_cast<unsigned>(word_class); }
  Traits of_form(std::string_view form) const noexcept;
  Traits of_lemma(std::uint64_t lemma_hash) const noexcept { return find(lemmas_, lemma_hash); }

  // How well a reading with these traits stands between two neighbours.
  int fit(Traits reading, Traits before, Traits after) const noexcept;

  const std::vector<Another>& others() const noexcept { return others_; }

 private:
  struct Choice {
    Traits reading = 0;
    Traits neighbour = 0;
    bool neighbour_is_before = false;
    int weight = 0;
  };
  using Table = std::vector<std::pair<std::uint64_t, Traits>>;  // sorted by hash

  static Traits find(const Table& table, std::uint64_t hash) noexcept;

  Table forms_;
  std::vector<std::pair<std::string_view, Traits>> tails_;
  Table lemmas_;
  std::vector<Choice> choices_;
  std::vector<Another> others_;
};

}  // namespace ordagrant::forms::internal
