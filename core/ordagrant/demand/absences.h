#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ordagrant/demand/cues.h"

// Room: demand. Contacts in, value or failure demand out, with the words that decided.
// Above it: forms, privacy. No room is below it.

namespace ordagrant::demand {

// Whose absence a sentence tells of: who it is that does not come, act or know, the citizen or the service.
//
//   "Min dotter \u00E4r sjuk, kommer inte till fritids"   own comes_not
//   "Hemtj\u00E4nsten kommer inte till mamma"             service comes_not
//
// The kinds of words are sets of demand_cues.tsv. The subject is looked for behind the finite verb, then before it;
// where there is none, in the clauses before, and in telegraphic style it is who writes.
//
// Immutable; may be used from many threads at once.
class Absences {
 public:
  // Which kinds of words a word is of, a bit each.
  using Kinds = std::uint32_t;

  enum class Subject : std::uint8_t { own, service, other };

  // Tokens [begin, end): from the subject, where it is named in the sentence, to the verb.
  struct Hit {
    std::uint32_t kind = 0;  // of kNames
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  // What the sentences before this one were about.
  struct Named {
    std::optional<Subject> last;   // who could be left out
    std::optional<Subject> third;  // who could be "she"
  };

  static constexpr std::array<std::string_view, 7> kNames{"own comes_not",    "own acts_not",      "own knows_not",
                                                          "own has_never",    "service comes_not", "service acts_not",
                                                          "service knows_not"};

  // Throws RequestError if the table lacks one of the sets.
  explicit Absences(const Cues& cues);

  // Of a word with these roles, which may be a noun or a verb that no set has.
  Kinds kinds(const Cues::Roles& roles, bool is_noun, bool is_verb) const;

  // The hits of one sentence, by the place of the verb. Tokens are numbered from `first`.
  static void find(std::span<const Kinds> words, std::uint32_t first, Named& named, std::vector<Hit>& into);

 private:
  std::vector<std::uint16_t> roles_;  // of the sets, by bit
};

}  // namespace ordagrant::demand
