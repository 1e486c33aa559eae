#include "ordagrant/text/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::text {
namespace {

constexpr float kSize = 10;
constexpr float kLetter = 5;  // every letter is so wide
constexpr float kLeading = 12;

DrawnPage page() { return {{}, {}, 0, 600, 0, 800}; }

// Draws the text, its spaces too, from `x` on; gives where it ends.
float draw(DrawnPage& page, std::string_view text, float x, float y, float size = kSize) {
  const float width = size * kLetter / kSize;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    page.glyphs.push_back({character.code, x, y, width, size, 1, 0, 0});
    at += character.size;
    x += width;
  }
  return x;
}

void draw_lines(DrawnPage& page, const std::vector<std::string_view>& lines, float x, float y) {
  for (const std::string_view line : lines) {
    draw(page, line, x, y);
    y -= kLeading;
  }
}

// What a reader may rely on -------------------------------------------------

TEST(Layout, GivesTheLinesOfAParagraphAsTheyStand) {
  DrawnPage drawn = page();
  draw_lines(drawn, {"Nämnden lägger fast en plan för", "hur arbetet med tillit ska gå till", "under året."}, 50, 700);
  EXPECT_EQ(layout(drawn), "Nämnden lägger fast en plan för\nhur arbetet med tillit ska gå till\nunder året.");
}

TEST(Layout, ReadsOneColumnAfterTheOther) {
  DrawnPage drawn = page();
  // Row by row, as some programs write.
  const std::vector<std::string_view> left{"Kommunen har under året prövat", "en styrning med färre mål och",
                                           "fler samtal mellan ledning och", "medarbetare i alla enheter som"};
  const std::vector<std::string_view> right{"arbetar med äldre. Av dem har", "de flesta sagt att det är en",
                                            "bättre ordning än den förra, och", "ingen vill gå tillbaka."};
  for (std::size_t at = 0; at < left.size(); ++at) {
    draw(drawn, left[at], 50, 700 - kLeading * static_cast<float>(at));
    draw(drawn, right[at], 250, 700 - kLeading * static_cast<float>(at));
  }
  EXPECT_EQ(layout(drawn),
            "Kommunen har under året prövat\nen styrning med färre mål och\nfler samtal mellan ledning och\n"
            "medarbetare i alla enheter som\narbetar med äldre. Av dem har\nde flesta sagt att det är en\n"
            "bättre ordning än den förra, och\ningen vill gå tillbaka.");
}

TEST(Layout, SetsTheCellsOfATableApartByTabs) {
  DrawnPage drawn = page();
  for (const auto& [y, row] : std::vector<std::pair<float, std::vector<std::string_view>>>{
           {700, {"Mål", "Utfall", "Plan"}}, {684, {"Nöjdhet", "71", "75"}}, {668, {"Frånvaro", "", "6,0"}}})
    for (std::size_t column = 0; column < row.size(); ++column)
      draw(drawn, row[column], 50 + 150 * static_cast<float>(column), y);
  EXPECT_EQ(layout(drawn), "Mål\tUtfall\tPlan\nNöjdhet\t71\t75\nFrånvaro\t\t6,0");
}

TEST(Layout, LetsRulingsPartTheRowsOfATable) {
  DrawnPage drawn = page();
  draw_lines(drawn, {"Ansøgning til fonden", "Om folkehusene"}, 50, 700);
  draw_lines(drawn, {"Sundhed", "Omsorg"}, 300, 700);
  draw_lines(drawn, {"Udbud"}, 50, 672);
  draw_lines(drawn, {"Økonomi"}, 300, 672);
  drawn.rulings = {{48, 500, 712}, {48, 500, 684}, {48, 500, 668}};
  EXPECT_EQ(layout(drawn), "Ansøgning til fonden Om folkehusene\tSundhed Omsorg\nUdbud\tØkonomi");
}

TEST(Layout, KeepsTheHyphenAtTheEndOfALine) {
  DrawnPage drawn = page();
  draw_lines(drawn, {"mål- och resultatstyr", "ningen"}, 50, 700);
  drawn.glyphs.insert(drawn.glyphs.begin() + 21, {2, 50 + 21 * kLetter, 700, kLetter, kSize, 1, 0, 0});
  EXPECT_EQ(layout(drawn), "mål- och resultatstyr-\nningen");
}

TEST(Layout, RaisesTheMarkOfAFootnote) {
  DrawnPage drawn = page();
  const float end = draw(drawn, "styrning", 50, 700);
  draw(drawn, "3", end, 704, 6);
  const float next = draw(drawn, "och ledning", end + 6, 700);
  draw(drawn, "vi", next, 704, 6);
  EXPECT_EQ(layout(drawn), "styrning\u00B3 och ledning\u1D5B\u2071");
}

TEST(Layout, LeavesDigitsOnTheLineAlone) {
  DrawnPage drawn = page();
  draw(drawn, "Bilaga 3, CO", 50, 700);
  draw(drawn, "2", 50 + 12 * kLetter, 698, 6);
  EXPECT_EQ(layout(drawn), "Bilaga 3, CO2");
}

TEST(Layout, PutsTheHeadFirstAndTheFootLast) {
  DrawnPage drawn = page();
  draw(drawn, "7", 300, 30);
  draw_lines(drawn, {"En rad av texten som är lång", "och en rad till av den texten", "som slutar här."}, 50, 600);
  draw(drawn, "Protokoll", 50, 780);
  EXPECT_EQ(layout(drawn),
            "Protokoll\n\nEn rad av texten som är lång\noch en rad till av den texten\nsom slutar här.\n\n7");
}

TEST(Layout, PutsTheNumberOfAPageOnTheLineOfItsTextOnALineOfItsOwn) {
  DrawnPage drawn = page();
  draw_lines(drawn, {"En rad av texten som är lång", "och en rad till av den texten", "som slutar här."}, 100, 600);
  draw(drawn, "7", 50, 600 - 2 * kLeading);
  EXPECT_EQ(layout(drawn), "En rad av texten som är lång\noch en rad till av den texten\nsom slutar här.\n\n7");
}

TEST(Layout, SetsHeadingsAndItemsApart) {
  DrawnPage drawn = page();
  draw(drawn, "Mål", 50, 700, 14);
  draw_lines(drawn, {"Nämnden ska under året", "\u2022 lita på medarbetare", "\u2022 följa upp mindre"}, 50, 684);
  EXPECT_EQ(layout(drawn), "Mål\n\nNämnden ska under året\n\n\u2022 lita på medarbetare\n\n\u2022 följa upp mindre");
}

TEST(Layout, LetsTheLinesOfAnItemHang) {
  DrawnPage drawn = page();
  draw(drawn, "\u2022", 50, 700);
  draw_lines(drawn, {"lita på den som arbetar i", "Almvik och vet mest"}, 65, 700);
  draw(drawn, "\u2022", 50, 676);
  draw(drawn, "följa upp mindre", 65, 676);
  EXPECT_EQ(layout(drawn), "\u2022 lita på den som arbetar i\nAlmvik och vet mest\n\n\u2022 följa upp mindre");
}

TEST(Layout, ReadsWhatIsWrittenUpwards) {
  DrawnPage drawn = page();
  float y = 100;
  for (const char letter : std::string_view("Bilaga")) {
    drawn.glyphs.push_back({static_cast<unsigned char>(letter), 300, y, kLetter, kSize, 0, 1, 0});
    y += kLetter;
  }
  EXPECT_EQ(layout(drawn), "Bilaga");
}

TEST(Layout, HasNothingToSayOfAnEmptyPage) {
  EXPECT_EQ(layout({}), "");
  DrawnPage drawn = page();
  draw(drawn, "   ", 50, 700);
  EXPECT_EQ(layout(drawn), "");
}

// What must hold for every page ----------------------------------------------

std::string without_space(std::string_view text) {
  std::string kept;
  std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
               [](char c) { return c != ' ' && c != '\n' && c != '\t'; });
  std::sort(kept.begin(), kept.end());
  return kept;
}

TEST(EveryPage, KeepsEveryCharacterOnceAndNoOtherControlThanTabAndLineFeed) {
  Nasty nasty(47);
  const std::string_view letters = "aBc1.-(";
  for (int round = 0; round < 400; ++round) {
    DrawnPage drawn = page();
    std::string all;
    const std::size_t count = nasty.below(120);
    // A grid keeps glyphs from lying on each other, where one would count as drawn twice.
    std::vector<bool> taken(60 * 60, false);
    for (std::size_t at = 0; at < count; ++at) {
      const std::size_t place = nasty.below(taken.size());
      if (taken[place]) continue;
      taken[place] = true;
      const char letter = letters[nasty.below(letters.size())];
      const float size = nasty.below(5) == 0 ? 7.0F : kSize;
      drawn.glyphs.push_back({static_cast<unsigned char>(letter), static_cast<float>(place % 60) * 10,
                              static_cast<float>(place / 60) * 13, kLetter, size, 1, 0, 0});
      all += letter;
    }
    const std::string text = layout(drawn);
    EXPECT_EQ(text, layout(drawn));
    ASSERT_EQ(without_space(text), without_space(all)) << text;
    ASSERT_EQ(text.find("  "), std::string::npos) << text;
    ASSERT_TRUE(std::none_of(text.begin(), text.end(), [](char c) {
      return std::iscntrl(static_cast<unsigned char>(c)) != 0 && c != '\n' && c != '\t';
    }));
  }
}

TEST(EveryPage, IsReadWhateverItHolds) {
  Nasty nasty(48);
  const std::vector<float> odd{0,
                               -1,
                               1e-30F,
                               1e30F,
                               -1e30F,
                               5,
                               300,
                               std::numeric_limits<float>::infinity(),
                               std::numeric_limits<float>::quiet_NaN()};
  const auto any = [&] { return odd[nasty.below(odd.size())]; };
  for (int round = 0; round < 400; ++round) {
    DrawnPage drawn{{}, {{any(), any(), any()}, {any(), any(), any()}}, any(), any(), any(), any()};
    for (std::size_t at = nasty.below(40); at > 0; --at)
      drawn.glyphs.push_back(
          {static_cast<char32_t>(nasty.below(0x120000)), any(), any(), any(), any(), any(), any(), 0});
    layout(drawn);
  }
}

TEST(EveryPage, IsReadInTimeThatGrowsWithItsGlyphs) {
  DrawnPage drawn = page();
  // More cells than any table has: the order is that of the lines, and nothing is lost.
  for (int row = 0; row < 400; ++row)
    for (int column = 0; column < 50; ++column)
      drawn.glyphs.push_back({U'x', static_cast<float>(column) * 12, static_cast<float>(row) * 2, 1, 1, 1, 0, 0});
  const std::string text = layout(drawn);
  EXPECT_EQ(std::count(text.begin(), text.end(), 'x'), 400 * 50);
}

}  // namespace
}  // namespace ordagrant::text
