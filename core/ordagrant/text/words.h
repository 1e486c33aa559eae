#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/text/word_hash.h"

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// What is said of a word in repair.tsv, and of the beginnings of compounds in words.tsv.
enum class WordRole : std::uint8_t {
  closed,       // begins no compound and is no part of one: pronouns, conjunctions, auxiliaries
  particle,     // a function word that can begin another word: tilldela
  coordinator,  // only follows the first part of a suspended pair: m\u00E5l- och
  follower,     // a coordinator that also ends words: lika som, likasom
  keeps,        // a beginning that keeps its hyphen: icke-
  pair,         // joined to another of its kind by a hyphen: svensk-norsk
  phrase,       // the last word of a foreign phrase that begins a compound: public service-
  numbered,     // stands before a number of its own: kap 3
  unit,         // may be squared
  prefix,       // begins words and is none: be-
  suffix,       // ends words and is none: -het
  ending,       // of an inflected word
  beginning,    // of compounds: verksamhets-
};

inline constexpr std::size_t kWordRoles = 13;

// The words of a language, as far as mending a text needs them: which there are, and what divides into
// them. Words are given in lower case and Normalization Form C. Never changes once made, so it may be
// used from many threads at once.
//
// Words are known by 45 bits of their hash: one in some 100 million that are not listed is taken for
// one that is.
class Words {
 public:
  // `words` are the lines of words.tsv, `rules` those of repair.tsv (core/ordagrant/language/data/README.md).
  // Throws RequestError if a line is not of their form.
  Words(std::span<const std::string_view> words, std::span<const std::string_view> rules);

  // 0 if the word is not listed, otherwise from 1, rare, to 9.
  int frequency(WordHash word) const noexcept {
    const std::uint64_t hash = word.value();
    const auto mark = static_cast<std::uint32_t>(hash >> 32U) | 0xFU;
    for (std::size_t slot = hash & mask_;; slot = (slot + 1) & mask_) {
      const std::uint32_t entry = table_[slot];
      if (entry == 0) return 0;
      if ((entry | 0xFU) == mark) return static_cast<int>(entry & 0xFU);
    }
  }
  int frequency(std::string_view word) const noexcept { return frequency(WordHash(word)); }

  // Whether the word is listed and stands where it is looked for first, as nearly all common ones do. Without a branch:
  // for a reader that asks it of word after word.
  bool lists_first(WordHash word) const noexcept {
    const std::uint64_t hash = word.value();
    const std::uint32_t entry = table_[hash & mask_];
    const std::uint32_t differs = (entry ^ static_cast<std::uint32_t>(hash >> 32U)) & ~0xFU;
    return (differs | static_cast<std::uint32_t>(entry == 0)) == 0;
  }

  bool is(WordRole role, std::string_view word) const noexcept { return (roles_of(word) & bit(role)) != 0; }

  // Whether the word divides into a beginning of compounds and a word, or a compound again:
  // "arbetsplan".
  bool compound(std::string_view word) const { return compound(word, 0); }

  // Whether it is a word: listed, a form of a listed one, or a compound.
  bool sound(std::string_view word) const;

 private:
  static constexpr unsigned bit(WordRole role) { return 1U << static_cast<unsigned>(role); }

  // A bit for each role of the word. Nearly always there is none and the first slot is free: such a question is asked
  // of every part of a word that might be a compound.
  unsigned roles_of(std::string_view word) const noexcept {
    const std::uint64_t hash = WordHash(word).value();
    for (std::size_t slot = hash & roles_mask_;; slot = (slot + 1) & roles_mask_) {
      if (roles_[slot].hash == hash) return roles_[slot].roles;
      if (roles_[slot].roles == 0) return 0;
    }
  }

  bool form(std::string_view word) const;
  bool begins(std::string_view part) const;
  bool ends(std::string_view part, int depth) const;
  bool compound(std::string_view word, int depth) const;
  void list(std::string_view word, int frequency);
  void add_role(std::string_view word, std::size_t role);

  // Open addressing: 28 bits of the hash and the frequency, 0 where nothing is.
  std::vector<std::uint32_t> table_;
  std::size_t mask_ = 0;
  // The same of the words with roles, by all of their hash; no roles where nothing is.
  struct Roles {
    std::uint64_t hash = 0;
    unsigned roles = 0;
  };
  std::vector<Roles> roles_;
  std::size_t roles_mask_ = 0;
};

}  // namespace ordagrant::text
