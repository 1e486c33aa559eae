#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "ordagrant/lexicon/format.h"
#include "promises.h"

namespace ordagrant::lexicon {

// The entries that are shipped for a language, as Python hands them over.
inline std::vector<Entry> shipped_lexicon(const std::string& language) {
  std::vector<Entry> entries;
  for (const char* const pole : {"critique", "failure", "meta", "npm", "role", "traps", "trust", "value"}) {
    std::ifstream file(std::string(ORDAGRANT_LEXICONS) + "/" + language + "/" + pole + ".tsv", std::ios::binary);
    require(file.good());
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    for (Entry& entry : parse(pole, content)) entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace ordagrant::lexicon
