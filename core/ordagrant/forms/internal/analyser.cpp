#include "ordagrant/forms/internal/analyser.h"

#include <algorithm>

#include "ordagrant/language/tables.h"

namespace ordagrant::forms::internal {

namespace {

// How much a form that is a word says for its paradigm, beside how frequent it is.
constexpr int kFormIsAWord = 2;
constexpr int kLemmaIsAWord = 6;
constexpr int kLemmaIsNone = -7;
constexpr int kLemmaAlone = -4;  // a verb or an adjective of which only the lemma is a word
constexpr int kAlone = -9;       // a word as its own lemma, of which no other form is a word
constexpr int kGenitive = -2;
constexpr int kShortEnding = -4;        // a single letter, and nothing to support it
constexpr std::size_t kLongEnding = 4;  // bytes more than the lemma's that speak for a paradigm, one each
constexpr int kMuchLess = 12;           // than the best one: no reading at all

constexpr std::size_t kShortestStem = 2;  // bytes
constexpr std::size_t kStemBits = 22;
constexpr std::size_t kClasses = 4;  // of words that are inflected, from WordClass::noun; the rest as the last

// Whether a part holds a vowel; letters outside ASCII are nearly all vowels here.
bool has_vowel(std::string_view part) {
  return std::any_of(part.begin(), part.end(), [](char byte) {
    return static_cast<unsigned char>(byte) >= 0x80U || byte == 'a' || byte == 'e' || byte == 'i' || byte == 'o' ||
           byte == 'u' || byte == 'y';
  });
}

bool is_boundary(std::string_view word, std::size_t at) {
  return at == word.size() || (static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80U;
}

}  // namespace

// How frequent a stem's forms are, each looked up once.
class Analyser::Frequencies {
 public:
  // `is_stem`: whether a word may begin with it.
  Frequencies(const Inflection& inflection, std::uint64_t stem, bool is_stem)
      : inflection_(inflection), stem_(stem), is_stem_(is_stem) {
    if (is_stem_) std::fill_n(found_.begin(), inflection.endings(), kUnknown);
  }

  bool is_stem() const { return is_stem_; }

  std::uint64_t form(const FormEnding& ending) const { return PartHashes::joined(stem_, ending.hash, ending.size); }
  int of(const FormEnding& ending) {
    std::int8_t& found = found_[ending.number];  // below Inflection::kMostEndings
    if (found == kUnknown) found = static_cast<std::int8_t>(inflection_.words().frequency(form(ending)));
    return found;
  }

 private:
  static constexpr std::int8_t kUnknown = -1;

  const Inflection& inflection_;
  std::uint64_t stem_;
  bool is_stem_;
  std::array<std::int8_t, Inflection::kMostEndings> found_;
};

Analyser::Analyser(std::string_view language, const Inflection& inflection) : inflection_(inflection) {
  std::vector<std::string_view> words;
  for (const std::string_view line : language::lines(language, "words.tsv")) {
    const auto cells = language::cells(line);
    if (cells[0] == "+") continue;
    for (const std::string_view word : language::cells(cells.back(), ' '))
      if (!word.empty() && word.size() <= PartHashes::kLongest) words.push_back(word);
  }
  stems_.resize(std::size_t{1} << kStemBits);
  for (const std::string_view word : words) {
    const PartHashes hashes(word);
    for (std::size_t size = 0; size <= std::min(word.size(), inflection.longest_ending()); ++size)
      stems_[stem_bit(hashes(0, word.size() - size))] = true;
  }
  known_.resize(inflection.words().places());
  for (const std::string_view word : words) {
    const PartHashes hashes(word);
    known_[inflection.words().place(hashes(0, word.size()))] = weigh(word, hashes, 0);
  }
}

std::size_t Analyser::stem_bit(std::uint64_t stem) noexcept {
  return static_cast<std::size_t>((stem * 0xD1B54A32D192ED03U) >> (64U - kStemBits));
}

Analyses Analyser::analyse(std::string_view word, const PartHashes& hashes, std::size_t begin) const {
  const std::uint64_t hash = hashes(begin, word.size());
  if (inflection_.words().frequency(hash) == 0) return weigh(word, hashes, begin);
  Analyses found = known_[inflection_.words().place(hash)];
  for (Analysis& one : found) one.stem = static_cast<std::uint8_t>(one.stem + begin);
  return found;
}

int Analyser::evidence(Frequencies& frequencies, std::uint64_t word, std::size_t ending_size, const Slot& slot) const {
  const Paradigm& paradigm = inflection_.paradigm(slot.paradigm);
  int score = paradigm.weight;
  int itself = 0;
  bool has_lemma = false;
  bool is_supported = false;
  const auto weigh_form = [&](const FormEnding& ending, bool is_lemma) {
    const int frequency = frequencies.of(ending);
    if (frequency == 0) return;
    if (frequencies.form(ending) == word) {
      if (is_lemma) itself = frequency;
    } else if (ending.against) {
      score -= frequency + kFormIsAWord;
    } else {
      score += frequency + (is_lemma ? kLemmaIsAWord : kFormIsAWord);
      (is_lemma ? has_lemma : is_supported) = true;
    }
  };
  if (frequencies.is_stem())
    for (const FormEnding& ending : paradigm.endings) weigh_form(ending, &ending == &paradigm.endings.front());
  if (!has_lemma && !slot.is_lemma) score += kLemmaIsNone;
  // A word that stands alone is a weak lemma: "tidningen" is in the list as well.
  if (slot.is_lemma) score += is_supported ? itself : kAlone;
  if (has_lemma && !is_supported && paradigm.word_class != WordClass::noun) score += kLemmaAlone;
  if (slot.linked) score += kGenitive;
  const std::size_t more = ending_size - std::min(ending_size, paradigm.lemma.size());
  score += static_cast<int>(std::min(more, kLongEnding));
  const bool is_short = ending_size == 1 || (more == 1 && paradigm.word_class == WordClass::adjective);
  if (is_short && !slot.is_lemma && !has_lemma && !is_supported) score += kShortEnding;
  return score;
}

bool Analyser::ends_well(std::string_view stem, std::string_view ending) const {
  if (ending.size() >= 2) return true;
  if (ending.size() == 1) return stem.empty() || inflection_.may_end(stem.back(), ending.back());
  return stem.size() < 2 || inflection_.may_end(stem[stem.size() - 2], stem.back());
}

Analyses Analyser::weigh(std::string_view word, const PartHashes& hashes, std::size_t begin) const {
  std::array<Analysis, kClasses> best;
  const std::size_t longest = std::min(inflection_.longest_ending(), word.size() - begin);
  const std::uint64_t hash = hashes(begin, word.size());
  for (std::size_t size = 0; size <= longest; ++size) {
    const std::size_t stem_end = word.size() - size;
    if (!is_boundary(word, stem_end)) continue;
    const auto slots = inflection_.slots(hashes(stem_end, word.size()));
    if (slots.empty()) continue;
    const std::string_view stem = word.substr(begin, stem_end - begin);
    const bool stem_has_vowel = has_vowel(stem);
    const std::uint64_t stem_hash = hashes(begin, stem_end);
    Frequencies frequencies(inflection_, stem_hash, may_be_stem(stem_hash));
    for (const Slot& slot : slots) {
      const Paradigm& paradigm = inflection_.paradigm(slot.paradigm);
      if (stem.size() + paradigm.lemma.size() < kShortestStem) continue;
      if (stem.size() < kShortestStem && paradigm.lemma.empty()) continue;
      if (!stem_has_vowel && !has_vowel(paradigm.lemma)) continue;
      if (!ends_well(stem, paradigm.lemma)) continue;
      const int score = std::clamp(evidence(frequencies, hash, size, slot), -127, 127);
      Analysis& best_one = best.at(std::min<std::size_t>(static_cast<std::size_t>(paradigm.word_class), kClasses - 1));
      if (best_one.is_one() && score <= best_one.score) continue;
      best_one = {static_cast<std::uint16_t>(slot.paradigm), static_cast<std::uint8_t>(stem_end),
                  static_cast<std::int8_t>(score)};
    }
  }
  Analyses found;
  const auto better = [](const Analysis& a, const Analysis& b) {
    return a.is_one() && (!b.is_one() || a.score > b.score);
  };
  for (const Analysis& one : best)
    if (better(one, found[0])) found[0] = one;
  for (const Analysis& one : best)
    if (one.is_one() && one.paradigm != found[0].paradigm && better(one, found[1])) found[1] = one;
  if (found[1].score < std::max(kSure, found[0].score - kMuchLess)) found[1] = {};
  return found;
}

}  // namespace ordagrant::forms::internal
