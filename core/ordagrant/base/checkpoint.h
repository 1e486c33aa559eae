#pragma once

#include <atomic>
#include <cstddef>

// Room: base. Words that every room may use; depends on nothing.

namespace ordagrant {

// What the host wants to be told between two pieces of long work: that `done` of `parts` parts are done; of 0 where
// nobody knows. Any thread that works may call it, often. What it throws ends the work, and is thrown on to who asked
// for that.
using Checkpoint = void (*)(std::size_t done, std::size_t parts);

namespace internal {
inline std::atomic<Checkpoint> host_checkpoint = nullptr;
}

// For the whole process; null asks for nothing.
inline void set_checkpoint(Checkpoint checkpoint) noexcept { internal::host_checkpoint = checkpoint; }

// Called by what can take longer than a moment, at least once a second or so.
inline void checkpoint(std::size_t done = 0, std::size_t parts = 0) {
  if (const Checkpoint host = internal::host_checkpoint.load(std::memory_order_relaxed); host != nullptr)
    host(done, parts);
}

}  // namespace ordagrant
