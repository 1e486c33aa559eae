#include "ordagrant/batch/kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/batch/json_lines.h"
#include "ordagrant/lexicon/format.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/decoding.h"

namespace ordagrant::batch {
namespace {

const std::vector<lexicon::Entry>& entries() {
  static const std::vector<lexicon::Entry> parsed =
      lexicon::parse("test",
                     "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\tsource\tnote\n"
                     "sv\tnpm\tgoals\tmålstyrning\tlemma\tnoun\tcore\teither\t\tpolicy\twith its compounds\n"
                     "sv\tnpm\tgoals\tmål- och resultatstyrning\tphrase\t= = noun\n"
                     "sv\tnpm\tgoals\tmåltal\tlemma\tnoun\tperipheral\n"
                     "sv\tnpm\tgoals\tKPI\tlemma\tabbr\tstatutory\tno\texact\n"
                     "sv\ttrust\ttrust\ttillit\tlemma\tnoun\tcore\teither\n"
                     "sv\trole\tcustomer\tkund\tlemma\tnoun\n"
                     "sv\tnone\ttrap\tmisstro\tstem\tnoun\n"
                     "da\ttrust\ttrust\ttillid\tlemma\tnoun\tcore\teither\n"
                     "da\tnpm\tgoals\tmålstyring\tlemma\tnoun\n");
  return parsed;
}

const Kernel& kernel() {
  static const Kernel made({.entries = entries()});
  return made;
}

// The rows of a table as the standard's nulls and texts: "null" is a null.
class Rows {
 public:
  explicit Rows(const Table& table) {
    for (const Columns& piece : table)
      for (std::int64_t row = 0; row < piece.size(); ++row) {
        auto& made = rows_.emplace_back();
        for (const Column& column : piece.all()) made[column.field().name] = cell(column, row);
      }
  }

  std::size_t size() const { return rows_.size(); }
  const std::string& at(std::size_t row, const std::string& column) const { return rows_.at(row).at(column); }
  std::int64_t number(std::size_t row, const std::string& column) const { return std::stoll(at(row, column)); }
  std::vector<std::string> all(const std::string& column) const {
    std::vector<std::string> values;
    values.reserve(rows_.size());
    for (const auto& row : rows_) values.push_back(row.at(column));
    return values;
  }

 private:
  static std::string cell(const Column& column, std::int64_t row) {
    if (column.is_null(row)) return "null";
    switch (column.field().type) {
      case Type::integer:
        return std::to_string(column.integer(row));
      case Type::real:
        return std::to_string(column.real(row));
      case Type::truth:
        return column.truth(row) ? "true" : "false";
      case Type::text:
      case Type::category:
      case Type::day:
        break;
    }
    return std::string(column.text(row));
  }

  std::vector<std::map<std::string, std::string>> rows_;
};

using Values = std::vector<std::string>;

Rows text_of(const Document& document) { return Rows(kernel().text({&document, 1})); }
Rows tokens_of(const Document& document) { return Rows(kernel().tokens({&document, 1})); }
Rows hits_of(const Document& document) { return Rows(kernel().hits({&document, 1})); }
Rows score_of(const Document& document, const ScoreOptions& options = {.scorer = {.resamples = 0}}) {
  return Rows(kernel().score({&document, 1}, options));
}

Values names_of(const Table& table) {
  Values names;
  for (const Column& column : table.front().all()) names.push_back(column.field().name);
  return names;
}

std::string lines_of(const Table& table) {
  std::string lines;
  for (const Columns& piece : table) lines += json_lines(piece);
  return lines;
}

// A stretch of a source from one character to another.
std::string_view characters(std::string_view source, std::int64_t begin, std::int64_t end) {
  std::size_t at = 0;
  const auto walk = [&](std::int64_t count) {
    for (; count > 0; --count) at += text::character_at(source, at).size;
    return at;
  };
  const std::size_t from = walk(begin);
  return source.substr(from, walk(end - begin) - from);
}

// What a reader may rely on -------------------------------------------------

TEST(Kernel, GivesADocumentItsText) {
  const Rows rows =
      text_of({.id = "a.txt", .source = "Tillit\r\noch ma\u030Al", .language = "sv", .encoding = "utf-16"});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.at(0, "id"), "a.txt");
  EXPECT_EQ(rows.at(0, "lang"), "sv");
  EXPECT_EQ(rows.at(0, "encoding"), "utf-16");
  EXPECT_EQ(rows.at(0, "status"), "ok");
  EXPECT_EQ(rows.at(0, "text"), "Tillit\r\noch mål");  // as it is to be read
  EXPECT_EQ(rows.at(0, "pages"), "null");
}

TEST(Kernel, GivesATokenARow) {
  const Rows rows = tokens_of({.id = "a", .source = "Åldrarna ökar. § 12 gäller.", .language = "sv"});
  EXPECT_EQ(rows.all("text"), (Values{"Åldrarna", "ökar", ".", "§ 12", "gäller", "."}));
  EXPECT_EQ(rows.all("kind"), (Values{"word", "word", "mark", "reference", "word", "mark"}));
  EXPECT_EQ(rows.all("sentence"), (Values{"0", "0", "0", "1", "1", "1"}));
  EXPECT_EQ(rows.all("start"), (Values{"0", "9", "13", "15", "20", "26"}));
  EXPECT_EQ(rows.all("end"), (Values{"8", "13", "14", "19", "26", "27"}));
  EXPECT_EQ(rows.at(0, "norm"), "åldrarna");
  EXPECT_EQ(rows.at(0, "stem"), "åldr");
  EXPECT_EQ(rows.at(3, "stem"), "null");  // references, numbers and marks have none
  EXPECT_EQ(rows.at(0, "id"), "a");
}

TEST(Kernel, PointsIntoTheSourceAsItWasHandedIn) {
  const std::string_view source = "😀 ma\u030Alstyrning";
  const Rows tokens = tokens_of({.id = "a", .source = source, .language = "sv"});
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens.at(1, "text"), "ma\u030Alstyrning");
  EXPECT_EQ(tokens.at(1, "norm"), "målstyrning");
  EXPECT_EQ(tokens.at(1, "start"), "2");
  EXPECT_EQ(tokens.at(1, "end"), "14");
  const Rows hits = hits_of({.id = "a", .source = source, .language = "sv"});
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits.at(0, "text"), "ma\u030Alstyrning");
  EXPECT_EQ(hits.at(0, "canonical"), "målstyrning");
  EXPECT_EQ(hits.at(0, "start"), "2");
  EXPECT_EQ(hits.at(0, "end"), "14");
  EXPECT_EQ(hits.at(0, "byte_start"), "5");
  EXPECT_EQ(hits.at(0, "byte_end"), "18");
}

TEST(Kernel, GivesAHitARow) {
  const std::string_view source = "Nämnden.\nDär är måltalen. Och tilliten, och misstro.";
  const Rows rows = hits_of({.id = "a", .source = source, .language = "sv"});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows.all("text"), (Values{"måltalen", "tilliten"}));
  EXPECT_EQ(rows.all("term"), (Values{"måltal", "tillit"}));
  EXPECT_EQ(rows.all("pole"), (Values{"npm", "trust"}));
  EXPECT_EQ(rows.all("category"), (Values{"goals", "trust"}));
  EXPECT_EQ(rows.all("tier"), (Values{"peripheral", "core"}));
  EXPECT_EQ(rows.all("weight"), (Values{"0.300000", "1.000000"}));
  EXPECT_EQ(rows.all("lang"), (Values{"sv", "sv"}));
  EXPECT_EQ(rows.all("line"), (Values{"2", "2"}));
  EXPECT_EQ(rows.all("sentence"), (Values{"1", "2"}));
  EXPECT_EQ(rows.at(0, "canonical"), "null");  // it reads as it is written
  EXPECT_EQ(rows.at(0, "left"), "Nämnden.\nDär är ");
  EXPECT_EQ(rows.at(0, "right"), ". Och tilliten, och misstro.");
}

TEST(Kernel, ShowsWholeWordsAroundAHit) {
  std::string source;
  for (int i = 0; i < 40; ++i) source += "vänster ";
  source += "målstyrning";
  for (int i = 0; i < 40; ++i) source += " höger";
  const Rows rows = hits_of({.id = "a", .source = source, .language = "sv"});
  ASSERT_EQ(rows.size(), 1U);
  const std::string& left = rows.at(0, "left");
  const std::string& right = rows.at(0, "right");
  EXPECT_TRUE(left.starts_with("vänster ") && left.size() > 60 && left.size() <= 80) << left;
  EXPECT_TRUE(right.ends_with(" höger") && right.size() > 60 && right.size() <= 80) << right;
}

TEST(Kernel, ScoresADocument) {
  const std::string_view source = "Målstyrning, måltal och KPI 12. Tilliten till kund och kund.";
  const Rows rows = score_of({.id = "a", .source = source, .language = "sv"});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.at(0, "words"), "9");  // numbers and marks are none
  EXPECT_EQ(rows.at(0, "npm_hits"), "2");
  EXPECT_EQ(rows.at(0, "trust_hits"), "1");
  EXPECT_EQ(rows.at(0, "statutory"), "1");
  EXPECT_EQ(rows.at(0, "npm"), std::to_string(1300.0 / 9));
  EXPECT_EQ(rows.at(0, "trust"), std::to_string(1000.0 / 9));
  EXPECT_EQ(rows.at(0, "npm_goals"), rows.at(0, "npm"));
  EXPECT_EQ(rows.at(0, "role_customer"), std::to_string(2000.0 / 9));
  EXPECT_GT(std::stod(rows.at(0, "p_npm")), 0.0);
  EXPECT_LT(std::stod(rows.at(0, "p_npm")), 1.0);
}

TEST(Kernel, GivesEveryCategoryOfItsPolesAColumn) {
  const Values names = names_of(kernel().score({}));
  const auto first = std::find(names.begin(), names.end(), "npm_goals");
  ASSERT_GE(names.end() - first, 4);
  EXPECT_EQ(Values(first, first + 4), (Values{"npm_goals", "trust_trust", "role_customer", "role_customer_share"}));
}

// Sentences of five words each, and of six, the third as the first but for its letters' case.
constexpr std::string_view kRepeating =
    "Vi har tillit till alla här. Då kom målstyrningen. VI har TILLIT till alla här!\n\nVi har tillit till alla här.";

TEST(Kernel, DrawsFromSentencesPassagesOrDocuments) {
  std::string source;
  for (int i = 0; i < 30; ++i) source += i % 3 == 0 ? "Tillit. Målstyrning. Tillit.\n\n" : "Ingenting här. Ja.\n\n";
  const Document document{.id = "a", .source = source, .language = "sv"};
  std::map<std::string, Values> columns;  // by part
  for (const Part part : {Part::sentences, Part::passages, Part::documents}) {
    const Rows rows(kernel().score(std::vector{document}, {.part = part}));
    EXPECT_EQ(rows.at(0, "words"), "90");
    EXPECT_EQ(rows.at(0, "trust_hits"), "20");
    columns["low"].push_back(rows.at(0, "trust_low"));
    columns["dp"].push_back(rows.at(0, "trust_dp"));
  }
  // 20 of 30 words that could hold a hit stand in sentences of their own: 2/9 of the words hold all.
  EXPECT_NEAR(std::stod(columns["dp"][0]), 1 - 20.0 / 90, 1e-6);
  EXPECT_NEAR(std::stod(columns["dp"][1]), 1 - 30.0 / 90, 1e-6);
  EXPECT_EQ(columns["dp"][2], "null");  // one document has nothing to be spread over
  EXPECT_NE(columns["low"][0], columns["low"][1]);
  EXPECT_EQ(columns["low"][2], "null");
}

TEST(Kernel, ScoresAddUpTheSameWhateverIsDrawn) {
  const Document document{.id = "a", .source = kRepeating, .language = "sv", .group = "g"};
  for (const Unit by : {Unit::document, Unit::passage, Unit::sentence, Unit::group, Unit::speaker}) {
    const Rows expected(kernel().score(std::vector{document}, {.by = by}));
    for (const Part part : {Part::passages, Part::documents}) {
      const Rows rows(kernel().score(std::vector{document}, {.by = by, .part = part}));
      for (const char* column : {"id", "words", "npm_hits", "trust_hits", "npm", "trust", "label"})
        EXPECT_EQ(rows.all(column), expected.all(column)) << column;
    }
  }
}

TEST(Kernel, CountsRepeatedSentencesOnceIfAsked) {
  const std::vector<Document> documents{{.id = "b", .source = kRepeating, .language = "sv", .group = "g"},
                                        {.id = "a", .source = kRepeating, .language = "sv", .group = "g"},
                                        {.id = "c", .source = kRepeating, .language = "sv", .group = "h"}};
  for (const Part part : {Part::sentences, Part::passages, Part::documents}) {
    const Rows all(kernel().score(documents, {.by = Unit::group, .part = part}));
    EXPECT_EQ(all.all("trust_hits"), (Values{"6", "3"}));
    EXPECT_EQ(all.all("words"), (Values{"42", "21"}));
    // The short sentence counts wherever it stands.
    const Rows once(kernel().score(documents, {.by = Unit::group, .part = part, .repeats_once = true}));
    EXPECT_EQ(once.all("trust_hits"), (Values{"1", "1"}));
    EXPECT_EQ(once.all("npm_hits"), (Values{"2", "1"}));
    EXPECT_EQ(once.all("words"), (Values{"12", "9"}));
    const Rows by_document(kernel().score(documents, {.part = part, .repeats_once = true}));
    EXPECT_EQ(by_document.all("trust_hits"), (Values{"1", "1", "1"}));
  }
  const Rows repeats(kernel().repeats(documents, Unit::group));
  EXPECT_EQ(repeats.all("times"), (Values{"6", "6", "6", "6", "6", "6", "3", "3", "3"}));
  EXPECT_EQ(repeats.all("counted"),
            (Values{"false", "false", "false", "true", "false", "false", "true", "false", "false"}));
  EXPECT_EQ(repeats.all("sentence"), (Values{"0", "2", "3", "0", "2", "3", "0", "2", "3"}));
  EXPECT_THROW(kernel().score(documents, {.by = Unit::speaker, .repeats_once = true}), RequestError);
}

TEST(Kernel, ComparesWithOtherDocuments) {
  const std::vector<Document> others{{.id = "1", .source = "Tillit. Ja. Ja. Ja.", .language = "sv"},
                                     {.id = "2", .source = "Tillit. Målstyrning. Nej. Ja.", .language = "sv"},
                                     {.id = "3", .source = "Trust us.", .language = "und"},
                                     {.id = "4", .source = "", .language = "sv", .status = "empty"}};
  Compared compared;
  kernel().compare(std::span(others).first(1), Part::sentences, compared);
  kernel().compare(std::span(others).subspan(1), Part::sentences, compared);
  EXPECT_EQ(compared.documents(), 2U);
  const Document document{.id = "a", .source = "Tillit. Tillit. Ja. Nej.", .language = "sv"};
  const Rows rows(kernel().score(std::vector{document}, {.against = &compared}));
  EXPECT_EQ(rows.at(0, "compared"), "2");
  EXPECT_EQ(rows.at(0, "said"), "npm higher than 0 of 2 compared, trust higher than 2 of 2 compared");
  EXPECT_EQ(rows.at(0, "trust_difference"), std::to_string(500.0 - 250.0));
  EXPECT_EQ(rows.at(0, "trust_higher_than"), "2");
  EXPECT_EQ(rows.at(0, "npm_difference"), std::to_string(-125.0));
  EXPECT_EQ(rows.at(0, "npm_goals_difference"), std::to_string(-125.0));
  EXPECT_EQ(rows.at(0, "npm_goals_higher_than"), "0");
  EXPECT_LT(std::stod(rows.at(0, "trust_difference_low")), 250);
  EXPECT_GT(std::stod(rows.at(0, "trust_difference_high")), 250);

  const Rows alone(kernel().score(std::vector{document}, {.against = &compared, .scorer = {.resamples = 0}}));
  EXPECT_EQ(alone.at(0, "trust_difference_low"), "null");
  const Compared nothing;
  const Rows with_nothing(kernel().score(std::vector{document}, {.against = &nothing}));
  EXPECT_EQ(with_nothing.at(0, "compared"), "0");
  EXPECT_EQ(with_nothing.at(0, "said"), "null");
}

TEST(Kernel, SearchesTermsWithoutALexicon) {
  const std::vector<Document> documents{
      {.id = "a", .source = "Mål- och resultatstyrning, inte tillit.", .language = "sv"},
      {.id = "b", .source = "Trust, not control.", .language = "und"}};
  const Rows rows(kernel().hits(documents, {.terms = {"målstyrning", "tillit", "control*"}}));
  EXPECT_EQ(rows.all("text"), (Values{"Mål- och resultatstyrning", "tillit", "control"}));
  EXPECT_EQ(rows.all("term"), (Values{"målstyrning", "tillit", "control*"}));
  EXPECT_EQ(rows.all("canonical"), (Values{"Målstyrning + resultatstyrning", "null", "null"}));
  EXPECT_EQ(rows.all("pole"), (Values{"null", "null", "null"}));
  EXPECT_EQ(rows.all("polarity"), (Values{"affirmed", "reversed", "null"}));
  EXPECT_THROW(kernel().hits({}, {.terms = {"*"}}), RequestError);
}

TEST(Kernel, ScoresSentencesAndPassages) {
  const Document document{.id = "a", .source = "Tilliten ökar. Ja.\n\nMålstyrningen också.", .language = "sv"};
  const Rows sentences = score_of(document, {.by = Unit::sentence, .scorer = {.resamples = 0}});
  EXPECT_EQ(sentences.all("id"), (Values{"a#0", "a#1", "a#2"}));
  EXPECT_EQ(sentences.all("words"), (Values{"2", "1", "2"}));
  EXPECT_EQ(sentences.all("npm_hits"), (Values{"0", "0", "1"}));
  const Rows passages = score_of(document, {.by = Unit::passage, .scorer = {.resamples = 0}});
  EXPECT_EQ(passages.all("id"), (Values{"a#0", "a#1"}));
  EXPECT_EQ(passages.all("trust_hits"), (Values{"1", "0"}));
}

TEST(Kernel, ScoresGroups) {
  const std::vector<Document> documents{{.id = "1", .source = "Tilliten ökar.", .language = "sv", .group = "b"},
                                        {.id = "2", .source = "Tilliden vokser nu.", .language = "da", .group = "a"},
                                        {.id = "3", .source = "Målstyrningen ökar.", .language = "sv", .group = "b"},
                                        {.id = "4", .source = "", .language = "sv", .status = "damaged", .group = "b"},
                                        {.id = "5", .source = "Tilliten.", .language = "sv", .group = "a"},
                                        {.id = "6", .source = "", .status = "damaged", .group = "c"}};
  const Rows rows(kernel().score(documents, {.by = Unit::group, .scorer = {.resamples = 0}}));
  EXPECT_EQ(rows.all("id"), (Values{"a", "b", "c"}));
  EXPECT_EQ(rows.all("words"), (Values{"4", "4", "null"}));
  EXPECT_EQ(rows.all("trust_hits"), (Values{"2", "1", "null"}));
  EXPECT_EQ(rows.all("npm_hits"), (Values{"0", "1", "null"}));
  EXPECT_EQ(rows.all("lang"), (Values{"null", "sv", "null"}));
  EXPECT_EQ(rows.all("status"), (Values{"ok", "partial", "damaged"}));
}

TEST(Kernel, GivesTheHitsThatAreAskedFor) {
  std::vector<lexicon::Entry> with_name = entries();
  with_name.push_back(with_name.front());
  with_name.back().pole = lexicon::Pole::meta;
  with_name.back().category = "name";
  with_name.back().term = "Kundcenter";
  const Kernel named({.entries = with_name});
  const Document document{.id = "a", .source = "Målstyrning, tillit, kund, Kundcenter.", .language = "sv"};
  const auto terms = [&](const HitOptions& options) { return Rows(named.hits({&document, 1}, options)).all("term"); };
  EXPECT_EQ(terms({}), (Values{"målstyrning", "tillit", "kund"}));
  EXPECT_EQ(terms({.names = true}), (Values{"målstyrning", "tillit", "kund", "Kundcenter"}));
  EXPECT_EQ(terms({.poles = {lexicon::Pole::trust}}), Values{"tillit"});
}

TEST(Kernel, FindsTheLanguageOfADocument) {
  const std::string_view swedish =
      "Nämnden vill att tilliten till lärarna ska öka, och därför behövs inte fler kontroller.";
  const std::string_view danish =
      "Udvalget ønsker, at tilliden til medarbejderne skal vokse, og derfor er der ikke brug for mere.";
  EXPECT_EQ(hits_of({.id = "a", .source = swedish}).all("lang"), Values{"sv"});
  EXPECT_EQ(hits_of({.id = "a", .source = danish}).all("term"), Values{"tillid"});
  EXPECT_EQ(text_of({.id = "a", .source = danish}).at(0, "lang"), "da");
  EXPECT_EQ(text_of({.id = "a", .source = "12 345"}).at(0, "lang"), "und");
}

TEST(Kernel, TakesTheLanguageItIsTold) {
  EXPECT_EQ(hits_of({.id = "a", .source = "tillit tillid", .language = "da"}).all("text"), Values{"tillid"});
  EXPECT_EQ(hits_of({.id = "a", .source = "tillit tillid", .language = "sv"}).all("text"), Values{"tillit"});
}

TEST(Kernel, ReadsALanguageThatItDoesNotKnowWithoutALexicon) {
  for (const std::string_view language : {"und", "fi"}) {
    const Document document{.id = "a", .source = "Tillit bl.a. målstyrning", .language = language};
    EXPECT_EQ(hits_of(document).size(), 0U);
    EXPECT_EQ(tokens_of(document).size(), 4U);  // and without abbreviations
    const Rows score = score_of(document);
    EXPECT_EQ(score.at(0, "lang"), language);
    EXPECT_EQ(score.at(0, "words"), "3");
    EXPECT_EQ(score.at(0, "npm"), "null");
    EXPECT_EQ(score.at(0, "npm_hits"), "null");
    EXPECT_EQ(score.at(0, "label"), "none");
  }
}

TEST(Kernel, GivesADocumentThatCouldNotBeReadARowWithoutFigures) {
  for (const std::string_view status : {"empty", "no text layer", "damaged", "encrypted", "unreadable"}) {
    const Document document{.id = "b.pdf", .source = "", .language = "sv", .status = status};
    const Rows score = score_of(document);
    ASSERT_EQ(score.size(), 1U);
    EXPECT_EQ(score.at(0, "id"), "b.pdf");
    EXPECT_EQ(score.at(0, "status"), status);
    for (const char* column : {"words", "npm", "trust", "npm_hits", "trust_hits", "npm_goals", "label", "balance"})
      EXPECT_EQ(score.at(0, column), "null") << column;
    const Rows text = text_of(document);
    ASSERT_EQ(text.size(), 1U);
    EXPECT_EQ(text.at(0, "status"), status);
    EXPECT_EQ(tokens_of(document).size(), 0U);
    EXPECT_EQ(hits_of(document).size(), 0U);
  }
}

TEST(Kernel, GivesNoDocumentsATableWithItsColumns) {
  for (const Table& table : {kernel().text({}), kernel().tokens({}), kernel().hits({}), kernel().score({})}) {
    ASSERT_EQ(table.size(), 1U);
    EXPECT_EQ(table.front().size(), 0);
    EXPECT_EQ(names_of(table).front(), "id");
  }
}

TEST(Kernel, KeepsTheOrderOfTheDocuments) {
  std::vector<std::string> ids;
  ids.reserve(100);
  for (int i = 0; i < 100; ++i) ids.push_back(std::to_string(i));
  std::vector<Document> documents;
  documents.reserve(ids.size());
  for (const std::string& id : ids) documents.push_back({.id = id, .source = "tillit", .language = "sv"});
  EXPECT_EQ(Rows(kernel().score(documents, {.scorer = {.resamples = 0}})).all("id"), ids);
  EXPECT_EQ(Rows(kernel().hits(documents)).all("id"), ids);
}

TEST(Kernel, FindsNothingWithoutEntries) {
  const Kernel bare({});
  const Document document{.id = "a", .source = "tillit", .language = "sv"};
  EXPECT_EQ(Rows(bare.hits({&document, 1})).size(), 0U);
  EXPECT_EQ(Rows(bare.score({&document, 1})).at(0, "npm_hits"), "0");
}

TEST(Kernel, ListsItsLexicon) {
  const Rows rows(kernel().lexicon());
  ASSERT_EQ(rows.size(), entries().size());
  EXPECT_EQ(rows.all("lang"), (Values{"da", "da", "sv", "sv", "sv", "sv", "sv", "sv", "sv"}));
  EXPECT_EQ(rows.at(2, "term"), "målstyrning");
  EXPECT_EQ(rows.at(2, "compound"), "either");
  EXPECT_EQ(rows.at(2, "source"), "policy");
  EXPECT_EQ(rows.at(2, "note"), "with its compounds");
  EXPECT_EQ(rows.at(2, "case"), "null");
  EXPECT_EQ(rows.at(3, "pos"), "= = noun");
  EXPECT_EQ(rows.at(3, "tier"), "core");
  EXPECT_EQ(rows.at(5, "case"), "exact");
  EXPECT_EQ(rows.at(8, "pole"), "none");
}

TEST(Kernel, RefusesADocumentThatASpanCannotPointInto) {
  const std::string_view too_long("x", std::size_t{kMaxTextBytes} + 1);  // refused before a byte of it is read
  const std::vector<Document> documents(3, {.id = "a", .source = too_long, .language = "sv"});
  for (const unsigned threads : {1U, 2U}) {
    const Kernel many({.entries = entries(), .threads = threads});
    EXPECT_THROW(many.hits(documents), RequestError);
    EXPECT_THROW(many.score(documents), RequestError);
  }
}

TEST(Kernel, MayBeMoved) {
  Kernel first({.entries = entries()});
  const Kernel second(std::move(first));
  const Document document{.id = "a", .source = "tillit", .language = "sv"};
  EXPECT_EQ(Rows(second.hits({&document, 1})).size(), 1U);
}

// What must hold for every document ---------------------------------------------

std::vector<std::string> sources() {
  std::vector<std::string> made;
  for (const std::string& bytes : nasty_texts(171, 500)) made.push_back(text::decode(bytes).source);
  Nasty nasty(172);
  const std::vector<std::string> words{
      "målstyrning ",  "tilliten ", "måltal, ", "KPI. ",   "Kunden ", "mål- och\nresultatstyrning ",
      "inte ",         "”tillit” ", "och ",     "\n\n",    "- ",      "Nämnden anser att ",
      "ma\u030Altal ", "misstro. ", "😀 ",      "styrning"};
  for (int i = 0; i < 200; ++i) {
    std::string source;
    for (std::size_t word = nasty.below(30); word > 0; --word) source += nasty.one_of(words);
    made.push_back(source);
  }
  return made;
}

TEST(EveryDocument, CanBeFollowedBackToItsCharacters) {
  std::size_t hits_found = 0;
  for (const std::string& source : sources())
    for (const std::string_view language : {"sv", "und"}) {
      const Document document{.id = "a", .source = source, .language = language};
      const Rows tokens = tokens_of(document);
      std::int64_t behind = 0;
      for (std::size_t row = 0; row < tokens.size(); ++row) {
        const std::int64_t start = tokens.number(row, "start");
        const std::int64_t end = tokens.number(row, "end");
        ASSERT_LE(behind, start) << shown(source);
        ASSERT_LT(start, end) << shown(source);
        ASSERT_EQ(characters(source, start, end), tokens.at(row, "text")) << shown(source);
        behind = end;
      }
      const Rows hits = hits_of(document);
      hits_found += hits.size();
      for (std::size_t row = 0; row < hits.size(); ++row) {
        const std::int64_t start = hits.number(row, "start");
        const std::int64_t end = hits.number(row, "end");
        const auto byte_start = static_cast<std::size_t>(hits.number(row, "byte_start"));
        const auto byte_end = static_cast<std::size_t>(hits.number(row, "byte_end"));
        const std::string& text = hits.at(row, "text");
        ASSERT_EQ(characters(source, start, end), text) << shown(source);
        ASSERT_EQ(source.substr(byte_start, byte_end - byte_start), text) << shown(source);
        const std::string& left = hits.at(row, "left");
        const std::string& right = hits.at(row, "right");
        ASSERT_TRUE(std::string_view(source).substr(0, byte_start).ends_with(left)) << shown(source);
        ASSERT_TRUE(std::string_view(source).substr(byte_end).starts_with(right)) << shown(source);
      }
    }
  EXPECT_GT(hits_found, 500U);
}

TEST(Kernel, ReadsAVeryLongDocumentAsOne) {
  // Twenty megabytes, with a hit in every paragraph of about two; without paragraphs; in one line; in one word.
  for (const std::string_view gap : {"\n\n", "\n", " "}) {
    std::string source;
    for (int part = 0; part < 10; ++part) {
      std::string filler;
      while (filler.size() < 2'000'000) filler += "Här står å. ";
      filler.pop_back();
      source += filler + std::string(gap) + "Tillit behövs." + std::string(gap);
    }
    const Document document{.id = "a", .source = source, .language = "sv"};
    const Rows hits = hits_of(document);
    ASSERT_EQ(hits.size(), 10U);
    std::int64_t sentence = -1;
    for (std::size_t row = 0; row < hits.size(); ++row) {
      const auto begin = static_cast<std::size_t>(hits.number(row, "byte_start"));
      EXPECT_EQ(source.substr(begin, 6), "Tillit");
      // As many sentences of three words stand before as full stops.
      const auto stops = std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(begin), '.');
      EXPECT_EQ(hits.number(row, "sentence"), stops);
      EXPECT_GT(hits.number(row, "sentence"), sentence);
      sentence = hits.number(row, "sentence");
      if (gap == "\n\n") {
        EXPECT_EQ(hits.number(row, "passage"), static_cast<std::int64_t>(2 * row + 1));
      }
    }
    const Rows score = score_of(document);
    ASSERT_EQ(score.size(), 1U);
    EXPECT_EQ(score.number(0, "trust_hits"), 10);
    EXPECT_EQ(score.number(0, "words"), 3 * (std::count(source.begin(), source.end(), '.') - 10) + 2 * 10);
  }
  const std::string word(20'000'000, 'a');
  EXPECT_EQ(score_of({.id = "a", .source = word, .language = "sv"}).size(), 1U);
}

TEST(Kernel, KnowsWhoSpeaksInEveryStretchOfALongDocument) {
  std::string source = "Kommunstyrelsen\nProtokoll\nDatum: 2024-03-12\nPlats: Salen\n\nAsta Lindmo (S), ordförande\n\n";
  for (int item = 1; item < 9; ++item) {
    source += "§ " + std::to_string(item) + " Taxa för brygga " + std::to_string(item) + "\n\nYrkanden\n";
    for (int speech = 0; speech < 5; ++speech)
      source += "Bo Granrot (M) yrkar avslag. Tillit går före målstyrning.\n\nCia Tallmark (L) yrkar bifall.\n\n";
    source += "Beslut\nTaxan höjs. Det blir fler måltal.\n\nDen gäller från maj. Tillit är bra.\n\n";
  }
  const Kernel in_stretches({.entries = entries(), .stretch_bytes = 400});
  const std::vector<Document> documents{{.id = "a", .source = source, .language = "sv"}};
  const auto expect_same = [](const Table& stretched, const Table& whole) {
    ASSERT_GT(whole.front().size(), 0);
    const Rows rows(stretched);
    const Rows expected(whole);
    for (const Column& column : whole.front().all()) {
      const std::string& name = column.field().name;
      // What stands around a hit is shown as far as its stretch goes.
      if (name != "left" && name != "right") {
        EXPECT_EQ(rows.all(name), expected.all(name)) << name;
      }
    }
  };
  expect_same(in_stretches.passages(documents), kernel().passages(documents));
  expect_same(in_stretches.hits(documents), kernel().hits(documents));
  expect_same(in_stretches.quotes(documents), kernel().quotes(documents));
  for (const Unit by : {Unit::document, Unit::passage, Unit::speaker, Unit::month})
    expect_same(in_stretches.score(documents, {.by = by}), kernel().score(documents, {.by = by}));
}

TEST(Kernel, ShowsThePageOfAHit) {
  const Document paged{.id = "a.pdf",
                       .source = "Ett ord.\fHär växer tilliten.\f\fVi saknar tillit.",
                       .language = "sv",
                       .pages = 4,
                       .pages_read = 3};
  EXPECT_EQ(hits_of(paged).all("page"), (Values{"2", "4"}));
  EXPECT_EQ(text_of(paged).at(0, "pages"), "4");
  EXPECT_EQ(text_of(paged).at(0, "pages_read"), "3");
  const Document text{.id = "a.txt", .source = "Ett\fTillit.", .language = "sv"};
  EXPECT_EQ(hits_of(text).all("page"), Values{"null"});
  EXPECT_EQ(text_of(text).at(0, "pages"), "null");
}

TEST(Kernel, GivesEveryRowTheFurtherColumns) {
  Document document{.id = "a", .source = "Tillit. Tillit.", .language = "sv"};
  document.further = {{"municipality", "Almvik"}};
  const Rows hits = hits_of(document);
  EXPECT_EQ(hits.all("municipality"), (Values{"Almvik", "Almvik"}));
  EXPECT_EQ(score_of(document).all("municipality"), Values{"Almvik"});
  EXPECT_EQ(names_of(kernel().text({&document, 1})).back(), "municipality");
}

TEST(Kernel, GivesDocumentsTheColumnsOfAll) {
  const Document plain{.id = "a", .source = "Tillit.", .language = "sv"};
  Document known{.id = "b", .source = "Tillit.", .language = "sv"};
  known.further = {{"year", "2024"}};
  const std::vector<Document> both{plain, known};
  EXPECT_EQ(Rows(kernel().text(both)).all("year"), (Values{"null", "2024"}));
  known.further = {{"status", "draft"}};
  EXPECT_THROW(kernel().text({&known, 1}), RequestError);
}

TEST(Kernel, GivesARowARepair) {
  const Document document{.id = "a", .source = "å sam\u00ADhälle", .language = "sv"};
  const Rows rows(kernel().repairs({&document, 1}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.number(0, "start"), 5);
  EXPECT_EQ(rows.number(0, "end"), 6);
  EXPECT_EQ(rows.at(0, "kind"), "soft_hyphen");
  EXPECT_EQ(rows.at(0, "before"), "\u00AD");
  EXPECT_EQ(rows.at(0, "after"), "");
}

TEST(EveryDocument, IsTheSumOfItsSentences) {
  const std::vector<std::string> whole{"words",          "npm_hits", "trust_hits", "npm_reversed",
                                       "trust_reversed", "quoted",   "reported",   "statutory"};
  for (const std::string& source : sources()) {
    const Document document{.id = "a", .source = source, .language = "sv"};
    const Rows score = score_of(document);
    const Rows tokens = tokens_of(document);
    ASSERT_EQ(score.size(), 1U) << shown(source);
    std::int64_t words = 0;
    for (const std::string& kind : tokens.all("kind")) words += kind == "word" ? 1 : 0;
    ASSERT_EQ(score.number(0, "words"), words) << shown(source);
    for (const Unit unit : {Unit::sentence, Unit::passage}) {
      const Rows parts = score_of(document, {.by = unit, .scorer = {.resamples = 0}});
      for (const std::string& column : whole) {
        std::int64_t sum = 0;
        for (std::size_t row = 0; row < parts.size(); ++row) sum += parts.number(row, column);
        ASSERT_EQ(sum, score.number(0, column)) << column << " of " << shown(source);
      }
    }
  }
}

TEST(EveryDocument, GivesTheSameRowsInAPlanAsByItself) {
  const std::vector<std::string> texts = sources();
  std::vector<Document> documents;
  documents.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    documents.push_back({.id = "same", .source = texts[i], .status = i % 11 == 0 ? "damaged" : "ok"});
    if (i % 3 == 0) documents.back().further = {{"year", "2024"}};
  }
  const stance::ScorerOptions scorer{.resamples = 20};
  for (const std::size_t stretch : {std::size_t{40}, std::size_t{8} << 20U}) {
    const Kernel many({.entries = entries(), .threads = 3, .stretch_bytes = stretch});
    const std::vector<Verb> verbs{Verb::quotes, Verb::score, Verb::hits, Verb::passages};
    const std::vector<VerbRows> made = many.plan(documents, verbs, scorer);
    ASSERT_EQ(made.size(), 4U);
    EXPECT_EQ(lines_of(made[0].rows), lines_of(many.quotes(documents)));
    EXPECT_EQ(lines_of(made[1].rows), lines_of(many.score(documents, {.scorer = scorer})));
    EXPECT_EQ(lines_of(made[2].rows), lines_of(many.hits(documents)));
    EXPECT_EQ(lines_of(made[3].rows), lines_of(many.passages(documents)));
    for (std::size_t i = 0; i < documents.size(); i += 17) {
      const auto passages = static_cast<std::int64_t>(Rows(many.passages({&documents[i], 1})).size());
      EXPECT_EQ(made[3].of_document[i], passages) << shown(texts[i]);
      EXPECT_EQ(made[1].of_document[i], 1);
    }
  }
}

TEST(Kernel, GivesNoDocumentsAPlanWithItsColumns) {
  const std::vector<Verb> verbs{Verb::hits};
  const std::vector<VerbRows> made = kernel().plan({}, verbs);
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(names_of(made[0].rows), names_of(kernel().hits({})));
  EXPECT_TRUE(made[0].of_document.empty());
  EXPECT_EQ(verb_of("quotes"), Verb::quotes);
  EXPECT_THROW(verb_of("tokens"), RequestError);
}

TEST(EveryDocument, GivesTheSameRowsForEveryNumberOfThreads) {
  // More than two blocks of it, and documents of very different sizes.
  std::vector<std::string> texts = sources();
  for (const std::size_t size : {1'100'000U, 10U, 1'100'000U, 200'000U}) {
    std::string text;
    while (text.size() < size)
      text += "Nämnden sammanträder i rådhuset på tisdag, och protokollet justeras veckan därpå.\n";
    texts.push_back(text + "Mer tillit och mindre målstyrning. ma\u030Altal");
  }
  std::vector<std::string> ids;
  ids.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) ids.push_back("document " + std::to_string(i));
  std::vector<Document> documents;
  documents.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    documents.push_back({.id = ids[i],
                         .source = texts[i],
                         .language = i % 7 == 0 ? "und" : "sv",
                         .status = i % 11 == 0 ? "damaged" : "ok",
                         .group = i % 2 == 0 ? "even" : "odd"});
  const std::vector<Document> few(documents.begin(), documents.begin() + 300);

  const auto lines_on = [&](unsigned threads) {
    const Kernel many({.entries = entries(), .threads = threads});
    const ScoreOptions options{.scorer = {.resamples = 20}};
    const ScoreOptions by_group{.by = Unit::group, .scorer = {.resamples = 20}};
    const Table hits = many.hits(documents);
    EXPECT_EQ(hits.size(), 3U) << "pieces on " << threads << " threads";
    return std::vector<std::string>{lines_of(hits), lines_of(many.score(documents, options)),
                                    lines_of(many.score(documents, by_group)), lines_of(many.text(documents)),
                                    lines_of(many.tokens(few))};
  };
  const std::vector<std::string> one = lines_on(1);
  EXPECT_GT(one[0].size(), 100'000U);
  for (const unsigned threads : {2U, 5U}) {
    const std::vector<std::string> many = lines_on(threads);
    for (std::size_t verb = 0; verb < one.size(); ++verb)
      EXPECT_TRUE(many[verb] == one[verb]) << "verb " << verb << " on " << threads << " threads";
  }
}

TEST(EveryDocument, HasTheSameValuesInEachColumnThatIsAskedFor) {
  for (const std::string& source : sources()) {
    const Document document{.id = "a", .source = source, .language = "da"};
    const Rows whole = tokens_of(document);
    for (const char* const column :
         {"id", "sentence", "start", "end", "text", "kind", "norm", "stem", "lemma", "parts"}) {
      const Rows one(kernel().tokens({&document, 1}, {.columns = {column}}));
      ASSERT_EQ(one.size(), whole.size()) << column << " of " << shown(source);
      if (one.size() > 0) {
        ASSERT_EQ(one.all(column), whole.all(column)) << shown(source);
      }
    }
  }
}

TEST(EveryDocument, GivesTheSameRowsInAnyCompany) {
  const std::vector<std::string> texts = sources();
  std::vector<Document> documents;
  documents.reserve(texts.size());
  for (const std::string& text : texts) documents.push_back({.id = "a", .source = text, .language = "sv"});
  std::string hits_alone;
  std::string tokens_alone;
  for (const Document& document : documents) {
    hits_alone += lines_of(kernel().hits({&document, 1}));
    tokens_alone += lines_of(kernel().tokens({&document, 1}));
  }
  EXPECT_EQ(lines_of(kernel().hits(documents)), hits_alone);
  EXPECT_EQ(lines_of(kernel().tokens(documents)), tokens_alone);
}

}  // namespace
}  // namespace ordagrant::batch
