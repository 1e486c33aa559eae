#include "ordagrant/passages/internal/assignments.h"

#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/bodies.h"
#include "ordagrant/passages/internal/due_dates.h"
#include "ordagrant/passages/internal/stated_dates.h"
#include "ordagrant/passages/internal/telling.h"

namespace ordagrant::passages::internal {

namespace {

// How many tokens lie between the things that belong together (read off minutes of both languages).
constexpr std::uint32_t kToBody = 7;        // between who asks and the verb
constexpr std::uint32_t kNear = 5;          // between a condition or a denial and what it reaches
constexpr std::uint32_t kBack = 40;         // what is read of a sentence before its verb
constexpr std::uint32_t kOwnerReach = 12;   // tokens of a name of who is to do something
constexpr std::uint32_t kToDue = 8;         // sentences between a task and when it is due
constexpr std::uint32_t kToLateDue = 300;   // the same, where no other task stands between
constexpr std::uint32_t kToVerb = 14;       // between who is to do something and the verb, a day in between
constexpr std::uint32_t kToShall = 8;       // of who "ska" do something
constexpr std::uint32_t kToTask = 8;        // between the verb and "i uppdrag"
constexpr std::uint32_t kToDecision = 150;  // between "beslutar" and what is given to somebody in the same sentence
constexpr std::uint32_t kToLead = 400;      // between an item of a list and what leads the list
constexpr std::uint32_t kWording = 5;       // tokens of "Det lyder som f\u00F8lger:"

class Finder {
 public:
  Finder(FactText& text, const std::vector<bool>& tells, std::vector<Fact>& facts)
      : text_(text), tells_(tells), facts_(facts) {}

  void at(std::uint32_t start) {
    if (start < next_ || !tells_at(text_, tells_, start)) return;
    const TokenRange sentence = text_.sentence(start);
    if (is_question(text_, sentence)) return;
    const KnownWord& known = text_.known(start);
    if (known.is(FactWord::task))
      task(start, sentence);
    else if (known.is(FactWord::order))
      order(start, sentence);
    else if (known.is(FactWord::ask))
      ask(start, sentence);
    else if (known.is(FactWord::shall))
      shall(start, sentence);
  }

  // What decisions say that somebody does: "att f\u00F6rvaltningen senast den 3 april tar fram en plan". The outcomes
  // are those of the decisions among the facts, in their order; what they give in other words was found by at().
  void of_decisions(std::span<const TokenRange> outcomes) {
    const auto earlier = [](const Own& one, const Own& other) { return one.at < other.at; };
    std::sort(own_.begin(), own_.end(), earlier);
    const std::vector<Own> given = own_;
    const std::size_t count = facts_.size();
    std::size_t decision = 0;
    for (std::size_t index = 0; index < count; ++index) {
      if (facts_[index].kind != FactKind::decision) continue;
      const TokenRange outcome = outcomes[decision++];
      const auto first = std::lower_bound(given.begin(), given.end(), outcome.begin,
                                          [](const Own& one, std::uint32_t at) { return one.at < at; });
      if (first == given.end() || first->at >= outcome.end) decided_task(outcome, facts_[index].body);
    }
    std::sort(own_.begin(), own_.end(), earlier);
  }

  // Gives the last task of a section the day that the section names later: "Uppdraget ska redovisas senast den 1 mars".
  // After the others.
  void late_dues() {
    for (std::size_t index = 0; index < own_.size(); ++index) {
      Fact& fact = facts_[own_[index].fact];
      if (!fact.due.empty()) continue;
      const std::uint32_t next = index + 1 < own_.size() ? own_[index + 1].at : text_.size();
      fact.due = due_later(text_.sentence(own_[index].at), kToLateDue, next);
    }
  }

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }

  // "X f\u00E5r i uppdrag att", "ger X i uppdrag att", "ger i uppdrag \u00E5t X att", "f\u00E5r X til opgave at"
  void task(std::uint32_t task, TokenRange sentence) {
    if (task < sentence.begin + 2) return;
    const std::uint32_t in_task = task - 1;  // "i uppdrag", "til opgave"
    if (!is(in_task, FactWord::due_weak) && !is(in_task, FactWord::to)) return;
    const bool to = is(task + 1, FactWord::order_to);
    const std::uint32_t that = to ? that_behind(task + 2, sentence) : task + 1;
    if (!is(that, FactWord::that) && (to || !(text_.is_mark(that, ",") || text_.is_mark(that, ":")))) return;
    for (std::uint32_t back = 1; back <= kToTask && in_task >= sentence.begin + back; ++back) {
      const std::uint32_t verb = in_task - back;
      if (is(verb, FactWord::that)) return;
      if (!is(verb, FactWord::task_give)) continue;
      if (!given(verb, sentence)) return;
      TokenRange owner = to ? named({task + 2, that}) : named({verb + 1, in_task});
      if (owner.empty()) owner = before(verb, sentence);
      report(owner, {verb, sentence.end}, that, sentence);
      return;
    }
  }

  // "uppdras \u00E5t X att", "X p\u00E5l\u00E6gges at", "X p\u00E5l\u00E6gges inden maj at"
  void order(std::uint32_t verb, TokenRange sentence) {
    if (!given(verb, sentence)) return;
    std::uint32_t at = verb + 1;
    std::uint32_t that = that_behind(at, sentence);
    // "uppdrog i regleringsbrevet \u00E5t X att"
    while (at < that && !is(at, FactWord::order_to)) ++at;
    const bool to = at < that;
    at = to ? at + 1 : verb + 1;
    if (to) that = that_behind(at, sentence);
    if (that >= sentence.end || (!is(that, FactWord::that) && !to)) return;
    if (that > at && is(that - 1, FactWord::ask_about)) return;  // "p\u00E5l\u00E6gges krav om at"
    TokenRange owner = named({at, that});
    if (owner.empty() && !to) owner = before(verb, sentence);
    report(owner, {verb, sentence.end}, that, sentence);
  }

  // The "att" behind a name, or what ends the name without one.
  std::uint32_t that_behind(std::uint32_t at, TokenRange sentence) {
    const std::uint32_t end = std::min(sentence.end, at + kOwnerReach);
    while (at < end && !is(at, FactWord::that) &&
           (!text_.is_mark(at, ",") || text_.capital(at + 1) || is(at + 1, FactWord::that)))
      ++at;
    return is(at, FactWord::that) && at > 0 && is(at - 1, FactWord::in_favour) ? sentence.end : at;
  }

  // "bad forvaltningen om at", "anmodes om at", "anmodede X om senest i maj at"
  void ask(std::uint32_t verb, TokenRange sentence) {
    if (!given(verb, sentence)) return;
    std::uint32_t about = verb + 1;
    while (about < sentence.end && about < verb + kToTask && !is(about, FactWord::ask_about)) ++about;
    if (!is(about, FactWord::ask_about)) {
      asked(verb, sentence);
      return;
    }
    std::uint32_t that = about + 1;
    if (is(that, FactWord::due)) {
      ++that;
      that = std::max(that, time_end(text_, that));
    }
    if (!is(that, FactWord::that)) return;
    const bool told = about > verb + 1;
    const TokenRange owner = told ? named({verb + 1, about}) : before(verb, sentence);
    // Who asks must be a body: "Vi beder regeringen om at" is a wish.
    bool known = !told || in_decision(text_, verb);
    for (std::uint32_t back = 1; back <= kToBody && verb >= sentence.begin + back && !known; ++back)
      known = office(verb - back);
    if (!known) return;
    known = false;
    for (std::uint32_t at = owner.begin; at < owner.end; ++at) known = known || office(at);
    if (known) report(owner, {verb, sentence.end}, that, sentence);
  }

  // "Forvaltningen bedes vende tilbage", "Udvalget beder forvaltningen vende tilbage"
  void asked(std::uint32_t verb, TokenRange sentence) {
    if (!is(verb, FactWord::passive_ask)) {
      const TokenRange owner = office_from(verb + 1, sentence);
      const bool told = !owner.empty() && (in_decision(text_, verb) || !body_before(text_, verb).empty());
      const std::uint32_t task = is(owner.end, FactWord::that) ? owner.end + 1 : owner.end;
      if (told && gives_back({task, sentence.end})) report(owner, {verb, sentence.end}, task, sentence);
      return;
    }
    if (!in_decision(text_, verb) || !text_.is_word(verb + 1)) return;
    const TokenRange owner = before(verb, sentence);
    if (!owner.empty() && office(owner.end - 1)) report(owner, {verb, sentence.end}, verb + 1, sentence);
  }

  bool office(std::uint32_t at) {
    return is(at, FactWord::owner) || !body_at(text_, at).empty() ||
           (text_.is_word(at) && text_.words().has(FactAffix::owner_ending, text_.lower(at)));
  }

  // The office that is named from `at` on; empty: none is.
  TokenRange office_from(std::uint32_t at, TokenRange sentence) {
    const TokenRange body = body_from(text_, at);
    if (!body.empty()) return body.end < sentence.end ? body : TokenRange{};
    return at + 1 < sentence.end && office(at) ? TokenRange{at, at + 1} : TokenRange{};
  }

  // Does a verb of coming back, or of handing over, stand in it?
  bool gives_back(TokenRange range) {
    for (std::uint32_t at = range.begin; at < std::min(range.end, range.begin + kToVerb); ++at)
      if (is(at, FactWord::giving_back)) return true;
    return false;
  }

  // The verb behind who is to do something: behind days, meetings and adverbs.
  std::uint32_t verb_behind(std::uint32_t at, TokenRange sentence) {
    const std::uint32_t last = std::min(sentence.end, at + kToVerb);
    while (at < last) {
      if (const std::uint32_t time = time_end(text_, at); time > at)
        at = time;
      else if (is(at, FactWord::due) || is(at, FactWord::meeting) || is(at, FactWord::due_weak) ||
               is(at, FactWord::adverb) || !body_at(text_, at).empty())
        ++at;
      else
        break;
    }
    return at;
  }

  // An infinitive that somebody carries out; a passive says what is done to something.
  bool infinitive(std::uint32_t at) {
    const KnownWord known = text_.known(at);
    return text_.is_word(at) && !text_.lower(at).ends_with('s') && !known.is(FactWord::negation) &&
           !known.is(FactWord::copula) && !known.is(FactWord::auxiliary) && !known.is(FactWord::task_give) &&
           !known.is(FactWord::function) && !known.is(FactWord::condition) && !known.is(FactWord::state);
  }

  // A present: "tar", "udarbejder". What decides, may or is gives no task.
  bool present(std::uint32_t at) {
    const KnownWord known = text_.known(at);
    return infinitive(at) && text_.lower(at).ends_with('r') && !text_.capital(at) && !known.is(FactWord::propose) &&
           !known.is(FactWord::decide) && !known.is(FactWord::act) && !known.is(FactWord::carried) &&
           !known.is(FactWord::rise) && !known.is(FactWord::ask);
  }

  // "Enhetscheferna ska till n\u00E4mndens m\u00F6te i juni \u00E5terkomma": in a decision, at the beginning of a
  // sentence or an item.
  void shall(std::uint32_t verb, TokenRange sentence) {
    if (!in_decision(text_, verb) || !given(verb, sentence)) return;
    std::uint32_t begin = verb;
    while (begin > sentence.begin && verb - begin <= kToShall && !text_.begins_line(begin)) --begin;
    if (begin > sentence.begin && !text_.begins_line(begin)) return;
    begin = text_.after_list_mark(begin);
    if (begin >= verb || verb - begin > kToShall || is(begin, FactWord::that)) return;
    const bool named = office(verb - 1) || !body_before(text_, verb).empty();
    const std::uint32_t task = verb_behind(verb + 1, sentence);
    if (!infinitive(task) || has_verb({begin, verb}) || is(begin, FactWord::task_again)) return;
    const bool back = is(task, FactWord::giving_back) || is(task + 1, FactWord::giving_back);
    if (named || back) report({begin, verb}, {begin, sentence.end}, task, sentence);
  }

  // "beslutade att f\u00F6rvaltningen senast den 3 april tar fram en plan"
  void decided_task(TokenRange outcome, const std::string& body) {
    if (!is(outcome.begin, FactWord::that)) return;
    const TokenRange owner = office_from(outcome.begin + 1, outcome);
    if (owner.empty() || body_name(text_, owner) == body) return;
    std::uint32_t task = verb_behind(owner.end, outcome);
    const bool must = is(task, FactWord::shall);
    if (must) task = verb_behind(task + 1, outcome);
    if (must ? infinitive(task) : present(task)) report(owner, {owner.begin, outcome.end}, task, outcome);
  }

  // --- who ---------------------------------------------------------------------------------------------------------

  // Who is named between a verb and its task: "ger regeringen d\u00E4rf\u00F6r X" has X; empty if nobody is.
  TokenRange named(TokenRange range) {
    skip_time(range);
    const TokenRange body = body_at(text_, range.begin);
    const std::uint32_t after = std::max(body.end, range.begin + 1);
    // "gav regeringen i juni 2023 X i uppdrag"
    if (is(range.begin, FactWord::body) || is(range.begin, FactWord::matter)) {
      TokenRange rest{after, range.end};
      skip_time(rest);
      const bool named = !rest.empty() && text_.is_word(rest.begin) && !is(rest.begin, FactWord::due_weak) &&
                         !is(rest.begin, FactWord::due) && !is(rest.begin, FactWord::function) &&
                         !is(rest.begin, FactWord::both);
      if (named) range = rest;
    }
    while (!range.empty() && is(range.end - 1, FactWord::adverb)) --range.end;
    if (range.empty() || is(range.begin, FactWord::due)) return {};
    // "i regleringsbrevet", but "den parlamentariska kommitt\u00E9n"
    if (is(range.begin, FactWord::due_weak) && !is(range.begin, FactWord::date_before)) return {};
    // "regeringen inden udgangen af 2025", "f\u00F6rvaltningen den 3 maj 2023", "selskaber ikke bare"
    for (std::uint32_t at = range.begin + 1; at < range.end; ++at)
      if ((is(at, FactWord::due) && !is(at, FactWord::to)) || is(at, FactWord::negation) || time_end(text_, at) > at)
        range.end = at;
    return range;
  }

  // Adverbs and times: "i mars 2025", "nu".
  void skip_time(TokenRange& range) {
    while (!range.empty()) {
      const std::uint32_t time = time_end(text_, range.begin);
      if (time > range.begin)
        range.begin = time;
      else if (is(range.begin, FactWord::adverb))
        ++range.begin;
      else
        return;
    }
  }

  // Who is named before a verb, back to the beginning of its clause.
  TokenRange before(std::uint32_t verb, TokenRange sentence) {
    const auto helps = [&](std::uint32_t at) {
      return is(at, FactWord::auxiliary) || is(at, FactWord::adverb) || is(at, FactWord::shall) ||
             is(at, FactWord::copula);
    };
    std::uint32_t end = verb;
    while (end > sentence.begin && helps(end - 1)) --end;
    while (end > sentence.begin && is(end - 1, FactWord::relative)) --end;
    std::uint32_t begin = end;
    while (begin > sentence.begin && end - begin < kOwnerReach) {
      const std::uint32_t at = begin - 1;
      // "Myndigheten f\u00F6r beredskap (MB) och l\u00E4nsstyrelserna"
      if (text_.is_mark(at, ")") && at >= sentence.begin + 2 && text_.is_mark(at - 2, "(")) {
        begin = at - 2;
        continue;
      }
      if (is(at, FactWord::that) || text_.token(at).kind == tokens::TokenKind::mark ||
          (is(at, FactWord::join) && !is(at, FactWord::both)) || text_.after_list_mark(at) > at)
        break;
      if (text_.is_number(at)) break;
      --begin;
    }
    // "\u00C4rendet bordl\u00E4ggs och f\u00F6rvaltningen f\u00E5r"
    for (std::uint32_t at = end; at > begin + 1; --at)
      if (is(at - 1, FactWord::both) && has_verb({begin, at - 1})) begin = at;
    while (begin < end && (is(begin, FactWord::both) || helps(begin))) ++begin;
    // "Virksomhederne bliver med ordningen p\u00E5lagt"
    for (std::uint32_t at = begin; at < end; ++at)
      if (is(at, FactWord::copula) || is(at, FactWord::auxiliary)) end = at;
    return {begin, end};
  }

  bool has_verb(TokenRange range) {
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      const KnownWord& known = text_.known(at);
      if (known.is(FactWord::act) || known.is(FactWord::carried) || known.is(FactWord::passive) ||
          known.is(FactWord::copula) || known.is(FactWord::decide) || known.is(FactWord::task_give))
        return true;
    }
    return false;
  }

  // --- whether -----------------------------------------------------------------------------------------------------

  // Is the task given, and not proposed, promised, wished for or cited?
  bool given(std::uint32_t verb, TokenRange sentence) {
    if (worded(sentence)) return false;
    const std::uint32_t from = std::max(sentence.begin, verb < kBack ? 0 : verb - kBack);
    for (std::uint32_t at = from; at < verb; ++at) {
      const KnownWord& known = text_.known(at);
      if (known.is(FactWord::propose) || known.is(FactWord::wording)) return false;
      if (known.is(FactWord::condition) && (at == sentence.begin || at + kNear >= verb)) return false;
      if (known.is(FactWord::negation) && at + kNear >= verb) return false;
      // "forslaget p\u00E5l\u00E6gger regeringen at"
      if (known.is(FactWord::matter) && at + 1 == verb) return false;
    }
    // "Konkret p\u00E5l\u00E6gges regeringen med forslaget at"
    for (std::uint32_t at = verb + 1; at < std::min(sentence.end, verb + kToTask) && !is(at, FactWord::that); ++at)
      if (is(at, FactWord::matter) && is(at - 1, FactWord::with)) return false;
    const bool depends = is(verb, FactWord::infinitive) || behind_that(verb, sentence);
    return !depends || in_decision(text_, verb) || decided_before(verb, sentence) || led_by_decision(verb);
  }

  // "Det lyder: Folketinget p\u00E5l\u00E6gger", "\u00BBFolketinget p\u00E5l\u00E6gger": words of something else.
  bool worded(TokenRange sentence) {
    const auto quotes = [&](std::uint32_t at) {
      return text_.is_mark(at, "\u00BB") || text_.is_mark(at, "\u201D") || text_.is_mark(at, "\"");
    };
    if (quotes(sentence.begin) && !in_decision(text_, sentence.begin)) return true;
    if (sentence.begin == 0 || !text_.is_mark(sentence.begin - 1, ":")) return false;
    for (std::uint32_t back = 2; back <= kWording && back <= sentence.begin; ++back)
      if (is(sentence.begin - back, FactWord::wording)) return true;
    return false;
  }

  // Does the verb stand in a clause that begins with "att"?
  bool behind_that(std::uint32_t verb, TokenRange sentence) {
    for (std::uint32_t back = 1; back <= kOwnerReach && verb >= sentence.begin + back; ++back) {
      const std::uint32_t at = verb - back;
      if (is(at, FactWord::that) && !is(at - 1, FactWord::in_favour)) return true;  // "for at" says what for
      if (text_.is_mark(at, ":") || text_.is_mark(at, ";") || text_.begins_block(at)) return false;
    }
    return false;
  }

  // Does the sentence say before `verb` that something was decided, found or made known?
  bool decided_before(std::uint32_t verb, TokenRange sentence) {
    for (std::uint32_t at = std::max(sentence.begin, verb - std::min(verb, kToDecision)); at < verb; ++at) {
      const KnownWord& known = text_.known(at);
      if (known.is(FactWord::decide) || known.is(FactWord::find) || known.is(FactWord::announce) ||
          known.is(FactWord::act))
        return true;
    }
    return false;
  }

  // Is it an item of a list that "N\u00E4mnden beslutar" leads?
  bool led_by_decision(std::uint32_t at) {
    const std::uint32_t from = at - std::min(at, kToLead);
    bool first = true;
    while (at > from) {
      while (at > from && !text_.begins_line(at)) --at;
      const bool item = first || is(at, FactWord::that) || text_.after_list_mark(at) > at;
      if (!item || at == from) break;
      --at;
      first = false;
    }
    bool decides = false;
    const std::uint32_t end = std::min(text_.size(), at + kToBody * 2);
    for (std::uint32_t token = at; token < end && (token == at || !text_.begins_line(token)); ++token) {
      decides = decides || is(token, FactWord::decide);
      if (is(token, FactWord::propose)) return false;
    }
    return decides;
  }

  // --- an assignment -----------------------------------------------------------------------------------------------

  void report(TokenRange owner, TokenRange all, std::uint32_t that, TokenRange sentence) {
    while (!owner.empty() && text_.token(owner.end - 1).kind == tokens::TokenKind::mark &&
           !text_.is_mark(owner.end - 1, ")"))
      --owner.end;
    // "den parlamentariska kommitt\u00E9n", but not "den"
    const bool article = is(owner.begin, FactWord::it) && owner.end > owner.begin + 1;
    if (owner.empty() || all.empty() || (is(owner.begin, FactWord::function) && !article)) return;
    Fact fact;
    fact.kind = FactKind::assignment;
    all.begin = std::min(all.begin, owner.begin);
    fact.span = {text_.token(all.begin).span.begin, text_.token(all.end - 1).span.end};
    fact.passage = text_.passage(all.begin);
    fact.owner = text_.text(owner);
    const std::uint32_t behind = owner.end > that ? all.begin + 1 : std::max(owner.end, all.begin + 1);
    fact.due = due_date(text_, {behind, sentence.end});
    if (fact.due.empty()) fact.due = due_later(sentence, kToDue, text_.size());
    own_.push_back({facts_.size(), all.begin});
    facts_.push_back(std::move(fact));
    next_ = that;
  }

  bool names_task(TokenRange sentence) {
    for (std::uint32_t at = sentence.begin; at < sentence.end; ++at)
      if (is(at, FactWord::task)) return true;
    return false;
  }

  // "Uppdraget ska redovisas senast den 1 mars 2025.", a few sentences later in the same item
  // and before the token `end`.
  std::string due_later(TokenRange sentence, std::uint32_t most, std::uint32_t end) {
    const Passage* here = text_.passage_of(sentence.begin);
    for (std::uint32_t later = 0; later < most && sentence.end < end; ++later) {
      sentence = text_.sentence(sentence.end);
      const Passage* there = text_.passage_of(sentence.begin);
      if (here != nullptr && there != nullptr &&
          text_.structure().number_of(*here) != text_.structure().number_of(*there))
        break;
      if (!is(sentence.begin, FactWord::task_again)) {
        if (later >= kToDue && names_task(sentence)) break;  // another task, which may be the one that is due
        continue;
      }
      if (std::string due = due_date(text_, sentence); !due.empty()) return due;
    }
    return {};
  }

  FactText& text_;
  const std::vector<bool>& tells_;
  // One of the facts, and its first token.
  struct Own {
    std::size_t fact;
    std::uint32_t at;
  };

  std::vector<Fact>& facts_;
  std::vector<Own> own_;
  std::uint32_t next_ = 0;
};

}  // namespace

void find_assignments(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> outcomes,
                      const std::vector<bool>& tells, std::vector<Fact>& facts) {
  Finder finder(text, tells, facts);
  for (const std::uint32_t start : starts) finder.at(start);
  finder.of_decisions(outcomes);
  finder.late_dues();
}

}  // namespace ordagrant::passages::internal
