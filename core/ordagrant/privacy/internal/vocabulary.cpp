#include "ordagrant/privacy/internal/vocabulary.h"

#include <algorithm>
#include <string>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::privacy::internal {

namespace {

constexpr std::pair<std::string_view, std::uint32_t> kKinds[] = {
    {"identity", kIdentity},
    {"phone", kPhone},
    {"account", kAccount},
    {"register", kRegister},
    {"plate", kPlate},
    {"guard", kGuard},
    {"address", kAddress},
    {"address_filler", kAddressFiller},
    {"title", kTitle},
    {"role", kRole},
    {"relation", kRelation},
    {"greeting", kGreeting},
    {"closing", kClosing},
    {"introduce", kIntroduce},
    {"sender", kSender},
    {"filler", kFiller},
    {"before_name", kBeforeName},
    {"particle", kParticle},
    {"party", kParty},
    {"public_role", kPublicRole},
    {"not_name", kNotName},
    {"unit", kUnit},
    {"prefix", kPrefix},
    {"generic", kGeneric},
    {"street_stop", kStreetStop},
    {"floor", kFloor},
    {"plate_stop", kPlateStop},
    {"first_name", kFirstName},
    {"self", kSelf},
    {"birth", kBirth},
    {"ip", kIp},
};

// Whose telephone numbers, accounts and plates look like those of the language's country.
constexpr std::string_view kNumbers = "numbers";

constexpr std::string_view kEndings[] = {"street", "street_weak", "role_ending", "public_ending"};

// "Ekgatan", "\u00C5v\u00E4gen".
constexpr std::size_t kLeastBytesBeforeEnding = 2;

// In how many ways a word divides grows faster than its length; nobody writes longer ones.
constexpr std::size_t kLongestWord = 64;

}  // namespace

Vocabulary::Vocabulary(std::string_view language) {
  for (const std::string& shipped : language::shipped())
    if (language == shipped || language == language::kUndetermined) read(shipped);
}

void Vocabulary::read(std::string_view language) {
  words_.push_back(&language::knowledge(language)->words);
  for (const std::string_view line : language::lines(language, "privacy.tsv")) {
    const std::vector<std::string_view> row = language::cells(line);
    const auto* const kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                          [&](const auto& known) { return known.first == row.front(); });
    const auto* const ending = std::find(std::begin(kEndings), std::end(kEndings), row.front());
    if (row.size() == 2 && row.front() == kNumbers) {
      for (const std::string_view country : language::cells(row[1], ' ')) {
        swedish_ |= country == "swedish";
        danish_ |= country == "danish";
      }
      continue;
    }
    if (row.size() != 2 || (kind == std::end(kKinds) && ending == std::end(kEndings)))
      throw RequestError("privacy.tsv of '" + std::string(language) + "': '" + std::string(row.front()) +
                         "' is no kind with words");
    for (const std::string_view word : language::cells(row[1], ' ')) {
      if (kind != std::end(kKinds))
        add(word, kind->second);
      else
        endings_[static_cast<std::size_t>(ending - std::begin(kEndings))].emplace_back(word);
    }
  }
}

void Vocabulary::add(std::string_view word, std::uint32_t kind) {
  const std::uint64_t hash = text::WordHash(word).value();
  kinds_[hash] |= kind;
  may_be_known_.set(hash % may_be_known_.size());
}

bool Vocabulary::ends(std::string_view word, Ending ending) const {
  const std::string lower = text::lower(word);
  const auto& endings = endings_[static_cast<std::size_t>(ending)];
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& end) {
    return lower.size() >= end.size() + kLeastBytesBeforeEnding && lower.ends_with(end);
  });
}

int Vocabulary::frequency(std::string_view word) const {
  const std::string lower = text::lower(word);
  int most = 0;
  for (const text::Words* words : words_) most = std::max(most, words->frequency(lower));
  return most;
}

bool Vocabulary::sound(std::string_view word) const {
  if (word.size() > kLongestWord) return false;
  const std::string lower = text::lower(word);
  return std::any_of(words_.begin(), words_.end(), [&](const text::Words* words) { return words->sound(lower); });
}

}  // namespace ordagrant::privacy::internal
