#include "ordagrant/passages/internal/decisions.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "ordagrant/passages/internal/bodies.h"
#include "ordagrant/passages/internal/stated_dates.h"
#include "ordagrant/passages/internal/telling.h"
#include "ordagrant/text/ascii.h"

namespace ordagrant::passages::internal {

namespace {

// How many tokens lie between the things that belong together (read off minutes of both languages).
constexpr std::uint32_t kToBody = 7;        // between who decides and the verb
constexpr std::uint32_t kToThat = 14;       // between the verb and its "att", dates and references in between
constexpr std::uint32_t kNear = 5;          // between a condition or a denial and what it reaches
constexpr std::uint32_t kBack = 40;         // what is read of a sentence before its verb
constexpr std::uint32_t kMatterReach = 25;  // between a matter and the verb that carries it
constexpr std::uint32_t kBrief = 10;        // of a sentence that reports and does not describe
constexpr std::uint32_t kTitle = 16;        // of the title of a part
constexpr std::uint32_t kHeadReach = 60;    // passages of a head in which its body may stand
constexpr std::uint32_t kHeadLine = 6;      // tokens of a line of a head that names a body
constexpr std::uint32_t kImpersonal = 4;    // tokens between "det" and its verb
constexpr std::uint32_t kToMove = 3;        // sentences between what a chair moves and "Det er vedtaget"

// Where what is decided begins, and what is said before it of when and under which number.
struct Outcome {
  std::uint32_t begin;
  bool that = false;  // with "att"
  std::string date;
  std::string number;
};

class Finder {
 public:
  Finder(FactText& text, std::span<const TokenRange> votes, const std::vector<bool>& tells, std::vector<Fact>& facts,
         std::vector<TokenRange>& outcomes)
      : text_(text), votes_(votes), tells_(tells), facts_(facts), outcomes_(outcomes) {}

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
    TokenRange sentence = text_.sentence(verb);
    // A heading has no full stop.
    if (const Passage* passage = text_.passage_of(verb)) sentence.begin = std::max(sentence.begin, passage->begin);
    if (is_question(text_, sentence)) return;
    const KnownWord known = text_.known(verb);
    if (finds(verb, sentence) && divides_after(sentence)) return;
    if (known.is(FactWord::decide)) {
      if (const TokenRange body = subject(verb, sentence); !body.empty())
        decides(verb, body, sentence);
      else
        impersonal(verb, sentence);
      return;
    }
    if (known.is(FactWord::act)) {
      TokenRange body = before(verb, sentence);
      // "Med 7 r\u00F6ster mot 4 bifaller n\u00E4mnden f\u00F6rslaget"
      const bool voted = body.empty() && verb > sentence.begin && vote_at(verb - 1) != nullptr;
      if (voted) body = behind(verb, sentence);
      if (voted && !body.empty() && !blocked(verb, sentence)) {
        report(sentence, {verb, sentence.end}, body_name(text_, body));
        return;
      }
      // A present in a longer sentence may be a competence: "N\u00E4mnden fastst\u00E4ller varje \u00E5r avgiften
      // f\u00F6r".
      const bool brief = !text_.lower(verb).ends_with('r') || sentence.end - sentence.begin <= kBrief || in_item(verb);
      const bool did = body.begin == sentence.begin && in_item(verb) && !text_.lower(verb).ends_with('r');
      const bool plain = (known.is(FactWord::act_plain) && brief) || did || found_before(body.begin, sentence);
      if (body.empty() || !plain || blocked(body.begin, sentence) || subordinate(body, verb, sentence)) {
        if (!known.is(FactWord::carried)) return;
      } else {
        report({found_before(body.begin, sentence) ? body.begin : sentence.begin, sentence.end}, {verb, sentence.end},
               body_name(text_, body));
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

  // "N\u00E4mnden beslutar", "beslutar kommunstyrelsen": who decides; empty if it is not said, or not done.
  TokenRange subject(std::uint32_t verb, TokenRange sentence) {
    TokenRange body = before(verb, sentence);
    if (body.empty()) {
      body = behind(verb, sentence);
      if (body.empty() || blocked(verb, sentence)) return {};
    } else if (blocked(body.begin, sentence) || subordinate(body, verb, sentence)) {
      return {};
    }
    const bool present = text_.lower(verb).ends_with('r');
    // "finner att n\u00E4mnden beslutat"
    const bool bare = text_.lower(verb).ends_with('t') && !has_auxiliary(verb, body);
    if (!present) return bare && !found_before(body.begin, sentence) ? TokenRange{} : body;
    return says_what(std::max(verb + 1, body.begin > verb ? body.end : 0), sentence) ? body : TokenRange{};
  }

  // "I dag beslutade n\u00E4mnden att"
  TokenRange behind(std::uint32_t verb, TokenRange sentence) {
    for (std::uint32_t at = verb + 1; at < std::min(sentence.end, verb + 4); ++at) {
      const TokenRange body = body_from(text_, at);
      if (!body.empty() || !is(at, FactWord::adverb)) return body;
    }
    return {};
  }

  // A present that says nothing of what is decided is a competence: "N\u00E4mnden beslutar om avgiften".
  bool says_what(std::uint32_t after, TokenRange sentence) {
    while (is(after, FactWord::adverb) || time_end(text_, after) > after)
      after = std::max(after + 1, time_end(text_, after));
    const bool ends = after >= sentence.end || text_.begins_line(after) || text_.is_mark(after, ":");
    const bool so = is(after, FactWord::decided_by) ||
                    (is(after, FactWord::due_weak) && is(after + 1, FactWord::decided_by));  // "i enlighet med"
    if (!ends && !so && vote_at(after) == nullptr) return false;
    return !is(after, FactWord::with) || vote_near(after);
  }

  // "den plan n\u00E4mnden beslutade om", "Det, byr\u00E5det vedtog, var": a clause that says which, and not that.
  bool subordinate(TokenRange body, std::uint32_t verb, TokenRange sentence) {
    if (body.begin <= sentence.begin || text_.begins_line(body.begin)) return false;
    const std::uint32_t before = body.begin - 1;
    if (text_.is_mark(before, ",") && text_.is_mark(verb + 1, ",")) return true;
    if (!text_.is_word(before) || found_before(body.begin, sentence)) return false;
    if (is(before, FactWord::subjunction)) return true;  // "siden regeringen godkendte ans\u00F8gningen"
    if (is(before, FactWord::whereupon) || is(before, FactWord::join)) return false;
    // "S\u00E5ledes byr\u00E5det godkender": a main clause would have its verb there.
    if (is(before, FactWord::it) || is(before, FactWord::adverb)) return true;
    return !text_.capital(before) && !is(before, FactWord::function);
  }

  bool has_auxiliary(std::uint32_t verb, TokenRange body) {
    for (std::uint32_t at = body.begin < verb ? body.end : verb - std::min(verb, kToBody); at < verb; ++at)
      if (is(at, FactWord::auxiliary)) return true;
    return !text_.lower(verb).ends_with("at") && !text_.lower(verb).ends_with("et");
  }

  // The body just before a verb, with no more than auxiliaries, adverbs and a time in between.
  TokenRange before(std::uint32_t verb, TokenRange sentence) {
    // "Udvalget dr\u00F8ftede sagen og besluttede"
    if (verb > sentence.begin && is(verb - 1, FactWord::both) && verb - sentence.begin <= kToThat) {
      const TokenRange first = body_from(text_, sentence.begin);
      if (!first.empty()) return first;
    }
    for (std::uint32_t back = 0; back < kToBody && verb > sentence.begin + back; ++back) {
      const std::uint32_t end = verb - back;
      const TokenRange body = body_before(text_, end);
      if (!body.empty())
        return body.begin >= sentence.begin && body.end <= verb && !governed(body, sentence) ? body : TokenRange{};
      const std::uint32_t at = end - 1;
      if (!is(at, FactWord::auxiliary) && !is(at, FactWord::adverb) && !dates(at)) return {};
    }
    return {};
  }

  // "har den 4 mars 2024 beslutat", "har i dag beslutat"
  bool dates(std::uint32_t at) {
    return text_.is_number(at) || is(at, FactWord::month) || is(at, FactWord::date_before) || is(at, FactWord::today) ||
           (is(at, FactWord::due_weak) && (is(at + 1, FactWord::month) || is(at + 1, FactWord::today)));
  }

  // "i Folketinget", "fra Folketingets side": a body that nobody says has done anything.
  bool governed(TokenRange body, TokenRange sentence) {
    if (body.begin == sentence.begin) return false;
    const std::uint32_t at = body.begin - 1;
    return is(at, FactWord::due_weak) || is(at, FactWord::from) || is(at, FactWord::to) || is(at, FactWord::of) ||
           is(at, FactWord::with) || is(at, FactWord::against) || is(at, FactWord::due) || is(at, FactWord::aside);
  }

  // "Ordf\u00F6randen finner att": what stands behind it is decided.
  bool found_before(std::uint32_t at, TokenRange sentence) {
    return at >= sentence.begin + 2 && is(at - 1, FactWord::that) && is(at - 2, FactWord::find);
  }

  // "Ordf\u00F6randen finner att n\u00E4mnden bifaller f\u00F6rslaget. Votering beg\u00E4rs.": what is found before a
  // division is not yet decided.
  bool divides_after(TokenRange sentence) {
    if (sentence.end >= text_.size()) return false;
    const TokenRange next = text_.sentence(sentence.end);
    bool divides = false;
    for (std::uint32_t at = next.begin; at < std::min(next.end, next.begin + kBrief); ++at) {
      if (is(at, FactWord::negation)) return false;
      divides = divides || is(at, FactWord::division);
    }
    return divides;
  }

  // Is what the verb says found by somebody?
  bool finds(std::uint32_t verb, TokenRange sentence) {
    for (std::uint32_t at = std::max(sentence.begin, verb - std::min(verb, kBack)); at + 1 < verb; ++at)
      if (is(at, FactWord::find) && is(at + 1, FactWord::that)) return true;
    return false;
  }

  // Does something before `at` say that it is proposed, wished for, a condition or a question?
  bool blocked(std::uint32_t at, TokenRange sentence) {
    const std::uint32_t from = std::max(sentence.begin, at < kBack ? 0 : at - kBack);
    if (found_before(at, sentence)) return false;  // what a chair finds is not what was proposed before
    for (std::uint32_t token = from; token < at; ++token) {
      const KnownWord known = text_.known(token);
      if (known.is(FactWord::propose)) return true;
      if (known.is(FactWord::condition) && (token == sentence.begin || token + kNear >= at)) return true;
      if (known.is(FactWord::negation) && token + kNear >= at) return true;
    }
    // "at Byr\u00E5det godkender": what somebody says, asks or wants.
    constexpr std::uint32_t kName = 3;
    for (std::uint32_t back = 1; back <= kName && at >= sentence.begin + back; ++back) {
      const std::uint32_t token = at - back;
      if (is(token, FactWord::that) || is(token, FactWord::relative)) return true;
      if (!text_.capital(token)) break;
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
    while (const TokenRange* vote = vote_at(clause)) {
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

  // "Det er vedtaget.", "Det blev vedtaget at lukke badet.": what was carried is told before or behind.
  void so_carried(std::uint32_t verb, TokenRange sentence) {
    std::uint32_t at = sentence.begin;
    if (!is(at, FactWord::it) || !is(at + 1, FactWord::copula)) return;
    for (at += 2; at < verb; ++at)
      if (!is(at, FactWord::adverb)) return;
    if (is(verb + 1, FactWord::that)) {
      report(sentence, {verb + 1, sentence.end}, {});
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
    if (!it || !passive || blocked(begin, sentence)) return false;
    const Outcome outcome = outcome_at(verb + 1, sentence);
    if (outcome.that) report(sentence, {outcome.begin, sentence.end}, {}, outcome);
    return outcome.that;
  }

  // The first token of what is decided, behind a verb or its subject.
  Outcome outcome_at(std::uint32_t after, TokenRange sentence) {
    Outcome found{after, false, {}, {}};
    const std::uint32_t last = std::min(sentence.end, after + kToThat);
    std::uint32_t at = after;
    while (at < last) {
      if (const TokenRange* vote = vote_at(at); vote != nullptr && vote->end > at) {
        at = vote->end;
      } else if (const std::uint32_t time = time_end(text_, at); time > at) {
        if (found.date.empty()) found.date = day_in({at, time});
        at = time;
      } else if (const std::string number = paragraph(at); !number.empty()) {
        found.number = number;
        ++at;
      } else if (text_.is_mark(at, ",") || text_.is_mark(at, ":") || is(at, FactWord::adverb) ||
                 vote_at(at + 1) != nullptr) {  // "med 9 ja-r\u00F6ster och 4 nej-r\u00F6ster"
        ++at;
      } else {
        break;
      }
      if (text_.begins_line(at) && text_.after_list_mark(at) > at) break;
    }
    found.begin = at;
    found.that = is(at, FactWord::that);
    if (found.that || !(is(at, FactWord::aside) || is(at, FactWord::due_weak) || is(at, FactWord::with))) return found;
    // "beslutar i enlighet med f\u00F6rvaltningens f\u00F6rslag att", but "om f\u00F6rslaget att"
    for (++at; at < last; ++at) {
      if (is(at, FactWord::relative) || is(at, FactWord::task)) break;
      if (!is(at, FactWord::that)) continue;
      if (is(at - 1, FactWord::ask_about) || is(at - 1, FactWord::in_favour) || is(at - 1, FactWord::of)) continue;
      found.begin = at;
      found.that = true;
      break;
    }
    return found;
  }

  // The day that a time says; empty: none.
  std::string day_in(TokenRange time) {
    for (std::uint32_t at = time.begin; at < time.end; ++at)
      if (const StatedDate date = date_at(text_, at); date.is_day()) return date.iso;
    return {};
  }

  // "45" of "\u00A7 45"; empty: it is no such reference.
  std::string paragraph(std::uint32_t at) {
    constexpr std::string_view kSign = "\u00A7 ";
    if (at >= text_.size() || text_.token(at).kind != tokens::TokenKind::reference) return {};
    const std::string_view written = text_.surface(at);
    if (!written.starts_with(kSign)) return {};
    const std::string_view number = written.substr(kSign.size());
    const bool digits = std::all_of(number.begin(), number.end(), text::is_ascii_digit);
    return digits ? std::string(number) : std::string();
  }

  void decides(std::uint32_t verb, TokenRange body, TokenRange sentence) {
    const std::uint32_t after = std::max(verb + 1, body.begin > verb ? body.end : 0);
    const std::string name = body_name(text_, body);
    Outcome outcome = outcome_at(after, sentence);
    if (outcome.date.empty()) outcome.date = day_before(verb, body, sentence);
    std::uint32_t begin = outcome.begin;
    const std::uint32_t from = found_before(body.begin, sentence) ? body.begin : sentence.begin;
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
    return day_in({begin, verb});
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
    if (vote_at(begin) != nullptr || is_question(text_, range)) return;
    if (const Passage* passage = text_.passage_of(begin); passage != nullptr && passage->kind == PassageKind::table_row)
      return;
    if (!item && body_acts({begin, range.end})) return;
    if (finds(range.end, {begin, range.end}) && divides_after({begin, range.end})) return;
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
      const TokenRange who = subject(at, range);
      if (!who.empty()) {
        body = body_name(text_, who);
        decides(at, who, range);
        return true;
      }
      // "Et flertal best\u00E5ende af A og B besluttede, at"
      if (const Outcome outcome = outcome_at(at + 1, range); majority && outcome.that) {
        report(range, {outcome.begin, range.end}, body, outcome);
        return true;
      }
      return !item && impersonal(at, range);
    }
    if (!known.is(FactWord::act) || item) return false;
    const TokenRange who = before(at, range);
    if (who.empty() || blocked(who.begin, range)) return false;
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
        if (body.empty() || governed(body, {passage.begin, passage.end})) continue;
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

  const TokenRange* vote_at(std::uint32_t at) {
    const auto vote = std::upper_bound(votes_.begin(), votes_.end(), at,
                                       [](std::uint32_t token, const TokenRange& one) { return token < one.end; });
    return vote != votes_.end() && vote->begin <= at ? &*vote : nullptr;
  }

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

  // A vote that begins at `at` or behind the word there: "med 9 ja-r\u00F6ster".
  bool vote_near(std::uint32_t at) { return vote_at(at) != nullptr || vote_at(at + 1) != nullptr; }

  void report(TokenRange all, TokenRange outcome, const std::string& body, const Outcome& stated = {}) {
    // What the vote was is another fact.
    const auto vote = std::upper_bound(votes_.begin(), votes_.end(), outcome.begin,
                                       [](std::uint32_t token, const TokenRange& one) { return token < one.end; });
    if (vote != votes_.end() && vote->begin > outcome.begin && vote->begin < outcome.end) {
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
  std::span<const TokenRange> votes_;
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
