#include "ordagrant/passages/internal/decisions.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "ordagrant/passages/internal/bodies.h"
#include "ordagrant/passages/internal/deciding.h"
#include "ordagrant/passages/internal/stated_dates.h"
#include "ordagrant/passages/internal/telling.h"

namespace ordagrant::passages::internal {

namespace {

// How many tokens lie between the things that belong together (read off minutes of both languages).
constexpr std::uint32_t kMatterReach = 25;  // between a matter and the verb that carries it
constexpr std::uint32_t kTitle = 16;        // of the title of a part
constexpr std::uint32_t kHeadReach = 60;    // passages of a head in which its body may stand
constexpr std::uint32_t kHeadLine = 6;      // tokens of a line of a head that names a body
constexpr std::uint32_t kImpersonal = 4;    // tokens between "det" and its verb
constexpr std::uint32_t kToMove = 3;        // sentences between what a chair moves and "Det er vedtaget"

class Finder {
 public:
  Finder(FactText& text, std::span<const TokenRange> votes, const std::vector<bool>& tells, std::vector<Fact>& facts,
         std::vector<TokenRange>& outcomes)
      : text_(text), deciding_(text, votes), tells_(tells), facts_(facts), outcomes_(outcomes) {}

  void at(std::uint32_t verb) {
    if (verb < next_ || !tells_at(text_, tells_, verb) || in_decision(text_, verb)) return;
    outside(verb);
  }

  // The sentences and list items of the parts that are decisions.
  void decision_parts() {
    const std::vector<Section>& sections = text_.structure().sections;
    for (std::size_t index = 0; index < sections.size(); ++index) {
      const Section& section = sections[index];
      if (section.part == ItemPart::decision && index < tells_.size() && tells_[index]) part(section);
    }
  }

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }

  // --- in running text -------------------------------------------------------------------------------------------

  void outside(std::uint32_t verb) {
    // "Udvalget kunne enstemmigt tiltr\u00E6de indstillingen"
    const bool could = is(verb, FactWord::able_act);
    if (could) {
      while (verb > 0 && is(verb - 1, FactWord::adverb)) --verb;
      if (verb == 0 || !is(verb - 1, FactWord::able)) return;
      --verb;
    }
    TokenRange sentence = text_.sentence(verb);
    // A heading has no full stop.
    if (const Passage* passage = text_.passage_of(verb)) sentence.begin = std::max(sentence.begin, passage->begin);
    if (is_question(text_, sentence)) return;
    const KnownWord known = text_.known(verb);
    if (deciding_.finds(verb, sentence) && deciding_.divides_after(sentence)) return;
    if (known.is(FactWord::decide)) {
      if (const TokenRange body = deciding_.subject(verb, sentence); !body.empty())
        decides(verb, body, sentence);
      else
        impersonal(verb, sentence);
      return;
    }
    if (known.is(FactWord::act) || could) {
      TokenRange body = deciding_.before(verb, sentence);
      // "Med 7 r\u00F6ster mot 4 bifaller n\u00E4mnden f\u00F6rslaget"
      const bool voted = body.empty() && verb > sentence.begin && deciding_.vote_at(verb - 1) != nullptr;
      if (voted) body = deciding_.behind(verb, sentence);
      if (voted && !body.empty() && !deciding_.blocked(verb, sentence)) {
        report(sentence, {verb, sentence.end}, body_name(text_, body));
        return;
      }
      // A present in a longer sentence may be a competence: "N\u00E4mnden fastst\u00E4ller varje \u00E5r avgiften
      // f\u00F6r".
      const bool brief = !text_.lower(verb).ends_with('r') || sentence.end - sentence.begin <= kBrief || in_item(verb);
      const bool did = body.begin == sentence.begin && in_item(verb) && !text_.lower(verb).ends_with('r');
      const bool plain =
          (known.is(FactWord::act_plain) && brief) || did || could || deciding_.found_before(body.begin, sentence);
      if (body.empty() || !plain || deciding_.blocked(body.begin, sentence) ||
          deciding_.subordinate(body, verb, sentence)) {
        if (!known.is(FactWord::carried)) return;
      } else {
        report({deciding_.found_before(body.begin, sentence) ? body.begin : sentence.begin, sentence.end},
               {verb, sentence.end}, body_name(text_, body));
        return;
      }
    }
    if (known.is(FactWord::carried)) carried(verb, sentence);
  }

  // Does it stand in an item of minutes?
  bool in_item(std::uint32_t at) {
    const Section* section = section_of(text_, at);
    const std::vector<Section>& sections = text_.structure().sections;
    for (std::size_t depth = 0; section != nullptr && depth <= section->level; ++depth) {
      if (section->kind == SectionKind::item || section->part != ItemPart::none) return true;
      if (section->level == 0 || section->parent >= sections.size()) return false;
      section = &sections[section->parent];
    }
    return false;
  }

  // "Motionen avsl\u00E5s", "Forslaget er vedtaget", "Sagen blev udsat"
  void carried(std::uint32_t verb, TokenRange sentence) {
    const std::uint32_t from = std::max(sentence.begin, verb < kMatterReach ? 0 : verb - kMatterReach);
    std::uint32_t clause = sentence.begin;
    bool matter = false;
    bool finds = false;
    for (std::uint32_t at = from; at < verb; ++at) {
      const KnownWord known = text_.known(at);
      if (known.is(FactWord::propose) || known.is(FactWord::condition) || known.is(FactWord::relative) ||
          known.is(FactWord::negation))
        return;
      if (known.is(FactWord::that)) {
        if (at == sentence.begin || !is(at - 1, FactWord::find)) return;
        finds = true;
        clause = at + 1;
      }
      if (known.is(FactWord::matter) || text_.words().has(FactAffix::matter_ending, text_.lower(at))) matter = true;
    }
    if (!matter && !finds) {
      so_carried(verb, sentence);
      return;
    }
    // A present alone may be a proposal: "3. Motionen avsl\u00E5s".
    const Section* section = section_of(text_, verb);
    const bool voting = section != nullptr && section->part == ItemPart::vote;
    if (is(verb, FactWord::carried_now) && !finds && !voting) return;
    // Danish: a participle needs its verb.
    const std::string& word = text_.lower(verb);
    if (!word.ends_with('s') && !word.ends_with("des") && !aux_before(verb, from)) return;
    while (const TokenRange* vote = deciding_.vote_at(clause)) {
      clause = vote->end;
      while (clause < verb && text_.token(clause).kind == tokens::TokenKind::mark) ++clause;
    }
    if (clause < verb) report({clause, sentence.end}, {clause, sentence.end}, {});
  }

  bool aux_before(std::uint32_t verb, std::uint32_t from) {
    for (std::uint32_t back = 1; back <= 3 && verb >= from + back; ++back) {
      if (is(verb - back, FactWord::copula)) return true;
    }
    return false;
  }

  // "Det er vedtaget.", "Det blev vedtaget, at badet lukker.": what was carried is told before or behind.
  void so_carried(std::uint32_t verb, TokenRange sentence) {
    std::uint32_t at = sentence.begin;
    if (!is(at, FactWord::it) || !is(at + 1, FactWord::copula)) return;
    for (at += 2; at < verb; ++at)
      if (!is(at, FactWord::adverb)) return;
    const std::uint32_t behind = verb + (text_.is_mark(verb + 1, ",") ? 2 : 1);
    if (is(behind, FactWord::that)) {
      report(sentence, {behind, sentence.end}, {});
      return;
    }
    if (verb + 1 < sentence.end && !text_.is_mark(verb + 1, ".") && !text_.is_mark(verb + 1, "!")) return;
    const TokenRange moved = moved_before(sentence);
    if (moved.empty())
      report(sentence, sentence, {});
    else
      report({moved.begin, sentence.end}, moved, {});
  }

  // "Jeg foresl\u00E5r, at lovforslaget henvises til udvalget. Hvis ingen g\u00F8r indsigelse, betragter jeg det som
  // vedtaget." in front of a sentence: what is moved; empty: nothing.
  TokenRange moved_before(TokenRange sentence) {
    std::uint32_t begin = sentence.begin;
    for (std::uint32_t back = 0; back < kToMove && begin > 0; ++back) {
      const TokenRange one = text_.sentence(begin - 1);
      if (one.begin < moved_) return {};
      begin = one.begin;
      for (std::uint32_t at = one.begin; at + 1 < one.end; ++at) {
        if (!is(at, FactWord::propose)) continue;
        std::uint32_t that = at + 1;
        if (text_.is_mark(that, ",")) ++that;
        if (!is(that, FactWord::that)) continue;
        moved_ = sentence.end;
        std::uint32_t end = that;
        while (end < one.end && !is(end, FactWord::condition)) ++end;  // "..., og hvis ingen g\u00F8r indsigelse"
        while (end > that && (is(end - 1, FactWord::both) || text_.is_mark(end - 1, ","))) --end;
        return {that, end};
      }
      if (!is(one.begin, FactWord::condition)) return {};
    }
    return {};
  }

  // "Det beslutades att h\u00E5lla \u00F6ppet", "Det blev besluttet at"
  bool impersonal(std::uint32_t verb, TokenRange sentence) {
    const std::string& word = text_.lower(verb);
    bool passive = word.ends_with('s');
    bool it = verb == sentence.begin;  // "Beslutades att"
    std::uint32_t begin = verb;
    for (; begin > sentence.begin && verb - begin < kImpersonal && !it; --begin) {
      it = is(begin - 1, FactWord::it);
      passive = passive || is(begin - 1, FactWord::copula);
    }
    if (!it || !passive || deciding_.blocked(begin, sentence)) return false;
    const Outcome outcome = deciding_.outcome_at(verb + 1, sentence);
    if (outcome.that) report(sentence, {outcome.begin, sentence.end}, {}, outcome);
    return outcome.that;
  }

  void decides(std::uint32_t verb, TokenRange body, TokenRange sentence) {
    const std::uint32_t after = std::max(verb + 1, body.begin > verb ? body.end : 0);
    const std::string name = body_name(text_, body);
    Outcome outcome = deciding_.outcome_at(after, sentence);
    if (outcome.date.empty()) outcome.date = day_before(verb, body, sentence);
    std::uint32_t begin = outcome.begin;
    const std::uint32_t from = deciding_.found_before(body.begin, sentence) ? body.begin : sentence.begin;
    if (empty_outcome(begin, sentence.end)) {
      next_ = std::max(next_, items(sentence.end, name));
      return;
    }
    if (!outcome.that && is(verb, FactWord::act)) begin = verb;
    const bool list =
        begin > verb && text_.begins_line(begin) && (is(begin, FactWord::that) || text_.after_list_mark(begin) > begin);
    if (!list) {
      report({from, sentence.end}, {begin, sentence.end}, name, outcome);
      return;
    }
    next_ = std::max(next_, items(begin, name));
  }

  // "Den 3 mars 2024 beslutade n\u00E4mnden", "N\u00E4mnden har den 3 mars 2024 beslutat"
  std::string day_before(std::uint32_t verb, TokenRange body, TokenRange sentence) {
    const std::uint32_t begin = body.begin < verb ? body.end : sentence.begin;
    if (body.begin > verb && time_end(text_, begin) != verb) return {};
    return deciding_.day_in({begin, verb});
  }

  // "beslutar att", "beslutar f\u00F6ljande:" and nothing.
  bool empty_outcome(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t at = begin; at < end; ++at)
      if (text_.is_word(at) && !is(at, FactWord::that) && !is(at, FactWord::decided_by)) return false;
    return true;
  }

  // The items of a list of what is decided from `at` on, one decision each. Gives the token after them.
  std::uint32_t items(std::uint32_t at, const std::string& body) {
    std::uint32_t end = at;
    while (at < text_.size() && is_item(at)) {
      end = item_end(at);
      const std::uint32_t begin = text_.after_list_mark(at);
      report({begin, end}, {begin, end}, body);
      at = end;
    }
    return end;
  }

  bool is_item(std::uint32_t at) {
    return text_.begins_line(at) && (is(at, FactWord::that) || text_.after_list_mark(at) > at);
  }

  // Where the item ends: with the next one, with an empty line, or with the sentence that ends a line.
  std::uint32_t item_end(std::uint32_t at) {
    std::uint32_t end = at + 1;
    while (end < text_.size()) {
      if (text_.begins_line(end)) {
        if (text_.begins_block(end) || is_item(end)) break;
        if (text_.sentence(end).begin == end) break;
      }
      ++end;
    }
    return end;
  }

  // --- in the part of an item that is its decision ---------------------------------------------------------------

  void part(const Section& section) {
    const std::uint32_t end = std::min(section.end, text_.size());
    std::uint32_t at = section.begin;
    std::string body = title_body(section);
    // The title itself.
    while (at < end) {
      const Passage* passage = text_.passage_of(at);
      if (passage == nullptr || passage->kind != PassageKind::heading || passage->end <= at) break;
      at = passage->end;
    }
    at = std::max(at, next_);
    bool proposing = false;
    while (at < end) {
      const Passage* passage = text_.passage_of(at);
      const bool own = passage != nullptr && !in_decision(text_, at);
      if (own && passage->end > at) {
        at = passage->end;
        continue;
      }
      // "Beslut: att flytta m\u00F6tet"
      const bool begins = passage != nullptr && passage->begin == at;
      const bool item = is_item(at) || (begins && (passage->kind == PassageKind::list_item || is(at, FactWord::that)));
      std::uint32_t stop = item ? std::min(end, item_end(at)) : std::min(end, text_.sentence(at).end);
      if (!item)
        for (std::uint32_t token = at + 1; token < stop; ++token)
          if (is_item(token)) stop = token;
      if (!item) proposing = false;
      if (!(item && proposing)) piece({at, stop}, item, body, proposing);
      at = std::max({stop, at + 1, next_});
    }
  }

  // A sentence or an item.
  void piece(TokenRange range, bool item, std::string& body, bool& proposing) {
    const std::uint32_t begin = text_.after_list_mark(range.begin);
    if (begin >= range.end) return;
    if (deciding_.vote_at(begin) != nullptr || is_question(text_, range)) return;
    if (const Passage* passage = text_.passage_of(begin); passage != nullptr && passage->kind == PassageKind::table_row)
      return;
    if (!item && body_acts({begin, range.end})) return;
    if (deciding_.finds(range.end, {begin, range.end}) && deciding_.divides_after({begin, range.end})) return;
    Said said;
    const std::uint32_t last = std::min(range.end, begin + kBack * 2);
    for (std::uint32_t at = begin; at < last; ++at) {
      if (!said.decided && decided_at(at, range, item, said.majority, body)) return;
      const KnownWord& known = text_.known(at);
      if (known.is(FactWord::propose) && at == last - 1) proposing = true;
      said.add(known, at == begin, at > begin && is(at - 1, FactWord::due_weak),
               at > begin && is(at - 1, FactWord::to));
    }
    if (item || (said.decided && !said.narrated)) report(range, {begin, range.end}, body);
  }

  // What the words of a sentence in a decision say of it.
  struct Said {
    bool decided = false;
    bool narrated = false;
    bool majority = false;

    void add(const KnownWord& known, bool first, bool behind_in, bool behind_to) {
      if (known.is(FactWord::narrate) && !decided) narrated = true;
      // "i uppdrag", "til opgave"
      const bool tasks = known.is(FactWord::order) || (known.is(FactWord::task) && (behind_in || behind_to));
      decided = decided || tasks || known.is(FactWord::carried) || known.is(FactWord::passive) ||
                (known.is(FactWord::act) && (first || majority)) ||
                (known.is(FactWord::ask) && known.is(FactWord::passive_ask));
      majority = majority || known.is(FactWord::majority);
    }
  };

  // Does the verb at `at` say who decides? Reports it.
  bool decided_at(std::uint32_t at, TokenRange range, bool item, bool majority, std::string& body) {
    const KnownWord& known = text_.known(at);
    if (known.is(FactWord::decide)) {
      const TokenRange who = deciding_.subject(at, range);
      if (!who.empty()) {
        body = body_name(text_, who);
        decides(at, who, range);
        return true;
      }
      // "Et flertal best\u00E5ende af A og B besluttede, at"
      if (const Outcome outcome = deciding_.outcome_at(at + 1, range); majority && outcome.that) {
        report(range, {outcome.begin, range.end}, body, outcome);
        return true;
      }
      return !item && impersonal(at, range);
    }
    if (!known.is(FactWord::act) || item) return false;
    const TokenRange who = deciding_.before(at, range);
    if (who.empty() || deciding_.blocked(who.begin, range)) return false;
    body = body_name(text_, who);
    report(range, {at, range.end}, body);
    return true;
  }

  // "Regionfullm\u00E4ktige ger styrelsen i uppdrag att", "N\u00E4mnden f\u00F6resl\u00E5r fullm\u00E4ktige att": what
  // a body does in its decision is decided, even if it only asks another for something. Reports it.
  bool body_acts(TokenRange range) {
    const TokenRange who = body_from(text_, range.begin);
    if (who.empty() || who.end >= range.end) return false;
    const KnownWord& known = text_.known(who.end);
    const std::string& verb = text_.lower(who.end);
    const bool gives = known.is(FactWord::task_give) && (verb.ends_with("ger") || verb.ends_with("giver"));
    const bool asks = known.is(FactWord::ask) && !known.is(FactWord::passive_ask);
    if (!gives && !asks && !known.is(FactWord::proposes)) return false;
    report(range, {who.end, range.end}, body_name(text_, who));
    return true;
  }

  // Who decides by the title of the part ("Kommunstyrelsens beslut"), or by the head of the document.
  std::string title_body(const Section& section) {
    const std::uint32_t end = std::min(section.end, section.begin + kTitle);
    for (std::uint32_t at = section.begin; at < end && (at == section.begin || !text_.begins_line(at)); ++at) {
      const TokenRange body = body_at(text_, at);
      if (!body.empty() && !text_.is(body.begin - 1, FactWord::to)) return body_name(text_, body);
    }
    return head_body();
  }

  const std::string& head_body() {
    if (head_read_) return head_;
    head_read_ = true;
    const std::vector<Passage>& passages = text_.structure().passages;
    const std::size_t last = std::min<std::size_t>(passages.size(), kHeadReach);
    for (std::size_t index = 0; index < last; ++index) {
      const Passage& passage = passages[index];
      const bool line = passage.end - passage.begin <= kHeadLine;
      for (std::uint32_t at = passage.begin; at < std::min(text_.size(), passage.end); ++at) {
        if (is(at, FactWord::place_body)) continue;
        const TokenRange body = body_at(text_, at);
        if (body.empty() || deciding_.governed(body, {passage.begin, passage.end})) continue;
        const std::uint32_t after = time_end(text_, body.end);  // "Kommunstyrelsen 2025-03-04"
        const bool alone = text_.begins_line(body.begin) && after < text_.size() && text_.begins_line(after);
        const bool closes = line && after == passage.end;
        if (!alone && !closes) continue;
        head_ = body_name(text_, body);
        return head_;
      }
    }
    return head_;
  }

  // --- a decision ------------------------------------------------------------------------------------------------

  // "[bifalla/avsl\u00E5]", "[Delvis?]": a template, which leaves open what is decided.
  bool open_choice(TokenRange all) {
    bool inside = false;
    for (std::uint32_t at = all.begin; at < all.end; ++at) {
      const std::string_view written = text_.surface(at);
      if (written == "[") inside = true;
      if (written == "]") inside = false;
      if (inside && (written == "?" || written.find('/') != std::string_view::npos)) return true;
    }
    return false;
  }

  void report(TokenRange all, TokenRange outcome, const std::string& body, const Outcome& stated = {}) {
    // What the vote was is another fact.
    const TokenRange* vote = deciding_.next_vote(outcome.begin);
    if (vote != nullptr && vote->begin > outcome.begin && vote->begin < outcome.end) {
      outcome.end = vote->begin;
      while (outcome.end > outcome.begin &&
             (is(outcome.end - 1, FactWord::with) || is(outcome.end - 1, FactWord::votes) ||
              text_.is_mark(outcome.end - 1, ",")))
        --outcome.end;
    }
    while (outcome.end > outcome.begin) {
      const std::uint32_t last = outcome.end - 1;
      const std::string_view mark = text_.surface(last);
      const bool loose = mark == "." || mark == "," || mark == ";" || mark == ":" || is(last, FactWord::join);
      if (!loose) break;
      outcome.end = last;
    }
    if (outcome.empty() || all.empty()) return;
    if (open_choice(all)) return;
    Fact fact;
    fact.kind = FactKind::decision;
    all.begin = text_.after_list_mark(all.begin);
    outcome.begin = std::max(outcome.begin, all.begin);
    all.begin = std::min(all.begin, outcome.begin);
    fact.span = {text_.token(all.begin).span.begin, text_.token(all.end - 1).span.end};
    fact.passage = text_.passage(all.begin);
    fact.body = body.empty() ? head_body() : body;
    fact.outcome = text_.text(outcome);
    fact.date = stated.date;
    fact.number = stated.number;
    facts_.push_back(std::move(fact));
    outcomes_.push_back(outcome);
    next_ = std::max(next_, all.end);
  }

  FactText& text_;
  Deciding deciding_;
  const std::vector<bool>& tells_;
  std::vector<Fact>& facts_;
  std::vector<TokenRange>& outcomes_;
  std::uint32_t next_ = 0;   // the first token that no decision has taken
  std::uint32_t moved_ = 0;  // the first token behind what was moved and carried
  bool head_read_ = false;
  std::string head_;
};

}  // namespace

void find_decisions(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> votes,
                    const std::vector<bool>& tells, std::vector<Fact>& facts, std::vector<TokenRange>& outcomes) {
  Finder finder(text, votes, tells, facts, outcomes);
  for (const std::uint32_t start : starts) finder.at(start);
  Finder(text, votes, tells, facts, outcomes).decision_parts();
}

}  // namespace ordagrant::passages::internal
