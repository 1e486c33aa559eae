#include "ordagrant/passages/internal/lines.h"

#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/looker.h"

namespace ordagrant::passages::internal {

namespace {

// What is written between two tokens.
struct Gap {
  std::uint8_t breaks = 0;
  bool wide = false;
  std::uint16_t indent = 0;
};

Gap read_gap(std::string_view gap) {
  Gap found;
  std::size_t spaces = 0;
  for (std::size_t at = 0; at < gap.size(); ++at) {
    const char byte = gap[at];
    if (byte == '\n' || byte == '\r') {
      if (byte == '\r' && at + 1 < gap.size() && gap[at + 1] == '\n') ++at;
      if (found.breaks < 3) ++found.breaks;
      spaces = 0;
    } else if (byte == '\f') {
      found.breaks = 3;
      spaces = 0;
    } else {
      if (byte == '\t') found.wide = true;
      // A character counts once, by its first byte.
      if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++spaces;
    }
  }
  if (found.breaks > 0)
    found.wide = false;
  else if (spaces >= kColumnSpaces)
    found.wide = true;
  found.indent = static_cast<std::uint16_t>(std::min<std::size_t>(spaces, 0xFFFF));
  return found;
}

std::vector<Line> cut(std::string_view text, std::span<const tokens::Token> tokens) {
  std::vector<Line> lines;
  if (tokens.empty()) return lines;
  const auto begin_line = [&](std::uint32_t token, std::uint8_t breaks, std::uint16_t indent) {
    Line line;
    line.first = token;
    line.begin = line.title = tokens[token].span.begin;
    line.indent = indent;
    line.breaks = breaks;
    lines.push_back(line);
  };
  begin_line(0, 3, read_gap(text.substr(0, tokens[0].span.begin)).indent);
  std::uint32_t last_end = tokens[0].span.end;
  for (std::uint32_t token = 1; token < tokens.size(); ++token) {
    const std::uint32_t begin = tokens[token].span.begin;
    const std::uint32_t size = begin - last_end;
    if (size > 0 && (size > 1 || text[last_end] != ' ')) {
      const Gap gap = read_gap(text.substr(last_end, size));
      if (gap.breaks > 0) {
        lines.back().last = token;
        lines.back().end = last_end;
        begin_line(token, gap.breaks, gap.indent);
      } else if (gap.wide && lines.back().wide < 0xFF) {
        ++lines.back().wide;
      }
    }
    last_end = tokens[token].span.end;
  }
  lines.back().last = static_cast<std::uint32_t>(tokens.size());
  lines.back().end = last_end;
  return lines;
}

}  // namespace

std::size_t line_breaks(std::string_view gap) { return read_gap(gap).breaks; }

std::vector<Line> read_lines(std::string_view text, std::span<const tokens::Token> tokens, const Phrases& phrases) {
  std::vector<Line> lines = cut(text, tokens);
  const Looker looker(text, phrases);
  std::vector<std::pair<std::size_t, Line>> stamps;  // and the lines before which they stand
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (const Line stamp = looker.divide(lines[at], tokens); stamp.last > 0) stamps.emplace_back(at + 1, stamp);
    looker.look(lines[at]);
  }
  if (stamps.empty()) return lines;
  std::vector<Line> divided;
  divided.reserve(lines.size() + stamps.size());
  auto stamp = stamps.begin();
  for (std::size_t at = 0; at <= lines.size(); ++at) {
    if (stamp != stamps.end() && stamp->first == at) divided.push_back((stamp++)->second);
    if (at < lines.size()) divided.push_back(lines[at]);
  }
  return divided;
}

}  // namespace ordagrant::passages::internal
