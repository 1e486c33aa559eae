#pragma once

#include <pybind11/pybind11.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ordagrant::python {

// Numbers that belong to something else, for NumPy to read without a copy. Unsigned ones are shown as signed, which is
// what SciPy's indices are; they are below half of their range.
struct Numbers {
  std::shared_ptr<const void> owner;
  const void* data = nullptr;
  pybind11::ssize_t item = 0;
  std::string format;
  std::array<pybind11::ssize_t, 2> shape{};
  pybind11::ssize_t dimensions = 1;
  pybind11::ssize_t row = 0;  // bytes from one row to the next

  pybind11::buffer_info info() const {
    std::vector<pybind11::ssize_t> sizes(shape.begin(), shape.begin() + dimensions);
    std::vector<pybind11::ssize_t> strides{row, item};
    if (dimensions == 1) strides = {item};
    return {const_cast<void*>(data), item, format, dimensions, std::move(sizes), std::move(strides), true};
  }
};

template <typename Number>
Numbers numbers(std::shared_ptr<const void> owner, const Number* data, std::size_t size) {
  using Shown = typename std::conditional_t<std::is_integral_v<Number>, std::make_signed<Number>,
                                            std::type_identity<Number>>::type;
  return {.owner = std::move(owner),
          .data = data,
          .item = sizeof(Number),
          .format = pybind11::format_descriptor<Shown>::format(),
          .shape = {static_cast<pybind11::ssize_t>(size), 0}};
}

}  // namespace ordagrant::python
