#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/forms/paradigms.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/lexicon/entry.h"
#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::lexicon {

// The slow twin of Matcher: every entry tried at every token, and then the winners one after the other. Tests and the
// fuzzer hold the two against each other. Requires: all entries are of the language.
class NaiveMatcher {
 public:
  NaiveMatcher(const std::string& language, std::vector<Entry> entries) : entries_(std::move(entries)) {
    const forms::Paradigms paradigms(language);
    const tokens::Tokeniser tokeniser({.language = language});
    for (const Entry& entry : entries_) terms_.emplace_back(entry, paradigms, tokeniser);
  }

  std::vector<Match> match(std::string_view text, std::span<const tokens::Token> tokens,
                           std::span<const std::uint32_t> sentences, std::span<const forms::Ellipsis> ellipses) const {
    const std::vector<std::uint32_t> entries = entries_in(text, ellipses);
    std::vector<Form> words;
    for (const tokens::Token& token : tokens) words.emplace_back(std::string(token.span.of(text)));
    std::vector<Candidate> candidates;
    for (std::uint32_t sentence = 0; sentence < sentences.size(); ++sentence) {
      const std::size_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1] : tokens.size();
      for (std::size_t first = sentences[sentence]; first < end; ++first)
        for (const std::uint32_t entry : entries)
          try_at(words, tokens.first(end), first, {entry, sentence, 0, 0, {}}, candidates);
    }
    for (const forms::Ellipsis& ellipsis : ellipses)
      for (const std::uint32_t entry : entries) try_ellipsis(tokens, sentences, ellipsis, entry, candidates);
    std::set<std::tuple<std::uint32_t, Pole, std::string>> said;
    for (const Candidate& winner : winners(candidates, false)) {
      const Entry& entry = entries_[winner.match.entry];
      if (entry.tier == Tier::core) said.insert({winner.match.sentence, entry.pole, entry.category});
    }
    std::erase_if(candidates, [&](const Candidate& candidate) {
      const Entry& entry = entries_[candidate.match.entry];
      return entry.tier == Tier::context && !said.contains({candidate.match.sentence, entry.pole, entry.category});
    });
    std::vector<Match> matches;
    for (const Candidate& winner : winners(candidates, true))
      if (entries_[winner.match.entry].pole != Pole::none) matches.push_back(winner.match);
    return matches;
  }

 private:
  struct Candidate {
    Match match;
    int kind = 0;
    bool compound = false;
    std::size_t part = 0;
  };

  // A form as it is written, and in lower case.
  struct Form {
    explicit Form(const std::string& surface) : written(surface), folded(text::lower(surface)) {}

    std::string written;
    std::string folded;
  };

  // The words of an entry, each in its forms; of one word also what begins and ends its compounds.
  struct Term {
    Term(const Entry& entry, const forms::Paradigms& paradigms, const tokens::Tokeniser& tokeniser) {
      const auto words = language::cells(entry.term, ' ');
      // A stem is no word yet, and a reference is one token with its spaces.
      if (entry.kind == Kind::stem || (words.size() > 1 && tokeniser.tokenise(entry.term).size() == 1)) {
        steps.push_back({Form(entry.term)});
        return;
      }
      for (std::size_t word = 0; word < words.size(); ++word) {
        const std::vector<tokens::Token> parts = tokeniser.tokenise(words[word]);
        for (std::size_t part = 0; part < parts.size(); ++part) {
          const std::string lemma(parts[part].span.of(words[word]));
          std::vector<Form>& step = steps.emplace_back();
          if (part + 1 < parts.size())
            step.emplace_back(lemma);
          else
            for (const std::string& form : paradigms.inflect(lemma, entry.pos[word])) step.emplace_back(form);
        }
      }
      if (steps.size() != 1) return;
      if (entry.compound == Compound::modifier || entry.compound == Compound::either)
        for (const std::string& form : paradigms.modifiers(entry.term)) modifiers.emplace_back(form);
      if (entry.compound == Compound::head || entry.compound == Compound::either) heads = steps.front();
    }

    std::vector<std::vector<Form>> steps;
    std::vector<Form> modifiers;
    std::vector<Form> heads;
  };

  // Those of which a text, or what is restored of it, has a form of the first word: a lexicon of thousands tried
  // throughout would take minutes.
  std::vector<std::uint32_t> entries_in(std::string_view text, std::span<const forms::Ellipsis> ellipses) const {
    std::string all = text::lower(text);
    for (const forms::Ellipsis& ellipsis : ellipses)
      for (const std::string& word : ellipsis.words) all += text::lower(word) + '\n';
    constexpr std::size_t kBegins = 4;
    std::unordered_set<std::string_view> begins;
    for (std::size_t at = 0; at < all.size(); ++at) begins.insert(std::string_view(all).substr(at, kBegins));
    const auto stands = [&](const Form& form) {
      return (form.folded.size() < kBegins || begins.contains(std::string_view(form.folded).substr(0, kBegins))) &&
             all.find(form.folded) != std::string::npos;
    };
    std::vector<std::uint32_t> found;
    for (std::uint32_t entry = 0; entry < entries_.size(); ++entry) {
      const Term& term = terms_[entry];
      if (term.steps.empty()) continue;  // a term of white space
      if (std::any_of(term.steps[0].begin(), term.steps[0].end(), stands) ||
          std::any_of(term.modifiers.begin(), term.modifiers.end(), stands))
        found.push_back(entry);
    }
    return found;
  }

  static bool is_part(std::string_view rest) {
    int letters = 0;
    bool vowel = false;
    for (std::size_t at = 0; at < rest.size();) {
      const text::Character next = text::character_at(rest, at);
      at += next.size;
      if (next.code == U'-' || next.code == U'\u2010' || next.code == U'\u2011') continue;
      if (!text::is_letter(next.code)) return false;
      ++letters;
      vowel = vowel || std::u32string_view(U"aeiouy\u00E5\u00E4\u00F6\u00E6\u00F8\u00E9\u00FC").find(next.code) !=
                           std::u32string_view::npos;
    }
    return letters >= 3 && vowel;
  }

  void try_at(std::span<const Form> words, std::span<const tokens::Token> tokens, std::size_t first, Match match,
              std::vector<Candidate>& candidates) const {
    const Entry& entry = entries_[match.entry];
    const Term& term = terms_[match.entry];
    const auto add = [&](std::size_t count, int kind, bool compound, std::size_t part) {
      match.token_begin = static_cast<std::uint32_t>(first);
      match.token_end = static_cast<std::uint32_t>(first + count);
      match.span = {tokens[first].span.begin, tokens[first + count - 1].span.end};
      candidates.push_back({match, kind, compound, part});
    };
    const int kind = entry.kind == Kind::phrase ? 0 : entry.kind == Kind::lemma ? 1 : 2;
    const Form& word = words[first];
    const bool is_word = tokens[first].kind != tokens::TokenKind::mark;
    const auto is = [&](const Form& here, const Form& form) {
      return here.folded == form.folded && (!entry.exact_case || here.written == form.written);
    };
    const auto begins = [&](const Form& part) {
      return word.folded.starts_with(part.folded) && (!entry.exact_case || word.written.starts_with(part.written));
    };
    const auto ends = [&](const Form& part) {
      return word.folded.ends_with(part.folded) && (!entry.exact_case || word.written.ends_with(part.written));
    };

    if (term.steps.size() == 1) {
      if (!is_word) return;
      for (const Form& form : term.steps[0])
        if (entry.kind == Kind::stem ? begins(form) : is(word, form)) add(1, kind, false, form.folded.size());
      for (const Form& form : term.modifiers)
        if (begins(form) && is_part(std::string_view(word.folded).substr(form.folded.size())))
          add(1, kind, true, form.folded.size());
      for (const Form& form : term.heads)
        if (ends(form) && is_part(std::string_view(word.folded).substr(0, word.folded.size() - form.folded.size())))
          add(1, kind, true, form.folded.size());
      return;
    }
    if (first + term.steps.size() > tokens.size()) return;
    for (std::size_t step = 0; step < term.steps.size(); ++step)
      if (std::none_of(term.steps[step].begin(), term.steps[step].end(),
                       [&](const Form& form) { return is(words[first + step], form); }))
        return;
    add(term.steps.size(), 0, false, 0);
  }

  void try_ellipsis(std::span<const tokens::Token> tokens, std::span<const std::uint32_t> sentences,
                    const forms::Ellipsis& ellipsis, std::uint32_t entry, std::vector<Candidate>& candidates) const {
    const Term& term = terms_[entry];
    if (entries_[entry].kind == Kind::stem || term.steps.size() > 1) return;
    std::uint32_t sentence = 0;
    for (std::uint32_t i = 0; i < sentences.size(); ++i) {
      if (sentences[i] <= ellipsis.begin) sentence = i;
      if (sentences[i] > ellipsis.begin && sentences[i] < ellipsis.end) return;
    }
    const ByteSpan span{tokens[ellipsis.begin].span.begin, tokens[ellipsis.end - 1].span.end};
    for (std::size_t word = 0; word + 1 < ellipsis.words.size(); ++word)
      for (const Form& form : term.steps[0])
        if (form.folded == text::lower(ellipsis.words[word]) &&
            (!entries_[entry].exact_case || form.written == ellipsis.words[word]))
          candidates.push_back({{entry, sentence, ellipsis.begin, ellipsis.end, span}, 0, true, form.folded.size()});
  }

  // Takes the best of what is left, again and again.
  std::vector<Candidate> winners(std::vector<Candidate> left, bool with_context) const {
    if (!with_context)
      std::erase_if(left,
                    [&](const Candidate& candidate) { return entries_[candidate.match.entry].tier == Tier::context; });
    const auto rank = [](const Candidate& candidate) {
      constexpr auto kMost = std::numeric_limits<std::size_t>::max();
      return std::tuple(kMost - candidate.match.span.size(), candidate.kind, candidate.compound, kMost - candidate.part,
                        candidate.match.entry, candidate.match.token_begin);
    };
    std::vector<Candidate> won;
    while (!left.empty()) {
      const Candidate best =
          *std::min_element(left.begin(), left.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
      won.push_back(best);
      std::erase_if(left, [&](const Candidate& other) {
        return other.match.token_begin < best.match.token_end && best.match.token_begin < other.match.token_end;
      });
    }
    std::sort(won.begin(), won.end(),
              [](const Candidate& a, const Candidate& b) { return a.match.token_begin < b.match.token_begin; });
    return won;
  }

  std::vector<Entry> entries_;
  std::vector<Term> terms_;  // of the entries
};

}  // namespace ordagrant::lexicon
