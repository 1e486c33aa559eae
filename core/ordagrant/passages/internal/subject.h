#pragma once

#include <cstdint>
#include <string>

#include "ordagrant/base/byte_span.h"

// Room: passages. Who is said to say something; see passages/quotes.h.

namespace ordagrant::passages::internal {

// Who is said to say something.
struct Subject {
  enum class Form : std::uint8_t {
    none,      // there is no subject where one was looked for
    nobody,    // there is one that names nobody: "man", "det", "de"
    self,      // "jag", "vi"
    phrase,    // a noun that the tables do not know: "medarbejdersiden", "tanten", "en af dem"
    role,      // "en enhetschef", "konsulten"
    document,  // "avtalet"
    body,      // "Kommunstyrelsen", "PWC"
    name,      // "Karin Ekdal"
  };

  Form form = Form::none;
  std::string name;  // as a reader would give it; empty for none, nobody and self, and for a pronoun that nobody fits
  ByteSpan span;     // where it is printed
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // the tokens that it takes

  bool named() const { return !name.empty(); }
  // Is it said to be somebody, or something that can speak, by more than its place?
  bool certain() const { return named() && form > Form::phrase; }
};

}  // namespace ordagrant::passages::internal
