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
#include "ordagrant/passages/structure.h"

// Room: passages. The tree of sections, line by line; see passages/structure.h.

namespace ordagrant::passages::internal {

// Reads the lines of one text from the first to the last and decides by a line's neighbours what it is. Each
// heading closes the sections of its rank and below, so sections nest by themselves.
class Outline {
 public:
  Outline(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases);

  // O(text.size()). Called once.
  Structure read();

 private:
  struct Open {
    std::uint32_t section = 0;
    std::uint8_t rank = 0;
  };

  // What the document is, from all its lines.
  void read_profile();
  void read_repeated_items();
  void read_mover_of_paper();

  // A line or more, from `line` on: gives the next line, or the same if it is not what the name says.
  std::size_t read_quoted(std::size_t line);
  std::size_t read_mail(std::size_t line);
  std::size_t read_post(std::size_t line);
  std::size_t read_contents(std::size_t line);
  std::size_t read_item(std::size_t line);
  std::size_t read_speech(std::size_t line);
  std::size_t read_label(std::size_t line);
  std::size_t read_heading(std::size_t line);
  std::size_t read_running(std::size_t line);

  void read_head_line(std::size_t line);
  void read_participants(std::uint32_t begin, std::uint32_t end);
  void read_mover(std::size_t line);

  // Questions about a line and its neighbours.
  bool may_begin(std::size_t line) const;
  bool is_heading(std::size_t line) const;
  bool is_body(std::size_t line) const;
  bool is_item(std::size_t line) const;
  bool is_plain_item(std::size_t line) const;
  bool is_sentence(std::size_t line) const;
  bool names_case(std::size_t line) const;
  bool is_numbered_heading(std::size_t line) const;
  bool is_repeated_later(std::size_t line) const;
  bool has_case_below(std::size_t line) const;
  bool is_next_in_list(std::size_t line, std::size_t next) const;
  bool is_dash_speech(std::size_t line) const;
  bool is_date_of_post(std::size_t line) const;
  bool follows_numbers(const std::vector<unsigned>& parts, std::size_t line) const;
  std::size_t title_end(std::size_t line) const;
  std::vector<unsigned> number_parts(std::size_t line) const;

  std::string_view words(std::size_t line) const { return lines_[line].of(text_); }
  std::string_view title_words(std::size_t line) const;
  std::string title(std::size_t first, std::size_t last) const;
  std::string number(std::size_t line) const;
  std::string date_in(std::string_view words) const;
  std::string key(std::size_t line) const;

  void open(Section section, std::uint8_t rank);
  void close(std::uint8_t rank, std::uint32_t token);
  void begin_passage(std::uint32_t token, PassageKind kind);
  bool is_open(std::uint8_t rank) const;
  void leave_head(std::uint32_t token);
  ItemPart part() const;
  void forget_list();

  std::string_view text_;
  std::span<const tokens::Token> tokens_;
  const Phrases& phrases_;
  std::vector<Line> lines_;
  Structure made_;
  std::vector<Open> open_;

  // Of the document.
  bool is_agenda_ = false;         // minutes or an agenda
  bool has_marked_items_ = false;  // items with a sign or a word: a plain number is none
  bool has_head_ = false;
  bool is_transcript_ = false;
  bool is_markdown_ = false;
  std::size_t width_ = 0;                                     // bytes of a line
  std::size_t dates_ = 0;                                     // lines that are a date alone
  std::unordered_map<std::string, std::uint32_t> last_item_;  // the last line with this number and title

  // Of the place that was read to.
  bool after_heading_ = true;
  bool in_head_ = false;
  unsigned item_ = 0;
  std::uint8_t item_form_ = 0;
  std::uint16_t item_indent_ = 0;
  bool has_item_ = false;
  std::vector<unsigned> chapter_;  // the number of the last numbered heading
  unsigned list_ = 0;              // the number of the last list item; 0: none
  bool list_is_tight_ = false;
  std::uint8_t list_form_ = 0;
  std::unordered_map<std::string, std::uint8_t> contents_;  // titles of the table of contents, and their depth
  std::unordered_set<std::string> participants_;
  std::string body_;
};

}  // namespace ordagrant::passages::internal
