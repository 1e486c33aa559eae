#include "ordagrant/passages/internal/decisions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ordagrant/passages/internal/bodies.h"
#include "ordagrant/passages/internal/due_dates.h"
#include "ordagrant/text/characters.h"

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
constexpr std::uint32_t kOwnerReach = 12;   // tokens of a name of who is to do something
constexpr std::uint32_t kToDue = 8;         // sentences between a task and when it is due
constexpr std::uint32_t kToTask = 8;        // between the verb and "i uppdrag"

bool in(const std::vector<bool>& tells, FactText& text, std::uint32_t at) {
  const Passage* passage = text.passage_of(at);
  return passage == nullptr || passage->section >= tells.size() || tells[passage->section];
}

const Section* section_of(FactText& text, std::uint32_t at) {
  const Passage* passage = text.passage_of(at);
  const std::vector<Section>& sections = text.structure().sections;
  return passage == nullptr || passage->section >= sections.size() ? nullptr : &sections[passage->section];
}

bool is_question(FactText& text, TokenRange sentence) {
  return !sentence.empty() && text.is_mark(sentence.end - 1, "?");
}

// The words of a title, in lower case.
std::vector<std::string> words_of(std::string_view title) {
  constexpr std::size_t kMost = 12;
  std::string lower;
  text::lower(title.substr(0, 200), lower);
  std::vector<std::string> words;
  std::string word;
  for (const char byte : lower + " ") {
    const auto value = static_cast<unsigned char>(byte);
    const bool letter = value >= 0x80 || (byte >= 'a' && byte <= 'z') || byte == '-';
    if (letter) {
      word += byte;
    } else if (!word.empty()) {
      if (words.size() < kMost) words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

bool proposes(std::string_view title, const FactWords& words) {
  const std::vector<std::string> all = words_of(title);
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& word) { return words.find(word).is(FactWord::proposal_title); });
}

class Finder {
 public:
  Finder(FactText& text, std::span<const TokenRange> votes, const std::vector<bool>& tells, std::vector<Fact>& facts)
      : text_(text), votes_(votes), tells_(tells), facts_(facts) {}

  void at(std::uint32_t verb) {
    if (verb < next_ || !in(tells_, text_, verb)) return;
    const Section* section = section_of(text_, verb);
    if (section != nullptr && section->part == ItemPart::decision) return;  // every sentence of it is read
    outside(verb);
  }

  // The sentences and list items of the parts that are decisions.
  void decision_parts() {
    const std::vector<Section>& sections = text_.structure().sections;
    for (std::size_t index = 0; index < sections.size(); ++index) {
      const Section& section = sections[index];
      if (section.part != ItemPart::decision || !(index < tells_.size() && tells_[index])) continue;
      part(section);
    }
  }

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }

  // --- in running text -------------------------------------------------------------------------------------------

  void outside(std::uint32_t verb) {
    const TokenRange sentence = text_.sentence(verb);
    if (is_question(text_, sentence)) return;
    const KnownWord known = text_.known(verb);
    if (known.is(FactWord::decide)) {
      if (const TokenRange body = subject(verb, sentence); !body.empty()) decides(verb, body, sentence);
      return;
    }
    if (known.is(FactWord::act)) {
      const TokenRange body = before(verb, sentence);
      // A present in a longer sentence may be a competence: "N\u00E4mnden fastst\u00E4ller varje \u00E5r avgiften
      // f\u00F6r".
      const bool brief = !text_.lower(verb).ends_with('r') || sentence.end - sentence.begin <= kBrief || in_item(verb);
      const bool plain = (known.is(FactWord::act_plain) && brief) || found_before(body.begin, sentence);
      if (body.empty() || !plain || blocked(body.begin, sentence)) {
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
    if (body.empty() && verb + 1 < sentence.end) {
      // "I dag beslutade n\u00E4mnden att"
      for (std::uint32_t at = verb + 1; at < std::min(sentence.end, verb + 4); ++at) {
        body = body_at(text_, at);
        if (body.empty()) body = body_at(text_, at + 1);  // "kommunstyrelsens arbetsutskott", "Barn- och ..."
        if (!body.empty() && body.begin > at) body = {};
        if (!body.empty() || !is(at, FactWord::adverb)) break;
      }
      if (body.empty() || blocked(verb, sentence)) return {};
    } else if (blocked(body.begin, sentence)) {
      return {};
    }
    // A present that says nothing of what is decided is a competence: "N\u00E4mnden beslutar om avgiften".
    const std::uint32_t after = std::max(verb + 1, body.begin > verb ? body.end : 0);
    const bool present = text_.lower(verb).ends_with('r');
    if (!present) return text_.lower(verb).ends_with('t') && !has_auxiliary(verb, body) ? TokenRange{} : body;
    const bool ends = after >= sentence.end || text_.begins_line(after) || text_.is_mark(after, ":");
    const bool so = is(after, FactWord::decided_by) ||
                    (is(after, FactWord::due_weak) && is(after + 1, FactWord::decided_by));  // "i enlighet med"
    if (!ends && !so && vote_at(after) == nullptr) return {};
    if (is(after, FactWord::with) && !vote_near(after)) return {};
    return body;
  }

  bool has_auxiliary(std::uint32_t verb, TokenRange body) {
    for (std::uint32_t at = body.begin < verb ? body.end : verb - std::min(verb, kToBody); at < verb; ++at)
      if (is(at, FactWord::auxiliary)) return true;
    return !text_.lower(verb).ends_with("at") && !text_.lower(verb).ends_with("et");
  }

  // The body just before a verb, with no more than auxiliaries and adverbs in between.
  TokenRange before(std::uint32_t verb, TokenRange sentence) {
    // "Udvalget dr\u00F8ftede sagen og besluttede"
    if (verb > sentence.begin && is(verb - 1, FactWord::both) && verb - sentence.begin <= kToThat) {
      const TokenRange first = body_at(text_, sentence.begin);
      if (first.begin == sentence.begin) return first;
    }
    for (std::uint32_t back = 1; back <= kToBody && verb >= sentence.begin + back; ++back) {
      const std::uint32_t at = verb - back;
      TokenRange body = body_at(text_, at);
      if (body.empty() && at > sentence.begin) {
        body = body_at(text_, at - 1);  // "Region Mellansj\u00F6"
        if (body.end != at + 1) body = {};
      }
      if (!body.empty()) return body.end <= verb && !governed(body, sentence) ? body : TokenRange{};
      if (!is(at, FactWord::auxiliary) && !is(at, FactWord::adverb) && !dates(at)) return {};
    }
    return {};
  }

  // "har den 4 mars 2024 beslutat"
  bool dates(std::uint32_t at) {
    return text_.is_number(at) || is(at, FactWord::month) || is(at, FactWord::date_before);
  }

  // "i Folketinget", "fra Folketingets side": a body that nobody says has done anything.
  bool governed(TokenRange body, TokenRange sentence) {
    if (body.begin == sentence.begin) return false;
    const std::uint32_t at = body.begin - 1;
    return is(at, FactWord::due_weak) || is(at, FactWord::from) || is(at, FactWord::to) || is(at, FactWord::of) ||
           is(at, FactWord::with) || is(at, FactWord::against) || is(at, FactWord::due);
  }

  // "Ordf\u00F6randen finner att": what stands behind it is decided.
  bool found_before(std::uint32_t at, TokenRange sentence) {
    return at >= sentence.begin + 2 && is(at - 1, FactWord::that) && is(at - 2, FactWord::find);
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
    if (!matter && !finds) return;
    // A present alone may be a proposal: "3. Motionen avsl\u00E5s".
    const Section* section = section_of(text_, verb);
    const bool voting = section != nullptr && section->part == ItemPart::vote;
    const bool present = text_.lower(verb).ends_with('s') && !text_.lower(verb).ends_with("gs");
    if (present && !finds && !voting) return;
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

  void decides(std::uint32_t verb, TokenRange body, TokenRange sentence) {
    const std::uint32_t after = std::max(verb + 1, body.begin > verb ? body.end : 0);
    const std::string name = body_name(text_, body);
    std::uint32_t outcome = after;
    bool that = false;
    const std::uint32_t last = std::min(sentence.end, after + kToThat);
    for (std::uint32_t at = after; at < last; ++at) {
      if (const TokenRange* vote = vote_at(at)) {
        at = std::max(at, vote->end - 1);
        continue;
      }
      if (is(at, FactWord::that)) {
        outcome = at;
        that = true;
        break;
      }
      if (text_.begins_line(at) && text_.after_list_mark(at) > at) {
        outcome = at;
        break;
      }
    }
    while (outcome < sentence.end && (text_.is_mark(outcome, ",") || text_.is_mark(outcome, ":"))) ++outcome;
    const std::uint32_t begin = found_before(body.begin, sentence) ? body.begin : sentence.begin;
    if (empty_outcome(outcome, sentence.end)) {
      next_ = std::max(next_, items(sentence.end, name));
      return;
    }
    if (!that && is(verb, FactWord::act)) outcome = verb;
    const bool list = outcome > verb && text_.begins_line(outcome) &&
                      (is(outcome, FactWord::that) || text_.after_list_mark(outcome) > outcome);
    if (!list) {
      report({begin, sentence.end}, {outcome, sentence.end}, name);
      return;
    }
    next_ = std::max(next_, items(outcome, name));
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
      const bool own = passage != nullptr && passage->section < text_.structure().sections.size() &&
                       text_.structure().sections[passage->section].part != ItemPart::decision;
      if (own && passage->end > at) {
        at = passage->end;
        continue;
      }
      const bool item =
          is_item(at) || (passage != nullptr && passage->kind == PassageKind::list_item && passage->begin == at);
      std::uint32_t stop = item ? std::min(end, item_end(at)) : std::min(end, text_.sentence(at).end);
      if (!item)
        for (std::uint32_t token = at + 1; token < stop; ++token)
          if (is_item(token)) stop = token;
      if (!item) proposing = false;
      if (!(item && proposing)) piece({at, stop}, item, body, proposing);
      at = std::max(stop, std::max(at + 1, next_));
    }
  }

  // A sentence or an item.
  void piece(TokenRange range, bool item, std::string& body, bool& proposing) {
    const std::uint32_t begin = text_.after_list_mark(range.begin);
    if (begin >= range.end) return;
    if (vote_at(begin) != nullptr || is_question(text_, range)) return;
    if (const Passage* passage = text_.passage_of(begin); passage != nullptr && passage->kind == PassageKind::table_row)
      return;
    const std::uint32_t last = std::min(range.end, begin + kBack * 2);
    bool decided = false;
    bool narrated = false;
    bool majority = false;
    for (std::uint32_t at = begin; at < last; ++at) {
      const KnownWord known = text_.known(at);
      if (!decided && known.is(FactWord::decide)) {
        const TokenRange who = subject(at, range);
        if (!who.empty()) {
          body = body_name(text_, who);
          decides(at, who, range);
          return;
        }
      }
      if (!decided && known.is(FactWord::act) && !item) {
        const TokenRange who = before(at, range);
        if (!who.empty() && !blocked(who.begin, range)) {
          report(range, {at, range.end}, body_name(text_, who));
          return;
        }
      }
      if (known.is(FactWord::propose) && at == last - 1) proposing = true;
      if (known.is(FactWord::narrate) && !decided) narrated = true;
      if (known.is(FactWord::task) && at > begin && is(at - 1, FactWord::due_weak)) decided = true;  // "i uppdrag"
      decided = decided || known.is(FactWord::carried) || known.is(FactWord::passive) ||
                (known.is(FactWord::act) && (at == begin || majority));
      majority = majority || known.is(FactWord::majority);
    }
    if (item) {
      report(range, {begin, range.end}, body);
      return;
    }
    if (narrated || !decided) return;
    report(range, {begin, range.end}, body);
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
      if (passage.end - passage.begin > kHeadLine) continue;
      for (std::uint32_t at = passage.begin; at < std::min(text_.size(), passage.end); ++at) {
        if (is(at, FactWord::place_body)) continue;
        const TokenRange body = body_at(text_, at);
        if (body.empty() || body.end != passage.end || governed(body, {passage.begin, passage.end})) continue;
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

  // A vote that begins at `at` or behind the word there: "med 9 ja-r\u00F6ster".
  bool vote_near(std::uint32_t at) { return vote_at(at) != nullptr || vote_at(at + 1) != nullptr; }

  void report(TokenRange all, TokenRange outcome, std::string body) {
    // What the vote was is another fact.
    const auto vote = std::upper_bound(votes_.begin(), votes_.end(), outcome.begin,
                                       [](std::uint32_t token, const TokenRange& one) { return token < one.end; });
    if (vote != votes_.end() && vote->begin > outcome.begin && vote->begin < outcome.end) {
      outcome.end = vote->begin;
      while (outcome.end > outcome.begin &&
             (is(outcome.end - 1, FactWord::with) || text_.is_mark(outcome.end - 1, ",")))
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
    Fact fact;
    fact.kind = FactKind::decision;
    all.begin = text_.after_list_mark(all.begin);
    outcome.begin = std::max(outcome.begin, all.begin);
    if (all.begin > outcome.begin) all.begin = outcome.begin;
    fact.span = {text_.token(all.begin).span.begin, text_.token(all.end - 1).span.end};
    fact.passage = text_.passage(all.begin);
    fact.body = body.empty() ? head_body() : std::move(body);
    fact.outcome = text_.text(outcome);
    facts_.push_back(std::move(fact));
    next_ = std::max(next_, all.end);
  }

  FactText& text_;
  std::span<const TokenRange> votes_;
  const std::vector<bool>& tells_;
  std::vector<Fact>& facts_;
  std::uint32_t next_ = 0;  // the first token that no decision has taken
  bool head_read_ = false;
  std::string head_;
};

// What is given to somebody to do.
class Assignments {
 public:
  Assignments(FactText& text, const std::vector<bool>& tells, std::vector<Fact>& facts)
      : text_(text), tells_(tells), facts_(facts) {}

  void at(std::uint32_t start) {
    if (start < next_ || !in(tells_, text_, start)) return;
    const TokenRange sentence = text_.sentence(start);
    if (is_question(text_, sentence)) return;
    const KnownWord known = text_.known(start);
    if (known.is(FactWord::task))
      task(start, sentence);
    else if (known.is(FactWord::order))
      order(start, sentence);
    else if (known.is(FactWord::ask))
      ask(start, sentence);
  }

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }

  // "X f\u00E5r i uppdrag att", "ger X i uppdrag att", "f\u00E5r X til opgave at"
  void task(std::uint32_t task, TokenRange sentence) {
    if (!is(task + 1, FactWord::that) && !text_.is_mark(task + 1, ",") && !text_.is_mark(task + 1, ":")) return;
    if (task < sentence.begin + 2) return;
    const std::uint32_t in_task = task - 1;  // "i uppdrag", "til opgave"
    if (!is(in_task, FactWord::due_weak) && !is(in_task, FactWord::to)) return;
    for (std::uint32_t back = 1; back <= kToTask && in_task >= sentence.begin + back; ++back) {
      const std::uint32_t verb = in_task - back;
      if (!is(verb, FactWord::task_give)) {
        if (is(verb, FactWord::that)) return;
        continue;
      }
      if (blocked(verb, sentence)) return;
      const TokenRange object = named({verb + 1, in_task});
      const TokenRange owner = object.empty() ? before(verb, sentence) : object;
      report(owner, {verb, sentence.end}, task + 1, sentence);
      return;
    }
  }

  // "uppdras \u00E5t X att", "X p\u00E5l\u00E6gges at"
  void order(std::uint32_t verb, TokenRange sentence) {
    if (blocked(verb, sentence)) return;
    std::uint32_t at = verb + 1;
    const bool to = is(at, FactWord::order_to);
    if (to) ++at;
    std::uint32_t that = at;
    while (that < sentence.end && that < at + kOwnerReach && !is(that, FactWord::that) && !text_.is_mark(that, ","))
      ++that;
    if (that >= sentence.end || (!is(that, FactWord::that) && !to)) return;
    if (that > at && is(that - 1, FactWord::ask_about)) return;  // "p\u00E5l\u00E6gges krav om at"
    const TokenRange owner = that > at ? named({at, that}) : before(verb, sentence);
    report(owner, {verb, sentence.end}, that, sentence);
  }

  // "bad forvaltningen om at", "anmodes om at"
  void ask(std::uint32_t verb, TokenRange sentence) {
    if (blocked(verb, sentence)) return;
    std::uint32_t about = verb + 1;
    while (about < sentence.end && about < verb + kToTask && !is(about, FactWord::ask_about)) ++about;
    if (!is(about, FactWord::ask_about) || !is(about + 1, FactWord::that)) return;
    const bool told = about > verb + 1;
    const TokenRange owner = told ? named({verb + 1, about}) : before(verb, sentence);
    // Who asks must be a body: "Vi beder regeringen om at" is a wish.
    const Section* section = section_of(text_, verb);
    bool known = !told || (section != nullptr && section->part == ItemPart::decision);
    for (std::uint32_t back = 1; back <= kToBody && verb >= sentence.begin + back && !known; ++back)
      known = office(verb - back) || is(verb - back, FactWord::owner);
    if (!known) return;
    known = false;
    for (std::uint32_t at = owner.begin; at < owner.end; ++at) known = known || is(at, FactWord::owner) || office(at);
    if (known) report(owner, {verb, sentence.end}, about + 1, sentence);
  }

  // Who is named between a verb and its task: "ger regeringen d\u00E4rf\u00F6r X" has X; empty if nobody is.
  TokenRange named(TokenRange range) {
    while (!range.empty() && is(range.begin, FactWord::adverb)) ++range.begin;
    if (!range.empty()) {
      const TokenRange body = body_at(text_, range.begin);
      const bool subject = is(range.begin, FactWord::body) || is(range.begin, FactWord::matter);
      std::uint32_t after = std::max(body.end, range.begin + 1);
      if (subject && is(after, FactWord::due_weak)) {
        // "gav regeringen i juni 2023 X i uppdrag"
        std::uint32_t date = after + 1;
        while (date < range.end && (text_.is_number(date) || is(date, FactWord::month) || is(date, FactWord::adverb)))
          ++date;
        if (date > after + 1) after = date;
      }
      if (subject && after < range.end && text_.is_word(after) && !is(after, FactWord::due_weak) &&
          !is(after, FactWord::due) && (!is(after, FactWord::function) || is(after, FactWord::adverb)))
        range.begin = after;
    }
    while (!range.empty() && is(range.begin, FactWord::adverb)) ++range.begin;
    while (!range.empty() && is(range.end - 1, FactWord::adverb)) --range.end;
    if (range.empty() || is(range.begin, FactWord::due_weak)) return {};
    // "regeringen inden udgangen af 2025"
    for (std::uint32_t at = range.begin + 1; at < range.end; ++at)
      if (is(at, FactWord::due) && !is(at, FactWord::to)) range.end = at;
    return range;
  }

  bool office(std::uint32_t at) { return !body_at(text_, at).empty(); }

  // Who is named before a verb, back to the beginning of its clause.
  TokenRange before(std::uint32_t verb, TokenRange sentence) {
    std::uint32_t end = verb;
    while (end > sentence.begin && (is(end - 1, FactWord::auxiliary) || is(end - 1, FactWord::adverb) ||
                                    is(end - 1, FactWord::shall) || is(end - 1, FactWord::copula)))
      --end;
    std::uint32_t begin = end;
    while (begin > sentence.begin && end - begin < kOwnerReach) {
      const std::uint32_t at = begin - 1;
      if (is(at, FactWord::that) || text_.token(at).kind == tokens::TokenKind::mark ||
          (is(at, FactWord::join) && !is(at, FactWord::both)) || text_.after_list_mark(at) > at)
        break;
      if (text_.is_number(at)) break;
      --begin;
    }
    while (begin < end && (is(begin, FactWord::both) || is(begin, FactWord::adverb))) ++begin;
    return {begin, end};
  }

  bool blocked(std::uint32_t verb, TokenRange sentence) {
    const std::uint32_t from = std::max(sentence.begin, verb < kBack ? 0 : verb - kBack);
    for (std::uint32_t at = from; at < verb; ++at) {
      const KnownWord known = text_.known(at);
      if (known.is(FactWord::propose)) return true;
      if (known.is(FactWord::condition) && (at == sentence.begin || at + kNear >= verb)) return true;
      // "forslaget p\u00E5l\u00E6gger regeringen at"
      if (known.is(FactWord::negation) && at + kNear >= verb) return true;
      if (known.is(FactWord::matter) && at + 1 == verb) return true;
    }
    return false;
  }

  void report(TokenRange owner, TokenRange all, std::uint32_t that, TokenRange sentence) {
    while (!owner.empty() && text_.token(owner.end - 1).kind == tokens::TokenKind::mark &&
           !text_.is_mark(owner.end - 1, ")"))
      --owner.end;
    if (owner.empty() || all.empty() || is(owner.begin, FactWord::function)) return;
    Fact fact;
    fact.kind = FactKind::assignment;
    if (owner.begin < all.begin) all.begin = owner.begin;
    fact.span = {text_.token(all.begin).span.begin, text_.token(all.end - 1).span.end};
    fact.passage = text_.passage(all.begin);
    fact.owner = text_.text(owner);
    fact.due = due_date(text_, {std::max(owner.end, all.begin + 1), sentence.end});
    // "Uppdraget ska redovisas senast den 1 mars 2025.", a few sentences later
    TokenRange next = sentence;
    for (std::uint32_t later = 0; later < kToDue && fact.due.empty() && next.end < text_.size(); ++later) {
      next = text_.sentence(next.end);
      if (is(next.begin, FactWord::task_again)) fact.due = due_date(text_, next);
    }
    facts_.push_back(std::move(fact));
    next_ = that;
  }

  FactText& text_;
  const std::vector<bool>& tells_;
  std::vector<Fact>& facts_;
  std::uint32_t next_ = 0;
};

}  // namespace

std::vector<bool> telling_sections(const Structure& structure, const FactWords& words) {
  std::vector<bool> tells(structure.sections.size(), true);
  for (std::size_t index = 0; index < structure.sections.size(); ++index) {
    const Section& section = structure.sections[index];
    const bool inherited = section.parent >= index || tells[section.parent];
    switch (section.part) {
      case ItemPart::proposal:
      case ItemPart::motion:
      case ItemPart::reservation:
      case ItemPart::note:
      case ItemPart::distribution:
        tells[index] = false;
        break;
      case ItemPart::vote:
        tells[index] = true;
        break;
      case ItemPart::decision:
        // "Kommunstyrelsens f\u00F6rslag till kommunfullm\u00E4ktige"
        tells[index] = !proposes(section.title, words);
        break;
      case ItemPart::none:
      case ItemPart::background: {
        // "8 F\u00F6rvaltningens f\u00F6rslag till beslut", a chapter of a report
        const bool heading = section.kind == SectionKind::chapter || section.kind == SectionKind::part;
        tells[index] = inherited && !(heading && proposes(section.title, words));
        break;
      }
    }
  }
  return tells;
}

void find_decisions(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> votes,
                    const std::vector<bool>& tells, std::vector<Fact>& facts) {
  Finder finder(text, votes, tells, facts);
  for (const std::uint32_t start : starts) finder.at(start);
  Finder(text, votes, tells, facts).decision_parts();
}

void find_assignments(FactText& text, std::span<const std::uint32_t> starts, const std::vector<bool>& tells,
                      std::vector<Fact>& facts) {
  Assignments assignments(text, tells, facts);
  for (const std::uint32_t start : starts) assignments.at(start);
}

}  // namespace ordagrant::passages::internal
