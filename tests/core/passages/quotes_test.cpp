#include "ordagrant/passages/quotes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/passages/paragraphs.h"
#include "ordagrant/passages/structure.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::passages {
namespace {

using tokens::Token;

// One section, and a passage for each paragraph.
Structure plain(std::string_view text, const std::vector<Token>& tokens) {
  Structure structure;
  const auto count = static_cast<std::uint32_t>(tokens.size());
  Section document;
  document.end = count;
  structure.sections.push_back(document);
  const std::vector<std::uint32_t> starts = paragraphs(text, tokens);
  for (std::size_t number = 0; number < starts.size(); ++number)
    structure.passages.push_back(
        {starts[number], number + 1 < starts.size() ? starts[number + 1] : count, PassageKind::paragraph, 0});
  return structure;
}

struct Read {
  std::string text;
  std::vector<Token> tokens;
  Structure structure;
  std::vector<Quote> quotes;

  std::string_view words(const Quote& quote) const {
    return ByteSpan{tokens[quote.begin].span.begin, tokens[quote.end - 1].span.end}.of(text);
  }
};

Read read(std::string_view language, std::string text) {
  Read made;
  made.text = std::move(text);
  made.tokens = tokens::Tokeniser({.language = std::string(language)}).tokenise(made.text);
  made.structure = plain(made.text, made.tokens);
  made.quotes =
      QuoteReader(language).read(made.text, made.tokens, tokens::sentences(made.text, made.tokens), made.structure);
  return made;
}

// Each quotation as "kind speaker: words"; "..." behind those that no mark ends.
std::vector<std::string> lines(std::string_view language, std::string text) {
  const Read made = read(language, std::move(text));
  std::vector<std::string> shown;
  for (const Quote& quote : made.quotes)
    shown.push_back(std::string(name(quote.kind)) + (quote.speaker.empty() ? "" : " " + quote.speaker) + ": " +
                    std::string(made.words(quote)) + (quote.closed ? "" : "..."));
  return shown;
}

using Lines = std::vector<std::string>;

TEST(Quotes, BetweenMarksHaveTheSpeakerOfTheirCue) {
  EXPECT_EQ(lines("sv", "”Det går bra”, säger Karin Ekdal."), Lines{"direct_quote Karin Ekdal: Det går bra"});
  EXPECT_EQ(lines("sv", "Karin Ekdal säger: ”Det går bra.”"), Lines{"direct_quote Karin Ekdal: Det går bra."});
  EXPECT_EQ(lines("sv", "I går sade kommunalrådet Karin Ekdal: ”Det går bra.”"),
            Lines{"direct_quote Karin Ekdal: Det går bra."});
  EXPECT_EQ(lines("da", "»Det går godt«, siger Venstres Lise Ager til avisen."),
            Lines{"direct_quote Lise Ager: Det går godt"});
  EXPECT_EQ(lines("da", "»Det går rigtig godt.« Citatet er fra hr. Poul Dahl."),
            Lines{"direct_quote Poul Dahl: Det går rigtig godt."});
}

TEST(Quotes, AreFoundBetweenMarksOfEveryKind) {
  for (const auto& [open, close] : std::vector<std::pair<std::string, std::string>>{{"”", "”"},
                                                                                    {"\"", "\""},
                                                                                    {"»", "«"},
                                                                                    {"«", "»"},
                                                                                    {"„", "“"},
                                                                                    {"“", "”"},
                                                                                    {"‘", "’"},
                                                                                    {"’", "’"},
                                                                                    {"'", "'"}})
    EXPECT_EQ(lines("sv", open + "Det går bra" + close + ", säger Karin Ekdal."),
              Lines{"direct_quote Karin Ekdal: Det går bra"})
        << open;
}

TEST(Quotes, KeepTheMarksOfTheSentenceInside) {
  EXPECT_EQ(lines("sv", "”Det går bra!” sade Karin Ekdal. (”Ja då, det går.”, tillade hon.)"),
            (Lines{"direct_quote Karin Ekdal: Det går bra!", "direct_quote Karin Ekdal: Ja då, det går."}));
}

TEST(Quotes, BehindADashEndBeforeTheirCue) {
  EXPECT_EQ(lines("sv", "– Det går bra, säger Karin Ekdal, rektor."), Lines{"dash_speech Karin Ekdal: Det går bra"});
  EXPECT_EQ(lines("sv", "– Går det bra? undrar Karin Ekdal."), Lines{"dash_speech Karin Ekdal: Går det bra?"});
  EXPECT_EQ(lines("da", "- Det går godt, siger Lise Ager. Men det tager tid."),
            (Lines{"dash_speech Lise Ager: Det går godt", "dash_speech Lise Ager: Men det tager tid."}));
}

TEST(Quotes, BehindADashAreNoListItems) {
  EXPECT_EQ(lines("sv", "Nämnden ska\n\n– minska antalet mål,\n– säga upp avtalet.\n"), Lines{});
  EXPECT_EQ(lines("da", "Udvalget skal:\n\n- Følge op på målene.\n- Sige nej til nye krav.\n"), Lines{});
}

TEST(Quotes, SetApartAreBlockQuotes) {
  EXPECT_EQ(lines("da", "Udvalget skriver følgende:\n\n> Kontrollen fylder mere end opgaven.\n"),
            Lines{"block_quote Udvalget: Kontrollen fylder mere end opgaven."});
  EXPECT_EQ(lines("sv", "Eva Lind lämnar följande anteckning: Mitt yrkande gällde bara en sak. Jag står fast."),
            Lines{"block_quote Eva Lind: Mitt yrkande gällde bara en sak. Jag står fast."});
}

TEST(Quotes, OfAWordOrTwoAreScareQuotesAndNobodys) {
  EXPECT_EQ(lines("sv", "De talar om ”kunder” i vården."), Lines{"scare_quote: kunder"});
  EXPECT_EQ(lines("da", "Man siger »frit valg«, men mener marked."), Lines{"scare_quote: frit valg"});
}

TEST(Quotes, OfANameAreTitles) {
  EXPECT_EQ(lines("sv", "I rapporten ”Styra med förnuft” finns svar."), Lines{"title: Styra med förnuft"});
  EXPECT_EQ(lines("da", "Et punkt, der hedder »Frihed til velfærd«, faldt."), Lines{"title: Frihed til velfærd"});
}

TEST(Quotes, AreReportedWithoutMarks) {
  EXPECT_EQ(lines("sv", "Karin Ekdal menar att det går bra."), Lines{"reported Karin Ekdal: det går bra"});
  EXPECT_EQ(lines("sv", "Vänsterpartiet yrkar att punkten utgår."), Lines{"reported Vänsterpartiet: punkten utgår"});
  EXPECT_EQ(lines("sv", "Enligt Karin Ekdal går det bra."), Lines{"reported Karin Ekdal: går det bra"});
  EXPECT_EQ(lines("da", "Borgmesteren hævder, at det går godt."), Lines{"reported Borgmesteren: det går godt"});
  EXPECT_EQ(lines("da", "Ifølge Lise Ager går det godt."), Lines{"reported Lise Ager: går det godt"});
  EXPECT_EQ(lines("sv", "Man menar att det går bra. Jag anser att det går bra."), Lines{});
  EXPECT_EQ(lines("sv", "Karin Ekdal menar inte att det går bra."), Lines{});
  EXPECT_EQ(lines("da", "Mener ordføreren, at det går godt?"), Lines{});
}

TEST(Quotes, EndAReportWhereTheOneWhoReportsGoesOnInTheirOwnName) {
  EXPECT_EQ(lines("da", "Borgmesteren mener, at planen holder, og jeg har tillid til de ansatte."),
            Lines{"reported Borgmesteren: planen holder"});
  EXPECT_EQ(lines("da", "Lise Ager siger, at prisen falder, men det tror jeg ikke på."),
            Lines{"reported Lise Ager: prisen falder"});
  EXPECT_EQ(lines("sv", "Karin Ekdal menar att pengarna räcker, men vi har sett kalkylen."),
            Lines{"reported Karin Ekdal: pengarna räcker"});
  // Where the report itself speaks of us, so does its end.
  EXPECT_EQ(lines("sv", "Karin Ekdal menar att vi har råd, och vi ska bygga."),
            Lines{"reported Karin Ekdal: vi har råd, och vi ska bygga"});
  EXPECT_EQ(lines("sv", "Karin Ekdal menar att priset faller, och att ingen vet varför."),
            Lines{"reported Karin Ekdal: priset faller, och att ingen vet varför"});
}

TEST(Quotes, OfDocumentsAndBodiesHaveThemAsSpeakers) {
  EXPECT_EQ(lines("sv", "I avtalet står att ”leverantören rapporterar varje kvartal”."),
            Lines{"direct_quote avtalet: leverantören rapporterar varje kvartal"});
  EXPECT_EQ(lines("sv", "Kommunstyrelsen skriver: ”Det saknas skäl.”"),
            Lines{"direct_quote Kommunstyrelsen: Det saknas skäl."});
  EXPECT_EQ(lines("da", "Det fremgår af planen, at målet er »en tryg alderdom for alle«."),
            Lines{"direct_quote planen: en tryg alderdom for alle"});
}

TEST(Quotes, ResolvePronounsAndShortNames) {
  EXPECT_EQ(
      lines("sv", "Karin Ekdal mötte Nils Berg. ”Bra”, sade han. ”Inte alls”, sade hon. ”Jo”, sade Berg."),
      (Lines{"direct_quote Nils Berg: Bra", "direct_quote Karin Ekdal: Inte alls", "direct_quote Nils Berg: Jo"}));
  EXPECT_EQ(lines("sv", "”Bra”, sade hon."), Lines{"direct_quote: Bra"});
}

// The speakers of all that stands in marks or behind a dash; "-" where nobody is named.
std::vector<std::string> speakers(std::string_view language, std::string text) {
  std::vector<std::string> named;
  for (const Quote& quote : read(language, std::move(text)).quotes)
    if (quote.kind != QuoteKind::reported) named.push_back(quote.speaker.empty() ? "-" : quote.speaker);
  return named;
}

TEST(Quotes, HaveTheNameOfARoleThatIsPrintedWithIt) {
  EXPECT_EQ(speakers("sv", "– Det går, säger gymnasie-, högskole- och forskningsminister Lotta Ekdal."),
            Lines{"Lotta Ekdal"});
  EXPECT_EQ(
      speakers("sv", "Min företrädare, statsrådet Ivar Lindhe, brukade säga att ”tid är pengar för den som har”."),
      Lines{"Ivar Lindhe"});
  EXPECT_EQ(speakers("sv", "Det är ”allvarligt men stabilt”, enligt Peter Ros, chef på verket."), Lines{"Peter Ros"});
  EXPECT_EQ(speakers("sv", "Tove Ask är kommunalråd i Granvik. ”Det här är ingen sparbudget”, säger kommunalrådet."),
            Lines{"Tove Ask"});
  EXPECT_EQ(speakers("da", "»Vi løber hele natten,« siger en af beboerne, Else Holt på 88."), Lines{"Else Holt"});
  EXPECT_EQ(speakers("da", "»Det var på tide,« slår Lone Friis fast. Friis er leder."), Lines{"Lone Friis"});
}

TEST(Quotes, HaveThePersonWhomAPronounStandsFor) {
  EXPECT_EQ(speakers("sv", "Bo-Göran Ek och Ann-Louise Bro är kollegor. ”Det är sant”, säger hon."),
            Lines{"Ann-Louise Bro"});
  EXPECT_EQ(speakers("sv",
                     "Mia Ek ska flytta.\n\n– Det är tungt, säger Mia Ek.\n\n– Men det går, säger Ola Ask.\n\n"
                     "– Ja, det går väl, suckar hon."),
            (Lines{"Mia Ek", "Ola Ask", "Mia Ek"}));
  EXPECT_EQ(speakers("sv", "Karin Moberg är utredare. Hennes slutsats är att kommunerna ”bör få större frihet”."),
            Lines{"Karin Moberg"});
  EXPECT_EQ(speakers("sv", "Föräldrarna är besvikna. ”Vi fick aldrig något svar”, säger de."), Lines{"Föräldrarna"});
  EXPECT_EQ(speakers("da", "Forældrene er skuffede. »Vi fik aldrig svar på vores spørgsmål,« siger de."),
            Lines{"Forældrene"});
  EXPECT_EQ(speakers("sv", "Jag frågade en städare, Svetlana, vad hon ville. Sedan sa hon: ”Ingenting alls just nu.”"),
            Lines{"Svetlana"});
  EXPECT_EQ(speakers("sv", "Hon säger: ”Det har jag aldrig tänkt på.”"), Lines{"-"});
}

TEST(Quotes, GoOnWithTheirSpeaker) {
  EXPECT_EQ(speakers("sv", "Rektor Anna Lindqvist är trött. ”Vi hinner inte med”, säger hon. ”Det vet alla.”"),
            (Lines{"Anna Lindqvist", "Anna Lindqvist"}));
  EXPECT_EQ(speakers("sv", "Lena Bro säger att planen är ”klar till slut” men att den ”behöver förankras”."),
            (Lines{"Lena Bro", "Lena Bro"}));
  EXPECT_EQ(speakers("sv", "En förälder skriver: ”Vi är nöjda med allt.” En annan skriver: ”Vi får aldrig svar.”"),
            (Lines{"En förälder", "En annan förälder"}));
  EXPECT_EQ(speakers("da", "En far skriver, at rummet er »en skamplet«, og en mor spørger: »Er det frit valg?«"),
            (Lines{"En far", "en mor"}));
}

TEST(Quotes, OfARelativeClauseAreThoseOfItsNoun) {
  EXPECT_EQ(speakers("sv", "Hon berättar om en rektor som skrivit: ”Jag orkar inte längre.”"), Lines{"en rektor"});
  EXPECT_EQ(speakers("sv", "Han nämner skyddsombuden, som enligt honom har varnat för ”en tyst utmattning”."),
            Lines{"skyddsombuden"});
  EXPECT_EQ(speakers("da", "Hun nævnte en leder, der havde sagt: »Skemaerne kommer stadig om mandagen.«"),
            Lines{"en leder"});
}

TEST(Quotes, OfAViewAreWhoseViewItIs) {
  EXPECT_EQ(speakers("sv", "Per Holms bedömning är att insatsen ”inte är förenlig med god vård”."), Lines{"Per Holm"});
  EXPECT_EQ(speakers("sv", "”Det har jag aldrig tänkt på”, blir Lena Bros svar."), Lines{"Lena Bro"});
  EXPECT_EQ(speakers("sv", "Granskningen visar att rutinerna är ”bristfälliga på flera punkter”."),
            Lines{"Granskningen"});
  EXPECT_EQ(speakers("sv", "Lena Bro slutade med orden ”vi är skyldiga dem ett svar”."), Lines{"Lena Bro"});
  EXPECT_EQ(speakers("da", "Rigsrevisionens vurdering er, at styringen »ikke har været god nok«."),
            Lines{"Rigsrevisionen"});
}

TEST(Quotes, OfAnInnerWishAreThoseOfTheOneWhoReportsIt) {
  EXPECT_EQ(speakers("da", "Udvalgets formand har udtalt, at byrådet ønsker »mere styring for pengene«."),
            Lines{"Udvalgets formand"});
}

TEST(Quotes, HaveNoSpeakerWhereNobodyIsNamed) {
  for (const std::string_view text :
       {"Det sägs att ”pengar inte växer på träd”.", "Bakgrunden är att ordet ”kund” har fått fäste i förvaltningen.",
        "Lena Bro anser att ordet ”kund” är olämpligt.", "Miljöpartiet vill ha en så kallad ”one stop shop”.",
        "Vid besöket delar ministern ut utmärkelsen ”För nit och redlighet” (NOR).",
        "Förvaltningen föreslår att ”kund” ändras till ”patient”."})
    for (const std::string& speaker : speakers("sv", std::string(text))) EXPECT_EQ(speaker, "-") << text;
  for (const std::string_view text :
       {"Jeg vil have, at nogen tør sige »det ved vi ikke endnu« til et møde.", "Dengang blev de kaldt »røde skoler«.",
        "»Jeg ringer bare for at høre, om I findes,« lød en af henvendelserne.",
        "Han mener, at både »tavler«, »spor« og hvad det hedder, er det samme."})
    for (const std::string& speaker : speakers("da", std::string(text))) EXPECT_EQ(speaker, "-") << text;
}

TEST(Quotes, BehindADashInAListAreItsItems) {
  const auto listed = [](std::string_view language, std::string text) {
    Read made = read(language, std::move(text));
    for (Passage& passage : made.structure.passages)
      if (made.text[made.tokens[passage.begin].span.begin] == '-') passage.kind = PassageKind::list_item;
    return QuoteReader(language)
        .read(made.text, made.tokens, tokens::sentences(made.text, made.tokens), made.structure)
        .size();
  };
  EXPECT_EQ(listed("sv", "Enhetschefen ansvarar för rutinen.\n\n- Koordinatorn dag tar emot beställningen i systemet."),
            0U);
  EXPECT_EQ(listed("da", "Lederen har ansvaret for listen.\n\n- Koordinatoren modtager bestillingen i systemet."), 0U);
  EXPECT_EQ(listed("sv", "- Det går bra, säger Karin Ekdal.\n\nHon ler.\n\n- Men det tar väldigt lång tid."), 2U);
  // The question of a form, where nobody says "jag".
  EXPECT_EQ(lines("sv", "Vem är ansvarig?\n\n- Enhetschefen leder arbetet med planen."), Lines{});
}

TEST(Quotes, EndBeforeACueThatHasNoComma) {
  EXPECT_EQ(lines("sv", "– Det gäller att vara uthållig i arbetet säger Karin Ekdal, rektor."),
            Lines{"dash_speech Karin Ekdal: Det gäller att vara uthållig i arbetet"});
  EXPECT_EQ(lines("sv", "– Det är inte vad jag menar, men det säger Karin Ekdal."),
            Lines{"dash_speech: Det är inte vad jag menar, men det säger Karin Ekdal."});
}

TEST(Quotes, EndWhereTheNarratorGoesOn) {
  EXPECT_EQ(lines("sv", "– Det går bra, säger Karin Ekdal. Kollegan Nils Berg håller med."),
            Lines{"dash_speech Karin Ekdal: Det går bra"});
  EXPECT_EQ(lines("da", "- Vi har, siger Lise Ager, ventet længe."),
            (Lines{"dash_speech Lise Ager: Vi har", "dash_speech Lise Ager: ventet længe."}));
  EXPECT_EQ(speakers("sv", "– Det går, säger Karin Ekdal och fortsätter:\n\n– Men det tar tid."),
            (Lines{"Karin Ekdal", "Karin Ekdal"}));
}

TEST(Quotes, HaveASubjectThatSomethingOfItsOwnPartsFromItsVerb) {
  EXPECT_EQ(speakers("da", "Når Centrumlisten i sit program skriver, at »alt kan måles og vejes«, er vi uenige."),
            Lines{"Centrumlisten"});
  EXPECT_EQ(speakers("da", "Foreningen Hjem i Norden har i sit høringssvar anført, at loven er »svær at bruge«."),
            Lines{"Foreningen Hjem i Norden"});
  EXPECT_EQ(speakers("sv", "Det kritiseras av Riksrevisionen, som i sin granskning skrev att ”ingen äger frågan”."),
            Lines{"Riksrevisionen"});
  EXPECT_EQ(speakers("sv", "Vårdfackets ordförande Karin Ekdal kommenterar beskedet: ”Det var på tiden, minsann.”"),
            Lines{"Karin Ekdal"});
  EXPECT_EQ(speakers("sv", "I ett gemensamt brev skriver parterna att ”kraven ska bli färre och bättre”."),
            Lines{"parterna"});
  EXPECT_EQ(speakers("da", "Det er det, som ordføreren hr. Mikkel Dahl i sit oplæg kaldte »et nationalt barometer«."),
            Lines{"Mikkel Dahl"});
  EXPECT_EQ(speakers("sv", "Chefen i en av kommunerna ger en annan bild. ”Det har aldrig varit så lätt”, säger hon."),
            Lines{"Chefen i en av kommunerna"});
}

TEST(Quotes, OfAPlaceInADocumentAreTheDocuments) {
  EXPECT_EQ(speakers("sv", "I budgetpropositionen talas det om ”ändamålsenlig uppföljning”."),
            Lines{"budgetpropositionen"});
  EXPECT_EQ(speakers("da", "I bekendtgørelsens § 4 hedder det, at tilsynet skal »understøtte den fælles læring«."),
            Lines{"bekendtgørelsens § 4"});
  EXPECT_EQ(speakers("da", "Jeg citerer fra høringssvaret. Der står: »Vi hører ordet hver dag.«"),
            Lines{"høringssvaret"});
  EXPECT_EQ(speakers("da", "Der skal følges op, »uden at det bliver et nyt krav«, som det hedder i aftaleteksten."),
            Lines{"aftaleteksten"});
  EXPECT_EQ(speakers("sv", "”Branschen växer snabbare än andra.” Så beskrivs läget i rapporten."), Lines{"rapporten"});
  EXPECT_EQ(speakers("sv", "I rapporten görs bedömningen att arbetet ”behöver samordnas bättre”."), Lines{"rapporten"});
}

TEST(Quotes, AreSignedOnTheLineBelow) {
  EXPECT_EQ(speakers("sv", "Andra är mer tveksamma:\n\n”Ingen läser det vi skriver.”\nHandläggare, stor kommun\n"),
            Lines{"Handläggare"});
  EXPECT_EQ(speakers("sv", "Andra är mer tveksamma:\n\n”Ingen läser det vi skriver.”\nHandläggare och chefer\n"),
            Lines{"-"});
}

TEST(Quotes, HaveNoSpeakerWhereAVerbHasAnotherMeaning) {
  for (const std::string_view text :
       {"Nätverket fyller en viktig roll för att samordna i kretsar som ”de villigas koalition”.",
        "Temat ”Tillit i tiden” uppmärksammar jubileet.", "Kanalerna är flera, bland dem ljud, kallade ”Hesa Frida”.",
        "Vi föreslår ett anslag på fem miljoner kronor benämnt ”Nära vård i norr”.",
        "Karin Ekdal varnar för att kalla beslutet en ”revolution”."})
    for (const std::string& speaker : speakers("sv", std::string(text))) EXPECT_EQ(speaker, "-") << text;
  EXPECT_EQ(speakers("da", "»Men hvad med kontrollen?« vil nogle indvende."), Lines{"-"});
}

TEST(Quotes, BesideADocumentAreItsTitle) {
  EXPECT_EQ(lines("sv", "I sitt manifest, ”En skola för alla”, lovade Centerpartiet mindre administration."),
            Lines{"title: En skola för alla"});
  EXPECT_EQ(lines("sv", "I motionen, som har rubriken ”Låt yrket räkna”, skriver partiet om tid."),
            Lines{"title: Låt yrket räkna"});
  EXPECT_EQ(lines("da", "I bogen »Den målte kommune« beskriver Rita Toft, hvad tal gør."),
            Lines{"title: Den målte kommune"});
  EXPECT_EQ(lines("sv", "Ek, A. (2005). ”En ny modell för styrning av skola och omsorg i kommuner”, Ekbokförlaget."),
            Lines{"title: En ny modell för styrning av skola och omsorg i kommuner"});
}

TEST(Quotes, OfASpeakerSayWhereTheNameIsPrinted) {
  const Read made = read("sv", "Karin Ekdal kom. ”Det går bra”, sade hon.");
  ASSERT_EQ(made.quotes.size(), 1U);
  ASSERT_TRUE(made.quotes[0].speaker_span.has_value());
  EXPECT_EQ(made.quotes[0].speaker_span->of(made.text), "hon");
}

TEST(Quotes, RunOverParagraphsThatAreOpenedAnew) {
  EXPECT_EQ(lines("sv", "”Ett stycke.\n\n”Två stycken.”\n\nSlut."),
            Lines{"direct_quote: Ett stycke.\n\n”Två stycken."});
}

TEST(Quotes, ThatAreOpenedAnewEndWithTheirFirstClosingMark) {
  EXPECT_EQ(lines("sv", "”Det går bra\n\n”Det är bra”, sade Karin Ekdal, och så var det”\n"),
            Lines{"direct_quote Karin Ekdal: Det går bra\n\n”Det är bra"});
}

TEST(Quotes, RunOverAParagraphBreakInTheMiddleOfTheirSentence) {
  EXPECT_EQ(lines("da", "Hun sagde: »Vi kan kun slukke\n\n– og det er ikke nok – brande.« Ja."),
            Lines{"direct_quote: Vi kan kun slukke\n\n– og det er ikke nok – brande."});
}

TEST(Quotes, ThatAreNeverClosedEndWithTheirSentence) {
  EXPECT_EQ(lines("sv", "Rektorn sade: ”Vi vill ha tillit. Sedan gick hon. Det var allt."),
            Lines{"direct_quote Rektorn: Vi vill ha tillit...."});
  EXPECT_EQ(lines("sv", "En ”beställarfunktion och ”tillit” sade de."),
            (Lines{"scare_quote: beställarfunktion och...", "scare_quote: tillit"}));
  EXPECT_EQ(lines("sv", "”Vi kallade det tetris, säger Karin Ekdal. Men i tetris försvinner raden."),
            Lines{"direct_quote Karin Ekdal: Vi kallade det tetris..."});
}

TEST(Quotes, NestInEachOther) {
  EXPECT_EQ(lines("sv", "”När chefen sade ”leverans” förstod jag inget”, säger Karin Ekdal."),
            (Lines{"direct_quote Karin Ekdal: När chefen sade ”leverans” förstod jag inget", "scare_quote: leverans"}));
}

TEST(Quotes, AreNotMadeOfApostrophesInchesAndMarkup) {
  EXPECT_EQ(lines("sv", "Hans' bil og de andres' og 'n Jensen"), Lines{});
  EXPECT_EQ(lines("sv", "5\" rör och 6\" rör, det's så, ” ensam ”"), Lines{});
  EXPECT_EQ(lines("sv", "<p id=\"ett två\" class=\"tre\"> [Läs](/sida \"En plan\")"), Lines{});
}

TEST(Quotes, OfASpeechAreAllThatIsSaidUnderItsHeading) {
  Read made = read("da", "Kurt Vang (V):\n\nJeg er enig.\n\nDet var alt. Kl. 13:15");
  ASSERT_EQ(made.structure.passages.size(), 3U);
  Section speech;
  speech.end = static_cast<std::uint32_t>(made.tokens.size());
  speech.level = 1;
  speech.kind = SectionKind::speech;
  speech.speaker = "Kurt Vang";
  made.structure.sections.push_back(speech);
  for (Passage& passage : made.structure.passages) passage.section = 1;
  made.structure.passages[0].kind = PassageKind::speaker;
  made.quotes =
      QuoteReader("da").read(made.text, made.tokens, tokens::sentences(made.text, made.tokens), made.structure);
  ASSERT_EQ(made.quotes.size(), 1U);
  EXPECT_TRUE(made.quotes[0].speech);
  EXPECT_EQ(made.quotes[0].speaker, "Kurt Vang");
  EXPECT_EQ(made.words(made.quotes[0]), "Jeg er enig.\n\nDet var alt.");
}

TEST(Quotes, OfAMoverAreNotTheMinutesOwnWords) {
  Read made = read("sv", "Karin Ekdal (S) yrkar bifall.");
  Section speech;
  speech.end = static_cast<std::uint32_t>(made.tokens.size());
  speech.level = 1;
  speech.kind = SectionKind::statement;
  speech.speaker = "Karin Ekdal";
  made.structure.sections.push_back(speech);
  for (Passage& passage : made.structure.passages) passage.section = 1;
  made.quotes =
      QuoteReader("sv").read(made.text, made.tokens, tokens::sentences(made.text, made.tokens), made.structure);
  ASSERT_EQ(made.quotes.size(), 1U);
  EXPECT_EQ(made.quotes[0].kind, QuoteKind::reported);
  EXPECT_EQ(made.words(made.quotes[0]), "bifall");
}

TEST(Quotes, RepeatedInAHeadlineHaveTheSameSpeaker) {
  EXPECT_EQ(lines("sv", "”Vi har inte tid att vänta”\n\n”Vi har inte tid att vänta”, säger Karin Ekdal."),
            (Lines{"direct_quote Karin Ekdal: Vi har inte tid att vänta",
                   "direct_quote Karin Ekdal: Vi har inte tid att vänta"}));
}

TEST(Quotes, ShortNamesAreCompletedByTheParticipants) {
  Read made = read("sv", "”Det går bra”, säger Ekdal.");
  made.structure.participants.push_back("Karin Ekdal (S)");
  made.quotes =
      QuoteReader("sv").read(made.text, made.tokens, tokens::sentences(made.text, made.tokens), made.structure);
  ASSERT_EQ(made.quotes.size(), 1U);
  EXPECT_EQ(made.quotes[0].speaker, "Karin Ekdal");
}

TEST(Quotes, OfAnUnknownLanguageAreThoseBetweenMarks) {
  EXPECT_EQ(lines("und", "”Emme osanneet vastata teille”, Aalto sanoi."),
            Lines{"direct_quote: Emme osanneet vastata teille"});
  EXPECT_THROW(QuoteReader("fi"), RequestError);
}

// --- The tables ---------------------------------------------------------------------------------------------------

struct Wanted {
  std::size_t begin;
  std::size_t end;
  std::string kind;
  std::string speaker;
  bool found = false;
};

struct Document {
  std::string name;
  std::string text;
  std::vector<Wanted> wanted;
};

// The documents of a table without their marking.
std::vector<Document> table(const std::string& file) {
  std::ifstream in(std::string(ORDAGRANT_TESTS) + "/passages/" + file);
  std::vector<std::pair<std::string, std::string>> sources;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("==="))
      sources.emplace_back(line, "");
    else if (!sources.empty())
      sources.back().second += line + "\n";
  }
  std::vector<Document> documents;
  for (const auto& [heading, source] : sources) {
    Document document{heading, "", {}};
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < source.size();) {
      if (source.compare(at, 2, "{{") == 0) {
        const std::size_t kind = source.find('|', at);
        const std::size_t speaker = source.find('|', kind + 1);
        open.push_back(document.wanted.size());
        document.wanted.push_back({document.text.size(), 0, source.substr(at + 2, kind - at - 2),
                                   source.substr(kind + 1, speaker - kind - 1)});
        at = speaker + 1;
      } else if (source.compare(at, 2, "}}") == 0 && !open.empty()) {
        document.wanted[open.back()].end = document.text.size();
        open.pop_back();
        at += 2;
      } else {
        document.text += source[at++];
      }
    }
    documents.push_back(std::move(document));
  }
  return documents;
}

std::string letter(const Quote& quote) {
  const std::string kind = quote.kind == QuoteKind::direct_quote ? "q" : std::string(name(quote.kind).substr(0, 1));
  return kind + (quote.closed ? "" : "*");
}

struct Share {
  int right = 0;
  int all = 0;
  double percent() const { return all == 0 ? 100.0 : 100.0 * right / all; }
};

struct Score {
  Share recall, precision, kinds, speakers, silent;
  std::string wrong;  // what a reader wants to see of it
};

Score score(std::string_view language, const std::string& file) {
  Score made;
  for (Document& document : table(file)) {
    const Read got = read(language, document.text);
    for (const Quote& quote : got.quotes) {
      const auto begin = static_cast<double>(got.tokens[quote.begin].span.begin);
      const auto end = static_cast<double>(got.tokens[quote.end - 1].span.end);
      const auto overlap = [&](const Wanted& wanted) {
        const auto from = static_cast<double>(wanted.begin);
        const auto to = static_cast<double>(wanted.end);
        return (std::min(to, end) - std::max(from, begin)) / (std::max(to, end) - std::min(from, begin));
      };
      const auto best =
          std::max_element(document.wanted.begin(), document.wanted.end(),
                           [&](const Wanted& left, const Wanted& right) { return overlap(left) < overlap(right); });
      ++made.precision.all;
      if (best == document.wanted.end() || best->found || overlap(*best) < 0.8) {
        made.wrong += document.name + ": not marked: " + std::string(got.words(quote)) + "\n";
        continue;
      }
      best->found = true;
      ++made.precision.right;
      ++made.kinds.all;
      made.kinds.right += best->kind == letter(quote) ? 1 : 0;
      Share& speaker = best->speaker.empty() ? made.silent : made.speakers;
      ++speaker.all;
      speaker.right += best->speaker == quote.speaker ? 1 : 0;
      if (best->speaker != quote.speaker || best->kind != letter(quote))
        made.wrong +=
            document.name + ": " + letter(quote) + " " + quote.speaker + ": " + std::string(got.words(quote)) + "\n";
    }
    for (const Wanted& wanted : document.wanted) {
      ++made.recall.all;
      made.recall.right += wanted.found ? 1 : 0;
      if (!wanted.found)
        made.wrong +=
            document.name + ": missed: " + document.text.substr(wanted.begin, wanted.end - wanted.begin) + "\n";
    }
  }
  return made;
}

TEST(Quotes, OfTheTablesAreFoundWithTheirSpeakers) {
  for (const auto& [language, file] : {std::pair{"sv", "quotes_sv.txt"}, std::pair{"da", "quotes_da.txt"}}) {
    const Score made = score(language, file);
    EXPECT_GE(made.recall.all, 80) << file;
    EXPECT_GE(made.recall.percent(), 98) << made.wrong;
    EXPECT_GE(made.precision.percent(), 98) << made.wrong;
    EXPECT_GE(made.kinds.percent(), 97) << made.wrong;
    EXPECT_GE(made.speakers.percent(), 97) << made.wrong;
    EXPECT_GE(made.silent.percent(), 98) << made.wrong;
  }
}

TEST(Quotes, AreOfWhoeverTheAnswerCameFrom) {
  EXPECT_EQ(lines("sv", "”Det går bra”, blev svaret från Kerstin Alm."),
            Lines{"direct_quote Kerstin Alm: Det går bra"});
  EXPECT_EQ(lines("da", "»Det går godt«, var svaret fra Kirsten Holm."),
            Lines{"direct_quote Kirsten Holm: Det går godt"});
  EXPECT_EQ(lines("sv", "”Det vet vi inte ännu”, har regionen svarat."),
            Lines{"direct_quote regionen: Det vet vi inte ännu"});
  EXPECT_EQ(lines("sv", "Svaret från Karin Ekdal blev kort: ”Det får ni se.”"),
            Lines{"direct_quote Karin Ekdal: Det får ni se."});
  EXPECT_EQ(lines("sv", "”Vi väntar in de andra”, som det heter på gatan."),
            Lines{"direct_quote: Vi väntar in de andra"});
}

TEST(Quotes, AreOfWhoeverHoldsTheView) {
  EXPECT_EQ(lines("sv", "Enligt Karin Ekdals uppfattning är det ”en fråga om tid”."),
            Lines{"direct_quote Karin Ekdal: en fråga om tid"});
}

TEST(Quotes, AreOfWhomARelativeClauseIsAbout) {
  EXPECT_EQ(lines("sv", "Jag hörde ministern säga att ”det går bra för alla”."),
            Lines{"direct_quote ministern: det går bra för alla"});
  EXPECT_EQ(lines("sv", "Hon ringde Martin Vinkler från institutet i Visby, som sade: ”Det går bra.”"),
            Lines{"direct_quote Martin Vinkler: Det går bra."});
}

TEST(Quotes, AreOfNamesAndRolesThatAreWrittenInManyWays) {
  EXPECT_EQ(lines("sv", "Kollegan bredvid mig, Gun-Marie, säger: ”Det går bra.”"),
            Lines{"direct_quote Gun-Marie: Det går bra."});
  EXPECT_EQ(lines("da", "Sten Ek (L) og Rut Bo (S) siger: »Det går godt.«"),
            Lines{"direct_quote Sten Ek og Rut Bo: Det går godt."});
  EXPECT_EQ(lines("sv", "”Det går bra”, säger minister för civilt försvar Karl Bo."),
            Lines{"direct_quote Karl Bo: Det går bra"});
  EXPECT_EQ(lines("sv", "”Det går bra för alla”, säger en ”utvecklingsstrateg”."),
            (Lines{"direct_quote utvecklingsstrateg: Det går bra för alla", "scare_quote: utvecklingsstrateg"}));
  EXPECT_EQ(lines("sv", "”Det går bra”, säger en av dem."), Lines{"direct_quote en av dem: Det går bra"});
}

TEST(Quotes, OfSheAndTheyAreOfWhomThePronounFits) {
  EXPECT_EQ(lines("sv", "Mindre glad är kommunens ekonomichef. ”Det är för dyrt”, säger hon."),
            Lines{"direct_quote kommunens ekonomichef: Det är för dyrt"});
  EXPECT_EQ(lines("sv", "Kommunens revisorer läste rapporten. ”Det är för dyrt”, skriver de."),
            Lines{"direct_quote Kommunens revisorer: Det är för dyrt"});
  EXPECT_EQ(lines("sv", "Revisorn läste rapporten. ”Det är för dyrt”, skriver de."),
            Lines{"direct_quote: Det är för dyrt"});
}

TEST(Quotes, SetApartByMarksOfTheirLinesAreBlockQuotes) {
  const std::string text = "Så här skrev vi.\n\n> Hamnen läcker.\n> Den ska lagas.\n\nDet gäller än.\n";
  const std::vector<Token> tokens = tokens::Tokeniser({.language = "sv"}).tokenise(text);
  const std::vector<Quote> quotes =
      QuoteReader("sv").read(text, tokens, tokens::sentences(text, tokens), StructureReader("sv").read(text, tokens));
  ASSERT_EQ(quotes.size(), 1U);
  EXPECT_EQ(quotes[0].kind, QuoteKind::block_quote);
  EXPECT_EQ(tokens[quotes[0].begin].span.of(text), "Hamnen");  // without the mark before it
  EXPECT_EQ(tokens[quotes[0].end - 2].span.of(text), "lagas");
}

TEST(Quotes, OfAConversationGoOnWithWhoAnswers) {
  EXPECT_EQ(lines("sv", "– Vi vill bygga, säger Karin Ekdal.\n– Vad kostar det? frågar Bo Lind.\n– Tolv miljoner.\n"),
            (Lines{"dash_speech Karin Ekdal: Vi vill bygga", "dash_speech Bo Lind: Vad kostar det?",
                   "dash_speech Karin Ekdal: Tolv miljoner."}));
  EXPECT_EQ(lines("sv", "”Vi vill bygga”, sade Karin Ekdal. Hon sade ”vi får se hur det går”."),
            (Lines{"direct_quote Karin Ekdal: Vi vill bygga", "direct_quote Karin Ekdal: vi får se hur det går"}));
}

TEST(Quotes, WithoutMarksBeginBehindWhoSaysThem) {
  EXPECT_EQ(lines("sv", "Enligt Greta Alm, kommundirektör, är läget gott."),
            Lines{"reported Greta Alm: är läget gott"});
  EXPECT_EQ(lines("sv", "Ordföranden sade: Det räcker. Sedan gick hon."),
            Lines{"direct_quote Ordföranden: Det räcker."});
}

// --- Every input --------------------------------------------------------------------------------------------------

void expect_sound(const Read& got) {
  std::uint32_t last = 0;
  for (const Quote& quote : got.quotes) {
    EXPECT_LE(last, quote.begin) << shown(got.text);
    EXPECT_LT(quote.begin, quote.end) << shown(got.text);
    EXPECT_LE(quote.end, got.tokens.size()) << shown(got.text);
    EXPECT_LT(static_cast<int>(quote.kind), 6) << shown(got.text);
    EXPECT_EQ(quote.speaker.empty(), !quote.speaker_span.has_value()) << shown(got.text);
    if (quote.speaker_span) {
      EXPECT_LT(quote.speaker_span->begin, quote.speaker_span->end) << shown(got.text);
      EXPECT_LE(quote.speaker_span->end, got.text.size()) << shown(got.text);
    }
    last = quote.begin;
    if (quote.closed) continue;
    // What no mark ends stays in its paragraph.
    const auto behind =
        std::upper_bound(got.structure.passages.begin(), got.structure.passages.end(), quote.begin,
                         [](std::uint32_t token, const Passage& passage) { return token < passage.begin; });
    EXPECT_LE(quote.end, std::prev(behind)->end) << shown(got.text);
  }
}

TEST(Quotes, AreInOrderAndInsideTheTextForAnyInput) {
  const std::vector<std::string> pieces{"”",        "“",          "\"",          "»",       "«",
                                        "’",        "'",          "– ",          "- ",      "> ",
                                        ", ",       ". ",         ": ",          "? ",      "säger ",
                                        "sade hon", "menar att ", "enligt ",     "Enligt ", "Karin Ekdal ",
                                        "Ekdal",    "rektorn ",   "Hon ",        "yrkar ",  "siger, at ",
                                        "ifølge ",  "står det ",  "(S)",         "\n",      "\n\n",
                                        "\n– ",     "=\"",        "Det var bra", " och ",   "som ",
                                        "Så sade ", "rapporten ", "jag citerar "};
  Nasty nasty(31);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t count = nasty.below(30); count > 0; --count)
      text += nasty.below(4) == 0 ? nasty.text(2) : nasty.one_of(pieces);
    const std::string_view language = round % 3 == 0 ? "da" : round % 3 == 1 ? "sv" : "und";
    expect_sound(read(language, text));
  }
  for (const std::string& text : nasty_texts(32)) expect_sound(read("sv", text));
}

TEST(Quotes, OfATextWithoutTokensAreNone) { EXPECT_TRUE(lines("sv", " \n\n ").empty()); }

// A reader that is not linear does not come to the end of these.
TEST(Quotes, OfAMillionMarksAreRead) {
  for (const std::string_view piece : {"”",
                                       "”a ",
                                       "a” ",
                                       "«a ‘b ",
                                       "“a 'b ",
                                       "– a\n",
                                       "– a, säger hon\n",
                                       "Enligt a, ",
                                       "a menar att ",
                                       "”a”, säger hon. ",
                                       "Karin Ekdal, ",
                                       "> ",
                                       ": A",
                                       "\"a\n\n",
                                       "hon. ",
                                       "b yrkar ",
                                       "b, menar Karin Ekdal ",
                                       "Karin Ekdal ",
                                       "säger ",
                                       "hon säger: ”b” "}) {
    std::string text;
    for (int count = 0; count < 1'000'000 && text.size() < 4'000'000; ++count) text += piece;
    text += ": slut”";
    const Read got = read("sv", std::move(text));
    EXPECT_LE(got.quotes.size(), got.tokens.size()) << piece;
  }
}

}  // namespace
}  // namespace ordagrant::passages
