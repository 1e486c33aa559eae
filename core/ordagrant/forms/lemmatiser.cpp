#include "ordagrant/forms/lemmatiser.h"

#include <algorithm>
#include <array>

#include "ordagrant/forms/internal/analyser.h"
#include "ordagrant/forms/internal/inflection.h"
#include "ordagrant/forms/internal/lemma_context.h"
#include "ordagrant/tokens/vocabulary.h"

namespace ordagrant::forms {

using internal::Analyser;
using internal::Analysis;
using internal::Inflection;
using internal::kEnough;
using internal::kLeast;
using internal::kSure;
using internal::LemmaContext;
using internal::Listed;
using internal::Paradigm;
using internal::PartHashes;
using internal::WordClass;

namespace {

constexpr std::size_t kShortestStem = 2;  // bytes
constexpr std::size_t kShortestFirst = 2;
constexpr std::size_t kShortestHead = 3;
constexpr std::size_t kShortestSureHead = 5;  // behind a first part that is no word

constexpr int kListedHead = 4;
constexpr int kKnownFirst = 5;

constexpr std::string_view kOwnForms = "adj";
// The lines of lemma_words.tsv with forms of their own.
constexpr std::string_view kStrongVerb = "verb";
constexpr std::string_view kStrongNoun = "noun";

constexpr std::size_t kMostReadings = 4;

// One way to read a word.
struct Reading {
  std::size_t keep = 0;  // bytes of the word
  std::string_view ending;
  std::string_view rule;
  WordClass word_class = WordClass::noun;
  LemmaSource source = LemmaSource::itself;
  bool is_word = false;  // of a class; false for marks, numbers and what no rule fits
  int score = 0;

  Lemma lemma_of(std::string_view word) const { return {word.substr(0, keep), ending, source, rule}; }
};

// The ways to read one word, the best first.
class Readings {
 public:
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  const Reading& operator[](std::size_t at) const { return readings_.at(at); }
  const Reading& best() const { return readings_.front(); }
  const Reading* begin() const { return readings_.data(); }
  const Reading* end() const { return readings_.data() + count_; }

  void add(const Reading& reading) {
    const auto same = [&](const Reading& one) {
      return one.keep == reading.keep && one.ending == reading.ending && one.word_class == reading.word_class;
    };
    if (count_ < kMostReadings && std::none_of(begin(), end(), same)) readings_.at(count_++) = reading;
  }

 private:
  std::array<Reading, kMostReadings> readings_;
  std::size_t count_ = 0;
};

// Of a class whose words are all listed.
bool is_closed(const Reading& reading) {
  return reading.word_class > WordClass::adverb ||
         (reading.word_class == WordClass::adverb && reading.source == LemmaSource::listed && !reading.rule.empty());
}

bool is_boundary(std::string_view word, std::size_t at) {
  return at == word.size() || (static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80U;
}

bool has_vowel(std::string_view part) {
  return std::any_of(part.begin(), part.end(), [](char byte) {
    // Letters outside ASCII are nearly all vowels here.
    return static_cast<unsigned char>(byte) >= 0x80U || std::string_view("aeiouy").find(byte) != std::string_view::npos;
  });
}

// Where a mark stands before the ending of an abbreviation ("EU:s", "FN's"); the word's size if nowhere.
std::size_t ending_mark(std::string_view word) {
  const std::size_t mark = std::min(word.find_first_of(":'"), word.find("\u2019"));
  return mark == 0 || mark == std::string_view::npos ? word.size() : mark;
}

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
}

}  // namespace

std::string_view name(LemmaSource source) noexcept {
  constexpr std::array<std::string_view, 6> kNames{"listed", "paradigm", "compound", "name", "ending", "itself"};
  return kNames[static_cast<std::size_t>(source)];
}

struct Lemmatiser::Tables {
  explicit Tables(std::string_view language)
      : inflection(language), analyser(language, inflection), context(language) {}

  Readings by_paradigm(std::string_view word, const PartHashes& hashes, std::size_t begin) const;
  static Reading by_line(std::string_view word, const Listed& line);
  Readings by_list(std::string_view word, std::uint64_t hash) const;
  Readings by_strong_head(std::string_view word, const PartHashes& hashes) const;
  bool is_first(std::string_view word, const PartHashes& hashes, std::size_t cut) const;
  Readings by_head(std::string_view word, const PartHashes& hashes) const;
  Readings readings(std::string_view word) const;
  void add_others(std::string_view word, Readings& found) const;

  bool is_known(std::string_view word) const;
  Reading as_name(std::string_view word) const;
  LemmaContext::Traits traits(std::string_view word, const Reading& reading) const;

  Inflection inflection;
  Analyser analyser;
  LemmaContext context;
};

// The paradigms of the part of the word from `begin`.
Readings Lemmatiser::Tables::by_paradigm(std::string_view word, const PartHashes& hashes, std::size_t begin) const {
  Readings found;
  for (const Analysis& analysis : analyser.analyse(word, hashes, begin)) {
    if (!analysis.is_one()) break;
    const Paradigm& paradigm = inflection.paradigm(analysis.paradigm);
    Reading reading{analysis.stem,         paradigm.lemma, paradigm.name, paradigm.word_class,
                    LemmaSource::paradigm, true,           analysis.score};
    if (word.substr(reading.keep).starts_with(reading.ending)) {
      reading.keep += reading.ending.size();
      reading.ending = {};
    }
    found.add(reading);
  }
  return found;
}

Reading Lemmatiser::Tables::by_line(std::string_view word, const Listed& line) {
  Reading reading{0, line.lemma, line.rule, line.word_class, LemmaSource::listed, true, kSure};
  if (word.starts_with(line.lemma)) {
    reading.keep = line.lemma.size();
    reading.ending = {};
  }
  return reading;
}

Readings Lemmatiser::Tables::by_list(std::string_view word, std::uint64_t hash) const {
  Readings found;
  for (const Listed& one : inflection.listed(hash)) found.add(by_line(word, one));
  return found;
}

// A strong verb behind a prefix ("inneh\u00E5ller" is no plural of "inneh\u00E5ll"), and a noun that changes its vowel
// behind the first part of a compound ("tj\u00E4nstem\u00E4n").
Readings Lemmatiser::Tables::by_strong_head(std::string_view word, const PartHashes& hashes) const {
  Readings found;
  for (std::size_t cut = kShortestFirst; cut + kShortestHead <= word.size(); ++cut) {
    const std::uint64_t head = hashes(cut, word.size());
    if (!is_boundary(word, cut) || !inflection.may_be_word(head)) continue;
    const auto listed = inflection.listed(head);
    if (listed.empty()) continue;
    const Listed& one = listed.front();
    const bool is_verb = one.rule == kStrongVerb && inflection.is_verb_prefix(hashes(0, cut));
    const bool is_noun = one.rule == kStrongNoun && word.size() - cut > kShortestHead &&
                         !inflection.is_verb_prefix(hashes(0, cut)) && !word.substr(cut).starts_with(one.lemma) &&
                         (word.size() - cut > kShortestSureHead || is_first(word, hashes, cut));
    if (!is_verb && !is_noun) continue;
    found.add({cut, one.lemma, one.rule, one.word_class, LemmaSource::compound, true, kSure});
    return found;
  }
  return found;
}

// Whether compounds begin with what stands before the cut: a word, a beginning of words.tsv, or a word and an -s.
bool Lemmatiser::Tables::is_first(std::string_view word, const PartHashes& hashes, std::size_t cut) const {
  return inflection.begins(hashes(0, cut)) || (word[cut - 1] == 's' && inflection.frequency(hashes(0, cut - 1)) > 0);
}

// Of the last part that is known, behind a first part that can be one: of several cuts the one
// whose parts are the more frequent words.
Readings Lemmatiser::Tables::by_head(std::string_view word, const PartHashes& hashes) const {
  Readings best;
  int best_score = 0;
  for (std::size_t cut = kShortestFirst; cut + kShortestHead <= word.size(); ++cut) {
    if (!is_boundary(word, cut)) continue;
    const std::size_t head_size = word.size() - cut;
    const std::uint64_t head = hashes(cut, word.size());
    if (!inflection.may_be_word(head)) continue;
    const int head_frequency = inflection.frequency(head);
    const auto listed = inflection.listed(head);
    if (head_frequency == 0 && listed.empty()) continue;
    const std::uint64_t first = hashes(0, cut);
    const bool is_prefix = inflection.is_verb_prefix(first);
    const bool is_known = is_prefix || is_first(word, hashes, cut);
    if (!is_known && (head_size < kShortestSureHead || !has_vowel(word.substr(0, cut)))) continue;
    Readings found;
    // Nouns first and verbs last: "framsteg" is no form of a verb.
    for (const WordClass word_class : {WordClass::noun, WordClass::participle, WordClass::adjective, WordClass::verb})
      for (const Listed& one : listed) {
        if (one.word_class != word_class || (word_class == WordClass::verb && !is_prefix)) continue;
        if (one.word_class == WordClass::adjective &&
            (head_size < kShortestSureHead || (one.rule == kOwnForms && !is_known)))
          continue;
        found.add({cut, one.lemma, one.rule, one.word_class, LemmaSource::compound, true, kEnough});
      }
    int score = found.empty() ? 0 : kListedHead;
    if (found.empty() && head_frequency > 0 && head_size >= kShortestSureHead - (is_known ? 1 : 0))
      for (Reading reading : by_paradigm(word, hashes, cut)) {
        if (reading.score < kEnough || (reading.word_class == WordClass::verb && !is_prefix)) continue;
        reading.source = LemmaSource::compound;
        found.add(reading);
      }
    if (found.empty()) continue;
    score += 1 + head_frequency + (is_known ? kKnownFirst : 0) +
             static_cast<int>(is_known ? head_size / 2 : head_size + head_size / 2) +
             std::max(inflection.frequency(first), word[cut - 1] == 's' ? inflection.frequency(hashes(0, cut - 1)) : 0);
    if (score <= best_score) continue;
    best_score = score;
    best = found;
  }
  return best;
}

// What a form may be besides: the participle of a verb, the adverb of an adjective.
void Lemmatiser::Tables::add_others(std::string_view word, Readings& found) const {
  const std::size_t count = found.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Reading reading = found[i];
    for (const LemmaContext::Another& other : context.others()) {
      if (reading.word_class != other.of || !word.ends_with(other.ending)) continue;
      if (reading.keep == word.size() && reading.ending.empty()) continue;  // the lemma itself
      if (reading.keep + other.ending.size() < word.size() || word.size() < kShortestStem + other.ending.size())
        continue;
      Reading another = reading;
      another.word_class = other.word_class;
      another.rule = {};
      another.keep = word.size() - other.ending.size();
      another.ending = other.lemma_ending;
      if (other.ending == other.lemma_ending) {
        another.keep = word.size();
        another.ending = {};
      }
      found.add(another);
    }
  }
}

Readings Lemmatiser::Tables::readings(std::string_view word) const {
  Readings unchanged;
  unchanged.add({word.size(), {}, {}, WordClass::noun, LemmaSource::itself, false, 0});
  if (word.size() < kShortestStem || word.size() > PartHashes::kLongest) {
    if (word.size() == 1)
      if (Readings listed = by_list(word, PartHashes::of(word)); !listed.empty()) return listed;
    return unchanged;
  }
  const PartHashes hashes(word);
  if (Readings listed = by_list(word, hashes(0, word.size())); !listed.empty()) return listed;
  if (const std::size_t hyphen = word.rfind('-'); hyphen != std::string_view::npos) {
    if (hyphen == 0 || hyphen + 1 == word.size()) return unchanged;
    const std::size_t last = hyphen + 1;
    Readings found;
    for (Reading reading : readings(word.substr(last))) {
      reading.keep += last;
      if (reading.is_word) reading.source = LemmaSource::compound;
      found.add(reading);
    }
    return found;
  }
  if (has_digit(word)) return unchanged;
  if (const std::size_t mark = ending_mark(word); mark < word.size()) {
    Readings found;
    found.add({mark, {}, {}, WordClass::noun, LemmaSource::name, true, 0});
    return found;
  }

  if (Readings strong = by_strong_head(word, hashes); !strong.empty()) return strong;
  Readings paradigm = by_paradigm(word, hashes, 0);
  if (!paradigm.empty() && paradigm.best().score >= kSure) return paradigm;
  if (Readings head = by_head(word, hashes); !head.empty()) return head;
  if (paradigm.empty() || paradigm.best().score <= kLeast) return unchanged;
  if (paradigm.best().score >= kEnough) return paradigm;
  Reading guess = paradigm.best();
  guess.source = LemmaSource::ending;
  if (guess.keep == word.size() && guess.ending.empty()) {
    guess.source = LemmaSource::itself;
    guess.rule = {};
  }
  Readings found;
  found.add(guess);
  return found;
}

bool Lemmatiser::Tables::is_known(std::string_view word) const {
  const std::uint64_t hash = PartHashes::of(word);
  return inflection.frequency(hash) > 0 || !inflection.listed(hash).empty();
}

Reading Lemmatiser::Tables::as_name(std::string_view word) const {
  Reading reading{word.size(), {}, {}, WordClass::noun, LemmaSource::name, true, 0};
  if (const std::size_t mark = ending_mark(word); mark < word.size())
    reading.keep = mark;
  else if (word.size() > kShortestStem && word.ends_with('s') && !inflection.is_name(PartHashes::of(word)))
    reading.keep = word.size() - (word.ends_with("ss") ? 0 : 1);
  return reading;
}

LemmaContext::Traits Lemmatiser::Tables::traits(std::string_view word, const Reading& reading) const {
  LemmaContext::Traits found = context.of_form(word);
  if (!reading.is_word) return found;
  found |= LemmaContext::traits(reading.word_class);
  const std::uint64_t lemma = PartHashes::joined(PartHashes::of(word.substr(0, reading.keep)),
                                                 PartHashes::of(reading.ending), reading.ending.size());
  return found | context.of_lemma(lemma);
}

Lemmatiser::Lemmatiser(std::string_view language) : tables_(std::make_unique<const Tables>(language)) {}
Lemmatiser::~Lemmatiser() = default;
Lemmatiser::Lemmatiser(Lemmatiser&&) noexcept = default;
Lemmatiser& Lemmatiser::operator=(Lemmatiser&&) noexcept = default;

Lemma Lemmatiser::of(std::string_view lower_word) const {
  // Half of the words are listed, and nobody asks for their other readings here.
  if (const auto listed = tables_->inflection.listed(PartHashes::of(lower_word)); !listed.empty())
    return Tables::by_line(lower_word, listed.front()).lemma_of(lower_word);
  return tables_->readings(lower_word).best().lemma_of(lower_word);
}

// What a word is by itself. Its lemmas stand in a row, that of a name behind them.
struct Lemmatiser::Memory::Content {
  struct Choice {
    std::uint32_t word = 0;
    Reading reading;
    LemmaContext::Traits traits = 0;
  };

  struct Word {
    std::uint32_t first = 0;  // of its choices
    std::uint8_t choices = 0;
    bool has_vowel = false;
    bool may_be_name = false;           // inside a sentence
    bool may_be_name_at_first = false;  // of one as well
  };

  tokens::Vocabulary forms;  // of the words
  std::vector<Word> words;
  std::vector<Choice> choices;
};

Lemmatiser::Memory::Memory() : content_(std::make_unique<Content>()) {}
Lemmatiser::Memory::~Memory() = default;
Lemmatiser::Memory::Memory(Memory&&) noexcept = default;
Lemmatiser::Memory& Lemmatiser::Memory::operator=(Memory&&) noexcept = default;

std::size_t Lemmatiser::Memory::words() const noexcept { return content_->words.size(); }
std::size_t Lemmatiser::Memory::lemmas() const noexcept { return content_->choices.size(); }
std::size_t Lemmatiser::Memory::bytes() const noexcept {
  return content_->forms.bytes() + content_->words.size() * sizeof(Content::Word) +
         content_->choices.size() * sizeof(Content::Choice);
}
Lemma Lemmatiser::Memory::lemma(std::uint32_t number) const {
  const Content::Choice& choice = content_->choices[number];
  return choice.reading.lemma_of(content_->forms.form(choice.word));
}

std::uint32_t Lemmatiser::number(std::string_view lower_word, Memory& memory) const {
  Memory::Content& known = *memory.content_;
  const std::uint32_t number = known.forms.add(lower_word);
  if (number < known.words.size()) return number;
  const std::string_view word = known.forms.form(number);
  const auto add = [&](const Reading& reading) {
    known.choices.push_back({number, reading, tables_->traits(word, reading)});
  };
  Readings readings = tables_->readings(word);
  const LemmaSource source = readings.best().source;
  tables_->add_others(word, readings);
  Memory::Content::Word made;
  made.first = static_cast<std::uint32_t>(known.choices.size());
  made.choices = static_cast<std::uint8_t>(readings.size());
  made.has_vowel = has_vowel(word);
  made.may_be_name = word.find('-') == std::string_view::npos && !tables_->is_known(word);
  made.may_be_name_at_first = made.may_be_name && (source == LemmaSource::ending || source == LemmaSource::itself);
  for (const Reading& reading : readings) add(reading);
  if (made.may_be_name) add(tables_->as_name(word));
  known.words.push_back(made);
  return number;
}

void Lemmatiser::of_sentence(std::span<const SentenceWord> words, Memory& memory,
                             std::vector<std::uint32_t>& into) const {
  using Word = Memory::Content::Word;
  using Choice = Memory::Content::Choice;
  const Memory::Content& known = *memory.content_;
  into.clear();
  if (words.empty()) return;
  const bool is_heading = std::all_of(words.begin(), words.end(), [&](const SentenceWord& word) {
    return word.has_capital || !known.words[word.word].has_vowel;
  });
  // The choices that the word has here.
  const auto choices_at = [&](std::size_t at) {
    const Word& word = known.words[words[at].word];
    const std::span<const Choice> all = std::span(known.choices).subspan(word.first);
    if (words[at].has_capital && !is_heading && (at > 0 ? word.may_be_name : word.may_be_name_at_first))
      return all.subspan(word.choices, 1);
    return all.first(word.choices);
  };
  LemmaContext::Traits before = 0;
  std::span<const Choice> here = choices_at(0);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::span<const Choice> next = i + 1 < words.size() ? choices_at(i + 1) : std::span<const Choice>();
    const LemmaContext::Traits after = next.empty() ? 0 : next.front().traits;
    const Choice* best = &here.front();
    int most = 0;
    for (const Choice& choice : here.size() > 1 ? here : std::span<const Choice>()) {
      const bool is_first = &choice == &here.front();
      // Function words are so much more frequent that neighbours seldom say otherwise.
      if (is_closed(here.front().reading) && !is_closed(choice.reading)) continue;
      const int fit = tables_->context.fit(choice.traits, before, after);
      if (!is_first && fit <= most) continue;
      most = fit + (is_first ? 1 : 0);
      best = &choice;
    }
    into.push_back(static_cast<std::uint32_t>(best - known.choices.data()));
    before = best->traits;
    here = next;
  }
}

}  // namespace ordagrant::forms
