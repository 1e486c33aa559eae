#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/tokens/token.h"

// Room: passages. Tokens in, who says what and where out.
// Above it: tokens. Below it: stance, batch.

namespace ordagrant::passages {

// What stands under a heading, or is told apart from what surrounds it in another way.
enum class SectionKind : std::uint8_t {
  document,   // the whole text; always the first section, of level 0
  head,       // the head of minutes, an agenda or a report: body, date, place, who is there
  chapter,    // a numbered or unnumbered heading of running text and what stands under it
  item,       // a \u00A7 of Swedish minutes, a punkt of Danish ones, of an agenda or a report
  part,       // a part of an item: Sammanfattning, Yrkanden, Beslut; Sagsfremstilling, Indstilling
  speech,     // what one speaker says, from the heading that names them on
  statement,  // what somebody moves or declares whom minutes name at its beginning: "Anna Ek (S) yrkar ..."
  post,       // a dated post of a web archive, a letter or a mail among several
  reply,      // the quoted mail below or between the lines of an answer
  appendix,
};

// The parts of an item that mean something for who speaks.
enum class ItemPart : std::uint8_t {
  none,
  background,
  proposal,
  motion,
  vote,
  decision,
  reservation,
  note,
  distribution
};

// Tokens [begin, end). Sections of one level do not overlap, and each lies inside its parent.
struct Section {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t parent = 0;  // its index; the document's own is itself
  std::uint8_t level = 0;    // one more than the parent's
  SectionKind kind = SectionKind::document;
  ItemPart part = ItemPart::none;
  std::string title;    // as it reads, without its number; empty: none
  std::string number;   // "34", "4.2"; empty: none
  std::string date;     // ISO 8601, "2024-03-12"; empty: none of its own
  std::string speaker;  // who speaks in it, as they are named; empty: nobody of its own
};

// What a passage is.
enum class PassageKind : std::uint8_t { heading, speaker, paragraph, list_item, table_row, quoted };

// Tokens [begin, end): passages follow one on the other without gaps and cover all tokens.
struct Passage {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  PassageKind kind = PassageKind::paragraph;
  std::uint32_t section = 0;  // the innermost one that it stands in
};

struct Structure {
  std::vector<Section> sections;  // in the order of their begin, parents before children
  std::vector<Passage> passages;
  std::vector<std::string> participants;  // persons that the head or a list of those present names

  // The passage that a token stands in; nullptr if there are none.
  const Passage* passage_at(std::uint32_t token) const;
  // Of the passage's innermost section that has one; empty if none has.
  std::string_view date_of(const Passage& passage) const;
  std::string_view number_of(const Passage& passage) const;
  std::string_view speaker_of(const Passage& passage) const;
  // The titles from the outermost section to the innermost, with " > " between them.
  std::string heading_of(const Passage& passage) const;
};

namespace internal {
struct OutlineState;
}

// How far a text was read that comes in stretches: what is open, and what is known of the document.
class StructureState {
 public:
  StructureState();
  ~StructureState();
  StructureState(StructureState&&) noexcept;
  StructureState& operator=(StructureState&&) noexcept;

 private:
  friend class StructureReader;
  std::unique_ptr<internal::OutlineState> state_;
};

// Reads how a text is divided, line by line: what begins like a heading, an item, a speaker, a date or a row of a
// table, and stands where one may stand, opens a section or a passage.
//
// Immutable; may be used from many threads at once.
class StructureReader {
 public:
  // "und" knows no words, but numbers, dates and layout. Throws RequestError for another language that is not shipped.
  explicit StructureReader(std::string_view language);
  ~StructureReader();
  StructureReader(StructureReader&&) noexcept;
  StructureReader& operator=(StructureReader&&) noexcept;

  // Requires: `tokens` were made from `text`. O(text.size()). Any bytes are a legal text.
  Structure read(std::string_view text, std::span<const tokens::Token> tokens) const;
  // The next stretch of a text, and what the stretches before have left; a new `state` is the first one's. What was
  // open goes on: the structure begins with those sections, cut to the stretch, and knows all participants so far. What
  // a document is (minutes, a debate) is told by the lines read so far.
  Structure read(std::string_view text, std::span<const tokens::Token> tokens, StructureState& state) const;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace ordagrant::passages
