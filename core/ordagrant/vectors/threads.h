#pragma once

#include <cstddef>
#include <functional>

// Room: vectors. Counts in, TF-IDF and latent dimensions out.
// Above it: counts. Below it: clusters.

namespace ordagrant::vectors {

// Calls work(begin, end) for blocks of at most `block` of `size` things, on so many threads (0: as many as the machine
// has). Where the blocks lie does not depend on the threads; what they do must not depend on each other.
// An exception of `work` is thrown again here, when all threads are done.
void for_each_block(std::size_t size, std::size_t block, unsigned threads,
                    const std::function<void(std::size_t begin, std::size_t end)>& work);

}  // namespace ordagrant::vectors
