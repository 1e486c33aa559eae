#include "ordagrant/forms/stemmer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace ordagrant::forms {

namespace {

// Characters -----------------------------------------------------------------

// A character is a byte and the continuation bytes behind it, so that bytes which are not UTF-8 have characters too.
bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Where the character after the one at `at` begins. Requires: at < word.size().
std::size_t next(std::string_view word, std::size_t at) {
  do ++at;
  while (at < word.size() && continues(word[at]));
  return at;
}

// Empty if the word is.
std::string_view last_character(std::string_view word) {
  if (word.empty()) return word;
  std::size_t at = word.size() - 1;
  while (at > 0 && continues(word[at])) --at;
  return word.substr(at);
}

// A set of letters, each in ASCII or between U+00C0 and U+00FF, whose first byte of two is C3.
class Letters {
 public:
  consteval explicit Letters(std::string_view letters) {
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (letters[i] == kFirstOfTwo)
        second_[static_cast<unsigned char>(letters[++i])] = true;
      else
        single_[static_cast<unsigned char>(letters[i])] = true;
  }

  bool holds(std::string_view character) const {
    if (character.size() == 1) return single_[static_cast<unsigned char>(character[0])];
    return character.size() == 2 && character[0] == kFirstOfTwo && second_[static_cast<unsigned char>(character[1])];
  }

 private:
  static constexpr char kFirstOfTwo = '\xC3';

  std::array<bool, 256> single_{};
  std::array<bool, 256> second_{};
};

// Endings --------------------------------------------------------------------

// A set of endings, none of them empty, found by their last byte.
class Endings {
 public:
  consteval Endings(std::initializer_list<std::string_view> endings) {
    std::size_t count = 0;
    for (const std::string_view ending : endings) endings_[count++] = ending;
    // Among those of one last byte the longest comes first.
    std::sort(endings_.begin(), endings_.begin() + static_cast<std::ptrdiff_t>(count), [](auto a, auto b) {
      return last_byte(a) != last_byte(b) ? last_byte(a) < last_byte(b) : a.size() > b.size();
    });
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t above = last_byte(endings_[i]) + 1U; above < first_.size(); ++above) ++first_[above];
  }

  // The longest of them that `region` ends in, or nothing.
  std::string_view longest(std::string_view region) const {
    if (region.empty()) return {};
    const std::size_t last = last_byte(region);
    for (std::size_t i = first_[last]; i < first_[last + 1]; ++i)
      if (region.ends_with(endings_[i])) return endings_[i];
    return {};
  }

 private:
  static constexpr std::size_t last_byte(std::string_view text) { return static_cast<unsigned char>(text.back()); }

  std::array<std::string_view, 40> endings_{};
  std::array<std::uint8_t, 257> first_{};  // the endings of last byte b are at first_[b] .. first_[b + 1]
};

// The region that Snowball calls R1 is the end of a word that endings may be taken from, so that something is left of
// a short one. At least three characters stand before it: where they end, or npos if the word has fewer.
std::size_t earliest_region(std::string_view word) {
  std::size_t at = 0;
  for (int passed = 0; passed < 3; ++passed) {
    if (at == word.size()) return std::string_view::npos;
    at = next(word, at);
  }
  return at;
}

// Behind the first vowel and the first character after it that is no vowel, or the end of the word.
std::size_t region_after_vowel(std::string_view word, const Letters& vowels) {
  bool after_vowel = false;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t end = next(word, at);
    const bool is_vowel = vowels.holds(word.substr(at, end - at));
    if (after_vowel && !is_vowel) return end;
    after_vowel = is_vowel;
    at = end;
  }
  return word.size();
}

// What is left of a word while endings are taken off, and of its region, which begins where it began.
class Remainder {
 public:
  Remainder(std::string_view word, std::size_t region_begin) : word_(word), region_begin_(region_begin) {}

  std::string_view word() const { return word_; }
  std::string_view region() const { return word_.substr(std::min(region_begin_, word_.size())); }
  std::string_view before(std::string_view ending) const { return word_.substr(0, word_.size() - ending.size()); }
  void drop(std::size_t bytes) { word_.remove_suffix(bytes); }

 private:
  std::string_view word_;
  std::size_t region_begin_;
};

// Swedish --------------------------------------------------------------------

namespace sv {

constexpr Letters kVowels("aeiouy\u00E4\u00E5\u00F6");

// -s is an ending behind these only: "bolags", but "status".
constexpr Letters kBeforeS("bcdfghjklmnoprtvy");

// The t of -\u00F6st is an ending behind these only: "arbetsl\u00F6st", but "senh\u00F6st".
constexpr Letters kBeforeOst("iklnprtuv");

constexpr Endings kInflection{"a",     "arna",   "erna", "heterna", "orna",  "ad",    "e",   "ade",  "ande",  "arne",
                              "are",   "aste",   "en",   "anden",   "aren",  "heten", "ern", "ar",   "er",    "heter",
                              "or",    "s",      "as",   "arnas",   "ernas", "ornas", "es",  "ades", "andes", "ens",
                              "arens", "hetens", "erns", "at",      "et",    "andet", "het", "ast"};

constexpr Endings kPairs{"dd", "gd", "nn", "dt", "gt", "kt", "tt"};

constexpr Endings kDerivation{"lig", "ig", "els", "\u00F6st", "fullt"};

// Behind these -et belongs to the word: "frihet", "alfabet", "kapacitet", "komet", "raket", "paket", "staket".
constexpr Endings kWithEt{"h",   "iet", "uit", "fab",  "cit",  "dit", "alit", "ilit", "mit", "nit", "pit",
                          "rit", "sit", "tit", "ivit", "kvit", "xit", "kom",  "rak",  "pak", "stak"};

// Whether -et is an ending behind `word`: its last two characters, a vowel and a consonant, are not all of it.
bool takes_et(std::string_view word) {
  const std::string_view consonant = last_character(word);
  if (consonant.empty() || kVowels.holds(consonant)) return false;
  const std::string_view rest = word.substr(0, word.size() - consonant.size());
  const std::string_view vowel = last_character(rest);
  return kVowels.holds(vowel) && vowel.size() < rest.size() && kWithEt.longest(word).empty();
}

void drop_inflection(Remainder& left) {
  const std::string_view ending = kInflection.longest(left.region());
  const std::string_view before = left.before(ending);  // need not be in the region
  if (ending == "s") {
    if (before.ends_with("et") && takes_et(before.substr(0, before.size() - 2)))
      left.drop(3);
    else if (kBeforeS.holds(last_character(before)))
      left.drop(1);
  } else if (ending != "et" || takes_et(before)) {
    left.drop(ending.size());
  }
}

void drop_derivation(Remainder& left) {
  const std::string_view ending = kDerivation.longest(left.region());
  if (ending == "fullt") {
    left.drop(1);
  } else if (ending == "\u00F6st") {
    if (kBeforeOst.holds(last_character(left.before(ending)))) left.drop(1);
  } else {
    left.drop(ending.size());
  }
}

std::string_view stem(std::string_view word) noexcept {
  const std::size_t earliest = earliest_region(word);
  if (earliest == std::string_view::npos) return word;
  Remainder left(word, std::max(earliest, region_after_vowel(word, kVowels)));
  drop_inflection(left);
  if (!kPairs.longest(left.region()).empty()) left.drop(1);
  drop_derivation(left);
  return left.word();
}

}  // namespace sv

// Danish ---------------------------------------------------------------------

namespace da {

constexpr Letters kVowels("aeiouy\u00E6\u00E5\u00F8");

// -s is an ending behind these only: "borgmesters", but "status".
constexpr Letters kBeforeS("abcdfghjklmnoprtvyz\u00E5'");

// Two of these at the end are left by an ending that was taken off: "bestemmer", "bestem".
constexpr Letters kDoubled("bdfgklmnprst");

constexpr Endings kInflection{"hed",    "ethed", "ered",  "e",       "erede", "ende",  "erende", "ene",
                              "erne",   "ere",   "en",    "heden",   "eren",  "er",    "heder",  "erer",
                              "heds",   "es",    "endes", "erendes", "enes",  "ernes", "eres",   "ens",
                              "hedens", "erens", "ers",   "ets",     "erets", "et",    "eret",   "s"};

constexpr Endings kPairs{"gd", "dt", "gt", "kt"};

constexpr Endings kDerivation{"ig", "lig", "elig", "els", "l\u00F8st"};

// An apostrophe divides a word from its ending: "kpi'er", "eu's".
std::size_t region_begin(std::string_view word) {
  const std::size_t apostrophe = word.find('\'');
  return apostrophe == std::string_view::npos ? region_after_vowel(word, kVowels) : apostrophe + 1;
}

void drop_inflection(Remainder& left) {
  const std::string_view ending = kInflection.longest(left.region());
  if (ending != "s" || kBeforeS.holds(last_character(left.before(ending)))) left.drop(ending.size());
}

void drop_from_pair(Remainder& left) {
  if (!kPairs.longest(left.region()).empty()) left.drop(1);
}

void drop_derivation(Remainder& left) {
  if (left.word().ends_with("igst")) left.drop(2);  // wherever the region begins
  const std::string_view ending = kDerivation.longest(left.region());
  if (ending == "l\u00F8st") {
    left.drop(1);
  } else if (!ending.empty()) {
    left.drop(ending.size());
    drop_from_pair(left);
  }
}

void drop_double(Remainder& left) {
  const std::string_view last = last_character(left.region());
  if (kDoubled.holds(last) && left.before(last).ends_with(last)) left.drop(1);
}

std::string_view stem(std::string_view word) noexcept {
  const std::size_t earliest = earliest_region(word);
  if (earliest == std::string_view::npos) return word;
  Remainder left(word, std::max(earliest, region_begin(word)));
  drop_inflection(left);
  drop_from_pair(left);
  drop_derivation(left);
  drop_double(left);
  if (left.word().ends_with('\'')) left.drop(1);
  return left.word();
}

}  // namespace da

std::string_view itself(std::string_view word) noexcept { return word; }

}  // namespace

Stemmer::Stemmer(std::string_view language) noexcept
    : algorithm_(language == "sv"   ? &sv::stem
                 : language == "da" ? &da::stem
                                    : &itself) {}

}  // namespace ordagrant::forms
