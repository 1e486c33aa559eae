#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nasty.h"
#include "ordagrant/text/internal/layers.h"
#include "ordagrant/text/internal/mojibake.h"

namespace ordagrant::text::internal {
namespace {

TEST(OddPlaces, AreNoneInSoundText) {
  EXPECT_TRUE(odd_places("").empty());
  EXPECT_TRUE(
      odd_places(
          "N\u00E4mnden f\u00F6resl\u00E5r \u2013 enligt \u00A7 3 \u2013 att \u201Dm\u00E5let\u201D st\u00E5r kvar.\n")
          .empty());
}

TEST(OddPlaces, HoldWhatIsToBeMended) {
  for (const std::string_view odd :
       {"  ", "\u00AD", "\u00A0", "\uFB01", "a\u030A", "\u200B", "\u00C3\u00A5", "\u00C2 "})
    for (std::size_t before = 0; before < 140; ++before) {
      const std::string text = std::string(before, 'x') + std::string(odd) + std::string(140 - before, 'x');
      const std::vector<ByteSpan> places = odd_places(text);
      ASSERT_EQ(places.size(), 1U) << shown(text);
      EXPECT_LE(places.front().begin, before) << shown(text);
      EXPECT_LT(before, places.front().end) << shown(text);
    }
}

// What must hold for every text: a layer finds nothing where it does not look. ----------------------------------

TEST(OddPlaces, HoldAllThatTheLayersFind) {
  Nasty nasty(92);
  const std::vector<std::string> pieces{"  ",      " ",      "\u00AD\n",     "\u00A0",  "\uFB01",
                                        "a\u030A", "\u200B", "\u00C3\u00A5", "\u00C2 ", "\u00E2\u20AC\u201C",
                                        "\u201D",  "\u2013", "\u212B",       "\u00D7"};
  std::vector<std::string> texts = nasty_texts(93);
  for (int trial = 0; trial < 5000; ++trial) {
    std::string text;
    for (std::size_t i = nasty.below(9); i > 0; --i) {
      text += std::string(nasty.below(70), nasty.below(4) == 0 ? '\n' : 'e');
      text += nasty.below(3) == 0 ? nasty.text(1) : pieces[nasty.below(pieces.size())];
    }
    texts.push_back(std::move(text));
  }
  for (const std::string& text : texts) {
    const std::vector<ByteSpan> places = odd_places(text);
    std::uint32_t behind = 0;
    for (const ByteSpan place : places) {
      ASSERT_TRUE(behind == 0 || behind < place.begin) << shown(text);
      ASSERT_LT(place.begin, place.end) << shown(text);
      behind = place.end;
    }
    ASSERT_LE(behind, text.size()) << shown(text);

    const std::vector<ByteSpan> everywhere{{0, static_cast<std::uint32_t>(text.size())}};
    ASSERT_EQ(mend_characters(text, places, RepairKinds::all()), mend_characters(text, everywhere, RepairKinds::all()))
        << shown(text);
    ASSERT_EQ(compose(text, places, RepairKinds::all()), compose(text, everywhere, RepairKinds::all())) << shown(text);
    std::vector<Edit> found;
    std::vector<Edit> all;
    mojibake(text, places, found);
    mojibake(text, everywhere, all);
    ASSERT_EQ(found, all) << shown(text);
  }
}

}  // namespace
}  // namespace ordagrant::text::internal
