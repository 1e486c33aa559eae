#pragma once

#include <string>
#include <string_view>

#include "ordagrant/base/error.h"

// Room: base. Words that every room may use; depends on nothing.

namespace ordagrant {

// The error for a value that is not among the allowed ones; the message names both.
//
//   throw not_one_of("pole", "left", kPoles);  // pole 'left' is not one of: npm, trust, none
template <typename Names>
RequestError not_one_of(std::string_view what, std::string_view value, const Names& allowed) {
  std::string message;
  message.append(what).append(" '").append(value).append("' is not one of: ");
  bool first = true;
  for (const std::string_view name : allowed) {
    message.append(first ? "" : ", ").append(name);
    first = false;
  }
  RequestError error(message);
  return error;
}

}  // namespace ordagrant
