#include "ordagrant/stance/frames.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "ordagrant/stance/internal/domains.h"
#include "ordagrant/stance/internal/phrase_table.h"
#include "ordagrant/stance/targets.h"
#include "ordagrant/tokens/vocabulary.h"

namespace ordagrant::stance {

namespace {

using lexicon::Match;
using lexicon::Pole;
using tokens::Token;

struct Kind {
  Pole pole;
  std::string_view name;
};

// Those of frames.tsv, which language/data/README.md explains, and behind them those of TargetReader and domains.tsv.
constexpr std::array<Kind, 25> kKinds{
    {{Pole::npm, "choose"},      {Pole::npm, "compete"},   {Pole::npm, "save"},       {Pole::npm, "check"},
     {Pole::npm, "measure"},     {Pole::npm, "uniform"},   {Pole::trust, "rely"},     {Pole::trust, "decide"},
     {Pole::trust, "know"},      {Pole::trust, "relieve"}, {Pole::trust, "need"},     {Pole::critique, "burden"},
     {Pole::critique, "profit"}, {Pole::none, "failing"},  {Pole::none, "elsewhere"}, {Pole::none, "agenda"},
     {Pole::none, "formal"},     {Pole::none, "account"},  {Pole::none, "weigh"},     {Pole::none, "reject"},
     {Pole::none, "support"},    {Pole::none, "instruct"}, {Pole::npm, "target"},     {Pole::trust, "learning"},
     {Pole::none, "service"}}};
constexpr std::size_t kOfTable = 22;
constexpr std::uint32_t kTarget = kOfTable;
constexpr std::uint32_t kLearning = kOfTable + 1;
constexpr std::uint32_t kService = kOfTable + 2;
constexpr std::uint32_t kElsewhere = 14;
static_assert(kKinds[kElsewhere].name == "elsewhere");
constexpr std::size_t kHinted = 14;  // the first, of which the table has hints as well, behind its other rows

std::vector<std::string> rows_of_table() {
  std::vector<std::string> rows;
  rows.reserve(kOfTable + kHinted);
  for (std::size_t kind = 0; kind < kOfTable; ++kind) rows.emplace_back(kKinds[kind].name);
  for (std::size_t kind = 0; kind < kHinted; ++kind) rows.push_back("hint_" + std::string(kKinds[kind].name));
  return rows;
}

// The entry of a row: those of hints stand behind all kinds.
std::uint32_t entry_of(std::uint32_t row) {
  return row < kOfTable ? row : row + static_cast<std::uint32_t>(kKinds.size() - kOfTable);
}

internal::PhraseTable phrases_of(std::string_view language) {
  const std::vector<std::string> rows = rows_of_table();
  const std::vector<std::string_view> names(rows.begin(), rows.end());
  return {language, "frames.tsv", names};
}

}  // namespace

struct FrameReader::Tables {
  internal::PhraseTable phrases;
  internal::Domains domains;
  TargetReader targets;
};

struct FrameReader::Memory::Words {
  tokens::Vocabulary vocabulary;
  // By the number of the word.
  internal::PhraseTable::Openings frames;
  internal::PhraseTable::Openings domains;
  internal::PhraseTable::Openings targets;
};

FrameReader::Memory::Memory() : words_(std::make_unique<Words>()) {}
FrameReader::Memory::~Memory() = default;
FrameReader::Memory::Memory(Memory&&) noexcept = default;
FrameReader::Memory& FrameReader::Memory::operator=(Memory&&) noexcept = default;
std::size_t FrameReader::Memory::bytes() const noexcept {
  return words_->vocabulary.bytes() + words_->frames.bytes() + words_->domains.bytes() + words_->targets.bytes();
}

FrameReader::FrameReader(std::string_view language)
    : tables_(new Tables{phrases_of(language), internal::Domains(language), TargetReader(language)}) {}

FrameReader::~FrameReader() = default;
FrameReader::FrameReader(FrameReader&&) noexcept = default;
FrameReader& FrameReader::operator=(FrameReader&&) noexcept = default;

const std::vector<lexicon::Entry>& FrameReader::entries() {
  static const std::vector<lexicon::Entry> made = [] {
    std::vector<lexicon::Entry> entries;
    const auto add = [&](const Kind& kind, lexicon::Tier tier) {
      lexicon::Entry& entry = entries.emplace_back();
      entry.pole = kind.pole;
      entry.category = kind.name;
      entry.tier = tier;
    };
    for (const Kind& kind : kKinds) add(kind, lexicon::Tier::core);
    for (std::size_t kind = 0; kind < kHinted; ++kind) add(kKinds[kind], lexicon::Tier::peripheral);
    return entries;
  }();
  return made;
}

std::vector<Match> FrameReader::read(std::string_view text, std::span<const Token> tokens,
                                     std::span<const std::uint32_t> sentences, Memory& memory) const {
  auto& [vocabulary, frames, domains, targets] = *memory.words_;
  const std::vector<std::uint32_t> ids = vocabulary.add(text, tokens).ids;
  for (auto id = static_cast<std::uint32_t>(frames.size()); id < vocabulary.size(); ++id) {
    tables_->phrases.learn(vocabulary.form(id), frames);
    tables_->domains.phrases().learn(vocabulary.form(id), domains);
    tables_->targets.phrases().learn(vocabulary.form(id), targets);
  }

  std::vector<Match> found;
  const auto add = [&](std::uint32_t kind, std::uint32_t sentence, std::uint32_t begin, std::uint32_t end) {
    found.push_back({kind, sentence, begin, end, {tokens[begin].span.begin, tokens[end - 1].span.end}});
  };
  std::vector<std::string_view> words;  // of the sentence at hand
  for (std::uint32_t sentence = 0; sentence < sentences.size(); ++sentence) {
    const std::uint32_t begin = sentences[sentence];
    const auto end =
        sentence + 1 < sentences.size() ? sentences[sentence + 1] : static_cast<std::uint32_t>(tokens.size());
    words.clear();
    for (std::uint32_t token = begin; token < end; ++token) words.push_back(vocabulary.form(ids[token]));
    const auto numbers = std::span(ids).subspan(begin, end - begin);
    const std::size_t first = found.size();
    std::uint32_t until = 0;
    for (const internal::Phrase& phrase : tables_->phrases.find(words, numbers, frames)) {
      if (phrase.begin < until) continue;  // in a gap of the one before
      until = phrase.end;
      add(entry_of(phrase.kind), sentence, begin + phrase.begin, begin + phrase.end);
    }
    for (const internal::Phrase& phrase : tables_->domains.phrases().find(words, numbers, domains)) {
      const auto is_same = [&](const Match& match) {
        return match.entry == kElsewhere && match.token_begin == begin + phrase.begin;
      };
      if (internal::Domains::is_service(phrase))
        add(kService, sentence, begin + phrase.begin, begin + phrase.end);
      else if (internal::Domains::is_elsewhere(phrase) &&
               std::none_of(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(), is_same))
        add(kElsewhere, sentence, begin + phrase.begin, begin + phrase.end);
    }
    if (const auto target = TargetReader::read_sentence(text, tokens.subspan(begin, end - begin),
                                                        tables_->targets.phrases().find(words, numbers, targets)))
      add(target->kind == TargetKind::target ? kTarget : kLearning, sentence, begin + target->token_begin,
          begin + target->token_end);
    std::stable_sort(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
                     [](const Match& a, const Match& b) { return a.token_begin < b.token_begin; });
  }
  return found;
}

}  // namespace ordagrant::stance
