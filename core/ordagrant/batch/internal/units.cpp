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

// How the columns end that compare a rate.
constexpr const char* kDifference = "_difference";
constexpr const char* kHigherThan = "_higher_than";

std::string rate_name(const stance::Category& category) {
  return std::string(lexicon::name(category.pole)) + "_" + category.name;
}

std::string share_name(const stance::Category& category) { return rate_name(category) + "_share"; }

// The categories that a row has rates of: those of the further lexicon that was asked for, or the entries' own.
const std::vector<stance::Category>& shown(const stance::Counter& counter) {
  return counter.places().empty() ? counter.categories() : counter.places();
}

// Rates, and of the roles also the mix: the share of each among all, which is nothing where none is named.
void add_rates(const std::vector<stance::Category>& categories, const std::vector<double>& rates, Columns& row) {
  double roles = 0;
  for (std::size_t category = 0; category < categories.size(); ++category) {
    row[rate_name(categories[category])].add(rates[category]);
    if (categories[category].pole == lexicon::Pole::role) roles += rates[category];
  }
  if (roles == 0) return;
  for (std::size_t category = 0; category < categories.size(); ++category)
    if (categories[category].pole == lexicon::Pole::role)
      row[share_name(categories[category])].add(rates[category] / roles);
}

bool is_summed(Unit by) { return by == Unit::group || by == Unit::month || by == Unit::speaker; }

// "2024-03", in a century of which there are documents.
bool is_month(std::string_view text) {
  const auto is_digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != kMonthBytes || text[4] != '-') return false;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U})
    if (!is_digit(at)) return false;
  const std::string_view number = text.substr(5);
  return text >= "1500" && text < "2200" && number >= "01" && number <= "12";
}

int months_of(std::string_view month) {
  int year = 0;
  int number = 0;
  std::from_chars(month.data(), month.data() + 4, year);
  std::from_chars(month.data() + 5, month.data() + kMonthBytes, number);
  return 12 * year + number - 1;
}

// Does a sentence that ends before token `end` ask?
bool is_question(Stretch& stretch, std::size_t end) {
  return end > 0 && stretch.tokens()[end - 1].span.of(stretch.text()) == "?";
}

std::string month_of(int months) {
  const std::string number = std::to_string(months % 12 + 1);
  return std::to_string(months / 12) + (number.size() < 2 ? "-0" : "-") + number;
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

void UnitTallies::add_unit(const std::string& id) {
  units_.push_back({id, language_, std::string(document_.status), has_lexicon_, counter_.empty()});
}

void UnitTallies::add_unread() { add_unit(std::string(is_summed(by_) ? document_.group : document_.id)); }

std::vector<ScoredUnit> UnitTallies::finish() {
  end_part();
  if (units_.empty()) add_unit(is_summed(by_) ? std::string(document_.group) : std::string(document_.id) + "#0");
  return std::move(units_);
}

void UnitTallies::add(Stretch& stretch) {
  language_ = stretch.language();
  has_lexicon_ = stretch.has_lexicon();
  const bool by_sentences = by_ == Unit::document || by_ == Unit::group || by_ == Unit::sentence;
  if (by_sentences && (part_ != Part::passages || by_ == Unit::sentence))
    add_sentences(stretch);
  else
    add_passages(stretch);
  sentences_ += stretch.sentences().size();
  if (part_ != Part::documents) end_part();
}

// Is it a sentence that is counted elsewhere? Asked of sentences in their order.
bool UnitTallies::is_repeat(std::size_t sentence) {
  while (!repeats_.empty() && repeats_.front().place.sentence < sentence) repeats_ = repeats_.subspan(1);
  return !repeats_.empty() && repeats_.front().place.sentence == sentence && !repeats_.front().counted;
}

void UnitTallies::add_sample(std::size_t unit, const stance::Sample& sample) {
  units_[unit].tally.words += sample.words;
  ++units_[unit].tally.samples[sample];
}

void UnitTallies::end_part() {
  for (const auto& [unit, sample] : part_under_way_) add_sample(unit, sample);
  part_under_way_.clear();
}

// A sentence is a unit, or all of them are one.
void UnitTallies::add_sentences(Stretch& stretch) {
  const bool whole = by_ != Unit::sentence;
  const std::string id(by_ == Unit::group ? document_.group : document_.id);
  if (whole && units_.empty()) add_unit(id);

  const std::vector<lexicon::Match>& matches = stretch.matches();
  const std::vector<lexicon::Match>& frames = stretch.frames();
  std::size_t match = 0;
  std::size_t frame = 0;
  const auto& sentences = stretch.sentences();
  for (std::size_t sentence = 0; sentence < sentences.size(); ++sentence) {
    if (!whole) add_unit(id + "#" + std::to_string(units_.size()));
    const std::size_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1] : stretch.tokens().size();
    if (is_repeat(sentences_ + sentence)) {
      while (match < matches.size() && matches[match].sentence == sentence) ++match;
      while (frame < frames.size() && frames[frame].sentence == sentence) ++frame;
      continue;
    }
    stance::Tally& tally = units_.back().tally;
    stance::Sample sample;
    for (std::size_t token = sentences[sentence]; token < end; ++token)
      if (stretch.tokens()[token].kind == TokenKind::word) ++sample.words;
    for (; match < matches.size() && matches[match].sentence == sentence; ++match)
      counter_.count(stretch.engines().matcher->entries()[matches[match].entry], stretch.senses()[match], tally,
                     sample);
    for (; frame < frames.size() && frames[frame].sentence == sentence; ++frame)
      stance::Counter::count_frame(stance::FrameReader::entries()[frames[frame].entry], stretch.frame_senses()[frame],
                                   tally);
    if (is_question(stretch, end)) stance::add_question(tally.signals);
    if (part_ == Part::sentences)
      add_sample(units_.size() - 1, sample);
    else
      part_under_way_[units_.size() - 1].add(sample);
  }
}

// What the tokens of a passage, or of a quotation in it, are added up with: its month, or its document's; who says
// them.
std::string UnitTallies::name_of(Stretch& stretch, std::uint32_t passage, const passages::Quote* quote) const {
  if (by_ == Unit::document) return std::string(document_.id);
  if (by_ == Unit::group) return std::string(document_.group);
  if (by_ == Unit::speaker) return std::string(quote == nullptr ? stretch.speaker_in(passage) : quote->speaker);
  if (by_ == Unit::passage) return std::string(document_.id) + "#" + std::to_string(passages_ + passage);
  const passages::Structure& structure = stretch.structure();
  const std::string_view date = structure.date_of(structure.passages[passage]);
  for (const std::string_view known : {date, document_.group})
    if (is_month(known.substr(0, kMonthBytes))) return std::string(known.substr(0, kMonthBytes));
  return {};
}

// Sentences are divided where a passage ends or another speaks: "Vi litar p\u00E5 er", sade hon.
void UnitTallies::add_passages(Stretch& stretch) {
  const std::vector<lexicon::Match>& matches = stretch.matches();
  const auto& sentences = stretch.sentences();
  const auto& passages = stretch.structure().passages;
  const std::vector<lexicon::Match>& frames = stretch.frames();
  std::size_t match = 0;
  std::size_t frame = 0;
  std::uint32_t passage = 0;
  std::optional<std::pair<std::uint32_t, const passages::Quote*>> place;  // of the token before
  std::size_t number = 0;                                                 // of its unit
  for (std::size_t sentence = 0; sentence < sentences.size(); ++sentence) {
    const std::size_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1] : stretch.tokens().size();
    const bool repeat = is_repeat(sentences_ + sentence);
    for (std::uint32_t token = sentences[sentence]; token < end; ++token) {
      if (passages[passage].end <= token && part_ == Part::passages) end_part();
      while (passages[passage].end <= token) ++passage;
      const passages::Quote* const quote = by_ == Unit::speaker ? stretch.quote_of(token) : nullptr;
      if (const std::pair here{passage, quote}; place != here) {
        place = here;
        const std::string name = name_of(stretch, passage, quote);
        const auto [known, is_new] = numbers_.try_emplace(name, units_.size());
        if (is_new) add_unit(name);
        number = known->second;
      }
      const auto of_unit = [&](stance::Sense sense) {
        return by_ == Unit::speaker ? stretch.as_said(sense, token) : sense;
      };
      stance::Sample& sample = part_under_way_[number];
      if (stretch.tokens()[token].kind == TokenKind::word && !repeat) ++sample.words;
      for (; match < matches.size() && matches[match].token_begin == token; ++match) {
        if (repeat) continue;
        counter_.count(stretch.engines().matcher->entries()[matches[match].entry], of_unit(stretch.senses()[match]),
                       units_[number].tally, sample);
      }
      for (; frame < frames.size() && frames[frame].token_begin == token; ++frame)
        if (!repeat)
          stance::Counter::count_frame(stance::FrameReader::entries()[frames[frame].entry],
                                       of_unit(stretch.frame_senses()[frame]), units_[number].tally);
    }
    if (!repeat && is_question(stretch, end)) stance::add_question(units_[number].tally.signals);
    if (part_ == Part::sentences) end_part();
  }
  passages_ += passages.size();
}

std::vector<Field> score_fields(const stance::Counter& counter, const std::optional<Comparison>& comparison) {
  std::vector<Field> fields{{"id", Type::text}, {"lang", Type::category}, {"status", Type::category}};
  const auto add = [&](Type type, std::initializer_list<const char*> names) {
    for (const char* name : names) fields.push_back({name, type});
  };
  add(Type::integer, {"words"});
  add(Type::real, {"npm", "trust", "npm_low", "npm_high", "trust_low", "trust_high"});
  add(Type::integer, {"npm_hits", "trust_hits", "npm_reversed", "trust_reversed", "npm_criticised", "trust_criticised",
                      "quoted", "reported", "critique", "about", "statutory"});
  add(Type::real, {"balance", "balance_low", "balance_high"});
  add(Type::category, {"label"});
  add(Type::real, {"p_npm", "p_trust"});
  for (const stance::Category& category : shown(counter)) fields.push_back({rate_name(category), Type::real});
  for (const stance::Category& category : shown(counter))
    if (category.pole == lexicon::Pole::role) fields.push_back({share_name(category), Type::real});
  add(Type::real, {"npm_dp", "npm_dp_norm", "trust_dp", "trust_dp_norm"});
  if (!comparison) return fields;
  for (const std::string pole : {"npm", "trust"}) {
    for (const char* end : {"", "_low", "_high"}) fields.push_back({pole + kDifference + end, Type::real});
    fields.push_back({pole + kHigherThan, Type::integer});
  }
  add(Type::integer, {"compared"});
  add(Type::text, {"said"});
  for (const stance::Category& category : shown(counter)) {
    fields.push_back({rate_name(category) + kDifference, Type::real});
    fields.push_back({rate_name(category) + kHigherThan, Type::integer});
  }
  return fields;
}

namespace {

// How the rates of a unit differ from those of the documents that it is compared with: the differences from what these
// have between them, and how many of them have a lower rate.
void add_comparison(const ScoredUnit& unit, const stance::Score& score, const stance::Scorer& scorer,
                    const stance::Counter& counter, const Comparison& comparison, Columns& row) {
  const Compared& compared = comparison.compared;
  const auto count = static_cast<std::int64_t>(compared.documents());
  row["compared"].add(count);
  if (count == 0 || unit.tally.words == 0) return;
  const stance::Score together = stance::Scorer({.resamples = 0}).score(compared.together(), counter.categories());
  const stance::Draws draws = scorer.draws(unit.tally);
  const auto add = [&](const std::string& name, std::size_t rate, double own, double other) {
    const auto below = static_cast<std::int64_t>(compared.below(rate, own));
    row[name + kDifference].add(own - other);
    row[name + kHigherThan].add(below);
    return name + " higher than " + std::to_string(below) + " of " + std::to_string(count) + " compared";
  };
  const auto interval = [&](const std::string& name, const std::optional<stance::Interval>& found) {
    if (!found) return;
    row[name + kDifference + "_low"].add(found->low);
    row[name + kDifference + "_high"].add(found->high);
  };
  const std::string said = add("npm", Compared::kNpm, score.npm, together.npm) + ", " +
                           add("trust", Compared::kTrust, score.trust, together.trust);
  interval("npm", stance::difference(draws.npm, comparison.draws.npm));
  interval("trust", stance::difference(draws.trust, comparison.draws.trust));
  row["said"].add(std::string_view(said));
  const std::vector<stance::Category>& categories = shown(counter);
  for (std::size_t category = 0; category < categories.size(); ++category)
    add(rate_name(categories[category]), Compared::kCategories + category, rates_of(score)[category],
        rates_of(together)[category]);
}

}  // namespace

void add_score(const ScoredUnit& unit, const stance::Scorer& scorer, const stance::Counter& counter,
               const std::optional<Comparison>& comparison, Columns& row) {
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
      count("npm_criticised", unit.tally.npm_criticised);
      count("trust_criticised", unit.tally.trust_criticised);
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
      row["label"].add(stance::name(score.decision.label));
      row["p_npm"].add(score.decision.p_npm);
      row["p_trust"].add(score.decision.p_trust);
      add_rates(shown(counter), rates_of(score), row);
      const auto dispersion = [&](const std::string& name, const std::optional<Dispersion>& found) {
        if (!found) return;
        row[name + "_dp"].add(found->dp);
        row[name + "_dp_norm"].add(found->dp_norm);
      };
      dispersion("npm", score.npm_dispersion);
      dispersion("trust", score.trust_dispersion);
      if (comparison) add_comparison(unit, score, scorer, counter, *comparison, row);
    }
  }
  row.end_rows();
}

const std::vector<Field>& signal_fields() {
  static const std::vector<Field> fields{{"id", Type::text},     {"signal", Type::category}, {"count", Type::real},
                                         {"amount", Type::real}, {"npm", Type::real},        {"trust", Type::real}};
  return fields;
}

void add_signals(const ScoredUnit& unit, Columns& table) {
  if (!unit.has_lexicon || unit.tally.words == 0) return;
  const stance::Push bias = stance::Decider::shipped().bias();
  table["id"].add(unit.id);
  table["signal"].add("bias");
  table["npm"].add(bias.npm);
  table["trust"].add(bias.trust);
  table.end_rows();
  for (const stance::Reason& reason : stance::Decider::shipped().reasons(unit.tally.signals, unit.tally.words)) {
    table["id"].add(unit.id);
    table["signal"].add(stance::signal_name(reason.signal));
    table["count"].add(reason.count);
    table["amount"].add(reason.amount);
    table["npm"].add(reason.push.npm);
    table["trust"].add(reason.push.trust);
    table.end_rows();
  }
}

}  // namespace ordagrant::batch::internal
