#pragma once

#include <string>
#include <string_view>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/text/alignment.h"

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language, tokens.

namespace ordagrant::text {

// A source as it is to be read: in Unicode Normalization Form C, so that a decomposed
// letter (a + ring) counts as the letter it is.
//
//   const Reading reading(source);
//   reading.text();                // what the later rooms work on
//   reading.to_source(span);       // where a span of it stands in `source`
//
// Any bytes are a legal source; bytes that are not UTF-8 are left as they are.
// Keeps a view of `source`: the source must outlive it. It can be moved, not copied;
// reading it from many threads at once is safe.
class Reading {
 public:
  // Throws RequestError if `source` is longer than kMaxTextBytes. O(source.size()).
  explicit Reading(std::string_view source);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  Reading(Reading&&) noexcept = default;
  Reading& operator=(Reading&&) noexcept = default;
  ~Reading() = default;

  std::string_view source() const noexcept { return source_; }
  std::string_view text() const noexcept { return alignment_.identity() ? source_ : text_; }
  ByteSpan to_source(ByteSpan span) const { return alignment_.identity() ? span : alignment_.to_source(span); }

 private:
  std::string_view source_;
  std::string text_;  // empty where it is the source itself
  Alignment alignment_;
};

}  // namespace ordagrant::text
