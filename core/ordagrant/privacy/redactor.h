#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: privacy. A text in, the spans of personal data to mask out.
// Above it: language. Below it: demand.

namespace ordagrant::privacy {

enum class PersonalKind : std::uint8_t {
  identity,  // personnummer, samordningsnummer, CPR: every number of their shape; a date of birth that is called one
  phone,     // Swedish, Danish, and any number that begins with + and a country
  email,     // namn@example.org
  account,   // bank account, bankgiro, plusgiro, IBAN, card
  plate,     // of a vehicle
  address,   // a street and its number, with the floor, the postal code and the town that follow
  name,      // of a private person, without the title
  ip,        // an IPv4 or IPv6 address
};

std::string_view name(PersonalKind kind) noexcept;

struct PersonalSpan {
  ByteSpan span;
  PersonalKind kind = PersonalKind::identity;
};

// Finds personal data of private persons.
//
//   const Redactor redactor("sv");
//   masked(text, redactor.find(text));  // "Mvh \u2588\u2588\u2588\u2588"
//
// A number is known by its shape and by the word before it, never by its check digit alone: one that is mistyped is
// somebody's all the same. Joined to more ("/3", "-3", a letter before it) it is a part of some other number, unless
// its date and check digit are right: cases are named after persons. A name is known by the words around it (a title, a
// greeting, "jag heter"), or by a first name with a surname; one with a party behind it, or with a public office before
// it, is no private person's. Numbers of cases and laws, amounts, dates and times are left alone.
//
// The text is any source as it was handed in, so a span is a place in the source. A text that was masked has
// nothing more to mask. Immutable; may be used from many threads at once.
class Redactor {
 public:
  // "und" knows the words of all shipped languages. Throws RequestError for another language that is not shipped.
  explicit Redactor(std::string_view language);
  ~Redactor();
  Redactor(Redactor&&) noexcept;
  Redactor& operator=(Redactor&&) noexcept;

  // In order; they do not overlap, are not empty and neither begin nor end with white space.
  // O(text.size()). Any bytes are a legal text.
  std::vector<PersonalSpan> find(std::string_view text) const;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

// The redactor for a shipped language; "auto" and "und" know the words of all: what a text was is harder to tell when
// its names are masked, and a second masking must not differ. It never expires. May be called from many threads at
// once. Throws RequestError for another language.
const Redactor& redactor_for(std::string_view language);

// The text with U+2588 for every character of the spans that is not white space: the number of characters
// stays. An ill-formed byte sequence inside a span is one character. Requires: `spans` are in order and inside `text`.
std::string masked(std::string_view text, std::span<const PersonalSpan> spans);

}  // namespace ordagrant::privacy
