#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// The hash of a word, the same for capitals and small letters of Swedish and Danish.
class WordHash {
 public:
  constexpr WordHash() = default;
  explicit WordHash(std::string_view word) noexcept {
    const std::string_view rest = word.size() > 16 ? word.substr(16) : std::string_view();
    begin(word.size(), eight(word), word.size() > 8 ? eight(word.substr(8)) : 0);
    finish(rest);
  }
  // The same of a word whose first 16 bytes were read at once: what is behind its end must be 0.
  WordHash(std::string_view word, std::uint64_t first, std::uint64_t second) noexcept {
    begin(word.size(), first, second);
    finish(word.size() > 16 ? word.substr(16) : std::string_view());
  }

  constexpr std::uint64_t value() const { return value_; }

  // The first eight bytes, 0 behind the end: of fewer, two halves that may overlap.
  static std::uint64_t eight(std::string_view word) noexcept {
    const char* const begin = word.data();
    const std::size_t size = word.size();
    if (size >= 8) return read<std::uint64_t>(begin);
    if (size >= 4) return read<std::uint32_t>(begin) | read<std::uint32_t>(begin + size - 4) << 8 * (size - 4);
    if (size >= 2) return read<std::uint16_t>(begin) | read<std::uint16_t>(begin + size - 2) << 8 * (size - 2);
    return size == 1 ? read<std::uint8_t>(begin) : 0;
  }

 private:
  // In UTF-8 this one bit tells "A" from "a" and the last byte of "\u00C5" from that of "\u00E5"; in all
  // others of their bytes it may be set as well.
  static constexpr std::uint64_t kSmall = 0x2020202020202020U;

  template <typename Bytes>
  static std::uint64_t read(const char* bytes) noexcept {
    Bytes value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return value;
  }

  void begin(std::size_t size, std::uint64_t first, std::uint64_t second) {
    value_ = (size ^ (first | kSmall)) * 0x9FB21C651E98DF25U;
    value_ ^= value_ >> 29U;
    add(second);
  }
  void add(std::uint64_t bytes) {
    value_ = (value_ ^ (bytes | kSmall)) * 0x9FB21C651E98DF25U;
    value_ ^= value_ >> 29U;
  }
  void finish(std::string_view rest) {
    while (!rest.empty()) {
      add(eight(rest));
      rest.remove_prefix(rest.size() < 8 ? rest.size() : 8);
    }
    value_ ^= value_ >> 32U;
  }

  std::uint64_t value_ = 0;
};

}  // namespace ordagrant::text
