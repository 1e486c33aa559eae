#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/layers.h"
#include "ordagrant/text/internal/marked.h"
#include "ordagrant/text/reading.h"
#include "tables.h"

namespace ordagrant::text {
namespace {

// The tables of a language and what is read from them, which holds views of them.
struct Known {
  explicit Known(const std::string& language)
      : words(language, "words.tsv"), rules(language, "repair.tsv"), chrome(language, "chrome.tsv") {}

  Table words;
  Table rules;
  Table chrome;
  Knowledge knowledge{Words(words.lines(), rules.lines()), Chrome(chrome.lines())};
};

const Knowledge& knowledge(const std::string& language) {
  static const Known swedish("sv");
  static const Known danish("da");
  return (language == "sv" ? swedish : danish).knowledge;
}

constexpr std::initializer_list<RepairKind> kWordKinds{RepairKind::hyphen,     RepairKind::footnote_mark,
                                                       RepairKind::glued,      RepairKind::split_word,
                                                       RepairKind::line_break, RepairKind::page_break};

std::vector<Edit> edits_of(std::string_view text, const std::string& language) {
  return internal::mend_words(text, RepairKinds::all(), &knowledge(language));
}

std::string mended(std::string_view text, const std::string& language = "sv") {
  return edited(text, edits_of(text, language));
}

// "\n" and "\f" as the tables write them.
std::string unescaped(std::string_view written) {
  std::string text;
  for (std::size_t at = 0; at < written.size(); ++at) {
    const std::string_view pair = written.substr(at, 2);
    const char meant = pair == "\\n" ? '\n' : pair == "\\f" ? '\f' : pair == "\\r" ? '\r' : pair == "\\t" ? '\t' : '\0';
    text += meant == '\0' ? written[at] : meant;
    if (meant != '\0') ++at;
  }
  return text;
}

struct Damaged {
  std::string kind;
  std::string text;
  std::string mended;
  bool missed = false;
};

std::vector<Damaged> damaged(const std::string& language) {
  std::vector<Damaged> rows;
  const Table table(std::string(ORDAGRANT_TESTS) + "/text/damaged_" + language + ".tsv");
  for (const std::string_view line : table.lines()) {
    std::vector<std::string> cells;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find('\t', begin), line.size());
      cells.push_back(unescaped(line.substr(begin, end - begin)));
      begin = end + 1;
    }
    EXPECT_GE(cells.size(), 3U) << line;
    rows.push_back({cells[0], cells[1], cells[2], cells.size() > 3});
  }
  return rows;
}

// What a reader may rely on -------------------------------------------------

TEST(Hyphens, AtALineEndAreTheWordsOwnOrNot) {
  EXPECT_EQ(mended("Det är kommu-\nnens ansvar."), "Det är kommunens ansvar.");
  EXPECT_EQ(mended("Det är ett EU-\nmedlemskap."), "Det är ett EU-medlemskap.");
  EXPECT_EQ(mended("Det är mål-\noch resultatstyrning."), "Det är mål- och resultatstyrning.");
  EXPECT_EQ(mended("Perioden 2019-\n2022 blev dyr."), "Perioden 2019-2022 blev dyr.");
  EXPECT_EQ(mended("Så är det -\noch så blir det."), "Så är det -\noch så blir det.");  // a dash
}

TEST(Hyphens, AreDecidedByTheRestOfTheText) {
  // No table knows the word; the text does.
  EXPECT_EQ(mended("Här ligger Provköpings torg. I Prov-\nköpings centrum finns mer."),
            "Här ligger Provköpings torg. I Provköpings centrum finns mer.");
  EXPECT_EQ(mended("En rosa-grön linje. Den rosa-\ngrön linjen byggs."),
            "En rosa-grön linje. Den rosa-grön linjen byggs.");
}

TEST(Hyphens, OfThreeEqualConsonantsOneIsNotWritten) {
  EXPECT_EQ(mended("Det byggs på till-\nlit till alla."), "Det byggs på tillit till alla.");
}

TEST(Hyphens, InsideALineStayUnlessAPartIsNoWord) {
  EXPECT_EQ(mended("En ny leve-rantör valdes."), "En ny leverantör valdes.");
  EXPECT_EQ(mended("Frågan om kund-nöjdhet och NPM-paradigmet."), "Frågan om kund-nöjdhet och NPM-paradigmet.");
}

TEST(FootnoteMarks, AreTakenOffTheirWords) {
  EXPECT_EQ(mended("Kritiken mot styrningvii växer."), "Kritiken mot styrning växer.");
  EXPECT_EQ(mended("Kritiken växer.\u00B2 Den är hård."), "Kritiken växer. Den är hård.");
  EXPECT_EQ(mended("En aktiv grupp på 12 m\u00B2 i kapitel xi."), "En aktiv grupp på 12 m\u00B2 i kapitel xi.");
}

TEST(FootnoteMarks, InArabicDigitsCountUpOrHaveTheirNotes) {
  EXPECT_EQ(mended("Om styrning3 och ansvar."), "Om styrning3 och ansvar.");
  EXPECT_EQ(mended("Om styrning3, om ansvar4 och om tillit5 också."), "Om styrning, om ansvar och om tillit också.");
}

TEST(GluedWords, AreShownByACapital) {
  EXPECT_EQ(mended("Vi har tillitTidigare fanns den inte."), "Vi har tillit Tidigare fanns den inte.");
  EXPECT_EQ(mended("På YouTube och i iPad, eHälsa och MinSida."), "På YouTube och i iPad, eHälsa och MinSida.");
}

TEST(GluedWords, AreShownByTheLengthOfTheirLine) {
  const std::string text =
      "De har brug for flere timer til det arbejde,\n"
      "som de gerne vil lave sammen med børn. Vi skalikke lave flere regler til dem i dag,\n"
      "men give dem lov til selv at bestemme over\n"
      "deres egen tid og over deres eget arbejde.";
  const auto edits = edits_of(text, "da");
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits[0].kind, RepairKind::glued);
  EXPECT_EQ(edits[0].replacement, " ");
  EXPECT_EQ(text.substr(0, edits[0].span.begin).substr(edits[0].span.begin - 4), "skal");
  // The same word in a line like the others is the author's.
  EXPECT_TRUE(edits_of("De har brug for flere timer til det arbejde,\n"
                       "som de gerne vil lave. Vi skalikke lave\n"
                       "men give dem lov til selv at bestemme over\n"
                       "deres egen tid og over deres eget arbejde.",
                       "da")
                  .empty());
}

TEST(SplitWords, AreMendedOnlyWhereAPartIsNoWord) {
  EXPECT_EQ(mended("Det ger den dy namik som behövs."), "Det ger den dynamik som behövs.");
  EXPECT_EQ(mended("Min sjuk skrivning och vår vård personal."), "Min sjuk skrivning och vår vård personal.");
}

TEST(Breaks, InsideASentenceBecomeTheEndOfALine) {
  const std::string text = "Skolan är en viktig del av den offentliga\n\n\fsektorn och ska vara det.";
  const auto edits = edits_of(text, "sv");
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits[0].kind, RepairKind::page_break);
  EXPECT_EQ(edits[0].replacement, "\n");
  EXPECT_TRUE(edits_of("Skolan är en viktig del av samhället.\n\n\fSektorn ska vara det.", "sv").empty());
}

// The author's own errors, and all that looks like damage and is none, in many voices.
TEST(SoundText, IsLeftAlone) {
  for (const std::string language : {"sv", "da"}) {
    const Table table(std::string(ORDAGRANT_TESTS) + "/text/sound_lines_" + language + ".txt");
    EXPECT_GT(table.lines().size(), 150U);
    for (const std::string_view line : table.lines()) {
      const std::string text = unescaped(line);
      const Reading reading(text, {.knowledge = &knowledge(language)});
      for (const Edit& repair : reading.repairs())
        ADD_FAILURE() << name(repair.kind) << " in '" << line << "': '" << repair.span.of(text) << "' read as '"
                      << repair.replacement << "'";
    }
  }
}

TEST(DamagedText, IsMended) {
  for (const std::string language : {"sv", "da"}) {
    const std::vector<Damaged> rows = damaged(language);
    EXPECT_GT(rows.size(), 150U);
    std::size_t missed = 0;
    for (const Damaged& row : rows) {
      const Reading reading(row.text, {.knowledge = &knowledge(language)});
      if (row.missed) {
        ++missed;
        EXPECT_NE(reading.text(), row.mended) << "is no longer missed: " << row.text;
        continue;
      }
      EXPECT_EQ(reading.text(), row.mended) << language << ' ' << row.kind;
      bool found = false;
      for (const Edit& repair : reading.repairs()) found |= name(repair.kind) == row.kind;
      EXPECT_TRUE(found) << language << " without " << row.kind << ": " << row.text;
    }
    EXPECT_LT(20 * missed, rows.size()) << language;
  }
}

// What must hold for every text -------------------------------------------------

void expect_in_order(std::string_view text, const std::vector<Edit>& edits, RepairKinds kinds) {
  std::uint32_t done = 0;
  for (const Edit& edit : edits) {
    ASSERT_LE(done, edit.span.begin) << shown(text);
    ASSERT_LE(edit.span.begin, edit.span.end) << shown(text);
    ASSERT_LE(edit.span.end, text.size()) << shown(text);
    ASSERT_TRUE(kinds.has(edit.kind)) << shown(text);
    ASSERT_NE(edit.span.of(text), edit.replacement) << shown(text);
    done = edit.span.end;
    for (const std::uint32_t at : {edit.span.begin, edit.span.end})
      ASSERT_TRUE(at == 0 || at == text.size() || character_before(text, at).well_formed ||
                  (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U)
          << shown(text) << " at " << at;
  }
}

TEST(EveryText, IsMendedInOrderAndOnlyAsAsked) {
  Nasty nasty(81);
  std::vector<std::string> texts = nasty_texts(82);
  for (const std::string language : {"sv", "da"})
    for (const Damaged& row : damaged(language)) texts.push_back(row.text + "\n" + nasty.text(6) + row.text);
  for (const std::string& text : texts) {
    for (const Knowledge* known : {static_cast<const Knowledge*>(nullptr), &knowledge("sv"), &knowledge("da")}) {
      expect_in_order(text, internal::mend_words(text, RepairKinds::all(), known), RepairKinds::all());
      EXPECT_TRUE(internal::mend_words(text, RepairKinds{}, known).empty());
      for (const RepairKind kind : kWordKinds)
        expect_in_order(text, internal::mend_words(text, RepairKinds{kind}, known), RepairKinds{kind});
    }
  }
}

// A text is read 64 bytes at a time, wherever they begin.
TEST(EveryText, IsMendedTheSameWhereverItBegins) {
  Nasty nasty(84);
  std::vector<std::string> texts = nasty_texts(85);
  for (const Damaged& row : damaged("sv")) texts.push_back(row.text + nasty.text(4) + row.text);
  for (const std::string& text : texts) {
    std::vector<Edit> expected = edits_of("\n" + text, "sv");
    const std::size_t before = 2 + nasty.below(64);
    for (Edit& edit : expected) {
      edit.span.begin += static_cast<std::uint32_t>(before - 1);
      edit.span.end += static_cast<std::uint32_t>(before - 1);
    }
    ASSERT_EQ(edits_of(std::string(before, '\n') + text, "sv"), expected) << shown(text) << " behind " << before;
  }
}

// Words are read 64 bytes at a time; the slow twin takes character by character.
TEST(EveryText, HasTheUnlistedWordsThatTheSlowTwinFinds) {
  const Words& words = knowledge("sv").words;
  std::vector<std::string> texts = nasty_texts(83);
  for (const Damaged& row : damaged("sv")) texts.push_back(row.text);
  for (const std::string& text : texts) {
    std::vector<ByteSpan> expected;
    for (std::size_t at = 0; at < text.size();) {
      const auto is_part = [](char32_t code) { return is_letter(code) && !internal::is_raised(code); };
      std::size_t end = at;
      while (end < text.size() && is_part(character_at(text, end).code)) end += character_at(text, end).size;
      if (end > at && words.frequency(std::string_view(text).substr(at, end - at)) == 0)
        expected.push_back(internal::span_of(at, end));
      at = end > at ? end : at + character_at(text, at).size;
    }
    const internal::Marked marked(text, words);
    std::vector<ByteSpan> found;
    for (const internal::Unlisted& word : marked.unlisted()) {
      found.push_back(word.span);
      EXPECT_EQ(word.hash.value(), WordHash(word.span.of(text)).value()) << shown(text);
    }
    EXPECT_EQ(found, expected) << shown(text);
  }
}

TEST(EveryMendedText, NeedsNoMoreMending) {
  for (const std::string language : {"sv", "da"})
    for (const Damaged& row : damaged(language))
      if (!row.missed) {
        EXPECT_EQ(mended(row.mended, language), row.mended);
      }
}

}  // namespace
}  // namespace ordagrant::text
