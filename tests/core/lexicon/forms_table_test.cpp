#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/lexicon/format.h"
#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/text/reading.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

// The shipped lexicons, judged by sentences: forms_<language>.tsv says what is to be hit in each, and that nothing else
// is.

namespace ordagrant::lexicon {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

// In the order in which the toolkit takes them: by name.
std::vector<Entry> shipped_entries(const std::string& language) {
  std::vector<fs::path> files;
  for (const auto& file :
       fs::directory_iterator(fs::path(ORDAGRANT_TESTS) / "../../python/ordagrant/lexicons" / language))
    if (file.path().extension() == ".tsv") files.push_back(file.path());
  std::sort(files.begin(), files.end());
  std::vector<Entry> entries;
  for (const fs::path& file : files)
    for (Entry& entry : parse(file.filename().string(), content_of(file))) entries.push_back(std::move(entry));
  return entries;
}

class Lexicon {
 public:
  Lexicon(const std::string& language, const std::vector<Entry>& entries)
      : tokeniser_({.language = language}), ellipses_(language), matcher_(language, entries) {}

  std::vector<Match> matches(std::string_view text) const {
    const std::vector<tokens::Token> tokens = tokeniser_.tokenise(text);
    return matcher_.match(text, tokens, tokens::sentences(text, tokens), ellipses_.find(text, tokens));
  }

  // "målstyrningens=npm | tilliten=trust"
  std::string hits(std::string_view sentence) const {
    const text::Reading reading(sentence);
    std::string found;
    for (const Match& match : matches(reading.text())) {
      if (!found.empty()) found += " | ";
      found += reading.to_source(match.span).of(sentence);
      (found += '=') += name(matcher_.entries()[match.entry].pole);
    }
    return found;
  }

 private:
  tokens::Tokeniser tokeniser_;
  forms::EllipsisFinder ellipses_;
  Matcher matcher_;
};

class ShippedLexicon : public testing::TestWithParam<std::string_view> {};

TEST_P(ShippedLexicon, HitsWhatItsSentencesSay) {
  const std::string language(GetParam());
  const Lexicon lexicon(language, shipped_entries(language));
  const std::string path = std::string(ORDAGRANT_TESTS) + "/lexicon/forms_" + language + ".tsv";
  const std::string content = content_of(path);
  int line = 0;
  int judged = 0;
  bool header = true;
  for (std::string_view row : language::cells(content, '\n')) {
    ++line;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (row.empty() || row.starts_with('#')) continue;
    if (std::exchange(header, false)) {
      ASSERT_EQ(row, "sentence\thits") << path;
      continue;
    }
    const auto cells = language::cells(row);
    if (cells.size() != 2) {
      ADD_FAILURE_AT(path.c_str(), line) << cells.size() << " cells, and it has to be two";
      continue;
    }
    ++judged;
    const std::string found = lexicon.hits(cells[0]);
    if (found != cells[1])
      ADD_FAILURE_AT(path.c_str(), line) << cells[0] << "\n  expected: " << cells[1] << "\n  hit:      " << found;
  }
  EXPECT_GT(judged, 100) << path;
}

// A term that cannot be hit where it stands alone is a slip of the pen, or one of the tokeniser.
TEST_P(ShippedLexicon, HitsEveryTermItLists) {
  const std::string language(GetParam());
  std::vector<Entry> entries = shipped_entries(language);
  const std::string further = "further/" + language + ".tsv";
  for (Entry& entry :
       parse(further, content_of(fs::path(ORDAGRANT_TESTS) / "../../python/ordagrant/lexicons" / further)))
    entries.push_back(std::move(entry));
  for (Entry& entry : entries) {  // so that traps and words that want company are hits as well
    entry.pole = Pole::npm;
    entry.tier = Tier::core;
  }
  const Lexicon lexicon(language, entries);
  for (const Entry& entry : entries) {
    const std::vector<Match> matches = lexicon.matches(entry.term);
    EXPECT_TRUE(matches.size() == 1 && matches.front().span.of(entry.term) == entry.term)
        << "'" << entry.term << "' (" << entry.category << ") gives " << matches.size() << " hits";
  }
}

INSTANTIATE_TEST_SUITE_P(Lexicon, ShippedLexicon, testing::Values("sv", "da"),
                         [](const auto& language) { return std::string(language.param); });

}  // namespace
}  // namespace ordagrant::lexicon
