#pragma once

#include <cstddef>
#include <span>

// Room: demand. The tables compiled in by core/cmake/embed.cmake: cues by language, and the weights.

namespace ordagrant::demand::internal {

struct EmbeddedFile {
  const char* language;  // the folder: a language, or "weights"
  const char* name;
  const unsigned char* bytes;
  std::size_t size;
};

// Sorted by folder, then by name.
std::span<const EmbeddedFile> embedded();

}  // namespace ordagrant::demand::internal
