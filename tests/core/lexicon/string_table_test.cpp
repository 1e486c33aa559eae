#include "ordagrant/lexicon/internal/string_table.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "nasty.h"

namespace ordagrant::lexicon::internal {
namespace {

// What a reader may rely on -------------------------------------------------

TEST(StringTable, NumbersItsStringsInTheOrderTheyCome) {
  StringTable table;
  EXPECT_EQ(table.add("mål"), 0U);
  EXPECT_EQ(table.add("tillit"), 1U);
  EXPECT_EQ(table.add("mål"), 0U);
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.find("tillit"), 1U);
}

TEST(StringTable, SaysWhatIsAbsent) {
  StringTable table;
  EXPECT_EQ(table.find("mål"), StringTable::kAbsent);
  EXPECT_EQ(table.size(), 0U);
  table.add("mål");
  EXPECT_EQ(table.find("må"), StringTable::kAbsent);
  EXPECT_EQ(table.find("måls"), StringTable::kAbsent);
  EXPECT_EQ(table.find(""), StringTable::kAbsent);
}

TEST(StringTable, TellsStringsApartThatDifferInZerosAlone) {
  using namespace std::string_view_literals;
  StringTable table;
  EXPECT_EQ(table.add(""), 0U);
  EXPECT_EQ(table.add("\0"sv), 1U);
  EXPECT_EQ(table.add("\0\0"sv), 2U);
  EXPECT_EQ(table.add("12345678"sv), 3U);
  EXPECT_EQ(table.add("12345678\0"sv), 4U);
  EXPECT_EQ(table.find("\0"sv), 1U);
  EXPECT_EQ(table.find(""), 0U);
}

TEST(StringTable, KeepsItsStringsWhenItGrowsAndWhenItIsCopied) {
  StringTable table;
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(table.add(std::to_string(i)), static_cast<std::uint32_t>(i));
  const StringTable copy = table;
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(copy.find(std::to_string(i)), static_cast<std::uint32_t>(i));
  EXPECT_EQ(copy.find("1000"), StringTable::kAbsent);
}

// What must hold for every string ----------------------------------------------

TEST(EveryString, IsNumberedAsAMapNumbersIt) {
  Nasty nasty(101);
  StringTable table;
  std::map<std::string, std::uint32_t> map;
  for (int trial = 0; trial < 20'000; ++trial) {
    // Short ones meet again, long ones share their first eight bytes, or their first sixteen and more.
    constexpr std::array<std::string_view, 3> kBeginnings{"", "målstyrn", "målstyrningsprocesser"};
    const std::string key = std::string(kBeginnings.at(nasty.below(3))) + nasty.bytes(nasty.below(3));
    const auto known = map.find(key);
    ASSERT_EQ(table.find(key), known == map.end() ? StringTable::kAbsent : known->second) << shown(key);
    if (nasty.below(2) == 0) continue;
    const std::uint32_t number = map.emplace(key, static_cast<std::uint32_t>(map.size())).first->second;
    // In a text, at its end or with something behind it.
    const std::string before = nasty.bytes(nasty.below(3));
    const std::string text = before + key + nasty.bytes(nasty.below(30));
    const auto begin = static_cast<std::uint32_t>(before.size());
    const ByteSpan span{begin, begin + static_cast<std::uint32_t>(key.size())};
    ASSERT_EQ(nasty.below(2) == 0 ? table.add(key) : table.add(StringKey(text, span)), number) << shown(key);
    ASSERT_EQ(table.size(), map.size());
  }
  for (const auto& [key, number] : map) ASSERT_EQ(table.find(key), number) << shown(key);
}

}  // namespace
}  // namespace ordagrant::lexicon::internal
