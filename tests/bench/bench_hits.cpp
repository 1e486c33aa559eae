// hits: the whole way from bytes to matches of the lexicon, against one RE2 alternation of its surface forms.

#include <re2/re2.h>

#include <set>
#include <utility>

#include "measure.h"
#include "ordagrant/forms/paradigms.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/lexicon/format.h"
#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/passages/quotes.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/stance/context.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/reading.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::bench {
namespace {

constexpr std::string_view kLanguage = "sv";

// A text mended, tokens, sentences, matches, polarity and voice: what stands behind a row of hits.
class Hits {
 public:
  explicit Hits(std::span<const lexicon::Entry> entries)
      : tokeniser_({.language = std::string(kLanguage)}),
        ellipses_(kLanguage),
        structure_(kLanguage),
        quotes_(kLanguage),
        matcher_(kLanguage, entries),
        context_(kLanguage) {}

  // Each run begins at the first document, without a memory of words, and keeps it from there on, and who speaks is
  // asked where something was found: as the kernel does.
  std::size_t operator()(std::string_view document) {
    if (document.data() == first_) {
      suspended_ = {};
      memory_ = {};
    }
    if (first_ == nullptr) first_ = document.data();
    const text::Reading reading(document, {.knowledge = language::knowledge(kLanguage)});
    const std::vector<tokens::Token> tokens = tokeniser_.tokenise(reading.text());
    const std::vector<std::uint32_t> sentences = tokens::sentences(reading.text(), tokens);
    const std::vector<forms::Ellipsis> ellipses = ellipses_.find(
        reading.text(), tokens, suspended_,
        [&](std::string_view part, std::string_view whole) { return matcher_.may_restore(part, whole); });
    const std::vector<lexicon::Match> matches = matcher_.match(reading.text(), tokens, sentences, ellipses, memory_);
    if (matches.empty()) return 0;
    const passages::Structure structure = structure_.read(reading.text(), tokens);
    const std::vector<passages::Quote> quotes = quotes_.read(reading.text(), tokens, sentences, structure);
    return context_.read(reading.text(), tokens, sentences, quotes, matches, matcher_.entries()).size();
  }

 private:
  tokens::Tokeniser tokeniser_;
  forms::EllipsisFinder ellipses_;
  passages::StructureReader structure_;
  passages::QuoteReader quotes_;
  lexicon::Matcher matcher_;
  stance::Context context_;
  forms::EllipsisFinder::Memory suspended_;
  lexicon::Matcher::Memory memory_;
  const char* first_ = nullptr;  // of the first document
};

// One alternation of the forms of all entries; the longest of those that begin first. Compounds are
// left out, and which entry it was is not asked: both would only cost the peer time.
class Alternation {
 public:
  explicit Alternation(std::span<const lexicon::Entry> entries) : expression_(pattern(entries), options()) {
    if (!expression_.ok()) throw std::runtime_error("RE2: " + expression_.error());
  }

  std::size_t operator()(std::string_view document) const {
    const re2::StringPiece text(document.data(), document.size());
    re2::StringPiece match;
    std::size_t found = 0;
    std::size_t at = 0;
    while (expression_.Match(text, at, text.size(), re2::RE2::UNANCHORED, &match, 1)) {
      const auto begin = static_cast<std::size_t>(match.data() - text.data());
      const std::size_t end = begin + match.size();
      if (is_edge(document, begin) && is_edge(document, end)) {
        ++found;
        at = end;
      } else {
        at = word_end(document, begin);  // no other match can begin in this word
      }
    }
    return found;
  }

 private:
  static re2::RE2::Options options() {
    re2::RE2::Options options;
    options.set_longest_match(true);
    options.set_case_sensitive(false);
    options.set_never_capture(true);
    options.set_max_mem(std::int64_t{1} << 31U);  // enough for its automaton never to be thrown away
    return options;
  }

  static std::string pattern(std::span<const lexicon::Entry> entries) {
    const forms::Paradigms paradigms(kLanguage);
    std::set<std::string> alternatives;
    for (const lexicon::Entry& entry : entries) {
      if (entry.language != kLanguage) continue;
      if (entry.kind == lexicon::Kind::stem) {
        alternatives.insert(re2::RE2::QuoteMeta(entry.term) + "\\pL*");
        continue;
      }
      const std::vector<std::string_view> words = language::cells(entry.term, ' ');
      std::string phrase;
      for (std::size_t word = 0; word < words.size(); ++word) {
        std::vector<std::string> forms = paradigms.inflect(words[word], entry.pos[word]);
        for (std::string& form : forms) form = re2::RE2::QuoteMeta(form);
        if (word > 0) phrase += "\\s+";
        phrase.append("(?:").append(joined(forms)).append(")");
      }
      alternatives.insert(entry.exact_case ? "(?-i:" + phrase + ")" : phrase);
    }
    return joined(alternatives);
  }

  template <typename Strings>
  static std::string joined(const Strings& alternatives) {
    std::string all;
    for (const std::string& alternative : alternatives) all.append(all.empty() ? "" : "|").append(alternative);
    return all;
  }

  static bool is_word(char32_t code) { return text::is_letter(code) || text::is_digit(code); }

  // RE2's \b knows ASCII alone, so the edges of words are looked for here.
  static bool is_edge(std::string_view text, std::size_t at) {
    return at == 0 || at == text.size() || !is_word(text::character_before(text, at).code) ||
           !is_word(text::character_at(text, at).code);
  }

  static std::size_t word_end(std::string_view text, std::size_t at) {
    at += text::character_at(text, at).size;
    while (at < text.size()) {
      const text::Character next = text::character_at(text, at);
      if (!is_word(next.code)) break;
      at += next.size;
    }
    return at;
  }

  re2::RE2 expression_;
};

void hits(std::string_view content, unsigned runs, std::span<const std::string> lexicons) {
  std::vector<lexicon::Entry> entries;
  for (const std::string& path : lexicons) {
    std::vector<lexicon::Entry> more = lexicon::parse(path, read_file(path));
    entries.insert(entries.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  Hits ours(entries);
  const Alternation peer(entries);
  compare(
      content, runs, [&](std::string_view document) { return ours(document); },
      [&](std::string_view document) { return peer(document); });
}

}  // namespace
}  // namespace ordagrant::bench

int main(int count, char** values) {
  return ordagrant::bench::main_of(count, values, "bench_hits TEXT RUNS LEXICON...", 1,
                                   [](std::string_view content, unsigned runs, std::span<const std::string> lexicons) {
                                     ordagrant::bench::hits(content, runs, lexicons);
                                   });
}
