#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/passages/internal/phrases.h"

// Room: passages. Names of persons as minutes print them; see passages/structure.h.

namespace ordagrant::passages::internal {

// A person with their party: "Borgmester Ellen Marie T\u00F8rring (V)".
struct Person {
  std::string name;     // "Ellen Marie T\u00F8rring"; empty: nobody is named
  std::size_t end = 0;  // the byte behind the party, or behind the name
  bool has_party = false;
};

// The person that a text begins with: words with a capital, titles before them, a party in brackets behind them.
// O(1): a name has few words.
Person person_at(std::string_view text, const Phrases& phrases);

// Who a heading of a debate names, the colon left out; empty if it is no such heading.
//
//   Ellen Marie T\u00F8rring (V)            "Ellen Marie T\u00F8rring"
//   Formanden (S\u00F8ren Lund)             "S\u00F8ren Lund"
//   Statsr\u00E5det KARIN EK (S) replik     "Karin Ek"
//   TALMANNEN                          "Talmannen"
std::string speaker_of_heading(std::string_view heading, const Phrases& phrases);

// All persons with a party in brackets that a text names. O(text.size()).
std::vector<std::string> persons_with_party(std::string_view text, const Phrases& phrases);

// Is this what stands in brackets behind a name: "S", "KD", "K, Kystlisten", "-"?
bool is_party(std::string_view text);

}  // namespace ordagrant::passages::internal
