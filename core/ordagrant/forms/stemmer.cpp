#include "ordagrant/forms/stemmer.h"

#include <libstemmer.h>

#include <memory>

namespace ordagrant::forms {

std::vector<std::string> stems(std::string_view language, std::span<const std::string> words) {
  // A stemmer carries its working memory, so every call has its own.
  const std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer(
      sb_stemmer_new(std::string(language).c_str(), "UTF_8"), &sb_stemmer_delete);

  std::vector<std::string> found;
  found.reserve(words.size());
  for (const std::string& word : words) {
    if (stemmer == nullptr) {
      found.push_back(word);
      continue;
    }
    const auto* letters = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stem = sb_stemmer_stem(stemmer.get(), letters, static_cast<int>(word.size()));
    found.emplace_back(reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
  }
  return found;
}

}  // namespace ordagrant::forms
