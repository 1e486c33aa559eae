#include "ordagrant/base/checkpoint.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ordagrant {
namespace {

std::vector<std::pair<std::size_t, std::size_t>> told;

TEST(Checkpoint, TellsTheHostHowFarWorkIs) {
  set_checkpoint([](std::size_t done, std::size_t parts) { told.emplace_back(done, parts); });
  checkpoint();
  checkpoint(3, 7);
  set_checkpoint(nullptr);
  checkpoint(4, 7);
  EXPECT_EQ(told, (std::vector<std::pair<std::size_t, std::size_t>>{{0, 0}, {3, 7}}));
}

TEST(Checkpoint, LetsTheHostEndTheWork) {
  set_checkpoint([](std::size_t, std::size_t) { throw std::runtime_error("enough"); });
  EXPECT_THROW(checkpoint(), std::runtime_error);
  set_checkpoint(nullptr);
}

}  // namespace
}  // namespace ordagrant
