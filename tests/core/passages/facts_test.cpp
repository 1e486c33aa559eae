#include "ordagrant/passages/facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <set>
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

// A text as one document, or as the part of an item whose title is its first line; a passage a line.
Structure structure_of(std::string_view text, const std::vector<tokens::Token>& tokens, ItemPart part) {
  const auto count = static_cast<std::uint32_t>(tokens.size());
  Structure made;
  made.sections.push_back({0, count, 0, 0, SectionKind::document, ItemPart::none, "", "", "", ""});
  if (part != ItemPart::none) {
    const std::string title(text.substr(0, text.find('\n')));
    made.sections.push_back({0, count, 0, 1, SectionKind::part, part, title, "", "", ""});
  }
  const auto innermost = static_cast<std::uint32_t>(made.sections.size() - 1);
  for (std::uint32_t at = 0; at < count; ++at) {
    bool begins = at == 0;
    if (!begins) {
      const std::string_view gap = ByteSpan{tokens[at - 1].span.end, tokens[at].span.begin}.of(text);
      begins = gap.find('\n') != std::string_view::npos;
    }
    if (!begins) continue;
    if (!made.passages.empty()) made.passages.back().end = at;
    const bool title = part != ItemPart::none && at == 0;
    made.passages.push_back({at, count, title ? PassageKind::heading : PassageKind::paragraph, innermost});
  }
  return made;
}

struct Read {
  std::vector<tokens::Token> tokens;
  Structure structure;
  std::vector<Fact> facts;
};

Read read(const std::string& language, std::string_view text, ItemPart part = ItemPart::none) {
  Read found{tokens::Tokeniser({.language = language}).tokenise(text), {}, {}};
  found.structure = structure_of(text, found.tokens, part);
  const FactReader reader(language);
  found.facts = reader.read(text, found.tokens, tokens::sentences(text, found.tokens), found.structure);
  return found;
}

std::string number(double value) {
  char digits[40];
  std::snprintf(digits, sizeof digits, "%.12g", value);
  return digits;
}

std::string count(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : "-"; }

// As the tables write it.
std::string told(const Fact& fact) {
  switch (fact.kind) {
    case FactKind::vote:
      return "V " + count(fact.yes) + "/" + count(fact.no) + "/" + count(fact.abstain) +
             (fact.names.empty() ? "" : " " + fact.names);
    case FactKind::decision:
      return "D " + fact.body + ": " + fact.outcome;
    case FactKind::assignment:
      return "A " + fact.owner + (fact.due.empty() ? "" : " @ " + fact.due);
    case FactKind::figure:
      break;
  }
  return "F " + number(*fact.value) + (fact.value_high ? ".." + number(*fact.value_high) : "") +
         (fact.unit.empty() ? "" : " " + fact.unit) + (fact.compared ? " < " + number(*fact.compared) : "");
}

std::multiset<std::string> split(std::string_view facts) {
  std::multiset<std::string> parts;
  while (!facts.empty() && facts != "-") {
    const std::size_t bar = facts.find(" || ");
    parts.emplace(facts.substr(0, bar));
    facts = bar == std::string_view::npos ? "" : facts.substr(bar + 4);
  }
  return parts;
}

std::string joined(const std::multiset<std::string>& facts) {
  std::string all;
  for (const std::string& fact : facts) all += (all.empty() ? "" : " || ") + fact;
  return all;
}

struct Example {
  ItemPart part = ItemPart::none;
  std::string text;
  std::multiset<std::string> facts;
};

std::vector<Example> examples(const std::string& language) {
  const std::vector<std::pair<std::string_view, ItemPart>> parts{{"none", ItemPart::none},
                                                                 {"decision", ItemPart::decision},
                                                                 {"proposal", ItemPart::proposal},
                                                                 {"motion", ItemPart::motion},
                                                                 {"vote", ItemPart::vote},
                                                                 {"reservation", ItemPart::reservation},
                                                                 {"background", ItemPart::background}};
  std::ifstream file(std::string(ORDAGRANT_TESTS) + "/passages/facts_" + language + ".tsv");
  std::vector<Example> found;
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line.front() == '#') continue;
    const auto cells = language::cells(line);
    EXPECT_EQ(cells.size(), 3U) << line;
    if (cells.size() != 3) continue;
    Example example;
    const std::size_t colon = cells[0].find(':');
    const std::string_view part = cells[0].substr(0, colon);
    const auto known = std::find_if(parts.begin(), parts.end(), [&](const auto& one) { return one.first == part; });
    EXPECT_NE(known, parts.end()) << line;
    if (known == parts.end()) continue;
    example.part = known->second;
    if (colon != std::string_view::npos) example.text = std::string(cells[0].substr(colon + 1)) + "\n\n";
    for (std::size_t at = 0; at < cells[1].size(); ++at) {
      if (cells[1].substr(at).starts_with("\\n")) {
        example.text += '\n';
        ++at;
      } else {
        example.text += cells[1][at];
      }
    }
    example.facts = split(cells[2]);
    found.push_back(std::move(example));
  }
  return found;
}

std::vector<std::string> facts_of(const std::string& language, std::string_view text, ItemPart part = ItemPart::none) {
  std::vector<std::string> all;
  for (const Fact& fact : read(language, text, part).facts) all.push_back(told(fact));
  return all;
}

using Told = std::vector<std::string>;

TEST(Facts, OfAVoteAreItsSides) {
  EXPECT_EQ(facts_of("sv", "Med 29 ja-röster mot 22 nej-röster, 3 avstår, bifalls motionen."), Told{"V 29/22/3"});
  EXPECT_EQ(facts_of("sv", "Ja: Ada Lövgren (S), Bo Ekmark (M)\nNej: Ulla Tångby (V)", ItemPart::vote),
            Told{"V -/-/- Ja: Ada Lövgren (S), Bo Ekmark (M); Nej: Ulla Tångby (V)"});
  EXPECT_EQ(facts_of("da", "For stemte 14 (A, F, Ø), imod stemte 11 (V, C)."),
            Told{"V 14/11/- For stemte: A, F, Ø; imod stemte: V, C"});
}

TEST(Facts, OfAVoteThatFellCountTheLargerSideAsNo) {
  EXPECT_EQ(facts_of("da", "Ændringsforslaget blev forkastet med 9 stemmer mod 5."),
            (Told{"D : Ændringsforslaget blev forkastet", "V 5/9/-"}));
}

TEST(Facts, OfAVoteAreNoFigures) {
  for (const Fact& fact : read("da", "For stemte 5: A (4), B.\nImod stemte 9: C (3), V (6).").facts)
    EXPECT_EQ(fact.kind, FactKind::vote);
}

TEST(Facts, OfADecisionAreWhoAndWhat) {
  EXPECT_EQ(facts_of("sv", "Nämnden beslutade i maj att stänga badet."), Told{"D Nämnden: att stänga badet"});
  EXPECT_EQ(facts_of("da", "Byrådet godkendte indstillingen."), Told{"D Byrådet: godkendte indstillingen"});
}

TEST(Facts, OfADecisionNameItsOwnDayAndNumber) {
  const std::vector<std::string> told_days{"Nämnden beslutade den 12 mars 2024, § 45, att avslå motionen.",
                                           "Nämnden beslutade 2024-03-12 § 45 att avslå motionen.",
                                           "Nämnden beslutade den 12 mars 2024 § 45 att avslå motionen."};
  for (const std::string& sentence : told_days) {
    const Read found = read("sv", sentence);
    ASSERT_EQ(found.facts.size(), 1U) << sentence;
    EXPECT_EQ(told(found.facts[0]), "D Nämnden: att avslå motionen");
    EXPECT_EQ(found.facts[0].date, "2024-03-12") << sentence;
    EXPECT_EQ(found.facts[0].number, "45") << sentence;
  }
  for (const std::string sentence :
       {"Den 12 mars 2024 beslutade nämnden att vänta.", "Nämnden har den 12 mars 2024 beslutat att vänta."})
    EXPECT_EQ(read("sv", sentence).facts.at(0).date, "2024-03-12") << sentence;
  EXPECT_EQ(read("da", "Byrådet besluttede den 4. juni 2024 at vente.").facts.at(0).date, "2024-06-04");
  // The month alone is no day, and what is decided may hold days of its own.
  EXPECT_EQ(read("sv", "Nämnden beslutade i mars 2024 att vänta.").facts.at(0).date, "");
  EXPECT_EQ(read("sv", "Nämnden beslutade att vänta till den 4 juni 2024.").facts.at(0).date, "");
}

TEST(Facts, OfAnAssignmentHaveTheDayAndNumberOfTheDecisionThatGivesIt) {
  for (const std::string sentence :
       {"Nämnden beslutade 2024-03-12, § 45, att ge rektorn i uppdrag att se över schemat.",
        "Nämnden beslutade 2024-03-12, § 45, att förvaltningen ska se över schemat."}) {
    const Read found = read("sv", sentence);
    ASSERT_EQ(found.facts.size(), 2U) << sentence;
    EXPECT_EQ(found.facts[1].kind, FactKind::assignment);
    for (const Fact& fact : found.facts) {
      EXPECT_EQ(fact.date, "2024-03-12") << sentence;
      EXPECT_EQ(fact.number, "45") << sentence;
    }
  }
  // The next sentence is no part of it.
  const Read two = read("sv", "Nämnden beslutade 2024-03-12 att vänta. Rektorn får i uppdrag att se över schemat.");
  ASSERT_EQ(two.facts.size(), 2U);
  EXPECT_EQ(two.facts[1].date, "");
}

TEST(Facts, OfADirectiveHaveTheDayThatItsHeadNames) {
  const std::string task = "Utredaren får i uppdrag att se över reglerna.";
  const Read found = read("sv", "Kommittédirektiv\nBeslut vid regeringssammanträde den 4 maj 2023\n" + task);
  ASSERT_EQ(found.facts.size(), 1U);
  EXPECT_EQ(found.facts[0].date, "2023-05-04");
  EXPECT_EQ(read("sv", "Kommittédirektiv\nMöte vid sjön den 4 maj 2023\n" + task).facts.at(0).date, "");
}

// A comparison with a target opens to both numbers.
TEST(Facts, OfAnOutcomeSpanItsTarget) {
  for (const std::string text : {"Målvärde: 90 %. Utfall: 87 %.", "Utfallet blev 87 %. Målet var 90 %."}) {
    const Read found = read("sv", text);
    const auto outcome =
        std::find_if(found.facts.begin(), found.facts.end(), [](const Fact& one) { return one.compared; });
    ASSERT_NE(outcome, found.facts.end()) << text;
    EXPECT_EQ(outcome->value, 87);
    EXPECT_EQ(outcome->compared, 90);
    const std::string_view stated = outcome->span.of(text);
    EXPECT_NE(stated.find("87"), std::string_view::npos);
    EXPECT_NE(stated.find("90"), std::string_view::npos);
  }
}

// What a chapter or an agenda calls a decision is none yet; what a body has decided on the way to it is.
TEST(Facts, OfAnAgendaAreNoDecisions) {
  const std::string body = "Beslutning\nByrådet godkender planen.";
  const auto read_after = [&](const std::string& head) {
    const std::string text = head + "\n" + body;
    Read found{tokens::Tokeniser({.language = "da"}).tokenise(text), {}, {}};
    const auto count = static_cast<std::uint32_t>(found.tokens.size());
    std::uint32_t title = 0;
    while (found.tokens[title].span.of(text) != "Beslutning") ++title;
    found.structure.sections = {{0, count, 0, 0, SectionKind::document, ItemPart::none, "", "", "", ""},
                                {title, count, 0, 1, SectionKind::part, ItemPart::decision, "Beslutning", "", "", ""}};
    found.structure.passages = {{0, title, PassageKind::paragraph, 0},
                                {title, title + 1, PassageKind::heading, 1},
                                {title + 1, count, PassageKind::paragraph, 1}};
    return FactReader("da").read(text, found.tokens, tokens::sentences(text, found.tokens), found.structure).size();
  };
  EXPECT_EQ(read_after("Dagsorden til mødet"), 0U);
  EXPECT_EQ(read_after("Referat af mødet"), 1U);
  EXPECT_EQ(read_after("Referat og dagsorden"), 1U);
}

TEST(Facts, OfAListOfDecisionsAreOneAnItem) {
  EXPECT_EQ(facts_of("sv", "Nämnden beslutar\natt godkänna rapporten, samt\natt avslå ansökan."),
            (Told{"D Nämnden: att godkänna rapporten", "D Nämnden: att avslå ansökan"}));
}

TEST(Facts, AreNotMadeOfProposals) {
  EXPECT_EQ(facts_of("sv", "Motionen avslås.\nNämnden beslutar att avslå den.", ItemPart::proposal), Told{});
  EXPECT_EQ(facts_of("sv", "Vi föreslår att nämnden beslutar att avslå motionen."), Told{});
  EXPECT_EQ(facts_of("da", "Direktionen indstiller, at Byrådet godkender planen."), Told{});
}

TEST(Facts, OfAnAssignmentAreWhoAndByWhen) {
  EXPECT_EQ(facts_of("sv", "Rektorn får i uppdrag att redovisa planen senast den 31 mars 2025."),
            Told{"A Rektorn @ 2025-03-31"});
  EXPECT_EQ(facts_of("da", "Forvaltningen pålægges at vende tilbage i marts 2026."), Told{"A Forvaltningen @ 2026-03"});
}

TEST(Facts, OfAFigureAreValueUnitAndComparison) {
  EXPECT_EQ(facts_of("sv", "45-90 %"), Told{"F 45..90 %"});
  EXPECT_EQ(facts_of("sv", "Andelen gick från 62 % till 8 %."), Told{"F 8 % < 62"});
  EXPECT_EQ(facts_of("sv", "Skolan fick 51 poäng (snittet 55)."), Told{"F 51 poäng < 55"});
  EXPECT_EQ(facts_of("da", "Det koster 1.126 mio. kr. i år."), Told{"F 1126 mio. kr."});
}

TEST(Facts, OfAnUnknownLanguageAreFigures) {
  EXPECT_EQ(facts_of("und", "a 45-90 % b 3,5"), (Told{"F 45..90 %", "F 3.5"}));
}

TEST(Facts, AreReadInShippedLanguagesAlone) {
  EXPECT_NO_THROW(FactReader("und"));
  EXPECT_THROW(FactReader("xx"), RequestError);
}

TEST(Facts, HaveNames) {
  EXPECT_EQ(name(FactKind::vote), "vote");
  EXPECT_EQ(name(FactKind::decision), "decision");
  EXPECT_EQ(name(FactKind::assignment), "assignment");
  EXPECT_EQ(name(FactKind::figure), "figure");
}

// Values as people write them, each alone before a unit.
TEST(Facts, ReadNumbersAsTheyAreWritten) {
  const std::vector<std::pair<std::string, double>> written{
      {"12", 12},          {"1 200", 1200},          {"1\u00A0200,50", 1200.5}, {"1\u202F200", 1200},
      {"0,8", 0.8},        {"12,75", 12.75},         {"1.200.000", 1200000},    {"900.000", 900000},
      {"2.5", 2.5},        {"15 000 000", 15000000}, {"tjugotvå", 22},          {"trettioåtta", 38},
      {"fyrahundra", 400}, {"tvåtusen", 2000},       {"hundratjugo", 120},      {"tolvtusenfemhundra", 12500}};
  for (const auto& [digits, value] : written) {
    const Read found = read("sv", "Det kostar " + digits + " kronor.");
    ASSERT_EQ(found.facts.size(), 1U) << digits;
    EXPECT_EQ(found.facts[0].value, value) << digits;
    EXPECT_EQ(found.facts[0].unit, "kronor") << digits;
  }
  EXPECT_EQ(facts_of("da", "Vi har femogtyve pladser og hundredeogtolv borgere."),
            (Told{"F 25 pladser", "F 112 borgere"}));
}

TEST(Facts, AreThoseThatTheTablesExpect) {
  for (const std::string language : {"sv", "da"}) {
    std::size_t wrong = 0;
    const std::vector<Example> all = examples(language);
    EXPECT_GE(all.size(), 100U);
    for (const Example& example : all) {
      const Read found = read(language, example.text, example.part);
      std::multiset<std::string> facts;
      for (const Fact& fact : found.facts) facts.insert(told(fact));
      if (facts == example.facts) continue;
      ++wrong;
      ADD_FAILURE() << language << " " << example.text << "\n  expected " << joined(example.facts) << "\n  found    "
                    << joined(facts);
    }
    std::printf("%s: %zu of %zu\n", language.c_str(), all.size() - wrong, all.size());
  }
}

// What every text's facts are: in order, inside the text, in the passage that they begin in, with the fields of their
// kind.
void expect_sound(std::string_view shown_as, const Read& found, std::string_view text) {
  std::uint32_t begin = 0;
  for (const Fact& fact : found.facts) {
    EXPECT_GE(fact.span.begin, begin) << shown(shown_as);
    EXPECT_LT(fact.span.begin, fact.span.end) << shown(shown_as);
    EXPECT_LE(fact.span.end, text.size()) << shown(shown_as);
    begin = fact.span.begin;
    ASSERT_LT(fact.passage, found.structure.passages.size());
    const Passage& passage = found.structure.passages[fact.passage];
    EXPECT_GE(fact.span.begin, found.tokens[passage.begin].span.begin) << shown(shown_as);
    EXPECT_LE(fact.span.begin, found.tokens[passage.end - 1].span.begin) << shown(shown_as);
    EXPECT_EQ(fact.value.has_value(), fact.kind == FactKind::figure);
    EXPECT_EQ(!fact.outcome.empty(), fact.kind == FactKind::decision);
    EXPECT_EQ(!fact.owner.empty(), fact.kind == FactKind::assignment);
    EXPECT_TRUE(fact.kind != FactKind::vote || fact.yes || fact.no || fact.abstain || !fact.names.empty());
    EXPECT_TRUE((fact.date.empty() && fact.number.empty()) || fact.kind == FactKind::decision ||
                fact.kind == FactKind::assignment);
    EXPECT_TRUE(!fact.value_high || *fact.value_high > *fact.value) << shown(shown_as);
    const std::string_view stated = fact.span.of(text);
    EXPECT_NE(stated.find(fact.outcome), std::string_view::npos) << shown(shown_as);
    EXPECT_NE(stated.find(fact.owner), std::string_view::npos) << shown(shown_as);
  }
}

void expect_sound(std::string_view text, const Read& found) { expect_sound(text, found, text); }

constexpr std::array kParts{ItemPart::none, ItemPart::background, ItemPart::proposal,    ItemPart::motion,
                            ItemPart::vote, ItemPart::decision,   ItemPart::reservation, ItemPart::distribution};

TEST(Facts, AreSoundForAnyInput) {
  Nasty nasty(41);
  std::size_t seed = 0;
  for (const std::string& text : nasty_texts(41, 1500))
    for (const std::string language : {"sv", "da", "und"})
      expect_sound(text, read(language, text, kParts[seed++ % kParts.size()]));
}

// Words that mean something here, in any order.
TEST(Facts, AreSoundForWordsInAnyOrder) {
  const std::vector<std::string> words{"Nämnden",
                                       "beslutar",
                                       "beslutade",
                                       "att",
                                       "enligt",
                                       "med",
                                       "29",
                                       "ja-röster",
                                       "mot",
                                       "22",
                                       "nej-röster",
                                       "avstår",
                                       "Ja:",
                                       "Nej:",
                                       "Ada (S)",
                                       "får",
                                       "i",
                                       "uppdrag",
                                       "uppdras",
                                       "åt",
                                       "senast",
                                       "31",
                                       "mars",
                                       "2025",
                                       "från",
                                       "62",
                                       "%",
                                       "till",
                                       "8",
                                       "mellan",
                                       "och",
                                       "tolv",
                                       "av",
                                       "tjugo",
                                       "(",
                                       ")",
                                       "snittet",
                                       "55",
                                       "kr",
                                       "miljoner",
                                       "§ 12",
                                       "kl.",
                                       "18.30",
                                       "1 200,50",
                                       "45-90",
                                       "\n",
                                       "\n\n",
                                       "1.",
                                       "-",
                                       ".",
                                       ",",
                                       ":",
                                       "?",
                                       "For stemte",
                                       "imod stemte",
                                       "undlod at stemme",
                                       "stemmer",
                                       "mod",
                                       "Byrådet",
                                       "godkendte",
                                       "besluttede",
                                       "at",
                                       "forvaltningen",
                                       "pålægges",
                                       "vedtaget",
                                       "forkastet",
                                       "blev",
                                       "Forslaget",
                                       "finner",
                                       "föreslår",
                                       "hälften",
                                       "tredjedel",
                                       "en",
                                       "minus",
                                       "\u2212",
                                       "ingen",
                                       "2. kvartal",
                                       "återkomma",
                                       "Uppdraget",
                                       "Motionen avslås"};
  Nasty nasty(42);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t count = nasty.below(30); count > 0; --count) text += nasty.one_of(words) + " ";
    const std::string language = round % 2 == 0 ? "sv" : "da";
    expect_sound(text, read(language, text, kParts[nasty.below(kParts.size())]));
  }
}

// The same text again, and read by another reader, gives the same facts.
TEST(Facts, DoNotDependOnWhatWasReadBefore) {
  const FactReader reader("sv");
  const tokens::Tokeniser tokeniser({.language = "sv"});
  const auto all = examples("sv");
  for (std::size_t index = 0; index < all.size(); index += 7) {
    const Read fresh = read("sv", all[index].text, all[index].part);
    const auto again =
        reader.read(all[index].text, fresh.tokens, tokens::sentences(all[index].text, fresh.tokens), fresh.structure);
    ASSERT_EQ(again.size(), fresh.facts.size());
    for (std::size_t fact = 0; fact < again.size(); ++fact) EXPECT_EQ(told(again[fact]), told(fresh.facts[fact]));
  }
}

// Every number is looked at from both sides; a million of them without a full stop are a million figures.
TEST(Facts, AreReadInASentenceThatDoesNotEnd) {
  constexpr std::size_t kNumbers = 1000000;
  std::string text;
  for (std::size_t count = kNumbers; count > 0; --count) text += "12 kr ";
  const Read found = read("sv", text);
  EXPECT_EQ(found.facts.size(), kNumbers);
}

// What makes a reader look far, again and again: where that took the square of the text, this test would not end.
TEST(Facts, AreSoundWhereEveryWordBeginsSomething) {
  const std::vector<std::string> units{"tolv ",
                                       "från 3 till 4 ",
                                       "(snittet ",
                                       "12 av ",
                                       "For: 3 ( ",
                                       "For stemte 3 (",
                                       "Nej: A ",
                                       "beslutar ",
                                       "avstår ",
                                       "Nämnden beslutar att ",
                                       "i uppdrag att ",
                                       "ger X i uppdrag att ",
                                       "1 av ",
                                       "12 röster mot 3 ",
                                       "\nJa\nA (S)\n",
                                       "Motionen avslås ",
                                       "Enhetscheferna ska ",
                                       "att förvaltningen ska ",
                                       "Ordföranden finner att nämnden beslutar ",
                                       "Bifall: 3 röster ",
                                       "12 % 2023 och ",
                                       "målet 3 utfallet ",
                                       "Forslaget er vedtaget "};
  for (const std::string language : {"sv", "da"}) {
    for (const std::string& unit : units) {
      std::string text;
      while (text.size() < 200000) text += unit;
      for (const ItemPart part : {ItemPart::none, ItemPart::decision})
        expect_sound(unit, read(language, text, part), text);
    }
  }
}

}  // namespace
}  // namespace ordagrant::passages
