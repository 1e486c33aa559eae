// token_ids: tokens with the numbers of their lower-case forms against the word boundaries of ICU alone. With `memory`
// behind them tokens_memory: the most that the columns of all documents and the vocabulary take, as they are made.

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <vector>

#include "icu_boundaries.h"
#include "measure.h"
#include "ordagrant/tokens/tokeniser.h"
#include "ordagrant/tokens/vocabulary.h"

namespace {

// What is allocated now, and the most that was.
std::size_t allocated = 0;
std::size_t most_allocated = 0;

}  // namespace

void* operator new(std::size_t size) {
  void* found = std::malloc(size);
  if (found == nullptr) throw std::bad_alloc();
  allocated += malloc_usable_size(found);
  most_allocated = std::max(most_allocated, allocated);
  return found;
}

void operator delete(void* pointer) noexcept {
  allocated -= pointer == nullptr ? 0 : malloc_usable_size(pointer);
  std::free(pointer);
}

void operator delete(void* pointer, std::size_t) noexcept { operator delete(pointer); }

namespace ordagrant::bench {
namespace {

void token_ids(std::string_view content, unsigned runs) {
  const tokens::Tokeniser tokeniser({.language = "sv"});
  // Each run begins with an empty vocabulary, at the first document.
  const std::string_view first = documents_of(content).front();
  tokens::Vocabulary vocabulary;
  compare(
      content, runs,
      [&](std::string_view document) {
        if (document.data() == first.data()) vocabulary = {};
        return vocabulary.add(document, tokeniser.tokenise(document)).size();
      },
      IcuBoundaries());
}

void memory(std::string_view content) {
  const tokens::Tokeniser tokeniser({.language = "sv"});
  const std::vector<std::string_view> documents = documents_of(content);
  const std::size_t before = allocated;
  most_allocated = allocated;
  tokens::Vocabulary vocabulary;
  std::vector<tokens::TokenColumns> columns;
  columns.reserve(documents.size());
  for (const std::string_view document : documents)
    columns.push_back(vocabulary.add(document, tokeniser.tokenise(document)));
  std::cout << "{\"bytes\": " << content.size() << ", \"memory\": " << most_allocated - before
            << ", \"forms\": " << vocabulary.size() << R"(, "compiler": ")" << kCompiler << R"(", "icu": ")"
            << U_ICU_VERSION << "\"}\n";
}

}  // namespace
}  // namespace ordagrant::bench

int main(int count, char** values) {
  return ordagrant::bench::main_of(count, values, "bench_token_ids TEXT RUNS [memory]", 0,
                                   [](std::string_view content, unsigned runs, auto rest) {
                                     if (rest.empty()) return ordagrant::bench::token_ids(content, runs);
                                     ordagrant::bench::memory(content);
                                   });
}
