#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "ordagrant/base/error.h"

// Room: base. Words that every room may use; depends on nothing.

namespace ordagrant {

// The error for a value that is not among the allowed ones; the message names both.
//
//   throw not_one_of("pole", "left", kPoles);  // pole 'left' is not one of: npm, trust, none
//
// `what` is empty where the place that the value stands at is said otherwise.
template <typename Names>
RequestError not_one_of(std::string_view what, std::string_view value, const Names& allowed) {
  std::string message;
  message.append(what).append(what.empty() ? "'" : " '").append(value).append("' is not one of: ");
  bool first = true;
  for (const std::string_view name : allowed) {
    message.append(first ? "" : ", ").append(name);
    first = false;
  }
  RequestError error(message);
  return error;
}

// The place of a value among the allowed ones, from 0. Throws RequestError for another.
template <typename Names>
std::size_t place_among(std::string_view what, std::string_view value, const Names& allowed) {
  const auto found = std::find(std::begin(allowed), std::end(allowed), value);
  if (found == std::end(allowed)) throw not_one_of(what, value, allowed);
  return static_cast<std::size_t>(found - std::begin(allowed));
}

}  // namespace ordagrant
