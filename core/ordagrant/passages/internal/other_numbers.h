#pragma once

#include <cstdint>

#include "ordagrant/passages/internal/fact_text.h"
#include "ordagrant/passages/internal/quantities.h"

// Room: passages. Numbers that count nothing: of a page or a point, of a date or a time, of a list, of a telephone.

namespace ordagrant::passages::internal {

// Told apart in the order of the text, because what stands behind such a number is often another of its kind:
// "punkterna 2 och 3".
class OtherNumbers {
 public:
  explicit OtherNumbers(FactText& text) : text_(text) {}

  // Is it one of these? Requires: later in the text than what was asked of before.
  bool is_one(const Quantity& quantity);

  // A number that could not be read as a quantity: "070-12".
  void unread(std::uint32_t at) { refused_ = text_.is_number(at) ? at + 1 : 0; }
  // A figure was found.
  void figure() { refused_ = 0; }

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }
  bool mark(std::uint32_t at, std::string_view mark) const { return text_.is_mark(at, mark); }

  bool idiom(const Quantity& quantity);
  bool referring(const Quantity& quantity);
  bool numbers(std::uint32_t word, const Quantity& quantity);
  bool names(const Quantity& quantity);
  bool dated(const Quantity& quantity);
  bool year(const Quantity& quantity);
  bool counted_off(const Quantity& quantity);
  bool bracketed(const Quantity& quantity) const;
  bool coded(const Quantity& quantity);
  bool counts_pages(const Quantity& quantity);
  bool chained(const Quantity& quantity);
  bool glued(const Quantity& quantity) const;
  bool address(const Quantity& quantity);
  bool continues(std::uint32_t at);

  FactText& text_;
  std::uint32_t refused_ = 0;  // the end of the number before, if it was one of these; 0: it was none
};

}  // namespace ordagrant::passages::internal
