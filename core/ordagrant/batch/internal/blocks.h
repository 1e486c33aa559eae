#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "ordagrant/batch/columns.h"
#include "ordagrant/batch/document.h"
#include "ordagrant/batch/internal/stretch.h"

// Room: batch. Blocks of documents, which threads work off; see batch/kernel.h.

namespace ordagrant::batch::internal {

// Blocks of documents of about the same size, whatever the number of threads; one, if there are none.
std::vector<std::span<const Document>> blocks_of(std::span<const Document> documents);

// Calls work(block, memories) for every one of so many blocks, on at most so many threads. No result depends on
// what a thread remembers.
// Throws what work() throws of the first block.
void each_block(std::size_t blocks, unsigned threads, IdleMemories& idle,
                const std::function<void(std::size_t, Memories&)>& work);

// The fields of a verb and, behind them, the further columns that documents have. Throws RequestError for one that the
// verb has itself.
std::vector<Field> with_further(std::span<const Document> documents, const std::vector<Field>& fields);

// Fills the further columns of the rows to come, which begin with field number `first`, with those of a document.
void fill_further(const Document& document, const std::vector<Field>& all, std::size_t first, Columns& rows);

}  // namespace ordagrant::batch::internal
