#include "ordagrant/language/knowledge.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "ordagrant/language/tables.h"

namespace ordagrant::language {

namespace {

std::unique_ptr<const text::Knowledge> read(const std::string& language) {
  return std::make_unique<const text::Knowledge>(
      text::Knowledge{text::Words(lines(language, "words.tsv"), lines(language, "repair.tsv")),
                      text::Chrome(lines(language, "chrome.tsv"))});
}

}  // namespace

const text::Knowledge* knowledge(std::string_view language) {
  static std::mutex reading;
  static std::map<std::string, std::unique_ptr<const text::Knowledge>, std::less<>> read_ones;
  const std::scoped_lock lock(reading);
  const auto found = read_ones.find(language);
  if (found != read_ones.end()) return found->second.get();
  for (const std::string& shipped : shipped())
    if (shipped == language) return read_ones.emplace(shipped, read(shipped)).first->second.get();
  return nullptr;
}

}  // namespace ordagrant::language
