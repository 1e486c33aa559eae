#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "ordagrant/passages/internal/lines.h"
#include "ordagrant/passages/internal/phrases.h"
#include "ordagrant/tokens/token.h"

// Room: passages. Tells what a line looks like by itself; see passages/internal/lines.h.

namespace ordagrant::passages::internal {

// The sign of a paragraph, and of an item in Swedish minutes.
inline constexpr std::string_view kSection = "\u00A7";

// Tells what lines look like, each by itself: by signs and words (looker.cpp), by numbers (line_numbers.cpp), by who
// speaks or writes (line_speakers.cpp).
class Looker {
 public:
  Looker(std::string_view text, const Phrases& phrases) : text_(text), phrases_(phrases) {}

  // The hour of what follows can stand at the right edge of what ends: "... Tak for ordet.          Kl. 13.05". Gives
  // the line of the hour, and takes it from the other; one that is none has no tokens.
  Line divide(Line& line, std::span<const tokens::Token> tokens) const;

  // Sets the kind of a line, and what its kind has. Requires: it was cut and nothing more.
  void look(Line& line) const;

 private:
  // Those that are bool say whether the line is what their name says; the others set its kind if it is.
  bool look_at_sign(Line& line, std::string_view words) const;
  void look_at_markdown(Line& line, std::string_view words) const;
  void look_at_mark(Line& line, std::string_view words, std::size_t size) const;
  void look_at_field(Line& line, std::string_view words) const;
  void look_at_words(Line& line, std::string_view words) const;
  bool look_at_date(Line& line, std::string_view words) const;
  static void look_at_section_sign(Line& line, std::string_view words, std::size_t at);
  static std::size_t read_number(Line& line, std::string_view words, std::uint32_t begin);
  void look_at_number(Line& line, std::string_view words) const;
  bool look_at_counted(Line& line, std::string_view words, std::string_view first, PhraseKinds opening) const;
  void look_at_stage(Line& line, std::string_view words) const;
  bool look_at_stamp(Line& line, std::string_view words) const;
  bool look_at_speaker_behind(Line& line, std::string_view words, std::size_t behind) const;
  bool look_at_speaker(Line& line, std::string_view words) const;
  bool names_office(std::string_view heading) const;
  bool look_at_inline_speaker(Line& line, std::string_view words) const;
  bool look_at_wrote(Line& line, std::string_view words) const;
  bool look_at_posted(Line& line, std::string_view words, std::size_t verb) const;

  std::string_view text_;
  const Phrases& phrases_;
};

}  // namespace ordagrant::passages::internal
