#include "ordagrant/language/identifier.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>
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
  // No word speaks louder than this for one language against another: the next word may be a name,
  // a quotation or a slip, and a rare word is evidence of its subject more than of its language.
  std::uint32_t word = 120;
  // A capital inside a sentence is a name, which belongs to every language.
  std::uint32_t name = 40;
  // A text of so many words that ends without a mark is taken to be cut off: the end of its last
  // word says nothing.
  std::uint32_t words_of_a_cut_text = 3;
  // How often a verdict is right goes by its lead over the next alone, however long the text: 45 in
  // 100 without a lead, three in four at this one.
  double right_without_lead = 0.45;
  double lead = 40;
};
constexpr Judgement kJudgement;

// A ratio, not a logistic curve: exp() differs between machines, division does not.
double confidence_of(std::uint64_t lead) {
  const double leads = static_cast<double>(lead) / kJudgement.lead;
  return 1 - (1 - kJudgement.right_without_lead) / (1 + leads * leads);
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

constexpr auto kAscii = [] {
  std::array<std::uint8_t, 128> letters{};
  for (char32_t code = 0; code < letters.size(); ++code) letters[code] = static_cast<std::uint8_t>(latin_letter(code));
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

// Where a lane could overflow a word is judged and started anew. No word of a language is so long.
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

// --- The reader -----------------------------------------------------------------------------------

// Adds up what the words of a text cost each profile.
class Reader {
 public:
  explicit Reader(const Table& table) : table_(table) {}

  void read(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte < 0x80) {
        ++at;
        if (const Letter letter = kAscii[byte]; letter != kNone)
          take(letter, byte <= 'Z');
        else
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
    if (letters_ == 0) return;
    if (words_ + 1 < kJudgement.words_of_a_cut_text)
      end_word();
    else
      judge_word();
  }

  Verdict verdict() const {
    if (words_ == 0) return {};
    std::size_t best = 0;
    for (std::size_t profile = 1; profile < kProfiles; ++profile)
      if (totals_[profile] < totals_[best]) best = profile;
    std::uint64_t next = ~std::uint64_t{0};
    for (std::size_t profile = 0; profile < kProfiles; ++profile)
      if (profile != best) next = std::min(next, totals_[profile]);
    return {kCodes[best], confidence_of(next - totals_[best])};
  }

 private:
  void take(Letter letter, bool capital) {
    if (letters_ == 0) {
      key_ = kBoundary;
      name_ = capital && in_sentence_;
    } else if (letters_ == kLongestWord) {
      judge_word();
    }
    key_ = key_ << kBits | letter;
    ++letters_;
    sums_.add(table_.costs(key_, letters_ + 1));
  }

  void pass(char32_t mark) {
    if (letters_ > 0) end_word();
    // After these a sentence goes on; after any other mark a capital is no sign of a name.
    constexpr std::string_view kInside = " \t\n\v\f\r,;-/&'0123456789";
    if (mark == 0x2019 || mark == 0xA0 || (mark < 0x80 && kInside.find(static_cast<char>(mark)) != kInside.npos))
      return;
    in_sentence_ = false;
  }

  void end_word() {
    key_ = key_ << kBits | kBoundary;
    sums_.add(table_.costs(key_, letters_ + 2));
    judge_word();
  }

  void judge_word() {
    std::array<std::uint32_t, kProfiles> costs{};
    for (std::size_t profile = 0; profile < kProfiles; ++profile) costs[profile] = sums_.of(profile);
    const std::uint32_t most =
        *std::min_element(costs.begin(), costs.end()) + (name_ ? kJudgement.name : kJudgement.word);
    for (std::size_t profile = 0; profile < kProfiles; ++profile) totals_[profile] += std::min(costs[profile], most);
    sums_ = {};
    letters_ = 0;
    ++words_;
    in_sentence_ = true;
  }

  const Table& table_;
  std::array<std::uint64_t, kProfiles> totals_{};
  Sums sums_;              // of the word that is being read
  std::uint64_t key_ = 0;  // its last letters
  std::uint32_t letters_ = 0;
  std::uint32_t words_ = 0;
  bool name_ = false;
  bool in_sentence_ = false;
};

std::string_view without_outer_space(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace

Verdict identify(std::string_view text) {
  static const Table table;
  Reader reader(table);
  reader.read(without_outer_space(text).substr(0, kMostBytes));
  return reader.verdict();
}

}  // namespace ordagrant::language
