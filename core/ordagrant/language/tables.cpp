#include "ordagrant/language/tables.h"

#include <algorithm>

#include "ordagrant/base/error.h"
#include "ordagrant/base/not_one_of.h"
#include "ordagrant/language/internal/embedded.h"

namespace ordagrant::language {

namespace {

// A folder that has paradigms is a language in full; one without only helps to tell languages apart.
constexpr std::string_view kMarkOfAFullLanguage = "paradigms.tsv";

}  // namespace

const std::vector<std::string>& shipped() {
  static const std::vector<std::string> languages = [] {
    std::vector<std::string> found;
    for (const internal::EmbeddedFile& file : internal::embedded())
      if (file.name == kMarkOfAFullLanguage) found.emplace_back(file.language);
    return found;
  }();
  return languages;
}

void require_shipped(std::string_view language) {
  const auto& known = shipped();
  if (std::find(known.begin(), known.end(), language) == known.end()) throw not_one_of("language", language, known);
}

std::vector<std::string_view> lines(std::string_view language, std::string_view table) {
  for (const internal::EmbeddedFile& file : internal::embedded()) {
    if (file.language != language || file.name != table) continue;
    const std::string_view content(reinterpret_cast<const char*>(file.bytes), file.size);
    std::vector<std::string_view> found;
    for (const std::string_view line : cells(content, '\n'))
      if (!line.empty() && !line.starts_with('#')) found.push_back(line);
    return found;
  }
  require_shipped(language);
  throw RequestError("language '" + std::string(language) + "' has no table '" + std::string(table) + "'");
}

std::vector<std::string_view> cells(std::string_view line, char separator) {
  std::vector<std::string_view> found;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(separator, begin), line.size());
    found.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return found;
}

}  // namespace ordagrant::language
