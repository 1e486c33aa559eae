#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: stance, passages. No room is below it.

namespace ordagrant::batch {

// The language of a document that is to be found from its text.
inline constexpr std::string_view kAuto = "auto";

// A document as a reader hands it in; views that outlive the call.
struct Document {
  std::string_view id;
  std::string_view source;            // UTF-8; every position in the results is in it
  std::string_view language = kAuto;  // "auto", a shipped language or another code
  std::string_view status = "ok";     // or "partial"; rows of other documents have no figures
  std::string_view encoding = "utf-8";
  std::string_view group = {};  // what score by group adds up
  // Negative: it is not made of pages. Else a form feed in `source` stands between two pages.
  std::int64_t pages = -1;
  std::int64_t pages_read = -1;  // those with a text
  // Further columns of every row about the document, after those of the verb: names and values (none: null). They
  // are null for a document that has them not; a name that the verb's rows have themselves throws RequestError.
  std::vector<std::pair<std::string_view, std::optional<std::string_view>>> further = {};
};

}  // namespace ordagrant::batch
