#include "ordagrant/forms/internal/compound_grammar.h"

#include <algorithm>
#include <map>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/language/knowledge.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::forms::internal {

namespace {

constexpr std::uint64_t kLeastCount = 3;  // rarer words of a user's texts may be misspelt
constexpr int kFrequencyOfUsers = 1;

}  // namespace

CompoundGrammar::CompoundGrammar(std::string_view language, std::span<const WordCount> counts) {
  const auto refuse = [&](std::string_view line) {
    throw RequestError("compound_parts.tsv of '" + std::string(language) + "': '" + std::string(line) +
                       "' is not a kind of row and words");
  };
  std::vector<PartTrie::Word> words;
  std::vector<std::string> definite;
  std::vector<std::string> takes_s;
  std::vector<std::string> takes_s_after;
  std::map<std::string, std::vector<std::string>, std::less<>> derived;
  std::map<std::string, std::vector<std::string_view>, std::less<>> rows;
  static constexpr std::array<std::string_view, 19> kKinds{
      "onset",      "prefix", "noun",        "verb",        "adjective",        "first",
      "last",       "joined", "derive",      "link",        "takes_s",          "takes_s_after",
      "definite",   "suffix", "ending_noun", "ending_verb", "ending_adjective", "ending_suffix",
      "like_suffix"};
  for (const std::string_view line : language::lines(language, "compound_parts.tsv")) {
    const auto cells = language::cells(line);
    if (cells.size() != 2 || std::find(kKinds.begin(), kKinds.end(), cells[0]) == kKinds.end()) refuse(line);
    for (const std::string_view word : language::cells(cells[1], ' ')) rows[std::string(cells[0])].push_back(word);
  }
  for (const std::string_view word : rows["takes_s"]) takes_s.push_back(letters_of(word));
  for (const std::string_view word : rows["takes_s_after"]) takes_s_after.push_back(letters_of(word));
  for (const std::string_view word : rows["definite"]) definite.push_back(letters_of(word));
  const auto s_of = [&](std::string_view letters) -> PartRoles {
    const bool takes = std::any_of(takes_s.begin(), takes_s.end(),
                                   [&](const std::string& suffix) {
                                     return letters.size() > suffix.size() + 1 && letters.ends_with(suffix);
                                   }) ||
                       (!letters.empty() && !is_vowel(static_cast<std::uint8_t>(letters.back())) &&
                        letters.back() != static_cast<char>(number_of('s')) &&
                        std::any_of(takes_s_after.begin(), takes_s_after.end(), [&](const std::string& prefix) {
                          return letters.size() > prefix.size() + 2 && letters.starts_with(prefix);
                        }));
    return takes ? kTakesS : PartRoles{0};
  };
  const auto add = [&](std::string letters, PartRoles roles, std::uint8_t frequency = 0) {
    if (!letters.empty() && letters.size() < kLongestCompound) words.push_back({std::move(letters), roles, frequency});
  };
  const auto a = static_cast<char>(number_of('a'));
  const auto e = static_cast<char>(number_of('e'));
  const auto add_noun = [&](const std::string& letters) {
    add(letters, static_cast<PartRoles>(kNoun | s_of(letters)));
    if (letters.size() < 4) return;
    if (letters.back() == a || letters.back() == e) {
      add(letters.substr(0, letters.size() - 1), kNounStem);
    } else if (letters[letters.size() - 2] == e) {
      std::string contracted = letters;
      contracted.erase(letters.size() - 2, 1);
      // A doubled consonant is written once before another one.
      const std::size_t last = contracted.size() - 2;
      if (last > 0 && contracted[last] == contracted[last - 1]) contracted.erase(last, 1);
      add(std::move(contracted), kContracted);
    }
  };
  for (const std::string_view word : rows["derive"]) {
    const auto cells = language::cells(word, ':');
    if (cells.size() != 2) refuse(word);
    derived[std::string(cells[0])].push_back(letters_of(cells[1]));
  }
  for (const std::string_view word : rows["prefix"]) add(letters_of(word), kPrefix);
  for (const std::string_view word : rows["noun"]) add_noun(letters_of(word));
  for (const std::string_view word : rows["first"]) add(letters_of(word), kFirst);
  for (const std::string_view word : rows["last"]) add(letters_of(word), kLast);
  for (const std::string_view word : rows["like_suffix"]) add(letters_of(word), kLikeSuffix);
  for (const std::string_view word : rows["joined"]) {
    const std::string letters = letters_of(word);
    add(letters, static_cast<PartRoles>(kJoined | s_of(letters)));
  }
  for (const std::string_view word : rows["verb"]) {
    std::string stem = letters_of(word);
    if (stem.size() > 2 && (stem.back() == a || stem.back() == e)) stem.pop_back();
    add(stem, kVerb);
    for (const std::string& suffix : derived["verb"]) {
      add_noun(stem + suffix);
      // Written once before another consonant: "bygge", "bygning".
      if (stem.size() > 2 && stem.back() == stem[stem.size() - 2]) add_noun(stem.substr(0, stem.size() - 1) + suffix);
    }
  }
  for (const std::string_view word : rows["adjective"]) {
    const std::string stem = letters_of(word);
    add(stem, kAdjective);
    for (const std::string& suffix : derived["adjective"]) add_noun(stem + suffix);
  }
  const auto add_endings = [&](std::string_view row, EndingOf of) {
    for (const std::string_view ending : rows[std::string(row)]) {
      const std::string letters = letters_of(ending);
      if (letters.empty()) refuse(ending);
      endings.at(static_cast<unsigned char>(letters.back())).push_back({letters, of});
    }
  };
  add_endings("ending_noun", EndingOf::noun);
  add_endings("ending_verb", EndingOf::verb);
  add_endings("ending_adjective", EndingOf::adjective);
  add_endings("ending_suffix", EndingOf::suffix);
  for (const std::string_view onset : rows["onset"]) onsets.push_back(letters_of(onset));
  for (const std::string_view suffix : rows["suffix"]) {
    const std::string letters = letters_of(suffix);
    suffixes.at(static_cast<unsigned char>(letters.back())).push_back(letters);
  }
  for (const std::string_view link : rows["link"]) {
    const std::string letters = letters_of(link);
    if (letters.size() == 1)
      links |= std::uint64_t{1} << static_cast<unsigned char>(letters[0]);
    else
      links_er = true;
  }

  const text::Words& known = language::knowledge(language)->words;
  const auto add_counted = [&](std::string_view word, int frequency) {
    const std::string letters = letters_of(word);
    if (letters.size() < 3) return;
    auto roles = static_cast<PartRoles>(kCounted | s_of(letters));
    if (known.is(text::WordRole::closed, word)) roles |= kClosed;
    for (const std::string& ending : definite)
      if (letters.size() > ending.size() + 2 && letters.ends_with(ending)) {
        const std::string_view stem = word.substr(0, word.size() - ending.size());
        if (known.frequency(stem) > 0 || known.frequency(std::string(stem) + "a") > 0 ||
            known.frequency(std::string(stem) + "e") > 0)
          roles |= kForm;
      }
    add(letters, roles, static_cast<std::uint8_t>(frequency));
  };
  for (const std::string_view line : language::lines(language, "words.tsv")) {
    const auto cells = language::cells(line);
    for (const std::string_view word : language::cells(cells.back(), ' '))
      if (cells.front() == "+")
        add(letters_of(word), kBeginning);
      else
        add_counted(word, cells.front().front() - '0');
  }
  for (const auto& [word, count] : counts)
    if (count >= kLeastCount) add_counted(word, kFrequencyOfUsers);
  trie = PartTrie(std::move(words));
}

}  // namespace ordagrant::forms::internal
