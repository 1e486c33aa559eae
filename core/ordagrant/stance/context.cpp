#include "ordagrant/stance/context.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::stance {

namespace {

using lexicon::Match;
using tokens::Token;

enum class Kind : std::uint8_t {
  negation,
  none,
  cancel,
  diminish,
  without,
  end,
  ended,
  replace,
  by,
  from,
  away,
  to,
  more,
  stop,
  subject,
  finite,
  conjunction,
  preposition,
  report,
  according,
  that,
  distance,
};

constexpr std::array<std::string_view, 22> kKinds{

    "negation", "none",        "cancel", "diminish",  "without", "end",     "ended",   "replace",
    "by",       "from",        "away",   "to",        "more",    "stop",    "subject", "finite",
    "and",      "preposition", "report", "according", "that",    "distance"};

// How many tokens a cue can reach over: measured on nothing, a long clause of an ordinary text.
constexpr std::uint32_t kClauseReach = 14;
constexpr std::uint32_t kNounReach = 8;  // of what turns a noun phrase alone
constexpr std::uint32_t kBackReach = 5;  // of a negation that has nothing behind it
constexpr std::uint32_t kDistanceReach = 3;
constexpr std::uint32_t kListItem = 4;     // words between the commas of a list
constexpr std::uint32_t kReportReach = 6;  // from the verb to its "that"

// A cue in a text: tokens [begin, end).
struct Cue {
  std::uint32_t begin;
  std::uint32_t end;
  Kind kind;
};

bool turns_noun(Kind kind) { return kind == Kind::none || kind == Kind::diminish || kind == Kind::without; }

bool turns_forward(Kind kind) {
  return turns_noun(kind) || kind == Kind::negation || kind == Kind::end || kind == Kind::replace ||
         kind == Kind::from || kind == Kind::away;
}

bool is_preposition(Kind kind) {
  return kind == Kind::preposition || kind == Kind::by || kind == Kind::from || kind == Kind::to;
}

// Does a word of this kind begin another clause, after a comma or a conjunction?
bool opens_clause(Kind kind) {
  return kind == Kind::subject || kind == Kind::finite || kind == Kind::stop || kind == Kind::more ||
         kind == Kind::report || turns_forward(kind);
}

}  // namespace

std::string_view name(Polarity polarity) noexcept { return polarity == Polarity::affirmed ? "affirmed" : "reversed"; }

std::string_view name(Voice voice) noexcept {
  return voice == Voice::own ? "own" : voice == Voice::quoted ? "quoted" : "reported";
}

struct Context::Cues {
  struct Entry {
    std::vector<std::string> words;  // in lower case
    Kind kind;
  };

  std::unordered_map<std::string, std::vector<Entry>> by_first_word;  // the longest first

  std::vector<Cue> find(std::string_view text, std::span<const Token> tokens, std::uint32_t begin,
                        std::uint32_t end) const;
};

Context::Context(std::string_view language) {
  auto cues = std::make_unique<Cues>();
  const tokens::Tokeniser tokeniser({.language = std::string(language)});
  for (const std::string_view line : language::lines(language, "cues.tsv")) {
    const auto cells = language::cells(line);
    const auto kind = std::find(kKinds.begin(), kKinds.end(), cells.front());
    if (cells.size() != 2 || kind == kKinds.end())
      throw RequestError("cues.tsv of '" + std::string(language) + "': '" + std::string(line) +
                         "' is not KIND TAB CUE");
    Cues::Entry entry{{}, static_cast<Kind>(kind - kKinds.begin())};
    for (const Token& token : tokeniser.tokenise(cells[1])) entry.words.push_back(text::lower(token.span.of(cells[1])));
    cues->by_first_word[entry.words.front()].push_back(std::move(entry));
  }
  for (auto& [word, entries] : cues->by_first_word)
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Cues::Entry& a, const Cues::Entry& b) { return a.words.size() > b.words.size(); });
  cues_ = std::move(cues);
}

Context::~Context() = default;
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;

std::vector<Cue> Context::Cues::find(std::string_view text, std::span<const Token> tokens, std::uint32_t begin,
                                     std::uint32_t end) const {
  std::vector<std::string> words;
  for (std::uint32_t token = begin; token < end; ++token) words.push_back(text::lower(tokens[token].span.of(text)));
  std::vector<Cue> found;
  for (std::uint32_t token = begin; token < end;) {
    std::uint32_t taken = 1;
    if (const auto entries = by_first_word.find(words[token - begin]); entries != by_first_word.end()) {
      for (const Entry& entry : entries->second) {
        const auto from = words.begin() + (token - begin);
        if (static_cast<std::size_t>(words.end() - from) < entry.words.size() ||
            !std::equal(entry.words.begin(), entry.words.end(), from))
          continue;
        taken = static_cast<std::uint32_t>(entry.words.size());
        found.push_back({token, token + taken, entry.kind});
        break;
      }
    }
    token += taken;
  }
  return found;
}

namespace {

// The cues and hits of one sentence, and who reaches whom.
class Sentence {
 public:
  Sentence(std::string_view text, std::span<const Token> tokens, std::uint32_t begin, std::uint32_t end,
           std::vector<Cue> cues, std::span<const Match> hits)
      : text_(text),
        tokens_(tokens),
        begin_(begin),
        cues_(std::move(cues)),
        hits_(hits),
        kinds_(end - begin),
        in_hit_(end - begin) {
    for (const Match& hit : hits_)
      for (std::uint32_t token = hit.token_begin; token < hit.token_end; ++token) in_hit_[token - begin_] = true;
    for (const Cue& cue : cues_) kinds_[cue.begin - begin_] = cue.kind;
  }

  Polarity polarity(std::size_t hit) const {
    std::size_t turns = 0;
    for (const Cue& cue : cues_) {
      // A shifter inside a hit is a part of its term.
      if (in_hit_[cue.begin - begin_]) continue;
      if (turns_forward(cue.kind) && cue.end <= hits_[hit].token_begin && reaches_forward(cue, hits_[hit])) ++turns;
      if (cue.begin < hits_[hit].token_end) continue;
      if (cue.kind == Kind::ended && reaches_back(cue, hits_[hit], kClauseReach)) ++turns;
      if (cue.kind == Kind::negation && reaches_back(cue, hits_[hit], kBackReach) && !turns_anything_forward(cue))
        ++turns;
    }
    return turns % 2 == 0 ? Polarity::affirmed : Polarity::reversed;
  }

  Voice voice(const Match& hit) const {
    bool reported = false;
    for (const Cue& cue : cues_) {
      if (in_hit_[cue.begin - begin_]) continue;
      if (cue.kind == Kind::distance && cue.end <= hit.token_begin && hit.token_begin - cue.end < kDistanceReach &&
          !comma_between(cue.end, hit.token_begin))
        return Voice::quoted;
      if (cue.kind == Kind::according) reported = true;
      if (cue.kind != Kind::report) continue;
      reported = reported || (cue.end <= hit.token_begin && that_follows(cue, hit.token_begin)) ||
                 (cue.begin >= hit.token_end && cue.begin > begin_ && surface(cue.begin - 1) == ",");
    }
    return reported ? Voice::reported : Voice::own;
  }

 private:
  std::string_view surface(std::uint32_t token) const { return tokens_[token].span.of(text_); }
  std::optional<Kind> kind(std::uint32_t token) const { return kinds_[token - begin_]; }

  bool ends_clause(std::uint32_t token) const {
    if (tokens_[token].kind != tokens::TokenKind::mark) return false;
    const std::string_view mark = surface(token);
    return mark == "." || mark == ";" || mark == ":" || mark == "?" || mark == "!" || mark == "\u2013" ||
           mark == "\u2014" || mark == "(" || mark == ")";
  }

  // Does a cue that ends before token `from` still reach token `to`?
  bool reaches_forward(const Cue& cue, const Match& hit) const {
    const bool noun = turns_noun(cue.kind);
    if (hit.token_begin - cue.end > (noun ? kNounReach : kClauseReach)) return false;
    // The hit's own first word can open a clause, or take the matter up again ("more trust").
    for (std::uint32_t token = cue.end; token <= hit.token_begin; ++token) {
      const bool own = token == hit.token_begin;
      const std::optional<Kind> here = kind(token);
      if (!own && ends_clause(token)) return false;
      if (here && (*here == Kind::stop || *here == Kind::more)) return false;
      const bool coordinates = !own && (here == Kind::conjunction || surface(token) == ",");
      if (coordinates && kind(token + 1) && opens_clause(*kind(token + 1))) return false;
      if (own || !here) continue;
      if (noun && (*here == Kind::finite || turns_noun(*here) || is_preposition(*here))) return false;
      if (cue.kind == Kind::replace && (*here == Kind::by || *here == Kind::to)) return false;
      if ((cue.kind == Kind::from || cue.kind == Kind::away) && *here == Kind::to) return false;
    }
    return cue.kind != Kind::from || to_follows(hit.token_end);
  }

  bool to_follows(std::uint32_t from) const {
    for (const Cue& cue : cues_) {
      if (cue.begin < from) continue;
      if (cue.kind == Kind::stop || cue.begin - from > kClauseReach) return false;
      if (cue.kind == Kind::to) return true;
    }
    return false;
  }

  // Does a cue that begins after the hit reach back to it?
  bool reaches_back(const Cue& cue, const Match& hit, std::uint32_t reach) const {
    if (cue.begin - hit.token_end > reach) return false;
    std::uint32_t last_comma = hit.token_end;
    bool finite = false;
    for (std::uint32_t token = hit.token_end; token < cue.begin; ++token) {
      const std::optional<Kind> here = kind(token);
      if (ends_clause(token) || here == Kind::stop || here == Kind::subject) return false;
      if (here == Kind::conjunction && finite) return false;  // another clause with a verb of its own
      finite = finite || here == Kind::finite;
      if (surface(token) != ",") continue;
      // Only the commas of a list are crossed.
      if (finite || token - last_comma > kListItem) return false;
      last_comma = token + 1;
    }
    return true;
  }

  bool turns_anything_forward(const Cue& cue) const {
    return std::any_of(hits_.begin(), hits_.end(),
                       [&](const Match& hit) { return cue.end <= hit.token_begin && reaches_forward(cue, hit); });
  }

  bool comma_between(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t token = from; token < to; ++token)
      if (surface(token) == ",") return true;
    return false;
  }

  bool that_follows(const Cue& report, std::uint32_t before) const {
    return std::any_of(cues_.begin(), cues_.end(), [&](const Cue& cue) {
      return cue.kind == Kind::that && cue.begin >= report.end && cue.end <= before &&
             cue.begin - report.end < kReportReach;
    });
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  std::uint32_t begin_;
  std::vector<Cue> cues_;
  std::span<const Match> hits_;
  std::vector<std::optional<Kind>> kinds_;  // by token: the cue that begins there
  std::vector<bool> in_hit_;                // by token
};

}  // namespace

std::vector<Sense> Context::read(std::string_view text, std::span<const Token> tokens,
                                 std::span<const std::uint32_t> sentences,
                                 std::span<const passages::Quotation> quotations,
                                 std::span<const Match> matches) const {
  std::vector<Sense> senses;
  senses.reserve(matches.size());
  auto quotation = quotations.begin();
  for (std::size_t first = 0; first < matches.size();) {
    std::size_t last = first;
    while (last < matches.size() && matches[last].sentence == matches[first].sentence) ++last;
    const std::uint32_t number = matches[first].sentence;
    const std::uint32_t begin = sentences[number];
    const auto end = number + 1 < sentences.size() ? sentences[number + 1] : static_cast<std::uint32_t>(tokens.size());
    const Sentence sentence(text, tokens, begin, end, cues_->find(text, tokens, begin, end),
                            matches.subspan(first, last - first));
    for (std::size_t match = first; match < last; ++match) {
      while (quotation != quotations.end() && quotation->end <= matches[match].token_begin) ++quotation;
      const bool quoted = quotation != quotations.end() && quotation->begin <= matches[match].token_begin;
      senses.push_back({sentence.polarity(match - first), quoted ? Voice::quoted : sentence.voice(matches[match])});
    }
    first = last;
  }
  return senses;
}

}  // namespace ordagrant::stance
