#include <algorithm>
#include <array>

#include "ordagrant/text/internal/layers.h"
#include "ordagrant/text/internal/marked.h"

namespace ordagrant::text::internal {

std::vector<Edit> mend_words(std::string_view text, RepairKinds kinds, const Knowledge* knowledge) {
  constexpr std::array kKinds{RepairKind::hyphen,     RepairKind::glued,      RepairKind::footnote_mark,
                              RepairKind::split_word, RepairKind::line_break, RepairKind::page_break};
  // Who asks for none of them has a text of which nothing is known yet: every word would be marked as unlisted.
  if (std::none_of(kKinds.begin(), kKinds.end(), [&](RepairKind kind) { return kinds.has(kind); })) return {};
  static const Words none({}, {});
  const Marked marked(text, knowledge == nullptr ? none : knowledge->words);
  std::vector<Edit> edits;
  if (kinds.has(RepairKind::hyphen)) mend_hyphens(marked, edits);
  if (kinds.has(RepairKind::glued)) mend_glued(marked, edits);
  if (kinds.has(RepairKind::footnote_mark)) mend_footnote_marks(marked, edits);
  if (kinds.has(RepairKind::split_word)) mend_split(marked, edits);
  if (kinds.has(RepairKind::line_break) || kinds.has(RepairKind::page_break)) mend_breaks(marked, kinds, edits);

  // Where two kinds found the same place damaged, the one that was asked first knows better.
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& one, const Edit& other) { return one.span.begin < other.span.begin; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (kept > 0 &&
        (edits[i].span.begin < edits[kept - 1].span.end || edits[i].span.begin == edits[kept - 1].span.begin))
      continue;
    if (kept != i) edits[kept] = std::move(edits[i]);
    ++kept;
  }
  edits.resize(kept);
  return edits;
}

}  // namespace ordagrant::text::internal
