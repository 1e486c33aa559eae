#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ordagrant/text/words.h"

// Room: privacy. The words around personal data; see privacy/redactor.h.

namespace ordagrant::privacy::internal {

// The kinds of privacy.tsv (core/ordagrant/language/data/README.md), a bit each.
enum Kind : std::uint32_t {
  kIdentity = 1U << 0U,
  kPhone = 1U << 1U,
  kAccount = 1U << 2U,
  kRegister = 1U << 3U,
  kPlate = 1U << 4U,
  kGuard = 1U << 5U,
  kAddress = 1U << 6U,
  kAddressFiller = 1U << 7U,
  kTitle = 1U << 8U,
  kRole = 1U << 9U,
  kRelation = 1U << 10U,
  kGreeting = 1U << 11U,
  kClosing = 1U << 12U,
  kIntroduce = 1U << 13U,
  kSender = 1U << 14U,
  kFiller = 1U << 15U,
  kBeforeName = 1U << 16U,
  kParticle = 1U << 17U,
  kPublicRole = 1U << 18U,
  kNotName = 1U << 19U,
  kUnit = 1U << 20U,
  kPrefix = 1U << 21U,
  kGeneric = 1U << 22U,
  kStreetStop = 1U << 23U,
  kFloor = 1U << 24U,
  kPlateStop = 1U << 25U,
  kFirstName = 1U << 26U,
  kSelf = 1U << 27U,
  kParty = 1U << 28U,
  kBirth = 1U << 29U,
  kIp = 1U << 30U,
};

// What says which number follows.
inline constexpr std::uint32_t kLabels = kIdentity | kPhone | kAccount | kRegister | kPlate | kGuard | kBirth | kIp;

enum class Ending : std::uint8_t { street, street_weak, role_ending, public_ending };

// The words of one language, or of all.
class Vocabulary {
 public:
  explicit Vocabulary(std::string_view language);

  // A bit for each kind of the word, whatever its case; 0 of nearly all.
  std::uint32_t kinds(std::string_view word) const {
    const std::uint64_t hash = text::WordHash(word).value();
    if (!may_be_known_[hash % may_be_known_.size()]) return 0;
    const auto found = kinds_.find(hash);
    return found == kinds_.end() ? 0 : found->second;
  }

  // Whether the word has one of these endings, and some letters before it.
  bool ends(std::string_view word, Ending ending) const;

  // How common the word is, 0 to 9 (text::Words).
  int frequency(std::string_view word) const;
  // Whether it is a word of the language, or a compound of such.
  bool sound(std::string_view word) const;

  bool swedish() const { return swedish_; }
  bool danish() const { return danish_; }

 private:
  void read(std::string_view language);
  void add(std::string_view word, std::uint32_t kind);

  std::unordered_map<std::uint64_t, std::uint32_t> kinds_;
  std::bitset<1U << 15U> may_be_known_;
  std::array<std::vector<std::string>, 4> endings_;
  std::vector<const text::Words*> words_;
  bool swedish_ = false;
  bool danish_ = false;
};

}  // namespace ordagrant::privacy::internal
