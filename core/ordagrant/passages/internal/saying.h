#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Room: passages. The words around quotations; see passages/quotes.h.

namespace ordagrant::passages::internal {

// What a word can be around a quotation: the kinds of quotes.tsv, which says what each does.
enum Saying : std::uint64_t {
  kSay = std::uint64_t{1} << 0U,
  kThat = std::uint64_t{1} << 1U,
  kMove = std::uint64_t{1} << 2U,
  kCall = std::uint64_t{1} << 3U,
  kStates = std::uint64_t{1} << 4U,
  kAccording = std::uint64_t{1} << 5U,
  kConjunction = std::uint64_t{1} << 6U,
  kHe = std::uint64_t{1} << 7U,
  kShe = std::uint64_t{1} << 8U,
  kThey = std::uint64_t{1} << 9U,
  kSelf = std::uint64_t{1} << 10U,
  kNobody = std::uint64_t{1} << 11U,
  kRole = std::uint64_t{1} << 12U,
  kBody = std::uint64_t{1} << 13U,
  kDocument = std::uint64_t{1} << 14U,
  kSource = std::uint64_t{1} << 15U,
  kTitle = std::uint64_t{1} << 16U,
  kPreposition = std::uint64_t{1} << 17U,
  kSkip = std::uint64_t{1} << 18U,
  kAnnounce = std::uint64_t{1} << 19U,
  kResume = std::uint64_t{1} << 20U,
  kWhose = std::uint64_t{1} << 21U,
  kComes = std::uint64_t{1} << 22U,
  kFrom = std::uint64_t{1} << 23U,
  kAnd = std::uint64_t{1} << 24U,
  kParticle = std::uint64_t{1} << 25U,
  kHail = std::uint64_t{1} << 26U,
  kPlace = std::uint64_t{1} << 27U,
  kMale = std::uint64_t{1} << 28U,
  kFemale = std::uint64_t{1} << 29U,
  kCite = std::uint64_t{1} << 30U,
  kArticle = std::uint64_t{1} << 31U,
  kDeny = std::uint64_t{1} << 32U,
  kWhether = std::uint64_t{1} << 33U,
  kPerfect = std::uint64_t{1} << 34U,
  kSubject = std::uint64_t{1} << 35U,
  kIt = std::uint64_t{1} << 36U,
  kAs = std::uint64_t{1} << 37U,
  kWoman = std::uint64_t{1} << 38U,
  kMan = std::uint64_t{1} << 39U,
  kAdd = std::uint64_t{1} << 40U,
  kTo = std::uint64_t{1} << 41U,
  kOf = std::uint64_t{1} << 42U,
  kWithin = std::uint64_t{1} << 43U,
  kWhen = std::uint64_t{1} << 44U,
  kSomebody = std::uint64_t{1} << 45U,
  kWish = std::uint64_t{1} << 46U,
  kPossessive = std::uint64_t{1} << 47U,
  kReply = std::uint64_t{1} << 48U,
  kOpine = std::uint64_t{1} << 49U,
  kWording = std::uint64_t{1} << 50U,
  kRelative = std::uint64_t{1} << 51U,
  kMay = std::uint64_t{1} << 52U,
  kTerm = std::uint64_t{1} << 53U,
  kJoint = std::uint64_t{1} << 54U,
  kPropose = std::uint64_t{1} << 55U,
  kNaming = std::uint64_t{1} << 56U,
  kSocalled = std::uint64_t{1} << 57U,
  kOpensClause = std::uint64_t{1} << 58U,
  kView = std::uint64_t{1} << 59U,
  kShows = std::uint64_t{1} << 60U,
  kYou = std::uint64_t{1} << 61U,
};

inline constexpr std::uint64_t kAnySaying = kSay | kThat | kMove | kCall | kStates;
// Words that no name has, however they are written.
inline constexpr std::uint64_t kFunction = kHe | kShe | kThey | kSelf | kNobody | kPreposition | kSkip | kAnd |
                                           kConjunction | kResume | kAccording | kAnnounce | kComes | kCite | kArticle |
                                           kPossessive | kAnySaying;

// The words of quotes.tsv.
class SayingWords {
 public:
  // Writes words in lower case, and keeps its memory from one to the next. For one thread.
  class Lower {
   public:
    // Valid until the next call. Empty for a word that is longer than all in the table.
    std::string_view of(std::string_view word);

   private:
    std::array<char, 96> bytes_{};
    std::string other_;
  };

  // "und" has none.
  explicit SayingWords(std::string_view language);

  // The kinds of a word, 0 for one that is not in the table. O(word.size()).
  std::uint64_t of(std::string_view word, Lower& lower) const;
  // False for most words that are no conjunction, "enligt" or "yrkar", at a look at their first letter and length.
  bool may_open(std::string_view word) const {
    return (opener_[static_cast<unsigned char>(word.front())] >> std::min<std::size_t>(word.size(), 31) & 1U) != 0;
  }
  // As `of`, and for a compound the kinds that its ending gives it: "utvecklingschefen" is a role.
  std::uint64_t with_endings(std::string_view word, Lower& lower) const;

 private:
  struct Entry {
    std::string_view word;  // in the language table, which never expires
    std::uint64_t kinds = 0;
  };

  // Open addressing, at most half full.
  class Table {
   public:
    void build(const std::vector<Entry>& entries);
    std::uint64_t find(std::string_view word) const;
    // False for most words that are not in the table, before they are in lower case.
    bool may_have(std::string_view word) const;

   private:
    std::vector<std::uint64_t> filter_;
    std::vector<Entry> slots_;  // kinds 0: empty
  };

  Table words_;
  Table endings_;
  std::array<std::uint32_t, 256> opener_{};  // by first byte: a bit for each length, the last one for all longer ones
  std::size_t longest_ending_ = 0;
  std::size_t shortest_ending_ = 0;
};

}  // namespace ordagrant::passages::internal
