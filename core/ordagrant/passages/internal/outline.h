#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ordagrant/passages/internal/lines.h"
#include "ordagrant/passages/internal/phrases.h"
#include "ordagrant/passages/internal/profile.h"
#include "ordagrant/passages/internal/sheet.h"
#include "ordagrant/passages/internal/tree.h"
#include "ordagrant/passages/structure.h"

// Room: passages. The tree of sections, line by line; see passages/structure.h.

namespace ordagrant::passages::internal {

// Where a text was read to.
struct Place {
  bool after_heading = true;
  bool in_head = false;
  unsigned item = 0;
  std::uint8_t item_form = 0;
  std::uint16_t item_indent = 0;
  bool has_item = false;
  std::vector<unsigned> chapter;  // the number of the last numbered heading
  unsigned list = 0;              // the number of the last list item; 0: none
  bool list_is_tight = false;
  std::uint8_t list_form = 0;
  std::unordered_map<std::string, std::uint8_t> contents;  // titles of the table of contents, and their depth
  std::string body;
  std::string posted;                         // the date of the last post
  PassageKind last = PassageKind::paragraph;  // the kind of the last passage
};

// What a stretch of a text hands on to the next.
struct OutlineState {
  Profile profile;
  Place place;
  std::vector<OpenSection> path{OpenSection{}};  // the document first
  std::vector<std::string> participants;
  std::uint8_t breaks = 3;  // line ends behind the last line
};

// Reads the lines of a text, or of a stretch of one, from the first to the last and decides by a line's neighbours what
// it is. Each heading closes the sections of its rank and below, so sections nest by themselves. What opens sections
// is divided by what it is: headings and items (headings.cpp), who speaks (speeches.cpp), posts and mails
// (posts.cpp), and the rest, the head among it (outline.cpp).
class Outline {
 public:
  // `state` is what the stretches before have left.
  Outline(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases, OutlineState& state);

  // Called once. Only what `hands_on` leaves its sections open to the next stretch. O(text.size()).
  Structure read(bool hands_on);

 private:
  // Who speaks from a heading on; nobody, if it is no such heading.
  struct Turn {
    std::string speaker;
    std::size_t said_from = 0;  // the byte of the heading's line behind its colon, where something follows; 0: nothing
    std::size_t lines = 1;      // of the heading
  };

  // A line or more, from line `at` on: gives the next line, or the same if it is not what the name says.
  std::size_t read_line(std::size_t at);
  std::size_t read_quoted(std::size_t at);
  std::size_t read_mail(std::size_t at);
  std::size_t read_post(std::size_t at);
  std::size_t read_contents(std::size_t at);
  std::size_t read_item(std::size_t at);
  std::size_t read_speech(std::size_t at);
  std::size_t read_label(std::size_t at);
  std::size_t read_heading(std::size_t at);
  std::size_t read_running(std::size_t at);

  void read_head_line(std::size_t at);
  void read_participants(std::uint32_t begin, std::uint32_t end);
  void read_mover(std::size_t at);

  Turn turn_of_speaker(std::size_t at) const;
  Turn turn_of_speech(std::size_t at) const;
  Turn turn_of_chair(std::size_t at) const;

  // Questions about a line, its neighbours and what was read before.
  bool may_begin(std::size_t at) const;
  bool is_heading(std::size_t at) const;
  bool is_item(std::size_t at) const;
  bool is_plain_item(std::size_t at) const;
  bool is_numbered_heading(std::size_t at) const;
  bool is_appendix(std::size_t at) const;
  std::uint8_t rank_of_heading(std::size_t at) const;
  bool is_dash_speech(std::size_t at) const;
  bool is_dash_in_sentence(std::size_t at) const;
  bool is_lone_dash(std::size_t at) const;
  bool is_date_of_post(std::size_t at) const;
  bool follows_numbers(const std::vector<unsigned>& parts, std::size_t at) const;

  std::string_view words(std::size_t at) const { return sheet_.words(at); }
  std::string_view title_words(std::size_t at) const { return sheet_.title_words(at); }
  std::string date_in(std::string_view words) const;
  PassageKind last_kind() const;
  std::size_t in_document(std::size_t at) const { return lines_before_ + at; }

  void open(Section section, std::uint8_t rank);
  void leave_head(std::uint32_t token);
  void forget_list();

  std::string_view text_;
  std::span<const tokens::Token> tokens_;
  const Phrases& phrases_;
  OutlineState& state_;
  Profile& profile_;
  Place& place_;
  Sheet sheet_;
  const std::vector<Line>& lines_;
  std::size_t lines_before_;  // in the stretches before
  Tree tree_;
  std::unordered_set<std::string> participants_;
};

// A section of tokens from `begin` on.
Section section(std::uint32_t begin, SectionKind kind);

// As titles are compared.
std::string folded(std::string_view text);

}  // namespace ordagrant::passages::internal
