#pragma once

#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// Where the positions of a reading stand in the source it was made from.
//
// It is total (every span of the reading has a span of the source) and monotone. A span
// that touches a changed stretch covers that stretch whole: half a letter is never shown.
//
// An Alignment is a value; reading it from many threads at once is safe.
class Alignment {
 public:
  // Says that `source` reads as `reading`. Requires: both begin at or after the end of the
  // last change, and what lies between two changes has the same bytes on both sides.
  void change(ByteSpan reading, ByteSpan source);

  // O(log(changes)).
  ByteSpan to_source(ByteSpan reading) const;

  bool identity() const noexcept { return changes_.empty(); }

 private:
  struct Change {
    ByteSpan reading;
    ByteSpan source;
  };

  std::vector<Change> changes_;  // in the order of the text
};

}  // namespace ordagrant::text
