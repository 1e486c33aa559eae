#include "ordagrant/passages/internal/marks.h"

#include <algorithm>

namespace ordagrant::passages::internal {

namespace {

using tokens::Token;

// Marks of one family open and close each other; 0 is no quotation mark.
int family_of(std::string_view mark) {
  if (mark == "\"") return 1;
  if (mark == "\u201C" || mark == "\u201D" || mark == "\u201E") return 2;
  if (mark == "\u00BB" || mark == "\u00AB") return 3;
  if (mark == "'") return 4;
  if (mark == "\u2018" || mark == "\u2019" || mark == "\u201A") return 5;
  if (mark == "\u2039" || mark == "\u203A") return 6;
  return 0;
}

// Single marks are apostrophes as well: one that is never closed is none.
constexpr int kSingle = 4;

// How many tokens an apostrophe may stand before another one for the two to be a pair.
constexpr std::uint32_t kSingleReach = 60;

// How many marks wait for their partner at most; nobody reads deeper.
constexpr std::size_t kDeepest = 8;

constexpr std::size_t kLongestAddress = 300;  // bytes

bool opens_after(std::string_view mark) {
  return mark == "(" || mark == "[" || mark == "{" || mark == "/" || mark == "-" || mark == ":" || mark == ">" ||
         mark == "*" || mark == "**" || mark == "_" || mark == "\u2013" || mark == "\u2014";
}

// A mark that waits for its partner.
struct Open {
  std::uint32_t token;
  int family;
  std::size_t number;  // among the marks
};

class Pairing {
 public:
  Pairing(std::string_view text, std::span<const Token> tokens, std::span<const std::uint32_t> sentences,
          std::span<const std::uint32_t> marks)
      : text_(text), tokens_(tokens), sentences_(sentences), marks_(marks) {}

  std::vector<Marked> pair(std::span<const std::uint32_t> units);

 private:
  std::string_view at(std::uint32_t token) const { return tokens_[token].span.of(text_); }
  bool touches_next(std::uint32_t token) const {
    return token + 1 < tokens_.size() && tokens_[token].span.end == tokens_[token + 1].span.begin;
  }
  bool touches_last(std::uint32_t token) const { return token > 0 && touches_next(token - 1); }

  void unit(std::size_t first, std::size_t last, std::uint32_t begin, std::uint32_t end);
  bool in_markup(std::uint32_t token) const;
  bool opens(std::uint32_t token, bool last_opened) const;
  void close(std::uint32_t token, int family);
  void leave_open(const Open& open, std::uint32_t end);
  bool may_run_on(std::uint32_t token, std::uint32_t begin) const;
  bool follows_chain(int family, std::uint32_t begin) const { return family == chain_family_ && chain_end_ == begin; }
  bool ends_chain(std::uint32_t token, std::uint32_t end) const;
  bool close_chain(std::uint32_t begin);
  void leave_unit(std::uint32_t begin, std::uint32_t end, bool anew);

  std::string_view text_;
  std::span<const Token> tokens_;
  std::span<const std::uint32_t> sentences_;
  std::span<const std::uint32_t> marks_;
  std::vector<Marked> found_;
  std::vector<Open> open_;
  // Over units: the places in found_ that wait for a unit that opens anew.
  std::vector<std::size_t> chain_;
  int chain_family_ = 0;
  std::uint32_t chain_end_ = 0;
  bool broken_off_ = false;  // the chain's last unit ends in the middle of a sentence
};

// Behind the "=" of an attribute, or behind the address of a link: [words](address "title").
bool Pairing::in_markup(std::uint32_t token) const {
  if (token == 0) return false;
  if (touches_last(token)) return at(token - 1) == "=";
  if (at(token) != "\"") return false;
  std::size_t end = tokens_[token - 1].span.end;
  const std::size_t least = end > kLongestAddress ? end - kLongestAddress : 0;
  if (tokens_[token].span.begin != end + 1) return false;
  while (end > least && text_[end - 1] != ' ' && text_[end - 1] != '\n' && text_[end - 1] != '(') --end;
  return end > 1 && text_[end - 1] == '(' && text_[end - 2] == ']';
}

bool Pairing::opens(std::uint32_t token, bool last_opened) const {
  if (!touches_next(token)) return false;
  if (!touches_last(token)) return true;
  const std::string_view before = at(token - 1);
  return is_quotation_mark(before) ? last_opened : opens_after(before);
}

void Pairing::close(std::uint32_t token, int family) {
  const auto partner =
      std::find_if(open_.rbegin(), open_.rend(), [&](const Open& open) { return open.family == family; });
  if (partner == open_.rend()) return;
  if (family >= kSingle && token - partner->token > kSingleReach) return;
  const auto place = std::prev(partner.base());
  const std::uint32_t begin = place->token + 1;
  // What was opened behind the partner and is open still has no end of its own.
  for (auto left = std::next(place); left != open_.end(); ++left) leave_open(*left, token);
  open_.erase(place, open_.end());
  if (begin < token) found_.push_back({begin, token, true, family >= kSingle});
}

// Can what is opened here go on in the next unit? It begins its unit or was announced, and nothing else is quoted in
// the unit.
bool Pairing::may_run_on(std::uint32_t token, std::uint32_t begin) const {
  if (token != begin && at(token - 1) != ":") return false;
  return open_.size() == 1 && (found_.empty() || found_.back().begin <= token || found_.back().single);
}

// Ends an opening mark that has no partner before `end`.
void Pairing::leave_open(const Open& open, std::uint32_t end) {
  if (open.family >= kSingle) return;
  const auto sentence = std::upper_bound(sentences_.begin(), sentences_.end(), open.token + 1);
  if (sentence != sentences_.end()) end = std::min(end, *sentence);
  // The next mark of its family cannot be inside: it would have closed this one.
  for (std::size_t next = open.number + 1; next < marks_.size() && marks_[next] < end; ++next)
    if (family_of(at(marks_[next])) == open.family) {
      end = marks_[next];
      break;
    }
  if (open.token + 1 < end) found_.push_back({open.token + 1, end, false, false});
}

void Pairing::unit(std::size_t first, std::size_t last, std::uint32_t begin, std::uint32_t end) {
  open_.clear();
  bool last_opened = false;
  bool anew = false;
  for (std::size_t number = first; number < last; ++number) {
    const std::uint32_t token = marks_[number];
    const int family = family_of(at(token));
    if (in_markup(token)) {
      // What stands there ends with the next mark of the kind.
      std::size_t partner = number + 1;
      while (partner < last && family_of(at(marks_[partner])) != family) ++partner;
      if (partner < last) number = partner;
      continue;
    }
    last_opened = opens(token, last_opened);
    if (last_opened) {
      if (token == begin && follows_chain(family, begin)) anew = true;
      if (open_.size() == kDeepest) {
        leave_open(open_.front(), end);
        open_.erase(open_.begin());
      }
      open_.push_back({token, family, number});
    } else if (!anew && open_.empty() && follows_chain(family, begin) && ends_chain(token, end)) {
      // The unit before ended in the middle of a quotation: a page did, or a paragraph that is not opened anew.
      found_[chain_.front()].end = token;
      found_[chain_.front()].closed = true;
      chain_.clear();
      chain_family_ = 0;
    } else {
      const bool single_inside = family >= kSingle && touches_last(token) && touches_next(token) &&
                                 tokens_[token + 1].kind != tokens::TokenKind::mark;
      if (!single_inside) close(token, family);
    }
  }
  const bool closed = anew && close_chain(begin);
  leave_unit(begin, end, anew && !closed);
}

// Can a closing mark that nothing in its unit has opened end the quotation of the units before?
bool Pairing::ends_chain(std::uint32_t token, std::uint32_t end) const {
  // Behind it stands nothing, or a full stop: then the mark ends what the unit says.
  const bool at_end = token + 1 >= end || (token + 2 >= end && tokens_[token + 1].kind == tokens::TokenKind::mark);
  return !chain_.empty() && (broken_off_ || at_end);
}

// Makes one quotation, from the first opening mark to this close, if the first mark of a unit goes on with the
// quotation of the last one and is closed here.
bool Pairing::close_chain(std::uint32_t begin) {
  const auto whole =
      std::find_if(found_.rbegin(), found_.rend(), [&](const Marked& one) { return one.begin <= begin + 1; });
  if (whole == found_.rend() || whole->begin != begin + 1 || !whole->closed) return false;
  Marked& start = found_[chain_.front()];
  start.end = whole->end;
  start.closed = true;
  // What has no length is taken out in the end.
  whole->begin = whole->end;
  for (std::size_t link = 1; link < chain_.size(); ++link) found_[chain_[link]].begin = found_[chain_[link]].end;
  return true;
}

// Ends what a unit has left open, and hands on what can go on in the next one. `anew`: the unit's first mark goes on
// with the quotation of the last one, and is not closed.
void Pairing::leave_unit(std::uint32_t begin, std::uint32_t end, bool anew) {
  const bool runs_on = !open_.empty() && open_.front().family < kSingle && may_run_on(open_.front().token, begin);
  if (!runs_on || !anew || open_.front().token != begin) chain_.clear();
  chain_family_ = 0;
  for (const Open& open : open_) {
    const std::size_t before = found_.size();
    leave_open(open, end);
    // Only what stands last in its unit can go on in the next one.
    if (&open == &open_.front() && runs_on && found_.size() > before) {
      chain_.push_back(found_.size() - 1);
      chain_family_ = open.family;
      chain_end_ = end;
      const std::string_view closing = at(end - 1);
      broken_off_ = tokens_[end - 1].kind != tokens::TokenKind::mark || closing == ",";
    }
  }
  if (chain_family_ == 0) chain_.clear();
}

std::vector<Marked> Pairing::pair(std::span<const std::uint32_t> units) {
  std::size_t first = 0;
  const auto count = static_cast<std::uint32_t>(tokens_.size());
  while (first < marks_.size()) {
    const auto behind = std::upper_bound(units.begin(), units.end(), marks_[first]);
    const std::uint32_t begin = behind == units.begin() ? 0 : *std::prev(behind);
    const std::uint32_t end = behind == units.end() ? count : *behind;
    std::size_t last = first;
    while (last < marks_.size() && marks_[last] < end) ++last;
    unit(first, last, begin, end);
    first = last;
  }
  std::erase_if(found_, [](const Marked& one) { return one.begin >= one.end; });
  std::sort(found_.begin(), found_.end(), [](const Marked& left, const Marked& right) {
    return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
  });
  return found_;
}

}  // namespace

bool is_quotation_mark(std::string_view mark) { return family_of(mark) != 0; }

std::vector<Marked> marked(std::string_view text, std::span<const Token> tokens,
                           std::span<const std::uint32_t> sentences, std::span<const std::uint32_t> marks,
                           std::span<const std::uint32_t> units) {
  return Pairing(text, tokens, sentences, marks).pair(units);
}

}  // namespace ordagrant::passages::internal
