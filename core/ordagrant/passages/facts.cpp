#include "ordagrant/passages/facts.h"

#include <algorithm>
#include <utility>

#include "ordagrant/language/tables.h"
#include "ordagrant/passages/internal/assignments.h"
#include "ordagrant/passages/internal/decisions.h"
#include "ordagrant/passages/internal/fact_text.h"
#include "ordagrant/passages/internal/fact_words.h"
#include "ordagrant/passages/internal/figures.h"
#include "ordagrant/passages/internal/telling.h"
#include "ordagrant/passages/internal/votes.h"

namespace ordagrant::passages {

using internal::FactWord;
using internal::KnownWord;

namespace {

bool counts(const KnownWord& word) {
  return word.is(FactWord::half) || word.is(FactWord::part) || word.is(FactWord::measure) ||
         word.is(FactWord::multiple);
}

bool votes(const KnownWord& word) {
  return word.is(FactWord::yes_votes) || word.is(FactWord::no_votes) || word.is(FactWord::yes) ||
         word.is(FactWord::no) || word.is(FactWord::abstain) || word.is(FactWord::votes) ||
         word.is(FactWord::in_favour) || word.is(FactWord::nay) || word.is(FactWord::voted);
}

bool decides(const KnownWord& word) {
  return word.is(FactWord::decide) || word.is(FactWord::act) || word.is(FactWord::able_act) ||
         word.is(FactWord::carried);
}

bool assigns(const KnownWord& word) {
  return word.is(FactWord::task) || word.is(FactWord::order) || word.is(FactWord::ask) || word.is(FactWord::shall);
}

// What a decision gives to somebody to do is given on its day and under its number; what a directive gives, on the day
// that its head names.
void date_assignments(internal::FactText& text, std::vector<Fact>& facts) {
  std::vector<const Fact*> dated;
  for (const Fact& fact : facts)
    if (fact.kind == FactKind::decision && !(fact.date.empty() && fact.number.empty())) dated.push_back(&fact);
  const auto earlier = [](const Fact* left, const Fact* right) { return left->span.begin < right->span.begin; };
  std::stable_sort(dated.begin(), dated.end(), earlier);
  const std::string of_head = internal::head_day(text);
  for (Fact& fact : facts) {
    if (fact.kind != FactKind::assignment) continue;
    const auto after = std::upper_bound(dated.begin(), dated.end(), &fact, earlier);
    const Fact* decision = after == dated.begin() ? nullptr : *(after - 1);
    if (decision != nullptr && fact.span.begin < decision->span.end) {
      fact.date = decision->date;
      fact.number = decision->number;
    } else {
      fact.date = of_head;
    }
  }
}

}  // namespace

std::string_view name(FactKind kind) noexcept {
  switch (kind) {
    case FactKind::vote:
      return "vote";
    case FactKind::decision:
      return "decision";
    case FactKind::assignment:
      return "assignment";
    case FactKind::figure:
      return "figure";
  }
  return "figure";
}

struct FactReader::Tables {
  internal::FactWords words;
  bool known;  // a language whose words are known
};

FactReader::FactReader(std::string_view language) {
  if (language != language::kUndetermined) language::require_shipped(language);
  tables_ = std::make_unique<const Tables>(Tables{internal::FactWords(language), language != language::kUndetermined});
}

FactReader::~FactReader() = default;
FactReader::FactReader(FactReader&&) noexcept = default;
FactReader& FactReader::operator=(FactReader&&) noexcept = default;

std::vector<Fact> FactReader::read(std::string_view text, std::span<const tokens::Token> tokens,
                                   std::span<const std::uint32_t> sentences, const Structure& structure) const {
  internal::FactText words(text, tokens, sentences, structure, tables_->words);
  std::vector<std::uint32_t> quantities;
  std::vector<std::uint32_t> of_votes;
  std::vector<std::uint32_t> of_decisions;
  std::vector<std::uint32_t> of_assignments;
  const auto count = static_cast<std::uint32_t>(tokens.size());
  for (std::uint32_t token = 0; token < count; ++token) {
    if (tokens[token].kind == tokens::TokenKind::number) {
      quantities.push_back(token);
      continue;
    }
    if (!tables_->known || tokens[token].kind != tokens::TokenKind::word) continue;
    const std::string_view surface = tokens[token].span.of(text);
    if (!tables_->words.may_begin(surface)) continue;
    const KnownWord& word = words.known(token);
    if (votes(word)) of_votes.push_back(token);
    if (decides(word)) of_decisions.push_back(token);
    if (assigns(word)) of_assignments.push_back(token);
    const bool in_letters = tables_->words.may_be_number(surface) && tables_->words.number(words.lower(token));
    if (counts(word) || in_letters) quantities.push_back(token);
  }

  std::vector<Fact> facts;
  const std::vector<bool> tells = internal::telling_sections(words);
  std::vector<internal::TokenRange> taken;
  internal::find_votes(words, of_votes, tells, facts, taken);
  std::vector<internal::TokenRange> outcomes;
  internal::find_decisions(words, of_decisions, taken, tells, facts, outcomes);
  internal::find_assignments(words, of_assignments, outcomes, tells, facts);
  date_assignments(words, facts);
  internal::find_figures(words, quantities, taken, facts);
  const auto earlier = [](const Fact& left, const Fact& right) { return left.span.begin < right.span.begin; };
  if (!std::is_sorted(facts.begin(), facts.end(), earlier)) std::stable_sort(facts.begin(), facts.end(), earlier);
  return facts;
}

}  // namespace ordagrant::passages
