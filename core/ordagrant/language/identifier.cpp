#include "ordagrant/language/identifier.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "ordagrant/language/internal/hearing.h"
#include "ordagrant/language/internal/judgement.h"
#include "ordagrant/language/internal/ngram_table.h"

namespace ordagrant::language {

namespace {

using internal::Heard;
using internal::kCodes;
using internal::kFine;
using internal::kJudgement;
using internal::kProfiles;
using internal::Total;

constexpr std::size_t kMostBytes = 20'000;

// A ratio, not a logistic curve: exp() differs between machines, division does not.
double confidence_of(std::uint64_t lead) {
  const double leads = static_cast<double>(lead) / (kFine * kJudgement.lead);
  return 1 - (1 - kJudgement.right_without_lead) / (1 + leads * leads * leads);
}

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

std::string_view without_outer_space(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

Heard read_begin(std::string_view text) { return internal::hear(without_outer_space(text).substr(0, kMostBytes)); }

}  // namespace

Verdict identify(std::string_view text) {
  const Heard heard = read_begin(text);
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
    const Heard heard = read_begin(passage.of(text));
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
