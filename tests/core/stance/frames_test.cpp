#include "ordagrant/stance/frames.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/stance/context.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::stance {
namespace {

using lexicon::Pole;

class Reader {
 public:
  explicit Reader(const std::string& language)
      : tokeniser_({.language = language}), frames_(language), context_(language) {}

  // The kinds of those that have a pole, or of all, with ! behind a reversed one.
  std::string told(std::string_view text, bool all = false) const {
    const std::vector<tokens::Token> tokens = tokeniser_.tokenise(text);
    const std::vector<std::uint32_t> sentences = tokens::sentences(text, tokens);
    const std::vector<lexicon::Match> found = frames_.read(text, tokens, sentences);
    EXPECT_EQ(written(frames_.read(text, tokens, sentences, memory_)), written(found)) << text;
    const std::vector<Sense> senses = context_.read(text, tokens, sentences, {}, found, FrameReader::entries());
    EXPECT_EQ(senses.size(), found.size());
    std::string joined;
    std::uint32_t behind = 0;
    for (std::size_t frame = 0; frame < found.size(); ++frame) {
      const lexicon::Match& match = found[frame];
      EXPECT_LE(behind, match.token_begin);
      behind = match.token_begin;
      EXPECT_LT(match.token_begin, match.token_end);
      EXPECT_GE(match.token_begin, sentences[match.sentence]);
      EXPECT_LE(match.token_end, match.sentence + 1 < sentences.size() ? sentences[match.sentence + 1] : tokens.size());
      const lexicon::Entry& entry = FrameReader::entries()[match.entry];
      if (!all && entry.pole == Pole::none) continue;
      joined += (joined.empty() ? "" : " ") + entry.category;
      if (senses[frame].polarity == Polarity::reversed) joined += "!";
    }
    return joined;
  }

 private:
  static std::vector<std::array<std::uint32_t, 4>> written(const std::vector<lexicon::Match>& matches) {
    std::vector<std::array<std::uint32_t, 4>> all;
    for (const lexicon::Match& match : matches)
      all.push_back({match.entry, match.sentence, match.token_begin, match.token_end});
    return all;
  }

  tokens::Tokeniser tokeniser_;
  FrameReader frames_;
  Context context_;
  mutable FrameReader::Memory memory_;  // of all texts: it must change nothing
};

const Reader& swedish() {
  static const Reader reader("sv");
  return reader;
}

const Reader& danish() {
  static const Reader reader("da");
  return reader;
}

// What a reader may rely on -------------------------------------------------

TEST(Frames, ReadsTheExamplesOfItsHeader) {
  EXPECT_EQ(swedish().told("De som möter eleverna vet bäst."), "know know");
  EXPECT_EQ(swedish().told("Pengarna ska följa patienten."), "choose");
  EXPECT_EQ(swedish().told("Högst 10 dagar ska handläggningen ta."), "target");
}

TEST(Frames, FindsWhatSpeaksForNeitherPoleAsWell) {
  EXPECT_EQ(swedish().told("Ärendet läggs till handlingarna.", true), "formal agenda");
  EXPECT_EQ(swedish().told("Å ena sidan lärare, å andra sidan företag.", true), "weigh service weigh elsewhere");
  EXPECT_EQ(danish().told("Forslag til folketingsbeslutning om landbruget.", true), "agenda elsewhere");
}

TEST(Frames, CountsAWordOfAnotherFieldOnce) {
  // It stands in both tables.
  EXPECT_EQ(swedish().told("Utsläppen", true), "elsewhere");
}

TEST(Frames, StaysWithinASentence) { EXPECT_EQ(swedish().told("De litar på. Att de gör det är en annan sak."), ""); }

TEST(Frames, RefusesALanguageThatIsNotShipped) { EXPECT_THROW(FrameReader("fi"), RequestError); }

TEST(Frames, HasAnEntryAKindAndAnotherForItsHints) {
  std::set<std::pair<std::string, lexicon::Tier>> kinds;
  for (const lexicon::Entry& entry : FrameReader::entries()) {
    EXPECT_TRUE(kinds.insert({entry.category, entry.tier}).second) << entry.category;
    EXPECT_TRUE(entry.tier == lexicon::Tier::core || kinds.contains({entry.category, lexicon::Tier::core}));
    EXPECT_TRUE(entry.pole == Pole::npm || entry.pole == Pole::trust || entry.pole == Pole::critique ||
                entry.pole == Pole::none);
  }
}

// How many of the hand-made sentences are read as their author did, and which are not.
std::pair<std::size_t, std::size_t> agreement(const std::string& language, const Reader& reader, std::string& wrong) {
  std::ifstream file(std::string(ORDAGRANT_TESTS) + "/stance/frames_" + language + ".tsv", std::ios::binary);
  EXPECT_TRUE(file);
  std::size_t all = 0;
  std::size_t right = 0;
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto cells = language::cells(line);
    const std::string told = reader.told(cells[0]);
    const bool agrees = told == (cells[1] == "none" ? "" : cells[1]);
    ++all;
    right += agrees ? 1 : 0;
    if (!agrees) wrong += line + "\n  said: " + told + "\n";
  }
  return {right, all};
}

TEST(Frames, AgreesWithTheAuthorOfTheSentences) {
  for (const auto& [language, reader] : {std::pair{"sv", &swedish()}, std::pair{"da", &danish()}}) {
    std::string wrong;
    const auto [right, all] = agreement(language, *reader, wrong);
    EXPECT_GE(all, 35U);
    EXPECT_EQ(right, all) << wrong;
  }
}

// What must hold for every text -------------------------------------------------

TEST(EveryFrame, LiesInItsSentence) {
  Nasty nasty(181);
  const std::vector<std::string> words{"lita ",  "på ",       "personalen ",  "högst ", "10 ",      "dagar ",
                                       "ska ",   "pengarna ", "följer ",      "inte ",  "färre ",   "mål ",
                                       ", ",     ". ",        "vet ",         "bäst ",  "företag ", "skola ",
                                       "läggs ", "till ",     "handlingarna "};
  for (int round = 0; round < 1000; ++round) {
    std::string text = nasty.text(10);
    for (std::size_t count = nasty.below(30); count > 0; --count) text += nasty.one_of(words);
    swedish().told(text + nasty.text(5), true);
    danish().told(text, true);
  }
}

}  // namespace
}  // namespace ordagrant::stance
