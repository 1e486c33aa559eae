#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/layers.h"
#include "ordagrant/text/repair.h"

namespace ordagrant::text {
namespace {

std::string mended(std::string_view text, RepairKinds kinds = RepairKinds::all()) {
  return edited(text, internal::mend_pages(text, kinds, nullptr));
}

std::vector<RepairKind> kinds_in(std::string_view text) {
  std::vector<RepairKind> kinds;
  for (const Edit& edit : internal::mend_pages(text, RepairKinds::all(), nullptr)) kinds.push_back(edit.kind);
  return kinds;
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Fourteen lines of running prose, different for each page; the last breaks off in the middle of a sentence.
std::string prose(int page) {
  std::string made;
  for (int line = 0; line < 14; ++line)
    made += "rad " + std::to_string(page * 100 + line) + " om hur nämnden följer upp arbetet i hemtjänsten och\n";
  return made;
}

// A document of `pages` pages, each between what `head` and `foot` make of its number.
template <typename Head, typename Foot>
std::string paged(int pages, Head head, Foot foot, std::string_view between = "\f") {
  std::string made;
  for (int page = 1; page <= pages; ++page) {
    if (page > 1) made += between;
    made += head(page) + prose(page) + foot(page);
  }
  return made;
}

std::string nothing(int) { return ""; }

// What a reader may rely on -------------------------------------------------

TEST(Pages, LoseAHeadThatStandsOnEachButNotTheFirst) {
  const std::string text = paged(4, [](int) { return "Almviks kommun – Årsrapport\n\n"; }, nothing);
  EXPECT_EQ(mended(text), "Almviks kommun – Årsrapport\n\n" + paged(4, nothing, nothing));
  EXPECT_EQ(kinds_in(text), std::vector<RepairKind>(3, RepairKind::running_head));
}

TEST(Pages, LoseTheNumberBesideTheFirstHead) {
  const auto begins = [](int page) { return std::string(static_cast<std::size_t>(page), 'X') + " börjar så:\n"; };
  const std::string text =
      paged(4, [&](int page) { return "Almviks kommun\n" + std::to_string(page) + "\n\n" + begins(page); }, nothing);
  EXPECT_EQ(mended(text), "Almviks kommun\n\n" + paged(4, begins, nothing));
}

TEST(Pages, LoseAFootAndMeetAcrossOneLineBreak) {
  const std::string text = paged(3, nothing, [](int) { return "\nNørreelkær Kommune, Direktionen\n"; });
  EXPECT_EQ(mended(text), paged(3, nothing, nothing));
}

TEST(Pages, KeepTheEmptyLineWhereASentenceHasEnded) {
  std::string text;
  for (int page = 1; page <= 3; ++page)
    text += "Ekarås kommun\n\n" + prose(page) + std::string(static_cast<std::size_t>(page), 'x') + " blev det.\n\n" +
            std::to_string(page) + "\n\f";
  EXPECT_TRUE(holds(mended(text), "x blev det.\n\n\frad 200 om")) << mended(text);
}

TEST(Pages, LoseNumbersThatCountUp) {
  const auto foot = [](auto made) { return [made](int page) { return "\n" + made(std::to_string(page)) + "\n"; }; };
  using Number = const std::string&;
  const std::string bare = paged(4, nothing, nothing);
  EXPECT_EQ(mended(paged(4, nothing, foot([](Number n) { return n; }))), bare);
  EXPECT_EQ(mended(paged(4, nothing, foot([](Number n) { return "- " + n + " -"; }))), bare);
  EXPECT_EQ(mended(paged(4, nothing, foot([](Number n) { return "– " + n + " –"; }))), bare);
  EXPECT_EQ(mended(paged(4, nothing, foot([](Number n) { return n + " (4)"; }))), bare);
  EXPECT_EQ(mended(paged(4, nothing, foot([](Number n) { return n + "/4"; }))), bare);
  EXPECT_EQ(mended(paged(4, nothing, foot([](Number n) { return "Sida " + n; }))), bare);
  EXPECT_EQ(mended(paged(4, nothing, foot([](Number n) { return "Side " + n + " af 4"; }))), bare);
  EXPECT_EQ(kinds_in(paged(4, nothing, foot([](Number n) { return n; }))),
            std::vector<RepairKind>(4, RepairKind::page_number));
}

TEST(Pages, LoseRomanNumbers) {
  constexpr std::string_view kRoman[] = {"iii", "iv", "v", "vi", "vii"};
  const std::string text = paged(5, nothing, [&](int page) { return "\n" + std::string(kRoman[page - 1]) + "\n"; });
  EXPECT_EQ(mended(text), paged(5, nothing, nothing));
}

TEST(Pages, LoseHeadsThatDifferOnLeftAndRight) {
  const std::string text = paged(
      8,
      [](int page) { return std::string(page % 2 == 0 ? "Granviks kommun" : "Att styra det man inte ser") + "\n\n"; },
      [](int page) { return "\n" + std::to_string(page) + "\n"; });
  EXPECT_EQ(mended(text), "Att styra det man inte ser\n\n" + paged(8, nothing, nothing));
}

TEST(Pages, LoseAHeadWithTheNumberInIt) {
  const std::string text =
      paged(5, [](int page) { return "Søndervig Kommune        Side " + std::to_string(page) + " af 5\n"; }, nothing);
  EXPECT_EQ(mended(text), paged(5, nothing, nothing));
}

TEST(Pages, LoseAHeadBesideTheTitleOfItsChapter) {
  constexpr std::string_view kChapters[] = {"Inledning", "Uppdraget", "Ekonomin", "Målen", "Slutord"};
  for (const std::string between : {" | ", "\t"}) {
    const std::string fixed = "Fördjupad uppföljning 2024" + between;
    const std::string text =
        paged(5, [&](int page) { return fixed + std::string(kChapters[page - 1]) + "\n"; }, nothing);
    EXPECT_EQ(mended(text), fixed + "Inledning\n" + paged(5, nothing, nothing));
  }
}

TEST(Pages, KeepTheTitleOfATitlePage) {
  std::string text = "Tillit i vardagen\n\nLjungmo kommun\n\f";
  text += paged(5, [](int) { return "Tillit i vardagen\n\n"; }, nothing);
  EXPECT_EQ(mended(text), "Tillit i vardagen\n\nLjungmo kommun\n\f" + paged(5, nothing, nothing));
}

TEST(Pages, KeepHeadingsThatComeBack) {
  // Two decisions happen to begin a page; most stand inside.
  std::string text;
  for (int page = 1; page <= 9; ++page) {
    if (page % 3 == 0) text += "Beslut\n";
    text += prose(page) + "Beslut\n" + prose(page + 100) + "Yrkanden\n" + prose(page + 200) + "\f";
  }
  EXPECT_EQ(mended(text), text);
}

TEST(Pages, KeepParagraphSignsAndSpeakersAtTheTop) {
  std::string text;
  for (int page = 1; page <= 6; ++page) text += "§ " + std::to_string(page + 40) + "\n" + prose(page) + "\f";
  EXPECT_EQ(mended(text), text);
  text.clear();
  for (int page = 1; page <= 8; ++page) text += (page < 4 ? "Ordföranden:\n" : "") + prose(page) + "\f";
  EXPECT_EQ(mended(text), text);
}

TEST(Pages, KeepAYearAndACellAtTheEdge) {
  std::string text;
  constexpr std::string_view kCells[] = {"2021", "340", "17", "2024"};
  for (int page = 1; page <= 4; ++page) text += prose(page) + std::string(kCells[page - 1]) + "\n\f";
  EXPECT_EQ(mended(text), text);
}

TEST(Pages, KeepTheHeadOfATableThatGoesOn) {
  std::string text;
  for (int page = 1; page <= 12; ++page)
    text += (page > 4 && page < 8 ? "Verksamhet      Budget      Utfall\n" : "") + prose(page) + "\f";
  EXPECT_EQ(mended(text), text);
}

TEST(Pages, KeepTextThatWouldBeNothingButHeads) {
  for (const std::string text : {"Mer tillit i styrningen\n\fMer tillit i styrningen\n\fMer tillit i styrningen\n",
                                 "7\n\f8\n\f9\n\f10\n", "Sida 2 av 9\n"})
    EXPECT_EQ(mended(text), text);
}

TEST(Pages, KeepARuleThatManyPagesEndOrBeginWith) {
  const std::string rule = "Vid tvekan ska maten i kylen\nkastas.\n";
  const auto at_page_ends = [&](int) { return rule; };
  for (const std::string& text : {paged(6, nothing, at_page_ends), paged(6, at_page_ends, nothing)})
    EXPECT_EQ(mended(text), text);
  const std::string danish = paged(5, nothing, [](int) { return "\nHusk at spørge borgeren!\n"; });
  EXPECT_EQ(mended(danish), danish);
}

TEST(Pages, LoseAHeadThatEndsInAnAbbreviation) {
  for (const std::string foot : {"\nAlmviks kommun m.fl.\n", "\nFjordrup Kommune, dok. nr.\n"})
    EXPECT_EQ(mended(paged(4, nothing, [&](int) { return foot; })), paged(4, nothing, nothing)) << foot;
}

TEST(Pages, KeepTheHeadOfATableInCells) {
  const std::string text = paged(5, [](int) { return "Verksamhet\tBelopp\n"; }, nothing);
  EXPECT_EQ(mended(text), text);
  const std::string sums =
      paged(5, nothing, [](int page) { return "Summa verksamheter\t" + std::to_string(page * page * 37) + "\n"; });
  EXPECT_EQ(mended(sums), sums);
}

TEST(Pages, KeepWhatComesBackOnAFormNowAndThen) {
  const auto column = [](int page) {
    const bool form = (page >= 5 && page <= 7) || page == 14 || page == 20;
    return std::string(form ? "Åtgärd\nSignatur\n" : "");
  };
  const std::string text = paged(20, nothing, column);
  EXPECT_EQ(mended(text), text);
}

TEST(Pages, KeepFormsThatAreShort) {
  std::string votes;
  std::string orders;
  for (int page = 1; page <= 6; ++page) {
    const std::string number = std::to_string(page);
    votes += "Ja\nNej\nAvstår\nLedamot " + number + " röstar nej\n\f";
    orders += "Bilaga " + number + "\nUppdrag till nämnden\nNämnden ska redovisa.\n\f";
  }
  for (const std::string& text : {votes, orders}) EXPECT_EQ(mended(text), text);
}

TEST(Pages, LoseTheHeadOfAShortLastPage) {
  const auto head = [](int) { return "Ekarås kommun\nVerksamhetsplan\n\n"; };
  EXPECT_EQ(mended(paged(5, head, nothing) + "\f" + head(6) + "slutar här.\n"),
            head(1) + paged(5, nothing, nothing) + "\fslutar här.\n");
}

TEST(Pages, KeepTheTitlesOfAppendices) {
  for (const std::string title : {"Bilaga ", "Bilag "}) {
    const std::string text = paged(6, [&](int page) { return title + std::to_string(page) + "\n"; }, nothing);
    EXPECT_EQ(mended(text), text);
  }
}

TEST(Pages, LoseNumbersAboveTenThousand) {
  const std::string text = paged(4, nothing, [](int page) { return "\n" + std::to_string(9997 + page) + "\n"; });
  EXPECT_EQ(mended(text), paged(4, nothing, nothing));
}

// --- Without form feeds

TEST(PagesInRunningText, LoseTheirNumbers) {
  const std::string text = paged(6, nothing, [](int page) { return std::to_string(page) + "\n\n"; }, "");
  EXPECT_EQ(mended(text), paged(6, nothing, nothing, ""));
}

TEST(PagesInRunningText, LoseTheHeadBesideTheNumber) {
  const std::string text = paged(
      6, [](int page) { return page > 1 ? "Almviks kommun\nMål och budget\n\n" : ""; },
      [](int page) { return "\nSida " + std::to_string(page) + " (6)\n\n"; }, "");
  EXPECT_EQ(mended(text), paged(6, nothing, nothing, ""));
}

TEST(PagesInRunningText, LoseHeadsThatCountOnTheLeftAndOnTheRight) {
  const std::string text = paged(
      8, nothing,
      [](int page) {
        const std::string number = std::to_string(page);
        return page % 2 == 0 ? number + " | PRINCIPER\n" : "PRINCIPER | " + number + "\n";
      },
      "");
  EXPECT_EQ(mended(text), paged(8, nothing, nothing, ""));
}

TEST(PagesInRunningText, LoseAHeadWithoutANumberBetweenEmptyLines) {
  const std::string text =
      paged(5, nothing, [](int page) { return page < 5 ? "\nFjordrup Kommunes budgetnotat\n\n" : ""; }, "");
  EXPECT_EQ(mended(text), paged(5, nothing, nothing, ""));
}

TEST(PagesInRunningText, LoseASingleNumberThatSaysItIsOne) {
  EXPECT_EQ(mended("Nämnden ska följa\n\nSida 2 av 14\n\nupp arbetet.\n"), "Nämnden ska följa\nupp arbetet.\n");
  EXPECT_EQ(mended("Udvalget skal følge\nSide 2 af 14\nop på arbejdet.\n"), "Udvalget skal følge\nop på arbejdet.\n");
}

TEST(PagesInRunningText, KeepWhatOnlyCountsUp) {
  std::string chapters;
  std::string goals;
  std::string cells;
  std::string notes;
  for (int i = 1; i <= 6; ++i) {
    const std::string number = std::to_string(i);
    chapters += number + "\nKapitlets rubrik\n\n" + prose(i) + "en mening slutar här.\n\n";
    goals += "Mål " + number + "\n\n" + prose(i) + "en mening slutar här.\n\n";
    cells += "Post " + number + "\n" + number + "\n" + std::to_string(i * 40) + "\n";
    notes += prose(i) + "[" + number + "]\n";
  }
  for (const std::string& text : {chapters, goals, cells, notes}) EXPECT_EQ(mended(text), text);
}

TEST(PagesInRunningText, KeepRefrainsSpeakersAndTimes) {
  std::string debate;
  std::string minutes;
  for (int i = 1; i <= 8; ++i) {
    debate += "                         Kl. 15:" + std::to_string(40 + i) +
              "\n\nFormanden:\nTak for det. Ordføreren.\n\n" + prose(i) + "sådan slutter talen.\n\n";
    minutes += "Sammanfattning\n\n" + prose(i) + "ärendet är berett.\n\nBeslut\n\nNämnden godkänner rapporten.\n\n";
  }
  for (const std::string& text : {debate, minutes}) EXPECT_EQ(mended(text), text);
}

TEST(PagesInRunningText, KeepHeadingsThatComeTogether) {
  std::string text;
  for (int i = 1; i <= 5; ++i)
    text += "Svar\n\nVi anser att punkt " + std::to_string(i) + " är bra och vill ha den\n\nKommunens svar\n\n" +
            "och det är viktigt att\n" + prose(i) + "därför ändras inget.\n\n";
  EXPECT_EQ(mended(text), text);
}

TEST(Pages, LoseOnlyWhatIsAskedFor) {
  const std::string text =
      paged(4, [](int) { return "Almviks kommun\n\n"; }, [](int page) { return "\n" + std::to_string(page) + "\n"; });
  EXPECT_FALSE(holds(mended(text, {RepairKind::running_head}), "\fAlmviks"));
  EXPECT_TRUE(holds(mended(text, {RepairKind::running_head}), "\n\n3\n"));
  EXPECT_TRUE(holds(mended(text, {RepairKind::page_number}), "\fAlmviks"));
  EXPECT_FALSE(holds(mended(text, {RepairKind::page_number}), "\n\n3\n"));
  EXPECT_EQ(mended(text, {}), text);
}

TEST(Pages, KeepTheirFormFeeds) {
  const std::string text =
      paged(4, [](int) { return "Almviks kommun\n\n"; }, [](int page) { return "\n" + std::to_string(page) + "\n"; });
  const std::string read = mended(text);
  EXPECT_EQ(std::count(read.begin(), read.end(), '\f'), 3);
}

TEST(Pages, EndTheirLinesInAnyWay) {
  std::string text =
      paged(4, [](int) { return "Almviks kommun\n\n"; }, [](int page) { return "\n" + std::to_string(page) + "\n"; });
  const std::string bare = "Almviks kommun\n\n" + paged(4, nothing, nothing);
  const auto with = [](std::string_view lines, std::string_view end) {
    std::string made;
    for (const char byte : lines) byte == '\n' ? made += end : made += byte;
    return made;
  };
  EXPECT_EQ(mended(with(text, "\r\n")), with(bare, "\r\n"));
  EXPECT_EQ(mended(with(text, "\r")), with(bare, "\r"));
}

// What must hold for every text ------------------------------------------------

void expect_sound(std::string_view text) {
  const std::vector<Edit> edits = internal::mend_pages(text, RepairKinds::all(), nullptr);
  std::uint32_t before = 0;
  for (const Edit& edit : edits) {
    ASSERT_LE(before, edit.span.begin) << shown(text);
    ASSERT_LT(edit.span.begin, edit.span.end) << shown(text);
    ASSERT_LE(edit.span.end, text.size()) << shown(text);
    ASSERT_EQ(edit.replacement, "") << shown(text);
    // Whole lines, and never the end of a page.
    const char above = edit.span.begin == 0 ? '\n' : text[edit.span.begin - 1];
    ASSERT_TRUE(above == '\n' || above == '\r' || above == '\f') << shown(text);
    ASSERT_EQ(edit.span.of(text).find('\f'), std::string_view::npos) << shown(text);
    before = edit.span.end;
  }
}

TEST(EveryText, LosesWholeLines) {
  for (const std::string& text : nasty_texts(51, 1500)) expect_sound(text);
  // Among page ends, numbers and heads.
  Nasty nasty(52);
  const std::vector<std::string> parts{"\f",        "\n",    "\n\n", "\r\n",          "\r",   "12\n",
                                       "Sida 3\n",  "3 (4)", "4\n",  "Sida 2 av 9\n", "| 5",  "Almviks kommun\n",
                                       "- 6 -\n\f", "xiv\n", "\xC3", "nämnden och\n", "ord ", "§ 3\n"};
  for (int trial = 0; trial < 3000; ++trial) {
    std::string text;
    for (std::size_t part = nasty.below(60); part > 0; --part) text += nasty.one_of(parts);
    expect_sound(text);
  }
}

TEST(EveryText, IsSoundOnceMended) {
  for (int pages = 2; pages < 12; ++pages)
    for (const std::string_view between : {"\f", ""}) {
      const std::string text = paged(
          pages, [](int) { return "Ekarås kommun\n\n"; },
          [](int page) { return "\nSida " + std::to_string(page) + "\n\n"; }, between);
      const std::string once = mended(text);
      EXPECT_EQ(mended(once), once) << pages;
    }
}

TEST(EveryText, TakesNoLongerThanItsLength) {
  // Some minutes each, if a page cost what the text is long.
  constexpr int kPages = 100'000;
  std::string forms;
  std::string numbers;
  std::string decisions;
  for (int page = 1; page <= kPages; ++page) {
    const std::string body =
        "rad " + std::to_string(page) + " om vården\nrad två och\nrad tre " + std::string(page % 7, 'x') + " och\n";
    forms += "Almviks kommun\n" + body + std::to_string(page) + "\n\f";
    numbers += body + body + "\nSida " + std::to_string(page) + " av 99999\n\n";
    decisions += "Nämnden beslutar att bifalla förslaget\n\f";
  }
  const std::string read = mended(forms);
  EXPECT_EQ(read.find("Almviks"), read.rfind("Almviks"));
  EXPECT_FALSE(holds(mended(numbers), "Sida 4711 av"));
  EXPECT_EQ(mended(decisions), decisions);
}

TEST(EveryText, ThatHasNoPagesStaysAsItIs) {
  for (int length = 0; length < 40; ++length) {
    std::string text;
    for (int i = 0; i < length; ++i) text += prose(i) + "Ny mening.\n\n";
    EXPECT_EQ(mended(text), text);
  }
}

}  // namespace
}  // namespace ordagrant::text
