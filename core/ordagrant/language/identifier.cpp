#include "ordagrant/language/identifier.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::language {

namespace {

// In the order of the costs in data/profiles/ngrams.tsv. The last is learnt from other languages.
constexpr std::array<std::string_view, 6> kCodes = {"sv", "da", "nb", "nn", "en", kUndetermined};
constexpr std::size_t kProfiles = kCodes.size();

constexpr std::size_t kMostBytes = 20'000;

// Numbers that came from judgement: chosen where sentences and their beginnings, of texts that were
// not learnt from, came out best. Costs are in the table's unit, an eighth of a nat.
struct Judgement {
  // No word speaks louder than this for one language against another, and what it says is bent towards
  // it: the next word may be a name, a quotation or a slip, and a rare word is evidence of its subject
  // more than of its language.
  std::uint32_t word = 150;
  // The same of a word of five letters or more, of whose costs only so many eighths count: short words
  // are the grammar of a language, long ones may be loans.
  std::uint32_t long_word = 100;
  std::uint32_t letters_of_a_long_word = 5;
  std::uint32_t eighths_of_a_long_word = 5;
  // The same of a capital inside a sentence: it is a name, which belongs to every language.
  std::uint32_t name = 30;
  // A text of so many words that ends without a mark is taken to be cut off: the end of its last
  // word says nothing.
  std::uint32_t words_of_a_cut_text = 3;
  // How often a verdict is right goes by its lead over the next alone, however long the text: 45 in
  // 100 without a lead, nearly three in four at this one, 94 in 100 at twice as much.
  double right_without_lead = 0.45;
  double lead = 20;
  // Norwegian of less confidence is read as Danish where texts are short: of our 679 Danish contacts 7 are taken for
  // Norwegian, the surest of them with 0.967.
  double sure_of_norwegian = 0.97;
  // What the rest of a document says about the language of a passage, at the loudest.
  std::uint32_t rest_of_the_document = 48;
};
constexpr Judgement kJudgement;

// Evidence is kept in sixteenths of the table's unit, so that little is lost when it is bent.
constexpr std::uint32_t kFine = 16;

// A ratio, not a logistic curve: exp() differs between machines, division does not.
double confidence_of(std::uint64_t lead) {
  const double leads = static_cast<double>(lead) / (kFine * kJudgement.lead);
  return 1 - (1 - kJudgement.right_without_lead) / (1 + leads * leads * leads);
}

// --- Letters --------------------------------------------------------------------------------------

// A letter is a number below 64, so that a sequence of six is one number, whose first letter is highest.
using Letter = std::uint32_t;
constexpr Letter kNone = 0;
constexpr Letter kBoundary = 1;  // written _ in the table
constexpr Letter kOther = 2;     // written ?
constexpr Letter kFirst = 3;     // a to z, then the small letters of Latin-1
constexpr Letter kLatin1 = kFirst + 26;

constexpr unsigned kBits = 6;
constexpr std::size_t kLongest = 6;

constexpr std::uint64_t last(std::uint64_t key, std::size_t letters) {
  return key & ((std::uint64_t{1} << (kBits * letters)) - 1);
}

constexpr bool is_capital(char32_t code) {
  return (code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7);
}

constexpr Letter latin_letter(char32_t code) {
  if (is_capital(code)) code += 0x20;
  if (code >= 'a' && code <= 'z') return kFirst + (code - 'a');
  if (code >= 0xDF && code <= 0xFF && code != 0xF7) return kLatin1 + (code - 0xDF);
  return kNone;
}

// Of a byte of ASCII, and of the second byte of a character from U+00C0 to U+00FF.
constexpr auto kAscii = [] {
  std::array<std::uint8_t, 256> letters{};
  for (char32_t code = 0; code < 0x80; ++code) letters[code] = static_cast<std::uint8_t>(latin_letter(code));
  return letters;
}();
constexpr auto kSecond = [] {
  std::array<std::uint8_t, 256> letters{};
  for (char32_t byte = 0x80; byte < 0xC0; ++byte) letters[byte] = static_cast<std::uint8_t>(latin_letter(byte + 0x40));
  return letters;
}();

Letter letter_of(char32_t code) {
  if (code < 0x100) return latin_letter(code);
  return text::is_letter(code) ? kOther : kNone;
}

// --- Costs ----------------------------------------------------------------------------------------

// One byte for each profile, the first lowest. What the table holds.
using Packed = std::uint64_t;

// Sums of packed costs, in lanes of 16 bits: the profiles 0, 2, 4 and the profiles 1, 3, 5.
struct Sums {
  std::uint64_t even = 0;
  std::uint64_t odd = 0;

  void add(Packed costs) {
    even += costs & 0x00FF00FF00FF00FFU;
    odd += costs >> 8U & 0x00FF00FF00FF00FFU;
  }
  std::uint32_t of(std::size_t profile) const {
    return static_cast<std::uint16_t>((profile % 2 == 0 ? even : odd) >> (profile / 2 * 16));
  }
};

// Where a lane could overflow a word is judged and begun anew. No word of a language is so long.
constexpr std::uint32_t kLongestWord = 128;

// --- The table ------------------------------------------------------------------------------------

// What a letter costs after the letters before it, by the longest sequence that is known.
class Table {
 public:
  Table() : rests_(kSlots), costs_(kSlots) {
    std::array<Letter, kLongest> letters{};
    for (const std::string_view row : lines("profiles", "ngrams.tsv")) {
      auto length = static_cast<std::size_t>(row[0] - '0');
      for (std::size_t at = 1; at < row.size() - kProfiles;) {
        const text::Character next = text::character_at(row, at);
        assert(length < kLongest);
        letters[length++] = next.code == '_' ? kBoundary : next.code == '?' ? kOther : letter_of(next.code);
        at += next.size;
      }
      std::uint64_t key = 0;
      for (std::size_t i = 0; i < length; ++i) key = key << kBits | letters[i];
      Packed costs = 0;
      for (std::size_t profile = 0; profile < kProfiles; ++profile)
        costs |= static_cast<Packed>(row[row.size() - kProfiles + profile] - '!') << (8 * profile);
      insert(key, length, costs);
    }
    for (std::uint64_t pair = 0; pair < pairs_.size(); ++pair)
      if (pairs_[pair] == 0) pairs_[pair] = pairs_[last(pair, 1)];
  }

  // Requires: `key` has at least two letters.
  Packed costs(std::uint64_t key, std::size_t letters) const {
    for (std::size_t length = std::min(letters, kLongest); length > 2; --length) {
      const Place place = place_of(last(key, length));
      for (std::size_t slot = place.slot; rests_[slot] != 0; slot = (slot + 1) % kSlots)
        if (rests_[slot] == place.rest) return costs_[slot];
    }
    return pairs_[last(key, 2)];
  }

 private:
  // Open addressing. Multiplying by an odd number only renames the keys of 36 bits; the slot is the
  // high bits of the name and the low ones are kept in it, so no sequence is taken for another.
  static constexpr unsigned kKeyBits = kBits * kLongest;
  static constexpr unsigned kSlotBits = 17;
  static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;

  struct Place {
    std::size_t slot;
    std::uint32_t rest;  // never 0: no key ends in 32 bits of 0
  };

  static Place place_of(std::uint64_t key) {
    const std::uint64_t name = last(key * 0x9E3779B97F4A7C15U, kLongest);
    return {static_cast<std::size_t>(name >> (kKeyBits - kSlotBits)), static_cast<std::uint32_t>(name)};
  }

  void insert(std::uint64_t key, std::size_t length, Packed costs) {
    if (length <= 2) {
      pairs_[key] = costs;
      return;
    }
    const Place place = place_of(key);
    std::size_t slot = place.slot;
    while (rests_[slot] != 0) slot = (slot + 1) % kSlots;
    rests_[slot] = place.rest;
    costs_[slot] = costs;
  }

  std::array<Packed, std::size_t{1} << (2 * kBits)> pairs_{};  // and single letters, after none
  std::vector<std::uint32_t> rests_;
  std::vector<Packed> costs_;
};

// --- Evidence -------------------------------------------------------------------------------------

// What a word, or a text, costs each profile beyond the one that it costs least.
template <typename Number>
using Evidence = std::array<Number, kProfiles>;
using Said = Evidence<std::uint16_t>;   // by a word
using Total = Evidence<std::uint64_t>;  // by all the words of a text

static_assert(kFine * std::max({kJudgement.word, kJudgement.long_word, kJudgement.name}) < 1U << 16U);

// The lead of the best profile over the next.
Verdict verdict_of(const Total& total) {
  std::size_t best = 0;
  for (std::size_t profile = 1; profile < kProfiles; ++profile)
    if (total[profile] < total[best]) best = profile;
  std::uint64_t next = ~std::uint64_t{0};
  for (std::size_t profile = 0; profile < kProfiles; ++profile)
    if (profile != best) next = std::min(next, total[profile]);
  return {kCodes[best], confidence_of(next - total[best])};
}

// --- The reader -----------------------------------------------------------------------------------

// Adds up what the words of a text say. Nearly all words of a text are few words over and over, so what
// a word said is remembered for the next time it comes, in this text or the next. Where it is remembered is seldom in
// the cache: words wait until some have come, while the machine fetches their places.
class Reader {
 public:
  Reader() : remembered_(kPairs) {}

  struct Heard {
    Total total{};
    std::size_t words = 0;
  };

  Heard read(std::string_view text) {
    heard_ = {};
    in_sentence_ = false;
    begin_word();
    for (std::size_t at = 0; at < text.size();) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (const Letter letter = kAscii[byte]; letter != kNone) {
        take(letter, byte <= 'Z');
        at = take_more(text, at + 1);
        continue;
      }
      if (byte < 0x80) {
        ++at;
        pass(byte);
        continue;
      }
      const text::Character next = text::character_at(text, at);
      at += next.size;
      if (next.code == 0xAD) continue;  // a soft hyphen is not part of its word
      if (const Letter letter = letter_of(next.code); letter != kNone)
        take(letter, is_capital(next.code));
      else
        pass(next.code);
    }
    if (count_ > 0) end_word(heard_.words + 1 >= kJudgement.words_of_a_cut_text);
    hear_waiting();
    return heard_;
  }

 private:
  // A word of up to twenty letters is two numbers, so no word is taken for another.
  static constexpr std::uint32_t kLettersOfANumber = 10;
  static constexpr std::uint32_t kLongestRemembered = 2 * kLettersOfANumber;
  struct Word {
    std::uint64_t begin =
        0;                  // the letters before the last ten; before them 1, which is no letter of a word, for a name
    std::uint64_t end = 0;  // the last ten

    friend bool operator==(const Word&, const Word&) = default;
  };

  struct Remembered {
    Word word;
    Said said{};
  };

  // Two words share a place, the one that came last before the other: a line of the cache.
  struct alignas(64) Pair {
    Remembered last;
    Remembered before;
  };
  static_assert(sizeof(Pair) == 64);
  static constexpr unsigned kPairBits = 15;
  static constexpr std::size_t kPairs = std::size_t{1} << kPairBits;

  struct Waiting {
    Word word;
    std::uint32_t count;
    bool name;
    Pair* place;
  };
  static constexpr std::size_t kMostWaiting = 16;

  void begin_word() {
    end_ = 0;
    count_ = 0;
  }

  void take(Letter letter, bool capital) {
    if (count_ == 0)
      name_ = capital && in_sentence_;
    else if (count_ == kLongestWord)
      end_word(true);
    letters_[count_++] = static_cast<std::uint16_t>(letter);
    end_ = end_ << kBits | letter;
  }

  // The letters of ASCII and Latin-1 that go on with the word; gives where they end.
  std::size_t take_more(std::string_view text, std::size_t at) {
    std::uint32_t count = count_;
    std::uint64_t end = end_;
    while (at < text.size() && count < kLongestWord) {
      Letter letter = kAscii[static_cast<unsigned char>(text[at])];
      std::size_t bytes = 1;
      if (letter == kNone) {
        if (text[at] != '\xC3' || at + 1 == text.size()) break;
        letter = kSecond[static_cast<unsigned char>(text[at + 1])];
        if (letter == kNone) break;
        bytes = 2;
      }
      letters_[count++] = static_cast<std::uint16_t>(letter);
      end = end << kBits | letter;
      at += bytes;
    }
    count_ = count;
    end_ = end;
    return at;
  }

  void pass(char32_t mark) {
    if (count_ > 0) end_word(false);
    // After these a sentence goes on; after any other mark a capital is no sign of a name.
    constexpr std::string_view kInside = " \t\n\v\f\r,;-/&'0123456789";
    if (mark == ' ' || mark == 0x2019 || mark == 0xA0 ||
        (mark < 0x80 && kInside.find(static_cast<char>(mark)) != kInside.npos))
      return;
    in_sentence_ = false;
  }

  // `cut`: more letters of the word may follow.
  void end_word(bool cut) {
    if (cut || count_ > kLongestRemembered) {
      hear(judged({letters_.data(), count_}, name_, cut));
    } else {
      Word word{.begin = name_ ? 1U : 0U, .end = last(end_, kLettersOfANumber)};
      for (std::uint32_t at = kLettersOfANumber; at < count_; ++at)
        word.begin = word.begin << kBits | letters_[at - kLettersOfANumber];
      constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
      Pair* const place = &remembered_[(word.end ^ word.begin * kOdd) * kOdd >> (64U - kPairBits)];
      __builtin_prefetch(place);
      waiting_[waiting_count_++] = {word, count_, name_, place};
      if (waiting_count_ == kMostWaiting) hear_waiting();
    }
    ++heard_.words;
    in_sentence_ = true;
    begin_word();
  }

  void hear_waiting() {
    for (const Waiting& one : std::span(waiting_).first(waiting_count_)) {
      Pair& place = *one.place;
      if (place.last.word != one.word) {
        if (place.before.word != one.word) place.before = {one.word, judged(one)};
        std::swap(place.last, place.before);
      }
      hear(place.last.said);
    }
    waiting_count_ = 0;
  }

  void hear(const Said& said) {
    for (std::size_t profile = 0; profile < kProfiles; ++profile) heard_.total[profile] += said[profile];
  }

  static Said judged(const Waiting& one) {
    std::array<std::uint16_t, kLongestRemembered> letters{};
    std::uint64_t begin = one.word.begin;
    std::uint64_t end = one.word.end;
    for (std::uint32_t at = one.count; at-- > 0;) {
      std::uint64_t& number = at + kLettersOfANumber < one.count ? begin : end;
      letters[at] = static_cast<std::uint16_t>(last(number, 1));
      number >>= kBits;
    }
    return judged({letters.data(), one.count}, one.name, false);
  }

  static Said judged(std::span<const std::uint16_t> letters, bool name, bool cut) {
    const Table& known = table();
    Sums sums;
    std::uint64_t key = kBoundary;
    for (std::size_t at = 0; at < letters.size(); ++at) {
      key = key << kBits | letters[at];
      sums.add(known.costs(key, at + 2));
    }
    if (!cut) sums.add(known.costs(key << kBits | kBoundary, letters.size() + 2));

    std::uint32_t least = sums.of(0);
    for (std::size_t profile = 1; profile < kProfiles; ++profile) least = std::min(least, sums.of(profile));
    const bool is_long = letters.size() >= kJudgement.letters_of_a_long_word;
    const std::uint32_t most = name ? kJudgement.name : is_long ? kJudgement.long_word : kJudgement.word;
    const std::uint32_t eighths = is_long ? kJudgement.eighths_of_a_long_word : 8;
    Said said{};
    for (std::size_t profile = 0; profile < kProfiles; ++profile) {
      const std::uint32_t more = (sums.of(profile) - least) * eighths;
      said[profile] = static_cast<std::uint16_t>(kFine * most * more / (8 * most + more));
    }
    return said;
  }

  static const Table& table() {
    static const Table table;
    return table;
  }

  std::vector<Pair> remembered_;
  std::array<Waiting, kMostWaiting> waiting_{};
  std::size_t waiting_count_ = 0;
  Heard heard_;
  // The word that is being read.
  std::array<std::uint16_t, kLongestWord> letters_{};
  std::uint32_t count_ = 0;
  std::uint64_t end_ = 0;  // its last letters
  bool name_ = false;
  bool in_sentence_ = false;
};

// Behind a pointer: the place of what is a thread's own would be asked for again and again.
Reader::Heard read(std::string_view text) {
  thread_local const std::unique_ptr<Reader> reader = std::make_unique<Reader>();
  return reader->read(text);
}

std::string_view without_outer_space(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

Reader::Heard read_begin(std::string_view text) { return read(without_outer_space(text).substr(0, kMostBytes)); }

}  // namespace

Verdict identify(std::string_view text) {
  const Reader::Heard heard = read_begin(text);
  return heard.words == 0 ? Verdict{} : verdict_of(heard.total);
}

std::string_view read_as(const Verdict& verdict) {
  if (verdict.code != "nb" && verdict.code != "nn") return verdict.code;
  return verdict.confidence < kJudgement.sure_of_norwegian ? "da" : "nb";
}

std::vector<Verdict> identify(std::string_view text, std::span<const ByteSpan> passages) {
  std::vector<Total> totals;
  totals.reserve(passages.size());
  Total document{};
  std::size_t words = 0;
  for (const ByteSpan passage : passages) {
    const Reader::Heard heard = read_begin(passage.of(text));
    totals.push_back(heard.total);
    words += heard.words;
    for (std::size_t profile = 0; profile < kProfiles; ++profile) document[profile] += heard.total[profile];
  }
  std::vector<Verdict> verdicts(passages.size());
  if (words == 0) return verdicts;
  for (std::size_t at = 0; at < passages.size(); ++at) {
    Total rest{};
    for (std::size_t profile = 0; profile < kProfiles; ++profile)
      rest[profile] = document[profile] - totals[at][profile];
    const std::uint64_t least = *std::min_element(rest.begin(), rest.end());
    for (std::size_t profile = 0; profile < kProfiles; ++profile)
      totals[at][profile] += std::min(rest[profile] - least, std::uint64_t{kFine} * kJudgement.rest_of_the_document);
    verdicts[at] = verdict_of(totals[at]);
  }
  return verdicts;
}

}  // namespace ordagrant::language
