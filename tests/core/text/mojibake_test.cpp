#include "ordagrant/text/internal/mojibake.h"

#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/internal/layers.h"
#include "ordagrant/text/repair.h"

namespace ordagrant::text {
namespace {

std::vector<Edit> edits_of(std::string_view text) {
  std::vector<Edit> edits;
  internal::mojibake(text, internal::odd_places(text), edits);
  return edits;
}

std::string mended(std::string_view text) { return edited(text, edits_of(text)); }

constexpr const char* kWindows = "ibm-5348_P100-1997";
constexpr const char* kLatin = "ISO-8859-1";
constexpr const char* kDos = "ibm-850_P100-1995";
constexpr const char* kMac = "macos-0_2-10.2";

// What somebody sees who takes UTF-8 for something else.
std::string misread(std::string_view text, const char* as) {
  std::string seen;
  icu::UnicodeString(text.data(), static_cast<int32_t>(text.size()), as).toUTF8String(seen);
  return seen;
}

std::vector<std::string> sentences() {
  std::ifstream file(ORDAGRANT_TESTS "/text/encodings.tsv");
  std::vector<std::string> found;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("first\t") || line.starts_with("second\t")) found.push_back(line.substr(line.rfind('\t') + 1));
  return found;
}

// What a reader may rely on -------------------------------------------------

TEST(Mojibake, IsReadAsItWasMeant) {
  EXPECT_EQ(mended("FÃ¶rslag till mÃ¥lstyrning fÃ¶r Ã¤ldre"), "Förslag till målstyrning för äldre");
  EXPECT_EQ(mended("FÃ¦rre mÃ¥l og stÃ¸rre frihed i Ã†rtÃ¸"), "Færre mål og større frihed i Ærtø");
  EXPECT_EQ(mended("MÃ…L FÃ–R Ã„LDRE"), "MÅL FÖR ÄLDRE");
  EXPECT_EQ(mended("Det sÃ¤gs â€“ med rÃ¤tta â€“ att â€œkundâ€\u009D inte passar hÃ¤râ€¦"),
            "Det sägs – med rätta – att “kund” inte passar här…");
  EXPECT_EQ(mended("Enligt Â§ 12 fÃ¥r nÃ¤mnden 100Â\u00A0000 â‚¬"), "Enligt § 12 får nämnden 100\u00A0000 €");
  EXPECT_EQ(mended("PelÃ© gillar kaffÃ©t hos MÃ¼ller"), "Pelé gillar kaffét hos Müller");
}

TEST(Mojibake, OfOtherEncodingsIsReadToo) {
  EXPECT_EQ(mended("F├Ârslag till m├Ñlstyrning f├Âr ├ñldre ÔÇô ja"), "Förslag till målstyrning för äldre – ja");
  EXPECT_EQ(mended("F√∂rslag till m√•lstyrning f√∂r √§ldre ‚Äì ja"), "Förslag till målstyrning för äldre – ja");
  EXPECT_EQ(mended(misread("færre mål, større frihed", kDos)), "færre mål, større frihed");
  EXPECT_EQ(mended(misread("færre mål, større frihed", kMac)), "færre mål, større frihed");
}

TEST(Mojibake, IsReadAfterMoreThanOneMisreading) {
  const std::string_view meant = "Målet är att få färre mål – och större tillit";
  std::string seen(meant);
  for (int times = 1; times <= 3; ++times) {
    seen = misread(seen, kWindows);
    EXPECT_EQ(mended(seen), meant) << times;
  }
  EXPECT_EQ(mended(misread(misread(meant, kLatin), kLatin)), meant);
}

TEST(Mojibake, GivesAnEditForEachCharacter) {
  const std::vector<Edit> edits = edits_of("fÃ¥r nÃ¥");
  EXPECT_EQ(edits, (std::vector<Edit>{{{1, 5}, RepairKind::mojibake, "å"}, {{8, 12}, RepairKind::mojibake, "å"}}));
}

TEST(Mojibake, OfRareLettersAndOfPartsFollowsTheOthers) {
  EXPECT_EQ(mended("Vi fÃ¥r â€œkundâ€ i stÃ¤llet"), "Vi får “kund” i stället");
  EXPECT_EQ(mended("Vi fÃ¥r â€œkundâ€\uFFFD i stÃ¤llet"), "Vi får “kund” i stället");
  EXPECT_EQ(mended("Vi fÃ¥r 100Â 000 kr i Ã¥r"), "Vi får 100 000 kr i år");
  EXPECT_EQ(mended("NovÃ¡k och Å imek fÃ¥r nÃ¥got"), "Novák och Šimek får något");
  EXPECT_EQ(mended(misread("Dvořák och Şahin får något", kDos)), "Dvořák och Şahin får något");
  EXPECT_EQ(mended(misread("Dvořák och Şahin får något", kMac)), "Dvořák och Şahin får något");
}

TEST(Mojibake, OfOneCharacterIsReadWhereNothingLikeItIsUnharmed) {
  EXPECT_EQ(mended("GrÃ¶nby kommun"), "Grönby kommun");
  EXPECT_EQ(mended("Enligt Â§ 12 är målet nått"), "Enligt § 12 är målet nått");  // signs alone were misread
  EXPECT_EQ(mended("Målet är nått â€“ äntligen"), "Målet är nått – äntligen");
  EXPECT_EQ(mended("Kvällstid (18.00â€“20.00) är stängt"), "Kvällstid (18.00–20.00) är stängt");
  EXPECT_EQ(mended("Tvätt i minst 60Âº"), "Tvätt i minst 60º");
  EXPECT_EQ(mended("ï‚· FÃ¶rsta punkten"), "\uF0B7 Första punkten");  // a bullet of a font
}

TEST(Mojibake, OfALineIsReadInADocumentThatIsElseUnharmed) {
  EXPECT_EQ(mended("Hej, så här svarade ni på vår fråga:\n> Vi Ã¥terkommer sÃ¥ fort vi kan\nNär då?"),
            "Hej, så här svarade ni på vår fråga:\n> Vi återkommer så fort vi kan\nNär då?");
}

TEST(Mojibake, IsNotSeenInWhatWasMeant) {
  for (const char* const text : {
           "JOÃO vann; SÃO PAULO låg tvåa och AÇÃO trea.",
           "Â är en operator, och Â ψ = a ψ gäller här.",
           "Tecknet å blev Ã¥ i utskriften.",
           "Ordet mål visades som mÃ¥l på skärmen, och är nu rättat.",
           "I systemet stod ”fÃ¶r” och (mÃ¥l) där det skulle stå för och mål.",
           "Tabellen: Ã¥ = å, Ã¤ = ä, Ã¶ = ö, Ã… = Å, Ã„ = Ä, Ã– = Ö.",
           "I rutan stod Â§ i stället för § hela tiden.",
           "Roten √2 och √π, men ¬p och ¬q: A ∧ ¬B.",
           "├── kommun\n│   ├── nämnd\n│   └── styrelse\n┬──┴",
           "┌┬┐├┼┤└┴┘ ├┤ ├│ ═",
           "I rutan stod (â€“) och inget mer.",
           "’Ä’ och ‚Ä‘ och »Å« – Å… Ä– Ö” Å\u00A0Ä\u00A0Ô",
           "Längden är 10 Å\u00A0± 2 Å, i Île-de-France och på Ö…",
           "",
           "Ã",
           "Â",
           "â€",
       })
    EXPECT_EQ(mended(text), text);
}

// What must hold for every text ------------------------------------------------

TEST(Mojibake, OfEverySentenceIsReadAsItWasMeant) {
  for (const std::string& sentence : sentences())
    for (const char* as : {kWindows, kLatin, kDos, kMac}) {
      const std::string seen = misread(sentence, as);
      ASSERT_EQ(mended(seen), sentence) << as << ": " << seen;
      const std::string again = misread(seen, as);
      ASSERT_EQ(mended(again), sentence) << as << ": " << again;
    }
}

TEST(Mojibake, IsNotSeenInAnySentence) {
  for (const std::string& sentence : sentences()) ASSERT_EQ(mended(sentence), sentence);
}

TEST(Mojibake, OfHalfADocumentLeavesTheOtherHalf) {
  const std::vector<std::string> all = sentences();
  std::string seen;
  std::string meant;
  for (std::size_t i = 0; i < all.size(); ++i) {
    (seen += i % 2 == 0 ? all[i] : misread(all[i], kWindows)) += '\n';
    (meant += all[i]) += '\n';
  }
  EXPECT_EQ(mended(seen), meant);
}

TEST(Mojibake, HasEditsInOrderInAnyText) {
  // Pieces of misread text among all that is nasty.
  std::vector<std::string> pieces{"Ã¥", "Ã",   "Â",  "Â ",  "Â\u00A0", "â€",   "â€“", "â€\uFFFD",
                                  "├Ñ", "ÔÇô", "√•", "‚Äì", "ÃƒÂ¥",    "ðŸ˜€", "ï»¿"};
  Nasty nasty(71);
  for (int trial = 0; trial < 5000; ++trial) {
    std::string text;
    for (std::size_t i = nasty.below(12); i > 0; --i)
      text += nasty.below(2) == 0 ? pieces[nasty.below(pieces.size())] : nasty.text(1);
    const std::vector<Edit> edits = edits_of(text);
    std::uint32_t behind = 0;
    for (const Edit& edit : edits) {
      ASSERT_LE(behind, edit.span.begin) << shown(text);
      ASSERT_LT(edit.span.begin + 1, edit.span.end) << shown(text);
      ASSERT_FALSE(edit.replacement.empty()) << shown(text);
      ASSERT_LT(edit.replacement.size(), edit.span.size()) << shown(text);
      behind = edit.span.end;
    }
    ASSERT_LE(behind, text.size()) << shown(text);
  }
}

TEST(Mojibake, IsNotSeenInRealTexts) {
  const char* const folder = std::getenv("ORDAGRANT_DATA");
  if (folder == nullptr) GTEST_SKIP() << "ORDAGRANT_DATA is not set";
  std::size_t files = 0;
  for (const char* part : {"bulk", "policy", "municipal"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(folder) / part)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      const std::vector<Edit> edits = edits_of(text);
      EXPECT_TRUE(edits.empty()) << entry.path() << ": " << text.substr(edits.front().span.begin, 40);
      ++files;
    }
  EXPECT_GT(files, 0U);
}

}  // namespace
}  // namespace ordagrant::text
