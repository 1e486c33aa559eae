#pragma once

#include <span>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/lexicon/entry.h"

// Room: batch. The rows of the entries that are counted by; see batch/kernel.h.

namespace ordagrant::batch::internal {

const std::vector<Field>& entry_fields();

// `placed_only`: those that have a place in a further lexicon, as what they are in it.
void add_entries(std::span<const lexicon::Entry> entries, bool placed_only, Columns& rows);

}  // namespace ordagrant::batch::internal
