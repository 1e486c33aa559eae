#include "ordagrant/forms/internal/known_words.h"

#include <algorithm>
#include <bit>

#include "ordagrant/forms/internal/part_hashes.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::forms::internal {

KnownWords::KnownWords(std::string_view language) : bits_(std::size_t{1} << kBits) {
  const auto lines = language::lines(language, "words.tsv");
  std::size_t most = 0;
  for (const std::string_view line : lines)
    most += static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
  slots_.resize(std::bit_ceil(2 * most + 2));
  mask_ = slots_.size() - 1;
  for (const std::string_view line : lines) {
    const auto cells = language::cells(line);
    const std::uint32_t mark = cells[0] == "+" ? kBeginning : static_cast<std::uint32_t>(cells[0][0] - '0');
    for (const std::string_view word : language::cells(cells.back(), ' ')) {
      const std::uint64_t hash = PartHashes::of(word);
      slots_[place(hash)] |= mark_of(hash) | mark;
      add(hash);
    }
  }
}

}  // namespace ordagrant::forms::internal
