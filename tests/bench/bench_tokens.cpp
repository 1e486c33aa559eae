// tokens: the tokeniser with all its rules against the word boundaries of ICU alone.

#include "icu_boundaries.h"
#include "measure.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::bench {
namespace {

void tokens(std::string_view content, unsigned runs) {
  const tokens::Tokeniser tokeniser({.language = "sv"});
  compare(
      content, runs, [&](std::string_view document) { return tokeniser.tokenise(document).size(); }, IcuBoundaries());
}

}  // namespace
}  // namespace ordagrant::bench

int main(int count, char** values) {
  return ordagrant::bench::main_of(
      count, values, "bench_tokens TEXT RUNS", 0,
      [](std::string_view content, unsigned runs, auto) { ordagrant::bench::tokens(content, runs); });
}
