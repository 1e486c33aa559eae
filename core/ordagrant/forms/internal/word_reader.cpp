#include "ordagrant/forms/internal/word_reader.h"

#include <algorithm>

#include "ordagrant/text/ascii.h"

namespace ordagrant::forms::internal {

namespace {

constexpr std::size_t kShortestFirst = 2;
constexpr std::size_t kShortestHead = 3;
constexpr std::size_t kShortestSureHead = 5;  // behind a first part that is no word

constexpr int kListedHead = 4;
constexpr int kKnownFirst = 5;

constexpr std::string_view kOwnForms = "adj";
// The lines of lemma_words.tsv with forms of their own.
constexpr std::string_view kStrongVerb = "verb";
constexpr std::string_view kStrongNoun = "noun";

bool is_boundary(std::string_view word, std::size_t at) {
  return at == word.size() || (static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80U;
}

// Where a mark stands before the ending of an abbreviation ("EU:s", "FN's"); the word's size if nowhere.
std::size_t ending_mark(std::string_view word) {
  const std::size_t mark = std::min(word.find_first_of(":'"), word.find("\u2019"));
  return mark == 0 || mark == std::string_view::npos ? word.size() : mark;
}

bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), text::is_ascii_digit); }

}  // namespace

bool has_vowel(std::string_view part) {
  return std::any_of(part.begin(), part.end(), [](char byte) {
    // Letters outside ASCII are nearly all vowels here.
    return static_cast<unsigned char>(byte) >= 0x80U || std::string_view("aeiouy").find(byte) != std::string_view::npos;
  });
}

Reading WordReader::by_line(std::string_view word, const Listed& line) {
  Reading reading{0, line.lemma, line.rule, line.word_class, LemmaSource::listed, true, kSure};
  if (word.starts_with(line.lemma)) {
    reading.keep = line.lemma.size();
    reading.ending = {};
  }
  return reading;
}

Readings WordReader::by_list(std::string_view word, std::uint64_t hash) const {
  Readings found;
  for (const Listed& one : inflection_.listed(hash)) found.add(by_line(word, one));
  return found;
}

// The paradigms of the part of the word from `begin`.
Readings WordReader::by_paradigm(std::string_view word, const PartHashes& hashes, std::size_t begin) const {
  Readings found;
  for (const Analysis& analysis : analyser_.analyse(word, hashes, begin)) {
    if (!analysis.is_one()) break;
    const Paradigm& paradigm = inflection_.paradigm(analysis.paradigm);
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

// A strong verb behind a prefix ("inneh\u00E5ller" is no plural of "inneh\u00E5ll"), and a noun that changes its vowel
// behind the first part of a compound ("tj\u00E4nstem\u00E4n").
Readings WordReader::by_strong_head(std::string_view word, const PartHashes& hashes) const {
  Readings found;
  for (std::size_t cut = kShortestFirst; cut + kShortestHead <= word.size(); ++cut) {
    const std::uint64_t head = hashes(cut, word.size());
    if (!is_boundary(word, cut) || !inflection_.words().may_be_word(head)) continue;
    const auto listed = inflection_.listed(head);
    if (listed.empty()) continue;
    const Listed& one = listed.front();
    const bool is_verb = one.rule == kStrongVerb && inflection_.is_verb_prefix(hashes(0, cut));
    const bool is_noun = one.rule == kStrongNoun && word.size() - cut > kShortestHead &&
                         !inflection_.is_verb_prefix(hashes(0, cut)) && !word.substr(cut).starts_with(one.lemma) &&
                         (word.size() - cut > kShortestSureHead || is_first(word, hashes, cut));
    if (!is_verb && !is_noun) continue;
    found.add({cut, one.lemma, one.rule, one.word_class, LemmaSource::compound, true, kSure});
    return found;
  }
  return found;
}

// Whether compounds begin with what stands before the cut: a word, a beginning of words.tsv, or a word and an -s.
bool WordReader::is_first(std::string_view word, const PartHashes& hashes, std::size_t cut) const {
  return inflection_.words().begins(hashes(0, cut)) ||
         (word[cut - 1] == 's' && inflection_.words().frequency(hashes(0, cut - 1)) > 0);
}

// Of the last part that is known, behind a first part that can be one: of several cuts the one
// whose parts are the more frequent words.
Readings WordReader::by_head(std::string_view word, const PartHashes& hashes) const {
  Readings best;
  int best_score = 0;
  for (std::size_t cut = kShortestFirst; cut + kShortestHead <= word.size(); ++cut) {
    if (!is_boundary(word, cut)) continue;
    int score = 0;
    const Readings found = at_cut(word, hashes, cut, score);
    if (found.empty() || score <= best_score) continue;
    best_score = score;
    best = found;
  }
  return best;
}

// Of a compound with its last part behind the cut; `score` says how well the parts fit.
Readings WordReader::at_cut(std::string_view word, const PartHashes& hashes, std::size_t cut, int& score) const {
  Readings found;
  const std::size_t head_size = word.size() - cut;
  const std::uint64_t head = hashes(cut, word.size());
  if (!inflection_.words().may_be_word(head)) return found;
  const int head_frequency = inflection_.words().frequency(head);
  const auto listed = inflection_.listed(head);
  if (head_frequency == 0 && listed.empty()) return found;
  const std::uint64_t first = hashes(0, cut);
  const bool is_prefix = inflection_.is_verb_prefix(first);
  const bool is_known = is_prefix || is_first(word, hashes, cut);
  if (!is_known && (head_size < kShortestSureHead || !has_vowel(word.substr(0, cut)))) return found;
  // Nouns first and verbs last: "framsteg" is no form of a verb.
  for (const WordClass word_class : {WordClass::noun, WordClass::participle, WordClass::adjective, WordClass::verb})
    for (const Listed& one : listed) {
      if (one.word_class != word_class || (word_class == WordClass::verb && !is_prefix)) continue;
      if (one.word_class == WordClass::adjective &&
          (head_size < kShortestSureHead || (one.rule == kOwnForms && !is_known)))
        continue;
      found.add({cut, one.lemma, one.rule, one.word_class, LemmaSource::compound, true, kEnough});
    }
  score = found.empty() ? 0 : kListedHead;
  if (found.empty() && head_frequency > 0 && head_size >= kShortestSureHead - (is_known ? 1 : 0))
    for (Reading reading : by_paradigm(word, hashes, cut)) {
      if (reading.score < kEnough || (reading.word_class == WordClass::verb && !is_prefix)) continue;
      reading.source = LemmaSource::compound;
      found.add(reading);
    }
  if (found.empty()) return found;
  score += 1 + head_frequency + (is_known ? kKnownFirst : 0) +
           static_cast<int>(is_known ? head_size / 2 : head_size + head_size / 2) +
           std::max(inflection_.words().frequency(first),
                    word[cut - 1] == 's' ? inflection_.words().frequency(hashes(0, cut - 1)) : 0);
  return found;
}

Readings WordReader::read(std::string_view word) const {
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
    for (Reading reading : read(word.substr(last))) {
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

Reading WordReader::read_best(std::string_view lower_word) const {
  // Half of the words are listed.
  if (const auto listed = inflection_.listed(PartHashes::of(lower_word)); !listed.empty())
    return by_line(lower_word, listed.front());
  return read(lower_word).best();
}

bool WordReader::is_known(std::string_view word) const {
  const std::uint64_t hash = PartHashes::of(word);
  return inflection_.words().frequency(hash) > 0 || !inflection_.listed(hash).empty();
}

Reading WordReader::as_name(std::string_view word) const {
  Reading reading{word.size(), {}, {}, WordClass::noun, LemmaSource::name, true, 0};
  if (const std::size_t mark = ending_mark(word); mark < word.size())
    reading.keep = mark;
  else if (word.size() > kShortestStem && word.ends_with('s') && !inflection_.is_name(PartHashes::of(word)))
    reading.keep = word.size() - (word.ends_with("ss") ? 0 : 1);
  return reading;
}

}  // namespace ordagrant::forms::internal
