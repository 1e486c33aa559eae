#include "ordagrant/demand/internal/matter.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/privacy/redactor.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::demand::internal {

namespace {

enum class WordKind : std::uint8_t { other, detail, courtesy, closing };

constexpr std::array<std::string_view, 4> kKindNames{"", "detail", "courtesy", "closing"};

// The words of contact_details.tsv of all languages.
class Words {
 public:
  Words() {
    for (const std::string& code : language::shipped())
      for (const std::string_view line : language::lines(code, "contact_details.tsv")) {
        const std::vector<std::string_view> row = language::cells(line);
        const auto* const known = std::find(std::next(kKindNames.begin()), kKindNames.end(), row.front());
        if (row.size() != 2 || known == kKindNames.end())
          throw RequestError("contact_details.tsv of '" + code + "': '" + std::string(row.front()) +
                             "' is no kind with words");
        for (const std::string_view word : language::cells(row[1], ' ')) {
          WordKind& kind = kinds_[std::string(word)];
          kind = std::max(kind, static_cast<WordKind>(known - kKindNames.begin()));
        }
      }
  }

  WordKind kind(std::string_view word) const {
    // As long as the longest of them; a word that is longer is none.
    constexpr std::size_t kLongest = 32;
    if (word.size() > kLongest) return WordKind::other;
    const auto found = kinds_.find(text::lower(word));
    return found == kinds_.end() ? WordKind::other : found->second;
  }

 private:
  std::map<std::string, WordKind, std::less<>> kinds_;
};

const Words& words() {
  static const Words words;
  return words;
}

bool is_line_end(char32_t code) {
  return (code >= U'\t' && code <= U'\r') || code == 0x85 || code == 0x2028 || code == 0x2029;
}

// A stretch of a contact: [begin, end) with the marks and spaces behind it.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t words = 0;  // without personal data
  bool others = false;      // a word that contact_details.tsv does not have
  bool courtesy = false;    // and closings
  bool closing = false;
  bool personal = false;
  bool personal_first = false;
  bool begins_line = false;
  bool capital = false;  // its first word has one
  bool colon = false;    // it ends with one
  bool ends_line = false;
  bool ends_sentence = false;

  bool only_details() const { return !others && (words > 0 || personal); }
  bool goes() const { return only_details() && (personal || courtesy); }
  // "Telefon", or "Mitt nummer:"; what it names is on the next line.
  bool is_label() const { return only_details() && begins_line && ends_line && (colon || words == 1); }
  // "F\u00F6rskoll\u00E4rare", "Ekeby Fastigheter AB": what stands under a name.
  bool is_title() const {
    constexpr std::uint32_t kMostWords = 3;
    return begins_line && capital && words <= kMostWords && !ends_sentence;
  }
};

class Divider {
 public:
  Divider(std::string_view source, const std::vector<privacy::PersonalSpan>& personal)
      : source_(source), personal_(personal) {}

  std::vector<Stretch> divide() {
    Stretch now;
    now.begins_line = true;
    bool ended = false;
    bool spaced = false;  // white space stands before
    const auto begin_next = [&] {
      if (!ended) return;
      now.end = at_;
      stretches_.push_back(now);
      const bool begins_line = now.ends_line;
      now = Stretch{.begin = at_};
      now.begins_line = begins_line;
      ended = false;
    };
    while (at_ < source_.size()) {
      if (next_ < personal_.size() && personal_[next_].span.begin <= at_) {
        begin_next();
        spaced = false;
        now.personal_first |= now.words == 0;
        now.personal = true;
        now.colon = false;
        at_ = std::max(at_, personal_[next_++].span.end);
        continue;
      }
      const text::Character character = text::character_at(source_, at_);
      if (text::is_letter(character.code)) {
        begin_next();
        spaced = false;
        const std::uint32_t begin = at_;
        at_ = end_of_word();
        const WordKind kind = words().kind(source_.substr(begin, at_ - begin));
        if (now.words++ == 0) now.capital = text::is_upper(character.code);
        now.others |= kind == WordKind::other;
        now.courtesy |= kind >= WordKind::courtesy;
        now.closing |= kind == WordKind::closing;
        now.colon = false;
        continue;
      }
      // A mark with a space before it belongs to what it opens: "svar. (Ring ...)", "/Karin".
      if (text::is_digit(character.code) || (spaced && !text::is_space(character.code))) begin_next();
      spaced = text::is_space(character.code);
      now.colon |= character.code == U':';
      const bool is_abbreviation = character.code == U'.' && is_abbreviated(now);
      if (!is_abbreviation && ends_stretch(character)) {
        ended = true;
        now.ends_line |= is_line_end(character.code);
        now.ends_sentence |= character.code == U'.' || character.code == U'!' || character.code == U'?';
      }
      at_ += character.size;
    }
    now.end = at_;
    stretches_.push_back(now);
    return std::move(stretches_);
  }

 private:
  // Letters, with hyphens, full stops and slashes between them: "e-post", "m.v.h", "c/o".
  std::uint32_t end_of_word() const {
    const std::uint32_t limit = next_ < personal_.size() ? personal_[next_].span.begin : size();
    std::uint32_t end = at_;
    while (end < limit) {
      const text::Character character = text::character_at(source_, end);
      if (text::is_letter(character.code)) {
        end += character.size;
        continue;
      }
      const std::uint32_t behind = end + character.size;
      const bool joins = character.code == U'-' || character.code == U'.' || character.code == U'/';
      if (!joins || behind >= limit || !text::is_letter(text::character_at(source_, behind).code)) break;
      end = behind;
    }
    return end;
  }

  // "Tlf. 21 ...": the stop at hand is of the one word before what it names.
  bool is_abbreviated(const Stretch& now) const {
    std::uint32_t at = at_ + 1;
    while (at < source_.size() && source_[at] == ' ') ++at;
    return now.words == 1 && now.only_details() && next_ < personal_.size() && personal_[next_].span.begin == at;
  }

  bool ends_stretch(const text::Character& character) const {
    switch (character.code) {
      case U',':
      case U';':
      case U'!':
      case U'?':
      case U'(':
      case U')':
      case U'"':
      case U'|':
      case U'\u2013':
      case U'\u2014':
      case U'\u2022':
      case U'\u2026':
        return true;
      case U'.': {
        // Not one inside a number or an abbreviation.
        const std::uint32_t behind = at_ + character.size;
        return behind >= source_.size() || text::is_space(text::character_at(source_, behind).code);
      }
      default:
        return is_line_end(character.code);
    }
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(source_.size()); }

  std::string_view source_;
  const std::vector<privacy::PersonalSpan>& personal_;
  std::size_t next_ = 0;  // of personal_
  std::uint32_t at_ = 0;
  std::vector<Stretch> stretches_;
};

}  // namespace

namespace {

// Which stretches are no matter.
std::vector<bool> going(const std::vector<Stretch>& stretches) {
  std::vector<bool> goes(stretches.size());
  for (std::size_t i = 0; i < stretches.size(); ++i) goes[i] = stretches[i].goes();
  for (std::size_t i = 0; i + 1 < stretches.size(); ++i)
    if (stretches[i].is_label() && goes[i + 1] && stretches[i + 1].personal_first) goes[i] = true;
  // What stands under the last closing is who signs, as long as nothing in it is a sentence.
  std::size_t closing = stretches.size();
  while (closing > 0 && !(goes[closing - 1] && stretches[closing - 1].closing)) --closing;
  bool personal = closing > 0 && stretches[closing - 1].personal;
  for (std::size_t i = closing; i < stretches.size(); ++i) {
    if (!goes[i] && !(personal && stretches[i].is_title())) return goes;
    personal |= stretches[i].personal;
  }
  if (closing > 0) std::fill(goes.begin() + static_cast<std::ptrdiff_t>(closing), goes.end(), true);
  return goes;
}

}  // namespace

Matter::Matter(std::string_view source) : source_(source) {
  const std::vector<privacy::PersonalSpan> personal = privacy::redactor_for("auto").find(source);
  const std::vector<Stretch> stretches = Divider(source, personal).divide();
  const std::vector<bool> goes = going(stretches);
  std::vector<ByteSpan> gone;
  std::size_t next = 0;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    if (goes[i]) gone.push_back({stretches[i].begin, stretches[i].end});
    for (; next < personal.size() && personal[next].span.begin < stretches[i].end; ++next)
      if (!goes[i]) gone.push_back(personal[next].span);
  }
  if (gone.empty()) return;
  std::uint32_t at = 0;
  const auto keep = [&](std::uint32_t end) {
    if (at >= end) return;
    kept_.push_back({{at, end}, static_cast<std::uint32_t>(text_.size())});
    text_ += source_.substr(at, end - at);
  };
  for (const ByteSpan span : gone) {
    keep(span.begin);
    at = span.end;
  }
  keep(static_cast<std::uint32_t>(source_.size()));
  // A text of which nothing is left is empty, and not the source.
  if (kept_.empty()) kept_.push_back({});
}

std::uint32_t Matter::place(std::uint32_t at) const {
  const auto behind = std::upper_bound(kept_.begin(), kept_.end(), at,
                                       [](std::uint32_t place, const Kept& kept) { return place < kept.begin; });
  const Kept& kept = *std::prev(behind);
  return kept.source.begin + (at - kept.begin);
}

ByteSpan Matter::to_source(ByteSpan span) const {
  if (kept_.empty()) return span;
  return {place(span.begin), place(span.end - 1) + 1};
}

}  // namespace ordagrant::demand::internal
