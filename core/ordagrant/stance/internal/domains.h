#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/lexicon/entry.h"
#include "ordagrant/stance/internal/phrase_table.h"

// Room: stance. Is it public services that are steered, or something else?

namespace ordagrant::stance::internal {

// domains.tsv of one language, whose kinds are explained in language/data/README.md.
class Domains {
 public:
  // Throws RequestError if `language` is not shipped, or its table breaks its own format.
  explicit Domains(std::string_view language);

  const PhraseTable& phrases() const { return phrases_; }
  // Does a phrase name public services, or a field outside them?
  static bool is_service(const Phrase& phrase);
  static bool is_elsewhere(const Phrase& phrase);

 private:
  PhraseTable phrases_;
};

// What a sentence is about. Control of fraud, checks by law and the choice of a meal are outside whatever else it
// names, trust is where it is in persons or in the state's own institutions; other fields are unless public services
// are named as well.
class SentenceDomain {
 public:
  // `words` are in lower case.
  SentenceDomain(const Domains& domains, std::span<const std::string> words);

  // Is a hit at words [begin, end) of a pole and category about how public services are steered?
  bool holds(lexicon::Pole pole, std::string_view category, std::uint32_t begin, std::uint32_t end) const;

 private:
  bool near(std::uint8_t kind, std::uint32_t begin, std::uint32_t end, std::uint32_t reach) const;

  std::vector<Phrase> phrases_;
};

}  // namespace ordagrant::stance::internal
