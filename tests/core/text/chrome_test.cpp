#include "ordagrant/text/chrome.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/layers.h"
#include "ordagrant/text/knowledge.h"
#include "ordagrant/text/repair.h"

namespace ordagrant::text {
namespace {

// The shipped table, read where it lies: this room does not know the room that has it.
std::string table(const std::string& language) {
  std::ifstream file(ORDAGRANT_TESTS "/../../core/ordagrant/language/data/" + language + "/chrome.tsv");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string_view> lines_of(std::string_view content) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < content.size();) {
    const std::size_t end = std::min(content.find('\n', at), content.size());
    const std::string_view line = content.substr(at, end - at);
    if (!line.empty() && !line.starts_with('#')) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

const Knowledge& knowledge(const std::string& language) {
  struct Read {
    explicit Read(const std::string& name) : content(table(name)), found{Words({}, {}), Chrome(lines_of(content))} {}
    std::string content;
    Knowledge found;
  };
  static const Read swedish("sv");
  static const Read danish("da");
  return language == "sv" ? swedish.found : danish.found;
}

std::vector<Edit> edits(std::string_view text, const std::string& language) {
  return internal::mend_pages(text, RepairKinds::all(), &knowledge(language));
}

std::string swedish(std::string_view text) { return edited(text, edits(text, "sv")); }
std::string danish(std::string_view text) { return edited(text, edits(text, "da")); }

// What a reader may rely on -------------------------------------------------

TEST(WebChrome, LosesTheLinksAroundASwedishPost) {
  EXPECT_EQ(swedish("Hoppa till innehåll\n\n"
                    "Start | Om oss | Motioner | Kontakt\n\n"
                    "Arkiv\n\nArchive for the ‘Skola’ Category\n\n"
                    "Varför mäter vi?\n\n"
                    "3 mars, 2021 Lämna en kommentar\n\n"
                    "Nämnden mäter allt utom det som betyder något.\n\n"
                    "Dela på Facebook  Skicka som e-post  Skriv ut\n"
                    "4 kommentarer | Lämna en kommentar\n\n"
                    "Kategorier: Skola, Styrning\n"),
            "Varför mäter vi?\n\n3 mars, 2021\n\nNämnden mäter allt utom det som betyder något.\n");
}

TEST(WebChrome, LosesTheLinksAroundADanishPost) {
  EXPECT_EQ(danish("Spring til indhold\n\n"
                   "Forside | Om os | Politik | Kontakt\n\n"
                   "Hvorfor måler vi?\n\n"
                   "3. marts 2021 Skriv en kommentar\n\n"
                   "Udvalget måler alt undtagen det, der betyder noget.\n\n"
                   "Del på Facebook\nUdskriv\nTilmeld nyhedsbrev\n\n"
                   "Kommentarer er slået fra\n"),
            "Hvorfor måler vi?\n\n3. marts 2021\n\nUdvalget måler alt undtagen det, der betyder noget.\n");
}

TEST(WebChrome, LosesWhatFormsAndBannersSay) {
  EXPECT_EQ(swedish("Vi använder kakor för att webbplatsen ska fungera. Läs mer om kakor på webbplatsen.\n"
                    "Godkänn alla\nEndast nödvändiga\n\n"
                    "Rapporten är klar.\n\n"
                    "Innehållet i detta fält är privat och kommer inte att visas offentligt.\n"),
            "Rapporten är klar.\n");
  EXPECT_EQ(danish("Hjemmesiden bruger cookies til statistik.\nAccepter alle\nAfvis alle\n\n"
                   "Rapporten er færdig.\n\n"
                   "Din e-mailadresse vil ikke blive publiceret. Krævede felter er markeret med *\n"),
            "Rapporten er færdig.\n");
}

TEST(WebChrome, LosesASentenceThatOnlyPoints) {
  EXPECT_EQ(
      swedish(
          "Seminariet handlade om tillit. Se hela samtalet här eller läs en sammanfattning.\n\nDet var välbesökt.\n"),
      "Seminariet handlade om tillit.\n\nDet var välbesökt.\n");
  EXPECT_EQ(danish("Mødet handlede om tillid. Læs mere om mødet her. Der kom mange.\n"),
            "Mødet handlede om tillid. Der kom mange.\n");
}

TEST(WebChrome, LosesASentenceThatRunsOverALineEnd) {
  EXPECT_EQ(swedish("Rapporten är klar. Genom att klicka på \"Skicka\" godkänner\ndu våra villkor. Den är lång.\n"),
            "Rapporten är klar.\nDen är lång.\n");
}

TEST(WebChrome, DoesNotMindBulletsCountersAndMarkdown) {
  EXPECT_EQ(swedish("* Dela sidan\n» Skriv ut sidan\n\nText om skolan.\n"), "Text om skolan.\n");
  EXPECT_EQ(swedish("Text om skolan.\n\n[Till sidans topp](#topp)\n"), "Text om skolan.\n");
  EXPECT_EQ(swedish("Text om skolan.\n\nLämna en kommentar\nKommentarer (3)\n"), "Text om skolan.\n");
}

TEST(WebChrome, KeepsTheSameWordsInASentence) {
  for (const std::string_view text :
       {"På bloggen kan du lämna en kommentar.\n", "Den som vill dela på Facebook får göra det.\n",
        "Läs mer om målen i bilaga 2.\n\nDär står allt.\n",
        "Vi har 14 kommentarer till förslaget. Lämna en kommentar du också, bad han.\n",
        "Utskottet vill lyssna på invånarna. Kontakta oss gärna i god tid.\n",
        "Nämnden beslutade att kommunen ska använda kakor endast i undantagsfall.\n",
        "Medborgarna ska kunna\nlämna en kommentar\nom förslaget.\n"})
    EXPECT_EQ(swedish(text), text);
  for (const std::string_view text :
       {"Borgerne kan skrive en kommentar på mødet.\n", "Se, det er problemet, og det skal løses.\n",
        "Læs mere om målene i bilag 2.\n\nDer står det hele.\n",
        "Udvalget bruger cookies som eksempel på overvågning.\n"})
    EXPECT_EQ(danish(text), text);
}

TEST(WebChrome, KeepsAWordThatCouldBeAHeadingWhereItStandsAlone) {
  for (const std::string_view text :
       {"Protokoll\n\nKontakt\n\nNämnden tog upp ärendet.\n\nKommentarer\n\nInga frågor ställdes.\n",
        "Namn\nAnna Fiktivsson\nJa\nNej\nDatum\n", "Tabell 1\n\nJanuari 2024\nFebruari 2024\nMars 2024\n\nSumma\n",
        "Beslut\n\nArkiv\n\nHandlingarna arkiveras.\n"})
    EXPECT_EQ(swedish(text), text);
}

TEST(WebChrome, TakesAnAmbiguousLinkAtTheEdgeOfTheText) {
  EXPECT_EQ(swedish("Nämnden tog upp ärendet.\n\nLäs mer\n"), "Nämnden tog upp ärendet.\n");
  EXPECT_EQ(danish("Læs mere\n\nUdvalget behandlede sagen.\n"), "Udvalget behandlede sagen.\n");
}

TEST(WebChrome, LeavesATextOfNothingElse) {
  for (const std::string_view text : {"Lämna en kommentar\n", "Läs mer", "Dela\nSkriv ut\n\nVi använder kakor här.\n"})
    EXPECT_EQ(swedish(text), text);
}

TEST(WebChrome, IsFoundOnlyWithKnowledgeAndWhereItIsAskedFor) {
  const std::string_view text = "Gå till innehållet\n\nNämnden tog upp ärendet.\n";
  EXPECT_TRUE(internal::mend_pages(text, RepairKinds::all(), nullptr).empty());
  EXPECT_TRUE(internal::mend_pages(text, {RepairKind::running_head}, &knowledge("sv")).empty());
  ASSERT_EQ(edits(text, "sv").size(), 1U);
  EXPECT_EQ(edits(text, "sv").front().kind, RepairKind::web_chrome);
}

TEST(Chrome, RefusesATableThatIsNone) {
  const auto made = [](std::string_view line) { return Chrome(std::vector<std::string_view>{line}); };
  EXPECT_THROW(made("button\tdela"), RequestError);
  EXPECT_THROW(made("line"), RequestError);
  EXPECT_THROW(made("line\t… dela"), RequestError);
  EXPECT_NO_THROW(made("line\tdela …"));
}

// What must hold for every phrase and every text ------------------------------------------------

// A text of its own for each phrase: a word stands in for the gap, a number for the number.
std::string said(std::string_view phrase) {
  std::string made;
  for (std::size_t at = 0; at < phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
    const std::string_view word = phrase.substr(at, end - at);
    made += made.empty() ? "" : " ";
    made += word == "…" ? "Almvik" : word == "#" ? "7" : std::string(word);
    at = end + 1;
  }
  return made;
}

TEST(EveryPhrase, CountsInTheCompanyOfAnother) {
  for (const std::string language : {"sv", "da"}) {
    const std::string content = table(language);
    const std::vector<std::string_view> phrases = lines_of(content);
    ASSERT_GE(phrases.size(), 150U);
    const std::string around = language == "sv" ? "Gå till innehållet" : "Spring til indhold";
    for (const std::string_view line : phrases) {
      const std::string phrase = said(line.substr(line.find('\t') + 1));
      const std::string text = "Almvik är en ort.\n\n" + around + "\n" + phrase + "\n\nDär bor många.\n";
      EXPECT_EQ(edited(text, edits(text, language)), "Almvik är en ort.\n\nDär bor många.\n") << line;
      const std::string kept = "Almvik är en ort och där kan alla " + phrase + " varje dag.\n";
      EXPECT_EQ(edited(kept, edits(kept, language)), kept) << line;
    }
  }
}

TEST(EveryPhrase, StandsOnce) {
  for (const std::string language : {"sv", "da"}) {
    const std::string content = table(language);
    std::vector<std::string_view> phrases;
    for (const std::string_view line : lines_of(content)) {
      phrases.push_back(line.substr(line.find('\t') + 1));
      EXPECT_EQ(phrases.back(), lower(phrases.back()));
    }
    std::sort(phrases.begin(), phrases.end());
    const auto twice = std::adjacent_find(phrases.begin(), phrases.end());
    EXPECT_EQ(twice, phrases.end()) << *twice;
  }
}

TEST(EveryText, LosesChromeInTheTimeOfItsLength) {
  // Some minutes, if a line cost what the text is long.
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "Dela på Facebook\nSkriv ut\nKommentera (3)\nNämnden svarar\n";
  const std::string read = edited(text, edits(text, "sv"));
  EXPECT_EQ(read.find("Facebook"), std::string::npos);
  EXPECT_NE(read.find("Nämnden svarar"), std::string::npos);
}

TEST(EveryText, LosesChromeAsWholeCharacters) {
  Nasty nasty(61);
  const std::vector<std::string> parts{"Dela på Facebook",
                                       "Läs mer",
                                       "\n",
                                       "\n\n",
                                       " ",
                                       "\r\n",
                                       "\f",
                                       "Lämna en kommentar",
                                       "Nämnden ",
                                       "2019 ",
                                       "| ",
                                       ". ",
                                       "Vi använder kakor. ",
                                       "Namn\n",
                                       "\xC3",
                                       "å",
                                       "Se talet här. ",
                                       "! ",
                                       "(3)",
                                       "  "};
  std::vector<std::string> texts = nasty_texts(62, 600);
  for (int trial = 0; trial < 3000; ++trial) {
    std::string text;
    for (std::size_t part = nasty.below(30); part > 0; --part) text += nasty.one_of(parts);
    texts.push_back(text);
  }
  for (const std::string& text : texts) {
    std::uint32_t before = 0;
    for (const Edit& edit : edits(text, "sv")) {
      ASSERT_LE(before, edit.span.begin) << shown(text);
      ASSERT_LT(edit.span.begin, edit.span.end) << shown(text);
      ASSERT_LE(edit.span.end, text.size()) << shown(text);
      ASSERT_EQ(edit.span.of(text).find('\f'), std::string_view::npos) << shown(text);
      for (const std::uint32_t at : {edit.span.begin, edit.span.end})
        ASSERT_TRUE(at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) << shown(text);
      before = edit.span.end;
    }
  }
}

}  // namespace
}  // namespace ordagrant::text
