#include "ordagrant/passages/paragraphs.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::passages {
namespace {

std::vector<std::uint32_t> starts(std::string_view text) {
  return paragraphs(text, tokens::Tokeniser({.language = "sv"}).tokenise(text));
}

TEST(Paragraphs, BeginAfterAnEmptyLine) {
  EXPECT_EQ(starts("Ett två.\n\nTre."), (std::vector<std::uint32_t>{0, 3}));
  EXPECT_EQ(starts("Ett\r\n \r\nTvå"), (std::vector<std::uint32_t>{0, 1}));
}

TEST(Paragraphs, DoNotBeginAfterALineBreak) { EXPECT_EQ(starts("Ett\ntvå."), std::vector<std::uint32_t>{0}); }

TEST(Paragraphs, ThereAreNoneWithoutTokens) { EXPECT_EQ(starts(" \n\n "), std::vector<std::uint32_t>{}); }

}  // namespace
}  // namespace ordagrant::passages
