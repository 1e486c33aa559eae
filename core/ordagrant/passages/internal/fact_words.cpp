#include "ordagrant/passages/internal/fact_words.h"

#include <algorithm>
#include <charconv>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::passages::internal {

namespace {

// By FactWord.
constexpr std::array<std::string_view, kFactWords> kClasses{"number",
                                                            "ten",
                                                            "hundred",
                                                            "thousand",
                                                            "one",
                                                            "half",
                                                            "part",
                                                            "linking",
                                                            "multiple",
                                                            "measure",
                                                            "counted",
                                                            "adjective",
                                                            "function",
                                                            "definite",
                                                            "from",
                                                            "to",
                                                            "between",
                                                            "and",
                                                            "join",
                                                            "of",
                                                            "rise",
                                                            "against",
                                                            "compared",
                                                            "moved",
                                                            "target",
                                                            "outcome",
                                                            "with",
                                                            "filler",
                                                            "minus",
                                                            "numbered",
                                                            "numbered_after",
                                                            "year_word",
                                                            "currency",
                                                            "vague",
                                                            "thanks",
                                                            "of_now",
                                                            "of_year",
                                                            "date_before",
                                                            "clock",
                                                            "month",
                                                            "quarter",
                                                            "quarter_word",
                                                            "today",
                                                            "approximate",
                                                            "yes_votes",
                                                            "no_votes",
                                                            "yes",
                                                            "no",
                                                            "abstain",
                                                            "votes",
                                                            "approval",
                                                            "for",
                                                            "nay",
                                                            "neither",
                                                            "voted",
                                                            "refuse",
                                                            "member",
                                                            "carried_down",
                                                            "decide",
                                                            "act",
                                                            "act_plain",
                                                            "able",
                                                            "able_act",
                                                            "carried",
                                                            "carried_now",
                                                            "passive",
                                                            "find",
                                                            "subjunction",
                                                            "division",
                                                            "majority",
                                                            "propose",
                                                            "condition",
                                                            "relative",
                                                            "copula",
                                                            "negation",
                                                            "shall",
                                                            "auxiliary",
                                                            "adverb",
                                                            "decided_by",
                                                            "narrate",
                                                            "proposes",
                                                            "that",
                                                            "it",
                                                            "aside",
                                                            "whereupon",
                                                            "matter",
                                                            "proposal_title",
                                                            "agenda_title",
                                                            "minutes_title",
                                                            "body",
                                                            "body_part",
                                                            "no_body",
                                                            "place_body",
                                                            "task",
                                                            "task_give",
                                                            "order",
                                                            "order_to",
                                                            "ask",
                                                            "ask_about",
                                                            "passive_ask",
                                                            "infinitive",
                                                            "announce",
                                                            "wording",
                                                            "owner",
                                                            "due",
                                                            "due_weak",
                                                            "meeting",
                                                            "return",
                                                            "task_again",
                                                            "decision_title",
                                                            "state"};

constexpr std::array<std::string_view, kFactAffixes> kAffixes{
    "adjective_ending", "verb_ending",     "street",      "label",       "matter_ending",
    "body_ending",      "numbered_ending", "noun_ending", "owner_ending"};

// Classes a fact is found from; the others are looked at beside such a word alone.
constexpr std::array kBeginning{FactWord::number,   FactWord::ten,       FactWord::hundred,  FactWord::thousand,
                                FactWord::half,     FactWord::part,      FactWord::multiple, FactWord::yes_votes,
                                FactWord::no_votes, FactWord::yes,       FactWord::no,       FactWord::abstain,
                                FactWord::votes,    FactWord::in_favour, FactWord::nay,      FactWord::voted,
                                FactWord::decide,   FactWord::act,       FactWord::carried,  FactWord::task,
                                FactWord::order,    FactWord::ask,       FactWord::shall,    FactWord::able_act};

// "%" and its like, which every language writes alike.
constexpr std::array<std::string_view, 4> kSigns{"%", "\u2030", "\u20AC", "\u00B0"};

template <std::size_t N>
std::size_t index_of(const std::array<std::string_view, N>& names, std::string_view wanted) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), wanted) - names.begin());
}

void longest_first(std::vector<std::pair<std::string, double>>& words) {
  std::sort(words.begin(), words.end(), [](const auto& left, const auto& right) {
    return left.first.size() != right.first.size() ? left.first.size() > right.first.size() : left.first < right.first;
  });
}

}  // namespace

FactWords::FactWords(std::string_view language) {
  for (const std::string_view sign : kSigns)
    words_[std::string(sign)].classes.set(static_cast<std::size_t>(FactWord::measure));
  if (language == language::kUndetermined) return;

  for (const std::string_view line : language::lines(language, "facts.tsv")) {
    const std::vector<std::string_view> cells = language::cells(line);
    const std::string_view named = cells.front();
    const std::size_t kind = index_of(kClasses, named);
    const std::size_t affix = index_of(kAffixes, named);
    if (kind == kFactWords && affix == kFactAffixes)
      throw RequestError("facts.tsv has no class '" + std::string(named) + "'");
    double value = 0;
    if (cells.size() > 2) std::from_chars(cells[1].data(), cells[1].data() + cells[1].size(), value);
    for (const std::string_view cell : language::cells(cells.back(), ' ')) {
      if (affix < kFactAffixes) {
        affixes_[affix].emplace_back(cell);
        continue;
      }
      KnownWord& word = words_[std::string(cell)];
      word.classes.set(kind);
      if (cells.size() > 2) word.value = value;
      const auto is = static_cast<FactWord>(kind);
      if (is == FactWord::number) small_.emplace_back(cell, value);
      if (is == FactWord::ten) tens_.emplace_back(cell, value);
      if (is == FactWord::hundred) hundreds_.emplace_back(cell);
      if (is == FactWord::thousand) thousands_.emplace_back(cell);
      if (is == FactWord::linking) linking_ = cell;
      if (is == FactWord::one) small_.emplace_back(cell, 1.0);
    }
  }
  longest_first(small_);
  longest_first(tens_);
  for (const auto& [word, known] : words_) {
    const bool begins =
        std::any_of(kBeginning.begin(), kBeginning.end(), [&found = known](FactWord kind) { return found.is(kind); });
    // A stop may stand behind it.
    for (const std::size_t size : {word.size(), word.size() + 1})
      if (begins) listed_.set(key(first_bytes(word), size));
    if (known.is(FactWord::number) || known.is(FactWord::ten) || known.is(FactWord::hundred) ||
        known.is(FactWord::thousand) || known.is(FactWord::one))
      numbers_.set(key(first_bytes(word), 0));
  }
}

const KnownWord& FactWords::find(const std::string& lower) const {
  static const KnownWord kUnknown;
  const auto found = words_.find(lower);
  return found == words_.end() ? kUnknown : found->second;
}

bool FactWords::has(FactAffix affix, std::string_view lower) const {
  const std::vector<std::string>& all = affixes_[static_cast<std::size_t>(affix)];
  return std::any_of(all.begin(), all.end(), [&](const std::string& one) {
    return affix == FactAffix::label ? lower.starts_with(one) : lower.ends_with(one);
  });
}

std::optional<double> FactWords::below_hundred(std::string_view word) const {
  for (const auto& [small, value] : small_)
    if (word == small) return value;
  for (const auto& [ten, value] : tens_) {
    if (word == ten) return value;
    // "tjugotv\u00E5"
    if (linking_.empty() && word.starts_with(ten)) {
      for (const auto& [small, ones] : small_)
        if (ones < 10 && word.substr(ten.size()) == small) return value + ones;
    }
    // "femogtyve"
    if (!linking_.empty() && word.ends_with(ten)) {
      const std::string_view before = word.substr(0, word.size() - ten.size());
      for (const auto& [small, ones] : small_)
        if (ones < 10 && before.starts_with(small) && before.substr(small.size()) == linking_) return value + ones;
    }
  }
  return std::nullopt;
}

std::optional<double> FactWords::below_thousand(std::string_view word) const {
  for (const std::string& hundred : hundreds_) {
    const std::size_t at = word.find(hundred);
    if (at == std::string_view::npos) continue;
    const std::string_view before = word.substr(0, at);
    std::string_view after = word.substr(at + hundred.size());
    if (!linking_.empty() && after.starts_with(linking_)) after.remove_prefix(linking_.size());
    const std::optional<double> times = before.empty() ? 1.0 : below_hundred(before);
    const std::optional<double> rest = after.empty() ? 0.0 : below_hundred(after);
    if (times && rest) return *times * 100 + *rest;
  }
  return below_hundred(word);
}

std::optional<double> FactWords::number(std::string_view lower) const {
  constexpr std::size_t kLongest = 60;  // bytes of any number word; what is longer is none
  if (lower.size() > kLongest) return std::nullopt;
  for (const std::string& thousand : thousands_) {
    const std::size_t at = lower.find(thousand);
    if (at == std::string_view::npos) continue;
    const std::string_view after = lower.substr(at + thousand.size());
    const std::optional<double> times = at == 0 ? 1.0 : below_thousand(lower.substr(0, at));
    const std::optional<double> rest = after.empty() ? 0.0 : below_thousand(after);
    if (times && rest) return *times * 1000 + *rest;
  }
  const std::optional<double> found = below_thousand(lower);
  // "en" alone is an article.
  return found && *found == 1 ? std::nullopt : found;
}

}  // namespace ordagrant::passages::internal
