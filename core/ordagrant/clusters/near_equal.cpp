#include "ordagrant/clusters/near_equal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <numeric>

#include "ordagrant/vectors/threads.h"

namespace ordagrant::clusters {

namespace {

constexpr std::size_t kRun = 3;  // bytes
constexpr std::size_t kRuns = std::size_t{1} << 24U;
constexpr std::size_t kPart = 17;  // of kWhole
constexpr std::size_t kWhole = 20;
constexpr std::size_t kCompared = 32;
constexpr std::size_t kBlock = 1024;  // texts that a thread takes at once

using Runs = std::vector<std::uint32_t>;

// The distinct runs of a text, sorted.
void runs_of(std::string_view text, Runs& runs) {
  runs.clear();
  for (std::size_t at = 0; at + kRun <= text.size(); ++at) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
    };
    runs.push_back(byte(0) << 16U | byte(1) << 8U | byte(2));
  }
  std::sort(runs.begin(), runs.end());
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
}

// Which of 128 remainders an odd number of runs have. Two sets that differ in n runs differ in at most n bits.
using Sketch = std::array<std::uint64_t, 2>;

Sketch sketch_of(const Runs& runs) {
  Sketch sketch{};
  for (const std::uint32_t run : runs) {
    const std::uint32_t bit = run * 0x9E3779B1U >> 25U;
    sketch[bit >> 6U] ^= std::uint64_t{1} << (bit & 63U);
  }
  return sketch;
}

bool are_near(const Runs& a, const Runs& b) {
  std::size_t both = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) {
      ++both;
      ++x;
      ++y;
    } else if (*x < *y) {
      ++x;
    } else {
      ++y;
    }
  }
  return kWhole * both >= kPart * (a.size() + b.size() - both);
}

// Texts under way to groups.
class Groups {
 public:
  explicit Groups(std::size_t size) : first_(size) { std::iota(first_.begin(), first_.end(), 0U); }

  std::uint32_t of(std::uint32_t text) {
    while (first_[text] != text) text = first_[text] = first_[first_[text]];
    return text;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = of(a);
    b = of(b);
    first_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> first_;
};

}  // namespace

std::vector<std::uint32_t> near_equal(std::span<const std::string_view> texts, unsigned threads) {
  // Near-equal texts share one of their rarest runs: of n runs, so many that the others are too few.
  std::vector<std::uint32_t> frequency(kRuns, 0);
  Runs runs;
  std::vector<std::uint32_t> sizes(texts.size());
  std::vector<Sketch> sketches(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    runs_of(texts[i], runs);
    for (const std::uint32_t run : runs) ++frequency[run];
    sizes[i] = static_cast<std::uint32_t>(runs.size());
    sketches[i] = sketch_of(runs);
  }
  std::vector<std::vector<std::uint32_t>> rarest(texts.size());
  vectors::for_each_block(texts.size(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
    Runs all;
    for (std::size_t i = begin; i < end; ++i) {
      runs_of(texts[i], all);
      const std::size_t shared = (kPart * all.size() + kWhole - 1) / kWhole;
      const auto last = all.begin() + static_cast<std::ptrdiff_t>(all.empty() ? 0 : all.size() - shared + 1);
      std::partial_sort(all.begin(), last, all.end(), [&](std::uint32_t a, std::uint32_t b) {
        return frequency[a] != frequency[b] ? frequency[a] < frequency[b] : a < b;
      });
      rarest[i].assign(all.begin(), last);
    }
  });

  Groups groups(texts.size());
  std::vector<std::uint32_t> list_of(kRuns, 0);  // number of a run's list, from 1
  std::vector<std::vector<std::uint32_t>> lists(1);
  Runs others;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    bool read = false;
    for (const std::uint32_t run : rarest[i]) {
      if (list_of[run] == 0) {
        if (frequency[run] == 1) continue;
        list_of[run] = static_cast<std::uint32_t>(lists.size());
        lists.emplace_back();
      }
      std::vector<std::uint32_t>& list = lists[list_of[run]];
      for (const std::uint32_t other : list) {
        const std::uint32_t least = std::min(sizes[i], sizes[other]);
        const std::uint32_t most = std::max(sizes[i], sizes[other]);
        if (kWhole * least < kPart * most || groups.of(i) == groups.of(other)) continue;
        // Of the runs in either, those in one alone are (1 - J) / (1 + J) of the sum of both sizes at most.
        const auto differing = static_cast<std::size_t>(std::popcount(sketches[i][0] ^ sketches[other][0])) +
                               static_cast<std::size_t>(std::popcount(sketches[i][1] ^ sketches[other][1]));
        if (differing * (kWhole + kPart) > (kWhole - kPart) * (std::size_t{least} + most)) continue;
        if (!read) runs_of(texts[i], runs);
        read = true;
        runs_of(texts[other], others);
        if (are_near(runs, others)) groups.join(i, other);
      }
      if (list.size() < kCompared) list.push_back(i);
    }
  }
  std::vector<std::uint32_t> first(texts.size());
  for (std::uint32_t i = 0; i < texts.size(); ++i) first[i] = groups.of(i);
  return first;
}

}  // namespace ordagrant::clusters
