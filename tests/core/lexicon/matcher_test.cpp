#include "ordagrant/lexicon/matcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lexicon/naive_matcher.h"
#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/forms/ellipsis.h"
#include "ordagrant/forms/paradigms.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/lexicon/format.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::lexicon {
namespace {

// Entries from lines "pole category term kind pos tier compound case", with a comma between two cells.
std::vector<Entry> entries_of(const std::vector<std::string>& lines, std::string_view language = "sv") {
  std::string content = "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\n";
  for (const std::string& line : lines) {
    content += language;
    for (const std::string_view cell : language::cells(line, ',')) (content += '\t') += cell;
    content += '\n';
  }
  return parse("test", content);
}

const forms::EllipsisFinder& finder_of(std::string_view language) {
  static const forms::EllipsisFinder swedish("sv");
  static const forms::EllipsisFinder danish("da");
  return language == "sv" ? swedish : danish;
}

std::vector<forms::Ellipsis> ellipses_of(std::string_view text, std::span<const tokens::Token> tokens,
                                         std::string_view language) {
  return finder_of(language).find(text, tokens);
}

std::vector<Match> matches_of(const Matcher& matcher, std::string_view text, std::string_view language = "sv") {
  const std::vector<tokens::Token> tokens = tokens::Tokeniser({.language = std::string(language)}).tokenise(text);
  return matcher.match(text, tokens, tokens::sentences(text, tokens), ellipses_of(text, tokens, language));
}

// With what is remembered of other texts, and of the ellipses only those that the matcher wants.
std::vector<Match> matches_of(const Matcher& matcher, std::string_view text, Matcher::Memory& memory) {
  const std::vector<tokens::Token> tokens = tokens::Tokeniser({.language = "sv"}).tokenise(text);
  forms::EllipsisFinder::Memory suspended;
  const std::vector<forms::Ellipsis> wanted = finder_of("sv").find(
      text, tokens, suspended,
      [&](std::string_view part, std::string_view whole) { return matcher.may_restore(part, whole); });
  return matcher.match(text, tokens, tokens::sentences(text, tokens), wanted, memory);
}

std::vector<Match> naive_matches_of(const NaiveMatcher& naive, std::string_view text) {
  const std::vector<tokens::Token> tokens = tokens::Tokeniser({.language = "sv"}).tokenise(text);
  return naive.match(text, tokens, tokens::sentences(text, tokens), ellipses_of(text, tokens, "sv"));
}

using Found = std::vector<std::string>;  // "surface=term"

Found found_in(std::string_view text, const std::vector<std::string>& lines, std::string_view language = "sv") {
  const Matcher matcher(language, entries_of(lines, language));
  Found found;
  for (const Match& match : matches_of(matcher, text, language))
    found.push_back(std::string(match.span.of(text)) + '=' + matcher.entries()[match.entry].term);
  return found;
}

// What a reader may rely on -------------------------------------------------

TEST(Matcher, FindsAWordInAllItsForms) {
  const std::vector<std::string> lexicon{"npm,goals,målstyrning,lemma,noun"};
  EXPECT_EQ(found_in("Målstyrning och MÅLSTYRNINGENS mål i målstyrningarna.", lexicon),
            (Found{"Målstyrning=målstyrning", "MÅLSTYRNINGENS=målstyrning", "målstyrningarna=målstyrning"}));
  EXPECT_EQ(found_in("målstyrningsmodell målstyr detaljmålstyrning", lexicon), Found{});
  EXPECT_EQ(found_in("och Och OCH ocha", {"npm,goals,och,lemma,="}), (Found{"och=och", "Och=och", "OCH=och"}));
}

TEST(Matcher, TakesDiacriticsForLetters) {
  EXPECT_EQ(found_in("mal mål måls", {"npm,goals,mål,lemma,noun"}), (Found{"mål=mål", "måls=mål"}));
}

TEST(Matcher, FindsACompoundByItsFirstPart) {
  const std::vector<std::string> lexicon{"npm,goals,målstyrning,lemma,noun,core,modifier"};
  EXPECT_EQ(found_in("Målstyrningsmodellen och målstyrnings-iver", lexicon),
            (Found{"Målstyrningsmodellen=målstyrning", "målstyrnings-iver=målstyrning"}));
  EXPECT_EQ(found_in("detaljmålstyrning", lexicon), Found{});
}

TEST(Matcher, FindsACompoundByItsLastPart) {
  const std::vector<std::string> lexicon{"npm,control,kontroll,lemma,noun,core,head"};
  EXPECT_EQ(found_in("Detaljkontrollens IT-kontroll kontrollera", lexicon), Found{"Detaljkontrollens=kontroll"});
  EXPECT_EQ(found_in("kontrollsystem", lexicon), Found{});
}

TEST(Matcher, FindsACompoundByEitherPart) {
  EXPECT_EQ(found_in("kontrollsystem detaljkontroll", {"npm,control,kontroll,lemma,noun,core,either"}),
            (Found{"kontrollsystem=kontroll", "detaljkontroll=kontroll"}));
}

TEST(Matcher, WantsThreeLettersAndAVowelBesideAPart) {
  const std::vector<std::string> lexicon{"npm,customer,kund,lemma,noun,core,either"};
  EXPECT_EQ(found_in("kundval", lexicon), Found{"kundval=kund"});
  EXPECT_EQ(found_in("kundöra", lexicon), Found{"kundöra=kund"});
  EXPECT_EQ(found_in("kundis kundvls kund2000 sekund ekund", lexicon), Found{});
  EXPECT_EQ(found_in("stamkund", lexicon), Found{"stamkund=kund"});
}

TEST(Matcher, FindsAStemAtTheBeginningOfAWord) {
  const std::vector<std::string> lexicon{"npm,goals,målstyr,stem,adj"};
  EXPECT_EQ(found_in("Målstyrda målstyr omålstyrd måls tyr", lexicon), (Found{"Målstyrda=målstyr", "målstyr=målstyr"}));
}

TEST(Matcher, FindsAPhraseEachWordInItsForms) {
  const std::vector<std::string> lexicon{"trust,discretion,faglig omdöme,phrase,adj noun"};
  EXPECT_EQ(found_in("Fagligt omdöme och fagliga omdömet, omdöme faglig", lexicon),
            (Found{"Fagligt omdöme=faglig omdöme", "fagliga omdömet=faglig omdöme"}));
  EXPECT_EQ(found_in("fler mål färre målen", {"trust,goals,färre mål,phrase,= ="}), Found{});
}

TEST(Matcher, FindsAPhraseOverALineBreak) {
  const std::vector<std::string> lexicon{"npm,goals,mål- och resultatstyrning,phrase,= = noun"};
  EXPECT_EQ(found_in("mål-\noch  resultatstyrningen", lexicon),
            Found{"mål-\noch  resultatstyrningen=mål- och resultatstyrning"});
  EXPECT_EQ(found_in("mål- och\r\nresultatstyrning", lexicon).size(), 1U);
}

TEST(Matcher, NeverFindsAPhraseOverTheEndOfASentence) {
  const std::vector<std::string> lexicon{"trust,goals,mer tillit,phrase,= noun"};
  EXPECT_EQ(found_in("Det behövs mer. Tillit är bra.", lexicon), Found{});
  EXPECT_EQ(found_in("Det behövs mer. tillit är bra.", lexicon), Found{});
  EXPECT_EQ(found_in("mer\n\ntillit", lexicon), Found{});
  EXPECT_EQ(found_in("mer, tillit", lexicon), Found{});
  // Nor with a word of the sentence before.
  EXPECT_EQ(found_in("Det är tillit som räknas.\n\nVi mer\n\nOch så.", lexicon), Found{});
  EXPECT_EQ(found_in("mer tillit", lexicon).size(), 1U);
}

TEST(Matcher, TakesNumbersAndMarksForWordsOfAPhrase) {
  EXPECT_EQ(found_in("Agenda 2030 och beställar-/utförarmodellen",
                     {"npm,goals,agenda 2030,phrase,= =", "npm,market,beställar-/utförarmodell,phrase,noun"}),
            (Found{"Agenda 2030=agenda 2030", "beställar-/utförarmodellen=beställar-/utförarmodell"}));
}

TEST(Matcher, FindsASuspendedCompoundFromItsFirstWordToTheWholeOne) {
  const std::vector<std::string> lexicon{"npm,goals,målstyrning,lemma,noun", "npm,goals,resultatstyrning,lemma,noun"};
  EXPECT_EQ(found_in("mål- och resultatstyrning", lexicon), Found{"mål- och resultatstyrning=målstyrning"});
  EXPECT_EQ(found_in("mål- och kvalitetsstyrningen", lexicon), Found{"mål- och kvalitetsstyrningen=målstyrning"});
  EXPECT_EQ(found_in("kvalitets- och resultatstyrning", lexicon), Found{"resultatstyrning=resultatstyrning"});
  EXPECT_EQ(found_in("mål- och\n\nresultatstyrning", lexicon), Found{"resultatstyrning=resultatstyrning"});
  const Matcher wants("sv", entries_of({"npm,goals,målstyrning,lemma,noun", "npm,goals,IT-stöd,lemma,noun"}));
  EXPECT_TRUE(wants.may_restore("mål", "resultatstyrningen"));
  EXPECT_TRUE(wants.may_restore("it", "verksamhetsstöd"));
  EXPECT_FALSE(wants.may_restore("mål", "resultatplaner"));
  EXPECT_FALSE(wants.may_restore("resultat", "målstyrning"));
  // Without its ellipses the same text has the whole word alone.
  const Matcher matcher("sv", entries_of(lexicon));
  const std::string_view text = "mål- och resultatstyrning";
  const std::vector<tokens::Token> tokens = tokens::Tokeniser().tokenise(text);
  const std::vector<Match> matches = matcher.match(text, tokens, tokens::sentences(text, tokens));
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches.front().span.of(text), "resultatstyrning");
}

TEST(Matcher, LetsTheLongestWin) {
  EXPECT_EQ(found_in("mål- och resultatstyrning", {"npm,goals,resultatstyrning,lemma,noun", "npm,goals,mål-,lemma,=",
                                                   "npm,goals,mål- och resultatstyrning,phrase,= = noun"}),
            Found{"mål- och resultatstyrning=mål- och resultatstyrning"});
}

TEST(Matcher, CountsNothingThatALongerOneCoversInPart) {
  EXPECT_EQ(found_in("mer tillit till personalen",
                     {"trust,a,mer tillit,phrase,= noun", "trust,b,tillit till personalen,phrase,= = noun"}),
            Found{"tillit till personalen=tillit till personalen"});
  // And what only the loser covered is free again.
  EXPECT_EQ(
      found_in("mer tillit till personalen", {"trust,a,mer tillit,phrase,= noun",
                                              "trust,b,tillit till personalen,phrase,= = noun", "trust,c,mer,lemma,="}),
      (Found{"mer=mer", "tillit till personalen=tillit till personalen"}));
}

TEST(Matcher, PrefersOfTwoAsLongPhraseThenLemmaThenStem) {
  EXPECT_EQ(found_in("styrning", {"npm,a,styr,stem,adj", "npm,b,styrning,lemma,noun"}), Found{"styrning=styrning"});
  EXPECT_EQ(found_in("styrning", {"npm,a,styrning,lemma,noun", "trust,b,styrning,phrase,noun"}).size(), 1U);
  const Matcher matcher("sv", entries_of({"npm,a,styrning,lemma,noun", "trust,b,styrning,phrase,noun"}));
  EXPECT_EQ(matches_of(matcher, "styrning").front().entry, 1U);
}

TEST(Matcher, PrefersAWordInItsOwnFormToACompound) {
  EXPECT_EQ(found_in("målstyrning", {"npm,a,styrning,lemma,noun,core,head", "npm,b,målstyrning,lemma,noun"}),
            Found{"målstyrning=målstyrning"});
}

TEST(Matcher, PrefersACompoundByItsLongerPart) {
  EXPECT_EQ(found_in("detaljstyrningskontroll",
                     {"npm,a,kontroll,lemma,noun,core,head", "npm,b,detaljstyrning,lemma,noun,core,modifier"}),
            Found{"detaljstyrningskontroll=detaljstyrning"});
}

TEST(Matcher, PrefersTheEntryThatStandsFirst) {
  const Matcher matcher("sv", entries_of({"trust,b,styrning,lemma,noun", "npm,a,styrning,lemma,noun"}));
  EXPECT_EQ(matches_of(matcher, "styrning").front().entry, 0U);
}

TEST(Matcher, LetsATrapWinAndGivesNoHit) {
  EXPECT_EQ(found_in("Klagomål om mål.", {"npm,goals,mål,lemma,noun,core,head", "none,trap,klagomål,lemma,noun"}),
            Found{"mål=mål"});
  EXPECT_EQ(found_in("Läget är under kontroll, kontroll!",
                     {"npm,control,kontroll,lemma,noun", "none,trap,under kontroll,phrase,= ="}),
            Found{"kontroll=kontroll"});
  EXPECT_EQ(found_in("klagomål", {"none,trap,klagomål,lemma,noun"}), Found{});
}

TEST(Matcher, TakesAContextTermOnlyBesideACoreOneOfItsCategory) {
  const std::vector<std::string> lexicon{
      "npm,goals,delmål,lemma,noun,context", "npm,goals,målstyrning,lemma,noun,core",
      "npm,market,kundval,lemma,noun,core",  "npm,goals,måltal,lemma,noun,peripheral",
      "trust,goals,tillit,lemma,noun,core",  "npm,goals,egenmål,lemma,noun,statutory"};
  EXPECT_EQ(found_in("Delmål och målstyrning.", lexicon), (Found{"Delmål=delmål", "målstyrning=målstyrning"}));
  EXPECT_EQ(found_in("Delmål.", lexicon), Found{});
  EXPECT_EQ(found_in("Delmål. Målstyrning.", lexicon), Found{"Målstyrning=målstyrning"});  // another sentence
  EXPECT_EQ(found_in("delmål kundval", lexicon), Found{"kundval=kundval"});                // another category
  EXPECT_EQ(found_in("delmål tillit", lexicon), Found{"tillit=tillit"});                   // another pole
  EXPECT_EQ(found_in("delmål måltal egenmål", lexicon), (Found{"måltal=måltal", "egenmål=egenmål"}));  // another tier
}

TEST(Matcher, LetsNoTermSpeakForAnotherThatDidNotWinItself) {
  EXPECT_EQ(
      found_in("delmål under kontroll", {"npm,goals,delmål,lemma,noun,context", "npm,goals,kontroll,lemma,noun,core",
                                         "none,trap,under kontroll,phrase,= ="}),
      Found{});
}

TEST(Matcher, ComparesLettersExactlyWhereTheCaseIs) {
  const std::vector<std::string> lexicon{"npm,goals,KPI,lemma,abbr,core,no,exact"};
  EXPECT_EQ(found_in("KPI kpi Kpi KPI:er KPIER", lexicon), (Found{"KPI=KPI", "KPI:er=KPI"}));
  EXPECT_EQ(found_in("KPI-mått kpi-mått", {"npm,goals,KPI-,stem,abbr,core,no,exact"}), Found{"KPI-mått=KPI-"});
  EXPECT_EQ(found_in("Lean lean", {"npm,efficiency,Lean,lemma,=,core,no,exact"}), Found{"Lean=Lean"});
  EXPECT_EQ(found_in("Kundval kundvalen VALKUNDEN valkunden", {"npm,customer,kund,lemma,noun,core,either,exact"}),
            (Found{"kundvalen=kund", "valkunden=kund"}));
  EXPECT_EQ(found_in("KPI steg, kpi steg, KPI Steg", {"npm,trap,KPI steg,phrase,= =,core,no,exact"}),
            Found{"KPI steg=KPI steg"});
}

TEST(Matcher, SaysWhereAMatchStands) {
  const std::string_view text = "Här är färre mål. Och mål till.";
  const Matcher matcher("sv", entries_of({"trust,a,färre mål,phrase,= noun", "npm,b,mål,lemma,noun"}));
  const std::vector<Match> matches = matches_of(matcher, text);
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[0].entry, 0U);
  EXPECT_EQ(matches[0].sentence, 0U);
  EXPECT_EQ(matches[0].token_begin, 2U);
  EXPECT_EQ(matches[0].token_end, 4U);
  EXPECT_EQ(matches[0].span, (ByteSpan{9, 20}));
  EXPECT_EQ(matches[1].entry, 1U);
  EXPECT_EQ(matches[1].sentence, 1U);
  EXPECT_EQ(matches[1].token_begin, 6U);
  EXPECT_EQ(matches[1].token_end, 7U);
}

TEST(Matcher, KeepsTheEntriesOfItsLanguage) {
  std::vector<Entry> entries = entries_of({"npm,a,mål,lemma,noun"}, "da");
  for (const Entry& entry : entries_of({"npm,a,krav,lemma,noun"}, "sv")) entries.push_back(entry);
  const Matcher matcher("sv", entries);
  ASSERT_EQ(matcher.entries().size(), 1U);
  EXPECT_EQ(matcher.entries().front().term, "krav");
  EXPECT_EQ(matches_of(matcher, "krav mål").size(), 1U);
}

TEST(Matcher, FindsNothingWithoutEntriesOrText) {
  EXPECT_TRUE(matches_of(Matcher("sv", {}), "målstyrning").empty());
  EXPECT_TRUE(matches_of(Matcher("sv", entries_of({"npm,a,mål,lemma,noun"})), "").empty());
}

TEST(Matcher, RefusesAnUnknownLanguageOrPartOfSpeech) {
  EXPECT_THROW(Matcher("fi", {}), RequestError);
  EXPECT_THROW(Matcher("und", {}), RequestError);
  std::vector<Entry> entries = entries_of({"npm,a,mål,lemma,noun"});
  entries.front().pos = {"substantiv"};
  EXPECT_THROW(Matcher("sv", entries), RequestError);
  entries.front().pos.clear();
  EXPECT_THROW(Matcher("sv", entries), RequestError);
}

TEST(Matcher, FindsNothingByATermWithoutAWord) {
  std::vector<Entry> entries = entries_of({"npm,a,mål,lemma,noun"});
  entries.front().term = " ";
  entries.front().pos = {"=", "="};
  EXPECT_TRUE(matches_of(Matcher("sv", entries), "mål och mål").empty());
}

TEST(Matcher, TakesFormsOfLessThanThreeLetters) {
  EXPECT_NO_THROW(Matcher("sv", entries_of({"npm,a,oda,lemma,adj,core,either", "npm,a,ale,lemma,adj,core,head"})));
}

TEST(Matcher, MayBeMoved) {
  Matcher first("sv", entries_of({"npm,a,mål,lemma,noun"}));
  const Matcher second(std::move(first));
  EXPECT_EQ(matches_of(second, "mål").size(), 1U);
}

// What must hold for every lexicon and text --------------------------------------

// Few words, so that they meet: as terms, in phrases, inside each other.
Entry random_entry(Nasty& nasty, std::size_t number) {
  const std::vector<std::string> words{
      "mål", "måls",   "styrning", "målstyrning",         "kontroll", "kund", "val", "under", "färre",
      "KPI", "tillit", "mål-",     "beställar-/utförare", "EU:s"};
  const std::vector<std::string> tags{"noun", "adj", "verb", "abbr", "=", "=", "noun"};
  Entry entry;
  entry.language = "sv";
  entry.pole = static_cast<Pole>(nasty.below(8));
  entry.category = nasty.below(2) == 0 ? "a" : "b";
  entry.kind = static_cast<Kind>(nasty.below(3));
  entry.tier = static_cast<Tier>(nasty.below(4));
  entry.compound = static_cast<Compound>(nasty.below(4));
  entry.exact_case = nasty.below(5) == 0;
  entry.note = std::to_string(number);
  for (std::size_t word = entry.kind == Kind::phrase ? 1 + nasty.below(3) : 1; word > 0; --word) {
    entry.term += (entry.term.empty() ? "" : " ") + nasty.one_of(words);
    entry.pos.push_back(nasty.one_of(tags));
  }
  return entry;
}

std::string random_text(Nasty& nasty) {
  const std::vector<std::string> words{"mål",
                                       "Mål",
                                       "målen",
                                       "måls",
                                       "styrning",
                                       "Målstyrning",
                                       "målstyrningen",
                                       "kontrollen",
                                       "kontroll",
                                       "kund",
                                       "kunder",
                                       "KPI",
                                       "KPI:er",
                                       "kpi",
                                       "val",
                                       "kundval",
                                       "under",
                                       "färre",
                                       "målkontroll",
                                       "valkund",
                                       "tilliten",
                                       "mål-",
                                       "beställar-",
                                       "/",
                                       "utförare",
                                       "EU:s",
                                       "målstyrnings-",
                                       "kundmålet",
                                       ".",
                                       ".",
                                       ",",
                                       "\n\n",
                                       "2030",
                                       "valmål",
                                       "styrningsmål",
                                       "måls-styrning",
                                       "Och",
                                       "kontrollmålstyrningsval"};
  std::string text;
  for (std::size_t word = nasty.below(16); word > 0; --word) {
    text += nasty.one_of(words);
    if (nasty.below(8) != 0) text += nasty.below(6) == 0 ? "\n" : " ";
  }
  return text;
}

std::string written(const std::vector<Match>& matches, const std::vector<Entry>& entries, std::string_view text) {
  std::string lines;
  for (const Match& match : matches)
    lines += "  " + std::to_string(match.token_begin) + ".." + std::to_string(match.token_end) + " sentence " +
             std::to_string(match.sentence) + " '" + std::string(match.span.of(text)) + "' by entry " +
             std::to_string(match.entry) + " '" + entries[match.entry].term + "'\n";
  return lines;
}

TEST(EveryLexicon, IsMatchedAsNaively) {
  Nasty nasty(121);
  std::size_t total = 0;
  for (int lexicon = 0; lexicon < 60; ++lexicon) {
    std::vector<Entry> entries;
    for (std::size_t number = 1 + nasty.below(14); number > 0; --number) entries.push_back(random_entry(nasty, number));
    const Matcher matcher("sv", entries);
    const NaiveMatcher naive("sv", entries);
    Matcher::Memory memory;
    for (int trial = 0; trial < 40; ++trial) {
      const std::string text = random_text(nasty);
      const std::vector<Match> matches = matches_of(matcher, text);
      ASSERT_EQ(written(matches, entries, text), written(naive_matches_of(naive, text), entries, text)) << text;
      ASSERT_EQ(written(matches_of(matcher, text, memory), entries, text), written(matches, entries, text)) << text;
      total += matches.size();
    }
  }
  EXPECT_GT(total, 2000U);  // the texts are of use
}

TEST(EveryText, HasMatchesInOrderWithoutOverlap) {
  const Matcher matcher(
      "sv", entries_of({"npm,a,mål,lemma,noun,core,either", "npm,a,tillit,stem,noun", "trust,b,mål- och,phrase,= =",
                        "npm,c,och,lemma,=", "npm,c,KPI,lemma,abbr,core,no,exact", "none,d,nämnden,lemma,="}));
  std::size_t total = 0;
  for (const std::string& text : nasty_texts(122, 1200)) {
    const std::vector<tokens::Token> tokens = tokens::Tokeniser().tokenise(text);
    const std::vector<std::uint32_t> sentences = tokens::sentences(text, tokens);
    std::uint32_t behind = 0;
    for (const Match& match : matcher.match(text, tokens, sentences)) {
      ASSERT_LE(behind, match.token_begin) << shown(text);
      ASSERT_LT(match.token_begin, match.token_end) << shown(text);
      ASSERT_LE(match.token_end, tokens.size()) << shown(text);
      ASSERT_EQ(match.span, (ByteSpan{tokens[match.token_begin].span.begin, tokens[match.token_end - 1].span.end}));
      ASSERT_GE(match.token_begin, sentences[match.sentence]) << shown(text);
      if (match.sentence + 1 < sentences.size()) {
        ASSERT_LE(match.token_end, sentences[match.sentence + 1]) << shown(text);
      }
      ASSERT_NE(matcher.entries()[match.entry].pole, Pole::none) << shown(text);
      behind = match.token_end;
      ++total;
    }
  }
  EXPECT_GT(total, 200U);
}

}  // namespace
}  // namespace ordagrant::lexicon
