#pragma once

#include <cstdint>
#include <vector>

#include "ordagrant/passages/structure.h"

// Room: passages. The sections that are open at a place of a text, and the passages under them; see
// passages/structure.h.

namespace ordagrant::passages::internal {

// A heading closes the sections whose rank is not below its own.
enum Rank : std::uint8_t {
  kDocument = 0,
  kPost = 10,
  kAppendix = 12,
  kHead = 14,
  kTitle = 19,
  kMarkdown = 20,  // and its level
  kChapter = 29,
  kNumbered = 30,  // and the parts of its number
  kItem = 40,
  kCapitals = 49,
  kUnnumbered = 50,
  kPart = 60,
  kSpeech = 70,
  kMover = 80,
  kReply = 90,
};

// A section that is still open where a stretch of a text ends.
struct OpenSection {
  Section section;
  std::uint8_t rank = 0;
};

// Sections and passages as they are opened, from the first token to the last; they nest by themselves.
class Tree {
 public:
  // Of a text of so many tokens, in which the sections of `path` are open at once, the document first.
  Tree(std::uint32_t tokens, const std::vector<OpenSection>& path);

  // Begins a section in the innermost one that is left when those that it ends are closed.
  void open(Section section, std::uint8_t rank);
  // Ends the sections of this rank and below before `token`.
  void close(std::uint8_t rank, std::uint32_t token);
  // Ends the passage before.
  void begin_passage(std::uint32_t token, PassageKind kind);
  void take_back_passage() { made_.passages.pop_back(); }

  bool is_open(std::uint8_t rank) const;
  Section& innermost() { return made_.sections[open_.back().section]; }
  const Section& innermost() const { return made_.sections[open_.back().section]; }
  Section& document() { return made_.sections[0]; }
  ItemPart part() const { return innermost().part; }
  const std::vector<Section>& sections() const { return made_.sections; }
  const std::vector<Passage>& passages() const { return made_.passages; }

  // What is open, the document first.
  std::vector<OpenSection> path() const;
  // Closes all. Called last.
  Structure finish();

 private:
  struct Open {
    std::uint32_t section = 0;
    std::uint8_t rank = 0;
  };

  std::uint32_t tokens_;
  Structure made_;
  std::vector<Open> open_;
};

}  // namespace ordagrant::passages::internal
