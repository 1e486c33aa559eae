// passages: structure and quotations of tokenised texts against what it takes to tokenise them with ids.

#include <vector>

#include "measure.h"
#include "ordagrant/passages/quotes.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"
#include "ordagrant/tokens/vocabulary.h"

namespace ordagrant::bench {
namespace {

struct Tokenised {
  std::vector<tokens::Token> tokens;
  std::vector<std::uint32_t> sentences;
};

void passages(std::string_view content, unsigned runs) {
  const tokens::Tokeniser tokeniser({.language = "sv"});
  const passages::StructureReader structure_reader("sv");
  const passages::QuoteReader quote_reader("sv");
  std::vector<Tokenised> tokenised;  // in the order of the documents, in which each run takes them
  for (const std::string_view document : documents_of(content)) {
    Tokenised& made = tokenised.emplace_back();
    made.tokens = tokeniser.tokenise(document);
    made.sentences = tokens::sentences(document, made.tokens);
  }
  const std::string_view first = documents_of(content).front();
  std::size_t next = 0;
  tokens::Vocabulary vocabulary;
  compare(
      content, runs,
      [&](std::string_view document) {
        if (document.data() == first.data()) next = 0;
        const Tokenised& made = tokenised[next++];
        const passages::Structure structure = structure_reader.read(document, made.tokens);
        return structure.passages.size() + quote_reader.read(document, made.tokens, made.sentences, structure).size();
      },
      [&](std::string_view document) {
        if (document.data() == first.data()) vocabulary = {};
        return vocabulary.add(document, tokeniser.tokenise(document)).size();
      });
}

}  // namespace
}  // namespace ordagrant::bench

int main(int count, char** values) {
  return ordagrant::bench::main_of(
      count, values, "bench_passages TEXT RUNS", 0,
      [](std::string_view content, unsigned runs, auto) { ordagrant::bench::passages(content, runs); });
}
