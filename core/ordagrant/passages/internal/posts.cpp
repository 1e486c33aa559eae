#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/dates.h"
#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/passages/internal/outline.h"
#include "ordagrant/passages/internal/persons.h"

namespace ordagrant::passages::internal {

namespace {

// A date alone in so many lines is the document's.
constexpr std::size_t kDateLines = 5;

}  // namespace

std::size_t Outline::read_quoted(std::size_t at) {
  const bool goes_on = at > 0 && lines_[at - 1].kind == LineKind::quoted && !lines_[at].after_empty_line();
  if (!goes_on) {
    tree_.close(kMover, lines_[at].first);
    tree_.begin_passage(lines_[at].first, PassageKind::quoted);
  }
  return at + 1;
}

// What a mail quotes below or between its own lines.
std::size_t Outline::read_mail(std::size_t at) {
  const Line& line = lines_[at];
  Section reply = section(line.first, SectionKind::reply);
  std::size_t last = at + 1;
  if (line.kind == LineKind::wrote) {
    const std::string_view all = words(at);
    reply.date = date_in(all);
    const Person person = person_at(line.from_title(text_), phrases_);
    reply.speaker = person.name;
  } else {
    // A row of fields, a sender among them: "Fr\u00E5n: ... Skickat: ... Till: ... \u00C4mne: ..."
    std::size_t from = at;
    if (line.kind == LineKind::original) ++from;
    std::size_t fields = 0;
    bool has_sender = false;
    bool was_sent = false;
    last = from;
    while (last < lines_.size() && last < from + 8) {
      const Line& field = lines_[last];
      const bool is_field =
          field.kind == LineKind::mail_from || (field.kind == LineKind::field && field.phrases.has(Phrase::mail_field));
      if (!is_field || (last > from && field.after_empty_line())) break;
      const std::string_view value = title_words(last);
      if (field.kind == LineKind::mail_from) {
        has_sender = true;
        reply.speaker = person_at(value, phrases_).name;
      } else if (reply.date.empty()) {
        reply.date = date_in(value);
      }
      was_sent = was_sent || field.phrases.has(Phrase::mail_sent) || value.find('@') != std::string_view::npos;
      ++fields;
      ++last;
    }
    // A memorandum has a sender and a date too, but was not sent.
    if (line.kind == LineKind::mail_from && (!has_sender || fields < 3 || !was_sent)) return at;
    // At the top of a document it is the mail itself.
    if (in_document(at) == 0 && line.kind == LineKind::mail_from) {
      leave_head(line.first);
      reply.kind = SectionKind::post;
      open(std::move(reply), kPost);
      tree_.begin_passage(line.first, PassageKind::heading);
      return last;
    }
    last = std::max(last, at + 1);
  }
  leave_head(lines_[at].first);
  open(std::move(reply), kReply);
  tree_.begin_passage(line.first, PassageKind::heading);
  return last;
}

// A date alone on a line is a post's if there are several.
bool Outline::is_date_of_post(std::size_t at) const {
  const Line& line = lines_[at];
  // One alone that does not stand at the beginning says when the document itself was published.
  if (line.kind == LineKind::posted) return profile_.posted >= 2 || in_document(at) < kOpeningLines;
  if (line.kind != LineKind::dated || profile_.dates.size() < 2 || !line.after_empty_line() ||
      at + 1 >= lines_.size() || place_.has_item || profile_.is_transcript || profile_.is_agenda)
    return false;
  // The head of a page: the number of the page below, or the date of the page before.
  const std::string_view below = words(at + 1);
  if (lines_[at + 1].breaks == 1 && below.front() >= '0' && below.front() <= '9') return false;
  return !tree_.is_open(kPost) || place_.posted != date_in(words(at));
}

// A dated post: its title above the date, or below it.
std::size_t Outline::read_post(std::size_t at) {
  std::size_t dated = at;
  if (lines_[at].kind == LineKind::title || lines_[at].kind == LineKind::markdown) {
    dated = at + 1;
    if (dated >= lines_.size() || !lines_[at].after_empty_line() || !is_date_of_post(dated)) return at;
    // The line above a date is the title of its post, unless the post has one below: then it ends the last post.
    if (dated + 1 < lines_.size() && lines_[at].kind == LineKind::title) {
      const Line& below = lines_[dated + 1];
      if (below.kind == LineKind::title && dated + 2 < lines_.size() && lines_[dated + 2].breaks == 1 &&
          sheet_.is_body(dated + 2))
        return at;
    }
  } else if (!is_date_of_post(at)) {
    // Then it is the document's, if it stands at its beginning or names what was done on it.
    std::string& date = tree_.document().date;
    if (date.empty() && (in_document(at) < kDateLines || lines_[at].kind == LineKind::posted))
      date = date_in(words(at));
    return at;
  }
  const std::string_view line = words(dated);
  const PrintedDate date = first_date(line, phrases_);
  Section post = section(lines_[at].first, SectionKind::post);
  post.date = date.iso;
  place_.posted = date.iso;
  if (at < dated) post.title = sheet_.title(at, dated);
  // "... av Anna Ek"
  std::size_t author = date.end;
  while (author < line.size()) {
    const std::size_t space = line.find(' ', author);
    const std::string_view word = line.substr(author, space == std::string_view::npos ? space : space - author);
    if (space == std::string_view::npos) break;
    if (phrases_.of(word).has(Phrase::by)) {
      const Person person = person_at(line.substr(space), phrases_);
      post.speaker = person.name;
      break;
    }
    author = space + 1;
  }
  std::size_t last = dated + 1;
  if (at == dated && last + 1 < lines_.size() && lines_[last].kind == LineKind::title &&
      lines_[last].after_empty_line() && sheet_.is_body(last + 1)) {
    post.title = sheet_.title(last, last + 1);
    ++last;
  }
  leave_head(lines_[at].first);
  open(std::move(post), kPost);
  tree_.begin_passage(lines_[at].first, PassageKind::heading);
  return last;
}

}  // namespace ordagrant::passages::internal
