#include "ordagrant/batch/internal/hit_rows.h"

#include <algorithm>

#include "ordagrant/stance/tally.h"

namespace ordagrant::batch::internal {

namespace {

using tokens::Token;

// How much of the text stands to the left and right of a hit.
constexpr std::uint32_t kContextBytes = 80;

// The category of pole meta whose terms are names, of firms, bodies and methods; they say nothing of steering.
constexpr std::string_view kName = "name";

// What a hit is shown as: the entry's place in the further lexicon that was asked for, or what it is by itself.
lexicon::Entry::Place place_of(const lexicon::Entry& entry, stance::Sense sense) {
  return stance::takes_place(entry, sense) ? *entry.place : lexicon::Entry::Place{entry.pole, entry.category};
}

// The tier of a frame, which is in no lexicon.
constexpr std::string_view kFrame = "frame";

bool shown(const lexicon::Entry& entry, stance::Sense sense, const HitOptions& options) {
  if (!options.names && entry.pole == lexicon::Pole::meta && entry.category == kName) return false;
  return options.poles.empty() ||
         std::find(options.poles.begin(), options.poles.end(), place_of(entry, sense).pole) != options.poles.end();
}

// The text around tokens [begin, end): whole tokens, as many as fit.
ByteSpan left_of(std::span<const Token> tokens, std::uint32_t begin) {
  const std::uint32_t until = tokens[begin].span.begin;
  std::uint32_t first = begin;
  while (first > 0 && until - tokens[first - 1].span.begin <= kContextBytes) --first;
  return {tokens[first].span.begin, until};
}

ByteSpan right_of(std::span<const Token> tokens, std::uint32_t end) {
  const std::uint32_t from = tokens[end - 1].span.end;
  std::uint32_t last = end;
  while (last < tokens.size() && tokens[last].span.end - from <= kContextBytes) ++last;
  return {from, tokens[last - 1].span.end};
}

// The match as it reads: with suspended compounds restored, if it begins and ends with them.
std::string canonical(const lexicon::Match& match, Stretch& stretch) {
  const auto& ellipses = stretch.ellipses();
  const auto ellipsis = std::lower_bound(ellipses.begin(), ellipses.end(), match.token_begin,
                                         [](const forms::Ellipsis& e, std::uint32_t token) { return e.begin < token; });
  if (ellipsis == ellipses.end() || ellipsis->begin != match.token_begin || ellipsis->end != match.token_end)
    return std::string(match.span.of(stretch.text()));
  std::string joined;
  for (const std::string& word : ellipsis->words) joined += (joined.empty() ? "" : " + ") + word;
  return joined;
}

}  // namespace

std::vector<Field> hit_fields(bool own) {
  std::vector<Field> fields{{"id", Type::text},           {"lang", Type::category},      {"start", Type::integer},
                            {"end", Type::integer},       {"byte_start", Type::integer}, {"byte_end", Type::integer},
                            {"line", Type::integer},      {"page", Type::integer},       {"text", Type::text},
                            {"canonical", Type::text},    {"term", Type::text},          {"pole", Type::category},
                            {"category", Type::category}, {"tier", Type::category},      {"weight", Type::real},
                            {"polarity", Type::category}, {"voice", Type::category},     {"attitude", Type::category},
                            {"speaker", Type::category},  {"number", Type::text},        {"date", Type::day},
                            {"sentence", Type::integer},  {"passage", Type::integer},    {"left", Type::text},
                            {"right", Type::text}};
  if (own)
    for (const char* name : {"own_pole", "own_category"}) fields.push_back({name, Type::category});
  return fields;
}

void HitRows::add_place(Stretch& stretch, const lexicon::Match& match) {
  const ByteSpan span = stretch.to_source(match.span);
  const std::string_view surface = span.of(document_.source);
  const std::string reading = canonical(match, stretch);
  const std::uint32_t passage = stretch.passage_of(match.token_begin);
  const passages::Structure& structure = stretch.structure();
  columns_["id"].add(document_.id);
  columns_["lang"].add(stretch.language());
  columns_["start"].add(std::int64_t{positions_.character(span.begin)});
  columns_["line"].add(std::int64_t{positions_.line(span.begin)});
  if (document_.pages >= 0) columns_["page"].add(std::int64_t{positions_.page(span.begin)});
  columns_["end"].add(std::int64_t{positions_.character(span.end)});
  columns_["byte_start"].add(std::int64_t{span.begin});
  columns_["byte_end"].add(std::int64_t{span.end});
  columns_["text"].add(surface);
  if (reading != surface) columns_["canonical"].add(std::string_view(reading));
  columns_.add_stated("speaker", stretch.speaker_of(match.token_begin));
  columns_.add_stated("number", structure.number_of(structure.passages[passage]));
  columns_.add_stated("date", structure.date_of(structure.passages[passage]));
  columns_["sentence"].add(sentences_ + match.sentence);
  columns_["passage"].add(passages_ + passage);
  // What a repair took out beside the hit is part of what stands there.
  const ByteSpan left{stretch.to_source(left_of(stretch.tokens(), match.token_begin)).begin, span.begin};
  const ByteSpan right{span.end, stretch.to_source(right_of(stretch.tokens(), match.token_end)).end};
  columns_["left"].add(left.of(document_.source));
  columns_["right"].add(right.of(document_.source));
}

void HitRows::add_sense(stance::Sense sense) {
  columns_["polarity"].add(stance::name(sense.polarity));
  columns_["voice"].add(stance::name(sense.voice));
  columns_["attitude"].add(stance::name(sense.attitude));
}

void HitRows::end(Stretch& stretch) {
  sentences_ += static_cast<std::int64_t>(stretch.sentences().size());
  passages_ += static_cast<std::int64_t>(stretch.structure().passages.size());
}

void HitRows::add(Stretch& stretch) {
  const std::vector<lexicon::Match>& matches = stretch.matches();
  static const std::vector<lexicon::Match> kNone;
  const std::vector<lexicon::Match>& frames = options_.frames ? stretch.frames() : kNone;
  std::size_t frame = 0;
  const auto add_frames_until = [&](std::uint32_t token) {
    for (; frame < frames.size() && frames[frame].token_begin < token; ++frame) {
      const lexicon::Entry& entry = stance::FrameReader::entries()[frames[frame].entry];
      const stance::Sense sense = stretch.frame_senses()[frame];
      if (entry.pole != lexicon::Pole::none && shown(entry, sense, options_))
        add(stretch, frames[frame], entry, sense, true);
    }
  };
  for (std::size_t hit = 0; hit < matches.size(); ++hit) {
    add_frames_until(matches[hit].token_begin);
    const lexicon::Entry& entry = stretch.engines().matcher->entries()[matches[hit].entry];
    const stance::Sense sense = stretch.senses()[hit];
    if (!options_.unplaced && !stance::takes_place(entry, sense)) continue;
    if (shown(entry, sense, options_)) add(stretch, matches[hit], entry, sense, false);
  }
  add_frames_until(static_cast<std::uint32_t>(stretch.tokens().size()));
  end(stretch);
}

void HitRows::add(Stretch& stretch, const lexicon::Search& search) {
  const std::vector<lexicon::Match> matches =
      search.find(stretch.text(), stretch.tokens(), stretch.sentences(), stretch.ellipses());
  const std::vector<stance::Sense> senses = stretch.senses_of(matches, search.entries());
  for (std::size_t hit = 0; hit < matches.size(); ++hit) {
    add_place(stretch, matches[hit]);
    if (!senses.empty()) add_sense(senses[hit]);
    columns_["term"].add(std::string_view(search.entries()[matches[hit].entry].term));
    columns_.end_rows();
  }
  end(stretch);
}

void HitRows::add(Stretch& stretch, const lexicon::Match& match, const lexicon::Entry& entry, stance::Sense sense,
                  bool is_frame) {
  add_place(stretch, match);
  add_sense(options_.as_said ? stretch.as_said(sense, match.token_begin) : sense);
  columns_["term"].add(std::string_view(is_frame ? entry.category : entry.term));
  const lexicon::Entry::Place place = place_of(entry, sense);
  columns_["pole"].add(lexicon::name(place.pole));
  columns_["category"].add(std::string_view(place.category));
  columns_["tier"].add(is_frame ? kFrame : lexicon::name(entry.tier));
  columns_["weight"].add(is_frame ? 0 : lexicon::weight(entry.tier));
  if (own_) {
    columns_["own_pole"].add(lexicon::name(entry.pole));
    columns_["own_category"].add(std::string_view(entry.category));
  }
  columns_.end_rows();
}

}  // namespace ordagrant::batch::internal
