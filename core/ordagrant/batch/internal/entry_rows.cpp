#include "ordagrant/batch/internal/entry_rows.h"

#include <string>

namespace ordagrant::batch::internal {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
  return line;
}

}  // namespace

const std::vector<Field>& entry_fields() {
  static const std::vector<Field> fields = [] {
    std::vector<Field> made;
    for (const char* name :
         {"lang", "pole", "category", "term", "kind", "pos", "tier", "compound", "case", "source", "note", "tags"})
      made.push_back({name, Type::text});
    return made;
  }();
  return fields;
}

void add_entries(std::span<const lexicon::Entry> entries, bool placed_only, Columns& rows) {
  for (const lexicon::Entry& entry : entries) {
    if (!entry.place && placed_only) continue;
    rows["lang"].add(entry.language);
    rows["pole"].add(lexicon::name(entry.place ? entry.place->pole : entry.pole));
    rows["category"].add(entry.place ? entry.place->category : entry.category);
    rows["term"].add(entry.term);
    rows["kind"].add(lexicon::name(entry.kind));
    rows["pos"].add(joined(entry.pos));
    rows["tier"].add(lexicon::name(entry.tier));
    rows["compound"].add(lexicon::name(entry.compound));
    if (entry.exact_case) rows["case"].add("exact");
    if (!entry.source.empty()) rows["source"].add(entry.source);
    if (!entry.note.empty()) rows["note"].add(entry.note);
    if (!entry.tags.empty()) rows["tags"].add(joined(entry.tags));
    rows.end_rows();
  }
}

}  // namespace ordagrant::batch::internal
