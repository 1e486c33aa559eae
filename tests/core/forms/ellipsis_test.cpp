#include "ordagrant/forms/ellipsis.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::forms {
namespace {

using Words = std::vector<std::vector<std::string>>;

Words restored(std::string_view text, const std::string& language = "sv") {
  const std::vector<tokens::Token> tokens = tokens::Tokeniser({.language = language}).tokenise(text);
  Words words;
  for (const Ellipsis& ellipsis : EllipsisFinder(language).find(text, tokens)) words.push_back(ellipsis.words);
  return words;
}

TEST(EllipsisFinder, RestoresWhatAConjunctionJoins) {
  EXPECT_EQ(restored("resultat- och kvalitetsstyrning"), (Words{{"resultatstyrning", "kvalitetsstyrning"}}));
  EXPECT_EQ(restored("Mål- och\nresultatstyrningens tid"), (Words{{"Målstyrningens", "resultatstyrningens"}}));
  EXPECT_EQ(restored("hälso- och sjukvården"), (Words{{"hälsovården", "sjukvården"}}));
  EXPECT_EQ(restored("mål- og rammestyring", "da"), (Words{{"målstyring", "rammestyring"}}));
  EXPECT_EQ(restored("moderniserings- og effektiviseringsprogram", "da"),
            (Words{{"moderniseringsprogram", "effektiviseringsprogram"}}));
}

TEST(EllipsisFinder, RestoresWhatASlashJoins) {
  EXPECT_EQ(restored("beställar-/utförarmodell"), (Words{{"beställarmodell", "utförarmodell"}}));
  EXPECT_EQ(restored("bruger-/borgerbudget", "da"), (Words{{"brugerbudget", "borgerbudget"}}));
}

TEST(EllipsisFinder, RestoresAListOfThree) {
  EXPECT_EQ(restored("resurs-, tids- och budgetplaner"), (Words{{"resursplaner", "tidsplaner", "budgetplaner"}}));
}

TEST(EllipsisFinder, SharesTheLastPart) {
  EXPECT_EQ(restored("landsbygds- och infrastrukturnämnden"), (Words{{"landsbygdsnämnden", "infrastrukturnämnden"}}));
  EXPECT_EQ(restored("trygghets- och säkerhetspolitiska"), (Words{{"trygghetspolitiska", "säkerhetspolitiska"}}));
  EXPECT_EQ(restored("klimat- och näringslivsnämnden"), (Words{{"klimatnämnden", "näringslivsnämnden"}}));
  EXPECT_EQ(restored("för- och nackdelar"), (Words{{"fördelar", "nackdelar"}}));
  EXPECT_EQ(restored("løn- og arbejdsvilkår", "da"), (Words{{"lønvilkår", "arbejdsvilkår"}}));
  EXPECT_EQ(restored("klima-, energi- og forsyningsministeren", "da"),
            (Words{{"klimaministeren", "energiministeren", "forsyningsministeren"}}));
  EXPECT_EQ(restored("for- og bagsiden", "da"), (Words{{"forsiden", "bagsiden"}}));
}

TEST(EllipsisFinder, SharesMoreWhereThatMakesAKnownWord) {
  EXPECT_EQ(restored("hälso- och sjukvårdspersonalen"), (Words{{"hälsovårdspersonalen", "sjukvårdspersonalen"}}));
  EXPECT_EQ(restored("jord- och skogsbruksfrågor"), (Words{{"jordbruksfrågor", "skogsbruksfrågor"}}));
  EXPECT_EQ(restored("fri- och rättigheter"), (Words{{"friheter", "rättigheter"}}));
  EXPECT_EQ(restored("land- og skovbrugssektoren", "da"), (Words{{"landbrugssektoren", "skovbrugssektoren"}}));
}

TEST(EllipsisFinder, RestoresPrefixes) {
  EXPECT_EQ(restored("in- och utvandring"), (Words{{"invandring", "utvandring"}}));
  EXPECT_EQ(restored("upp- och nedgångar"), (Words{{"uppgångar", "nedgångar"}}));
  EXPECT_EQ(restored("ind- og udland", "da"), (Words{{"indland", "udland"}}));
  EXPECT_EQ(restored("be- eller afkræfte", "da"), (Words{{"bekræfte", "afkræfte"}}));
}

TEST(EllipsisFinder, KeepsTheHyphenOfAnAbbreviation) {
  EXPECT_EQ(restored("IT- och telefonisystem"), (Words{{"IT-system", "telefonisystem"}}));
  EXPECT_EQ(restored("tv- och radiosändningar"), (Words{{"tv-sändningar", "radiosändningar"}}));
  EXPECT_EQ(restored("EU- og EØS-lande", "da"), (Words{{"EU-lande", "EØS-lande"}}));
}

TEST(EllipsisFinder, LeavesAloneWhatItDoesNotKnow) {
  EXPECT_EQ(restored("upp- och ner"), Words{});
  EXPECT_EQ(restored("kompetens- och personal"), Words{});  // no compound
  EXPECT_EQ(restored("mål- resultatstyrning"), Words{});    // nothing joins them
  EXPECT_EQ(restored("mål- och"), Words{});
  EXPECT_EQ(restored("mål-"), Words{});
  EXPECT_EQ(restored("e-post och resultatstyrning"), Words{});
}

TEST(EllipsisFinder, FindsTheSameWhateverItRemembers) {
  const tokens::Tokeniser tokeniser({.language = "sv"});
  const EllipsisFinder finder("sv");
  EllipsisFinder::Memory memory;
  EXPECT_EQ(memory.bytes(), 0U);
  for (const std::string_view text :
       {"mål- och resultatstyrning", "Mål- och Resultatstyrning", "resultat-, mål- och kvalitetsstyrning",
        "mål- och resultatstyrning", "resultat- och målstyrning", "kompetens- och personal"}) {
    Words words;
    for (const Ellipsis& ellipsis : finder.find(text, tokeniser.tokenise(text), memory))
      words.push_back(ellipsis.words);
    EXPECT_EQ(words, restored(text)) << text;
  }
  EXPECT_GT(memory.bytes(), 0U);
}

TEST(EllipsisFinder, LeavesOutWhatIsNotWanted) {
  const std::string_view text = "mål- och resultatstyrning, Hälso- och Sjukvård, resurs-, tids- och budgetplaner";
  const std::vector<tokens::Token> tokens = tokens::Tokeniser({.language = "sv"}).tokenise(text);
  EllipsisFinder::Memory memory;
  Words asked;
  Words words;
  for (const Ellipsis& ellipsis :
       EllipsisFinder("sv").find(text, tokens, memory, [&](std::string_view part, std::string_view whole) {
         asked.push_back({std::string(part), std::string(whole)});
         return part == "tids";
       }))
    words.push_back(ellipsis.words);
  EXPECT_EQ(
      asked,
      (Words{
          {"mål", "resultatstyrning"}, {"hälso", "sjukvård"}, {"resurs", "budgetplaner"}, {"tids", "budgetplaner"}}));
  EXPECT_EQ(words, (Words{{"resursplaner", "tidsplaner", "budgetplaner"}}));
}

TEST(EllipsisFinder, RefusesALanguageThatIsNotShipped) { EXPECT_THROW(EllipsisFinder("fi"), RequestError); }

TEST(EllipsisFinder, GivesTokensInOrderForAnyText) {
  Nasty nasty(17);
  const tokens::Tokeniser tokeniser({.language = "sv"});
  const EllipsisFinder finder("sv");
  for (int round = 0; round < 2000; ++round) {
    const std::string text = nasty.text(30);
    const std::vector<tokens::Token> tokens = tokeniser.tokenise(text);
    std::uint32_t end = 0;
    for (const Ellipsis& ellipsis : finder.find(text, tokens)) {
      EXPECT_GE(ellipsis.begin, end);
      EXPECT_LT(ellipsis.begin + 1, ellipsis.end);
      EXPECT_LE(ellipsis.end, tokens.size());
      EXPECT_GE(ellipsis.words.size(), 2U);
      EXPECT_EQ(ellipsis.words.back(), tokens[ellipsis.end - 1].span.of(text));
      end = ellipsis.end;
    }
  }
}

}  // namespace
}  // namespace ordagrant::forms
