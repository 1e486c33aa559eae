#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

// Room: passages. Where stretches of tokens begin.

namespace ordagrant::passages::internal {

// The token `by` tokens before `token`, no further back than `begin`.
inline std::uint32_t tokens_before(std::uint32_t token, std::uint32_t by, std::uint32_t begin) {
  return token > begin + by ? token - by : begin;
}

// Where stretches of tokens begin, each of which ends where the next begins: asked for often, and nearly always for one
// that begins a few tokens away.
class Starts {
 public:
  // `starts` in rising order, `count` tokens in all.
  Starts(std::vector<std::uint32_t> starts, std::uint32_t count)
      : starts_(std::move(starts)), bits_(count / 64 + 1), count_(count) {
    for (const std::uint32_t start : starts_) bits_[start / 64] |= std::uint64_t{1} << (start % 64);
  }

  bool is(std::uint32_t token) const { return (bits_[token / 64] >> (token % 64) & 1U) != 0; }

  // Of the stretch that holds `token`; 0 before the first one. Requires: token < count.
  std::uint32_t begin(std::uint32_t token) const {
    const std::uint64_t before = bits_[token / 64] << (63 - token % 64);
    if (before != 0) return token - static_cast<std::uint32_t>(std::countl_zero(before));
    if (token >= 64 && bits_[token / 64 - 1] != 0)
      return token / 64 * 64 - 1 - static_cast<std::uint32_t>(std::countl_zero(bits_[token / 64 - 1]));
    const auto behind = std::upper_bound(starts_.begin(), starts_.end(), token);
    return behind == starts_.begin() ? 0 : *(behind - 1);
  }

  // The end of the stretch that holds `token`.
  std::uint32_t end(std::uint32_t token) const {
    const std::uint32_t next = token + 1;
    if (next >= count_) return count_;
    const std::uint64_t behind = bits_[next / 64] >> (next % 64);
    if (behind != 0) return next + static_cast<std::uint32_t>(std::countr_zero(behind));
    if (next / 64 + 1 < bits_.size() && bits_[next / 64 + 1] != 0)
      return (next / 64 + 1) * 64 + static_cast<std::uint32_t>(std::countr_zero(bits_[next / 64 + 1]));
    const auto start = std::upper_bound(starts_.begin(), starts_.end(), token);
    return start == starts_.end() ? count_ : *start;
  }

  std::span<const std::uint32_t> all() const { return starts_; }

 private:
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint64_t> bits_;  // a bit a token
  std::uint32_t count_;
};

}  // namespace ordagrant::passages::internal
