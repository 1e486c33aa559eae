#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Tables that the tests of this room read where they lie: the room cannot ask the one below it for them.

namespace ordagrant::text {

// The lines of a file without comments and empty ones.
class Table {
 public:
  // One of core/ordagrant/language/data.
  Table(const std::string& language, const std::string& name)
      : Table(std::string(ORDAGRANT_TESTS) + "/../../core/ordagrant/language/data/" + language + "/" + name) {}
  explicit Table(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    for (std::string line; std::getline(file, line);)
      if (!line.empty() && line[0] != '#') kept_.push_back(line);
    lines_.assign(kept_.begin(), kept_.end());
  }

  std::span<const std::string_view> lines() const { return lines_; }

 private:
  std::deque<std::string> kept_;
  std::vector<std::string_view> lines_;
};

}  // namespace ordagrant::text
