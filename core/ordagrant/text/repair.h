#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// What was wrong. Each has examples in core/README.md.
enum class RepairKind : std::uint8_t {
  mojibake,       // UTF-8 that somebody read as another encoding: "f\u00C3\u00B6r" for "f\u00F6r"
  decomposed,     // a letter written as a letter and a mark: brought into Normalization Form C
  ligature,       // one sign for two letters: U+FB01
  soft_hyphen,    // U+00AD, where a word might have been broken
  space,          // doubled between words, or one that does not break inside running text
  hyphen,         // of a word that was broken at a line end, there or left behind in a line
  footnote_mark,  // glued to a word: "styrningvi"
  glued,          // two words that lost the space between them: "tillitTidigare"
  split_word,     // a word with a space in it: "dy namik"
  line_break,     // an empty line, or more, inside a sentence
  page_break,     // a form feed and what is around it inside a sentence, U+2028
  running_head,   // what stands at the head or foot of every page
  page_number,    // alone at the edge of a page: "- 12 -"
  web_chrome,     // links and buttons of a web page, text on cookies
};

inline constexpr std::size_t kRepairKinds = 14;

// "mojibake", "decomposed", ...; never expires.
std::string_view name(RepairKind kind) noexcept;

// Throws RequestError, naming the kinds, if `name` is none of theirs.
RepairKind repair_kind_of(std::string_view name);

// A set of kinds.
class RepairKinds {
 public:
  constexpr RepairKinds() = default;
  constexpr RepairKinds(std::initializer_list<RepairKind> kinds) {
    for (const RepairKind kind : kinds) add(kind);
  }

  static constexpr RepairKinds all() {
    RepairKinds kinds;
    kinds.bits_ = (1U << kRepairKinds) - 1;
    return kinds;
  }

  constexpr bool has(RepairKind kind) const noexcept { return (bits_ & bit(kind)) != 0; }
  constexpr void add(RepairKind kind) noexcept { bits_ |= bit(kind); }
  constexpr void remove(RepairKind kind) noexcept { bits_ &= ~bit(kind); }

 private:
  static constexpr std::uint32_t bit(RepairKind kind) { return 1U << static_cast<unsigned>(kind); }

  std::uint32_t bits_ = 0;
};

// One thing that is mended: what stands in `span` is to read `replacement`. The span is empty where
// something is put in, the replacement where something is taken out.
struct Edit {
  ByteSpan span;
  RepairKind kind;
  std::string replacement;

  bool operator==(const Edit&) const = default;
};

// The text with the edits made. Requires: they are sorted, do not overlap and lie in `text`.
std::string edited(std::string_view text, std::span<const Edit> edits);

// One list of edits of `source` that says what two did one after the other: `first` edits `source` into
// `between`, and `then` edits that. Where an edit of `then` overlaps what an edit of `first` put in,
// the two are one, of the kind of the later. Requires: both are sorted and do not overlap.
std::vector<Edit> composed(std::string_view between, std::span<const Edit> first, std::span<const Edit> then);

}  // namespace ordagrant::text
