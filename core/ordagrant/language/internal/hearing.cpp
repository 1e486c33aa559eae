#include "ordagrant/language/internal/hearing.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "ordagrant/language/internal/judgement.h"

namespace ordagrant::language::internal {

namespace {

// Where a lane could overflow a word is judged and begun anew. No word of a language is so long.
constexpr std::uint32_t kLongestWord = 128;

// What one word costs each profile, as Total has it for a text.
using Said = std::array<std::uint16_t, kProfiles>;

static_assert(kFine * std::max({kJudgement.word, kJudgement.long_word, kJudgement.name}) < 1U << 16U);

// Adds up what the words of a text say. Nearly all words of a text are few words over and over, so what
// a word said is remembered for the next time it comes, in this text or the next. Where it is remembered is seldom in
// the cache: words wait until some have come, while the machine fetches their places.
class Reader {
 public:
  Reader() : remembered_(kPairs) {}

  Heard read(std::string_view text) {
    heard_ = {};
    in_sentence_ = false;
    begin_word();
    for (std::size_t at = 0; at < text.size();) {
      if (const std::size_t size = count_ == 0 ? read_whole(text, at) : 0; size > 0) {
        at += size;
        if (text[at] == ' ') ++at;
        continue;
      }
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
  // A word of up to twenty letters is two numbers, or one that is read whole its bytes, so no word is taken for
  // another.
  static constexpr std::uint32_t kLettersOfANumber = 10;
  static constexpr std::uint32_t kLongestRemembered = 2 * kLettersOfANumber;
  static constexpr std::size_t kMostWhole = 15;  // bytes
  static constexpr std::uint64_t kName = std::uint64_t{1} << 62U;
  static constexpr std::uint64_t kWhole = std::uint64_t{1} << 63U;
  struct Word {
    std::uint64_t begin = 0;  // the letters before the last ten, or the first eight bytes in lower case
    std::uint64_t end = 0;    // the last ten letters, or the bytes behind those; and what it is

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
    std::uint32_t count;  // letters, or bytes
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

  // Most words are short, of letters that are a byte or two, and end before a byte of ASCII: such a one is read at
  // once, and its size is given; 0: another one begins here, or none.
  std::size_t read_whole(std::string_view text, std::size_t at) {
    if (text.size() - at <= kMostWhole + 1) return 0;
    const char* const bytes = text.data() + at;
    const auto size = static_cast<std::size_t>(std::countr_one(letters_of_sixteen(bytes)));
    if (size == 0 || size > kMostWhole || static_cast<unsigned char>(bytes[size]) >= 0x80) return 0;
    const auto first = static_cast<unsigned char>(bytes[0]);
    const bool capital = first == 0xC3 ? static_cast<unsigned char>(bytes[1]) < 0xA0 : first <= 'Z';
    Word word{.begin = small_bytes(bytes, std::min<std::size_t>(size, 8)), .end = kWhole};
    if (size > 8) word.end |= small_bytes(bytes + 8, size - 8);
    wait(word, size, capital && in_sentence_);
    return size;
  }
  // So many of eight bytes in lower case. Requires: 0 < size <= 8, and eight can be read.
  static std::uint64_t small_bytes(const char* bytes, std::size_t size) {
    std::uint64_t eight = 0;  // the first byte the lowest, on every machine
    if constexpr (std::endian::native == std::endian::little)
      std::memcpy(&eight, bytes, sizeof eight);
    else
      for (unsigned at = 0; at < 8; ++at) eight |= std::uint64_t{static_cast<unsigned char>(bytes[at])} << 8 * at;
    const std::size_t behind = 8 * (8 - size);  // bits
    return (eight | 0x2020202020202020U) << behind >> behind;
  }

  // `cut`: more letters of the word may follow.
  void end_word(bool cut) {
    if (cut || count_ > kLongestRemembered) {
      hear(judged({letters_.data(), count_}, name_, cut));
      add_word();
    } else {
      Word word{.end = last(end_, kLettersOfANumber)};
      for (std::uint32_t at = kLettersOfANumber; at < count_; ++at)
        word.begin = word.begin << kBits | letters_[at - kLettersOfANumber];
      wait(word, count_, name_);
    }
    begin_word();
  }

  void wait(Word word, std::size_t count, bool name) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    if (name) word.end |= kName;
    Pair* const place = &remembered_[((word.end ^ word.end >> 32U) ^ word.begin * kOdd) * kOdd >> (64U - kPairBits)];
    __builtin_prefetch(place);
    waiting_[waiting_count_++] = {word, static_cast<std::uint32_t>(count), place};
    if (waiting_count_ == kMostWaiting) hear_waiting();
    add_word();
  }

  void add_word() {
    ++heard_.words;
    in_sentence_ = true;
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
    std::size_t count = one.count;
    if ((end & kWhole) != 0) {
      count = 0;
      for (std::size_t at = 0; at < one.count; ++at) {
        const auto byte = static_cast<std::uint8_t>((at < 8 ? begin : end) >> 8 * (at % 8));
        // The first of two bytes is none of either.
        if (const Letter letter = byte < 0x80 ? kAscii[byte] : kSecond[byte]; letter != kNone)
          letters[count++] = static_cast<std::uint16_t>(letter);
      }
    } else {
      for (std::size_t at = count; at-- > 0;) {
        std::uint64_t& number = at + kLettersOfANumber < count ? begin : end;
        letters[at] = static_cast<std::uint16_t>(last(number, 1));
        number >>= kBits;
      }
    }
    return judged({letters.data(), count}, (one.word.end & kName) != 0, false);
  }

  static Said judged(std::span<const std::uint16_t> letters, bool name, bool cut) {
    const NgramTable& known = table();
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

  static const NgramTable& table() {
    static const NgramTable table;
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

}  // namespace

// Behind a pointer: the place of what is a thread's own would be asked for again and again.
Heard hear(std::string_view text) {
  thread_local const std::unique_ptr<Reader> reader = std::make_unique<Reader>();
  return reader->read(text);
}

}  // namespace ordagrant::language::internal
