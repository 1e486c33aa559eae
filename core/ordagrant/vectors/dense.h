#pragma once

#include <cstddef>
#include <span>
#include <vector>

// Room: vectors. Counts in, TF-IDF and latent dimensions out.
// Above it: counts. Below it: clusters.

namespace ordagrant::vectors {

// Rows of numbers side by side. A row takes a multiple of eight of them; those behind its end are zero.
class Dense {
 public:
  Dense() = default;
  Dense(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), stride_((columns + 7) / 8 * 8), values_(rows * stride_, 0.0F) {}

  std::size_t rows() const noexcept { return rows_; }
  std::size_t columns() const noexcept { return columns_; }
  std::size_t stride() const noexcept { return stride_; }

  // With what stands behind the row's end. Requires: row < rows().
  std::span<float> row(std::size_t row) noexcept { return std::span(values_).subspan(row * stride_, stride_); }
  std::span<const float> row(std::size_t row) const noexcept {
    return std::span(values_).subspan(row * stride_, stride_);
  }

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::size_t stride_ = 0;
  std::vector<float> values_;
};

}  // namespace ordagrant::vectors
