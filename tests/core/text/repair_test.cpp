#include "ordagrant/text/repair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/base/error.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/reading.h"

namespace ordagrant::text {
namespace {

using Edits = std::vector<Edit>;

std::string mended(std::string_view source) { return std::string(Reading(source).text()); }

std::string kinds_of(std::string_view source) {
  std::string kinds;
  const Reading reading(source);
  for (const Edit& repair : reading.repairs()) kinds += (kinds.empty() ? "" : " ") + std::string(name(repair.kind));
  return kinds;
}

// What a reader may rely on -------------------------------------------------

TEST(Repair, TakesOutSoftHyphens) {
  EXPECT_EQ(mended("samhälls\u00ADproblem"), "samhällsproblem");
  EXPECT_EQ(mended("samhälls\u00AD\n   problem"), "samhällsproblem");
  EXPECT_EQ(mended("justitie\u00AD\u00ADminister"), "justitieminister");
  EXPECT_EQ(mended("klart.\u00AD\nNästa"), "klart.\nNästa");
  EXPECT_EQ(mended("hälso\u00AD och sjukvård"), "hälso- och sjukvård");
  EXPECT_EQ(kinds_of("samhälls\u00ADproblem"), "soft_hyphen");
}

TEST(Repair, WritesLigaturesOut) {
  EXPECT_EQ(mended("e\uFB00ektiv, \uFB01n, \uFB02it, o\uFB03ciell, stra\uFB00"),
            "effektiv, fin, flit, officiell, straff");
  EXPECT_EQ(kinds_of("\uFB01n"), "ligature");
}

TEST(Repair, MakesOneSpaceOfTwoAndOfOneThatDoesNotBreak) {
  EXPECT_EQ(mended("Det var då.  Nu är nu."), "Det var då. Nu är nu.");
  EXPECT_EQ(mended("här i\u00A0dag"), "här i dag");
  EXPECT_EQ(mended("ett\u00A0 jobb"), "ett jobb");
  EXPECT_EQ(mended("ord\u200Bet"), "ordet");
}

TEST(Repair, LeavesSpacesThatMeanSomething) {
  for (const std::string_view source : {"80\u00A0000 kr", "10\u00A0kr", "§\u00A012", "  indraget", "kolumn   kolumn",
                                        "a\t b", "slut \n", "\u00A0", "5 %"})
    EXPECT_EQ(mended(source), source);
}

TEST(Repair, IsNotMadeWhereItsKindIsOff) {
  RepairKinds kinds = RepairKinds::all();
  kinds.remove(RepairKind::soft_hyphen);
  const Reading reading("sam\u00ADhälle \uFB01n", {.kinds = kinds});
  EXPECT_EQ(reading.text(), "sam\u00ADhälle fin");
}

TEST(Repair, KnowsWhereItsWordsStand) {
  const std::string_view source = "Vi mäter\u00A0sam\u00ADhället  \uFB01nt.";
  const Reading reading(source);
  const auto source_of = [&](std::string_view part) {
    const auto begin = static_cast<std::uint32_t>(reading.text().find(part));
    return reading.to_source({begin, begin + static_cast<std::uint32_t>(part.size())}).of(source);
  };
  EXPECT_EQ(reading.text(), "Vi mäter samhället fint.");
  EXPECT_EQ(source_of("mäter"), "mäter");
  EXPECT_EQ(source_of("samhället"), "sam\u00ADhället");
  EXPECT_EQ(source_of("fint"), "\uFB01nt");
  EXPECT_EQ(source_of("."), ".");
}

TEST(RepairKinds, HaveNames) {
  for (std::size_t kind = 0; kind < kRepairKinds; ++kind)
    EXPECT_EQ(repair_kind_of(name(static_cast<RepairKind>(kind))), static_cast<RepairKind>(kind));
  EXPECT_THROW(repair_kind_of("spelling"), RequestError);
}

TEST(Composed, KeepsApartWhatDoesNotTouch) {
  // The source "ab-\n\n12\n\fcd" loses a page number, and then a hyphen at the line end before it.
  const std::string between = "ab-\ncd";
  const Edits first{{{4, 9}, RepairKind::page_number, ""}};
  const Edits then{{{2, 4}, RepairKind::hyphen, ""}};
  EXPECT_EQ(composed(between, first, then), (Edits{then[0], first[0]}));
}

TEST(Composed, MakesOneOfWhatTouches) {
  // "a\uFB01b" reads "afib", and "ib" is then to read "o".
  const Edits first{{{1, 4}, RepairKind::ligature, "fi"}};
  const Edits then{{{2, 4}, RepairKind::glued, "o"}};
  EXPECT_EQ(composed("afib", first, then), (Edits{{{1, 5}, RepairKind::glued, "fo"}}));
}

// What must hold for every source ------------------------------------------------

Edits random_edits(Nasty& nasty, std::string_view text) {
  Edits edits;
  for (std::size_t at = nasty.below(4); at <= text.size(); at += 1 + nasty.below(6)) {
    const std::size_t end = std::min(text.size(), at + nasty.below(4));
    std::string replacement(nasty.below(4), static_cast<char>('A' + nasty.below(26)));
    if (at == end && replacement.empty()) replacement = "+";
    edits.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                     static_cast<RepairKind>(nasty.below(kRepairKinds)),
                     std::move(replacement)});
    at = end;
  }
  return edits;
}

void expect_in_order(const Edits& edits, std::size_t size) {
  for (std::size_t edit = 0; edit < edits.size(); ++edit) {
    ASSERT_LE(edits[edit].span.begin, edits[edit].span.end);
    ASSERT_LE(edit == 0 ? 0 : edits[edit - 1].span.end, edits[edit].span.begin);
  }
  ASSERT_LE(edits.empty() ? 0 : edits.back().span.end, size);
}

TEST(EveryTwoLists, ComposeToWhatTheyDoOneAfterTheOther) {
  Nasty nasty(51);
  for (int trial = 0; trial < 20'000; ++trial) {
    const std::string source(nasty.below(30), static_cast<char>('a' + nasty.below(26)));
    const Edits first = random_edits(nasty, source);
    const std::string between = edited(source, first);
    const Edits then = random_edits(nasty, between);
    const Edits both = composed(between, first, then);
    expect_in_order(both, source.size());
    ASSERT_EQ(edited(source, both), edited(between, then)) << source;
  }
}

// The source again, from the reading and its repairs alone.
std::string undone(std::string_view source, const Reading& reading) {
  Edits back;
  std::uint32_t shift = 0;
  for (const Edit& repair : reading.repairs()) {
    const std::uint32_t begin = repair.span.begin + shift;
    const auto size = static_cast<std::uint32_t>(repair.replacement.size());
    back.push_back({{begin, begin + size}, repair.kind, std::string(repair.span.of(source))});
    shift += size - repair.span.size();
  }
  return edited(reading.text(), back);
}

void expect_sound(std::string_view source) {
  const Reading reading(source);
  ASSERT_EQ(undone(source, reading), source) << shown(source);
  ASSERT_EQ(edited(source, reading.repairs()), reading.text()) << shown(source);
  const std::string_view text = reading.text();
  const auto size = static_cast<std::uint32_t>(text.size());
  ByteSpan before{0, 0};
  for (std::uint32_t at = 0; at < size; at += character_at(text, at).size) {
    const ByteSpan span = reading.to_source({at, at + character_at(text, at).size});
    ASSERT_LE(before.begin, span.begin) << shown(source);
    ASSERT_LE(before.end, span.end) << shown(source);
    ASSERT_LE(span.begin, span.end) << shown(source);
    ASSERT_LE(span.end, source.size()) << shown(source);
    before = span;
  }
}

TEST(EverySource, CanBeHadBackAndKeepsItsOrder) {
  for (const std::string& source : well_formed_texts(52)) expect_sound(source);
  for (const std::string& source : nasty_texts(53, 1000)) expect_sound(source);
}

}  // namespace
}  // namespace ordagrant::text
