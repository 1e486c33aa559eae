#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ordagrant/base/error.h"

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

inline pybind11::typing::List<pybind11::int_> sizes_of(const Numbers& numbers) {
  pybind11::typing::List<pybind11::int_> sizes;
  for (pybind11::ssize_t i = 0; i < numbers.dimensions; ++i)
    sizes.append(numbers.shape.at(static_cast<std::size_t>(i)));
  return sizes;
}

// What is made again of a pickle: the bytes of numbers, their size, how NumPy calls their kind, how many each way.
using NumbersState =
    pybind11::typing::Tuple<pybind11::bytes, pybind11::int_, pybind11::str, pybind11::typing::List<pybind11::int_>>;

inline NumbersState state_of(const pybind11::object& self) {
  const auto& held = self.cast<const Numbers&>();
  return pybind11::make_tuple(pybind11::memoryview(self).attr("tobytes")(), held.item, held.format, sizes_of(held));
}

inline Numbers numbers_of(const NumbersState& state) {
  const auto bytes = state[0].cast<std::string_view>();
  const auto sizes = state[3].cast<std::vector<pybind11::ssize_t>>();
  const auto owner = std::make_shared<const std::vector<char>>(bytes.begin(), bytes.end());
  Numbers made{.owner = owner,
               .data = owner->data(),
               .item = state[1].cast<pybind11::ssize_t>(),
               .format = state[2].cast<std::string>(),
               .dimensions = static_cast<pybind11::ssize_t>(sizes.size())};
  if (sizes.empty() || sizes.size() > made.shape.size()) throw RequestError("the pickle holds no numbers");
  std::copy(sizes.begin(), sizes.end(), made.shape.begin());
  made.row = made.dimensions == 1 ? 0 : made.shape[1] * made.item;
  if (made.shape[0] * (made.dimensions == 1 ? made.item : made.row) != static_cast<pybind11::ssize_t>(bytes.size()))
    throw RequestError("the pickle holds " + std::to_string(bytes.size()) + " bytes, and not the numbers it says");
  return made;
}

// The numbers of a column that `numbers` gave, or a pickle of it.
template <typename Number>
std::vector<Number> vector_of(const Numbers& column) {
  if (column.dimensions != 1 || column.item != sizeof(Number))
    throw RequestError("the pickle holds other numbers than it says");
  const auto* first = static_cast<const Number*>(column.data);
  return {first, first + column.shape[0]};
}

}  // namespace ordagrant::python
