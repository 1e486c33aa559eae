#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ordagrant/passages/internal/saying.h"
#include "ordagrant/passages/internal/starts.h"
#include "ordagrant/passages/internal/subject.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/token.h"

// Room: passages. Who is spoken of in a text; see passages/quotes.h.

namespace ordagrant::passages::internal {

// How long a noun phrase is, in tokens: with what hangs on it, and before its noun.
inline constexpr std::uint32_t kPhraseReach = 18;
inline constexpr std::uint32_t kNounWords = 5;

// Reads subjects in one text: noun phrases (noun_phrases.cpp), subjects of verbs (verb_subjects.cpp), names of persons
// (speaker_names.cpp) and whom a pronoun stands for (pronouns.cpp). It keeps views of all that it is given. `sentences`
// are the first tokens of sentences and of all else that no sentence runs over.
class Speakers {
 public:
  Speakers(std::string_view text, std::span<const tokens::Token> tokens, const Starts& sentences,
           const Structure& structure, const SayingWords& words);

  // The kinds of a token (internal::Saying), 0 for a mark.
  std::uint64_t kinds(std::uint32_t token) const;
  // The same with those that an ending gives.
  std::uint64_t long_kinds(std::uint32_t token) const;
  bool capital(std::uint32_t token) const;
  bool is(std::uint32_t token, std::string_view mark) const { return tokens_[token].span.of(text_) == mark; }

  std::uint32_t sentence_begin(std::uint32_t token) const { return sentences_.begin(token); }
  std::uint32_t sentence_end(std::uint32_t token) const { return sentences_.end(token); }

  // The noun phrase that begins at `token`, read no further than `limit`.
  Subject phrase(std::uint32_t token, std::uint32_t limit) const;
  // Of a verb in a clause that begins at `begin` and ends before `limit`: behind the verb, or else before it.
  Subject of_verb(std::uint32_t begin, std::uint32_t verb, std::uint32_t limit) const;
  // Behind the verb alone.
  Subject behind_verb(std::uint32_t verb, std::uint32_t limit) const;
  // The subject of the sentence [begin, end), if it is somebody: its first name, or the noun that it begins with.
  Subject of_sentence(std::uint32_t begin, std::uint32_t end) const;
  // With the name that the text gave it before, where this is a short form of it.
  Subject shortened(Subject subject) const;
  // What "d\u00E4r st\u00E5r" in [begin, end) speaks of: the last document of the sentence before it.
  Subject document_before(std::uint32_t begin, std::uint32_t end) const;
  // Whose it is what the noun names: "direkt\u00F6rens" before it, no further back than `begin`.
  Subject owner(std::uint32_t begin, std::uint32_t noun) const;
  // Is it a verb of saying, or "l\u00E4gger" with its "till"?
  bool says(std::uint32_t token) const;
  // Is it a view in the definite, "bed\u00F6mningen", or "fram" with its "till", behind which what is held follows?
  bool holds_view(std::uint32_t token) const;
  // Is it the infinitive of a verb of this kind: "inv\u00E4nda", "indvende"?
  bool later(std::uint32_t token, std::uint64_t kind) const;
  // Of whom the text speaks more than of anybody else, by whole names; nobody where several are named as often.
  Subject protagonist() const;

  // "eleverna", "medarbejderne", "ett tiotal elever": no "hon" stands for them.
  bool is_plural(std::uint32_t begin, std::uint32_t end) const;
  // Do the words around a name say that this is somebody, and no place or programme?
  bool is_person(std::uint32_t begin, std::uint32_t end, std::string_view name) const;

  // Where names are no longer looked for, because others speak there: tokens [begin, end), in rising order.
  void leave_out(std::uint32_t begin, std::uint32_t end);
  // The same for what stands between marks, all of it at once.
  void leave_out(std::vector<std::pair<std::uint32_t, std::uint32_t>> quoted) { quoted_ = std::move(quoted); }
  // That this one was the last to speak, for the next pronoun.
  void remember(const Subject& subject);

 private:
  // A noun phrase that is being read, and what a token does to it.
  struct NounPhrase;
  enum class Step : std::uint8_t { goes_on, ends, found };
  Step read_token(NounPhrase& read) const;
  Step read_mark(NounPhrase& read) const;
  Step read_name(NounPhrase& read, std::uint64_t found) const;
  std::optional<Step> read_pronoun(NounPhrase& read, std::uint64_t found) const;
  Step read_preposition(NounPhrase& read, std::uint64_t found) const;
  Step read_word(NounPhrase& read, std::uint64_t found) const;
  Subject whole(const NounPhrase& read) const;
  Subject with_another(Subject name, std::uint32_t limit) const;
  std::uint32_t some_of_them(std::uint32_t of, std::uint32_t limit) const;
  Subject named(std::uint32_t begin, std::uint32_t end, Subject::Form form) const;
  Subject resolved(std::uint32_t pronoun, std::uint64_t gender) const;
  Subject author(const Subject& document) const;
  std::optional<Subject> before_verb_at_once(std::uint32_t begin, std::uint32_t verb) const;
  std::optional<Subject> stated_source(std::uint32_t begin, std::uint32_t verb, std::uint32_t limit,
                                       const Subject& behind) const;
  std::optional<Subject> of_clause(std::uint32_t begin, std::uint32_t verb) const;
  Subject before_comma_clause(std::uint32_t begin, std::uint32_t at) const;
  std::optional<Subject> of_main_clause(std::uint32_t begin, std::uint32_t verb) const;
  Subject named_before(Subject pronoun) const;
  Subject they(Subject pronoun) const;
  bool may_be_many(const Subject& role) const;
  Subject before_relative(std::uint32_t begin, std::uint32_t end) const;
  bool led_by(std::uint32_t token, std::uint32_t verb) const;
  bool opens_noun(std::uint32_t token, std::uint32_t limit) const;
  std::uint64_t double_name(std::uint32_t token) const;
  std::string holder_of(std::string_view role) const;
  Subject fitting(std::uint32_t begin, std::uint32_t end, std::uint32_t pronoun, std::uint64_t gender) const;
  bool owns(std::uint32_t token, std::uint32_t end) const;
  bool last_fits(std::uint64_t gender) const;
  std::uint32_t tail_end(std::uint32_t begin, std::uint32_t end, std::uint32_t limit) const;
  std::uint64_t gender_of_noun(std::uint32_t begin, std::uint32_t end) const;
  bool has_role(std::uint32_t begin, std::uint32_t end) const;
  bool is_name_word(std::uint32_t token) const;
  std::uint32_t name_end(std::uint32_t token, std::uint32_t limit) const;
  std::uint64_t gender_of(std::string_view name) const;
  std::string full_name(std::uint32_t begin, std::uint32_t end) const;
  std::string_view word(std::uint32_t token) const { return tokens_[token].span.of(text_); }
  // Seen from `reader`, to whom their own quotation is none.
  bool left_out(std::uint32_t token, std::uint32_t reader) const;
  bool known_name(std::uint32_t token) const;
  std::string left_noun(const Subject& subject) const;
  bool ends_so(std::uint32_t token) const;
  void find_names() const;

  std::string_view text_;
  std::span<const tokens::Token> tokens_;
  const Starts& sentences_;
  const Structure& structure_;
  const SayingWords& words_;
  Subject last_;
  std::vector<std::string> spoken_;                              // names, who spoke last at the end
  std::map<std::string, std::uint64_t, std::less<>> told_;       // gender by name: what a pronoun has told
  std::vector<std::pair<std::uint32_t, std::uint32_t>> others_;  // what leave_out() was told
  std::vector<std::pair<std::uint32_t, std::uint32_t>> quoted_;
  mutable SayingWords::Lower lower_;
  mutable bool names_found_ = false;
  mutable std::unordered_map<std::string, std::string> holders_;  // by role
  mutable std::optional<Subject> protagonist_;
  mutable std::set<std::string, std::less<>> persons_;  // whole names of persons
  // By last word and by first word: the tokens of whole names, in rising order.
  mutable std::unordered_map<std::string_view, std::vector<std::pair<std::uint32_t, std::uint32_t>>> by_last_;
  mutable std::unordered_map<std::string_view, std::vector<std::pair<std::uint32_t, std::uint32_t>>> by_first_;
};

}  // namespace ordagrant::passages::internal
