#include "ordagrant/batch/internal/passage_rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ordagrant/base/not_one_of.h"

namespace ordagrant::batch::internal {

namespace {

using passages::FactKind;
using passages::PassageKind;
using passages::Section;
using passages::SectionKind;

// What a passage can be in the rows: a heading is named by what it opens.
constexpr std::array<std::string_view, 12> kPassageKinds{"heading",   "item",      "part",      "speaker",
                                                         "post",      "reply",     "appendix",  "head",
                                                         "paragraph", "list_item", "table_row", "quoted"};

constexpr std::array<FactKind, 4> kFactKinds{FactKind::vote, FactKind::decision, FactKind::assignment,
                                             FactKind::figure};

// The columns of a kind of facts.
std::vector<Field> fields_of(FactKind kind) {
  switch (kind) {
    case FactKind::vote:
      return {{"yes", Type::integer}, {"no", Type::integer}, {"abstain", Type::integer}, {"names", Type::text}};
    case FactKind::decision:
      return {{"body", Type::category}, {"outcome", Type::text}};
    case FactKind::assignment:
      return {{"owner", Type::text}, {"due", Type::text}};
    case FactKind::figure:
      break;
  }
  return {{"value", Type::real}, {"value_high", Type::real}, {"unit", Type::category}, {"compared", Type::real}};
}

std::string_view kind_of(const passages::Passage& passage, const Section& section) {
  if (passage.kind == PassageKind::heading && passage.begin == section.begin) switch (section.kind) {
      case SectionKind::item:
        return "item";
      case SectionKind::part:
        return "part";
      case SectionKind::post:
        return "post";
      case SectionKind::reply:
        return "reply";
      case SectionKind::appendix:
        return "appendix";
      case SectionKind::document:
      case SectionKind::head:
      case SectionKind::chapter:
      case SectionKind::speech:
      case SectionKind::statement:
        break;
    }
  if (section.kind == SectionKind::head && passage.kind == PassageKind::paragraph) return "head";
  constexpr std::array<std::string_view, 6> kNames{"heading",   "speaker",   "paragraph",
                                                   "list_item", "table_row", "quoted"};
  return kNames[static_cast<std::size_t>(passage.kind)];
}

}  // namespace

std::vector<Field> passage_fields(const std::vector<std::string>& kinds) {
  std::vector<Field> fields{{"id", Type::text},     {"passage", Type::integer}, {"start", Type::integer},
                            {"end", Type::integer}, {"kind", Type::category},   {"heading", Type::text},
                            {"number", Type::text}, {"date", Type::day},        {"speaker", Type::category},
                            {"text", Type::text},   {"line", Type::integer},    {"page", Type::integer}};
  for (const FactKind kind : kFactKinds)
    if (std::find(kinds.begin(), kinds.end(), passages::name(kind)) != kinds.end())
      for (Field& field : fields_of(kind)) fields.push_back(std::move(field));
  for (const std::string& kind : kinds) {
    if (std::find(kPassageKinds.begin(), kPassageKinds.end(), kind) != kPassageKinds.end()) continue;
    if (std::any_of(kFactKinds.begin(), kFactKinds.end(), [&](FactKind one) { return passages::name(one) == kind; }))
      continue;
    std::vector<std::string_view> names(kPassageKinds.begin(), kPassageKinds.end());
    for (const FactKind one : kFactKinds) names.push_back(passages::name(one));
    throw not_one_of("kind", kind, names);
  }
  return fields;
}

bool PassageRows::asks_for(std::string_view kind) const {
  return std::find(options_.kinds.begin(), options_.kinds.end(), kind) != options_.kinds.end();
}

bool PassageRows::asks_for_facts() const {
  return std::any_of(kFactKinds.begin(), kFactKinds.end(),
                     [&](FactKind kind) { return asks_for(passages::name(kind)); });
}

void PassageRows::begin_row(Stretch& stretch, std::uint32_t number, std::string_view kind, ByteSpan span,
                            const passages::Fact* fact) {
  const passages::Structure& structure = stretch.structure();
  const passages::Passage& passage = structure.passages[number];
  const std::string heading = structure.heading_of(passage);
  columns_["id"].add(document_.id);
  columns_["passage"].add(passages_ + number);
  columns_["start"].add(std::int64_t{positions_.character(span.begin)});
  columns_["end"].add(std::int64_t{positions_.character(span.end)});
  columns_["kind"].add(kind);
  columns_.add_stated("heading", heading);
  // What a decision says of itself goes before what the minutes say that tell of it.
  const bool numbered = fact != nullptr && !fact->number.empty();
  const bool dated = fact != nullptr && !fact->date.empty();
  columns_.add_stated("number", numbered ? fact->number : structure.number_of(passage));
  columns_.add_stated("date", dated ? fact->date : structure.date_of(passage));
  columns_.add_stated("speaker", structure.speaker_of(passage));
  columns_["text"].add(span.of(document_.source));
  columns_["line"].add(std::int64_t{positions_.line(span.begin)});
  if (document_.pages >= 0) columns_["page"].add(std::int64_t{positions_.page(span.begin)});
}

void PassageRows::add_fact(const passages::Fact& fact) {
  const auto add_number = [&](const char* column, const auto& value) {
    if (value) columns_[column].add(*value);
  };
  switch (fact.kind) {
    case FactKind::vote:
      add_number("yes", fact.yes);
      add_number("no", fact.no);
      add_number("abstain", fact.abstain);
      columns_.add_stated("names", fact.names);
      break;
    case FactKind::decision:
      columns_.add_stated("body", fact.body);
      columns_.add_stated("outcome", fact.outcome);
      break;
    case FactKind::assignment:
      columns_.add_stated("owner", fact.owner);
      columns_.add_stated("due", fact.due);
      break;
    case FactKind::figure:
      add_number("value", fact.value);
      add_number("value_high", fact.value_high);
      add_number("compared", fact.compared);
      columns_.add_stated("unit", fact.unit);
      break;
  }
}

void PassageRows::add(Stretch& stretch) {
  const passages::Structure& structure = stretch.structure();
  const std::vector<passages::Fact> none;
  const std::vector<passages::Fact>& facts = asks_for_facts() ? stretch.facts() : none;
  auto fact = facts.begin();
  for (std::uint32_t number = 0; number < structure.passages.size(); ++number) {
    const passages::Passage& passage = structure.passages[number];
    const std::string_view kind = kind_of(passage, structure.sections[passage.section]);
    if (options_.kinds.empty() || asks_for(kind)) {
      begin_row(stretch, number, kind, stretch.to_source(passage.begin, passage.end));
      columns_.end_rows();
    }
    for (; fact != facts.end() && fact->passage == number; ++fact) {
      if (!asks_for(passages::name(fact->kind))) continue;
      begin_row(stretch, number, passages::name(fact->kind), stretch.to_source(fact->span), &*fact);
      add_fact(*fact);
      columns_.end_rows();
    }
  }
  passages_ += static_cast<std::int64_t>(structure.passages.size());
}

const std::vector<Field>& quote_fields() {
  static const std::vector<Field> fields{{"id", Type::text},
                                         {"doc", Type::text},
                                         {"start", Type::integer},
                                         {"end", Type::integer},
                                         {"text", Type::text},
                                         {"kind", Type::category},
                                         {"speaker", Type::category},
                                         {"speaker_start", Type::integer},
                                         {"speaker_end", Type::integer},
                                         {"closed", Type::truth},
                                         {"line", Type::integer},
                                         {"page", Type::integer}};
  return fields;
}

void QuoteRows::add(Stretch& stretch) {
  for (const passages::Quote& quote : stretch.quotes()) {
    const ByteSpan span = stretch.to_source(quote.begin, quote.end);
    columns_["id"].add(std::string_view(std::string(document_.id) + "#" + std::to_string(quotes_++)));
    columns_["doc"].add(document_.id);
    columns_["start"].add(std::int64_t{positions_.character(span.begin)});
    columns_["end"].add(std::int64_t{positions_.character(span.end)});
    columns_["text"].add(span.of(document_.source));
    columns_["kind"].add(passages::name(quote.kind));
    columns_.add_stated("speaker", quote.speaker);
    if (quote.speaker_span) {
      const ByteSpan speaker = stretch.to_source(*quote.speaker_span);
      columns_["speaker_start"].add(std::int64_t{speakers_.character(speaker.begin)});
      columns_["speaker_end"].add(std::int64_t{speakers_.character(speaker.end)});
    }
    columns_["closed"].add_truth(quote.closed);
    columns_["line"].add(std::int64_t{positions_.line(span.begin)});
    if (document_.pages >= 0) columns_["page"].add(std::int64_t{positions_.page(span.begin)});
    columns_.end_rows();
  }
}

}  // namespace ordagrant::batch::internal
