#include "ordagrant/stance/context.h"

#include <algorithm>
#include <array>
#include <string>

#include "ordagrant/stance/internal/attitudes.h"
#include "ordagrant/stance/internal/cued_sentence.h"
#include "ordagrant/stance/internal/cues.h"
#include "ordagrant/stance/internal/domains.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::stance {

using lexicon::Match;
using tokens::Token;

std::string_view name(Polarity polarity) noexcept { return polarity == Polarity::affirmed ? "affirmed" : "reversed"; }

std::string_view name(Voice voice) noexcept {
  return voice == Voice::own ? "own" : voice == Voice::quoted ? "quoted" : "reported";
}

std::string_view name(Attitude attitude) noexcept {
  constexpr std::array<std::string_view, 3> kAttitudes{"affirms", "criticises", "describes"};
  return kAttitudes[static_cast<std::size_t>(attitude)];
}

namespace {

// Words of others. What a speaker says under the heading that names them is the document's own voice: it is a record
// of speeches; and reported speech is told from quoted speech by the cues of the sentence.
bool is_quoted(const passages::Quote& quote) { return quote.kind != passages::QuoteKind::reported && !quote.speech; }

}  // namespace

struct Context::Tables {
  internal::Cues cues;
  internal::AttitudeTable attitudes;
  internal::Domains domains;
};

Context::Context(std::string_view language)
    : tables_(new Tables{internal::Cues(language), internal::AttitudeTable(language), internal::Domains(language)}) {}

Context::~Context() = default;
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;

// The words of a sentence in lower case, and the judgements in them.
struct Context::Words {
  static std::vector<std::string> lower_case(std::string_view text, std::span<const Token> tokens) {
    std::vector<std::string> words;
    words.reserve(tokens.size());
    for (const Token& token : tokens) words.push_back(text::lower(token.span.of(text)));
    return words;
  }

  Words(const Tables& tables, std::string_view text, std::span<const Token> tokens,
        std::span<const std::uint32_t> sentences, std::uint32_t number)
      : begin(sentences[number]) {
    const auto end = number + 1 < sentences.size() ? sentences[number + 1] : static_cast<std::uint32_t>(tokens.size());
    lower = lower_case(text, tokens.subspan(begin, end - begin));
    judgements = tables.attitudes.find(lower);
  }

  std::uint32_t begin;  // the first token
  std::vector<std::string> lower;
  std::vector<internal::Phrase> judgements;
};

// Does a sentence criticise what the one before it named?
bool Context::criticises_what_was_said(std::string_view text, std::span<const Token> tokens,
                                       std::span<const std::uint32_t> sentences, std::uint32_t number) const {
  if (number >= sentences.size()) return false;
  const std::span<const Token> opening = tokens.subspan(sentences[number]);
  if (!tables_->attitudes.takes_up(Words::lower_case(text, opening.first(std::min<std::size_t>(opening.size(), 4)))))
    return false;
  const Words words(*tables_, text, tokens, sentences, number);
  if (words.judgements.empty()) return false;
  const internal::CuedSentence sentence(words.begin, words.lower, tables_->cues.verb_endings(),
                                        tables_->cues.find(words.lower, words.begin), words.judgements, {}, {});
  const std::vector<internal::Role> roles = sentence.roles();
  return internal::Attitudes(tables_->attitudes, words.lower, words.judgements, roles, {}).criticises_what_was_said();
}

std::vector<Sense> Context::read(std::string_view text, std::span<const Token> tokens,
                                 std::span<const std::uint32_t> sentences, std::span<const passages::Quote> quotes,
                                 std::span<const Match> matches, std::span<const lexicon::Entry> entries) const {
  std::vector<Sense> senses;
  senses.reserve(matches.size());
  auto quote = quotes.begin();
  std::uint32_t quoted_until = 0;  // the end of the quotations that began so far
  for (std::size_t first = 0; first < matches.size();) {
    std::size_t last = first;
    while (last < matches.size() && matches[last].sentence == matches[first].sentence) ++last;
    const std::uint32_t number = matches[first].sentence;
    const Words words(*tables_, text, tokens, sentences, number);
    const internal::CuedSentence sentence(words.begin, words.lower, tables_->cues.verb_endings(),
                                          tables_->cues.find(words.lower, words.begin), words.judgements,
                                          matches.subspan(first, last - first), entries);
    std::vector<internal::Judged> judged;
    for (std::size_t match = first; match < last; ++match) {
      const Match& hit = matches[match];
      judged.push_back({hit.token_begin - words.begin, hit.token_end - words.begin, entries[hit.entry].pole,
                        sentence.polarity(hit) == Polarity::reversed});
    }
    const std::vector<internal::Role> roles = sentence.roles();
    const internal::Attitudes attitudes(tables_->attitudes, words.lower, words.judgements, roles, judged);
    const internal::SentenceDomain domain(tables_->domains, words.lower);
    const bool criticised_next = criticises_what_was_said(text, tokens, sentences, number + 1);
    for (std::size_t match = first; match < last; ++match) {
      for (; quote != quotes.end() && quote->begin <= matches[match].token_begin; ++quote)
        if (is_quoted(*quote)) quoted_until = std::max(quoted_until, quote->end);
      const bool quoted = matches[match].token_begin < quoted_until;
      const internal::Judged& hit = judged[match - first];
      const lexicon::Entry& entry = entries[matches[match].entry];
      // "This leads to stress" is said of what is steered by, and of what is said to be so.
      const bool deplored_next = criticised_next && hit.pole == lexicon::Pole::npm && !hit.reversed;
      senses.push_back({.polarity = hit.reversed ? Polarity::reversed : Polarity::affirmed,
                        .voice = quoted ? Voice::quoted : sentence.voice(matches[match]),
                        .attitude = attitudes.criticised(hit) || deplored_next ? Attitude::criticises
                                    : attitudes.described(hit)                 ? Attitude::describes
                                                                               : Attitude::affirms,
                        // "They want to end X. This is wrong."
                        .missed = attitudes.missed(hit) || (hit.reversed && criticised_next),
                        .in_domain = domain.holds(entry.pole, entry.category, hit.begin, hit.end)});
    }
    first = last;
  }
  return senses;
}

}  // namespace ordagrant::stance
