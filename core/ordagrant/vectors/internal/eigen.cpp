#include "ordagrant/vectors/internal/eigen.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ordagrant::vectors::internal {

namespace {

constexpr int kMostSweeps = 30;        // six to ten are needed
constexpr double kNegligible = 1e-15;  // against the largest element of the diagonal

void rotate(double* first, double* second, std::size_t size, double cosine, double sine) {
  for (std::size_t k = 0; k < size; ++k) {
    const double x = first[k];
    const double y = second[k];
    first[k] = cosine * x - sine * y;
    second[k] = sine * x + cosine * y;
  }
}

}  // namespace

EigenSystem eigen_system(std::vector<double> matrix, std::size_t size) {
  std::vector<double> rows(size * size, 0.0);  // row i is the vector of the value i
  for (std::size_t i = 0; i < size; ++i) rows[i * size + i] = 1;
  double largest = 0;
  for (std::size_t i = 0; i < size; ++i) largest = std::max(largest, std::abs(matrix[i * size + i]));

  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    bool rotated = false;
    for (std::size_t p = 0; p + 1 < size; ++p) {
      for (std::size_t q = p + 1; q < size; ++q) {
        const double off = matrix[p * size + q];
        if (std::abs(off) <= kNegligible * largest) continue;
        rotated = true;
        const double theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * off);
        const double tangent = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
        const double cosine = 1 / std::sqrt(tangent * tangent + 1);
        const double sine = tangent * cosine;
        // Both rows, then the columns are made like them: the matrix is symmetric.
        double* row_p = &matrix[p * size];
        double* row_q = &matrix[q * size];
        const double pp = row_p[p] - tangent * off;
        const double qq = row_q[q] + tangent * off;
        rotate(row_p, row_q, size, cosine, sine);
        row_p[p] = pp;
        row_q[q] = qq;
        row_p[q] = row_q[p] = 0;
        for (std::size_t k = 0; k < size; ++k) {
          matrix[k * size + p] = row_p[k];
          matrix[k * size + q] = row_q[k];
        }
        rotate(&rows[p * size], &rows[q * size], size, cosine, sine);
      }
    }
    if (!rotated) break;
  }

  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return matrix[i * size + i] > matrix[j * size + j]; });
  EigenSystem system;
  system.values.reserve(size);
  system.vectors.resize(size * size);
  for (std::size_t to = 0; to < size; ++to) {
    const double* vector = &rows[order[to] * size];
    system.values.push_back(matrix[order[to] * size + order[to]]);
    const double* peak =
        std::max_element(vector, vector + size, [](double x, double y) { return std::abs(x) < std::abs(y); });
    const double sign = *peak < 0 ? -1 : 1;
    for (std::size_t k = 0; k < size; ++k) system.vectors[k * size + to] = sign * vector[k];
  }
  return system;
}

}  // namespace ordagrant::vectors::internal
