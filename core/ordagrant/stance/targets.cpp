#include "ordagrant/stance/targets.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "ordagrant/stance/internal/phrase_table.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::stance {

namespace {

using internal::Phrase;
using tokens::Token;
using tokens::TokenKind;

enum class Kind : std::uint8_t {
  modal,
  may,
  limit,
  most,
  change,
  save,
  unit,
  goal,
  measure,
  other,
  follow,
  series,
  learn,
  number,
  clause,
};

constexpr std::array<std::string_view, 15> kKinds{"modal",  "may",    "limit", "most",    "change",
                                                  "save",   "unit",   "goal",  "measure", "other",
                                                  "follow", "series", "learn", "number",  "clause"};

// How many tokens evidence may stand apart (judged).
constexpr std::uint32_t kClause = 14;    // a duty, or what is measured, and the figure
constexpr std::uint32_t kSubject = 8;    // a figure in the subject, and the duty behind it
constexpr std::uint32_t kUnitReach = 2;  // from a figure to its unit or to what is counted: "20 completed cases"
constexpr std::uint32_t kLimitReach = 2;
constexpr std::uint32_t kChangeReach = 4;  // "is to rise by 10", "from 20 to 25"

Kind kind(const Phrase& phrase) { return static_cast<Kind>(phrase.kind); }

bool is_year(std::string_view number) {
  return number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
}

// The evidence of one sentence; tokens are counted from its beginning.
class Sentence {
 public:
  Sentence(std::string_view text, std::span<const Token> tokens, std::span<const Phrase> phrases)
      : text_(text), tokens_(tokens), phrases_(phrases) {}

  std::optional<Target> read() const {
    const auto is_other = [](const Phrase& phrase) { return kind(phrase) == Kind::other; };
    if (std::none_of(phrases_.begin(), phrases_.end(), is_other)) {
      for (const Phrase& figure : figures())
        if (const auto target = target_at(figure)) return target;
    }
    return learning();
  }

 private:
  // All phrases that begin within `reach` tokens before or behind [begin, end).
  std::span<const Phrase> near(const Phrase& place, std::uint32_t reach) const {
    const auto before = [](const Phrase& phrase, std::uint32_t token) { return phrase.begin < token; };
    const auto first =
        std::lower_bound(phrases_.begin(), phrases_.end(), place.begin - std::min(place.begin, reach), before);
    return {first, std::lower_bound(first, phrases_.end(), place.end + reach + 1, before)};
  }

  // The figures, with their unit or with what they count; others only behind a verb of change, years never.
  std::vector<Phrase> figures() const {
    std::vector<Phrase> found;
    for (std::uint32_t token = 0; token < tokens_.size(); ++token)
      if (tokens_[token].kind == TokenKind::number && !is_year(tokens_[token].span.of(text_)))
        found.push_back(with_unit({token, token + 1, 0, false}));
    for (const Phrase& phrase : phrases_)
      if (kind(phrase) == Kind::number) {
        const Phrase figure = with_unit(phrase);
        if (figure.end > phrase.end) found.push_back(figure);
      }
    return found;
  }

  Phrase with_unit(Phrase figure) const {
    for (const Phrase& phrase : near(figure, kUnitReach))
      if (phrase.begin >= figure.end && phrase.begin < figure.end + kUnitReach &&
          (kind(phrase) == Kind::unit || kind(phrase) == Kind::measure))
        return {figure.begin, phrase.end, figure.kind, figure.gap};
    return figure;
  }

  std::optional<Target> target_at(const Phrase& figure) const {
    const bool has_unit = figure.end > figure.begin + 1;
    bool limited = false;
    bool capped = false;
    bool changed = false;
    bool saved = false;
    bool measured = false;
    for (const Phrase& phrase : near(figure, kClause)) {
      const bool before = phrase.end <= figure.begin;
      const std::uint32_t apart = before ? figure.begin - phrase.end : 0;
      if (kind(phrase) == Kind::limit) limited = limited || (before && apart <= kLimitReach);
      if (kind(phrase) == Kind::most) capped = capped || (before && apart <= kLimitReach);
      if (kind(phrase) == Kind::change) changed = changed || (before && apart <= kChangeReach);
      if (kind(phrase) == Kind::save) saved = saved || (before && apart <= kChangeReach);
      if (kind(phrase) == Kind::measure) measured = true;
    }
    if (!has_unit && !changed) return std::nullopt;
    const bool held = measured && (limited || capped || changed);
    for (const Phrase& phrase : near(figure, kClause)) {
      if (broken(phrase, figure)) continue;
      const bool reaches = phrase.begin < figure.begin || phrase.begin - figure.end <= kSubject;
      const bool due = reaches && ((kind(phrase) == Kind::modal && (held || saved)) ||
                                   (kind(phrase) == Kind::may && measured && capped));
      if (due || (kind(phrase) == Kind::goal && has_unit))
        return Target{TargetKind::target, 0, std::min(phrase.begin, figure.begin), std::max(phrase.end, figure.end)};
    }
    return std::nullopt;
  }

  // Does another clause begin between the two?
  bool broken(const Phrase& one, const Phrase& other) const {
    const std::uint32_t from = std::min(one.end, other.end);
    const std::uint32_t to = std::max(one.begin, other.begin);
    for (std::uint32_t token = from; token < to; ++token) {
      const std::string_view mark = tokens_[token].span.of(text_);
      if (mark == ";" || mark == ":" || mark == "(" || mark == "\u2022") return true;
    }
    const auto between = near({from, to, 0, false}, 0);
    return std::any_of(between.begin(), between.end(), [&](const Phrase& phrase) {
      return kind(phrase) == Kind::clause && phrase.begin >= from && phrase.end <= to;
    });
  }

  // A measure, or a row of measurements, that is followed to understand.
  std::optional<Target> learning() const {
    const auto is_measured = [](const Phrase& phrase) {
      return kind(phrase) == Kind::measure || kind(phrase) == Kind::series;
    };
    if (std::none_of(phrases_.begin(), phrases_.end(), is_measured)) return std::nullopt;
    for (const Phrase& follow : phrases_) {
      if (kind(follow) != Kind::follow) continue;
      for (const Phrase& learn : near(follow, 2 * kClause))
        if (kind(learn) == Kind::learn && !broken(follow, learn))
          return Target{TargetKind::learning, 0, std::min(follow.begin, learn.begin), std::max(follow.end, learn.end)};
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  std::span<const Phrase> phrases_;
};

}  // namespace

std::string_view name(TargetKind kind) noexcept { return kind == TargetKind::target ? "target" : "learning"; }

struct TargetReader::Words {
  internal::PhraseTable phrases;
};

TargetReader::TargetReader(std::string_view language)
    : words_(new Words{internal::PhraseTable(language, "targets.tsv", kKinds)}) {}

TargetReader::~TargetReader() = default;
TargetReader::TargetReader(TargetReader&&) noexcept = default;
TargetReader& TargetReader::operator=(TargetReader&&) noexcept = default;

std::optional<Target> TargetReader::read_sentence(std::string_view text, std::span<const Token> tokens,
                                                  std::span<const Phrase> phrases) {
  return Sentence(text, tokens, phrases).read();
}

const internal::PhraseTable& TargetReader::phrases() const { return words_->phrases; }

std::vector<Target> TargetReader::read(std::string_view text, std::span<const Token> tokens,
                                       std::span<const std::uint32_t> sentences) const {
  std::vector<Target> found;
  std::vector<std::string> words;
  for (std::uint32_t sentence = 0; sentence < sentences.size(); ++sentence) {
    const std::uint32_t begin = sentences[sentence];
    const auto end =
        sentence + 1 < sentences.size() ? sentences[sentence + 1] : static_cast<std::uint32_t>(tokens.size());
    words.clear();
    for (std::uint32_t token = begin; token < end; ++token) words.push_back(text::lower(tokens[token].span.of(text)));
    const auto target = read_sentence(text, tokens.subspan(begin, end - begin), phrases().find(words));
    if (target) found.push_back({target->kind, sentence, target->token_begin + begin, target->token_end + begin});
  }
  return found;
}

}  // namespace ordagrant::stance
