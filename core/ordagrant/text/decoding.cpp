#include "ordagrant/text/decoding.h"

#include "ordagrant/text/characters.h"

namespace ordagrant::text {

Decoded decode(std::string_view bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());

  Decoded decoded{.source = {}, .encoding = "utf-8", .ill_formed = 0};
  decoded.source.reserve(bytes.size());
  std::size_t copied = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const Character next = character_at(bytes, at);
    if (!next.well_formed) {
      decoded.source.append(bytes.substr(copied, at - copied)).append(kReplacement);
      copied = at + next.size;
      ++decoded.ill_formed;
    }
    at += next.size;
  }
  decoded.source.append(bytes.substr(copied));
  return decoded;
}

}  // namespace ordagrant::text
