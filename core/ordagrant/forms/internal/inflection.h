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

#include "ordagrant/forms/internal/part_hashes.h"

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

// lemma_rules.tsv, lemma_words.tsv and the frequencies of words.tsv of a language. Never changes once made.
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
    const Bucket found = slot_index_.find(ending_hash);
    return std::span(slots_).subspan(found.begin, found.end - found.begin);
  }

  // The words of lemma_words.tsv with this form, as they stand in the table.
  std::span<const Listed> listed(std::uint64_t hash) const noexcept {
    const Bucket found = listed_index_.find(hash);
    return std::span(listed_).subspan(found.begin, found.end - found.begin);
  }

  // Where a word of words.tsv stands among places(): a number of its own.
  std::size_t place(std::uint64_t hash) const noexcept {
    const std::uint32_t mark = static_cast<std::uint32_t>(hash) & ~0x1FU;
    for (std::size_t slot = first_slot(hash, known_mask_);; slot = (slot + 1) & known_mask_)
      if (known_[slot] == 0 || (known_[slot] & ~0x1FU) == mark) return slot;
  }
  std::size_t places() const noexcept { return known_.size(); }

  // False if the word stands in no table. One bit for several words, so it may be true of others.
  bool may_be_word(std::uint64_t hash) const noexcept { return words_[word_bit(hash)]; }

  // 0 if the word is not in words.tsv, otherwise from 1, rare, to 9.
  int frequency(std::uint64_t hash) const noexcept { return known(hash) & kFrequency; }
  // Whether compounds begin with it: by words.tsv, or because it is a word.
  bool begins(std::uint64_t hash) const noexcept { return known(hash) != 0; }
  // Whether a lemma may end in these two letters: Danish has no word in "-tl", Swedish none in "-kn".
  bool may_end(char last_but_one, char last) const noexcept {
    return is_small(last_but_one) && is_small(last) ? !never_.at(pair(last_but_one, last)) : true;
  }

  bool is_verb_prefix(std::uint64_t hash) const noexcept;
  bool is_name(std::uint64_t hash) const noexcept;

 private:
  static constexpr int kFrequency = 0xF;
  static constexpr int kBeginning = 0x10;

  static constexpr std::size_t kLetters = 26;
  static bool is_small(char letter) { return letter >= 'a' && letter <= 'z'; }
  static std::size_t pair(char first, char second) {
    return static_cast<std::size_t>(first - 'a') * kLetters + static_cast<std::size_t>(second - 'a');
  }

  // Where a hash stands in an open table: its high bits are the better ones.
  static std::size_t first_slot(std::uint64_t hash, std::size_t mask) noexcept {
    return static_cast<std::size_t>((hash * 0x9E3779B97F4A7C15U) >> 32U) & mask;
  }

  struct Bucket {
    std::uint64_t hash = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  class Index {
   public:
    void make(std::span<const std::uint64_t> sorted);
    Bucket find(std::uint64_t hash) const noexcept {
      for (std::size_t slot = first_slot(hash, mask_);; slot = (slot + 1) & mask_)
        if (buckets_[slot].end == 0 || buckets_[slot].hash == hash) return buckets_[slot];
    }

   private:
    std::vector<Bucket> buckets_;
    std::size_t mask_ = 0;
  };

  int known(std::uint64_t hash) const noexcept { return static_cast<int>(known_[place(hash)] & 0x1FU); }
  static constexpr std::size_t kWordBits = 20;
  static std::size_t word_bit(std::uint64_t hash) noexcept {
    return static_cast<std::size_t>((hash * 0xD1B54A32D192ED03U) >> (64U - kWordBits));
  }

  void read_frequencies(std::string_view language);
  void read_rules(std::string_view language);
  void read_words(std::string_view language);
  void index();

  std::vector<Paradigm> paradigms_;
  std::vector<std::vector<std::string>> forms_;  // of each paradigm, written out; the lemma's ending first
  std::map<std::string, std::uint32_t, std::less<>> ending_numbers_;
  std::vector<Slot> slots_;
  std::vector<std::uint64_t> slot_hashes_;
  Index slot_index_;
  std::vector<Listed> listed_;
  Index listed_index_;
  std::array<bool, kLetters * kLetters> never_{};
  Index verb_prefixes_;
  std::vector<std::uint64_t> names_;  // sorted
  std::deque<std::string> written_;   // what the views above point into, where it is not the table itself
  // Open addressing: 27 bits of the hash, whether compounds begin with it, and the frequency; 0 where nothing is.
  std::vector<std::uint32_t> known_;
  std::size_t known_mask_ = 0;
  std::vector<bool> words_;
  std::size_t longest_ending_ = 0;
};

}  // namespace ordagrant::forms::internal
