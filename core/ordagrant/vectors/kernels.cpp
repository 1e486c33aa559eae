#include "ordagrant/vectors/kernels.h"

#include <algorithm>
#include <cstring>

// One body, compiled twice; which one runs is chosen when the program is loaded, and gives the same bits. Under
// ORDAGRANT_PLAIN it is compiled once, without the wide registers, to show that.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && !defined(ORDAGRANT_PLAIN)
#define ORDAGRANT_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define ORDAGRANT_WIDE
#endif

namespace ordagrant::vectors::kernels {

namespace {

constexpr std::size_t kLanes = 8;

using Floats = float __attribute__((vector_size(kLanes * sizeof(float))));
// Half as many of them: as wide as the widest registers.
constexpr std::size_t kWideLanes = 4;
using Doubles = double __attribute__((vector_size(kWideLanes * sizeof(double))));

}  // namespace

ORDAGRANT_WIDE void add_scaled(float* sum, const float* values, float factor, std::size_t size) noexcept {
  for (std::size_t at = 0; at < size; at += kLanes) {
    Floats a;
    Floats b;
    std::memcpy(&a, sum + at, sizeof a);
    std::memcpy(&b, values + at, sizeof b);
    a += b * factor;
    std::memcpy(sum + at, &a, sizeof a);
  }
}

// Eight blocks of columns at a time stay in registers while the rows go by.
ORDAGRANT_WIDE void gather(float* into, const float* matrix, std::size_t stride, std::size_t columns,
                           const std::uint32_t* rows, const float* factors, std::size_t count) noexcept {
  constexpr std::size_t kBlocks = 8;
  std::size_t at = 0;
  for (; at + kBlocks * kLanes <= columns; at += kBlocks * kLanes) {
    Floats sums[kBlocks] = {};
    for (std::size_t i = 0; i < count; ++i) {
      const float* values = matrix + rows[i] * stride + at;
      for (std::size_t block = 0; block < kBlocks; ++block) {
        Floats some;
        std::memcpy(&some, values + block * kLanes, sizeof some);
        sums[block] += some * factors[i];
      }
    }
    std::memcpy(into + at, sums, sizeof sums);
  }
  for (; at < columns; at += kLanes) {
    Floats sum{};
    for (std::size_t i = 0; i < count; ++i) {
      Floats some;
      std::memcpy(&some, matrix + rows[i] * stride + at, sizeof some);
      sum += some * factors[i];
    }
    std::memcpy(into + at, &sum, sizeof sum);
  }
}

ORDAGRANT_WIDE float inner(const float* a, const float* b, std::size_t size) noexcept {
  Floats sum{};
  for (std::size_t at = 0; at < size; at += kLanes) {
    Floats x;
    Floats y;
    std::memcpy(&x, a + at, sizeof x);
    std::memcpy(&y, b + at, sizeof y);
    sum += x * y;
  }
  float total = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) total += sum[lane];
  return total;
}

// Four blocks of columns at a time stay in registers while the rows go by.
ORDAGRANT_WIDE void times(const float* row, std::size_t size, const float* matrix, std::size_t stride, float* into,
                          std::size_t columns) noexcept {
  std::size_t at = 0;
  for (; at + 4 * kLanes <= columns; at += 4 * kLanes) {
    Floats a{};
    Floats b{};
    Floats c{};
    Floats d{};
    for (std::size_t i = 0; i < size; ++i) {
      const float* values = matrix + i * stride + at;
      Floats w;
      Floats x;
      Floats y;
      Floats z;
      std::memcpy(&w, values, sizeof w);
      std::memcpy(&x, values + kLanes, sizeof x);
      std::memcpy(&y, values + 2 * kLanes, sizeof y);
      std::memcpy(&z, values + 3 * kLanes, sizeof z);
      a += w * row[i];
      b += x * row[i];
      c += y * row[i];
      d += z * row[i];
    }
    std::memcpy(into + at, &a, sizeof a);
    std::memcpy(into + at + kLanes, &b, sizeof b);
    std::memcpy(into + at + 2 * kLanes, &c, sizeof c);
    std::memcpy(into + at + 3 * kLanes, &d, sizeof d);
  }
  for (; at < columns; at += kLanes) {
    Floats sum{};
    for (std::size_t i = 0; i < size; ++i) {
      Floats values;
      std::memcpy(&values, matrix + i * stride + at, sizeof values);
      sum += values * row[i];
    }
    std::memcpy(into + at, &sum, sizeof sum);
  }
}

// Four rows of the sum by eight columns stay in registers while the given rows, which are made wide once, go by.
ORDAGRANT_WIDE void add_squares(double* sum, const float* rows, std::size_t count, std::size_t size) noexcept {
  constexpr std::size_t kRows = 4;
  constexpr std::size_t kColumns = 2 * kWideLanes;
  constexpr std::size_t kMostAtOnce = 4096;  // numbers, which stay in the nearest cache
  double wide[kMostAtOnce];
  const std::size_t at_once = std::max<std::size_t>(1, kMostAtOnce / std::max<std::size_t>(size, 1));
  for (std::size_t begin = 0; begin < count && size <= kMostAtOnce; begin += at_once) {
    const std::size_t some = std::min(at_once, count - begin);
    for (std::size_t i = 0; i < some * size; ++i) wide[i] = static_cast<double>(rows[begin * size + i]);
    for (std::size_t i = 0; i < size; i += kRows) {
      for (std::size_t j = i / kColumns * kColumns; j < size; j += kColumns) {
        Doubles sums[kRows][2];
        for (std::size_t k = 0; k < kRows; ++k) std::memcpy(sums[k], sum + (i + k) * size + j, sizeof sums[k]);
        for (std::size_t r = 0; r < some; ++r) {
          const double* row = wide + r * size;
          Doubles left;
          Doubles right;
          std::memcpy(&left, row + j, sizeof left);
          std::memcpy(&right, row + j + kWideLanes, sizeof right);
          for (std::size_t k = 0; k < kRows; ++k) {
            sums[k][0] += left * row[i + k];
            sums[k][1] += right * row[i + k];
          }
        }
        for (std::size_t k = 0; k < kRows; ++k) std::memcpy(sum + (i + k) * size + j, sums[k], sizeof sums[k]);
      }
    }
  }
}

}  // namespace ordagrant::vectors::kernels
