#include "ordagrant/passages/structure.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::passages {
namespace {

using Rows = std::vector<std::string>;

struct Read {
  std::string text;
  std::vector<tokens::Token> tokens;
  Structure structure;

  std::string words(std::uint32_t begin, std::uint32_t end) const {
    if (begin >= end) return {};
    return std::string(ByteSpan{tokens[begin].span.begin, tokens[end - 1].span.end}.of(text));
  }
};

Read read(std::string_view text, std::string_view language = "sv") {
  Read found{std::string(text), tokens::Tokeniser({.language = std::string(language)}).tokenise(text), {}};
  found.structure = StructureReader(language).read(found.text, found.tokens);
  return found;
}

std::string name(SectionKind kind) {
  constexpr const char* kNames[] = {"document", "head",      "chapter", "item",  "part",
                                    "speech",   "statement", "post",    "reply", "appendix"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string name(ItemPart part) {
  constexpr const char* kNames[] = {"",         "background",  "proposal", "motion",      "vote",
                                    "decision", "reservation", "note",     "distribution"};
  return kNames[static_cast<std::size_t>(part)];
}

std::string name(PassageKind kind) {
  constexpr const char* kNames[] = {"heading", "speaker", "paragraph", "list_item", "table_row", "quoted"};
  return kNames[static_cast<std::size_t>(kind)];
}

// The sections of a text without the document itself: two spaces a level, the kind and part, number, title, speaker,
// date.
Rows sections(std::string_view text, std::string_view language = "sv") {
  const Read found = read(text, language);
  Rows rows;
  for (const Section& section : found.structure.sections) {
    if (section.kind == SectionKind::document) continue;
    std::string row(2 * (section.level - 1U), ' ');
    row += name(section.kind);
    if (section.part != ItemPart::none) row += "/" + name(section.part);
    if (!section.number.empty()) row += " " + section.number;
    if (!section.title.empty()) row += " '" + section.title + "'";
    if (!section.speaker.empty()) row += " by " + section.speaker;
    if (!section.date.empty()) row += " on " + section.date;
    rows.push_back(row);
  }
  return rows;
}

// The passages of a text: what each is, and its words with "/" for a line end.
Rows passages(std::string_view text, std::string_view language = "sv") {
  const Read found = read(text, language);
  Rows rows;
  for (const Passage& passage : found.structure.passages) {
    std::string words = found.words(passage.begin, passage.end);
    std::replace(words.begin(), words.end(), '\n', '/');
    rows.push_back(name(passage.kind) + ": " + words);
  }
  return rows;
}

// Of the passage that begins with these words.
Passage passage_with(const Read& found, std::string_view words) {
  for (const Passage& passage : found.structure.passages)
    if (found.words(passage.begin, passage.end).starts_with(words)) return passage;
  ADD_FAILURE() << "no passage begins with " << words;
  return {};
}

// Minutes and agendas ----------------------------------------------------------------------------------------------

constexpr std::string_view kMinutes =
    "GRANBY KOMMUN\n"
    "Kommunstyrelsen\n"
    "SAMMANTRÄDESPROTOKOLL\n"
    "Sammanträdesdatum: 2024-03-12\n"
    "Plats: Sessionssalen\n"
    "\n"
    "Beslutande\n"
    "Asta Lindmo (S), ordförande\n"
    "Bo Granrot (M)\n"
    "\n"
    "Övriga närvarande\n"
    "Cia Tallmark, sekreterare\n"
    "\n"
    "§ 34 Taxa för bryggplatser\n"
    "Dnr KS 2024/0012\n"
    "\n"
    "Ärendet\n"
    "Taxan har varit densamma sedan 2011. Enligt § 12 i reglementet ska den ses över.\n"
    "\n"
    "Förslag till beslut\n"
    "1. Taxan höjs.\n"
    "2. Den nya taxan gäller från maj.\n"
    "\n"
    "Yrkanden\n"
    "Asta Lindmo (S) yrkar bifall till förslaget.\n"
    "Bo Granrot (M) yrkar avslag. Han anser att taxan räcker.\n"
    "\n"
    "Propositionsordning\n"
    "Ordföranden ställer proposition på yrkandena.\n"
    "\n"
    "Votering\n"
    "Ja: Asta Lindmo (S)\n"
    "\n"
    "Kommunstyrelsens beslut\n"
    "Taxan höjs.\n"
    "\n"
    "Reservation\n"
    "Bo Granrot (M) reserverar sig mot beslutet.\n"
    "\n"
    "Beslutet skickas till\n"
    "Hamnkontoret\n"
    "\n"
    "§ 35 Information\n"
    "Informationen läggs till handlingarna.\n";

TEST(Structure, ReadsSwedishMinutes) {
  EXPECT_EQ(sections(kMinutes), (Rows{
                                    "head 'Kommunstyrelsen' on 2024-03-12",
                                    "item 34 'Taxa för bryggplatser'",
                                    "  part/background 'Ärendet'",
                                    "  part/proposal 'Förslag till beslut'",
                                    "  part/motion 'Yrkanden'",
                                    "    statement/motion by Asta Lindmo",
                                    "    statement/motion by Bo Granrot",
                                    "  part/vote 'Propositionsordning'",
                                    "  part/vote 'Votering'",
                                    "  part/decision 'Kommunstyrelsens beslut'",
                                    "  part/reservation 'Reservation'",
                                    "    statement/reservation by Bo Granrot",
                                    "  part/distribution 'Beslutet skickas till'",
                                    "item 35 'Information'",
                                }));
}

TEST(Structure, KnowsWhoIsPresent) {
  EXPECT_EQ(read(kMinutes).structure.participants, (Rows{"Cia Tallmark", "Asta Lindmo", "Bo Granrot"}));
}

TEST(Structure, GivesAPassageItsHeadingNumberDateAndSpeaker) {
  const Read found = read(kMinutes);
  const Passage moved = passage_with(found, "Bo Granrot (M) yrkar avslag");
  EXPECT_EQ(found.structure.heading_of(moved), "Taxa för bryggplatser > Yrkanden");
  EXPECT_EQ(found.structure.number_of(moved), "34");
  EXPECT_EQ(found.structure.date_of(moved), "2024-03-12");
  EXPECT_EQ(found.structure.speaker_of(moved), "Bo Granrot");
  const Passage told = passage_with(found, "Taxan har varit");
  EXPECT_EQ(found.structure.speaker_of(told), "");
  EXPECT_EQ(found.structure.number_of(told), "34");
}

TEST(Structure, ReadsTheSameMinutesWithAnEmptyLineAfterEveryLine) {
  std::string spaced;
  for (const char letter : kMinutes) spaced += letter == '\n' ? std::string("\n\n") : std::string(1, letter);
  EXPECT_EQ(sections(spaced), sections(kMinutes));
}

TEST(Structure, ReadsTheSameMinutesWithoutEmptyLines) {
  std::string tight(kMinutes);
  for (std::size_t at = tight.find("\n\n"); at != std::string::npos; at = tight.find("\n\n")) tight.erase(at, 1);
  EXPECT_EQ(sections(tight), sections(kMinutes));
}

TEST(Structure, ReadsDanishMinutes) {
  EXPECT_EQ(sections("LILLEVIG KOMMUNE\n"
                     "Byrådet\n"
                     "Referat\n"
                     "\n"
                     "Mødedato: Tirsdag den 12. marts 2024\n"
                     "Medlemmer: Borgmester Asta Lindmo (A), Bo Granrot (V)\n"
                     "Fraværende: Ingen\n"
                     "\n"
                     "INDHOLDSFORTEGNELSE\n"
                     "1 Godkendelse af dagsorden\n"
                     "2 Ny sti\n"
                     "\n"
                     "PUNKT 1: Godkendelse af dagsorden\n"
                     "Sagsnr. 24/000177\n"
                     "\n"
                     "Beslutning\n"
                     "Godkendt.\n"
                     "\n"
                     "PUNKT 2: Ny sti\n"
                     "\n"
                     "Sagsfremstilling\n"
                     "Byrådet bad om en sti i 2019. Punkt 4 i planen nævner den også.\n"
                     "\n"
                     "Indstilling\n"
                     "Direktionen indstiller, at Byrådet\n"
                     "1. godkender stien,\n"
                     "2. afsætter 2 mio. kr.\n"
                     "\n"
                     "Beslutning fra Teknisk Udvalg, 1. februar 2024\n"
                     "Anbefales.\n"
                     "\n"
                     "Beslutning\n"
                     "Bo Granrot (V) foreslog, at stien udgår.\n"
                     "\n"
                     "Indstillingen blev godkendt.\n"
                     "\n"
                     "Mindretalsudtalelse\n"
                     "Venstre er imod stien.\n"
                     "\n"
                     "Bilag\n"
                     "1. Kort over stien\n"
                     "2. Notat\n",
                     "da"),
            (Rows{
                "head 'Byrådet' on 2024-03-12",
                "chapter 'INDHOLDSFORTEGNELSE'",
                "item 1 'Godkendelse af dagsorden'",
                "  part/decision 'Beslutning'",
                "item 2 'Ny sti'",
                "  part/background 'Sagsfremstilling'",
                "  part/proposal 'Indstilling'",
                "  part/decision 'Beslutning fra Teknisk Udvalg, 1. februar 2024' on 2024-02-01",
                "  part/decision 'Beslutning'",
                "    statement/decision by Bo Granrot",
                "  part/reservation 'Mindretalsudtalelse'",
                "  part 'Bilag'",
            }));
}

// Every phrase of passages.tsv that is the heading of a part is one: with a name where it has a gap.
void expect_headings_of_parts(std::string_view language, std::string_view item, std::string_view name_in_gap) {
  constexpr std::string_view kGap = "\u2026";
  constexpr std::array<ItemPart, 8> kParts{ItemPart::background, ItemPart::proposal,    ItemPart::motion,
                                           ItemPart::vote,       ItemPart::decision,    ItemPart::reservation,
                                           ItemPart::note,       ItemPart::distribution};
  for (const ItemPart part : kParts) {
    std::size_t phrases = 0;
    for (const std::string_view line : language::lines(language, "passages.tsv")) {
      const auto cells = language::cells(line);
      if (cells[0] != name(part)) continue;
      ++phrases;
      std::string heading(cells[1]);
      if (const std::size_t gap = heading.find(kGap); gap != std::string::npos)
        heading.replace(gap, kGap.size(), name_in_gap);
      char& first = heading[heading.starts_with("\xc3") ? 1 : 0];  // of a letter in Latin-1
      if (!heading.starts_with(name_in_gap)) first = static_cast<char>(first - ('a' - 'A'));
      const Rows found = sections(std::string(item) + "\n\n" + heading + "\nDet blir som det var.\n", language);
      EXPECT_TRUE(found.size() == 2 && found[1].starts_with("  part/" + name(part))) << line << ": " << heading;
    }
    EXPECT_GT(phrases, 0U) << name(part);
  }
}

TEST(Structure, KnowsEverySwedishHeadingOfAPart) {
  expect_headings_of_parts("sv", "§ 34 Taxa för bryggplatser", "Granby");
}

TEST(Structure, KnowsEveryDanishHeadingOfAPart) {
  expect_headings_of_parts("da", "Punkt 34. Takst for bådpladser", "Granby");
}

TEST(Structure, ReadsItemsHoweverTheyAreNumbered) {
  const auto item = [](std::string_view heading, std::string_view language = "sv") {
    Rows found;
    for (const std::string& row : sections(std::string(heading) + "\n\nTexten följer här som vanligt.\n", language))
      if (row.starts_with("item")) found.push_back(row);
    return found;
  };
  EXPECT_EQ(item("§ 7 Val av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("§ 7. Val av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("§ 7/2024 Val av justerare"), Rows{"item 7/2024 'Val av justerare'"});
  EXPECT_EQ(item("KS § 7 Val av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("§7 Val av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("7 § Val av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("## § 7 Val av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("§ 7\nVal av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("KF § 7 DNR: KF 2024/3\n\nVal av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("§ 7 Svar på motion om\nbättre vägar"), Rows{"item 7 'Svar på motion om bättre vägar'"});
  EXPECT_EQ(item("Ärende 7: Val av justerare"), Rows{"item 7 'Val av justerare'"});
  EXPECT_EQ(item("Punkt nr. 7 - Valg af formand", "da"), Rows{"item 7 'Valg af formand'"});
  EXPECT_EQ(item("Sak 7/25 Valg av leder", "nb"), Rows{"item 7/25 'Valg av leder'"});
  EXPECT_EQ(item("Ärende 7/2024: Val av justerare"), Rows{"item 7/2024 'Val av justerare'"});
  EXPECT_EQ(item("Pkt. 7\n\nValg af formand", "da"), Rows{"item 7 'Valg af formand'"});
  EXPECT_EQ(item("1 § Nämnden ansvarar för kommunens hamnar och dess bryggor."), Rows{"item 1"});
}

TEST(Structure, ReadsTitlesThatAreMostlyYears) {
  EXPECT_EQ(sections("§ 12 Budget 2025-2027\n\nDen antas.\n\n§ 13 Mål 2025\n\nDe antas.\n\n§ 14 Läsåret 2025/26\n\n"
                     "Det antas.\n\n§ 15 Plan 2024–2026\n\nDen antas.\n"),
            (Rows{"item 12 'Budget 2025-2027'", "item 13 'Mål 2025'", "item 14 'Läsåret 2025/26'",
                  "item 15 'Plan 2024–2026'"}));
  EXPECT_EQ(
      sections("Dagsorden\n\n1. Budget 2025-2027\n\n2. Mål 2025\n\n3. Eventuelt\n", "da"),
      (Rows{"chapter 'Dagsorden'", "  item 1 'Budget 2025-2027'", "  item 2 'Mål 2025'", "  item 3 'Eventuelt'"}));
  // Years in a row are a table's.
  EXPECT_EQ(sections("Antal 2023 2024 2025\n\nHamnarna har blivit fler för varje år som har gått sedan dess.\n"),
            Rows{});
}

TEST(Structure, TakesNoItemFromRunningText) {
  for (const std::string_view text :
       {"Enligt § 12 ska nämnden yttra sig.", "Nämnden har yttrat sig enligt\n§ 12 i reglementet och anser detta.",
        "§ 12 ska tillämpas.", "§§ 12–14 Gäller.", "Se protokollet 2024-06-18,\n§ 77 Förslag och annat.",
        "Punkt 2 utgår ur förslaget.", "Förslaget i punkt 3 antas.", "12 mars 2024 började det.",
        "Det kostar\n100 Kronor om dagen.", "1. Att bygga ut.\n2. Att bygga om."})
    EXPECT_EQ(sections(text), Rows{}) << text;
}

TEST(Structure, ReadsAnAgendaInColumns) {
  EXPECT_EQ(sections("Granby kommun\n"
                     "KALLELSE OCH FÖREDRAGNINGSLISTA\n"
                     "Tid:     Måndagen den 17 november 2025 kl. 18.30\n"
                     "Plats:   Folkets hus\n"
                     "\n"
                     "Nr   Ärende                                Handling\n"
                     "\n"
                     "1    Upprop                                -\n"
                     "\n"
                     "2    Svar på motion om lov vid              KS § 88\n"
                     "     Granby marknad\n"
                     "     Dnr KS 2025/0102\n"
                     "\n"
                     "3    Delgivningar                          Bilaga 1\n"),
            (Rows{"head on 2025-11-17", "item 1 'Upprop'", "item 2 'Svar på motion om lov vid Granby marknad'",
                  "item 3 'Delgivningar'"}));
}

TEST(Structure, ReadsAPlainAgendaAndItsListsApart) {
  EXPECT_EQ(sections("Dagsorden 8. oktober 2025\n"
                     "Udvalg:\tTeknisk Udvalg\n"
                     "\n"
                     "1\tGodkendelse af dagsorden\n"
                     "\n"
                     "2\tBudget 2026\n"
                     "\n"
                     "Indstilling\n"
                     "\n"
                     "1. Budgettet godkendes\n"
                     "\n"
                     "2. Budgettet sendes videre\n"
                     "\n"
                     "3\tEventuelt\n"
                     "\n"
                     "Intet.\n",
                     "da"),
            (Rows{"head on 2025-10-08", "item 1 'Godkendelse af dagsorden'", "item 2 'Budget 2026'",
                  "  part/proposal 'Indstilling'", "item 3 'Eventuelt'"}));
}

TEST(Structure, TakesTheProposalOfABoardForWhatItDecides) {
  const auto minutes = [](const std::string& body) {
    return sections(body +
                    "\nProtokoll\nDatum: 2024-03-12\nPlats: Salen\n\n§ 1 Taxa\n\n"
                    "Kommunstyrelsens förslag till kommunfullmäktige\nTaxan höjs.\n")
        .back();
  };
  EXPECT_EQ(minutes("Kommunstyrelsen"), "  part/decision 'Kommunstyrelsens förslag till kommunfullmäktige'");
  EXPECT_EQ(minutes("Kommunfullmäktige"), "  part/proposal 'Kommunstyrelsens förslag till kommunfullmäktige'");
}

TEST(Structure, ReadsMinutesWhoseItemsNameTheirCaseFirst) {
  EXPECT_EQ(sections("Sammanträdesprotokoll\nSocialnämnden\n2024-03-12\nSida 1 av 12\n"
                     "§ 45 Dnr SN/2024:33\nRiktlinjer för hemtjänst\n"
                     "Socialnämndens beslut\nSocialnämnden beslutar\natt anta riktlinjerna, samt\natt följa upp dem.\n"
                     "Sammanfattning av ärendet\nFörvaltningen har tagit fram riktlinjer. De ersätter dem som\n"
                     "antogs 2016 och gäller från maj. Enligt § 12 i reglementet\nska nämnden följa upp dem. Se även\n"
                     "§ 44 Information om budget.\n"
                     "Yrkanden\nOrdföranden Asta Lindmo (S) yrkar bifall till förslaget.\n"
                     "Bo Granrot (M), Cia Tallmark (L) och Dan Ekberg (KD) yrkar avslag.\n"
                     "Paragrafen är justerad\n§ 46 Dnr SN/2024:40\nEkonomisk uppföljning\n"
                     "Socialnämndens beslut\nInformationen läggs till handlingarna.\n"),
            (Rows{"head 'Socialnämnden' on 2024-03-12", "item 45 'Riktlinjer för hemtjänst'",
                  "  part/decision 'Socialnämndens beslut'", "  part/background 'Sammanfattning av ärendet'",
                  "  part/motion 'Yrkanden'", "    statement/motion by Asta Lindmo",
                  "    statement/motion by Bo Granrot, Cia Tallmark, Dan Ekberg",
                  "  part/distribution 'Paragrafen är justerad'", "item 46 'Ekonomisk uppföljning'",
                  "  part/decision 'Socialnämndens beslut'"}));
}

TEST(Structure, ReadsItemsWhoseCaseStandsBetweenNumberAndTitle) {
  EXPECT_EQ(sections("Protokoll\n\n§ 34\nDnr KS 2024/12\nTaxa för bryggor\n\nBeslut\nTaxan höjs.\n\n"
                     "§ 35\nDnr KS 2024/13\nTaxa för båtar\n\nBeslut\nTaxan sänks.\n"),
            (Rows{"head", "item 34 'Taxa för bryggor'", "  part/decision 'Beslut'", "item 35 'Taxa för båtar'",
                  "  part/decision 'Beslut'"}));
}

TEST(Structure, NormalisesDates) {
  for (const std::string_view date : {"2024-03-12", "12 mars 2024", "den 12 mars 2024", "12.3.2024", "12/3 2024",
                                      "12/3-2024", "12-03-2024", "tisdagen den 12 mars 2024 kl. 18.00"})
    EXPECT_EQ(sections("Protokoll\nDatum: " + std::string(date) + "\nPlats: Salen\n\n§ 1 Taxa\n").front(),
              "head on 2024-03-12")
        << date;
  for (const std::string_view none :
       {"2024-13-12", "31 februari 2024", "12 mars", "i mars 2024", "kl. 12.30", "99/3 2024"})
    EXPECT_EQ(sections("Protokoll\nDatum: " + std::string(none) + "\nPlats: Salen\n\n§ 1 Taxa\n").front(), "head")
        << none;
  EXPECT_EQ(sections("Referat\nDato: 12. marts 2024\nSted: Salen\n\nPunkt 1: Takst\n", "da").front(),
            "head on 2024-03-12");
}

// Debates ------------------------------------------------------------------------------------------------------------

TEST(Structure, ReadsTheSpeakersOfASwedishDebate) {
  EXPECT_EQ(sections("§ 5 Svar på interpellation om hamnar\n"
                     "\n"
                     "Anf. 1 TALMANNEN:\n"
                     "Kammaren övergår till interpellationssvaren.\n"
                     "\n"
                     "Anf. 2 Statsrådet ASTA LINDMO (S):\n"
                     "Herr talman! Bo Granrot har frågat mig om hamnarna.\n"
                     "\n"
                     "Anf. 3 BO GRANROT-EK (M) replik:\n"
                     "Tack för svaret.\n"
                     "\n"
                     "Anf. 4 Andre vice talmannen CIA TALLMARK (V): Tack för debatten.\n"),
            (Rows{"item 5 'Svar på interpellation om hamnar'", "  speech by Talmannen", "  speech by Asta Lindmo",
                  "  speech by Bo Granrot-Ek", "  speech by Cia Tallmark"}));
}

TEST(Structure, ReadsTheSpeakersOfNumberedSpeechesHoweverTheNumberStands) {
  EXPECT_EQ(sections("Anförande 13, Bo Granrot (M)\n"
                     "Ordförande! Vi säger nej till hamnen.\n"
                     "\n"
                     "Anförande nr 14: Asta Lindmo (S)\n"
                     "Vi säger ja.\n"
                     "\n"
                     "Anf. 15, BO GRANROT (M) replik:\n"
                     "Varför det?\n"
                     "\n"
                     "Anf. 16. Asta Lindmo (S): Därför.\n"
                     "\n"
                     "Anförande 17, Asta Lindmo (S), var det sista om hamnen.\n"),
            (Rows{"speech by Bo Granrot", "speech by Asta Lindmo", "speech by Bo Granrot", "speech by Asta Lindmo"}));
}

TEST(Structure, ReadsTheSpeakersOfACouncilDebate) {
  EXPECT_EQ(sections("Granby kommun\n"
                     "Yttrandeprotokoll 2025-05-26\n"
                     "\n"
                     "Ordföranden\n"
                     "Ordet är fritt, och vi börjar med Asta Lindmo.\n"
                     "\n"
                     "Anförande 1\n"
                     "Asta Lindmo (S), kommunstyrelsens ordförande\n"
                     "Ordförande! Det här går bra.\n"
                     "\n"
                     "Anförande 2\n"
                     "Bo Granrot (M)\n"
                     "Det här går inte bra.\n"),
            (Rows{"head on 2025-05-26", "speech by Ordföranden", "speech by Asta Lindmo", "speech by Bo Granrot"}));
}

TEST(Structure, ReadsTheSpeakersOfADanishDebate) {
  const std::string_view text =
      "22. møde\n"
      "Onsdag den 22. november 2023 kl. 13.00\n"
      "\n"
      "Kl. 13:00\n"
      "\n"
      "Meddelelser fra formanden\n"
      "\n"
      "Formanden (Søren Granrot):\n"
      "Mødet er åbnet.\n"
      "\n"
      "I dag er der følgende anmeldelse:\n"
      "\n"
      "Børneministeren (Asta Lindmo):\n"
      "\n"
      "Lovforslag nr. L 12 (Forslag til lov om havne).\n"
      "\n"
      "Det første punkt på dagsordenen er:\n"
      "1) 1. behandling af lovforslag nr. L 81:\n"
      "Forslag til lov om stier.\n"
      "\n"
      "Forhandling\n"
      "\n"
      "Kl. 13:05\n"
      "\n"
      "Bo Granrot (V):\n"
      "Tak for ordet. Vi er imod stier.\n"
      "\n"
      "Kl. 13:06 Ministeren for fødevarer, landbrug og fiskeri (Cia Tallmark):\n"
      "Vi er for stier.\n"
      "\n"
      "Dan Egeris (DF) (medspørger: Bo Granrot (V)):\n"
      "Hvad koster de?\n";
  EXPECT_EQ(sections(text, "da"), (Rows{
                                      "head on 2023-11-22",
                                      "chapter 'Meddelelser fra formanden'",
                                      "  speech by Søren Granrot",
                                      "item 1 '1. behandling af lovforslag nr. L 81: Forslag til lov om stier'",
                                      "  part 'Forhandling'",
                                      "    speech by Bo Granrot",
                                      "    speech by Cia Tallmark",
                                      "    speech by Dan Egeris",
                                  }));
  const Read found = read(text, "da");
  EXPECT_EQ(name(passage_with(found, "Kl. 13:05").kind), "speaker");
  EXPECT_EQ(found.structure.speaker_of(passage_with(found, "Tak for ordet")), "Bo Granrot");
}

TEST(Structure, ReadsSpeakersWhoseWordsBeginOnTheirLine) {
  EXPECT_EQ(passages("Ordföranden: Då börjar vi.\n\nAsta Lindmo (S): Tack, ordförande, för ordet.\n\n"
                     "Bo Granrot (M): Det håller jag med om helt.\n\nAsta Lindmo (S): Bra.\n"),
            (Rows{"speaker: Ordföranden:", "paragraph: Då börjar vi.",
                  "speaker: Asta Lindmo (S):", "paragraph: Tack, ordförande, för ordet.", "speaker: Bo Granrot (M):",
                  "paragraph: Det håller jag med om helt.", "speaker: Asta Lindmo (S):", "paragraph: Bra."}));
  // Of records whose space was lost behind the colon.
  EXPECT_EQ(passages("Asta Lindmo (S):\nTack.\n\nBo Granrot (M):Jag håller inte med.\n\nAsta Lindmo (S):\nNej.\n"),
            (Rows{"speaker: Asta Lindmo (S):", "paragraph: Tack.", "speaker: Bo Granrot (M):",
                  "paragraph: Jag håller inte med.", "speaker: Asta Lindmo (S):", "paragraph: Nej."}));
  // A list of votes is no debate.
  EXPECT_EQ(sections("§ 1 Taxa\n\nVotering\nAsta Lindmo (S): Ja\nBo Granrot (M): Nej\nCia Tallmark (L): Avstår\n"),
            (Rows{"item 1 'Taxa'", "  part/vote 'Votering'"}));
}

TEST(Structure, ReadsARecordWhoseLinesRunTogether) {
  // The hour at the right edge of what ends, a paragraph set in behind a lost line end, an office above a name, a chair
  // whose words follow the colon at once.
  EXPECT_EQ(
      passages("22. møde\nOnsdag den 22. november 2023 kl. 13.00\n\nFormanden (Søren Granrot):\n"
               "Der stemmes, og det gør vi nu på den måde, som vi plejer.   Det er vedtaget.            Kl. 14:37\n\n"
               "(Ordfører)\nBo Granrot (V):\nTak for ordet, formand.\n\n(Ordfører)Cia Tallmark (S):\nTak.\n\n"
               "Kl. 14:40Formanden (Søren Granrot):Så stemmer vi om forslaget.\n\n"
               "(Havneministeren)\nDan Egeris (fg.):\nJa.\n",
               "da"),
      (Rows{"paragraph: 22. møde/Onsdag den 22. november 2023 kl. 13.00", "speaker: Formanden (Søren Granrot):",
            "paragraph: Der stemmes, og det gør vi nu på den måde, som vi plejer.   Det er vedtaget.",
            "speaker: Kl. 14:37//(Ordfører)/Bo Granrot (V):", "paragraph: Tak for ordet, formand.",
            "speaker: (Ordfører)Cia Tallmark (S):", "paragraph: Tak.",
            "speaker: Kl. 14:40Formanden (Søren Granrot):", "paragraph: Så stemmer vi om forslaget.",
            "speaker: (Havneministeren)/Dan Egeris (fg.):", "paragraph: Ja."}));
}

TEST(Structure, ReadsTheQuestionsOfADanishQuestionTime) {
  EXPECT_EQ(sections("30. møde\nOnsdag den 1. marts 2023 kl. 13.00\n\nDagsorden\n\n1) Til havneministeren af:\n"
                     "Bo Granrot (V)\nHvad koster en bro?\n(Spm. nr. S 86).\n\n2) Til havneministeren af:\n"
                     "Cia Tallmark (S)\nHvad koster to?\n(Spm. nr. S 87).\n\nDet eneste punkt på dagsordenen er:\n"
                     "1) Besvarelse af spørgsmål.\n\nSpm. nr. S 86\n1) Til havneministeren af:\nBo Granrot (V):\n"
                     "Hvad koster en bro?\n\nHavneministeren (Dan Egeris):\nMeget.\n\nSpm. nr. S 87\n"
                     "2) Til havneministeren af:\nCia Tallmark (S):\nHvad koster to?\n",
                     "da"),
            (Rows{"head on 2023-03-01", "item 1 'Besvarelse af spørgsmål.'",
                  "item 1 'Til havneministeren af: Bo Granrot'", "  speech by Bo Granrot", "  speech by Dan Egeris",
                  "item 2 'Til havneministeren af: Cia Tallmark'", "  speech by Cia Tallmark"}));
}

TEST(Structure, TakesNoItemFromAListOfPersons) {
  EXPECT_EQ(
      sections("Referat\nDato: 12. marts 2024\nSted: Salen\n\nValgt blev:\n\n1 Bo Granrot (V)\n2 Cia Tallmark (S)\n"
               "3 Dan Egeris (DF)\n",
               "da"),
      Rows{"head on 2024-03-12"});
}

TEST(Structure, TakesNoSpeakerFromRunningText) {
  for (const std::string_view text :
       {"Kontaktpersoner (KP):\nAsta Lindmo och Bo Granrot.", "Han sade till Asta Lindmo (S):\ndet går bra.",
        "Priset (inklusive moms):\n100 kronor.", "Kommentar:\nDet går bra.", "Se lagen (1995:584):\nden gäller."})
    EXPECT_EQ(sections(text), Rows{}) << text;
}

// Running text
// ---------------------------------------------------------------------------------------------------------

TEST(Structure, OfPlainProseIsADocumentOfParagraphs) {
  const std::string_view text = "Det här är ett stycke\nsom går över två rader.\n\nDet här är ett till.";
  EXPECT_EQ(sections(text), Rows{});
  EXPECT_EQ(passages(text),
            (Rows{"paragraph: Det här är ett stycke/som går över två rader.", "paragraph: Det här är ett till."}));
}

TEST(Structure, ReadsNumberedHeadings) {
  EXPECT_EQ(
      sections(
          "1 Inledning\n\nPlanen gäller tre år.\n\n2 Mål\n\n2.1 Hamnar\n\nHamnarna ska bli fler.\n\n"
          "2.1.1 Bryggor\n\nBryggorna också.\n\n2.2 Vägar\n\nVägarna ska lagas.\n\n3 Uppföljning\n\nSker varje år.\n"),
      (Rows{"chapter/background 1 'Inledning'", "chapter 2 'Mål'", "  chapter 2.1 'Hamnar'",
            "    chapter 2.1.1 'Bryggor'", "  chapter 2.2 'Vägar'", "chapter 3 'Uppföljning'"}));
}

TEST(Structure, TakesNoHeadingFromANumberedList) {
  EXPECT_EQ(
      sections("Vi vill detta:\n\n1. Fler hamnar\n2. Fler vägar\n3. Färre staket\n\nDet är allt vi vill ha i år.\n"),
      Rows{});
}

TEST(Structure, ReadsMarkdown) {
  EXPECT_EQ(sections("# En plan\n\n## 1. Hamnar\n\nHamnarna ska bli fler.\n\n### Bryggor\n\nBryggor med.\n\n## 2. "
                     "Vägar\n\nLagas.\n"),
            (Rows{"chapter 'En plan'", "  chapter 1 'Hamnar'", "    chapter 'Bryggor'", "  chapter 2 'Vägar'"}));
}

TEST(Structure, ReadsHeadingsWithoutNumbers) {
  EXPECT_EQ(sections("Fler hamnar\n\nKommunen har få hamnar, och det vill vi ändra på i år.\n\nBättre vägar\n"
                     "Vägarna har länge varit dåliga, och det vill vi också ändra på.\n"),
            (Rows{"chapter 'Fler hamnar'", "  chapter 'Bättre vägar'"}));
}

TEST(Structure, TakesNoHeadingFromSignaturesFieldsAndBrokenLines) {
  for (const std::string_view text :
       {"Det var allt som stod i protokollet den dagen.\n\nAsta Lindmo\nOrdförande\n\nBo Granrot\nJusterare\n",
        "Kommunen har länge velat bygga ut hamnen vid\nStorsjön och därför sökt pengar av staten för detta.\n",
        "Vi har i år återigen fått se hur hamnen vid sjön förfaller allt mer för varje vinter och\nIngen gör något "
        "åt det, fast alla vet om att det kostar mer att vänta än att laga.\n"})
    EXPECT_EQ(sections(text), Rows{}) << text;
}

TEST(Structure, KnowsTitlesThatATableOfContentsNames) {
  EXPECT_EQ(
      sections(
          "Innehåll\nHamnar ........ 2\nVägar ........ 5\n\nHamnar\nDe ska bli fler under åren som kommer.\nVägar\n"
          "De ska lagas.\n"),
      (Rows{"chapter 'Innehåll'", "chapter 'Hamnar'", "chapter 'Vägar'"}));
}

TEST(Structure, TakesTheListUnderAMarkdownHeadingForContents) {
  EXPECT_EQ(sections("## Innehåll\n\n1. Hamnar\n2. Vägar\n\n## Hamnar\n\nDe ska bli fler.\n"),
            (Rows{"chapter 'Innehåll'", "chapter 'Hamnar'"}));
}

TEST(Structure, TakesNoNumberOfAMarkdownHeadingFromItsWords) {
  EXPECT_EQ(sections("# 10 miljoner till hamnar\n\nDet blir dyrt.\n"), Rows{"chapter '10 miljoner till hamnar'"});
}

TEST(Structure, ReadsListsAndTables) {
  EXPECT_EQ(passages("Vi vill ha\n- fler hamnar,\n- fler vägar\nsom håller.\n\n• En punkt\n· En till\n\uF0B7 Och "
                     "en\n\na) först\nb) sedan\n\n"
                     "| Nr | Mål |\n| 1 | Hamnar |\n\nMål     2025     2026\nHamn     1,0     2,0\n"),
            (Rows{"paragraph: Vi vill ha", "list_item: - fler hamnar,", "list_item: - fler vägar/som håller.",
                  "list_item: • En punkt", "list_item: · En till", "list_item: \uF0B7 Och en", "list_item: a) först",
                  "list_item: b) sedan", "table_row: | Nr | Mål |", "table_row: | 1 | Hamnar |",
                  "table_row: Mål     2025     2026", "table_row: Hamn     1,0     2,0"}));
}

TEST(Structure, TellsWhatIsSaidBehindADashFromAList) {
  EXPECT_EQ(passages("Hon ser nöjd ut.\n\n– Det går bra, säger hon.\n\n– Ja.\n"),
            (Rows{"paragraph: Hon ser nöjd ut.", "paragraph: – Det går bra, säger hon.", "paragraph: – Ja."}));
}

TEST(Structure, TakesLinesBehindHyphensForAListWhereNobodyIsToldToSayThem) {
  EXPECT_EQ(passages("# Rutin\n\n- Chefen ansvarar för rutinen.\n\n- Alla följer den.\n\n-\nDen ses över varje år.\n"),
            (Rows{"heading: # Rutin", "list_item: - Chefen ansvarar för rutinen.", "list_item: - Alla följer den.",
                  "list_item: -/Den ses över varje år."}));
  EXPECT_EQ(passages("- Det går bra, säger hon.\n\n- Det går inte.\n"),
            (Rows{"paragraph: - Det går bra, säger hon.", "paragraph: - Det går inte."}));
  EXPECT_EQ(passages("Vad tycker du?\n\n- Det går inte.\n"),
            (Rows{"heading: Vad tycker du?", "paragraph: - Det går inte."}));
  EXPECT_EQ(passages("– fler hamnar\n\n– fler vägar\n\n– Allt ska hålla.\n"),
            (Rows{"list_item: – fler hamnar", "list_item: – fler vägar", "list_item: – Allt ska hålla."}));
}

TEST(Structure, GoesOnWithASentenceBehindADashAtTheBeginningOfALine) {
  const std::string_view text =
      "Hamnen behöver lagas, och bryggorna runt den behöver det ännu mer\n"
      "– också med de bästa avsikter – om de ska hålla i många år till.\n";
  EXPECT_EQ(passages(text).size(), 1U);
}

TEST(Structure, TakesNoMailFromASentenceAndNoQuotationFromAShare) {
  EXPECT_EQ(sections("Jag vill säga något. I 1850 skrev Asta Lindmo, och jag citerar:\n\nHamnen är liten.\n"), Rows{});
  EXPECT_EQ(passages(">5% har gått ner i vikt, eller\n>20 personer.\n"),
            Rows{"paragraph: >5% har gått ner i vikt, eller/>20 personer."});
}

TEST(Structure, ReadsAppendices) {
  EXPECT_EQ(
      sections(
          "1 Inledning\n\nPlanen gäller tre år.\n\nBilaga 1: Hamnar\n\nKommunens hamnar räknas upp här.\n\nBilaga 2\n\n"
          "Vägarna räknas upp här.\n"),
      (Rows{"chapter/background 1 'Inledning'", "appendix 1 'Hamnar'", "appendix 2"}));
}

// Posts and mails
// ------------------------------------------------------------------------------------------------------

TEST(Structure, ReadsDatedPosts) {
  const std::string_view text =
      "Granbybloggen\nEn blogg om Granby\n\n"
      "Hamnen igen\n\nPublicerat den 11 november 2019 av Asta Lindmo\n\nHamnen läcker. Det har den gjort länge.\n\n"
      "Publicerat den 2 juni 2019 av Bo Granrot\n\nVägen\nVägen är trasig, och det har den varit sedan i vintras.\n";
  EXPECT_EQ(sections(text),
            (Rows{"post 'Hamnen igen' by Asta Lindmo on 2019-11-11", "post 'Vägen' by Bo Granrot on 2019-06-02"}));
  EXPECT_EQ(sections("Udgivet 3. marts 2020 af Asta Lindmo\n\nHavnen er læk. Det har den været længe.\n", "da"),
            Rows{"post by Asta Lindmo on 2020-03-03"});
  EXPECT_EQ(sections("2020-03-03\n\nHamnen läcker.\n\n2020-04-04\n\nHamnen läcker fortfarande.\n"),
            (Rows{"post on 2020-03-03", "post on 2020-04-04"}));
  EXPECT_EQ(sections("Granby\n2020-03-03\n\nHamnen läcker.\n"), Rows{});
}

TEST(Structure, TakesTheDateAtTheHeadOfEachPageForTheDocuments) {
  const std::string_view text =
      "2020-03-03\n1 [2]\n\n# Rutin\n\nHamnen städas.\n\n2020-03-03\n2 [2]\n\nBryggan också.\n\n2021-04-04\n3 "
      "[3]\n\nKlart.\n";
  EXPECT_EQ(sections(text), Rows{"chapter 'Rutin'"});
  EXPECT_EQ(read(text).structure.sections[0].date, "2020-03-03");
  // Published once, updated once: a document of its own, and no archive.
  const std::string_view once = "Hamnen städas.\n\nBryggan också.\n\nUppdaterad 2020-03-03\n\nKlart.\n";
  EXPECT_EQ(sections(once), Rows{});
}

TEST(Structure, ReadsTheMailThatAnAnswerQuotes) {
  EXPECT_EQ(sections("Hej!\n\nTack, det stämmer.\n\nDen 3 mars 2024 skrev Asta Lindmo <asta@granby.example>:\n> "
                     "Hej!\n> Stämmer det?\n\n"
                     "Hälsningar\nBo\n"),
            Rows{"reply by Asta Lindmo on 2024-03-03"});
  EXPECT_EQ(passages("Ja.\n\nDen 3 mars 2024 skrev Asta Lindmo:\n> Hej!\n> Stämmer det?\n\nBo\n"),
            (Rows{"paragraph: Ja.", "heading: Den 3 mars 2024 skrev Asta Lindmo:", "quoted: > Hej!/> Stämmer det?",
                  "paragraph: Bo"}));
  EXPECT_EQ(
      sections(
          "Ja.\n\nFrån: Asta Lindmo\nSkickat: den 3 mars 2024 10:12\nTill: Bo Granrot\nÄmne: Hamnen\n\nStämmer det?\n"),
      Rows{"reply by Asta Lindmo on 2024-03-03"});
  EXPECT_EQ(
      sections("Ja.\n\nFra: Asta Lindmo\nSendt: 3. marts 2024 10:12\nTil: Bo Granrot\nEmne: Havnen\n\nPasser det?\n",
               "da"),
      Rows{"reply by Asta Lindmo on 2024-03-03"});
}

TEST(Structure, OfAMailIsAPostAndWhatItAnswersAReply) {
  EXPECT_EQ(sections("Från: Asta Lindmo <asta@granby.example>\nSkickat: den 3 mars 2024 10:12\nTill: Bo Granrot\n"
                     "Ämne: SV: Hamnen\n\nJa, det stämmer.\n\n"
                     "Från: Bo Granrot\nSkickat: den 2 mars 2024 09:00\nTill: Asta Lindmo\nÄmne: Hamnen\n\n"
                     "Stämmer det?\n"),
            (Rows{"post by Asta Lindmo on 2024-03-03", "  reply by Bo Granrot on 2024-03-02"}));
}

TEST(Structure, KnowsWhoMovesAMotion) {
  const auto mover = [](std::string_view text) { return read(text).structure.sections[0].speaker; };
  EXPECT_EQ(mover("Motion till riksdagen\n2023/24:12\nav Asta Lindmo m.fl. (S)\nFler hamnar\n\nHamnarna är få.\n"),
            "Asta Lindmo");
  EXPECT_EQ(mover("Interpellation till kommunstyrelsens ordförande\n\nav Bo Granrot (M)\n\nHamnarna är få.\n"),
            "Bo Granrot");
  EXPECT_EQ(mover("Motion är nyttigt.\nav Asta Lindmo (S)\n"), "");
  EXPECT_EQ(mover("Rapport\nav Asta Lindmo (S)\n"), "");
}

TEST(Structure, OfAnUnknownLanguageIsReadByNumbersAndLayout) {
  EXPECT_EQ(sections("§ 1 Ports\n\nThere are few.\n\n§ 2 Roads\n\nThere are many.\n", "und"),
            (Rows{"item 1 'Ports'", "item 2 'Roads'"}));
}

TEST(Structure, FindsThePassageOfAToken) {
  const Read found = read("Rubrik\n\nEtt stycke.\n\n- En punkt.\n");
  for (const Passage& passage : found.structure.passages)
    for (std::uint32_t token = passage.begin; token < passage.end; ++token)
      EXPECT_EQ(found.structure.passage_at(token), &passage) << token;
  EXPECT_EQ(Structure().passage_at(0), nullptr);
}

TEST(StructureReader, RefusesLanguagesThatAreNotShipped) { EXPECT_THROW(StructureReader("fi"), RequestError); }

// Stretches ---------------------------------------------------------------------------------------------------------

// What a passage is read as, wherever it stands.
std::string described(const Read& found, const Passage& passage) {
  const Structure& structure = found.structure;
  std::string row = name(passage.kind) + ": " + found.words(passage.begin, passage.end) + " | " +
                    structure.heading_of(passage) + " | ";
  for (const std::string_view value :
       {structure.number_of(passage), structure.date_of(passage), structure.speaker_of(passage)})
    row.append(value).append(" | ");
  return row;
}

// A text in stretches that end at these bytes, and at its own end.
std::vector<Read> in_stretches(std::string_view text, const std::vector<std::size_t>& ends, std::string_view language) {
  const StructureReader reader(language);
  const tokens::Tokeniser tokeniser({.language = std::string(language)});
  StructureState state;
  std::vector<Read> stretches;
  std::size_t begin = 0;
  for (std::size_t cut = 0; cut <= ends.size(); ++cut) {
    const std::size_t end = cut < ends.size() ? ends[cut] : text.size();
    Read found{std::string(text.substr(begin, end - begin)), tokeniser.tokenise(text.substr(begin, end - begin)), {}};
    found.structure = reader.read(found.text, found.tokens, state);
    stretches.push_back(std::move(found));
    begin = end;
  }
  return stretches;
}

Rows rows_of(const std::vector<Read>& stretches) {
  Rows rows;
  for (const Read& found : stretches)
    for (const Passage& passage : found.structure.passages) rows.push_back(described(found, passage));
  return rows;
}

// Cut behind any paragraph, or behind all of them, a text says the same.
void expect_same_in_stretches(std::string_view text, std::string_view language, std::size_t first) {
  const Read whole = read(text, language);
  Rows expected;
  std::vector<std::size_t> ends;
  for (const Passage& passage : whole.structure.passages) {
    expected.push_back(described(whole, passage));
    const std::size_t end = whole.tokens[passage.end - 1].span.end;
    if (passage.kind == PassageKind::paragraph && passage.end < whole.tokens.size() && end >= first &&
        whole.text[end - 1] == '.' && whole.text.substr(end).starts_with("\n\n"))
      ends.push_back(end + 2);
  }
  ASSERT_GE(ends.size(), 2U);
  for (const std::size_t end : ends) EXPECT_EQ(rows_of(in_stretches(text, {end}, language)), expected) << end;
  EXPECT_EQ(rows_of(in_stretches(text, ends, language)), expected);
}

TEST(Structure, GoesOnOverStretches) {
  expect_same_in_stretches(kMinutes, "sv", 0);
  expect_same_in_stretches(
      "# Plan\n\nVi vill mycket.\n\n## 1. Hamnar\n\nDe blir fler.\n\n### Bryggor\n\nBryggor med.\n\n"
      "De ska vara av trä.\n\n## 2. Vägar\n\nDe lagas.\n\nAlla.\n",
      "sv", 20);
  expect_same_in_stretches(
      "1 Inledning\n\nPlanen gäller tre år.\n\n2 Mål\n\n2.1 Hamnar\n\nHamnarna ska bli fler.\n\n"
      "De ska skötas.\n\n2.2 Vägar\n\nVägarna ska lagas.\n\n3 Uppföljning\n\nSker varje år.\n\nDet är bestämt.\n",
      "sv", 0);
  expect_same_in_stretches(
      "Publicerat den 11 november 2019 av Asta Lindmo\n\nHamnen igen\nHamnen läcker. Det har den gjort länge.\n\n"
      "Ingen lagar den.\n\nPublicerat den 2 juni 2019 av Bo Granrot\n\nVägen\nVägen är trasig, och det har den "
      "varit.\n\nDen lagas i höst.\n\nKanske.\n",
      "sv", 100);
  expect_same_in_stretches(
      "22. møde\nOnsdag den 22. november 2023 kl. 13.00\n\nKl. 13:00\n\nMeddelelser fra formanden\n\n"
      "Formanden (Søren Granrot):\nMødet er åbnet.\n\nDet første punkt på dagsordenen er:\n"
      "1) 1. behandling af lovforslag nr. L 81:\nForslag til lov om stier.\n\nForhandling\n\nKl. 13:05\n\n"
      "Bo Granrot (V):\nTak for ordet. Vi er imod stier.\n\nDe koster penge.\n\nKl. 13:06\n\n"
      "Dan Egeris (DF):\nHvad koster de?\n\nJeg ved det ikke.\n\nDet er vedtaget.\n\n"
      "Det næste punkt på dagsordenen er:\n2) 1. behandling af lovforslag nr. L 82:\nForslag til lov om havne.\n\n"
      "Ingen ønsker ordet.\n\nDet er vedtaget.\n",
      "da", 250);
}

TEST(Structure, KnowsWhoIsPresentInEveryStretch) {
  const std::vector<Read> stretches = in_stretches(kMinutes, {kMinutes.find("Förslag till beslut")}, "sv");
  EXPECT_EQ(stretches[1].structure.participants, read(kMinutes).structure.participants);
  EXPECT_EQ(stretches[1].structure.sections[1].number, "34");
}

// What holds for every text
// ---------------------------------------------------------------------------------------------

void expect_sound(const Read& found) {
  const auto count = static_cast<std::uint32_t>(found.tokens.size());
  const Structure& structure = found.structure;
  ASSERT_FALSE(structure.sections.empty());
  const Section& document = structure.sections[0];
  EXPECT_EQ(document.level, 0);
  EXPECT_EQ(document.begin, 0U);
  EXPECT_EQ(document.end, count);
  EXPECT_EQ(document.parent, 0U);
  std::vector<std::uint32_t> ends(256, 0);
  for (std::uint32_t at = 1; at < structure.sections.size(); ++at) {
    const Section& section = structure.sections[at];
    ASSERT_LT(section.parent, at);
    const Section& parent = structure.sections[section.parent];
    EXPECT_LT(section.begin, section.end);
    EXPECT_GE(section.begin, structure.sections[at - 1].begin);
    EXPECT_GE(section.begin, parent.begin);
    EXPECT_LE(section.end, parent.end);
    EXPECT_EQ(section.level, parent.level + 1);
    EXPECT_GE(section.begin, ends[section.level]) << "sections of one level overlap";
    ends[section.level] = section.end;
  }
  std::uint32_t end = 0;
  for (const Passage& passage : structure.passages) {
    EXPECT_EQ(passage.begin, end);
    EXPECT_LT(passage.begin, passage.end);
    end = passage.end;
    ASSERT_LT(passage.section, structure.sections.size());
    const Section& section = structure.sections[passage.section];
    EXPECT_GE(passage.begin, section.begin);
    EXPECT_LE(passage.end, section.end);
    // The innermost one: none of its children holds the passage.
    for (const Section& child : structure.sections)
      if (&child != &document && child.parent == passage.section) {
        EXPECT_FALSE(child.begin <= passage.begin && passage.end <= child.end);
      }
  }
  EXPECT_EQ(end, count);
}

TEST(Structure, IsSoundForAnyText) {
  for (const std::string_view language : {"sv", "da", "und"})
    for (const std::string& text : nasty_texts(29, 600)) {
      SCOPED_TRACE(shown(text));
      expect_sound(read(text, language));
    }
}

// Wherever a text is cut, inside a character too.
TEST(Structure, IsSoundInAnyStretches) {
  Nasty nasty(37);
  for (const std::string_view language : {"sv", "da", "und"})
    for (const std::string& text : nasty_texts(41, 300)) {
      std::vector<std::size_t> ends;
      for (std::size_t end = nasty.below(40); end < text.size(); end += nasty.below(80)) ends.push_back(end);
      SCOPED_TRACE(shown(text));
      for (const Read& stretch : in_stretches(text, ends, language)) expect_sound(stretch);
    }
}

// Texts made of the very lines that structures are read from, in any order.
TEST(Structure, IsSoundForAnyOrderOfLines) {
  Nasty nasty(31);
  const std::vector<std::string> lines{
      "§ 12 Taxa",
      "§ 13",
      "13 § Val",
      "KS § 4 Dnr KS 2024/1",
      "Punkt 3: Sti",
      "Beslut",
      "Yrkanden",
      "Beslut: Bifall.",
      "Anna Ek (S) yrkar bifall.",
      "Anna Ek (S):",
      "Anf. 3 ANNA EK (S): Tack.",
      "Anförande 4",
      "Ordföranden",
      "Kl. 13.05",
      "(Ordförande)",
      "(Ordförande)Anna Ek (S):",
      "Det duger.         Kl. 13.05",
      "Kl. 13.05Beslut",
      "-",
      "Spm. nr. S 12",
      "1 Inledning",
      "1.1 Mål",
      "2. Hamnar",
      "3) att bygga",
      "a) att riva",
      "- en punkt",
      "– Ja, säger hon.",
      "•",
      "# Plan",
      "### 2.1 Djupt",
      "> citerat",
      "Den 3 mars 2024 skrev Anna Ek:",
      "Från: Anna Ek",
      "Skickat: 2024-03-03",
      "Ämne: Ja",
      "Publicerat den 3 mars 2024 av Anna Ek",
      "2024-03-03",
      "Innehåll",
      "Hamnar .... 3",
      "Bilaga 1",
      "Bilagor",
      "KAPITEL 2. Hamnar",
      "Protokoll",
      "Datum: 2024-03-03",
      "Närvarande: Anna Ek (S)",
      "Nr   Ärende   Handling",
      "4    Val    -",
      "| a | b |",
      "-----",
      "En kort rubrik",
      "En rad med text som är lång nog för att vara brödtext och som slutar med punkt.",
      "och går vidare",
      "\f",
      "",
      "",
      "Vid protokollet",
      "Det første punkt på dagsordenen er:"};
  for (const std::string_view language : {"sv", "da", "und"})
    for (int round = 0; round < 700; ++round) {
      std::string text;
      for (std::size_t line = nasty.below(30); line > 0; --line) text += nasty.one_of(lines) + "\n";
      SCOPED_TRACE(text);
      expect_sound(read(text, language));
      for (const Read& stretch : in_stretches(text, {text.size() / 3, text.size() / 2}, language))
        expect_sound(stretch);
    }
}

// Work that grows with the square of a text would take hours here.
TEST(Structure, ReadsAMegabyteOfAnything) {
  for (const std::string_view unit : {"§ 1 Taxa\n",
                                      "1 Inledning\n",
                                      "1.1 Mål\n\n",
                                      "# Plan\n",
                                      "Beslut\n",
                                      "Anna Ek (S):\n",
                                      "> ja\n",
                                      "En kort rubrik\n\n",
                                      "Publicerat den 3 mars 2024 av Anna Ek\n\n",
                                      "Den 3 mars 2024 skrev Anna Ek:\n",
                                      "Innehåll\n",
                                      "ord ",
                                      "(S) ",
                                      "1. ",
                                      "A(B) ",
                                      "Protokoll\nDatum: 2024-01-01\nNärvarande: Anna Ek (S)\n",
                                      "Bilaga 1\n",
                                      "\t",
                                      "Ek, ",
                                      "Ek Ek ",
                                      "(Ordförande)",
                                      "Kl. 13.05 ",
                                      "Kl. 13.05\n",
                                      "(Ordförande)\n",
                                      "ord.   Kl. 13.05\n",
                                      "- ja, ",
                                      "-\n",
                                      "2024-03-03\n\n",
                                      "(",
                                      "1"}) {
    std::string text;
    while (text.size() < 1'000'000) text += unit;
    const Read found = read(text);
    const std::vector<Passage>& passages = found.structure.passages;
    EXPECT_EQ(passages.empty() ? 0 : passages.back().end, found.tokens.size());
  }
}

TEST(Structure, NestsTenThousandHeadings) {
  std::string text;
  std::string number = "1";
  for (int heading = 0; heading < 10'000; ++heading) {
    text += number + " Rubrik\n\n";
    if (number.size() < 4000) number += ".1";
  }
  expect_sound(read(text));
}

}  // namespace
}  // namespace ordagrant::passages
