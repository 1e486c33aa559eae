#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

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
  std::uint32_t character(std::uint32_t byte) noexcept {
    // Nearly always it is in the word that begins where the last one was, or there.
    const std::uint32_t bytes = byte - character_byte_;
    if (bytes == 0) return character_;
    if (byte < character_byte_ || bytes > sizeof(std::uint64_t) ||
        std::size_t{character_byte_} + sizeof(std::uint64_t) > source_.size())
      return far_character(byte);
    std::uint64_t word = 0;
    std::memcpy(&word, source_.data() + character_byte_, sizeof(word));
    character_ += bytes - continuations(first_bytes(word, bytes));
    character_byte_ = byte;
    return character_;
  }

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
  // How many of eight bytes go on with a character that began before them.
  static std::uint32_t continuations(std::uint64_t bytes) noexcept {
    const std::uint64_t found = bytes >> 7U & ~bytes >> 6U & 0x0101010101010101U;
    return static_cast<std::uint32_t>(found * 0x0101010101010101U >> 56U);
  }
  // The first of eight bytes, of which there is at least one, and zeros.
  static std::uint64_t first_bytes(std::uint64_t word, std::uint32_t bytes) noexcept {
    const std::uint32_t others = 64 - 8 * bytes;
    return std::endian::native == std::endian::little ? word << others : word >> others;
  }

  std::uint32_t far_character(std::uint32_t byte) noexcept;
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
