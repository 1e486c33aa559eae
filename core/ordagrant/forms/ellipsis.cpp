#include "ordagrant/forms/ellipsis.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "ordagrant/forms/compounds.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::forms {

namespace {

using tokens::Token;
using tokens::TokenKind;

// In bytes, of what is shared if the whole word is no compound; less is an ending or an adverb: "in- och genom".
constexpr std::size_t kShortestRest = 4;

constexpr std::array<std::string_view, 3> kHyphens{"-", "\u2010", "\u2011"};

bool is_suspended(std::string_view word) {
  return word.size() > 1 &&
         std::any_of(kHyphens.begin(), kHyphens.end(), [&](std::string_view hyphen) { return word.ends_with(hyphen); });
}

// The places behind the hyphens of a text: they are few, and found faster than its words are looked at.
class HyphenEnds {
 public:
  explicit HyphenEnds(std::string_view text) : text_(text) {}

  // The first behind `at`; npos: there is none. Requires: `at` is not less than before.
  std::size_t behind(std::size_t at) {
    std::size_t first = std::string_view::npos;
    for (std::size_t kind = 0; kind < kHyphens.size(); ++kind) {
      std::size_t& end = ends_.at(kind);
      if (end != std::string_view::npos && end <= at) {
        end = text_.find(kHyphens.at(kind), at);
        if (end != std::string_view::npos) end += kHyphens.at(kind).size();
      }
      first = std::min(first, end);
    }
    return first;
  }

 private:
  std::string_view text_;
  std::array<std::size_t, kHyphens.size()> ends_{};
};

std::string_view without_hyphen(std::string_view word) {
  return word.substr(0, word.size() - (word.ends_with('-') ? 1 : 3));
}

// "IT", "EU", "tv": a part that is not spelt as a word keeps its hyphen before another one.
bool keeps_hyphen(std::string_view part) {
  constexpr std::string_view kVowels = "aeiouy";
  const char last = part.back();
  if ((last >= 'A' && last <= 'Z') || (last >= '0' && last <= '9')) return true;
  const std::string folded = text::lower(part);
  return std::none_of(folded.begin(), folded.end(), [&](char letter) {
    return static_cast<unsigned char>(letter) >= 0x80 || kVowels.find(letter) != std::string_view::npos;
  });
}

}  // namespace

struct EllipsisFinder::Tables {
  std::string language;
  std::set<std::string, std::less<>> conjunctions;
  std::set<std::string, std::less<>> prefixes;
  mutable std::once_flag once;
  mutable std::optional<Compounds> compounds_read;

  // Most texts suspend nothing, and need not wait for the table.
  const Compounds& compounds() const {
    std::call_once(once, [&] { compounds_read.emplace(language); });
    return *compounds_read;
  }

  // Where in the whole word, in lower case, the part begins that it shares with the suspended ones; its size if it
  // shares none. It depends on their letters and not on their case.
  std::size_t shared_part(std::string_view whole, std::span<const std::string_view> suspended) const;
};

EllipsisFinder::EllipsisFinder(std::string_view language) {
  auto tables = std::make_unique<Tables>();
  tables->language = language;
  for (const std::string_view line : language::lines(language, "cues.tsv"))
    if (const auto cells = language::cells(line); cells.front() == "and" || cells.front() == "or")
      tables->conjunctions.emplace(cells.back());
  for (const std::string_view line : language::lines(language, "compound_parts.tsv"))
    if (const auto cells = language::cells(line); cells.front() == "prefix")
      for (const std::string_view prefix : language::cells(cells.back(), ' ')) tables->prefixes.emplace(prefix);
  tables_ = std::move(tables);
}

EllipsisFinder::~EllipsisFinder() = default;
EllipsisFinder::EllipsisFinder(EllipsisFinder&&) noexcept = default;
EllipsisFinder& EllipsisFinder::operator=(EllipsisFinder&&) noexcept = default;

std::size_t EllipsisFinder::Tables::shared_part(std::string_view whole,
                                                std::span<const std::string_view> suspended) const {
  // Prefixes share what stands behind one: "in- och utvandring".
  if (std::all_of(suspended.begin(), suspended.end(),
                  [&](std::string_view part) { return prefixes.contains(text::lower(part)); })) {
    for (std::size_t at = whole.size(); at-- > 1;)
      if (whole.size() - at >= kShortestRest && prefixes.contains(whole.substr(0, at))) return at;
  }
  const auto is_word = [&](std::string_view rest) {
    return std::any_of(suspended.begin(), suspended.end(), [&](std::string_view part) {
      return language::knowledge(language)->words.frequency(text::lower(part).append(rest)) > 0;
    });
  };
  const std::vector<CompoundPart> parts = compounds().split(whole);
  // What is no compound of its own makes a known word: "fri- och r\u00E4ttigheter".
  if (parts.size() == 1) {
    for (std::size_t at = 1; at + kShortestRest <= whole.size(); ++at)
      if (is_word(whole.substr(at))) return at;
    return whole.size();
  }
  // The last part is shared, and what stands before it where that makes a known word: "v\u00E5rd" of
  // "h\u00E4lso- och sjukv\u00E5rdspersonal", but not "liv" of "klimat- och n\u00E4ringslivsdepartementet".
  for (std::size_t part = 0; part + 1 < parts.size(); ++part) {
    const ByteSpan span{parts[part].span.begin, parts[part].span.end - parts[part].link};
    const std::string_view word = span.of(whole);
    if (part > 0 && is_word(word)) return span.begin;
    for (const CompoundPart& inner : compounds().split(word))
      if (inner.span.begin > 0 && is_word(word.substr(inner.span.begin))) return span.begin + inner.span.begin;
  }
  return parts.back().span.begin;
}

std::vector<Ellipsis> EllipsisFinder::find(std::string_view text, std::span<const Token> tokens, Memory& memory,
                                           const Wanted& wanted) const {
  std::vector<Ellipsis> found;
  const auto shared_part = [&](std::string_view whole, std::span<const std::string_view> suspended) {
    std::string words(whole);
    for (const std::string_view part : suspended) words.append(1, '\n').append(text::lower(part));
    const auto known = memory.shared_.find(words);
    if (known != memory.shared_.end()) return known->second;
    memory.bytes_ += words.size() + 64;  // and what the table takes for it
    return memory.shared_.emplace(std::move(words), tables_->shared_part(whole, suspended)).first->second;
  };
  const auto surface = [&](std::uint32_t token) { return tokens[token].span.of(text); };
  const auto count = static_cast<std::uint32_t>(tokens.size());
  HyphenEnds hyphens(text);
  auto next_token = tokens.begin();
  std::size_t at = hyphens.behind(0);
  for (; at != std::string_view::npos; at = hyphens.behind(at)) {
    next_token = std::partition_point(next_token, tokens.end(), [&](const Token& one) { return one.span.end < at; });
    if (next_token == tokens.end()) break;
    const auto token = static_cast<std::uint32_t>(next_token - tokens.begin());
    if (tokens[token].kind != TokenKind::word || tokens[token].span.end != at || !is_suspended(surface(token)))
      continue;
    std::vector<std::string_view> parts{without_hyphen(surface(token))};
    std::vector<std::uint32_t> places{token};
    std::uint32_t next = token + 1;
    // A comma may stand before the conjunction as well.
    bool joined = false;
    for (; next < count; ++next) {
      const std::string_view word = surface(next);
      if (word == "," || word == "/" || tables_->conjunctions.contains(text::lower(word))) {
        joined = true;
      } else if (joined && tokens[next].kind == TokenKind::word && is_suspended(word)) {
        parts.push_back(without_hyphen(word));
        places.push_back(next);
        joined = false;
      } else {
        break;
      }
    }
    // A chain that comes to nothing does so from each of its words.
    at = tokens[next - 1].span.end;
    if (!joined || next == count || tokens[next].kind != TokenKind::word) continue;
    const std::string_view whole = surface(next);
    const std::string folded = text::lower(whole);
    if (wanted && std::none_of(parts.begin(), parts.end(),
                               [&](std::string_view part) { return wanted(text::lower(part), folded); }))
      continue;
    // Where lower case has other bytes, its places are not those of the word.
    const std::size_t shared = folded.size() == whole.size() ? shared_part(folded, parts) : whole.size();
    if (shared >= whole.size()) continue;
    places.push_back(next);
    Ellipsis ellipsis{token, next + 1, {}, std::move(places), static_cast<std::uint32_t>(shared)};
    for (const std::string_view part : parts) {
      const std::string_view hyphen = keeps_hyphen(part) ? "-" : "";
      ellipsis.words.push_back(std::string(part).append(hyphen).append(whole.substr(shared)));
    }
    ellipsis.words.emplace_back(whole);
    found.push_back(std::move(ellipsis));
    at = tokens[next].span.end;
  }
  return found;
}

}  // namespace ordagrant::forms
