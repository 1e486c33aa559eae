#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/forms/internal/hash_index.h"
#include "ordagrant/forms/internal/known_words.h"
#include "ordagrant/text/ascii.h"

// Room: forms. The tables of the lemmatiser, read; see forms/lemmatiser.h.

namespace ordagrant::forms::internal {

// What a lemma of the tables is. Those up to `adjective` end compounds.
enum class WordClass : std::uint8_t {
  noun,
  verb,
  participle,
  adjective,
  adverb,
  pronoun,
  determiner,
  preposition,
  conjunction,
  subjunction,
  number,
  abbreviation,
};

inline constexpr std::size_t kWordClasses = 12;

// By its name in the tables: "noun", "part".
std::optional<WordClass> word_class(std::string_view name) noexcept;

// A form of a paradigm: what stands behind the stem.
struct FormEnding {
  std::uint64_t hash = 0;
  std::uint32_t size = 0;
  std::uint32_t number = 0;  // the same of the same ending, below Inflection::endings()
  bool against = false;      // where this form is a word, the paradigm is another
};

// A line of lemma_rules.tsv, with its classes of letters written out.
struct Paradigm {
  std::string_view name;
  WordClass word_class = WordClass::noun;
  int weight = 0;
  std::string_view lemma;           // the lemma's ending
  std::vector<FormEnding> endings;  // the lemma's first
};

// A form of a word of lemma_words.tsv.
struct Listed {
  std::uint64_t hash = 0;
  std::string_view lemma;
  std::string_view rule;  // the paradigm's name or the kind of its line
  WordClass word_class = WordClass::noun;
  bool with_s = false;  // by the -s of a genitive or a passive that the table does not write
};

// A paradigm that an ending belongs to.
struct Slot {
  std::uint32_t paradigm = 0;
  bool is_lemma = false;
  bool linked = false;  // with the -s of a genitive behind it
};

// lemma_rules.tsv and lemma_words.tsv of a language, with its words.tsv. Never changes once made.
class Inflection {
 public:
  // Throws RequestError if `language` is not shipped, or one of its tables breaks its own format.
  explicit Inflection(std::string_view language);
  Inflection(const Inflection&) = delete;
  Inflection& operator=(const Inflection&) = delete;

  static constexpr std::size_t kMostEndings = 1024;
  // How many endings there are, of all paradigms.
  std::size_t endings() const noexcept { return ending_numbers_.size(); }

  const Paradigm& paradigm(std::uint32_t at) const { return paradigms_[at]; }

  // The longest ending of a paradigm, in bytes.
  std::size_t longest_ending() const noexcept { return longest_ending_; }

  // The paradigms with this ending, as they stand in the table.
  std::span<const Slot> slots(std::uint64_t ending_hash) const noexcept {
    const HashIndex::Rows found = slot_index_.find(ending_hash);
    return std::span(slots_).subspan(found.begin, found.end - found.begin);
  }

  // The words of lemma_words.tsv with this form, as they stand in the table.
  std::span<const Listed> listed(std::uint64_t hash) const noexcept {
    const HashIndex::Rows found = listed_index_.find(hash);
    return std::span(listed_).subspan(found.begin, found.end - found.begin);
  }

  // Whether a lemma may end in these two letters: Danish has no word in "-tl", Swedish none in "-kn".
  bool may_end(char last_but_one, char last) const noexcept {
    return text::is_ascii_small(last_but_one) && text::is_ascii_small(last) ? !never_.at(pair(last_but_one, last))
                                                                            : true;
  }

  // Those of words.tsv, and of lemma_words.tsv.
  const KnownWords& words() const noexcept { return words_; }

  bool is_verb_prefix(std::uint64_t hash) const noexcept;
  bool is_name(std::uint64_t hash) const noexcept;

 private:
  static constexpr std::size_t kLetters = 26;
  static std::size_t pair(char first, char second) {
    return static_cast<std::size_t>(first - 'a') * kLetters + static_cast<std::size_t>(second - 'a');
  }

  void read_rules(std::string_view language);
  void read_words(std::string_view language);
  void list_with_s(const std::string& form, std::string_view lemma, std::string_view rule, WordClass word_class);
  bool list_by_rule(std::string_view lemma, std::string_view rule);
  void index();

  std::vector<Paradigm> paradigms_;
  std::vector<std::vector<std::string>> forms_;  // of each paradigm, written out; the lemma's ending first
  std::map<std::string, std::uint32_t, std::less<>> ending_numbers_;
  std::vector<Slot> slots_;
  std::vector<std::uint64_t> slot_hashes_;
  HashIndex slot_index_;
  std::vector<Listed> listed_;
  HashIndex listed_index_;
  std::array<bool, kLetters * kLetters> never_{};
  HashIndex verb_prefixes_;
  std::vector<std::uint64_t> names_;  // sorted
  std::deque<std::string> written_;   // what the views above point into, where it is not the table itself
  std::size_t longest_ending_ = 0;
  KnownWords words_;
};

}  // namespace ordagrant::forms::internal
