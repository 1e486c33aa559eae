#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "ordagrant/batch/json_lines.h"
#include "ordagrant/batch/kernel.h"
#include "ordagrant/lexicon/format.h"
#include "ordagrant/tokens/tokeniser.h"

// consumer LEXICON TEXT: the tokens of a Swedish text, a line each, and its row of score() as a line of JSON.
int main(int count, char** arguments) {
  if (count != 3) return 2;
  std::ifstream file(arguments[1]);
  const std::string lexicon{std::istreambuf_iterator<char>(file), {}}, text = arguments[2];
  for (const ordagrant::tokens::Token& token : ordagrant::tokens::Tokeniser({.language = "sv"}).tokenise(text))
    std::cout << token.span.of(text) << '\n';
  const ordagrant::batch::Kernel kernel({.entries = ordagrant::lexicon::parse(arguments[1], lexicon)});
  const ordagrant::batch::Document document{.id = "text", .source = text, .language = "sv"};
  for (const auto& rows : kernel.score({&document, 1})) std::cout << ordagrant::batch::json_lines(rows);
}
