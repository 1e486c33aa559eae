#pragma once

#include <cctype>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"
#include "ordagrant/base/seeded_random.h"

// Room: privacy. The tables of lines, read so that no identity number is written down anywhere.
//
// In lines_*.txt [kind:words] marks what is to be masked and \n ends a line. Inside a mark # is any digit, and
// {form:year} an identity number of somebody born that year, made here with its check digit.

namespace ordagrant::privacy {

struct Mark {
  ByteSpan span;
  std::string kind;
};

struct MarkedLine {
  std::string text;
  std::vector<Mark> marks;
};

inline char luhn_digit(std::string_view nine) {
  int sum = 0;
  for (std::size_t at = 0; at < nine.size(); ++at) {
    const int doubled = (nine[at] - '0') * (at % 2 == 0 ? 2 : 1);
    sum += doubled / 10 + doubled % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

inline std::string two(std::uint32_t number) {
  return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

// "pnr:1956" and its relatives; what follows the name of the number says how it is written.
inline std::string identity_number(std::string_view form, SeededRandom& random) {
  const std::string year(form.substr(form.find(':') + 1));
  const std::string_view how = form.substr(0, form.find(':'));
  const std::string month = how == "baddate" ? "13" : two(1 + random.below(12));
  const bool danish = how.find("cpr") != std::string_view::npos;
  std::uint32_t day = 1 + random.below(28);
  if (how.starts_with("sam")) day += 60;
  if (how == "baddatecpr") day = 45;
  std::string serial;
  for (int digit = 0; digit < 3; ++digit) serial += static_cast<char>('0' + random.below(10));
  const std::string short_year = year.substr(2);
  if (danish) {
    const std::string last = serial + static_cast<char>('0' + random.below(10));
    if (how == "cpr10") return two(day) + month + short_year + last;
    if (how == "cpr_") return two(day) + month + short_year + " " + last;
    if (how == "cpr-_") return two(day) + month + short_year + " - " + last;
    if (how == "cprspaced") return two(day) + " " + month + " " + short_year + " " + last;
    if (how == "cprdots") return two(day) + "." + month + "." + short_year + "-" + last;
    return two(day) + month + short_year + "-" + last;
  }
  char check = luhn_digit(short_year + month + two(day) + serial);
  if (how == "bad") check = static_cast<char>('0' + (check - '0' + 1) % 10);
  const std::string last = serial + check;
  if (how == "pnr10") return short_year + month + two(day) + last;
  if (how == "pnr12") return year + month + two(day) + last;
  if (how == "pnr12-" || how == "sam12") return year + month + two(day) + "-" + last;
  if (how == "pnr12_") return year + month + two(day) + " " + last;
  if (how == "pnr12spaced") return year + " " + month + " " + two(day) + " " + last;
  if (how == "pnr+") return short_year + month + two(day) + "+" + last;
  if (how == "pnr_") return short_year + month + two(day) + " " + last;
  if (how == "pnr-_" || how == "sam-_") return short_year + month + two(day) + " - " + last;
  if (how == "pnrdots") return short_year + "." + month + "." + two(day) + "-" + last;
  return short_year + month + two(day) + "-" + last;
}

inline MarkedLine marked_line(std::string_view line, std::uint64_t seed) {
  SeededRandom random(seed);
  MarkedLine read;
  bool inside = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char byte = line[at];
    if (byte == '[') {
      const std::size_t colon = line.find(':', at);
      read.marks.push_back(
          {{static_cast<std::uint32_t>(read.text.size()), 0}, std::string(line.substr(at + 1, colon - at - 1))});
      at = colon;
      inside = true;
    } else if (inside && byte == ']') {
      read.marks.back().span.end = static_cast<std::uint32_t>(read.text.size());
      inside = false;
    } else if (inside && byte == '{') {
      const std::size_t close = line.find('}', at);
      read.text += identity_number(line.substr(at + 1, close - at - 1), random);
      at = close;
    } else if (inside && byte == '#') {
      read.text += static_cast<char>('0' + random.below(10));
    } else if (byte == '\\' && at + 1 < line.size() && line[at + 1] == 'n') {
      read.text += '\n';
      ++at;
    } else {
      read.text += byte;
    }
  }
  return read;
}

// The lines of a table without its comments.
inline std::vector<std::string> table(const std::string& name) {
  std::ifstream file(std::string(ORDAGRANT_TESTS) + "/privacy/" + name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  return lines;
}

}  // namespace ordagrant::privacy
