#include "ordagrant/lexicon/matcher.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/forms/paradigms.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/lexicon/internal/sieve.h"
#include "ordagrant/lexicon/internal/string_table.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::lexicon {

namespace {

using internal::Sieve;
using internal::StringKey;
using internal::StringTable;
using tokens::Token;

// An entry under one of its forms.
struct Form {
  std::uint32_t entry;
  std::string exact;  // the only surface that counts, where the entry's case is exact
};

// Word beginnings (or, read backwards, ends), as a tree of bytes: a word is followed until it parts
// from all of them, which most do within a few letters. The children of a node lie side by side,
// so that the whole tree stays in the cache.
class AffixTree {
 public:
  explicit AffixTree(bool at_end) : at_end_(at_end) {}

  void add(std::string_view affix, Form form) {
    std::string key(affix);
    if (at_end_) std::reverse(key.begin(), key.end());
    keys_[key].push_back(std::move(form));
  }

  // Ends the adding. Requires: it is called once, before each().
  void freeze() {
    // Breadth first: a node stands for the keys of a range that begin alike up to its depth.
    struct Range {
      std::size_t begin;
      std::size_t end;
      std::size_t depth;
    };
    const std::vector<std::pair<std::string, std::vector<Form>>> sorted(keys_.begin(), keys_.end());
    keys_.clear();
    std::vector<Range> ranges{{0, sorted.size(), 0}};
    labels_.push_back('\0');
    for (std::size_t node = 0; node < ranges.size(); ++node) {
      auto [begin, end, depth] = ranges[node];
      Node made;
      if (begin < end && sorted[begin].first.size() == depth && depth > 0) {
        made.forms = static_cast<std::uint32_t>(forms_.size());
        forms_.push_back(sorted[begin++].second);
      }
      made.children = static_cast<std::uint32_t>(ranges.size());
      while (begin < end) {
        const char label = sorted[begin].first[depth];
        std::size_t next = begin;
        while (next < end && sorted[next].first[depth] == label) ++next;
        ranges.push_back({begin, next, depth + 1});
        labels_.push_back(label);
        begin = next;
      }
      made.count = static_cast<std::uint32_t>(ranges.size()) - made.children;
      nodes_.push_back(made);
    }
  }

  // Calls found(form, length) for every affix, of that length, that `word` begins (ends) with.
  template <typename Found>
  void each(std::string_view word, Found found) const {
    const Node* node = nodes_.data();
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char byte = at_end_ ? word[word.size() - 1 - i] : word[i];
      const void* label = std::memchr(labels_.data() + node->children, byte, node->count);
      if (label == nullptr) return;
      node = nodes_.data() + (static_cast<const char*>(label) - labels_.data());
      if (node->forms != kNone)
        for (const Form& form : forms_[node->forms]) found(form, i + 1);
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  struct Node {
    std::uint32_t children = 0;  // the first of them, in nodes_
    std::uint32_t count = 0;
    std::uint32_t forms = kNone;  // in forms_
  };

  bool at_end_;
  std::map<std::string, std::vector<Form>> keys_;  // until freeze()
  std::vector<Node> nodes_;
  std::vector<char> labels_;  // the byte that leads to each node
  std::vector<std::vector<Form>> forms_;
};

// The steps of phrases: a node and a word lead to a node. Side by side and half empty, for a phrase is looked for in
// more places than there are phrases, and each costs one look into memory.
class Steps {
 public:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFFU;

  std::uint32_t find(std::uint32_t node, std::uint32_t word) const { return slots_[place_of(key(node, word))].next; }
  // Where the step leads, to be set if it is new.
  std::uint32_t& add(std::uint32_t node, std::uint32_t word) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[place_of(key(node, word))];
    if (slot.key == kNone) ++count_;
    slot.key = key(node, word);
    return slot.next;
  }

 private:
  static constexpr std::uint64_t kNone = 0xFFFFFFFFFFFFFFFFU;  // the step from nowhere by no word
  struct Slot {
    std::uint64_t key = kNone;
    std::uint32_t next = kNowhere;
  };

  static std::uint64_t key(std::uint32_t node, std::uint32_t word) { return std::uint64_t{node} << 32U | word; }
  std::size_t place_of(std::uint64_t key) const {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
    std::size_t at = (key ^ key >> 29U) * kSpread >> 32U & (slots_.size() - 1);
    while (slots_[at].key != kNone && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
    for (const Slot& slot : old)
      if (slot.key != kNone) slots_[place_of(slot.key)] = slot;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::size_t count_ = 0;
};

// Every word that the lexicon knows, and what may come of it.
class Words {
 public:
  static constexpr std::uint32_t kUnknown = StringTable::kAbsent;
  static constexpr std::uint32_t kNowhere = Steps::kNowhere;

  std::uint32_t add(const std::string& folded) {
    const std::uint32_t number = keys_.add(folded);
    if (number == words_.size()) words_.emplace_back();
    return number;
  }
  std::uint32_t find(std::string_view folded) const { return keys_.find(folded); }

  void add_form(std::uint32_t word, Form form) { words_[word].forms.push_back(std::move(form)); }
  std::span<const Form> forms(std::uint32_t word) const { return words_[word].forms; }

  // Phrases are a tree: a node is what has been read so far, and a phrase stands in it once for every
  // combination of its forms. Requires of all: `word` is a number that this gave.
  std::uint32_t begin(std::uint32_t word) const { return words_[word].node; }
  std::uint32_t step(std::uint32_t node, std::uint32_t word) const { return steps_.find(node, word); }
  std::uint32_t grow(std::uint32_t node, std::uint32_t word) {
    std::uint32_t& next = node == kNowhere ? words_[word].node : steps_.add(node, word);
    if (next == kNowhere) {
      next = static_cast<std::uint32_t>(ends_.size());
      ends_.emplace_back();
    }
    return next;
  }
  void end(std::uint32_t node, Form form) { ends_[node].push_back(std::move(form)); }
  std::span<const Form> ends(std::uint32_t node) const { return ends_[node]; }

 private:
  struct Word {
    std::vector<Form> forms;        // entries that this word is a form of
    std::uint32_t node = kNowhere;  // where the phrases begin that begin with it
  };

  StringTable keys_;
  std::vector<Word> words_;
  Steps steps_;
  std::vector<std::vector<Form>> ends_;  // of each node: the entries that end there
};

// A match that may still lose to another one.
struct Candidate {
  Match match;
  std::size_t part = 0;  // bytes of the part that matched, where the word is a compound
  Kind kind = Kind::lemma;
  bool compound = false;

  // The better of two of the same length comes first; the order of the text breaks the last tie.
  auto rank() const {
    const auto part_first = std::numeric_limits<std::size_t>::max() - part;
    const int kind_first = kind == Kind::phrase ? 0 : kind == Kind::lemma ? 1 : 2;
    return std::tuple(kind_first, compound, part_first, match.entry, match.token_begin);
  }
};

bool better(const Candidate& a, const Candidate& b) {
  if (a.match.span.size() != b.match.span.size()) return a.match.span.size() > b.match.span.size();
  return a.rank() < b.rank();
}

// Can `rest` be the other part of a compound? It has three letters or more, one of them a vowel;
// a hyphen may stand where the parts meet.
bool is_part(std::string_view rest) {
  constexpr std::string_view kVowels = "aeiouy\u00E5\u00E4\u00F6\u00E6\u00F8\u00E9\u00FC";
  std::size_t letters = 0;
  bool vowel = false;
  for (std::size_t at = 0; at < rest.size();) {
    const text::Character next = text::character_at(rest, at);
    if (text::is_letter(next.code)) {
      ++letters;
      vowel = vowel || kVowels.find(rest.substr(at, next.size)) != std::string_view::npos;
    } else if (next.code != '-' && next.code != 0x2010 && next.code != 0x2011) {
      return false;
    }
    at += next.size;
  }
  return letters >= 3 && vowel;
}

}  // namespace

namespace {

// An entry that a word fits, by so many bytes of it.
struct Fit {
  std::uint32_t entry;
  std::size_t part;
  bool compound;
};

}  // namespace

struct Matcher::Tables {
  Words words;                           // whole, alone or in phrases
  AffixTree stems{false};                // beginnings
  AffixTree modifiers{false};            // first parts of compounds
  AffixTree heads{true};                 // last parts of compounds
  Sieve sieve;                           // of all of these
  std::vector<std::string> whole_words;  // alone, sorted

  void add(const Entry& entry, std::uint32_t index, const forms::Paradigms& paradigms,
           const tokens::Tokeniser& tokeniser);
  void add_beginning(AffixTree& tree, std::string_view surface, Form form);
  // The number of a word, and every entry that it fits `alone`, outside a phrase.
  std::uint32_t look_up(std::string_view surface, bool alone, std::vector<Fit>& fits) const;
};

void Matcher::Tables::add(const Entry& entry, std::uint32_t index, const forms::Paradigms& paradigms,
                          const tokens::Tokeniser& tokeniser) {
  const auto form = [&](const std::string& surface) { return Form{index, entry.exact_case ? surface : std::string{}}; };
  if (entry.kind == Kind::stem) {
    add_beginning(stems, entry.term, form(entry.term));
    return;
  }

  // The words of the term, each in its forms; one word can be several tokens (a slash in it).
  std::vector<std::vector<std::string>> steps;
  const std::vector<std::string_view> words_of_term = language::cells(entry.term, ' ');
  if (entry.pos.size() != words_of_term.size())
    throw RequestError("'" + entry.term + "' has " + std::to_string(words_of_term.size()) + " words and " +
                       std::to_string(entry.pos.size()) + " tags");
  // SOU 2018:47 is one token with its space, and stays as it is.
  const bool whole = words_of_term.size() > 1 && tokeniser.tokenise(entry.term).size() == 1;
  if (whole) steps.push_back({entry.term});
  for (std::size_t word = 0; !whole && word < words_of_term.size(); ++word) {
    const std::vector<Token> parts = tokeniser.tokenise(words_of_term[word]);
    for (const Token& part : parts) {
      const std::string lemma(part.span.of(words_of_term[word]));
      steps.push_back(&part == &parts.back() ? paradigms.inflect(lemma, entry.pos[word]) : std::vector{lemma});
    }
  }

  if (steps.empty()) return;  // white space is found nowhere
  if (steps.size() == 1) {
    for (const std::string& surface : steps.front()) {
      const std::string folded = text::lower(surface);
      sieve.add_word(folded);
      words.add_form(words.add(folded), form(surface));
      whole_words.push_back(folded);
    }
    if (entry.compound == Compound::modifier || entry.compound == Compound::either)
      for (const std::string& surface : paradigms.modifiers(entry.term))
        add_beginning(modifiers, surface, form(surface));
    if (entry.compound == Compound::head || entry.compound == Compound::either)
      for (const std::string& surface : steps.front()) {
        const std::string folded = text::lower(surface);
        sieve.add_end(folded);
        heads.add(folded, form(surface));
      }
    return;
  }

  for (const std::string& first : steps[0])
    for (const std::string& second : steps[1]) sieve.add_pair(text::lower(first), text::lower(second));
  // Every combination, one path each.
  std::vector<std::pair<std::uint32_t, std::string>> paths{{Words::kNowhere, ""}};
  for (const std::vector<std::string>& step : steps) {
    std::vector<std::pair<std::uint32_t, std::string>> longer;
    for (const auto& [node, surface] : paths)
      for (const std::string& next : step)
        longer.emplace_back(words.grow(node, words.add(text::lower(next))), surface + next);
    paths = std::move(longer);
  }
  for (const auto& [node, surface] : paths) words.end(node, form(surface));
}

void Matcher::Tables::add_beginning(AffixTree& tree, std::string_view surface, Form form) {
  const std::string folded = text::lower(surface);
  sieve.add_beginning(folded);
  tree.add(folded, std::move(form));
}

std::uint32_t Matcher::Tables::look_up(std::string_view surface, bool alone, std::vector<Fit>& fits) const {
  const std::string folded = text::lower(surface);
  const std::uint32_t word = words.find(folded);
  if (!alone) return word;
  if (word != Words::kUnknown)
    for (const Form& form : words.forms(word))
      if (form.exact.empty() || form.exact == surface) fits.push_back({form.entry, folded.size(), false});
  stems.each(folded, [&](const Form& form, std::size_t length) {
    if (surface.starts_with(form.exact)) fits.push_back({form.entry, length, false});
  });
  modifiers.each(folded, [&](const Form& form, std::size_t length) {
    if (surface.starts_with(form.exact) && is_part(std::string_view(folded).substr(length)))
      fits.push_back({form.entry, length, true});
  });
  heads.each(folded, [&](const Form& form, std::size_t length) {
    if (surface.ends_with(form.exact) && is_part(std::string_view(folded).substr(0, folded.size() - length)))
      fits.push_back({form.entry, length, true});
  });
  return word;
}

Matcher::Matcher(std::string_view language, std::span<const Entry> entries) {
  const forms::Paradigms paradigms(language);
  const tokens::Tokeniser tokeniser({.language = std::string(language)});
  auto tables = std::make_unique<Tables>();
  for (const Entry& entry : entries) {
    if (entry.language != language) continue;
    tables->add(entry, static_cast<std::uint32_t>(entries_.size()), paradigms, tokeniser);
    entries_.push_back(entry);
  }
  for (AffixTree* tree : {&tables->stems, &tables->modifiers, &tables->heads}) tree->freeze();
  std::sort(tables->whole_words.begin(), tables->whole_words.end());
  tables_ = std::move(tables);
}

bool Matcher::may_restore(std::string_view part, std::string_view whole) const {
  const std::vector<std::string>& words = tables_->whole_words;
  for (auto word = std::lower_bound(words.begin(), words.end(), part); word != words.end() && word->starts_with(part);
       ++word) {
    std::string_view rest = std::string_view(*word).substr(part.size());
    if (rest.starts_with('-')) rest.remove_prefix(1);
    if (whole.ends_with(rest)) return true;
  }
  return false;
}

struct Matcher::Memory::Words {
  struct Seen {
    std::uint32_t number;  // among the matcher's words
    std::uint32_t node;    // where phrases go on that begin with it
    std::uint32_t fits_begin;
    std::uint32_t fits_end;
  };

  StringTable surfaces;
  std::vector<Seen> seen;  // by the number of the surface
  std::vector<Fit> fits;
};

Matcher::Memory::Memory() : words_(std::make_unique<Words>()) {}
Matcher::Memory::~Memory() = default;
Matcher::Memory::Memory(Memory&&) noexcept = default;
Matcher::Memory& Matcher::Memory::operator=(Memory&&) noexcept = default;
std::size_t Matcher::Memory::bytes() const noexcept {
  return words_->surfaces.bytes() + words_->seen.size() * sizeof(Words::Seen) + words_->fits.size() * sizeof(Fit);
}

Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;

namespace {

// The candidates that win, in the order of the text.
std::vector<Match> winners(std::vector<Candidate> candidates) {
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.match.token_begin < b.match.token_begin; });
  std::vector<Match> won;
  for (std::size_t first = 0; first < candidates.size();) {
    // A knot: candidates that overlap, directly or through others. Nearly all are of one word.
    std::size_t last = first;
    std::uint32_t end = 0;
    for (; last < candidates.size() && (last == first || candidates[last].match.token_begin < end); ++last)
      end = std::max(end, candidates[last].match.token_end);
    const std::uint32_t begin = candidates[first].match.token_begin;
    std::sort(candidates.begin() + static_cast<std::ptrdiff_t>(first),
              candidates.begin() + static_cast<std::ptrdiff_t>(last), better);
    std::vector<bool> taken(end - begin);  // by token, from the first of the knot
    const std::size_t before = won.size();
    for (std::size_t i = first; i < last; ++i) {
      const Match& match = candidates[i].match;
      const auto from = taken.begin() + (match.token_begin - begin);
      const auto to = taken.begin() + (match.token_end - begin);
      if (std::find(from, to, true) != to) continue;
      std::fill(from, to, true);
      won.push_back(match);
    }
    std::sort(won.begin() + static_cast<std::ptrdiff_t>(before), won.end(),
              [](const Match& a, const Match& b) { return a.token_begin < b.token_begin; });
    first = last;
  }
  return won;
}

}  // namespace

std::vector<Match> Matcher::match(std::string_view text, std::span<const Token> tokens,
                                  std::span<const std::uint32_t> sentences, std::span<const forms::Ellipsis> ellipses,
                                  Memory& memory) const {
  const Words& words = tables_->words;
  std::vector<Candidate> candidates;
  auto& [surfaces, seen, fits] = *memory.words_;
  // What the lexicon has for a word.
  const auto look_up = [&, &surfaces = surfaces, &seen = seen, &fits = fits](std::uint32_t token) {
    const StringKey key(text, tokens[token].span);
    const std::uint32_t known = surfaces.add(key);
    if (known == seen.size()) {
      const auto before = static_cast<std::uint32_t>(fits.size());
      const std::uint32_t number = tables_->look_up(key.whole, tokens[token].kind != tokens::TokenKind::mark, fits);
      const std::uint32_t node = number == Words::kUnknown ? Words::kNowhere : words.begin(number);
      seen.push_back({number, node, before, static_cast<std::uint32_t>(fits.size())});
    }
    return seen[known];
  };

  std::uint32_t at_sentence = 0;
  for (const Sieve::Passed passed : tables_->sieve.sift(text, tokens)) {
    const std::uint32_t first = passed.token;
    while (at_sentence + 1 < sentences.size() && sentences[at_sentence + 1] <= first) ++at_sentence;
    const auto end =
        at_sentence + 1 < sentences.size() ? sentences[at_sentence + 1] : static_cast<std::uint32_t>(tokens.size());
    const Memory::Words::Seen word = look_up(first);
    for (std::uint32_t fit = word.fits_begin; fit < word.fits_end; ++fit)
      candidates.push_back({Match{fits[fit].entry, at_sentence, first, first + 1, tokens[first].span}, fits[fit].part,
                            entries_[fits[fit].entry].kind, fits[fit].compound});
    if (!passed.with_next) continue;
    std::uint32_t node = word.node;
    for (std::uint32_t token = first + 1; node != Words::kNowhere && token < end; ++token) {
      node = words.step(node, look_up(token).number);
      if (node == Words::kNowhere) break;
      for (const Form& form : words.ends(node)) {
        const ByteSpan span{tokens[first].span.begin, tokens[token].span.end};
        if (!form.exact.empty()) {
          std::string joined;
          for (std::uint32_t part = first; part <= token; ++part) joined += tokens[part].span.of(text);
          if (joined != form.exact) continue;
        }
        candidates.push_back(
            {Match{form.entry, at_sentence, first, token + 1, span}, span.size(), Kind::phrase, false});
      }
    }
  }

  for (const forms::Ellipsis& ellipsis : ellipses) {
    const auto next = std::upper_bound(sentences.begin(), sentences.end(), ellipsis.begin);
    if (next != sentences.end() && *next < ellipsis.end) continue;
    const auto sentence = static_cast<std::uint32_t>(next - sentences.begin() - 1);
    const ByteSpan span{tokens[ellipsis.begin].span.begin, tokens[ellipsis.end - 1].span.end};
    // The whole word is found where it stands.
    for (std::size_t word = 0; word + 1 < ellipsis.words.size(); ++word) {
      const std::string folded = text::lower(ellipsis.words[word]);
      const std::uint32_t number = words.find(folded);
      if (number == Words::kUnknown) continue;
      for (const Form& form : words.forms(number))
        if (form.exact.empty() || form.exact == ellipsis.words[word])
          candidates.push_back(
              {Match{form.entry, sentence, ellipsis.begin, ellipsis.end, span}, folded.size(), Kind::phrase, true});
    }
  }

  const auto is_context = [&](const Candidate& c) { return entries_[c.match.entry].tier == Tier::context; };
  if (std::any_of(candidates.begin(), candidates.end(), is_context)) {
    std::vector<Candidate> certain;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(certain), std::not_fn(is_context));
    std::set<std::tuple<std::uint32_t, Pole, std::string_view>> said;  // sentence, pole, category with a core match
    for (const Match& match : winners(certain)) {
      const Entry& entry = entries_[match.entry];
      if (entry.tier == Tier::core) said.emplace(match.sentence, entry.pole, entry.category);
    }
    std::erase_if(candidates, [&](const Candidate& c) {
      const Entry& entry = entries_[c.match.entry];
      return is_context(c) && !said.contains({c.match.sentence, entry.pole, entry.category});
    });
  }
  std::vector<Match> matches = winners(std::move(candidates));
  std::erase_if(matches, [&](const Match& match) { return entries_[match.entry].pole == Pole::none; });
  return matches;
}

}  // namespace ordagrant::lexicon
