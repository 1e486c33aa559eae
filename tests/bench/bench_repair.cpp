// repair: a sound text read with all layers and the knowledge of its language.

#include "measure.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/text/reading.h"

namespace ordagrant::bench {
namespace {

// The peer's side is not measured: bench.py holds our speed against a limit.
void repair(std::string_view content, unsigned runs) {
  const text::Knowledge* knowledge = language::knowledge("sv");
  const std::vector<std::string_view> documents = documents_of(content);
  Side ours;
  const auto read = [&](std::string_view document) {
    return text::Reading(document, {.knowledge = knowledge}).repairs().size();
  };
  for (unsigned i = 0; i < runs; ++i) run(documents, read, ours);
  std::cout << "{\"bytes\": " << content.size() << ", ";
  print("ours", ours);
  std::cout << R"(, "compiler": ")" << kCompiler << R"(", "icu": ")" << U_ICU_VERSION << "\"}\n";
}

}  // namespace
}  // namespace ordagrant::bench

int main(int count, char** values) {
  return ordagrant::bench::main_of(
      count, values, "bench_repair TEXT RUNS", 0,
      [](std::string_view content, unsigned runs, auto) { ordagrant::bench::repair(content, runs); });
}
