#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/line_words.h"
#include "ordagrant/passages/internal/outline.h"
#include "ordagrant/passages/internal/persons.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

// A heading between lines without empty ones is at most so long.
constexpr std::size_t kTightHeadingBytes = 90;
// A heading is followed by at most so many others before its text.
constexpr int kHeadingsInARow = 3;
constexpr std::size_t kContentsLines = 800;
// A number may leave out so many before it: a heading that was not seen.
constexpr unsigned kMissing = 3;

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::Character next = text::character_at(text, at);
    if (text::is_letter(next.code)) return true;
    at += next.size;
  }
  return false;
}

bool is_in_capitals(std::string_view line) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < line.size();) {
    const text::Character next = text::character_at(line, at);
    if (text::is_upper(next.code))
      ++capitals;
    else if (text::is_letter(next.code))
      return false;
    at += next.size;
  }
  return capitals >= 4;
}

ItemPart part_of(PhraseKinds kinds) {
  constexpr std::pair<Phrase, ItemPart> kParts[] = {
      {Phrase::decision, ItemPart::decision},
      {Phrase::reservation, ItemPart::reservation},
      {Phrase::motion, ItemPart::motion},
      {Phrase::vote, ItemPart::vote},
      {Phrase::note, ItemPart::note},
      {Phrase::proposal, ItemPart::proposal},
      {Phrase::distribution, ItemPart::distribution},
      {Phrase::background, ItemPart::background},
  };
  for (const auto& [phrase, part] : kParts)
    if (kinds.has(phrase)) return part;
  return ItemPart::none;
}

}  // namespace

// May something new begin with a line? Not in the middle of a sentence.
bool Outline::may_begin(std::size_t at) const {
  if (at == 0 || place_.after_heading) return true;
  const Line& line = lines_[at];
  const std::string_view before = words(at - 1);
  if (line.after_empty_line()) return true;
  return is_stopped(before);
}

// Is a short line a heading without a number?
bool Outline::is_heading(std::size_t at) const {
  const Line& line = lines_[at];
  if (at + 1 >= lines_.size() || line.kind != LineKind::title) return false;
  const std::string_view here = words(at);
  const bool listed = !place_.contents.empty() && place_.contents.contains(folded(here));
  if (listed && (at == 0 || !is_open(words(at - 1), phrases_))) return true;
  if (!may_begin(at) || line.phrases.any(Phrase::head | Phrase::present | Phrase::date | Phrase::case_number))
    return false;
  // What is set in under a row is part of it.
  if (line.indent >= 3 && (lines_[at + 1].indent >= 3 || (place_.item_form & 4U) != 0)) return false;
  // What leads to a list is the beginning of its sentences.
  if ((lines_[at + 1].kind == LineKind::bullet || lines_[at + 1].kind == LineKind::listed) &&
      begins_small(title_words(at + 1)))
    return false;
  // In Markdown a heading is marked.
  if (profile_.is_markdown && !here.starts_with("**")) return false;
  // Names, fields and rows have no text under them.
  std::size_t below = at + 1;
  for (int more = 0; more < kHeadingsInARow && below < lines_.size(); ++more, ++below) {
    if (lines_[below].kind != LineKind::title || sheet_.is_body(below)) break;
    if (!lines_[below].after_empty_line() && (more > 0 || !line.after_empty_line())) return false;
  }
  if (below >= lines_.size() || !sheet_.is_body(below)) return false;
  const Line& next = lines_[at + 1];
  if (begins_small(words(at + 1)) && next.kind != LineKind::bullet && next.kind != LineKind::listed) return false;
  // A name, a name with an office, the place and date of a paper.
  const Person person = person_at(here, phrases_);
  const bool named =
      person.name.find(' ') != std::string::npos && std::count(person.name.begin(), person.name.end(), ' ') < 4;
  if (named && (person.end == here.size() ? !is_in_capitals(here) : here[person.end] == ',')) return false;
  if (!date_in(here).empty() || (here.back() == ')' && !persons_with_party(here, phrases_).empty())) return false;
  if (next.breaks == 1 && words(at + 1)[0] >= '0' && words(at + 1)[0] <= '9' && next.kind == LineKind::prose)
    return false;
  // A field that no table knows, and a part of an enumerated sentence.
  const std::size_t colon = here.find(": ");
  if (colon != std::string_view::npos && !has_letter(here.substr(colon))) return false;
  if (phrases_.of(here.substr(0, here.find(' '))).has(Phrase::that) ||
      phrases_.of(here.substr(here.rfind(' ') + 1)).has(Phrase::leads))
    return false;
  // What is spoken has no headings but those before the next speaker.
  if (tree_.is_open(kSpeech) &&
      (!line.after_empty_line() || !next.after_empty_line() || place_.after_heading || is_stopped(here) ||
       (next.kind != LineKind::speaker && next.kind != LineKind::stamp && next.kind != LineKind::speech)))
    return false;
  if (line.after_empty_line() && next.after_empty_line()) return true;
  // Where text follows in the next line, this one ended although the next word had room in it.
  const std::string_view text_below = words(at + 1);
  const std::size_t word = std::min(text_below.find(' '), text_below.size());
  std::size_t room = std::max<std::size_t>(text_below.size(), profile_.width);
  if (at > 0 && !line.after_empty_line()) room = std::max(room, words(at - 1).size());
  if (here.size() > kTightHeadingBytes || here.size() + 1 + word >= room * 9 / 10) return false;
  if (line.after_empty_line() || place_.after_heading)
    return next.kind != LineKind::title && (next.kind != LineKind::row || next.after_empty_line());
  return next.kind == LineKind::prose && text_below.size() >= kProseBytes / 2;
}

bool Outline::is_item(std::size_t at) const {
  const Line& line = lines_[at];
  if (line.kind != LineKind::paragraph && line.kind != LineKind::item) return false;
  if (sheet_.is_repeated_later(at)) return false;
  if (at > 0 && !line.after_empty_line() && !place_.after_heading && is_open(words(at - 1), phrases_)) return false;
  if (may_begin(at) || (place_.has_item && line.value == place_.item + 1)) return true;
  // Between lines without empty ones: behind a line that had room for more, as a name or a field.
  const std::string_view own = title_words(at);
  return words(at - 1).size() * 3 < std::max<std::size_t>(profile_.width, 3 * kSentenceBytes) * 2 &&
         (sheet_.names_case(at) || (is_title_shaped(own, phrases_) && !sheet_.is_sentence(at)));
}

// A number without a sign or word numbers an item of minutes and agendas alone.
bool Outline::is_plain_item(std::size_t at) const {
  const Line& line = lines_[at];
  if (at > 0 && lines_[at - 1].phrases.has(Phrase::next_item)) return line.depth == 1;
  const bool marked = line.kind == LineKind::markdown;
  if (!profile_.is_agenda || profile_.has_marked_items || line.depth != 1 ||
      (line.kind != LineKind::numbered && !marked))
    return false;
  // A row of a list of persons.
  const Person person = person_at(title_words(at), phrases_);
  if (person.has_party && person.end == title_words(at).size()) return false;
  const std::vector<unsigned> parts = sheet_.number_parts(at);
  if (parts.size() != 1 || sheet_.is_repeated_later(at)) return false;
  if (!place_.has_item) {
    if (parts[0] == 1) return may_begin(at);
    // Minutes can go on with the numbers of the last meeting.
    for (std::size_t next = at + 1; next < std::min(lines_.size(), at + 60); ++next)
      if (sheet_.is_next_in_list(at, next)) return may_begin(at) && sheet_.has_case_below(at);
    return false;
  }
  if (parts[0] != place_.item + 1 || line.form != place_.item_form || line.indent > place_.item_indent + 2)
    return false;
  const bool in_list = place_.list > 0 && parts[0] == place_.list + 1 && line.form == place_.list_form;
  return !in_list || sheet_.has_case_below(at) || (line.after_empty_line() && place_.list_is_tight);
}

bool Outline::follows_numbers(const std::vector<unsigned>& parts, std::size_t at) const {
  const Line& line = lines_[at];
  const std::vector<unsigned>& last = place_.chapter;
  if (last.empty()) {
    if (parts.size() == 1 && parts[0] <= 1) return true;
    return parts.back() <= 1 || (line.after_empty_line() && lines_[at + 1].after_empty_line());
  }
  const std::size_t shared = std::min(parts.size(), last.size());
  // As deep as the last one or less: the last part has grown.
  if (parts.size() <= last.size() && std::equal(parts.begin(), parts.end() - 1, last.begin()) &&
      parts.back() > last[parts.size() - 1] && parts.back() <= last[parts.size() - 1] + kMissing)
    return true;
  // Deeper: the first below it.
  if (parts.size() > last.size() && std::equal(last.begin(), last.end(), parts.begin()) && parts.back() <= 1 + kMissing)
    return true;
  // A chapter whose own heading was not seen: "3.1" behind "2.4".
  if (parts.size() > 1 && shared >= 1 && parts[0] > last[0] && parts[0] <= last[0] + kMissing && parts.back() <= 1)
    return true;
  // Numbers begin anew in an appendix.
  return parts.size() == 1 && parts[0] == 1 && line.after_empty_line() && last[0] > 1;
}

bool Outline::is_numbered_heading(std::size_t at) const {
  const Line& line = lines_[at];
  if (line.kind != LineKind::numbered || at + 1 >= lines_.size() || profile_.is_markdown) return false;
  if (place_.has_item || (profile_.is_agenda && place_.in_head && profile_.has_marked_items)) return false;
  const bool in_columns = (line.form & 4U) != 0;
  if (line.wide > (in_columns ? 1 : 0)) return false;
  if (!may_begin(at) && (at == 0 || lines_[at - 1].kind != LineKind::numbered)) return false;
  if (sheet_.is_repeated_later(at)) return false;
  const std::size_t below = sheet_.title_end(at);
  if (below >= lines_.size()) return false;
  if (sheet_.is_next_in_list(at, below)) return false;
  if (place_.list > 0 && line.depth == 1 && line.value == place_.list + 1 && !line.after_empty_line()) return false;
  if (place_.list > 0 && line.depth == 1 && line.value == place_.list + 1 && !place_.list_is_tight) return false;
  if (is_open(title_words(below - 1), phrases_)) return false;
  if (begins_small(words(below)) && lines_[below].kind == LineKind::prose) return false;
  return follows_numbers(sheet_.number_parts(at), at);
}

std::size_t Outline::read_item(std::size_t at) {
  const Line& line = lines_[at];
  std::size_t numbered = at;
  if (line.kind == LineKind::next_item) {
    if (at + 1 >= lines_.size() || lines_[at + 1].kind == LineKind::prose || lines_[at + 1].depth != 1) return at;
    ++numbered;
  } else if (line.kind == LineKind::numbered || line.kind == LineKind::listed || line.kind == LineKind::markdown) {
    if (!is_plain_item(at)) return at;
  } else if (!is_item(at)) {
    return at;
  }
  const Line& heading = lines_[numbered];
  std::size_t last = numbered + 1;
  Section item = section(line.first, SectionKind::item);
  item.number = sheet_.number(numbered);
  const std::string_view own = title_words(numbered);
  if (own.empty() || sheet_.names_case(numbered)) {
    // The title stands in the next line, with or without a number of the case between.
    std::size_t next = numbered + 1;
    if (next < lines_.size() && lines_[next].kind == LineKind::field && lines_[next].phrases.has(Phrase::case_number))
      ++next;
    if (next < lines_.size() && lines_[next].kind == LineKind::title) {
      last = sheet_.title_end(next);
      item.title = sheet_.title(next, last);
    }
  } else if (line.kind != LineKind::paragraph ||
             ((is_title_shaped(own, phrases_) || (is_open(own, phrases_) && own.size() <= kTitleBytes / 2)) &&
              !sheet_.is_sentence(numbered))) {
    last = sheet_.title_end(numbered);
    item.title = sheet_.title(numbered, last);
    // "1) 1. behandling af lovforslag nr. L 12:", and in the next lines what that is.
    const bool announced =
        line.kind == LineKind::next_item || (at > 0 && lines_[at - 1].phrases.has(Phrase::next_item));
    if (announced && words(last - 1).ends_with(':')) {
      const std::size_t behind = sheet_.sentence_end(last);
      if (behind > last) item.title += ": " + sheet_.title(last, behind);
      // "16) Til ministeren af:", and who asks has the next line.
      else if (last < lines_.size() && lines_[last].kind == LineKind::speaker && lines_[last].breaks == 1)
        item.title += ": " + speaker_of_heading(title_words(last).substr(0, title_words(last).find(':')), phrases_);
      last = behind;
      if (item.title.ends_with('.')) item.title.pop_back();
    }
  } else {
    // A paragraph of a law or of rules: a number, and no title.
    leave_head(lines_[at].first);
    open(std::move(item), kItem);
    tree_.begin_passage(line.first, PassageKind::paragraph);
    place_.item = heading.value;
    place_.has_item = true;
    return at + 1;
  }
  leave_head(lines_[at].first);
  place_.item = heading.value;
  place_.item_form = heading.form;
  place_.item_indent = heading.indent;
  place_.has_item = true;
  open(std::move(item), kItem);
  tree_.begin_passage(line.first, PassageKind::heading);
  return last;
}

// A heading that is known by its words, or a field of a head.
std::size_t Outline::read_label(std::size_t at) {
  const Line& line = lines_[at];
  if (line.kind == LineKind::field && !line.phrases.any(kHeadings)) return at;
  if (place_.in_head && line.kind == LineKind::field && line.title < line.end) return at;
  // A field with a value is a part where items are, and there alone.
  const bool with_text = line.kind == LineKind::field && line.title < line.end;
  if (with_text && !place_.has_item) return at;
  if (line.kind == LineKind::label || !with_text) {
    if (at > 0 && !line.after_empty_line() && !place_.after_heading && is_open(words(at - 1), phrases_)) return at;
    if (at + 1 >= lines_.size()) return at;
    if (place_.in_head && profile_.is_agenda && line.phrases.any(Phrase::head | Phrase::present | Phrase::date))
      return at;
    if (line.phrases.has(Phrase::contents) && (!place_.has_item || sheet_.is_repeated_later(at + 1))) {
      leave_head(lines_[at].first);
      return read_contents(at);
    }
  }
  const std::string_view words_of_title =
      with_text ? text_.substr(line.begin, line.title - line.begin) : line.from_title(text_);
  Section part = section(line.first, place_.has_item ? SectionKind::part : SectionKind::chapter);
  part.part = part_of(line.phrases);
  part.title = as_title(words_of_title);
  // "Beslutning fra \u00D8konomiudvalget, 12. november 2024"
  if (!with_text) part.date = date_in(words_of_title);
  // "Kommunstyrelsens f\u00F6rslag till kommunfullm\u00E4ktige" is what the board decides, in its own minutes.
  if (part.part == ItemPart::proposal && !place_.body.empty() && folded(part.title).starts_with(place_.body + "s f") &&
      !line.phrases.has(Phrase::decision) && folded(part.title).find(" beslut") == std::string::npos)
    part.part = ItemPart::decision;
  leave_head(lines_[at].first);
  auto rank = static_cast<std::uint8_t>(place_.has_item ? kPart : kUnnumbered);
  if (line.phrases.has(Phrase::closing)) {
    rank = static_cast<std::uint8_t>(place_.has_item ? kItem : kUnnumbered);
    part.kind = SectionKind::chapter;
  }
  if (!place_.has_item && line.phrases.has(Phrase::attachments)) rank = kChapter;
  open(std::move(part), rank);
  tree_.begin_passage(line.first, PassageKind::heading);
  if (with_text) {
    std::uint32_t token = line.first;
    while (token < line.last && tokens_[token].span.begin < line.title) ++token;
    if (token > line.first && token < line.last) tree_.begin_passage(token, PassageKind::paragraph);
  }
  return at + 1;
}

std::size_t Outline::read_heading(std::size_t at) {
  const Line& line = lines_[at];
  Section chapter = section(line.first, SectionKind::chapter);
  std::uint8_t rank = kUnnumbered;
  std::size_t last = at + 1;
  switch (line.kind) {
    case LineKind::markdown:
      if (at + 1 < lines_.size() && line.phrases.has(Phrase::contents)) {
        leave_head(lines_[at].first);
        return read_contents(at);
      }
      if (line.depth > 0) chapter.number = sheet_.number(at);
      rank = static_cast<std::uint8_t>(kMarkdown + line.value);
      chapter.part = part_of(line.phrases);
      if (place_.has_item && tree_.is_open(kItem)) {
        // Below the items of minutes headings are their parts.
        rank = kPart;
        chapter.kind = SectionKind::part;
      }
      break;
    case LineKind::numbered:
      if (!is_numbered_heading(at)) return at;
      last = sheet_.title_end(at);
      chapter.number = sheet_.number(at);
      chapter.part = part_of(line.phrases);
      place_.chapter = sheet_.number_parts(at);
      rank = static_cast<std::uint8_t>(kNumbered + line.depth);
      break;
    case LineKind::chapter:
      if (!may_begin(at) || at + 1 >= lines_.size()) return at;
      chapter.number = sheet_.number(at);
      place_.chapter = {line.value};
      last = sheet_.title_end(at);
      rank = kChapter;
      break;
    case LineKind::appendix:
      if (!is_appendix(at)) return at;
      last = sheet_.title_end(at);
      chapter.number = sheet_.number(at);
      chapter.kind = SectionKind::appendix;
      rank = kAppendix;
      place_.has_item = false;
      place_.chapter.clear();
      break;
    default:
      if (place_.in_head && (line.phrases.any(Phrase::head | Phrase::present | Phrase::date) || in_document(at) < 3))
        return at;
      if (!is_heading(at)) return at;
      rank = rank_of_heading(at);
      if (rank == kPart) chapter.kind = SectionKind::part;
      break;
  }
  leave_head(lines_[at].first);
  chapter.title = sheet_.title(at, last);
  open(std::move(chapter), rank);
  tree_.begin_passage(line.first, PassageKind::heading);
  return last;
}

// A list of appendices has one in each line; an appendix has text.
bool Outline::is_appendix(std::size_t at) const {
  const bool listed = (at > 0 && lines_[at - 1].kind == LineKind::appendix) ||
                      (at + 1 < lines_.size() && lines_[at + 1].kind == LineKind::appendix);
  if (listed || phrases_.of(tree_.innermost().title).has(Phrase::attachments)) return false;
  return may_begin(at) && at + 1 < lines_.size() && lines_[at].wide == 0;
}

// Of a heading without a number.
std::uint8_t Outline::rank_of_heading(std::size_t at) const {
  // Items that are rows of a table end with it; other items have it as a part.
  if (tree_.is_open(kItem)) return (place_.item_form & 4U) != 0 && lines_[at].breaks >= 3 ? kItem : kPart;
  const std::string_view here = words(at);
  if (const auto listed = place_.contents.find(folded(here)); listed != place_.contents.end())
    return static_cast<std::uint8_t>(listed->second > 0 ? kNumbered + listed->second : +kCapitals);
  if (in_document(at) == 0) return kTitle;
  return is_in_capitals(here) ? kCapitals : kUnnumbered;
}

// A table of contents, from the line that names it on: its titles are known when they come again.
std::size_t Outline::read_contents(std::size_t at) {
  Section contents = section(lines_[at].first, SectionKind::chapter);
  contents.title = sheet_.title(at, at + 1);
  open(std::move(contents), kCapitals);
  tree_.begin_passage(lines_[at].first, PassageKind::heading);
  std::string first;
  std::size_t here = at + 1;
  for (; here < lines_.size() && here - at < kContentsLines; ++here) {
    const Line& line = lines_[here];
    if (line.phrases.has(Phrase::contents)) continue;
    const std::string_view whole = words(here);
    const std::string_view bare = without_page(line.kind == LineKind::title ? whole : title_words(here));
    const bool has_page = without_page(whole).size() < whole.size();
    if (!has_page) {
      if (line.kind == LineKind::markdown || line.kind == LineKind::speaker || line.kind == LineKind::speech ||
          line.kind == LineKind::posted)
        break;
      if ((line.kind == LineKind::paragraph || line.kind == LineKind::item) && !sheet_.is_repeated_later(here)) break;
      if (line.kind == LineKind::prose &&
          (whole.size() > 2 * kProseBytes || (is_stopped(whole) && whole.size() > kSentenceBytes)))
        break;
      if (!first.empty() && folded(bare) == first) break;
      if (line.kind == LineKind::label && !first.empty() && here + 1 < lines_.size() &&
          lines_[here + 1].kind == LineKind::prose && sheet_.is_body(here + 1))
        break;
    }
    if (bare.size() <= kTitleBytes) {
      const std::string entry = folded(bare);
      if (first.empty()) first = entry;
      place_.contents.emplace(entry, line.depth);
    }
    tree_.begin_passage(line.first, PassageKind::list_item);
  }
  // A heading just before the text that broke off the table is none of its lines.
  std::size_t last = here;
  while (last > at + 2 && here < lines_.size() && lines_[last - 1].kind == LineKind::title &&
         lines_[last - 1].after_empty_line() && here - last < 2 && lines_[here].kind == LineKind::prose)
    --last;
  while (here > last) {
    place_.contents.erase(folded(words(--here)));
    tree_.take_back_passage();
  }
  if (here < lines_.size()) tree_.close(kCapitals, lines_[here].first);
  return here;
}

}  // namespace ordagrant::passages::internal
