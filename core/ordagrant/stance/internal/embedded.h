#pragma once

#include <cstddef>
#include <span>

// Room: stance. The tables compiled in by core/cmake/embed.cmake: the weights.

namespace ordagrant::stance::internal {

struct EmbeddedFile {
  const char* language;  // the folder: "weights"
  const char* name;
  const unsigned char* bytes;
  std::size_t size;
};

// Sorted by folder, then by name.
std::span<const EmbeddedFile> embedded();

}  // namespace ordagrant::stance::internal
