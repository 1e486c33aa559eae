#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <memory>
#include <utility>

#include "buffers.h"
#include "ordagrant/base/error.h"
#include "ordagrant/vectors/dense.h"

namespace ordagrant::python {

// Rows of numbers that NumPy reads.
inline Numbers numbers_of(vectors::Dense dense) {
  const auto owner = std::make_shared<const vectors::Dense>(std::move(dense));
  const float* data = owner->rows() == 0 ? nullptr : owner->row(0).data();
  return {.owner = owner,
          .data = data,
          .item = sizeof(float),
          .format = pybind11::format_descriptor<float>::format(),
          .shape = {static_cast<pybind11::ssize_t>(owner->rows()), static_cast<pybind11::ssize_t>(owner->columns())},
          .dimensions = 2,
          .row = static_cast<pybind11::ssize_t>(owner->stride() * sizeof(float))};
}

// Rows of float that NumPy, or numbers_of(), has.
inline vectors::Dense dense_of(const pybind11::buffer& buffer) {
  const pybind11::buffer_info info = buffer.request();
  if (info.ndim != 2 || !info.item_type_is_equivalent_to<float>())
    throw RequestError("the rows are not a table of 32-bit numbers (float32)");
  vectors::Dense dense(static_cast<std::size_t>(info.shape[0]), static_cast<std::size_t>(info.shape[1]));
  const char* row = static_cast<const char*>(info.ptr);
  for (std::size_t i = 0; i < dense.rows(); ++i, row += info.strides[0])
    for (std::size_t j = 0; j < dense.columns(); ++j)
      dense.row(i)[j] = *reinterpret_cast<const float*>(row + static_cast<pybind11::ssize_t>(j) * info.strides[1]);
  return dense;
}

}  // namespace ordagrant::python
