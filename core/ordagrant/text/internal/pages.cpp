#include <algorithm>
#include <iterator>
#include <utility>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/chrome.h"
#include "ordagrant/text/internal/layers.h"
#include "ordagrant/text/internal/lines.h"
#include "ordagrant/text/internal/web_chrome.h"

namespace ordagrant::text::internal {

namespace {

// Walks over the lines that are left, from a place in the text.
class Kept {
 public:
  Kept(std::string_view text, const std::vector<Removed>& removed) : text_(text), removed_(removed) {}

  // The line that ends before `at`. Requires: a line begins at `at`, and 0 < at.
  Line before(std::uint32_t at) const {
    std::uint32_t end = at - 1;
    if (text_[end] == '\n' && end > 0 && text_[end - 1] == '\r') --end;
    std::uint32_t begin = end;
    while (begin > 0 && text_[begin - 1] != '\n' && text_[begin - 1] != '\r' && text_[begin - 1] != '\f') --begin;
    return {begin, end, at};
  }

  bool is_removed(const Line& line) const {
    const auto found = std::lower_bound(removed_.begin(), removed_.end(), line.begin,
                                        [](const Removed& one, std::uint32_t begin) { return one.line.begin < begin; });
    return found != removed_.end() && found->line.begin == line.begin;
  }

  // The nearest line above or below that is left and says something; empty where there is none near.
  std::string_view above(std::uint32_t at) const {
    for (int line_count = 0; at > 0 && line_count < kNear; ++line_count) {
      const Line line = before(at);
      const std::string_view words = trimmed(line.of(text_));
      if (!words.empty() && !is_removed(line)) return words;
      at = line.begin;
    }
    return {};
  }
  std::string_view below(std::uint32_t at) const {
    for (int line_count = 0; at < text_.size() && line_count < kNear; ++line_count) {
      const Line line = line_at(text_, at);
      const std::string_view words = trimmed(line.of(text_));
      if (!words.empty() && !is_removed(line)) return words;
      at = line.next;
    }
    return {};
  }

 private:
  static constexpr int kNear = 100;  // lines: more than the foot of one page and the head of the next ever take

  std::string_view text_;
  const std::vector<Removed>& removed_;
};

bool ends_page(std::string_view text, const Line& line) { return line.end < text.size() && text[line.end] == '\f'; }

// Edits of whole lines, and those of parts of lines that are left.
std::vector<Edit> merged(std::vector<Edit> lines, std::vector<Edit> parts) {
  if (lines.empty()) return parts;
  std::vector<Edit> all;
  auto next = lines.begin();
  for (Edit& part : parts) {
    while (next != lines.end() && next->span.end <= part.span.begin) all.push_back(std::move(*next++));
    if (next == lines.end() || part.span.end <= next->span.begin) all.push_back(std::move(part));
  }
  std::move(next, lines.end(), std::back_inserter(all));
  return all;
}

// Whether words are left once `edits` have taken theirs.
bool leave_words(std::string_view text, const std::vector<Edit>& edits) {
  std::size_t at = 0;
  const auto has_words = [&](std::size_t end) {
    while (at < end && is_space(character_at(text, at).code)) at += character_at(text, at).size;
    return at < end;
  };
  for (const Edit& edit : edits) {
    if (has_words(edit.span.begin)) return true;
    at = edit.span.end;
  }
  return has_words(text.size());
}

}  // namespace

bool goes_on(std::string_view above, std::string_view below) noexcept {
  if (above.empty() || below.empty()) return false;
  const char32_t last = character_before(above, above.size()).code;
  const char32_t first = character_at(below, 0).code;
  const bool open = is_letter(last) || is_digit(last) || last == ',' || last == '-' || last == ')' || last == 0x2013;
  return open && is_letter(first) && !is_upper(first);
}

std::vector<Edit> without(std::string_view text, const std::vector<Removed>& removed) {
  const Kept kept(text, removed);
  std::vector<Edit> edits;
  for (std::size_t first = 0; first < removed.size();) {
    // The run: lines with nothing but empty ones between them, on one page.
    std::size_t last = first;
    RepairKind kind = removed[first].kind;
    Line behind = removed[first].line;  // the last line that belongs to the run, or an empty one after it
    std::uint32_t taken = behind.next;  // where the last removed line ends
    bool page_ends = ends_page(text, behind);
    std::uint32_t below = behind.next;  // where the next line begins that says something
    while (!page_ends && below < text.size()) {
      const Line line = line_at(text, below);
      if (last + 1 < removed.size() && removed[last + 1].line.begin == line.begin) {
        ++last;
        if (kind == RepairKind::page_number) kind = removed[last].kind;
        taken = line.next;
      } else if (!trimmed(line.of(text)).empty()) {
        break;
      }
      below = line.next;
      behind = line;
      page_ends = ends_page(text, line);
    }
    if (page_ends) {
      below = behind.end;
      taken = std::min(taken, below);
    }

    // The empty lines above it.
    const std::uint32_t top = removed[first].line.begin;
    std::uint32_t begin = top;
    while (begin > 0 && text[begin - 1] != '\f') {
      const Line above = kept.before(begin);
      if (!trimmed(above.of(text)).empty()) break;
      begin = above.begin;
    }
    const bool edge = begin == 0 || text[begin - 1] == '\f';
    const bool last_of_all = below == text.size();
    ByteSpan span{top, below};
    if (last_of_all || (!edge && goes_on(kept.above(top), kept.below(below))))
      span.begin = begin;
    else if (!edge && begin == top && !page_ends)
      span.end = taken;
    if (span.begin < span.end) edits.push_back({span, kind, ""});
    first = last + 1;
  }
  return edits;
}

std::vector<Edit> mend_pages(std::string_view text, RepairKinds kinds, const Knowledge* knowledge) {
  std::vector<Removed> removed;
  if (kinds.has(RepairKind::running_head) || kinds.has(RepairKind::page_number)) {
    removed = running_heads(text);
    std::erase_if(removed, [&](const Removed& one) { return !kinds.has(one.kind); });
  }
  WebChrome chrome;
  if (knowledge != nullptr && kinds.has(RepairKind::web_chrome)) chrome = web_chrome(text, knowledge->chrome);
  if (!chrome.lines.empty()) {
    std::vector<Removed> all;
    std::set_union(removed.begin(), removed.end(), chrome.lines.begin(), chrome.lines.end(), std::back_inserter(all),
                   [](const Removed& a, const Removed& b) { return a.line.begin < b.line.begin; });
    removed = std::move(all);
  }
  std::vector<Edit> edits = merged(without(text, removed), std::move(chrome.parts));
  // What is nothing but heads and links is all that the document says.
  if (!leave_words(text, edits)) edits.clear();
  return edits;
}

}  // namespace ordagrant::text::internal
