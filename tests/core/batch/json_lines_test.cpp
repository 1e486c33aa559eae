#include "ordagrant/batch/json_lines.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "nasty.h"
#include "ordagrant/text/decoding.h"

namespace ordagrant::batch {
namespace {

std::string line_of(double value) {
  Columns rows({{"x", Type::real}});
  rows["x"].add(value);
  return json_lines(rows);
}

std::string line_of(std::string_view text) {
  Columns rows({{"x", Type::text}});
  rows["x"].add(text);
  return json_lines(rows);
}

// What a reader may rely on -------------------------------------------------

TEST(JsonLines, GiveAnObjectARowWithEveryColumn) {
  Columns rows({{"id", Type::text}, {"words", Type::integer}, {"rate", Type::real}, {"label", Type::text}});
  rows["id"].add(std::string_view("a/b.txt"));
  rows["words"].add(std::int64_t{120});
  rows["rate"].add(6.6);
  rows.end_rows();
  rows["id"].add(std::string_view("c"));
  rows.end_rows();
  EXPECT_EQ(json_lines(rows),
            "{\"id\": \"a/b.txt\", \"words\": 120, \"rate\": 6.6, \"label\": null}\n"
            "{\"id\": \"c\", \"words\": null, \"rate\": null, \"label\": null}\n");
}

TEST(JsonLines, AreNothingWithoutRows) { EXPECT_EQ(json_lines(Columns({{"id", Type::text}})), ""); }

TEST(JsonLines, WriteRealsWithTwelveSignificantDigits) {
  EXPECT_EQ(line_of(1.0 / 3.0), "{\"x\": 0.333333333333}\n");
  EXPECT_EQ(line_of(1234567.123456789), "{\"x\": 1234567.12346}\n");
  EXPECT_EQ(line_of(0.1 + 0.2), "{\"x\": 0.3}\n");
}

TEST(JsonLines, KeepARealApartFromAnInteger) {
  EXPECT_EQ(line_of(0.0), "{\"x\": 0.0}\n");
  EXPECT_EQ(line_of(-25.0), "{\"x\": -25.0}\n");
  EXPECT_EQ(line_of(1e300), "{\"x\": 1e+300}\n");
  EXPECT_EQ(line_of(1e-7), "{\"x\": 1e-07}\n");
}

TEST(JsonLines, HaveNoWordForWhatIsNoNumber) {
  EXPECT_EQ(line_of(std::numeric_limits<double>::quiet_NaN()), "{\"x\": null}\n");
  EXPECT_EQ(line_of(std::numeric_limits<double>::infinity()), "{\"x\": null}\n");
  EXPECT_EQ(line_of(-std::numeric_limits<double>::infinity()), "{\"x\": null}\n");
}

TEST(JsonLines, WriteIntegersWhole) {
  Columns rows({{"x", Type::integer}});
  rows["x"].add(std::numeric_limits<std::int64_t>::min());
  rows["x"].add(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(json_lines(rows), "{\"x\": -9223372036854775808}\n{\"x\": 9223372036854775807}\n");
}

TEST(JsonLines, KeepLettersAsTheyAre) { EXPECT_EQ(line_of("på Ærø 😀 \u007F/"), "{\"x\": \"på Ærø 😀 \u007F/\"}\n"); }

TEST(JsonLines, EscapeWhatJsonMustNotHold) {
  EXPECT_EQ(line_of("\"kund\" \\ rad\nrad\ttab\r"), R"({"x": "\"kund\" \\ rad\nrad\ttab\u000d"})"
                                                    "\n");
  EXPECT_EQ(line_of(std::string_view("\0\x1F", 2)), R"({"x": "\u0000\u001f"})"
                                                    "\n");
}

TEST(JsonLines, EscapeWhatManyTakeForALineEnd) {
  EXPECT_EQ(line_of("a\u0085b\u2028c\u2029"), R"({"x": "a\u0085b\u2028c\u2029"})"
                                              "\n");
  EXPECT_EQ(line_of("\u00C5\u2027\u202F\u0084"), "{\"x\": \"\u00C5\u2027\u202F\u0084\"}\n");  // their neighbours stay
}

TEST(JsonLines, EscapeTheNamesOfColumns) {
  Columns rows({{"a \"b\"", Type::integer}});
  rows["a \"b\""].add(std::int64_t{1});
  EXPECT_EQ(json_lines(rows), "{\"a \\\"b\\\"\": 1}\n");
}

// What must hold for every text ---------------------------------------------

// The slow twin: reads a JSON string back. Empty where it is none.
std::string read_back(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (static_cast<unsigned char>(line[at]) < 0x20 || line[at] == '"') return "a letter that JSON must not hold";
    if (line[at] != '\\') {
      text += line[at];
      continue;
    }
    const char escape = line[++at];
    if (escape == 'u') {
      const auto code = static_cast<unsigned>(std::stoul(std::string(line.substr(at + 1, 4)), nullptr, 16));
      at += 4;
      if (code < 0x80) {
        text += static_cast<char>(code);
      } else {
        text += code == 0x85 ? "\u0085" : code == 0x2028 ? "\u2028" : "\u2029";
      }
    } else {
      text += escape == 'n' ? '\n' : escape == 't' ? '\t' : escape;
    }
  }
  return text;
}

TEST(EveryText, IsReadBackFromItsLine) {
  for (const std::string& bytes : nasty_texts(141, 1200)) {
    const std::string source = text::decode(bytes).source;
    const std::string line = line_of(source);
    ASSERT_TRUE(line.starts_with("{\"x\": \"") && line.ends_with("\"}\n")) << shown(line);
    ASSERT_EQ(read_back(std::string_view(line).substr(7, line.size() - 10)), source) << shown(line);
    ASSERT_EQ(line.find('\n'), line.size() - 1) << shown(line);
    for (const std::string_view end : {"\u0085", "\u2028", "\u2029", "\r"})
      ASSERT_EQ(line.find(end), std::string::npos);
  }
}

TEST(EveryReal, IsReadBackToTwelveDigits) {
  Nasty nasty(142);
  for (int trial = 0; trial < 5000; ++trial) {
    const double value =
        (static_cast<double>(nasty.below(1U << 30U)) - 5e8) / static_cast<double>(1 + nasty.below(1U << 30U));
    const std::string line = line_of(value);
    ASSERT_NEAR(std::stod(line.substr(6)), value, std::abs(value) * 5e-12) << line;
    ASSERT_NE(line.find_first_of(".e"), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace ordagrant::batch
