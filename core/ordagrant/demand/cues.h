#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Room: demand. Contacts in, value or failure demand out, with the words that decided.
// Above it: forms, privacy. No room is below it.

namespace ordagrant::demand {

// The phrases of a language's table demand_cues.tsv, looked up among the words of a text.
//
//   const Cues cues("sv");
//   // "har inte f\u00E5tt svar \u00E4n" holds a cue of the kinds not_done, no_reply and still.
//
// Immutable; may be used from many threads at once.
class Cues {
 public:
  // A phrase that was found: tokens [begin, end).
  struct Hit {
    std::uint32_t phrase = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  // Which of the words that phrases are made of a word is: what is asked once for every word.
  using Roles = std::vector<std::uint16_t>;

  // Throws RequestError if `language` is not shipped, or its table breaks its own format.
  explicit Cues(std::string_view language);
  ~Cues();
  Cues(Cues&&) noexcept;
  Cues& operator=(Cues&&) noexcept;

  // Of a word in lower case, in rising order. A number has the role of # as well.
  Roles roles(std::string_view lower_word, bool is_number) const;

  // The role of a set of words ("not"). Throws RequestError if the table has no set of this name.
  std::uint16_t role_of_set(std::string_view set) const;

  // The hits among the words of one sentence, by their place, then by phrase. `words` are the roles of its tokens,
  // and tokens are numbered from `first`.
  void find(std::span<const Roles* const> words, std::uint32_t first, std::vector<Hit>& into) const;

  // Requires: phrase < phrases(). The kind of the phrase ("not_done", "cause resources"), and how it is written.
  std::size_t phrases() const noexcept;
  std::uint32_t kind(std::uint32_t phrase) const noexcept;
  std::string_view text(std::uint32_t phrase) const noexcept;

  // The kinds in the order of the table.
  const std::vector<std::string>& kinds() const noexcept;

 private:
  struct Tables;

  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::demand
