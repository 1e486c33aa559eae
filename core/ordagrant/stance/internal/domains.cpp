#include "ordagrant/stance/internal/domains.h"

#include <algorithm>
#include <array>

namespace ordagrant::stance::internal {

namespace {

using lexicon::Pole;

enum class Kind : std::uint8_t { fraud, choice, trusted, field, service };

constexpr std::array<std::string_view, 5> kKinds{"fraud", "choice", "trusted", "field", "service"};

// How many words away something still tells what a hit is about (judged).
constexpr std::uint32_t kReach = 16;
constexpr std::uint32_t kTrustedReach = 4;  // "trust in the courts"

// The categories of the lexicons that a check, a choice or a matter of trust falls under.
constexpr std::string_view kControl = "control";
constexpr std::string_view kMarket = "market";
constexpr std::string_view kTrust = "trust";

}  // namespace

Domains::Domains(std::string_view language) : phrases_(language, "domains.tsv", kKinds) {}

bool Domains::is_service(const Phrase& phrase) { return static_cast<Kind>(phrase.kind) == Kind::service; }

bool Domains::is_elsewhere(const Phrase& phrase) {
  return static_cast<Kind>(phrase.kind) == Kind::field || static_cast<Kind>(phrase.kind) == Kind::fraud;
}

SentenceDomain::SentenceDomain(const Domains& domains, std::span<const std::string> words)
    : phrases_(domains.phrases().find(words)) {}

bool SentenceDomain::near(std::uint8_t kind, std::uint32_t begin, std::uint32_t end, std::uint32_t reach) const {
  auto phrase = std::lower_bound(phrases_.begin(), phrases_.end(), begin - std::min(begin, reach),
                                 [](const Phrase& other, std::uint32_t word) { return other.begin < word; });
  for (; phrase != phrases_.end() && phrase->begin <= end + reach; ++phrase)
    if (phrase->kind == kind) return true;
  return false;
}

bool SentenceDomain::holds(Pole pole, std::string_view category, std::uint32_t begin, std::uint32_t end) const {
  if (pole != Pole::npm && pole != Pole::trust && pole != Pole::critique) return true;
  const auto here = [&](Kind kind, std::uint32_t reach) {
    return near(static_cast<std::uint8_t>(kind), begin, end, reach);
  };
  if (pole == Pole::npm && category == kControl && here(Kind::fraud, kReach)) return false;
  if (pole == Pole::npm && category == kMarket && here(Kind::choice, kReach)) return false;
  if (pole == Pole::trust && category == kTrust && here(Kind::trusted, kTrustedReach)) return false;
  return !here(Kind::field, kReach) || here(Kind::service, kReach);
}

}  // namespace ordagrant::stance::internal
