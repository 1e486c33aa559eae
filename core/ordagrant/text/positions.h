#pragma once

#include <cstdint>
#include <string_view>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language, tokens.

namespace ordagrant::text {

// Walks through a source and says where a byte stands in characters, lines and pages,
// which is what Python and a reader count by.
//
// Offsets asked in rising order cost O(source.size()) together; for lines and pages a step back starts anew, for
// characters it costs its length.
// Not for two threads at once.
class Positions {
 public:
  explicit Positions(std::string_view source) noexcept : source_(source) {}

  // How many characters begin before `byte`. Requires: byte <= source.size().
  std::uint32_t character(std::uint32_t byte) noexcept;

  // The line of `byte`, from 1. Lines end with LF, CR LF or CR.
  std::uint32_t line(std::uint32_t byte) noexcept {
    walk(byte);
    return line_;
  }

  // The page of `byte`, from 1, in a source with a form feed between two pages.
  std::uint32_t page(std::uint32_t byte) noexcept {
    walk(byte);
    return page_;
  }

 private:
  void walk(std::uint32_t byte) noexcept;  // through lines and pages

  std::string_view source_;
  // Characters are asked for twice a token and lines seldom: each has a walk of its own.
  std::uint32_t character_byte_ = 0;
  std::uint32_t character_ = 0;
  std::uint32_t byte_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t page_ = 1;
};

}  // namespace ordagrant::text
