#include "ordagrant/passages/internal/fact_text.h"

#include <algorithm>
#include <iterator>

#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

bool is_bullet(std::string_view mark) {
  return mark == "-" || mark == "\u2013" || mark == "\u2022" || mark == "*" || mark == "\u2014" || mark == "\u00B7";
}

}  // namespace

std::string_view FactText::text(TokenRange range) const {
  if (range.empty()) return {};
  return ByteSpan{tokens_[range.begin].span.begin, tokens_[range.end - 1].span.end}.of(text_);
}

const FactText::Slot& FactText::slot(std::uint32_t at) {
  static const KnownWord kNone;
  static const Slot kOutside{UINT32_MAX, "", &kNone};
  constexpr std::uint32_t kLongestWord = 80;  // bytes; of no word of a table
  if (at >= size()) return kOutside;
  Slot& slot = slots_[at % kSlots];
  if (slot.token == at) return slot;
  slot.token = at;
  if (tokens_[at].span.size() > kLongestWord) {
    slot.lower.clear();
    slot.known = &kNone;
    return slot;
  }
  text::lower(surface(at), slot.lower);
  slot.known = &words_.find(slot.lower);
  // "mkr." at the end of a sentence
  if (slot.known->classes.none() && slot.lower.size() > 2 && slot.lower.ends_with('.')) {
    const std::string bare = slot.lower.substr(0, slot.lower.size() - 1);
    slot.known = &words_.find(bare);
  }
  return slot;
}

const KnownWord& FactText::known(std::uint32_t at) { return *slot(at).known; }

const std::string& FactText::lower(std::uint32_t at) { return slot(at).lower; }

bool FactText::capital(std::uint32_t at) const {
  return at < size() && text::is_upper(text::character_at(surface(at), 0).code);
}

bool FactText::begins_line(std::uint32_t at) const {
  if (at == 0 || at >= size()) return true;
  const std::string_view gap = ByteSpan{tokens_[at - 1].span.end, tokens_[at].span.begin}.of(text_);
  return !gap.empty() && gap.find_first_of("\n\r") != std::string_view::npos;
}

bool FactText::begins_block(std::uint32_t at) const {
  if (at == 0 || at >= size()) return true;
  const std::string_view gap = ByteSpan{tokens_[at - 1].span.end, tokens_[at].span.begin}.of(text_);
  return gap.size() > 1 && text::line_ends(gap) > 1;
}

bool FactText::goes_on(std::uint32_t at) const {
  if (at >= size() || at == 0) return false;
  if (!begins_line(at)) return true;
  // "MW" and "SEK" have capitals wherever they stand.
  const std::string_view word = surface(at);
  const text::Character first = text::character_at(word, 0);
  const bool anew = text::is_upper(first.code) &&
                    (first.size == word.size() || !text::is_upper(text::character_at(word, first.size).code));
  if (anew || begins_block(at)) return false;
  const Passage* const passage = passage_of(at);
  return passage == nullptr || passage->begin != at || passage->kind == PassageKind::paragraph;
}

std::uint32_t FactText::after_list_mark(std::uint32_t at) const {
  if (at >= size() || !begins_line(at)) return at;
  const std::string_view mark = surface(at);
  if (is_bullet(mark)) return at + 1;
  if (is_number(at)) {
    if (mark.ends_with('.')) return at + 1;
    if (mark.size() <= 3 && (is_mark(at + 1, ")") || is_mark(at + 1, ".")) && adjacent(at + 1)) return at + 2;
  }
  if (is_word(at) && mark.size() == 1 && is_mark(at + 1, ")")) return at + 2;
  return at;
}

TokenRange FactText::sentence(std::uint32_t at) const {
  if (sentences_.empty()) return {0, size()};
  auto next = std::upper_bound(sentences_.begin(), sentences_.end(), at);
  if (next == sentences_.begin()) ++next;
  return {*std::prev(next), next == sentences_.end() ? size() : *next};
}

std::uint32_t FactText::passage(std::uint32_t at) const {
  const Passage* const passage = passage_of(at);
  return passage == nullptr ? 0 : static_cast<std::uint32_t>(passage - structure_.passages.data());
}

}  // namespace ordagrant::passages::internal
