#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ordagrant/privacy/internal/chain.h"
#include "ordagrant/privacy/internal/signs.h"
#include "ordagrant/privacy/internal/vocabulary.h"
#include "ordagrant/privacy/redactor.h"

// Room: privacy. Finds personal data in one text; see privacy/redactor.h.

namespace ordagrant::privacy::internal {

// Walks through one text once, from left to right: words, addresses of mail and plates in finder.cpp, streets in
// addresses.cpp, names in names.cpp, numbers in numbers.cpp. What was masked before stands in the way of every rule as
// a word or a number would, so that a second walk over a masked text finds nothing.
class Finder {
 public:
  Finder(std::string_view text, const Vocabulary& vocabulary);

  std::vector<PersonalSpan> find();

 private:
  using Place = std::uint32_t;
  using Word = ByteSpan;

  // What the first word of a name must be.
  enum class First : std::uint8_t {
    capital,  // behind a title
    unusual,  // a first name, or no word of the language
    known,    // a first name
  };

  static constexpr int kCommon = 7;  // text::Words: three in ten thousand words and more

  Sign sign(Place at) const { return sign_at(text_, at); }
  Sign before(Place at) const { return sign_before(text_, at); }
  Place after_spaces(Place at) const;
  bool ends_line(Place at) const;
  Word word_at(Place at) const;
  std::string_view of(Word word) const { return word.of(text_); }
  bool is_capital(Place at) const;
  bool is_inside_sentence(Place at) const;
  bool is_word_of_language(Word word) const;
  bool is_common(Word word) const;

  // Each takes a place where something begins, and gives the place behind it.
  Place word(Place at);
  Place number(Place at);
  std::uint32_t label() const;
  void add(Place begin, Place end, PersonalKind kind);
  Place add_name(Place begin, Place end);
  void forget();

  // Those that give a place take one where a find may begin and give its end, or the place itself.
  Place email(Place at);
  Place iban(Word word) const;
  Place plate(Word word) const;

  // addresses.cpp
  Place address(Word word) const;
  Place number_of_house(Place at) const;
  Place rest_of_address(Place at) const;
  Place floor(Place at) const;
  Place postal_town(Place at) const;
  bool is_street(Word word) const;

  // names.cpp
  Place name_end(Place at, First first) const;
  Place name(Place at, First first) const;
  Place small_name(Place at, bool to_line_end) const;
  Place initials(Place at) const;
  Place own_name(Word word, std::uint32_t kinds) const;
  Place bare_name(Word word) const;
  Place signature(Place at);
  void name_behind(Word word, std::uint32_t kinds, std::uint32_t kinds_before);
  bool found_name(Place begin, First first);
  bool introduced_name(Place next, std::uint32_t kinds_before);
  bool closing_name(Place closing_end);
  bool is_first_name(Word word) const;
  bool is_acronym(Word word) const;
  bool is_no_surname(Word word) const;
  bool is_public_role(Word word) const;
  bool is_of_name_before(Word word) const;
  bool begins_with_particle(Word word) const;
  Word letters_in_brackets(Place end) const;
  bool are_initials(Word letters, Place begin, Place end) const;

  // numbers.cpp
  bool joined_before(Place at) const;
  bool joined_behind(Place at) const;
  bool unit_behind(Place at) const;
  bool number_follows(Place at) const;
  Place hidden_end(const Chain& chain) const;
  Place ip_address(Place at) const;
  Place ipv4(Place at) const;
  Place ipv6(Place at) const;

  std::string_view text_;
  const Vocabulary& vocabulary_;
  std::vector<PersonalSpan> found_;
  std::vector<std::string_view> words_of_names_;  // that are masked, of those with a capital
  std::size_t next_at_sign_ = 0;
  std::uint32_t label_ = 0;  // kinds of the last word that says which number follows
  std::uint32_t words_since_label_ = 0;
  std::uint32_t last_kinds_ = 0;  // of the word before
  Word last_;                     // that word
  std::uint32_t words_since_address_ = 0;
};

}  // namespace ordagrant::privacy::internal
