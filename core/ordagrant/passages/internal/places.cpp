#include "ordagrant/passages/internal/places.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ordagrant/passages/internal/marks.h"

namespace ordagrant::passages::internal {

namespace {

constexpr std::uint32_t kNone = ~0U;

// A line of so many bytes was not broken to fit a page: its end is the end of a paragraph.
// Where most of a text stands in such lines, every line is a paragraph.
constexpr std::uint32_t kUnbrokenLine = 110;

}  // namespace

bool is_dash(std::string_view mark) {
  return mark == "-" || mark == "\u2013" || mark == "\u2014" || mark == "\u2012" || mark == "\u2015" ||
         mark == "\u2212" || mark == "--";
}

bool ends_sentence(std::string_view mark) {
  return mark == "." || mark == "!" || mark == "?" || mark == "..." || mark == "\u2026" || mark == "?!" || mark == "!!";
}

Places places(std::string_view text, std::span<const tokens::Token> tokens, const Structure& structure,
              const SayingWords& words) {
  using Kind = Candidate::Kind;
  Places found;
  SayingWords::Lower lower;
  bool behind_comma = false;
  const auto count = static_cast<std::uint32_t>(tokens.size());
  const char* const bytes = text.data();
  std::size_t passage = 0;
  std::uint32_t next_passage = structure.passages.empty() ? kNone : structure.passages[0].begin;
  std::uint32_t line = count == 0 ? 0 : tokens[0].span.begin;  // where the line begins, in bytes
  std::size_t unbroken = 0;                                    // bytes in long lines
  std::vector<std::uint32_t> lines;                            // their first tokens
  std::uint32_t last = 0;                                      // where the token before ends
  for (std::uint32_t token = 0; token < count; ++token) {
    const ByteSpan span = tokens[token].span;
    bool new_line = token == 0;
    bool new_unit = token == 0;
    if (token > 0 && span.begin != last && (span.begin != last + 1 || bytes[last] != ' ')) {
      for (std::uint32_t at = last; at < span.begin; ++at)
        new_line = new_line || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\f';
      if (new_line) {
        new_unit = last - line > kUnbrokenLine;
        unbroken += new_unit ? last - line : 0;
        line = span.begin;
        lines.push_back(token);
      }
    }
    last = span.end;
    while (next_passage <= token) {
      new_unit = new_unit || next_passage == token;
      ++passage;
      next_passage = passage < structure.passages.size() ? structure.passages[passage].begin : kNone;
    }
    const auto first = static_cast<unsigned char>(bytes[span.begin]);
    if (tokens[token].kind == tokens::TokenKind::mark) {
      behind_comma = first == ',';
      if (behind_comma) {
        // Nothing else begins with one.
      } else if (first == ':') {
        found.cues.push_back({Kind::colon, token});
      } else if ((first == '"' || first == '\'' || first >= 0xC2) && is_quotation_mark(span.of(text))) {
        found.marks.push_back(token);
      } else if (new_line && is_dash(span.of(text))) {
        found.cues.push_back({Kind::dash, token, static_cast<std::uint32_t>(found.dashes.size())});
        found.dashes.push_back(token);
        new_unit = true;
      } else if (new_line && first == '>') {
        found.angles.push_back(token);
      }
    } else {
      if (behind_comma) {
        behind_comma = false;
        if ((words.of(span.of(text), lower) & kThat) != 0) found.cues.push_back({Kind::comma, token - 1});
      }
      if (words.may_open(span.of(text))) {
        const std::uint64_t kinds = words.of(span.of(text), lower);
        if ((kinds & kConjunction) != 0) found.cues.push_back({Kind::that, token});
        if ((kinds & kAccording) != 0) found.cues.push_back({Kind::according, token});
        if ((kinds & kMove) != 0) found.cues.push_back({Kind::move, token});
      }
    }
    if (new_unit) found.units.push_back(token);
  }
  if (2 * unbroken > text.size()) {
    std::vector<std::uint32_t> merged;
    std::set_union(found.units.begin(), found.units.end(), lines.begin(), lines.end(), std::back_inserter(merged));
    found.units = std::move(merged);
  }
  return found;
}

}  // namespace ordagrant::passages::internal
