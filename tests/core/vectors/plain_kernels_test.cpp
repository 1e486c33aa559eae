// The kernels once more, as they are built where there are no wide registers.
#ifndef ORDAGRANT_PLAIN
#define ORDAGRANT_PLAIN
#endif
#define kernels plain_kernels
#include "ordagrant/vectors/kernels.cpp"  // NOLINT(bugprone-suspicious-include): the twin is made of it
#undef kernels

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

// As in kernels.h, which the twin has taken.
namespace ordagrant::vectors::kernels {
void add_scaled(float* sum, const float* values, float factor, std::size_t size) noexcept;
void gather(float* into, const float* matrix, std::size_t stride, std::size_t columns, const std::uint32_t* rows,
            const float* factors, std::size_t count) noexcept;
float inner(const float* a, const float* b, std::size_t size) noexcept;
void times(const float* row, std::size_t size, const float* matrix, std::size_t stride, float* into,
           std::size_t columns) noexcept;
void add_squares(double* sum, const float* rows, std::size_t count, std::size_t size) noexcept;
}  // namespace ordagrant::vectors::kernels

namespace ordagrant::vectors {
namespace {

constexpr std::size_t kRows = 37;

std::vector<float> numbers(std::size_t size, std::mt19937& engine) {
  std::vector<float> made(size);
  for (float& value : made) value = static_cast<float>(engine()) * 1e-9F - 2;
  return made;
}

template <typename Number>
bool same_bits(const std::vector<Number>& a, const std::vector<Number>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Number)) == 0;
}

TEST(Kernels, GiveTheSameBitsWithAndWithoutWideRegisters) {
  std::mt19937 engine(23);
  for (const std::size_t size : {8U, 16U, 24U, 64U, 72U, 104U}) {
    const std::vector<float> matrix = numbers(kRows * size, engine);
    const std::vector<float> factors = numbers(kRows, engine);
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < kRows; ++i) rows.push_back(static_cast<std::uint32_t>(engine() % kRows));

    std::vector<float> wide(size, 0.5F);
    std::vector<float> plain(size, 0.5F);
    kernels::add_scaled(wide.data(), matrix.data(), 0.3F, size);
    plain_kernels::add_scaled(plain.data(), matrix.data(), 0.3F, size);
    EXPECT_TRUE(same_bits(wide, plain)) << size;
    kernels::gather(wide.data(), matrix.data(), size, size, rows.data(), factors.data(), kRows);
    plain_kernels::gather(plain.data(), matrix.data(), size, size, rows.data(), factors.data(), kRows);
    EXPECT_TRUE(same_bits(wide, plain)) << size;
    kernels::times(factors.data(), kRows, matrix.data(), size, wide.data(), size);
    plain_kernels::times(factors.data(), kRows, matrix.data(), size, plain.data(), size);
    EXPECT_TRUE(same_bits(wide, plain)) << size;
    EXPECT_TRUE(same_bits<float>({kernels::inner(matrix.data(), matrix.data() + size, size)},
                                 {plain_kernels::inner(matrix.data(), matrix.data() + size, size)}))
        << size;
    std::vector<double> wide_squares(size * size, 0.25);
    std::vector<double> plain_squares(size * size, 0.25);
    kernels::add_squares(wide_squares.data(), matrix.data(), kRows, size);
    plain_kernels::add_squares(plain_squares.data(), matrix.data(), kRows, size);
    EXPECT_TRUE(same_bits(wide_squares, plain_squares)) << size;
  }
}

}  // namespace
}  // namespace ordagrant::vectors
