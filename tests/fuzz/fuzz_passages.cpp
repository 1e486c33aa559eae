// Any bytes: the passages cover the tokens without gaps; each lies in the innermost of the sections, which lie inside
// each other, wherever a text is cut into stretches; quotations and facts are in order and inside the text, with the
// fields of their kind; and what they say of a well-formed text is well-formed.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/passages/facts.h"
#include "ordagrant/passages/paragraphs.h"
#include "ordagrant/passages/quotes.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"
#include "promises.h"

namespace ordagrant::passages {
namespace {

using tokens::Token;

// ISO 8601: a day that there is.
bool is_day(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return false;
  const auto number = [&](std::size_t at, std::size_t size) {
    unsigned value = 0;
    for (const char digit : date.substr(at, size)) {
      require(digit >= '0' && digit <= '9');
      value = 10 * value + static_cast<unsigned>(digit - '0');
    }
    return value;
  };
  const unsigned year = number(0, 4);
  const unsigned month = number(5, 2);
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const unsigned days = month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  return month >= 1 && month <= 12 && number(8, 2) >= 1 && number(8, 2) <= days;
}

void check(const Structure& structure, std::uint32_t count) {
  require(!structure.sections.empty());
  const Section& document = structure.sections.front();
  require(document.level == 0 && document.begin == 0 && document.end == count && document.parent == 0);
  std::vector<std::uint32_t> ends(256, 0);  // of the last section of each level
  for (std::size_t at = 1; at < structure.sections.size(); ++at) {
    const Section& section = structure.sections[at];
    require(section.parent < at && section.begin < section.end);
    const Section& parent = structure.sections[section.parent];
    require(structure.sections[at - 1].begin <= section.begin);
    require(parent.begin <= section.begin && section.end <= parent.end && section.level == parent.level + 1);
    require(ends[section.level] <= section.begin);
    ends[section.level] = section.end;
    require(section.date.empty() || is_day(section.date));
  }
  std::uint32_t behind = 0;
  for (const Passage& passage : structure.passages) {
    require(passage.begin == behind && passage.begin < passage.end && passage.section < structure.sections.size());
    behind = passage.end;
    const Section& section = structure.sections[passage.section];
    require(section.begin <= passage.begin && passage.end <= section.end);
    for (std::size_t at = passage.section + 1; at < structure.sections.size(); ++at) {
      const Section& other = structure.sections[at];
      require(other.parent != passage.section || other.end <= passage.begin || passage.end <= other.begin);
    }
  }
  require(behind == count);
}

const Passage& passage_at(const Structure& structure, std::uint32_t token) {
  const auto behind = std::upper_bound(structure.passages.begin(), structure.passages.end(), token,
                                       [](std::uint32_t at, const Passage& passage) { return at < passage.begin; });
  return *std::prev(behind);
}

void check(std::string_view text, std::span<const Token> tokens, const Structure& structure,
           std::span<const Quote> quotes, bool is_whole) {
  Quote before;
  for (const Quote& quote : quotes) {
    require(before.begin <= quote.begin && quote.begin < quote.end && quote.end <= tokens.size());
    require(before.begin < quote.begin || before.end >= quote.end || &quote == &quotes.front());
    // In a stretch the speaker may be named before it.
    require(quote.speaker_span ? !quote.speaker.empty() : quote.speaker.empty() || !is_whole);
    if (quote.speaker_span)
      require(quote.speaker_span->begin < quote.speaker_span->end && quote.speaker_span->end <= text.size());
    // What no mark ends stays in its passage.
    require(quote.closed || quote.end <= passage_at(structure, quote.begin).end);
    before = quote;
  }
}

void check(std::string_view text, std::span<const Token> tokens, const Structure& structure,
           std::span<const Fact> facts) {
  std::uint32_t before = 0;
  for (const Fact& fact : facts) {
    require(before <= fact.span.begin && fact.span.begin < fact.span.end && fact.span.end <= text.size());
    before = fact.span.begin;
    require(fact.passage < structure.passages.size());
    const Passage& passage = structure.passages[fact.passage];
    require(tokens[passage.begin].span.begin <= fact.span.begin && fact.span.begin < tokens[passage.end - 1].span.end);

    const bool decides = fact.kind == FactKind::decision;
    const bool assigns = fact.kind == FactKind::assignment;
    const bool voted = fact.yes || fact.no || fact.abstain || !fact.names.empty();
    const std::string_view words = fact.span.of(text);
    require(voted == (fact.kind == FactKind::vote));
    for (const auto& votes : {fact.yes, fact.no, fact.abstain}) require(!votes || *votes >= 0);
    require(fact.outcome.empty() != decides && (decides || fact.body.empty()));
    require(fact.owner.empty() != assigns && (assigns || fact.due.empty()));
    require(decides || assigns || (fact.date.empty() && fact.number.empty()));
    require(words.find(fact.outcome) != std::string_view::npos && words.find(fact.owner) != std::string_view::npos);
    require(fact.date.empty() || is_day(fact.date));
    const bool is_part = fact.due.size() == 4 || fact.due.size() == 7;  // 2024, 2024-03, 2024-Q2
    require(fact.due.empty() || is_part || is_day(fact.due));
    require(fact.value.has_value() == (fact.kind == FactKind::figure));
    require(fact.value || (!fact.value_high && !fact.compared && fact.unit.empty()));
    for (const auto& value : {fact.value, fact.value_high, fact.compared}) require(!value || std::isfinite(*value));
    require(!fact.value_high || *fact.value < *fact.value_high);
  }
}

void check_well_formed(const Structure& structure, std::span<const Quote> quotes, std::span<const Fact> facts) {
  for (const Section& section : structure.sections)
    for (const std::string* said : {&section.title, &section.number, &section.speaker}) require(is_well_formed(*said));
  for (const std::string& participant : structure.participants) require(is_well_formed(participant));
  for (const Quote& quote : quotes) require(is_well_formed(quote.speaker));
  for (const Fact& fact : facts)
    for (const std::string* said : {&fact.names, &fact.body, &fact.outcome, &fact.number, &fact.owner, &fact.unit})
      require(is_well_formed(*said));
}

// A paragraph begins with the token behind an empty line.
void check_paragraphs(std::string_view text, std::span<const Token> tokens) {
  const std::vector<std::uint32_t> starts = paragraphs(text, tokens);
  require(starts.empty() == tokens.empty() && (starts.empty() || starts.front() == 0));
  require(std::adjacent_find(starts.begin(), starts.end(), std::greater_equal<>()) == starts.end());
  require(starts.empty() || starts.back() < tokens.size());
}

struct Readers {
  explicit Readers(std::string_view language)
      : tokeniser({.language = std::string(language)}), structure(language), quotes(language), facts(language) {}

  void check(std::string_view text) const {
    const std::vector<Token> found = tokeniser.tokenise(text);
    const std::vector<std::uint32_t> sentences = tokens::sentences(text, found);
    const Structure whole = structure.read(text, found);
    passages::check(whole, static_cast<std::uint32_t>(found.size()));
    const std::vector<Quote> quoted = quotes.read(text, found, sentences, whole);
    passages::check(text, found, whole, quoted, true);
    const std::vector<Fact> stated = facts.read(text, found, sentences, whole);
    passages::check(text, found, whole, stated);
    if (is_well_formed(text)) check_well_formed(whole, quoted, stated);
    check_paragraphs(text, found);
  }

  // The text in stretches that end behind every so many bytes.
  void check_stretches(std::string_view text, std::size_t size) const {
    StructureState state;
    for (std::size_t begin = 0; begin < text.size(); begin += size) {
      const std::string_view stretch = text.substr(begin, size);
      const std::vector<Token> found = tokeniser.tokenise(stretch);
      const std::vector<std::uint32_t> sentences = tokens::sentences(stretch, found);
      const Structure read = structure.read(stretch, found, state);
      passages::check(read, static_cast<std::uint32_t>(found.size()));
      passages::check(stretch, found, read, quotes.read(stretch, found, sentences, read), false);
      passages::check(stretch, found, read, facts.read(stretch, found, sentences, read));
    }
  }

  tokens::Tokeniser tokeniser;
  StructureReader structure;
  QuoteReader quotes;
  FactReader facts;
};

}  // namespace
}  // namespace ordagrant::passages

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using ordagrant::passages::Readers;
  static const Readers swedish("sv");
  static const Readers danish("da");
  static const Readers any("und");
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const Readers* readers : {&swedish, &danish, &any}) {
    readers->check(text);
    readers->check_stretches(text, 1 + size / 3);
  }
  return 0;
}
