#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ordagrant/text/internal/decoding_code_pages.h"

// Room: text. What speaks for an encoding; see text/decoding.h.

namespace ordagrant::text::internal {

// How well the byte at `at` reads in Swedish or Danish prose under `page`, by what stands beside it: a letter inside a
// word and a dash between spaces speak for it, a capital or a currency sign inside a word against it.
// From -8 to 6. Requires: at < bytes.size(), the byte is 0x80 or more, `page` is one of code_pages().
int evidence(std::string_view bytes, std::size_t at, const CodePage& page) noexcept;

}  // namespace ordagrant::text::internal
