#pragma once

#include <cstddef>
#include <span>

// Room: language. The tables compiled in by core/cmake/embed.cmake; see language/tables.h.

namespace ordagrant::language::internal {

struct EmbeddedFile {
  const char* language;
  const char* name;
  const unsigned char* bytes;
  std::size_t size;
};

// Sorted by language, then by name.
std::span<const EmbeddedFile> embedded();

}  // namespace ordagrant::language::internal
