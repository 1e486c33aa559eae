#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ordagrant/passages/internal/fact_text.h"

// Room: passages. Numbers as they are written, in digits or letters.

namespace ordagrant::passages::internal {

// What digits look like, before anything is known of their neighbours.
struct Numeral {
  double value = 0;
  bool plain = true;         // nothing but digits
  bool full_stop = false;    // decimals behind a full stop: as likely a version, a chapter or a time
  std::size_t digits = 0;    // with those of the decimals
  std::size_t decimals = 0;  // 0: a whole number

  bool whole() const noexcept { return decimals == 0; }
};

// The digits of `digits` without the spaces and stops that group them.
std::optional<Numeral> numeral(std::string_view digits);

bool could_be_year(const Numeral& number) noexcept;

// A quantity as it is written: tokens [begin, end), its unit left out.
struct Quantity {
  TokenRange tokens;
  double value = 0;
  std::optional<double> high;
  bool word = false;  // written in letters
  bool fraction = false;
  bool broken = false;  // at a line end: "1\n300 miljoner"
  Numeral numeral;      // of the first number
};

// The quantity whose number is at `at`: its sign or article may stand before it, but not before `free`.
std::optional<Quantity> quantity_at(FactText& text, std::uint32_t at, std::uint32_t free = 0);

// A number or number word as a whole number that is not negative, and nothing else ("29", "1 200", "tre"); -1 if it is
// none. What votes are counted by.
std::int64_t count_at(FactText& text, std::uint32_t at);

// Does what stands at `at` measure: a unit of measurement, a multiple?
bool measured(FactText& text, std::uint32_t at);

}  // namespace ordagrant::passages::internal
