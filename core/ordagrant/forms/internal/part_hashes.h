#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// Room: forms. Parts of words, by hash; see forms/lemmatiser.h.

namespace ordagrant::forms::internal {

// Hashes of all parts of one word: hash(begin, end) in a step, and that of a part with another ending too.
class PartHashes {
 public:
  static constexpr std::size_t kLongest = 80;  // bytes

  // Requires: word.size() <= kLongest.
  explicit PartHashes(std::string_view word) noexcept;

  std::uint64_t operator()(std::size_t begin, std::size_t end) const noexcept {
    return until_[end] - until_[begin] * kPowers[end - begin];
  }

  static std::uint64_t of(std::string_view word) noexcept;
  static std::uint64_t joined(std::uint64_t beginning, std::uint64_t ending, std::size_t ending_size) noexcept {
    return beginning * kPowers[ending_size] + ending;
  }

 private:
  static constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15U;

  static constexpr std::array<std::uint64_t, kLongest + 1> kPowers = [] {
    std::array<std::uint64_t, kLongest + 1> made{1};
    for (std::size_t i = 1; i < made.size(); ++i) made[i] = made[i - 1] * kFactor;
    return made;
  }();

  std::array<std::uint64_t, kLongest + 1> until_;
};

}  // namespace ordagrant::forms::internal
