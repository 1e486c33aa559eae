#include "ordagrant/text/decoding.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/decoding_code_pages.h"
#include "ordagrant/text/internal/decoding_evidence.h"
#include "ordagrant/text/internal/decoding_utf8.h"

namespace ordagrant::text {

namespace {

using internal::append;
using internal::ascii_until;
using internal::CodePage;
using internal::well_formed_until;

constexpr char32_t kReplacement = 0xFFFD;

// So much of a file is enough to tell what it is.
constexpr std::size_t kUnitsLookedAt = 4096;
constexpr std::int64_t kBytesWeighed = 1U << 16U;

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

enum class Order : std::uint8_t { little, big };

unsigned unit_at(std::string_view bytes, std::size_t at, Order order) {
  const unsigned first = byte_at(bytes, at);
  const unsigned second = byte_at(bytes, at + 1);
  return order == Order::little ? second << 8U | first : first << 8U | second;
}

// UTF-16 without a byte order mark: in Swedish and Danish nearly every unit is a character of Latin-1, so every other
// byte is zero, and those between are text and no numbers.
std::optional<Order> wide(std::string_view bytes) {
  const std::size_t units = std::min(bytes.size() / 2, kUnitsLookedAt);
  const bool whole = bytes.size() % 2 == 0;
  if (units < 2 || (!whole && units < 16)) return std::nullopt;
  // No byte is zero in nearly all other texts.
  if (bytes.substr(0, 2 * units).find('\0') == std::string_view::npos) return std::nullopt;
  for (const Order order : {Order::little, Order::big}) {
    std::size_t latin = 0;
    std::size_t strange = 0;
    for (std::size_t i = 0; i < units; ++i) {
      const unsigned unit = unit_at(bytes, 2 * i, order);
      const bool control = unit < 0x20 ? unit < '\t' || unit > '\r' : unit >= 0x7F && unit <= 0x9F;
      latin += unit < 0x100 && !control ? 1U : 0U;
      strange += control || (unit & 0xFFU) == 0 ? 1U : 0U;
    }
    if (latin * 4 >= units * 3 && strange * 16 <= units) return order;
  }
  return std::nullopt;
}

Decoded from_utf16(std::string_view bytes, Order order) {
  Decoded decoded{.source = {}, .encoding = order == Order::little ? "utf-16-le" : "utf-16-be", .ill_formed = 0};
  decoded.source.reserve(bytes.size() / 2 + bytes.size() / 16);
  const auto damaged = [&] {
    append(kReplacement, decoded.source);
    ++decoded.ill_formed;
  };
  std::size_t at = 0;
  while (bytes.size() - at >= 2) {
    const unsigned unit = unit_at(bytes, at, order);
    at += 2;
    if (unit < 0xD800 || unit > 0xDFFF) {
      append(unit, decoded.source);
      continue;
    }
    const bool high = unit < 0xDC00;
    if (high && bytes.size() - at < 2) {  // what is left is one beginning
      at = bytes.size();
      damaged();
      break;
    }
    const unsigned low = high ? unit_at(bytes, at, order) : 0;
    if (low >= 0xDC00 && low <= 0xDFFF) {
      append(0x10000U + ((unit - 0xD800U) << 10U) + (low - 0xDC00U), decoded.source);
      at += 2;
    } else {
      damaged();
    }
  }
  if (at < bytes.size()) damaged();
  return decoded;
}

// What speaks for which encoding in bytes that are not all UTF-8.
struct Survey {
  std::uint64_t characters = 0;            // well-formed, above ASCII
  std::uint64_t ill_formed = 0;            // maximal subparts
  std::int64_t weighed = 0;                // of the ill-formed bytes, the first so many
  std::array<std::int64_t, 3> evidence{};  // for each of the code pages, from those
};

Survey survey(std::string_view bytes) {
  Survey found;
  for (std::size_t at = ascii_until(bytes, 0); at < bytes.size();) {
    const Character next = character_at(bytes, at);
    const std::size_t end = at + next.size;
    if (next.well_formed) {
      ++found.characters;
    } else {
      ++found.ill_formed;
      for (; at < end && found.weighed < kBytesWeighed; ++at, ++found.weighed)
        for (std::size_t page = 0; page < found.evidence.size(); ++page)
          found.evidence[page] += internal::evidence(bytes, at, internal::code_pages()[page]);
    }
    at = ascii_until(bytes, end);
  }
  return found;
}

Decoded from_utf8(std::string_view bytes, std::uint64_t ill_formed) {
  Decoded decoded{.source = {}, .encoding = "utf-8", .ill_formed = ill_formed};
  decoded.source.reserve(bytes.size() + 2 * static_cast<std::size_t>(ill_formed));
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = well_formed_until(bytes, at);
    decoded.source.append(bytes.substr(at, end - at));
    if (end == bytes.size()) break;
    append(kReplacement, decoded.source);
    at = end + character_at(bytes, end).size;
  }
  return decoded;
}

// The characters of a code page in UTF-8.
struct Written {
  std::array<char, 3> bytes;
  std::uint8_t size;
};

Decoded from_code_page(std::string_view bytes, const CodePage& page) {
  std::array<Written, 128> written{};
  for (std::size_t i = 0; i < written.size(); ++i) {
    std::string character;
    append(page.upper[i], character);
    std::copy(character.begin(), character.end(), written[i].bytes.begin());
    written[i].size = static_cast<std::uint8_t>(character.size());
  }

  std::array<std::size_t, 256> count{};
  for (const char byte : bytes) ++count[static_cast<unsigned char>(byte)];
  std::size_t size = bytes.size();
  for (std::size_t i = 0; i < written.size(); ++i) size += count[0x80 + i] * (written[i].size - 1U);

  // Where a code page has the control characters of Unicode itself, it is Windows-1252; if they are all there is
  // between 0x80 and 0x9F, nothing speaks for Windows.
  bool control = false;
  bool other = false;
  for (std::size_t i = 0; i < 0x20; ++i) (page.upper[i] == 0x80 + i ? control : other) |= count[0x80 + i] != 0;

  Decoded decoded{.source = std::string(size, '\0'),
                  .encoding = std::string(control && !other ? "iso-8859-1" : page.name),
                  .ill_formed = 0};
  char* to = decoded.source.data();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const unsigned byte = byte_at(bytes, at);
    if (byte < 0x80) {
      *to++ = bytes[at];
    } else {
      const Written& character = written[byte - 0x80];
      std::memcpy(to, character.bytes.data(), character.size);
      to += character.size;
    }
  }
  return decoded;
}

}  // namespace

Decoded decode(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), Order::little);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), Order::big);
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.remove_prefix(3);
  if (!marked)
    if (const std::optional<Order> order = wide(bytes)) return from_utf16(bytes, *order);

  if (well_formed_until(bytes, 0) == bytes.size())
    return {.source = std::string(bytes), .encoding = "utf-8", .ill_formed = 0};
  const Survey found = survey(bytes);
  const auto best = std::max_element(found.evidence.begin(), found.evidence.end());
  // Prose is worth three points a byte and more, rubbish less than none.
  if (marked || found.characters >= found.ill_formed || *best < found.weighed)
    return from_utf8(bytes, found.ill_formed);
  return from_code_page(bytes, internal::code_pages()[static_cast<std::size_t>(best - found.evidence.begin())]);
}

}  // namespace ordagrant::text
