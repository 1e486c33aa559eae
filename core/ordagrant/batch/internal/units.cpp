#include "ordagrant/batch/internal/units.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <utility>

namespace ordagrant::batch::internal {

namespace {

using tokens::TokenKind;

constexpr std::size_t kMonthBytes = 7;  // "2024-03"

std::string rate_name(const stance::Category& category) {
  return std::string(lexicon::name(category.pole)) + "_" + category.name;
}

bool is_summed(Unit by) { return by == Unit::group || by == Unit::month || by == Unit::speaker; }

int months_of(std::string_view month) {
  int year = 0;
  int number = 0;
  std::from_chars(month.data(), month.data() + 4, year);
  std::from_chars(month.data() + 5, month.data() + kMonthBytes, number);
  return 12 * year + number - 1;
}

std::string month_of(int months) {
  std::string year = std::to_string(months / 12);
  std::string number = std::to_string(months % 12 + 1);
  return year.insert(0, 4 - std::min<std::size_t>(4, year.size()), '0') + (number.size() < 2 ? "-0" : "-") + number;
}

}  // namespace

bool has_text(std::string_view status) { return status == "ok" || status == "partial"; }

void merge(const ScoredUnit& unit, UnitSums& sums) {
  const auto [place, is_new] = sums.try_emplace(unit.id, unit);
  if (is_new) return;
  ScoredUnit& sum = place->second;
  const bool had_text = has_text(sum.status);
  if (sum.status != unit.status) sum.status = had_text || has_text(unit.status) ? "partial" : "empty";
  if (!had_text) sum.language = unit.language;
  if (!has_text(unit.status)) return;
  // Words that no lexicon read would only dilute the rates of those that one did.
  if (had_text && sum.has_lexicon != unit.has_lexicon) {
    sum.status = "partial";
    if (sum.has_lexicon) return;
    sum.tally = unit.tally;
    sum.language = unit.language;
    sum.has_lexicon = true;
    return;
  }
  if (sum.language != unit.language) sum.language.clear();
  sum.has_lexicon = unit.has_lexicon;
  sum.tally.add(unit.tally);
}

void fill_months(const stance::Tally& empty, UnitSums& sums) {
  const auto first = sums.upper_bound("");
  if (first == sums.end()) return;
  const int last = months_of(sums.rbegin()->first);
  for (int month = months_of(first->first); month < last; ++month)
    sums.try_emplace(month_of(month), ScoredUnit{month_of(month), "", "empty", false, empty});
}

void UnitTallies::add_unit(const std::string& id, const Stretch& stretch) {
  units_.push_back(ScoredUnit{id, std::string(stretch.language()), std::string(document_.status), stretch.has_lexicon(),
                              counter_.empty()});
}

void UnitTallies::add_unread() {
  const std::string id(is_summed(by_) ? document_.group : document_.id);
  units_.push_back({id, "", std::string(document_.status), false, counter_.empty()});
}

void UnitTallies::add(Stretch& stretch) {
  switch (by_) {
    case Unit::document:
    case Unit::group:
      return add_by_place(stretch, {0});
    case Unit::sentence:
      return add_by_place(stretch, stretch.sentences());
    case Unit::passage: {
      std::vector<std::uint32_t> starts;
      for (const passages::Passage& passage : stretch.structure().passages) starts.push_back(passage.begin);
      return add_by_place(stretch, starts);
    }
    case Unit::month:
    case Unit::speaker:
      break;
  }
  add_by_name(stretch);
}

// The units of the stretch by their first tokens.
void UnitTallies::add_by_place(Stretch& stretch, const std::vector<std::uint32_t>& starts) {
  const bool whole = by_ == Unit::document || by_ == Unit::group;
  const std::string id(by_ == Unit::group ? document_.group : document_.id);
  const std::size_t first = whole ? 0 : units_.size();
  const std::size_t count = std::max<std::size_t>(starts.size(), 1);
  while (units_.size() < first + count) add_unit(whole ? id : id + "#" + std::to_string(units_.size()), stretch);

  const std::vector<lexicon::Match>& matches = stretch.matches();
  std::size_t at = first;
  std::size_t match = 0;
  const auto& sentences = stretch.sentences();
  for (std::size_t sentence = 0; sentence < sentences.size(); ++sentence) {
    const std::uint32_t begin = sentences[sentence];
    const std::size_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1] : stretch.tokens().size();
    while (at - first + 1 < starts.size() && starts[at - first + 1] <= begin) ++at;
    stance::Tally& tally = units_[at].tally;
    stance::Sample sample;
    for (std::size_t token = begin; token < end; ++token)
      if (stretch.tokens()[token].kind == TokenKind::word) ++sample.words;
    for (; match < matches.size() && matches[match].sentence == sentence; ++match)
      counter_.count(stretch.engines().matcher->entries()[matches[match].entry], stretch.senses()[match], tally,
                     sample);
    tally.words += sample.words;
    ++tally.samples[sample];
  }
}

// What the tokens of a passage, or of a quotation in it, are added up with: its month, or its document's; who says
// them.
std::string UnitTallies::name_of(Stretch& stretch, std::uint32_t passage, const passages::Quote* quote) const {
  const passages::Structure& structure = stretch.structure();
  if (by_ == Unit::speaker)
    return std::string(quote == nullptr ? structure.speaker_of(structure.passages[passage]) : quote->speaker);
  const std::string_view date = structure.date_of(structure.passages[passage]);
  return std::string(date.size() < kMonthBytes ? document_.group : date.substr(0, kMonthBytes));
}

// Sentences are divided where another speaks: "Vi litar p\u00E5 er", sade hon.
void UnitTallies::add_by_name(Stretch& stretch) {
  const std::vector<lexicon::Match>& matches = stretch.matches();
  const auto& sentences = stretch.sentences();
  const auto& passages = stretch.structure().passages;
  std::size_t match = 0;
  std::uint32_t passage = 0;
  std::optional<std::pair<std::uint32_t, const passages::Quote*>> place;  // of the token before
  std::size_t number = 0;                                                 // of its unit
  for (std::size_t sentence = 0; sentence < sentences.size(); ++sentence) {
    const std::size_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1] : stretch.tokens().size();
    std::map<std::size_t, stance::Sample> samples;  // by the number of the unit
    for (std::uint32_t token = sentences[sentence]; token < end; ++token) {
      while (passages[passage].end <= token) ++passage;
      const passages::Quote* const quote = by_ == Unit::speaker ? stretch.quote_of(token) : nullptr;
      if (const std::pair here{passage, quote}; place != here) {
        place = here;
        const std::string name = name_of(stretch, passage, quote);
        const auto [known, is_new] = numbers_.try_emplace(name, units_.size());
        if (is_new) add_unit(name, stretch);
        number = known->second;
      }
      stance::Sample& sample = samples[number];
      if (stretch.tokens()[token].kind == TokenKind::word) ++sample.words;
      for (; match < matches.size() && matches[match].token_begin == token; ++match) {
        stance::Sense sense = stretch.senses()[match];
        // For those who say them, words are not quoted.
        if (quote != nullptr && sense.voice == stance::Voice::quoted) sense.voice = stance::Voice::own;
        counter_.count(stretch.engines().matcher->entries()[matches[match].entry], sense, units_[number].tally, sample);
      }
    }
    for (const auto& [unit, sample] : samples) {
      units_[unit].tally.words += sample.words;
      ++units_[unit].tally.samples[sample];
    }
  }
}

std::vector<Field> score_fields(const stance::Counter& counter) {
  std::vector<Field> fields{{"id", Type::text}, {"lang", Type::text}, {"status", Type::text}};
  const auto add = [&](Type type, std::initializer_list<const char*> names) {
    for (const char* name : names) fields.push_back({name, type});
  };
  add(Type::integer, {"words"});
  add(Type::real, {"npm", "trust", "npm_low", "npm_high", "trust_low", "trust_high"});
  add(Type::integer, {"npm_hits", "trust_hits", "npm_reversed", "trust_reversed", "npm_criticised", "trust_criticised",
                      "quoted", "reported", "critique", "about", "statutory"});
  add(Type::real, {"balance", "balance_low", "balance_high"});
  add(Type::text, {"label"});
  add(Type::real, {"p_npm", "p_trust"});
  for (const stance::Category& category : counter.categories()) fields.push_back({rate_name(category), Type::real});
  return fields;
}

void add_score(const ScoredUnit& unit, const stance::Scorer& scorer, const stance::Counter& counter, Columns& row) {
  row["id"].add(unit.id);
  if (!unit.language.empty()) row["lang"].add(unit.language);
  row["status"].add(unit.status);
  if (has_text(unit.status)) {
    const auto count = [&](const char* column, std::uint64_t value) {
      row[column].add(static_cast<std::int64_t>(value));
    };
    count("words", unit.tally.words);
    if (!unit.has_lexicon) row["label"].add(stance::name(stance::Label::none));
    if (unit.has_lexicon) {
      count("npm_hits", unit.tally.npm_hits);
      count("trust_hits", unit.tally.trust_hits);
      count("npm_reversed", unit.tally.npm_reversed);
      count("trust_reversed", unit.tally.trust_reversed);
      count("quoted", unit.tally.quoted);
      count("reported", unit.tally.reported);
      count("critique", unit.tally.critique);
      count("about", unit.tally.about);
      count("statutory", unit.tally.statutory);
      const stance::Score score = scorer.score(unit.tally, counter.categories());
      row["npm"].add(score.npm);
      row["trust"].add(score.trust);
      const auto interval = [&](const char* low, const char* high, const std::optional<stance::Interval>& found) {
        if (!found) return;
        row[low].add(found->low);
        row[high].add(found->high);
      };
      interval("npm_low", "npm_high", score.npm_interval);
      interval("trust_low", "trust_high", score.trust_interval);
      if (score.balance) row["balance"].add(*score.balance);
      interval("balance_low", "balance_high", score.balance_interval);
      row["label"].add(stance::name(score.label));
      for (std::size_t category = 0; category < score.categories.size(); ++category)
        row[rate_name(counter.categories()[category])].add(score.categories[category]);
    }
  }
  row.end_rows();
}

}  // namespace ordagrant::batch::internal
