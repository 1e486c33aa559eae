#include "ordagrant/privacy/redactor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "marked_lines.h"
#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/base/seeded_random.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::privacy {
namespace {

// "kind=words", joined by " | ".
std::string told(const std::string& language, std::string_view text) {
  std::string joined;
  for (const PersonalSpan& found : Redactor(language).find(text))
    joined += (joined.empty() ? "" : " | ") + std::string(name(found.kind)) + "=" + std::string(found.span.of(text));
  return joined;
}

std::string hidden(const std::string& language, std::string_view text) {
  return masked(text, Redactor(language).find(text));
}

bool covered(const std::vector<PersonalSpan>& found, std::string_view text, ByteSpan mark) {
  for (std::uint32_t at = mark.begin; at < mark.end; ++at) {
    if (text[at] == ' ' || text[at] == '\n') continue;
    const bool inside = std::any_of(found.begin(), found.end(), [&](const PersonalSpan& span) {
      return span.span.begin <= at && at < span.span.end;
    });
    if (!inside) return false;
  }
  return true;
}

struct Recall {
  int marks = 0;
  int covered = 0;
  int too_much = 0;  // spans that reach outside all marks
  std::string missed;
};

// Of the lines [from, to) of a table, with numbers drawn `seeds` times.
Recall recall_of(const std::string& language, std::size_t from, std::size_t to, std::uint64_t seeds) {
  const Redactor redactor(language);
  const std::vector<std::string> lines = table("lines_" + language + ".txt");
  Recall recall;
  for (std::size_t line = from; line < std::min(to, lines.size()); ++line) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      const MarkedLine marked = marked_line(lines[line], line * 1000 + seed);
      const std::vector<PersonalSpan> found = redactor.find(marked.text);
      for (const Mark& mark : marked.marks) {
        ++recall.marks;
        if (covered(found, marked.text, mark.span))
          ++recall.covered;
        else
          recall.missed += std::to_string(line) + " " + mark.kind + "=" + std::string(mark.span.of(marked.text)) +
                           "  in  " + lines[line] + "\n";
      }
      for (const PersonalSpan& span : found) {
        const bool inside = std::any_of(marked.marks.begin(), marked.marks.end(), [&](const Mark& mark) {
          return mark.span.begin <= span.span.begin && span.span.end <= mark.span.end;
        });
        if (inside) continue;
        ++recall.too_much;
        recall.missed += std::to_string(line) + " TOO MUCH " + std::string(span.span.of(marked.text)) + "  in  " +
                         lines[line] + "\n";
      }
    }
  }
  return recall;
}

constexpr std::size_t kAllLines = 1000;

// --- What a reader may rely on --------------------------------------------------------------------

TEST(Redactor, MasksEveryCharacterAndKeepsWhiteSpace) {
  EXPECT_EQ(hidden("sv", "Mvh Lena \u00D6st"), "Mvh \u2588\u2588\u2588\u2588 \u2588\u2588\u2588");
  EXPECT_EQ(hidden("sv", "Ring 070-174 06 05."),
            "Ring \u2588\u2588\u2588\u2588\u2588\u2588\u2588 \u2588\u2588 \u2588\u2588.");
}

TEST(Redactor, SaysWhatItIs) {
  EXPECT_EQ(
      told("sv",
           "Jag heter Karin Ekblad, bor p\u00E5 Storgatan 14 B, 123 45 Ekeby, och n\u00E5s p\u00E5 k.e@post.example."),
      "name=Karin Ekblad | address=Storgatan 14 B, 123 45 Ekeby | email=k.e@post.example");
  EXPECT_EQ(told("da", "Hr. Ek, N\u00F8rregade 5, 2. tv, tlf. 21 43 65 87."),
            "name=Ek | address=N\u00F8rregade 5, 2. tv | phone=21 43 65 87");
}

TEST(Redactor, MasksWhatANorwegianTextGivesAway) {
  EXPECT_EQ(told("nb", "Jeg heter Tuva Fjellsyn, tlf 912 34 567, bor i Lillegata 4."),
            "name=Tuva Fjellsyn | phone=912 34 567 | address=Lillegata 4");
  EXPECT_EQ(told("nb", "F\u00F8dselsnummer 310290 12345, konto 1234 56 78901."),
            "identity=310290 12345 | account=1234 56 78901");
  EXPECT_EQ(told("nb", "Saksnr 12345678"), "");
}

// Of a hundred numbers that differ in their check digits at most one is somebody's.
TEST(Redactor, KnowsANorwegianNumberByItsCheckDigits) {
  for (const std::string begin : {"010190123", "710290476", "310599001"}) {
    int masked = 0;
    for (int check = 0; check < 100; ++check) {
      const std::string number = begin + static_cast<char>('0' + check / 10) + static_cast<char>('0' + check % 10);
      const auto sum = [&](std::string_view weights) {
        int total = 0;
        for (std::size_t at = 0; at < weights.size(); ++at) total += (weights[at] - '0') * (number[at] - '0');
        return total % 11;
      };
      const bool valid = sum("3761894521") == 0 && sum("54327654321") == 0;
      EXPECT_EQ(told("nb", "x " + number + " y"), valid ? "identity=" + number : "") << number;
      masked += valid ? 1 : 0;
    }
    EXPECT_LE(masked, 1);
  }
}

TEST(Redactor, MasksTheShapeOfAnIdentityNumberWhateverItsDigits) {
  for (const char* const language : {"sv", "da", "und"}) {
    EXPECT_EQ(told(language, "x 999999-9999 y"), "identity=999999-9999");
    EXPECT_EQ(told(language, "x 19999999-9999 y"), "identity=19999999-9999");
    EXPECT_EQ(told(language, "x 999999\u20139999 y"), "identity=999999\u20139999");
  }
}

TEST(Redactor, LeavesTheNumberThatAnotherWordNames) {
  EXPECT_EQ(told("sv", "Org.nr 999999-9999"), "");
  EXPECT_EQ(told("sv", "Diarienummer 9999999999"), "");
  EXPECT_EQ(told("da", "CVR 23456789"), "");
  // A valid number is somebody's, whatever the word before it says.
  const MarkedLine line = marked_line("\u00C4rende [identity:{pnr:1956}]", 7);
  EXPECT_TRUE(covered(Redactor("sv").find(line.text), line.text, line.marks[0].span));
}

// An id is made of a person's number now and then: what is joined to it does not hide whose it is.
TEST(Redactor, MasksAValidNumberWhateverItIsJoinedTo) {
  const std::vector<std::pair<std::string, std::string>> around = {
      {"", "/3"}, {"", "-3"}, {"", ":12"}, {"", ".1"}, {"", "B"}, {"A", ""}, {"KS-", ""}, {"2024/", ""}, {"12-", "-7"}};
  for (const char* const form : {"{pnr:1956}", "{pnr12-:1956}", "{pnr+:1919}", "{pnr10:1956}", "{pnr12:1956}"})
    for (const auto& [before, behind] : around) {
      const MarkedLine line = marked_line("Akt " + before + "[identity:" + form + "]" + behind + " kom.", 7);
      for (const char* const language : {"sv", "da", "und"}) {
        const std::vector<PersonalSpan> found = Redactor(language).find(line.text);
        ASSERT_EQ(found.size(), 1U) << language << " " << line.text;
        EXPECT_EQ(found[0].kind, PersonalKind::identity);
        EXPECT_EQ(found[0].span.begin, line.marks[0].span.begin) << line.text;
        EXPECT_EQ(found[0].span.end, line.marks[0].span.end) << line.text;
      }
    }
}

// Nine of ten numbers of that shape are nobody's, and most are cases and documents.
TEST(Redactor, LeavesANumberThatIsJoinedToMoreAndIsNotValid) {
  EXPECT_EQ(told("sv", "Akt 999999-9999/3 kom."), "");
  EXPECT_EQ(told("sv", "Akt A999999-9999 kom."), "");
  const MarkedLine wrong = marked_line("Akt [identity:{bad:1956}]/3 kom.", 7);
  EXPECT_EQ(told("sv", wrong.text), "");
  // A year of another century.
  const MarkedLine old = marked_line("Akt 31[identity:{pnr:1956}]/3 kom.", 7);
  EXPECT_EQ(told("sv", old.text), "");
}

// The last digit of a Danish number tells nothing of the others: the word before it must.
TEST(Redactor, MasksADanishNumberThatIsJoinedToMoreWhereAWordNamesIt) {
  const MarkedLine named = marked_line("CPR [identity:{cpr:1956}]/3", 7);
  EXPECT_TRUE(covered(Redactor("da").find(named.text), named.text, named.marks[0].span));
  EXPECT_EQ(told("da", "CPR 999999-9999/3"), "");
  EXPECT_EQ(told("da", "J.nr. 999999-9999/3"), "");
}

TEST(Redactor, AnAddressEndsWithItsStairAndItsDistrict) {
  EXPECT_EQ(told("da", "Jeg bor Nørregade 4, st."), "address=Nørregade 4, st");
  EXPECT_EQ(told("da", "Nørregade 4, 8000 Ekeby C."), "address=Nørregade 4, 8000 Ekeby C");
}

TEST(Redactor, KnowsAnAccountThatNothingNamesByItsShape) {
  EXPECT_EQ(told("sv", "Skicka till 8327-9, 123 456 789-0 i dag."), "account=8327-9, 123 456 789-0");
  EXPECT_EQ(told("sv", "Skicka till 8327-9. 123 456 789-0 i dag."), "");
  EXPECT_EQ(told("sv", "Betala in på 212-9104 i dag."), "account=212-9104");
  EXPECT_EQ(told("sv", "Betala in på 212-9105 i dag."), "");  // the check digit is another
  EXPECT_EQ(told("sv", "Betala in på 512-1009 i dag."), "");  // a range, it may be
}

TEST(Redactor, LeavesThoseWhoSpeakForTheirOffice) {
  EXPECT_EQ(told("sv", "Landsbygdsminister Karin Ekblad svarade."), "");
  EXPECT_EQ(told("sv", "Karin Ekblad (S) yrkade bifall."), "");
  EXPECT_EQ(told("sv", "Grannen Karin Ekblad svarade."), "name=Karin Ekblad");
}

TEST(Redactor, InitialsInBracketsAreOfTheNameAndAPartyIsNot) {
  EXPECT_EQ(told("sv", "Handl\u00E4ggare Lars \u00D6hman (L\u00D6) svarar inte."), "name=Lars \u00D6hman (L\u00D6)");
  EXPECT_EQ(told("sv", "Jag ringde Lars \u00D6hman (L\u00D6)."), "name=Lars \u00D6hman (L\u00D6)");
  EXPECT_EQ(told("da", "Jeg talte med Mette Ekblad (MME)."), "name=Mette Ekblad (MME)");
  EXPECT_EQ(told("da", "Jeg talte med Mette M\u00F8rk Ekblad (MME)."), "name=Mette M\u00F8rk Ekblad (MME)");
  EXPECT_EQ(told("sv", "Lars \u00D6hman (L) yrkade bifall."), "");
  EXPECT_EQ(told("sv", "Mats Persson (MP) yrkade bifall."), "");
  EXPECT_EQ(told("sv", "Lars \u00D6hman (VTL) yrkade bifall."), "");
}

TEST(Redactor, ASurnameMayBeginWithASmallParticle) {
  EXPECT_EQ(told("sv", "Jag heter Omar al-Farsi och v\u00E4ntar."), "name=Omar al-Farsi");
  EXPECT_EQ(told("sv", "Karin al-Farsi ringde."), "name=Karin al-Farsi");
  EXPECT_EQ(told("sv", "Karin e-Post"), "");
}

TEST(Redactor, AWordOfANameThatIsMaskedIsMaskedAgain) {
  EXPECT_EQ(told("sv", "Grannen Karin Ekblad ringde. Ekblad igen, och Ekblads svar."),
            "name=Karin Ekblad | name=Ekblad | name=Ekblads");
  EXPECT_EQ(told("sv", "Mvh Lena Berg\nBerg sprack i v\u00E4gen."), "name=Lena Berg");
  EXPECT_EQ(told("sv", "Ekblad igen."), "");
  EXPECT_EQ(told("sv", "Grannen Karin Ekblad ringde. Kommunalr\u00E5det Ekblad svarade, Ekblad (S) ocks\u00E5."),
            "name=Karin Ekblad");
  // Whose party stands behind more of the name is not masked by its first word.
  EXPECT_EQ(told("sv", "Grannen Karin Ekblad ringde. Då svarade Karin Lindmo (S)."), "name=Karin Ekblad");
}

TEST(Redactor, KnowsTheWordsOfAllLanguagesWhereNoneIsKnown) {
  EXPECT_EQ(told("und", "Mvh Lena"), "name=Lena");
  EXPECT_EQ(told("und", "Ring 070-174 06 23 eller 0731740623"), "phone=070-174 06 23 | phone=0731740623");
  EXPECT_EQ(told("und", "Venlig hilsen Mette"), "name=Mette");
  EXPECT_EQ(&redactor_for("auto"), &redactor_for("und"));
}

TEST(Redactor, RefusesALanguageThatIsNotShipped) {
  EXPECT_THROW(Redactor("xx"), RequestError);
  EXPECT_THROW(redactor_for("xx"), RequestError);
}

class MarkedLines : public testing::TestWithParam<std::string> {};

TEST_P(MarkedLines, AreMaskedWhereTheyHoldPersonalData) {
  // The issue asks for 98 in 100; the numbers of each line are drawn five times.
  const Recall recall = recall_of(GetParam(), 0, kAllLines, 5);
  RecordProperty("marks", recall.marks);
  EXPECT_GE(recall.marks, 5 * 150);
  EXPECT_GE(100 * recall.covered, 98 * recall.marks) << recall.missed;
  EXPECT_LE(100 * recall.too_much, recall.marks) << recall.missed;
}

TEST_P(MarkedLines, StayWhereTheyHoldNone) {
  const Redactor redactor(GetParam());
  const std::vector<std::string> lines = table("ordinary_" + GetParam() + ".txt");
  EXPECT_GE(lines.size(), 100U);
  for (const std::string& line : lines) EXPECT_EQ(masked(line, redactor.find(line)), line);
}

INSTANTIATE_TEST_SUITE_P(Privacy, MarkedLines, testing::Values("sv", "da"),
                         [](const auto& named) { return named.param; });

// --- What holds for every input -------------------------------------------------------------------

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += text::character_at(text, at).size) ++count;
  return count;
}

void holds(const Redactor& redactor, const std::string& text) {
  const std::vector<PersonalSpan> found = redactor.find(text);
  std::uint32_t end = 0;
  for (const PersonalSpan& span : found) {
    ASSERT_LE(end, span.span.begin) << text;
    ASSERT_LT(span.span.begin, span.span.end) << text;
    ASSERT_LE(span.span.end, text.size()) << text;
    ASSERT_FALSE(text::is_space(text::character_at(text, span.span.begin).code)) << text;
    ASSERT_FALSE(text::is_space(text::character_before(text, span.span.end).code)) << text;
    end = span.span.end;
  }
  const std::string once = masked(text, found);
  ASSERT_EQ(characters(once), characters(text)) << text;
  const std::vector<PersonalSpan> again = redactor.find(once);
  ASSERT_EQ(masked(once, again), once) << text;
}

// Pieces of what the rules look for, in any order: no rule may be set off by what another has masked.
TEST(Redactor, MaskedTwiceIsMaskedOnce) {
  const std::vector<std::string> pieces = {"Hej",       "Mvh",     "Karin",
                                           "Ekblad",    "Per",     "heter",
                                           "jag",       "fru",     "hr",
                                           "Storgatan", "gata",    "N\u00F8rregade",
                                           "Lilla",     "torg",    "Adress",
                                           "bor",       "p\u00E5", "tel",
                                           "konto",     "dnr",     "bil",
                                           "AB",        "KLM",     "SE",
                                           "c/o",       "af",      "minister",
                                           "lgh",       "tv",      "st",
                                           "kr",        "maj",     "handl\u00E4ggare",
                                           "0",         "7",       "14",
                                           "070",       "1234",    "560312",
                                           "19560312",  "123",     "12",
                                           "8327",      "a@b.se",  "@",
                                           "+46",       "(0)",     "(",
                                           ")",         "-",       "+",
                                           "/",         ".",       ",",
                                           ":",         " ",       " ",
                                           " ",         " ",       "\n",
                                           "\t",        "\u2013",  "\u00A0",
                                           "\u2588",    "(S)",     "%",
                                           "i",         "B",       "C.",
                                           "\xC3",      "\xFF",    "e\u0301"};
  for (const char* const language : {"sv", "da", "und"}) {
    const Redactor redactor(language);
    SeededRandom random(2026);
    for (int round = 0; round < 60'000 && !HasFatalFailure(); ++round) {
      std::string text;
      for (std::uint32_t count = 1 + random.below(14); count > 0; --count)
        text += pieces[random.below(static_cast<std::uint32_t>(pieces.size()))];
      holds(redactor, text);
    }
  }
}

// A row of colons is read once, and not anew from each of them.
TEST(Redactor, ReadsALongRowOfGroupsInItsLength) {
  EXPECT_EQ(told("sv", "Från 1:2:3:4:5:6:7:8 i dag"), "ip=1:2:3:4:5:6:7:8");
  EXPECT_EQ(told("sv", "Från 1:2:3:4:5:6:7:8:9 i dag"), "");
  for (const std::string group : {"1:", "a1:", "abc1:"}) {
    std::string text;
    for (int count = 0; count < 500'000; ++count) text += group;
    EXPECT_EQ(told("sv", text), "") << group;
  }
}

TEST(Redactor, TakesAnyBytes) {
  const Redactor redactor("und");
  for (const std::string& text : nasty_texts(3, 2000)) holds(redactor, text);
  SeededRandom random(9);
  for (int round = 0; round < 2000 && !HasFatalFailure(); ++round) {
    std::string text;
    for (std::uint32_t count = random.below(60); count > 0; --count) text += static_cast<char>(random.below(256));
    holds(redactor, text);
  }
}

// Texts of the fuzzer's that were masked otherwise the second time.
TEST(Redactor, NamesBesideWhatIsMaskedStay) {
  for (const std::string& text : {std::string("Marie T�eoskötare El Marie T(V)")})
    for (const char* const language : {"sv", "da", "und"}) holds(Redactor(language), text);
}

TEST(Redactor, MarkedLinesStayMaskedInOneText) {
  for (const std::string language : {"sv", "da"}) {
    std::string text;
    for (const std::string& line : table("lines_" + language + ".txt")) text += marked_line(line, 1).text + "\n\n";
    holds(Redactor(language), text);
  }
}

}  // namespace
}  // namespace ordagrant::privacy
