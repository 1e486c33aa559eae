#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/lexicon/entry.h"
#include "ordagrant/stance/internal/phrase_table.h"

// Room: stance. What is said of a thing: is it criticised, or only described?

namespace ordagrant::stance::internal {

// What the cues of a sentence (cues.tsv) make of a word, as far as attitudes depend on it.
enum class Role : std::uint8_t { other, denies, lessens, stop, that, subject, finite, joins, preposition };

// A hit in its sentence: words [begin, end).
struct Judged {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  lexicon::Pole pole = lexicon::Pole::none;
  bool reversed = false;
};

// The phrases of attitudes.tsv, whose kinds are explained in language/data/README.md.
class AttitudeTable {
 public:
  // Throws RequestError if `language` is not shipped, or its table breaks its own format.
  explicit AttitudeTable(std::string_view language);

  std::vector<Phrase> find(std::span<const std::string> words) const { return phrases_.find(words); }

  // Do the first words of a sentence take up what the one before it named ("This ...")? The first four are enough.
  bool takes_up(std::span<const std::string> words) const;

  // Does a word name a decade ("1990-talet")?
  bool names_decade(std::string_view word) const;

 private:
  PhraseTable phrases_;
  std::vector<std::string> decade_endings_;
};

// What polarity depends on, of what a phrase says.
enum class Remark : std::uint8_t {
  none,
  accuses,   // what is bad: denied, it does not deny what it is said of
  opposes,   // is against what follows ("problems with"): likewise
  leads,     // what something leads to: likewise
  wishes,    // a verb of wish or need
  relative,  // begins a relative clause
  is,        // a copula
};

Remark remark(const Phrase& phrase);

// The judgements of one sentence. The views must outlive it.
class Attitudes {
 public:
  // `words` are in lower case, `phrases` what the table found in them, `roles` are theirs, `hits` are all hits of the
  // sentence in their order.
  Attitudes(const AttitudeTable& table, std::span<const std::string> words, std::span<const Phrase> phrases,
            std::span<const Role> roles, std::span<const Judged> hits);

  bool criticised(const Judged& hit) const;
  bool described(const Judged& hit) const;
  // Of a reversed hit: is it deplored that there is none, or too little of it?
  bool missed(const Judged& hit) const;

  // Does the sentence say something bad of what the one before it named ("This leads to stress")? Requires: takes_up().
  bool criticises_what_was_said() const;

 private:
  // What stands between a hit and a verb behind it: may the hit be its subject?
  enum class Path : std::uint8_t { clear, denied, blocked };

  bool ends_clause(std::uint32_t word) const;
  bool is(std::uint32_t word, Role role) const { return word < roles_.size() && roles_[word] == role; }
  const Phrase* at(std::uint32_t word) const;
  std::span<const Phrase>::iterator first_from(std::uint32_t word) const;
  bool denied_before(std::uint32_t word, std::uint32_t from, std::uint32_t reach) const;
  bool spared(std::uint32_t harm, std::uint32_t from) const;
  Path path(const Judged& hit, const Phrase& verb) const;
  bool harm_follows(std::uint32_t from, std::uint32_t reach, bool over_prepositions) const;
  bool harmless_object(std::uint32_t from) const;
  bool good_object(std::uint32_t from) const;

  bool evaluated(const Judged& hit) const;
  bool opposed(const Judged& hit) const;
  bool blamed(const Judged& hit) const;
  bool blames(const Phrase& verb, const Judged& hit) const;
  bool enclosed(const Judged& hit) const;
  bool deplored(const Judged& hit) const;
  bool is_no_culprit(const Judged& hit) const;
  bool caused(const Judged& hit) const;
  bool beside_harm(const Judged& hit) const;
  bool wished(const Judged& hit) const;

  const AttitudeTable& table_;
  std::span<const std::string> words_;
  std::span<const Role> roles_;
  std::span<const Judged> hits_;
  std::span<const Phrase> phrases_;
  std::vector<std::uint32_t> at_;      // by word: the number of the phrase that begins there, from 1; 0: none
  std::vector<const Judged*> judged_;  // by word: the hit that it stands in
  bool framed_ = false;                // the whole sentence is an account
};

}  // namespace ordagrant::stance::internal
