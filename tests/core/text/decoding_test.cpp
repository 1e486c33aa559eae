#include "ordagrant/text/decoding.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/decoding_utf8.h"

namespace ordagrant::text {
namespace {

// ICU writes the files of these tests: it shares nothing with the code under test.
icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

// `text` in the encoding that ICU knows by `name`; nothing if that lacks one of its characters.
std::optional<std::string> written_by_icu(std::string_view text, const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &status), &ucnv_close);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString characters = wide(text);
  std::string bytes(static_cast<std::size_t>(characters.length()) * 4 + 4, '\0');
  const int32_t size = ucnv_fromUChars(converter.get(), bytes.data(), static_cast<int32_t>(bytes.size()),
                                       characters.getBuffer(), characters.length(), &status);
  if (U_FAILURE(status)) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

struct Encoding {
  std::string_view name;  // as in the table
  const char* icu;
  std::string_view mark;
  std::string_view verdict;
};

constexpr Encoding kEncodings[] = {
    {"utf-8", "UTF-8", "", "utf-8"},
    {"utf-8-bom", "UTF-8", "\xEF\xBB\xBF", "utf-8"},
    {"utf-16-le", "UTF-16LE", "", "utf-16-le"},
    {"utf-16-be", "UTF-16BE", "", "utf-16-be"},
    {"utf-16-le-bom", "UTF-16LE", "\xFF\xFE", "utf-16-le"},
    {"utf-16-be-bom", "UTF-16BE", "\xFE\xFF", "utf-16-be"},
    {"windows-1252", "ibm-5348_P100-1997", "", "windows-1252"},
    {"iso-8859-1", "ISO-8859-1", "", "windows-1252"},
    {"cp850", "ibm-850_P100-1995", "", "cp850"},
    {"macintosh", "macos-0_2-10.2", "", "macintosh"},
};

std::optional<std::string> written(std::string_view text, const Encoding& encoding) {
  std::optional<std::string> bytes = written_by_icu(text, encoding.icu);
  if (bytes) bytes->insert(0, encoding.mark);
  return bytes;
}

// One byte in the encoding that ICU knows by the name `verdict` in kEncodings.
std::string read_by_icu(char byte, std::string_view verdict) {
  const Encoding* const encoding = std::find_if(std::begin(kEncodings), std::end(kEncodings),
                                                [&](const Encoding& known) { return known.name == verdict; });
  std::string read;
  icu::UnicodeString(&byte, 1, encoding->icu).toUTF8String(read);
  return read;
}

struct Row {
  std::string set;
  std::string encoding;
  std::string verdict;
  std::string text;
};

std::vector<Row> rows(std::string_view set) {
  std::ifstream file(ORDAGRANT_TESTS "/text/encodings.tsv");
  std::vector<Row> found;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> cells;
    for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
      end = line.find('\t', begin);
      cells.push_back(line.substr(begin, end - begin));
    }
    std::string& text = cells.at(4);
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n")) text.replace(at, 2, "\n");
    if (cells[0] == set) found.push_back({cells[0], cells[2], cells[3], text});
  }
  return found;
}

// What a reader may rely on -------------------------------------------------

TEST(Decoding, KeepsWellFormedTextAsItIs) {
  const Decoded decoded = decode("Målstyrning\r\nog tillid\n");
  EXPECT_EQ(decoded.source, "Målstyrning\r\nog tillid\n");
  EXPECT_EQ(decoded.encoding, "utf-8");
  EXPECT_EQ(decoded.ill_formed, 0U);
}

TEST(Decoding, DropsOneByteOrderMarkAtTheBeginning) {
  EXPECT_EQ(decode("\uFEFFmål").source, "mål");
  EXPECT_EQ(decode("\uFEFF\uFEFFmål").source, "\uFEFFmål");
  EXPECT_EQ(decode("mål\uFEFF").source, "mål\uFEFF");
  EXPECT_EQ(decode("\uFEFF").source, "");
}

TEST(Decoding, KeepsEveryLineEnd) {
  EXPECT_EQ(decode("a\rb\nc\r\nd\u2028e\u0085").source, "a\rb\nc\r\nd\u2028e\u0085");
  EXPECT_EQ(decode("m\xE5l\rb\nc\r\n").source, "mål\rb\nc\r\n");
}

TEST(Decoding, KeepsNul) {
  EXPECT_EQ(decode(std::string_view("a\0b", 3)).source, std::string("a\0b", 3));
  EXPECT_EQ(decode(std::string_view("m\xE5l\0b", 5)).source, std::string("mål\0b", 6));
}

TEST(Decoding, MarksEveryMaximalSubpartOnce) {
  EXPECT_EQ(decode("\xF0\x9F\x98z").source, "\uFFFDz");
  EXPECT_EQ(decode("tal\xED\xA0\x80"
                   "a")
                .source,
            "tal\uFFFD\uFFFD\uFFFDa");
  EXPECT_EQ(decode("slut\xC3").source, "slut\uFFFD");
  EXPECT_EQ(decode("\xEF\xBBx").source, "\uFFFDx");  // half a byte order mark
}

TEST(Decoding, CountsNoReplacementThatWasWritten) {
  EXPECT_EQ(decode("\uFFFD").ill_formed, 0U);
  EXPECT_EQ(decode("\uFFFD\xFF").ill_formed, 1U);
}

TEST(Decoding, HasNothingToSayAboutAnEmptyFile) {
  const Decoded decoded = decode("");
  EXPECT_EQ(decoded.source, "");
  EXPECT_EQ(decoded.encoding, "utf-8");
  EXPECT_EQ(decoded.ill_formed, 0U);
}

TEST(Decoding, ReadsAnOldFileByItsLetters) {
  const Decoded latin = decode("m\xE5l och \xE4ndam\xE5l");
  EXPECT_EQ(latin.source, "mål och ändamål");
  EXPECT_EQ(latin.encoding, "windows-1252");
  EXPECT_EQ(latin.ill_formed, 0U);
  const Decoded dos = decode("f\x91rre m\x86l og st\x9Brre frihed");
  EXPECT_EQ(dos.source, "færre mål og større frihed");
  EXPECT_EQ(dos.encoding, "cp850");
  const Decoded mac = decode("f\xBErre m\x8Cl og st\xBFrre frihed");
  EXPECT_EQ(mac.source, "færre mål og større frihed");
  EXPECT_EQ(mac.encoding, "macintosh");
}

TEST(Decoding, TakesSignsForWhatTheyAreWhereTheyStand) {
  // These quotation marks are letters of CP850, and these letters of CP850 are quotation marks.
  EXPECT_EQ(decode("kallas \x94kund\x94 i texten").source, "kallas ”kund” i texten");
  EXPECT_EQ(decode("\x94versyn av milj\x94n").source, "översyn av miljön");
}

TEST(Decoding, StaysWithUtf8WhereMoreIsUtf8ThanNot) {
  const Decoded damaged = decode("Målet är att nå fler \xE4n förr");
  EXPECT_EQ(damaged.source, "Målet är att nå fler \uFFFDn förr");
  EXPECT_EQ(damaged.encoding, "utf-8");
  EXPECT_EQ(damaged.ill_formed, 1U);
  const Decoded other = decode("M\xE5let \xE4r att n\xE5 fler än f\xF6rr");
  EXPECT_EQ(other.source, "Målet är att nå fler Ã¤n förr");  // which mending sees: text/internal/mojibake.h
  EXPECT_EQ(other.encoding, "windows-1252");
}

TEST(Decoding, StaysWithUtf8WhereAByteOrderMarkSaysSo) {
  const Decoded decoded = decode("\uFEFFm\xE5l");
  EXPECT_EQ(decoded.source, "m\uFFFDl");
  EXPECT_EQ(decoded.encoding, "utf-8");
}

TEST(Decoding, StaysWithUtf8WhereNothingReadsWell) {
  const Decoded decoded = decode("\x81\xFEx\xC5\xFF\x00\xD8");
  EXPECT_EQ(decoded.encoding, "utf-8");
  EXPECT_GT(decoded.ill_formed, 0U);
  EXPECT_EQ(decode("{\"text\": \"\xFF\"}").ill_formed, 1U);  // no-break space of CP850
}

TEST(Decoding, NamesLatin1WhereOnlyThatHasAByte) {
  const Decoded decoded = decode("m\xE5l och \xE4ndam\xE5l\x90");
  EXPECT_EQ(decoded.encoding, "iso-8859-1");
  EXPECT_EQ(decoded.source, "mål och ändamål\u0090");
  EXPECT_EQ(decode("m\xE5l och \x94\xE4ndam\xE5l\x94\x90").encoding, "windows-1252");
  EXPECT_EQ(decode("m\xE5l").encoding, "windows-1252");
}

TEST(Decoding, ReadsUtf16WithAMarkAndWithout) {
  EXPECT_EQ(decode(std::string_view("\xFF\xFEm\0\xE5\0l\0", 8)).source, "mål");
  EXPECT_EQ(decode(std::string_view("\xFE\xFF\0m\0\xE5\0l", 8)).source, "mål");
  EXPECT_EQ(decode(std::string_view("m\0\xE5\0l\0", 6)).encoding, "utf-16-le");
  EXPECT_EQ(decode(std::string_view("\0m\0\xE5\0l", 6)).encoding, "utf-16-be");
}

TEST(Decoding, MarksHalfACharacterOfUtf16) {
  // As Python's errors="replace": half a pair, half a unit, and a pair that ends too soon are one each.
  const auto read = [](std::string_view bytes) {
    const Decoded decoded = decode(bytes);
    return decoded.source + " " + std::to_string(decoded.ill_formed);
  };
  EXPECT_EQ(read(std::string_view("\xFF\xFE\x3D\xD8\x00\xDE", 6)), "\U0001F600 0");
  EXPECT_EQ(read(std::string_view("\xFF\xFE\x3D\xD8z\0", 6)), "\uFFFDz 1");
  EXPECT_EQ(read(std::string_view("\xFF\xFE\x00\xDEz\0", 6)), "\uFFFDz 1");
  EXPECT_EQ(read(std::string_view("\xFF\xFEz\0\x3D\xD8", 6)), "z\uFFFD 1");
  EXPECT_EQ(read(std::string_view("\xFF\xFEz\0\x3D\xD8\x00", 7)), "z\uFFFD 1");
  EXPECT_EQ(read(std::string_view("\xFF\xFEz\0x", 5)), "z\uFFFD 1");
}

// The table: sentences of our own in every encoding that can hold them ---------

// UTF-8 and UTF-16 are told by their form, so they are always right; of the old encodings 99 in 100 are.
void expect_read(std::string_view set) {
  std::size_t old = 0;
  std::size_t wrong = 0;
  std::string said;
  for (const Row& row : rows(set))
    for (const Encoding& encoding : kEncodings) {
      const std::optional<std::string> bytes = written(row.text, encoding);
      if (!bytes) continue;
      const Decoded decoded = decode(*bytes);
      const bool plain = *bytes == row.text;  // ASCII is UTF-8, whatever wrote it
      const bool right = decoded.source == row.text && decoded.ill_formed == 0 &&
                         decoded.encoding == (plain ? "utf-8" : encoding.verdict);
      if (plain || encoding.name.starts_with("utf")) {
        EXPECT_TRUE(right) << encoding.name << " as " << decoded.encoding << ": " << row.text;
        continue;
      }
      ++old;
      if (right) continue;
      ++wrong;
      said.append(encoding.name).append(" as ").append(decoded.encoding).append(": ").append(decoded.source) += '\n';
    }
  EXPECT_GE(old, 190U);
  EXPECT_LE(wrong * 100, old) << wrong << " of " << old << '\n' << said;
}

TEST(Encodings, AreToldBySentences) { expect_read("first"); }

TEST(Encodings, AreToldBySentencesThatNoRuleWasWrittenFor) { expect_read("second"); }

TEST(Encodings, AreToldByOneByteWhereItStandsInAWord) {
  const std::vector<Row> short_ones = rows("short");
  EXPECT_GE(short_ones.size(), 40U);
  for (const Row& row : short_ones) {
    const Encoding* const encoding = std::find_if(std::begin(kEncodings), std::end(kEncodings),
                                                  [&](const Encoding& e) { return e.name == row.encoding; });
    ASSERT_NE(encoding, std::end(kEncodings)) << row.encoding;
    const Decoded decoded = decode(written(row.text, *encoding).value());
    EXPECT_EQ(decoded.encoding, row.verdict) << row.encoding << ": " << row.text;
    EXPECT_EQ(decoded.source, row.text) << row.encoding;
  }
}

// What must hold for every file ----------------------------------------------

// Side by side with what ICU reads in the encoding that was named.
void expect_sound(std::string_view bytes) {
  const Decoded decoded = decode(bytes);
  std::uint64_t marks = 0;
  for (std::size_t at = 0; at < decoded.source.size();) {
    const Character next = character_at(decoded.source, at);
    ASSERT_TRUE(next.well_formed) << shown(bytes);
    marks += next.code == 0xFFFD ? 1U : 0U;
    at += next.size;
  }
  ASSERT_LE(decoded.ill_formed, marks) << shown(bytes);

  std::string twin;
  if (decoded.encoding == "utf-8") {
    if (bytes.starts_with("\uFEFF")) bytes.remove_prefix(3);
    std::uint64_t written_marks = 0;
    for (std::size_t at = 0; at < bytes.size();) {
      const Character next = character_at(bytes, at);
      written_marks += next.code == 0xFFFD && next.well_formed ? 1U : 0U;
      at += next.size;
    }
    ASSERT_EQ(decoded.ill_formed, marks - written_marks) << shown(bytes);
    wide(bytes).toUTF8String(twin);  // replaces maximal subparts, too
  } else if (!decoded.encoding.starts_with("utf-16")) {
    ASSERT_EQ(decoded.ill_formed, 0U) << shown(bytes);
    for (const char byte : bytes)
      twin += static_cast<unsigned char>(byte) < 0x80 ? std::string(1, byte) : read_by_icu(byte, decoded.encoding);
  } else {
    const bool little = decoded.encoding == "utf-16-le";
    if (bytes.starts_with(little ? "\xFF\xFE" : "\xFE\xFF")) bytes.remove_prefix(2);
    icu::UnicodeString units;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
      const auto first = static_cast<unsigned char>(bytes[at]);
      const auto second = static_cast<unsigned char>(bytes[at + 1]);
      units.append(static_cast<char16_t>(little ? second << 8U | first : first << 8U | second));
    }
    const bool half = bytes.size() % 2 != 0;
    if (half && !(units.length() > 0 && U16_IS_LEAD(units[units.length() - 1]))) units.append(char16_t{0xFFFD});
    units.toUTF8String(twin);
  }
  ASSERT_EQ(decoded.source, twin) << shown(bytes);
}

TEST(EveryFile, BecomesWellFormedAndKeepsWhatWas) {
  for (const std::string& bytes : nasty_texts(11, 4000)) expect_sound(bytes);
}

TEST(EveryFile, OfAnyBytesIsRead) {
  Nasty nasty(12);
  for (int trial = 0; trial < 4000; ++trial) {
    std::string bytes;
    // Few kinds of bytes at a time: so zeros, marks and runs of one letter come about.
    const std::size_t kinds = 1 + nasty.below(6);
    std::string choice;
    for (std::size_t i = 0; i < kinds; ++i) choice += static_cast<char>(nasty.below(256));
    choice += nasty.below(2) == 0 ? std::string(1, '\0') : std::string("a");
    for (std::size_t i = nasty.below(40); i > 0; --i) bytes += choice[nasty.below(choice.size())];
    expect_sound(bytes);
    expect_sound("\xFF\xFE" + bytes);
    expect_sound("\xFE\xFF" + bytes);
    expect_sound("\uFEFF" + bytes);
  }
}

TEST(EveryFile, OfUtf8IsKept) {
  for (const std::string& text : well_formed_texts(13, 2000)) {
    if (text.starts_with("\uFEFF") || text.find('\0') != std::string::npos) continue;
    const Decoded decoded = decode(text);
    ASSERT_EQ(decoded.source, text);
    ASSERT_EQ(decoded.encoding, "utf-8");
    ASSERT_EQ(decoded.ill_formed, 0U);
  }
}

TEST(EveryFile, IsWellFormedAsFarAsItsCharactersAre) {
  // The words of eight bytes against one character after the other, at every distance from a word's beginning.
  const auto slowly = [](std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && character_at(text, at).well_formed) at += character_at(text, at).size;
    return at;
  };
  for (const std::string& text : nasty_texts(14, 3000))
    for (std::size_t shift = 0; shift < 9; ++shift) {
      const std::string shifted = std::string(shift, 'x') + text;
      ASSERT_EQ(internal::well_formed_until(shifted, 0), slowly(shifted)) << shown(shifted);
      ASSERT_EQ(
          internal::ascii_until(shifted, 0),
          static_cast<std::size_t>(std::find_if(shifted.begin(), shifted.end(),
                                                [](char byte) { return static_cast<unsigned char>(byte) > 0x7F; }) -
                                   shifted.begin()));
    }
  for (const std::string& broken : Nasty::broken())
    for (std::size_t shift = 0; shift < 70; ++shift) {
      const std::string text = std::string(shift, 'x') + "å" + broken + std::string(40, 'y') + "ö";
      ASSERT_EQ(internal::well_formed_until(text, 0), slowly(text)) << shown(text);
    }
}

TEST(EveryFile, OfRealTextsIsUtf8) {
  const char* const folder = std::getenv("ORDAGRANT_DATA");
  if (folder == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set";
  std::size_t files = 0;
  for (const char* part : {"bulk", "policy", "municipal", "gold"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(folder) / part)) {
      const std::string ending = entry.path().extension().string();
      if (!entry.is_regular_file() || (ending != ".txt" && ending != ".jsonl" && ending != ".csv" && ending != ".tsv"))
        continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      const Decoded decoded = decode(bytes);
      EXPECT_EQ(decoded.encoding, "utf-8") << entry.path();
      EXPECT_EQ(decoded.ill_formed, 0U) << entry.path();
      ++files;
    }
  EXPECT_GT(files, 0U);
}

}  // namespace
}  // namespace ordagrant::text
