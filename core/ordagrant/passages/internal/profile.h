#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "ordagrant/passages/internal/phrases.h"
#include "ordagrant/passages/internal/sheet.h"

// Room: passages. What kind of document a text is, from all its lines; see passages/structure.h.

namespace ordagrant::passages::internal {

// The head of a document is looked for in so many lines, what it is in so many.
inline constexpr std::size_t kHeadLines = 40;
inline constexpr std::size_t kOpeningLines = 16;

// Lines that begin with a dash of one kind.
struct Dashes {
  std::size_t items = 0;  // as only a list has them
  std::size_t said = 0;   // of which is told who says them
  std::size_t others = 0;
};

// What the lines that were read so far say of a document.
struct Profile {
  bool is_agenda = false;         // minutes or an agenda
  bool has_marked_items = false;  // items with a sign or a word: a plain number is none
  bool has_head = false;
  bool is_transcript = false;
  bool is_markdown = false;
  std::size_t width = 0;  // bytes of a line

  std::size_t lines = 0;        // all there were
  std::size_t fields = 0;       // of its head
  std::size_t speakers = 0;     // lines that name one
  std::size_t marked = 0;       // headings of Markdown
  std::size_t posted = 0;       // lines that say when something was posted
  std::set<std::string> dates;  // those that are a line of their own
  Dashes hyphens;
  Dashes dashes;
};

// Adds what the lines of a text, or of a stretch of one, say. O(lines).
void add_lines(const Sheet& sheet, const Phrases& phrases, Profile& profile);

// "Motion till riksdagen", and within a few lines "av Anna Ek m.fl. (S)": all of it is what she says. Empty: nobody.
std::string mover_of_paper(const Sheet& sheet, const Phrases& phrases);

}  // namespace ordagrant::passages::internal
