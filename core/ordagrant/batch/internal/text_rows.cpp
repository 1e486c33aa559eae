#include "ordagrant/batch/internal/text_rows.h"

#include <cstdint>
#include <string>

#include "ordagrant/passages/paragraphs.h"

namespace ordagrant::batch::internal {

namespace {

void begin_language(std::string_view id, const Document& document, const language::Verdict& verdict, Columns& rows) {
  rows["id"].add(id);
  rows["lang"].add(verdict.code);
  rows["confidence"].add(verdict.confidence);
  rows["status"].add(document.status);
}

}  // namespace

const std::vector<Field>& text_fields() {
  static const std::vector<Field> fields{
      {"id", Type::text},       {"lang", Type::category},      {"encoding", Type::category},
      {"pages", Type::integer}, {"pages_read", Type::integer}, {"status", Type::category},
      {"text", Type::text}};
  return fields;
}

const std::vector<Field>& repair_fields() {
  static const std::vector<Field> fields{{"id", Type::text},       {"start", Type::integer}, {"end", Type::integer},
                                         {"kind", Type::category}, {"before", Type::text},   {"after", Type::text}};
  return fields;
}

const std::vector<Field>& language_fields(bool of_passages) {
  static const std::vector<Field> fields{
      {"id", Type::text}, {"lang", Type::category}, {"confidence", Type::real}, {"status", Type::category}};
  static const std::vector<Field> with_places = [] {
    std::vector<Field> made = fields;
    made.push_back({"start", Type::integer});
    made.push_back({"end", Type::integer});
    return made;
  }();
  return of_passages ? with_places : fields;
}

void add_text(const Document& document, std::string_view language, const text::Reading& reading, Columns& rows) {
  rows["id"].add(document.id);
  rows["lang"].add(language);
  rows["encoding"].add(document.encoding);
  if (document.pages >= 0) rows["pages"].add(document.pages);
  if (document.pages_read >= 0) rows["pages_read"].add(document.pages_read);
  rows["status"].add(document.status);
  rows["text"].add(reading.text());
  rows.end_rows();
}

void add_repairs(const Document& document, const text::Reading& reading, Columns& rows) {
  text::Positions positions(document.source);
  for (const text::Edit& repair : reading.repairs()) {
    rows["id"].add(document.id);
    rows["start"].add(std::int64_t{positions.character(repair.span.begin)});
    rows["end"].add(std::int64_t{positions.character(repair.span.end)});
    rows["kind"].add(text::name(repair.kind));
    rows["before"].add(repair.span.of(document.source));
    rows["after"].add(repair.replacement);
    rows.end_rows();
  }
}

void add_language(const Document& document, const language::Verdict& verdict, Columns& rows) {
  begin_language(document.id, document, verdict, rows);
  rows.end_rows();
}

void ParagraphLanguageRows::add(const Stretch& stretch) {
  const std::vector<tokens::Token>& tokens = stretch.tokens();
  const std::vector<std::uint32_t> starts = passages::paragraphs(stretch.text(), tokens);
  std::vector<ByteSpan> spans;
  for (std::size_t start = 0; start < starts.size(); ++start) {
    const std::size_t end = start + 1 < starts.size() ? starts[start + 1] : tokens.size();
    spans.push_back({tokens[starts[start]].span.begin, tokens[end - 1].span.end});
  }
  const std::vector<language::Verdict> verdicts = language::identify(stretch.text(), spans);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    begin_language(std::string(document_.id) + "#" + std::to_string(paragraphs_++), document_, verdicts[i], rows_);
    const ByteSpan span = stretch.to_source(spans[i]);
    rows_["start"].add(std::int64_t{positions_.character(span.begin)});
    rows_["end"].add(std::int64_t{positions_.character(span.end)});
    rows_.end_rows();
  }
}

}  // namespace ordagrant::batch::internal
