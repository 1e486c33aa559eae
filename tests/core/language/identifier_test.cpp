#include "ordagrant/language/identifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <future>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"

namespace ordagrant::language {
namespace {

std::string_view code_of(std::string_view text) { return identify(text).code; }

// What a reader may rely on -------------------------------------------------

struct Named {
  std::string_view code;
  std::string_view text;
};

void PrintTo(const Named& named, std::ostream* out) { *out << named.code << ": " << named.text; }

class Sentence : public testing::TestWithParam<Named> {};

TEST_P(Sentence, IsInItsLanguage) { EXPECT_EQ(code_of(GetParam().text), GetParam().code); }

INSTANTIATE_TEST_SUITE_P(
    Swedish, Sentence,
    testing::Values(
        Named{"sv", "Vi kunde inte svara."}, Named{"sv", "Kommunstyrelsen beslutar att återremittera ärendet."},
        Named{"sv", "Färre mål och mindre detaljstyrning ger mer tid för mötet med eleven."},
        Named{"sv", "Jag har ringt tre gånger men ingen svarar."},
        Named{"sv", "När får jag besked om min ansökan om bygglov?"}, Named{"sv", "Tack för snabb hjälp!"},
        Named{"sv", "Soporna hämtades aldrig i går."}, Named{"sv", "Nämnden noterar informationen till protokollet."},
        Named{"sv", "Hemtjänsten kom två timmar för sent."}, Named{"sv", "Hur gör jag för att byta förskola?"},
        Named{"sv", "Ordföranden förklarar sammanträdet avslutat."}, Named{"sv", "Ingen frågar oss som gör jobbet."},
        Named{"sv", "Avgiften höjs från och med årsskiftet."}, Named{"sv", "Det snöade hela natten."},
        Named{"sv", "Min mamma behöver en plats på äldreboendet."},
        Named{"sv", "§ 12 Yttrande över motion om giftfri förskola"},
        Named{"sv", "Hon sa: ”Vi mäter allt men förstår ingenting.”"}, Named{"sv", "GATUBELYSNINGEN ÄR TRASIG"},
        Named{"sv", "Uppföljning av nyckeltal, kvartal 2"},
        Named{"sv", "Professionerna ska få större handlingsutrymme."}, Named{"sv", "Barnen får inte leka ute."}));

INSTANTIATE_TEST_SUITE_P(
    Danish, Sentence,
    testing::Values(
        Named{"da", "Vi kunne ikke nå at svare jer."}, Named{"da", "Byrådet godkender indstillingen."},
        Named{"da", "Færre mål og mindre kontrol giver mere tid til børnene."},
        Named{"da", "Jeg har ringet tre gange, men der er ingen, der tager telefonen."},
        Named{"da", "Hvornår får jeg svar på min ansøgning om byggetilladelse?"}, Named{"da", "Tak for hurtig hjælp!"},
        Named{"da", "Affaldet blev aldrig hentet i går."}, Named{"da", "Udvalget tog orienteringen til efterretning."},
        Named{"da", "Hjemmehjælpen kom to timer for sent."}, Named{"da", "Hvordan skifter jeg børnehave?"},
        Named{"da", "Formanden hævede mødet."}, Named{"da", "Der er ingen, der spørger os, som udfører arbejdet."},
        Named{"da", "Taksten stiger fra årsskiftet."}, Named{"da", "Det sneede hele natten."},
        Named{"da", "Min mor har brug for en plads på plejehjemmet."},
        Named{"da", "Punkt 7: Høringssvar til lokalplanen"},
        Named{"da", "Hun sagde: »Vi måler det hele, men forstår ingenting.«"},
        Named{"da", "VEJBELYSNINGEN VIRKER IKKE"}, Named{"da", "Opfølgning på nøgletal i anden halvdel af året"},
        Named{"da", "Medarbejderne skal have større råderum."}, Named{"da", "Er det her en fejl?"}));

INSTANTIATE_TEST_SUITE_P(
    Bokmal, Sentence,
    testing::Values(Named{"nb", "Vi rakk ikke å svare dere."}, Named{"nb", "Kommunestyret vedtar innstillingen."},
                    Named{"nb", "Færre mål og mindre kontroll gir mer tid til barna."},
                    Named{"nb", "Jeg har ringt tre ganger, men det er ingen som tar telefonen."},
                    Named{"nb", "Når får jeg svar på søknaden min om byggetillatelse?"},
                    Named{"nb", "Takk for rask hjelp!"}, Named{"nb", "Søppelet ble aldri hentet i går."},
                    Named{"nb", "Utvalget tok saken til orientering."},
                    Named{"nb", "Hjemmetjenesten kom to timer for sent."}, Named{"nb", "Hvordan bytter jeg barnehage?"},
                    Named{"nb", "Ordføreren hevet møtet."}, Named{"nb", "Det er ingen som spør oss som gjør jobben."},
                    Named{"nb", "Gebyret øker fra nyttår."}, Named{"nb", "Det snødde hele natten."},
                    Named{"nb", "Moren min trenger en plass på sykehjemmet."},
                    Named{"nb", "Sak 7: Høringsuttalelse til reguleringsplanen"},
                    Named{"nb", "Hun sa: «Vi måler alt, men forstår ingenting.»"}, Named{"nb", "GATELYSET VIRKER IKKE"},
                    Named{"nb", "Oppfølging av nøkkeltallene ved utgangen av året"},
                    Named{"nb", "De ansatte skal få større handlingsrom."}, Named{"nb", "Hva koster det?"}));

INSTANTIATE_TEST_SUITE_P(
    Nynorsk, Sentence,
    testing::Values(Named{"nn", "Vi rakk ikkje å svara dykk."},
                    Named{"nn", "Kommunestyret vedtek tilrådinga frå formannskapet."},
                    Named{"nn", "Færre mål og mindre kontroll gjev meir tid til borna."},
                    Named{"nn", "Eg har ringt tre gonger, men det er ingen som tek telefonen."},
                    Named{"nn", "Når får eg svar på søknaden min om byggjeløyve?"},
                    Named{"nn", "Takk for god hjelp frå dykk!"}, Named{"nn", "Bosset vart aldri henta i går."},
                    Named{"nn", "Utvalet tok saka til orientering."},
                    Named{"nn", "Heimetenesta kom to timar for seint."}, Named{"nn", "Korleis byter eg barnehage?"},
                    Named{"nn", "Ordføraren heva møtet."}, Named{"nn", "Det er ingen som spør oss som gjer jobben."},
                    Named{"nn", "Avgifta aukar frå nyttår."}, Named{"nn", "Det snøa heile natta."},
                    Named{"nn", "Mor mi treng ein plass på sjukeheimen."},
                    Named{"nn", "Ho sa: «Vi måler alt, men skjønar ingenting.»"}, Named{"nn", "GATELYSET VERKAR IKKJE"},
                    Named{"nn", "Oppfølging av nykeltal for dei fyrste månadene"},
                    Named{"nn", "Dei tilsette skal få større handlingsrom."}, Named{"nn", "Kva kostar det?"},
                    Named{"nn", "Eg veit ikkje kvar dei bur."}));

INSTANTIATE_TEST_SUITE_P(
    English, Sentence,
    testing::Values(Named{"en", "We could not answer."}, Named{"en", "The council approves the recommendation."},
                    Named{"en", "Fewer targets and less control leave more time for the children."},
                    Named{"en", "I have called three times but nobody picks up the phone."},
                    Named{"en", "When will I hear about my planning application?"},
                    Named{"en", "Thanks for your quick help!"},
                    Named{"en", "The rubbish was never collected yesterday."},
                    Named{"en", "The committee noted the report."}, Named{"en", "The carer was two hours late."},
                    Named{"en", "How do I change my child's school?"}, Named{"en", "The chair closed the meeting."},
                    Named{"en", "Nobody asks those of us who do the work."}, Named{"en", "The fee goes up in January."},
                    Named{"en", "It snowed all night."}, Named{"en", "My mother needs a place in a nursing home."},
                    Named{"en", "Item 7: Response to the consultation"},
                    Named{"en", "She said: \"We measure everything and understand nothing.\""},
                    Named{"en", "THE STREET LIGHTS ARE BROKEN"}, Named{"en", "New Public Management"},
                    Named{"en", "Professionals should be trusted."}, Named{"en", "What does it cost?"}));

INSTANTIATE_TEST_SUITE_P(OtherLanguages, Sentence,
                         testing::Values(Named{"und", "Emme osanneet vastata."},
                                         Named{"und", "Kunnanhallitus päätti palauttaa asian valmisteltavaksi."},
                                         Named{"und", "Wir konnten leider nicht antworten."},
                                         Named{"und", "Der Rat stimmt dem Antrag der Verwaltung zu."},
                                         Named{"und", "Nous n'avons pas pu vous répondre."},
                                         Named{"und", "Le conseil municipal approuve la proposition."},
                                         Named{"und", "De gemeenteraad heeft het voorstel niet aangenomen."},
                                         Named{"und", "El ayuntamiento no ha respondido a mi solicitud."},
                                         Named{"und", "Il consiglio comunale non ha ancora deciso."},
                                         Named{"und", "Nie otrzymałem odpowiedzi na mój wniosek."},
                                         Named{"und", "Við gátum ekki svarað þessu í gær."},
                                         Named{"und", "Δεν μπορέσαμε να απαντήσουμε."},
                                         Named{"und", "Мы не смогли ответить."}, Named{"und", "لم نتمكن من الرد"}));

// A Swedish and a Danish sentence that differ in a letter or two, and the same for Danish and Bokmal.
TEST(Identifier, TellsApartWhatIsAlmostTheSame) {
  EXPECT_EQ(code_of("Det är en viktig fråga."), "sv");
  EXPECT_EQ(code_of("Det er et vigtigt spørgsmål."), "da");
  EXPECT_EQ(code_of("Det er et viktig spørsmål."), "nb");
  EXPECT_EQ(code_of("Det er eit viktig spørsmål."), "nn");
  EXPECT_EQ(code_of("Hvad koster det?"), "da");
  EXPECT_EQ(code_of("Hva koster det?"), "nb");
  EXPECT_EQ(code_of("Jeg er ked af det."), "da");
  EXPECT_EQ(code_of("Jeg er lei for det."), "nb");
}

TEST(Identifier, ShortTextsAreReadByTheTablesThatFitThem) {
  // Danish, and taken for Norwegian, but without much certainty.
  EXPECT_EQ(read_as(identify("Bestil kørsel fys. onsdag 13.30, rollator med.")), "da");
  EXPECT_EQ(read_as(identify("Når får jeg svar på søknaden min om byggetillatelse, som jeg sendte dere i januar?")),
            "nb");
  EXPECT_EQ(read_as({"nb", 1}), "nb");  // asked for
  EXPECT_EQ(read_as({"nn", 1}), "nb");
  EXPECT_EQ(read_as({"nb", 0.5}), "da");
  for (const std::string_view code : {"sv", "da", "en", "und"}) EXPECT_EQ(read_as({code, 0.1}), code);
}

TEST(Identifier, JudgesASingleWordThatLeansClearly) {
  EXPECT_EQ(code_of("målstyrningens"), "sv");
  EXPECT_EQ(code_of("Sekunderna"), "sv");
  EXPECT_EQ(code_of("klagomål"), "sv");
  EXPECT_EQ(code_of("Kommunfullmäktige"), "sv");
  EXPECT_EQ(code_of("tillidsreformen"), "da");
  EXPECT_EQ(code_of("kommunalbestyrelsen"), "da");
  EXPECT_EQ(code_of("ikkje"), "nn");
}

TEST(Identifier, IsLessSureOfWhatCouldBeBoth) {
  EXPECT_LT(identify("Vi kunne ikke komme.").confidence, 0.8);
  EXPECT_GT(identify("Vi kunne desværre ikke komme.").confidence, identify("Vi kunne ikke komme.").confidence);
  EXPECT_LT(identify("tillit").confidence, 0.6);
  EXPECT_GT(identify("Kommunstyrelsen beslutar att återremittera ärendet.").confidence, 0.95);
}

// A name is no evidence of the language that it is named in.
TEST(Identifier, IsNotLedAstrayByNames) {
  EXPECT_EQ(code_of("Enligt Sørensen, Kjærsgaard och Nørregaard är frågan inte utredd."), "sv");
  EXPECT_EQ(code_of("Ifølge Bergström, Sjögren og Åkerlund er sagen ikke undersøgt."), "da");
}

TEST(Identifier, ReadsATextThatIsCutOffInAWord) {
  EXPECT_EQ(code_of("Kommunstyrelsen beslutar att återrem"), "sv");
  EXPECT_EQ(code_of("Udvalget tog orienteringen til efterr"), "da");
}

TEST(Identifier, DoesNotSeeSoftHyphens) {
  EXPECT_EQ(code_of("mål\u00adstyrnings\u00admodell"), code_of("målstyrningsmodell"));
  EXPECT_EQ(identify("mål\u00adstyrnings\u00admodell").confidence, identify("målstyrningsmodell").confidence);
}

TEST(Identifier, ReadsOnlyTheBeginOfALongText) {
  std::string text;
  while (text.size() < 30'000) text += "Nämnden noterar informationen. ";
  const Verdict swedish = identify(text);
  while (text.size() < 300'000) text += "Udvalget tog orienteringen til efterretning. ";
  EXPECT_EQ(identify(text).code, "sv");
  EXPECT_EQ(identify(text).confidence, swedish.confidence);
}

TEST(Identifier, HasNothingToSayWhereThereAreNoWords) {
  for (const std::string_view text : {"", " ", "\r\n\t", "12 345", "§ 12", "2024-03-01", "1 200,50", "–", "...",
                                      "😀👍🏽", "\xff\xfe\x80", "\xc3", "\xe2\x82"}) {
    EXPECT_EQ(identify(text).code, "und") << text;
    EXPECT_EQ(identify(text).confidence, 0) << text;
  }
}

// --- Passages ---------------------------------------------------------------------------------------

// A document whose passages are separated by empty lines.
struct Document {
  std::string text;
  std::vector<ByteSpan> passages;
};

Document document_of(const std::vector<std::string_view>& passages) {
  Document document;
  for (const std::string_view passage : passages) {
    const auto begin = static_cast<std::uint32_t>(document.text.size());
    document.text += passage;
    document.passages.push_back({begin, static_cast<std::uint32_t>(document.text.size())});
    document.text += "\n\n";
  }
  return document;
}

std::vector<std::string_view> codes_of(const std::vector<std::string_view>& passages) {
  const Document document = document_of(passages);
  std::vector<std::string_view> codes;
  for (const Verdict& verdict : identify(document.text, document.passages)) codes.push_back(verdict.code);
  return codes;
}

using Codes = std::vector<std::string_view>;

TEST(Passages, FindADanishQuotationInASwedishReport) {
  EXPECT_EQ(codes_of({"Tillsynen i grannlandet",
                      "Nämnden besökte i våras en kommun på andra sidan sundet för att se hur hemtjänsten leds där.",
                      "»Vi har afskaffet de fleste krav om registrering og stoler på medarbejderne.«",
                      "Så sammanfattade chefen sitt arbete, och det är svårt att inte bli avundsjuk."}),
            (Codes{"sv", "sv", "da", "sv"}));
}

TEST(Passages, FindASwedishQuotationInADanishReport) {
  EXPECT_EQ(
      codes_of({"Studietur", "Udvalget besøgte i foråret en svensk kommune for at se, hvordan hjemmeplejen ledes.",
                "”Vi har slutat mäta minuter och litar på dem som gör jobbet.”",
                "Sådan sagde lederen, og medarbejderne nikkede rundt om bordet."}),
      (Codes{"da", "da", "sv", "da"}));
}

TEST(Passages, FindEnglishNorwegianAndOtherLanguages) {
  EXPECT_EQ(
      codes_of({"Nämnden har tagit del av tre brev som kom in under remisstiden och lägger dem till handlingarna.",
                "We would like to thank the staff of the ward for the care that our father received.",
                "Jeg skjønner ikke hvorfor søknaden min ble avslått uten noen begrunnelse.",
                "Eg skjønar ikkje kvifor søknaden min vart avslått utan noka grunngjeving.",
                "Emme ymmärrä, miksi hakemuksemme hylättiin ilman perusteluja.", "Breven besvaras av förvaltningen."}),
      (Codes{"sv", "en", "nb", "nn", "und", "sv"}));
  EXPECT_EQ(codes_of({"Udvalget tog de tre breve, der var kommet i høringsperioden, til efterretning.",
                      "We would like to thank the staff of the ward for the care that our father received.",
                      "Jeg skjønner ikke hvorfor søknaden min ble avslått uten noen begrunnelse."}),
            (Codes{"da", "en", "nb"}));
}

// What could be both goes with the document, and so does what has no words.
TEST(Passages, ReadAHeadingInTheLanguageOfItsDocument) {
  constexpr std::string_view kSwedish =
      "Kommunstyrelsen beslutar att återremittera ärendet till förvaltningen för vidare beredning.";
  constexpr std::string_view kDanish =
      "Kommunalbestyrelsen besluttede at sende sagen tilbage til forvaltningen til fornyet behandling.";
  for (const std::string_view heading :
       {"Kontakt", "Administration", "Anna Lind, Per Holm", "Referat", "Bilag 2", "§ 12", "2024-03-01"}) {
    EXPECT_EQ(codes_of({kSwedish, heading}), (Codes{"sv", "sv"})) << heading;
    EXPECT_EQ(codes_of({kDanish, heading}), (Codes{"da", "da"})) << heading;
  }
}

TEST(Passages, AreUndeterminedWhereNoneHasWords) {
  for (const std::vector<std::string_view>& passages :
       {std::vector<std::string_view>{}, {""}, {"§ 12", "1 200,50"}, {"\xff\xfe", "", "–"}}) {
    const Document document = document_of(passages);
    const std::vector<Verdict> verdicts = identify(document.text, document.passages);
    EXPECT_EQ(verdicts.size(), passages.size());
    for (const Verdict& verdict : verdicts) {
      EXPECT_EQ(verdict.code, "und");
      EXPECT_EQ(verdict.confidence, 0);
    }
  }
}

TEST(Passages, OfADocumentOfOneSayWhatTheDocumentSays) {
  for (const std::string_view text :
       {"Vi kunde inte svara.", "Vi kunne ikke komme.", "tillit", "ikkje", "12 345", ""}) {
    const Document document = document_of({text});
    const std::vector<Verdict> verdicts = identify(document.text, document.passages);
    ASSERT_EQ(verdicts.size(), 1U);
    EXPECT_EQ(verdicts[0].code, identify(text).code) << text;
    EXPECT_EQ(verdicts[0].confidence, identify(text).confidence) << text;
  }
}

TEST(Passages, SayTheSameInAnyOrder) {
  const Document document = document_of({"Nämnden noterar informationen.", "Kontakt", "We could not answer.",
                                         "Vi kunne ikke komme.", "§ 12", "Soporna hämtades aldrig i går."});
  const std::vector<Verdict> forward = identify(document.text, document.passages);
  std::vector<ByteSpan> turned = document.passages;
  std::reverse(turned.begin(), turned.end());
  std::vector<Verdict> backward = identify(document.text, turned);
  std::reverse(backward.begin(), backward.end());
  for (std::size_t at = 0; at < forward.size(); ++at) {
    EXPECT_EQ(forward[at].code, backward[at].code);
    EXPECT_EQ(forward[at].confidence, backward[at].confidence);
  }
}

// --- How often it is right --------------------------------------------------------------------------

struct Labelled {
  std::string code;
  std::string text;
};

// Rows of `code TAB text`; none where there is no such file.
std::vector<Labelled> labelled(const std::string& path) {
  std::vector<Labelled> rows;
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);)
    if (const std::size_t tab = line.find('\t'); tab != line.npos && line[0] != '#')
      rows.push_back({line.substr(0, tab), line.substr(tab + 1)});
  return rows;
}

// The first so many characters.
std::string_view begin_of(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80 && characters-- == 0) break;
  return text.substr(0, at);
}

// Per cent of each language, Bokmal and Nynorsk counted as one.
std::map<std::string_view, double> right_of(const std::vector<Labelled>& rows, std::size_t characters) {
  const auto norwegian = [](std::string_view code) { return code == "nb" || code == "nn" ? "no" : code; };
  std::map<std::string_view, double> right;
  std::map<std::string_view, double> all;
  for (const Labelled& row : rows) {
    const std::string_view code = norwegian(row.code);
    right[code] += norwegian(identify(begin_of(row.text, characters)).code) == code ? 100 : 0;
    ++all[code];
  }
  for (auto& [code, share] : right) share /= all[code];
  return right;
}

constexpr std::size_t kWhole = 100'000;

TEST(Identifier, KnowsEnglishAndWhatIsNoneOfItsLanguages) {
  const std::vector<Labelled> rows = labelled(ORDAGRANT_TESTS "/language/identifier_sentences.tsv");
  ASSERT_EQ(rows.size(), 650U);
  auto whole = right_of(rows, kWhole);
  EXPECT_GE(whole["en"], 99);
  EXPECT_GE(whole["und"], 97);
  auto begins = right_of(rows, 30);
  EXPECT_GE(begins["en"], 98);
  EXPECT_GE(begins["und"], 92);
}

std::vector<Labelled> sentences_of_others() {
  const char* data = std::getenv("ORDAGRANT_DATA");
  return data == nullptr ? std::vector<Labelled>{} : labelled(std::string(data) + "/langid/lingua_sentences.tsv");
}

TEST(Identifier, KnowsSentencesThatOthersWrote) {
  const std::vector<Labelled> rows = sentences_of_others();
  if (rows.empty()) GTEST_SKIP() << "ORDAGRANT_DATA with langid/ is not set";
  const auto mean = [&](std::size_t characters) {
    double sum = 0;
    for (const auto& [code, right] : right_of(rows, characters)) sum += right / 3;
    return sum;
  };
  EXPECT_GE(mean(kWhole), 98.5);
  EXPECT_GE(mean(30), 92);
}

// Of verdicts of some confidence about that share is right.
TEST(Identifier, KnowsHowSureItIs) {
  const std::vector<Labelled> rows = sentences_of_others();
  if (rows.empty()) GTEST_SKIP() << "ORDAGRANT_DATA with langid/ is not set";
  struct Bin {
    double confidence = 0, right = 0, all = 0;
  };
  std::array<Bin, 10> bins{};
  for (const Labelled& row : rows) {
    for (const std::size_t characters : {std::size_t{15}, std::size_t{30}, std::size_t{60}, kWhole}) {
      const auto [code, confidence] = identify(begin_of(row.text, characters));
      Bin& bin = bins[std::min(bins.size() - 1, static_cast<std::size_t>(10 * confidence))];
      bin.confidence += confidence;
      bin.right += code == row.code ? 1 : 0;
      ++bin.all;
    }
  }
  for (const Bin& bin : bins) {
    if (bin.all < 100) continue;
    EXPECT_NEAR(bin.right / bin.all, bin.confidence / bin.all, 0.1);
  }
}

// What must hold for every document ------------------------------------------

class EveryDocument : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryDocument, HasALanguageAndAConfidence) {
  const auto [code, confidence] = identify(GetParam());
  constexpr std::string_view kCodes = "sv da nb nn en und";
  EXPECT_NE(kCodes.find(code), kCodes.npos);
  EXPECT_GE(confidence, 0);
  EXPECT_LE(confidence, 1);
}

TEST_P(EveryDocument, KeepsItsLanguageWhenWhiteSpaceIsAdded) {
  const std::string text(GetParam());
  const Verdict verdict = identify(text);
  std::string wide;
  for (const char byte : text) wide += byte == ' ' ? std::string(" \n\t ") : std::string(1, byte);
  for (const std::string& same : {" " + text, text + "\n", "\r\n\t " + text + "  \n\n", wide}) {
    EXPECT_EQ(identify(same).code, verdict.code);
    EXPECT_EQ(identify(same).confidence, verdict.confidence);
  }
}

TEST_P(EveryDocument, GivesTheSameAnswerInEveryThread) {
  const std::string_view text = GetParam();
  const Verdict verdict = identify(text);
  std::vector<std::future<Verdict>> answers;
  for (int thread = 0; thread < 4; ++thread)
    answers.push_back(std::async(std::launch::async, [text] { return identify(text); }));
  for (std::future<Verdict>& answer : answers) {
    const Verdict same = answer.get();
    EXPECT_EQ(same.code, verdict.code);
    EXPECT_EQ(same.confidence, verdict.confidence);
  }
}

INSTANTIATE_TEST_SUITE_P(Identifier, EveryDocument,
                         testing::Values("", " ", "§ 12 Dnr KS 2019/123", "\xff\xfe\x80", "a\xcc", "kund-\nnöjdhet",
                                         "”Kunden” i fokus", "\r\n\t", "Vi kunde inte svara.", "Byrådet godkender det",
                                         "ett ord till", "\xed\xa0\x80 ord \xf0\x9f", "EU:s krav på 1 200,50 kr",
                                         "a\xcc\x8ar", "Ångström och Ørsted"));

TEST(Identifier, ReadsAnyBytes) {
  std::uint32_t state = 1;
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes(static_cast<std::size_t>(round % 97), '\0');
    for (char& byte : bytes) {
      state = state * 1'664'525U + 1'013'904'223U;
      byte = static_cast<char>(state >> 24U);
    }
    const double confidence = identify(bytes).confidence;
    EXPECT_TRUE(confidence >= 0 && confidence <= 1);
  }
}

// A word that a soft hyphen stands in is read letter by letter, others at once where they can be.
TEST(Identifier, ReadsWordsAtOnceAsLetterByLetter) {
  const std::vector<std::string> letters{"a", "e", "n", "r", "s", "t", "i", "A", "S",      "Z",
                                         "z", "å", "ä", "ö", "Å", "Ö", "æ", "ø", "Ø",      "é",
                                         "À", "Þ", "þ", "ß", "ÿ", "×", "÷", "ł", "\u2019", "7"};
  const std::vector<std::string> marks{" ", " ", " ", " ", ". ", ", ", "\n", "-", "\u00A0", "? ", " \u201D", "/"};
  std::uint32_t state = 11;
  const auto one_of = [&](const std::vector<std::string>& choices) {
    state = state * 1'664'525U + 1'013'904'223U;
    return choices[(state >> 8U) % choices.size()];
  };
  for (int round = 0; round < 3'000; ++round) {
    std::string text;
    std::string softened;
    for (int word = 0; word < 1 + round % 12; ++word) {
      state = state * 1'664'525U + 1'013'904'223U;
      const std::size_t size = 1 + (state >> 24U) % 19;
      std::string made = one_of(letters);
      softened += made + "\u00AD";
      for (std::size_t letter = 1; letter < size; ++letter) {
        const std::string next = one_of(letters);
        made += next;
        softened += next;
      }
      const std::string mark = one_of(marks);
      text += made + mark;
      softened += mark;
    }
    const Verdict verdict = identify(text);
    const Verdict twin = identify(softened);
    ASSERT_EQ(verdict.code, twin.code) << text;
    ASSERT_EQ(verdict.confidence, twin.confidence) << text;
  }
}

// A thread remembers words, and forgets them where others take their places.
TEST(Identifier, SaysOfAWordWhatAThreadSaysThatHasReadNothing) {
  const std::vector<std::string> texts{"Vi",
                                       "tillit",
                                       "m\u00E5l Tillid \u00D8rsted",
                                       "Klagen\u00E6vnet",
                                       "Lars kontroll",
                                       "verksamhetsutvecklingsfr\u00E5gornas",
                                       "\u0142\u00F3d\u017A"};
  const auto fresh = [](const std::string& text) {
    return std::async(std::launch::async, [&] { return identify(text); }).get();
  };
  std::uint32_t state = 7;
  for (int round = 0; round < 4; ++round) {
    for (const std::string& text : texts) {
      const Verdict twin = fresh(text);
      for (int again = 0; again < 2; ++again) {
        const Verdict verdict = identify(text);
        ASSERT_EQ(verdict.code, twin.code) << text;
        ASSERT_EQ(verdict.confidence, twin.confidence) << text;
      }
    }
    // More words than there are places.
    for (int text = 0; text < 60; ++text) {
      std::string others;
      for (int word = 0; word < 2'000; ++word) {
        for (int letter = 0; letter < 5; ++letter) {
          state = state * 1'664'525U + 1'013'904'223U;
          others += static_cast<char>('a' + (state >> 24U) % 26U);
        }
        others += ' ';
      }
      identify(others);
    }
  }
}

TEST(Identifier, ReadsAWordWithoutEnd) {
  EXPECT_LE(identify(std::string(1'000'000, 'a')).confidence, 1);
  std::string endless;
  for (int i = 0; i < 2'000; ++i) endless += "målstyrnings";
  EXPECT_EQ(code_of(endless), "sv");
}

}  // namespace
}  // namespace ordagrant::language
