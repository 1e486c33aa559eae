// Any bytes, read as a lexicon file: they are refused by a RequestError, or give entries that hold what the format
// says, and whose matches in those bytes are those of the slow twin. Any bytes as a text: the entries that are shipped
// match as the slow twin says, with what was found in other texts as without; and words searched for as they are given
// stand wherever a look at every token finds them.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lexicon/naive_matcher.h"
#include "ordagrant/base/error.h"
#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/lexicon/format.h"
#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/lexicon/search.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"
#include "promises.h"
#include "shipped_lexicon.h"

namespace ordagrant::lexicon {
namespace {

using tokens::Token;

struct Read {
  Read(std::string_view of, const tokens::Tokeniser& tokeniser, const forms::EllipsisFinder& finder)
      : text(of), found(tokeniser.tokenise(of)), sentences(tokens::sentences(of, found)) {
    ellipses = finder.find(of, found);
  }

  std::string_view text;
  std::vector<Token> found;
  std::vector<std::uint32_t> sentences;
  std::vector<forms::Ellipsis> ellipses;
};

auto all_of(const Match& match) {
  return std::tuple(match.entry, match.sentence, match.token_begin, match.token_end, match.span.begin, match.span.end);
}

void require_same(std::span<const Match> matches, std::span<const Match> twins) {
  require(std::equal(matches.begin(), matches.end(), twins.begin(), twins.end(),
                     [](const Match& a, const Match& b) { return all_of(a) == all_of(b); }));
}

// What every match is, whoever finds it.
void check(const Match& match, const Read& read) {
  require(match.token_begin < match.token_end && match.token_end <= read.found.size());
  require(match.span == ByteSpan{read.found[match.token_begin].span.begin, read.found[match.token_end - 1].span.end});
  require(match.sentence < read.sentences.size() && read.sentences[match.sentence] <= match.token_begin);
  require(match.sentence + 1 == read.sentences.size() || match.token_end <= read.sentences[match.sentence + 1]);
}

void check(std::span<const Match> matches, const Read& read, const Matcher& matcher) {
  std::uint32_t behind = 0;
  for (const Match& match : matches) {
    check(match, read);
    require(behind <= match.token_begin && matcher.entries()[match.entry].pole != Pole::none);
    behind = match.token_end;
  }
}

// A term and its words, with what stands for their stars.
struct Asked {
  struct Word {
    std::string_view text;
    bool open_before = false;
    bool open_behind = false;
  };

  std::string term;
  std::vector<Word> words;
};

const std::vector<Asked>& asked() {
  static const std::vector<Asked> terms{{"tillit", {{"tillit"}}},
                                        {"till*", {{"till", false, true}}},
                                        {"*styrning", {{"styrning", true, false}}},
                                        {"*til*", {{"til", true, true}}},
                                        {"a", {{"a"}}},
                                        {"mer Tillit", {{"mer"}, {"tillit"}}},
                                        {"og *s og", {{"og"}, {"s", true, false}, {"og"}}},
                                        {"*e* *e* *e*", {{"e", true, true}, {"e", true, true}, {"e", true, true}}}};
  return terms;
}

// Every token looked at for every term.
std::vector<Match> searched_slowly(const Read& read) {
  const auto fits = [&](const Asked::Word& word, std::uint32_t token) {
    const std::string folded = text::lower(read.found[token].span.of(read.text));
    if (word.open_before && word.open_behind) return folded.find(word.text) != std::string::npos;
    if (word.open_before) return folded.ends_with(word.text);
    return word.open_behind ? folded.starts_with(word.text) : folded == word.text;
  };
  std::vector<Match> found;
  for (std::uint32_t token = 0; token < read.found.size(); ++token) {
    const auto behind = std::upper_bound(read.sentences.begin(), read.sentences.end(), token);
    const auto end = behind == read.sentences.end() ? static_cast<std::uint32_t>(read.found.size()) : *behind;
    for (std::uint32_t term = 0; term < asked().size(); ++term) {
      const std::vector<Asked::Word>& words = asked()[term].words;
      if (end - token < words.size()) continue;
      std::uint32_t word = 0;
      while (word < words.size() && fits(words[word], token + word)) ++word;
      if (word == words.size())
        found.push_back({term,
                         static_cast<std::uint32_t>(behind - read.sentences.begin() - 1),
                         token,
                         token + word,
                         {read.found[token].span.begin, read.found[token + word - 1].span.end}});
    }
  }
  std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
    return std::tuple(a.token_begin, a.token_end, a.entry) < std::tuple(b.token_begin, b.token_end, b.entry);
  });
  return found;
}

// The rooms of a language, and the lexicon that is shipped for it.
class Language {
 public:
  explicit Language(const std::string& code)
      : code_(code),
        tokeniser_({.language = code}),
        finder_(code),
        matcher_(code, shipped_lexicon(code)),
        naive_(code, matcher_.entries()),
        search_(code, terms(), {.exact = true}),
        inflected_(code, terms()) {}

  void check_shipped(std::string_view text) {
    const Read read(text, tokeniser_, finder_);
    const std::vector<Match> matches = matcher_.match(text, read.found, read.sentences, read.ellipses);
    check(matches, read, matcher_);
    require_same(matches, naive_.match(text, read.found, read.sentences, read.ellipses));
    // What it knows of other texts changes nothing.
    require_same(matches, matcher_.match(text, read.found, read.sentences, read.ellipses, memory_));
    if (memory_.bytes() > kMemory) memory_ = {};
    check_search(read);
  }

  void check_entries(const std::vector<Entry>& all, std::string_view text) const {
    const Matcher matcher(code_, all);
    if (matcher.entries().empty()) return;
    const Read read(text, tokeniser_, finder_);
    const std::vector<Match> matches = matcher.match(text, read.found, read.sentences, read.ellipses);
    check(matches, read, matcher);
    forms::EllipsisFinder::Memory suspended;
    const std::vector<forms::Ellipsis> wanted =
        finder_.find(text, read.found, suspended,
                     [&](std::string_view part, std::string_view whole) { return matcher.may_restore(part, whole); });
    require_same(matches, matcher.match(text, read.found, read.sentences, wanted));
    require_same(matches,
                 NaiveMatcher(code_, matcher.entries()).match(text, read.found, read.sentences, read.ellipses));
  }

 private:
  static constexpr std::size_t kMemory = 1U << 20U;

  static std::vector<std::string> terms() {
    std::vector<std::string> terms;
    for (const Asked& one : asked()) terms.push_back(one.term);
    return terms;
  }

  void check_search(const Read& read) const {
    const std::vector<Match> exact = search_.find(read.text, read.found, read.sentences, read.ellipses);
    for (const Match& match : exact) check(match, read);
    require_same(exact, searched_slowly(read));
    // In all forms the same and more; but what a suspended compound is found by has its place.
    const std::vector<Match> more = inflected_.find(read.text, read.found, read.sentences, read.ellipses);
    for (const Match& match : more) check(match, read);
    for (const Match& match : exact)
      require(std::any_of(more.begin(), more.end(), [&](const Match& other) {
        return other.entry == match.entry && other.token_begin <= match.token_begin &&
               match.token_end <= other.token_end;
      }));
  }

  std::string code_;
  tokens::Tokeniser tokeniser_;
  forms::EllipsisFinder finder_;
  Matcher matcher_;
  NaiveMatcher naive_;
  Search search_;
  Search inflected_;
  Matcher::Memory memory_;
};

void check(std::span<const Entry> entries) {
  const std::vector<std::string>& shipped = language::shipped();
  for (const Entry& entry : entries) {
    require(std::find(shipped.begin(), shipped.end(), entry.language) != shipped.end());
    require(!entry.category.empty() && !entry.term.empty() && is_well_formed(entry.term));
    const auto words = static_cast<std::size_t>(std::count(entry.term.begin(), entry.term.end(), ' ')) + 1;
    require(entry.pos.size() == words && (words == 1 || entry.kind == Kind::phrase));
    require(is_well_formed(entry.note) && is_well_formed(entry.source));
  }
}

std::vector<Entry> entries_of(std::string_view content) {
  try {
    return parse("fuzz", content);
  } catch (const RequestError&) {
    return {};
  }
}

}  // namespace
}  // namespace ordagrant::lexicon

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ordagrant::lexicon;
  static std::array languages{Language("da"), Language("nb"), Language("sv")};
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::vector<Entry> entries = entries_of(text);
  check(entries);
  for (Language& language : languages) {
    language.check_shipped(text);
    if (!entries.empty()) language.check_entries(entries, text);
  }
  return 0;
}
