#include "ordagrant/demand/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/demand/duplicates.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::demand {
namespace {

struct Coded {
  std::string_view text;
  Demand demand;
};

// Small enough to train in a moment; two languages, and every class.
const std::vector<Coded>& coded() {
  static const std::vector<Coded> contacts{
      {"Jag har inte f\u00E5tt n\u00E5got svar p\u00E5 min ans\u00F6kan fr\u00E5n mars.", Demand::failure},
      {"V\u00E4ntar fortfarande p\u00E5 beslut, det har g\u00E5tt sex veckor.", Demand::failure},
      {"Fakturan \u00E4r fel igen, r\u00E4tta den.", Demand::failure},
      {"Soporna h\u00E4mtades inte i g\u00E5r heller.", Demand::failure},
      {"Hur ans\u00F6ker man om bygglov f\u00F6r en altan?", Demand::value},
      {"Vill boka en tid f\u00F6r vigsel i augusti.", Demand::value},
      {"Vad kostar en parkering per m\u00E5nad?", Demand::value},
      {"Jag vill anm\u00E4la min son till simskolan.", Demand::value},
      {"Vill s\u00E4ga upp platsen, och v\u00E5r faktura fr\u00E5n maj \u00E4r fortfarande fel.", Demand::mixed},
      {"Vill boka en lokal, och jag har inte f\u00E5tt svar p\u00E5 min ans\u00F6kan.", Demand::mixed},
      {"Hej, ring mig.", Demand::undetermined},
      {"Ringde fel nummer och lade p\u00E5.", Demand::undetermined},
  };
  return contacts;
}

std::vector<Example> examples() {
  std::vector<Example> made;
  for (const Coded& one : coded())
    made.push_back({{one.text, "sv"}, one.demand, kNone, static_cast<std::uint32_t>(made.size())});
  return made;
}

const Model& small() {
  static const Model model = Model().trained(examples());
  return model;
}

std::vector<std::string> evidence_of(const Verdict& verdict, std::string_view text) {
  std::vector<std::string> pieces;
  for (const ByteSpan span : verdict.evidence) pieces.emplace_back(span.of(text));
  return pieces;
}

bool equal(const Verdict& a, const Verdict& b) {
  return a.language == b.language && a.demand == b.demand && a.failure_kind == b.failure_kind && a.cause == b.cause &&
         a.p_failure == b.p_failure && a.p == b.p && a.evidence == b.evidence;
}

// What a reader may rely on -------------------------------------------------

TEST(Verdict, AFailureOfACaseThatWasReportedBeforeIsARepeatedContact) {
  const auto after = [](std::string_view kind) {
    Verdict verdict;
    verdict.demand = Demand::failure;
    verdict.failure_kind =
        static_cast<std::uint8_t>(std::find(kFailureKinds.begin(), kFailureKinds.end(), kind) - kFailureKinds.begin());
    weigh_earlier_contact(verdict);
    return kFailureKinds.at(verdict.failure_kind);
  };
  for (const std::string_view kind : {"not_done", "done_wrong", "other", "repeat_contact"})
    EXPECT_EQ(after(kind), "repeat_contact") << kind;
  for (const std::string_view kind : {"system_problem", "sent_around", "progress_chasing", "unclear_information"})
    EXPECT_EQ(after(kind), kind);
}

TEST(Verdict, AnEarlierContactMakesNoFailure) {
  for (const Demand demand : {Demand::value, Demand::undetermined}) {
    Verdict verdict;
    verdict.demand = demand;
    weigh_earlier_contact(verdict);
    EXPECT_EQ(verdict.demand, demand);
    EXPECT_EQ(verdict.failure_kind, kNone);
  }
}

TEST(Shipped, TellsThePlainCases) {
  const Model& model = Model::shipped();
  const auto demand = [&](std::string_view text, std::string_view language) {
    return model.read({text, language}).demand;
  };
  EXPECT_EQ(demand("Hur g\u00F6r man f\u00F6r att boka en tennisbana?", "sv"), Demand::value);
  EXPECT_EQ(demand("Jag har fortfarande inte f\u00E5tt svar p\u00E5 min ans\u00F6kan, trots tv\u00E5 p\u00E5minnelser.",
                   "sv"),
            Demand::failure);
  EXPECT_EQ(demand("Hvordan s\u00F8ger man om en haveplads, og hvad koster det?", "da"), Demand::value);
  EXPECT_EQ(demand("Jeg har stadig ikke f\u00E5et svar p\u00E5 min ans\u00F8gning, som jeg sendte i maj.", "da"),
            Demand::failure);
  EXPECT_EQ(demand("Ringde fel nummer, lade p\u00E5.", "sv"), Demand::undetermined);
}

TEST(Shipped, TellsWhoseAbsenceItIs) {
  std::ifstream file(ORDAGRANT_TESTS "/demand/whose_absence.tsv");
  std::size_t contacts = 0;
  std::size_t right = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::vector<std::string_view> cells = language::cells(line);
    const Demand demand = Model::shipped().read({cells.at(2), cells.at(0)}).demand;
    const bool is_failure = cells.at(1) == "F";
    EXPECT_NE(demand, is_failure ? Demand::value : Demand::failure) << line;
    ++contacts;
    if (demand == (is_failure ? Demand::failure : Demand::value)) ++right;
  }
  EXPECT_EQ(contacts, 59U);
  EXPECT_GE(right, 55U);
}

TEST(Shipped, NamesTheKindAndTheWords) {
  const std::string_view text = "Hej! Appen h\u00E4nger sig, det g\u00E5r inte att logga in. Mvh Sven";
  const Verdict verdict = Model::shipped().read({text, "sv"});
  EXPECT_EQ(verdict.demand, Demand::failure);
  ASSERT_NE(verdict.failure_kind, kNone);
  EXPECT_EQ(kFailureKinds[verdict.failure_kind], "system_problem");
  ASSERT_FALSE(verdict.evidence.empty());
}

TEST(Shipped, GivesACauseOnlyWithWordsForIt) {
  const Model& model = Model::shipped();
  EXPECT_EQ(model.read({"Jag har fortfarande inte f\u00E5tt n\u00E5got beslut om bygglov.", "sv"}).cause, kNone);
  const std::string_view text =
      "Jag har fortfarande inte f\u00E5tt n\u00E5got beslut. Ni s\u00E4ger att det beror p\u00E5 personalbrist.";
  const Verdict verdict = model.read({text, "sv"});
  ASSERT_NE(verdict.cause, kNone);
  EXPECT_EQ(evidence_of(verdict, text).back(), "personalbrist");
}

TEST(Shipped, WhatHasNoWordOfTheLanguageIsUndetermined) {
  const Model& model = Model::shipped();
  for (const std::string_view text : {"", " \n", "12 345", "Emme osanneet vastata."}) {
    const Verdict verdict = model.read({text, "auto"});
    EXPECT_EQ(verdict.demand, Demand::undetermined) << text;
    EXPECT_GT(verdict.p_failure, 0) << text;
    EXPECT_LT(verdict.p_failure, 1) << text;
  }
}

TEST(Shipped, AQuestionMarkDecidesNothing) {
  const Model& model = Model::shipped();
  for (const Coded& one : coded()) {
    std::string without(one.text);
    std::replace(without.begin(), without.end(), '?', ' ');
    EXPECT_NEAR(model.read({one.text, "sv"}).p_failure, model.read({without + "?", "sv"}).p_failure, 0.15) << one.text;
  }
}

TEST(Trained, LearnsWhatItIsTold) {
  for (const Coded& one : coded()) {
    const Verdict verdict = small().read({one.text, "sv"});
    const auto likeliest = std::max_element(verdict.p.begin(), verdict.p.end()) - verdict.p.begin();
    EXPECT_EQ(static_cast<Demand>(likeliest), one.demand) << one.text;
  }
  EXPECT_EQ(small().classes().size(), kDemands.size());
}

TEST(Trained, GoesOnFromTheShippedModel) {
  // What these contacts call value, most call failure: enough of them turn the model, and nothing else is forgotten.
  std::vector<Example> turned;
  const std::vector<std::string> texts{"Efterlyser blomkransen till torget.", "Efterlyser blomkransen till kajen.",
                                       "Efterlyser blomkransen till parken.", "Efterlyser blomkransen till skolan."};
  for (const std::string& text : texts) turned.push_back({{text, "sv"}, Demand::value});
  turned.push_back({{"Fakturan st\u00E4mmer inte.", "sv"}, Demand::failure});
  const Source asked{"Efterlyser blomkransen till slottet.", "sv"};
  const Model after = Model::shipped().trained(turned, {.penalty = 0.01});
  EXPECT_LT(after.read(asked).p_failure, Model::shipped().read(asked).p_failure);
  EXPECT_EQ(after.read({"Hur bokar man en tennisbana?", "sv"}).demand, Demand::value);
}

TEST(Trained, RefusesWhatCannotBeLearnt) {
  std::vector<Example> one_class = examples();
  std::erase_if(one_class, [](const Example& one) { return one.demand != Demand::value; });
  EXPECT_THROW(Model().trained(one_class), RequestError);
  EXPECT_THROW(Model().trained({}), RequestError);
  std::vector<Example> alike = examples();
  for (Example& one : alike) one.source.text = "Hej";
  EXPECT_THROW(Model().trained(alike), RequestError);
  EXPECT_THROW(Model().trained(examples(), {.penalty = 0}), RequestError);
  EXPECT_THROW(Model().trained(examples(), {.folds = 1}), RequestError);
}

TEST(File, ComesBackAsItWas) {
  for (const Model* model : {&Model::shipped(), &small()}) {
    const std::string written = model->write();
    const Model read = Model::parse(written);
    EXPECT_EQ(read.write(), written);
    for (const Coded& one : coded()) EXPECT_TRUE(equal(read.read({one.text, "sv"}), model->read({one.text, "sv"})));
  }
}

TEST(File, SaysWhereItIsWrong) {
  const auto message = [](std::string_view content) -> std::string {
    try {
      Model::parse(content);
    } catch (const RequestError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(message("").find("not a demand model"), std::string::npos);
  EXPECT_NE(message("id,text\n1,hej\n").find("line 1"), std::string::npos);
  EXPECT_NE(message("ordagrant demand\t9\n").find("version '9'"), std::string::npos);
  std::string written = small().write();
  written += "word\tsv\thej\tx\t0 0 0 0\t0 0 0 0 0 0 0 0\n";
  EXPECT_NE(message(written).find("'x' is not a whole number"), std::string::npos);
  EXPECT_NE(message("ordagrant demand\t1\nclasses\tbad\n").find("class 'bad'"), std::string::npos);
  EXPECT_NE(message("ordagrant demand\t1\nclasses\tvalue\n").find("without its bias"), std::string::npos);
}

TEST(File, AnyPieceOfOneIsReadOrRefused) {
  const std::string written = small().write();
  Nasty nasty(7);
  for (int i = 0; i < 60; ++i) {
    std::string broken = written.substr(0, nasty.below(written.size()));
    if (!broken.empty()) broken[nasty.below(broken.size())] = static_cast<char>(nasty.below(256));
    try {
      Model::parse(broken);
    } catch (const RequestError&) {
      continue;  // as promised
    }
  }
}

TEST(Duplicates, AreKnownByTheSmallestId) {
  const std::vector<std::string_view> texts{"hej", " hej\n", "annat", "hej", "", ""};
  const std::vector<std::string_view> ids{"10", "9", "1", "b", "2", "3"};
  EXPECT_EQ(first_of_equal(texts, ids), (std::vector<std::size_t>{1, 1, 2, 1, 4, 5}));
}

// What holds for every text -------------------------------------------------

TEST(AnyText, HasAVerdictThatHangsTogether) {
  Nasty nasty(11);
  const Model& model = Model::shipped();
  for (int i = 0; i < 300; ++i) {
    const std::string text = i % 2 == 0 ? nasty.bytes(nasty.below(200)) : nasty.well_formed(nasty.below(40));
    const Verdict verdict = model.read({text, i % 3 == 0 ? "auto" : i % 3 == 1 ? "sv" : "da"});
    EXPECT_NEAR(std::accumulate(verdict.p.begin(), verdict.p.end(), 0.0), 1.0, 1e-12);
    EXPECT_GE(verdict.p_failure, 0);
    EXPECT_LE(verdict.p_failure, 1);
    const bool failing = verdict.demand == Demand::failure || verdict.demand == Demand::mixed;
    EXPECT_EQ(verdict.failure_kind != kNone, failing);
    EXPECT_TRUE(failing || verdict.cause == kNone);
    EXPECT_TRUE(verdict.demand != Demand::undetermined || verdict.evidence.empty());
    for (const ByteSpan span : verdict.evidence) {
      EXPECT_LT(span.begin, span.end);
      EXPECT_LE(span.end, text.size());
    }
  }
}

TEST(AnyText, IsJudgedAloneAsAmongOthersOnAnyNumberOfThreads) {
  Nasty nasty(13);
  std::vector<std::string> texts;
  for (int i = 0; i < 1500; ++i)
    texts.push_back(nasty.well_formed(nasty.below(12)) + std::string(coded()[nasty.below(coded().size())].text));
  std::vector<Source> sources;
  for (const std::string& text : texts) sources.push_back({text, "sv"});
  const std::vector<Verdict> one = Model::shipped().read(sources, 1);
  const std::vector<Verdict> four = Model::shipped().read(sources, 4);
  std::reverse(sources.begin(), sources.end());
  const std::vector<Verdict> reversed = Model::shipped().read(sources, 1);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_TRUE(equal(one[i], four[i])) << texts[i];
    EXPECT_TRUE(equal(one[i], reversed[texts.size() - 1 - i])) << texts[i];
    if (i % 50 == 0) {
      EXPECT_TRUE(equal(one[i], Model::shipped().read({texts[i], "sv"}))) << texts[i];
    }
  }
}

TEST(Training, IsTheSameTwice) { EXPECT_EQ(Model().trained(examples()).write(), small().write()); }

}  // namespace
}  // namespace ordagrant::demand
