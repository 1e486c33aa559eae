#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/clusters/categories.h"
#include "ordagrant/clusters/grouping.h"
#include "ordagrant/clusters/internal/collection.h"
#include "ordagrant/clusters/internal/description.h"
#include "ordagrant/clusters/near_equal.h"
#include "ordagrant/clusters/spherical_kmeans.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/vectors/lsa.h"

namespace ordagrant::clusters {
namespace {

// Sentences about three matters, made of words that nobody's text was taken from.
std::vector<std::string> sentences() {
  const std::vector<std::vector<std::string>> words{
      {"soptunnan", "soporna", "sopbilen", "k\u00E4rlet", "t\u00F6mdes", "avfallet", "\u00E5tervinningen"},
      {"bygglovet", "altanen", "ritningarna", "carporten", "bygger", "startbeskedet", "tillbyggnaden"},
      {"f\u00F6rskolan", "inskolningen", "barnet", "f\u00F6rskoleplatsen", "avdelningen", "dagis", "pedagogen"}};
  std::vector<std::string> made;
  std::mt19937 engine(7);
  for (std::size_t i = 0; i < 90; ++i) {
    std::string sentence = "Hej, det g\u00E4ller";
    for (int word = 0; word < 4; ++word) sentence += ' ' + words[i % 3][engine() % 7];
    made.push_back(sentence + '.');
  }
  return made;
}

std::vector<Text> texts_of(const std::vector<std::string>& sentences) {
  std::vector<Text> texts;
  for (const std::string& sentence : sentences) texts.push_back({sentence, "sv"});
  return texts;
}

TEST(Comparable, CaseMarksAndFiguresMakeNoDifference) {
  EXPECT_EQ(internal::comparable(" Hej!\n\u00C4r \u00E4rende  12-345 klart?"), "hej \u00E4r \u00E4rende 0 klart");
  EXPECT_EQ(internal::comparable("\u00E4rende 7 klart"), internal::comparable("\u00C4RENDE 123 KLART..."));
  EXPECT_EQ(internal::comparable(" ?! \xFF "), "");
}

TEST(NearEqual, ASlipIsNearAndAnotherSentenceIsNot) {
  std::vector<std::string_view> texts{"jag undrar n\u00E4r ni t\u00F6mmer soporna p\u00E5 v\u00E5r gata i byn",
                                      "jag undrar n\u00E4r ni t\u00F6mer soporna p\u00E5 v\u00E5r gata i byn",
                                      "jag undrar n\u00E4r ni plogar", ""};
  std::sort(texts.begin(), texts.end());
  EXPECT_EQ(near_equal(texts, 1), (std::vector<std::uint32_t>{0, 1, 2, 2}));
}

TEST(NearEqual, AgreesWithComparingEveryPair) {
  const auto runs = [](std::string_view text) {
    std::set<std::string_view> found;
    for (std::size_t at = 0; at + 3 <= text.size(); ++at) found.insert(text.substr(at, 3));
    return found;
  };
  std::mt19937 engine(11);
  std::set<std::string> made;
  while (made.size() < 120) {
    std::string text;
    if (made.empty() || engine() % 2 == 0) {
      while (text.size() < 40) text += static_cast<char>('a' + engine() % 6);
    } else {
      text = *std::next(made.begin(), static_cast<std::ptrdiff_t>(engine() % made.size()));
      for (unsigned i = 0; i < 1 + engine() % 2; ++i) text[engine() % text.size()] = 'z';
    }
    made.insert(text);
  }
  const std::vector<std::string_view> texts(made.begin(), made.end());
  std::vector<std::uint32_t> slow(texts.size());
  std::iota(slow.begin(), slow.end(), 0U);
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto a = runs(texts[i]);
      const auto b = runs(texts[j]);
      std::vector<std::string_view> both;
      std::ranges::set_intersection(a, b, std::back_inserter(both));
      if (20 * both.size() < 17 * (a.size() + b.size() - both.size())) continue;
      const std::uint32_t low = std::min(slow[i], slow[j]);
      const std::uint32_t high = std::max(slow[i], slow[j]);
      for (std::uint32_t& first : slow)
        if (first == high) first = low;
    }
  EXPECT_EQ(near_equal(texts, 1), slow);
  EXPECT_EQ(near_equal(texts, 3), slow);
  EXPECT_LT(std::set<std::uint32_t>(slow.begin(), slow.end()).size(), texts.size());
}

TEST(SphericalKMeans, FindsWhatLiesTogetherAndAgreesWithLookingAtAll) {
  std::mt19937 engine(13);
  vectors::Dense rows(600, 12);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    for (std::size_t j = 0; j < 12; ++j) rows.row(row)[j] = static_cast<float>(engine() % 100) / 400;
    rows.row(row)[row % 4] += 1;
  }
  vectors::normalise(rows);
  const KMeans made = spherical_kmeans(rows, {.clusters = 4});
  for (std::size_t row = 4; row < rows.rows(); ++row) EXPECT_EQ(made.clusters[row], made.clusters[row % 4]);
  EXPECT_EQ(std::set<std::uint32_t>(made.clusters.begin(), made.clusters.end()).size(), 4U);
  EXPECT_EQ(nearest(rows, made.centres, 2), made.clusters);
  const KMeans again = spherical_kmeans(rows, {.clusters = 4, .threads = 3});
  EXPECT_EQ(again.clusters, made.clusters);
  EXPECT_EQ(again.closeness, made.closeness);
}

TEST(SphericalKMeans, AsManyClustersAsRowsAndEqualRowsAreLegal) {
  vectors::Dense rows(3, 3);
  for (std::size_t row = 0; row < 3; ++row) rows.row(row)[row] = 1;
  const KMeans apart = spherical_kmeans(rows, {.clusters = 3});
  EXPECT_EQ(std::set<std::uint32_t>(apart.clusters.begin(), apart.clusters.end()).size(), 3U);
  vectors::Dense equal(5, 3);
  for (std::size_t row = 0; row < 5; ++row) equal.row(row)[0] = 1;
  EXPECT_EQ(spherical_kmeans(equal, {.clusters = 2}).clusters.size(), 5U);
}

TEST(Group, PutsTextsAboutAMatterTogetherAndNamesThem) {
  const auto made = sentences();
  const Grouping grouping = group(texts_of(made), {.clusters = 3});
  ASSERT_EQ(grouping.found.size(), 3U);
  for (std::size_t i = 3; i < made.size(); ++i) EXPECT_EQ(grouping.clusters[i], grouping.clusters[i % 3]) << made[i];
  for (const Cluster& cluster : grouping.found) {
    EXPECT_EQ(cluster.texts, 30U);
    EXPECT_GT(cluster.stability, 0.9);
    EXPECT_FALSE(cluster.words.empty());
    EXPECT_EQ(cluster.exemplars.size(), 3U);
    for (const std::string& word : cluster.words) EXPECT_NE(word, "hej");
  }
  EXPECT_EQ(group(texts_of(made)).found.size(), 3U) << "the number is found";
}

TEST(Group, ALabelHoldsNoWordInTwoFormsAndNoNameThatOnlySomeHave) {
  const std::vector<std::string> made{"Vi ska betala avgiften till Granvik.",
                                      "N\u00E4r \u00E4r betalningen av avgiften?", "Avgiften \u00E4r betald i Granvik.",
                                      "Betalning och avgiften, tack.", "Ska betala avgiften \u00E4n en g\u00E5ng."};
  const Grouping grouping = group(texts_of(made), {.clusters = 1});
  ASSERT_EQ(grouping.found.size(), 1U);
  EXPECT_EQ(grouping.found.front().words.size(), 2U);
  for (const std::string& word : grouping.found.front().words) {
    EXPECT_NE(word, "granvik");
    EXPECT_TRUE(word.starts_with("avgift") || word.starts_with("betal")) << word;
  }
  const Grouping of_place =
      group(std::vector<Text>{{"Badet i Granvik.", "sv"}, {"Torget i Granvik.", "sv"}}, {.clusters = 1});
  EXPECT_EQ(of_place.found.front().words.front(), "granvik") << "what all have is what they are about";
}

TEST(Description, WordsAreAlikeThatAReaderLearnsOneThingOf) {
  EXPECT_TRUE(internal::are_alike("betala", "betalning"));
  EXPECT_TRUE(internal::are_alike("barnvagn", "barn"));
  EXPECT_TRUE(internal::are_alike("barn", "barnebarn"));
  EXPECT_FALSE(internal::are_alike("bil", "bilda")) << "three letters are no evidence";
  EXPECT_FALSE(internal::are_alike("socialtj\u00E4nst", "socialstyrelse"));
  EXPECT_FALSE(internal::are_alike("r\u00E4kning", "teckning"));
  EXPECT_FALSE(internal::are_alike("sk\u00E5ne", "sk\u00E4rm")) << "they share a byte of a letter";
}

TEST(Reliability, HasHennigsBounds) {
  EXPECT_EQ(reliability_of(0.59), Reliability::unreliable);
  EXPECT_EQ(reliability_of(0.6), Reliability::doubtful);
  EXPECT_EQ(reliability_of(0.74), Reliability::doubtful);
  EXPECT_EQ(reliability_of(0.75), Reliability::reliable);
}

TEST(Group, EndingsAloneBringNothingTogether) {
  const std::vector<std::string> endings{"s\u00F8gning", "regning",          "tilbygning",
                                         "ledning",      "planl\u00E6gning", "visning"};
  const std::vector<std::string> matters{"haven og hunden", "bilen og garagen"};
  std::vector<std::string> made;
  for (const std::string& matter : matters)
    for (const std::string& ending : endings) made.push_back("En " + ending + " om " + matter + '.');
  std::vector<Text> texts;
  for (const std::string& text : made) texts.push_back({text, "da"});
  const Grouping grouping = group(texts, {.clusters = 2});
  for (std::size_t i = 1; i < made.size(); ++i)
    EXPECT_EQ(grouping.clusters[i] == grouping.clusters[0], i < endings.size()) << made[i];
}

TEST(Group, EqualAndNearlyEqualTextsAreInOneCluster) {
  auto made = sentences();
  const std::size_t size = made.size();
  for (std::size_t i = 0; i < size; ++i) {
    made.push_back("  " + made[i] + "!! 42");
    made.back().front() = '-';
  }
  const Grouping grouping = group(texts_of(made), {.clusters = 25});
  for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(grouping.clusters[i], grouping.clusters[i + size]) << made[i];
}

TEST(Group, DependsOnNeitherOrderNorThreads) {
  const auto made = sentences();
  auto shuffled = made;
  std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(17));
  for (const std::uint32_t clusters : {0U, 7U}) {
    const Grouping a = group(texts_of(made), {.clusters = clusters, .threads = 1});
    const Grouping b = group(texts_of(shuffled), {.clusters = clusters, .threads = 3});
    std::map<std::string, std::pair<std::int32_t, float>> of_text;
    for (std::size_t i = 0; i < made.size(); ++i) of_text[made[i]] = {a.clusters[i], a.closeness[i]};
    for (std::size_t i = 0; i < made.size(); ++i)
      EXPECT_EQ(of_text[shuffled[i]], std::pair(b.clusters[i], b.closeness[i]));
    ASSERT_EQ(a.found.size(), b.found.size());
    for (std::size_t i = 0; i < a.found.size(); ++i) {
      EXPECT_EQ(a.found[i].words, b.found[i].words);
      EXPECT_EQ(a.found[i].stability, b.found[i].stability);
    }
  }
}

TEST(Group, OfASampleEveryTextStillHasACluster) {
  const auto made = sentences();
  const Grouping grouping = group(texts_of(made), {.clusters = 3, .fitted = 40});
  EXPECT_EQ(grouping.fitted, 40U);
  for (std::size_t i = 3; i < made.size(); ++i) EXPECT_EQ(grouping.clusters[i], grouping.clusters[i % 3]) << made[i];
}

TEST(Group, WhatIsTooLittleIsGroupedAsFarAsItGoes) {
  EXPECT_TRUE(group({}).clusters.empty());
  const Grouping empty = group(std::vector<Text>{{""}, {"  ?! "}, {"\xFF\xFE"}}, {.clusters = 2});
  EXPECT_EQ(empty.clusters, (std::vector<std::int32_t>{-1, -1, -1}));
  EXPECT_EQ(empty.different, 0U);
  const Grouping equal = group(std::vector<Text>{{"Soporna"}, {"soporna!"}, {""}}, {.clusters = 5});
  EXPECT_EQ(equal.clusters, (std::vector<std::int32_t>{0, 0, -1}));
  EXPECT_EQ(equal.different, 1U);
  EXPECT_EQ(equal.same_as, (std::vector<std::uint32_t>{0, 0, 2}));
  EXPECT_EQ(group(std::vector<Text>{{"hej"}, {"jag"}, {"42"}}, {.clusters = 2}).found.size(), 2U);
  EXPECT_THROW(group({}, {.resamples = 0}), RequestError);
  EXPECT_THROW(group({}, {.fitted = 0}), RequestError);
}

TEST(Group, AnyBytesAreATextAndEveryOneWithLettersHasACluster) {
  Nasty nasty(19);
  std::vector<std::string> made;
  for (int i = 0; i < 60; ++i) made.push_back(nasty.text(1 + nasty.below(9)));
  std::vector<Text> texts;
  for (const std::string& text : made) texts.push_back({text});
  const Grouping grouping = group(texts, {.clusters = 6, .resamples = 2});
  for (const std::int32_t cluster : grouping.clusters) EXPECT_LT(cluster, 6);
}

TEST(Services, AreTheSameInEveryLanguage) {
  const auto catalogue = services();
  std::set<std::string> first;
  for (const std::string& language : language::shipped()) {
    std::set<std::string> ids;
    for (const Category& category : catalogue.at(language)) ids.insert(category.id);
    if (first.empty()) first = ids;
    EXPECT_EQ(ids, first) << language;
    EXPECT_EQ(ids.size(), 15U);  // with the rest
  }
}

std::string service_of(std::string_view text, std::string_view language) {
  const std::vector<Text> texts{{text, language}};
  const Assignment assignment = assign(texts, services(), {.clusters = 1, .resamples = 1});
  return assignment.categories[0] < 0 ? "rest" : assignment.ids[static_cast<std::size_t>(assignment.categories[0])];
}

TEST(Services, AreKnownByTheirWords) {
  EXPECT_EQ(service_of("K\u00E4rlet blev inte t\u00F6mt i tisdags.", "sv"), "waste");
  EXPECT_EQ(service_of("Skraldespanden er ikke blevet t\u00F8mt.", "da"), "waste");
  EXPECT_EQ(service_of("N\u00E4r f\u00E5r vi besked om f\u00F6rskoleplatsen?", "sv"), "childcare");
  EXPECT_EQ(service_of("Hvorn\u00E5r f\u00E5r vi plads i vuggestuen?", "da"), "childcare");
  EXPECT_EQ(service_of("Parkeringsboten \u00E4r fel.", "sv"), "parking");
  EXPECT_EQ(service_of("Mine sygedagpenge er ikke kommet.", "da"), "sickness_benefit");
  EXPECT_EQ(service_of("Hur f\u00F6rnyar jag k\u00F6rkortet?", "sv"), "rest");
  EXPECT_EQ(service_of("Hej, jag vill prata med n\u00E5gon.", "sv"), "rest");
}

TEST(Services, AReminderOfTheCitizensIsNoInvoice) {
  EXPECT_EQ(service_of("Jag har inte f\u00E5tt svar p\u00E5 min ans\u00F6kan, trots tv\u00E5 p\u00E5minnelser.", "sv"),
            "rest");
  EXPECT_EQ(service_of("Jeg rykker for svar p\u00E5 min ans\u00F8gning.", "da"), "rest");
  EXPECT_EQ(service_of("Jag fick en p\u00E5minnelse, men fakturan \u00E4r betald.", "sv"), "invoices_fees");
}

TEST(Services, AVerbIsNotTheNounThatItsLemmaIsSpelledAs) {
  EXPECT_EQ(service_of("Vad ska jag g\u00F6ra nu?", "sv"), "rest");
  EXPECT_EQ(service_of("Jag skulle vilja veta hur det blir.", "sv"), "rest");
  EXPECT_EQ(service_of("Vad ska skolan g\u00F6ra nu?", "sv"), "school");
}

TEST(Assign, UsersCategoriesAndTheirSeeds) {
  const std::map<std::string, std::vector<Category>, std::less<>> own{
      {"", {{"B\u00E5tar", {"b\u00E5t*", "segel=1"}}, {"Katter", {"*katt", "jamar+natt=9"}}}}};
  const std::vector<Text> texts{{"B\u00E5tplatsen", "sv"},     {"En huskatt", "sv"}, {"En bil", "sv"},
                                {"Den jamar hela natt", "sv"}, {"?", "sv"},          {"V\u00E4gen", "sv"}};
  const Assignment assignment = assign(texts, own);
  EXPECT_EQ(assignment.ids, (std::vector<std::string>{"B\u00E5tar", "Katter"}));
  EXPECT_EQ(assignment.categories, (std::vector<std::int32_t>{0, 1, -1, 1, -1, -1}));
  EXPECT_EQ(assignment.residue, (std::vector<std::uint32_t>{2, 5}));
  EXPECT_EQ(assignment.weights[3], 9);
}

TEST(Assign, AWordOfAUsersListIsMetInAllItsForms) {
  const std::map<std::string, std::vector<Category>, std::less<>> own{
      {"", {{"waste", {"sopor"}}, {"school", {"skola"}}, {"case", {"sager"}}}}};
  const std::vector<Text> texts{{"Soporna ligger kvar.", "sv"},   {"Hush\u00E5llssoporna luktar.", "sv"},
                                {"Skolornas tak.", "sv"},         {"Vad ska jag g\u00F6ra?", "sv"},
                                {"Sagen er ikke afgjort.", "da"}, {"Sopor", "en"},
                                {"Soporna ligger kvar.", "auto"}};
  const Assignment assignment = assign(texts, own);
  EXPECT_EQ(assignment.categories, (std::vector<std::int32_t>{0, 0, 1, -1, 2, 0, 0}));
}

TEST(Assign, WithoutAWordOfAUsersListATextIsInTheResidueHoweverLikeOthersItIs) {
  const std::map<std::string, std::vector<Category>, std::less<>> own{{"", {{"waste", {"sopor=9"}}}}};
  const std::vector<Text> texts{{"Soporna st\u00E5r kvar p\u00E5 infarten vid huset", "sv"},
                                {"Soporna st\u00E5r kvar vid grinden bakom huset", "sv"},
                                {"Cykeln st\u00E5r kvar p\u00E5 infarten vid grinden bakom huset", "sv"}};
  const Assignment assignment = assign(texts, own);
  EXPECT_EQ(assignment.categories, (std::vector<std::int32_t>{0, 0, -1}));
}

TEST(Assign, RefusesListsThatCannotBeRead) {
  const auto with = [](std::vector<Category> list) {
    return assign(std::vector<Text>{{"text"}}, {{"", std::move(list)}});
  };
  EXPECT_THROW(with({}), RequestError);
  EXPECT_THROW(with({{"", {"ord"}}}), RequestError);
  EXPECT_THROW(with({{"a", {}}}), RequestError);
  EXPECT_THROW(with({{"a", {"ord"}}, {"a", {"ord"}}}), RequestError);
  for (const std::string seed : {"*", "", "a*b", "a=", "a=x", "a=10", "a+", "a=0"})
    EXPECT_THROW(with({{"a", {seed}}}), RequestError) << seed;
}

}  // namespace
}  // namespace ordagrant::clusters
