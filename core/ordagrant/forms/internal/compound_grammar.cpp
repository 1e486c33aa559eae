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

// Reads the tables of a language into a grammar and the words of its trie.
class GrammarReader {
 public:
  GrammarReader(std::string_view language, CompoundGrammar& into) : language_(language), into_(into) {
    static constexpr std::array<std::string_view, 20> kKinds{
        "onset",       "prefix",    "noun",        "verb",        "adjective",        "first",
        "last",        "joined",    "derive",      "link",        "takes_s",          "takes_s_after",
        "definite",    "suffix",    "ending_noun", "ending_verb", "ending_adjective", "ending_suffix",
        "like_suffix", "takes_no_s"};
    for (const std::string_view line : language::lines(language, "compound_parts.tsv")) {
      const auto cells = language::cells(line);
      if (cells.size() != 2 || std::find(kKinds.begin(), kKinds.end(), cells[0]) == kKinds.end()) refuse(line);
      for (const std::string_view word : language::cells(cells[1], ' ')) rows_[std::string(cells[0])].push_back(word);
    }
    known_ = &language::knowledge(language)->words;
    takes_s_ = letters_in("takes_s");
    takes_s_after_ = letters_in("takes_s_after");
    takes_no_s_ = letters_in("takes_no_s");
    definite_ = letters_in("definite");
    for (const std::string_view word : rows_["derive"]) {
      const auto cells = language::cells(word, ':');
      if (cells.size() != 2) refuse(word);
      derived_[std::string(cells[0])].push_back(letters_of(cells[1]));
    }
  }

  // The words of compound_parts.tsv, and those that its verbs and adjectives derive.
  void read_parts() {
    for (const std::string& letters : letters_in("prefix")) add(letters, kPrefix);
    for (const std::string& letters : letters_in("noun")) add_noun(letters);
    for (const std::string& letters : letters_in("first")) add(letters, kFirst);
    for (const std::string& letters : letters_in("last")) add(letters, kLast);
    for (const std::string& letters : letters_in("like_suffix")) add(letters, kLikeSuffix);
    for (const std::string& letters : letters_in("joined"))
      add(letters, static_cast<PartRoles>(kJoined | s_of(letters)));
    for (std::string& stem : letters_in("verb")) {
      if (stem.size() > 2 && ends_in_a_or_e(stem)) stem.pop_back();
      add(stem, kVerb);
      for (const std::string& suffix : derived_["verb"]) {
        add_noun(stem + suffix);
        // Written once before another consonant: "bygge", "bygning".
        if (stem.size() > 2 && stem.back() == stem[stem.size() - 2]) add_noun(stem.substr(0, stem.size() - 1) + suffix);
      }
      for (const std::string& suffix : derived_["able"]) add_adjective(stem + suffix);
    }
    for (const std::string& stem : letters_in("adjective")) add_adjective(stem);
  }

  // Endings, suffixes, onsets and linking elements.
  void read_shapes() {
    add_endings("ending_noun", EndingOf::noun);
    add_endings("ending_verb", EndingOf::verb);
    add_endings("ending_adjective", EndingOf::adjective);
    add_endings("ending_suffix", EndingOf::suffix);
    into_.onsets = letters_in("onset");
    for (const std::string& letters : letters_in("suffix"))
      into_.suffixes.at(static_cast<unsigned char>(letters.back())).push_back(letters);
    for (const std::string& letters : letters_in("link"))
      if (letters.size() == 1)
        into_.links |= std::uint64_t{1} << static_cast<unsigned char>(letters[0]);
      else
        into_.links_er = true;
  }

  // The words of words.tsv, and of a user's texts.
  void read_words(std::span<const WordCount> counts) {
    for (const std::string_view line : language::lines(language_, "words.tsv")) {
      const auto cells = language::cells(line);
      for (const std::string_view word : language::cells(cells.back(), ' '))
        if (cells.front() == "+")
          add(letters_of(word), kBeginning);
        else
          add_counted(word, cells.front().front() - '0');
    }
    for (const auto& [word, count] : counts)
      if (count >= kLeastCount) add_counted(word, kFrequencyOfUsers);
  }

  std::vector<PartTrie::Word> words() { return std::move(words_); }

 private:
  [[noreturn]] void refuse(std::string_view line) const {
    throw RequestError("compound_parts.tsv of '" + std::string(language_) + "': '" + std::string(line) +
                       "' is not a kind of row and words");
  }

  std::vector<std::string> letters_in(std::string_view row) {
    std::vector<std::string> found;
    for (const std::string_view word : rows_[std::string(row)]) found.push_back(letters_of(word));
    return found;
  }

  static bool ends_in_a_or_e(std::string_view letters) {
    return letters.back() == static_cast<char>(number_of('a')) || letters.back() == static_cast<char>(number_of('e'));
  }

  // Does a first part like this take an -s- behind it?
  PartRoles s_of(std::string_view letters) const {
    const auto has_suffix = [&](const std::string& suffix) {
      return letters.size() > suffix.size() + 1 && letters.ends_with(suffix);
    };
    const auto has_prefix = [&](const std::string& prefix) {
      return letters.size() > prefix.size() + 2 && letters.starts_with(prefix);
    };
    const bool takes = std::any_of(takes_s_.begin(), takes_s_.end(), has_suffix) ||
                       (!letters.empty() && !is_vowel(static_cast<std::uint8_t>(letters.back())) &&
                        letters.back() != static_cast<char>(number_of('s')) &&
                        std::any_of(takes_s_after_.begin(), takes_s_after_.end(), has_prefix));
    const bool exception = takes && std::any_of(takes_no_s_.begin(), takes_no_s_.end(),
                                                [&](const std::string& ending) { return letters.ends_with(ending); });
    return takes && !exception ? kTakesS : PartRoles{0};
  }

  void add(std::string letters, PartRoles roles, std::uint8_t frequency = 0) {
    if (!letters.empty() && letters.size() < kLongestCompound) words_.push_back({std::move(letters), roles, frequency});
  }

  void add_noun(const std::string& letters) {
    add(letters, static_cast<PartRoles>(kNoun | s_of(letters)));
    if (letters.size() < 4) return;
    if (ends_in_a_or_e(letters)) {
      add(letters.substr(0, letters.size() - 1), kNounStem);
    } else if (letters[letters.size() - 2] == static_cast<char>(number_of('e'))) {
      std::string contracted = letters;
      contracted.erase(letters.size() - 2, 1);
      // A doubled consonant is written once before another one.
      const std::size_t last = contracted.size() - 2;
      if (last > 0 && contracted[last] == contracted[last - 1]) contracted.erase(last, 1);
      add(std::move(contracted), kContracted);
    }
  }

  void add_adjective(const std::string& letters) {
    add(letters, kAdjective);
    for (const std::string& suffix : derived_["adjective"]) add_noun(letters + suffix);
  }

  void add_endings(std::string_view row, EndingOf of) {
    for (const std::string_view ending : rows_[std::string(row)]) {
      const std::string letters = letters_of(ending);
      if (letters.empty()) refuse(ending);
      into_.endings.at(static_cast<unsigned char>(letters.back())).push_back({letters, of});
    }
  }

  void add_counted(std::string_view word, int frequency) {
    const std::string letters = letters_of(word);
    if (letters.size() < 3) return;
    auto roles = static_cast<PartRoles>(kCounted | s_of(letters));
    if (known_->is(text::WordRole::closed, word)) roles |= kClosed;
    for (const std::string& ending : definite_)
      if (letters.size() > ending.size() + 2 && letters.ends_with(ending)) {
        const std::string_view stem = word.substr(0, word.size() - ending.size());
        if (known_->frequency(stem) > 0 || known_->frequency(std::string(stem) + "a") > 0 ||
            known_->frequency(std::string(stem) + "e") > 0)
          roles |= kForm;
      }
    add(letters, roles, static_cast<std::uint8_t>(frequency));
  }

  std::string_view language_;
  CompoundGrammar& into_;
  const text::Words* known_ = nullptr;
  std::map<std::string, std::vector<std::string_view>, std::less<>> rows_;  // of compound_parts.tsv, by their kind
  std::vector<std::string> takes_s_;
  std::vector<std::string> takes_s_after_;
  std::vector<std::string> takes_no_s_;
  std::vector<std::string> definite_;
  std::map<std::string, std::vector<std::string>, std::less<>> derived_;  // suffixes by what they derive from
  std::vector<PartTrie::Word> words_;
};

}  // namespace

CompoundGrammar::CompoundGrammar(std::string_view language, std::span<const WordCount> counts) {
  GrammarReader reader(language, *this);
  reader.read_parts();
  reader.read_shapes();
  reader.read_words(counts);
  trie = PartTrie(reader.words());
}

}  // namespace ordagrant::forms::internal
