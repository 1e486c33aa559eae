#pragma once

#include <stdexcept>

// Room: base. Words that every room may use; depends on nothing.

namespace ordagrant {

// A request that cannot be met: an option, a column or a lexicon file that is wrong.
// The message names the value and the allowed ones, and for files line and column.
//
// It is the only exception of the core. A document is never a reason to throw.
class RequestError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

}  // namespace ordagrant
