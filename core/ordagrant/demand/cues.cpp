#include "ordagrant/demand/cues.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::demand {

namespace {

constexpr std::string_view kGapSign = "\u2026";
constexpr std::string_view kBetweenPhrases = " | ";
constexpr std::uint16_t kGap = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kLongestGap = 3;  // words

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + separator.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

}  // namespace

struct Cues::Tables {
  struct Phrase {
    std::uint32_t kind = 0;
    std::string_view text;
    std::vector<std::uint16_t> roles;  // kGap between two of them: up to kLongestGap words
  };

  // A role that words have by their beginning, their end or what is inside them.
  struct Pattern {
    std::string_view letters;
    bool open_before = false;
    bool open_behind = false;
    std::uint16_t role = 0;

    bool fits(std::string_view word) const {
      if (word.size() <= letters.size() && !(open_behind && word == letters)) return false;
      if (open_before && open_behind) return word.find(letters) != std::string_view::npos;
      return open_before ? word.ends_with(letters) : word.starts_with(letters);
    }
  };

  std::vector<std::string> kinds;
  std::vector<Phrase> phrases;
  std::vector<std::vector<std::uint32_t>> by_first;  // role -> phrases that begin with it
  std::unordered_map<std::string_view, std::vector<std::uint16_t>> words;
  std::vector<Pattern> patterns;
  std::vector<std::uint16_t> numbers;  // the roles of #

  std::map<std::string, std::uint16_t, std::less<>> roles;  // as written in a phrase
  std::map<std::string, std::string_view, std::less<>> sets;

  std::uint16_t role_of(std::string_view written);
  void add_word(std::string_view word, std::uint16_t role);
  void add_phrase(std::uint32_t kind, std::string_view text);
};

void Cues::Tables::add_word(std::string_view word, std::uint16_t role) {
  if (word == "#") {
    numbers.push_back(role);
    return;
  }
  const bool before = word.size() > 1 && word.front() == '*';
  const bool behind = word.size() > 1 && word.back() == '*';
  if (before || behind) {
    if (before) word.remove_prefix(1);
    if (behind) word.remove_suffix(1);
    patterns.push_back({word, before, behind, role});
  } else {
    words[word].push_back(role);
  }
}

// A role may be a set (@neg), words with a stroke between them, or one word.
std::uint16_t Cues::Tables::role_of(std::string_view written) {
  if (const auto known = roles.find(written); known != roles.end()) return known->second;
  const auto role = static_cast<std::uint16_t>(roles.size());
  if (role == kGap) throw RequestError("demand_cues.tsv: too many different words");
  roles.emplace(written, role);
  by_first.emplace_back();
  if (written.front() == '@') {
    const auto set = sets.find(written.substr(1));
    if (set == sets.end()) throw RequestError("demand_cues.tsv: no set is called '" + std::string(written) + "'");
    for (const std::string_view word : split(set->second, " ")) add_word(word, role);
  } else if (written.size() > 1 && written.find('/') != std::string_view::npos) {
    for (const std::string_view word : split(written, "/")) {
      if (word.empty()) throw RequestError("demand_cues.tsv: '" + std::string(written) + "' holds what is no word");
      add_word(word, role);
    }
  } else {
    add_word(written, role);
  }
  return role;
}

void Cues::Tables::add_phrase(std::uint32_t kind, std::string_view text) {
  Phrase phrase{kind, text, {}};
  for (const std::string_view written : split(text, " ")) {
    if (written.empty()) throw RequestError("demand_cues.tsv: phrase '" + std::string(text) + "' has two spaces");
    phrase.roles.push_back(written == kGapSign ? kGap : role_of(written));
  }
  if (phrase.roles.front() == kGap || phrase.roles.back() == kGap)
    throw RequestError("demand_cues.tsv: phrase '" + std::string(text) + "' has a gap at its edge");
  by_first[phrase.roles.front()].push_back(static_cast<std::uint32_t>(phrases.size()));
  phrases.push_back(std::move(phrase));
}

Cues::Cues(std::string_view language) {
  language::require_shipped(language);
  auto tables = std::make_unique<Tables>();
  for (const std::string_view line : language::lines(language, "demand_cues.tsv")) {
    const std::vector<std::string_view> cells = language::cells(line);
    if (cells.size() != 2 || cells[0].empty() || cells[1].empty())
      throw RequestError("demand_cues.tsv: line '" + std::string(line) + "' is not kind TAB phrases");
    if (cells[0].starts_with("set ")) {
      tables->sets.emplace(cells[0].substr(4), cells[1]);
      tables->role_of("@" + std::string(cells[0].substr(4)));
      continue;
    }
    const auto kind = static_cast<std::uint32_t>(tables->kinds.size());
    tables->kinds.emplace_back(cells[0]);
    for (const std::string_view phrase : split(cells[1], kBetweenPhrases)) tables->add_phrase(kind, phrase);
  }
  tables_ = std::move(tables);
}

Cues::~Cues() = default;
Cues::Cues(Cues&&) noexcept = default;
Cues& Cues::operator=(Cues&&) noexcept = default;

Cues::Roles Cues::roles(std::string_view lower_word, bool is_number) const {
  Roles found;
  if (const auto known = tables_->words.find(lower_word); known != tables_->words.end()) found = known->second;
  for (const Tables::Pattern& pattern : tables_->patterns)
    if (pattern.fits(lower_word)) found.push_back(pattern.role);
  if (is_number) found.insert(found.end(), tables_->numbers.begin(), tables_->numbers.end());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::uint16_t Cues::role_of_set(std::string_view set) const {
  const auto known = tables_->roles.find("@" + std::string(set));
  if (known == tables_->roles.end()) throw RequestError("demand_cues.tsv: no set is called '" + std::string(set) + "'");
  return known->second;
}

namespace {

bool has(const Cues::Roles& roles, std::uint16_t role) { return std::binary_search(roles.begin(), roles.end(), role); }

// Where the rest of a phrase ends that begins at `at`; 0, if it does not stand there.
std::size_t end_of(std::span<const std::uint16_t> phrase, std::span<const Cues::Roles* const> words, std::size_t at) {
  if (phrase.empty()) return at;
  if (phrase.front() != kGap)
    return at < words.size() && has(*words[at], phrase.front()) ? end_of(phrase.subspan(1), words, at + 1) : 0;
  for (std::size_t gap = 0; gap <= kLongestGap && at + gap < words.size(); ++gap)
    if (const std::size_t end = end_of(phrase.subspan(1), words, at + gap); end != 0) return end;
  return 0;
}

}  // namespace

void Cues::find(std::span<const Roles* const> words, std::uint32_t first, std::vector<Hit>& into) const {
  for (std::size_t at = 0; at < words.size(); ++at)
    for (const std::uint16_t role : *words[at])
      for (const std::uint32_t phrase : tables_->by_first[role]) {
        const std::span<const std::uint16_t> rest = std::span(tables_->phrases[phrase].roles).subspan(1);
        if (const std::size_t end = end_of(rest, words, at + 1); end != 0)
          into.push_back({phrase, first + static_cast<std::uint32_t>(at), first + static_cast<std::uint32_t>(end)});
      }
}

std::size_t Cues::phrases() const noexcept { return tables_->phrases.size(); }
std::uint32_t Cues::kind(std::uint32_t phrase) const noexcept { return tables_->phrases[phrase].kind; }
std::string_view Cues::text(std::uint32_t phrase) const noexcept { return tables_->phrases[phrase].text; }
const std::vector<std::string>& Cues::kinds() const noexcept { return tables_->kinds; }

}  // namespace ordagrant::demand
