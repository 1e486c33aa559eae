#include "ordagrant/text/unicode_version.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace ordagrant::text {
namespace {

// What a reader may rely on -------------------------------------------------

TEST(UnicodeVersion, IsANumberAndAPointAndANumber) {
  EXPECT_GE(std::atoi(icu_version().c_str()), 72);
  EXPECT_GE(std::atoi(unicode_version().c_str()), 15);
  EXPECT_NE(icu_version().find('.'), std::string::npos);
  EXPECT_NE(unicode_version().find('.'), std::string::npos);
}

}  // namespace
}  // namespace ordagrant::text
