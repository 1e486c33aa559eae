#include "ordagrant/tokens/tokeniser.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::tokens {
namespace {

using Words = std::vector<std::string_view>;

Words words_of(std::string_view text, std::string language = "sv") {
  Words words;
  for (const Token& token : Tokeniser({.language = std::move(language)}).tokenise(text))
    words.push_back(token.span.of(text));
  return words;
}

std::string kinds_of(std::string_view text, std::string language = "sv") {
  std::string kinds;
  for (const Token& token : Tokeniser({.language = std::move(language)}).tokenise(text))
    kinds += name(token.kind).front();
  return kinds;
}

// What a reader may rely on -------------------------------------------------

TEST(Tokeniser, GivesTheWordsOfASentence) {
  EXPECT_EQ(words_of("Tillit före kontroll."), (Words{"Tillit", "före", "kontroll", "."}));
  EXPECT_EQ(words_of("Tillid før kontrol!", "da"), (Words{"Tillid", "før", "kontrol", "!"}));
  EXPECT_EQ(words_of("”Kunden” (i fokus)"), (Words{"”", "Kunden", "”", "(", "i", "fokus", ")"}));
}

TEST(Tokeniser, TellsWordsFromNumbersFromMarks) {
  EXPECT_EQ(kinds_of("tillit 200,50 ."), "wnm");
  EXPECT_EQ(kinds_of("tillit EU:s bl.a. resultat- 1990-talets"), "wwwww");
  EXPECT_EQ(kinds_of("200,50 18.30 1 200 45-90"), "nnnn");
  EXPECT_EQ(kinds_of("§ _ … 😀 ½"), "mmmmm");
  EXPECT_EQ(kinds_of("12 § SOU 2018:47"), "rr");
  EXPECT_EQ(kinds_of("namn@kommun.example 08-123 45 67"), "aa");
  EXPECT_EQ(name(TokenKind::word), "word");
  EXPECT_EQ(name(TokenKind::number), "number");
  EXPECT_EQ(name(TokenKind::mark), "mark");
  EXPECT_EQ(name(TokenKind::reference), "reference");
  EXPECT_EQ(name(TokenKind::address), "address");
}

TEST(Tokeniser, CountsBytesNotCharacters) {
  const auto tokens = Tokeniser().tokenise("på åsen");
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].span, (ByteSpan{0, 3}));
  EXPECT_EQ(tokens[1].span, (ByteSpan{4, 9}));
}

TEST(Tokeniser, JoinsAtAHyphenInsideAWord) {
  for (const std::string_view word : {"IT-system", "e-post", "1990-talet", "kund-nöjdhet", "beställar-utförar-modell",
                                      "kund\u2010nöjdhet", "kund\u2011nöjdhet", "nöjd-kund-index", "covid-19"})
    EXPECT_EQ(words_of(word), Words{word});
  EXPECT_EQ(words_of("politik – kontroll"), (Words{"politik", "–", "kontroll"}));
  EXPECT_EQ(words_of("politik–kontroll"), (Words{"politik", "–", "kontroll"}));  // a dash between words is a dash
  EXPECT_EQ(words_of("kund - nöjdhet"), (Words{"kund", "-", "nöjdhet"}));
}

TEST(Tokeniser, LeavesAHyphenAtTheEndOfAWord) {
  EXPECT_EQ(words_of("resultat- och kvalitetsstyrning"), (Words{"resultat-", "och", "kvalitetsstyrning"}));
  EXPECT_EQ(words_of("bruger-/borgerbudget", "da"), (Words{"bruger-", "/", "borgerbudget"}));
  EXPECT_EQ(words_of("mål- och resultatstyrning"), (Words{"mål-", "och", "resultatstyrning"}));
  EXPECT_EQ(words_of("beställar-/utförarmodell"), (Words{"beställar-", "/", "utförarmodell"}));
  EXPECT_EQ(words_of("mål-, ram-"), (Words{"mål-", ",", "ram-"}));
  EXPECT_EQ(words_of("-mål"), (Words{"-", "mål"}));
  EXPECT_EQ(words_of("mål--tal"), (Words{"mål", "--", "tal"}));
  EXPECT_EQ(words_of("1990-"), (Words{"1990", "-"}));
}

TEST(Tokeniser, JoinsAtAColonInsideAWord) {
  for (const std::string_view word : {"EU:s", "5:e", "KPI:er", "1:a"}) EXPECT_EQ(words_of(word), Words{word});
  EXPECT_EQ(words_of("EU:s", "da"), Words{"EU:s"});
  EXPECT_EQ(words_of("Beslut: ja"), (Words{"Beslut", ":", "ja"}));
}

TEST(Tokeniser, KeepsTheStopOfAKnownAbbreviation) {
  EXPECT_EQ(words_of("bl.a. mål"), (Words{"bl.a.", "mål"}));
  EXPECT_EQ(words_of("Bl.a. mål"), (Words{"Bl.a.", "mål"}));
  EXPECT_EQ(words_of("kl. 18.00"), (Words{"kl.", "18.00"}));
  EXPECT_EQ(words_of("f.eks. mål", "da"), (Words{"f.eks.", "mål"}));
  EXPECT_EQ(words_of("mål."), (Words{"mål", "."}));
  EXPECT_EQ(words_of("f.eks. mål", "sv"), (Words{"f.eks", ".", "mål"}));  // each language has its own
}

TEST(Tokeniser, KnowsNoAbbreviationOfALanguageItDoesNotKnow) {
  EXPECT_EQ(words_of("bl.a. mål", "und"), (Words{"bl.a", ".", "mål"}));
}

TEST(Tokeniser, JoinsGroupsOfThreeDigits) {
  for (const std::string_view number :
       {"1 200,50", "1 200", "12 000 000", "1\u00A0200", "1\u2009200", "1\u202F200", "200,50", "1.200,50", "18.30"})
    EXPECT_EQ(words_of(number), Words{number});
  EXPECT_EQ(words_of("1 200,50 kr"), (Words{"1 200,50", "kr"}));
}

TEST(Tokeniser, JoinsNothingThatIsNoGroup) {
  EXPECT_EQ(words_of("1  200"), (Words{"1", "200"}));  // two spaces
  EXPECT_EQ(words_of("1\n200"), (Words{"1", "200"}));
  EXPECT_EQ(words_of("2019 123"), (Words{"2019", "123"}));  // a year is no group
  EXPECT_EQ(words_of("1 20"), (Words{"1", "20"}));
  EXPECT_EQ(words_of("1 2000"), (Words{"1", "2000"}));
  EXPECT_EQ(words_of("1 200 30"), (Words{"1 200", "30"}));
  EXPECT_EQ(words_of("2,5 100"), (Words{"2,5", "100"}));  // nothing follows the decimals
  EXPECT_EQ(words_of("tal 200"), (Words{"tal", "200"}));
}

TEST(Tokeniser, JoinsARangeOfNumbers) {
  for (const std::string_view range : {"10–15", "45-90", "10 000–20 000", "2019-2023", "8.30–16.00"})
    EXPECT_EQ(words_of(range), Words{range});
  EXPECT_EQ(kinds_of("10–15"), "n");
  EXPECT_EQ(words_of("10 – 15"), (Words{"10", "–", "15"}));
}

TEST(Tokeniser, SkipsWhiteSpaceOfEveryKind) {
  EXPECT_EQ(words_of("a\t\tb\u00A0c\r\nd\u2028e\u3000"), (Words{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(words_of("a\u202Fb"), (Words{"a", "b"}));
  EXPECT_TRUE(words_of(" \n\t \uFEFF").empty());
}

TEST(Tokeniser, LosesNoMarkThatStandsOnASpace) {
  EXPECT_EQ(words_of("a \u0308 b"), (Words{"a", "\u0308", "b"}));
  EXPECT_EQ(words_of("a \u00ADb"), (Words{"a", "\u00AD", "b"}));
}

TEST(Tokeniser, CutsAnAtSignFromTheWordBesideIt) {
  EXPECT_EQ(words_of("@kommun"), (Words{"@", "kommun"}));
  EXPECT_EQ(words_of("kommun@ nu"), (Words{"kommun", "@", "nu"}));
  EXPECT_EQ(words_of("@"), Words{"@"});
}

TEST(Tokeniser, MakesMarksOfBytesThatAreNotUtf8) {
  EXPECT_EQ(words_of("a\xCC"), (Words{"a", "\xCC"}));
  EXPECT_EQ(kinds_of("\xFF\xFE"), "mm");
  EXPECT_EQ(words_of("m\xE5l"), (Words{"m", "\xE5", "l"}));
}

TEST(Tokeniser, HasNothingToSayAboutAnEmptyText) { EXPECT_TRUE(Tokeniser().tokenise("").empty()); }

TEST(Tokeniser, RefusesALanguageItHasNoRulesFor) {
  EXPECT_THROW(Tokeniser({.language = "fi"}), RequestError);
  EXPECT_THROW(Tokeniser({.language = ""}), RequestError);
  EXPECT_NO_THROW(Tokeniser({.language = "und"}));
}

TEST(Tokeniser, MayBeMovedAndSaysWhatItWasMadeWith) {
  Tokeniser first({.language = "da"});
  const Tokeniser second(std::move(first));
  EXPECT_EQ(second.options().language, "da");
  EXPECT_EQ(second.tokenise("f.eks.").size(), 1U);
}

// What must hold for every text ---------------------------------------------

class EveryText : public testing::TestWithParam<std::string_view> {
 protected:
  Tokeniser tokeniser_{{.language = std::string(GetParam())}};
};

TEST_P(EveryText, IsCutInOrderAndLosesOnlyWhiteSpace) {
  for (const std::string& text : nasty_texts(61, 1200)) {
    const std::string_view view = text;
    std::uint32_t behind = 0;
    const auto expect_space = [&](std::uint32_t begin, std::uint32_t end) {
      for (std::size_t at = begin; at < end;) {
        const text::Character next = text::character_at(view, at);
        ASSERT_TRUE(next.well_formed && text::is_space(next.code)) << shown(text) << " at " << at;
        at += next.size;
      }
    };
    for (const Token& token : tokeniser_.tokenise(text)) {
      ASSERT_LE(behind, token.span.begin) << shown(text);
      ASSERT_LT(token.span.begin, token.span.end) << shown(text);
      ASSERT_LE(token.span.end, text.size()) << shown(text);
      expect_space(behind, token.span.begin);
      ASSERT_FALSE(text::is_space(text::character_at(view, token.span.begin).code)) << shown(text);
      behind = token.span.end;
    }
    expect_space(behind, static_cast<std::uint32_t>(text.size()));
  }
}

TEST_P(EveryText, IsCutIntoWordsNumbersAndMarks) {
  for (const std::string& text : nasty_texts(62)) {
    for (const Token& token : tokeniser_.tokenise(text)) {
      bool letter = false;
      bool digit = false;
      const std::string_view surface = token.span.of(text);
      for (std::size_t at = 0; at < surface.size();) {
        const text::Character next = text::character_at(surface, at);
        letter = letter || text::is_letter(next.code);
        digit = digit || text::is_digit(next.code);
        at += next.size;
      }
      if (token.kind == TokenKind::reference || token.kind == TokenKind::address) {
        ASSERT_TRUE(letter || digit) << shown(text) << ": " << shown(surface);
        continue;
      }
      const TokenKind expected = letter ? TokenKind::word : digit ? TokenKind::number : TokenKind::mark;
      ASSERT_EQ(token.kind, expected) << shown(text) << ": " << shown(surface);
    }
  }
}

// The slow twin: ICU over UTF-16. Our rules only join what it cuts, so a token ends nowhere else.
std::set<std::uint32_t> boundaries(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> walker(icu::BreakIterator::createWordInstance(icu::Locale("sv"), status));
  EXPECT_TRUE(U_SUCCESS(status));
  const auto letters = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  walker->setText(letters);
  std::set<std::uint32_t> found;
  for (int32_t at = walker->first(); at != icu::BreakIterator::DONE; at = walker->next()) {
    std::string before;
    letters.tempSubString(0, at).toUTF8String(before);
    found.insert(static_cast<std::uint32_t>(before.size()));
  }
  return found;
}

TEST_P(EveryText, IsCutOnlyWhereIcuCutsIt) {
  for (const std::string& text : well_formed_texts(63)) {
    // We cut at a narrow no-break space and at an at sign, whatever ICU makes of them.
    if (text.find("\u202F") != std::string::npos || text.find('@') != std::string::npos) continue;
    std::set<std::uint32_t> allowed = boundaries(text);
    // We cut at an at sign and a narrow no-break space, and a mark on a space from it.
    for (std::uint32_t at = 0; at < text.size(); ++at) {
      if (text[at] == '@') allowed.insert({at, at + 1});
      if (text.compare(at, 3, "\u202F") == 0) allowed.insert(at);
    }
    for (const Token& token : tokeniser_.tokenise(text)) {
      // A mark on a space is cut off from it, by us.
      const bool behind_space =
          token.span.begin > 0 && text::is_space(text::character_before(text, token.span.begin).code);
      ASSERT_TRUE(behind_space || allowed.contains(token.span.begin))
          << shown(text) << ": " << shown(token.span.of(text));
      ASSERT_TRUE(allowed.contains(token.span.end)) << shown(text) << ": " << shown(token.span.of(text));
    }
  }
}

TEST_P(EveryText, IsCutTheSameByManyThreads) {
  const std::vector<std::string> texts = nasty_texts(64, 60);
  const auto ends = [&] {
    std::vector<std::uint32_t> found;
    for (const std::string& text : texts)
      for (const Token& token : tokeniser_.tokenise(text)) found.push_back(token.span.end);
    return found;
  };
  std::vector<std::uint32_t> there;
  std::thread other([&] { there = ends(); });
  const std::vector<std::uint32_t> here = ends();
  other.join();
  EXPECT_EQ(here, there);
}

INSTANTIATE_TEST_SUITE_P(Tokeniser, EveryText, testing::Values("sv", "da", "und"),
                         [](const auto& language) { return std::string(language.param); });

TEST(EveryAbbreviation, IsOneToken) {
  for (const std::string& language : language::shipped())
    for (const std::string_view abbreviation : language::lines(language, "abbreviations.txt")) {
      const std::string text = "se " + std::string(abbreviation) + " mål";
      EXPECT_EQ(words_of(text, language), (Words{"se", abbreviation, "mål"})) << language;
    }
}

}  // namespace
}  // namespace ordagrant::tokens
