#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Room: forms. Tokens in, the forms we count by out: lower case, stem, lemma, inflected forms.
// Above it: tokens. Below it: lexicon, counts, demand.

namespace ordagrant::forms {

// What a lemma was found by.
enum class LemmaSource : std::uint8_t {
  listed,    // the table lemma_words.tsv: closed classes, strong verbs, common words
  paradigm,  // the rule of lemma_rules.tsv whose other forms of the word are words of the language
  compound,  // the lemma of the compound's last part
  name,      // a name, without the -s of its genitive
  ending,    // the rule that the ending fits best, with no other form to support it
  itself,    // no rule fits
};

std::string_view name(LemmaSource source) noexcept;

// The lemma is `beginning` and `ending` in a row: where it is a beginning of the word, which is
// usual, `ending` is empty, and nothing is copied.
struct Lemma {
  std::string_view beginning;  // of the word that was asked about
  std::string_view ending;     // lives as long as the lemmatiser
  LemmaSource source = LemmaSource::itself;
  std::string_view rule;  // the row of the tables: "noun_or", "verb", "pron"; empty for a name and the word itself

  std::string text() const { return std::string(beginning) += ending; }
};

// A token of a sentence.
struct SentenceWord {
  std::uint32_t word = 0;    // its number, by Lemmatiser::number
  bool has_capital = false;  // begins with a capital as it stands
};

// The base form of words: infinitive, indefinite singular, positive.
//
//   const Lemmatiser lemmatiser("sv");
//   lemmatiser.of("skolorna").text();        // "skola", by the rule noun_or
//   lemmatiser.of("verksamheternas").text();  // "verksamhet"
//   lemmatiser.of("skrev").text();           // "skriva", because it is listed
//
// A word is read backwards by every paradigm that has its ending, and the paradigm counts of which
// most other forms are words of the language (words.tsv): "kontroller" is "kontroll" and not
// "kontrolla". A compound has the lemma of its longest known last part behind its first ones.
// Lemmas are those of Universal Dependencies: "deras" is "de", "b\u00E4ttre" is "bra", "bl.a." is
// "bland_annat"; a participle is a word of its own in Swedish and a form of its verb in Danish.
//
// Immutable; may be used from many threads at once.
class Lemmatiser {
 public:
  // What was found of words by themselves, so that each is read once however often it stands in a text. It belongs to
  // one lemmatiser, and is used by one thread at a time.
  class Memory {
   public:
    Memory();
    ~Memory();
    Memory(Memory&&) noexcept;
    Memory& operator=(Memory&&) noexcept;

    // How many words have a number, and how many lemmas they can have between them.
    std::size_t words() const noexcept;
    std::size_t lemmas() const noexcept;
    std::size_t bytes() const noexcept;  // of memory, about
    // Requires: number < lemmas(). The views end with the next call of Lemmatiser::number.
    Lemma lemma(std::uint32_t number) const;

   private:
    friend class Lemmatiser;
    struct Content;

    std::unique_ptr<Content> content_;
  };

  // Throws RequestError if `language` is not shipped, or its tables break their own format.
  explicit Lemmatiser(std::string_view language);
  ~Lemmatiser();
  Lemmatiser(Lemmatiser&&) noexcept;
  Lemmatiser& operator=(Lemmatiser&&) noexcept;

  // Of a word in lower case by itself. Any bytes are legal; never empty unless the word is.
  Lemma of(std::string_view lower_word) const;

  // The number of a word in lower case, by text::lower; numbers are counted from 0.
  std::uint32_t number(std::string_view lower_word, Memory& memory) const;

  // Of the tokens of one sentence, marks among them, in their order: `into` is replaced by the numbers of
  // their lemmas in `memory`. Neighbours decide between several lemmas of a form (lemma_context.tsv), and a
  // capital inside a sentence makes a name of a word that the language does not have.
  void of_sentence(std::span<const SentenceWord> words, Memory& memory, std::vector<std::uint32_t>& into) const;

 private:
  struct Tables;

  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::forms
