#include "ordagrant/forms/lemmatiser.h"

#include <algorithm>
#include <array>

#include "ordagrant/forms/internal/lemma_context.h"
#include "ordagrant/forms/internal/word_reader.h"
#include "ordagrant/tokens/vocabulary.h"

namespace ordagrant::forms {

using internal::LemmaContext;
using internal::PartHashes;
using internal::Reading;
using internal::Readings;
using internal::WordClass;

namespace {

// Of a class whose words are all listed.
bool is_closed(const Reading& reading) {
  return reading.word_class > WordClass::adverb ||
         (reading.word_class == WordClass::adverb && reading.source == LemmaSource::listed && !reading.rule.empty());
}

}  // namespace

std::string_view name(LemmaSource source) noexcept {
  constexpr std::array<std::string_view, 6> kNames{"listed", "paradigm", "compound", "name", "ending", "itself"};
  return kNames[static_cast<std::size_t>(source)];
}

struct Lemmatiser::Tables {
  explicit Tables(std::string_view language) : words(language), context(language) {}

  void add_others(std::string_view word, Readings& found) const;
  LemmaContext::Traits traits(std::string_view word, const Reading& reading) const;

  internal::WordReader words;
  LemmaContext context;
};

// What a form may be besides: the participle of a verb, the adverb of an adjective.
void Lemmatiser::Tables::add_others(std::string_view word, Readings& found) const {
  const std::size_t count = found.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Reading reading = found[i];
    for (const LemmaContext::Another& other : context.others()) {
      if (reading.word_class != other.of || !word.ends_with(other.ending)) continue;
      if (reading.keep == word.size() && reading.ending.empty()) continue;  // the lemma itself
      if (reading.keep + other.ending.size() < word.size() ||
          word.size() < internal::kShortestStem + other.ending.size())
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
  return tables_->words.read_best(lower_word).lemma_of(lower_word);
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
  Readings readings = tables_->words.read(word);
  const LemmaSource source = readings.best().source;
  tables_->add_others(word, readings);
  Memory::Content::Word made;
  made.first = static_cast<std::uint32_t>(known.choices.size());
  made.choices = static_cast<std::uint8_t>(readings.size());
  made.has_vowel = internal::has_vowel(word);
  made.may_be_name = word.find('-') == std::string_view::npos && !tables_->words.is_known(word);
  made.may_be_name_at_first = made.may_be_name && (source == LemmaSource::ending || source == LemmaSource::itself);
  for (const Reading& reading : readings) add(reading);
  if (made.may_be_name) add(tables_->words.as_name(word));
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
