#include "ordagrant/forms/compounds.h"

#include <array>

#include "ordagrant/forms/internal/compound_grammar.h"
#include "ordagrant/forms/internal/compound_reading.h"

namespace ordagrant::forms {

using namespace internal;

struct Compounds::Tables {
  CompoundGrammar grammar;
};

namespace {

// The bytes of a hyphen at `at`, 0 if there is none.
std::size_t hyphen_at(std::string_view word, std::size_t at) {
  if (word[at] == '-') return 1;
  const std::string_view rest = word.substr(at, 3);
  return rest == "\u2010" || rest == "\u2011" ? 3 : 0;
}

}  // namespace

Compounds::Compounds(std::string_view language, std::span<const WordCount> counts)
    : tables_(std::make_unique<const Tables>(Tables{CompoundGrammar(language, counts)})) {}
Compounds::~Compounds() = default;
Compounds::Compounds(Compounds&&) noexcept = default;
Compounds& Compounds::operator=(Compounds&&) noexcept = default;

std::vector<CompoundPart> Compounds::split(std::string_view word) const {
  std::vector<CompoundPart> parts;
  split(word, parts);
  return parts;
}

void Compounds::split(std::string_view word, std::vector<CompoundPart>& into) const {
  into.clear();
  std::size_t part = 0;  // where the part begins that is being read
  const auto close = [&](std::size_t end, std::size_t link) {
    into.push_back(
        {{static_cast<std::uint32_t>(part), static_cast<std::uint32_t>(end)}, static_cast<std::uint32_t>(link)});
    part = end;
  };
  std::array<std::uint32_t, kLongestCompound> places;  // in bytes, of letters
  for (std::size_t at = 0; at < word.size();) {
    CompoundReading reading(tables_->grammar);
    const std::size_t begin = at;
    bool plain = true;
    std::size_t hyphen = 0;
    for (; at < word.size() && (hyphen = hyphen_at(word, at)) == 0;) {
      const Letter letter = letter_at(word, at);
      plain = plain && letter.number != kNoLetter && reading.size() < kLongestCompound;
      if (plain) {
        places[reading.size()] = static_cast<std::uint32_t>(at);
        reading.add(letter.number);
      }
      at += letter.size;
    }
    if (plain && reading.size() > 0) {
      for (const CompoundReading::Cut cut : reading.cuts()) {
        const std::size_t end = places[cut.end];
        close(end, end - places[cut.end - cut.link]);
      }
    }
    if (at == word.size()) break;
    // A hyphen at the beginning or end or beside another one joins nothing.
    const bool after_word = at > begin;
    at += hyphen;
    if (after_word && at < word.size() && hyphen_at(word, at) == 0) close(at, hyphen);
  }
  if (part < word.size() || into.empty()) close(word.size(), 0);
}

}  // namespace ordagrant::forms
