#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/passages/internal/outline.h"
#include "ordagrant/passages/internal/persons.h"

namespace ordagrant::passages::internal {

namespace {

// So many lines behind a dash that only a list has make one.
constexpr std::size_t kItemsOfList = 2;
// Before the name of a speaker stand at most so many lines: the hour, the office.
constexpr std::size_t kBeforeSpeaker = 4;

}  // namespace

// A heading that names who speaks from it on.
std::size_t Outline::read_speech(std::size_t at) {
  std::size_t named = at;
  while (lines_[named].kind == LineKind::stamp || lines_[named].kind == LineKind::stage) {
    ++named;
    if (named >= lines_.size() || named - at > kBeforeSpeaker) return at;
  }
  const Line& line = lines_[named];
  Turn turn;
  if (line.kind == LineKind::speaker)
    turn = turn_of_speaker(named);
  else if (line.kind == LineKind::speech)
    turn = turn_of_speech(named);
  else if (line.kind == LineKind::chair)
    turn = turn_of_chair(named);
  else if (lines_[at].kind == LineKind::stamp && profile_.is_transcript && line.kind == LineKind::title &&
           line.breaks == 1)
    turn.speaker = speaker_of_heading(words(named), phrases_);
  if (turn.speaker.empty()) return at;
  leave_head(lines_[at].first);
  Section speech = section(lines_[at].first, SectionKind::speech);
  speech.speaker = std::move(turn.speaker);
  open(std::move(speech), kSpeech);
  tree_.begin_passage(lines_[at].first, PassageKind::speaker);
  if (turn.said_from > 0) {
    std::uint32_t said = line.first;
    while (said < line.last && tokens_[said].span.end <= turn.said_from) ++said;
    if (said < line.last) tree_.begin_passage(said, PassageKind::paragraph);
  }
  return named + turn.lines;
}

// "Anna Ek (S):"
Outline::Turn Outline::turn_of_speaker(std::size_t at) const {
  const std::string_view said = lines_[at].from_title(text_);
  const std::size_t colon = said.find(':');
  Turn turn;
  if (!said.ends_with(':')) {
    // "Anna Ek (S): Ja" is a row of a vote.
    const bool votes = tree_.part() == ItemPart::vote && said.size() < colon + kSentenceBytes;
    if (!profile_.is_transcript || votes) return {};
    turn.said_from = lines_[at].title + colon + 1;
  }
  // Bills that are announced are named by who brings them: "B\u00F8rneministeren (Lars Ek):" and then "Lovforslag nr.
  // 1".
  if (at + 1 < lines_.size()) {
    const std::string_view below = words(at + 1);
    const std::string_view first = below.substr(0, below.find(' '));
    if (phrases_.of(first).has(Phrase::announced) && below.substr(0, 48).find("nr.") != std::string_view::npos)
      return {};
  }
  if (!may_begin(at) && !profile_.is_transcript) return {};
  turn.speaker = speaker_of_heading(said.substr(0, colon), phrases_);
  return turn;
}

// "Anf. 12 Anna Ek (S):", or with the name in the next line.
Outline::Turn Outline::turn_of_speech(std::size_t at) const {
  const auto named_by = [&](std::string_view heading) {
    const std::string speaker = speaker_of_heading(heading, phrases_);
    return speaker.empty() ? person_at(heading, phrases_).name : speaker;
  };
  const std::string_view rest = lines_[at].from_title(text_);
  if (rest.empty()) {
    const std::size_t below = at + 1;
    if (below >= lines_.size() || lines_[below].end - lines_[below].begin > kTitleBytes / 2) return {};
    return {named_by(words(below)), 0, 2};
  }
  const std::size_t colon = rest.find(':');
  Turn turn{named_by(rest.substr(0, colon))};
  if (colon != std::string_view::npos) turn.said_from = lines_[at].title + colon + 1;
  return turn;
}

// "Ordf\u00F6randen:"
Outline::Turn Outline::turn_of_chair(std::size_t at) const {
  const std::string_view all = words(at);
  if (!may_begin(at)) return {};
  const std::size_t inside = all.find(": ");
  if (inside != std::string_view::npos) {
    if (!profile_.is_transcript || tree_.part() == ItemPart::vote) return {};
    const std::string speaker = speaker_of_heading(all.substr(0, inside), phrases_);
    return {speaker.empty() ? speaker_of_heading(all, phrases_) : speaker, lines_[at].begin + inside + 1};
  }
  // Without a colon a word alone is a heading only where others speak too, and where text follows at once.
  const std::size_t below = at + 1;
  if (!all.ends_with(':') &&
      (!profile_.is_transcript || below >= lines_.size() || lines_[below].breaks != 1 || !sheet_.is_body(below)))
    return {};
  return {speaker_of_heading(all, phrases_)};
}

// "Anna Ek (S) yrkar att ...": from here to the end of the paragraph she speaks.
void Outline::read_mover(std::size_t at) {
  if (!place_.has_item || !tree_.is_open(kPart)) return;
  const ItemPart here = tree_.part();
  if (here != ItemPart::motion && here != ItemPart::reservation && here != ItemPart::note && here != ItemPart::decision)
    return;
  const Line& line = lines_[at];
  std::string_view rest = line.of(text_).substr(0, kTitleBytes);
  if (line.kind == LineKind::bullet || line.kind == LineKind::listed)
    rest = text_.substr(line.title, std::min<std::size_t>(line.end - line.title, kTitleBytes));
  std::string speaker;
  for (int persons = 0; persons < 12; ++persons) {
    const Person person = person_at(rest, phrases_);
    if (!person.has_party) break;
    if (!speaker.empty()) speaker += ", ";
    speaker += person.name;
    rest = rest.substr(person.end);
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == ',' || rest.front() == '\n')) rest.remove_prefix(1);
    const std::string_view word = rest.substr(0, rest.find_first_of(" \n"));
    if (phrases_.of(word).has(Phrase::conjunction)) rest = rest.substr(std::min(word.size() + 1, rest.size()));
  }
  if (speaker.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (word.size() >= rest.size() || !phrases_.of(word).has(Phrase::chair)) return;
    speaker = word;
    rest = rest.substr(word.size() + 1);
  }
  // The verb comes at once.
  for (int word = 0; word < 3 && !rest.empty(); ++word) {
    const std::string_view verb = rest.substr(0, rest.find_first_of(" \n,.:"));
    // Under motions everybody who is named first in a paragraph moves or speaks.
    const bool speaks = here == ItemPart::motion && word == 0 && begins_small(verb);
    if (speaks || phrases_.of(verb).has(Phrase::moves)) {
      Section statement = section(line.first, SectionKind::statement);
      statement.part = here;
      statement.speaker = std::move(speaker);
      open(std::move(statement), kMover);
      return;
    }
    rest = rest.substr(std::min(verb.size() + 1, rest.size()));
  }
}

// A dash can come to stand at the beginning of a line: the sentence before it has no end.
bool Outline::is_dash_in_sentence(std::size_t at) const {
  const Line& line = lines_[at];
  if (at == 0 || line.breaks != 1 || words(at).front() == '*' || last_kind() == PassageKind::list_item) return false;
  const std::string_view before = words(at - 1);
  const bool running = lines_[at - 1].kind == LineKind::prose || before.size() >= kProseBytes;
  return running && begins_small(title_words(at)) && !is_stopped(before) && before.size() * 10 >= profile_.width * 9;
}

// A dash alone is a bullet above the words of its item, and else what a table has for nothing.
bool Outline::is_lone_dash(std::size_t at) const {
  const std::string_view all = words(at);
  if (lines_[at].title < lines_[at].end || (all.front() != '-' && !begins_with_dash(all))) return false;
  if (at + 1 >= lines_.size() || lines_[at + 1].breaks != 1) return true;
  const LineKind below = lines_[at + 1].kind;
  return (below != LineKind::prose && below != LineKind::title) ||
         std::count(words(at + 1).begin(), words(at + 1).end(), ' ') < 2;
}

// A dash before what somebody says looks like a list item; it is a sentence, and stands by itself.
bool Outline::is_dash_speech(std::size_t at) const {
  const std::string_view all = words(at);
  const bool hyphen = all.front() == '-';
  if (!hyphen && !begins_with_dash(all)) return false;
  // Where nobody is told to say what stands behind them, hyphens make lists, but for answers to a question; so do
  // dashes, if others have items behind them.
  const Dashes& dashes = hyphen ? profile_.hyphens : profile_.dashes;
  const bool answers = at > 0 && words(at - 1).find('?') != std::string_view::npos;
  if (dashes.said == 0 && !answers && (hyphen || (dashes.items >= kItemsOfList && dashes.items * 2 >= dashes.others)))
    return false;
  const Line& line = lines_[at];
  const std::string_view said = line.from_title(text_);
  if (begins_small(said)) return false;
  if (at > 0 && words(at - 1).ends_with(':')) return false;
  // A list goes on as it began.
  if (!line.after_empty_line() && last_kind() == PassageKind::list_item) return false;
  // Hyphens one below the other make a list.
  if (hyphen) {
    if (!line.after_empty_line()) return false;
    std::size_t next = at + 1;
    while (next < lines_.size() && next < at + kTitleLines && lines_[next].breaks == 1 &&
           lines_[next].kind == LineKind::prose)
      ++next;
    if (next < lines_.size() && lines_[next].breaks == 1 && lines_[next].kind == LineKind::bullet) return false;
  }
  if (is_stopped(said)) return true;
  // In lines of a width what is said ends further down.
  return line.kind == LineKind::bullet && at + 1 < lines_.size() && lines_[at + 1].kind == LineKind::prose &&
         lines_[at + 1].breaks == 1 && said.size() >= kProseBytes && begins_small(words(at + 1)) &&
         line.after_empty_line();
}

}  // namespace ordagrant::passages::internal
