#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ordagrant/forms/internal/analyser.h"
#include "ordagrant/forms/internal/inflection.h"
#include "ordagrant/forms/internal/part_hashes.h"
#include "ordagrant/forms/lemmatiser.h"

// Room: forms. How a word can be read by itself; see forms/lemmatiser.h.

namespace ordagrant::forms::internal {

inline constexpr std::size_t kShortestStem = 2;  // bytes
inline constexpr std::size_t kMostReadings = 4;

// One way to read a word.
struct Reading {
  std::size_t keep = 0;  // bytes of the word
  std::string_view ending;
  std::string_view rule;
  WordClass word_class = WordClass::noun;
  LemmaSource source = LemmaSource::itself;
  bool is_word = false;  // of a class; false for marks, numbers and what no rule fits
  int score = 0;

  Lemma lemma_of(std::string_view word) const { return {word.substr(0, keep), ending, source, rule}; }
};

// The ways to read one word, the best first.
class Readings {
 public:
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  const Reading& operator[](std::size_t at) const { return readings_.at(at); }
  const Reading& best() const { return readings_.front(); }
  const Reading* begin() const { return readings_.data(); }
  const Reading* end() const { return readings_.data() + count_; }

  void add(const Reading& reading) {
    const auto same = [&](const Reading& one) {
      return one.keep == reading.keep && one.ending == reading.ending && one.word_class == reading.word_class;
    };
    if (count_ < kMostReadings && std::none_of(begin(), end(), same)) readings_.at(count_++) = reading;
  }

 private:
  std::array<Reading, kMostReadings> readings_;
  std::size_t count_ = 0;
};

// Reads words by themselves: by the list, by paradigms, by the last part of a compound.
//
// Immutable; may be used from many threads at once.
class WordReader {
 public:
  // Throws RequestError if `language` is not shipped, or its tables break their own format.
  explicit WordReader(std::string_view language) : inflection_(language), analyser_(language, inflection_) {}

  // Never none: a word that no rule fits is its own lemma.
  Readings read(std::string_view lower_word) const;
  // The first one, for whoever needs no other.
  Reading read_best(std::string_view lower_word) const;
  // What a word with a capital is that the language does not have.
  Reading as_name(std::string_view word) const;
  bool is_known(std::string_view word) const;

 private:
  static Reading by_line(std::string_view word, const Listed& line);
  Readings by_list(std::string_view word, std::uint64_t hash) const;
  Readings by_paradigm(std::string_view word, const PartHashes& hashes, std::size_t begin) const;
  Readings by_strong_head(std::string_view word, const PartHashes& hashes) const;
  Readings by_head(std::string_view word, const PartHashes& hashes) const;
  Readings at_cut(std::string_view word, const PartHashes& hashes, std::size_t cut, int& score) const;
  bool is_first(std::string_view word, const PartHashes& hashes, std::size_t cut) const;

  Inflection inflection_;
  Analyser analyser_;
};

bool has_vowel(std::string_view part);

}  // namespace ordagrant::forms::internal
