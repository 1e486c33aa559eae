#include "ordagrant/demand/features.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "ordagrant/demand/absences.h"
#include "ordagrant/demand/cues.h"
#include "ordagrant/forms/lemmatiser.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/sentencer.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::demand {

namespace {

using tokens::TokenKind;

constexpr std::array<std::string_view, kBlocks> kBlockNames{"letters", "word", "lemma", "pair", "phrase", "cue"};

constexpr std::string_view kCauseKind = "cause ";
constexpr std::string_view kTechnicalKind = "tech";
// Politeness says nothing of what is asked for, only of who writes.
constexpr std::string_view kPoliteKind = "polite";

constexpr std::string_view kTextEdge = "\x02";
constexpr std::string_view kNumber = "#";

constexpr std::size_t kFewestLetters = 3;
constexpr std::size_t kMostLetters = 5;

// Words that are kept; with more of them everything known of words is forgotten, which changes no result.
constexpr std::size_t kMostWords = 1U << 18U;

// The row of a run of letters (FNV-1a, and a mixing step because only few bits are kept).
std::uint32_t letter_row(std::string_view language, std::string_view letters) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::string_view part : {language, letters})
    for (const char byte : part) {
      hash ^= static_cast<unsigned char>(byte);
      hash *= 0x100000001B3U;
    }
  hash ^= hash >> 32U;
  hash *= 0x9E3779B97F4A7C15U;
  return static_cast<std::uint32_t>(hash >> 49U);
}
static_assert(kLetterRows == 1U << (64U - 49U));

std::string key_of(Block block, std::string_view language, std::string_view text) {
  std::string key(name(block));
  return key.append(1, '\t').append(language).append(1, '\t').append(text);
}

}  // namespace

std::string_view name(Block block) noexcept { return kBlockNames[static_cast<std::size_t>(block)]; }

std::uint32_t FeatureNames::add(Block block, std::string_view language, std::string_view text) {
  return add(key_of(block, language, text));
}

std::uint32_t FeatureNames::find(std::string_view key) const {
  const std::optional<std::uint32_t> found = keys_.find(key);
  return found ? kLetterRows + *found : kNoFeature;
}

std::uint32_t FeatureNames::add(std::string_view key) { return kLetterRows + keys_.add(key); }

struct Reader::Tables {
  explicit Tables(std::string_view code)
      : language(code), tokeniser({.language = language}), lemmatiser(code), cues(code), absences(cues) {
    for (const std::string& kind : cues.kinds()) {
      const std::string_view cause =
          kind.starts_with(kCauseKind) ? std::string_view(kind).substr(kCauseKind.size()) : "";
      const auto known = std::find(kCauses.begin(), kCauses.end(), cause);
      cause_of.push_back(static_cast<std::uint32_t>(known - kCauses.begin()));
      is_cue.push_back(cause.empty() && kind != kPoliteKind);
      is_technical.push_back(kind == kTechnicalKind);
    }
  }

  std::string language;
  tokens::Tokeniser tokeniser;
  forms::Lemmatiser lemmatiser;
  Cues cues;
  Absences absences;
  // Of the kinds of cues.
  std::vector<std::uint32_t> cause_of;  // kCauses.size(): none
  std::vector<bool> is_cue;
  std::vector<bool> is_technical;
};

struct Reader::Memory::Content {
  // The same letters can be a word in one place and a number in another.
  struct Word {
    bool known = false;
    bool known_as_word = false;
    std::uint32_t lemma_number = 0;  // of the lemmatiser
    Cues::Roles roles;
    Cues::Roles roles_of_number;
    Absences::Kinds kinds = 0;
    std::uint32_t word = kNoFeature;
    std::vector<std::uint32_t> letters;  // rows
  };

  // The numbers of a feature that depends on one thing; asked once.
  struct Slots {
    std::vector<std::uint32_t> numbers;
    std::vector<bool> asked;

    template <typename Ask>
    std::uint32_t of(std::size_t index, Ask ask) {
      if (index >= numbers.size()) {
        numbers.resize(index + 1, kNoFeature);
        asked.resize(index + 1);
      }
      if (!asked[index]) {
        asked[index] = true;
        numbers[index] = ask();
      }
      return numbers[index];
    }
  };

  tokens::Vocabulary norms;
  std::vector<Word> words;
  forms::Lemmatiser::Memory lemmas;
  Slots lemma_features;
  Slots phrase_features;
  std::array<Slots, 3> cue_features;  // anywhere, in the first sentence, in the last
  std::array<Slots, 3> absence_features;

  // Of the text at hand.
  std::string key;
  std::vector<const Cues::Roles*> roles;
  std::vector<Cues::Hit> hits;
  std::vector<Absences::Kinds> kinds;
  std::vector<Absences::Hit> absences;
  std::vector<forms::SentenceWord> sentence;
  std::vector<std::uint32_t> found;
};

Reader::Memory::Memory() : content_(std::make_unique<Content>()) {}
Reader::Memory::~Memory() = default;
Reader::Memory::Memory(Memory&&) noexcept = default;
Reader::Memory& Reader::Memory::operator=(Memory&&) noexcept = default;

Reader::Reader(std::string_view language) : tables_(std::make_unique<const Tables>(language)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

namespace {

// Calls add(run) for every run of letters of a word with a space at either edge.
template <typename Add>
void each_run_of_letters(std::string_view lower_word, Add add) {
  std::string padded;
  padded.append(1, ' ').append(lower_word).append(1, ' ');
  std::vector<std::size_t> begins;
  for (std::size_t at = 0; at < padded.size(); at += text::character_at(padded, at).size) begins.push_back(at);
  begins.push_back(padded.size());
  for (std::size_t size = kFewestLetters; size <= kMostLetters; ++size)
    for (std::size_t first = 0; first + size < begins.size(); ++first)
      add(std::string_view(padded).substr(begins[first], begins[first + size] - begins[first]));
}

}  // namespace

// A text being read: its words, then their pairs, then what is found sentence by sentence.
template <typename Number>
class Reader::Pass {
 public:
  Pass(const Tables& tables, std::string_view text, Number number_of, Memory& memory, Contact& into)
      : tables_(tables), language_(tables.language), text_(text), number_of_(number_of), into_(into) {
    if (memory.content_->norms.size() > kMostWords) memory.content_ = std::make_unique<Memory::Content>();
    known_ = memory.content_.get();
  }

  void read() {
    into_.tokens = tables_.tokeniser.tokenise(text_);
    into_.sentences = tokens::sentences(text_, into_.tokens);
    into_.features.clear();
    into_.causes.clear();
    into_.technical.clear();
    if (into_.tokens.empty()) return;
    columns_ = known_->norms.add(text_, into_.tokens);
    count_ = static_cast<std::uint32_t>(into_.tokens.size());
    read_words();
    read_pairs();
    Absences::Named named;
    for (std::size_t sentence = 0; sentence < into_.sentences.size(); ++sentence) {
      const std::uint32_t begin = into_.sentences[sentence];
      const std::uint32_t end = sentence + 1 < into_.sentences.size() ? into_.sentences[sentence + 1] : count_;
      known_->sentence.clear();
      known_->roles.clear();
      known_->kinds.clear();
      for (std::uint32_t token = begin; token < end; ++token) {
        const Word& word = known_->words[columns_.ids[token]];
        const bool is_upper = text::is_upper(text::character_at(text_, columns_.begins[token]).code);
        known_->sentence.push_back({word.lemma_number, is_upper});
        known_->roles.push_back(columns_.kinds[token] == TokenKind::number ? &word.roles_of_number : &word.roles);
        known_->kinds.push_back(word.kinds);
      }
      read_lemmas(begin, end);
      const std::array<bool, 3> holds{true, sentence == 0, sentence + 1 == into_.sentences.size()};
      read_cues(begin, holds);
      read_absences(begin, holds, named);
    }
  }

 private:
  using Word = Memory::Content::Word;

  // Words and their letters.
  void read_words() {
    known_->words.resize(known_->norms.size());
    for (std::uint32_t token = 0; token < count_; ++token) {
      const std::uint32_t id = columns_.ids[token];
      Word& word = known_->words[id];
      const std::string_view norm = known_->norms.form(id);
      if (!word.known) {
        word.known = true;
        word.roles = tables_.cues.roles(norm, false);
        word.roles_of_number = tables_.cues.roles(norm, true);
        word.lemma_number = tables_.lemmatiser.number(norm, known_->lemmas);
        const forms::Lemma lemma = tables_.lemmatiser.of(norm);
        const bool is_noun = lemma.rule.starts_with("noun") || lemma.source == forms::LemmaSource::name;
        word.kinds = tables_.absences.kinds(word.roles, is_noun, lemma.rule.starts_with("verb"));
      }
      if (columns_.kinds[token] != TokenKind::word) continue;
      if (!word.known_as_word) {
        word.known_as_word = true;
        word.word = number(Block::word, language_, norm);
        each_run_of_letters(norm, [&](std::string_view run) { word.letters.push_back(letter_row(language_, run)); });
      }
      add(word.word, Block::word, token, token + 1);
      for (const std::uint32_t row : word.letters) add(row, Block::letters, token, token + 1);
    }
  }

  // Pairs, of words and what stands between them; a question mark is left out.
  void read_pairs() {
    std::string pair(kTextEdge);
    std::uint32_t before = 0;
    for (std::uint32_t token = 0; token <= count_; ++token) {
      std::string_view shown = kTextEdge;
      if (token < count_) {
        shown = columns_.kinds[token] == TokenKind::number ? kNumber : known_->norms.form(columns_.ids[token]);
        if (shown == "?" || shown.find_first_of("\t\n\r") != std::string_view::npos) continue;
      }
      const std::size_t first = pair.size();
      pair.append(1, ' ').append(shown);
      add(number(Block::pair, language_, pair), Block::pair, before, std::min(token + 1, count_));
      pair.erase(0, first + 1);
      before = token;
    }
  }

  void read_lemmas(std::uint32_t begin, std::uint32_t end) {
    tables_.lemmatiser.of_sentence(known_->sentence, known_->lemmas, known_->found);
    for (std::uint32_t token = begin; token < end; ++token) {
      if (columns_.kinds[token] != TokenKind::word) continue;
      const std::uint32_t lemma = known_->found[token - begin];
      const std::uint32_t feature = known_->lemma_features.of(
          lemma, [&] { return number(Block::lemma, language_, known_->lemmas.lemma(lemma).text()); });
      add(feature, Block::lemma, token, token + 1);
    }
  }

  // `holds`: whether the sentence is any, the first, the last.
  void read_cues(std::uint32_t begin, const std::array<bool, 3>& holds) {
    known_->hits.clear();
    tables_.cues.find(known_->roles, begin, known_->hits);
    for (const Cues::Hit& hit : known_->hits) {
      const std::uint32_t kind = tables_.cues.kind(hit.phrase);
      if (const std::uint32_t cause = tables_.cause_of[kind]; cause < kCauses.size())
        into_.causes.push_back({cause, hit.begin, hit.end});
      if (tables_.is_technical[kind]) into_.technical.push_back(hit.begin);
      if (!tables_.is_cue[kind]) continue;
      const std::uint32_t phrase = known_->phrase_features.of(
          hit.phrase, [&] { return number(Block::phrase, language_, tables_.cues.text(hit.phrase)); });
      add(phrase, Block::phrase, hit.begin, hit.end);
      add_cue(known_->cue_features, kind, tables_.cues.kinds()[kind], holds, hit.begin, hit.end);
    }
  }

  void read_absences(std::uint32_t begin, const std::array<bool, 3>& holds, Absences::Named& named) {
    known_->absences.clear();
    Absences::find(known_->kinds, begin, named, known_->absences);
    for (const Absences::Hit& hit : known_->absences)
      add_cue(known_->absence_features, hit.kind, Absences::kNames[hit.kind], holds, hit.begin, hit.end);
  }

  // `slots`: by kWhere, then by kind.
  void add_cue(std::array<Memory::Content::Slots, 3>& slots, std::uint32_t kind, std::string_view name,
               const std::array<bool, 3>& holds, std::uint32_t begin, std::uint32_t end) {
    constexpr std::array<std::string_view, 3> kWhere{"", "first ", "last "};
    for (std::size_t where = 0; where < kWhere.size(); ++where)
      if (holds[where])
        add(slots[where].of(kind, [&] { return number(Block::cue, "", std::string(kWhere[where]).append(name)); }),
            Block::cue, begin, end);
  }

  std::uint32_t number(Block block, std::string_view of_language, std::string_view feature) {
    known_->key.assign(name(block)).append(1, '\t').append(of_language).append(1, '\t').append(feature);
    return number_of_(known_->key);
  }

  void add(std::uint32_t feature, Block block, std::uint32_t begin, std::uint32_t end) {
    if (feature != kNoFeature) into_.features.push_back({feature, block, begin, end});
  }

  const Tables& tables_;
  std::string_view language_;
  std::string_view text_;
  Number number_of_;
  Memory::Content* known_;
  Contact& into_;
  tokens::TokenColumns columns_;
  std::uint32_t count_ = 0;  // of the tokens
};

void Reader::read(std::string_view text, const FeatureNames& names, Memory& memory, Contact& into) const {
  Pass(*tables_, text, [&](std::string_view key) { return names.find(key); }, memory, into).read();
}

void Reader::learn(std::string_view text, FeatureNames& names, Memory& memory, Contact& into) const {
  Pass(*tables_, text, [&](std::string_view key) { return names.add(key); }, memory, into).read();
}

}  // namespace ordagrant::demand
