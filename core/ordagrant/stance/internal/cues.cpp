#include "ordagrant/stance/internal/cues.h"

#include <array>

#include "ordagrant/language/tables.h"

namespace ordagrant::stance::internal {

namespace {

// In the order of CueKind.
constexpr std::array<std::string_view, 29> kKinds{
    "negation", "none", "cancel",      "diminish", "without", "end",       "ended", "replace",  "by",         "from",
    "away",     "to",   "around",      "rather",   "than",    "more",      "stop",  "subject",  "self",       "finite",
    "and",      "or",   "preposition", "of",       "report",  "according", "that",  "distance", "verb_ending"};

}  // namespace

Cues::Cues(std::string_view language) : phrases_(language, "cues.tsv", kKinds) {
  const std::string_view kind = kKinds[static_cast<std::size_t>(CueKind::verb_ending)];
  for (const std::string_view line : language::lines(language, "cues.tsv"))
    if (const auto cells = language::cells(line); cells.front() == kind)
      verb_endings_.emplace_back(cells[1].substr(1));  // behind its hyphen
}

std::vector<Cue> Cues::find(std::span<const std::string> words, std::uint32_t first_token) const {
  std::vector<Cue> found;
  for (const Phrase& phrase : phrases_.find(words))
    found.push_back({first_token + phrase.begin, first_token + phrase.end, static_cast<CueKind>(phrase.kind)});
  return found;
}

}  // namespace ordagrant::stance::internal
