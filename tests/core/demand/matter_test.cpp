#include "ordagrant/demand/internal/matter.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "nasty.h"

namespace ordagrant::demand::internal {
namespace {

std::string matter(std::string_view source) { return std::string(Matter(source).text()); }

// --- What a reader may rely on --------------------------------------------------------------------

TEST(Matter, IsTheSourceWhereNobodyGreetsOrSigns) {
  const std::string_view source = "Soporna st\u00E5r kvar. Ring mig inte, kom och h\u00E4mta dem!";
  EXPECT_EQ(Matter(source).text().data(), source.data());
  EXPECT_EQ(Matter(source).text(), source);
}

TEST(Matter, GoesWithoutGreetingSignatureAndHowToReachSomebody) {
  for (const std::string_view around : {
           "Hej!\n",
           "Hej Karin,\n",
           "Jag heter Karin Ekblad.\n",
           "Hej, jag heter Karin Ekblad. ",
           "K\u00E6re Mette\n",
       })
    EXPECT_EQ(matter(std::string(around) + "Soporna st\u00E5r kvar."), "Soporna st\u00E5r kvar.") << around;
  for (const std::string_view around : {
           "Mvh Karin",
           "\nMvh\nKarin\nF\u00F6rskoll\u00E4rare\nEkeby F\u00F6rskola",
           "\nMed v\u00E4nlig h\u00E4lsning\nKarin Ekblad\nStorgatan 14\n070-174 06 05\nkarin@post.example",
           "\nRing 070-174 06 05, fr\u00E5ga efter Karin.",
           "\nTelefon:\n070-174 06 05",
           "\n/Karin",
           "\nKarin",
           "\nMed venlig hilsen\nMette Holm\nTlf. 21 43 65 87",
           "\nSendt fra min iPhone",
       }) {
    const std::string left = matter("Soporna st\u00E5r kvar. " + std::string(around));
    EXPECT_EQ(left.substr(0, left.find_last_not_of(" \n") + 1), "Soporna st\u00E5r kvar.") << around;
  }
}

TEST(Matter, KeepsWhatStandsAroundAName) {
  EXPECT_EQ(matter("Jag heter Karin Ekblad och har inte f\u00E5tt svar."), "Jag heter  och har inte f\u00E5tt svar.");
  EXPECT_EQ(matter("Jag n\u00E5s inte p\u00E5 070-174 06 05 l\u00E4ngre."), "Jag n\u00E5s inte p\u00E5  l\u00E4ngre.");
  EXPECT_EQ(matter("Hej igen!"), "Hej igen!");
  EXPECT_EQ(matter("Ring mig!"), "Ring mig!");
}

TEST(Matter, ASentenceUnderAClosingIsMatter) {
  EXPECT_EQ(matter("Mvh Karin\nV\u00E4ntar fortfarande p\u00E5 svar."), "V\u00E4ntar fortfarande p\u00E5 svar.");
  EXPECT_EQ(matter("Hej Karin\nTrasig lampa"), "Trasig lampa");
}

TEST(Matter, OfAContactThatOnlySaysWhoCallsNothingIsLeft) {
  EXPECT_EQ(matter("Hej, Karin Ekblad h\u00E4r? 070-174 06 05").find("070"), std::string::npos);
  EXPECT_EQ(matter("Mvh Karin"), "");
  EXPECT_EQ(matter(""), "");
}

// --- What holds for every input -------------------------------------------------------------------

TEST(Matter, EveryByteOfItIsTheByteOfTheSourceThatItPointsTo) {
  Nasty nasty(17);
  for (int i = 0; i < 400; ++i) {
    std::string text = i % 2 == 0 ? nasty.bytes(nasty.below(200)) : nasty.well_formed(nasty.below(40));
    if (i % 3 != 0) text = "Hej Karin!\n" + text + "\nMvh Karin, 070-174 06 05";
    const Matter found(text);
    std::uint32_t before = 0;
    for (std::uint32_t at = 0; at < found.text().size(); ++at) {
      const ByteSpan place = found.to_source({at, at + 1});
      ASSERT_EQ(place.size(), 1U);
      ASSERT_EQ(place.of(text), found.text().substr(at, 1));
      ASSERT_TRUE(at == 0 || place.begin > before);
      before = place.begin;
    }
    if (found.text().empty()) continue;
    const auto all = static_cast<std::uint32_t>(found.text().size());
    ASSERT_EQ(found.to_source({0, all}), (ByteSpan{found.to_source({0, 1}).begin, before + 1}));
  }
}

}  // namespace
}  // namespace ordagrant::demand::internal
