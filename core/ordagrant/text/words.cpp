#include "ordagrant/text/words.h"

#include <algorithm>
#include <bit>
#include <string>

#include "ordagrant/base/error.h"

namespace ordagrant::text {

namespace {

constexpr std::array<std::string_view, kWordRoles> kRoles{
    "closed",   "particle", "coordinator", "follower", "keeps",  "pair", "phrase",
    "numbered", "unit",     "prefix",      "suffix",   "ending", "+"};
// A row of repair.tsv with words that the texts counted lack.
constexpr std::string_view kMoreWords = "word";
constexpr std::string_view kNever = "never";  // for make_words.py
constexpr int kFrequencyOfMore = 2;
constexpr int kFrequencyOfFunctionWords = 4;

constexpr std::size_t kShortestPart = 3;  // bytes
constexpr std::size_t kShortestStem = 4;
constexpr std::size_t kShortestCompound = 10;  // shorter ones are listed, or no words
constexpr std::size_t kLongestWord = 80;
constexpr int kDeepest = 3;

template <typename Take>
void for_each_word(std::string_view words, Take take) {
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (end > begin) take(words.substr(begin, end - begin));
    begin = end + 1;
  }
}

bool is_boundary(std::string_view word, std::size_t at) {
  return (static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80U;
}

}  // namespace

Words::Words(std::span<const std::string_view> words, std::span<const std::string_view> rules) {
  std::size_t most = 0;
  std::size_t most_roles = 0;
  for (const std::span lines : {words, rules})
    for (const std::string_view line : lines) {
      const std::size_t count = static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
      most += count;
      if (lines.data() == rules.data() || line.starts_with('+')) most_roles += count;
    }
  table_.resize(std::bit_ceil(std::max<std::size_t>(most + most / 3, 16)));
  mask_ = table_.size() - 1;

  roles_.resize(std::bit_ceil(2 * std::max<std::size_t>(most_roles, 8)));
  roles_mask_ = roles_.size() - 1;
  // The frequent ones come first and find their slots free.
  for (const std::string_view line : words) {
    const std::string_view section = line.substr(0, std::min(line.find('\t'), line.size()));
    const bool frequency = section.size() == 1 && section[0] >= '1' && section[0] <= '9';
    if (!frequency && section != "+")
      throw RequestError("words.tsv: '" + std::string(section) + "' is not a frequency from 1 to 9 or +");
    for_each_word(line.substr(std::min(section.size() + 1, line.size())), [&](std::string_view word) {
      if (frequency)
        list(word, section[0] - '0');
      else
        add_role(word, static_cast<std::size_t>(WordRole::beginning));
    });
  }
  for (const std::string_view line : rules) {
    const std::string_view kind = line.substr(0, std::min(line.find('\t'), line.size()));
    const std::string_view rest = line.substr(std::min(kind.size() + 1, line.size()));
    const auto role = static_cast<std::size_t>(std::find(kRoles.begin(), kRoles.end(), kind) - kRoles.begin());
    if (kind == kMoreWords) {
      for_each_word(rest, [&](std::string_view word) { list(word, kFrequencyOfMore); });
    } else if (role < kRoles.size()) {
      const bool function_words = kind == "closed" || kind == "particle" || kind == "coordinator" || kind == "follower";
      for_each_word(rest, [&](std::string_view word) {
        add_role(word, role);
        if (function_words) list(word, kFrequencyOfFunctionWords);
      });
    } else if (kind != kNever) {
      throw RequestError("repair.tsv: '" + std::string(kind) + "' is not a kind of row");
    }
  }
}

void Words::list(std::string_view word, int frequency) {
  const std::uint64_t hash = WordHash(word).value();
  const auto entry = (static_cast<std::uint32_t>(hash >> 32U) & ~0xFU) | static_cast<std::uint32_t>(frequency);
  std::size_t slot = hash & mask_;
  for (; table_[slot] != 0; slot = (slot + 1) & mask_)
    if ((table_[slot] | 0xFU) == (entry | 0xFU)) return;
  table_[slot] = entry;
}

void Words::add_role(std::string_view word, std::size_t role) {
  const std::uint64_t hash = WordHash(word).value();
  std::size_t slot = hash & roles_mask_;
  while (roles_[slot].roles != 0 && roles_[slot].hash != hash) slot = (slot + 1) & roles_mask_;
  roles_[slot] = {hash, roles_[slot].roles | 1U << role};
}

// An ending on a listed word, or in place of its last vowel: "kontrollens", "skolorna".
bool Words::form(std::string_view word) const {
  for (std::size_t cut = word.size() - 1; cut >= kShortestStem && word.size() - cut <= 5; --cut) {
    if (!is_boundary(word, cut) || !is(WordRole::ending, word.substr(cut))) continue;
    std::string lemma(word.substr(0, cut));
    if (frequency(lemma) > 0) return true;
    lemma += 'a';
    for (const char vowel : {'a', 'e'}) {
      lemma.back() = vowel;
      if (frequency(lemma) > 0) return true;
    }
  }
  return false;
}

bool Words::begins(std::string_view part) const {
  const unsigned roles = roles_of(part);
  if ((roles & (bit(WordRole::beginning) | bit(WordRole::prefix))) != 0) return true;
  if (part.size() < kShortestStem || (roles & bit(WordRole::closed)) != 0) return false;
  if (frequency(part) > 0) return !form(part);  // no compound begins with a definite noun
  const std::string_view unlinked = part.substr(0, part.size() - 1);
  return part.ends_with('s') && part.size() > kShortestStem && frequency(unlinked) > 0 &&
         !is(WordRole::closed, unlinked);
}

bool Words::ends(std::string_view part, int depth) const {
  const unsigned roles = roles_of(part);
  if ((roles & bit(WordRole::suffix)) != 0) return true;
  if (part.size() < kShortestPart) return false;
  const bool function_word =
      (roles & bit(WordRole::closed)) != 0 || (part.size() <= kShortestStem && (roles & bit(WordRole::particle)) != 0);
  if (frequency(part) > (part.size() == kShortestPart ? 1 : 0) && !function_word) return true;
  return form(part) || compound(part, depth + 1);
}

bool Words::compound(std::string_view word, int depth) const {
  if (depth > kDeepest || word.size() > kLongestWord) return false;
  for (std::size_t cut = 1; cut < word.size(); ++cut) {
    if (!is_boundary(word, cut)) continue;
    const std::string_view first = word.substr(0, cut);
    if (begins(first) && ends(word.substr(cut), depth)) return true;
  }
  return false;
}

bool Words::sound(std::string_view word) const {
  return frequency(word) > 0 || (word.size() > kShortestStem && form(word)) ||
         (word.size() >= kShortestCompound && compound(word));
}

}  // namespace ordagrant::text
