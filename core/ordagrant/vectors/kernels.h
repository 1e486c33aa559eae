#pragma once

#include <cstddef>
#include <cstdint>

// Room: vectors. Counts in, TF-IDF and latent dimensions out.
// Above it: counts. Below it: clusters.

// The sums that results are made of. Each adds in one fixed order, in lanes of eight that a compiler may put into
// whatever registers the machine has: the bits are the same with and without AVX, and multiplications are never
// fused with additions. Sizes are multiples of eight.

namespace ordagrant::vectors::kernels {

// sum += factor * values
void add_scaled(float* sum, const float* values, float factor, std::size_t size) noexcept;

// into[j] = sum over i of factors[i] * matrix[rows[i] * stride + j], i from 0 up: some rows of a matrix added up.
// `columns` is a multiple of eight.
void gather(float* into, const float* matrix, std::size_t stride, std::size_t columns, const std::uint32_t* rows,
            const float* factors, std::size_t count) noexcept;

// The inner product: eight sums, and then these one after the other.
float inner(const float* a, const float* b, std::size_t size) noexcept;

// into[j] = sum over i of row[i] * matrix[i * stride + j], i from 0 up: a row times a matrix of `size` rows.
// `columns` is a multiple of eight.
void times(const float* row, std::size_t size, const float* matrix, std::size_t stride, float* into,
           std::size_t columns) noexcept;

// sum[i][j] += row[i] * row[j] for the blocks of eight j that are not wholly below i, one row after the other; `sum`
// has size * size numbers. Requires: size <= 4096.
void add_squares(double* sum, const float* rows, std::size_t count, std::size_t size) noexcept;

}  // namespace ordagrant::vectors::kernels
