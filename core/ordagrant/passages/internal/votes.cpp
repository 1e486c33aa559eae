#include "ordagrant/passages/internal/votes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "ordagrant/passages/internal/quantities.h"

namespace ordagrant::passages::internal {

namespace {

constexpr std::uint32_t kMostNames = 1500;   // tokens of a list of names: a parliament has less
constexpr std::uint32_t kBetweenSides = 80;  // tokens between two sides of one vote
constexpr std::uint32_t kToNames = 150;      // tokens between the counts and the lists of names
constexpr std::uint32_t kBeforeVerb = 12;    // tokens of those of whom it is said that they voted against
constexpr std::uint32_t kLongestLine = 12;   // tokens of a name on a line of its own

enum class Side : std::uint8_t { yes, no, abstain };

// What a text says of one side.
struct Stated {
  Side side;
  TokenRange all;  // with its count and names
  std::optional<std::int64_t> count;
  TokenRange label;               // "For stemte"; empty if no names follow
  std::vector<TokenRange> names;  // as they stand, a range a line
  bool labelled = false;          // "For stemte 14", not "14 stemmer"
  bool voted = false;             // with a verb
};

class Finder {
 public:
  explicit Finder(FactText& text) : text_(text) {}

  void at(std::uint32_t start) {
    if (start < next_) return;
    const KnownWord known = text_.known(start);
    if (known.is(FactWord::yes_votes) || known.is(FactWord::no_votes))
      votes_of_a_side(start, known.is(FactWord::yes_votes) ? Side::yes : Side::no);
    else if (known.is(FactWord::abstain))
      abstaining(start);
    else if (known.is(FactWord::yes) || known.is(FactWord::no))
      spoken(start, known.is(FactWord::yes) ? Side::yes : Side::no);
    else if (known.is(FactWord::votes) && count(start - 1) >= 0)
      votes(start);
    else if (known.is(FactWord::voted))
      voted(start);
    else if (known.is(FactWord::in_favour) || known.is(FactWord::nay))
      for_or_against(start, known.is(FactWord::in_favour) ? Side::yes : Side::no);
  }

  std::vector<Stated>& stated() { return stated_; }

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }

  std::int64_t count(std::uint32_t at) {
    if (at >= text_.size()) return -1;
    if (is(at, FactWord::one)) return 1;
    if (!text_.is_number(at) && !(text_.is_word(at) && text_.words().may_begin(text_.surface(at)))) return -1;
    return count_at(text_, at);
  }

  bool labels(std::uint32_t at) const { return text_.begins_line(at); }

  // Does a line or a sentence begin with it?
  bool begins(std::uint32_t at) const { return text_.begins_line(at) || text_.sentence(at).begin == at; }

  // Does it stand close behind another side?
  bool goes_on(std::uint32_t at) const {
    return !stated_.empty() && at >= stated_.back().all.end && at - stated_.back().all.end <= 3;
  }

  void add(Side side, TokenRange all, std::optional<std::int64_t> count) {
    Stated one{side, all, count, {}, {}, false, false};
    next_ = std::max(next_, all.end);
    stated_.push_back(std::move(one));
  }

  // "29 ja-r\u00F6ster", "Ja-r\u00F6ster: 29"
  void votes_of_a_side(std::uint32_t at, Side side) {
    if (labels(at))
      label({at, at + 1}, side, false);
    else if (at > next_ && count(at - 1) >= 0)
      add(side, {at - 1, at + 1}, count(at - 1));
  }

  // "3 avst\u00E5r", "1 ledamot som avst\u00E5r", "Undlod at stemme 1: K"
  void abstaining(std::uint32_t at) {
    constexpr std::uint32_t kMembers = 3;
    std::uint32_t end = at + 1;
    if (is(end, FactWord::that) && is(end + 1, FactWord::voted)) end += 2;
    if (is(end, FactWord::that) && text_.is_word(end + 1)) end += 2;  // "undlod at stemme"
    for (std::uint32_t back = 1; back <= kMembers + 1 && back <= at; ++back) {
      const std::uint32_t before = at - back;
      if (before < next_) break;
      if (count(before) >= 0 && (text_.is_number(before) || !is(before, FactWord::one) || back > 1)) {
        add(Side::abstain, {before, end}, count(before));
        return;
      }
      if (!is(before, FactWord::member)) break;
    }
    const bool told = text_.is_mark(end, ":") || text_.is_mark(end, "(") || text_.is_number(end);
    if (labels(at) || (goes_on(at) && told))
      label({at, end}, Side::abstain, goes_on(at));
    else
      persons({at, end}, Side::abstain);
  }

  // "9 ja mot 3 nej", "Ja: A, B"
  void spoken(std::uint32_t at, Side side) {
    if (labels(at)) {
      label({at, at + 1}, side, false);
      return;
    }
    // "Votering: Ja 7, Nej 4"
    if (text_.capital(at) && text_.is_number(at + 1) && (text_.is_mark(at - 1, ":") || goes_on(at))) {
      label({at, at + 1}, side, goes_on(at));
      return;
    }
    // "F\u00F6ljande r\u00F6star ja:"
    if (at >= 2 && is(at - 1, FactWord::voted) && begins(at - 2) && text_.is_mark(at + 1, ":")) {
      label({at - 2, at + 1}, side, false);
      return;
    }
    if (at == 0 || !text_.is_number(at - 1) || count(at - 1) < 0) return;
    if (side == Side::no && (stated_.empty() || at - stated_.back().all.end > kBetweenSides)) return;
    // "7 ja mot 4 nej beslutar n\u00E4mnden"
    const bool second = side == Side::no && at - 1 <= stated_.back().all.end + 1;
    if (!second && text_.is_word(at + 1) && !is(at + 1, FactWord::against) && !is(at + 1, FactWord::join) &&
        !is(at + 1, FactWord::votes))
      return;
    add(side, {at - 1, at + 1}, count(at - 1));
  }

  // "31 r\u00F6ster mot 20", "17 stemmer for og 8 imod"
  void votes(std::uint32_t at) {
    if (named_side(at)) return;
    std::uint32_t end = at + 1;
    const std::int64_t first = count(at - 1);
    if (is(end, FactWord::in_favour)) {
      const bool refusing = is(end + 1, FactWord::refusal);
      add(refusing ? Side::no : Side::yes, {at - 1, end + 1}, first);
      return;
    }
    if (!is(end, FactWord::against) && !is(end, FactWord::nay)) return;
    const std::int64_t second = count(end + 1);
    if (second < 0) {
      if (is(end, FactWord::nay)) add(Side::no, {at - 1, end + 1}, first);
      return;
    }
    end += 2;
    if (is(end, FactWord::votes)) ++end;
    const bool down = falls(at);
    add(down ? Side::no : Side::yes, {at - 1, at + 1}, first);
    add(down ? Side::yes : Side::no, {at + 1, end}, second);
  }

  // "Bifall till f\u00F6rslaget: 7 r\u00F6ster. Avslag: 4 r\u00F6ster.": a side that a line or a sentence begins with.
  bool named_side(std::uint32_t at) {
    constexpr std::uint32_t kName = 6;  // tokens of what names the side
    if (at < 3 || !text_.is_mark(at - 2, ":")) return false;
    std::uint32_t begin = at - 2;
    while (begin > next_ && at - 2 - begin < kName && (begin == at - 2 || !begins(begin))) --begin;
    if (!begins(begin) || begin >= at - 2) return false;
    const KnownWord known = text_.known(begin);
    const bool for_it = known.is(FactWord::in_favour);
    const bool no = known.is(FactWord::refusal) || known.is(FactWord::no) || known.is(FactWord::nay) ||
                    known.is(FactWord::against) || (for_it && is(begin + 1, FactWord::refusal));
    const bool yes = for_it || known.is(FactWord::approval) || known.is(FactWord::yes);
    if (!no && !yes && !known.is(FactWord::abstain)) return false;
    add(no ? Side::no : yes ? Side::yes : Side::abstain, {begin, at + 1}, count(at - 1));
    return true;
  }

  // Does the sentence say that the proposal fell?
  bool falls(std::uint32_t at) {
    constexpr std::uint32_t kAround = 20;
    const TokenRange sentence = text_.sentence(at);
    const std::uint32_t end = std::min(sentence.end, at + kAround);
    for (std::uint32_t token = std::max(sentence.begin, at < kAround ? 0 : at - kAround); token < end; ++token)
      if (is(token, FactWord::carried_down)) return true;
    return false;
  }

  // "For stemte 14 (A, F)", "15 medlemmer stemte for", "Kirstine Hav stemte imod"
  void voted(std::uint32_t at) {
    std::uint32_t begin = at;
    std::optional<Side> side;
    if (at > 0 && is(at - 1, FactWord::in_favour)) side = Side::yes;
    if (at > 0 && is(at - 1, FactWord::nay)) {
      side = Side::no;
      if (at >= 4 && is(at - 4, FactWord::neither) && is(at - 3, FactWord::in_favour)) side = Side::abstain;
    }
    if (side) {
      begin = *side == Side::abstain ? at - 4 : at - 1;
      if (begin >= next_) label({begin, at + 1}, *side, goes_on(begin));
      return;
    }
    // "For forslaget stemte 15"
    if (at >= 2 && is(at - 2, FactWord::in_favour) && is(at - 1, FactWord::matter) && at - 2 >= next_ &&
        text_.is_number(at + 1)) {
      label({at - 2, at + 1}, Side::yes, false);
      return;
    }
    if (is(at + 1, FactWord::in_favour) || is(at + 1, FactWord::nay)) {
      const Side after = is(at + 1, FactWord::in_favour) ? Side::yes : Side::no;
      std::uint32_t number = at;
      while (number > next_ && at - number < 3 && is(number - 1, FactWord::member)) --number;
      if (number > next_ && count(number - 1) >= 0)
        add(after, {number - 1, at + 2}, count(number - 1));
      else
        persons({at + 1, at + 2}, after);
    }
  }

  // Who voted is named before the verb. In the decision of an item alone: in a debate everybody says how they vote.
  void persons(TokenRange label, Side side) {
    const std::uint32_t at = side == Side::abstain ? label.begin : label.begin - 1;  // the verb
    const Passage* passage = text_.passage_of(at);
    if (passage == nullptr || passage->section >= text_.structure().sections.size()) return;
    const ItemPart part = text_.structure().sections[passage->section].part;
    if (part != ItemPart::decision && part != ItemPart::vote) return;
    const std::uint32_t begin = std::max(text_.sentence(at).begin, next_);
    if (begin >= at || at - begin > kBeforeVerb || !text_.capital(begin)) return;
    Stated one{side, {begin, label.end}, std::nullopt, label, {{begin, at}}, true, true};
    // "Anna Berg avst\u00E5r.", behind the counts of both sides
    if (side == Side::abstain && stated_.size() >= 2 && stated_.back().count && is_ended(label.end))
      one.count = names_in(one.names);
    next_ = one.all.end;
    stated_.push_back(std::move(one));
  }

  bool is_ended(std::uint32_t at) const { return at >= text_.size() || text_.is_mark(at, ".") || begins(at); }

  // "For: 20 (A, B)", "8 imod"
  void for_or_against(std::uint32_t at, Side side) {
    if (is(at + 1, FactWord::voted)) return;
    const bool colon = text_.is_mark(at + 1, ":");
    if (labels(at) && colon) {
      label({at, at + 1}, side, false);
    } else if (side == Side::yes && at > next_ && text_.is_number(at - 1) && count(at - 1) >= 0 &&
               (is(at + 1, FactWord::join) || text_.is_mark(at + 1, ",")) && is(at + 3, FactWord::nay) &&
               count(at + 2) >= 0) {
      add(Side::yes, {at - 1, at + 1}, count(at - 1));  // "15 for og 10 imod"
      add(Side::no, {at + 2, at + 4}, count(at + 2));
    } else if (side == Side::no && !stated_.empty() && at > 0 && at - 1 >= next_ && count(at - 1) >= 0 &&
               at - stated_.back().all.end <= 4) {
      add(side, {at - 1, at + 1}, count(at - 1));
    }
  }

  // What follows the name of a side: a count, names, both.
  void label(TokenRange label, Side side, bool goes_on) {
    Stated one{side, label, std::nullopt, label, {}, true, is(label.end - 1, FactWord::voted)};
    std::uint32_t at = label.end;
    const bool colon = text_.is_mark(at, ":");
    if (colon) ++at;
    if (at < text_.size() && text_.is_number(at) && !text_.begins_line(at)) {
      const std::int64_t counted = count(at);
      if (counted < 0) return;
      one.count = counted;
      ++at;
    }
    if (text_.is_mark(at, "(")) {
      const std::uint32_t close = closing(at);
      if (close == 0 && !one.count) return;
      if (close > 0) {
        one.names.push_back({at + 1, close});
        at = close + 1;
      }
    } else if (text_.is_mark(at, ":") || (colon && !one.count && at < text_.size() && !text_.begins_line(at))) {
      if (text_.is_mark(at, ":")) ++at;
      at = list(at, one);
    } else if (!one.count && at < text_.size() && text_.begins_line(at) && labels(label.begin)) {
      at = lines(at, one);
    } else if (!one.count && is(label.end - 1, FactWord::voted) && text_.capital(at)) {
      at = list(at, one);
    }
    if (!one.count && (one.names.empty() || !are_names(one.names))) return;
    const bool short_list = one.names.empty() || (one.names.size() == 1 && one.names[0].end - one.names[0].begin <= 3);
    if (!one.count && !goes_on && !colon && !is(label.end - 1, FactWord::voted) && short_list) return;
    one.all.end = at;
    next_ = at;
    stated_.push_back(std::move(one));
  }

  // Are half of the words names? "Ja: \u00E5k p\u00E5 larmet" is an answer, and no list of those who voted.
  bool are_names(const std::vector<TokenRange>& ranges) const {
    std::size_t words = 0;
    std::size_t capitals = 0;
    for (const TokenRange& range : ranges)
      for (std::uint32_t at = range.begin; at < range.end; ++at) {
        if (!text_.is_word(at)) continue;
        ++words;
        capitals += text_.capital(at) ? 1U : 0U;
      }
    return capitals * 2 >= words;
  }

  // How many names, a comma or "och" between each.
  std::int64_t names_in(const std::vector<TokenRange>& ranges) {
    std::int64_t names = 0;
    for (const TokenRange& range : ranges) {
      ++names;
      for (std::uint32_t at = range.begin; at < range.end; ++at)
        if (text_.is_mark(at, ",") || is(at, FactWord::both)) ++names;
    }
    return names;
  }

  // The bracket that closes the one at `open`; 0: none.
  std::uint32_t closing(std::uint32_t open) {
    std::uint32_t depth = 0;
    const std::uint32_t last = std::min(text_.size(), open + kMostNames);
    for (std::uint32_t at = open; at < last; ++at) {
      if (text_.is_mark(at, "(")) ++depth;
      if (text_.is_mark(at, ")") && --depth == 0) return at;
      if (at > open && (text_.begins_block(at) || (side_begins(at) && is(at + 1, FactWord::voted)))) return 0;
    }
    return 0;
  }

  // Does the next side begin here?
  bool side_begins(std::uint32_t at) {
    const KnownWord known = text_.known(at);
    // "V. Undlod at stemme: C"
    if (known.is(FactWord::abstain) && text_.capital(at)) return true;
    if (text_.begins_line(at) && (known.is(FactWord::yes) || known.is(FactWord::no) || known.is(FactWord::abstain) ||
                                  known.is(FactWord::yes_votes) || known.is(FactWord::no_votes)))
      return true;
    return (known.is(FactWord::in_favour) || known.is(FactWord::nay) || known.is(FactWord::neither)) &&
           (is(at + 1, FactWord::voted) || is(at + 1, FactWord::in_favour) || text_.is_mark(at + 1, ":"));
  }

  // Names up to the end of their list: a line that does not go on, or the next side. Gives the token after them.
  std::uint32_t list(std::uint32_t at, Stated& one) {
    const std::uint32_t begin = at;
    const std::uint32_t last = std::min(text_.size(), at + kMostNames);
    for (; at < last; ++at) {
      if (at > begin && (side_begins(at) || text_.begins_block(at))) break;
      if (at > begin && text_.begins_line(at) && !text_.is_mark(at - 1, ",") && !is(at - 1, FactWord::both) &&
          !text_.capital(at))
        break;
      if (at > begin && text_.begins_line(at) && (text_.is_mark(at - 1, ".") || text_.is_mark(at - 1, ")")) &&
          !text_.is_mark(at, "("))
        break;
      if (text_.is_mark(at, ".") && at + 1 < text_.size() && text_.sentence(at + 1).begin == at + 1) break;
      if (text_.is_mark(at, ".") || text_.is_mark(at, ";")) break;
    }
    std::uint32_t end = at;
    while (end > begin && (text_.is_mark(end - 1, ",") || text_.is_mark(end - 1, "."))) --end;
    if (end > begin) one.names.push_back({begin, end});
    return at;
  }

  // Names on lines of their own. Gives the token after them.
  std::uint32_t lines(std::uint32_t at, Stated& one) {
    const std::uint32_t last = std::min(text_.size(), at + kMostNames);
    while (at < last && text_.capital(at) && !side_begins(at)) {
      std::uint32_t end = at + 1;
      bool party = false;
      while (end < text_.size() && !text_.begins_line(end) && end - at <= kLongestLine) {
        party = party || text_.is_mark(end, "(");
        ++end;
      }
      if (!party || end - at > kLongestLine) break;
      one.names.push_back({at, end});
      at = end;
    }
    return at;
  }

  FactText& text_;
  std::vector<Stated> stated_;
  std::uint32_t next_ = 0;
};

// Sides that tell of one vote.
class Votes {
 public:
  Votes(FactText& text, const std::vector<bool>& tells, std::vector<Fact>& facts, std::vector<TokenRange>& taken)
      : text_(text), tells_(tells), facts_(facts), taken_(taken) {}

  void take(Stated one) {
    if (!sides_.empty() && !belongs(one)) close();
    sides_.push_back(std::move(one));
  }

  void close() {
    if (is_vote()) report();
    sides_.clear();
  }

 private:
  bool belongs(const Stated& one) const {
    if (!same_item(one.all.begin, sides_.back().all.begin)) return false;
    const std::uint32_t gap = one.all.begin - sides_.back().all.end;
    const bool names_only = !one.count && !one.names.empty();
    if (gap > (names_only ? kToNames : kBetweenSides)) return false;
    // Those in favour are told first: after the others they are of the next vote.
    if (one.side == Side::yes && one.labelled && one.count &&
        std::any_of(sides_.begin(), sides_.end(), [](const Stated& other) { return other.labelled && other.count; }))
      return false;
    return std::none_of(sides_.begin(), sides_.end(), [&](const Stated& other) {
      return other.side == one.side && ((other.count && one.count) || (!other.names.empty() && !one.names.empty()) ||
                                        (!one.count && one.names.empty()));
    });
  }

  bool same_item(std::uint32_t left, std::uint32_t right) const {
    const Passage* one = text_.passage_of(left);
    const Passage* other = text_.passage_of(right);
    if (one == nullptr || other == nullptr) return true;
    return text_.structure().number_of(*one) == text_.structure().number_of(*other);
  }

  bool is_vote() const {
    if (sides_.empty() || !told()) return false;
    std::size_t counts = 0;
    std::size_t lists = 0;
    bool sides[3] = {};
    for (const Stated& one : sides_) {
      counts += one.count.has_value() ? 1U : 0U;
      lists += one.names.empty() ? 0U : 1U;
      sides[static_cast<std::size_t>(one.side)] = true;
    }
    const auto different = std::count(std::begin(sides), std::end(sides), true);
    if (different >= 2) return counts >= 2 || lists >= 2;
    const Stated& only = sides_.front();
    // "Ja: " or "For: " alone is no vote; who is said to have voted is.
    return only.labelled && only.voted;
  }

  bool told() const {
    const Passage* passage = text_.passage_of(sides_.front().all.begin);
    return passage == nullptr || passage->section >= tells_.size() || tells_[passage->section];
  }

  void report() {
    Fact fact;
    fact.kind = FactKind::vote;
    const std::uint32_t begin = sides_.front().all.begin;
    fact.span = {text_.token(begin).span.begin, text_.token(sides_.back().all.end - 1).span.end};
    fact.passage = text_.passage(begin);
    for (const Stated& one : sides_) {
      taken_.push_back(one.all);
      if (one.count) (one.side == Side::yes ? fact.yes : one.side == Side::no ? fact.no : fact.abstain) = one.count;
      if (one.names.empty()) continue;
      if (!fact.names.empty()) fact.names += "; ";
      fact.names += text_.text(one.label);
      fact.names += ": ";
      for (std::size_t line = 0; line < one.names.size(); ++line) {
        if (line > 0) fact.names += ", ";
        fact.names += text_.text(one.names[line]);
        // The full stop of a sentence that ends with a party's letter is a part of its token.
        if (fact.names.ends_with('.')) fact.names.pop_back();
      }
    }
    std::replace(fact.names.begin(), fact.names.end(), '\n', ' ');
    facts_.push_back(std::move(fact));
  }

  FactText& text_;
  const std::vector<bool>& tells_;
  std::vector<Fact>& facts_;
  std::vector<TokenRange>& taken_;
  std::vector<Stated> sides_;
};

}  // namespace

void find_votes(FactText& text, std::span<const std::uint32_t> starts, const std::vector<bool>& tells,
                std::vector<Fact>& facts, std::vector<TokenRange>& taken) {
  Finder finder(text);
  for (const std::uint32_t start : starts) finder.at(start);
  Votes votes(text, tells, facts, taken);
  for (Stated& one : finder.stated()) votes.take(std::move(one));
  votes.close();
}

}  // namespace ordagrant::passages::internal
