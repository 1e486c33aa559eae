#include "ordagrant/passages/internal/outline.h"

#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/dates.h"
#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/passages/internal/persons.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

// Prose of so many bytes ends the head of a document.
constexpr std::size_t kHeadProseBytes = 160;

}  // namespace

Section section(std::uint32_t begin, SectionKind kind) {
  Section made;
  made.begin = begin;
  made.kind = kind;
  return made;
}

std::string folded(std::string_view text) { return text::lower(as_title(text)); }

Outline::Outline(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases,
                 OutlineState& state)
    : text_(text),
      tokens_(tokens),
      phrases_(phrases),
      state_(state),
      profile_(state.profile),
      place_(state.place),
      sheet_(text, tokens, phrases),
      lines_(sheet_.lines()),
      lines_before_(state.profile.lines),
      tree_(static_cast<std::uint32_t>(tokens.size()), state.path),
      participants_(state.participants.begin(), state.participants.end()) {}

Structure Outline::read(bool hands_on) {
  const bool begins = lines_before_ == 0;
  if (!begins) sheet_.follow(state_.breaks);
  add_lines(sheet_, phrases_, profile_);
  if (begins) {
    tree_.document().speaker = mover_of_paper(sheet_, phrases_);
    if (profile_.has_head) {
      open(section(0, SectionKind::head), kHead);
      place_.in_head = true;
    }
  }
  for (std::size_t line = 0; line < lines_.size();) {
    const std::size_t next = read_line(line);
    const bool heads = next > line && lines_[line].kind != LineKind::quoted;
    line = next > line ? next : read_running(line);
    place_.after_heading = heads;
  }
  for (const Section& section : tree_.sections())
    if (section.kind == SectionKind::head) {
      read_participants(section.begin, section.end);
      // What is held on the date of the head is all of it.
      if (tree_.document().date.empty()) tree_.document().date = section.date;
    }
  if (hands_on && !lines_.empty()) {
    state_.breaks = static_cast<std::uint8_t>(std::min<std::size_t>(3, line_breaks(text_.substr(lines_.back().end))));
    place_.last = tree_.passages().back().kind;
  }
  if (hands_on) state_.path = tree_.path();
  Structure made = tree_.finish();
  made.participants = hands_on ? state_.participants : std::move(state_.participants);
  return made;
}

std::size_t Outline::read_line(std::size_t at) {
  std::size_t next = at;
  // Most lines are prose, and none of the forms below begins like it.
  switch (lines_[at].kind) {
    case LineKind::quoted:
      next = read_quoted(at);
      break;
    case LineKind::mail_from:
    case LineKind::wrote:
    case LineKind::original:
      next = read_mail(at);
      break;
    case LineKind::posted:
    case LineKind::dated:
      next = read_post(at);
      break;
    case LineKind::speaker:
    case LineKind::speech:
    case LineKind::chair:
    case LineKind::stamp:
    case LineKind::stage:
      next = read_speech(at);
      break;
    case LineKind::paragraph:
    case LineKind::item:
    case LineKind::next_item:
    case LineKind::listed:
      next = read_item(at);
      break;
    case LineKind::numbered:
      next = read_item(at);
      if (next == at) next = read_heading(at);
      break;
    case LineKind::label:
    case LineKind::field:
      next = read_label(at);
      break;
    case LineKind::title:
      next = read_post(at);
      if (next == at) next = read_heading(at);
      break;
    case LineKind::markdown:
      next = read_item(at);
      if (next == at) next = read_post(at);
      if (next == at) next = read_heading(at);
      break;
    case LineKind::chapter:
    case LineKind::appendix:
      next = read_heading(at);
      break;
    default:
      break;
  }
  return next;
}

void Outline::open(Section section, std::uint8_t rank) {
  tree_.open(std::move(section), rank);
  if (rank <= kSpeech) forget_list();
}

std::string Outline::date_in(std::string_view words) const { return first_date(words, phrases_).iso; }

PassageKind Outline::last_kind() const { return tree_.passages().empty() ? place_.last : tree_.passages().back().kind; }

void Outline::leave_head(std::uint32_t token) {
  if (!place_.in_head) return;
  tree_.close(kHead, token);
  place_.in_head = false;
}

void Outline::forget_list() {
  place_.list = 0;
  place_.list_is_tight = false;
}

std::size_t Outline::read_running(std::size_t at) {
  const Line& line = lines_[at];
  if (place_.in_head) read_head_line(at);
  PassageKind kind = PassageKind::paragraph;
  bool begins = tree_.passages().empty() || line.after_empty_line() || place_.after_heading;
  const PassageKind last = last_kind();
  switch (line.kind) {
    case LineKind::bullet:
      if (is_dash_in_sentence(at) || is_lone_dash(at)) break;
      begins = true;
      if (!is_dash_speech(at)) kind = PassageKind::list_item;
      break;
    case LineKind::listed:
    case LineKind::numbered:
      if (!begins && !is_stopped(words(at - 1)) && last != PassageKind::list_item && place_.list == 0 &&
          line.value != 1 && line.depth > 0)
        break;  // a number at the start of a line of prose
      begins = true;
      if (place_.in_head && place_.list == 0 && line.value > 1) break;  // "37. m\u00F8de"
      kind = PassageKind::list_item;
      place_.list_is_tight = place_.list > 0 ? place_.list_is_tight && !line.after_empty_line() : true;
      place_.list = line.value;
      place_.list_form = line.form;
      break;
    case LineKind::row:
      begins = true;
      kind = PassageKind::table_row;
      break;
    case LineKind::field:
    case LineKind::mail_from:
    case LineKind::stamp:
    case LineKind::stage:
    case LineKind::rule:
    case LineKind::chair:
    case LineKind::next_item:
      begins = true;
      break;
    default:
      // What is not set in stays out of a row or a list.
      if (last == PassageKind::table_row && line.indent == 0) begins = true;
      if (last == PassageKind::quoted) begins = true;
      break;
  }
  if (kind == PassageKind::paragraph && tree_.is_open(kMover) && begins) tree_.close(kMover, line.first);
  if (tree_.is_open(kReply) && begins && last == PassageKind::quoted && line.kind != LineKind::quoted)
    tree_.close(kReply, line.first);
  if (place_.has_item && (begins || is_stopped(words(at - 1)))) {
    const std::size_t before = tree_.sections().size();
    read_mover(at);
    begins = begins || tree_.sections().size() != before;
  }
  if (begins) tree_.begin_passage(line.first, kind);
  return at + 1;
}

void Outline::read_head_line(std::size_t at) {
  const Line& line = lines_[at];
  Section& head = tree_.innermost();
  if (head.kind != SectionKind::head) return;
  const std::string_view all = words(at);
  // Prose ends a head, but for its own fields.
  if (line.kind == LineKind::prose && all.size() >= kHeadProseBytes && in_document(at) > 4 && line.after_empty_line() &&
      is_stopped(all) && persons_with_party(all.substr(0, kHeadProseBytes), phrases_).empty()) {
    leave_head(line.first);
    return;
  }
  if (head.title.empty() && in_document(at) < kOpeningLines && all.size() <= kProseBytes &&
      (line.kind == LineKind::title || line.kind == LineKind::prose || line.kind == LineKind::row)) {
    const std::string_view last = all.substr(all.rfind(' ') + 1);
    if (phrases_.ends(last, Phrase::body_ending)) {
      head.title = as_title(all);
      place_.body = folded(all);
    }
  }
  const bool is_date_field = line.kind == LineKind::field && (line.phrases.has(Phrase::date) || line.wide > 0);
  const bool may_date = is_date_field ||
                        ((profile_.is_agenda || profile_.is_transcript) && in_document(at) < kOpeningLines &&
                         line.kind != LineKind::prose) ||
                        line.kind == LineKind::dated || phrases_.of(all.substr(0, all.find(' '))).has(Phrase::date);
  if (head.date.empty() && may_date) head.date = date_in(all.substr(0, kTitleBytes));
}

void Outline::read_participants(std::uint32_t begin, std::uint32_t end) {
  if (begin >= end) return;
  const auto keep = [&](std::string name) {
    if (!name.empty() && participants_.insert(name).second) state_.participants.push_back(std::move(name));
  };
  bool present = false;
  for (const Line& line : lines_) {
    if (line.first < begin || line.first >= end) continue;
    std::string_view listed = line.of(text_);
    const bool label = line.kind == LineKind::field || line.phrases.any(Phrase::head | Phrase::present | Phrase::date);
    if (label) {
      present = line.phrases.has(Phrase::present);
      if (line.kind != LineKind::field) continue;
      listed = line.from_title(text_);
    }
    if (!present || listed.find('(') != std::string_view::npos) continue;
    // "Josefin Ek, sekreterare": a name in front of a comma, or alone.
    const Person person = person_at(listed, phrases_);
    const bool ends = person.end == listed.size() || (person.end < listed.size() && listed[person.end] == ',');
    if (ends && person.name.find(' ') != std::string::npos) keep(person.name);
  }
  const std::uint32_t from = tokens_[begin].span.begin;
  for (std::string& name : persons_with_party(text_.substr(from, tokens_[end - 1].span.end - from), phrases_))
    keep(std::move(name));
}

}  // namespace ordagrant::passages::internal
