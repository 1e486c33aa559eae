#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/text/alignment.h"
#include "ordagrant/text/knowledge.h"
#include "ordagrant/text/repair.h"

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

struct ReadingOptions {
  const Knowledge* knowledge = nullptr;  // of the source's language; must outlive the call
  RepairKinds kinds = RepairKinds::all();
};

// A source as it is to be read: damage mended that files, pages and extraction do to a text, in Unicode
// Normalization Form C. The author's own errors stay.
//
//   const Reading reading(source, {.knowledge = language::knowledge("sv")});
//   reading.text();                // what the later rooms work on
//   reading.to_source(span);       // where a span of it stands in `source`
//   reading.repairs();             // what was mended: undone, they give the source byte for byte
//
// Without knowledge of the language only that is mended which the text itself gives away.
// Any bytes are a legal source; bytes that are not UTF-8 are left as they are.
// Keeps a view of `source`: the source must outlive it. It can be moved, not copied;
// reading it from many threads at once is safe.
class Reading {
 public:
  // Throws RequestError if `source` is longer than kMaxTextBytes. O(source.size()).
  explicit Reading(std::string_view source, const ReadingOptions& options = {});
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  Reading(Reading&&) noexcept = default;
  Reading& operator=(Reading&&) noexcept = default;
  ~Reading() = default;

  std::string_view source() const noexcept { return source_; }
  std::string_view text() const noexcept { return alignment_.identity() ? source_ : text_; }
  // Sorted by their place in the source, without overlaps.
  std::span<const Edit> repairs() const noexcept { return repairs_; }
  ByteSpan to_source(ByteSpan span) const { return alignment_.identity() ? span : alignment_.to_source(span); }

 private:
  std::string_view source_;
  std::string text_;  // empty where it is the source itself
  std::vector<Edit> repairs_;
  Alignment alignment_;
};

}  // namespace ordagrant::text
