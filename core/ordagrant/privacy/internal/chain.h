#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ordagrant/privacy/redactor.h"

// Room: privacy. Groups of digits in a row; see privacy/redactor.h.

namespace ordagrant::privacy::internal {

// Groups of digits and what stands between them, as far as it can stand inside one number: "08-123 45 67".
// A space of any width is ' ' here and a dash of any length '-'.
class Chain {
 public:
  static constexpr std::size_t kMostGroups = 8;
  static constexpr std::size_t kLongestGroup = 24;

  // Requires: a digit stands at `at`, and none before it.
  Chain(std::string_view text, std::uint32_t at);

  std::size_t groups() const { return size_; }
  ByteSpan group(std::size_t index) const { return groups_[index]; }

  // The first `count` groups by their lengths and what is between: "2-3 2 2"; and their digits.
  std::string_view shape(std::size_t count) const { return std::string_view(shape_).substr(0, shape_ends_[count - 1]); }
  std::string_view digits(std::size_t count) const {
    return std::string_view(digits_).substr(0, digit_ends_[count - 1]);
  }
  std::string_view between(std::size_t index) const { return between_[index].data(); }

 private:
  std::array<ByteSpan, kMostGroups> groups_{};
  std::array<std::array<char, 5>, kMostGroups> between_{};  // behind each group, with a 0
  std::size_t size_ = 0;
  std::string shape_;
  std::string digits_;
  std::array<std::size_t, kMostGroups> shape_ends_{};
  std::array<std::size_t, kMostGroups> digit_ends_{};
};

// What stands around the number.
struct Around {
  std::uint32_t label = 0;     // kinds of the word before it
  bool plus = false;           // a + stands before it
  bool unit = false;           // a unit stands behind it: an amount
  bool number_before = false;  // another number, and a space
  bool number_behind = false;
  bool swedish = false;
  bool danish = false;
};

// What the first `count` groups are, all of them together and nothing less.
std::optional<PersonalKind> kind_of(const Chain& chain, std::size_t count, const Around& around);

// Whether the first `count` groups are a date of birth as numbers of persons begin with it.
bool is_birth(const Chain& chain, std::size_t count);

// Whether the first `count` groups are somebody's number whatever they are joined to: "A-560312-nnnn/3" is a case that
// was named after its person. Its date and check digits are right; or its date is, and `label`, the kinds of the word
// before it, says what it is.
bool is_surely_identity(const Chain& chain, std::size_t count, std::uint32_t label);

}  // namespace ordagrant::privacy::internal
