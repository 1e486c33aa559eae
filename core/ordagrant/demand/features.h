#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/tokens/token.h"
#include "ordagrant/tokens/vocabulary.h"

// Room: demand. Contacts in, value or failure demand out, with the words that decided.
// Above it: forms, privacy. No room is below it.

namespace ordagrant::demand {

// What a text is judged by. Neither its length nor a question mark is among them: contacts that were written to train
// a model may differ from others in both.
enum class Block : std::uint8_t {
  letters,  // three to five letters in a row within a word, its edges among them; hashed into kLetterRows rows
  word,     // a word in lower case
  lemma,    // its base form
  pair,     // two words side by side, numbers as #, marks and the edges of the text among them
  phrase,   // a phrase of demand_cues.tsv
  cue,      // a kind of those phrases: anywhere, in the first and in the last sentence; of every language
};

inline constexpr std::size_t kBlocks = 6;
inline constexpr std::array<Block, 5> kNamedBlocks{Block::word, Block::lemma, Block::pair, Block::phrase, Block::cue};
std::string_view name(Block block) noexcept;

inline constexpr std::uint32_t kLetterRows = 1U << 15U;
inline constexpr std::uint32_t kNoFeature = ~std::uint32_t{0};

// The features that a model knows, numbered: the rows of letters first, then the named ones.
class FeatureNames {
 public:
  // The number of a named feature, which is added if it is new. `language` is empty for a cue.
  std::uint32_t add(Block block, std::string_view language, std::string_view text);

  // A feature by its key, "word sv brev" with tabs between: kNoFeature, if it is not there.
  std::uint32_t find(std::string_view key) const;
  std::uint32_t add(std::string_view key);

  std::uint32_t size() const noexcept { return kLetterRows + static_cast<std::uint32_t>(keys_.size()); }
  // Requires: kLetterRows <= number < size(). The view ends with the next add().
  std::string_view key(std::uint32_t number) const { return keys_.form(number - kLetterRows); }

 private:
  tokens::Vocabulary keys_;
};

// A feature of a text, and the tokens it was read from.
struct Feature {
  std::uint32_t number = 0;
  Block block = Block::letters;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// A phrase of demand_cues.tsv that gives a cause, and the tokens that it stands in.
struct CauseCue {
  std::uint32_t cause = 0;  // as in kCauses
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The reasons that a text can state, in the order in which they are asked after (python/docs/codebook.md).
inline constexpr std::array<std::string_view, 8> kCauses{"specialist_split", "no_owner",       "hand_over",
                                                         "standard_form",    "central_rule",   "target_or_deadline",
                                                         "resources",        "digital_channel"};

inline constexpr std::string_view kNotStated = "not_stated";

// A contact as it was read.
struct Contact {
  std::vector<tokens::Token> tokens;
  std::vector<std::uint32_t> sentences;  // the first token of each
  std::vector<Feature> features;         // in the order of the text; one may come several times
  std::vector<CauseCue> causes;
  std::vector<std::uint32_t> technical;  // tokens that name a machine, an app or a page
};

// Reads contacts of a language.
//
// Immutable; may be used from many threads at once, each with a Memory of its own.
class Reader {
 public:
  // What was found of words, so that each is read once. It belongs to one Reader and one FeatureNames.
  class Memory {
   public:
    Memory();
    ~Memory();
    Memory(Memory&&) noexcept;
    Memory& operator=(Memory&&) noexcept;

   private:
    friend class Reader;
    struct Content;
    std::unique_ptr<Content> content_;
  };

  // Throws RequestError if `language` is not shipped, or its tables break their own format.
  explicit Reader(std::string_view language);
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // `text` is a reading (text::Reading). What `names` does not know is no feature. O(text.size()).
  void read(std::string_view text, const FeatureNames& names, Memory& memory, Contact& into) const;
  // The same, and adds what is new to the names.
  void learn(std::string_view text, FeatureNames& names, Memory& memory, Contact& into) const;

 private:
  struct Tables;
  template <typename Number>
  class Pass;

  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::demand
