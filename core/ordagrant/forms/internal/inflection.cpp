#include "ordagrant/forms/internal/inflection.h"

#include <algorithm>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/forms/internal/part_hashes.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::forms::internal {

namespace {

constexpr std::string_view kRules = "lemma_rules.tsv";
constexpr std::string_view kWords = "lemma_words.tsv";

// In the order of WordClass.
constexpr std::array<std::string_view, kWordClasses> kClasses{"noun", "verb", "part", "adj",   "adverb", "pron",
                                                              "det",  "prep", "conj", "sconj", "num",    "abbr"};
constexpr std::string_view kNever = "never";
constexpr std::string_view kPrefix = "prefix";
constexpr std::string_view kName = "name";

// Letters that a rule can stand for: "&" a consonant that is doubled before an ending, "@" a vowel.
constexpr std::string_view kDoubled[] = {"b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t"};
constexpr std::string_view kVowels[] = {"a",      "e",      "i",      "o",      "u",      "y",
                                        "\u00E5", "\u00E4", "\u00F6", "\u00E6", "\u00F8", "\u00E9"};

[[noreturn]] void refuse(std::string_view table, std::string_view language, std::string_view line,
                         std::string_view why) {
  throw RequestError(std::string(table) + " of '" + std::string(language) + "': '" + std::string(line) + "' " +
                     std::string(why));
}

std::string with_letter(std::string_view ending, char sign, std::string_view letter) {
  std::string made;
  for (const char one : ending)
    if (one == sign)
      made += letter;
    else
      made += one;
  return made;
}

bool ends_like_a_genitive(std::string_view form) {
  return form.ends_with('s') || form.ends_with('x') || form.ends_with('z');
}

}  // namespace

std::optional<WordClass> word_class(std::string_view name) noexcept {
  const auto* found = std::find(kClasses.begin(), kClasses.end(), name);
  if (found == kClasses.end()) return std::nullopt;
  return static_cast<WordClass>(found - kClasses.begin());
}

Inflection::Inflection(std::string_view language) : words_(language) {
  read_rules(language);
  read_words(language);
  index();
}

void Inflection::read_rules(std::string_view language) {
  for (const std::string_view line : language::lines(language, kRules)) {
    const auto cells = language::cells(line);
    if (cells[0] == kNever && cells.size() == 2) {
      for (const std::string_view letters : language::cells(cells[1], ' ')) {
        if (letters.size() != 2 || !text::is_ascii_small(letters[0]) || !text::is_ascii_small(letters[1]))
          refuse(kRules, language, letters, "is not two small letters");
        never_.at(pair(letters[0], letters[1])) = true;
      }
      continue;
    }
    if (cells.size() != 5) refuse(kRules, language, line, "does not have five cells");
    const auto known = word_class(cells[1]);
    if (!known) refuse(kRules, language, line, "has no part of speech that is known");
    int weight = 0;
    for (const char digit : cells[2]) {
      if (digit < '0' || digit > '9' || weight > 99)
        refuse(kRules, language, line, "has a weight that is not from 0 to 99");
      weight = 10 * weight + (digit - '0');
    }
    const auto made = [&](char sign, std::string_view letter) {
      const auto letters = [&](std::string_view ending) {
        return with_letter(ending == "-" ? std::string_view{} : ending, sign, letter);
      };
      Paradigm paradigm{cells[0], *known, weight, {}, {}};
      paradigm.lemma = written_.emplace_back(letters(cells[3]));
      std::vector<std::string> forms{std::string(paradigm.lemma)};
      const auto add = [&](std::string_view ending, bool against) {
        const auto number = ending_numbers_.emplace(ending, ending_numbers_.size()).first->second;
        if (number >= kMostEndings) refuse(kRules, language, line, "has an ending too many");
        paradigm.endings.push_back(
            {PartHashes::of(ending), static_cast<std::uint32_t>(ending.size()), number, against});
      };
      add(paradigm.lemma, false);
      for (const std::string_view cell : language::cells(cells[4], ' ')) {
        const bool against = cell.starts_with('!');
        const bool is_form = !against && !cell.starts_with('?');
        const bool is_evidence = !cell.starts_with('~');
        const std::string ending = letters(is_form && is_evidence ? cell : cell.substr(1));
        if (is_form && std::find(forms.begin(), forms.end(), ending) != forms.end()) continue;
        if (is_evidence) add(ending, against);
        if (is_form) forms.push_back(ending);
      }
      for (const std::string& form : forms) longest_ending_ = std::max(longest_ending_, form.size() + 1);
      paradigms_.push_back(std::move(paradigm));
      forms_.push_back(std::move(forms));
    };
    if (line.find('&') != std::string_view::npos)
      for (const std::string_view letter : kDoubled) made('&', letter);
    else if (line.find('@') != std::string_view::npos)
      for (const std::string_view letter : kVowels) made('@', letter);
    else
      made('&', "");
  }
}

void Inflection::read_words(std::string_view language) {
  const auto each = [](std::string_view words, auto take) {
    for (const std::string_view word : language::cells(words, ' '))
      if (!word.empty()) take(word);
  };

  std::vector<std::uint64_t> verb_prefixes;
  for (const std::string_view line : language::lines(language, kWords)) {
    const auto cells = language::cells(line);
    if (cells.size() != 2 && cells.size() != 3) refuse(kWords, language, line, "does not have two or three cells");
    const std::string_view kind = cells[0];
    if (kind == kPrefix || kind == kName) {
      each(cells[1],
           [&](std::string_view word) { (kind == kName ? names_ : verb_prefixes).push_back(PartHashes::of(word)); });
      continue;
    }
    const auto known = word_class(kind);
    const bool is_rule =
        std::any_of(paradigms_.begin(), paradigms_.end(), [&](const Paradigm& one) { return one.name == kind; });
    if (cells.size() == 3) {
      if (!known) refuse(kWords, language, line, "has no part of speech that is known");
      const std::string_view lemma = cells[1];
      list_with_s(std::string(lemma), lemma, kind, *known);
      each(cells[2], [&](std::string_view form) { list_with_s(std::string(form), lemma, kind, *known); });
    } else if (is_rule) {
      each(cells[1], [&](std::string_view lemma) {
        if (!list_by_rule(lemma, kind))
          refuse(kWords, language, lemma, "does not fit the rule '" + std::string(kind) + "'");
      });
    } else if (known) {
      each(cells[1], [&](std::string_view lemma) { list_with_s(std::string(lemma), lemma, kind, *known); });
    } else {
      refuse(kWords, language, line, "begins with no rule and no part of speech");
    }
  }
  std::sort(verb_prefixes.begin(), verb_prefixes.end());
  verb_prefixes_.make(verb_prefixes);
  std::sort(names_.begin(), names_.end());
}

// With the -s of a genitive, or of the passive of a verb.
void Inflection::list_with_s(const std::string& form, std::string_view lemma, std::string_view rule,
                             WordClass word_class) {
  listed_.push_back({PartHashes::of(form), lemma, rule, word_class, false});
  if (word_class <= WordClass::adjective && !ends_like_a_genitive(form))
    listed_.push_back({PartHashes::of(form + 's'), lemma, rule, word_class, true});
}

// All forms of a lemma. False if no paradigm of the rule has its ending.
bool Inflection::list_by_rule(std::string_view lemma, std::string_view rule) {
  for (std::size_t row = 0; row < paradigms_.size(); ++row) {
    const Paradigm& paradigm = paradigms_[row];
    if (paradigm.name != rule || !lemma.ends_with(paradigm.lemma)) continue;
    const std::string_view stem = lemma.substr(0, lemma.size() - paradigm.lemma.size());
    for (const std::string& ending : forms_[row]) {
      const std::string form = std::string(stem) + ending;
      if (paradigm.word_class == WordClass::noun || paradigm.word_class == WordClass::adjective)
        list_with_s(form, lemma, rule, paradigm.word_class);
      else
        listed_.push_back({PartHashes::of(form), lemma, rule, paradigm.word_class, false});
    }
    return true;
  }
  return false;
}

void Inflection::index() {
  for (std::uint32_t row = 0; row < paradigms_.size(); ++row)
    for (const std::string& ending : forms_[row]) {
      const bool is_lemma = &ending == &forms_[row].front();
      slots_.push_back({row, is_lemma, false});
      slot_hashes_.push_back(PartHashes::of(ending));
      const WordClass word_class = paradigms_[row].word_class;
      if (word_class != WordClass::noun || ends_like_a_genitive(ending)) continue;
      slots_.push_back({row, false, true});
      slot_hashes_.push_back(PartHashes::of(ending + 's'));
    }
  std::vector<std::uint32_t> order(slots_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return slot_hashes_[a] < slot_hashes_[b]; });
  std::vector<Slot> slots;
  std::vector<std::uint64_t> hashes;
  for (const std::uint32_t at : order) {
    slots.push_back(slots_[at]);
    hashes.push_back(slot_hashes_[at]);
  }
  slots_ = std::move(slots);
  slot_hashes_ = std::move(hashes);
  slot_index_.make(slot_hashes_);

  std::stable_sort(listed_.begin(), listed_.end(), [](const Listed& a, const Listed& b) {
    return a.hash != b.hash ? a.hash < b.hash : !a.with_s && b.with_s;
  });
  std::vector<std::uint64_t> listed_hashes;
  listed_hashes.reserve(listed_.size());
  for (const Listed& one : listed_) {
    listed_hashes.push_back(one.hash);
    words_.add(one.hash);
  }
  listed_index_.make(listed_hashes);
}

bool Inflection::is_verb_prefix(std::uint64_t hash) const noexcept { return verb_prefixes_.find(hash).end != 0; }

bool Inflection::is_name(std::uint64_t hash) const noexcept {
  return std::binary_search(names_.begin(), names_.end(), hash);
}

}  // namespace ordagrant::forms::internal
