#pragma once

#include <unicode/uvernum.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// What the benchmark programs share: a text, two sides that take turns, and a JSON line.

namespace ordagrant::bench {

#ifdef __clang__
inline constexpr std::string_view kCompiler = "clang " __clang_version__;
#else
inline constexpr std::string_view kCompiler = "gcc " __VERSION__;
#endif

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

// The documents of a text, which form feeds stand between. Views of `content`.
inline std::vector<std::string_view> documents_of(std::string_view content) {
  std::vector<std::string_view> documents;
  for (std::size_t begin = 0; begin <= content.size();) {
    const std::size_t end = std::min(content.find('\f', begin), content.size());
    documents.push_back(content.substr(begin, end - begin));
    begin = end + 1;
  }
  return documents;
}

// What one side took for all documents, run by run, and how many things it found.
struct Side {
  std::vector<double> seconds;
  std::uint64_t found = 0;
};

inline double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Works through the documents once. `work` takes a document and gives the number of things found in it.
template <typename Work>
void run(std::span<const std::string_view> documents, Work& work, Side& side) {
  side.found = 0;
  const double begin = cpu_seconds();
  for (const std::string_view document : documents) side.found += work(document);
  side.seconds.push_back(cpu_seconds() - begin);
}

inline void print(std::string_view name, const Side& side) {
  std::cout << '"' << name << "\": [";
  for (std::size_t i = 0; i < side.seconds.size(); ++i) std::cout << (i == 0 ? "" : ", ") << side.seconds[i];
  std::cout << "], \"" << name << "_found\": " << side.found;
}

// Lets both sides take turns `runs` times, and prints what bench.py reads.
template <typename Ours, typename Peer>
void compare(std::string_view content, unsigned runs, Ours ours, Peer peer) {
  const std::vector<std::string_view> documents = documents_of(content);
  Side our_side;
  Side peer_side;
  for (unsigned i = 0; i < runs; ++i) {
    run(documents, ours, our_side);
    run(documents, peer, peer_side);
  }
  std::cout << "{\"bytes\": " << content.size() << ", ";
  print("ours", our_side);
  std::cout << ", ";
  print("peer", peer_side);
  std::cout << R"(, "compiler": ")" << kCompiler << R"(", "icu": ")" << U_ICU_VERSION << "\"}\n";
}

inline unsigned number_of_runs(std::string_view argument) {
  unsigned runs = 0;
  const auto [end, error] = std::from_chars(argument.data(), argument.data() + argument.size(), runs);
  if (error != std::errc{} || end != argument.data() + argument.size() || runs == 0)
    throw std::runtime_error("RUNS '" + std::string(argument) + "' is not a number from 1 up");
  return runs;
}

// The body of every main(): `work` takes the text, the runs and the arguments that follow them.
template <typename Work>
int main_of(int count, char** values, std::string_view usage, std::size_t least, Work work) {
  try {
    const std::vector<std::string> arguments(values + 1, values + count);
    if (arguments.size() < 2 + least) {
      std::cerr << "usage: " << usage << '\n';
      return 2;
    }
    const std::string content = read_file(arguments[0]);
    work(content, number_of_runs(arguments[1]), std::span(arguments).subspan(2));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}

}  // namespace ordagrant::bench
